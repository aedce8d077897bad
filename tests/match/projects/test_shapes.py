"""Lists in the shapes of real pages, through the whole pipeline: what is read, and the near misses that are not."""

from __future__ import annotations

import pytest
from tests.match.projects.test_lists import Case, Row, rows
from tests.reading import cases

TOP = """Kystfonden fordeler penge til kysten

Kystfonden har netop fordelt midler til en række projekter, der skal få flere til at bruge kysten hele året.

Bestyrelsen modtog 31 ansøgninger og glæder sig over de mange gode ideer.
"""

CASES = [
    Case(
        "lines that end with bare amounts, under heads of their own",
        """Modtagerne (beløb i kr.):

VARDE KOMMUNE
Sig Sangforening, Sig - nye noder: 8.500
Krabbelauget, Ho - krabbebro: 42.000

TØNDER KOMMUNE
Marsklauget, Højer - hængekøjer i diget: 19.500""",
        [
            Row("nye noder", "Sig", "Sig Sangforening", "8500"),
            Row("krabbebro", "Ho", "Krabbelauget", "42000"),
            Row("hængekøjer i diget", "Højer", "Marsklauget", "19500"),
        ],
    ),
    Case(
        "dashes glued at the end of a paragraph",
        """Der kom mange ideer ind. Disse tre projekter støttes:

– Kajroerne i Vrist, “Ro i kor”, 15.000 kr.– Molens Venner i Hov, “Lys på molen”, 12.450 kr.– Tanglauget i Marstal, “Tang til te”, 20.000 kr.""",
        [
            Row("Ro i kor", "Vrist", "Kajroerne", "15000"),
            Row("Lys på molen", "Hov", "Molens Venner", "12450"),
            Row("Tang til te", "Marstal", "Tanglauget", "20000"),
        ],
    ),
    Case(
        "a municipality, the title, and below it who is behind",
        """Her er de projekter, der får støtte

Struer Kommune: Damp på kajen
Kajbaderne, Struer
450.000 kr.

Lemvig Kommune: Bro for alle
Bådelauget Remmen, Lemvig
310.000 kr.

Odder Kommune: Søbad i læ
Hou Vinterbad, Hou
275.000 kr.""",
        [
            Row("Damp på kajen", "Struer", "Kajbaderne", "450000"),
            Row("Bro for alle", "Lemvig", "Bådelauget Remmen", "310000"),
            Row("Søbad i læ", "Hou", "Hou Vinterbad", "275000"),
        ],
    ),
    Case(
        "a person, the institute, the title and the amount on lines of their own",
        """Det er disse forskere, der får en bevilling:

Lektor Ida Vesterby
Institut for Havforskning
Waves that never break
Beløb: 1,9 mio. kr.

Professor Anders Kjærgaard Holm
Institut for Kystliv
Small fish, long memory
Beløb: 2,4 mio. kr.

Postdoc Maja Lindbæk
Institut for Havforskning
Sand and its secrets
Beløb: 1,1 mio. kr.""",
        [
            Row("Waves that never break", None, "Ida Vesterby", "1900000"),
            Row("Small fish, long memory", None, "Anders Kjærgaard Holm", "2400000"),
            Row("Sand and its secrets", None, "Maja Lindbæk", "1100000"),
        ],
    ),
    Case(
        "who got how much for what, a paragraph each",
        """Kajmuseet fik tilsagn om tilskud på kr. 832.000 til restaurering af en kutter.

Foreningen Fyrets Venner fik tilsagn om tilskud på i alt kr. 150.000 til projektet ”Lys hele natten”.

Tønder Kommune fik tilsagn om støtte på 1,2 mio. kr. til etablering af en badebro.""",
        [
            Row("restaurering af en kutter", None, "Kajmuseet", "832000"),
            Row("Lys hele natten", None, "Foreningen Fyrets Venner", "150000"),
            Row("badebro", None, "Tønder Kommune", "1200000"),
        ],
    ),
    Case(
        "names that run in before their paragraphs",
        """Kajhuset. Den gamle ladeplads i Grenaa får tag og bænke, og foreningen Kajens Venner får 210.000 kroner.

Tangskolen. Tre klasser i Lemvig skal lære at høste tang, og skolen får 75.000 kroner til både og både.

Fyrstien. En sti langs klinten bliver ryddet for hyben, og fonden giver 90.000 kroner til skilte.""",
        [
            Row("Kajhuset", "Grenaa", "Kajens Venner", "210000"),
            Row("Tangskolen", "Lemvig", None, "75000"),
            Row("Fyrstien", None, None, "90000"),
        ],
    ),
    Case(
        "semicolons, each with its town and amount",
        """Pengene fordeles på tre steder: et nyt tag på havnehuset i Struer, der får 1,6 mio. kr.; fire bænke i Lemvig til 140.000 kr.; og en badebro i Thyborøn, som får 740.000 kr.""",
        [
            Row("et nyt tag på havnehuset", "Struer", None, "1600000"),
            Row("fire bænke", "Lemvig", None, "140000"),
            Row("en badebro", "Thyborøn", None, "740000"),
        ],
    ),
    Case(
        "names first, then amounts in the same order",
        """Bestyrelsen valgte tre klubber ud. Struer Bueskyttelaug, Lemvig Roklub og Odder Gymnastikforening får henholdsvis 400.000, 350.000 og 750.000 kr. til nyt udstyr.""",
        [
            Row("Struer Bueskyttelaug", "Struer", "Struer Bueskyttelaug", "400000"),
            Row("Lemvig Roklub", "Lemvig", "Lemvig Roklub", "350000"),
            Row("Odder Gymnastikforening", "Odder", "Odder Gymnastikforening", "750000"),
        ],
    ),
    Case(
        "names and amounts that run in after a colon",
        """Pengene blev fordelt som følger: Odder Sejlklub 33.000 kr., Vrist Husflidsforening, 6.000 kr., Sct. Jørgens Gilde 12.500 kr. og Grenaa Garden 20.000 kr.""",
        [
            Row("Odder Sejlklub", "Odder", "Odder Sejlklub", "33000"),
            Row("Vrist Husflidsforening", "Vrist", "Vrist Husflidsforening", "6000"),
            Row("Sct. Jørgens Gilde", None, "Sct. Jørgens Gilde", "12500"),
            Row("Grenaa Garden", "Grenaa", "Grenaa Garden", "20000"),
        ],
    ),
    Case(
        "town to purpose in brackets",
        """Disse fik ja:

Hov til nye vinduer i klubhuset (45.000 kroner), Marstal til en petanquebane (18.000 kroner) og Vrist Forsamlingshus til lærred (75.000 kroner).""",
        [
            Row("nye vinduer i klubhuset", "Hov", None, "45000"),
            Row("en petanquebane", "Marstal", None, "18000"),
            Row("lærred", "Vrist", "Vrist Forsamlingshus", "75000"),
        ],
    ),
    Case(
        "sentences of a committee, one of them a refusal",
        """Udvalget har behandlet tre ansøgninger. Resultatet blev:

1. Kajkoret får 18.750 kr. til "Sang over kajen". Udvalget giver ikke det ansøgte beløb, da det ikke støtter honorarer.
2. Bådeværftet Spanten får 3.000 kr. til forestillingen "Spant for spant".
3. Der gives afslag til Ord & Anker på ansøgningen om 60.000 kr. til bogen "Sømænd på land".""",
        [
            Row("Sang over kajen", None, "Kajkoret", "18750"),
            Row("Spant for spant", None, "Bådeværftet Spanten", "3000"),
            Row("Sømænd på land", None, "Ord & Anker", None),
        ],
    ),
    Case(
        "journal numbers before titles, who gets it below",
        """Puljens bevillinger

1. K 12-0007. Kompost ved kajen - løn til en vejleder.
Bevillingsmodtager: Beboerhuset Ankeret.
Bevilling: 480.000 kr.

2. K 12-0009. Udlån af ladcykler i Vrist.
Bevillingsmodtager: Vrist Produktionsskole.
Bevilling: 310.000 kr.""",
        [
            Row("Kompost ved kajen - løn til en vejleder", None, "Beboerhuset Ankeret", "480000"),
            Row("Udlån af ladcykler i Vrist", "Vrist", "Vrist Produktionsskole", "310000"),
        ],
    ),
    Case(
        "several years and their sum",
        """Følgende foreninger har fået tildelt støtte

Kajens Venner: Far drikker kaffe – 1,2 mio. kr. i 2015, 1,4 mio. kr. i 2016, i alt 2,6 mio. kr.
Ædru Havn: Kold cola på molen – 850.000 kr. i 2015.""",
        [
            Row("Far drikker kaffe", None, "Kajens Venner", "2600000"),
            Row("Kold cola på molen", None, "Ædru Havn", "850000"),
        ],
    ),
    Case(
        "towns with their museums in brackets",
        """Pengene går til følgende projekter:

– Struer (Kajmuseet): 1,3 mio. kr.
– Lemvig (Museum Fjordkanten): 0,4 mio. kr.
– Thisted (Fyrmuseet, Kutterhallen): 2,1 mio. kr.""",
        [
            Row("Struer", "Struer", "Kajmuseet", "1300000"),
            Row("Lemvig", "Lemvig", "Museum Fjordkanten", "400000"),
            Row("Thisted", "Thisted", None, "2100000"),
        ],
    ),
    Case(
        "columns parted by tabs",
        """Ansøger\tFormål\tTilskud
Vrist Hallen\tSolceller på taget\tkr. 400.000
Grenaa Bådelaug\tPonton til kajakker\tkr. 142.000
Marstal Friskole\tMuldtoilet\tkr. 61.250""",
        [
            Row("Solceller på taget", "Vrist", "Vrist Hallen", "400000"),
            Row("Ponton til kajakker", "Grenaa", "Grenaa Bådelaug", "142000"),
            Row("Muldtoilet", "Marstal", "Marstal Friskole", "61250"),
        ],
    ),
    Case(
        "a title that goes on below its label",
        """De to bevillinger

Projekttitel: Havet under os. En rejse fra
Vrist til verden
Bevillingsmodtager: Kajmuseet
Beløb: 90.000 kr.

Projekttitel: SALT
Bevillingsmodtager: Lektor Ida Vesterby, Institut for Havforskning
Beløb: 110.000 kr.""",
        [
            Row("Havet under os. En rejse fra Vrist til verden", "Vrist", "Kajmuseet", "90000"),
            Row("SALT", None, "Ida Vesterby", "110000"),
        ],
    ),
    # ------------------------------------------------------------ near misses
    Case("how much each field got", "Pengene fordeler sig således:\n\n• 240.000 kr. til dans\n• 512.000 kr. til musik\n• 145.000 kr. til teater-området", []),
    Case("themes that a council sets aside for", "Rådet uddeler midler til følgende temaer:\n\n• 88 mio. kr. til temaet ”Frit hav”\n• 61 mio. kr. til temaet ”Skole og lære”\n• 24 mio. kr. til temaet ”Læsning på land”", []),
    Case("what there is to know of a pool", "Om puljen\n\n• Puljen er på 6 mio. kr. om året.\n• Et projekt kan få støtte med 25.000 kr. til 750.000 kr.\n• Næste ansøgningsfrist er den 1. marts.", []),
    Case("who pays", "Pengene kommer herfra:\n\nKystens Mindefond: 1.800.000 kr.\nStruer Kommune: 600.000 kr.\nSalg af postkort: 42.500 kr.", []),
    Case("where the money comes from", "Pengene kommer fra EU's Havfond (120 mio. kr.), Socialpuljen (32 mio. kr.) og de fælles midler (60 mio. kr.).", []),
    Case("limits", "Rådet afsætter:\n\n• Op til 25 mio. kr. til lokale styrker\n• Op til 22,5 mio. kr. til overgange\n• Op til 17,5 mio. kr. til helt nye ideer", []),
]  # fmt: skip


@pytest.mark.parametrize("case", cases(CASES))
def test_shapes(case: Case) -> None:
    assert rows(f"{TOP}\n{case.listed}\n\nNæste frist er den 1. marts 2027.\n", case.name) == case.rows
