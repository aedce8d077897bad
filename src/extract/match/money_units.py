"""Units that stand elsewhere: in a column's heading, above a list, or in the sentence's own talk of money."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extract.match.money_aligned import aligned_rows, years_in
from extract.match.money_grammar import Draft
from extract.match.money_tokens import Lexer, Token, Unit
from extract.patterns import Patterns, Words
from extract.records.document import Article, Passage
from extract.records.release import Span
from extract.values.numbers import FIGURE, interval, read_number

_NEXT_WORD = regex.compile(r"[ \u00a0]([\p{L}\d]+(?:\.(?=\s))?)")
_KRONER_LATER = regex.compile(r"(?: [\p{L}-]{1,20}){0,4} ?[\p{L}]{1,20}-kroner(?!\p{L})")
_DECLARED = regex.compile(
    r"(?i)(?:[(\[,]\s?(?:i |alle beløb i |beløb i |hele )?|(?<!\p{L})i (?:hele )?|^(?:alle )?(?:beløb )?)$"
)
_CLOSED = regex.compile(r"[\s)\]:*]{0,4}$")
_IN_UNIT = regex.compile(r"(?i)(?<!\p{L})i (?:hele )?$")
_UNIT_PART = regex.compile(r"(?i)\s*[(\[].*$|\s+i\s.*$")
_CELL = regex.compile(rf"(?P<minus>[-−–])?(?P<number>{FIGURE})(?:,-)?")
_TRAILING = regex.compile(rf"(?:[:–—=]|\s-)\s?(?P<number>{FIGURE})\.?$")
_ANY_TRAILING = regex.compile(r"\t|\d\.?[\n\t]|\d\.?$")
_THOUSANDS = (Decimal(1000), Decimal(1_000_000))
_GROUPED = regex.compile(r"\d{1,3}(?:[.\s'’]\d{3})+")
_YEAR = regex.compile(r"(?:19|20)\d\d")
_LEADING_ZERO = regex.compile(r"0\d{2,3}")
_SCALED = Decimal(1_000_000)
_SPEAKS_OF_MONEY = 3
"""A release with so many amounts speaks of money: its *syv millioner* are kroner unless something is counted."""
_NEAR = 300
"""Characters on either side in which a sentence must speak of money for *syv millioner* to be kroner."""
_HEADING_LENGTH, _PROSE_LENGTH = 160, 240


@dataclass(frozen=True, slots=True)
class Units:
    """Finds the unit of figures that have none beside them. Made once from patterns by :func:`compile_units`."""

    context: Words
    context_after: Words
    counted: regex.Pattern[str]
    amount_column: Words
    other_column: Words

    def with_currency(self, article: Article, found: Sequence[tuple[Draft, int]]) -> list[tuple[Draft, int]]:
        """``found`` with kroner for ``syv millioner`` where the text speaks of money, without the others."""
        text = article.text
        values = {d.value for d, _ in found if d.currency is not None}
        passages = {n for d, n in found if d.currency is not None}
        speaks = sum(d.currency is not None for d, _ in found) >= _SPEAKS_OF_MONEY
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
            near = number in passages or draft.value in values or _headlines(passage, draft, values)
            sentence = sentence_of(passage, draft.start)
            start, end = max(sentence[0], draft.start - _NEAR), min(sentence[1], draft.end + _NEAR)
            if not near and speaks:
                near = self.counted.search(text, start, end) is None
            if near or _KRONER_LATER.match(text, draft.end) or self.context.expression.search(text, start, end):
                out.append((replace(draft, currency="DKK", confidence=0.7), number))
        return out

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
        unit: Unit | None = None
        at = 0
        passages = article.passages
        while at < len(passages):
            rows = _table_rows(article.text, passages, at)
            if rows:
                found.extend(self._table(article.text, lexer, rows, at, unit))
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
                declared = _unit_of(article.text, read[at], (passage.start, passage.end))
            if declared is not None:
                unit = declared
            elif passage.kind in {"title", "lead", "subheading"} or length > _PROSE_LENGTH:
                unit = None
            elif unit is not None:
                found.extend((draft, at) for draft in _list_item(article.text, passage, unit))
            at += 1
        return [(d, n) for d, n in found if not any(s < d.end and d.start < e for s, e in taken)]

    def _table(
        self, text: str, lexer: Lexer, rows: Sequence[tuple[Passage, tuple[Span, ...]]], first: int, unit: Unit | None
    ) -> Iterator[tuple[Draft, int]]:
        header_rows = [i for i, (p, _) in enumerate(rows) if p.block is not None and p.block.header]
        if not header_rows and not any(_CELL.fullmatch(text, *cell) and not _year(text, cell) for cell in rows[0][1]):
            header_rows = [0]
        columns = self._columns(text, lexer, [rows[i][1] for i in header_rows], unit)
        for i, (_, cells) in enumerate(rows):
            if i in header_rows:
                continue
            for column, cell in enumerate(cells):
                column_unit, heading = columns.get(column, (None, None))
                figure = _CELL.fullmatch(text, *cell)
                if column_unit is None or figure is None:
                    continue
                number = read_number(figure["number"])
                lost = number is None and _comma_lost(figure["number"], column_unit)
                if (number is None and not lost) or (
                    column_unit.factor is None and _bare_count(text, cell, column_unit, heading)
                ):
                    continue
                if figure["minus"] and number is not None:
                    number = replace(number, value=-number.value)
                draft = Draft(
                    cell[0], cell[1], number, column_unit.factor, column_unit.currency or "DKK", comma_lost=lost
                )
                yield replace(draft, inner=figure.start("number"), heading=heading or "", confidence=0.9), first + i

    def _columns(
        self, text: str, lexer: Lexer, headers: Sequence[tuple[Span, ...]], unit: Unit | None
    ) -> dict[int, tuple[Unit, str]]:
        """The unit and heading of each column that holds money."""
        columns: dict[int, tuple[Unit, str]] = {}
        for header in headers:
            # "Beløb i 1.000 kr." over the labels counts for the years beside it.
            corner = heading_unit(text, lexer, header[0]) if header and _years(text, header[1:]) else None
            unit = corner or unit
            spanning: tuple[Unit, str] | None = None
            for column, cell in enumerate(header):
                heading = _UNIT_PART.sub("", text[cell[0] : cell[1]])
                declared = heading_unit(text, lexer, cell)
                if declared is not None:
                    columns[column] = spanning = (declared, heading)
                elif spanning is not None and not heading.strip():
                    columns.setdefault(column, spanning)  # the cells that a merged head covers
                elif column in columns and heading.strip():
                    columns[column] = (columns[column][0], heading)  # under a head that spans several columns
                elif self.other_column.expression.search(heading):
                    columns.pop(column, None)
                elif unit is not None and column > 0:
                    columns.setdefault(column, (unit, heading))
                elif self.amount_column.expression.search(heading):
                    columns.setdefault(column, (Unit(currency="DKK", glued=True), heading))
        return columns


def _headlines(passage: Passage, draft: Draft, values: Set[Decimal | None]) -> bool:
    """Whether a headline's ``Syv millioner`` rounds an amount that is stated in full elsewhere."""
    if passage.kind not in {"title", "lead", "subheading"} or draft.number is None or draft.factor is None:
        return False
    low, high = interval(draft.number.value * draft.factor, draft.number.step * draft.factor)
    return any(value is not None and low <= value <= high for value in values)


