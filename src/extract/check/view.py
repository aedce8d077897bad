"""A release as the checks read it: its mined lines and sentences, and the projects with their grants and boxes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

import regex

from extract.check.vocabulary import Vocabulary
from extract.records.release import Amount, Project, Release, Section, SectionKind, Span

MINED: frozenset[SectionKind] = frozenset(
    {"title", "lead", "subheading", "body", "caption", "fact_box", "quote_box", "table"}
)
_BOXES: frozenset[SectionKind] = frozenset({"fact_box", "table"})
_LINE = regex.compile(r"[^\n]+")
_STOP = regex.compile(r"[.!?…][»”\"'’)\]]{0,2}\s")
_WORD = regex.compile(r"[\p{L}\d]+")
_ENDING = 6
_STEMS = 6
WINDOW = 300
"""How far around a claim, in characters, its sentence is read: keeps a text without full stops linear."""


Part = Literal["grant", "total"]
"""What of a project is summed: what it was granted, or what it costs in all."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A project with what was granted to it. ``box`` is the section of its list, None where only prose tells it, and
    ``item`` the number of the item there; ``others`` are amounts that state the grant again in another currency."""

    project: Project
    grant: Amount | None
    total: Amount | None
    name: Span | None
    box: str | None
    others: tuple[Amount, ...] = ()
    item: int | None = None

    @property
    def value(self) -> Decimal | None:
        return self.project.granted.value if self.project.granted else None

    @property
    def currency(self) -> str | None:
        return self.project.granted.currency if self.project.granted else None

    def stated(self, part: Part, currency: str | None) -> tuple[Decimal, Amount | None] | None:
        """The grant or total in a currency, with the amount that states it; None where the text does not."""
        told = self.project.granted if part == "grant" else self.project.total
        if told is None or currency is None:
            return None
        if told.currency == currency:
            return told.value, self.grant if part == "grant" else self.total
        again = [a for a in self.others if a.currency == currency and a.value is not None] if part == "grant" else []
        return (again[0].value or Decimal(0), again[0]) if again else None

    def span(self, part: Part = "grant") -> tuple[Span, ...]:
        """Where the grant (or total) stands, or the name where it has none."""
        amount = self.grant if part == "grant" else self.total
        if amount is not None:
            return ((amount.start, amount.end),)
        return (self.name,) if self.name is not None else ()


@dataclass(frozen=True, slots=True)
class Box:
    """A section that lists projects. ``head`` is the stretch above its first project; ``sampled`` where it or the
    line before says that these are examples; ``complete`` where all its items and grants were read as projects."""

    section: Section
    entries: tuple[Entry, ...]
    heading: Span | None
    head: Span
    sampled: bool
    complete: bool


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What the families of checks share; made by :func:`view_of`."""

    release: Release
    words: Vocabulary
    text: str
    folded: str
    """The text in lower case, for looking whether a word stands in it at all; offsets are those of the text."""
    amounts: Mapping[str, Amount]
    sections: tuple[Section, ...]
    entries: tuple[Entry, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Span, ...]
    used: frozenset[str]
    """The ids of the amounts that projects hold as grant or total."""
    loose: tuple[Amount, ...]
    """The grants that no project holds and no other amount restates: what was read may not be all that was given."""
    split: dict[Span, tuple[Span, ...]] = field(default_factory=dict)
    """The sentences of the lines that were asked for: few lines hold a claim, and splitting is slow."""

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

    def sentences_at(self, offset: int) -> tuple[Span, ...]:
        """The sentences of the line around an offset, in order."""
        line = self.line_at(offset)
        if line not in self.split:
            self.split[line] = tuple(_sentences(self.words, self.text, line))
        return self.split[line]

    def whole_sentence(self, offset: int) -> Span:
        """The sentence around an offset; its line where it lies between two."""
        return next((s for s in self.sentences_at(offset) if s[0] <= offset < s[1]), self.line_at(offset))

    def sentence_at(self, offset: int) -> Span:
        """The sentence around an offset, at most ``WINDOW`` characters to either side."""
        start, end = self.whole_sentence(offset)
        return max(start, offset - WINDOW), min(end, offset + WINDOW)

    def sentence_before(self, offset: int) -> Span | None:
        """The sentence before the one around an offset, in the same paragraph."""
        before = [sentence for sentence in self.sentences_at(offset) if sentence[1] <= offset]
        return before[-1] if before else None

    def box_of(self, offset: int) -> Box | None:
        at = self._box_number(offset)
        return self.boxes[at] if at >= 0 and offset < self.boxes[at].section.end else None

    def box_headed_at(self, offset: int) -> Box | None:
        """The box whose heading, or whose text above its first project, holds the offset."""
        at = self._box_number(offset)
        for box in self.boxes[max(at, 0) : at + 2]:
            heading = box.heading is not None and box.heading[0] <= offset < box.heading[1]
            if heading or box.head[0] <= offset < box.head[1]:
                return box
        return None

    def _box_number(self, offset: int) -> int:
        """The number of the last box that begins at or before the offset; -1 before the first."""
        return bisect_right(self.boxes, offset, key=lambda box: box.section.start) - 1

    def in_list(self, offset: int) -> bool:
        """Whether the offset lies among the projects of a list, below what stands above the first of them."""
        box = self.box_of(offset)
        return box is not None and offset >= box.head[1]


