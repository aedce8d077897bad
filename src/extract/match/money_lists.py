"""Bare figures that stand in the same place of a list's lines, where the release says elsewhere that they are kroner.

``Roklubben - nye årer: 10.000`` three times or more is money if the text states the unit (``Beløbene er i kroner``), or
the entry above them does (``Kr. 12.000  Læseforeningen``), or the other entries do, or the list's heading announces
grants, or the figures add up to an amount that the release states or to the figure below them, or if they are round in
a release that speaks of money given. A list of visitors or members has none of these.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

import regex

from extract.match.money_grammar import Draft
from extract.match.money_slots import Slot, slots
from extract.match.money_tables import cells_of
from extract.match.money_units import sentence_of
from extract.patterns import Patterns, Words
from extract.records.document import Article, Passage
from extract.values.text import alternatives

_LEAST = 3
_SHARE = Decimal("0.6")
_LINE = 240
_FAR = 6
"""How many passages apart two lines of one list may stand: name, what for and figure may have lines of their own."""
_ROUND, _MOSTLY = 50, Decimal("0.7")
"""Grants are round figures; those of visitors or votes are not."""
_ABOVE = 6
"""How many passages above a list may say what it is of."""
_WORD = regex.compile(r"[\p{L}²\d]+\.?")
_PURPOSE = frozenset({"til", "for", "med", "om", "af", "blandt"})
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
    counted: Words
    labels: Words
    other: Words
    giving: regex.Pattern[str]
    counting: regex.Pattern[str]

    def find(self, article: Article, found: Sequence[tuple[Draft, int]]) -> list[tuple[Draft, int]]:
        """The bare figures that are kroner, with the numbers of their passages; ``found`` are the other amounts."""
        money = [(draft, number) for draft, number in found if draft.currency == "DKK"]
        taken: dict[int, list[Draft]] = {}
        for draft, number in found:
            taken.setdefault(number, []).append(draft)
        entries = [slot for at in range(len(article.passages)) for slot in self._entries(article, at, taken)]
        if not entries:
            return []
        stated = _STATED.search(article.text) is not None
        sums = [draft for draft, _ in money if draft.value is not None]
        out: list[tuple[Draft, int]] = []
        for run in _runs(article, [slot for slot in entries if slot.place != "comma"], money):
            below = _sum_below(entries, run) if money or stated else []
            summed = bool(below) or (bool(money) and _ends_in_sum(run))
            told = stated or summed or _unit_above(article, run, found)
            told = told or (bool(money) and (self._announced(article, run[0].at) or _adds_up(run, sums)))
            # "60.000 søgt, 45.000 givet" needs no heading.
            told = told or sum(slot.place == "said" for slot in run) >= _LEAST
            if told or _unit_beside(run, money) or (_round(run) and self._given(article, run)):
                unit = _factor_beside(article.text, run, found)
                out.extend((replace(d, factor=unit), n) for d, n in self._drafts(article, (*run, *below)))
        done = {draft.start for draft, _ in out}
        for row in _rows(entries).values():
            if row[0].start not in done and self._in_a_sentence(article, row, sums):
                out.extend(self._drafts(article, row))
        return out

    def _entries(self, article: Article, at: int, taken: Mapping[int, Sequence[Draft]]) -> list[Slot]:
        """The slots of a passage that names no amount besides, but for those of a table's row."""
        text, passage = article.text, article.passages[at]
        cells = cells_of(text, passage)
        found = list(slots(text, at, passage, cells, self.labels))
        others = taken.get(at, ())
        if others and not cells:
            last = max(draft.end for draft in others)
            found = [slot for slot in found if slot.place in {"comma", "bracket", "end"} and slot.start > last]
            return found if len(found) >= _LEAST else []
        return [slot for slot in found if not any(d.start < slot.end and slot.start < d.end for d in others)]

    def _drafts(self, article: Article, run: Sequence[Slot]) -> Iterator[tuple[Draft, int]]:
        for slot in run:
            passage = article.passages[slot.at]
            words = [word.casefold() for word in _WORD.findall(article.text, passage.start, slot.start)]
            # "3 stk. 24.600" has counted already.
            behind = len(words) > 1 and words[-1] in self.counted and not words[-2].isdecimal()
            # "rulleskøjter til udlån: 15.000" counts no loans: they are what the money is for.
            behind = behind and not set(words[-2:-1]) & _PURPOSE
            opens = bool(words) and words[0] in self.counted and slot.place not in {"label", "said"}
            follows = _WORD.search(article.text, slot.end, passage.end) if slot.place == "start" else None
            if behind or opens or (follows is not None and follows[0] in self.counted):
                continue
            heading = self._column(article, slot) if slot.place == "cell" else None
            if heading and (self.other.expression.search(heading) or self.counted.expression.search(heading)):
                continue
            draft = Draft(slot.start, slot.end, slot.number, None, "DKK", confidence=_CONFIDENCE)
            yield replace(draft, inner=slot.start, heading=heading), slot.at

    def _column(self, article: Article, slot: Slot) -> str | None:
        """The head of a cell's column: the cell above it in the nearest row of as many cells without a figure."""
        text = article.text
        cells = cells_of(text, article.passages[slot.at])
        column = cells.index((slot.start, slot.end))
        for number in range(slot.at - 1, -1, -1):
            above = cells_of(text, article.passages[number])
            if not above:
                return None
            head = text[slice(*above[column])].strip() if len(above) == len(cells) else ""
            if head and not any(char.isdecimal() for char in head):
                return head
        return None

    def _announced(self, article: Article, at: int) -> bool:
        """Whether the heading of the list, the nearest line above that is no entry, speaks of grants."""
        section = article.passages[at].section
        for number in range(at - 1, max(-1, at - 40), -1):
            passage = article.passages[number]
            if passage.item is None or passage.section != section or passage.kind == "subheading":
                return self.heading.search(article.text, passage.start, passage.end) is not None
        return False

    def _given(self, article: Article, run: Sequence[Slot]) -> bool:
        """Whether the release speaks of money given, at its top or above the list, and what stands right above the
        list speaks of nothing that is counted."""
        text, first = article.text, run[0].at
        top = [passage for passage in article.passages[:4] if passage.kind in {"title", "lead", "subheading"}]
        above = article.passages[max(0, first - _ABOVE) : first]
        if not any(self.giving.search(text, p.start, p.end) for p in (*top, *above)):
            return False
        if not above:
            return True
        nearest, last = above[-1], sentence_of(above[-1], above[-1].end - 1)
        # A lead may count what it likes if its last sentence says that money is given.
        said = last if self.giving.search(text, *last) else (nearest.start, nearest.end)
        return self.counting.search(text, *said) is None

    def _in_a_sentence(self, article: Article, row: Sequence[Slot], sums: Sequence[Draft]) -> bool:
        """``… har fordelt 57.000 kr. således: Koret 21.000, Roklubben 18.000 og Spejderne 18.000``"""
        if len(row) < _LEAST:
            return False
        start = sentence_of(article.passages[row[0].at], row[0].start)[0]
        colon = article.text.rfind(":", start, row[0].start)
        if colon < 0:
            return _adds_up(row, sums)
        counts = self.counted.expression.search(article.text, start, colon) is not None
        given = _round(row) and self.heading.search(article.text, start, colon) is not None and bool(sums)
        return _adds_up(row, sums) or (given and not counts)


