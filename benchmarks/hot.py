"""The functions that take most of the time of a run's reading: cProfile over made releases, in one process."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extract import Extractor

_MOST = 10


def measure(paths: Sequence[Path]) -> dict[str, Any]:
    """The hottest functions by their own time, without what they call, by rules alone and with the model. A profile
    makes calls dearer than they are: the order counts, the shares are rough."""
    return {name: _hottest(reader, paths) for name, reader in (("rules", _reader(None)), ("model", _reader("shipped")))}


def _reader(model: str | None) -> Extractor:
    return Extractor(model=None) if model is None else Extractor()


def _hottest(reader: Extractor, paths: Sequence[Path]) -> list[dict[str, Any]]:
    _read(reader, paths[: len(paths) // 10])
    profile = cProfile.Profile()
    profile.runcall(_read, reader, paths)
    stats = pstats.Stats(profile)
    whole = stats.total_tt  # type: ignore[attr-defined]
    found = sorted(stats.stats.items(), key=lambda entry: -entry[1][2])[:_MOST]  # type: ignore[attr-defined]
    return [
        {"function": _name(*where), "calls": calls, "share": round(own / whole, 4)}
        for where, (_, calls, own, _, _) in found
    ]


def _read(reader: Extractor, paths: Sequence[Path]) -> None:
    for path in paths:
        for release in reader.read(path.read_bytes(), uri=str(path)):
            release.json_line()  # type: ignore[union-attr]


def _name(file: str, line: int, function: str) -> str:
    if not line:
        return function.strip("<>").removeprefix("built-in method ")
    parts = Path(file).with_suffix("").parts
    for root in ("extract", "site-packages"):
        if root in parts:
            return f"{'.'.join(parts[parts.index(root) + (root != 'extract') :])}.{function}"
    return f"{Path(file).stem}.{function}"
