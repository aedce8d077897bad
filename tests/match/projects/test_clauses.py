"""Entries that are whole sentences: what for, the verb, or the giver first; refusals; sums in brackets."""

from __future__ import annotations

import pytest
from tests.match.projects.listed import Case, listed
from tests.reading import cases

OPENING = "Kystfonden støtter kysten\n\nKystfonden har delt penge ud til foreninger ved kysten.\n\nDer kom 40 ansøgninger.\n\n"

CASES = [
    Case(
        "what for first, the verb first",
        OPENING
        + """Bestyrelsen traf beslutning om følgende sager:

Lemvig Museum fik tilsagn om tilskud på kr. 1.870.000 til en udstilling om strandingsfogeder.

Til nyt tag på redningsstationen i Thorsminde blev der bevilget Foreningen Fortøjningen kr. 642.500,00.

Endvidere bevilgedes kr. 760.000 til Holmsland Klit Menighedsråd til sikring af et kirkeskib.

Ulfborg Efterskole blev tildelt kr.1,2 mio. til to lærepladser i stråtækning.

Næste frist er den 15. januar.
""",
        [
            ("udstilling om strandingsfogeder", "Lemvig Museum", "1870000"),
            ("nyt tag på redningsstationen", "Foreningen Fortøjningen", "642500"),
            ("sikring af et kirkeskib", "Holmsland Klit Menighedsråd", "760000"),
            ("to lærepladser i stråtækning", "Ulfborg Efterskole", "1200000"),
        ],
    ),
    Case(
        "bullets that are sentences",
        OPENING
        + """Pengene går til:

- Gudhjem Kirke modtager 400.000 kr. til nyt gulv i koret.
- Til restaurering af et krucifiks får Sct. Mortens Kirke i Randers 175.000 kr.
- Til nye noder har Vig Kirkekor fået 25.000 kr.
- Endelig går 1,3 mio. kr. til Kirkernes Værksted, der skal oplære to unge i forgyldning.
- Der er også bevilget 40.000 kr. til Hou Roklub til nye årer.
""",
        [
            ("nyt gulv i koret", "Gudhjem Kirke", "400000"),
            ("restaurering af et krucifiks", "Sct. Mortens Kirke", "175000"),
            ("nye noder", "Vig Kirkekor", "25000"),
            ("oplære to unge i forgyldning", "Kirkernes Værksted", "1300000"),
            ("nye årer", "Hou Roklub", "40000"),
        ],
    ),
    Case(
        "the giver first",
        OPENING
        + """Pengene går til:

- Fonden giver 40.000 kr. til Hou Roklub til nye årer.
- Kystfonden bevilger 25.000 kr. til Vig Kirkekor til nye noder.
- Fonden har også givet 60.000 kr. til Glyngøre Museum til en ny montre.
""",
        [
            ("nye årer", "Hou Roklub", "40000"),
            ("nye noder", "Vig Kirkekor", "25000"),
            ("ny montre", "Glyngøre Museum", "60000"),
        ],
    ),
    Case(
        "the word for the money first, refusals among them, people without a purpose, what is left",
        OPENING
        + """Legaterne er fordelt således:

1. Legat på 75.000 kr. til Bolbro Haveselskab til roser langs jernbanen
2. Afslag til Kokkeskolen
3. Et legat på 40.000 kr. til Foreningen Klokkerne til stemning af klokkespil
4. Emil Kjærby, bødkerlærling: 10.000 kr.
5. Bogense Feriekoloni til nye køjesenge: 60.000 kr.
6. Resten af afkastet, 8.214 kr., overføres til næste år
""",
        [
            ("roser langs jernbanen", "Bolbro Haveselskab", "75000"),
            ("stemning af klokkespil", "Foreningen Klokkerne", "40000"),
            ("Emil Kjærby", "Emil Kjærby", "10000"),
            ("nye køjesenge", "Bogense Feriekoloni", "60000"),
        ],
    ),
    Case(
        "semicolons between, sum and purpose in brackets",
        OPENING
        + "Et udvalg har valgt fire, og de får hver et beløb, som passer til det, de mangler: Hou Basket (22.000 kr. til to "
        "kurve i skolegården); Spejderne ved Køge Bugt (9.500 kr. til et nyt kanotelt); Hellested Krolf (6.000 kr. til "
        "køller i børnestørrelse) samt endelig Stevns Natteravne (25.000 kr. til reflekser).\n",
        [
            ("to kurve i skolegården", "Hou Basket", "22000"),
            ("nyt kanotelt", "Spejderne ved Køge Bugt", "9500"),
            ("køller i børnestørrelse", "Hellested Krolf", "6000"),
            ("reflekser", "Stevns Natteravne", "25000"),
        ],
    ),
]


