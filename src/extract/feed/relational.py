"""SQLite, PostgreSQL and MariaDB through SQLAlchemy: one transaction of one connection."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from extract.feed.database import Database
from extract.feed.evolution import DIALECTS, Found, FoundColumn
from extract.feed.model import Kind, Table
from extract.feed.rows import Row
from extract.feed.schema import decimals
from extract.feed.target import FeedError, Target, Terms
from extract.feed.values import TYPED, in_columns, moment

_PATIENCE: Final = 600
"""Seconds that a feed waits for another into the same database."""
_LOCK: Final = 0x5052_4645
"""Of PostgreSQL's advisory locks: the one that a feed holds."""
_LOCK_NAME: Final = "press-extract feed"
_ROWS: Final = 2_000
"""Of one statement."""
_ROOM: Final = 4_000_000
"""Characters of one statement: servers refuse statements of more than 16 MB unless they are told otherwise."""


class Relational(Database):
    """A database behind SQLAlchemy, within a transaction."""

    typed: Mapping[Kind, Callable[[Any], Any]] = TYPED

    def __init__(self, name: str, terms: Terms, connection: sa.Connection) -> None:
        super().__init__(name, terms)
        self.connection = connection

    def begin(self) -> None:
        """Waits until no other feed is in the database."""

    def execute(self, statement: sa.Executable) -> Sequence[Sequence[Any]]:
        found = self.connection.execute(statement)
        return found.all() if found.returns_rows else ()

    def statement(self, text: str) -> None:
        self.connection.exec_driver_sql(text.replace("%", "%%") if self.dialect != "sqlite" else text)

    def add(self, table: Table, rows: Sequence[Row]) -> None:
        columns = table.columns_where(decimals(self.dialect))
        quote = DIALECTS[self.dialect].identifier_preparer.quote
        names = ", ".join(quote(column.name) for column in columns)
        mark = "?" if self.dialect == "sqlite" else "%s"
        into = f"INSERT INTO {quote(table.name)} ({names}) VALUES ({', '.join([mark] * len(columns))})"  # noqa: S608
        for some in _portions(in_columns(columns, rows, self.typed)):
            self.connection.exec_driver_sql(into, some)

    def found(self) -> Mapping[str, Found]:
        inspector = sa.inspect(self.connection)
        there = set(inspector.get_table_names())
        dialect = self.connection.dialect
        return {
            name: {
                column["name"]: FoundColumn(
                    str(column["type"].compile(dialect=dialect)),
                    column["nullable"] or column.get("default") is not None,
                )
                for column in inspector.get_columns(name)
            }
            for name in self.known_names()
            if name in there
        }

    def views_found(self) -> set[str]:
        return set(sa.inspect(self.connection).get_view_names())

    def create(self, schema: sa.MetaData, missing: Sequence[str]) -> None:
        if missing:
            schema.create_all(self.connection, tables=[schema.tables[name] for name in missing], checkfirst=False)


class Sqlite(Relational):
    dialect = "sqlite"
    typed: Mapping[Kind, Callable[[Any], Any]] = {}


class Postgres(Relational):
    dialect = "postgresql"

    def begin(self) -> None:
        self.connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK, 0)))

    def add(self, table: Table, rows: Sequence[Row]) -> None:
        columns = table.columns_where(decimals=True)
        quote = DIALECTS["postgresql"].identifier_preparer.quote
        names = ", ".join(quote(column.name) for column in columns)
        cursor = self.connection.connection.cursor()
        with cursor.copy(f"COPY {quote(table.name)} ({names}) FROM STDIN") as copy:
            for row in in_columns(columns, rows, self.typed):
                copy.write_row(row)


