"""Floors: the least precision and recall of each field, pinned with the hash of the gold that they were measured on."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from extract.evaluate.labels import LabelError
from extract.evaluate.stats import Counts

NOTE: Final = (
    "Lowest precision and recall that each field may have, the measured values rounded down to 0.01, and the hash of "
    "the labelled releases that they were measured on. «press-extract evaluate --write-floors» raises them; only "
    "--lower lowers one."
)
_MEASURES: Final = ("precision", "recall")


@dataclass(frozen=True, slots=True)
class Floors:
    """``fields`` maps a field to its lowest precision and recall; ``gold`` is the hash of what was measured."""

    gold: str | None = None
    fields: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


def read_floors(path: Path) -> dict[str, Floors]:
    """The floors of a file by the half they hold for; none where there is no file. LabelError where it is no JSON."""
    if not path.exists():
        return {}
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise LabelError(f"{path}:{error.lineno}: no JSON: {error.msg}; write it anew with --write-floors") from None
    return {half: Floors(entry["gold"], entry["fields"]) for half, entry in content.items() if isinstance(entry, dict)}


def below(measured: Mapping[str, Counts], floors: Floors, gold: str) -> Iterator[str]:
    """One line for each measure that is under its floor, each field without one, and for gold that has changed."""
    if floors.gold != gold:
        yield "the labelled releases are not those that the floors were measured on: write them again"
    for name, row in measured.items():
        if name not in floors.fields:
            yield f"{name}: has no floor"
            continue
        for measure in _MEASURES:
            value, floor = getattr(row, measure), floors.fields[name].get(measure)
            if floor is not None and (value is None or value + 1e-9 < floor):
                said = "nothing" if value is None else f"{value:.3f}"
                yield f"{name}: {measure} is {said}, its floor is {floor:.2f}"
    for name in floors.fields:
        if name not in measured:
            yield f"{name}: has a floor and was not measured"


def write_floors(path: Path, half: str, measured: Mapping[str, Counts], gold: str, *, lower: bool) -> tuple[str, ...]:
    """Writes the floors of one half. Without ``lower``, a floor stays where the measure is under it; the lines returned
    name those. New gold is measured anew: its floors are what it gives, and lowering them takes ``lower`` too.
    """
    known = read_floors(path)
    old = known.get(half, Floors()).fields
    fields: dict[str, dict[str, float]] = {}
    kept = []
    for name, row in sorted(measured.items()):
        fields[name] = {}
        for measure in _MEASURES:
            value = getattr(row, measure)
            if value is None:
                continue
            floor = _down(value)
            before = old.get(name, {}).get(measure)
            if before is not None and floor < before and not lower:
                kept.append(f"{name}: {measure} is {value:.3f} and its floor stays {before:.2f}; --lower lowers it")
                floor = before
            fields[name][measure] = floor
    content: dict[str, Any] = {"note": NOTE}
    known[half] = Floors(gold, fields)
    for name, entry in sorted(known.items()):
        content[name] = {"gold": entry.gold, "fields": entry.fields}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return tuple(kept)


def _down(value: float) -> float:
    # The small step keeps 0.29 from becoming 0.28 where its float lies just under it.
    return math.floor(value * 100 + 1e-9) / 100
