"""Sides of a comparison for tests: runs of a store, and folders with lines."""

from __future__ import annotations

from pathlib import Path

from extract.diff import Compared, Comparison, Side, Today, side
from extract.records.release import Release
from extract.store import Store


def folder(where: Path, *releases: Release) -> Side:
    """A folder of outputs with those releases."""
    where.mkdir(exist_ok=True)
    (where / "releases.jsonl").write_text("".join(one.json_line() + "\n" for one in releases), "utf-8")
    return side(str(where), None)


def compared(store: Store, before: str, after: str, today: Today | None = None) -> Comparison:
    """Two runs of a store compared."""
    return Compared(side(before, store), side(after, store), today).whole()