def _is_declaration(article: Article, lexer: Lexer, draft: Draft, passage: Passage) -> bool:
    if draft.factor is not None or draft.value not in _THOUSANDS or passage.end - passage.start > _HEADING_LENGTH:
        return False
    text = article.text
    for cell in cells_of(text, passage) or ((passage.start, passage.end),):
        if cell[0] <= draft.start < cell[1]:
            in_table = cell != (passage.start, passage.end)
            said = in_table or _IN_UNIT.search(text, cell[0], draft.start) is not None
            return said and heading_unit(text, lexer, cell) is not None
    return False


def _bare_count(text: str, cell: Span, unit: Unit, heading: str | None) -> bool:
    """Whether a figure under ``Tilskud`` without any unit may be a count: only thousands groups are sure."""
    return heading is not None and unit.glued and not _GROUPED.search(text, *cell)


def heading_unit(text: str, lexer: Lexer, span: Span) -> Unit | None:
    """The unit that a heading declares at its end or in brackets: ``Tilskud (mio. kr.)``, ``Beløb i 1.000 kr.``"""
    return _unit_of(text, lexer.tokens(text, *span), span)


def _unit_of(text: str, tokens: Sequence[Token], span: Span) -> Unit | None:
    units = [t for t in tokens if t.kind == "unit"]
    if not units:
        return None
    first, last = units[0], units[-1]
    counts = [
        t
        for t in tokens
        if t.kind == "number" and t.number is not None and not _year(text, (t.start, t.end)) and _beside(first, last, t)
    ]
    if any(count.number is None or count.number.value not in _THOUSANDS for count in counts):
        return None
    start = min([first.start, *(c.start for c in counts)])
    end = max([last.end, *(c.end for c in counts)])
    bracket = text[end : end + 1] in {")", "]"}
    if not _DECLARED.search(text[span[0] : start]) or not (bracket or _CLOSED.match(text, end, span[1])):
        return None
    factor = Decimal(1)
    for token in units:
        factor *= (token.unit.factor if token.unit is not None else None) or 1
    for count in counts:
        factor *= count.number.value if count.number is not None else 1
    currency = next((t.unit.currency for t in units if t.unit is not None and t.unit.currency), None)
    return Unit(factor if factor != 1 else None, currency)


