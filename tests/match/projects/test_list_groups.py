"""Lists in groups: heads that are towns, municipalities, themes or what each got; lists within lists; bare figures."""

from __future__ import annotations

import pytest
from tests.match.projects.listed import Case, listed
from tests.reading import cases

OPENING = "Kystpuljen støtter kysten\n\nKystpuljen har delt penge ud til foreninger ved kysten.\n\nDer kom 40 ansøgninger.\n\n"

CASES = [
    Case(
        "municipalities over bullets, under one heading",
        OPENING
        + """DE STØTTEDE PROJEKTER

Lemvig Kommune

• Læmolen, Thorsminde
  Organisation: Havnens Venner
  Støttes med: 525.000 kr.
• Garnhuset, Thyborøn
  Organisation: Fjordens Fiskelaug
  Støttes med: 310.000 kr.

Varde Kommune

• Fyret, Blåvand
  Organisation: Fyrets Venner
  Støttes med: 150.000 kr.

Næste frist er den 1. marts.
""",
        [
            ("Læmolen", "Havnens Venner", "525000"),
            ("Garnhuset", "Fjordens Fiskelaug", "310000"),
            ("Fyret", "Fyrets Venner", "150000"),
        ],
    ),
    Case(
        "municipalities over lines without sums",
        OPENING
        + """Oversigt over projekterne

Odsherred Kommune
Vig Jagtforening: Bistader med udsigt
Grundejerforeningen Klinten: Trappe til havet

Holbæk Kommune
Tuse Naturskole: Nat i det fri
Udby Roklub: Vandrute i fjorden

De støttede får besked i næste uge.
""",
        [
            ("Bistader med udsigt", "Vig Jagtforening", None),
            ("Trappe til havet", "Grundejerforeningen Klinten", None),
            ("Nat i det fri", "Tuse Naturskole", None),
            ("Vandrute i fjorden", "Udby Roklub", None),
        ],
    ),
    Case(
        "what each got, over names",
        OPENING
        + """50.000 kroner til hver

Maribo Svømmeklub
Gedser Remise
Motorcykelmuseet i Stubbekøbing

25.000 kroner til hver

Sakskøbing Spejderne
Nysted Sejlklub
Kræftens Venner
Bandholm Børneby

Med pengene følger et diplom.
""",
        [
            ("Maribo Svømmeklub", "Maribo Svømmeklub", "50000"),
            ("Gedser Remise", "Gedser Remise", "50000"),
            ("Motorcykelmuseet i Stubbekøbing", "Motorcykelmuseet i Stubbekøbing", "50000"),
            ("Sakskøbing Spejderne", "Sakskøbing Spejderne", "25000"),
            ("Nysted Sejlklub", "Nysted Sejlklub", "25000"),
            ("Kræftens Venner", "Kræftens Venner", "25000"),
            ("Bandholm Børneby", "Bandholm Børneby", "25000"),
        ],
    ),
    Case(
        "what each got, over bullets",
        OPENING
        + """Hver 10.000 kr.:

• Maribo Svømmeklub
• Nysted Sejlklub
• Sakskøbing Spejderne

Hver 5.000 kr.:

• Rødby Kunstforening
• Toreby Krolf
• Holeby Beboerforening

Med pengene følger et diplom.
""",
        [
            ("Maribo Svømmeklub", "Maribo Svømmeklub", "10000"),
            ("Nysted Sejlklub", "Nysted Sejlklub", "10000"),
            ("Sakskøbing Spejderne", "Sakskøbing Spejderne", "10000"),
            ("Rødby Kunstforening", "Rødby Kunstforening", "5000"),
            ("Toreby Krolf", "Toreby Krolf", "5000"),
            ("Holeby Beboerforening", "Holeby Beboerforening", "5000"),
        ],
    ),
    Case(
        "sums of groups in the heads",
        OPENING
        + """MUSIK – i alt 105.000 kr.
Skagen Harmoniorkester – Byens marcher, 60.000 kr.
Sæby Kirkekor – Juleoratorium, 45.000 kr.

TEATER (i alt 118.000 kr.)
Sæby Sommerspil – Den stundesløse, 90.000 kr.
Østervrå Teaterforening – Teater for en femmer, 28.000 kr.

Efterårets pulje er på 450.000 kr.
""",
        [
            ("Byens marcher", "Skagen Harmoniorkester", "60000"),
            ("Juleoratorium", "Sæby Kirkekor", "45000"),
            ("Den stundesløse", "Sæby Sommerspil", "90000"),
            ("Teater for en femmer", "Østervrå Teaterforening", "28000"),
        ],
    ),
    Case(
        "themes and towns over the entries of the markup",
        "<html><body><main><h1>Kystpuljen støtter torvene</h1><p>Kystpuljen har givet 7,3 mio. kr. til fire projekter.</p>"
        "<p>Der kom 40 ansøgninger.</p><p><strong>Støttede projekter</strong></p><ul><li>Bymidten som bolig<ul>"
        "<li>Rudkøbing<ul><li>Over gården (Rudkøbing Andelsbolig, 2,8 mio. kr.)</li><li>Slagterens sal (450.000 kr.)</li></ul></li>"
        "<li>Tønder<ul><li>Seminariet: boliger for unge (Ungdomsbo, 3,2 mio. kr.)</li></ul></li></ul></li><li>Handel på nye måder<ul>"
        "<li>Skive<ul><li>Prøv en disk (Skive Iværksætterhus, 850.000 kr.)</li></ul></li></ul></li></ul>"
        "<p>Fonden betaler højst 60 procent.</p></main></body></html>",
        [
            ("Over gården", "Rudkøbing Andelsbolig", "2800000"),
            ("Slagterens sal", None, "450000"),
            ("Seminariet", "Ungdomsbo", "3200000"),
            ("Prøv en disk", "Skive Iværksætterhus", "850000"),
        ],
    ),
    Case(
        "towns over the entries of a list of two levels",
        "<html><body><main><h1>Kystpuljen støtter torvene</h1><p>Kystpuljen har givet 900.000 kr. til tre projekter.</p>"
        "<p>Der kom 40 ansøgninger.</p><h2>Her går pengene hen</h2><ul><li>Hobro:<ul><li>Vandtrappen, 400.000 kr.</li>"
        "<li>Musikhuset, 300.000 kr.</li></ul></li><li>Nakskov:<ul><li>Loftet på Axeltorv, 200.000 kr.</li></ul></li></ul></main></body></html>",
        [("Vandtrappen", None, "400000"), ("Musikhuset", None, "300000"), ("Loftet på Axeltorv", None, "200000")],
    ),
    Case(
        "the sum first, its unit on the first line only",
        OPENING
        + """Bestyrelsen blev enig om at betænke disse foreninger på Djursland:

Kr. 12.000   Knebel Læseforening

     18.000   Nimtofte Forsamlingshus

      6.500   Tirstrup Spillemandslaug

     28.000   Glesborg Skolemuseum

Det er tilsammen kr. 64.500.
""",
        [
            ("Knebel Læseforening", "Knebel Læseforening", "12000"),
            ("Nimtofte Forsamlingshus", "Nimtofte Forsamlingshus", "18000"),
            ("Tirstrup Spillemandslaug", "Tirstrup Spillemandslaug", "6500"),
            ("Glesborg Skolemuseum", "Glesborg Skolemuseum", "28000"),
        ],
    ),
    Case(
        "the sum last, its unit on the first line only",
        OPENING
        + """Modtagerne er:

Knebel Læseforening, 12.000 kr.
Nimtofte Forsamlingshus, 18.000
Tirstrup Spillemandslaug, 6.500
Glesborg Skolemuseum, 28.000

Det er flere end sidste år.
""",
        [
            ("Knebel Læseforening", "Knebel Læseforening", "12000"),
            ("Nimtofte Forsamlingshus", "Nimtofte Forsamlingshus", "18000"),
            ("Tirstrup Spillemandslaug", "Tirstrup Spillemandslaug", "6500"),
            ("Glesborg Skolemuseum", "Glesborg Skolemuseum", "28000"),
        ],
    ),
    Case(
        "dots that lead to bare figures, and their sum",
        OPENING
        + """Forårets liste:

Skovsgård Pensionistforening, højskolesangbøger ................. 6.825,00
Tranum Beboerhus, opvaskemaskine ....................... 17.990,00
Nr. Økse Borgerforening, hegn om boldburet .......... 24.000,00
Han Herreds Biavlere, slynge til udlån ....... 12.000,00

Sum ............................................................ 60.815,00

I efteråret er der 100.000 kr. mere at give af.
""",
        [
            ("højskolesangbøger", "Skovsgård Pensionistforening", "6825"),
            ("opvaskemaskine", "Tranum Beboerhus", "17990"),
            ("hegn om boldburet", "Nr. Økse Borgerforening", "24000"),
            ("slynge til udlån", "Han Herreds Biavlere", "12000"),
        ],
    ),
    Case(
        "researchers with their ranks, titles of two sentences",
        """Tre forskere får støtte

Ragnhild Bangs Forskningsfond uddeler årets bevillinger til forskning i hverdagen.

Fonden har modtaget 163 ansøgninger.

Modtagerne er:

Ditte Quist, lektor, ph.d., Aarhus Universitet: At vente sammen. En køens historie, DKK 2.940.185
Line Holm, professor, dr.phil., Københavns Universitet: Tavshed ved bordet: pauser i samtalen, DKK 3.100.000
Peter Ravn, overlæge, Aalborg Universitetshospital: Hvem tager telefonen? Vagtskifte kl. 7, DKK 985.420

Tilsammen er der tale om DKK 7.025.605.

Projekterne begynder i september.
""",
        [
            ("At vente sammen. En køens historie", "Ditte Quist", "2940185"),
            ("Tavshed ved bordet: pauser i samtalen", "Line Holm", "3100000"),
            ("Hvem tager telefonen? Vagtskifte kl. 7", "Peter Ravn", "985420"),
        ],
    ),
]


@pytest.mark.parametrize("case", cases(CASES))
def test_groups(case: Case) -> None:
    assert listed(case.text, case.name) == case.rows