def view_of(release: Release, words: Vocabulary) -> View:
    """The view of a finished record."""
    sections = tuple(sorted((s for s in release.sections if s.kind in MINED), key=lambda s: s.start))
    amounts = {amount.id: amount for amount in release.amounts}
    again: dict[str, list[Amount]] = {}
    for amount in release.amounts:
        if amount.same_as is not None:
            again.setdefault(amount.same_as, []).append(amount)
    entries = tuple(_entry(project, amounts, again, sections) for project in release.projects)
    lines = tuple(
        found.span() for section in sections for found in _LINE.finditer(release.text, section.start, section.end)
    )
    used = {part.amount for p in release.projects for part in (p.granted, p.total) if part is not None and part.amount}
    loose = tuple(
        a for a in release.amounts if a.role == "grant" and a.id not in used and a.same_as is None and a.per is None
    )
    return View(
        release=release,
        words=words,
        text=release.text,
        folded=folded if len(folded := release.text.lower()) == len(release.text) else release.text,
        amounts=amounts,
        sections=sections,
        entries=entries,
        boxes=tuple(_boxes(release.text, words, sections, entries, [a.start for a in loose])),
        lines=lines,
        used=frozenset(used),
        loose=loose,
    )


def holds(text: str, name: str) -> bool:
    """Whether the text holds a name as whole words, a genitive's s at most behind it; both casefolded."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not text[at - 1 : at].isalnum() and not text[end : end + 2].removeprefix("s")[:1].isalnum():
            return True
        at = text.find(name, at + 1)
    return False


def stems(name: str) -> tuple[str, ...]:
    """What the words of a pool's name begin with in its other forms: ``åben pulje`` is also ``åbne pulje``,
    ``temapulje`` also ``temapuljens``."""
    return tuple(word[: max(2, len(word) - 2)] for word in _WORD.findall(name.casefold())[:_STEMS])


def places_of(text: str, name: Sequence[str], start: int, end: int) -> Iterator[Span]:
    """Where ``text[start:end]`` holds a name, given as its stems, with words of any close ending."""
    words = list(_WORD.finditer(text, start, end)) if name else []
    folded = [word.group().casefold() for word in words]
    for at in range(len(words) - len(name) + 1):
        if all(w.startswith(s) and len(w) <= len(s) + _ENDING for w, s in zip(folded[at:], name, strict=False)):
            yield words[at].start(), words[at + len(name) - 1].end()


def _entry(
    project: Project, amounts: Mapping[str, Amount], again: Mapping[str, list[Amount]], sections: tuple[Section, ...]
) -> Entry:
    names = project.evidence.get("name", ())
    grant = amounts.get(project.granted.amount or "") if project.granted else None
    total = amounts.get(project.total.amount or "") if project.total else None
    others = list(again.get(grant.id, ())) if grant is not None else []
    if grant is not None and grant.same_as is not None and grant.same_as in amounts:
        others.append(amounts[grant.same_as])
    places = [grant.start] if grant is not None else []
    for start in (*places, *(span[0] for span in names)):
        section = next((s for s in sections if s.start <= start < s.end), None)
        if section is not None and _is_list(section, names):
            inside = next((span for span in names if section.start <= span[0] < section.end), None)
            name = inside or (names[0] if names else None)
            at = name[0] if name is not None else start
            item = next((n for n, one in enumerate(section.items) if one.start <= at < one.end), None)
            return Entry(project, grant, total, name, section.id, tuple(others), item)
    return Entry(project, grant, total, names[0] if names else None, None, tuple(others))


def _is_list(section: Section, names: tuple[Span, ...]) -> bool:
    """Whether a section lists this project: it is a box or has items, and the name stands in it."""
    if section.kind not in _BOXES and not section.items:
        return False
    return any(section.start <= start < section.end for start, _ in names)


def _boxes(
    text: str, words: Vocabulary, sections: tuple[Section, ...], entries: tuple[Entry, ...], loose: list[int]
) -> Iterator[Box]:
    members: dict[str | None, list[Entry]] = {}
    for entry in entries:
        members.setdefault(entry.box, []).append(entry)
    for number, section in enumerate(sections):
        own = tuple(members.get(section.id, ()))
        if not own:
            continue
        starts = [entry.name[0] for entry in own if entry.name is not None and entry.name[0] >= section.start]
        first = min(starts, default=section.end)
        items = [item.start for item in section.items if item.start <= first < item.end]
        # Back to the start of the first entry's line or item: an applicant or number may stand before the name.
        first = min([*items, max(text.rfind("\n", section.start, first) + 1, section.start)])
        heading = _heading(text, section, sections[number - 1] if number else None)
        intro = _intro(text, sections[number - 1]) if number else ""
        said = f"{section.heading or ''} {text[section.start : first]} {intro}"
        sampled = words.sample.search(said) is not None
        complete = _complete(text, words, section, own, loose)
        yield Box(section, own, heading, (section.start, first), sampled, complete)


def _intro(text: str, before: Section) -> str:
    """The last line before a list, if it announces it."""
    line = text[before.start : before.end].rstrip().rpartition("\n")[2]
    return line if line.endswith(":") else ""


def _complete(text: str, words: Vocabulary, section: Section, entries: tuple[Entry, ...], loose: list[int]) -> bool:
    """Whether every item of a list holds a project, and every grant below its head is one's (``loose``: where the
    release has grants that are none's)."""
    places = sorted(start for entry in entries for start, _ in (*entry.span(), *((entry.name,) if entry.name else ())))
    for item in section.items:
        at = bisect_left(places, item.start)
        held = at < len(places) and places[at] < item.end
        if not held and not words.sum_row.match(text, item.start, item.end):
            return False
    first = bisect_left(loose, places[0]) if places else len(loose)
    return all(_is_sum_row(text, words, at) for at in loose[first : bisect_left(loose, section.end)])


def _is_sum_row(text: str, words: Vocabulary, offset: int) -> bool:
    start = text.rfind("\n", 0, offset) + 1
    return words.sum_row.match(text, start, offset) is not None


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


def _sentences(words: Vocabulary, text: str, line: Span) -> Iterator[Span]:
    start, end = line
    if _STOP.search(text, start, max(start, end - 1)) is None:
        yield line
        return
    for low, high in words.sentences.split(text[start:end]):
        yield start + low, start + high
