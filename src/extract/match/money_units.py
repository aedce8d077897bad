"""Units that stand elsewhere: in a column's heading, above a list, or in the sentence's own talk of money."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extract.match.money_aligned import aligned_rows, years_in
from extract.match.money_grammar import Draft
from extract.match.money_plain import list_item, plain_rows, said_unit
from extract.match.money_tables import THOUSANDS, Tables, cells_of, heading_unit, table_rows, unit_of
from extract.match.money_tokens import Lexer, Token, Unit
from extract.patterns import Patterns, Words
from extract.records.document import Article, Passage
from extract.records.release import Span
from extract.values.numbers import interval

_NEXT_WORD = regex.compile(r"[ \u00a0]([\p{L}\d]+(?:\.(?=\s))?)")
_KRONER_LATER = regex.compile(r"(?: [\p{L}-]{1,20}){0,4} ?[\p{L}]{1,20}-kroner(?!\p{L})")
_IN_UNIT = regex.compile(r"(?i)(?<!\p{L})i (?:hele )?$")
_ANY_TRAILING = regex.compile(r"\t|^\||\d[.)]?[\n\t]|\d[.)]?$|^\(\d", regex.MULTILINE)
_SPEAKS_OF_MONEY = 3
"""A release with so many amounts speaks of money: its *syv millioner* are kroner unless something is counted."""
_NEAR = 300
"""Characters on either side in which a sentence must speak of money for *syv millioner* to be kroner."""
_HEADING_LENGTH, _PROSE_LENGTH = 160, 240
_TOP = 4
"""The passages at the top of a release, which say what it is about."""


@dataclass(frozen=True, slots=True)
class Units:
    """Finds the unit of figures that have none beside them. Made once from patterns by :func:`compile_units`."""

    context: Words
    context_after: Words
    counted: regex.Pattern[str]
    tables: Tables

    def with_currency(self, article: Article, found: Sequence[tuple[Draft, int]]) -> list[tuple[Draft, int]]:
        """``found`` with kroner for ``syv millioner`` where the text speaks of money, without the others."""
        text = article.text
        values = {d.value for d, _ in found if d.currency is not None}
        passages = {n for d, n in found if d.currency is not None}
        speaks = sum(d.currency is not None for d, _ in found) >= _SPEAKS_OF_MONEY
        listed = self._listed(article, found)
        out = []
        for draft, number in found:
            if draft.currency is not None:
                out.append((draft, number))
                continue
            passage = article.passages[number]
            follows = _NEXT_WORD.match(text, draft.end)
            if text[draft.end : draft.end + 1].isalpha() or text[draft.end : draft.end + 1] in {"-", "%"}:
                continue
            if draft.value in values and passage.kind in {"title", "lead"} and draft.factor is not None:
                # A headline says in short what the release says in full.
                out.append((replace(draft, currency="DKK", confidence=0.7), number))
                continue
            goes_on = follows is None or not {follows[1], follows[1].rstrip(".")}.isdisjoint(self.context_after.words)
            if follows is not None and not goes_on and follows[1][0].islower():
                if not _KRONER_LATER.match(text, draft.end):
                    continue
            elif follows is not None and follows[1][0].isupper() and not _KRONER_LATER.match(text, draft.end):
                continue
            near = number in passages or number in listed or draft.value in values or _headlines(passage, draft, values)
            sentence = sentence_of(passage, draft.start)
            start, end = max(sentence[0], draft.start - _NEAR), min(sentence[1], draft.end + _NEAR)
            if not near and speaks:
                near = self.counted.search(text, start, end) is None
            if near or _KRONER_LATER.match(text, draft.end) or self.context.expression.search(text, start, end):
                out.append((replace(draft, currency="DKK", confidence=0.7), number))
        return out

    def _listed(self, article: Article, found: Sequence[tuple[Draft, int]]) -> Set[int]:
        """The passages of a list whose lines each have their ``2,1 mio.``, in a release whose top speaks of money."""
        text = article.text
        if not any(self.context.expression.search(text, p.start, p.end) for p in article.passages[:_TOP]):
            return set()
        rows = {
            number
            for draft, number in found
            if draft.currency is None
            and draft.factor is not None
            and article.passages[number].kind not in {"title", "lead", "subheading"}
            and article.passages[number].end - article.passages[number].start <= _HEADING_LENGTH
            and self.counted.search(text, article.passages[number].start, article.passages[number].end) is None
        }
        if len(rows) < _SPEAKS_OF_MONEY:
            return set()
        above = article.passages[max(0, min(rows) - 1)]
        return set() if self.counted.search(text, above.start, above.end) else rows

    def without_declarations(
        self, article: Article, lexer: Lexer, found: Sequence[tuple[Draft, int]]
    ) -> list[tuple[Draft, int]]:
        """``found`` without the thousand of ``Tilskud (1.000 kr.)`` over a column and ``Beløb i 1.000 kr.``"""
        return [(d, n) for d, n in found if not _is_declaration(article, lexer, d, article.passages[n])]

    def elsewhere(
        self, article: Article, lexer: Lexer, taken: Sequence[Span], read: Mapping[int, Sequence[Token]]
    ) -> list[tuple[Draft, int]]:
        """Bare figures of tables and lists whose heading says the unit, outside the spans ``taken``.

        ``read`` are the tokens of the passages that name a currency or a scale at all, by number.
        """
        if not _ANY_TRAILING.search(article.text):
            return []
        found: list[tuple[Draft, int]] = []
        # What a sentence says of all amounts holds wherever no heading says otherwise.
        unit = said = said_unit(article.text)
        lines: list[tuple[int, Unit]] = []
        at = 0
        passages = article.passages
        while at < len(passages):
            rows = table_rows(article.text, passages, at)
            if rows:
                found.extend(self.tables.figures(article.text, lexer, rows, at, unit))
                at += len(rows)
                continue
            passage = passages[at]
            columns, head = years_in(article.text, passage)
            row_unit = unit
            if columns and head.strip():
                row_unit = heading_unit(article.text, lexer, (passage.start, passage.start + len(head))) or unit
            if columns and row_unit is not None:
                figures = list(aligned_rows(article.text, passages, at + 1, columns, row_unit))
                found.extend(figures)
                at = max([at, *(number for _, number in figures)]) + 1
                continue
            length = passage.end - passage.start
            declared = None
            if length <= _HEADING_LENGTH and at in read:
                declared = unit_of(article.text, read[at], (passage.start, passage.end))
            if declared is not None:
                unit = declared
            elif passage.kind in {"title", "lead", "subheading"} or length > _PROSE_LENGTH:
                unit = said
            elif unit is not None:
                items = list(list_item(article.text, passage, unit))
                found.extend((draft, at) for draft in items)
                if not items and at not in read:
                    lines.append((at, unit))
            at += 1
        found.extend(plain_rows(article, lines))
        return [(d, n) for d, n in found if not any(s < d.end and d.start < e for s, e in taken)]


def _headlines(passage: Passage, draft: Draft, values: Set[Decimal | None]) -> bool:
    """Whether a headline's ``Syv millioner`` rounds an amount that is stated in full elsewhere."""
    if passage.kind not in {"title", "lead", "subheading"} or draft.number is None or draft.factor is None:
        return False
    low, high = interval(draft.number.value * draft.factor, draft.number.step * draft.factor)
    return any(value is not None and low <= value <= high for value in values)


