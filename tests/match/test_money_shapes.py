"""Amounts and roles by what stands around them: accounts, tables, lists, the sentence before, who gives."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest
from tests.support import article, patterns

from extract.match.money import MoneyMatcher, compile_money


@lru_cache(maxsize=1)
def matcher() -> MoneyMatcher:
    return compile_money(patterns())


def values(text: str) -> list[tuple[str, str]]:
    """Each amount's surface with its value, ``low..high`` for a range, ``?`` where it is open."""
    found = []
    for m in matcher().find(article(text)):
        value = f"{m.low}..{m.high}" if m.qualifier == "range" else str(m.value) if m.value is not None else "?"
        found.append((text[m.start : m.end], value))
    return found


def roles(text: str) -> list[str]:
    return [m.role for m in matcher().find(article(text))]


VALUES = [
    # Losses and last year's figures, as accounts write them.
    ("Resultatet blev -12,5 mio. kr. i år.", [("-12,5 mio. kr.", "-12500000")]),
    ("Driften endte på minus 3 mio. kr. i år.", [("minus 3 mio. kr.", "-3000000")]),
    ("Driftsresultatet (EBIT) udgør (14,7) mio. kr. i år.", [("(14,7) mio. kr.", "-14700000")]),
    ("Korsangen – noder -10.000 kr.", [("10.000 kr.", "10000")]),
    ("Klubben (den i Tarm) får (måske) 10.000 kr.", [("10.000 kr.", "10000")]),
    ("Salget steg til 450 mio. kr. (395).", [("450 mio. kr.", "450000000"), ("395", "395000000")]),
    ("Salget steg til 450 mio. kr. (2023: 395).", [("450 mio. kr.", "450000000"), ("395", "395000000")]),
    ("Salget steg til 450 mio. kr. (2024) i alt.", [("450 mio. kr.", "450000000")]),
    ("Salget steg til 450 mio. kr. (12 butikker).", [("450 mio. kr.", "450000000")]),
    # Thousands said once, fractions, decimals on both sides of a dash.
    ("Der gives 10-20.000 kr. til hver.", [("10-20.000 kr.", "10000..20000")]),
    ("Der gives mellem 10 og 20.000 kr. til hver.", [("10 og 20.000 kr.", "10000..20000")]),
    ("Hal 2-3.000 kr.", [("3.000 kr.", "3000")]),
    ("I 2 klubber og 20.000 kr. til.", [("20.000 kr.", "20000")]),
    ("Der gives 1 1/2 mio. kr. til koret.", [("1 1/2 mio. kr.", "1500000")]),
    ("Mødet er 1/2 kl. 10 og koster 50 kr.", [("50 kr.", "50")]),
    ("Der gives 2,5 - 3 mio. kr. til koret.", [("2,5 - 3 mio. kr.", "2500000..3000000")]),
    ("Hal 2 - 3 mio. kr.", [("3 mio. kr.", "3000000")]),
    # A bare figure that has the unit of the amount before it.
    (
        "Syv klubber deler 90.000 kr., og ingen af dem får mere end 25.000.",
        [("90.000 kr.", "90000"), ("25.000", "25000")],
    ),
    ("Prisen stiger fra 620 kr. til 700.", [("620 kr.", "620"), ("700", "700")]),
    ("Fonden gav 90.000 kr., og besøgstallet steg til 25.000.", [("90.000 kr.", "90000")]),
    ("Fonden gav 90.000 kr. til 25.000 børn.", [("90.000 kr.", "90000")]),
    ("Vi har støttet lauget med 35.000 støttekroner.", [("35.000 støttekroner", "35000")]),
]


@pytest.mark.parametrize(("text", "expected"), VALUES, ids=lambda v: v[:50] if isinstance(v, str) else "")
def test_values(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


def test_none_gets_more() -> None:
    (amount,) = matcher().find(article("Ingen af klubberne får mere end 25.000 kr."))
    assert amount.qualifier == "at_most"
    assert amount.low is None
    assert amount.high == 25_000


SPEAKS = "Fonden gav 2 mio. kr. til A, 3 mio. kr. til B og 4 mio. kr. til C.\n"


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Bestyrelsen har sat 25 millioner af til byerne.", 1),
        ("Landsbyen henter 1,3 millioner hjem.", 1),
        ("Hvert år kommer der 25 millioner besøgende til byerne.", 0),
        ("Antallet af indbyggere er nu 25 millioner i alt.", 0),
        ("Befolkningen er vokset til otte millioner.", 0),
    ],
)
def test_millions_in_a_release_that_speaks_of_money(line: str, count: int) -> None:
    assert len(values(SPEAKS + line)) == 3 + count


TABLE = """Nøgletal (mio. kr.)
2025 2024
Omsætning 2.040 1.870
Resultat før skat 152,4 -31,0
Egenkapital 511,7 468,3
Antal ansatte 612 580
Yderligere tekst om året."""