def _rows(entries: Sequence[Slot]) -> dict[int, list[Slot]]:
    rows: dict[int, list[Slot]] = {}
    for slot in entries:
        rows.setdefault(slot.at, []).append(slot)
    return rows


def _runs(article: Article, entries: Sequence[Slot], money: Sequence[tuple[Draft, int]]) -> Iterator[list[Slot]]:
    """The entries of one list together: most of its lines hold one, or every second or third does; three or more
    with the lines beside them that name an amount in the same place."""
    kroner = {number for draft, number in money if _at_an_end(article.passages[number], draft)}
    run: list[Slot] = []
    for slot in entries:
        if article.passages[slot.at].kind in {"title", "lead", "subheading"}:
            continue
        if run and not _together(article, run[-1].at, slot.at):
            yield from _long_enough(article, run, kroner)
            run = []
        run.append(slot)
    yield from _long_enough(article, run, kroner)


def _at_an_end(passage: Passage, draft: Draft) -> bool:
    return passage.end - passage.start <= _LINE and (
        draft.start <= passage.start + 4 or draft.end >= passage.end - 2 or passage.block is not None
    )


def _together(article: Article, first: int, second: int) -> bool:
    return second - first <= _FAR and all(_is_line(passage) for passage in article.passages[first + 1 : second])


def _is_line(passage: Passage) -> bool:
    return passage.end - passage.start <= _LINE and passage.kind != "title"


