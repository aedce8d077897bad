"""A release as the checks read it: its mined lines and sentences, and the projects with their grants and boxes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import regex

from extract.check.vocabulary import SAMPLE
from extract.records.release import Amount, Project, Release, Section, SectionKind, Span
from extract.segment.sentences import sentence_spans

MINED: frozenset[SectionKind] = frozenset(
    {"title", "lead", "subheading", "body", "caption", "fact_box", "quote_box", "table"}
)
_BOXES: frozenset[SectionKind] = frozenset({"fact_box", "table"})
_LINE = regex.compile(r"[^\n]+")
_STOP = regex.compile(r"[.!?]")
WINDOW = 300
"""How far around a claim, in characters, its sentence is read: keeps a text without full stops linear."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A project with what was granted to it. ``box`` is the section of its list, None where only prose tells it."""

    project: Project
    grant: Amount | None
    total: Amount | None
    name: Span | None
    box: str | None

    @property
    def value(self) -> Decimal | None:
        return self.project.granted.value if self.project.granted else None

    @property
    def currency(self) -> str | None:
        return self.project.granted.currency if self.project.granted else None

    def span(self) -> tuple[Span, ...]:
        """Where the grant stands, or the name where it has none."""
        if self.grant is not None:
            return ((self.grant.start, self.grant.end),)
        return (self.name,) if self.name is not None else ()


@dataclass(frozen=True, slots=True)
class Box:
    """A section that lists projects. ``head`` is the stretch above its first project; ``sampled`` where it or the
    line before says that these are examples."""

    section: Section
    entries: tuple[Entry, ...]
    heading: Span | None
    head: Span
    sampled: bool


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What the families of checks share; made by :func:`view_of`."""

    release: Release
    text: str
    amounts: Mapping[str, Amount]
    sections: tuple[Section, ...]
    entries: tuple[Entry, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Span, ...]
    sentences: tuple[Span, ...]
    used: frozenset[str]
    """The ids of the amounts that projects hold as grant or total."""

    @property
    def listed(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.box is not None)

    @property
    def sampled(self) -> bool:
        return any(box.sampled for box in self.boxes)

    def section_at(self, offset: int) -> Section | None:
        """The mined section around an offset."""
        at = bisect_right(self.sections, offset, key=lambda section: section.start) - 1
        return self.sections[at] if at >= 0 and offset < self.sections[at].end else None

    def line_at(self, offset: int) -> Span:
        """The mined line around an offset; an empty span outside."""
        at = bisect_right(self.lines, offset, key=lambda line: line[0]) - 1
        return self.lines[at] if at >= 0 and offset < self.lines[at][1] else (offset, offset)

    def sentence_number(self, offset: int) -> int | None:
        at = bisect_right(self.sentences, offset, key=lambda sentence: sentence[0]) - 1
        return at if at >= 0 and offset < self.sentences[at][1] else None

    def sentence_at(self, offset: int) -> Span:
        """The sentence around an offset, at most ``WINDOW`` characters to either side."""
        at = self.sentence_number(offset)
        start, end = self.sentences[at] if at is not None else self.line_at(offset)
        return max(start, offset - WINDOW), min(end, offset + WINDOW)

    def box_of(self, offset: int) -> Box | None:
        return next((box for box in self.boxes if box.section.start <= offset < box.section.end), None)

    def box_headed_at(self, offset: int) -> Box | None:
        """The box whose heading, or whose text above its first project, holds the offset."""
        for box in self.boxes:
            heading = box.heading is not None and box.heading[0] <= offset < box.heading[1]
            if heading or box.head[0] <= offset < box.head[1]:
                return box
        return None

    def in_list(self, offset: int) -> bool:
        """Whether the offset lies among the projects of a list, below what stands above the first of them."""
        box = self.box_of(offset)
        return box is not None and offset >= box.head[1]

    def item_at(self, offset: int) -> Span | None:
        section = self.section_at(offset)
        items = section.items if section is not None else ()
        return next(((item.start, item.end) for item in items if item.start <= offset < item.end), None)


def view_of(release: Release) -> View:
    """The view of a finished record."""
    sections = tuple(sorted((s for s in release.sections if s.kind in MINED), key=lambda s: s.start))
    amounts = {amount.id: amount for amount in release.amounts}
    entries = tuple(_entry(project, amounts, sections) for project in release.projects)
    lines = tuple(
        found.span() for section in sections for found in _LINE.finditer(release.text, section.start, section.end)
    )
    used = {part.amount for p in release.projects for part in (p.granted, p.total) if part is not None and part.amount}
    return View(
        release=release,
        text=release.text,
        amounts=amounts,
        sections=sections,
        entries=entries,
        boxes=tuple(_boxes(release.text, sections, entries, lines)),
        lines=lines,
        sentences=tuple(_sentences(release.text, lines)),
        used=frozenset(used),
    )


def stem_pattern(name: str) -> regex.Pattern[str]:
    """Finds a pool's name in another form: ``åben pulje`` also as ``åbne pulje``, ``temapulje`` as ``temapuljens``."""
    words = [word for word in regex.findall(r"[\p{L}\d]+", name.casefold())[:6] if word]
    stems = [rf"{regex.escape(word[: max(2, len(word) - 2)])}[\p{{L}}\d]{{0,6}}" for word in words]
    return regex.compile(r"(?<![\p{L}\d])" + r"[\W_]{1,3}".join(stems or [r"(?!)"]), regex.IGNORECASE)