def test_figures_under_a_row_of_years() -> None:
    found = matcher().find(article(TABLE))
    assert [int(m.value or 0) for m in found] == [
        2_040_000_000, 1_870_000_000, 152_400_000, -31_000_000, 511_700_000, 468_300_000,
    ]  # fmt: skip
    assert [m.role for m in found] == ["turnover"] * 4 + ["other"] * 2


def test_no_figures_under_years_without_a_unit() -> None:
    assert values(TABLE.replace(" (mio. kr.)", "")) == []


def test_unit_in_the_corner_of_a_table() -> None:
    text = "Beløb i 1.000 kr.\t2025\t2024\nVarmesalg\t66.210\t71.400\nResultat\t1.950\t-2.600"
    assert values(text) == [
        ("66.210", "66210000"), ("71.400", "71400000"), ("1.950", "1950000"), ("-2.600", "-2600000"),
    ]  # fmt: skip
    assert roles(text) == ["turnover"] * 4


def test_a_comma_lost_in_a_column() -> None:
    text = "Modtager\tTilskud (mio. kr.)\nAars\t0,512\nFarsø\t0324\nHobro\t1,450"
    assert values(text)[1] == ("0324", "324000")
    assert values(text.replace("mio. kr.", "kr."))[1:2] != [("0324", "324000")]


def test_entries_that_run_together() -> None:
    text = "Beløbene er i kroner.\nKoret: 10.000\nRoerne - årer til børn: 9.500 Spejderne - telt: 7.250\nTeltet - til udlån: 15.000"
    assert [value for _, value in values(text)] == ["10000", "9500", "7250", "15000"]


ROLES = [
    # Whose money: profit, orders, budgets of bodies, running costs, bills.
    ("Overskuddet før skat blev 18,4 mio. kr. mod 11 mio. kr. året før.", ["turnover", "turnover"]),
    ("Salget landede på 71 mio. kr., hvilket er 5 mio. kr. mere end året før.", ["turnover", "turnover"]),
    ("Kommunens samlede udgifter bliver næste år på 2,4 mia. kr.", ["other"]),
    ("Transporten mellem byerne kostede sidste år 2,1 mio. kr.", ["other"]),
    ("Et hus kan se frem til en årlig regning på 12.450,50 kr.", ["other"]),
    ("En ny brønd koster omkring 50.000 kr.", ["other"]),
    ("En ny hal koster 40 mio. kr.", ["total"]),
    ("Hvert brud koster over 85.000 kr.", ["other"]),
    ("Hallen koster 41 mio. kr., hvoraf 1,5 mio. kr. går til solceller.", ["total", "other"]),
    # Loans and applications.
    ("Hallen koster 86 mio. DKK, og heraf er 50 mio. DKK et lån hos en bank.", ["total", "loan"]),
    ("Ejerne finansierer 6,4 mio. kr. med et lån.", ["loan"]),
    ("De sidste 260.000 kr. har vi søgt om hos en fond.", ["applied"]),
    ("Tilsammen bad de om 1,2 mia. kr.", ["applied"]),
    ("I alt havde 71 projekter søgt om støtte for 440 mio. kr.", ["applied"]),
    ("Klubben fik ikke 2 mio. kr.", ["applied"]),
    # Pools: what several share.
    ("Kirken får del i 1,2 mio. kr.", ["pool"]),
    ("Ni millioner kroner til unge forskere", ["pool"]),
    ("Fonden giver 9 mio. kr. til forsøgs- og udviklingsprojekter.", ["pool"]),
    ("Fonden giver 9 mio. kr. til forskerens nye hus.", ["grant"]),
    ("Fonden giver 9.000 kr. til foreninger.", ["grant"]),
    ("De 33 projekter, der alle handler om natur og om jagt ved kysten, modtager tilsammen 59,2 mio. kr.", ["pool"]),
    ("De 19 forskere får bevillinger på mellem seks og otte millioner kroner.", ["grant"]),
    ("20 foreninger får hver 150.000 kr. at gøre godt med.", ["grant"]),
    ("Det dyreste af de seks projekter er tårnet, som får 1,1 mio. kr.", ["grant"]),
    ("Fonden støtter projektet med 2,7 mio. kr. fordelt på to år.", ["grant"]),
    ("Sidste år løb fondens samlede bevillinger op i 4,2 mia. kr.", ["pool"]),
    ("Puljen er nu blevet øget til 956 mio. kr.", ["pool"]),
    # Own money, and what is still to be found.
    ("Med 12 mio. kr. som Vejle Kommune selv har afsat kan parken bygges.", ["cofunding"]),
    ("Lauget har opsparet 2.840.000 kr. til huset.", ["cofunding"]),
    ("Vi skal skaffe 300.000 kr. for at købe et flygel.", ["total"]),
    # The size of one grant.
    ("De 12 tilsagn ligger mellem 1,1 og 9,9 mio. kr.", ["grant"]),
    ("Et tilskud kan højst være på 4 mio. kr.", ["grant"]),
    # Not a grant at all.
    ("Kvinden afleverede guld for 75.000 kroner til en mand med falsk skilt.", ["other"]),
    ("Modtageren måtte betale 40.000 kr. tilbage.", ["other"]),
    ("Den øvrige støtte steg med over 22 mio. kr.", ["other"]),
]


