"""Subheadings with a paragraph or two about a grant below each: a list in prose. The headings are the projects' names,
or those who get the money where each paragraph opens with its sum (``2,5 millioner kroner til køb af …``)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Literal

import regex

from extract.match.projects.applicants import bears_name, researcher
from extract.match.projects.entries import named, read_entry
from extract.match.projects.fields import Index, strip
from extract.match.projects.items import read_list
from extract.match.projects.naming import is_event, named_projects
from extract.match.projects.words import ProjectWords
from extract.records.document import Passage
from extract.records.mentions import ProjectMention
from extract.records.release import Section, Span

_LEAST = 3
_PASSAGES = 4
_LEAST_LOOSE = 4
_OF_ELSE = frozenset({"saving", "loan", "turnover", "cofunding"})
_PARTS = frozenset("–—−-:,;(|/")
"""Marks that part a heading's name from its sum."""
_WORDS = 5
_LONGEST = 9
_STATED_PASSAGES = 6
_STATED_WORDS = 16
_STATED = regex.compile(
    r"(?:(?<=\n)|(?<=[.!?)]\s))(?:Bevilling(?:ssum)?|Bevilget(?:\sbeløb)?|Støtte(?:beløb)?|Tilskud|Tildelt|Beløb|Donation|Uddeling)"
    r"(?:\spå)?:?\s(?:(?:kr\.|DKK)\s)?\d[\d.,]*(?:\s(?:mio\.?|mia\.?|millioner))?(?:\s(?:kr\.|kroner|euro))?"
)
_WHOM = regex.compile(r"\G\stil\s(?P<who>\p{Lu}[^.\n]{2,80})(?=\.?\s*(?:\n|$))")
_BY = regex.compile(r"(?:V\.|Ved|v/|V/)\s*")
_OPENS = regex.compile(r"(?:(?:kr\.|DKK)\s?)?")


def headed_projects(
    index: Index,
    words: ProjectWords,
    order: Sequence[Section],
    by_section: Mapping[str, Sequence[Passage]],
    listed: AbstractSet[str],
) -> list[tuple[ProjectMention, Span, Section]]:
    """The projects of three or more such sections in a row, each with its stretch of the text and its section."""
    found = _entries(index, words, order, listed)
    listed = {section.id for _, _, section in found} | listed
    found += _stated(index, words, order, by_section, listed)
    told = {section.id for _, _, section in found} | listed
    told_by = [
        (section, None if section.id in told else _kind(index, words, section, by_section[section.id]))
        for section in order
        if section.kind not in {"subheading", "caption"}
    ]
    runs: list[list[Section]] = []
    for held, group in groupby(told_by, key=lambda pair: pair[1] is not None):
        members = list(group)
        names = sum(kind == "name" for _, kind in members)
        if held and len(members) >= _LEAST_LOOSE and names * 2 > len(members):
            runs.append([section for section, _ in members])  # "Hvad siger du til det?" among many names is one, too
        elif held:
            strict = groupby(members, key=lambda pair: pair[1] == "name")
            runs += [[section for section, _ in run] for is_name, run in strict if is_name]
    heads = [section for section in order if section.kind == "subheading"]
    for run in (run for run in runs if len(run) >= _LEAST):
        given = [_gifts(index, words, by_section[section.id]) for section in run]
        received = sum(map(bool, given)) > len(run) / 2
        for section, gifts in zip(run, given, strict=True):
            head = _head(index, heads, section)
            if head is None:
                continue
            if received and gifts:
                seat = words.seat(index, head)
                bears = seat is not None and bears_name(index.text, seat[0])
                who = named(index.text, seat[0] if seat is not None and bears else head)
                place = seat[1] if seat is not None else None
                found += [
                    (
                        ProjectMention(
                            named(index.text, what),
                            listed=True,
                            named=bool(index.titles(what)),
                            section=section.id,
                            applicant=who,
                            place=place,
                            rule="list.headed",
                            confidence=0.85,
                        ),
                        passage,
                        section,
                    )
                    for what, passage in gifts
                ]
                continue
            name = named(index.text, head)
            project = ProjectMention(name, listed=True, section=section.id, rule="list.headed", confidence=0.85)
            found.append((project, (head[0], section.end), section))
    return found


def _head(index: Index, heads: Sequence[Section], section: Section) -> Span | None:
    """The words of the subheading that a section stands under: the nearest above, since two may be alike."""
    above = heads[: bisect_right(heads, section.start, key=lambda head: head.start)]
    spans = (strip(index.text, head.start, head.end) for head in reversed(above))
    heading = (section.heading or "").strip()
    return next((span for span in spans if index.text[slice(*span)] == heading), None)


def _entries(
    index: Index, words: ProjectWords, order: Sequence[Section], listed: AbstractSet[str]
) -> list[tuple[ProjectMention, Span, Section]]:
    """The projects of three or more headings in a row that are entries with their sums (``Hestehjælp – 320.000 kr.``),
    with the text below each."""
    found: list[tuple[ProjectMention, Span, Section]] = []
    pairs = [(head, body) for head, body in pairwise(order) if head.kind == "subheading"]
    for fits, group in groupby(pairs, key=lambda pair: _is_entry(index, words, pair, listed)):
        run = list(group)
        telling = sum(_tells(words, index.text[head.start : head.end]) for head, _ in run)
        if not fits or len(run) < _LEAST or telling * 2 > len(run):
            continue
        read = [(read_entry(index, words, [(head.start, head.end)]), head, body) for head, body in run]
        spans = [(entry, (head.start, body.end), body) for entry, head, body in read if entry is not None]
        projects = read_list(index, words, [entry for entry, _, _ in spans], section=run[0][1].id)
        for project in projects:
            whole, section = next((span, s) for _, span, s in spans if span[0] <= project.start < span[1])
            found.append((replace(project, section=section.id), whole, section))
    return found