def _beside(first: Token, last: Token, count: Token) -> bool:
    return count.end + 1 >= first.start and count.start - 1 <= last.end


def _year(text: str, span: Span) -> bool:
    return _YEAR.fullmatch(text, *span) is not None


def sentence_of(passage: Passage, offset: int) -> Span:
    """The sentence of ``passage`` around ``offset``, the passage where it has none."""
    at = bisect_right(passage.sentences, offset, key=lambda span: span[0]) - 1
    if at >= 0 and offset < passage.sentences[at][1]:
        return passage.sentences[at]
    return passage.start, passage.end


def _years(text: str, cells: Sequence[Span]) -> bool:
    return bool(cells) and all(_year(text, cell) for cell in cells)


def _table_rows(text: str, passages: Sequence[Passage], at: int) -> list[tuple[Passage, tuple[Span, ...]]]:
    """The rows of the table that begins with passage ``at``: passages of one section with two cells or more, and the
    rows of one cell between them, which head a group or go on with the row above."""
    rows: list[tuple[Passage, tuple[Span, ...]]] = []
    last = 0
    for number in range(at, len(passages)):
        passage = passages[number]
        if rows and passage.section != rows[0][0].section:
            break
        cells = cells_of(text, passage)
        if len(cells) < 2 and not (rows and len(cells) == 1):
            break
        rows.append((passage, cells))
        last = len(rows) if len(cells) > 1 else last
    return rows[:last]


def cells_of(text: str, passage: Passage) -> tuple[Span, ...]:
    """The cells of a row, by its block or by the tabs in it; empty for any other passage."""
    if passage.block is not None and passage.block.cells:
        return passage.block.cells
    if text.find("\t", passage.start, passage.end) < 0:
        return ()
    cells, at = [], passage.start
    for part in text[passage.start : passage.end].split("\t"):
        cells.append((at, at + len(part)))
        at += len(part) + 1
    return tuple(cells)


def _list_item(text: str, passage: Passage, unit: Unit) -> Iterator[Draft]:
    """``Projekt A: 6,9`` under ``Beløb i mio. kr.``"""
    found = _TRAILING.search(text, max(passage.start, passage.end - 40), passage.end)
    if found is None or _year(text, found.span("number")):
        return
    number = read_number(found["number"])
    lost = number is None and _comma_lost(found["number"], unit)
    if number is None and not lost:
        return
    start, end = found.span("number")
    draft = Draft(start, end, number, unit.factor, unit.currency or "DKK", comma_lost=lost, inner=start)
    yield replace(draft, confidence=0.85)


def _comma_lost(figure: str, unit: Unit) -> bool:
    """Whether ``0324`` under *mio. kr.* is a figure that lost its comma: the others of its column may tell."""
    return unit.factor is not None and unit.factor >= _SCALED and _LEADING_ZERO.fullmatch(figure) is not None


def compile_units(patterns: Patterns) -> Units:
    """The words ``money.context`` and ``money.column`` of patterns/money.toml."""
    return Units(
        patterns.words["money.context"],
        patterns.words["money.context_after"],
        patterns.words["money.counted"].expression,
        patterns.words["money.column.amount"],
        patterns.words["money.column.other"],
    )
