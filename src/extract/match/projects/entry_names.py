"""The name within an entry of a list: where it begins and ends, and what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extract.match.projects.applicants import DASHES
from extract.match.projects.entries import Entry
from extract.match.projects.fields import Field, Index, strip
from extract.match.projects.shapes import SHORT_NAME
from extract.match.projects.words import ProjectWords
from extract.records.release import Span

_LOWER_START = regex.compile(r"\p{Ll}")
_ACRONYM = 2
_CAPITALS = 0.7
_PHASE = regex.compile(
    r"(?:\p{L}+\.?\s|\d+\.\s)?(?:fase|etape|del|runde|sæson|version|generation)(?:\s(?:\d+|[IVX]+|\p{L}+))?$",
    regex.IGNORECASE,
)
_LONG_NAME = regex.compile(r"\s\((?P<long>[^()\n]{4,160})\)")
_BRACKET = regex.compile(r"\s\((?P<inner>[^()\n]{3,40})\)")


def inner_name(index: Index, words: ProjectWords, span: Span) -> Span:
    """The title inside a phrase: ``projektet ”Grøn Havn”`` and ``projektet Grøn Havn`` are Grøn Havn."""
    titles = index.titles(span)
    if len(titles) == 1:
        return titles[0]
    noun = words.noun.expression.match(index.text, *span)
    if noun is not None and noun.end() < span[1]:
        rest = strip(index.text, noun.end(), span[1])
        if rest[0] < rest[1] and index.text[rest[0]].isupper():
            return rest
    return span


def whole_title(text: str, entry: Entry, fields: Sequence[Field]) -> Span:
    """The value of a title label: all of it, without quote marks and without a place in brackets at its end."""
    if len(fields) == 1:
        return fields[0].span
    if fields and fields[-1].bracketed and fields[-1].kind == "place":
        return before_bracket(text, entry.head[0], fields[-1].start)
    return strip(text, *entry.head)


def with_long_name(index: Index, name: Span) -> Span:
    """``KORT`` with the name in brackets that it stands for: ``KORT (Kajens opholdsrum til alle)``."""
    text = index.text
    phase = _BRACKET.match(text, name[1])
    if phase is not None and _PHASE.match(phase["inner"]) is not None:
        return name[0], phase.end()
    letters = [c for c in text[slice(*name)] if c.isalpha()]
    found = _LONG_NAME.match(text, name[1])
    if found is None or len(letters) < _ACRONYM or sum(map(str.isupper, letters)) < len(letters) * _CAPITALS:
        return name
    inner = found.span("long")
    whole = any(index.mentions.places[n].end >= inner[1] - 1 for n in index.places(inner)[:1])
    return name if whole or index.money(inner) or " " not in found["long"] else (name[0], found.end())


def before_bracket(text: str, start: int, bracket: int) -> Span:
    """The name before a bracket, without the quote marks around it."""
    opening = text.rfind("(", start, bracket + 1)
    start, end = strip(text, start, opening if opening >= 0 else bracket)
    if end - start > 2 and text[start] in "”“\"»«’'" and text[end - 1] in "”“\"»«’'":
        return start + 1, end - 1
    return start, end


def is_subtitle(text: str, first: Field, second: Field, *, whole: bool = False) -> bool:
    """Whether what follows the dash or colon belongs to the name: short, and set like a title, or in a list
    whose names end at commas (``whole``)."""
    return (
        (second.before in DASHES or second.before == ":")
        and (
            whole
            or _LOWER_START.match(text, second.start) is None
            or _PHASE.match(text, second.start, second.end) is not None
        )
        and len(text[second.start : second.end].split()) <= SHORT_NAME
        and "." not in text[second.start : second.end]
        and second.start - first.end <= 4
    )


def stretch_of(fields: Sequence[Field]) -> Span | None:
    """From the first field to the last; None where there are none."""
    return (fields[0].start, fields[-1].end) if fields else None


def prose_below(text: str, entry: Entry, name: Span) -> Span | None:
    """The item's running text after its name: the first line below it that is a sentence."""
    for line in entry.lines:
        if line[0] > name[1] and text[line[0] : line[1]].rstrip().endswith((".", "!")) and line[1] - line[0] > 60:
            return line
    return None
