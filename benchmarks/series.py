"""Series of releases that are not the same, made of the frames and slots in series.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

_COUNT = 8
"""Releases of a series, and values of a slot."""
_TURNS = {"town": 0, "amount": 3, "person": 5, "work": 1, "about": 1, "quote": 2, "month": 0, "road": 0}
"""How far a slot's values are turned from series to series, so that none is a copy of another."""


def series() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each series with its releases."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    for turn, (name, frame) in enumerate(told["frames"].items()):
        yield name, tuple(frame.format(**_fills(told["slots"], number, turn)) for number in range(_COUNT))


def _fills(slots: dict[str, list[str]], number: int, turn: int) -> dict[str, str]:
    figures = {letter: str(7 + (number * 37 + turn * 11 + place * 53) % 290) for place, letter in enumerate("abcdefgh")}
    days = {"nights": str(2 + number), "day": str(3 + 3 * number), "exit": str(11 + 5 * number)}
    return figures | days | {name: slots[name][(number + far * turn) % _COUNT] for name, far in _TURNS.items()}
