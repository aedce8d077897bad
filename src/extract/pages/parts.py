"""A release's text as a page shows it: its sections with their headings, lists and tables, highlights drawn in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from extract.pages import labels
from extract.pages.marks import Highlighter, Mark
from extract.records.release import Release, Section, Span

_FOLDED: Final = {"navigation", "teaser", "contact", "about"}
_BOXES: Final = {"fact_box", "quote_box", "table"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of the text as HTML; ``at`` is where it begins."""

    at: int
    html: Markup


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text. ``role`` is heading, item, row or text; rows have several cells, others one."""

    role: str
    cells: tuple[Cell, ...]

    @property
    def at(self) -> int:
        return self.cells[0].at

    @property
    def html(self) -> Markup:
        return self.cells[0].html


@dataclass(frozen=True, slots=True)
class Part:
    """A section as drawn: neighbouring lines of one role stand together in ``runs``."""

    kind: str
    label: str
    folded: bool
    boxed: bool
    runs: tuple[tuple[str, tuple[Line, ...]], ...]


def drawn(release: Release, marks: Sequence[Mark], window: Span | None = None) -> Iterator[Part]:
    """The sections in reading order; text between them, if any, is drawn as body.

    ``marks`` are sorted by where they begin, the longer first. A ``window`` draws that stretch of the text alone.
    """
    highlighter = Highlighter(release.text, marks)
    at, stop = window or (0, len(release.text))
    for section in sorted(release.sections, key=lambda section: (section.start, section.end)):
        if section.start > at:
            yield from _part(release, None, (at, min(section.start, stop)), highlighter)
            at = section.start
        if at >= stop:
            return
        if section.end > at:
            yield from _part(release, section, (at, min(section.end, stop)), highlighter)
            at = section.end
    if at < stop:
        yield from _part(release, None, (at, stop), highlighter)


def _part(release: Release, section: Section | None, span: Span, highlighter: Highlighter) -> Iterator[Part]:
    kind = section.kind if section else "body"
    items = {item.start for item in section.items} if section else set()
    heading = section.heading if section and kind != "subheading" else None
    runs: list[tuple[str, list[Line]]] = []
    for n, (start, end) in enumerate(_line_spans(release.text, span)):
        text = release.text[start:end]
        if "\t" in text:
            line = Line("row", tuple(Cell(low, highlighter.draw(low, high)) for low, high in _cells(text, start)))
        else:
            first = next((item for item in items if start <= item < end), None)
            role = "heading" if n == 0 and heading and text.strip() == heading.strip() else "text"
            line = Line("item" if first is not None else role, (Cell(start, highlighter.draw(start, end)),))
        if runs and runs[-1][0] == line.role:
            runs[-1][1].append(line)
        else:
            runs.append((line.role, [line]))
    if runs:
        grouped = tuple((role, tuple(lines)) for role, lines in runs)
        yield Part(kind, labels.SECTION[kind], kind in _FOLDED, kind in _BOXES, grouped)


def _line_spans(text: str, span: Span) -> Iterator[Span]:
    """The lines of a stretch of text that hold anything."""
    start, stop = span
    while start < stop:
        end = text.find("\n", start, stop)
        end = stop if end < 0 else end
        if text[start:end].strip():
            yield start, end
        start = end + 1


def _cells(line: str, start: int) -> Iterator[Span]:
    for cell in line.split("\t"):
        yield start, start + len(cell)
        start += len(cell) + 1