def _entry(project: Project, amounts: Mapping[str, Amount], sections: tuple[Section, ...]) -> Entry:
    names = project.evidence.get("name", ())
    grant = amounts.get(project.granted.amount or "") if project.granted else None
    total = amounts.get(project.total.amount or "") if project.total else None
    places = [grant.start] if grant is not None else []
    for start in (*places, *(span[0] for span in names)):
        section = next((s for s in sections if s.start <= start < s.end), None)
        if section is not None and _is_list(section, names):
            inside = next((span for span in names if section.start <= span[0] < section.end), None)
            return Entry(project, grant, total, inside or (names[0] if names else None), section.id)
    return Entry(project, grant, total, names[0] if names else None, None)


def _is_list(section: Section, names: tuple[Span, ...]) -> bool:
    """Whether a section lists this project: it is a box or has items, and the name stands in it."""
    if section.kind not in _BOXES and not section.items:
        return False
    return any(section.start <= start < section.end for start, _ in names)


def _boxes(
    text: str, sections: tuple[Section, ...], entries: tuple[Entry, ...], lines: tuple[Span, ...]
) -> Iterator[Box]:
    for number, section in enumerate(sections):
        members = tuple(entry for entry in entries if entry.box == section.id)
        if not members:
            continue
        starts = [entry.name[0] for entry in members if entry.name is not None and entry.name[0] >= section.start]
        first = min(starts, default=section.end)
        items = [item.start for item in section.items if item.start <= first < item.end]
        # Back to the start of the first entry's line or item: an applicant or number may stand before the name.
        first = min([*items, max(text.rfind("\n", section.start, first) + 1, section.start)])
        heading = _heading(text, section, sections[number - 1] if number else None)
        above = [line for line in lines if line[1] <= section.start][-1:]
        intro = [text[line[0] : line[1]] for line in above if text[line[0] : line[1]].rstrip().endswith(":")]
        words = " ".join([section.heading or "", text[section.start : first], *intro])
        yield Box(section, members, heading, (section.start, first), SAMPLE.search(words) is not None)


def _heading(text: str, section: Section, before: Section | None) -> Span | None:
    """Where a section's heading stands: at its own start, or as the subheading before it."""
    heading = section.heading
    if not heading:
        return None
    if text.startswith(heading, section.start):
        return section.start, section.start + len(heading)
    if before is not None and text[before.start : before.end].strip() == heading:
        return before.start, before.end
    return None


def _sentences(text: str, lines: tuple[Span, ...]) -> Iterator[Span]:
    for start, end in lines:
        if _STOP.search(text, start, max(start, end - 1)) is None:
            yield start, end
            continue
        for low, high in sentence_spans(text[start:end]):
            yield start + low, start + high
