"""More lists as pages set them: no bullets, no heading, the sum or the town first, a cell a line; and what is no list
of support, though it is set like one."""

from __future__ import annotations

import pytest
from tests.match.projects.listed import Case, listed
from tests.reading import cases

CASES = [
    Case(
        "the sum first, then who, then what for",
        """Havpuljen støtter tre foreninger

Varde Kommune har fordelt 100.000 kroner. Pengene går til:

35.000 kr. til Nordenskov Borgerforening til nye bænke
40.000 kr. til Alslev Blæserne til uniformer
25.000 kr. til Oksbøl Kulturhus til et lydanlæg
""",
        [
            ("nye bænke", "Nordenskov Borgerforening", "35000"),
            ("uniformer", "Alslev Blæserne", "40000"),
            ("lydanlæg", "Oksbøl Kulturhus", "25000"),
        ],
    ),
    Case(
        "the sum first, parted by dashes, under no heading",
        """Fonden Hav og Land har uddelt

Kr. 2.000.000 - Åmuseet - udvidelse af smedjen
Kr. 750.000 - Hvalpsund Sejlklub - ny mole
Kr. 300.000 - Nibe Kirke - kalkmalerier i koret
""",
        [
            ("udvidelse af smedjen", "Åmuseet", "2000000"),
            ("ny mole", "Hvalpsund Sejlklub", "750000"),
            ("kalkmalerier i koret", "Nibe Kirke", "300000"),
        ],
    ),
    Case(
        "the town first",
        """Fonden deler ud

Bestyrelsen har sagt ja til disse:

Ribe: Ribe Roklub – ny flydebro, 75.000 kr.
Esbjerg: Foreningen Gamle Skibe – sejl til kutteren, 140.000 kr.
Hvide Sande: Havnens Børnehus – legeskib i egetræ, 95.000 kr.
""",
        [
            ("ny flydebro", "Ribe Roklub", "75000"),
            ("sejl til kutteren", "Foreningen Gamle Skibe", "140000"),
            ("legeskib i egetræ", "Havnens Børnehus", "95000"),
        ],
    ),
    Case(
        "a researcher and a university before the title, under no heading",
        """Forskningsfonden giver penge til tre forskere

Tre forskere får i alt 6,7 millioner kroner.

Lektor Anne Kildemose, Aalborg Universitet: Mikroplast i danske åer, 2.100.000 kr.
Professor Jens Holmgård, Syddansk Universitet: Bakterier der spiser olie, 2.900.000 kr.
Adjunkt Mette Vinding, Aarhus Universitet: Torvens hukommelse, 1.750.000 kr.
""",
        [
            ("Mikroplast i danske åer", "Anne Kildemose", "2100000"),
            ("Bakterier der spiser olie", "Jens Holmgård", "2900000"),
            ("Torvens hukommelse", "Mette Vinding", "1750000"),
        ],
    ),
    Case(
        "cells of a table, one a line",
        """Kulturudvalget uddeler midler

Kulturudvalget har bevilget 140.000 kroner til lokale projekter.

Ansøger
Projekt
Bevilget beløb
Tarm Revyen
Lys til scenen
45.000 kr.
Foreningen Vandkant
Kunst langs åen
80.000 kr.
Sædding Kor
Julekoncert i hallen
15.000 kr.

Udvalget modtog 22 ansøgninger.
""",
        [
            ("Lys til scenen", "Tarm Revyen", "45000"),
            ("Kunst langs åen", "Foreningen Vandkant", "80000"),
            ("Julekoncert i hallen", "Sædding Kor", "15000"),
        ],
    ),
    Case(
        "who gets it above, what for below",
        """Energipuljen er fordelt

Disse virksomheder får tilskud fra puljen:

Nordlak A/S, Hjørring
Varmepumpe til tørreovn
Tilskud: 2.310.000 kr. Samlet investering: 5.900.000 kr.

Bageriet Korn ApS, Ringsted
Elektrisk stenovn
Tilskud: 640.000 kr. Samlet investering: 1.600.000 kr.
""",
        [
            ("Varmepumpe til tørreovn", "Nordlak A/S", "2310000"),
            ("Elektrisk stenovn", "Bageriet Korn ApS", "640000"),
        ],
    ),
    Case(
        "a name before a full stop, then who gets how much",
        """Uddelinger fra Fonden Nær

• Ensomme fædre mødes. Foreningen Far i Randers får 450.000 kr. til spiseaftener.
• Bænken ved banen. Foreningen Broerne får 180.000 kr. til en gadevagt.
""",
        [
            ("Ensomme fædre mødes", "Foreningen Far", "450000"),
            ("Bænken ved banen", "Foreningen Broerne", "180000"),
        ],
    ),
    Case(
        "journal numbers, what was applied for",
        """Bevillinger fra puljen

Bevillinger fra puljen, 2. runde:

KA-2023-0412: Smedjens lyde, Lejre Smedelaug. Ansøgt: 100.000 kr. Bevilget: 60.000 kr.
KA-2023-0433: Langs den gamle amtsvej, Foreningen Vejens Venner. Ansøgt: 240.000 kr. Bevilget: 150.000 kr.
""",
        [
            ("Smedjens lyde", "Lejre Smedelaug", "60000"),
            ("Langs den gamle amtsvej", "Foreningen Vejens Venner", "150000"),
        ],
    ),
    Case(
        "who, and in brackets how much for what",
        """Fonden giver kunst til byen

Kunstfonden har bevilget støtte til: Aabenraa Kommune (300.000 kr. til et relief på biblioteket), Gråsten Skole \
(220.000 kr. til en skulptur) og Beboerforeningen Kløften (150.000 kr. til gavlmalerier).
""",
        [
            ("relief på biblioteket", "Aabenraa Kommune", "300000"),
            ("skulptur", "Gråsten Skole", "220000"),
            ("gavlmalerier", "Beboerforeningen Kløften", "150000"),
        ],
    ),
    Case(
        "to whom first",
        """Energifonden har uddelt støtte

Til Vig Varmeværk er der bevilget 1.200.000 kr. til en elkedel.
Til Foreningen Sol over Odsherred er der bevilget 140.000 kr. til rådgivning af boligejere.
Til Højby Skole er der bevilget 62.000 kr. til et vindmølleværksted.
""",
        [
            ("elkedel", "Vig Varmeværk", "1200000"),
            ("rådgivning af boligejere", "Foreningen Sol over Odsherred", "140000"),
            ("vindmølleværksted", "Højby Skole", "62000"),
        ],
    ),
    Case(
        "names alone under a line that gives to each",
        """Fire projekter går videre

Fonden Nabo har valgt fire projekter, der hver får 200.000 kroner til at komme i gang:

Byttebiksen, Odder
Regnvand på skemaet, Tarm
Naboens kompost, Varde
Cykelværkstedet, Grindsted
""",
        [
            ("Byttebiksen", None, "200000"),
            ("Regnvand på skemaet", None, "200000"),
            ("Naboens kompost", None, "200000"),
            ("Cykelværkstedet", None, "200000"),
        ],
    ),
    Case(
        "kroner in full, a blank line between the entries, under Fakta",
        """Hallens fond støtter bredden

Fakta Hallens midler

Følgende foreninger har modtaget i alt 36.000 kroner fra hallens fond:

Lynge Håndbold Klub - 20.000 kroner

Yachtklubben Sundet - 10.000 kroner

Lynge IF - Cheerleading - 6.000 kroner
""",
        [
            ("Lynge Håndbold Klub", "Lynge Håndbold Klub", "20000"),
            ("Yachtklubben Sundet", "Yachtklubben Sundet", "10000"),
            ("Cheerleading", "Lynge IF", "6000"),
        ],
    ),
    Case(
        "an address and a town before the works",
        """Penge til gamle huse

Disse ejere har fået tilsagn om støtte til istandsættelse:

Storegade 12, Tønder: Nye vinduer og tag - 310.000 kr.
Algade 77, Vordingborg: Bindingsværk - 520.000 kr.
""",
        [("Nye vinduer og tag", None, "310000"), ("Bindingsværk", None, "520000")],
    ),
    Case(
        "prices of a pool with a subsidy",
        """Nye takster i svømmehallen

Udvalget har vedtaget nye takster, der gælder fra 1. januar. Tilskuddet til hallen er uændret.

Voksne 55 kr.
Klippekort voksne 450 kr.
Årskort 1.900 kr.
""",
        [],
    ),
    Case(
        "key figures",
        """Halvårsregnskab for Nordlys Energi

Koncernen fik en omsætning på 214 mio. kr.

Nøgletal:
Omsætning: 214 mio. kr.
Resultat før skat: 18 mio. kr.
Egenkapital: 96 mio. kr.
""",
        [],
    ),
    Case(
        "shares of fields",
        """Fonden har behandlet 171 ansøgninger

Bevillingerne fordeler sig som følger:

• Fritidsaktiviteter 2.118.000 kr.
• Kunst og kultur 1.277.000 kr.
• Forskning og uddannelse 1.691.000 kr.
""",
        [],
    ),
]


@pytest.mark.parametrize("case", cases(CASES))
def test_layouts(case: Case) -> None:
    assert listed(case.text) == case.rows
