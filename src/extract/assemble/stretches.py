"""What the text around a project's telling says of it: its cost, its town, and the grant of a sentence that names none.

A project owns the text from where it is told to where the next one is, within the part under one subheading; the only
project of a release owns all but the parts about something else. *Hallen koster i alt 4 mio. kr.* two sentences on is
then its total.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from extract.assemble.tellings import Group, filled, occurrences
from extract.records.document import Article, Passage
from extract.records.mentions import Mentions, MoneyMention, Named, PlaceFound, ProjectMention
from extract.records.release import Section, Span

TOWNS = frozenset({"city", "island"})
_LINKS = frozenset({"i", "på", "ved", "nær", "fra"})
_LINK_ROOM = 8
_LEAST_NAME = 4
_BUILT = frozenset({"prose.works", "prose.headline"})
_LEAST_PART = 10
_MOST_ANCHORED = 60
"""Releases with more projects are lists; their entries say themselves what there is to say."""


class Stretches:
    """Whose text is whose, in one release."""

    def __init__(
        self, article: Article, sections: Sequence[Section], mentions: Mentions, groups: Sequence[Group]
    ) -> None:
        self._article = article
        self._mentions = mentions
        self._groups = groups
        self._heads = [s for s in sections if s.kind == "subheading"]
        self._head_starts = [s.start for s in self._heads]
        self._speech = sorted(part for q in mentions.quotes if q.direct for part in q.parts)

    @cached_property
    def _anchors(self) -> list[tuple[int, int]]:
        """Where each project is told or named, in the order of the text: offset and number of the project."""
        found: set[tuple[int, int]] = set()
        for number, group in enumerate(self._groups[:_MOST_ANCHORED]):
            project = group.project
            found.update((start, number) for start in group.starts)
            names = [project.name.text] if project.named else []
            if project.applicant is not None:
                names.append(project.applicant.text)
            for name in names:
                if len(name) >= _LEAST_NAME:
                    found.update((at, number) for at in occurrences(self._article, name))
        return sorted(found)

    def completed(self, grants: Sequence[ProjectMention]) -> list[ProjectMention]:
        """The projects with what the text around them says. ``grants`` are those of sentences that name no project."""
        projects = [group.project for group in self._groups]
        for grant in grants:
            owner = self._owner(grant.start)
            if owner is not None and self._takes(projects[owner], grant):
                projects[owner] = filled(replace(projects[owner], granted=None), grant)
        used = {p.total for p in projects} | {p.granted for p in projects}
        granted = {self._mentions.money[p.granted].value for p in projects if p.granted is not None}
        # A headline may call the grant what somebody invests: another sum says the cost better.
        totals = sorted(enumerate(self._mentions.money), key=lambda found: found[1].value in granted)
        for number, money in totals:
            if money.role != "total" or number in used or self._is_spoken(money.start):
                continue
            owner = self._owner(money.start)
            if owner is None or self._is_elsewhere(projects[owner], money.start):
                continue
            if self._costs(projects[owner], money) and not self._is_of_more(projects[owner], money):
                projects[owner] = replace(projects[owner], total=number)
        return [self._with_town(project, group) for project, group in zip(projects, self._groups, strict=True)]

    def _is_of_more(self, project: ProjectMention, money: MoneyMention) -> bool:
        """Whether a cost is rather that of what a project is a part of: no phrase ties its name to its grant, and that
        is a small part of the cost (``en skole til 214 mio. kr.``, and 20 of them to ``Den Grønne Gård`` around it)."""
        granted = self._mentions.money[project.granted].value if project.granted is not None else None
        if project.rule != "prose.tagged" or granted is None or money.value is None:
            return False
        return granted * _LEAST_PART < money.value

    # ------------------------------------------------------------------ whose

    def _owner(self, offset: int) -> int | None:
        """The project that the text at ``offset`` speaks of."""
        low, high = self._part(offset)
        here = [(at, number) for at, number in self._anchors if low <= at < high]
        if len(self._groups) == 1 and (low == 0 or here):
            return 0
        before = [number for at, number in here if at <= offset]
        owners = before[-1:] if before else [number for _, number in here]
        if len(set(owners)) != 1:
            return None
        listed = self._groups[owners[0]].project.listed
        # A list's entry owns no more than the paragraph of the prose that names it.
        return owners[0] if not listed or self._names(owners[0], offset) else None

    def _names(self, number: int, offset: int) -> bool:
        passage = self._passage(offset)
        return passage is not None and any(n == number and passage.start <= at < passage.end for at, n in self._anchors)

    def _part(self, offset: int) -> Span:
        """The part of the text under one subheading."""
        at = bisect_right(self._head_starts, offset)
        start = self._head_starts[at - 1] if at else 0
        end = self._head_starts[at] if at < len(self._head_starts) else len(self._article.text)
        return start, end

    def _passage(self, offset: int) -> Passage | None:
        passages = self._article.passages
        at = bisect_right(passages, offset, key=lambda p: p.start) - 1
        return passages[at] if at >= 0 and offset < passages[at].end else None

    def _is_spoken(self, offset: int) -> bool:
        at = bisect_right(self._speech, (offset, offset)) - 1
        return at >= 0 and offset < self._speech[at][1]

    # ------------------------------------------------------------------ money

    def _takes(self, project: ProjectMention, grant: ProjectMention) -> bool:
        """Whether a grant that names no project is this one's: it has none, or only one further down the text."""
        if project.listed or grant.granted is None:
            return False
        if project.granted is None:
            return project.named or project.rule in _BUILT
        return project.rule == "prose.noun" and len(self._groups) == 1 and grant.start < project.start

    def _is_elsewhere(self, project: ProjectMention, offset: int) -> bool:
        """Whether the sentence at the offset tells of another town than the project's: ``I Vig koster det 65.000``."""
        passage = self._passage(offset)
        sentence = next((s for s in passage.sentences if s[0] <= offset < s[1]), None) if passage is not None else None
        if sentence is None or project.place is None or len(self._groups) == 1:
            return False
        towns = {self._mentions.places[n].name for n in self._towns(sentence)}
        return bool(towns) and self._mentions.places[project.place].name not in towns

    def _costs(self, project: ProjectMention, money: MoneyMention) -> bool:
        """Whether an amount can be the whole cost of the project: not less than its grant, in the same currency."""
        if project.total is not None or money.value is None or money.per is not None:
            return False
        if project.granted is None:
            return True
        granted = self._mentions.money[project.granted]
        return granted.value is not None and granted.currency == money.currency and money.value >= granted.value

    # ------------------------------------------------------------------ towns

    def _with_town(self, project: ProjectMention, group: Group) -> ProjectMention:
        """The project with the town that the nearest text says: beside its name, at the top of a release about it
        alone, in the paragraphs that tell of it, as its applicant's seat, at the top of a release about one place."""
        # Of several told in one breath, each has its own town beside it or none.
        if project.place is not None or project.listed or project.rule == "prose.among":
            return project
        towns = next((found for found in self._said_towns(project, group) if len(found) == 1), [])
        return replace(project, place=towns[0]) if towns else project

    def _said_towns(self, project: ProjectMention, group: Group) -> Iterator[list[int]]:
        """The towns of one stretch after another, the surest first; two in one stretch leave that one open."""
        only = len(self._groups) == 1
        if project.applicant is not None:
            yield self._inside(project.applicant)
        yield self._beside(project.name.text)
        yield [n for n in self._inside(project.name) if project.named or self._mentions.places[n].in_organisation]
        if only:
            yield self._towns(self._top)
        for span in self._around(group):
            yield self._towns(span)
        if project.applicant is not None:
            yield self._beside(project.applicant.text)
        if only:
            first = next((p for p in self._article.passages if p.start >= self._top[1] and p.kind == "body"), None)
            near = first is not None and self._part(first.start)[0] == 0
            yield self._towns((first.start, first.end)) if first is not None and near else []
        else:
            # A village's own release: its one town is also in the sender's name.
            towns = self._towns(self._top) if project.applicant is None else []
            sender = (self._article.publisher or "").casefold()
            yield towns if all(self._mentions.places[n].name.casefold() in sender for n in towns) else []

    @cached_property
    def _top(self) -> Span:
        return 0, max((p.end for p in self._article.passages if p.kind in {"title", "lead"}), default=0)

    def _around(self, group: Group) -> Iterator[Span]:
        """The sentences before each telling in its paragraph, the nearest first; what follows it there; the heading."""
        for start in group.starts:
            passage = self._passage(start)
            if passage is None:
                continue
            before = [s for s in passage.sentences if s[0] <= start]
            if before:
                yield self._own_words(before.pop(), start)
            yield from reversed(before)
            at = bisect_right(passage.sentences, start, key=lambda s: s[0]) - 1
            yield passage.sentences[at][1] if at >= 0 else passage.start, passage.end
        for start in group.starts:
            at = bisect_right(self._head_starts, start) - 1
            if at >= 0:
                yield self._heads[at].start, self._heads[at].end

    def _own_words(self, sentence: Span, start: int) -> Span:
        """What of its sentence speaks of the project told at ``start``: all, or up to where the next one is told."""
        told = sorted({at for group in self._groups for at in group.starts if sentence[0] <= at < sentence[1]})
        place = bisect_right(told, start)
        low = sentence[0] if place <= 1 else start
        return low, told[place] if place < len(told) else sentence[1]

    def _towns(self, span: Span) -> list[int]:
        """The towns that a stretch names outside bodies' names and speech, one mention number each."""
        first: dict[str, int] = {}
        for number, place in enumerate(self._mentions.places):
            if span[0] <= place.start < span[1] and is_town(place) and not self._is_spoken(place.start):
                first.setdefault(place.name, number)
        return list(first.values())

    def _beside(self, name: str) -> list[int]:
        """The town that stands right after a name anywhere in the text: ``Ny svømmehal i Løsning``."""
        folded = name.casefold()
        for number, place in enumerate(self._mentions.places):
            if not is_town(place):
                continue
            start = max(0, place.start - len(name) - _LINK_ROOM)
            before, _, link = self._article.text[start : place.start].rstrip().casefold().rpartition(" ")
            if link in _LINKS and before.rstrip("»«“”„\"’‘'").endswith(folded):
                return [number]
        return []

    def _inside(self, name: Named) -> list[int]:
        """The towns inside a name."""
        return [
            n
            for n, place in enumerate(self._mentions.places)
            if place.kind == "city" and any(low <= place.start and place.end <= high for low, high in name.spans)
        ]


def is_town(place: PlaceFound) -> bool:
    """Whether a place is a town or an island named for itself, not inside a body's name."""
    return place.kind in TOWNS and not place.in_organisation
