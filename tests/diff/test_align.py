"""Texts side by side: which lines changed, and whether a place of the one is a place of the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.diff import words_marked
from extract.diff.align import EXACT, Alignment
from extract.records.release import Span

OLD = "Fonden giver 2,7 mio. kroner til en sauna.\nDen åbner i maj.\nLene Bech glæder sig."
NEW = "Fonden giver 2,9 mio. kroner til en sauna.\nTegningerne er klar.\nDen åbner i maj.\nLene Bech glæder sig meget."


def _at(text: str, surface: str) -> Span:
    start = text.index(surface)
    return start, start + len(surface)


def test_lines_that_differ_are_told_one_by_one() -> None:
    edits = [(OLD[slice(*e.before)].strip(), NEW[slice(*e.after)].strip()) for e in Alignment(OLD, NEW).edits]
    assert edits == [
        ("Fonden giver 2,7 mio. kroner til en sauna.", "Fonden giver 2,9 mio. kroner til en sauna.\nTegningerne er klar."),
        ("Lene Bech glæder sig.", "Lene Bech glæder sig meget."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "low", "high"),
    [
        ("Lene Bech", "Lene Bech", EXACT, EXACT),
        ("i maj", "i maj", EXACT, EXACT),
        ("2,7 mio. kroner", "2,9 mio. kroner", EXACT, EXACT),
        ("mio. kroner til", "2,9 mio. kroner", 0.5, 0.9),
        ("Fonden", "sauna", 0.1, 0.4),
        ("Fonden", "Lene Bech", 0, 0),
        ("i maj", "Tegningerne", 0, 0),
    ],
)
def test_places_are_found_again(old: str, new: str, low: float, high: float) -> None:
    there = Alignment(OLD, NEW).closeness([_at(OLD, old)], [_at(NEW, new)])
    assert low <= there <= high
    assert Alignment(NEW, OLD).closeness([_at(NEW, new)], [_at(OLD, old)]) == there


def test_words_that_differ_are_marked() -> None:
    old, new = words_marked("Den åbner i maj.", "Den åbner  først i juni.")
    assert [text for text, marked in old if marked] == ["maj"]
    assert [text for text, marked in new if marked] == ["først", "juni"]
    assert ("".join(t for t, _ in old), "".join(t for t, _ in new)) == ("Den åbner i maj.", "Den åbner  først i juni.")


_words = st.lists(st.sampled_from(["sti", "havn", "2,7", "\n", "bro"]), max_size=12).map(" ".join)


@given(_words, _words)
def test_what_both_keep_is_the_same_text_in_the_same_order(old: str, new: str) -> None:
    laid = Alignment(old, new)
    before, after = laid.kept(0), laid.kept(1)
    assert [old[a:b] for a, b in before] == [new[a:b] for a, b in after]
    assert list(before) == sorted(before)
    assert list(after) == sorted(after)
    turned = Alignment(new, old)
    assert (turned.kept(0), turned.kept(1)) == (after, before)


def test_a_text_without_end_is_laid_line_by_line_and_no_closer() -> None:
    old = "\n".join(f"a{n}" for n in range(5_000))
    new = "\n".join(f"b{n}" for n in range(5_000))
    assert len(Alignment(old, new).edits) == 5_000


@pytest.mark.parametrize("blank", [" ", "\n"], ids=["words", "lines"])
def test_what_repeats_without_end_is_laid_too(blank: str) -> None:
    old, new = blank.join("x" * 1400 + "q"), blank.join("xy" * 700)
    assert [old[a:b] for a, b in Alignment(old, new).kept(0)] == [new[a:b] for a, b in Alignment(old, new).kept(1)]
