"""Lines of dashes or stars between entries: they part them, end nothing, and are no text."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import pytest
from tests.reading import segmented

TOP = "Nye moler i Thorsminde\n\nHavnen får læ, når vinteren kommer til Vestkysten.\n\nPengene går til:\n\n"
VRIST, FERRING, LEMVIG = (
    "Fendere i Vrist\nVrist Bådelaug\n40.000 kr.",
    "Net i Ferring\nFerring Havn\n20.000 kr.",
    "Pæle i Lemvig\nLemvig Marina\n9.000 kr.",
)


class Case(NamedTuple):
    name: str
    text: str
    items: list[str]


RULES = [
    Case("stars around", f"***\n{VRIST}\n***\n{FERRING}\n***\n{LEMVIG}\n***", [VRIST, FERRING, LEMVIG]),
    Case("stars with blanks", f"* * *\n{VRIST}\n* * *\n{FERRING}\n* * *\n{LEMVIG}\n* * *", [VRIST, FERRING, LEMVIG]),
    Case("dashes between", f"{VRIST}\n\n-----\n\n{FERRING}\n\n-----\n\n{LEMVIG}", [VRIST, FERRING, LEMVIG]),
    Case("dashes between, set close", f"{VRIST}\n-----\n{FERRING}\n-----\n{LEMVIG}", [VRIST, FERRING, LEMVIG]),
    Case("sums without their unit", "====\nFendere i Vrist\n(Bådelauget)\n60.000 søgt, 40.000 givet\n====\nNet i Ferring\n(Havnen)\n20.000 søgt, 20.000 givet\n====\nPæle i Lemvig\n(Marinaen)\n12.000 søgt, 9.000 givet\n====", ["Fendere i Vrist\n(Bådelauget)\n60.000 søgt, 40.000 givet", "Net i Ferring\n(Havnen)\n20.000 søgt, 20.000 givet", "Pæle i Lemvig\n(Marinaen)\n12.000 søgt, 9.000 givet"]),
]  # fmt: skip


@pytest.mark.parametrize("case", RULES, ids=lambda case: case.name)
def test_rules_between_entries(case: Case) -> None:
    parts = segmented(TOP + case.text)
    text = parts.article.text
    assert [text[item.start : item.end] for section in parts.sections for item in section.items] == case.items
    assert all(set(text[p.start : p.end]) - set("*=- ") for p in parts.article.passages)
    assert parts.sections[-1].end == len(text)
    assert all(right.start - left.end == 1 for left, right in pairwise(parts.sections))


def test_rules_below_titles() -> None:
    entries = [(*entry.split("\n", 1), "-" * 12) for entry in (VRIST, FERRING, LEMVIG)]
    parts = segmented(TOP + "\n\n".join(f"{title}\n{rule}\n{rest}" for title, rest, rule in entries))
    told = [parts.article.text[p.start : p.end] for p in parts.article.passages if p.item is not None]
    assert "\n".join(told) == f"{VRIST}\n{FERRING}\n{LEMVIG}"
    assert sum(len(section.items) for section in parts.sections) == 3


def test_a_rule_above_the_sender_ends_the_article() -> None:
    parts = segmented(f"{TOP}{VRIST}\n\n{FERRING}\n\n***\n\nVestkystfonden støtter havne med 40 mio. kr. om året.")
    assert [section.kind for section in parts.sections][-2:] == ["navigation", "about"]
