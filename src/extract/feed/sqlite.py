"""The SQLite file of a run: the tables of a feed into SQLite without its books, and the views for reading."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Final

import sqlalchemy as sa

from extract.feed import views
from extract.feed.relational import Sqlite
from extract.feed.rows import Row, Rows
from extract.feed.schema import metadata
from extract.feed.tables import TABLES
from extract.feed.target import Terms

_BATCH: Final = 5_000  # rows held in memory between two writes


class SqliteWriter:
    """Writes releases into a new database file. A context manager; the file is whole after ``finish``."""

    def __init__(self, path: Path) -> None:
        self._engine = sa.create_engine(f"sqlite:///{path}", poolclass=sa.NullPool)
        self._held: dict[str, list[Row]] = {table.name: [] for table in TABLES}
        self._count = 0
        self._connection = self._engine.connect()
        # The file is made beside its place and thrown away on any fault: no journal is needed.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = ON"):
            self._connection.exec_driver_sql(f"PRAGMA {pragma}")
        self._connection.commit()
        self._tables = Sqlite(str(path), Terms({}, ""), self._connection)
        self._tables.create(metadata("sqlite"), list(self._held))
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
                self._tables.add(table, held)
                held.clear()
        self._connection.commit()
        self._count = 0