def _long_enough(article: Article, run: Sequence[Slot], kroner: set[int]) -> Iterator[list[Slot]]:
    if not run:
        return
    at = sorted({slot.at for slot in run})
    span = range(max(0, at[0] - _LEAST), at[-1] + _LEAST + 1)
    beside = [number for number in kroner if number in span and number not in at]
    if len(at) + len(beside) < _LEAST:
        return
    numbers = range(min([at[0], *beside]), max([at[-1], *beside]) + 1)
    lines = [article.passages[number] for number in numbers]
    items = {passage.item if passage.item is not None else -1 - n for n, passage in enumerate(lines)}
    # Name, what for and figure on lines of their own: the figures stand equally far apart.
    steps = Counter(second - first for first, second in pairwise(at))
    regular = len(at) > _LEAST and any(n > 1 and times >= _SHARE * (len(at) - 1) for n, times in steps.items())
    if len(at) + len(beside) >= _SHARE * len(items) or regular:
        yield list(run)


def _unit_beside(run: Sequence[Slot], money: Sequence[tuple[Draft, int]]) -> bool:
    """Whether as many lines between and beside those of the run, or the other cells of its rows, name kroner."""
    at = {slot.at for slot in run}
    span = range(min(at) - _LEAST, max(at) + _LEAST + 1)
    beside = {number for _, number in money if number in span}
    return (len(beside & at) >= _LEAST or len(beside - at) >= max(_LEAST, len(at))) and _round(run)


def _factor_beside(text: str, run: Sequence[Slot], found: Sequence[tuple[Draft, int]]) -> Decimal | None:
    """The thousands that a heading says for bare figures among or right above the run (``I alt 1.200`` in t.kr.)."""
    near = range(run[0].at - _LEAST, run[-1].at + 1)
    factors = {d.factor for d, n in found if n in near and text[d.start : d.end].strip("+-–,. ")[-1:].isdecimal()}
    return next(iter(factors)) if len(factors) == 1 else None


def _round(run: Sequence[Slot]) -> bool:
    return sum(slot.number.value % _ROUND == 0 for slot in run) >= _MOSTLY * len(run)


def _sum_below(entries: Sequence[Slot], run: Sequence[Slot]) -> Sequence[Slot]:
    """The next figure below a list, where those of the list add up to it."""
    total = sum((slot.number.value for slot in run), Decimal(0))
    behind = bisect_right(entries, run[-1].at, key=lambda slot: slot.at)
    return [slot for slot in entries[behind : behind + 1] if slot.number.value == total]


def _ends_in_sum(run: Sequence[Slot]) -> bool:
    """Whether the last figure of a list is the sum of the others."""
    return len(run) > _LEAST and run[-1].number.value == sum(slot.number.value for slot in run[:-1])


def _unit_above(article: Article, run: Sequence[Slot], found: Sequence[tuple[Draft, int]]) -> bool:
    """Whether the entry right above a list is set like the list's own, but for its unit."""
    above = [draft for draft, number in found if number == run[0].at - 1 and draft.currency == "DKK"]
    passage = article.passages[run[0].at - 1] if run[0].at else None
    if passage is None or len(above) != 1 or above[0].factor is not None or not _is_line(passage):
        return False
    same = above[0].start == passage.start if run[0].place == "start" else above[0].end >= passage.end - 1
    return same and passage.end - passage.start <= _LINE


def _adds_up(run: Sequence[Slot], stated: Sequence[Draft]) -> bool:
    """Whether the figures add up to an amount that the release states, as far as that one is rounded."""
    total = sum((slot.number.value for slot in run), Decimal(0))
    for draft in stated:
        if draft.number is None or draft.value is None:
            continue
        step = draft.number.step * (draft.factor or 1)
        room = step / 2 if draft.factor is not None and draft.factor > 1 else Decimal(0)
        if abs(draft.value - total) <= room:
            return True
    return False


def compile_lists(patterns: Patterns) -> Lists:
    """The words ``money.list_heading``, ``counted``, ``column`` and ``giving`` of patterns/money.toml."""
    words = patterns.words
    giving = alternatives(set(words["money.giving"].words))
    counted = alternatives(set(words["money.counted"].words))
    return Lists(
        words["money.list_heading"].expression,
        words["money.counted"],
        words["money.column.amount"],
        words["money.column.other"],
        regex.compile(rf"(?i)(?<!\p{{L}})[\p{{L}}-]*?(?:{giving})(?!\p{{L}})"),
        # "Museumsgæster", "Besøgstal" and "Medlemstallet" count as well.
        regex.compile(rf"(?i)(?<!\p{{L}})[\p{{L}}-]*?(?:{counted})s?(?:tal(?:let|lene)?)?(?!\p{{L}})"),
    )
