"""The source as drawn: every character of it, at its place, with the marks where they belong."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from hypothesis import given, settings
from tests.releases import SAMPLE, TEXT, releases, span
from tests.review.reviewing import Desk

from extract.pages.parts import Part
from extract.records.release import Release
from extract.review.source import WHOLE, Pair, Shown, show
from extract.store import Store, find_release, find_run
from extract.store.comparing import ComparedRelease, KeptChange, Wanted, changes

_OF = ComparedRelease("r", "r", "r", "Titel", "Fonden", "ok", "")


def _change(number: int, kind: str = "amounts", **spans: Any) -> KeptChange:
    told = {"kind": kind, "spans": {"before": [], "after": []} | spans}
    return KeptChange(number, 1, None, _OF, {"change": told}, None)


def _html(shown: Shown) -> BeautifulSoup:
    def lines(part: Part) -> str:
        cells = (cell for _, run in part.runs for line in run for cell in line.cells)
        return "".join(f'<p data-at="{cell.at}">{cell.html}</p>' for cell in cells)

    return BeautifulSoup("".join(lines(part) for part, _ in shown.parts), "lxml")


def points(node: Tag) -> str:
    """What a stretch of the page stands for: characters drawn as their number are one (as review.js counts them)."""
    found = ""
    for child in node.children:
        if isinstance(child, NavigableString):
            found += str(child)
        elif isinstance(child, Tag):
            ctl = "ctl" in (child.get("class") or [])
            found += chr(int(child.get_text().removeprefix("U+"), 16)) if ctl else points(child)
    return found


def _marked(soup: BeautifulSoup, kind: str) -> list[str]:
    return [points(node) for node in soup.select(f".k-{kind}")]


ODD = 'Ærø 🚲 og \u202e\u0007vendt\u2066 tekst\tmed <b>tegn</b> & "citat"\r\x85\U0001f1e9\U0001f1f0\nNy linje e\u0301\u200f slut\n'


@pytest.mark.parametrize("text", [TEXT, ODD, ODD * 3, "x", "\n\n\nx\n\n", "a\tb\t\tc"])
def test_every_line_says_where_it_stands(text: str) -> None:
    own = SAMPLE.model_copy(update={"text": text, "sections": ()}) if text != TEXT else SAMPLE
    soup = _html(show(Pair(own, own), (), 0, None, None))
    shown = soup.select("[data-at]")
    assert shown
    for node in shown:
        at, said = int(str(node["data-at"])), points(node)
        assert text[at : at + len(said)] == said
    whole = "".join(points(node) for node in shown)
    assert "".join(whole.split()) == "".join(text.split())


def test_old_and_new_places_are_marked_apart_and_link_to_their_changes() -> None:
    own = SAMPLE
    old, new, both = span("9,2 mio. kroner"), span("4,5 mio. kroner"), span("Marstal")
    told = (
        _change(1, before=[old], after=[new]),
        _change(2, before=[both], after=[both]),
        _change(3, after=[span("Lemvig")]),
    )
    shown = show(Pair(own, own), told, 1, None, None)
    soup = _html(shown)
    assert _marked(soup, "old") == ["9,2 mio. kroner"]
    assert sorted(_marked(soup, "new")) == ["4,5 mio. kroner", "Lemvig"]
    assert _marked(soup, "both") == ["Marstal"]
    assert [points(node) for node in soup.select(".now")] == ["9,2 mio. kroner", "4,5 mio. kroner"]
    assert {str(link["href"]) for link in soup.select(".now a")} == {"#ch-1"}
    assert {"t-1", "t-2", "t-3"} <= shown.anchors == {str(node["id"]) for node in soup.select("[id]")}
    assert shown.sides == ("after",)
    assert shown.kinds == {"old", "new", "both"}


def test_where_the_text_changed_each_side_has_its_own() -> None:
    before = SAMPLE
    text = TEXT.replace("9,2 mio. kroner fra puljen", "9,9 mio. kroner fra puljen")
    after = before.model_copy(update={"text": text})
    place = span("9,2 mio. kroner", nth=2)
    line = (TEXT.rindex("\n", 0, place[0]) + 1, TEXT.index("\n", place[1]))
    told = (_change(1, before=[place], after=[place]), _change(2, "text", before=[line], after=[line]))
    new, old = show(Pair(before, after), told, 1, None, None), show(Pair(before, after), told, 1, "before", None)
    assert (new.side, old.side, new.sides) == ("after", "before", ("before", "after"))
    assert "".join(_marked(_html(new), "new")) == "9,9 mio. kroner"
    assert "".join(_marked(_html(old), "old")) == "9,2 mio. kroner"
    assert "".join(_marked(_html(new), "come")) in ("9", "9,9", ",9")
    assert "".join(_marked(_html(old), "gone")) in ("2", "9,2", ",2")
    assert "t-2" in new.anchors
    # A record that is gone stands in the earlier text alone: that is shown first.
    gone = show(Pair(before, after), (_change(1, before=[place]),), 1, None, None)
    assert gone.side == "before"


def test_a_side_that_is_not_there() -> None:
    own = SAMPLE
    for pair in (Pair(None, own), Pair(own, None)):
        shown = show(pair, (_change(1, "release"),), 1, "before", None)
        assert (shown.side, shown.sides) == ("after", ("after",))
        assert "Havnefonden giver" in _html(shown).get_text()


def test_folded_parts_are_open_where_the_change_is() -> None:
    own = SAMPLE
    about = next(section for section in own.sections if section.kind == "about")
    told = (_change(1, after=[(about.start + 2, about.start + 9)]), _change(2, after=[span("Marstal")]))
    opened = {part.kind: open for part, open in show(Pair(own, own), told, 1, None, None).parts if part.folded}
    assert opened["about"] is True
    assert [kind for kind, open in opened.items() if open] == ["about"]
    assert not any(open for part, open in show(Pair(own, own), told, 2, None, None).parts if part.folded)


def test_places_outside_the_text_are_not_drawn() -> None:
    own = SAMPLE
    told = (_change(1, before=[(5, 5), (-3, 4)], after=[(0, 10**9), (9, 2)]),)
    assert show(Pair(own, own), told, 1, None, None).kinds == set()


@pytest.mark.parametrize("line", ["x" * 200, "ord " * 50, "y" * 100_000])
def test_a_long_text_is_shown_in_windows_that_meet(line: str) -> None:
    text = "".join(f"{n} {line}\n" for n in range(2_000_000 // len(line)))
    own = Release.model_validate(SAMPLE.model_dump() | _bare(text))
    place = (len(text) // 2, len(text) // 2 + 8)
    told = (_change(1, after=[place]),)
    shown = show(Pair(own, own), told, 1, None, None)
    assert shown.is_window
    assert "".join(_marked(_html(shown), "new")) == text[slice(*place)].replace("\n", "")
    low, high = shown.window
    assert high - low < WHOLE
    while shown.later is not None:
        shown = show(Pair(own, own), told, 1, None, shown.later)
        assert low < shown.window[0] <= high < shown.window[1] <= len(text)
        low, high = shown.window
    assert high == len(text)
    while shown.earlier is not None:
        shown = show(Pair(own, own), told, 1, None, shown.earlier)
        assert shown.window[0] < low <= shown.window[1]
        low = shown.window[0]
    assert low == 0


def _bare(text: str) -> dict[str, Any]:
    kinds = ("sections", "projects", "amounts", "places", "quotes", "people", "organisations", "dates", "checks")
    return {"text": text, **dict.fromkeys(kinds, ())}


def test_every_mark_of_the_real_store_is_where_the_record_stands(desk: Desk, store: Store) -> None:
    karen = desk.reviewer()
    run = find_run(store, "2")
    seen = 0
    for one in changes(store, 1, Wanted(cause="patterns"), most=100):
        stored = find_release(store, run, one.release.after or "")
        assert stored is not None
        text = str(stored.content["text"])
        spans = one.body["change"]["spans"]
        page = karen.get(f"/c/1/change/{one.number}")
        now = " ".join(points(node) for node in page.all("#text .now"))
        for start, end in spans["after"] or spans["before"]:
            if "\n" not in text[start:end]:
                assert text[start:end].strip() in now, one.number
                seen += 1
        for node in page.all("#text [data-at]"):
            at, said = int(str(node["data-at"])), points(node)
            assert text[at : at + len(said)] == said
        for row in page.all("#records tr.now"):
            assert row.get("data-r") in (None, f"ch-{one.number}")
        if one.body["change"]["kind"] not in ("release", "text"):
            assert page.all("#records tr.now"), one.number
    assert seen > 20


@pytest.mark.parametrize("text", ["", " \n \n"])
def test_a_text_of_nothing_is_drawn_as_nothing(text: str) -> None:
    kinds = ("sections", "projects", "amounts", "places", "quotes", "people", "organisations", "dates", "contacts")
    empty = SAMPLE.model_copy(update=dict.fromkeys((*kinds, "checks"), ()) | {"text": text})
    assert show(Pair(empty, empty), (), 0, None, None).parts == ()


@settings(max_examples=60, deadline=None)
@given(releases(), releases())
def test_releases_of_any_content_are_drawn_whole(before: Release, after: Release) -> None:
    """Two odd releases as one pair: each side shows its text, whatever records and marks are in it."""
    told = [_change(n, after=[(a.start, a.end)], before=[(a.start, a.end)]) for n, a in enumerate(after.amounts, 1)]
    for side, own in (("before", before), ("after", after)):
        if side == "before" and before.text == after.text:
            continue
        shown = show(Pair(before, after), told, 1, side, None)  # type: ignore[arg-type]
        said = []
        for part, _ in shown.parts:
            for _, run in part.runs:
                for line in run:
                    for cell in line.cells:
                        drawn = points(BeautifulSoup(f"<p>{cell.html}</p>", "html.parser"))
                        # BeautifulSoup, as a browser, has no carriage return of its own; here it is drawn.
                        assert own.text[cell.at : cell.at + len(drawn)] == drawn
                        said.append(drawn)
        assert "".join("".join(said).split()) == "".join(own.text.split())
