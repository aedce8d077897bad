"""Finds the projects of an article: its lists and tables first, then its sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from extract.match.projects.entries import Entry, named, read_entry, run_together
from extract.match.projects.enumerations import read_enumeration, read_groups
from extract.match.projects.fields import Index, around, quoted_titles, strip
from extract.match.projects.givers import givers
from extract.match.projects.headed import headed_projects
from extract.match.projects.headline import from_headline
from extract.match.projects.items import read_list, without_prepositions
from extract.match.projects.labelled import labelled_boxes, of_labels
from extract.match.projects.laid_out import with_lists
from extract.match.projects.learned import with_tagged
from extract.match.projects.lists import Lists, is_asked, is_statistics
from extract.match.projects.paragraphs import Told, read_paragraphs
from extract.match.projects.pools import find_pool
from extract.match.projects.prose import told_in, with_carrier
from extract.match.projects.tables import is_project_table, read_table
from extract.match.projects.telling import tell
from extract.match.projects.words import ProjectWords, compile_words
from extract.match.projects.works import works
from extract.match.tagging.tagger import Tagger
from extract.patterns import Patterns
from extract.records.document import Article, Element, Passage
from extract.records.mentions import Mentions, Named, ProjectMention, ProjectsTold
from extract.records.release import Section, Span

_LABEL = regex.compile(r"(?:^|[.;|\n]\s?)(?P<label>\p{Lu}[\p{L} ]{2,30}):\s(?:kr\.\s)?$")
_LABEL_ROOM = 45
_TITLE_TAGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_TITLE_CLASS = regex.compile(
    r"(?:^|[-_])(?:title|titel|headline|heading|overskrift|name|navn)(?:$|[-_])", regex.IGNORECASE
)
_IN_ALL = regex.compile(r"\bi alt(?:\s\p{Ll}{1,8})?\s$")
# "Projekt i alt 1.492.375 kr. Bevilliget beløb 200.000 kr."
_WORKS_IN_ALL = regex.compile(
    r"\b(?:projekt(?:et)?|byggeri(?:et)?|anlæg(?:get)?)\si\salt(?:\s\p{Ll}{1,8})?\s$", regex.IGNORECASE
)
_IN_ALL_ROOM = 20
_LONGEST_TITLE = 14


@dataclass(frozen=True, slots=True, eq=False)
class ProjectMatcher:
    """The project matcher of one set of patterns."""

    words: ProjectWords
    lists: Lists

    def find(
        self, article: Article, sections: Sequence[Section], mentions: Mentions, tagger: Tagger | None = None
    ) -> ProjectsTold:
        """The tellings of projects in ``article``, in reading order, and who is said to give. ``tagger`` names what the
        rules leave open."""
        # Marks around words that nobody is said to speak may stand around a title.
        speech = [part for q in mentions.quotes if q.direct and q.attribution != "none" for part in q.parts]
        sums = [money.start for money in mentions.money]
        items = (p for p in article.passages if p.item is not None)
        paid = [p for p in items if bisect_left(sums, p.start) < bisect_left(sums, p.end)]
        starts = [p.start for p in paid]
        spoken = [s for s in speech if not (n := bisect_right(starts, s[0])) or paid[n - 1].end <= s[0]]
        titles = quoted_titles(article.text, [(p.start, p.end) for p in article.passages], spoken)
        index = Index(article.text, mentions, titles)
        by_section: dict[str, list[Passage]] = {}
        for passage in article.passages:
            by_section.setdefault(passage.section, []).append(passage)
        found: list[ProjectMention] = []
        listed: set[str] = set()
        headed: set[str] = set()
        order = [section for section in sections if section.id in by_section]
        beside = False
        boxes = labelled_boxes(index, self.words, order, by_section)
        for number, section in enumerate(order):
            before = by_section[order[number - 1].id][-1] if number else None
            inside = by_section[section.id]
            fellows = _fellows(index, order, number)
            projects = self._of_list(index, section, inside, before, beside=beside, boxes=boxes, fellows=fellows)
            # A subheading alone does not part two lists of one kind.
            beside = projects is not None or (beside and section.kind == "subheading")
            if projects is not None:
                listed.add(section.id)
                found.extend(projects)
        for project, whole, section in headed_projects(index, self.words, order, by_section, listed):
            found += self._with_section_values(index, section, [project], [whole], None, by_section[section.id])
            headed.add(section.id)
        listed |= headed
        free = [passage for passage in article.passages if passage.section not in listed]
        taken: set[int] = set()
        for paragraph in read_paragraphs(index, self.words, free):
            if paragraph.passage.start not in taken:
                taken.add(paragraph.passage.start)
                found.append(self._with_paragraph(index, paragraph))
        for passage in free:
            if passage.start not in taken:
                found.extend(self._of_passage(index, passage))
        # What heads a list may say who gives: "… har fået i alt 57.000 kr. fra Havnens Fond:".
        said = (p for p in article.passages if p.section not in listed or p.item is None)
        given = tuple(g for p in said for g in givers(index, self.words, p))
        found.sort(key=lambda project: project.start)
        grants = tuple(project for project in found if not project.name.text)
        named_ones = tuple(project for project in found if project.name.text)
        if len(named_ones) == 1 and not named_ones[0].listed:
            # "Projektet ledes af Havnemuseet" may stand anywhere in a release about one project.
            for passage in free:
                named_ones = (with_carrier(index, self.words, named_ones[0], (passage.start, passage.end)),)
        refused = [s for s in order if s.items and self.lists.is_refused(s.heading or "")]
        if tagger is not None:
            barred = (s for s in order if s.items and self.lists.is_of_else(index, s, announced=False))
            other = (s for s in order if s.items and is_statistics(s.heading or ""))
            closed = {s.id for s in (*refused, *barred, *other)}
            told = ProjectsTold(named_ones, given, grants)
            reading = tagger.read(article, mentions, named_ones, settled=listed | closed, barred=closed)

            places = {section.id: at for at, section in enumerate(order)}

            def announced(section: str) -> bool:
                return self.lists.announces_support(index, order[places[section]])

            def complete(id_: str, projects: Sequence[ProjectMention], spans: Sequence[Span]) -> list[ProjectMention]:
                at = places[id_]
                before = by_section[order[at - 1].id][-1] if at else None
                return self._with_section_values(index, order[at], projects, spans, before, by_section[id_])

            told, read = with_lists(index, self.words, told, reading.lists, announced=announced, complete=complete)
            prose = [one for one in reading.told if one.stretch.section not in read]
            told = with_tagged(index, self.words, article, told, prose)
            named_ones, grants = told.projects, told.grants
        built = works(index, self.words, free) if not named_ones else ()
        if built:
            return ProjectsTold(built, given, grants)
        if grants or len(named_ones) == 1:
            headed_by = from_headline(index, self.words, article.passages, named_ones, grants)
            if headed_by is not None:
                return ProjectsTold((headed_by,), given, ())
        asked = tuple(n for s in refused for n in index.money((s.start, s.end)))
        return ProjectsTold(named_ones, given, grants, asked)

    # ------------------------------------------------------------------ lists

    def _of_list(
        self,
        index: Index,
        section: Section,
        passages: Sequence[Passage],
        before: Passage | None,
        *,
        beside: bool = False,
        boxes: AbstractSet[str] = frozenset(),
        fellows: int = 0,
    ) -> list[ProjectMention] | None:
        """The projects of a section that lists them, none where it only shares out fields; None for other sections."""
        if section.items and self.lists.is_refused(section.heading or ""):
            return []
        rows = [p for p in passages if p.block is not None and len(p.block.cells) > 1]
        inside = [p for p in passages if p.item is not None]
        if not section.items:
            return None
        single = of_labels(index, self.words, section, inside, headed=section.id in boxes)
        if single is not None:
            return [self._with_place(index, single, (inside[0].start, inside[-1].end))]
        if not is_project_table(index, self.words, rows) and not self.lists.is_project_list(
            index, section, inside, beside=beside, fellows=fellows
        ):
            return None
        if rows and len(rows) * 2 > len(passages):
            projects = without_prepositions(index, read_table(index, self.words, rows, section=section.id))
            spans = {p.item: (p.start, p.end) for p in rows}
            starts = [p.item for p in rows if p.item is not None]
            found = self._with_section_values(index, section, projects, [spans[i] for i in starts], before, passages)
            return found or None
        groups = read_groups(index, self.words, [(i.start, i.end) for i in section.items], section.id)
        if groups:
            return [self._with_place(index, project, span) for project, span in groups]
        entries: list[Entry] = []
        for item in section.items:
            if (head := _head_above(item.start, passages)) and self.lists.is_refused(index.text[slice(*head)]):
                continue
            first = bisect_right(passages, item.start, key=lambda p: p.end)
            last = bisect_left(passages, item.end, key=lambda p: p.start)
            own = _without_kicker(passages[first:last])
            lines = [(max(p.start, item.start), min(p.end, item.end)) for p in own]
            lines = [line for line in lines if line[0] < line[1]]
            entry = read_entry(index, self.words, lines) if lines else None
            if entry is not None:
                entries.append(entry)
        projects = read_list(index, self.words, entries, section=section.id)
        projects = self._of_heading(index, section, projects, inside[0].start)
        return self._with_section_values(index, section, projects, [e.span for e in entries], before, passages)

    def _of_heading(
        self, index: Index, section: Section, projects: list[ProjectMention], first: int
    ) -> list[ProjectMention]:
        """The projects of a list under nothing but the name of who gets all of it: ``Museet Holmen`` above ``50.000 kr.
        til en udstilling`` and ``20.000 kr. til et katalog``."""
        start = index.text.find(section.heading or "\n", section.start, first)
        head = (start, start + len(section.heading or ""))
        known = (index.mentions.organisations[n] for n in index.organisations(head))
        whole = any(o.start == head[0] and o.end == head[1] and self.words.funder.search(o.name) is None for o in known)
        if start < 0 or not whole or any(project.applicant for project in projects):
            return projects
        return [replace(project, applicant=named(index.text, head)) for project in projects]

    def _with_section_values(
        self,
        index: Index,
        section: Section,
        projects: Sequence[ProjectMention],
        spans: Sequence[Span],
        before: Passage | None,
        passages: Sequence[Passage],
    ) -> list[ProjectMention]:
        """The projects with the amounts of their own items, and what the list's heading says of all of them."""
        head = self._heading_span(section, before, passages)
        works = self.words.works_heading.expression.search(section.heading or "") is not None
        pool = find_pool(index.text, head) if head else None
        each = self.lists.each(index, head) if head else None
        if each is None and section.items and not any(index.money(span) for span in spans):
            each = self.lists.each_above(index, section.items[0].start)
        out = []
        for project in projects:
            span = around(spans, project.start)
            granted, total = project.granted, project.total
            if granted is None and total is None and span is not None:
                granted, total = self._amounts(index, span)
            if works and total is None and granted is not None and index.mentions.money[granted].role != "grant":
                granted, total = None, granted
            applicant = project.applicant
            if applicant is None and granted is not None and span is not None:
                applicant = self._told_applicant(index, span, granted, project, passages)
            if applicant is None and span is not None and project.rule != "list.town":
                applicant = self._only_body(index, span, project)
            project = replace(project, applicant=applicant)
            if works:
                project = self._without_seat(index, project)
            place = project.place
            if place is None and span is not None:
                place = _town_above(index, span, passages) or self._place_of(index, span, project)
            out.append(
                replace(project, granted=granted if granted is not None else each, total=total, place=place, pool=pool)
            )
        return out

    def _without_seat(self, index: Index, project: ProjectMention) -> ProjectMention:
        """Works are named by what they are (``Nyt tag på hallen i Vig``): the town is where, not part of a name."""
        seat = self.words.seat(index, project.name.spans[0])
        if seat is None:
            return project
        return replace(
            project, name=named(index.text, seat[0]), place=project.place if project.place is not None else seat[1]
        )

    def _told_applicant(
        self, index: Index, span: Span, number: int, project: ProjectMention, passages: Sequence[Passage]
    ) -> Named | None:
        """Who gets the money by the sentence of an item's amount (``Foreningen Madro i Ry får 1,5 mio. kr.``)."""
        money = index.mentions.money[number]
        inside = bisect_right(passages, money.start, key=lambda p: p.start) - 1
        sentence = around(passages[inside].sentences, money.start) if inside >= 0 else None
        if sentence is None:
            return None
        clause = (max(sentence[0], span[0], project.name.spans[-1][1]), min(sentence[1], span[1]))
        told = tell(index, self.words, clause, money)
        who = named(index.text, told.applicant) if told.applicant is not None else None
        # "Tangskolen. Tre klasser skal lære at høste tang, og skolen får 75.000 kr.": the project is not who gets it.
        return who if who is None or who.text != project.name.text else None

    def _only_body(self, index: Index, span: Span, project: ProjectMention) -> Named | None:
        """The one body that an item's text below its name speaks of, funders aside: whose project it is."""
        below = (project.name.spans[-1][1], span[1])
        partners = {partner.text for partner in project.partners}
        names: dict[str, Span] = {}
        for number in index.organisations(below):
            o = index.mentions.organisations[number]
            generic = self.words.generic.fullmatch(o.name) is not None
            if not generic and o.name not in partners and not self.words.funder.search(o.name):
                names.setdefault(o.name, (o.start, o.start + len(o.name)))
        return named(index.text, next(iter(names.values()))) if len(names) == 1 else None

    def _heading_span(self, section: Section, before: Passage | None, passages: Sequence[Passage]) -> Span | None:
        first = next((p for p in passages if p.item is None and p.start == section.start), None)
        if first is not None:
            return first.start, first.end
        return (before.start, before.end) if before is not None and before.kind in {"subheading", "lead"} else None

    def _amounts(self, index: Index, span: Span) -> tuple[int | None, int | None]:
        """Grant and total of one item: by their roles, else the only amount is the grant."""
        money = index.mentions.money
        numbers = [n for n in index.money(span) if money[n].same_as is None and not is_asked(index, n)]
        grants = [n for n in numbers if money[n].role == "grant"]
        granted = next((n for n in grants if self._is_labelled(index, n)), next(iter(grants), None))
        whole = [
            n
            for n in numbers
            if _IN_ALL.search(index.text, max(span[0], money[n].start - _IN_ALL_ROOM), money[n].start)
        ]
        works = len(whole) == 1 and _WORKS_IN_ALL.search(index.text, span[0], money[whole[0]].start) is not None
        if len(whole) == 1 and len(numbers) > 1 and money[whole[0]].role != "total" and not works:
            granted = whole[0]  # "1,2 mio. kr. i 2015, 1,4 mio. kr. i 2016, i alt 2,6 mio. kr."
        total = next((n for n in numbers if money[n].role == "total" and n != granted), whole[0] if works else None)
        open_ = [n for n in numbers if money[n].role in {"other", "pool"} and n != total]
        if granted is None and len(open_) == 1:
            granted = open_[0]
        return granted, total

    def _is_labelled(self, index: Index, number: int) -> bool:
        """Whether a label says that an amount is the grant, beside others of the text: ``Støtte: 510.000 kr.``"""
        start = index.mentions.money[number].start
        label = _LABEL.search(index.text, max(0, start - _LABEL_ROOM), start)
        return label is not None and self.words.role_of(label["label"]) == "granted"

    def _with_paragraph(self, index: Index, told: Told) -> ProjectMention:
        """A paragraph's project with the amounts, the town and the applicant that the paragraph tells."""
        span = (told.passage.start, told.passage.end)
        project = told.project
        granted, total = self._amounts(index, span)
        granted = project.granted if project.granted is not None else granted
        applicant = project.applicant
        if applicant is None and granted is not None:
            applicant = self._told_applicant(index, span, granted, project, [told.passage])
        project = replace(project, granted=granted, total=project.total if project.total is not None else total)
        return self._with_place(index, replace(project, applicant=applicant), span)

    def _with_place(self, index: Index, project: ProjectMention, span: Span) -> ProjectMention:
        if project.place is not None:
            return project
        return replace(project, place=self._place_of(index, span, project))

    def _place_of(self, index: Index, span: Span, project: ProjectMention) -> int | None:
        """A project's place where no field states it: the item's only town, else one inside the applicant's name."""
        numbers = index.places(span)
        towns = [n for n in numbers if index.mentions.places[n].kind in {"city", "island"}]
        free = {
            index.mentions.places[n].name: n for n in reversed(towns) if not index.mentions.places[n].in_organisation
        }
        if len(free) == 1:
            return next(iter(free.values()))
        if free:
            return None
        # "Aarhus Universitet" says nothing of where its project is; "Karise Ungdomsklub" does.
        applicant = project.applicant
        if applicant is not None and self.words.wide_body.search(applicant.text) is not None:
            applicant = None
        named_spans = [*(applicant.spans if applicant else ()), *project.name.spans]
        inside = {
            index.mentions.places[n].name: n
            for n in reversed(towns)
            if index.mentions.places[n].kind == "city"  # a whole island is no town
            and any(low <= index.mentions.places[n].start < high for low, high in named_spans)
        }
        return next(iter(inside.values())) if len(inside) == 1 else None

    # ------------------------------------------------------------------ sentences

    def _is_glued_entry(self, index: Index, span: Span) -> bool:
        """Whether a piece between amounts opens with a short title and holds an amount."""
        titles = index.titles(span)
        return bool(index.money(span)) and bool(titles) and len(index.text[slice(*titles[0])].split()) < _LONGEST_TITLE

    def _from_title(self, index: Index, passage: Passage) -> Span:
        """The passage from the sentence on that opens with its first title: words before it announce the others."""
        first = next(iter(index.titles((passage.start, passage.end))), None)
        opens = first is not None and any(first[0] - 1 <= low <= first[0] for low, _ in passage.sentences)
        return (first[0] - 1 if first is not None and opens else passage.start), passage.end

    def _of_passage(self, index: Index, passage: Passage) -> list[ProjectMention]:
        if passage.item is not None and self.lists.is_pool_fact(index, (passage.start, passage.end)):
            return []
        enumerated = read_enumeration(index, self.words, passage)
        if enumerated:
            return [self._with_place(index, project, span) for project, span in enumerated]
        found: list[ProjectMention] = []
        pieces = run_together(index, self._from_title(index, passage))
        if len(pieces) > 1 and all(self._is_glued_entry(index, piece) for piece in pieces[1:]):
            entries = [e for e in (read_entry(index, self.words, [piece]) for piece in pieces) if e is not None]
            projects = read_list(index, self.words, entries, section=passage.section)
            for project, entry in zip(projects, entries, strict=False):
                granted, total = self._amounts(index, entry.span)
                place = project.place if project.place is not None else self._place_of(index, entry.span, project)
                found.append(replace(project, granted=granted, total=total, place=place))
            return found
        return told_in(index, self.words, passage)


