"""One spelling against many."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.check.builder import Text, build, check, shapes

from extract.check.near import distance, folded, is_inflection, is_misspelling

CODE = "name_variant"


class Case(NamedTuple):
    name: str
    other: str
    found: bool


@pytest.mark.parametrize(
    "case",
    [
        Case("Learnmark Horsens", "Leanmark Horsens", True),
        Case("Learnmark Horsens", "Learmnark Horsens", True),
        Case("Herningsholm Erhvervsskole", "Herningholm Erhvervsskole", True),
        Case("Foreningen Fjordens Venner", "Foreningen Fjrodens Venner", True),
        Case("Mercantec", "Mercantex", True),
        Case("Sydvestjyske Museer", "Sydvestjydske Museer", True),
        Case("Vestre Skole", "Østre Skole", False),
        Case("Museum Østjylland", "Museum Vestjylland", False),
        Case("Nordby Museum", "Nordby Museet", False),
        Case("Nordby Museum", "Nordby Museums", False),
        Case("Aabenraa Museum", "Åbenrå Museum", False),
        Case("Fonden Fjord", "Fondens Fjord", False),
        Case("Learnmark Horsens", "Leanmark Kolding", False),
        Case("Herning Gymnasium", "Hørning Gymnasium", False),  # two towns
        Case("Learnmark Horsens", "Learnmark Horsens", False),
    ],
    ids=lambda case: f"{case.name} / {case.other}",
)
def test_organisations(case: Case) -> None:
    lines = [f"{case.name} er med for {n}. gang." for n in ("første", "anden", "tredje")]
    release = build(
        *lines, Text(f"Foto: {case.other}.", "caption"), organisations=[case.name], places=["Herning", "Hørning"]
    )
    expected = [("repaired", case.other, case.name)] if case.found else []
    assert shapes(check(release), CODE) == expected


@pytest.mark.parametrize(
    ("often", "seldom", "expected"),
    [(3, 1, True), (4, 1, True), (2, 1, False), (1, 1, False), (4, 2, False), (3, 3, False)],
)
def test_once_against_three(often: int, seldom: int, expected: bool) -> None:
    lines = [f"Learnmark Horsens, linje {n}." for n in range(often)] + [
        f"Leanmark Horsens, nr. {n}." for n in range(seldom)
    ]
    assert bool(shapes(check(build(*lines, organisations=["Learnmark Horsens"])), CODE)) is expected


def test_a_line_that_the_page_repeats_counts_once() -> None:
    lines = [f"Learnmark Horsens, linje {n}." for n in range(3)] + ["Leanmark Horsens på vej."] * 2
    assert len(shapes(check(build(*lines, organisations=["Learnmark Horsens"])), CODE)) == 1


@pytest.mark.parametrize(
    ("other", "titles", "found"),
    [
        ("Anders Lyhnav", (), True),
        ("Anders Luhnaus", (), True),
        ("Andreas Holm", (), False),
        ("Anders Lyhnel", (), False),
        ("Anders Lyhnav", ("direktør",), False),  # a person of another title is another person
    ],
)
def test_people(other: str, titles: tuple[str, ...], found: bool) -> None:
    lines = [f"Det siger Anders Lyhnau om sag {n}." for n in range(3)]
    people: list[tuple[str, tuple[str, ...]]] = [("Anders Lyhnau", ("formand",))]
    if titles:
        people.append((other, titles))
    assert bool(shapes(check(build(*lines, f"Foto: {other} til mødet.", people=people)), CODE)) is found


def test_evidence_points_at_both_spellings() -> None:
    lines = [f"Learnmark Horsens, linje {n}." for n in range(3)]
    release = build(*lines, "Mens Leanmark Horsens’ elever ser på.", organisations=["Learnmark Horsens"])
    (found,) = check(release)
    assert [release.text[s:e] for s, e in found.evidence] == ["Leanmark Horsens", *["Learnmark Horsens"] * 3]
    assert found.message == "»Leanmark Horsens« er læst som »Learnmark Horsens«, der står sådan 3 gange."


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("skole", "skole", 0), ("skole", "skle", 1), ("skole", "sokle", 1), ("skole", "stole", 1), ("abcd", "wxyz", 3)],
)
def test_distance(one: str, other: str, expected: int) -> None:
    assert distance(one, other) == expected


@given(st.text("abcæøå", max_size=8), st.text("abcæøå", max_size=8))
def test_distance_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one) <= 3
    assert (distance(one, other) == 0) is (one == other)


def test_words() -> None:
    assert folded("Aabenraa") == folded("Åbenrå")
    assert is_inflection("museum", "museet")
    assert not is_inflection("learnmark", "leanmark")
    assert is_misspelling("learnmark", "leanmark")
    assert not is_misspelling("peter", "petra")
