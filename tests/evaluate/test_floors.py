"""Floors rise by themselves and fall only when told to."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.evaluate.floors import below, read_floors, write_floors
from extract.evaluate.labels import LabelError
from extract.evaluate.stats import Counts

GOOD, BAD = {"towns": Counts(96, 4, 2)}, {"towns": Counts(80, 20, 2)}


def test_a_measure_under_its_floor_is_named(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    write_floors(path, "dev", GOOD, "sha256:1", lower=False)
    floors = read_floors(path)["dev"]
    assert not list(below(GOOD, floors, "sha256:1"))
    assert list(below(BAD, floors, "sha256:1")) == [
        "towns: precision is 0.976, its floor is 0.97"
        if 80 / 82 < 0.97
        else "towns: recall is 0.800, its floor is 0.96"
    ]


def test_other_gold_a_new_field_and_a_lost_one_are_named(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    write_floors(path, "dev", GOOD, "sha256:1", lower=False)
    said = list(below({"people": Counts(1, 0, 0)}, read_floors(path)["dev"], "sha256:2"))
    assert len(said) == 3


def test_a_floor_falls_only_when_told(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    write_floors(path, "dev", GOOD, "sha256:1", lower=False)
    kept = write_floors(path, "dev", BAD, "sha256:1", lower=False)
    assert kept
    assert read_floors(path)["dev"].fields["towns"]["recall"] == 0.96
    assert write_floors(path, "dev", BAD, "sha256:1", lower=True) == ()
    assert read_floors(path)["dev"].fields["towns"]["recall"] == 0.8


def test_halves_do_not_touch_each_other(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    write_floors(path, "dev", GOOD, "sha256:1", lower=False)
    write_floors(path, "test", BAD, "sha256:2", lower=False)
    assert {half: floors.gold for half, floors in read_floors(path).items()} == {"dev": "sha256:1", "test": "sha256:2"}


def test_a_broken_file_says_where(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text("{\n", encoding="utf-8")
    with pytest.raises(LabelError, match=r"floors\.json:\d+: no JSON"):
        read_floors(path)
