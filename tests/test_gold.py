"""The labelled releases: each label points at its own words, every shape is covered, no field is under its floor.

``press-extract evaluate tests/gold`` prints the tables; ``--floors tests/floors.json --write-floors`` raises the floors.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest
from tests.reading import extractor

from extract.evaluate.floors import below, read_floors
from extract.evaluate.labels import Labelled, gold_hash, read_gold, wrong_spans
from extract.evaluate.run import Judged, judge
from extract.evaluate.stats import by_field, summary

HERE = Path(__file__).resolve().parent
GOLD = HERE / "gold"
HALVES = ("samples", "dev", "test")
WRITTEN = {"dev": 90, "test": 60}
SHAPES = frozenset(
    f"{group}.{name}"
    for group, names in tomllib.loads((GOLD / "shapes.toml").read_text("utf-8")).items()
    for name in names
)
LONG_LIST = 5


@lru_cache(maxsize=3)
def labelled(half: str) -> tuple[Labelled, ...]:
    return read_gold(GOLD, split=half)


@lru_cache(maxsize=3)
def judged(half: str) -> tuple[Judged, ...]:
    return tuple(judge(labelled(half), extractor()))


@pytest.mark.parametrize("half", HALVES)
def test_every_label_points_at_its_words(half: str) -> None:
    wrong = [
        f"{j.labelled.key}: {line}" for j in judged(half) for line in wrong_spans(j.release.text, j.labelled.labels)
    ]
    assert not wrong, "\n".join([*wrong, "press-extract label FILE looks the places up again"])


@pytest.mark.parametrize("half", HALVES)
def test_no_field_is_under_its_floor(half: str) -> None:
    # Only the table's lines are shown: whoever reads the misses of the test half one by one begins to write rules for them.
    outcomes = [outcome for j in judged(half) for outcome in j.outcomes]
    floors = read_floors(HERE / "floors.json")[half]
    under = list(below(summary(by_field(outcomes, resamples=0)), floors, gold_hash(labelled(half))))
    assert not under, "\n".join(under)


def test_every_sample_is_labelled() -> None:
    sources = {item.source.resolve() for item in labelled("samples")}
    assert sources == {path.resolve() for path in (HERE.parent / "samples").iterdir()}


@pytest.mark.parametrize("half", WRITTEN)
def test_every_shape_stands_in_three_releases(half: str) -> None:
    counted = Counter(shape for item in labelled(half) for shape in item.labels.shapes)
    assert not set(counted) - SHAPES, "shapes that shapes.toml does not know"
    assert not {shape: counted[shape] for shape in SHAPES if counted[shape] < 3}


@pytest.mark.parametrize(("half", "least"), WRITTEN.items())
def test_the_releases_are_as_in_life(half: str, least: int) -> None:
    """About a third has a list of five projects or more, a fifth no money, a fifth no quote, and some have neither."""
    danish = [item.labels for item in labelled(half) if item.labels.language == "da"]
    assert len(labelled(half)) >= least
    listed = sum(len(labels.projects or ()) >= LONG_LIST for labels in danish)
    moneyless = sum(not labels.amounts for labels in danish)
    speechless = sum(not labels.quotes for labels in danish)
    neither = sum(not labels.amounts and not labels.quotes for labels in danish)
    size = len(danish)
    assert (listed >= size * 0.3, moneyless >= size * 0.18, speechless >= size * 0.15, neither >= 2) == (True,) * 4, (
        f"of {size}: {listed} with a list, {moneyless} without money, {speechless} without quotes, {neither} with neither"
    )


def test_no_release_stands_in_both_halves() -> None:
    names = [item.name.partition("-")[2] for half in WRITTEN for item in labelled(half)]
    assert len(names) == len(set(names))
