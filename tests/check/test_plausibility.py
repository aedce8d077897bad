"""What cannot be, whatever the text claims."""

from __future__ import annotations

import pytest
from tests.check.builder import Listing, Row, build, check, of, shapes

ABOVE = "grant_not_above_total"
SCALE = "amount_out_of_scale"
PERCENT = "percentage_not_above_100"
REPEATS = "amount_repeats"


@pytest.mark.parametrize(
    ("granted", "total", "expected"),
    [
        ("500.000 kr.", "2 mio. kr.", [("ok", None, "1")]),
        ("2.000.000 kr.", "2 mio. kr.", [("ok", None, "1")]),
        ("2.400.000 kr.", "2 mio. kr.", [("ok", None, "1")]),  # within the rounding of the total
        ("2.600.000 kr.", "2 mio. kr.", [("doubt", "2000000", "2600000")]),  # alone it may be of two things
        ("500.000 euro", "400.000 kr.", []),
        ("500.000 kr.", None, []),
        (None, "500.000 kr.", []),
    ],
)
def test_a_grant_is_not_above_its_total(
    granted: str | None, total: str | None, expected: list[tuple[str, str | None, str]]
) -> None:
    release = build(Listing("Projekter:", [Row("Lys over fjorden", granted, total)]))
    assert shapes(check(release), ABOVE) == expected


def test_one_ok_for_all_and_one_mismatch_for_each() -> None:
    rows = [Row(f"Projekt {n}", f"{n}00.000 kr.", "350.000 kr.") for n in range(1, 6)]
    assert shapes(check(build(Listing("Projekter:", rows[:3]))), ABOVE) == [("ok", None, "3")]
    found = of(check(build(Listing("Projekter:", rows))), ABOVE)
    assert [c.found for c in found] == ["400000", "500000"]
    assert found[0].message == "»Projekt 4« får 400.000 kr., mere end projektets samlede 350.000 kr."


def test_what_only_the_prose_tells_is_a_doubt() -> None:
    release = build(Listing("Projekter:", [Row("Lys over fjorden", "900.000 kr.", "500.000 kr.")]))
    prose = [s.model_copy(update={"kind": "body", "items": ()}) for s in release.sections]
    assert shapes(check(release.model_copy(update={"sections": tuple(prose)})), ABOVE) == [
        ("doubt", "500000", "900000")
    ]


@pytest.mark.parametrize(
    ("grants", "expected"),
    [
        (["0,4 mio. kr.", "0,5 mio. kr.", "600 mio. kr.", "0,7 mio. kr."], [("doubt", "600000000", "600000")]),
        (["400.000 kr.", "500 kr.", "600.000 kr.", "700.000 kr."], [("doubt", "500", "500000")]),
        (["5.000 kr.", "20.000 kr.", "300.000 kr.", "2.000.000 kr."], []),  # lists are as varied as this
        (["400.000 kr.", "500.000 kr.", "60.000.000 kr.", "700.000 kr."], []),  # a hundred times is no slip of a unit
        (["0,4 mio. kr.", "600 mio. kr."], []),  # too few to know
        (["400.000 euro", "500 kr.", "600.000 euro", "700.000 euro"], []),
    ],
)
def test_a_factor_of_a_thousand(grants: list[str], expected: list[tuple[str, str, str]]) -> None:
    rows = [Row(f"Projekt {n}", grant) for n, grant in enumerate(grants, 1)]
    assert shapes(check(build(Listing("Projekter:", rows))), SCALE) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("120 procent af midlerne går til unge.", [("doubt", "120", "100")]),
        ("Hele 105 pct. af eleverne deltog.", [("doubt", "105", "100")]),
        ("100 procent af midlerne går til unge.", []),
        ("Vi nåede 120 procent af målet.", []),
        ("Prisen steg med 120 procent.", []),
        ("Salget er 120 procent af sidste års.", []),
    ],
)
def test_more_than_all(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert shapes(check(build(text)), PERCENT) == expected


@pytest.mark.parametrize(
    ("grants", "expected"),
    [
        (["412.350 kr.", "98.500 kr.", "412.350 kr.", "200.000 kr."], [("doubt", "412350", "2")]),
        (["400.000 kr.", "98.500 kr.", "400.000 kr.", "200.000 kr."], []),  # round sums repeat
        (["412.350 kr.", "412.350 kr.", "412.350 kr.", "200.000 kr."], []),  # handed out by a rate
        (["412.350 kr.", "412.350 kr.", "98.555 kr.", "98.555 kr."], []),
        (["412.350 kr.", "98.500 kr.", "412.350 kr."], []),
    ],
)
def test_an_odd_sum_that_repeats(grants: list[str], expected: list[tuple[str, str, str]]) -> None:
    rows = [Row(f"Projekt {n}", grant) for n, grant in enumerate(grants, 1)]
    assert shapes(check(build(Listing("Projekter:", rows))), REPEATS) == expected
