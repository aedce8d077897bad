"""The tables as SQLAlchemy knows them, with the types of each database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, Literal

import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql

from extract.feed.ledger import FED
from extract.feed.model import Column, Kind, Table, time

Dialect = Literal["sqlite", "duckdb", "postgresql", "mysql"]

HISTORY: Final = "_history"
_KEY_LENGTH: Final = 320
"""Characters of the longest key: a release's name has 233 at most, and what is below it two digests with numbers."""
_PREFIX: Final = 191
"""Characters that MariaDB's indexes of texts look at."""

_VALIDITY: Final = (
    time("valid_from", "When the run was through that read it so: since then it was believed.", required=True),
    time("valid_to", "When it was believed no more; NULL while it is.", index=True),
)

_Types = Mapping[Kind, Callable[[], Any]]
_PLAIN: Final[_Types] = {
    "key": sa.Text, "text": sa.Text, "integer": sa.Integer, "real": sa.Double, "flag": sa.Boolean,
    "money": lambda: sa.Numeric(20, 2), "exact": sa.Text, "time": lambda: sa.DateTime(timezone=True), "day": sa.Date,
}  # fmt: skip
_TYPES: Final[Mapping[Dialect, _Types]] = {
    # SQLite has neither decimals nor times: it would make floats of the one, and texts of the other.
    "sqlite": {
        "key": sa.Text, "text": sa.Text, "integer": sa.Integer, "real": sa.Double, "flag": sa.Integer,
        "money": sa.Text, "minor": sa.BigInteger, "time": sa.Text, "day": sa.Text,
    },
    "duckdb": _PLAIN,
    # In the order of code points: as the store gives its releases, and whatever the language of the database.
    "postgresql": {**_PLAIN, "key": lambda: postgresql.TEXT(collation="C")},
    "mysql": {
        **_PLAIN,
        "key": lambda: mysql.VARCHAR(_KEY_LENGTH, charset="utf8mb4", collation="utf8mb4_nopad_bin"),
        "text": lambda: mysql.LONGTEXT(charset="utf8mb4"),
        "exact": lambda: mysql.LONGTEXT(charset="utf8mb4"),
        "time": lambda: mysql.DATETIME(fsp=6),
    },
}  # fmt: skip


def decimals(dialect: Dialect) -> bool:
    """Whether the database has decimals of its own."""
    return dialect != "sqlite"


def history_of(table: Table) -> Table:
    """The table that keeps what rows were and when: the same columns, and from when to when they were believed."""
    columns = (*table.columns, *_VALIDITY)
    return Table(f"{table.name}{HISTORY}", f"What rows of `{table.name}` were, and when.", columns, table.of)


HISTORIES: Final[tuple[Table, ...]] = tuple(history_of(table) for table in FED if table.of == "release")


@lru_cache(maxsize=8)
def metadata(dialect: Dialect, *, history: bool = False) -> sa.MetaData:
    """The tables of a destination of that kind; with ``history`` those that keep it too."""
    schema = sa.MetaData()
    for table in FED:
        _table(schema, table, dialect)
    for table in HISTORIES if history else ():
        _table(schema, table, dialect, history=True)
    return schema


def _table(schema: sa.MetaData, table: Table, dialect: Dialect, *, history: bool = False) -> sa.Table:
    keys = (table.key, "valid_from") if history else (table.key,)
    columns = table.columns_where(decimals(dialect))
    made = sa.Table(table.name, schema, *(_column(column, dialect, keys, history) for column in columns),
                    comment=table.comment, mysql_engine="InnoDB")  # fmt: skip
    # DuckDB reads columns whole: its indexes, which must be held in memory, cost more than they give.
    if dialect != "duckdb":
        for column in columns:
            if column.index and column.name != table.key:
                _index(made, column, dialect)
    return made


def _column(column: Column, dialect: Dialect, keys: Iterable[str], history: bool) -> sa.Column[Any]:
    references = []
    # DuckDB would not let a row go and come again in one transaction; of a history, the row referred to may be another.
    if column.refers and dialect != "duckdb" and not history:
        # An amount may name a later one, so references are looked at when the transaction ends.
        named, late = f"{column.refers}.{_key_of(column.refers)}", dialect != "mysql"
        references.append(sa.ForeignKey(named, deferrable=late or None, initially="DEFERRED" if late else None))
    return sa.Column(
        column.name,
        _TYPES[dialect][column.kind](),
        *references,
        primary_key=column.name in keys and dialect != "duckdb",
        nullable=not column.required,
        autoincrement=False,
        comment=column.comment,
    )


def _key_of(name: str) -> str:
    return next(table.key for table in FED if table.name == name)


def _index(made: sa.Table, column: Column, dialect: Dialect) -> None:
    options: dict[str, Any] = {}
    if column.kind == "text":
        # A text may be of any length: PostgreSQL's trees take 2,700 bytes, its hashes everything.
        options = {"mysql_length": _PREFIX, "postgresql_using": "hash"}
    sa.Index(f"ix_{made.name}_{column.name}", made.c[column.name], **options)
