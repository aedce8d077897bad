"""Plain text → lines: blank lines part groups, hard-wrapped paragraphs become one line, tabs make cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from extract.ingest.assembly import Line, Stretch, joined, marker_of, stretches
from extract.ingest.failure import refuse_endless
from extract.ingest.trace import Cursor, Traced
from extract.records.release import SectionKind

_ROW = regex.compile(r"[^\n\r\v\f\u2028\u2029]++|\r\n|[\n\r\v\f\u2028\u2029]")
_LABEL = regex.compile(r"[\p{Lu}\d][\p{L}\d ./()&-]{1,40}+:(?=\s|$)")
_LONE_BULLET = regex.compile(r"[•·*▪◦‣●■►✓o]|\d{1,3}[.)]")
_OPENING = regex.compile(rf"(?:{_LONE_BULLET.pattern}|[–—-])\s*")
_DIVIDED = regex.compile(r"\p{L}-$")
_FIRST_WORD = regex.compile(r"\S{1,60}")
_SUSPENDED = regex.compile(r"(?:og|eller|samt|til|som)\b")
_PAID = regex.compile(r"(?:\d\s?(?:kr\.?|kroner|euro|,-)|[:,–-]\s?\d{1,3}(?:\.\d{3})+)\.?$")
_WIDE_GAP = regex.compile(r"(?<=\S)[ \xa0]{3,}(?=\S)")
_WRAP_COLUMNS = (40, 100)
_SHORT = 0.6
"""A line shorter than this share of the wrap width ends its paragraph, whatever follows it."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the file that is not blank, without the blanks around it; ``gap`` if a blank line precedes."""

    start: int
    end: int
    text: str
    gap: bool


def text_lines(of: Traced, *, kind: SectionKind | None = None, group: int = 0, tag: str = "line") -> list[Line]:
    """The lines of a plain text, each with its way back; groups count from ``group``."""
    refuse_endless(0, len(of.text))
    rows = list(_rows(of.text))
    refuse_endless(len(rows), 0)
    width = wrap_width(rows)
    cursor = Cursor(of)
    lines = []
    at = 0
    while at < len(rows):
        last = at
        while last + 1 < len(rows) and _continues(rows, at, last, width):
            last += 1
        paragraph = rows[at : last + 1]
        group += rows[at].gap
        cells = _cells(rows, at) if last == at else ()
        if cells:
            spans = [joined(stretches(of, cursor, low, high)) for low, high in cells]
            lines.append(Line((), tag, None, group, spans, kind=kind))
        else:
            lines.append(Line(joined(_unfolded(of, cursor, paragraph)), tag, None, group, kind=kind))
        at = last + 1
    return lines


def _rows(text: str) -> Iterator[_Row]:
    breaks = 0
    for found in _ROW.finditer(text):
        row = found.group()
        if row[0] in "\n\r\v\f\u2028\u2029":
            breaks += 1
            continue
        stripped = row.strip(" \xa0\t\ufeff\u200b\u00ad")
        if not stripped or stripped.isspace():
            continue
        start = found.start() + row.index(stripped)
        yield _Row(start, start + len(stripped), stripped, breaks > 1)
        breaks = 0


def _cells(rows: Sequence[_Row], at: int) -> list[tuple[int, int]]:
    """The spans of a row's cells, if tabs part it. Empty cells count only where a neighbour has as many tabs, or fills
    more cells than the row has (whose last ones are empty)."""
    row = rows[at]
    if "\t" not in row.text:
        return _spaced_cells(rows, at)
    opening = _OPENING.match(row.text)
    body = row.start + (opening.end() if opening and "\t" in opening.group() else 0)
    text = row.text[body - row.start :]
    tabs = text.count("\t")
    if not tabs:
        return []
    neighbours = (*rows[max(at - 1, 0) : at], *rows[at + 1 : at + 2])
    keep_empty = any(other.text.count("\t") == tabs or _filled(other) > tabs for other in neighbours)
    spans = []
    low = body if body == row.start else row.start
    for number, cell in enumerate(text.split("\t")):
        high = (body if number == 0 else low) + len(cell)
        if keep_empty or cell.strip():
            spans.append((low, high))
        low = high + 1
    return spans if len(spans) > 1 else []


def _filled(row: _Row) -> int:
    return sum(bool(cell.strip()) for cell in row.text.split("\t"))