def _without_kicker(passages: Sequence[Passage]) -> Sequence[Passage]:
    """The lines of a card from its title on, where its markup says which one that is: what stands above is a label."""
    elements = [p.block.element if p.block is not None else None for p in passages]
    titles = [n for n, e in enumerate(elements) if e is not None and _is_title(e)]
    return passages[titles[0] :] if titles else passages


def _is_title(element: Element) -> bool:
    return element.tag in _TITLE_TAGS or any(_TITLE_CLASS.search(name) is not None for name in element.classes)


def _head_above(start: int, passages: Sequence[Passage]) -> Span | None:
    """The nearest line between the entries above one: the head of its group."""
    above = passages[: bisect_left(passages, start, key=lambda p: p.start)]
    head = next((p for p in reversed(above) if p.item is None), None)
    return (head.start, head.end) if head is not None else None


def _town_above(index: Index, span: Span, passages: Sequence[Passage]) -> int | None:
    """The town that the nearest line between the entries above one names, and nothing else: the head of its group."""
    at = bisect_left(passages, span[0], key=lambda p: p.start)
    head = next((p for p in reversed(passages[:at]) if p.item is None), None)
    if head is None or head.block is None or len(head.block.cells) > 1:
        return None
    whole = strip(index.text, head.start + len(head.block.marker), head.end)
    places = (n for n in index.places(whole) if index.mentions.places[n].kind in {"city", "island"})
    return next((n for n in places if (index.mentions.places[n].start, index.mentions.places[n].end) == whole), None)


def _fellows(index: Index, order: Sequence[Section], number: int) -> int:
    """How many items with a sum stand in the lists that follow each other here, but for the one of that number."""
    low = high = number
    while low > 0 and order[low - 1].items:
        low -= 1
    while high + 1 < len(order) and order[high + 1].items:
        high += 1
    others = (section for n, section in enumerate(order[low : high + 1], low) if n != number)
    return sum(bool(index.money((item.start, item.end))) for section in others for item in section.items)


@lru_cache(maxsize=4)
def compile_projects(patterns: Patterns) -> ProjectMatcher:
    """The project matcher of these patterns, made once."""
    recipients = tuple(phrase.expression for phrase in patterns.group("sections.heading.recipients"))
    words = compile_words(patterns)
    return ProjectMatcher(words, Lists(words, recipients))
