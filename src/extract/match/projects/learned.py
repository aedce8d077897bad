"""What the learned tagger adds to the rules in prose: names where they found none, or found one by a rule that errs.

It is silent where structure has spoken: in lists and tables, however they were read, in lists of prices or refusals. It
adds a name only beside money that is given to nothing yet, or among several beside no money.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from extract.match.projects.entries import named
from extract.match.projects.fields import Index, around
from extract.match.projects.prose import POSSIBLE, REFUSED_ROOM, SUBJECT_ROOM
from extract.match.projects.telling import town_of
from extract.match.projects.words import ProjectWords
from extract.match.tagging.decode import UNIT
from extract.match.tagging.tagger import Tagged, Told
from extract.records.document import Article, Passage
from extract.records.mentions import Named, ProjectMention, ProjectsTold
from extract.records.release import Span

OPEN_RULES: Final = frozenset({"prose.applicant", "prose.purpose", "prose.support", "prose.applied", "prose.loan"})
"""Rules whose names give way to one of the tagger's elsewhere in the sentence."""
LONGER_RULES: Final = frozenset({"prose.named", "prose.noun", *OPEN_RULES})
"""Rules whose names give way to one that holds them and more."""
PROSE: Final = "prose.tagged"
LEAST_INSTEAD = 2 * UNIT
"""By how much the tagger's reading must win before its name stands in place of a rule's."""
LEAST_LONGER = 2 * UNIT
LEAST_NEW = UNIT
LEAST_UNPAID = 2 * UNIT
LEAST_BARE = 2
_MOST_GIVEN = 2
_EDGE = 3
_WHERE = ("i", "på", "ved")
_OPEN_MONEY: Final = frozenset(
    {None, *(f"money.role.{rule}" for rule in ("pool.reserved", "pool.distribute", "cofunding.verb", "total.cost"))}
)
"""Rules by which an amount may still be one that is given to a project."""


@dataclass(slots=True)
class _Reading:
    """The tellings while the tagger's finds are worked in. ``projects`` and ``grants`` are in reading order."""

    index: Index
    words: ProjectWords
    projects: list[ProjectMention]
    grants: Sequence[ProjectMention]
    passages: Sequence[Passage]
    added: list[ProjectMention] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    """The grants, by number, that have got a name."""
    used: set[int] = field(default_factory=set)
    """The amounts of projects."""
    given: set[int] = field(default_factory=set)
    """The amounts that the tagger takes for given."""
    bare: set[str] = field(default_factory=set)
    """The sections with several names beside no amount: rows of figures without a currency, or of names alone."""

    def sentence(self, offset: int) -> Span | None:
        at = bisect_right(self.passages, offset, key=lambda p: p.start) - 1
        return around(self.passages[at].sentences, offset) if at >= 0 else None

    def inside(self, span: Span) -> range:
        """The numbers of the projects whose names begin within the span."""
        low = bisect_left(self.projects, span[0], key=lambda p: p.start)
        return range(low, bisect_left(self.projects, span[1], key=lambda p: p.start))

    def grant(self, span: Span) -> int | None:
        """The first grant within the span that has no name."""
        low = bisect_left(self.grants, span[0], key=lambda p: p.start)
        high = bisect_left(self.grants, span[1], key=lambda p: p.start)
        return next((n for n in range(low, high) if n not in self.taken), None)

    def money(self, span: Span, name: Span) -> int | None:
        """The amount given within the span, of no project yet, that stands nearest to the name."""
        money = self.index.mentions.money
        open_ = [n for n in self.index.money(span) if n in self.given and self.is_open(n, span)]
        return min(open_, key=lambda n: max(money[n].start - name[1], name[0] - money[n].end), default=None)

    def is_unexplained(self, span: Span) -> bool:
        """Whether the span has an amount of no project that may be one that is given."""
        money = self.index.mentions.money
        return any(money[n].rule in _OPEN_MONEY and self.is_open(n, span) for n in self.index.money(span))

    def is_open(self, number: int, span: Span) -> bool:
        """Whether an amount is of no project, and the words before it in the span bar none: ``Hver skole får …``."""
        money = self.index.mentions.money[number]
        if number in self.used or money.same_as is not None or money.rule in POSSIBLE:
            return False
        text, before = self.index.text, max(span[0], money.start - SUBJECT_ROOM)
        if self.words.no_recipient.search(text, before, money.start):
            return False
        return self.words.refused.expression.search(text, max(before, money.start - REFUSED_ROOM), money.start) is None

    def named(self, name: Tagged) -> Named:
        return named(self.index.text, name.span)


def explained(index: Index, told: ProjectsTold) -> set[int]:
    """The starts of the sums that projects already have, under names that no longer one could replace."""
    sure = [n for p in told.projects if p.rule not in LONGER_RULES for n in (p.granted, p.total) if n is not None]
    return {index.mentions.money[n].start for n in sure}


def with_tagged(
    index: Index,
    words: ProjectWords,
    article: Article,
    told: ProjectsTold,
    found: Sequence[Told],
) -> ProjectsTold:
    """The tellings with what the tagger adds of what it ``found``."""
    reading = _Reading(index, words, list(told.projects), told.grants, article.passages)
    reading.used = {n for p in told.projects for n in (p.granted, p.total) if n is not None}
    reading.given = {n for one in found for t in one.found if t.kind == "G" for n in index.money(t.span)}
    counts = Counter(
        one.stretch.section for one in found for t in one.found if t.kind == "P" and not index.money(_whole(one))
    )
    reading.bare = {section for section, count in counts.items() if count >= LEAST_BARE}
    for one in found:
        _prose(reading, one)
    projects = sorted([*reading.projects, *reading.added], key=lambda p: p.start)
    grants = tuple(grant for n, grant in enumerate(told.grants) if n not in reading.taken)
    return replace(told, projects=tuple(projects), grants=grants)


