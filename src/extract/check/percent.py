"""Percentages of the text, by their sign first: ``80 procent``, ``12,5 pct.``, ``tyve %``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import regex

from extract.check.view import View
from extract.records.release import SectionKind
from extract.values.numbers import Number, read_number
from extract.values.words import SOURCE as NUMBER_WORDS

_SECTIONS: Final[frozenset[SectionKind]] = frozenset({"title", "lead", "subheading", "body", "fact_box", "table"})
_SIGN = regex.compile(r"\s?(?:procent|pct\.?|%)(?![\p{L}\d])", regex.IGNORECASE)
_NUMBER = regex.compile(rf"(?<![\p{{L}}\d.,–-])(?:\d{{1,4}}(?:[.,]\d{{1,2}})?|{NUMBER_WORDS})$", regex.IGNORECASE)
_LONGEST = 40
_MOST = 100  # more percentages than a release needs; bounds the work on hostile text


@dataclass(frozen=True, slots=True)
class Percentage:
    """A stated percentage: ``start:end`` covers number and sign."""

    start: int
    end: int
    number: Number


def percentages(view: View) -> tuple[Percentage, ...]:
    """The percentages of the mined text outside lists of projects, in reading order; ranges are left out."""
    found: list[Percentage] = []
    for percentage in _percentages(view):
        found.append(percentage)
        if len(found) == _MOST:
            break
    return tuple(found)


def _percentages(view: View) -> Iterator[Percentage]:
    if not any(sign in view.folded for sign in ("%", "procent", "pct")):
        return
    for section in view.sections:
        if section.kind not in _SECTIONS:
            continue
        for sign in _SIGN.finditer(view.text, section.start, section.end):
            before = _NUMBER.search(view.text, max(section.start, sign.start() - _LONGEST), sign.start())
            number = read_number(before.group()) if before is not None else None
            if before is not None and number is not None and not view.in_list(sign.start()):
                yield Percentage(before.start(), sign.end(), number)
