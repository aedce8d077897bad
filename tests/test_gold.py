"""The test half: labelled releases that no rule was written for, each with a floor where one is pinned.

``python -m tests.test_gold`` prints the table; ``--write`` and ``--lower`` as in tests/test_facts.py.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.floors import floors_of, read_floors, write_floors
from tests.reading import extractor
from tests.scoring import Scores, read_facts, score, table
from tests.test_facts import too_low

from extract.records.release import Release

HERE = Path(__file__).resolve().parent
GOLD = HERE / "gold"
FLOORS = read_floors(HERE / "floors.json")["gold"]

pytestmark = pytest.mark.skipif(not FLOORS or not GOLD.is_dir(), reason="tests/gold has no floors in tests/floors.json")


def gold_scores() -> Scores:
    scores: Scores = {}
    for stem, answers in read_facts(GOLD):
        path = next(p for p in GOLD.glob(f"{stem}.*") if p.suffix != ".json")
        release = next(iter(extractor().read(path.read_bytes(), uri=path.name)))
        assert isinstance(release, Release), stem
        score(release, answers, scores, stem)
    return scores


@pytest.fixture(scope="module")
def scores() -> Scores:
    return gold_scores()


def test_every_field_has_a_floor(scores: Scores) -> None:
    assert set(scores) == set(FLOORS)


@pytest.mark.parametrize("field", sorted(FLOORS))
def test_floor(scores: Scores, field: str) -> None:
    # Only the table is shown: whoever reads the misses one by one begins to write rules for them.
    below = list(too_low(scores, FLOORS, field))
    assert not below, "\n".join([*below, table(scores)])


if __name__ == "__main__":
    measured = gold_scores()
    print(table(measured))
    if "--write" in sys.argv:
        write_floors(HERE / "floors.json", "gold", floors_of(measured), lower="--lower" in sys.argv)
