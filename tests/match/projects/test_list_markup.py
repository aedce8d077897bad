"""Lists of support that the markup sets apart: cards, panels, items of several paragraphs, headings, cells of two lines."""

from __future__ import annotations

import pytest
from tests.match.projects.listed import Case, Listed, listed
from tests.reading import cases


def page(body: str, title: str = "Fjordfonden støtter fem steder") -> str:
    return (
        f"<html><body><nav><ul><li><a href='/'>Forside</a></li><li><a href='/om'>Om os</a></li></ul></nav><main><h1>{title}</h1>"
        "<p>Fjordfonden har netop fordelt 2,1 mio. kr. mellem projekter, der giver liv ved vandet.</p>"
        f"{body}</main><footer><p>Havnegade 2, 7700 Thisted</p></footer></body></html>"
    )


ENTRIES = [
    ("Rampen", "En rampe til kajakker i Hvalpsund.", "Hvalpsund Kajakklub", "240.000 kr."),
    ("Sild for begyndere", "Kurser i røgning.", "Foreningen Røgeriet", "90.000 kr."),
    ("Molehuset, der drejer", "Et læskur på ydermolen.", "Glyngøre Havnelaug", "410.000 kr."),
    ("Tæt på", "Samtaler i båd for unge.", "Skipperskolen", "1.150.000 kr."),
]
PAID: list[tuple[str, str]] = [
    ("Rampen", "240000"),
    ("Sild for begyndere", "90000"),
    ("Molehuset, der drejer", "410000"),
    ("Tæt på", "1150000"),
]
LED: list[Listed] = [(name, entry[2], granted) for (name, granted), entry in zip(PAID, ENTRIES, strict=True)]


def each(form: str) -> str:
    return "".join(form.format(name, text, body, granted) for name, text, body, granted in ENTRIES)


