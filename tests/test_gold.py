"""Labelled releases beside the samples: dev, which rules were written with, and test, which none was written for.

``python -m tests.test_gold`` prints both tables; ``--write`` and ``--lower`` as in tests/test_facts.py.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path

import pytest
from tests.floors import floors_of, read_floors, write_floors
from tests.reading import extractor
from tests.scoring import Scores, read_facts, score, table
from tests.test_facts import too_low

from extract.records.release import Release

HERE = Path(__file__).resolve().parent
HALVES = ("dev", "test")
FLOORS = read_floors(HERE / "floors.json")


@lru_cache(maxsize=2)
def gold_scores(half: str) -> Scores:
    """The scores of all releases of one half; fails where a file gives no release."""
    scores: Scores = {}
    folder = HERE / "gold" / half
    for stem, answers in read_facts(folder):
        path = next(p for p in folder.glob(f"{stem}.*") if p.suffix != ".json")
        release = next(iter(extractor().read(path.read_bytes(), uri=path.name)))
        assert isinstance(release, Release), stem
        score(release, answers, scores, stem)
    return scores


@pytest.mark.parametrize("half", HALVES)
def test_every_field_has_a_floor(half: str) -> None:
    assert set(gold_scores(half)) == set(FLOORS[half])


@pytest.mark.parametrize("half", HALVES)
def test_floors(half: str) -> None:
    # Only the table is shown: whoever reads the misses of the test half one by one begins to write rules for them.
    scores = gold_scores(half)
    below = [line for field in FLOORS[half] for line in too_low(scores, FLOORS[half], field)]
    assert not below, "\n".join([*below, table(scores)])


if __name__ == "__main__":
    for name in HALVES:
        measured = gold_scores(name)
        print(f"{name}\n{table(measured)}\n")
        if "--write" in sys.argv:
            write_floors(HERE / "floors.json", name, floors_of(measured), lower="--lower" in sys.argv)
