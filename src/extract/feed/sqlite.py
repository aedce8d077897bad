"""SQLite through SQLAlchemy: the tables with keys, foreign keys and indexes, and the views for reading."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import sqlalchemy as sa

from extract.feed import views
from extract.feed.rows import Row, Rows
from extract.feed.tables import TABLES, Column, Kind

_TYPES: Final[Mapping[Kind, Any]] = {
    "text": sa.Text,
    "money": sa.Text,
    "integer": sa.Integer,
    "flag": sa.Integer,
    "minor": sa.BigInteger,
    "real": sa.Double,
}
_BATCH: Final = 5_000  # rows held in memory between two writes


def metadata() -> sa.MetaData:
    """The tables as SQLAlchemy knows them, for SQLite and other databases alike."""
    schema = sa.MetaData()
    for table in TABLES:
        sa.Table(table.name, schema, *map(_column, table.columns), comment=table.comment)
    return schema


def _column(column: Column) -> sa.Column[Any]:
    # An amount may name a later one, so references are looked at when the transaction ends.
    keys = (
        [] if column.refers is None else [sa.ForeignKey(f"{column.refers}.id", deferrable=True, initially="DEFERRED")]
    )
    return sa.Column(
        column.name,
        _TYPES[column.kind],
        *keys,
        primary_key=column.name == "id",
        nullable=not column.required,
        index=column.index or None,
        comment=column.comment,
    )


class SqliteWriter:
    """Writes releases into a new database file. A context manager; the file is whole after ``finish``."""

    def __init__(self, path: Path) -> None:
        self._engine = sa.create_engine(f"sqlite:///{path}", poolclass=sa.NullPool)
        self._schema = metadata()
        self._held: dict[str, list[Row]] = {table.name: [] for table in TABLES}
        self._count = 0
        self._connection = self._engine.connect()
        # The file is made beside its place and thrown away on any fault: no journal is needed.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = ON"):
            self._connection.exec_driver_sql(f"PRAGMA {pragma}")
        self._connection.commit()
        self._schema.create_all(self._connection)
        for statement in views.statements("sqlite"):
            self._connection.exec_driver_sql(statement)
        self._connection.commit()

    def __enter__(self) -> SqliteWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        self._engine.dispose()

    def write(self, rows: Rows) -> None:
        """Takes the rows of one release."""
        for name, added in rows.items():
            self._held[name] += added
            self._count += len(added)
        if self._count >= _BATCH:
            self._flush()

    def finish(self) -> None:
        self._flush()
        self._connection.exec_driver_sql("PRAGMA optimize")
        self._connection.commit()

    def _flush(self) -> None:
        for table in TABLES:
            if held := self._held[table.name]:
                self._connection.execute(sa.insert(self._schema.tables[table.name]), held)
                held.clear()
        self._connection.commit()
        self._count = 0
