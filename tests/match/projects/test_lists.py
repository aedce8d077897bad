"""Lists of projects as Danish offices set them, through the whole pipeline: name, town, applicant, grant, total."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from tests.reading import cases, plain, projects_of


class Row(NamedTuple):
    name: str
    city: str | None = None
    applicant: str | None = None
    granted: str | None = None
    total: str | None = None


class Case(NamedTuple):
    name: str
    listed: str
    rows: list[Row]


TOP = """Kystfonden støtter nye mødesteder ved vandet

Kystfonden har netop fordelt midler til en række projekter, der skal få flere til at bruge kysten hele året.

Bestyrelsen modtog 31 ansøgninger og glæder sig over de mange gode ideer.

Næste frist er den 1. marts 2026.
"""

CASES = [
    Case(
        "the applicant behind the town in brackets",
        """De støttede projekter:

• Kajhuset (Grenaa), Norddjurs Kommune: 4.500.000 kr.
• Sauna for alle (Lemvig), Limfjordens Vinterbadere: 2.700.000 kr.
• Skudehavnen (Marstal), Gamle Skuder: 2 mio. kr.""",
        [
            Row("Kajhuset", "Grenaa", "Norddjurs Kommune", "4500000"),
            Row("Sauna for alle", "Lemvig", "Limfjordens Vinterbadere", "2700000"),
            Row("Skudehavnen", "Marstal", "Gamle Skuder", "2000000"),
        ],
    ),
    Case(
        "a town beside another one in brackets",
        """De støttede projekter:

• Kajhuset (Ejby ved Køge), Ellens Venner: 450.000 kr.
• Havnestuen (Lemvig), Limfjordens Vinterbadere: 270.000 kr.
• Skudehavnen (Marstal), Gamle Skuder: 200.000 kr.""",
        [
            Row("Kajhuset", "Ejby", "Ellens Venner", "450000"),
            Row("Havnestuen", "Lemvig", "Limfjordens Vinterbadere", "270000"),
            Row("Skudehavnen", "Marstal", "Gamle Skuder", "200000"),
        ],
    ),
    Case(
        "a dash in one name of a list of commas",
        """De støttede projekter:

• Åbent bådeværksted, Gl. Skagen Bådelaug, Skagen: 1.250.000 kr.
• Medborgerhus i den gamle købmand, Brugsforeningens Venner, Vejen: 640.000 kr.
• Sangskolen – kor for alle, Ry Kirkes Venner, Ry: 0,75 mio. kr.
• Rum 2.0, Ungdomshuset Give, Give: 410.000,-""",
        [
            Row("Åbent bådeværksted", "Skagen", "Gl. Skagen Bådelaug", "1250000"),
            Row("Medborgerhus i den gamle købmand", "Vejen", "Brugsforeningens Venner", "640000"),
            Row("Sangskolen – kor for alle", "Ry", "Ry Kirkes Venner", "750000"),
            Row("Rum 2.0", "Give", "Ungdomshuset Give", "410000"),
        ],
    ),
    Case(
        "dashes, colons and commas inside names with a town in brackets",
        """De støttede projekter:

• Havkant – et mødested for alle (Kerteminde)
  Støttes med 300.000 kr.
• Kajak: fra mole til mole (Bogense)
  Støttes med 250.000 kr.
• Net, garn og gode historier (Hundested)
  Støttes med 125.000 kr.""",
        [
            Row("Havkant – et mødested for alle", "Kerteminde", None, "300000"),
            Row("Kajak: fra mole til mole", "Bogense", None, "250000"),
            Row("Net, garn og gode historier", "Hundested", None, "125000"),
        ],
    ),
    Case(
        "title in marks, applicant, amount at the end",
        """De støttede projekter:

• ”Lys på molen”, ansøgt af Gilleleje Havnelaug, modtager tilskud på 150.000 kr.
• ”Vinterbad for alle”, ansøgt af Foreningen Kolde Kyster, modtager tilskud på 75.000 kr.
• ”Krabbeskolen”, ansøgt af Sæby Naturskole, modtager tilskud på 210.000 kr.""",
        [
            Row("Lys på molen", "Gilleleje", "Gilleleje Havnelaug", "150000"),
            Row("Vinterbad for alle", None, "Foreningen Kolde Kyster", "75000"),
            Row("Krabbeskolen", "Sæby", "Sæby Naturskole", "210000"),
        ],
    ),
    Case(
        "the same, run together by lost line breaks",
        """De støttede projekter:

