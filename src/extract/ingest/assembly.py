"""Lines with their ways back → the canonical text, its blocks and its source map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import regex

from extract.ingest.rows import with_row_markers
from extract.ingest.trace import Cursor, Traced
from extract.records.document import Block, Element, Run, SourceMap
from extract.records.release import SectionKind

# Soft hyphens, zero-width characters and direction marks: not to be seen, and fatal inside a word.
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff"
_FOLD = regex.compile(rf"[^\s{_UNSEEN}]++(?: [^\s{_UNSEEN}]++)*+|[\s{_UNSEEN}]++")
_DROPPED = regex.compile(rf"[{_UNSEEN}]++")
_MARKER = regex.compile(
    r"(?:[*–—−\-o] |[•·▪◦‣●■►✓✔✅☑➤➔→□◆◇○▸]\ufe0f? ?|\(?\d{1,3}\) |\(?[a-zæøå]\) |[a-zæøå]\. (?=[\p{Lu}»”“„\"])"
    r"|\d{1,2}\. (?=[\p{Lu}\d»“”„\"'’«(]))(?=\S)"
)


class Stretch(NamedTuple):
    """Characters of a line and where they stand: in text node ``node`` of ``element``, or in bytes (see ``Run``)."""

    text: str
    source_start: int
    source_end: int
    element: Element | None = None
    node: int = 0
    exact: bool = True
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A block before it has its place in the text. ``cells`` holds a table row instead of ``parts``."""

    parts: Sequence[Stretch]
    tag: str = "line"
    element: Element | None = None
    group: int = 0
    cells: Sequence[Sequence[Stretch]] = ()
    strong: bool = False
    header: bool = False
    links: float = 0.0
    kind: SectionKind | None = None


@dataclass(frozen=True, slots=True)
class Assembled:
    """The canonical text with its blocks and the way back."""

    text: str
    blocks: tuple[Block, ...]
    source_map: SourceMap


def fold(text: str) -> Iterator[tuple[int, int, str]]:
    """``(start, end, new)`` of the stretches of ``text``: words as they are, whitespace as one blank.

    Characters that nobody sees are dropped; blanks at the ends are left to the caller.
    """
    for found in _FOLD.finditer(text):
        piece = found.group()
        if piece[0].isspace() or _DROPPED.match(piece):
            if any(map(str.isspace, piece)):
                yield found.start(), found.end(), " "
        else:
            yield found.start(), found.end(), piece


def stretches(of: Traced, cursor: Cursor, start: int, end: int) -> Iterator[Stretch]:
    """``of.text[start:end]`` folded, each stretch with its place; ``cursor`` has not yet passed ``start``."""
    text = of.text
    for low, high, new in fold(text[start:end]):
        low, high = start + low, start + high
        pieces = list(cursor.take(low, high))
        if new == text[low:high]:
            for p in pieces:
                yield Stretch(
                    text[p.start : p.end],
                    p.source_start,
                    p.source_end,
                    exact=p.exact,
                    encoding=p.encoding,
                )
        elif pieces:
            yield Stretch(new, pieces[0].source_start, pieces[-1].source_end, exact=False)


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches with one blank at most between them and none at the ends."""
    out: list[Stretch] = []
    for stretch in stretches:
        if stretch.text == " " and (not out or out[-1].text == " "):
            continue
        out.append(stretch)
    if out and out[-1].text == " ":
        out.pop()
    return out


def marker_of(text: str) -> str:
    """The bullet, dash or number that opens ``text``, with its blank; empty if there is none.

    A day or another ordinal is none (``1. januar``, ``2. kvartal``): a word in small letters follows it.
    """
    found = _MARKER.match(text)
    return found.group() if found else ""


def assemble(lines: Iterable[Line]) -> Assembled:
    """Text, blocks and source map of ``lines``; empty lines vanish. Groups are counted anew from 0."""
    pieces: list[str] = []
    blocks: list[Block] = []
    runs: list[Run] = []
    groups: dict[int, int] = {}
    at = 0
    for line in lines:
        rows = line.cells or (line.parts,)
        texts = ["".join([stretch.text for stretch in row]) for row in rows]
        if not any(texts):
            continue
        at += bool(blocks)  # the line break before it
        start = at
        cells = []
        breaks: list[int] = []
        for number, (row, text) in enumerate(zip(rows, texts, strict=True)):
            at += bool(number)  # the tab before it
            cells.append((at, at + len(text)))
            for stretch in row:
                end = at + len(stretch.text)
                if stretch.source_end > stretch.source_start:  # a break between a cell's lines stands nowhere
                    where = (stretch.source_start, stretch.source_end, stretch.element, stretch.node)
                    runs.append(Run(at, end, *where, stretch.exact, stretch.encoding))
                elif line.cells and at > cells[-1][0]:
                    breaks.append(at)
                at = end
        text = "\t".join(texts)
        pieces.append(text)
        group = groups.setdefault(line.group, len(groups))
        blocks.append(
            Block(
                start,
                at,
                line.tag,
                line.element,
                group,
                tuple(cells) if line.cells else (),
                "" if line.cells else marker_of(text),
                line.strong,
                line.header,
                line.links,
                line.kind,
                tuple(breaks),
            )
        )
    text = "\n".join(pieces)
    return Assembled(text, with_row_markers(blocks, text), SourceMap(tuple(runs), text))
