"""Floors of quality: read, made from measured scores, and written so that one can only rise unless told otherwise."""

from __future__ import annotations

import json
import math
from pathlib import Path

from tests.scoring import Scores

Floors = dict[str, float]
"""``precision`` and ``recall`` of one field, each the measured value rounded down to 0.01."""

NOTE = (
    "Lowest precision and recall that each field may have. 'samples' is the development half (samples/ with tests/facts/): "
    "rules were written with it in view, as with 'dev' (tests/gold/dev/). 'test' is the untouched half (tests/gold/test/). "
    "Each floor is the measured value rounded down to 0.01."
)


def read_floors(path: Path) -> dict[str, dict[str, Floors]]:
    """The floors by corpus and field; a corpus without floors is empty."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return {corpus: content.get(corpus, {}) for corpus in ("samples", "dev", "test")}


def floors_of(scores: Scores) -> dict[str, Floors]:
    return {
        name: {"precision": _down(row.precision), "recall": _down(row.recall)} for name, row in sorted(scores.items())
    }


def write_floors(path: Path, corpus: str, floors: dict[str, Floors], *, lower: bool) -> None:
    """Writes the floors of one corpus; without ``lower`` each is the higher of the old and the new."""
    known = read_floors(path)
    if not lower:
        for name, row in floors.items():
            old = known[corpus].get(name, {})
            floors[name] = {measure: max(value, old.get(measure, 0.0)) for measure, value in row.items()}
    content = {"note": NOTE, **known, corpus: floors}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _down(value: float) -> float:
    # The small step keeps 0.29 from becoming 0.28 where its float lies just under it.
    return math.floor(value * 100 + 1e-9) / 100