def _spaced_cells(rows: Sequence[_Row], at: int) -> list[tuple[int, int]]:
    """The spans of a row's cells where wide gaps part it as they part the row beside it (columns set with blanks)."""
    row = rows[at]
    gaps = [found.span() for found in _WIDE_GAP.finditer(row.text)]
    if not gaps or marker_of(row.text):
        return []
    beside = (*(rows[at - 1 : at] if at and not row.gap else ()), *(r for r in rows[at + 1 : at + 2] if not r.gap))
    if not any(len(_WIDE_GAP.findall(other.text)) == len(gaps) for other in beside):
        return []
    bounds = [0, *(place for gap in gaps for place in gap), len(row.text)]
    return [(row.start + low, row.start + high) for low, high in zip(bounds[::2], bounds[1::2], strict=True)]


def wrap_width(rows: Sequence[_Row]) -> int | None:
    """The column at which a text was hard-wrapped, None if it was not.

    In wrapped text the next line's first word never fits on the line before it, and most lines go on in the
    middle of a sentence, so with a small letter.
    """
    low, high = _WRAP_COLUMNS
    if sum(len(row.text) > high for row in rows) * 10 > len(rows):
        return None
    pairs = [(a, b) for a, b in pairwise(rows) if not b.gap and not marker_of(b.text) and "\t" not in a.text + b.text]
    lengths = sorted(len(a.text) for a, _ in pairs if low <= len(a.text) <= high)
    if len(lengths) < 3:
        return None
    width = lengths[len(lengths) * 9 // 10]
    long = [(a, b) for a, b in pairs if len(a.text) >= _SHORT * width]
    forced = [b for a, b in long if _forced(a, b, width)]
    inside = sum(b.text[0].islower() for b in forced)
    wrapped = len(forced) >= 3 and len(forced) >= _SHORT * len(long) and inside * 2 >= len(forced)
    return width if wrapped else None


def _forced(row: _Row, following: _Row, width: int) -> bool:
    """Whether the break between two lines is the wrapping's: the next word would not have fitted."""
    word = _FIRST_WORD.match(following.text)
    return len(row.text) + 1 + (word.end() if word else 0) > width


def _continues(rows: Sequence[_Row], first: int, last: int, width: int | None) -> bool:
    """Whether the row after ``last`` belongs to the paragraph that begins at ``first``."""
    row, following = rows[last], rows[last + 1]
    if following.gap or "\t" in row.text or "\t" in following.text:
        return False
    if first == last and _LONE_BULLET.fullmatch(row.text):
        return not marker_of(following.text)
    if width is None:
        return False
    if _ends_entry(rows, last):
        return False
    within = following.text[0].islower() and row.text[-1] not in ".!?:;"
    forced = _forced(row, following, width)
    if marker := marker_of(following.text):
        # A dash between two parts of a sentence may come to stand first on its line.
        rest = following.text[len(marker) :]
        return forced and marker[0] in "-–—" and rest[:1].islower() and row.text[-1] not in ".!?:;"
    if _LABEL.match(following.text) and (_LABEL.match(rows[first].text) or row.text[-1] in ".!?:"):
        return False
    return forced or (within and len(row.text) >= _SHORT * width)


def _ends_entry(rows: Sequence[_Row], at: int) -> bool:
    """Whether a row is an entry of a list that ends with its amount, as the row above or below it does too."""
    if rows[at + 1].text[0].islower() or not _PAID.search(rows[at].text):
        return False
    return _PAID.search(rows[at + 1].text) is not None or (at > 0 and _PAID.search(rows[at - 1].text) is not None)


def _unfolded(of: Traced, cursor: Cursor, rows: Sequence[_Row]) -> Iterator[Stretch]:
    """The rows of one paragraph as one line; a word that was divided at a line's end is whole again."""
    for number, row in enumerate(rows):
        end, blank = row.end, True
        if number + 1 < len(rows):
            following = rows[number + 1].text
            if (
                row.text.endswith("-")
                and _DIVIDED.search(row.text, len(row.text) - 2)
                and not _SUSPENDED.match(following)
            ):
                blank = False
                end -= row.text[-2].islower() and following[0].islower()
        yield from stretches(of, cursor, row.start, end)
        if blank and number + 1 < len(rows):
            gap = list(cursor.take(row.end, rows[number + 1].start))
            if gap:
                yield Stretch(" ", gap[0].source_start, gap[-1].source_end, exact=False)
