"""Lists whose entries end with who gets the money behind *fra*: ``Lys på tårnet fra Kulturhuset Nord: 35.000 kr.``"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extract.match.projects.entries import Entry
from extract.match.projects.fields import Index, split_fields, strip
from extract.match.projects.shapes import LONGEST_BODY

_FROM = regex.compile(r"\s(?:fra|v/)\s?(?=\p{Lu})")
_LEAST = 3
_SHARE = 2 / 3


def with_sources(index: Index, entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entries parted at their last ``fra``, where two of three have a body or person behind it; else as they are.
    ``Udsigt fra Himmelbjerget`` alone says nothing of the kind."""
    parted = [_parted(index, entry) for entry in entries]
    found = sum(entry is not None for entry in parted)
    if found < max(_LEAST, len(entries) * _SHARE):
        return entries
    return [own or entry for own, entry in zip(parted, entries, strict=True)]


def _parted(index: Index, entry: Entry) -> Entry | None:
    """What stands before ``fra``, with who stands behind it as its labelled applicant."""
    start, line_end = entry.head[0], max(entry.head[1], entry.lines[0][1])
    number = next(iter(index.money((start, line_end))), None)
    end = index.mentions.money[number].start if number is not None else line_end
    found = next(iter(reversed(list(_FROM.finditer(index.text, start, end)))), None)
    if found is None or "applicant" in entry.labels:
        return None
    who, head = strip(index.text, found.end(), end), strip(index.text, start, found.start())
    place = any((index.mentions.places[n].start, index.mentions.places[n].end) == who for n in index.places(who))
    if place or head[0] >= head[1] or len(index.text[slice(*who)].split()) > LONGEST_BODY:
        return None
    fields = tuple(split_fields(index, head))
    return replace(entry, head=head, fields=fields, labels={**entry.labels, "applicant": who})
