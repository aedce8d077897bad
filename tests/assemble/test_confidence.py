"""A record's confidence is what its rule's records were worth on labelled releases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reading import record
from tests.support import patterns

from extract.assemble.confidence import FEW, KINDS, calibrated, compile_confidence, judged_shares
from extract.patterns import PatternError, Patterns
from extract.records.release import Release

TEXT = "Ny sti i Lemvig\n\nHavnefonden bevilger 3 mio. kr. til stien."
RULE = record(TEXT).amounts[0].rule or ""


def release(confidence: float = 0.95) -> Release:
    """The release as its matchers give it, each as sure as said."""
    found = record(TEXT)
    return found.model_copy(
        update={
            kind: tuple(r.model_copy(update={"confidence": confidence}) for r in getattr(found, kind)) for kind in KINDS
        }
    )


def shares(*rows: tuple[str, str, int, int]) -> dict[tuple[str, str | None], float]:
    return dict(compile_confidence(patterns_of(*rows)))


def patterns_of(*rows: tuple[str, str, int, int]) -> Patterns:
    """The shipped patterns with another table."""
    table = tuple({"kind": k, "rule": r, "right": str(right), "of": str(of)} for k, r, right, of in rows)
    return replace(patterns(), tables={"confidence": table})


def test_confidence_is_the_lower_bound_of_the_rules_share() -> None:
    found = calibrated(release(), shares(("amounts", RULE, 98, 100)))
    assert found.amounts[0].confidence == 0.93


def test_rare_rules_stand_together() -> None:
    rows = [("amounts", f"rule.{n}", FEW // 2, FEW // 2) for n in range(8)]
    assert shares(*rows)["amounts", None] == shares(("amounts", "one", FEW * 4, FEW * 4))["amounts", "one"]


def test_a_rule_that_was_never_seen_promises_nothing_more_than_the_rare_ones() -> None:
    found = calibrated(release(), shares(("amounts", "another", 3, 4)))
    assert found.amounts[0].confidence == shares(("amounts", "another", 3, 4))["amounts", None] < 0.5


def test_a_value_that_its_matcher_doubts_is_never_surer() -> None:
    assert calibrated(release(0.4), shares(("amounts", RULE, 98, 100))).amounts[0].confidence == 0.4


def test_a_row_that_is_none_is_named() -> None:
    table = ({"kind": "amounts", "rule": "one", "right": "many", "of": "3"},)
    with pytest.raises(PatternError, match=r"confidence\.csv"):
        compile_confidence(replace(patterns(), tables={"confidence": table}))


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        ((0, 1), 0.92),  # at once
        ((0, 20), 0.74),
        ((0, 200), 0.28),
        ((20, 20), 0.94),
    ],
)
def test_judged_records_count_with_the_labelled_ones(judged: tuple[int, int], expected: float) -> None:
    table = patterns_of(("amounts", RULE, 98, 100), ("amounts", "rare", 3, 4))
    assert compile_confidence(table)["amounts", RULE] == 0.93
    assert judged_shares(table, {("amounts", RULE): judged}) == {("amounts", RULE): expected}


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        ((0, 0), 0.91),  # as all that are rare
        ((3, 3), 0.92),
        ((0, 3), 0.56),  # no surer than its own records allow
        ((1, 3), 0.79),
        ((30, 30), 0.91),  # rare no longer, and no fault in it
        ((29, 30), 0.83),
        ((0, 30), 0.0),
    ],
)
def test_a_rare_rule_falls_with_its_own_records(judged: tuple[int, int], expected: float) -> None:
    table = patterns_of(*(("amounts", f"rule.{n}", 10, 10) for n in range(4)), ("amounts", "sure", 300, 300))
    found = judged_shares(table, {("amounts", "new"): judged, ("people", "people.title"): (0, 9)})
    assert {key: round(share, 2) for key, share in found.items()} == {("amounts", "new"): expected}


def test_only_judged_rules_move_and_doubt_stays() -> None:
    judged = judged_shares(patterns(), {("amounts", RULE): (0, 500)})
    found = release(0.9)
    moved = calibrated(found, judged)
    assert [one.confidence for one in moved.amounts] == [judged["amounts", RULE]] * len(found.amounts)
    assert moved.model_copy(update={"amounts": found.amounts}) == found
    assert calibrated(moved, judged) == moved
    risen = judged_shares(patterns(), {("amounts", RULE): (500, 500)})
    assert calibrated(release(0.79), risen).amounts[0].confidence == 0.79