@pytest.mark.parametrize("case", cases(CASES))
def test_clauses(case: Case) -> None:
    assert listed(case.text) == case.rows


CARDS = [
    ("Parkour", "Silospringet", "Hammel", "Hammel Parkourklub tager en silo i brug.", "450.000 kr."),
    ("Petanque", "Kugler på taget", "Vejle", "Vejle Petanqueklub bygger på taget.", "210.000 kr."),
    ("Ridning", "Hest møder bus", "Vinderup", "Vinderup Rideklub laver en sti. Den koster 600.000 kr.", "290.000 kr."),
]
CARD_SHAPES = {
    "a label above the title, a link at the foot": "<div class='card'><div class='tag'>{0}</div><div class='card-title'>{1}</div>"
    "<div>{2}</div><div>{3}</div><div class='sum'>{4}</div><a href='/p'>Læs mere</a></div>",
    "titles that are headings": "<article><h3>{1}</h3><p>{2}</p><p>{3}</p><p><strong>{4}</strong></p><p><a href='/p'>Se mere</a></p></article>",
    "titles that are links": "<div class='kort'><a href='/p'><div class='titel'>{1}</div></a><div>{2}</div><div>{3}</div><div>{4}</div></div>",
}  # fmt: skip


@pytest.mark.parametrize("card", CARD_SHAPES.values(), ids=CARD_SHAPES.keys())
def test_cards(card: str) -> None:
    page = (
        "<html><body><main><h1>Tre steder får nyt at løbe på</h1><p>Idrætspuljen har uddelt 950.000 kr. til foreninger i "
        "hele landet.</p><p>Alle anlæg skal stå færdige næste år.</p><div class='grid'>{}</div><p>I alt søgte 87.</p></main></body></html>"
    )
    assert listed(page.format("".join(card.format(*values) for values in CARDS))) == [
        ("Silospringet", "Hammel Parkourklub", "450000"),
        ("Kugler på taget", "Vejle Petanqueklub", "210000"),
        ("Hest møder bus", "Vinderup Rideklub", "290000"),
    ]


