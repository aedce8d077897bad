"""Every mismatch over samples and labelled releases was looked at and is true: a new one has to be looked at first.

The untouched half is counted only; somebody who writes no rules has read its mismatches.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.reading import extractor

from extract.evaluate.labels import read_gold
from extract.records.release import Release

GOLD = Path(__file__).resolve().parents[1] / "gold"
TRUE: dict[str, list[tuple[str, str, str | None]]] = {"samples": [], "dev": []}
"""Key of the release, code and what the text states, of each mismatch that is one."""
COUNTED = {"test": 0}


def mismatches(half: str) -> list[tuple[str, str, str | None]]:
    found = []
    for item in read_gold(GOLD, split=half):
        for release in extractor().read(item.source.read_bytes(), uri=item.source.name):
            if isinstance(release, Release):
                found += [(item.key, c.code, c.stated) for c in release.checks if c.status == "mismatch"]
    return found


@pytest.mark.parametrize("half", TRUE)
def test_every_mismatch_was_looked_at(half: str) -> None:
    assert mismatches(half) == TRUE[half]


@pytest.mark.parametrize("half", COUNTED)
def test_the_mismatches_of_the_untouched_half_are_as_many_as_were_looked_at(half: str) -> None:
    assert len(mismatches(half)) == COUNTED[half]
