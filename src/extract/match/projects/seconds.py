"""Entries that tell of two grants: ``… kr. 777.000 til en formidler samt kr. 6.053.000 til en ny udstilling``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extract.match.projects.entries import Entry, named
from extract.match.projects.entry_names import inner_name
from extract.match.projects.fields import Index
from extract.match.projects.words import ProjectWords
from extract.records.mentions import ProjectMention
from extract.records.release import Span

_ALSO = regex.compile(
    r"\s(?:samt|og)\s(?:(?:også|yderligere|desuden|et|på|om|med|i|alt|tilsagn|tilskud|bevilling|støtte)\s){0,5}(?:kr\.\s?)?$"
)
_ROOM = 60


def with_seconds(
    index: Index, words: ProjectWords, projects: Sequence[ProjectMention], entries: Sequence[Entry]
) -> list[ProjectMention]:
    """The projects, each followed by the one that the second grant of its entry is for."""
    found: list[ProjectMention] = []
    for project in projects:
        entry = next((e for e in entries if e.span[0] <= project.start < e.span[1]), None)
        second = _second(index, words, entry.span) if entry is not None else None
        if second is None or project.applicant is None or second[2][0] <= project.start:
            found.append(project)
            continue
        first, number, what = second
        again = replace(project, name=named(index.text, what), named=bool(index.titles(what)), granted=number)
        found += [replace(project, granted=first), replace(again, description=None, period=None)]
    return found


def _second(index: Index, words: ProjectWords, span: Span) -> tuple[int, int, Span] | None:
    """The two grants of an entry, and what the second is for; None where it does not tell of two."""
    grants = [n for n in index.money(span) if index.mentions.money[n].role == "grant"]
    if len(grants) != 2:
        return None
    first, second = (index.mentions.money[n] for n in grants)
    if _ALSO.search(index.text, max(first.end, second.start - _ROOM), second.start) is None:
        return None
    what = words.purpose(index.text, (second.end, span[1]))
    return (grants[0], grants[1], inner_name(index, words, what)) if what is not None else None
