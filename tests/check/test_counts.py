"""Stated numbers of projects and recipients against the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pytest
from tests.check.builder import Listing, Row, Text, build, check, of, shapes
from tests.reading import record

CODE = "project_count"
NAMES = ["Lys over fjorden", "Grøn skolegård", "Havnens børn", "Stier i skoven", "Ord på vej"]


def listing(heading: str = "Modtagerne:", size: int = 5, *, names: Sequence[str] = NAMES, head: str = "") -> Listing:
    return Listing(heading, [Row(name, "100.000 kr.") for name in names[:size]], head=head)


class Case(NamedTuple):
    text: str
    expected: Sequence[tuple[str, str | None, str | None]]


FIVE = [("ok", "5", "5")]


@pytest.mark.parametrize(
    "case",
    [
        Case("Regionen sender penge til 5 projekter.", FIVE),
        Case("Fem projekter får støtte.", FIVE),
        Case("De fem projekter er udvalgt blandt 44 ansøgninger.", FIVE),
        Case("Pengene går til 5 spændende projekter i regionen.", FIVE),
        Case("Der er støtte til fem store og små initiativer.", FIVE),
        Case("Fonden giver midler til fem kulturprojekter.", FIVE),
        Case("Alle fem modtagere begynder til maj.", FIVE),
        Case("Fem foreninger får del i pengene.", FIVE),
        # Near misses.
        Case("Regionen sender penge til 6 projekter.", [("mismatch", "6", "5")]),
        Case("De fire projekter begynder til maj.", [("mismatch", "4", "5")]),
        Case("Seks modtagere får støtte.", [("mismatch", "6", "5")]),
        Case("Fem PROJEKTER får støtte.", FIVE),
        # Claims about other sets, or none.
        Case("Et laboratorium og seks projekter får støtte.", []),
        Case("Et laboratorium og de fem projekter får støtte.", FIVE),
        Case("Seks forprojekter får støtte.", []),
        Case("Mellem fire og seks projekter får støtte.", []),
        Case("Det er tre af de fem projekter.", []),
        Case("Det er tre af i alt 6 projekter, der får støtte.", []),
        Case("Udvalget valgte blandt 6 projekter, der søgte støtte.", []),
        Case("Mere end 4 projekter får støtte.", []),
        Case("Cirka seks projekter får støtte.", []),
        Case("Op til seks projekter kan få støtte.", []),
        Case("Seks projekter fik afslag på støtte.", []),
        Case("Siden 2018 har 6 projekter fået støtte.", []),
        Case("Sidste år fik seks projekter støtte.", []),
        Case("Yderligere seks projekter får støtte.", []),
        Case("Seks andre projekter får støtte.", []),
        Case("Fonden støtter 6 nordjyske og 4 vestjyske projekter.", []),
        Case("4 forsøgsprojekter og 6 ø-projekter får støtte.", []),
        Case("I alt får 60 projekter støtte.", []),  # too far off to be a slip
        Case("Et projekt får støtte.", []),
        Case("Seks elever får støtte.", []),
        Case("Museet har fem projekter i gang.", []),
        Case("Seks foreninger får støtte.", []),  # nobody can tell an association by its name
        Case("Seks museer får støtte.", []),  # it is no list of museums
        Case("Støtten går til 4-6 projekter.", []),
        Case("Projektet er delt i seks delprojekter med støtte.", []),
        Case("I 2025 projekter vi nye veje med støtte.", []),
    ],
    ids=lambda case: case.text,
)
def test_a_count_in_the_text(case: Case) -> None:
    assert shapes(check(build(case.text, listing())), CODE) == case.expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("De fem projekter, som modtager midler", FIVE),
        ("Følgende 5 projekter støttes:", FIVE),
        ("De fem foreninger:", FIVE),
        ("Følgende otte projekter støttes:", [("mismatch", "8", "5")]),
        ("De fire projekter:", [("mismatch", "4", "5")]),
        ("De 10 foreninger, som hver modtager 10.000 kr.:", [("mismatch", "10", "5")]),
        ("Fem af de 12 projekter:", []),
        ("Eksempler på de otte projekter:", []),
        ("Blandt andre disse otte projekter:", []),
        ("Projekterne:", []),
        ("Otte museer:", []),
    ],
)
def test_a_count_in_a_heading(heading: str, expected: list[tuple[str, str, str]]) -> None:
    assert shapes(check(build("Regionen støtter.", listing(heading))), CODE) == expected


def test_boxes_are_counted_each() -> None:
    release = build(
        "Pengene går til 5 projekter.",
        listing("De to projekter fra temapuljen:", 2),
        Listing("De tre projekter fra den åbne pulje:", [Row(name) for name in NAMES[2:]]),
        "Læs mere om de tre projekter her.",
    )
    assert shapes(check(release), CODE) == [("ok", "5", "5"), ("ok", "2", "2"), ("ok", "3", "3"), ("ok", "3", "3")]


def test_a_list_that_keeps_its_word_but_was_read_otherwise_is_a_doubt() -> None:
    release = build("Regionen støtter.", listing("De fem projekter:"))
    (found,) = of(check(release.model_copy(update={"projects": release.projects[:4]})), CODE)
    assert (found.status, found.stated, found.found) == ("doubt", "5", "4")
    assert found.message.endswith("har lige så mange punkter, men 4 er læst som projekter.")


def test_a_list_that_was_not_read_in_full_is_a_doubt() -> None:
    release = build("Regionen støtter seks projekter.", listing("De syv projekter:"))
    found = of(check(release.model_copy(update={"projects": release.projects[:4]})), CODE)
    assert [(c.status, c.stated, c.found) for c in found] == [("doubt", "7", "4")]
    assert found[0].message.endswith("listen kan rumme flere.")


def test_an_entry_that_stands_twice_is_named() -> None:
    names = [*NAMES[:4], NAMES[3]]
    (found,) = of(check(build("Regionen støtter.", listing("De fire projekter:", names=names))), CODE)
    assert (found.status, found.found) == ("mismatch", "5")
    assert found.message.endswith("; »Stier i skoven« står to gange.")


MUSEUMS = ["Nordby Museum", "Museet på Torvet", "Vestkystens Museum", "Fjordmuseet"]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Fire museer får støtte.", MUSEUMS, [("ok", "4", "4")]),
        ("Fem museer får støtte.", MUSEUMS, [("mismatch", "5", "4")]),
        ("Tre museer får støtte.", [*MUSEUMS[:3], "Koret Klang"], [("ok", "3", "3")]),
        ("Fem skoler får støtte.", MUSEUMS, []),
        ("Fire skoler får støtte.", ["Vestre Skole", "Søndre Skole", "Nørre Skole", "Byskolen"], [("ok", "4", "4")]),
        ("Fem museer får støtte.", [*MUSEUMS[:3], "Koret Klang"], []),
        ("Fire museer får støtte.", [*MUSEUMS[:3], "Koret Klang"], [("doubt", "4", "3")]),
        (
            "Fem skoler får støtte.",
            ["Vestre Skole", "Søndre Skole", "Nørre Skole", "Byskolen"],
            [("mismatch", "5", "4")],
        ),
        ("Tre kommuner får del i pengene.", ["Lemvig Kommune", "Struer Kommune", "Skive Kommune"], [("ok", "3", "3")]),
    ],
)
def test_kinds_are_told_by_the_names(text: str, names: list[str], expected: list[tuple[str, str, str]]) -> None:
    assert shapes(check(build(text, listing(names=names))), CODE) == expected


def test_recipients_may_have_two_projects_each() -> None:
    rows = [
        Row("Lys", applicant="Nordby Museum"),
        Row("Lyd", applicant="Nordby Museum"),
        Row("Luft", applicant="Koret Klang"),
    ]
    assert shapes(check(build("De to modtagere får støtte.", Listing("Projekter:", rows))), CODE) == [("ok", "2", "2")]


def test_counts_inside_a_list_are_its_entries_own() -> None:
    rows = [Row("Tre skoler, seks projekter og støtte"), Row("Havnens børn"), Row("Ord på vej"), Row("Stier i skoven")]
    assert of(check(build("Regionen støtter.", Listing("Projekter:", rows))), CODE) == []


def test_nothing_is_said_without_projects_or_outside_the_article() -> None:
    assert of(check(build("Regionen sender penge til 6 projekter.")), CODE) == []
    assert of(check(build(listing(), Text("Andre nyheder: 6 projekter får støtte.", "teaser"))), CODE) == []


def test_evidence_is_the_claim_and_the_names() -> None:
    release = build("Regionen sender penge til 5 gode projekter.", listing())
    (found,) = of(check(release), CODE)
    assert [release.text[start:end] for start, end in found.evidence] == ["5 gode projekter", *NAMES]
    assert found.message == "Teksten nævner 5 gode projekter, og der er fundet 5."


def test_two_grants_in_one_item_are_one_of_those_counted() -> None:
    """The list has three items, and four projects."""
    listed = """Havnepuljen giver tre bevillinger

Bestyrelsen har behandlet årets ansøgninger og givet tre bevillinger:

• Lemvig Roklub fik tilsagn om tilskud på kr. 40.000 til nye årer.
• Thyborøn Bådelaug fik tilsagn om tilskud på kr. 90.000 til en slæbeplads samt kr. 35.000 til et skur.
• Harboøre Badeklub fik tilsagn om tilskud på kr. 25.000 til en badestige.
"""
    found = record(listed)
    assert len(found.projects) == 4
    assert {check.status for check in found.checks if check.code == "project_count"} == {"ok"}
