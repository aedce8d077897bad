"""The places of a line in which a bare figure may be an amount: its end, its beginning, a cell, a bracket, a label.

A slot says where a figure stands, not that it is money: that is for :mod:`extract.match.money_lists`, which holds the
lines of a list against each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from extract.patterns import Words
from extract.records.document import Passage
from extract.records.release import Span
from extract.values.numbers import Number, read_number

Place = Literal["end", "start", "cell", "bracket", "label", "said", "comma"]

_GROUPED = regex.compile(
    r"(?<![\d.,+§-])(?<!\d[ \u00a0])\d{1,3}(?:(?P<sep>[.\u00a0 '’])\d{3})(?:(?P=sep)\d{3})*(?:,\d{2})?(?![\d,]*\d)"
    r"|(?<=(?<![\d.,])\d{1,4} )\d{1,3}(?:\.\d{3})+(?![\d,]*\d)"
)
"""A figure in thousands groups; behind another number only with points (``for unge under 18 15.000``)."""
_OPENS = regex.compile(r"(?:>\s)?(?:[-–—•*·✔■»]\s?|\d{1,2}[.)/]\s+)?\(?")
"""What may stand before a figure that opens its line: a bullet, a number, a bracket."""
_GOES_ON = regex.compile(
    r"(?:\)|,-|\s?[–—:-])?(?:\s?\t\s?|\s+)(?=[”\"“«]?\p{Lu}|til\s)|(?:\s?\t\s?|(?<!\)),?-?\s[–—-]\s)(?=\p{L})"
)
_SEPARATED = regex.compile(
    r"(?:(?:[:=…/·;|,–—!]|\.{2,}|\s--?|(?:\s\.)+|\t|[\p{L})]\.)\s?[\"(]?|\(|(?<=[\p{L}\d”\"»)!.²])\s(?:kr\.? )?)$"
)
_ENDS = regex.compile(r"(?:,-)?[\"”)!.|]{0,3}(?:\s\((?![^()]*\d\.\d)[^()]{3,60}\)\.?)?$")
_PAIRED = regex.compile(r"\s?/\s?(?=\d{1,3}(?:\.\d{3})+\.?$)|\s\((?=\d{1,3}(?:\.\d{3})+\)\.?$)")
"""``18.000/18.000`` and ``200.000 (350.000)`` at the end of a line: both are of one kind."""
_NEXT_ENTRY = regex.compile(r"[\s.;,]{0,2}[”\"»]?\s?[”\"“«]?\p{Lu}")
"""The next entry follows on the same line: its line break was lost."""
_COLON = regex.compile(r":\s$")
_LABEL_ENDS = regex.compile(r"(?:,-)?(?:[.,;/)|\t]|\s?[–—(-]|\s(?:ud af|til\s)|\s?$|\s\p{Lu})")
_SAID_BEHIND = regex.compile(r"\s(?:an)?(?:søgt|givet|bevilget|bevilgede|tildelt|indstillet)(?!\p{L})")
_DECLARES = regex.compile(r"^(?:\s?på)?[: ]{1,2}$")


@dataclass(frozen=True, slots=True)
class Slot:
    """A figure in thousands groups, the number of its passage, its span, and where in the line it stands."""

    number: Number
    at: int
    start: int
    end: int
    place: Place


def slots(text: str, at: int, passage: Passage, cells: tuple[Span, ...], labels: Words) -> Iterator[Slot]:
    """The slots of passage ``at`` in reading order; ``labels`` are the words before a figure that say it is money."""
    ends = {cell: n for n, cell in enumerate(cells)}
    for found in _GROUPED.finditer(text, passage.start, passage.end):
        number = read_number(found[0])
        if number is None:
            continue
        place: Place | None = "cell" if found.span() in ends else _place(text, found.span(), passage, labels)
        if place is not None:
            yield Slot(number, at, found.start(), found.end(), place)


def _place(text: str, span: Span, passage: Passage, labels: Words) -> Place | None:
    start, end = span
    behind = text[end : passage.end]
    if _OPENS.fullmatch(text, passage.start, start) and (_GOES_ON.match(text, end, passage.end) or behind in {"", "."}):
        return "start"
    if _SAID_BEHIND.match(text, end, passage.end):
        return "said"
    if _labelled(text, span, passage, labels):
        return "label"
    if _SEPARATED.search(text, max(passage.start, start - 12), start) is None:
        return None
    if _ENDS.match(text, end, passage.end) or _PAIRED.match(text, end, passage.end):
        return "end"
    if _COLON.search(text, passage.start, start) and _NEXT_ENTRY.match(text, end, passage.end):
        return "end"
    if behind[:1] == ")":
        return "bracket"
    return "comma" if behind[:1] in {",", ".", ";"} or behind.startswith(" og ") else None


def _labelled(text: str, span: Span, passage: Passage, labels: Words) -> bool:
    """``Tilskud: 875.000. Ejer``, ``søgt 60.000 – bevilget 45.000``"""
    start, end = span
    before = [m.end() for m in labels.expression.finditer(text, max(passage.start, start - 40), start)]
    said = bool(before) and _DECLARES.search(text[before[-1] : start]) is not None
    return said and _LABEL_ENDS.match(text, end, passage.end) is not None
