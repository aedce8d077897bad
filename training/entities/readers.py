"""Labelled texts: the treebank in IOB2, web and Twitter text in two columns, and our own gold, as one type.

Labels are PER, LOC and ORG; others are left out. Nothing is kept of a text beyond the run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LABELS = ("PER", "LOC", "ORG")
Entity = tuple[int, int, str]
"""Start, end and label; offsets are code points, half-open."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and its entities in reading order, not overlapping. ``source`` says which data it is of."""

    text: str
    entities: tuple[Entity, ...] = ()
    source: str = ""


class DataError(ValueError):
    """A file that is not what its reader expects; ``str()`` names file, line and fault."""


def read_treebank(path: Path) -> Iterator[Labelled]:
    """The sentences of an IOB2 file of Universal NER, spaced as their ``# text`` line says."""
    for number, lines in _blocks(path):
        text = next((line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")), None)
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        if text is None or any(len(row) < 3 for row in rows):
            raise DataError(f"{path}:{number}: a sentence needs «# text = …» and rows of number, word and label")
        yield Labelled(text, tuple(_entities(text, [(row[1], row[2]) for row in rows], f"{path}:{number}")), "treebank")


def read_danplus(path: Path) -> Iterator[Labelled]:
    """The sentences of a file of DaN+: word, outer label, inner label; only the outer layer counts.

    ``ORGpart`` (a name inside a compound) counts as the treebank has it, as its label; ``LOCderiv`` (*dansk*) not.
    """
    for number, lines in _blocks(path):
        rows = [line.split("\t") for line in lines]
        if any(len(row) < 2 for row in rows):
            raise DataError(f"{path}:{number}: rows have a word and a label")
        words = [(row[0], row[1].removesuffix("part")) for row in rows]
        text = _spaced(word for word, _ in words)
        yield Labelled(text, tuple(_entities(text, words, f"{path}:{number}")), "danplus")


_SURFACES = (("people", "PER"), ("organisations", "ORG"), ("places", "LOC"))
_FIELDS = tuple(field for field, _ in _SURFACES)


def read_gold(folder: Path) -> Iterator[Labelled]:
    """The articles of labelled releases (``NAME.labels.json`` with its source beside it), in the order of names.

    Each surface of a person, organisation or place is an entity wherever it stands in the article as whole words, the
    longest first; a place inside an organisation is part of that, and what is both (*Ribe Kommune*) is the body, as in
    the treebank. The article runs from its first words to its last.
    """
    for path in sorted(folder.glob("*.labels.json")):
        labels = json.loads(path.read_text(encoding="utf-8"))
        if labels.get("language", "da") != "da" or any(labels.get(field) is None for field in ("article", *_FIELDS)):
            continue  # what is not labelled teaches that it is none
        text = _article(path, labels["article"])
        surfaces = {
            (surface, label)
            for field, label in _SURFACES
            for named in labels.get(field, ())
            for surface in named.get("surfaces", ())
            if len(surface) > 1
        }
        yield Labelled(text, tuple(_found(text, surfaces)), path.name.removesuffix(".labels.json"))


def _blocks(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The stretches of lines between blank ones, each with the number of its first line."""
    block: list[str] = []
    first = 1
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], start=1):
        if line.strip():
            if not block:
                first = number
            block.append(line)
        elif block:
            yield first, block
            block = []


def _entities(text: str, words: Iterable[tuple[str, str]], where: str) -> Iterator[Entity]:
    at = 0
    current: Entity | None = None
    for word, tag in words:
        start = text.find(word, at)
        if start < 0:
            raise DataError(f"{where}: the word «{word}» does not stand in the sentence")
        at = start + len(word)
        prefix, _, label = tag.partition("-")
        goes_on = prefix == "I" and current is not None and current[2] == label
        if current is not None and not goes_on:
            yield current
            current = None
        if label in LABELS:
            current = (current[0] if goes_on and current else start, at, label)
    if current is not None:
        yield current


def _spaced(words: Iterable[str]) -> str:
    """Words as a text, without a space before closing signs: only what makes the tokens look as in real text."""
    text = " ".join(words)
    return re.sub(r" ([,.!?;:)])", r"\1", text).replace("( ", "(")


def _article(path: Path, bounds: dict[str, str]) -> str:
    from extract.ingest import IngestFailure, ingest

    stem = path.name.removesuffix(".labels.json")
    source = next(p for p in sorted(path.parent.glob(f"{stem}.*")) if p != path)
    document = next(iter(ingest(source.read_bytes(), uri=source.name)))
    if isinstance(document, IngestFailure):
        raise DataError(f"{source}: {document.reason}")
    first = _loose(bounds["first"]).search(document.text)
    ends = [m.end() for m in _loose(bounds["last"]).finditer(document.text)]
    if first is None or not ends:
        raise DataError(f"{path}: the article's first or last words do not stand in {source.name}")
    return document.text[first.start() : max(ends)]


def _loose(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, words.split())))


def _found(text: str, surfaces: Iterable[tuple[str, str]]) -> Iterator[Entity]:
    taken: list[Entity] = []
    order = [label for _, label in _SURFACES]
    for surface, label in sorted(surfaces, key=lambda one: (-len(one[0]), one[0], order.index(one[1]))):
        for match in re.finditer(rf"(?<!\w){_loose(surface).pattern}(?!\w)", text):
            if all(match.end() <= start or match.start() >= end for start, end, _ in taken):
                taken.append((match.start(), match.end(), label))
    return iter(sorted(taken))
