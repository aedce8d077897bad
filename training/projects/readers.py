"""Marked passages and our own labelled releases as texts with spans.

A passage file holds passages apart by a line ``###``; in the text stand marks ``[[P:project]]``, ``[[A:who gets]]``,
``[[F:who gives]]``, ``[[G:amount]]`` and ``[[T:town]]``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

_MARK = re.compile(r"\[\[([PAFGT]):([^\[\]\n]+)\]\]")
_BETWEEN = re.compile(r"(?m)^###[ \t]*$")

Marked = tuple[int, int, str]
"""Start, end and label: ``P``, ``A``, ``F``, ``G`` or ``T``."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and what is marked in it, in reading order."""

    name: str
    text: str
    spans: tuple[Marked, ...]
    form: str = ""
    """The suffix of its file, where it is a whole release: ``.txt`` or ``.html``."""


def read_releases(folder: Path) -> Iterator[Passage]:
    """All marked releases of a folder, one a file (``*.txt`` and ``*.html``), in the order of their names."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".txt", ".html"}:
            passage = _passage(f"{path.parent.name}/{path.stem}", path.read_text(encoding="utf-8"))
            yield replace(passage, form=path.suffix)


def read_passages(folder: Path) -> Iterator[Passage]:
    """All passages of a folder's ``*.txt``, in the order of their files."""
    for path in sorted(folder.rglob("*.txt")):
        for number, raw in enumerate(_BETWEEN.split(path.read_text(encoding="utf-8")), start=1):
            if raw.strip():
                yield _passage(f"{path.parent.name}/{path.stem}#{number}", raw.strip("\n"))


def _passage(name: str, raw: str) -> Passage:
    pieces: list[str] = []
    spans: list[Marked] = []
    at = length = 0
    for mark in _MARK.finditer(raw):
        pieces += [raw[at : mark.start()], mark[2]]
        length += mark.start() - at
        spans.append((length, length + len(mark[2]), mark[1]))
        length += len(mark[2])
        at = mark.end()
    return Passage(name, "".join([*pieces, raw[at:]]), tuple(spans))


@dataclass(frozen=True, slots=True)
class Gold:
    """A labelled release: its source file, its projects' names with their places, and who gets and gives."""

    name: str
    path: Path
    projects: tuple[tuple[str, bool, tuple[tuple[int, int], ...]], ...]
    applicants: tuple[str, ...]
    funders: tuple[str, ...]
    granted: frozenset[Decimal]


def read_gold(folder: Path) -> Iterator[Gold]:
    """The labelled Danish releases of a folder whose projects are labelled, in the order of their names."""
    for path in sorted(folder.glob("*.labels.json")):
        labels = json.loads(path.read_text(encoding="utf-8"))
        projects = labels.get("projects")
        if labels.get("language", "da") != "da" or projects is None:
            continue
        stem = path.name.removesuffix(".labels.json")
        source = next((p for p in sorted(folder.glob(f"{stem}.*")) if p != path), None)
        if source is None:
            continue
        yield Gold(
            stem,
            source,
            tuple((p["name"], p.get("named", True), tuple((s[0], s[1]) for s in p.get("spans", ()))) for p in projects),
            tuple(sorted({p["applicant"] for p in projects if p.get("applicant")})),
            tuple(sorted({p["funder"] for p in projects if p.get("funder")})),
            frozenset(Decimal(p["granted"]) for p in projects if p.get("granted")),
        )
