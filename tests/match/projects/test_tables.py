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
        "bare names below Kommune are no towns",
        page(
            table(
                ["Projekt", "Ansøger", "Kommune", "Bevilget"],
                ["Tang på tallerkenen", "Foreningen Kolde Kyster", "Lemvig", "600.000 kr."],
                ["Garnhuset i Løgstør", "Fjordens Fiskelaug", "Vesthimmerland", "250.000 kr."],
            )
        ),
        [
            Row("Tang på tallerkenen", None, "Foreningen Kolde Kyster", "600000"),
            Row("Garnhuset i Løgstør", "Løgstør", "Fjordens Fiskelaug", "250000"),
        ],
    ),
    Case(
        "a body named by its kind keeps its town",
        page(
            table(
                ["Projekt", "Forening", "Sted", "Tilskud"],
                ["Shelters ved søen", "Spejderne i Voerladegård", "Voerladegård", "126.000 kr."],
                ["Bålhytte til alle", "Foreningen Glød i Låsby", "Låsby", "324.000 kr."],
            )
        ),
        [
            Row("Shelters ved søen", "Voerladegård", "Spejderne i Voerladegård", "126000"),
            Row("Bålhytte til alle", "Låsby", "Foreningen Glød", "324000"),
        ],
    ),
    Case(
        "a town in the name says more than the municipality",
        page(
            table(
                ["Kommune", "Projekt", "Tilskud"],
                ["Lemvig", "Sluse og pumpe i Thyborøn", "1.200.000 kr."],
                ["Faxe", "Våde enge langs åen", "450.000 kr."],
            )
        ),
        [
            Row("Sluse og pumpe i Thyborøn", "Thyborøn", None, "1200000"),
            Row("Våde enge langs åen", None, None, "450000"),
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
    Case(
        "rows that head a group; the municipalities get the money",
        page(
            "<table><tr><th>Projekt</th><th>Kommune</th><th>Anlægsoverslag (mio. kr.)</th><th>Tilskud (mio. kr.)</th></tr>"
            '<tr><td colspan="4"><em>Region Nordjylland</em></td></tr>'
            "<tr><td>Sti til hallen i Brovst</td><td>Jammerbugt Kommune</td><td>9,4</td><td>4,7</td></tr>"
            "<tr><td>Ny bro (etape 2)</td><td>Rebild Kommune</td><td>29,0</td><td>14,5</td></tr>"
            '<tr><td colspan="4"><em>Region Midtjylland</em></td></tr>'
            "<tr><td>Lys langs Nørregade</td><td>Holstebro Kommune</td><td>1,0</td><td>0,5</td></tr>"
            "<tr><td>I alt</td><td></td><td></td><td>19,7</td></tr></table>",
            heading="<h2>Tre kommuner får tilskud</h2>",
        ),
        [
            Row("Sti til hallen i Brovst", "Brovst", "Jammerbugt Kommune", "4700000", "9400000"),
            Row("Ny bro (etape 2)", None, "Rebild Kommune", "14500000", "29000000"),
            Row("Lys langs Nørregade", None, "Holstebro Kommune", "500000", "1000000"),
        ],
    ),
    Case(
        "a row below each that goes on with it, under a head that spans three columns",
        page(
            '<table><thead><tr><th rowspan="2">Projekt</th><th colspan="3">Beløb i kr.</th></tr>'
            "<tr><th>Samlet budget</th><th>Egenfinansiering</th><th>Tilskud</th></tr></thead>"
            '<tr><td rowspan="2">Badebroen</td><td>980.000</td><td>490.000</td><td>490.000</td></tr>'
            '<tr><td colspan="3"><small>To nye trin.</small></td></tr>'
            '<tr><td rowspan="2">Garnhuset</td><td>310.000</td><td>62.000</td><td>248.000</td></tr>'
            '<tr><td colspan="3"><small>Nyt tag i maj.</small></td></tr></table>'
        ),
        [Row("Badebroen", None, None, "490000", "980000"), Row("Garnhuset", None, None, "248000", "310000")],
    ),
    Case(
        "what got nothing",
        page(
            table(
                ["Ansøger", "Projekt", "Ansøgt", "Bevilget"],
                ["Kolde Kyster", "Badebroen", "700.000", "600.000"],
                ["Fjordens Fiskelaug", "Garnhuset", "1.200.000", "0"],
                ["Bylauget Havnen", "Tovværket", "90.000", "0,-"],
                ["Skuden", "Nye sejl", "310.000", "Afslag"],
                ["Vigens Roklub", "Årerne", "20.000", "15.000"],
            ),
            heading="<h2>Godkendte og afviste ansøgninger</h2>",
        ),
        [Row("Badebroen", None, "Kolde Kyster", "600000"), Row("Årerne", None, "Vigens Roklub", "15000")],
    ),
    Case(
        "a sheet pasted in below its heading, with a row of sums whose first and last cells are empty",
        "Kystfonden støtter nye mødesteder\n\nKystfonden har fordelt midler til en række projekter.\n\n"
        "Bestyrelsen modtog 31 ansøgninger og glæder sig over ideerne. Tallene er i kroner.\n\n"
        "Godkendte projekter 2025\n\n"
        "Nr.\tAnsøger\tBy\tProjekt\tAnsøgt\tBevilget\tNote\n"
        "1\tKolde Kyster\tJuelsminde\tBadebroen\t84.000\t80.000\t\n"
        "2\tFjordens Fiskelaug\tLøgstør\tGarnhuset\t62.500\t60.000\tTo år\n"
        "3\tVigens Roklub\tHou\tÅrerne\t39.750\t35.000\t\n"
        "I alt\t\t\t\t186.250\t175.000\t\n\n"
        "Næste frist er den 1. marts 2026.\n",
        [
            Row("Badebroen", "Juelsminde", "Kolde Kyster", "80000"),
            Row("Garnhuset", "Løgstør", "Fjordens Fiskelaug", "60000"),
            Row("Årerne", "Hou", "Vigens Roklub", "35000"),
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
