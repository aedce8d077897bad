"""The interval of a counted share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values.shares import wilson


# Values of the textbook formula, to three places.
@pytest.mark.parametrize(
    ("hit", "tries", "low", "high"),
    [(0, 0, 0.0, 1.0), (10, 10, 0.722, 1.0), (0, 10, 0.0, 0.278), (8, 10, 0.490, 0.943), (50, 100, 0.404, 0.596)],
)
def test_wilson(hit: int, tries: int, low: float, high: float) -> None:
    assert wilson(hit, tries) == pytest.approx((low, high), abs=1e-3)


@given(st.integers(1, 500), st.floats(0, 1))
def test_wilson_holds_the_share(tries: int, share: float) -> None:
    hit = round(tries * share)
    low, high = wilson(hit, tries)
    assert 0 <= low <= hit / tries + 1e-9
    assert hit / tries - 1e-9 <= high <= 1