”Lys på molen”, ansøgt af Gilleleje Havnelaug, modtager tilskud på 150.000 kr.”Vinterbad for alle”, ansøgt af Foreningen Kolde Kyster, modtager tilskud på 75.000 kr.”Krabbeskolen”, ansøgt af Sæby Naturskole, modtager tilskud på 210.000 kr.""",
        [
            Row("Lys på molen", "Gilleleje", "Gilleleje Havnelaug", "150000"),
            Row("Vinterbad for alle", None, "Foreningen Kolde Kyster", "75000"),
            Row("Krabbeskolen", "Sæby", "Sæby Naturskole", "210000"),
        ],
    ),
    Case(
        "numbered, acronym with long name, description, institution and amount",
        """Bevillinger

1. KROG (Kystens rum og gæster) – nye opholdssteder langs fjorden, Syddansk Universitet: 4.940.985 kr.
2. SALT (Sundhed at leve tæt ved havet) – forsøg med havbad som behandling, Aalborg Universitet: 2.310.400 kr.""",
        [
            Row("KROG (Kystens rum og gæster)", None, "Syddansk Universitet", "4940985"),
            Row("SALT (Sundhed at leve tæt ved havet)", None, "Aalborg Universitet", "2310400"),
        ],
    ),
    Case(
        "applicant - title: bare amount",
        """Bevillinger (beløb i kroner)

Hals Sejlklub - ny slæbejolle: 10.000
Storvorde Idrætsforening - redningsveste til børn: 18.500
Egense Borgerforening - bænke ved stranden: 35.000""",
        [
            Row("ny slæbejolle", "Hals", "Hals Sejlklub", "10000"),
            Row("redningsveste til børn", "Storvorde", "Storvorde Idrætsforening", "18500"),
            Row("bænke ved stranden", "Egense", "Egense Borgerforening", "35000"),
        ],
    ),
    Case(
        "dash, applicant in town, title, amount",
        """Følgende projekter får støtte

– Nordkystens Roklub i Hornbæk, “Bølgebryderen”, 150.000 kr.
– Strandens Venner i Rørvig, “Tang på tallerkenen”, 90.000 kr.
– Fjordens Lejrskole i Holbæk, “Fra frø til fisk”, 45.000 kr.""",
        [
            Row("Bølgebryderen", "Hornbæk", "Nordkystens Roklub", "150000"),
            Row("Tang på tallerkenen", "Rørvig", "Strandens Venner", "90000"),
            Row("Fra frø til fisk", "Holbæk", "Fjordens Lejrskole", "45000"),
        ],
    ),
    Case(
        "paragraphs without bullets: applicant, town, amount",
        """Modtagerne af Kystpuljen:

Kystens Spejdere, Ebeltoft, 25.000 kr.

Bådelauget Lærken, Hov, 40.000 kr.

Havnens Beboerforening, Grenaa, 15.000 kr.""",
        [
            Row("Kystens Spejdere", "Ebeltoft", "Kystens Spejdere", "25000"),
            Row("Bådelauget Lærken", "Hov", "Bådelauget Lærken", "40000"),
            Row("Havnens Beboerforening", "Grenaa", "Havnens Beboerforening", "15000"),
        ],
    ),
    Case(
        "town: applicant gets amount for purpose",
        """Pengene fordeles således:

• Ribe: Vadehavets Venner modtager 50.000 kr. til en fugletårnsguide
• Tønder: Foreningen Digevandring modtager 35.000 kr. til skilte langs diget
• Esbjerg: Havnens Kulturhus modtager 80.000 kr. til en lydvandring""",
        [
            Row("fugletårnsguide", "Ribe", "Vadehavets Venner", "50000"),
            Row("skilte langs diget", "Tønder", "Foreningen Digevandring", "35000"),
            Row("lydvandring", "Esbjerg", "Havnens Kulturhus", "80000"),
        ],
    ),
    Case(
        "every recipient gets the same",
        """De fire foreninger, som hver modtager 10.000 kr., er:

