"""Fifty releases that add up, read whole: silence before a fault is planted, and the right item named after."""

from __future__ import annotations

import pytest
from tests.check.planted import FAULTS, consistent, written
from tests.reading import record

from extract.records.release import Check

RELEASES = range(50)
AIM = 0.95


def troubles(text: str) -> list[Check]:
    return [check for check in record(text).checks if check.status != "ok"]


def test_releases_that_add_up_are_left_alone() -> None:
    alarms = {seed: [c.message for c in troubles(written(consistent(seed)))] for seed in RELEASES}
    assert {seed: found for seed, found in alarms.items() if found} == {}


def test_releases_that_add_up_are_proven() -> None:
    for seed in RELEASES:
        proven = {check.code for check in record(written(consistent(seed))).checks if check.status == "ok"}
        assert {"grants_sum_to_stated_total", "project_count", "grant_not_above_total"} <= proven, seed


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_reported_with_its_item(fault: str) -> None:
    missed = []
    for seed in RELEASES:
        planted = FAULTS[fault](consistent(seed), seed)
        found = troubles(written(planted.told))
        if not any(word in check.message for check in found for word in planted.named):
            missed.append((seed, planted.named, [c.message for c in found]))
    assert len(missed) <= len(RELEASES) * (1 - AIM), "\n".join(map(str, missed))
