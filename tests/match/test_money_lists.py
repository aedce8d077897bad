"""Lists of bare figures: money where the release says so elsewhere, nothing where it does not."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import pytest
from tests.support import article, patterns

from extract.match.money import MoneyMatcher, compile_money


@lru_cache(maxsize=1)
def matcher() -> MoneyMatcher:
    return compile_money(patterns())


class Row(NamedTuple):
    """A release and the values of the figures that end its lines."""

    name: str
    text: str
    values: list[int]


LIST = """Roklubben - nye årer: 10.000
Koret - noder: 4.500
Spejderne - telt: 12.500"""
SHARED = "Udvalget har fordelt 27.000 kr. til tre foreninger."
ALL = [10_000, 4_500, 12_500]

ROWS = [
    Row("unit in a sentence", f"Beløbene i listen er i kroner.\n{LIST}", ALL),
    Row("unit in brackets", f"Tilskud til foreninger (i kr.)\n{LIST}", ALL),
    Row("all amounts", f"{LIST}\nAlle beløb er angivet i hele kroner.", ALL),
    Row("heading and kroner", f"Udvalget gav 99.000 kr.\nModtagerne af støtte:\n{LIST}", ALL),
    Row("figures add up", f"{SHARED}\nListen over foreningerne:\n{LIST}", ALL),
    Row("dash", f"{SHARED}\nRoklubben – 10.000\nKoret – 4.500\nSpejderne – 12.500", ALL),
    Row("dots", f"{SHARED}\nRoklubben … 10.000\nKoret .... 4.500\nSpejderne … 12.500", ALL),
    Row("blank", f"{SHARED}\nRoklubben 10.000\nKoret 4.500\nSpejderne 12.500", ALL),
    Row("comma", f"{SHARED}\nRoklubben, 10.000\nKoret, 4.500\nSpejderne, 12.500", ALL),
    Row("spaces", f"{SHARED}\nRoklubben: 10 000\nKoret: 4 500\nSpejderne: 12 500", ALL),
    Row("number in the name", f"{SHARED}\nHal nr. 3: 10.000\nKoret 1900-1970: 4.500\nTelt 2: 12.500", ALL),
    Row("no talk of kroner", f"Modtagerne:\n{LIST}", []),
    Row("neither heading nor sum", f"Udvalget gav 99.000 kr.\nBesøg på museerne:\n{LIST}", []),
    Row("two lines only", f"{SHARED}\nRoklubben: 10.000\nKoret: 17.000", []),
    Row("counts", "Beløbene er i kroner.\nAntal gæster: 10.000\nMedlemmer: 4.500\nI alt elever: 12.500", []),
    Row("years", "Beløbene er i kroner.\nRoklubben: 2024\nKoret: 2025\nSpejderne: 2026", []),
    Row("postcodes", "Beløbene er i kroner.\nRoklubben: 8500\nKoret: 8400\nSpejderne: 8963", []),
    Row("telephones", "Beløbene er i kroner.\nHavnen: 87 28 40 00\nKoret: 86 32 11 00\nRoerne: 86 30 10 10", []),
    Row("few of many lines", f"Beløbene er i kroner.\n{LIST}\nA\nB\nC\nD\nRoerne: 5.000", []),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_lists(row: Row) -> None:
    bare = [m for m in matcher().find(article(row.text)) if "kr" not in row.text[m.start : m.end]]
    assert [int(m.value or 0) for m in bare] == row.values
    assert all(m.currency == "DKK" and m.confidence <= 0.85 for m in bare)


ROLES: list[tuple[str, str, list[str]]] = [
    (
        "who pays how much, and the whole",
        "Musikhuset er finansieret\nSådan er huset finansieret:\nThisted Kommune: 20 mio. kr.\nLokale virksomheder: 4 mio. kr.\nLån i banken: 7 mio. kr.\nI alt: 31 mio. kr.",
        ["grant", "cofunding", "loan", "total"],
    ),
    (
        "prices under a heading of prices",
        "Fonden giver 2 mio. kr. i tilskud\nPriser fra 1. januar 2026\nVuggestue: 4.105 kr.\nBørnehave: 2.340 kr.\nFrokost: 812 kr.",
        ["grant", "other", "other", "other"],
    ),
    (
        "prices by their labels",
        "Fonden giver 2 mio. kr. i tilskud\nHer er satserne:\nVand pr. m3: 9,75 kr.\nBidrag pr. år: 812 kr.\nAfgift pr. m3: 7,97 kr.",
        ["grant", "other", "other", "other"],
    ),
    (
        "the amount opens the entry",
        "Fonden har støttet tre\nBestyrelsen har sagt ja til at give:\n180.000 kr. – tag på huset\n95.000 kr. – kursus i førstehjælp\n75.000 kr. – shelters ved søen\nSammenlagt: 350.000 kr.",
        ["grant", "grant", "grant", "pool"],
    ),
]


@pytest.mark.parametrize(("name", "text", "expected"), ROLES, ids=[name for name, _, _ in ROLES])
def test_roles_of_lists(name: str, text: str, expected: list[str]) -> None:
    assert [mention.role for mention in matcher().find(article(text))] == expected


def test_they_are_grants_and_their_sum_the_pool() -> None:
    found = matcher().find(article(f"{SHARED}\nModtagerne af tilskud:\n{LIST}"))
    assert [m.role for m in found] == ["pool", "grant", "grant", "grant"]
