"""Highlights: spans that may nest and overlap, as well-nested HTML. Linear in the text and its marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import regex
from markupsafe import Markup, escape

from extract.records.release import Release

_CONTROL: Final = regex.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\p{Cs}]")
"""Characters that show nothing or turn the direction of what follows."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlighted span. ``record`` is the anchor of its record, ``anchor`` its own; ``style`` is its class."""

    start: int
    end: int
    kind: str
    record: str
    anchor: str
    style: str = ""


# The outermost first where two marks cover the same characters.
_ORDER: Final = ("check", "quote", "project", "organisation", "place", "person", "date", "amount")
_RANK: Final = {kind: rank for rank, kind in enumerate(_ORDER)}


def shown(text: str) -> Markup:
    """``text`` escaped, with control characters drawn as their number, so that none can act.

    The drawing holds no quote mark: inside an attribute it is ugly, never a way out of it.
    """
    if not _CONTROL.search(text):
        return escape(text)
    parts = []
    at = 0
    for found in _CONTROL.finditer(text):
        parts += [escape(text[at : found.start()]), Markup("<span class=ctl>U+{:04X}</span>").format(ord(found[0]))]
        at = found.end()
    return Markup("").join([*parts, escape(text[at:])])


def visible(text: str) -> str:
    """``text`` for a title or attribute: control characters become U+FFFD."""
    replaced: str = _CONTROL.sub("\ufffd", text)
    return replaced


def marks_of(release: Release) -> list[Mark]:
    """Every place of the text that a record points at, sorted for ``Highlighter``."""
    marks: list[Mark] = []

    def add(kind: str, record: str, spans: Iterable[tuple[int, int]], style: str = "") -> None:
        for n, (start, end) in enumerate(spans, 1):
            if start < end:
                marks.append(Mark(start, end, kind, record, f"t-{record}" if n == 1 else f"t-{record}-{n}", style))

    for check_number, check in enumerate(release.checks, 1):
        add("check", f"k{check_number}", check.evidence, f"s-{check.status}")
    for quote in release.quotes:
        add("quote", quote.id, quote.parts, "" if quote.direct else "indirect")
    for project in release.projects:
        add("project", project.id, project.evidence.get("name", ()))
    for organisation in release.organisations:
        add("organisation", organisation.id, ((m.start, m.end) for m in organisation.mentions))
    for place in release.places:
        add("place", place.id, ((m.start, m.end) for m in place.mentions))
    for person in release.people:
        add("person", person.id, ((m.start, m.end) for m in person.mentions))
    for date_number, date in enumerate(release.dates, 1):
        add("date", f"d{date_number}", [(date.start, date.end)])
    for amount in release.amounts:
        add("amount", amount.id, [(amount.start, amount.end)])
    return sorted(marks, key=_nesting)


def _nesting(mark: Mark) -> tuple[int, int, int]:
    return mark.start, -mark.end, _RANK[mark.kind]


class Highlighter:
    """Draws stretches of one text, from left to right, with its marks."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self._text = text
        self._marks = marks
        self._next = 0
        self._active: list[Mark] = []
        self._drawn: set[str] = set()

    def draw(self, start: int, end: int) -> Markup:
        """``text[start:end]`` as HTML; ``start`` may never go back."""
        while self._next < len(self._marks) and self._marks[self._next].start < end:
            self._active.append(self._marks[self._next])
            self._next += 1
        self._active = [mark for mark in self._active if mark.end > start]
        if not self._active:
            return shown(self._text[start:end])
        return Markup("").join(self._pieces(start, end, self._active))

    def _pieces(self, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Markup]:
        edges = {start, end}
        for mark in marks:
            edges |= {max(mark.start, start), min(mark.end, end)}
        cuts = sorted(edges)
        waiting = list(reversed(marks))
        stack: list[Mark] = []
        for low, high in pairwise(cuts):
            # Close what ends here. What lies above it in the stack goes on, so it is closed and opened again.
            ended = next((n for n, mark in enumerate(stack) if mark.end <= low), len(stack))
            goes_on = [mark for mark in stack[ended:] if mark.end > low]
            yield Markup("</span>") * (len(stack) - ended)
            del stack[ended:]
            while waiting and waiting[-1].start <= low:
                goes_on.append(waiting.pop())
            for mark in goes_on:
                stack.append(mark)
                yield self._opening(mark)
            yield self._leaf(stack, shown(self._text[low:high]))
        yield Markup("</span>") * len(stack)

    def _opening(self, mark: Mark) -> Markup:
        anchor = Markup("")
        if mark.anchor not in self._drawn:
            self._drawn.add(mark.anchor)
            anchor = Markup(' id="{}"').format(mark.anchor)
        return Markup('<span class="m k-{}{}" data-r="{}"{}>').format(
            mark.kind, " " + mark.style if mark.style else "", mark.record, anchor
        )

    def _leaf(self, stack: Sequence[Mark], text: Markup) -> Markup:
        """The text as a link to the record of its innermost mark; a check links only where nothing else does."""
        if not stack:
            return text
        inner = next((mark for mark in reversed(stack) if mark.kind != "check"), stack[-1])
        return Markup('<a href="#{}">{}</a>').format(inner.record, text)
