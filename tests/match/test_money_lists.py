"""Lists of bare figures: money where the release says so elsewhere, nothing where it does not."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import pytest
from tests.support import article, patterns

from extract.match.money import MoneyMatcher, compile_money


@lru_cache(maxsize=1)
def matcher() -> MoneyMatcher:
    return compile_money(patterns())


class Row(NamedTuple):
    """A release and the values of the figures that end its lines."""

    name: str
    text: str
    values: list[int]


LIST = """Roklubben - nye årer: 10.000
Koret - noder: 4.500
Spejderne - telt: 12.500"""
SHARED = "Udvalget har fordelt 27.000 kr. til tre foreninger."
ALL = [10_000, 4_500, 12_500]
GIVEN = "Lokalpuljen er fordelt."

ROWS = [
    Row("unit in a sentence", f"Beløbene i listen er i kroner.\n{LIST}", ALL),
    Row("unit in brackets", f"Tilskud til foreninger (i kr.)\n{LIST}", ALL),
    Row("all amounts", f"{LIST}\nAlle beløb er angivet i hele kroner.", ALL),
    Row("heading and kroner", f"Udvalget gav 99.000 kr.\nModtagerne af støtte:\n{LIST}", ALL),
    Row("figures add up", f"{SHARED}\nListen over foreningerne:\n{LIST}", ALL),
    Row("dash", f"{SHARED}\nRoklubben – 10.000\nKoret – 4.500\nSpejderne – 12.500", ALL),
    Row("dots", f"{SHARED}\nRoklubben … 10.000\nKoret .... 4.500\nSpejderne … 12.500", ALL),
    Row("blank", f"{SHARED}\nRoklubben 10.000\nKoret 4.500\nSpejderne 12.500", ALL),
    Row("comma", f"{SHARED}\nRoklubben, 10.000\nKoret, 4.500\nSpejderne, 12.500", ALL),
    Row("spaces", f"{SHARED}\nRoklubben: 10 000\nKoret: 4 500\nSpejderne: 12 500", ALL),
    Row("number in the name", f"{SHARED}\nHal nr. 3: 10.000\nKoret 1900-1970: 4.500\nTelt 2: 12.500", ALL),
    Row("no talk of kroner", f"Modtagerne:\n{LIST}", []),
    Row("neither heading nor sum", f"Udvalget gav 99.000 kr.\nBesøg på museerne:\n{LIST}", []),
    Row("two lines only", f"{SHARED}\nRoklubben: 10.000\nKoret: 17.000", []),
    Row("counts", "Beløbene er i kroner.\nAntal gæster: 10.000\nMedlemmer: 4.500\nI alt elever: 12.500", []),
    Row("years", "Beløbene er i kroner.\nRoklubben: 2024\nKoret: 2025\nSpejderne: 2026", []),
    Row("postcodes", "Beløbene er i kroner.\nRoklubben: 8500\nKoret: 8400\nSpejderne: 8963", []),
    Row("telephones", "Beløbene er i kroner.\nHavnen: 87 28 40 00\nKoret: 86 32 11 00\nRoerne: 86 30 10 10", []),
    Row("few of many lines", f"Beløbene er i kroner.\n{LIST}\nA\nB\nC\nD\nRoerne: 5.000", []),
    Row("tabs", "Puljen støtter tre foreninger.\nRoklubben\tårer\t10.000\nKoret\tnoder\t4.500\nFDF\ttelt\t12.500", ALL),
    Row("first cell", "Vi har bevilget:\n10.000\tRoklubben\n4.500\tKoret\n12.500\tSpejderne", ALL),
    Row(
        "bars",
        "Vi har bevilget:\n| Hvem | Hvor meget |\n|---|---|\n| Roerne | 10.000 |\n| Koret | 4.500 |\n| FDF | 12.500 |",
        ALL,
    ),
    Row("slashes", f"{GIVEN}\nRoklubben / Thisted / 10.000\nKoret / Hurup / 4.500\nFDF / Vestervig / 12.500", ALL),
    Row("semicolons", f'{GIVEN}\n"Roklubben";"Thisted";"10.000"\n"Koret";"Hurup";"4.500"\n"FDF";"Ty";"12.500"', ALL),
    Row("middle dots", f"{GIVEN}\nRoklubben · Thisted · 10.000\nKoret · Hurup · 4.500\nFDF · Ty · 12.500", ALL),
    Row("sentences", f"{GIVEN}\nThisted. Nye årer. 10.000.\nHurup. Noder. 4.500.\nVestervig. Telt. 12.500.", ALL),
    Row("spaced dots", f"{GIVEN}\nRoklubben . . 10.000\nKoret . . . 4.500\nSpejderne . . 12.500", ALL),
    Row("in brackets", f"{GIVEN}\nRoklubben, årer (10.000)\nKoret, noder (4.500)\nFDF, telt (12.500)", ALL),
    Row("first in brackets", f"{GIVEN}\n(10.000) Roklubben\n(4.500) Koret\n(12.500) Spejderne", ALL),
    Row("numbered", f"{GIVEN}\n1. 10.000 Roklubben\n2. 4.500 Koret\n3. 12.500 Spejderne", ALL),
    Row("for whom", f"{GIVEN}\n10.000 til Roklubben\n4.500 til Koret\n12.500 til Spejderne", ALL),
    Row("a word about it", f"{GIVEN}\nRoerne: 10.000! (Flot!)\nKoret: 4.500 (til noder)\nFDF: 12.500 (telt)", ALL),
    Row("a number before", f"{GIVEN}\nRoning under 18 10.000\nKorets 3 ture 4.500\nTelt til 20 12.500", ALL),
    Row("own lines", f"{GIVEN}\nRoklubben\n10.000\nKoret\n4.500\nSpejderne\n12.500\nLauget\n8.000", [*ALL, 8_000]),
    Row(
        "given and asked",
        f"{GIVEN}\nÅrer, Thisted 10.000/20.000\nNoder, Hurup 4.500/4.500\nTelt, Ty 12.500/18.000",
        [10_000, 20_000, 4_500, 4_500, 12_500, 18_000],
    ),
    Row(
        "asked and given",
        "Udvalget har valgt tre.\nÅrer\n20.000 søgt, 10.000 givet\nNoder\n4.500 søgt, 4.500 givet\nTelt\n18.000 søgt, 12.500 givet",
        [20_000, 10_000, 4_500, 4_500, 18_000, 12_500],
    ),
    Row(
        "labels",
        f"{GIVEN}\nÅrer. Tilskud: 10.000. Ejer: Roklubben.\nNoder. Tilskud: 4.500. Ejer: Koret.\nTelt. Tilskud: 12.500. Ejer: FDF.",
        ALL,
    ),
    Row("in a sentence", "Udvalget har fordelt 27.000 kr. således: Koret 10.000, Roerne 4.500 og FDF 12.500.", ALL),
    Row("beside kroner", "Roerne: 10.000 kr.\nKoret: 4.500 kr.\nLauget: 8.000 kr.\nSpejderne: 12.500", [12_500]),
    Row("counted already", f"{GIVEN}\nÅrer, 3 stk. 10.000\nNoder, 9 stk. 4.500\nTelte, 2 stk. 12.500", ALL),
    Row("nobody gives", f"Her er listen fra Thisted.\n{LIST}", []),
    Row("figures that are not round", f"{GIVEN}\nThisted: 12.431\nHurup: 4.518\nVestervig: 9.877", []),
    Row("visitors above", f"{GIVEN}\nSå mange gæster kom:\n{LIST}", []),
    Row("compounds that count", f"{GIVEN}\nBesøgstal for 2025\n{LIST}", []),
    Row(
        "visitors in a sentence",
        "Puljen gav 90.000 kr. Flest gæster fik: Thisted 21.000, Hurup 18.000 og Ty 15.000.",
        [],
    ),
    Row("members in a column", "Idrætten får tilskud\nKlub\tMedlemmer\nRoerne\t1.200\nKoret\t1.100\nFDF\t1.050", []),
    Row("children first", f"{GIVEN}\n1.000 Børn\n2.000 Unge\n3.000 Voksne", []),
    Row("times", f"{GIVEN}\n10.00 Åbning\n11.30 Korsang\n12.00 Frokost", []),
    Row("case numbers", f"{GIVEN}\n2025-0114 Roklubben\n2025-0119 Koret\n2025-0131 Spejderne", []),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_lists(row: Row) -> None:
    bare = [m for m in matcher().find(article(row.text)) if "kr" not in row.text[m.start : m.end]]
    assert [int(m.value or 0) for m in bare] == row.values
    assert all(m.currency == "DKK" and m.confidence <= 0.85 for m in bare)


UNITS: list[tuple[str, str, list[int]]] = [
    ("a heading", "Bevilget (t.kr.):\nRoerne\tNy bro\t225\nKoret\tNoder\t18\nFDF\tTelt\t40", [225_000, 18_000, 40_000]),
    ("a bracket", "(1.000 kr.)\nRoerne - bro\t240\nKoret - noder\t35\nFDF - telt\t60", [240_000, 35_000, 60_000]),
    (
        "a sentence",
        "Beløbene er i mio. kr.\n2026 · Bro · Ty · 1,2\n2027 · Hal · Ry · 3\n2027 · Kaj · Ho · 0,4",
        [1_200_000, 3_000_000, 400_000],
    ),
    (
        "the lead",
        "Fonden støtter tre forsøg (beløb i t.kr.).\nTrawl med lys 850\nGarn mod sæl 310\nIs om bord 95",
        [850_000, 310_000, 95_000],
    ),
    (
        "in words",
        "Tallene er i tusind kroner.\nTrawl med lys 850\nGarn mod sæl 310\nIs om bord 95",
        [850_000, 310_000, 95_000],
    ),
    (
        "first in brackets",
        "Beløbene er i mio. kr.\n(6,0) Plaster, Ry\n(5,5) Lampe, Farum\n(0,7) Seng, Ikast",
        [6_000_000, 5_500_000, 700_000],
    ),
    (
        "years and a sum",
        "mio. kr.\t2026\t2027\tI alt\nThisted\t1,2\t0,8\t2,0\nStruer\t2,0\t1,1\t3,1",
        [1_200_000, 800_000, 2_000_000, 2_000_000, 1_100_000, 3_100_000],
    ),
    (
        "bars",
        "| Sti | Beløb (mio. kr.) | År |\n|---|---|---|\n| Havnen | 3,2 | 2026 |\n| Skolen | 0,2 | 2027 |",
        [3_200_000, 200_000],
    ),
    ("a slash", "Støtte/eget bidrag: 8,0/12,5 mio. kr.", [8_000_000, 12_500_000]),
    (
        "a list of millions",
        "Kommunen giver tilskud\nHallen 1,5 mio.\nBanen 0,4 mio.\nKlubhuset 2,1 mio.",
        [1_500_000, 400_000, 2_100_000],
    ),
    ("a lost blank", "Løvfrøens vejKolding Kommune600.000 kr.", [600_000]),
    ("no unit", "Fonden støtter tre forsøg.\nTrawl med lys 850\nGarn mod sæl 310\nIs om bord 95", []),
    ("single kroner", "Beløbene er i kr.\nHavnens hal 3\nSkolens hal 5\nByens hal 9", []),
    ("stages", "Beløbene er i mio. kr.\nBanen i Struer, etape 1\nBanen i Struer, etape 2\nBanen i Struer, etape 3", []),
    ("years", "Beløbene er i mio. kr.\nBanen i Struer 2025\nHallen i Lemvig 2026\nHavnen i Ho 2028", []),
    ("two lines", "Beløbene er i mio. kr.\nRoerne mødes kl. 19\nKoret øver uge 12", []),
    ("people in millions", "Kommunen giver tilskud\nIndbyggere\nSkåne 1,4 mio.\nFyn 0,5 mio.\nSjælland 2,4 mio.", []),
    ("seasons", "Sæsonen 2025/26 mio. gæster", []),
    ("a short name", "Typen AB12.000 kr.", []),
]
"""Small figures whose unit stands above them, or nowhere."""


@pytest.mark.parametrize(("name", "text", "expected"), UNITS, ids=[name for name, _, _ in UNITS])
def test_units_said_above(name: str, text: str, expected: list[int]) -> None:
    assert [int(m.value or 0) for m in matcher().find(article(text))] == expected


ROLES: list[tuple[str, str, list[str]]] = [
    (
        "who pays how much, and the whole",
        "Musikhuset er finansieret\nSådan er huset finansieret:\nThisted Kommune: 20 mio. kr.\nLokale virksomheder: 4 mio. kr.\nLån i banken: 7 mio. kr.\nI alt: 31 mio. kr.",
        ["grant", "cofunding", "loan", "total"],
    ),
    (
        "prices under a heading of prices",
        "Fonden giver 2 mio. kr. i tilskud\nPriser fra 1. januar 2026\nVuggestue: 4.105 kr.\nBørnehave: 2.340 kr.\nFrokost: 812 kr.",
        ["grant", "other", "other", "other"],
    ),
    (
        "prices by their labels",
        "Fonden giver 2 mio. kr. i tilskud\nHer er satserne:\nVand pr. m3: 9,75 kr.\nBidrag pr. år: 812 kr.\nAfgift pr. m3: 7,97 kr.",
        ["grant", "other", "other", "other"],
    ),
    (
        "the amount opens the entry",
        "Fonden har støttet tre\nBestyrelsen har sagt ja til at give:\n180.000 kr. – tag på huset\n95.000 kr. – kursus i førstehjælp\n75.000 kr. – shelters ved søen\nSammenlagt: 350.000 kr.",
        ["grant", "grant", "grant", "pool"],
    ),
]


@pytest.mark.parametrize(("name", "text", "expected"), ROLES, ids=[name for name, _, _ in ROLES])
def test_roles_of_lists(name: str, text: str, expected: list[str]) -> None:
    assert [mention.role for mention in matcher().find(article(text))] == expected


def test_they_are_grants_and_their_sum_the_pool() -> None:
    found = matcher().find(article(f"{SHARED}\nModtagerne af tilskud:\n{LIST}"))
    assert [m.role for m in found] == ["pool", "grant", "grant", "grant"]