CASES = [
    Case(
        "cards whose kicker and sum stand in spans",
        page(
            "<div class='grid'>" + each("<div><span>Hav</span><h3>{0}</h3><p>{2}</p><span>{3}</span></div>") + "</div>"
        ),
        LED,
    ),
    Case(
        "panels, two of them under one name",
        page(
            each("<details><summary>{0}</summary><p>{1} Ansøger er {2}.</p><p>Støtte: {3}</p></details>")
            + "<details><summary>Rampen</summary><p>Kurser på land. Ansøger er Vestervig Roklub.</p><p>Støtte: 30.000 kr.</p></details>"
        ),
        [*LED, ("Rampen", "Vestervig Roklub", "30000")],
    ),
    Case(
        "cards that are links as a whole, in a list",
        page("<ul class='cards'>" + each("<li><a href='/p'><h3>{0}</h3><p>{2}</p><p>{3}</p></a></li>") + "</ul>"),
        LED,
    ),
    Case(
        "cards that are links themselves",
        page("<div>" + each("<a href='/p'><span>2025</span><h4>{0}</h4><p>{2}</p><strong>{3}</strong></a>") + "</div>"),
        LED,
    ),
    Case(
        "pictures with captions of three lines",
        page(
            "<div class='gallery'>"
            + each("<figure><img src='a.jpg'><figcaption><b>{0}</b><br>{2}<br>{3}</figcaption></figure>")
            + "</div>"
        ),
        LED,
    ),
    Case(
        "items of several paragraphs",
        page("<ul>" + each("<li><p><strong>{0}</strong></p><p>Ansøger: {2}</p><p>Bevilling: {3}</p></li>") + "</ul>"),
        LED,
    ),
    Case(
        "panels that a button opens",
        page(
            each(
                "<div><button aria-expanded='false'>{0}</button><div><p>Modtager: {2}</p><p>Beløb: {3}</p></div></div>"
            )
        ),
        LED,
    ),
    Case(
        "labelled items below headings",
        page("<h2>Projekterne</h2>" + each("<h3>{0}</h3><ul><li>Ansøger: {2}</li><li>Støtte: {3}</li></ul>")),
        LED,
    ),
    Case(
        "cells as elements one below the other, under two heads that may hold sums",
        page(
            "<div><div>Modtager</div><div>Projekt</div><div>Beløb</div></div>"
            + each("<div><div>{2}</div><div>{0}</div><div>{3}</div></div>")
        ),
        LED,
    ),
    Case(
        "preformatted rows with tabs",
        page("<h2>Oversigt</h2><pre>Projekt\tAnsøger\tBeløb\n" + each("{0}\t{2}\t{3}\n") + "</pre>"),
        LED,
    ),
    Case(
        "a text below the name in the same cell",
        page(
            "<table><tr><th>Projekt</th><th>Ansøger</th><th>Støtte</th></tr>"
            + each("<tr><td>{0}<br>{1}</td><td>{2}</td><td>{3}</td></tr>")
            + "</table>"
        ),
        LED,
    ),
    Case(
        "who gets it and the name in one cell",
        page(
            "<table><tr><th>Ansøger og projekt</th><th>Tilskud</th></tr>"
            + each("<tr><td>{2}<br><b>{0}</b></td><td>{3}</td></tr>").replace("Skipperskolen", "Skipperskolen i Vig")
            + "</table>"
        ),
        [*LED[:3], ("Tæt på", "Skipperskolen", "1150000")],
    ),
    Case(
        "a name that the cell breaks in the middle of a phrase stays whole",
        page(
            "<table><tr><th>Projekt</th><th>Ansøger</th><th>Støtte</th></tr>"
            "<tr><td>Nye både<br>til de mindste</td><td>Sejlklubben Sundet</td><td>40.000 kr.</td></tr>"
            "<tr><td>Læ bag<br>ved diget</td><td>Digelauget</td><td>30.000 kr.</td></tr></table>"
        ),
        [("Nye både til de mindste", "Sejlklubben Sundet", "40000"), ("Læ bag ved diget", "Digelauget", "30000")],
    ),
    Case(
        "headings that are entries with their sums",
        page(each("<h3>{0} – {3}</h3><p>{1}</p>")),
        [(name, None, granted) for name, granted in PAID],
    ),
    Case(
        "lists of two below headings of places",
        page(
            "<h3>Mors</h3><ul><li>Spuns i Ørodde – 1,2 mio. kr.</li><li>Ny kran – 400.000 kr.</li></ul>"
            "<h3>Salling</h3><ul><li>Slæbested – 90.000 kr.</li><li>Lys på molen – 310.000 kr.</li></ul>",
        ),
        [
            ("Spuns i Ørodde", None, "1200000"),
            ("Ny kran", None, "400000"),
            ("Slæbested", None, "90000"),
            ("Lys på molen", None, "310000"),
        ],
    ),
    Case(
        "thousands in the head, beside the budget",
        page(
            "<table><tr><th>Projekt</th><th>Ansøger</th><th>Tilskud i 1.000 kr.</th><th>Samlet budget i 1.000 kr.</th></tr>"
            "<tr><td>Muslinger i skolen</td><td>Limfjordsmuseet</td><td>1.400</td><td>3.100</td></tr>"
            "<tr><td>Tang på tallerkenen</td><td>Mors Madskole</td><td>350</td><td>700</td></tr></table>"
        ),
        [
            ("Muslinger i skolen", "Limfjordsmuseet", "1400000"),
            ("Tang på tallerkenen", "Mors Madskole", "350000"),
        ],
    ),
    Case(
        "municipalities before a colon, a comma within a name",
        page(
            "<h2>Fordeling på kommuner</h2><ul><li>Lemvig Kommune: Havet ind i klassen (300.000 kr.)</li>"
            "<li>Struer Kommune: Fra sund til bund, i skole (250.000 kr.)</li>"
            "<li>Skive Kommune: Fjordkøkkenet (120.000 kr.)</li></ul>"
        ),
        [
            ("Havet ind i klassen", "Lemvig Kommune", "300000"),
            ("Fra sund til bund, i skole", "Struer Kommune", "250000"),
            ("Fjordkøkkenet", "Skive Kommune", "120000"),
        ],
    ),
    Case(
        "whom to ask behind v/",
        page(
            "<h2>Bevillinger</h2><ul><li>Doverodde Shelterplads, v/ formand Erik Bang, 60.000 kr.</li>"
            "<li>Thyholm Vinterbadere, v/ Lis Søgaard, 35.000 kr.</li>"
            "<li>Vestervig Drageskole, v/ leder Anne Krogh, 80.000 kr.</li></ul>"
        ),
        [
            ("Doverodde Shelterplads", "Doverodde Shelterplads", "60000"),
            ("Thyholm Vinterbadere", "Thyholm Vinterbadere", "35000"),
            ("Vestervig Drageskole", "Vestervig Drageskole", "80000"),
        ],
    ),
    Case(
        "text behind the names, between them and the sums",
        page(
            "<h2>De udvalgte</h2><ul><li>Lemvig Billedskole: Mal en mole. Børn maler havnen. 45.000 kr.</li>"
            "<li>Thyborøn Museum: Granatkassen. Unge samler krigsspor. 70.000 kr.</li>"
            "<li>Harboøre Kirke: Havets salmer. Nye sange til fiskerne. 30.000 kr.</li></ul>"
        ),
        [
            ("Mal en mole", "Lemvig Billedskole", "45000"),
            ("Granatkassen", "Thyborøn Museum", "70000"),
            ("Havets salmer", "Harboøre Kirke", "30000"),
        ],
    ),
    Case(
        "houses with their municipalities, what for below with a full stop",
        page(
            "<h2>De tre huse</h2><p><b>Sundby Forsamlingshus, Morsø Kommune</b><br>Nyt tag og varme i salen.<br>90.000 kr.</p>"
            "<p><b>Jegindø Beboerhus, Struer Kommune</b><br>Trapper og rampe.<br>60.000 kr.</p>"
            "<p><b>Durup Kulturhus, Skive Kommune</b><br>Scene og lys.<br>110.000 kr.</p>"
        ),
        [
            ("Nyt tag og varme i salen", "Sundby Forsamlingshus", "90000"),
            ("Trapper og rampe", "Jegindø Beboerhus", "60000"),
            ("Scene og lys", "Durup Kulturhus", "110000"),
        ],
    ),
    Case(
        "articles with a head of their own, and a line of town and sum",
        page(
            "".join(
                f"<article><header><h3>{name}</h3></header><div class='meta'><span>{town}</span> · <span>{granted}</span></div><p>{text}</p></article>"
                for (name, text, _, granted), town in zip(
                    ENTRIES, ("Hvalpsund", "Nibe", "Glyngøre", "Thisted"), strict=True
                )
            )
        ),
        [(name, None, granted) for name, granted in PAID],
    ),
    Case(
        "towns above what is done there",
        page(
            "<h2>Modtagerne</h2><p><b>Agger</b><br>Nyt ishus<br>350.000 kr.</p><p><b>Vorupør</b><br>Landingsplads med spil<br>510.000 kr.</p>"
            "<p><b>Klitmøller</b><br>Bad og toilet<br>280.000 kr.</p>"
        ),
        [
            ("Nyt ishus", None, "350000"),
            ("Landingsplads med spil", None, "510000"),
            ("Bad og toilet", None, "280000"),
        ],
    ),
    Case(
        "a column whose cells open with til",
        page(
            "<table><tr><th>Modtager</th><th>Formål</th><th>Tilsagnsbeløb</th></tr>"
            "<tr><td>Hurup Skytteforening</td><td>Til en ny bane</td><td>45.000,00</td></tr>"
            "<tr><td>Bedsted Mølle</td><td>Til vinger og hat</td><td>320.000,00</td></tr></table>"
        ),
        [("en ny bane", "Hurup Skytteforening", "45000"), ("vinger og hat", "Bedsted Mølle", "320000")],
    ),
    Case(
        "one name that opens with til keeps it",
        page(
            "<table><tr><th>Ansøger</th><th>Projekt</th><th>Tilskud</th></tr>"
            "<tr><td>Hurup Skytteforening</td><td>Til alle tider</td><td>45.000 kr.</td></tr>"
            "<tr><td>Sjørring Kor</td><td>Sange fra Thy</td><td>12.000 kr.</td></tr>"
            "<tr><td>Bedsted Mølle</td><td>Vinger og hat</td><td>320.000 kr.</td></tr></table>"
        ),
        [
            ("Til alle tider", "Hurup Skytteforening", "45000"),
            ("Sange fra Thy", "Sjørring Kor", "12000"),
            ("Vinger og hat", "Bedsted Mølle", "320000"),
        ],
    ),
    Case(
        "half of the items below a heading are labelled",
        page("<h2>Indsatser</h2>" + each("<h4>{0}</h4><ul><li>{1}</li><li>Bevilling: {3}</li></ul>")),
        [(name, None, granted) for name, granted in PAID],
    ),
]


