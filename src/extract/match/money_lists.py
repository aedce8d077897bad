"""Bare figures that end or open the entries of a list, where the release says elsewhere that they are kroner.

``Roklubben - nye årer: 10.000`` three times or more in one section is money if the text states the unit (``Beløbene er
i kroner``), or the entry above them does (``Kr. 12.000  Læseforeningen``), or the list's heading announces grants, or
the figures add up to an amount that the release states or to the figure below them. A list of visitors or members has
none of these.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extract.match.money_grammar import Draft
from extract.patterns import Patterns
from extract.records.document import Article, Passage
from extract.values.numbers import FIGURE, Number, read_number

_LEAST = 3
_SHARE = Decimal("0.6")
_LINE = 240
_TAIL = 48
_END = regex.compile(
    r"(?:(?P<mark>[:=…]|\.{2,}|[–—|,]|\s-|\t)\s?|(?<=[\p{L}”\"»)])\s(?:kr\.? )?)"
    rf"(?<![\d.,])(?P<number>{FIGURE})\.?$"
)
_START = regex.compile(rf"(?P<number>{FIGURE})(?:,-)?(?:\s[–—-])?\s+(?=\p{{Lu}})")
_WORD = regex.compile(r"[\p{L}²\d]+\.?")
_INSIDE = regex.compile(rf":\s(?P<number>{FIGURE})(?=[\s.;,]{{0,2}}[”\"»]?\s?[”\"“«]?\p{{Lu}})")
"""A figure after which the next entry follows on the same line: its line break was lost."""
_PURPOSE = frozenset({"til", "for", "med", "om", "af", "blandt"})
_GROUPED = regex.compile(r"\d{1,3}(?:[.\s\u00a0'’]\d{3})+(?:,\d{2})?")
_UNIT = r"(?:kr\.|kr|kroner|DKK|danske kroner)"
_STATED = regex.compile(
    rf"(?i)(?:(?<!\p{{L}})(?:\p{{L}}*beløb(?:ene|et)?|tallene|tilskud(?:dene)?|summerne|priserne)(?!\p{{L}})[^.!?\n]{{0,60}}?"
    rf"|[(\[]\s?)(?<!\p{{L}})(?:(?:er |angivet |opgjort )?i|er) (?:hele )?{_UNIT}(?!\p{{L}})"
)
_CONFIDENCE = 0.8


@dataclass(frozen=True, slots=True)
class Lists:
    """Finds money in lists of bare figures. Made once from patterns by :func:`compile_lists`."""

    heading: regex.Pattern[str]
    counted: frozenset[str]

    def find(self, article: Article, found: Sequence[tuple[Draft, int]]) -> list[tuple[Draft, int]]:
        """The bare figures that are kroner, with the numbers of their passages; ``found`` are the other amounts."""
        entries = list(_entries(article, {number for _, number in found}))
        if len(entries) < _LEAST:
            return []
        stated = _STATED.search(article.text) is not None
        if not stated and not any(draft.currency == "DKK" for draft, _ in found):
            return []
        sums = [draft for draft, _ in found if draft.currency == "DKK" and draft.value is not None]
        out: list[tuple[Draft, int]] = []
        for run in _runs(article, entries):
            below = _sum_below(entries, run)
            told = stated or bool(below) or _unit_above(article, run, found) or self._announced(article, run[0][1])
            if told or _adds_up([n for n, _, _, _ in run], sums):
                out.extend(self._drafts(article, (*run, *below)))
        return out

    def _drafts(self, article: Article, run: Sequence[_Entry]) -> Iterator[tuple[Draft, int]]:
        for number, at, start, end in run:
            words = [word.casefold() for word in _WORD.findall(article.text, article.passages[at].start, start)]
            counts = words and (words[0] in self.counted or words[-1] in self.counted)
            # "rulleskøjter til udlån: 15.000" counts no loans: they are what the money is for.
            if counts and not (words[0] not in self.counted and set(words[-2:-1]) & _PURPOSE):
                continue
            draft = Draft(start, end, number, None, "DKK", confidence=_CONFIDENCE)
            yield replace(draft, inner=start), at

    def _announced(self, article: Article, at: int) -> bool:
        """Whether the heading of the list, the nearest line above that is no entry, speaks of grants."""
        section = article.passages[at].section
        for number in range(at - 1, max(-1, at - 40), -1):
            passage = article.passages[number]
            if passage.item is None or passage.section != section or passage.kind == "subheading":
                return self.heading.search(article.text, passage.start, passage.end) is not None
        return False


_Entry = tuple[Number, int, int, int]
"""The figure, the number of its passage, and its span."""


def _entries(article: Article, taken: set[int]) -> Iterator[_Entry]:
    """The lines that end with a figure in thousands groups and name no amount besides."""
    text = article.text
    for at, passage in enumerate(article.passages):
        if at in taken or passage.end - passage.start > _LINE or passage.kind in {"title", "lead", "subheading"}:
            continue
        if passage.block is not None and passage.block.cells:
            continue
        opening = _START.match(text, passage.start, passage.end)
        if opening is not None and _GROUPED.fullmatch(opening["number"]):
            number = read_number(opening["number"])
            if number is not None:
                yield number, at, passage.start, opening.end("number")
            continue
        last = text[passage.end - 1]
        if not (last.isdecimal() or (last == "." and text[passage.end - 2].isdecimal())):
            continue
        found = _END.search(text, max(passage.start, passage.end - _TAIL), passage.end)
        if found is None or not _GROUPED.fullmatch(found["number"]):
            continue
        for one in (*_INSIDE.finditer(text, passage.start, found.start()), found):
            number = read_number(one["number"])
            if number is not None and _GROUPED.fullmatch(one["number"]):
                yield number, at, one.start("number"), one.end("number")


def _runs(article: Article, entries: Sequence[_Entry]) -> Iterator[list[_Entry]]:
    """The entries of one list together: one section, most of its lines ending so, three or more."""
    run: list[_Entry] = []
    for entry in entries:
        if run and not _together(article, run[-1][1], entry[1]):
            yield from _long_enough(article, run)
            run = []
        run.append(entry)
    yield from _long_enough(article, run)


def _together(article: Article, first: int, second: int) -> bool:
    one, other = article.passages[first], article.passages[second]
    between = article.passages[first + 1 : second]
    return one.section == other.section and all(_is_line(passage) for passage in between)


def _is_line(passage: Passage) -> bool:
    return passage.end - passage.start <= _LINE and passage.kind not in {"subheading", "title", "lead"}


def _long_enough(article: Article, run: Sequence[_Entry]) -> Iterator[list[_Entry]]:
    if len(run) < _LEAST:
        return
    lines = article.passages[run[0][1] : run[-1][1] + 1]
    items = {passage.item if passage.item is not None else -1 - n for n, passage in enumerate(lines)}
    if len(run) >= _SHARE * len(items):
        yield list(run)


def _sum_below(entries: Sequence[_Entry], run: Sequence[_Entry]) -> Sequence[_Entry]:
    """The next figure below a list, where those of the list add up to it."""
    total = sum((number.value for number, _, _, _ in run), Decimal(0))
    behind = bisect_right(entries, run[-1][1], key=lambda entry: entry[1])
    return [entry for entry in entries[behind : behind + 1] if entry[0].value == total]


def _unit_above(article: Article, run: Sequence[_Entry], found: Sequence[tuple[Draft, int]]) -> bool:
    """Whether the entry right above a list is set like the list's own, but for its unit."""
    above = [draft for draft, number in found if number == run[0][1] - 1 and draft.currency == "DKK"]
    passage = article.passages[run[0][1] - 1] if run[0][1] else None
    if passage is None or len(above) != 1 or above[0].factor is not None or not _is_line(passage):
        return False
    opens = run[0][2] == article.passages[run[0][1]].start
    same = above[0].start == passage.start if opens else above[0].end >= passage.end - 1
    return same and passage.end - passage.start <= _LINE


def _adds_up(numbers: Sequence[Number], stated: Sequence[Draft]) -> bool:
    """Whether the figures add up to an amount that the release states, as far as that one is rounded."""
    total = sum((number.value for number in numbers), Decimal(0))
    for draft in stated:
        if draft.number is None or draft.value is None:
            continue
        step = draft.number.step * (draft.factor or 1)
        room = step / 2 if draft.factor is not None and draft.factor > 1 else Decimal(0)
        if abs(draft.value - total) <= room:
            return True
    return False


def compile_lists(patterns: Patterns) -> Lists:
    """The words ``money.list_heading`` and ``money.counted`` of patterns/money.toml."""
    return Lists(patterns.words["money.list_heading"].expression, patterns.words["money.counted"].folded)