• Skagen Roklub
• Strandby Husholdningsforening
• Sæby Naturskole
• Bådelauget Lærken""",
        [
            Row("Skagen Roklub", "Skagen", "Skagen Roklub", "10000"),
            Row("Strandby Husholdningsforening", "Strandby", "Strandby Husholdningsforening", "10000"),
            Row("Sæby Naturskole", "Sæby", "Sæby Naturskole", "10000"),
            Row("Bådelauget Lærken", None, "Bådelauget Lærken", "10000"),
        ],
    ),
    Case(
        "numbered recipients without amounts",
        """De fem modtagere:

1. Skagen Roklub
2. Strandby Husholdningsforening
3. Foreningen Hav & Hænder
4. Bådelauget Lærken af 1991
5. Sæby Naturskole""",
        [
            Row("Skagen Roklub", "Skagen", "Skagen Roklub"),
            Row("Strandby Husholdningsforening", "Strandby", "Strandby Husholdningsforening"),
            Row("Foreningen Hav & Hænder", None, "Foreningen Hav & Hænder"),
            Row("Bådelauget Lærken af 1991", None, "Bådelauget Lærken af 1991"),
            Row("Sæby Naturskole", "Sæby", "Sæby Naturskole"),
        ],
    ),
    Case(
        "names with numbers, years and places",
        """Disse projekter støttes

• Kajen 1925-2025 (Korsør)
  Støttes med: 200.000 kr.
• 7 broer på 7 dage (Vordingborg)
  Støttes med: 95.000 kr.
• Fra Møn til Mors (Stege)
  Støttes med: 130.000 kr.""",
        [
            Row("Kajen 1925-2025", "Korsør", None, "200000"),
            Row("7 broer på 7 dage", "Vordingborg", None, "95000"),
            Row("Fra Møn til Mors", "Stege", None, "130000"),
        ],
    ),
    Case(
        "towns that are also words",
        """Disse projekter støttes

• Åhaven (Ry)
  Støttes med: 200.000 kr.
• Møllesøen (Brande)
  Støttes med: 95.000 kr.
• Stibroen (Give)
  Støttes med: 130.000 kr.""",
        [
            Row("Åhaven", "Ry", None, "200000"),
            Row("Møllesøen", "Brande", None, "95000"),
            Row("Stibroen", "Give", None, "130000"),
        ],
    ),
    Case(
        "name, comma, town",
        """Støttede projekter

• Badebroen, Juelsminde
  Støttes med: 600.000 kr.
• Tanglaboratoriet, Frederikshavn
  Støttes med: 400.000 kr.
• Bølgeskuret, Middelfart
  Støttes med: 180.000 kr.""",
        [
            Row("Badebroen", "Juelsminde", None, "600000"),
            Row("Tanglaboratoriet", "Frederikshavn", None, "400000"),
            Row("Bølgeskuret", "Middelfart", None, "180000"),
        ],
    ),
    Case(
        "name and amount after a dash",
        """De støttede projekter:

• Den grønne havn – støttes med 500.000 kr.
• Tanglaboratoriet – støttes med 400.000 kr.
• Det blå klasseværelse – støttes med 180.000 kr.""",
        [
            Row("Den grønne havn", None, None, "500000"),
            Row("Tanglaboratoriet", None, None, "400000"),
            Row("Det blå klasseværelse", None, None, "180000"),
        ],
    ),
    Case(
        "a title in marks with a subtitle and an amount after a dash",
        """De støttede projekter:

• ”Bølgeskolen – havet som klasseværelse” – støttes med 500.000 kr.
• ”Tang til tiden – en håndbog” – støttes med 40.000 kr.""",
        [
            Row("Bølgeskolen – havet som klasseværelse", None, None, "500000"),
            Row("Tang til tiden – en håndbog", None, None, "40000"),
        ],
    ),
    Case(
        "title, applicant in brackets, amount after a colon",
        """Bevillinger