def _is_entry(index: Index, words: ProjectWords, pair: tuple[Section, Section], listed: AbstractSet[str]) -> bool:
    """Whether a heading ends with the one sum it holds, behind a mark; only text stands below."""
    head, body = pair
    numbers = index.money((head.start, head.end))
    if len(numbers) != 1 or body.kind != "body" or body.items or body.id in listed:
        return False
    if index.mentions.money[numbers[0]].role in _OF_ELSE:
        return False
    rest = index.text[index.mentions.money[numbers[0]].end : head.end]
    before = index.text[head.start : index.mentions.money[numbers[0]].start].rstrip()
    return not rest.strip(" .)") and before[-1:] in _PARTS


def _tells(words: ProjectWords, said: str) -> bool:
    """Whether a heading tells of somebody's doing."""
    return any(verb.expression.search(said) for verb in (words.receive, words.give, words.heading_verb))


def _stated(
    index: Index,
    words: ProjectWords,
    order: Sequence[Section],
    by_section: Mapping[str, Sequence[Passage]],
    listed: AbstractSet[str],
) -> list[tuple[ProjectMention, Span, Section]]:
    """The projects of two or more sections that state the sum in so many words (``Bevilling: 2,1 mio. kr.``, ``Bevilget
    220.000 kr. til X``): the heading is the name, however long."""
    heads = [section for section in order if section.kind == "subheading"]
    found: list[tuple[ProjectMention, Span, Section]] = []
    above: Section | None = None
    last: Section | None = None
    for section in order:
        if section.kind == "subheading":
            above, last = last, section
        inside = by_section[section.id]
        head = _head(index, heads, section)
        stated = list(_STATED.finditer(index.text, section.start, section.end))
        if section.kind != "body" or section.id in listed or head is None or len(stated) != 1:
            continue
        if len(inside) > _STATED_PASSAGES or len((section.heading or "").split()) > _STATED_WORDS:
            continue
        whom = _WHOM.search(index.text, stated[0].end(), section.end)
        who = strip(index.text, *whom.span("who")) if whom is not None else _led_by(index, words, inside)
        by = _BY.match(index.text, *head)
        if by is not None and above is not None and index.text[above.end : head[0]].isspace():
            # "Titel", and below it "V. professor Ida Holm" set like a heading, too
            who, head = researcher(index, (by.end(), head[1])), (above.start, above.end)
        project = ProjectMention(
            named(index.text, strip(index.text, *head)),
            listed=True,
            section=section.id,
            applicant=named(index.text, who) if who is not None else None,
            rule="list.headed",
            confidence=0.85,
        )
        found.append((project, (head[0], section.end), section))
    return found if len(found) > 1 else []


def _led_by(index: Index, words: ProjectWords, inside: Sequence[Passage]) -> Span | None:
    """Who stands on the line below the heading: ``V. professor Ida Holm, Institut for Historie``."""
    line = (inside[0].start, inside[0].end)
    if len(inside) < 2 or index.money(line) or index.text[line[1] - 1] in ".!?":
        return None
    label = words.label(index.text, line)
    span = label[1] if label is not None and label[0] == "applicant" else line
    by = _BY.match(index.text, *span)
    span = (by.end() if by is not None else span[0], span[1])
    who = researcher(index, span)
    body = any(index.mentions.organisations[n].start == span[0] for n in index.organisations(span))
    return who if by is not None or label is not None or body or who in index.people(span) else None


def _kind(
    index: Index, words: ProjectWords, section: Section, inside: Sequence[Passage]
) -> Literal["name", "line"] | None:
    """What a section's heading is over a paragraph or two with a grant: set like a name, or any line; None where there
    is no heading or no grant below it."""
    heading = section.heading
    if section.kind != "body" or heading is None or len(inside) > _PASSAGES:
        return None
    grants = sum(index.mentions.money[n].role == "grant" for n in index.money((section.start, section.end)))
    if not grants or len(heading.split()) > _LONGEST:
        return None
    named_inside = (span for p in inside for span, _ in named_projects(index, words, p))
    if len(heading.split()) > _WORDS or not all(is_event(index, words, span) for span in named_inside):
        return "line"
    return "line" if words.heading_verb.expression.search(heading) else "name"


def _gifts(index: Index, words: ProjectWords, inside: Sequence[Passage]) -> list[tuple[Span, Span]]:
    """What each paragraph that opens with a sum says it is for, with the paragraph; none where a sum goes to a body."""
    found: list[tuple[Span, Span]] = []
    for passage in inside:
        number = next(iter(index.money((passage.start, passage.end))), None)
        if number is None or not passage.sentences:
            continue
        money = index.mentions.money[number]
        opens = _OPENS.fullmatch(index.text, passage.start, money.start) is not None
        what = words.purpose(index.text, (money.end, passage.sentences[0][1])) if opens else None
        if what is None:
            continue
        if any(index.mentions.organisations[n].start == what[0] for n in index.organisations(what)):
            return []
        title = index.titles(what)
        found.append((title[0] if len(title) == 1 else what, (passage.start, passage.end)))
    return found
