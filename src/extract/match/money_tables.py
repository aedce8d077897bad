"""Tables: their rows and cells, the unit that a column's heading says, and the bare figures below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extract.match.money_grammar import Draft
from extract.match.money_tokens import Lexer, Token, Unit
from extract.patterns import Words
from extract.records.document import Passage
from extract.records.release import Span
from extract.values.numbers import FIGURE, read_number

_DECLARED = regex.compile(
    r"(?i)(?:[(\[,]\s?(?:i |alle beløb i |beløb i |hele )?|(?<!\p{L})i (?:hele )?|^(?:alle )?(?:beløb )?)$"
)
_CLOSED = regex.compile(r"[\s)\]:*]{0,4}$")
_UNIT_PART = regex.compile(r"(?i)\s*[(\[].*$|\s+i\s.*$")
_CELL = regex.compile(rf"(?P<minus>[-−–])?(?P<number>{FIGURE})(?:,-)?")
THOUSANDS = (Decimal(1000), Decimal(1_000_000))
_GROUPED = regex.compile(r"\d{1,3}(?:[.\s'’]\d{3})+")
_YEAR = regex.compile(r"(?:19|20)\d\d")
_BARS = regex.compile(r"\|(?:\s*(?P<cell>[^|\n]*?)\s*\|){2,}")
_SUM = regex.compile(r"(?i)i ?alt|sum|total|samlet")
_LEAST, _MOST = 3, 0.6
_LEADING_ZERO = regex.compile(r"0\d{2,3}")
_SCALED = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Tables:
    """Reads figures below headings. ``amount`` and ``other`` are the headings over money and over anything else."""

    amount: Words
    other: Words

    def figures(
        self, text: str, lexer: Lexer, rows: Sequence[tuple[Passage, tuple[Span, ...]]], first: int, unit: Unit | None
    ) -> Iterator[tuple[Draft, int]]:
        header_rows = [i for i, (p, _) in enumerate(rows) if p.block is not None and p.block.header]
        if not header_rows and not any(_CELL.fullmatch(text, *cell) and not is_year(text, cell) for cell in rows[0][1]):
            header_rows = [0]
        columns = self._columns(text, lexer, [rows[i][1] for i in header_rows], unit)
        if not header_rows and unit is not None:
            # "Bevilget (t.kr.)" above a table without heads of its own.
            columns = dict.fromkeys(_figure_columns(text, rows), (unit, ""))
        for i, (_, cells) in enumerate(rows):
            if i in header_rows:
                continue
            for column, cell in enumerate(cells):
                column_unit, heading = columns.get(column, (None, None))
                figure = _CELL.fullmatch(text, *cell)
                if column_unit is None or figure is None:
                    continue
                number = read_number(figure["number"])
                lost = number is None and comma_lost(figure["number"], column_unit)
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
            corner = heading_unit(text, lexer, header[0]) if header and _periods(text, header[1:]) else None
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
                elif self.other.expression.search(heading):
                    columns.pop(column, None)
                elif unit is not None and column > 0:
                    columns.setdefault(column, (unit, heading))
                elif self.amount.expression.search(heading):
                    columns.setdefault(column, (Unit(currency="DKK", glued=True), heading))
        return columns


def _bare_count(text: str, cell: Span, unit: Unit, heading: str | None) -> bool:
    """Whether a figure under ``Tilskud`` without any unit may be a count: only thousands groups are sure."""
    return heading is not None and unit.glued and not _GROUPED.search(text, *cell)


def heading_unit(text: str, lexer: Lexer, span: Span) -> Unit | None:
    """The unit that a heading declares at its end or in brackets: ``Tilskud (mio. kr.)``, ``Beløb i 1.000 kr.``"""
    return unit_of(text, lexer.tokens(text, *span), span)


def unit_of(text: str, tokens: Sequence[Token], span: Span) -> Unit | None:
    units = [t for t in tokens if t.kind == "unit"]
    if not units:
        return None
    first, last = units[0], units[-1]
    counts = [
        t
        for t in tokens
        if t.kind == "number" and t.number is not None
        if not is_year(text, (t.start, t.end)) and _beside(first, last, t)
    ]
    if any(count.number is None or count.number.value not in THOUSANDS for count in counts):
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


def is_year(text: str, span: Span) -> bool:
    return _YEAR.fullmatch(text, *span) is not None


def _periods(text: str, cells: Sequence[Span]) -> bool:
    """Whether the cells are years, with the sum of them beside or not."""
    return bool(cells) and is_year(text, cells[0]) and all(is_year(text, c) or _SUM.fullmatch(text, *c) for c in cells)


def _figure_columns(text: str, rows: Sequence[tuple[Passage, tuple[Span, ...]]]) -> list[int]:
    """The columns most of whose cells are figures, but for years and running numbers."""
    columns = []
    for column in range(max(len(cells) for _, cells in rows)):
        there = [cells[column] for _, cells in rows if column < len(cells) and len(cells) > 1]
        figures = [cell for cell in there if _CELL.fullmatch(text, *cell) and not is_year(text, cell)]
        running = [text[slice(*cell)] for cell in figures] == [str(n + 1) for n in range(len(figures))]
        if len(figures) >= max(_LEAST, _MOST * len(there)) and not running:
            columns.append(column)
    return columns


def table_rows(text: str, passages: Sequence[Passage], at: int) -> list[tuple[Passage, tuple[Span, ...]]]:
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
    """The cells of a row, by its block, its tabs or the bars round each (``| Sti | 3,2 |``); else none."""
    if passage.block is not None and passage.block.cells:
        return passage.block.cells
    bars = _BARS.fullmatch(text, passage.start, passage.end)
    if bars is not None:
        return tuple(bars.spans("cell"))
    if text.find("\t", passage.start, passage.end) < 0:
        return ()
    cells, at = [], passage.start
    for part in text[passage.start : passage.end].split("\t"):
        cells.append((at, at + len(part)))
        at += len(part) + 1
    return tuple(cells)


def comma_lost(figure: str, unit: Unit) -> bool:
    """Whether ``0324`` under *mio. kr.* is a figure that lost its comma: the others of its column may tell."""
    return unit.factor is not None and unit.factor >= _SCALED and _LEADING_ZERO.fullmatch(figure) is not None
