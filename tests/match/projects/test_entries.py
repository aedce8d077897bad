"""List entries of several lines: labels, amounts and text below the name."""

from __future__ import annotations

import pytest
from tests.match.projects.test_lists import TOP, Case, Row, rows
from tests.reading import cases

CASES = [
    Case(
        "name and town, total and grant below",
        """Disse projekter støttes

• Badebroen (Juelsminde)
  Samlet projektsum: 1,45 mio. kroner. Kystfonden støtter med 0,6 mio. kroner.
• Saunalauget på kajen (Assens)
  Samlet projektsum: 820.000 kroner. Kystfonden støtter med 400.000 kroner.
• Vandskolen 2.0 (Rudkøbing)
  Samlet projektsum: 2 mio. kroner. Kystfonden støtter med 1,1 mio. kroner.""",
        [
            Row("Badebroen", "Juelsminde", None, "600000", "1450000"),
            Row("Saunalauget på kajen", "Assens", None, "400000", "820000"),
            Row("Vandskolen 2.0", "Rudkøbing", None, "1100000", "2000000"),
        ],
    ),
    Case(
        "bullet, name, part, town, municipality, with organisation and amount below",
        """Disse projekter støttes

• Strandhuset – Byens Terrasse, Blokhus, Jammerbugt Kommune
Organisation: Foreningen Strandhuset
Støttes med: 325.000 kr.

• Fyrets gård – Plads til Alle, Hanstholm, Thisted Kommune
Organisation: Hanstholm Fyrlaug
Støttes med: 610.000 kr.""",
        [
            Row("Strandhuset – Byens Terrasse", "Blokhus", "Foreningen Strandhuset", "325000"),
            Row("Fyrets gård – Plads til Alle", "Hanstholm", "Hanstholm Fyrlaug", "610000"),
        ],
    ),
    Case(
        "labelled blocks",
        """Bevillinger

Projekttitel: Kajpladsen
Bevillingsmodtager: Foreningen Marstal Havnemiljø
Beløb: 1.250.000 kr.
Projektperiode: 2025-2027

Projekttitel: Ålegræs tilbage i bugten
Bevillingsmodtager: Odder Kommune
Beløb: 3.000.000 kr.
Projektperiode: 2026-2028""",
        [
            Row("Kajpladsen", "Marstal", "Foreningen Marstal Havnemiljø", "1250000"),
            Row("Ålegræs tilbage i bugten", None, "Odder Kommune", "3000000"),
        ],
    ),
    Case(
        "labelled blocks with town and total",
        """Bevillinger

Titel: Det flydende orangeri
Ansøger: Foreningen Blå Haver
By: Nibe
Samlet budget: 900.000 kr.
Tilskud: 450.000 kr.

Titel: Garnhuset
Ansøger: Foreningen Fjordfiskerne
By: Løgstør
Samlet budget: 1.300.000 kr.
Tilskud: 650.000 kr.""",
        [
            Row("Det flydende orangeri", "Nibe", "Foreningen Blå Haver", "450000", "900000"),
            Row("Garnhuset", "Løgstør", "Foreningen Fjordfiskerne", "650000", "1300000"),
        ],
    ),
    Case(
        "a municipality and its project, the sum two lines on",
        """De støttede projekter:

• Struer Kommune: Limfjordens lydbølger
  Et lydspor langs havnefronten, som børn og voksne kan gå året rundt.
  Støttes med 700.000 kr.
• Lemvig Kommune: Planetstien
  Tolv nye planeter i bronze langs fjorden, hver med sin egen historie.
  Støttes med 450.000 kr.""",
        [
            Row("Limfjordens lydbølger", None, "Struer Kommune", "700000"),
            Row("Planetstien", None, "Lemvig Kommune", "450000"),
        ],
    ),
    Case(
        "a name that breaks over two lines",
        """Disse projekter støttes

• Havneliv med plads til
  både børn og gamle (Faaborg)
  Støttes med: 275.000 kr.
• Bølgeskuret (Middelfart)
  Støttes med: 180.000 kr.""",
        [
            Row("Havneliv med plads til både børn og gamle", "Faaborg", None, "275000"),
            Row("Bølgeskuret", "Middelfart", None, "180000"),
        ],
    ),
    Case(
        "applied for and granted",
        """Bevillinger

Titel: Kystens køkken
Ansøger: Foreningen Salt og Smag
Ansøgt beløb: 500.000 kr.
Bevilget beløb: 300.000 kr.

Titel: Strandens stier
Ansøger: Foreningen Fodspor
Ansøgt beløb: 250.000 kr.
Bevilget beløb: 250.000 kr.""",
        [
            Row("Kystens køkken", None, "Foreningen Salt og Smag", "300000"),
            Row("Strandens stier", None, "Foreningen Fodspor", "250000"),
        ],
    ),
    Case(
        "subheads with text and a line of money",
        """Disse projekter støttes

Det åbne bådeværft
Unge uden job lærer at bygge joller sammen med pensionerede bådebyggere.
Støttes med: 950.000 kr.

Saltets vej
En rute fortæller om sydehytterne, skoven og pigerne, der bar brænde.
Støttes med: 410.000 kr.""",
        [
            Row("Det åbne bådeværft", None, None, "950000"),
            Row("Saltets vej", None, None, "410000"),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", cases(CASES))
def test_entries(case: Case) -> None:
    assert rows(f"{TOP}\n{case.listed}\n", case.name) == case.rows
