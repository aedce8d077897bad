"""Stretches of the calendar."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from extract.values.dates import day, months, nearest_year, season, third, week


def test_days_that_are_none() -> None:
    assert day(2025, 2, 30) is None
    assert day(2024, 2, 29) == date(2024, 2, 29)
    assert week(2025, 53) is None
    assert week(2026, 53) == (date(2026, 12, 28), date(2027, 1, 3))


def test_thirds() -> None:
    assert third(months(2025, 2, 2025, 2), 2) == (date(2025, 2, 21), date(2025, 2, 28))
    assert third(months(2026, 6, 2026, 6), 0) == (date(2026, 6, 1), date(2026, 6, 10))


def test_winter_runs_into_the_next_year() -> None:
    assert season(2025, 12, 2) == (date(2025, 12, 1), date(2026, 2, 28))
    assert season(2025, 6, 8) == (date(2025, 6, 1), date(2025, 8, 31))


def test_nearest_year() -> None:
    assert nearest_year(date(2025, 12, 20), 1, 5) == 2026
    assert nearest_year(date(2025, 12, 20), 11, 5) == 2025
    assert nearest_year(date(2025, 8, 20), 9, 5, weekday=3) == 2024
    assert nearest_year(date(2025, 8, 20), 2, 30) is None


@given(
    st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)),
    st.integers(min_value=1, max_value=12),
    st.integers(min_value=1, max_value=28),
)
def test_nearest_year_is_within_half_a_year(base: date, month: int, number: int) -> None:
    year = nearest_year(base, month, number)
    assert year is not None
    assert abs((date(year, month, number) - base).days) <= 184
