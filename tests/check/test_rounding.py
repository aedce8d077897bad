"""Amounts of the running text against the same project's in the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pytest
from tests.check.builder import Listing, Row, build, check, of, shapes

CODE = "prose_amount_agrees_with_fact_box"
LIST = Listing(
    "Projekterne:",
    [
        Row("Lys over fjorden", "5,052 mio. kr.", "9,7 mio. kr.", applicant="Nordby Museum"),
        Row("Grøn skolegård", "2,7 mio. kr.", "4,3 mio. kr.", applicant="Vestre Skole"),
    ],
)


class Case(NamedTuple):
    text: str
    expected: Sequence[tuple[str, str | None, str | None]]


@pytest.mark.parametrize(
    "case",
    [
        # Linked by assembly.
        Case("Det får {5 mio. kr.|grant|same=Lys over fjorden} fra fonden.", [("ok", "5000000", "5052000")]),
        Case("Det får {5 millioner kroner|grant|same=Lys over fjorden}.", [("ok", "5000000", "5052000")]),
        Case("Det får {6 mio. kr.|grant|same=Lys over fjorden}.", [("mismatch", "6000000", "5052000")]),
        Case("Det får {0,7 mio. euro|grant|same=Lys over fjorden}.", []),  # an equivalence has a rate
        # Not linked, but the sentence names the project and nothing else.
        Case("Lys over fjorden får {5 mio. kr.|grant}.", [("ok", "5000000", "5052000")]),
        Case("Nordby Museum får {5,9 mio. kr.|grant}.", [("mismatch", "5900000", "5052000")]),
        Case("Vestre Skole modtager {27 mio. kr.|grant} til gården.", [("mismatch", "27000000", "2700000")]),
        Case(
            "Nordby Museum søger. Projektet modtager {4 mio. kr.|grant} fra fonden.", [("doubt", "4000000", "5052000")]
        ),
        # Other money.
        Case("Nordby Museum har tidligere fået {5,9 mio. kr.|grant}.", []),
        Case("Nordby Museum får også {5,9 mio. kr.|grant}.", []),
        Case("Nordby Museum har et budget på {5,9 mio. kr.|grant}.", []),
        Case("Nordby Museum får {5,9 mio. kr.|cofunding} af kommunen.", []),
        Case("Nordby Museum får {5,9 mio. kr.|grant|per=årligt}.", []),
        Case("Nordby Museum og Vestre Skole får {5,9 mio. kr.|grant}.", []),
        Case("Nordby Museum får {5,9 mio. kr.|grant} af Havfonden.", []),
        Case("Nordby Museum får {15,9 mio. kr.|grant}.", []),  # too far off to be the same money
        Case("Koret Klang får {5,9 mio. kr.|grant}.", []),
        Case("Lys over fjorden er {9,7 mio. kr.|grant} værd.", []),  # its total
    ],
    ids=lambda case: case.text,
)
def test_prose_against_the_list(case: Case) -> None:
    release = build(case.text, LIST, organisations=["Nordby Museum", "Vestre Skole", "Havfonden"])
    assert shapes(check(release), CODE) == case.expected


def test_an_amount_that_equals_anothers_is_judged_by_the_name_beside_it() -> None:
    rows = [
        Row("Solid Start – nye veje", "2 mio. kr."),
        Row("Havvind", "2,4 mio. kr."),
        Row("Havets hus", "2 mio. kr."),
    ]
    listing = Listing("Projekterne:", rows)
    text = "I Nordby får Solid Start {2 mio. kr.|grant|same=Havvind} til en mentor."
    (found,) = of(check(build(text, listing)), CODE)
    assert found.message == "Tekstens 2 mio. kr. til »Solid Start – nye veje« stemmer med listens 2 mio. kr."
    text = "Solid Start er et nyt hold. Det koster meget, hvoraf fonden dækker {2 mio. kr.|grant|same=Havets hus}."
    assert of(check(build(text, listing)), CODE) == []


def test_a_name_inside_a_word_is_no_name() -> None:
    listing = Listing("Projekterne:", [Row("Disken", "1.100.000 kr."), Row("Leg i pil", "142.500 kr.")])
    assert of(check(build("Diskens tag får {1,2 mio. kr.|grant}.", listing)), CODE) != []
    assert of(check(build("Diskenderne får {1,2 mio. kr.|grant}.", listing)), CODE) == []


def test_six_and_seven_million_do_not_round_to_each_other() -> None:
    listing = Listing("Projekterne:", [Row("Lys over fjorden", "6 mio. kr."), Row("Grøn skolegård", "2 mio. kr.")])
    release = build("Det får {7 mio. kr.|grant|same=Lys over fjorden}.", listing)
    assert shapes(check(release), CODE) == [("mismatch", "7000000", "6000000")]


def test_the_messages() -> None:
    (found,) = of(check(build("Det får {5 mio. kr.|grant|same=Lys over fjorden}.", LIST)), CODE)
    assert found.message == "Tekstens 5 mio. kr. til »Lys over fjorden« stemmer med listens 5,052 mio. kr. (rundet af)."
    (found,) = of(check(build("Nordby Museum får {5,9 mio. kr.|grant}.", LIST)), CODE)
    assert found.message == "Teksten siger 5,9 mio. kr. til »Lys over fjorden«, men listen siger 5,052 mio. kr."
