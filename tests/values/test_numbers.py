"""Danish numbers in figures and words."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values.numbers import interval, last_digit, parse_number, read_number, scale


class Row(NamedTuple):
    surface: str
    value: str | None


ROWS = [
    Row("0", "0"),
    Row("7", "7"),
    Row("20", "20"),
    Row("19,9", "19.9"),
    Row("0,457", "0.457"),
    Row("2.352.000", "2352000"),
    Row("1.235.100,00", "1235100.00"),
    Row("450 000", "450000"),
    Row("450\u00a0000", "450000"),
    Row("450\u202f000", "450000"),
    Row("1 250 000", "1250000"),
    Row("1'250'000", "1250000"),
    Row("1,250,000", "1250000"),
    Row("1,250,000.50", "1250000.50"),
    Row("1.81", "1.81"),
    Row("1.8", "1.8"),
    Row("2.426", "2426"),
    Row("0.324", "0.324"),
    Row("12.5000", "12.5000"),
    Row("½", "0.5"),
    Row("1½", "1.5"),
    Row("2 ¼", "2.25"),
    Row("0324", None),
    Row("2024.500", None),
    Row("012.000", None),
    Row("1.2.3", None),
    Row("1.000 000", None),
    Row("12 mio", None),
    Row("", None),
    Row("-5", None),
    Row("nul", "0"),
    Row("en", "1"),
    Row("én", "1"),
    Row("ét", "1"),
    Row("Et", "1"),
    Row("tolv", "12"),
    Row("nitten", "19"),
    Row("tyve", "20"),
    Row("enogtyve", "21"),
    Row("femogtyve", "25"),
    Row("fem og tyve", "25"),
    Row("fem-og-tyve", "25"),
    Row("treogtredive", "33"),
    Row("tredve", "30"),
    Row("syvogfyrretyve", "47"),
    Row("seksoghalvtreds", "56"),
    Row("tres", "60"),
    Row("niogtres", "69"),
    Row("halvfjerds", "70"),
    Row("fireogfirs", "84"),
    Row("nioghalvfems", "99"),
    Row("halvfemsindstyve", "90"),
    Row("hundrede", "100"),
    Row("et hundrede", "100"),
    Row("tohundrede", "200"),
    Row("to hundrede og femogtyve", "225"),
    Row("hundredeogfem", "105"),
    Row("femten hundrede", "1500"),
    Row("nittenhundrede", "1900"),
    Row("tusind", "1000"),
    Row("ettusind", "1000"),
    Row("femogtyvetusind", "25000"),
    Row("tohundrede tusind", "200000"),
    Row("to tusind fem hundrede", "2500"),
    Row("fem millioner", "5000000"),
    Row("en million og to hundrede tusind", "1200000"),
    Row("to milliarder fem hundrede millioner", "2500000000"),
    Row("halvanden", "1.5"),
    Row("halvandet", "1.5"),
    Row("halvanden million", "1500000"),
    Row("to en halv", "2.5"),
    Row("to og en halv", "2.5"),
    Row("to en halv million", "2500000"),
    Row("en halv", "0.5"),
    Row("en kvart", "0.25"),
    Row("tre kvart", "0.75"),
    Row("tre komma fem", "3.5"),
    Row("nul komma to fem", "0.25"),
    Row("et par", None),
    Row("flere", None),
    Row("fem og ti", None),
    Row("fem seks", None),
    Row("tyve og fem", None),
    Row("million millioner", None),
    Row("komma fem", None),
    Row("tre komma", None),
    Row("og", None),
    Row("otter", None),
    Row("fire hundrede hundrede", None),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.surface or "empty")
def test_parse_number(row: Row) -> None:
    assert parse_number(row.surface) == (None if row.value is None else Decimal(row.value))


def test_stated_decimals_are_kept() -> None:
    assert str(parse_number("1.235.100,00")) == "1235100.00"


@pytest.mark.parametrize(
    ("surface", "step"),
    [
        ("19,9", "0.1"),
        ("20", "1"),
        ("fem millioner", "1000000"),
        ("halvanden", "0.5"),
        ("en kvart", "0.25"),
        ("1½", "0.5"),
    ],
)
def test_step_is_the_last_stated_unit(surface: str, step: str) -> None:
    number = read_number(surface)
    assert number is not None
    assert number.step == Decimal(step)


@pytest.mark.parametrize(
    ("surface", "is_open"), [("2.426", True), ("2.426.000", False), ("2 426", False), ("1.81", False)]
)
def test_one_point_before_three_digits_is_open(surface: str, is_open: bool) -> None:
    number = read_number(surface)
    assert number is not None
    assert number.open is is_open


@pytest.mark.parametrize(
    ("value", "step", "low", "high"),
    [
        (19_900_000, 100_000, "19850000", "19950000"),
        (20_000_000, 1_000_000, "19500000", "20500000"),
        (5, 1, "4.5", "5.5"),
    ],
)
def test_interval(value: int, step: int, low: str, high: str) -> None:
    assert interval(Decimal(value), Decimal(step)) == (Decimal(low), Decimal(high))


def test_last_digit_and_scale() -> None:
    assert last_digit(Decimal(250_000)) == 10_000
    assert last_digit(Decimal(0)) == 1
    assert str(scale(Decimal("19.9"), Decimal(1_000_000))) == "19900000"
    assert str(scale(Decimal("0.25"), Decimal("0.01"))) == "0.0025"


@given(st.text(alphabet="0123456789., ’'½enotrfmikhundsalvgp-\u00a0", max_size=40))
def test_any_text_is_a_number_or_none(text: str) -> None:
    value = parse_number(text)
    assert value is None or value >= 0


@given(st.integers(min_value=0, max_value=10**12))
def test_grouping_changes_nothing(number: int) -> None:
    grouped = f"{number:,}"
    assert parse_number(grouped.replace(",", ".")) == number
    assert parse_number(grouped.replace(",", " ")) == number


_ONES = ["", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni"]
_TENS = ["tyve", "tredive", "fyrre", "halvtreds", "tres", "halvfjerds", "firs", "halvfems"]


@given(st.integers(min_value=20, max_value=99), st.integers(min_value=0, max_value=9))
def test_all_tens_and_hundreds(number: int, hundreds: int) -> None:
    word = _ONES[number % 10] + ("og" if number % 10 else "") + _TENS[number // 10 - 2]
    assert parse_number(word) == number
    if hundreds > 1:
        assert parse_number(f"{_ONES[hundreds]}hundrede og {word}") == hundreds * 100 + number