def _whole(one: Told) -> Span:
    return one.stretch.passages[0].start, one.stretch.passages[-1].end


def _names(one: Told, words: ProjectWords, text: str) -> Iterator[Tagged]:
    """The projects' names of a stretch. One that fills the first of several lines stands alone: what the lines below it
    tell is what for."""
    names = [_bare(t, words, text) for t in one.found if t.kind == "P"]
    first = one.stretch.passages[0]
    if len(one.stretch.passages) > 1 and sum(t.kind == "G" for t in one.found) <= _MOST_GIVEN:
        heads = [t for t in names if t.start <= first.start + _EDGE and first.end - _EDGE <= t.end <= first.end]
        return iter(heads or names)
    return iter(names)


def _bare(name: Tagged, words: ProjectWords, text: str) -> Tagged:
    """A name without what is before the thing itself: ``en sti``, ``til indkøb af en båd``."""
    return replace(name, start=words.purposes.made(text, name.span)[0])


def _applicant(reading: _Reading, one: Told, name: Tagged, sentence: Span) -> Named | None:
    """Who gets the money: in the name's sentence, or the only one of the stretch."""
    who = [t for t in one.found if t.kind == "A"]
    near = [t for t in who if sentence[0] <= t.start < sentence[1]] or (who if len(who) == 1 else [])
    best = min(near, key=lambda t: max(t.start - name.end, name.start - t.end), default=None)
    return reading.named(best) if best is not None else None


def _prose(reading: _Reading, one: Told) -> None:
    whole = _whole(one)
    there = reading.inside(whole)
    supported: set[int] = set()
    new: list[Tagged] = []
    for name in _names(one, reading.words, reading.index.text):
        over = [n for n in there if _overlap(reading.projects[n].name.spans, name.span)]
        supported.update(over)
        if not over:
            new.append(name)
        elif len(over) == 1:
            reading.projects[over[0]] = _bounded(reading, reading.projects[over[0]], name)
    for name in new:
        sentence = reading.sentence(name.start) or whole
        applicant = _applicant(reading, one, name, sentence)
        weak = [n for n in there if n not in supported and reading.projects[n].rule in OPEN_RULES]
        weak.sort(key=lambda n: not sentence[0] <= reading.projects[n].start < sentence[1])
        if weak and name.lead >= LEAST_INSTEAD:
            p = reading.projects[weak[0]]
            who = applicant or p.applicant or (p.name if p.rule == "prose.applicant" else None)
            reading.projects[weak[0]] = replace(p, name=reading.named(name), applicant=who, rule=PROSE)
            supported.add(weak[0])
        elif name.lead >= LEAST_NEW:
            _add(reading, one, name, applicant, (sentence, whole))


def _overlap(spans: Sequence[Span], span: Span) -> bool:
    return any(low < span[1] and span[0] < high for low, high in spans)


def _bounded(reading: _Reading, project: ProjectMention, name: Tagged) -> ProjectMention:
    """A project under the tagger's name where that is more of the same, or where its rule took who gets for it.

    The town that it lies in is no more of the name: ``Badebroen i Juelsminde``.
    """
    low, high = project.name.spans[0]
    if (low, high) == name.span or (name.start == low and _is_town(reading, (high, name.end))):
        return project
    longer = name.start <= low and high <= name.end and project.rule in LONGER_RULES and name.lead >= LEAST_LONGER
    if longer or (project.rule == "prose.applicant" and name.lead >= LEAST_INSTEAD):
        return replace(project, name=reading.named(name), rule=PROSE)
    return project


def _is_town(reading: _Reading, span: Span) -> bool:
    """Whether a span is a preposition and a place, and nothing else."""
    before, _, place = reading.index.text[slice(*span)].strip().partition(" ")
    places = reading.index.mentions.places
    return before in _WHERE and any(p.end == span[1] and p.end - p.start == len(place) for p in places)


def _add(reading: _Reading, one: Told, name: Tagged, applicant: Named | None, spans: tuple[Span, Span]) -> None:
    """A project for a grant without a name, or for an amount of no project, in the sentence or else in the stretch."""
    sentence, whole = spans
    number = reading.grant(sentence)
    number = number if number is not None else reading.grant(whole)
    if number is not None:
        grant = reading.grants[number]
        reading.taken.add(number)
        if grant.granted is not None:
            reading.used.add(grant.granted)
        who = applicant or grant.applicant
        total = grant.total
        if total is not None and not sentence[0] <= reading.index.mentions.money[total].start < sentence[1]:
            total = None  # what is told beside it may be the cost of more than this name
        reading.added.append(replace(grant, name=reading.named(name), applicant=who, total=total, rule=PROSE))
        return
    money = reading.money(sentence, name.span)
    money = money if money is not None else reading.money(whole, name.span)
    if money is None:
        is_bare = one.stretch.section in reading.bare and not reading.index.money(whole)
        if not is_bare and (name.lead < LEAST_UNPAID or not reading.is_unexplained(sentence)):
            return
    else:
        reading.used.add(money)
    reading.added.append(
        ProjectMention(
            name=reading.named(name),
            listed=False,
            named=False,
            section=one.stretch.section,
            place=town_of(reading.index, sentence, sentence),
            applicant=applicant,
            granted=money,
            rule=PROSE,
            confidence=0.6,
        )
    )
