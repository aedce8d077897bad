"""A record's confidence is what its rule's records were worth on labelled releases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reading import record
from tests.support import patterns

from extract.assemble.confidence import FEW, KINDS, calibrated, compile_confidence
from extract.patterns import PatternError
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
    table = tuple({"kind": k, "rule": r, "right": str(right), "of": str(of)} for k, r, right, of in rows)
    return dict(compile_confidence(replace(patterns(), tables={"confidence": table})))


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
