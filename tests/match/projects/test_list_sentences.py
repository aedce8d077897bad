"""Lists whose entries are told in sentences, or end with who gets the money; what heads them; labels apart from each other."""

from __future__ import annotations

import pytest
from tests.match.projects.listed import Case, listed
from tests.reading import cases, record

TOP = "Kystfonden støtter kysten\n\nKystfonden har delt penge ud til foreninger ved kysten.\n\nDer kom 40 ansøgninger.\n\n"

CASES = [
    Case(
        "paragraphs without a full stop are entries, and two grants of one are two projects",
        TOP
        + """Bestyrelsen traf afgørelse om støtte til følgende ansøgere:

Lemvig Museum, fik tilsagn om tilskud på kr. 805.000,00 til første etape af udstillingen ”Drivtømmer”

Bovbjerg Fyrlaug fik tilsagn om tilskud på kr. 210.000 til etablering af et fyrbibliotek

Thyborøn Kajakklub blev meddelt tilsagn om tilskud kr. 77.000 til en badebro samt kr. 53.000 til nye kajakker.

Harboøre Spejderne fik tilsagn om tilskud på kr. 904.000 svarende til 70 pct. af udgifterne til opførelse af en hytte.
""",
        [
            ("Drivtømmer", "Lemvig Museum", "805000"),
            ("fyrbibliotek", "Bovbjerg Fyrlaug", "210000"),
            ("badebro", "Thyborøn Kajakklub", "77000"),
            ("nye kajakker", "Thyborøn Kajakklub", "53000"),
            ("hytte", "Harboøre Spejderne", "904000"),
        ],
    ),
    Case(
        "entries that open with the sum tell more, and say who before what for",
        TOP
        + """Kunst og kultur

400.000 kr. til Struer Museum til udstillingen ’Lyd – og stilhed’ på havnen.

200.000 kr. til FJORD – Museum for Kunst til en retrospektiv udstilling i anledning af museets jubilæum.

10 mio. kr. til Skive Teater, som vil bygge en udendørs scene. Scenen skal stå færdig til sommer og rumme 400 gæster.

900.000 kr. til Reden Struer i 2024-2025 til udvikling af et værested.
""",
        [
            ("Lyd – og stilhed", "Struer Museum", "400000"),
            ("retrospektiv udstilling", "FJORD – Museum for Kunst", "200000"),
            ("udendørs scene", "Skive Teater", "10000000"),
            ("værested", "Reden Struer", "900000"),
        ],
    ),
    Case(
        "who gets the money stands behind fra",
        TOP
        + """Følgende opnåede støtte:

• Lys på vandtårnet fra Kulturhuset Møllen: 35.000 kr.
• Fastelavn på torvet fra Struer Bylaug: 8.000 kr.
• Univers på vers – på tværs af byen fra Asger Dalgaard: 24.000 kr.
""",
        [
            ("Lys på vandtårnet", "Kulturhuset Møllen", "35000"),
            ("Fastelavn på torvet", "Struer Bylaug", "8000"),
            ("Univers på vers – på tværs af byen", "Asger Dalgaard", "24000"),
        ],
    ),
    Case(
        "one fra among other entries parts nothing",
        TOP
        + """Følgende opnåede støtte:

• Udsigten fra Bavnehøj, Struer Bylaug: 35.000 kr.
• Fastelavn på torvet, Lemvig Bylaug: 8.000 kr.
• Cykelsti langs fjorden, Skive Bylaug: 24.000 kr.
""",
        [
            ("Udsigten fra Bavnehøj", "Struer Bylaug", "35000"),
            ("Fastelavn på torvet", "Lemvig Bylaug", "8000"),
            ("Cykelsti langs fjorden", "Skive Bylaug", "24000"),
        ],
    ),
    Case(
        "a title behind who gets the money, with no mark but its own; a partner is not who",
        TOP
        + """Disse projekter får støtte:

- Struer Roklub "Åreløft" (Struer), 40.000 kr.
- Foreningen Fjordens Venner i samarbejde med Lemvig og Struer kommuner, "Kyst for alle", 120.000 kr.
- Skive Kunstforening "Ler i lommen" (Skive), 15.000 kr.
""",
        [
            ("Åreløft", "Struer Roklub", "40000"),
            ("Kyst for alle", "Foreningen Fjordens Venner", "120000"),
            ("Ler i lommen", "Skive Kunstforening", "15000"),
        ],
    ),
    Case(
        "a name in marks among names without is part of who gets the money",
        TOP
        + """Pengene blev fordelt som følger:

Struer Roklub, 40.000 kroner.

Lemvig Kirkes kor ”Glædessang”, 12.000 kroner.

Skive Kunstforening, 15.000 kroner.
""",
        [
            ("Struer Roklub", "Struer Roklub", "40000"),
            ("Lemvig Kirkes kor ”Glædessang”", "Lemvig Kirkes kor ”Glædessang”", "12000"),
            ("Skive Kunstforening", "Skive Kunstforening", "15000"),
        ],
    ),
    Case(
        "headings over a stated sum, also over who leads it",
        TOP
        + """Korsang på alle skoler i kommunens yderste egne

Projektet lader børn gå til kor i skoletiden. Bevilget 220.000 kr. til Fjordens Sangcenter

Festival for glemte komponister 2026

I fire dage mødes musik og vind på havnen. Bevilget 200.000 kr. til Foreningen Ny Klang.

Vind og vilje: En kulturhistorie om møllen

V. professor Asger Dalgaard, Institut for Historie
Bevilling: 2,5 millioner kr.

Møllen har formet det jyske landskab i tusind år.
""",
        [
            ("Korsang på alle skoler i kommunens yderste egne", "Fjordens Sangcenter", "220000"),
            ("Festival for glemte komponister 2026", "Foreningen Ny Klang", "200000"),
            ("Vind og vilje: En kulturhistorie om møllen", "Asger Dalgaard", "2500000"),
        ],
    ),
    Case(
        "blank lines between the labels of a block, text behind it",
        TOP
        + """De to projekter er følgende:

Projekt: Legens hus

Ansøger: Foreningen Legestuen

Doneret beløb: 500.000 kr.

Projektansvarlig: Karin Toftdal

Huset skal samle børn, der er længe syge.

Projekt: Gang i gigten

Ansøger: Gigtgruppen Struer

Doneret beløb: 210.000 kr.

Projektansvarlig: Poul Brandholt
""",
        [("Legens hus", "Foreningen Legestuen", "500000"), ("Gang i gigten", "Gigtgruppen Struer", "210000")],
    ),
    Case(
        "letters before the entries",
        TOP
        + """Tilsagn er givet til:

a. Struer Havlab ApS – Muslinger som filter – 850.000 kr.
b. Lemvig Tangfarm ApS – Tang som foder – 1.200.000 kr.

""",
        [("Muslinger som filter", "Struer Havlab ApS", "850000"), ("Tang som foder", "Lemvig Tangfarm ApS", "1200000")],
    ),
    Case(
        "numbers before the titles",
        TOP
        + """De to projekter er:

Projekt 1: Grøn skolegård. Skive Skole vil plante en have. Tilskud: 150.000 kr.
Projekt 2: Læsehuler. Lemvig Bibliotek vil bygge huler. Tilskud: 40.000 kr.

""",
        [("Grøn skolegård", "Skive Skole", "150000"), ("Læsehuler", "Lemvig Bibliotek", "40000")],
    ),
    Case(
        "who gets the money above a labelled purpose",
        TOP
        + """Sognepuljen 2025

Gudum Sogn
Formål: Fællesspisning
Tilskud: 12.000 kr.

Resen Sogn
Formål: Vandregudstjenester
Tilskud: 8.000 kr.

Hygum Sogn
Formål: Koncertrække for unge
Tilskud: 25.000 kr.
""",
        [
            ("Fællesspisning", "Gudum Sogn", "12000"),
            ("Vandregudstjenester", "Resen Sogn", "8000"),
            ("Koncertrække for unge", "Hygum Sogn", "25000"),
        ],
    ),
    Case(
        "what the money is for in the text below",
        TOP
        + """Støtten går blandt andet til:

Struer Naturskole (50.000 kr.)
Naturskolen får penge til en mobil grejbase, som skal ud til børnehaverne.

Lemvig Friskole (75.000 kr.)
Skolen får penge til et musikstudie i den gamle stald.

Resen Forsamlingshus (30.000 kr.)
Huset får penge til nye vinduer mod gaden.

""",
        [
            ("mobil grejbase", "Struer Naturskole", "50000"),
            ("musikstudie i den gamle stald", "Lemvig Friskole", "75000"),
            ("nye vinduer", "Resen Forsamlingshus", "30000"),
        ],
    ),
    Case(
        "closing sums of millions",
        TOP
        + """Fonden støtter i år disse formål:

Klimatilpasning i Struer Midtby med 2 millioner kroner

Et nyt formidlingscenter på Oddesund Fort med 3,5 millioner kroner
""",
        [
            ("Klimatilpasning i Struer Midtby", None, "2000000"),
            ("Et nyt formidlingscenter på Oddesund Fort", None, "3500000"),
        ],
    ),
    Case(
        "a troop's number, and who is named for instance",
        TOP
        + """De støttede projekter:

Struer: 1. Struer Gruppe modtager 20.000 kroner til hængekøjer, så spejderne kan sove ude. Køjerne skal hænge i skoven.

Lemvig: Lemvig Roklub modtager 35.000 kroner til årer, som alle må låne. De gamle er slidte.
""",
        [("hængekøjer", "1. Struer Gruppe", "20000"), ("årer", "Lemvig Roklub", "35000")],
    ),
    Case(
        "recipients that a sentence names, the first behind its verb",
        TOP
        + "Årets modtagere er Struer Fodbold (15.000 kr.), Skive Håndbold (12.000 kr.) og Lemvig Svømning (8.000 kr.).\n",
        [
            ("Struer Fodbold", "Struer Fodbold", "15000"),
            ("Skive Håndbold", "Skive Håndbold", "12000"),
            ("Lemvig Svømning", "Lemvig Svømning", "8000"),
        ],
    ),
    Case(
        "a list without bullets, one line with a full stop; a heading that is who gets all of it",
        TOP
        + """Der blev uddelt penge til fem projekter:

Struer Roklub fik til nye årer
Lemvig Bylaug fik til bænke
Søndagscafeen fik til en kaffemaskine.
Skive Spejderne fik til telte
Resen Borgerforening fik til julelys
""",
        [
            ("nye årer", "Struer Roklub", None),
            ("bænke", "Lemvig Bylaug", None),
            ("kaffemaskine", "Søndagscafeen", None),
            ("telte", "Skive Spejderne", None),
            ("julelys", "Resen Borgerforening", None),
        ],
    ),
    Case(
        "municipalities before the titles of a table; the town of the name",
        """<html><body><article><h1>Nye stier</h1><p>Vejrådet støtter tre stier i kommunerne med 9,9 mio. kr.</p><table>
<tr><th>Projekttitel</th><th>Tilskudsbeløb (mio. kr.)</th></tr>
<tr><td>Faxe Kommune: Stier i Haslev</td><td>1,1</td></tr>
<tr><td>Varde Kommune: Cykelsti gennem plantagen</td><td>3,6</td></tr>
<tr><td>Sorø Kommune: Stikryds i Dianalund</td><td>5,2</td></tr></table></article></body></html>""",
        [
            ("Stier i Haslev", "Faxe Kommune", "1100000"),
            ("Cykelsti gennem plantagen", "Varde Kommune", "3600000"),
            ("Stikryds i Dianalund", "Sorø Kommune", "5200000"),
        ],
    ),
    Case(
        "items under the name of who gets all of them",
        """<html><body><article><h1>Kystfonden støtter kunsten</h1><p>Kystfonden har bevilget støtte til kunsten.</p>
<h2>Struer Museum</h2><ul><li>1,6 mio. kr. til et kunstværk på havnen</li><li>400.000 kr. til en udstilling om lyd</li></ul>
</article></body></html>""",
        [("kunstværk på havnen", "Struer Museum", "1600000"), ("udstilling om lyd", "Struer Museum", "400000")],
    ),
]


@pytest.mark.parametrize("case", cases(CASES))
def test_lists(case: Case) -> None:
    assert listed(case.text, case.name) == case.rows


def test_what_heads_a_list_says_who_gives() -> None:
    projects = record(
        "Idrætten får penge\n\nIdrætten i byen får penge i år.\n\nDer var mange ansøgninger.\n\n"
        "Følgende foreninger har modtaget i alt 57.000 kroner fra Fjordhallens Fond:\n\n"
        "Struer Sejlklub - 10.000 kroner\n\nStruer Badminton - 6.000 kroner\n"
    ).projects
    assert {project.funder for project in projects} == {"Fjordhallens Fond"}