class MariaDB(Relational):
    dialect = "mysql"
    # It has no zones: times are written, and read, as UTC.
    typed: Mapping[Kind, Callable[[Any], Any]] = {**TYPED, "time": lambda value: moment(value).replace(tzinfo=None)}

    def begin(self) -> None:
        if not self.connection.scalar(sa.select(sa.func.get_lock(_LOCK_NAME, _PATIENCE))):
            raise FeedError(f"{self.name}: another feed has been in it for {_PATIENCE} seconds (wait for it)")
        # Its keys are looked at row by row, and an amount may name a later one.
        self.connection.exec_driver_sql("SET SESSION foreign_key_checks = 0, time_zone = '+00:00'")

    def is_ours(self, there: Mapping[str, Found]) -> bool:
        # It keeps what was made of the tables when a feed is cut short; what they are for stands with them.
        inspector = sa.inspect(self.connection)
        comments = {name: table.comment for name, table in self._schema.tables.items()}
        return all(inspector.get_table_comment(name)["text"] == comments.get(name) for name in there)

    def _moment(self, value: str) -> Any:
        return moment(value).replace(tzinfo=None)


_KINDS: Final[Mapping[str, type[Relational]]] = {"sqlite": Sqlite, "postgresql": Postgres, "mysql": MariaDB}


@dataclass(frozen=True, slots=True)
class RelationalAddress:
    """A database by its address. ``made`` makes the target where it is not plainly the database; ``shown`` is then what
    messages call it."""

    url: sa.URL
    made: Callable[[str, Terms, sa.Connection], Relational] | None = None
    shown: str = ""

    @property
    def name(self) -> str:
        if self.shown:
            return self.shown
        if self.url.get_backend_name() == "sqlite":
            return self.url.database or ""
        shown = self.url.set(drivername=self.url.get_backend_name(), query={})
        return shown.render_as_string(hide_password=True)

    @contextmanager
    def opened(self, terms: Terms) -> Iterator[Target]:
        with self._connected() as connection, connection.begin():
            target = (self.made or _KINDS[self.url.get_backend_name()])(self.name, terms, connection)
            target.begin()
            target.prepare()
            yield target
            target.finish()

    def fed_last(self) -> str | None:
        with self._connected() as connection:
            if not sa.inspect(connection).has_table("feed"):
                return None
            feed = sa.table("feed", sa.column("name"), sa.column("value"))
            found: str | None = connection.scalar(sa.select(feed.c.value).where(feed.c.name == "run"))
            return found

    @contextmanager
    def _connected(self) -> Iterator[sa.Connection]:
        engine = self._engine()
        try:
            with engine.connect() as connection:
                yield connection
        except sa.exc.DBAPIError as error:
            raise self._fault(error.orig or error) from error
        except engine.dialect.loaded_dbapi.Error as error:  # a COPY goes past SQLAlchemy
            raise self._fault(error) from error
        finally:
            engine.dispose()

    def _engine(self) -> sa.Engine:
        kind = self.url.get_backend_name()
        options: dict[str, Any] = {"poolclass": sa.pool.NullPool}
        if kind == "sqlite":
            options["connect_args"] = {"timeout": _PATIENCE}
        if kind == "mysql":
            # What another feed committed while this one waited for it must be seen.
            options["isolation_level"] = "READ COMMITTED"
        try:
            engine = sa.create_engine(self.url, **options)
        except ModuleNotFoundError:
            named, extra = {"mysql": ("MariaDB", "mariadb")}.get(kind, ("PostgreSQL", "postgres"))
            raise FeedError(f'{named} needs one more package: pip install "press-extract[{extra}]"') from None
        if kind == "sqlite":
            sa.event.listen(engine, "connect", _prepared)
            sa.event.listen(engine, "begin", _begun)
        return engine

    def _fault(self, error: BaseException) -> FeedError:
        said = " ".join(str(error).split())[:300]
        if "max_allowed_packet" in said:
            mend = "raise max_allowed_packet on the server: a text is longer than it takes"
        elif "locked" in said:
            mend = "another program writes to it; let that end"
        else:
            mend = "check the database, its room and your rights; what was there before is there"
        return FeedError(f"{self.name}: {said} ({mend})")


def _prepared(connection: Any, _: object) -> None:
    # SQLAlchemy begins transactions itself (see "begin"): the module would begin them late, and as readers.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def _begun(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _portions(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    """The rows in statements of bounded length."""
    some: list[tuple[Any, ...]] = []
    length = 0
    for row in rows:
        some.append(row)
        length += sum(len(value) for value in row if type(value) is str)
        if len(some) >= _ROWS or length >= _ROOM:
            yield some
            some, length = [], 0
    if some:
        yield some
