"""Precision, recall, intervals and calibration, against values known beforehand."""

from __future__ import annotations

import pytest

from extract.evaluate.outcome import Outcome, Verdict
from extract.evaluate.stats import by_field, by_rule, calibration, counts


def outcome(
    verdict: Verdict, release: str = "a", *, rule: str | None = None, confidence: float | None = None
) -> Outcome:
    return Outcome("projects", release, "other", verdict, rule=rule, confidence=confidence)


def test_counts_and_measures() -> None:
    row = counts([outcome("hit"), outcome("hit"), outcome("missed"), outcome("false"), outcome("wrong")])
    assert (row.hit, row.missed, row.false) == (2, 2, 2)
    assert (row.precision, row.recall, row.f1) == (0.5, 0.5, 0.5)


def test_nothing_found_has_no_precision() -> None:
    assert counts([outcome("missed")]).precision is None
    assert counts([]).f1 is None


def test_bootstrap_intervals_are_the_same_every_time_and_hold_the_value() -> None:
    outcomes = [outcome("hit" if n % 4 else "missed", f"r{n % 11}") for n in range(80)]
    (row,), (again,) = by_field(outcomes), by_field(outcomes)
    assert row == again
    assert row.recall is not None
    assert row.counts.recall is not None
    assert row.recall[0] <= row.counts.recall <= row.recall[1]
    assert row.recall[0] < row.recall[1]


def test_one_bad_release_widens_the_interval_more_than_scattered_errors() -> None:
    together = [outcome("missed" if n < 8 else "hit", f"r{n // 8}") for n in range(80)]
    scattered = [outcome("missed" if n % 10 == 0 else "hit", f"r{n // 8}") for n in range(80)]
    (one,), (other,) = by_field(together), by_field(scattered)
    assert one.counts.recall == other.counts.recall
    assert one.recall is not None
    assert other.recall is not None
    assert one.recall[1] - one.recall[0] > other.recall[1] - other.recall[0]


def test_rules_are_ranked_by_what_is_sure_of_them() -> None:
    outcomes = (
        [outcome("hit", rule="few")] * 2 + [outcome("hit", rule="many")] * 50 + [outcome("false", rule="bad")] * 5
    )
    assert [row.rule for row in by_rule([*outcomes, outcome("missed")])] == ["bad", "few", "many"]


def test_calibration_holds_what_is_promised_against_what_is_right() -> None:
    outcomes = (
        [outcome("hit", confidence=0.9)] * 9 + [outcome("false", confidence=0.9)] + [outcome("false", confidence=0.3)]
    )
    low, high = calibration(outcomes)
    assert (low.tries, low.right) == (1, 0.0)
    assert (high.tries, high.right) == (10, 0.9)
    assert high.promised == pytest.approx(0.9)
