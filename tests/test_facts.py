"""The samples against answers written by reading them: precision and recall of each field have a floor.

The samples are the development half: rules were written with them in view, so their scores say what must not
get worse, not how well unseen releases are read (tests/test_gold.py does).
``python -m tests.test_facts`` prints the table; ``python -m tests.test_facts --write`` raises the floors to what
is measured now, and lowers one only with ``--lower``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.floors import Floors, floors_of, read_floors, write_floors
from tests.reading import extractor
from tests.scoring import Scores, read_facts, score, table

from extract.records.release import Release

HERE = Path(__file__).resolve().parent
FLOORS = read_floors(HERE / "floors.json")
FIELDS = sorted(FLOORS["samples"])


def scores_of(samples: Path, facts: Path) -> Scores:
    """The scores of all releases that have an answer file; fails where a file gives no such release."""
    scores: Scores = {}
    for stem, answers in read_facts(facts):
        base, _, number = stem.partition("--")
        path = next(samples.glob(f"{base}.*"))
        found = [r for r in extractor().read(path.read_bytes(), uri=path.name) if isinstance(r, Release)]
        release = next((r for r in found if r.id.endswith(number)), None)
        assert release is not None, stem
        score(release, answers, scores, stem)
    return scores


@pytest.fixture(scope="session")
def scores() -> Scores:
    return scores_of(HERE.parent / "samples", HERE / "facts")


def test_every_sample_has_answers() -> None:
    named = {stem.partition("--")[0] for stem, _ in read_facts(HERE / "facts")}
    assert {path.stem for path in (HERE.parent / "samples").iterdir()} == named


def test_every_field_has_a_floor(scores: Scores) -> None:
    assert set(scores) == set(FIELDS)


@pytest.mark.parametrize("field", FIELDS)
def test_floor(scores: Scores, field: str) -> None:
    below = list(too_low(scores, FLOORS["samples"], field))
    assert not below, "\n".join([*below, table(scores), *scores[field].missed, *scores[field].false])


def too_low(scores: Scores, floors: dict[str, Floors], field: str) -> Iterator[str]:
    """One line for each measure of the field that is under its floor."""
    row = scores[field]
    for measure, value in (("precision", row.precision), ("recall", row.recall)):
        if value < floors[field][measure]:
            yield f"{field}: {measure} is {value:.3f}, its floor is {floors[field][measure]:.2f}"


if __name__ == "__main__":
    measured = scores_of(HERE.parent / "samples", HERE / "facts")
    print(table(measured))
    if "--write" in sys.argv:
        write_floors(HERE / "floors.json", "samples", floors_of(measured), lower="--lower" in sys.argv)
