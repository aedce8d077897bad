"""Amounts in Danish sentences: value, currency, qualifier, interval, per, and what is no money."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import article, patterns

from extract.match.money import MoneyMatcher, compile_money
from extract.records.document import Article, Block
from extract.records.mentions import MoneyMention


@lru_cache(maxsize=1)
def matcher() -> MoneyMatcher:
    return compile_money(patterns())


def find(text: str) -> tuple[MoneyMention, ...]:
    return matcher().find(article(text))


class Row(NamedTuple):
    """A text and its amounts: surface, value (``low..high`` for a range, ``?`` where it is left open), currency."""

    text: str
    amounts: list[tuple[str, str, str]]


DKK, EUR = "DKK", "EUR"

ROWS = [
    Row("Rammen øges med 40 mio. kr. til 265 mio. kr.", [
        ("40 mio. kr.", "40000000", DKK), ("265 mio. kr.", "265000000", DKK)]),
    Row("Fonden støtter hvert hold med 40 til 65 mio. kr.", [("40 til 65 mio. kr.", "40000000..65000000", DKK)]),
    Row("Banken venter nu et resultat i intervallet 27 – 32 mio. kr.", [("27 – 32 mio. kr.", "27000000..32000000", DKK)]),
    Row("I 2019 blev der samlet 35,3 millioner ind. Vejret var fint.", [("35,3 millioner", "35300000", DKK)]),
    Row("Prisen er dalende for 35,3 millioner fisk.", []),
    Row("Regionen giver 19,9 mio. kroner.", [("19,9 mio. kroner", "19900000", DKK)]),
    Row("Regionen giver 19,9 mio.kr. til sagen.", [("19,9 mio.kr.", "19900000", DKK)]),
    Row("Prisen er kr. 19,9 mio. i alt.", [("kr. 19,9 mio.", "19900000", DKK)]),
    Row("Prisen er kr.2,4 mio. i alt.", [("kr.2,4 mio.", "2400000", DKK)]),
    Row("Der gives 19,9 millioner kroner.", [("19,9 millioner kroner", "19900000", DKK)]),
    Row("Omsætningen blev DKK 19,9 mio.", [("DKK 19,9 mio.", "19900000", DKK)]),
    Row("Omsætningen blev 19,9 mio. DKK.", [("19,9 mio. DKK", "19900000", DKK)]),
    Row("Klubben får 30 mill. kroner.", [("30 mill. kroner", "30000000", DKK)]),
    Row("Klubben får 5 mio kr til banen.", [("5 mio kr", "5000000", DKK)]),
    Row("Klubben får 5mio.kr. til banen.", [("5mio.kr.", "5000000", DKK)]),
    Row("Fonden bidrager med 17. mio. kr. til skibet.", [("17. mio. kr.", "17000000", DKK)]),
    Row("Tilskuddet er 2.352.000 kr.", [("2.352.000 kr.", "2352000", DKK)]),
    Row("Tilskuddet er kr. 2.352.000 i år.", [("kr. 2.352.000", "2352000", DKK)]),
    Row("Tilskuddet er kr. 1.235.100,00 i år.", [("kr. 1.235.100,00", "1235100.00", DKK)]),
    Row("Salen koster 450 000 euro.", [("450 000 euro", "450000", EUR)]),
    Row("Salen koster 450\u00a0000 euro.", [("450\u00a0000 euro", "450000", EUR)]),
    Row("Prisen er 1.250.000,- for båden.", [("1.250.000,-", "1250000", DKK)]),
    Row("Prisen er 2000 kr. for båden.", [("2000 kr.", "2000", DKK)]),
    Row("Børn betaler 50kr for turen.", [("50kr", "50", DKK)]),
    Row("Byen sparer 2.426 mio. kroner.", [("2.426 mio. kroner", "2426000000", DKK)]),
    Row("Projektet får 1.81 millioner Euro.", [("1.81 millioner Euro", "1810000", EUR)]),
    Row("Banen koster 1,2 mia. kr.", [("1,2 mia. kr.", "1200000000", DKK)]),
    Row("Banen koster DKK 1,589 mia. i alt.", [("DKK 1,589 mia.", "1589000000", DKK)]),
    Row("Det bliver til én milliard kroner.", [("én milliard kroner", "1000000000", DKK)]),
    Row("Det bliver til to billioner kroner.", [("to billioner kroner", "2000000000000", DKK)]),
    Row("Resultatet er 1.250 t.kr. i år.", [("1.250 t.kr.", "1250000", DKK)]),
    Row("Tilskud på 400 tkr. til klubben.", [("400 tkr.", "400000", DKK)]),
    Row("Fonden giver 200 tusind kroner.", [("200 tusind kroner", "200000", DKK)]),
    Row("Prisen blev 12 kroner og 50 øre.", [("12 kroner og 50 øre", "12.50", DKK)]),
    Row("Afgiften er 25 øre pr. kWh.", [("25 øre", "0.25", DKK)]),
    Row("Afgiften er 1,125 kr. pr. kWh.", [("1,125 kr.", "1.125", DKK)]),
    Row("Båden koster 12,500 kr. fra værftet.", [("12,500 kr.", "?", DKK)]),
    # number words
    Row("Projektet får fem millioner kroner i støtte.", [("fem millioner kroner", "5000000", DKK)]),
    Row("Det koster halvanden million kroner.", [("halvanden million kroner", "1500000", DKK)]),
    Row("Det koster to en halv million kroner.", [("to en halv million kroner", "2500000", DKK)]),
    Row("Det koster to og en halv million kroner.", [("to og en halv million kroner", "2500000", DKK)]),
    Row("Det koster en halv mio. kr. at bygge.", [("en halv mio. kr.", "500000", DKK)]),
    Row("Det koster 1½ million kroner.", [("1½ million kroner", "1500000", DKK)]),
    Row("Det koster femogtyve millioner kroner.", [("femogtyve millioner kroner", "25000000", DKK)]),
    Row("Fonden gav tohundrede tusind kroner.", [("tohundrede tusind kroner", "200000", DKK)]),
    Row("Fonden gav to millioner fem hundrede tusind kroner.", [
        ("to millioner fem hundrede tusind kroner", "2500000", DKK)]),
    Row("Fonden gav hundrede millioner kroner.", [("hundrede millioner kroner", "100000000", DKK)]),
    Row("Hver solgt is giver én krone til sagen.", [("én krone", "1", DKK)]),
    # other currencies
    Row("Ordren er på 50 mio. USD.", [("50 mio. USD", "50000000", "USD")]),
    Row("Støtten er EUR 2m i år.", [("EUR 2m", "2000000", EUR)]),
    Row("Støtten er 2m EUR i år.", [("2m EUR", "2000000", EUR)]),
    Row("Støtten er €2m i år.", [("€2m", "2000000", EUR)]),
    Row("Støtten er 88 mEUR i år.", [("88 mEUR", "88000000", EUR)]),
    Row("Støtten er £ 400.000 i år.", [("£ 400.000", "400000", "GBP")]),
    Row("Støtten er 3 mio. svenske kroner.", [("3 mio. svenske kroner", "3000000", "SEK")]),
    Row("Støtten er NOK 7 mio. i år.", [("NOK 7 mio.", "7000000", "NOK")]),
    Row("Støtten er 12 millioner danske kroner.", [("12 millioner danske kroner", "12000000", DKK)]),
    Row("Støtten er to millioner amerikanske dollar.", [("to millioner amerikanske dollar", "2000000", "USD")]),
    Row("Købet koster 7 mio. schweizerfranc.", [("7 mio. schweizerfranc", "7000000", "CHF")]),
    # ranges
    Row("Det koster 1,3-1,5 millioner kroner.", [("1,3-1,5 millioner kroner", "1300000..1500000", DKK)]),
    Row("Det koster mellem 2,8 og 11,9 mio. kr. om året.", [("2,8 og 11,9 mio. kr.", "2800000..11900000", DKK)]),
    Row("Puljen giver 9.000 kr. til 2 mio. kr.", [("9.000 kr. til 2 mio. kr.", "9000..2000000", DKK)]),
    Row("De får mellem 200.000 kroner og ni millioner kroner.", [
        ("200.000 kroner og ni millioner kroner", "200000..9000000", DKK)]),
    Row("Økonomien er mellem 350.000 og 3,5 mio. kroner.", [("350.000 og 3,5 mio. kroner", "350000..3500000", DKK)]),
    Row("Man kan få 10.000-50.000 kr.", [("10.000-50.000 kr.", "10000..50000", DKK)]),
    Row("Man kan få 25.000 – 50.000 kr.", [("25.000 – 50.000 kr.", "25000..50000", DKK)]),
    Row("Det koster mellem fem og tyve millioner kroner.", [
        ("fem og tyve millioner kroner", "5000000..20000000", DKK)]),
    Row("Prisen er DKK 5-10 mio. i alt.", [("DKK 5-10 mio.", "5000000..10000000", DKK)]),
    Row("Prisen er kr. 500-1.000 pr. billet.", [("kr. 500-1.000", "500..1000", DKK)]),
    Row("Beløb pr. skole: 200.000 kr. – 2 mio. kr.", [("200.000 kr. – 2 mio. kr.", "200000..2000000", DKK)]),
    Row("Foreningen (25.000 – 50.000 kr.)", [("25.000 – 50.000 kr.", "25000..50000", DKK)]),
    Row("Gebyrer på 0-15 tkr. bortfalder.", [("0-15 tkr.", "0..15000", DKK)]),
    # a unit said once
    Row("De får 2,5 og 3,1 mio. kr. hver.", [("2,5", "2500000", DKK), ("3,1 mio. kr.", "3100000", DKK)]),
    Row("De får henholdsvis 5,3 og 1,7 millioner kroner.", [
        ("5,3", "5300000", DKK), ("1,7 millioner kroner", "1700000", DKK)]),
    Row("De får 5, 7 og 9 mio. kr.", [("5", "5000000", DKK), ("7", "7000000", DKK), ("9 mio. kr.", "9000000", DKK)]),
    Row("Byrådet hæver støtten fra 40 til 65 mio. kr.", [("40", "40000000", DKK), ("65 mio. kr.", "65000000", DKK)]),
    Row("To af de 9,4 mio. kr. går til skoven.", [("To", "2000000", DKK), ("9,4 mio. kr.", "9400000", DKK)]),
    Row("I 2024 kr. 2.352.000 og i 2025 kr. 900.000.", [
        ("kr. 2.352.000", "2352000", DKK), ("kr. 900.000", "900000", DKK)]),
    Row("Pr. 31.12.2025 kr. 500.000.", [("kr. 500.000", "500000", DKK)]),
    # the currency stands elsewhere
    Row("Fonden har bevilget seks millioner til museet.", [("seks millioner", "6000000", DKK)]),
    Row("Museet får 25 millioner. Resten på 3 mio. kr. mangler.", [
        ("25 millioner", "25000000", DKK), ("3 mio. kr.", "3000000", DKK)]),
    Row("Fonden støtter med 14 millioner Hele Byen Cykler-kroner.", [("14 millioner", "14000000", DKK)]),
    # run together
    Row("• ”Lys” – 400.000 kr.”Spis” – 350.000 kr.", [("400.000 kr.", "400000", DKK), ("350.000 kr.", "350000", DKK)]),
    Row("Hal 3 – 10.000 kr.", [("10.000 kr.", "10000", DKK)]),
    # no money
    Row("230 Sapere-millioner kroner", []),
    Row("Et trecifret millionbeløb er på vej.", []),
    Row("Flere hundrede millioner kroner mangler.", []),
    Row("Der er et par hundrede tusind kroner tilbage.", []),
    Row("Der er et par millioner kroner tilbage.", []),
    Row("Vi sætter millioner af kroner af.", []),
    Row("Det koster ikke en krone at være med.", []),
    Row("Klubben har 450.000 medlemmer.", []),
    Row("Jorden har 450 millioner mennesker her, og fonden støtter dem.", []),
    Row("Puljen når to millioner danskere.", []),
    Row("Anlægget renser 300 mio. m³ vand, og støtten er sikret.", []),
    Row("80 procent af midlerne, tlf. 87 28 40 00, CVR 12 34 56 78.", []),
    Row("I 2025 bor der 23.000 unge i 8500 Grenaa.", []),
    Row("Elever fra 8. klasse mødes den 28.6.2024.", []),
    Row("Det er mere end nok til 5 hold.", []),
    Row("For to ud af tre kroner brugte giverne telefonen.", []),
]  # fmt: skip


def _value(mention: MoneyMention) -> str:
    if mention.qualifier == "range":
        return f"{mention.low}..{mention.high}"
    return "?" if mention.value is None else str(mention.value)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.text[:50])
def test_amounts(row: Row) -> None:
    found = find(row.text)
    assert [(row.text[m.start : m.end], _value(m), m.currency) for m in found] == row.amounts


class Bound(NamedTuple):
    text: str
    qualifier: str
    low: str | None
    high: str | None


BOUNDS = [
    Bound("Det koster 19,9 mio. kr.", "exact", "19850000", "19950000"),
    Bound("Det koster 20 mio. kr.", "exact", "19500000", "20500000"),
    Bound("Det koster fem millioner kroner.", "exact", "4500000", "5500000"),
    Bound("Det koster 2.352.000 kr.", "exact", "2352000", "2352000"),
    Bound("Det koster 200.000 kr.", "exact", "200000", "200000"),
    Bound("Det koster cirka 200.000 kr.", "about", "180000", "220000"),
    Bound("Det koster ca. 3,075 mio. kr.", "about", "3074500", "3075500"),
    Bound("Det koster omkring 20 mio. kr.", "about", "18000000", "22000000"),
    Bound("Det koster knap 4 mio. kr.", "just_under", "3600000", "4000000"),
    Bound("Det koster knap kr. 4 mio.", "just_under", "3600000", "4000000"),
    Bound("Det koster næsten én million kroner.", "just_under", "900000", "1000000"),
    Bound("Det koster godt seks mio. kr.", "just_over", "6000000", "6600000"),
    Bound("Det koster lidt over 200.000 kroner.", "just_over", "200000", "220000"),
    Bound("Det koster op til 50.000 kr.", "at_most", None, "50000"),
    Bound("Det koster op imod 12 mio. kr.", "at_most", None, "12000000"),
    Bound("Det koster højst 3 mio. kr.", "at_most", None, "3000000"),
    Bound("Det koster under 3 mio. kr.", "at_most", None, "3000000"),
    Bound("Det koster ikke mere end 3 mio. kr.", "at_most", None, "3000000"),
    Bound("Det koster mindst 10 mio. kr.", "at_least", "10000000", None),
    Bound("Det koster over 10 mio. kr.", "at_least", "10000000", None),
    Bound("Programmet råder over 10 mio. kr.", "exact", "9500000", "10500000"),
    Bound("Det koster mere end i alt 10 mio. kr.", "at_least", "10000000", None),
    Bound("Det koster minimum ca. 10 mio. kr.", "at_least", "10000000", None),
    Bound("Bidrag på 50.000 kr. og opefter.", "at_least", "50000", None),
    Bound("Bidrag på 20.000 kr. eller derunder.", "at_most", None, "20000"),
    Bound("Klubben glæder sig over 38.000 kroner.", "exact", "38000", "38000"),
]


@pytest.mark.parametrize("row", BOUNDS, ids=lambda row: row.text)
def test_qualifier_and_interval(row: Bound) -> None:
    (mention,) = find(row.text)
    low, high = (None if end is None else Decimal(end) for end in (row.low, row.high))
    assert (mention.qualifier, mention.low, mention.high) == (row.qualifier, low, high)


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("Driften koster 500.000 kroner årligt.", "årligt"),
        ("Driften koster 500.000 kroner om året.", "om året"),
        ("Taksten er 12.000 kr. pr. elev.", "pr. elev"),
        ("Hallen koster 40 mio. kr. ekskl. moms.", "ekskl. moms"),
        ("Hallen koster 40 mio. kr. (ekskl. moms).", "ekskl. moms"),
        ("Hallen koster 40 mio. kr., inkl. moms.", "inkl. moms"),
        ("Fonden giver 3 mio. kr. over tre år.", "over tre år"),
        ("Fonden giver 3 mio. kr. over de næste 4 år.", "over de næste 4 år"),
        ("Fonden giver 3 mio. kr. fordelt over fem år.", "fordelt over fem år"),
        ("Fonden giver 3 mio. kr. årligt i tre år.", "årligt, i tre år"),
        ("Broen koster 90 mio. kr. i 2024-priser.", "i 2024-priser"),
        ("De 12 klubber får hver 10.000 kroner.", "hver"),
        ("Et årligt tilskud på 300.000 kr.", "årligt tilskud på"),
        ("Fonden giver 3 mio. kr. til byen.", None),
    ],
)
def test_per(text: str, per: str | None) -> None:
    (mention,) = find(text)
    assert mention.per == per


def test_lost_comma_is_put_back_among_three_decimal_neighbours() -> None:
    text = "Samlet projektsum: 1,027 mio. kroner\nSamlet projektsum: 0324 mio. kroner"
    mention = find(text)[1]
    assert mention.value == 324_000
    assert mention.repaired == "0324 er læst som 0,324: kommaet mangler, de andre beløb har 3 decimaler"
    assert mention.confidence < 0.9


def test_lost_comma_stays_open_without_neighbours() -> None:
    (mention,) = find("Samlet projektsum: 0324 mio. kroner")
    assert (mention.value, mention.repaired) == (None, None)


def test_point_is_decimal_where_the_release_writes_decimal_points() -> None:
    first, second = find("Den ene får 1.81 mio. kr.\nDen anden får 2.426 mio. kr.")
    assert (first.value, second.value) == (Decimal(1_810_000), Decimal(2_426_000))
    assert second.confidence < first.confidence


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("Museet får 409.941 € – svarende til ca. 3,075 mio. kr.", True),
        ("Museet får 400.000 euro (ca. 3 mio. kr.).", True),
        ("Fonden giver 8,2 millioner kroner (1.100.000 euro).", True),
        ("Fonden delte 12 mio. kr. ud – helt nøjagtigt 11.988.240 kr.", False),
        ("Museet får 400.000 euro (8.000 kr. pr. dag).", False),
        ("Museet får 400.000 euro og 3 mio. kr.", False),
        ("Museet får 5 mio. kr., svarende til 2 mio. kr. om året.", False),
    ],
)
def test_equivalence(text: str, linked: bool) -> None:
    first, second = find(text)
    assert first.same_as is None
    assert second.same_as == (0 if linked else None)
    if linked:
        assert second.role == first.role


def test_column_heading_gives_the_unit() -> None:
    text = "Projekt\tAntal\tTilskudsbeløb (mio.kr.)\nHavnen\t12\t6,9\nBroen\t1.200\t0,75"
    assert [(text[m.start : m.end], str(m.value), m.role) for m in find(text)] == [
        ("6,9", "6900000", "grant"),
        ("0,75", "750000", "grant"),
    ]


def test_columns_of_different_roles() -> None:
    text = "Projekt\tSamlet budget i kr.\tBevilget (1.000 kr.)\nHavnen\t900.000\t450"
    assert [(str(m.value), m.role) for m in find(text)] == [("900000", "total"), ("450000", "grant")]


def test_column_of_thousands_without_a_unit() -> None:
    text = "Forening\tTilskud\nRoklubben\t25.000\nKoret\t4"
    assert [str(m.value) for m in find(text)] == ["25000"]


def test_unit_above_the_table() -> None:
    text = "Beløb i DKK 1.000\nÅr\tOmsætning\tResultat\n2023\t520.158\t-1.250"
    assert [str(m.value) for m in find(text)] == ["520158000", "-1250000"]


def test_header_flag_and_cells_of_a_block() -> None:
    text = "Navn\tStøtte i kr.\nSpejderne\t35.000"
    plain = article(text)
    rows = []
    for number, passage in enumerate(plain.passages):
        tab = text.index("\t", passage.start)
        cells = ((passage.start, tab), (tab + 1, passage.end))
        block = Block(passage.start, passage.end, "tr", cells=cells, header=number == 0)
        rows.append(replace(passage, kind="table", block=block))
    (mention,) = matcher().find(Article(text, tuple(rows)))
    assert (str(mention.value), mention.role) == ("35000", "grant")


def test_unit_above_a_list() -> None:
    text = "Fordelingen (beløb i mio. kr.):\nHavnen: 6,9\nBroen – 12\nHallen fra 2024"
    assert [str(m.value) for m in find(text)] == ["6900000", "12000000"]


def test_headline_without_a_currency_that_rounds_a_stated_amount() -> None:
    text = "Syv millioner til hav og havne\nTilsammen får de 6,9 mio. kr."

    def titled(text: str) -> list[str]:
        plain = article(text)
        title, *others = plain.passages
        found = matcher().find(replace(plain, passages=(replace(title, kind="title"), *others)))
        return [str(mention.value) for mention in found]

    assert titled(text) == ["7000000", "6900000"]
    assert titled(text.replace("6,9", "2,9")) == ["2900000"]


def test_a_count_in_the_heading_is_no_unit() -> None:
    text = "Følgende otte projekter får tilskud (beløb i kroner)\nHavnen: 9.500\nBroen: 12.000"
    assert [str(m.value) for m in find(text)] == ["9500", "12000"]


def test_a_sentence_about_kroner_is_no_heading() -> None:
    assert find("Glæden måles ikke i kroner og øre.\nVi blev: 12") == ()


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            [
                *("12", "0", "3,5", "2.352.000", "mio.", "kr.", "kroner", "fem", "halvanden", "og", "til", "-", "–"),
                *("mellem", "fra", "€", "EUR", "2m", "ca.", "op", "hver", "(", ")", ":", ",", "\n", "\t", "2024"),
                *("0324", "million", "af", "de", "svarende", "i alt", "årligt", "pr. elev", "bevilger", "øre", ",-"),
                *("tusind", "hundrede", "1-2", "½", "sidste", "projekter", "Beløb i mio. kr.", "1.000", "en"),
            ]
        ),
        max_size=40,
    )
)
def test_invariants(words: list[str]) -> None:
    text = " ".join(words)
    found = find(text)
    for mention in found:
        assert 0 <= mention.start < mention.end <= len(text)
        assert "\n" not in text[mention.start : mention.end]
        if mention.low is not None and mention.high is not None:
            assert mention.low <= mention.high
        if mention.qualifier == "range":
            assert mention.value is None
        elif mention.value is not None:
            assert mention.low is None or mention.low <= mention.value
            assert mention.high is None or mention.value <= mention.high
        assert mention.same_as is None or found[mention.same_as].start < mention.start
        assert 0 < mention.confidence <= 1
    for first, second in pairwise(found):
        assert first.end <= second.start
    assert matcher().find(article(text)) == found


@settings(max_examples=100)
@given(st.text(max_size=120))
def test_any_text(text: str) -> None:
    for mention in find(text):
        assert text[mention.start : mention.end].strip()
