"""Phrases that a text uses again: how long they are, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import article

from extract import Extractor
from extract.match.repeats import repeated_phrases
from extract.records.mentions import Mentions

CASES = {
    "small letters belong to it": (
        "Initiativet hedder Musik til middag. Kommunen står bag Musik til middag.",
        ["Musik til middag", "Musik til middag"],
    ),
    "what follows in one place only does not": (
        "De støtter Boden med 17.500 kr. Skolen tager fat på Boden, hvor unge sælger boller.",
        ["Boden", "Boden"],
    ),
    "a comma may stand within": (
        "Pengene går til Sov godt, Gudrun. Bag Sov godt, Gudrun står tre plejehjem.",
        ["Sov godt, Gudrun", "Sov godt, Gudrun"],
    ),
    "small words at its end do not": (
        "Vi kalder det Tarm Aktivpark i dag. Første del af Tarm Aktivpark i næste sæson.",
        ["Tarm Aktivpark", "Tarm Aktivpark"],
    ),
    "first words of sentences alone are no names": ("Pengene går til tag. Pengene er givet i dag.", []),
    "nor are small words with a capital": ("Se Det nye hus. Vi så Det i går.", []),
    "a second capital is enough at the begin of a sentence": (
        "Den Røde Tråd åbner i maj. Den Røde Tråd bliver stor.",
        ["Den Røde Tråd", "Den Røde Tråd"],
    ),
    "lines end it": ("Vi bygger Nordlys\nHavn. De ser Nordlys\nHavn.", ["Nordlys", "Nordlys"]),
    "in other letters it is the same": ("BØGER PÅ PEDALER\nDe giver Bøger på pedaler en cykel.", ["BØGER PÅ PEDALER", "Bøger på pedaler"]),
    "towns and persons are none": (
        "Borgmester Jens Holm fra Viborg Kommune kom til Viborg. I Viborg mødte vi Jens Holm.",
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_phrases(case: tuple[str, list[str]]) -> None:
    text, expected = case
    found = repeated_phrases(text, Extractor(model=None)._mentions(article(text)))
    assert [text[low:high] for low, high in found] == expected


@given(st.text(alphabet="AB ab.,\n»«", max_size=80))
def test_phrases_are_apart_in_order_and_come_again(text: str) -> None:
    found = repeated_phrases(text, Mentions())
    ends = [0, *(high for _, high in found)]
    assert all(end <= low < high for end, (low, high) in zip(ends, found, strict=False))
    folded = text.casefold()
    for low, high in found:
        assert folded.count(folded[low:high]) > 1
        assert text[low].isupper()
