"""Draws the pictures of docs/review.md anew: ``python -m tests.review.browser.pictures`` in the root of the project.

They are of the samples, read first without a few patterns and then as shipped, with one release corrected in between.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from contextlib import chdir
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright
from tests.review.browser.chromium import ARGUMENTS, chromium
from tests.review.browser.runs import ROOT, patterns_without, run, serving

OUT: Final = ROOT / "docs" / "images"
MOST_BYTES: Final = 250_000
COLOURS: Final = 128
DROPPED: Final = (
    "money.role.grant.label", "money.role.grant.stotte", "money.role.grant.share", "money.role.pool.over_many",
    "money.role.pool.sum_over_many", "money.role.cofunding.shares", "money.role.grant.noun",
)  # fmt: skip


def main() -> None:
    """Makes the runs, and draws each page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "samples", folder / "samples")
        with chdir(folder):  # the page shows where the documents were
            run(Path("samples"), Path("press.db"), patterns_without(Path("earlier"), *DROPPED))
            one = Path("samples/fond-faellesskaber.json")
            one.write_text(one.read_text("utf-8").replace("Tolv projekter", "Alle tolv projekter"), "utf-8")
            run(Path("samples"), Path("press.db"))
        with serving(folder / "press.db", "1", "2", "--as", "Karen Møller") as served, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
            page = browser.new_page(locale="da-DK", viewport={"width": 1440, "height": 900})
            page.goto(served.link)
            _draw(page, served.origin)
            phone = browser.new_context(
                locale="da-DK", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True,
                storage_state=page.context.storage_state(),
            )  # fmt: skip
            _draw_phone(phone.new_page(), served.origin)
            browser.close()


def _draw(page: Page, origin: str) -> None:
    # Some of it is judged already, as on a day of work.
    for query, key in (("cause=patterns&judged=0", "a"), ("field=amounts.role&judged=0", "r")):
        page.goto(f"{origin}/c/1?{query}")
        page.locator("#clusters tbody a").first.click()
        expect(page.locator("#chosen .chip")).to_have_count(3)
        page.locator("#changes tbody a").first.click()
        expect(page.locator("#judge-form")).to_be_visible()
        page.keyboard.press("g")
        page.keyboard.press(key)
        expect(page.locator("#said")).to_be_visible()
    page.goto(f"{origin}/c/1")
    _shot(page, "review-clusters")
    page.goto(f"{origin}/c/1?field=projects.funder&words=GRØN+SVEJS")
    page.locator("#changes tbody a").first.click()
    expect(page.locator("#change-title")).to_have_text("GRØN SVEJS")
    _shot(page, "review-change")
    page.keyboard.press("c")
    page.locator('[name="value"]').fill("Nordisk Havnekredit")
    page.locator("#note").fill("Det er staten, der støtter.")
    page.locator(".save").click()
    expect(page.locator("#said")).to_be_visible()
    page.goto(f"{origin}/judgements")
    _shot(page, "review-judgements")
    page.goto(f"{origin}/c/1?cause=source")
    page.locator("#changes tbody a").first.click()
    expect(page.locator("#text .k-come").first).to_be_visible()
    _shot(page, "review-text")
    page.goto(f"{origin}/")
    _shot(page, "review-runs")


def _draw_phone(page: Page, origin: str) -> None:
    page.goto(f"{origin}/c/1?field=projects.granted&judged=0")
    page.locator("#changes tbody a").first.click()
    expect(page.locator("#judge-form")).to_be_visible()
    _shot(page, "review-phone")


def _shot(page: Page, name: str) -> None:
    page.mouse.move(0, 0)
    path = OUT / f"{name}.png"
    # A page has few colours: with a palette the picture is a third as large, and looks the same.
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    assert path.stat().st_size < MOST_BYTES, f"{path.name} is {path.stat().st_size} bytes"


if __name__ == "__main__":
    main()
