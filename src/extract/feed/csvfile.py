"""CSV after RFC 4180: UTF-8 without a byte order mark, commas, line feeds, one header line.

NULL is an empty cell, an empty text is ``""``. Releases come from outside and the files are opened in
spreadsheets, which run cells that begin with ``= + - @`` as formulas. Such a cell gets one apostrophe in
front, which a spreadsheet takes for text; figures and telephone numbers (signs, digits and blanks alone)
cannot run anything and stay as they are. ``plain`` takes the apostrophe away again, exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import regex

from extract.feed.model import Column, Table
from extract.feed.rows import Row, Value

_QUOTED: Final = regex.compile(r'[",\r\n]|^\s|\s$|^$')
_FORMULA: Final = regex.compile(r"'*+(?:[=@＝＠＋－\t\r\n]|[+\-](?![\d \u00a0().,/+\-]*+\Z))")
_GUARDED: Final = regex.compile(r"'" + _FORMULA.pattern)


def guarded(text: str) -> str:
    """``text`` as a cell that no spreadsheet runs."""
    return f"'{text}" if _FORMULA.match(text) else text


def plain(cell: str) -> str:
    """The text that ``guarded`` was given."""
    return cell[1:] if _GUARDED.match(cell) else cell


def header(table: Table) -> str:
    return ",".join(column.name for column in table.columns_where(decimals=False)) + "\n"


def lines(table: Table, rows: Iterable[Row]) -> str:
    """The rows as CSV lines, each ended by a line feed."""
    columns = table.columns_where(decimals=False)
    return "".join(",".join(_cell(column, row[column.name]) for column in columns) + "\n" for row in rows)


def _cell(column: Column, value: Value) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return repr(value)
    text = guarded(value) if column.free else value
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