• ”Grøn Havn”, Foreningen Havnens Venner (Lemvig): 2,7 mio. kr.
• ”Blå Park”, Foreningen Fjordhaven (Hobro): 1,2 mio. kr.""",
        [
            Row("Grøn Havn", "Lemvig", "Foreningen Havnens Venner", "2700000"),
            Row("Blå Park", "Hobro", "Foreningen Fjordhaven", "1200000"),
        ],
    ),
    Case(
        "a sum row is no project",
        """Bevillinger

• Thorsminde Havn: 800.000 kr.
• Hvide Sande Bådelaug: 400.000 kr.
• Ferring Strandlaug: 90.000 kr.
• I alt: 1.290.000 kr.""",
        [
            Row("Thorsminde Havn", "Thorsminde", "Thorsminde Havn", "800000"),
            Row("Hvide Sande Bådelaug", "Hvide Sande", "Hvide Sande Bådelaug", "400000"),
            Row("Ferring Strandlaug", "Ferring", "Ferring Strandlaug", "90000"),
        ],
    ),
    Case(
        "other ways to write money",
        """Bevillinger

• Den grønne havn (Struer): kr. 536.716,00
• Tanglaboratoriet (Glyngøre): 2 mill. kr.
• Det blå klasseværelse (Nykøbing M): 118 tkr.
• Havets hus (Hvide Sande): halvanden million kroner""",
        [
            Row("Den grønne havn", "Struer", None, "536716"),
            Row("Tanglaboratoriet", "Glyngøre", None, "2000000"),
            Row("Det blå klasseværelse", "Nykøbing Mors", None, "118000"),
            Row("Havets hus", "Hvide Sande", None, "1500000"),
        ],
    ),
    Case(
        "a researcher with an English title",
        """Bevillinger

• Professor Ane Lyngsø Brandt, Institut for Biologi, modtager 3,2 mio. kr. til projektet ”Seagrass: A Coastal Memory”
• Lektor Jakob Thyregod, Institut for Kultur og Læring, modtager 1,1 mio. kr. til projektet ”The Harbour as Home”""",
        [
            Row("Seagrass: A Coastal Memory", None, "Ane Lyngsø Brandt", "3200000"),
            Row("The Harbour as Home", None, "Jakob Thyregod", "1100000"),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", cases(CASES))
def test_lists(case: Case) -> None:
    assert rows(f"{TOP}\n{case.listed}\n") == case.rows


def rows(source: str, case: str = "") -> list[Row]:
    return [Row(p.name, p.city, p.applicant, plain(p.granted), plain(p.total)) for p in projects_of(source, case)]


NO_PROJECTS = [
    ("facts", "Fakta om molerne\n\n• Molerne bliver 210 meter\n• De bygges af 44.000 tons sten\n• De koster 12,5 mio. kr."),
    ("statistics", "Nøgletal\n\n• 21 bevillinger fra 0-10 tkr.\n• 14 bevillinger fra 11-25 tkr.\n• 6 bevillinger på 100 tkr. og derover"),
    ("people", "I bestyrelsen sidder:\n\n- Formand Ole Kragelund (S)\n- Næstformand Birthe Damgaard (V)\n- Pia Tolstrup"),
    ("schedule", "Tidsplan\n\n• Maj 2026: Byggeriet begynder\n• August 2026: Rejsegilde\n• Marts 2027: Indvielse"),
    ("prices", "Priser 2026\n\n• Voksne: 90 kr.\n• Børn: 45 kr.\n• Årskort: 400 kr."),
    ("fines", "Bøderne fordeler sig således:\n\n• Håndholdt mobil: 1.500 kr.\n• Manglende sele: 1.500 kr.\n• Hastighed: 2.400 kr."),
    ("years", "Fonden i tal:\n\n• 2009: 3,4 mio. kr. uddelt\n• 2019: 5,8 mio. kr. uddelt\n• 2024: 6,1 mio. kr. uddelt"),
    ("tips", "Gode råd til badegæsten:\n\n• Bad aldrig alene\n• Kend vandets dybde\n• Hold øje med flaget"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "listed"), NO_PROJECTS, ids=[name for name, _ in NO_PROJECTS])
def test_lists_of_other_things(name: str, listed: str) -> None:
    assert rows(f"Havnen åbner igen\n\nHavnen er klar til sommeren.\n\nDer er plads til alle.\n\n{listed}\n") == []