def _is_declaration(article: Article, lexer: Lexer, draft: Draft, passage: Passage) -> bool:
    if draft.factor is not None or draft.value not in THOUSANDS or passage.end - passage.start > _HEADING_LENGTH:
        return False
    text = article.text
    for cell in cells_of(text, passage) or ((passage.start, passage.end),):
        if cell[0] <= draft.start < cell[1]:
            in_table = cell != (passage.start, passage.end)
            alone = draft.start == cell[0] + 1 and text[cell[0]] == "(" and text[draft.end : cell[1]] == ")"
            said = in_table or alone or _IN_UNIT.search(text, cell[0], draft.start) is not None
            return said and heading_unit(text, lexer, cell) is not None
    return False


def sentence_of(passage: Passage, offset: int) -> Span:
    """The sentence of ``passage`` around ``offset``, the passage where it has none."""
    at = bisect_right(passage.sentences, offset, key=lambda span: span[0]) - 1
    if at >= 0 and offset < passage.sentences[at][1]:
        return passage.sentences[at]
    return passage.start, passage.end


def compile_units(patterns: Patterns) -> Units:
    """The words ``money.context`` and ``money.column`` of patterns/money.toml."""
    return Units(
        patterns.words["money.context"],
        patterns.words["money.context_after"],
        patterns.words["money.counted"].expression,
        Tables(patterns.words["money.column.amount"], patterns.words["money.column.other"]),
    )
