"""A destination of an earlier version brought up to date: columns are added, and nothing else is done by itself.

What could lose something (another type, a column that must be filled and is not known) is refused, with the statement
that would do it: whoever owns the database decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import regex
import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql, sqlite

from extract.feed.schema import Dialect
from extract.feed.target import FeedError
from extract.feed.views import out_of_the_way

DIALECTS: Final[Mapping[Dialect, sa.Dialect]] = {
    "sqlite": sqlite.dialect(),
    # DuckDB's language is that of PostgreSQL, as far as it is used here.
    "duckdb": postgresql.dialect(paramstyle="qmark"),  # type: ignore[no-untyped-call]
    "postgresql": postgresql.dialect(),  # type: ignore[no-untyped-call]
    "mysql": mysql.dialect(is_mariadb=True),
}
_SAME: Final = {
    "VARCHAR": "TEXT", "DOUBLE": "DOUBLE PRECISION", "NUMERIC": "DECIMAL", "BOOL": "BOOLEAN", "TINYINT": "BOOLEAN",
    "INT": "INTEGER", "LONGTEXT": "TEXT", "TIMESTAMPTZ": "TIMESTAMP WITH TIME ZONE", "REAL": "DOUBLE PRECISION",
}  # fmt: skip
_REST: Final = regex.compile(r" (?:COLLATE|CHARACTER SET|UNSIGNED).*")
_SIZED: Final = regex.compile(r"^([A-Z]+(?: [A-Z]+)*)\s*(?:\(([\d, ]+)\))?(.*)$")


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column that is there: its type in the words of its database, and whether a row may come without it."""

    type: str
    optional: bool


Found = Mapping[str, FoundColumn]
"""A table that is there: its columns by name."""


def evolve(name: str, schema: sa.MetaData, there: Mapping[str, Found], dialect: Dialect) -> Iterator[tuple[str, str]]:
    """The statements that add what is missing to tables that are there, each with what it does in words.

    Raises FeedError before it gives any, where something else would have to be done; ``name`` is the destination's.
    """
    refused = [fault for table, found in there.items() for fault in _faults(schema.tables[table], found, dialect)]
    if refused:
        raise FeedError(f"{name}: {'; '.join(refused)}")
    for table, found in there.items():
        for column in schema.tables[table].columns:
            if column.name not in found:
                added = f"ALTER TABLE {_quoted(table, dialect)} ADD COLUMN {_quoted(column.name, dialect)} "
                yield added + type_of(column, dialect), f"added column {table}.{column.name}"


def type_of(column: sa.Column[Any], dialect: Dialect) -> str:
    """The type of a column in the words of the database."""
    return str(column.type.compile(dialect=DIALECTS[dialect]))


def _faults(table: sa.Table, found: Found, dialect: Dialect) -> Iterator[str]:
    for column in table.columns:
        own = found.get(column.name)
        wanted = type_of(column, dialect)
        if own is not None and _plain(own.type) != _plain(wanted):
            yield (
                f"{table.name}.{column.name} is {own.type} and has to be {wanted}, which may lose something;"
                f" this would do it: {_retyped(table.name, column.name, wanted, dialect)}"
            )
    for name, own in found.items():
        if name not in table.columns and not own.optional:
            yield (
                f"{table.name}.{name} is not known to this version and has to be filled;"
                f" this would let it be: {_loosened(table.name, name, own.type, dialect)}"
            )


def _retyped(table: str, column: str, wanted: str, dialect: Dialect) -> str:
    table, column = _quoted(table, dialect), _quoted(column, dialect)
    first = out_of_the_way(dialect)
    if dialect == "mysql":
        return f"ALTER TABLE {table} MODIFY COLUMN {column} {wanted}"
    if dialect == "sqlite":  # which changes no column
        return f"{first}ALTER TABLE {table} DROP COLUMN {column}"
    using = f" USING {column}::{wanted}" if dialect == "postgresql" else ""
    return f"{first}ALTER TABLE {table} ALTER COLUMN {column} TYPE {wanted}{using}"


def _loosened(table: str, column: str, type_: str, dialect: Dialect) -> str:
    table, column = _quoted(table, dialect), _quoted(column, dialect)
    if dialect == "mysql":
        return f"ALTER TABLE {table} MODIFY COLUMN {column} {type_} NULL"
    if dialect == "sqlite":
        return f"ALTER TABLE {table} DROP COLUMN {column}"
    return f"ALTER TABLE {table} ALTER COLUMN {column} DROP NOT NULL"


def _plain(type_: str) -> str:
    """A type by its family: sizes count for decimals alone."""
    match = _SIZED.match(_REST.sub("", type_.upper()))
    if match is None:
        return type_.upper()
    word, size, rest = match.groups()
    family = f"{_SAME.get(word, word)}{rest}"
    family = _SAME.get(family, family)
    return f"{family}({(size or '').replace(' ', '')})" if family == "DECIMAL" else family


def _quoted(name: str, dialect: Dialect) -> str:
    return str(DIALECTS[dialect].identifier_preparer.quote(name))
