"""The whole job in one go, as a newsroom does it."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import expect
from tests.review.browser.reviewers import Enter, Watched
from tests.review.browser.runs import run, serving

from extract.store import opened
from extract.store.judging import standing


def test_from_a_changed_pattern_to_decisions_that_hold(work: Path, enter: Enter) -> None:
    store = work / "press.db"
    with serving(store, "1", "2", "--as", "Karen") as served:
        me = enter(served.link)
        me.at("/c/1")  # the token is gone from the address
        _a_cluster_by_keyboard(me)
        _undo_and_do_again(me)
        _one_record_by_keyboard_with_a_note(me)
        _a_correction_by_selecting_in_the_source(me)
        _all_is_there_after_a_reload_and_on_the_way_back(me)

        # A third run, and in one release the text was corrected: what was said holds, for the machine says the same.
        _corrected(work / "in" / "region-kulturpulje-syd.html")
        run(work / "in", store)
        _compared(me, 1, 3)
        _decisions_hold(me)
        _both_texts_can_be_seen(me)

        # Then the rule is taken away again: what was judged there was another text and another value.
        run(work / "in", store, work / "earlier")
        _compared(me, 2, 4)
        _both_ask_again(me)
    _what_the_store_has(store)


def _a_cluster_by_keyboard(me: Watched) -> None:
    cluster = me('#clusters tr[data-changes="5"]')
    expect(cluster).to_contain_text("money.role.grant.label")
    every = int(me("#progress").get_attribute("data-changes") or 0)
    assert every > 8
    me.progress(0, every)
    cluster.get_by_role("link").click()
    expect(me("#chosen")).to_be_visible()
    expect(me("#changes tbody tr")).to_have_count(5)
    me.press("j")
    expect(me("#place")).to_have_text("1 af 5")
    expect(me("#text .now").first).to_be_visible()
    me.press("g")
    expect(me('input[name="scope"][value="cluster"]')).to_be_checked()
    me.press("a")
    expect(me("#said")).to_contain_text("Godkendt: 5 ændringer.")
    me.open("/c/1")
    me.progress(5, every)
    expect(me('#clusters tr[data-changes="5"]')).to_have_attribute("data-judged", "5")


def _undo_and_do_again(me: Watched) -> None:
    every = int(me("#progress").get_attribute("data-changes") or 0)
    me('#clusters tr[data-changes="5"]').get_by_role("link").click()
    expect(me("#changes tbody tr")).to_have_count(5)
    me("#changes tbody tr a").first.click()
    expect(me("#judged")).to_contain_text("Godkendt af Karen")
    me.press("u")
    expect(me("#said")).to_contain_text("Fortrudt: 5 bedømmelser.")
    expect(me("#judged")).to_have_count(0)
    me.press("g", "a")
    expect(me("#said")).to_contain_text("Godkendt: 5 ændringer.")
    me.open("/c/1")
    me.progress(5, every)


def _one_record_by_keyboard_with_a_note(me: Watched) -> None:
    """Karen does not hold the sum for a grant."""
    me.open("/c/1?field=amounts.role&judged=0")
    me("#changes tbody tr").filter(has_text="8,2 mio. kr.").get_by_role("link").click()
    expect(me("#change-title")).to_have_text("8,2 mio. kr.")
    me.press("n")
    expect(me("#note")).to_be_focused()
    me.page.keyboard.type("arrest og a er ord, ikke taster")
    me.press("Escape", "r")
    expect(me("#said")).to_contain_text("Afvist.")


def _a_correction_by_selecting_in_the_source(me: Watched) -> None:
    me.open("/c/1?field=projects.funder")
    me("#changes tbody tr a").click()
    expect(me("#change-title")).to_have_text("GRØN SVEJS")
    me.drag_over("Nordisk Havnekredit")
    me.press("s")
    expect(me("#taken")).to_contain_text("Taget fra teksten: Nordisk Havnekredit")
    value = me('[name="value"]')
    expect(value).to_have_value("Nordisk Havnekredit")
    expect(value).to_be_focused()
    me("#note").fill("Det står i teksten.")
    me(".save").click()
    expect(me("#said")).to_contain_text("Rettet.")


def _all_is_there_after_a_reload_and_on_the_way_back(me: Watched) -> None:
    me.open("/c/1?judged=1")
    expect(me("#changes tbody tr")).to_have_count(7)
    me("#changes tbody tr a").filter(has_text="GRØN SVEJS").click()
    expect(me("#judged")).to_contain_text("Rettet af Karen")
    expect(me("#judged")).to_contain_text("Nordisk Havnekredit")
    expect(me("#judged")).to_contain_text("Det står i teksten.")
    there = me.page.url
    assert there.endswith("?judged=1")
    me.page.reload()
    expect(me("#judged")).to_contain_text("Nordisk Havnekredit")
    me.page.go_back()
    me.at("/c/1?judged=1")
    expect(me("#changes tbody tr")).to_have_count(7)
    me.page.go_forward()
    expect(me.page).to_have_url(there)
    expect(me("#judged")).to_contain_text("Nordisk Havnekredit")
    me.open("/judgements")
    expect(me("#batches tbody tr")).to_have_count(4)  # one of them undone
    expect(me("#batches tbody tr.undone")).to_have_count(1)


def _compared(me: Watched, before: int, after: int) -> None:
    """Compares two runs on the page, as on a day after."""
    me.open("/")
    me(f'input[name="before"][value="{before}"]').check()
    me(f'input[name="after"][value="{after}"]').check()
    me("#compare button.main").click()
    expect(me("h1")).to_have_text(f"Kørsel {before} → {after}", timeout=120_000)
    expect(me("#clusters")).to_be_visible()


def _decisions_hold(me: Watched) -> None:
    expect(me("#progress")).to_have_attribute("data-judged", "7")
    expect(me('#clusters tr[data-changes="5"]')).to_have_attribute("data-judged", "5")
    path = _path(me)
    me('.filter [data-filter="judged"][data-value="True"]').click()
    expect(me("#changes tbody tr")).to_have_count(7)
    for verdict, count in (("accept", 5), ("reject", 1), ("correct", 1)):
        expect(me(f"#changes tbody .v.{verdict}")).to_have_count(count)
    me.open(path)


def _corrected(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("lidt under halvdelen") == 1
    path.write_text(text.replace("lidt under halvdelen", "næsten halvdelen"), "utf-8")


def _both_texts_can_be_seen(me: Watched) -> None:
    me.open(f"{_path(me)}?cause=source&words=kulturprojekter")
    me("#changes tbody a").first.click()
    expect(me("#text .k-come")).to_contain_text("næsten")
    me.press("t")
    expect(me("#text .k-gone").first).to_contain_text("lidt under")


def _both_ask_again(me: Watched) -> None:
    me.open(f"{_path(me)}?field=amounts.role&words=kulturprojekter")
    expect(me("#changes tbody tr")).to_have_count(5)
    expect(me("#changes tbody .v.open")).to_have_count(5)
    # In the other release the text is the same, and what was said of it holds.
    me.open(f"{_path(me)}?field=amounts.role&judged=1")
    expect(me("#changes tbody tr")).to_have_count(1)
    expect(me("#changes tbody tr")).to_contain_text("8,2 mio. kr.")


def _path(me: Watched) -> str:
    return me.page.url.removeprefix(me.origin).partition("?")[0]


def _what_the_store_has(store: Path) -> None:
    with opened(store) as found:
        kept = list(standing(found))
    assert [(one.verdict, one.by) for one in kept].count(("accept", "Karen")) == 5
    correction = next(one for one in kept if one.verdict == "correct")
    assert correction.value == "Nordisk Havnekredit"
    assert (correction.note, correction.subject.record) == ("Det står i teksten.", "GRØN SVEJS")
    (span,) = correction.spans
    text = _text_of(store, correction.subject.release)
    assert text[slice(*span)] == "Nordisk Havnekredit"


def _text_of(store: Path, release: str) -> str:
    lines = (store.parent / "out" / "releases.jsonl").read_text("utf-8").splitlines()
    return next(str(one["text"]) for one in map(json.loads, lines) if one["id"] == release)


def test_impatient_keys_judge_once(work: Path, enter: Enter) -> None:
    """Who presses twice before the next page is there has judged the change that was seen, not one that was not."""
    with serving(work / "press.db", "1", "2", "--as", "Karen") as served:
        me = enter(served.link)
        me.open("/c/1?publisher=Region+Syddanmark")
        me("#changes tbody a").first.click()
        expect(me("#place")).to_have_text("1 af 5")
        sent: list[str] = []
        me.page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
        me.page.evaluate(
            """() => { for (const key of ["a", "r", "a"]) document.body.dispatchEvent(
              new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })); }"""
        )
        expect(me("#place")).to_have_text("2 af 5")
        expect(me("#said")).to_contain_text("Godkendt.")
        me.open("/judgements")
        expect(me("#batches tbody tr")).to_have_count(1)
        assert len(sent) == 1
