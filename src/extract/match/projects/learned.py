"""Prose as the tagger reads it: which words name a project, in each paragraph.

The rules' finds are part of what it reads by, so where it sees no name, those of open rules are most often none: of 45
such names in releases that neither had seen, three were right. What it finds comes under its own name, with what the
rules know of the sentence. It is silent where structure has spoken: in lists and tables, however they were read, in
lists of prices or refusals.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from extract.match.projects.entries import named
from extract.match.projects.fields import Index, around, unmarked
from extract.match.projects.prose import POSSIBLE, REFUSED_ROOM, SUBJECT_ROOM
from extract.match.projects.telling import town_of
from extract.match.projects.words import ProjectWords
from extract.match.tagging.decode import UNIT
from extract.match.tagging.tagger import Tagged, Told
from extract.records.document import Article, Passage
from extract.records.mentions import Named, ProjectMention, ProjectsTold
from extract.records.release import Span

PROSE: Final = "prose.tagged"
OPEN_RULES: Final = frozenset({"prose.applicant", "prose.purpose", "prose.support", "prose.applied", "prose.loan"})
"""Rules that take for the name what stands where a name may stand, with no word or mark to go by."""
_APPLICANT: Final = "prose.applicant"
_NAMED: Final = "prose.named"
LEAST_NEW = UNIT
"""By how much the tagger's reading must win before it adds a name for money told beside it."""
LEAST_UNPAID = 2 * UNIT
"""The same where none is: a project of the sender's own, or one whose money is told elsewhere."""
_HEADS: Final = frozenset({"title", "subheading"})
_MOST_GIVEN = 2
_EDGE = 3
_WHERE = ("i", "på", "ved")


@dataclass(slots=True)
class _Reading:
    """The tellings while the tagger's finds are worked in. ``projects`` and ``grants`` are in reading order."""

    index: Index
    words: ProjectWords
    projects: list[ProjectMention]
    grants: Sequence[ProjectMention]
    passages: Sequence[Passage]
    sender: str
    added: list[ProjectMention] = field(default_factory=list)
    dropped: set[int] = field(default_factory=set)
    """The rules' projects, by number, that the tagger does not see."""
    taken: set[int] = field(default_factory=set)
    """The grants, by number, that have got a name."""
    used: set[int] = field(default_factory=set)
    """The amounts of projects."""
    givers: frozenset[str] = frozenset()
    given: set[int] = field(default_factory=set)
    """The amounts that the tagger takes for given."""

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

    def is_open(self, number: int, span: Span) -> bool:
        """Whether an amount is of no project, and the words before it in the span bar none: ``Hver skole får …``."""
        money = self.index.mentions.money[number]
        if number in self.used or money.same_as is not None or money.rule in POSSIBLE:
            return False
        text, before = self.index.text, max(span[0], money.start - SUBJECT_ROOM)
        if self.words.no_recipient.search(text, before, money.start):
            return False
        return self.words.refused.expression.search(text, max(before, money.start - REFUSED_ROOM), money.start) is None

    def is_known(self, span: Span) -> bool:
        """Whether a span is a person, a place or a body, or how the name of one begins."""
        bodies = self.index.mentions.organisations
        said = f"{self.index.text[slice(*span)]} "
        inside = any(body.start <= span[0] and span[1] <= body.end for body in bodies)
        names = (self.sender, *(body.name for body in bodies))
        return inside or self.index.is_other(span) or any(f"{name} ".startswith(said) for name in names)

    def named(self, name: Tagged) -> Named:
        return named(self.index.text, name.span)


def with_tagged(
    index: Index,
    words: ProjectWords,
    article: Article,
    told: ProjectsTold,
    found: Sequence[Told],
) -> ProjectsTold:
    """The tellings with what the tagger adds of what it ``found``."""
    reading = _Reading(index, words, list(told.projects), told.grants, article.passages, article.publisher or "")
    reading.used = {n for p in told.projects for n in (p.granted, p.total) if n is not None}
    reading.given = {n for one in found for t in one.found if t.kind == "G" for n in index.money(t.span)}
    funders = (p.funder for p in (*told.projects, *told.grants) if p.funder is not None)
    reading.givers = frozenset(giver.text for giver in (*told.givers, *funders))
    for one in found:
        _prose(reading, one)
    kept = [p for n, p in enumerate(reading.projects) if n not in reading.dropped]
    kept += reading.added
    # Where nothing is said of what for, who gets the money stands for the project.
    alone = [reading.projects[n] for n in sorted(reading.dropped) if not kept]
    kept += [p for p in alone if p.rule == _APPLICANT]
    unnamed = [
        _unnamed(index, p)
        for n in sorted(reading.dropped)
        if (p := reading.projects[n]) not in kept and p.granted is not None and p.granted not in reading.used
    ]
    grants = [grant for n, grant in enumerate(told.grants) if n not in reading.taken]
    return replace(
        told,
        projects=tuple(sorted(kept, key=lambda p: p.start)),
        grants=tuple(sorted([*grants, *unnamed], key=lambda p: p.start)),
    )


