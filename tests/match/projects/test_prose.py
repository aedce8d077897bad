"""Projects told in sentences: by a word such as *projektet*, and by who gets how much for what."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from tests.reading import cases, plain, record


class Row(NamedTuple):
    name: str
    city: str | None = None
    applicant: str | None = None
    granted: str | None = None
    total: str | None = None
    funder: str | None = None


class Case(NamedTuple):
    name: str
    text: str
    rows: list[Row]


AFTER = """

Alle er velkomne til at kigge forbi, når det hele går i gang til foråret.

Der serveres kaffe og kringle, og børnene kan få en tur i hestevogn."""

CASES = [
    Case(
        "foundation gives to the project with a name",
        "Støtte til kystens unge\n\nHavnegade Fonden bevilger 2,5 mio. kr. til projektet Bølgelængder. Det begynder i Hirtshals.",
        [Row("Bølgelængder", "Hirtshals", None, "2500000", None, "Havnegade Fonden")],
    ),
    Case(
        "project in marks",
        "Støtte til kystens unge\n\nForeningen Havnens Unge har fået 750.000 kroner fra Havnegade Fonden til projektet ”Fri fart”.",
        [Row("Fri fart", None, "Foreningen Havnens Unge", "750000", None, "Havnegade Fonden")],
    ),
    Case(
        "initiative in angle marks",
        "Støtte til kystens unge\n\nHavnegade Fonden støtter initiativet »Et år til søs« med 1,2 mio. kroner.",
        [Row("Et år til søs", None, None, "1200000", None, "Havnegade Fonden")],
    ),
    Case(
        "campaign",
        "Kampagne mod plast\n\nKystmiljøfonden giver 900.000 kr. til kampagnen Slip Sivet.",
        [Row("Slip Sivet", None, None, "900000", None, "Kystmiljøfonden")],
    ),
    Case(
        "purpose with a verb",
        "Museum får millioner\n\nHavnegade Fonden har bevilget 4 mio. kr. til Thorsminde Museum til at bygge en ny udstilling.",
        [Row("ny udstilling", "Thorsminde", "Thorsminde Museum", "4000000", None, "Havnegade Fonden")],
    ),
    Case(
        "the recipient stands between the verb and the amount",
        "Ny svømmehal i Løsning\n\nHavnegade Fonden støtter foreningen Vandets Venner med 12 mio. kr. til en ny svømmehal. Børnene kører i dag til Vejle.",
        [Row("ny svømmehal", "Løsning", "Vandets Venner", "12000000", None, "Havnegade Fonden")],
    ),
    Case(
        "who gives together is no recipient",
        "Ny svømmehal på vej\n\nHavnegade Fonden bevilger sammen med Struer Kommune 3 mio. kr. til en ny svømmehal.",
        [Row("ny svømmehal", None, None, "3000000", None, "Havnegade Fonden")],
    ),
    Case(
        "the recipient is the subject",
        "Kajakklub får nyt klubhus\n\nFredericia Kajakklub modtager 300.000 kr. fra Havnegade Fonden til et nyt klubhus.",
        [Row("nyt klubhus", "Fredericia", "Fredericia Kajakklub", "300000", None, "Havnegade Fonden")],
    ),
    Case(
        "the amount is the subject",
        "Penge til Juelsminde\n\n125.000 kr. går som tilskud til Juelsminde Sejlklub.",
        [Row("Juelsminde Sejlklub", "Juelsminde", "Juelsminde Sejlklub", "125000")],
    ),
    Case(
        "was considered with",
        "Penge til foreninger\n\nSkagen Roklub blev betænkt med 40.000 kroner til nye årer.",
        [Row("nye årer", "Skagen", "Skagen Roklub", "40000")],
    ),
    Case(
        "what it costs in all",
        "Nyt havnebad i Struer\n\nHavnegade Fonden støtter havnebadet i Struer med 3 mio. kr. Det samlede budget er 11 mio. kr.",
        [Row("havnebadet", "Struer", None, "3000000", "11000000", "Havnegade Fonden")],
    ),
    Case(
        "run-in sentences",
        "Penge til foreninger\n\nSæby Naturskole får 20.000 kr. til waders. Skagen Roklub får 35.000 kr. til nye årer. Strandby Spejderne får 15.000 kr. til telte.",
        [
            Row("waders", "Sæby", "Sæby Naturskole", "20000"),
            Row("nye årer", "Skagen", "Skagen Roklub", "35000"),
            Row("telte", "Strandby", "Strandby Spejderne", "15000"),
        ],
    ),
    Case(
        "who got support for what, without an amount",
        "Støtte til skole\n\nHornbæk Skole har fået støtte til et udekøkken fra Havnegade Fonden.",
        [Row("udekøkken", "Hornbæk", "Hornbæk Skole", None, None, "Havnegade Fonden")],
    ),
]  # fmt: skip


def rows(source: str) -> list[Row]:
    return [
        Row(p.name, p.city, p.applicant, plain(p.granted), plain(p.total), p.funder) for p in record(source).projects
    ]


@pytest.mark.parametrize("case", cases(CASES))
def test_prose(case: Case) -> None:
    assert rows(case.text + AFTER) == case.rows


NONE = [
    ("refused", "Afslag\n\nHavnegade Fonden giver afslag på ansøgningen om 500.000 kr. til ”Bølgen”."),
    ("spending", "Regnskab\n\nHavnen brugte 12,5 mio. kr. på vedligeholdelse sidste år."),
    ("turnover", "Regnskab\n\nVirksomheden Tang A/S omsatte for 120 mio. kr. i 2024."),
    ("collected", "Indsamling\n\nDe frivillige samlede 85.000 kroner ind på havnen i lørdags."),
    ("a pool to apply for", "Ny pulje\n\nForeninger kan søge om op til 50.000 kr. inden den 1. maj."),
    ("fine", "Bøde\n\nRederiet fik en bøde på 200.000 kr. for at sejle uden papirer."),
    ("prices", "Billetter\n\nEn billet koster 90 kr. for voksne og 45 kr. for børn."),
    ("scare words", "Havnen i tal\n\nDen nye ”superhavn” har 600 pladser og 14 medarbejdere."),
]


@pytest.mark.parametrize(("name", "text"), NONE, ids=[name for name, _ in NONE])
def test_sentences_without_a_project(name: str, text: str) -> None:
    assert rows(text + AFTER) == []


def test_a_project_told_in_prose_and_list_stands_once() -> None:
    source = """Kystfonden støtter tre projekter

Kystfonden giver 600.000 kr. til projektet Badebroen i Juelsminde.

Næste frist er den 1. marts 2026.

Disse projekter støttes

• Badebroen (Juelsminde)
  Støttes med: 600.000 kr.
• Bølgeskuret (Middelfart)
  Støttes med: 180.000 kr.
• Garnhuset (Løgstør)
  Støttes med: 250.000 kr.
"""
    assert [(row.name, row.granted) for row in rows(source)] == [
        ("Badebroen", "600000"),
        ("Bølgeskuret", "180000"),
        ("Garnhuset", "250000"),
    ]
