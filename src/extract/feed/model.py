"""What a table is: its columns with their kinds, in words that every destination understands.

Money is ``money``: a DECIMAL(20,2) in databases that have one, the decimal as text in SQLite and CSV. Beside it stands
``minor`` where there are no decimals (hundredths of the currency unit, øre or cents, for sums), and ``exact`` where
there are: the decimal as text, filled where DECIMAL(20,2) cannot hold it. So every amount comes back exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["key", "text", "integer", "real", "flag", "money", "minor", "exact", "time", "day"]
"""``key`` is a text by which rows are known; ``flag`` is 0 or 1; ``time`` is ISO 8601, ``day`` an ISO day."""


@dataclass(frozen=True, slots=True)
class Column:
    """``refers`` names the table whose ``id`` the column holds. ``free`` marks text that publishers write."""

    name: str
    kind: Kind
    comment: str
    required: bool = False
    refers: str | None = None
    index: bool = False
    free: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """``of`` says what its rows belong to: one release each, a run as a whole, or the feed's own books."""

    name: str
    comment: str
    columns: tuple[Column, ...]
    of: Literal["release", "run", "feed"] = "release"

    @property
    def key(self) -> str:
        """The column that tells its rows apart."""
        return self.columns[0].name

    def columns_where(self, decimals: bool) -> tuple[Column, ...]:
        """The columns that a destination has, with decimals of its own or without."""
        left_out = "minor" if decimals else "exact"
        return tuple(column for column in self.columns if column.kind != left_out)


def free(name: str, comment: str, *, required: bool = False, index: bool = False) -> Column:
    """Text that publishers write."""
    return Column(name, "text", comment, required, index=index, free=True)


def code(name: str, comment: str, *, required: bool = False, index: bool = False) -> Column:
    """Text that press-extract writes."""
    return Column(name, "text", comment, required, index=index)


def number(name: str, comment: str, *, required: bool = False) -> Column:
    return Column(name, "integer", comment, required)


def time(name: str, comment: str, *, required: bool = False, index: bool = False) -> Column:
    return Column(name, "time", comment, required, index=index)


def day(name: str, comment: str, *, index: bool = False) -> Column:
    return Column(name, "day", comment, index=index)


def key(example: str) -> Column:
    """The key of a table."""
    return Column("id", "key", f"Stable key, such as `{example}`.", required=True, free=True)


def owner(table: str) -> Column:
    """The row of another table that a row belongs to."""
    return Column(table, "key", f"The {table.replace('_', ' ')} that it belongs to.", True, table, True, True)


def link(name: str, table: str, comment: str) -> Column:
    """A row of another table, where there is one."""
    return Column(name, "key", comment, refers=table, index=True, free=True)


def money(name: str, minor: str, what: str) -> tuple[Column, Column, Column]:
    """A sum of money, with what stands beside it where decimals are missing or too short."""
    return (
        Column(name, "money", f"{what}, in whole units of the currency."),
        Column(minor, "minor", "The same in hundredths (øre, cents)."),
        Column(f"{name}_exact", "exact", "The same as text, where DECIMAL(20,2) cannot hold it."),
    )


def span(of: str) -> tuple[Column, Column]:
    """A stretch of the release's text."""
    return (
        number("start", f"Offset in `release.text` at which {of} begins, in code points.", required=True),
        number("end", f"Offset at which {of} ends; the character there is outside.", required=True),
    )


def surface() -> Column:
    return free("surface", "The text as written there.", required=True)


POSITION: Final = number("position", "Its place in the record's list, counted from 1.", required=True)
RECORD_ID: Final = code("record_id", "Its id within the record, such as `p1`; another run may number otherwise.")
CONFIDENCE: Final = Column("confidence", "real", "From 0 to 1: how often its rule is right, at least.", True)
RULE: Final = code("rule", "The rule that found it.")
