"""For everybody: axe finds nothing on any page, at 400 % nothing scrolls sideways, all is reached by Tab and seen to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from tests.review.browser.reviewers import Enter, Watched
from tests.review.browser.runs import Served, serving

RULES: Final = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
NARROW: Final = {"width": 320, "height": 640}
"""A window of 1280 pixels at 400 %."""


@pytest.fixture
def page(work: Path) -> Iterator[Served]:
    with serving(work / "press.db", "1", "2", "--as", "Karen") as served:
        yield served


def _pages(me: Watched) -> Iterator[str]:
    """All kinds of pages, one after the other."""
    me.open("/c/1")
    yield "overview"
    me.open("/c/1?words=findes+ikke")
    yield "nothing found"
    me.open("/c/1?judged=0&publisher=Region+Syddanmark")
    me("#changes tbody a").first.click()
    expect(me("#judge-form")).to_be_visible()
    yield "desk"
    me("#correct summary").click()
    me("#correct select").first.select_option("loan")
    yield "desk, correcting"
    me("#change-title").focus()
    me.press("a")
    expect(me("#said")).to_be_visible()
    yield "desk, after a judgement"
    me(".sheet-head a").last.click()
    expect(me(".versions")).to_be_visible()
    yield "history"
    me.open("/judgements")
    yield "judgements"
    me.open("/")
    yield "first page"
    me("#invite").click()
    expect(me("#link")).to_be_visible()
    yield "colleague"
    me.open("/name")
    yield "name"
    me.open("/nowhere")
    yield "no such page"
    me.open("/c/1")
    me.press("?")
    expect(me("#help")).to_be_visible()
    yield "help"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Served, enter: Enter, scheme: str) -> None:
    """Danish in the light, English in the dark: each page in both."""
    me = enter(page.link, color_scheme=scheme)
    if scheme == "dark":
        me("[action='/language'] button").click()
        expect(me("html")).to_have_attribute("lang", "en")
    faults = [fault for name in _pages(me) for fault in _faults(me, name)]
    assert not faults, "\n".join(faults)


def _faults(me: Watched, name: str) -> Iterator[str]:
    found: Any = Axe().run(me.page, options=RULES).response
    assert found["passes"], name
    for fault in found["violations"]:
        for node in fault["nodes"]:
            yield f"{name}: {fault['id']}: {node['target']}: {node['failureSummary']}"


def test_nothing_scrolls_sideways_at_400_per_cent(page: Served, enter: Enter) -> None:
    me = enter(page.link, viewport=NARROW)
    wide = [name for name in _pages(me) if me.page.evaluate("document.documentElement.scrollWidth") > NARROW["width"]]
    assert wide == []


def test_all_is_reached_by_tab_and_seen_to_be(page: Served, enter: Enter) -> None:
    me = enter(page.link, viewport=NARROW)
    me.open("/c/1/change/1")
    expect(me("#judge-form")).to_be_visible()
    wanted: Sequence[str] = me.page.evaluate(_REACHABLE)
    assert len(wanted) > 25
    reached: list[str] = []
    for _ in range(len(wanted) + 5):
        me.press("Tab")
        name, seen = me.page.evaluate(_FOCUSED)
        if name is None or name in reached:
            break
        reached.append(name)
        assert seen, f"nothing shows that the focus is at {name}"
    assert [one for one in wanted if one not in reached] == []


def test_the_focus_is_kept_after_a_judgement(page: Served, enter: Enter) -> None:
    """A screen reader goes on reading at the next change, and is told what was done."""
    me = enter(page.link)
    me.open("/c/1?publisher=Region+Syddanmark")
    me("#begin").focus()
    me.press("Enter")
    expect(me("#place")).to_have_text("1 af 5")
    expect(me("#change-title")).to_be_focused()
    me("#judge").get_by_role("button", name="Godkend").focus()
    me.press("Enter")
    expect(me("#place")).to_have_text("2 af 5")
    expect(me("#live")).to_contain_text("Godkendt.")
    expect(me("#change-title")).to_be_focused()
    me.press("u")
    expect(me("#live")).to_contain_text("Fortrudt.")
    expect(me("#place")).to_have_text("1 af 5")
    expect(me("#change-title")).to_be_focused()


_REACHABLE: Final = """() => {
  const all = document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']");
  let n = 0;
  const radios = new Set();
  return [...all].filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled).filter((one) => {
    // Of several radio buttons Tab reaches the one that is chosen; the arrows reach the others.
    if (one.type !== "radio") return true;
    return one.checked;
  }).map((one) => (one.dataset.n = `${++n} ${one.tagName} ${(one.innerText || one.name || one.id).trim().slice(0, 40)}`));
}"""
_FOCUSED: Final = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return [null, true];
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return [one.dataset.n ?? one.outerHTML.slice(0, 80), drawn && inside];
}"""