THREE: list[tuple[str, str | None, str | None]] = [
    ("nye årer", "Hirtshals Roklub", "40000"),
    ("ny montre", "Løkken Museum", "60000"),
    ("redningsbåd", "Bogense Sejlklub", "75000"),
]
LABELLED = [
    Case(
        "what for before who gets it",
        OPENING
        + """Der er givet støtte til:

- Nye årer til Hirtshals Roklub: 40.000 kr.
- Ny montre til Løkken Museum: 60.000 kr.
- Redningsbåd til Bogense Sejlklub: 75.000 kr.
""",
        [
            ("Nye årer", "Hirtshals Roklub", "40000"),
            ("Ny montre", "Løkken Museum", "60000"),
            ("Redningsbåd", "Bogense Sejlklub", "75000"),
        ],
    ),
    Case(
        "names and bodies parted by dashes, without sums",
        OPENING
        + """De støttede projekter er:

• Badebroen – Foreningen Kolde Kyster, Juelsminde
• Garnhuset – Fjordens Fiskelaug, Løgstør
• Fyret – Fyrets Venner, Blåvand
""",
        [
            ("Badebroen", "Foreningen Kolde Kyster", None),
            ("Garnhuset", "Fjordens Fiskelaug", None),
            ("Fyret", "Fyrets Venner", None),
        ],
    ),
    Case(
        "numbered decisions, one of them a refusal with its reason",
        OPENING
        + """1) Hirtshals Roklub: Der bevilges 40.000 kr. til nye årer.
2) Løkken Museum: Der bevilges 60.000 kr. til en ny montre.
3) Vig Kirkekor: Afslag. Kor støttes ikke.
4) Bogense Sejlklub: Der bevilges 75.000 kr. til en redningsbåd.
""",
        THREE,
    ),
    Case(
        "terms that are bodies, and below each its sum and what for",
        "<html><body><main><h1>Kystfonden støtter kysten</h1><p>Kystfonden har delt penge ud til foreninger ved kysten.</p>"
        "<p>Der kom 40 ansøgninger.</p><h2>Bevillingerne</h2><dl><dt>Hirtshals Roklub</dt><dd>40.000 kr. til nye årer</dd>"
        "<dt>Løkken Museum</dt><dd>60.000 kr. til en ny montre</dd><dt>Bogense Sejlklub</dt><dd>75.000 kr. til en redningsbåd</dd>"
        "</dl></main></body></html>",
        THREE,
    ),
    Case(
        "a sentence parted by semicolons, the sum before what for",
        OPENING
        + "Pengene går til Hirtshals Roklub, 40.000 kr. til nye årer; Løkken Museum, 60.000 kr. til en ny montre; og Bogense "
        "Sejlklub, 75.000 kr. til en redningsbåd.\n",
        THREE,
    ),
    Case(
        "researchers below their titles",
        OPENING
        + """Ny viden om hav
Professor Ida Holm, Aarhus Universitet
3,2 mio. kr.

Tang som foder
Lektor Bo Krag, DTU
1,9 mio. kr.

Sælernes vinter
Postdoc Mette Lund, Syddansk Universitet
1,1 mio. kr.
""",
        [
            ("Ny viden om hav", "Ida Holm", "3200000"),
            ("Tang som foder", "Bo Krag", "1900000"),
            ("Sælernes vinter", "Mette Lund", "1100000"),
        ],
    ),
    Case(
        "paragraphs that open with a name and its town, with cost, earlier grants and loans beside",
        OPENING
        + """Det gamle apotek, Bogense. Tagværk og frontispice sættes i stand. Samlet budget: 5,6 mio. kr., heraf fra fonden 1,4 mio. kr.

Nr. 11, Ebeltoft. Ebeltoft Bevaringsforening køber huset. Støtte: 900.000 kr. af et budget på 2.350.000 kr.

Møllens stald, Tranekær. Ansøgt af Tranekær Møllelaug. Støtte: 265.000 kr.

Skippergården, Sønderho. I 2020 fik østfløjen 400.000 kr. Nu følger vestfløjen. Støtte: 510.000 kr., projektsum 1.190.000 kr.

Alle husene kan ses i september.
""",
        [
            ("Det gamle apotek", None, "1400000"),
            ("Nr. 11", "Ebeltoft Bevaringsforening", "900000"),
            ("Møllens stald", "Tranekær Møllelaug", "265000"),
            ("Skippergården", None, "510000"),
        ],
    ),
    Case(
        "labels one after the other on a line",
        OPENING
        + """Projekter, der har fået tilsagn:

SALTSTAK (Smeltet salt som lager)
Hovedansvarlig: Heatbase ApS, Aalborg Ø. Partnere: Aalborg Universitet og Limfjord Kraft.
Støtte: 41,2 mio. kr. Samlet budget: 88,0 mio. kr. Varighed: 48 mdr.

GLØD
Hovedansvarlig: Brædstrup Totalenergi a.m.b.a., Brædstrup.
Støtte: 62 mio. kr. Samlet budget: 103,4 mio. kr. Varighed: 60 mdr.

FLOWER (Batterier i landbruget)
Hovedansvarlig: Visby Elektrolyt A/S, Haderslev.
Støtte: 19,5 mio. kr. Samlet budget: 31,1 mio. kr. Varighed: 30 mdr.

Anden runde åbner i august.
""",
        [
            ("SALTSTAK (Smeltet salt som lager)", "Heatbase ApS", "41200000"),
            ("GLØD", "Brædstrup Totalenergi a.m.b.a.", "62000000"),
            ("FLOWER (Batterier i landbruget)", "Visby Elektrolyt A/S", "19500000"),
        ],
    ),
    Case(
        "name, town in brackets, and who behind it, without sums",
        OPENING
        + """De fire udvalgte projekter er:

1. Smedjen åbner igen (Aadum) – Aadum Smedelaug
2. Et hus til 40 katte og en dyrlæge (Hejnsvig) – Kattens Venner
3. Landsbyens egen el-bil (Øster Starup)
4. Præstegårdshaven 2.0 – for alle (Stadil) – Stadil Menighedsråd

Der var 73 ansøgere.
""",
        [
            ("Smedjen åbner igen", "Aadum Smedelaug", None),
            ("Et hus til 40 katte og en dyrlæge", "Kattens Venner", None),
            ("Landsbyens egen el-bil", None, None),
            ("Præstegårdshaven 2.0 – for alle", "Stadil Menighedsråd", None),
        ],
    ),
    Case(
        "a part of the body before the colon",
        OPENING
        + """Oversigt over projekterne

Ubby IF, gymnastik: Forhindringsbanen, 20.000 kr.
Vig Roklub: Vandrute, 35.000 kr.
Stege Spejderne, 2. trop: Tårnet i træet, 15.000 kr.

Der var 73 ansøgere.
""",
        [
            ("Forhindringsbanen", "Ubby IF, gymnastik", "20000"),
            ("Vandrute", "Vig Roklub", "35000"),
            ("Tårnet i træet", "Stege Spejderne, 2. trop", "15000"),
        ],
    ),
]


@pytest.mark.parametrize("case", cases(LABELLED))
def test_labels_and_fields(case: Case) -> None:
    assert listed(case.text) == case.rows