@pytest.mark.parametrize(("text", "expected"), ROLES, ids=lambda v: v[:50] if isinstance(v, str) else "")
def test_roles(text: str, expected: list[str]) -> None:
    assert roles(text) == expected


GIVES = "Fonden uddeler støtte.\n"

LISTS = [
    ("fields", "Pengene fordeles sådan:\n• 240.000 kr. til billedkunst\n• 512.400 kr. til musik og dans", ["pool", "pool"]),
    (
        "fields with more behind them",
        "Pengene går til:\n• 24 mio. kr. til museer, herunder forskning\n• 12 mio. kr. til kultur i hele landet, især på øerne",
        ["pool", "pool"],
    ),
    ("things", "Pengene går til:\n• 240.000 kr. til en ny bro\n• 512.400 kr. til Aars Kor", ["grant", "grant"]),
    ("set aside", "Fonden afsætter:\n• 2 mio. kr. til lokale styrker\n• 1 mio. kr. til et museum", ["pool", "grant"]),
    (
        "set aside for houses by name",
        "Partierne afsætter midler til:\n• Fregatten Freja: 16 mio. kr. til vedligeholdelse\n• Slagtermuseet: 5 mio. kr. til tag"
        "\n• Natur: 9 mio. kr. til pleje",
        ["grant", "grant", "pool"],
    ),
    (
        "sentences under a heading about money",
        "Aftale om kommunernes økonomi\nI fjor voksede kagebudgettet ganske overraskende meget i hele landet til 4 mio. kroner. "
        "Samlet set rummer det kommunale kagebord ifølge bagerne nu 32 mio. kroner.",
        ["other", "other"],
    ),
    (
        "brackets",
        "Disse fik ja:\nAars til lys (45.000 kr.), Farsø til et køkken (18.000 kr.) og Løgstør til en bro (60.000 kr.).",
        ["grant", "grant", "grant"],
    ),
    ("total above", "Nye hold (i alt 125.000 kr.)\n– Aars Svøm: 45.000 kr.\n– Farsø Kor: 80.000 kr.", ["pool"]),
    (
        "payers",
        "Pengene kommer herfra:\nBirkelunds Legat 800.000 kr.\nVesthimmerlands Kommune 600.000 kr.\nLoppemarkeder 42.500 kr.",
        ["grant", "grant", "cofunding"],
    ),
    (
        "label in the line",
        "Projekttitel: Tårnet Sted: Aars Beløb: kr. 685.100,00 Periode: 2026",
        ["grant"],
    ),
    ("name before a colon", "Institut for Tilskud: 4 mio. kr.", ["other"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "expected"), LISTS, ids=lambda v: v if isinstance(v, str) else "")
def test_lists(name: str, text: str, expected: list[str]) -> None:
    assert roles(GIVES + text)[: len(expected)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi får 1,3 mio. kr.\nFonden giver 850.000 kr. til hallen. Banken giver 450.000 kr. til tårnet.", "pool"),
        ("Vi får 1,3 mio. kr.\nFonden giver 850.000 kr. til hallen. Banken giver 150.000 kr. til tårnet.", "grant"),
        ("Vi får en halv million\nFonden giver 400.000 kr. til hallen. Banken giver 50.000 kr. til tårnet.", "grant"),
    ],
)
def test_a_headline_that_adds_up_the_prose(text: str, expected: str) -> None:
    plain = article(text)
    passages = (replace(plain.passages[0], kind="title"), *plain.passages[1:])
    assert matcher().find(replace(plain, passages=passages))[0].role == expected


def test_what_another_gives_beside_the_sender() -> None:
    text = GIVES + "Fonden giver 5 mio. kr. til møllen. Projektet har allerede fået 900.000 kr. fra kommunen."
    assert roles(text) == ["grant", "cofunding"]


def test_the_rest_of_a_sentence_that_was_parted_in_its_amount() -> None:
    assert roles("Heraf er 15 mio. DKK et lån i en bank.") == ["loan"]


def test_the_heading_of_a_column_whose_amounts_have_their_unit() -> None:
    text = "Ansøger\tFormål\tTilskud\nKliplev Kor\tNoder\tkr. 4.000\nUge Laug\tSkulpturer, 1. etape\tkr. 310.000"
    assert roles(text) == ["grant", "grant"]


def test_a_grant_by_its_years() -> None:
    text = "Følgende foreninger har fået støtte\nLungelauget: Skole – 3,1 mio. kr. i 2025, 3 mio. kr. i 2026, i alt 6,1 mio. kr."
    assert roles(text) == ["grant", "grant", "grant"]


def test_a_label_that_lost_its_blank() -> None:
    assert values("Bevillingssum18 mio. kr.") == [("18 mio. kr.", "18000000")]
    assert values("Hal B12 mio. kr.") == []


def test_a_line_of_prose_is_no_value_under_a_label() -> None:
    text = "Tilskud\n138 millioner kroner blev i går betalt for en ny bro over sundet ved Aggersund, som åbner til foråret."
    assert roles(text) != ["grant"]
