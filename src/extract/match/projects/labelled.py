"""Boxes of labelled lines about one project each: ``Fakta: Ølgod Multihal`` with its period, sum and partners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from extract.match.projects.applicants import researcher
from extract.match.projects.entries import named
from extract.match.projects.fields import Index, strip
from extract.match.projects.words import ProjectWords
from extract.records.document import Passage
from extract.records.mentions import ProjectMention
from extract.records.release import Section, Span

_BOX_NAME = regex.compile(
    r"(?:(?:fakta(?:boks)?|om)\s*(?::|–|-|om)?\s+(?:projektet\s+)?|projektet\s+)"
    r"(?:[»”“\"](?P<quoted>[^»«”“\"]+)[«”“\"]|(?-i:(?P<name>\p{Lu}[^:.]{2,80}?)))\s*:?\s*$",
    regex.IGNORECASE,
)


def labelled_boxes(
    index: Index, words: ProjectWords, order: Sequence[Section], by_section: Mapping[str, Sequence[Passage]]
) -> frozenset[str]:
    """The boxes that say who gets how much under headings of their own, if there are two or more with no name
    inside: then the headings are the names."""
    found = []
    for section in order:
        spans = [(p.start, p.end) for p in by_section[section.id] if p.item is not None]
        labels = [words.label(index.text, span) for span in spans]
        roles = {label[0] for label in labels if label is not None}
        if section.heading and None not in labels and {"applicant", "granted"} <= roles and "name" not in roles:
            found.append(section)
    return frozenset(s.id for s in found) if len({s.heading for s in found}) > 1 else frozenset()


def of_labels(
    index: Index, words: ProjectWords, section: Section, inside: Sequence[Passage], *, headed: bool = False
) -> ProjectMention | None:
    """A box of labelled lines about one project, which its heading names (``Fakta: Ølgod Multihal``); ``headed``:
    whatever the heading says, for there are several such boxes. Without a place where no label says it."""
    if section.heading is None or not inside:
        return None
    start = index.text.find(section.heading, section.start, inside[0].start)
    known = _BOX_NAME.match(section.heading) if start >= 0 else None
    lines = [(passage.start, passage.end) for passage in inside]
    if start >= 0:
        lines.insert(0, (start, start + len(section.heading)))  # "Projekt: Lys på kajen" may be set as the heading
    labels: dict[str, Span] = {}
    seen: set[str] = set()
    for line in lines:
        found = words.label(index.text, line)
        if found is None:
            continue
        label = index.text[line[0] : found[1][0]].casefold()
        if label in seen or (found[0] in labels and found[0] != "applicant"):
            return None  # the labels come again: a list of several projects
        seen.add(label)
        labels.setdefault(*found)  # "Ansøger" before "Projektansvarlig"
    money = {role: next(iter(index.money(labels[role])), None) for role in ("granted", "total") if role in labels}
    if not any(n is not None for n in money.values()) or not ("name" in labels or headed or known is not None):
        return None
    if "name" in labels:
        name = labels["name"]
    elif known is not None:
        low, high = known.span("quoted" if known["quoted"] else "name")
        name = (start + low, start + high)
    else:
        name = strip(index.text, start, start + len(section.heading))
    place = next(iter(index.places(labels["place"])), None) if "place" in labels else None
    applicant = labels.get("applicant")
    seat = words.seat(index, applicant) if applicant is not None else None
    if seat is not None:
        applicant, place = seat[0], place if place is not None else seat[1]
    elif applicant is not None:
        applicant = researcher(index, applicant)
    return ProjectMention(
        name=named(index.text, name),
        listed=True,
        section=section.id,
        place=place,
        applicant=named(index.text, applicant) if applicant is not None else None,
        partners=words.find_partners(index, labels["partners"], labels["partners"]) if "partners" in labels else (),
        granted=money.get("granted"),
        total=money.get("total"),
        period=named(index.text, labels["period"]) if "period" in labels else None,
        rule="box.labels",
        confidence=0.8,
    )