def _unnamed(index: Index, project: ProjectMention) -> ProjectMention:
    """A rule's project without the name that it gave."""
    granted = project.granted
    money = index.mentions.money[granted] if granted is not None else None
    span = (money.start, money.end) if money is not None else project.name.spans[0]
    return replace(project, name=Named("", (span,)), applicant=_payee(project))


def _payee(project: ProjectMention) -> Named | None:
    """Who gets it, where the rule took that for the project too."""
    return project.applicant or (project.name if project.rule in {_APPLICANT, _NAMED} else None)


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
    start, end = words.purposes.made(text, unmarked(text, name.span))
    return replace(name, start=start, end=end)


def _applicant(reading: _Reading, one: Told, name: Tagged, sentence: Span) -> Named | None:
    """Who gets the money: in the name's sentence, or the only one of the stretch; nobody who is said to give it."""
    text, givers = reading.index.text, reading.givers
    who = [t for t in one.found if t.kind == "A" and text[t.start : t.end] not in givers]
    near = [t for t in who if sentence[0] <= t.start < sentence[1]] or (who if len(who) == 1 else [])
    best = min(near, key=lambda t: max(t.start - name.end, name.start - t.end), default=None)
    return reading.named(best) if best is not None else None


def _prose(reading: _Reading, one: Told) -> None:
    whole = _whole(one)
    there = list(reading.inside(whole))
    new: list[Tagged] = []
    for name in _names(one, reading.words, reading.index.text):
        over = next((n for n in there if _overlap(reading.projects[n].name.spans, name.span)), None)
        if over is None:
            new.append(name)
        else:
            there.remove(over)
            reading.projects[over] = _renamed(reading, reading.projects[over], name)
    payees = [t.span for t in one.found if t.kind == "A"]
    unseen = [n for n in there if _may_err(reading.projects[n], payees)]
    # A headline says of what there is news, in other words than the text; rows without sums are told of as lists.
    is_text = not one.stretch.item and one.stretch.passages[0].kind not in _HEADS
    for name in new:
        if name.lead < LEAST_NEW or not (is_text or reading.index.money(whole)):
            continue
        sentence = reading.sentence(name.start) or whole
        applicant = _applicant(reading, one, name, sentence)
        beside = [n for n in unseen if sentence[0] <= reading.projects[n].start < sentence[1]] or unseen
        if beside:
            project = reading.projects[beside[0]]
            who = applicant or _payee(project)
            reading.projects[beside[0]] = replace(project, name=reading.named(name), applicant=who, rule=PROSE)
            unseen.remove(beside[0])
        else:
            _add(reading, one, name, applicant, (sentence, whole))
    for number in unseen:
        reading.dropped.add(number)
        project = reading.projects[number]
        reading.used -= {n for n in (project.granted, project.total) if n is not None}


def _may_err(project: ProjectMention, payees: Sequence[Span]) -> bool:
    """Whether a rule may have taken something else for a name: what follows *til*, or who gets the money."""
    return project.rule in OPEN_RULES or (project.rule == _NAMED and project.name.spans[0] in payees)


def _overlap(spans: Sequence[Span], span: Span) -> bool:
    return any(low < span[1] and span[0] < high for low, high in spans)


def _renamed(reading: _Reading, project: ProjectMention, name: Tagged) -> ProjectMention:
    """A project under the tagger's name, which the town that it lies in does not make longer: ``Badebroen i Vig``."""
    low, high = project.name.spans[0]
    bare = reading.words.purposes.made(reading.index.text, (low, high))[0], high
    if name.span in {(low, high), bare} or (name.start == low and _is_town(reading, (high, name.end))):
        return project
    return replace(project, name=reading.named(name), rule=PROSE)


def _is_town(reading: _Reading, span: Span) -> bool:
    """Whether a span is a preposition and a place, and nothing else."""
    before, _, place = reading.index.text[slice(*span)].strip().partition(" ")
    places = reading.index.mentions.places
    return before in _WHERE and any(p.end == span[1] and p.end - p.start == len(place) for p in places)


def _add(reading: _Reading, one: Told, name: Tagged, applicant: Named | None, spans: tuple[Span, Span]) -> None:
    """A project for a grant without a name, for an amount of no project in the sentence or else in the stretch, or with
    no amount."""
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
    is_name = reading.index.text[name.start].isupper()
    money = reading.money(sentence, name.span)
    money = money if money is not None else reading.money(whole, name.span)
    if money is not None:
        reading.used.add(money)
    elif name.lead < LEAST_UNPAID or reading.is_known(name.span) or not (is_name or reading.index.money(sentence)):
        return
    elif applicant is not None and applicant.spans[0][0] > name.start:
        applicant = None  # without money, whom a sentence names after a project may as well only take part in it
    reading.added.append(
        ProjectMention(
            name=reading.named(name),
            listed=False,
            named=is_name,
            section=one.stretch.section,
            place=town_of(reading.index, sentence, sentence),
            applicant=applicant,
            granted=money,
            rule=PROSE,
            confidence=0.6,
        )
    )
