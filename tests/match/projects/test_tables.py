"""Tables of projects: columns by their heads, else by what stands in them."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from tests.match.projects.test_lists import Row, rows
from tests.reading import cases


class Case(NamedTuple):
    name: str
    source: str
    rows: list[Row]


def page(table: str, heading: str = "<h2>Bevillinger</h2>") -> str:
    return (
        "<html><body><main><h1>Kystfonden støtter nye mødesteder ved vandet</h1>"
        "<p>Kystfonden har netop fordelt midler til en række projekter, der skal få flere til at bruge kysten.</p>"
        "<p>Bestyrelsen modtog 31 ansøgninger og glæder sig over de mange gode ideer.</p>"
        f"<p>Næste frist er den 1. marts 2026.</p>{heading}{table}</main></body></html>"
    )


def table(head: list[str], *lines: list[str]) -> str:
    first = "".join(f"<th>{cell}</th>" for cell in head)
    rest = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in lines)
    return f"<table>{f'<tr>{first}</tr>' if head else ''}{rest}</table>"


CASES = [
    Case(
        "project, applicant, town, amount",
        page(
            table(
                ["Projekt", "Ansøger", "By", "Bevilget"],
                ["Badebroen", "Foreningen Kolde Kyster", "Juelsminde", "600.000 kr."],
                ["Garnhuset", "Fjordens Fiskelaug", "Løgstør", "250.000 kr."],
            )
        ),
        [
            Row("Badebroen", "Juelsminde", "Foreningen Kolde Kyster", "600000"),
            Row("Garnhuset", "Løgstør", "Fjordens Fiskelaug", "250000"),
        ],
    ),
    Case(
        "budget and grant",
        page(
            table(
                ["Projektnavn", "Samlet budget", "Støtte"],
                ["Badebroen", "1.450.000 kr.", "600.000 kr."],
                ["Garnhuset", "900.000 kr.", "250.000 kr."],
            )
        ),
        [Row("Badebroen", None, None, "600000", "1450000"), Row("Garnhuset", None, None, "250000", "900000")],
    ),
    Case(
        "the unit in the head",
        page(
            table(
                ["Tilskudsmodtager", "Projekt", "Tilskudsbeløb (mio.kr.)"],
                ["Thisted Kommune", "Klitten som klasserum", "6,9"],
                ["Hjørring Kommune", "Strand på hjul", "2,45"],
            )
        ),
        [
            Row("Klitten som klasserum", None, "Thisted Kommune", "6900000"),
            Row("Strand på hjul", None, "Hjørring Kommune", "2450000"),
        ],
    ),
    Case(
        "kroner in the head",
        page(
            table(
                ["Modtager", "Formål", "Beløb i kr."],
                ["Skagen Roklub", "Nye årer", "18.000"],
                ["Sæby Naturskole", "Waders til en hel klasse", "42.500"],
            )
        ),
        [
            Row("Nye årer", "Skagen", "Skagen Roklub", "18000"),
            Row("Waders til en hel klasse", "Sæby", "Sæby Naturskole", "42500"),
        ],
    ),
    Case(
        "recipients alone",
        page(
            table(
                ["Forening", "Tilskud"],
                ["Skagen Roklub", "18.000 kr."],
                ["Sæby Naturskole", "42.500 kr."],
                ["I alt", "60.500 kr."],
            )
        ),
        [
            Row("Skagen Roklub", "Skagen", "Skagen Roklub", "18000"),
            Row("Sæby Naturskole", "Sæby", "Sæby Naturskole", "42500"),
        ],
    ),
    Case(
        "no head",
        page(
            table(
                [],
                ["Foreningen Kolde Kyster", "Badebroen", "600.000 kr."],
                ["Fjordens Fiskelaug", "Garnhuset", "250.000 kr."],
                ["Bådelauget Lærken", "Ny slæbejolle", "90.000 kr."],
            )
        ),
        [
            Row("Badebroen", None, "Foreningen Kolde Kyster", "600000"),
            Row("Garnhuset", None, "Fjordens Fiskelaug", "250000"),
            Row("Ny slæbejolle", None, "Bådelauget Lærken", "90000"),
        ],
    ),
    Case(
        "titles in marks",
        page(
            table(
                ["Projekttitel", "Kommune", "Tilsagn"],
                ["”Havet i haven”", "Odder Kommune", "1,2 mio. kr."],
                ["”Muslinger til middag”", "Struer Kommune", "0,8 mio. kr."],
            )
        ),
        [
            Row("Havet i haven", None, None, "1200000"),
            Row("Muslinger til middag", None, None, "800000"),
        ],
    ),
    Case(
        "a column of periods",
        page(
            table(
                ["Titel", "Hovedansøger", "Periode", "Bevilling"],
                ["Ålegræs tilbage", "Aarhus Universitet", "2025-2028", "3.200.000 kr."],
                ["Stenrev i bugten", "Syddansk Universitet", "2026-2027", "1.900.000 kr."],
            )
        ),
        [
            Row("Ålegræs tilbage", "Aarhus", "Aarhus Universitet", "3200000"),
            Row("Stenrev i bugten", None, "Syddansk Universitet", "1900000"),
        ],
    ),
    Case(
        "a table without a heading above it",
        page(
            table(
                ["Projekt", "By", "Støtte"],
                ["Badebroen", "Juelsminde", "600.000 kr."],
                ["Garnhuset", "Løgstør", "250.000 kr."],
            ),
            heading="",
        ),
        [Row("Badebroen", "Juelsminde", None, "600000"), Row("Garnhuset", "Løgstør", None, "250000")],
    ),
    Case(
        "head in the body of the table",
        page(
            "<table><tr><td><b>Projekt</b></td><td><b>Ansøger</b></td><td><b>Beløb</b></td></tr>"
            "<tr><td>Badebroen</td><td>Foreningen Kolde Kyster</td><td>600.000 kr.</td></tr>"
            "<tr><td>Garnhuset</td><td>Fjordens Fiskelaug</td><td>250.000 kr.</td></tr></table>"
        ),
        [
            Row("Badebroen", None, "Foreningen Kolde Kyster", "600000"),
            Row("Garnhuset", None, "Fjordens Fiskelaug", "250000"),
        ],
    ),
]


@pytest.mark.parametrize("case", cases(CASES))
def test_tables(case: Case) -> None:
    assert rows(case.source) == case.rows


NO_PROJECTS = [
    ("opening hours", table(["Dag", "Åbent"], ["Mandag", "10-16"], ["Tirsdag", "10-18"])),
    ("prices", table(["Billet", "Pris"], ["Voksen", "90 kr."], ["Barn", "45 kr."])),
    ("accounts", table(["Mio. kr.", "2024", "2025"], ["Omsætning", "512", "540"], ["Resultat", "21", "34"])),
    ("people", table(["Navn", "Post"], ["Ole Kragelund", "Formand"], ["Birthe Damgaard", "Kasserer"])),
]


@pytest.mark.parametrize(("name", "markup"), NO_PROJECTS, ids=[name for name, _ in NO_PROJECTS])
def test_tables_of_other_things(name: str, markup: str) -> None:
    source = (
        "<html><body><main><h1>Havnebadet åbner igen</h1><p>Badet er klar til sommeren med nye trin og en sauna.</p>"
        f"<p>Der er plads til alle.</p><p>Velkommen.</p><h2>Godt at vide</h2>{markup}</main></body></html>"
    )
    assert rows(source) == []
