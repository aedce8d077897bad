"""DuckDB: rows go in from Parquet, in one transaction; its own lock keeps other programs out of the file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.schema import CreateTable, SetColumnComment, SetTableComment
from sqlalchemy.sql.compiler import SQLCompiler

from extract.feed.database import Database
from extract.feed.evolution import DIALECTS, Found, FoundColumn
from extract.feed.model import Table
from extract.feed.rows import Row
from extract.feed.spool import Spool
from extract.feed.target import FeedError, Target, Terms

_PATIENCE: Final = 60.0
"""Seconds that a feed waits for another program to let go of the file."""
_PAUSE: Final = 0.25
_MEMORY: Final = "2GB"
"""Beyond it DuckDB sorts on disk."""


class DuckDB(Database):
    """A DuckDB file, open."""

    dialect = "duckdb"

    def __init__(self, name: str, terms: Terms, connection: Any, spool: Spool) -> None:
        super().__init__(name, terms)
        self._connection = connection
        self._spool = spool

    def execute(self, statement: sa.Executable) -> Sequence[Sequence[Any]]:
        assert isinstance(statement, sa.ClauseElement)
        if not isinstance(statement, sa.Delete):  # what is deleted is never of this feed
            self.flush()
        compiled = statement.compile(dialect=DIALECTS["duckdb"], compile_kwargs={"render_postcompile": True})
        assert isinstance(compiled, SQLCompiler)
        values = [compiled.params[name] for name in compiled.positiontup or ()]
        found = self._connection.execute(compiled.string, values)
        return list(found.fetchall())

    def statement(self, text: str) -> None:
        self.flush()
        self._connection.execute(text)

    def add(self, table: Table, rows: Sequence[Row]) -> None:
        self._spool.add(table, rows)

    def flush(self) -> None:
        """Inserts the rows that wait."""
        for table, path in self._spool.taken():
            name = DIALECTS["duckdb"].identifier_preparer.quote(table)
            self._connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM read_parquet(?)", [str(path)])  # noqa: S608 (our own names)

    def finish(self) -> None:
        self.flush()

    def found(self) -> Mapping[str, Found]:
        columns = (
            "SELECT table_name, column_name, data_type, is_nullable = 'YES' OR column_default IS NOT NULL"
            " FROM information_schema.columns WHERE table_schema = current_schema() AND table_catalog ="
            " current_database()"
        )
        there: dict[str, dict[str, FoundColumn]] = {}
        for table, column, type_, optional in self._connection.execute(columns).fetchall():
            there.setdefault(table, {})[column] = FoundColumn(type_, optional)
        return {name: there[name] for name in self.known_names() if name in there}

    def views_found(self) -> set[str]:
        query = "SELECT table_name FROM information_schema.views WHERE table_schema = current_schema()"
        return {name for (name,) in self._connection.execute(query).fetchall()}

    def create(self, schema: sa.MetaData, missing: Sequence[str]) -> None:
        for name in missing:
            table = schema.tables[name]
            self.statement(str(CreateTable(table).compile(dialect=DIALECTS["duckdb"])))
            self.statement(str(SetTableComment(table).compile(dialect=DIALECTS["duckdb"])))
            for column in table.columns:
                self.statement(str(SetColumnComment(column).compile(dialect=DIALECTS["duckdb"])))


@dataclass(frozen=True, slots=True)
class DuckAddress:
    """A DuckDB file by its path. ``made`` makes the target, where it is not plainly the file; ``shown`` is then what
    messages call it."""

    path: Path
    made: Callable[[str, Terms, Any, Spool], DuckDB] = DuckDB
    shown: str = ""

    @property
    def name(self) -> str:
        return self.shown or str(self.path)

    @contextmanager
    def opened(self, terms: Terms) -> Iterator[Target]:
        with self._connected() as connection:
            connection.execute("BEGIN")
            with closing(Spool(self.path.with_name(f"{self.path.name}.waiting"))) as spool:
                target = self.made(self.name, terms, connection, spool)
                target.prepare()
                yield target
                target.finish()
            connection.execute("COMMIT")

    def fed_last(self) -> str | None:
        if not self.path.exists():
            return None
        with self._connected() as connection:
            try:
                row = connection.execute("SELECT value FROM feed WHERE name = 'run'").fetchone()
            except _error("CatalogException", "BinderException"):
                return None
            return row[0] if row else None

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        """A connection. What is not committed when the block ends is undone: by DuckDB itself, as after a crash."""
        try:
            import duckdb
        except ModuleNotFoundError:
            raise FeedError('DuckDB needs one more package: pip install "press-extract[duckdb]"') from None
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FeedError(f"{self.path.parent}: {error.strerror or error} (choose another place)") from None
        connection = self._connect(duckdb)
        try:
            connection.execute("SET TimeZone = 'UTC'")
            connection.execute(f"SET memory_limit = '{_MEMORY}'")
            yield connection
        except duckdb.Error as error:
            raise self._fault(error) from error
        finally:
            connection.close()

    def _connect(self, duckdb: Any) -> Any:
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                return duckdb.connect(str(self.path))
            except duckdb.IOException as error:
                if "lock" not in str(error) or time.monotonic() > until:
                    raise self._fault(error) from error
                time.sleep(_PAUSE)
            except duckdb.Error as error:
                raise self._fault(error) from error

    def _fault(self, error: Exception) -> FeedError:
        said = " ".join(str(error).split())[:300]
        if "lock" in said:
            mend = "another program has it open; close that"
        elif "not a valid DuckDB" in said:
            mend = "give another file"
        else:
            mend = "check the file, its folder and the room on the disk; what was there before is there"
        return FeedError(f"{self.name}: {said} ({mend})")


def _error(*names: str) -> tuple[type[BaseException], ...]:
    import duckdb

    return tuple(getattr(duckdb, name) for name in names)
