"""The assignment is the best there is: held against all others on small tables, and quick on large ones."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.diff.assign import assignment

weights = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9), max_size=14)


def _best(given: dict[tuple[int, int], int]) -> int:
    """The greatest sum that any assignment has; a left one may go to a place that gives nothing."""
    return max(
        (sum(given.get(pair, 0) for pair in enumerate(places)) for places in permutations(range(5))),
        default=0,
    )


@given(weights)
def test_no_assignment_is_better(given: dict[tuple[int, int], int]) -> None:
    chosen = assignment(given)
    assert len(set(chosen.values())) == len(chosen)
    assert sum(given[pair] for pair in chosen.items()) == _best(given)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {}),
        ({(0, 0): 1}, {0: 0}),
        # A greedy choice would take (0, 0) and leave 1 with nothing.
        ({(0, 0): 9, (0, 1): 8, (1, 0): 8}, {0: 1, 1: 0}),
        ({(0, 0): 9, (0, 1): 1, (1, 0): 2}, {0: 0}),
        ({(3, 7): 5, (4, 7): 6}, {4: 7}),
    ],
)
def test_small_ones(given: dict[tuple[int, int], int], expected: dict[int, int]) -> None:
    assert assignment(given) == expected


def test_a_long_chain_is_unravelled() -> None:
    # Each would rather have its neighbour's: only the last one's choice settles them all.
    many = 2_000
    chain = {(n, n): 10 for n in range(many)} | {(n, n - 1): 11 for n in range(1, many)} | {(0, many - 1): 11}
    assert assignment(chain) == {n: (n - 1) % many for n in range(many)}
