from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.pages import time
from extract.pages.figures import Share


def _month(name: str | None, kroner: int, grants: int = 1) -> Share:
    return Share(name, grants, Decimal(kroner), Decimal(kroner))


def test_months_without_a_grant_have_their_place() -> None:
    drawn = time.timeline([_month(None, 7), _month("2025-11", 10, 2), _month("2026-02", 40)])
    assert [column.name for column in drawn.columns] == [
        "november 2025", "december 2025", "januar 2026", "februar 2026",
    ]  # fmt: skip
    assert [column.year for column in drawn.columns] == ["2025", None, "2026", None]
    assert [column.grants for column in drawn.columns] == [2, 0, 0, 1]
    assert [tick for tick, _ in drawn.ticks] == [Decimal(n) for n in (0, 10, 20, 30, 40)]
    assert [column.height for column in drawn.columns] == [time.HEIGHT / 4, 0, 0, time.HEIGHT]


@pytest.mark.parametrize(
    ("first", "last", "count", "name"),
    [
        ("2024-01", "2027-04", 40, "januar 2024"),
        ("2024-01", "2027-05", 14, "1. kvartal 2024"),
        ("1990-12", "2026-01", 37, "1990"),
        ("1900-01", "2026-01", 127, "1900"),
    ],
)
def test_many_months_are_quarters_or_years(first: str, last: str, count: int, name: str) -> None:
    drawn = time.timeline([_month(first, 5), _month(last, 9)])
    assert len(drawn.columns) == count
    assert drawn.columns[0].name == name


@pytest.mark.parametrize(("first", "last"), [("2024-01", "2024-12"), ("2024-01", "2027-04"), ("1900-01", "2026-01")])
def test_names_below_the_axis_have_room(first: str, last: str) -> None:
    columns = time.timeline([_month(first, 5), _month(last, 9)]).columns
    for named in ([c.x for c in columns if c.short], [c.x for c in columns if c.year]):
        assert all(later - earlier >= 30 - 1e-6 for earlier, later in pairwise(named))
    assert columns[0].year == first[:4]
    assert sum(bool(column.short or column.year) for column in columns) >= 10


@pytest.mark.parametrize("months", [[], [_month(None, 5)], [_month("2026-01", 0)], [_month("2026-01", -4)]])
def test_there_may_be_nothing_to_draw(months: list[Share]) -> None:
    assert time.timeline(months) == time.Timeline((), ())


@given(st.dictionaries(st.integers(0, 600), st.integers(1, 10**12), min_size=1, max_size=40))
def test_nothing_is_lost_and_nothing_leaves_the_picture(months: dict[int, int]) -> None:
    given_months = [_month(f"{1980 + n // 12}-{n % 12 + 1:02}", kroner) for n, kroner in sorted(months.items())]
    drawn = time.timeline(given_months)
    assert sum(column.granted for column in drawn.columns) == sum(months.values())
    assert sum(column.grants for column in drawn.columns) == len(months)
    assert 3 <= len(drawn.ticks) <= 6
    for column in drawn.columns:
        assert column.x >= time.LEFT
        assert column.x + column.width <= time.WIDTH + 1e-6
        assert -1e-6 <= column.y <= time.HEIGHT
        assert column.y + column.height == pytest.approx(time.HEIGHT)