@pytest.mark.parametrize("case", cases(CASES))
def test_lists_of_the_markup(case: Case) -> None:
    assert listed(case.text) == case.rows


NOTHING = [
    Case(
        "teasers of other news with sums in their headings",
        page(
            "<p>Læs mere på fondens side.</p><div class='teasers'>"
            + each("<a href='/n'><div><h3>{2} får {3}</h3><p>12. maj 2025</p></div></a>")
            + "</div>"
        ),
        [],
    ),
    Case(
        "a menu's buttons",
        page("<ul>" + each("<li><button aria-expanded='false'>{0}</button></li>") + "</ul>"),
        [],
    ),
    Case(
        "prices under a button each",
        page("<h2>Priser</h2>" + each("<div><button aria-expanded='false'>{1}</button><p>Pris: 120 kr.</p></div>")),
        [],
    ),
    Case(
        "headings that tell what others do with sums",
        page(
            "<h3>Kommunen sparer: 4 mio. kr.</h3><p>Det mærkes på skolerne.</p><h3>Regningen voksede: 2 mio. kr.</h3>"
            "<p>Entreprenøren gik konkurs.</p><h3>Banken lånte ud: 9 mio. kr.</h3><p>Renten er fast.</p>"
        ),
        [],
    ),
]


@pytest.mark.parametrize("case", cases(NOTHING))
def test_no_lists(case: Case) -> None:
    assert listed(case.text) == case.rows
