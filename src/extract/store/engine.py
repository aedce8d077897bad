"""A store opened: a SQLite file in WAL mode, or a PostgreSQL database; who may write; what its faults mean."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlalchemy.engine.url import URL, make_url

from extract.store.migrations import migrate
from extract.store.tables import APPLICATION

_PATIENCE: Final = 30
"""Seconds that a statement waits for another program that writes to the file."""
_PAGE: Final = 16_384
_LOCK: Final = 0x5052_4553
"""The class of PostgreSQL's advisory locks that runs take."""
_OPENING: Final = -1
"""What takes a run's place in the lock that makes the tables."""
_MENDS: Final = {
    "disk is full": "make room on the disk",
    "disk I/O error": "check the disk and its room",
    "readonly database": "check the permissions of the file and its folder",
    "unable to open": "check that the folder is there and can be written to",
    "malformed": "the file is damaged; bring it back from a copy",
}
"""What SQLite says of a file that cannot be used, and what to do about it."""


class StoreError(Exception):
    """A store that cannot be used; ``str()`` names it, says why and what to do."""


class AwayError(StoreError):
    """The store is locked or cannot be reached; what was committed is there, and waiting may help."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. ``name`` is how messages call it, without a password."""

    name: str
    engine: sa.Engine

    @property
    def is_file(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """A connection in one transaction: all of it is kept, or nothing."""
        try:
            with self.engine.begin() as connection:
                yield connection
        except sa.exc.DBAPIError as error:
            raise self.fault(error) from error

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees the store as it is now, whatever is written meanwhile, and waits for no writer."""
        try:
            with self.engine.connect().execution_options(reads=True) as connection:
                yield connection
        except sa.exc.DBAPIError as error:
            raise self.fault(error) from error

    @contextmanager
    def alone(self, patience: float = 0) -> Iterator[None]:
        """Keeps other runs from writing to a file; a database takes several at once.

        StoreError where another process still writes after ``patience`` seconds. A process that dies lets go of it.
        """
        if not self.is_file:
            yield
            return
        lock = FileLock(f"{self.engine.url.database}.lock")
        try:
            lock.acquire(timeout=patience)
        except Timeout:
            raise StoreError(
                f"{self.name}: another run is writing to it (wait for it, or give another file with --store)"
            ) from None
        except OSError as error:
            raise StoreError(f"{self.name}: {error.strerror or error} (check its folder)") from None
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def holding(self, run: int) -> Iterator[None]:
        """Keeps other processes from going on with the same run of a database; StoreError where one does."""
        if self.is_file:
            yield
            return
        try:
            with self.engine.connect() as connection:
                if not connection.scalar(sa.select(sa.func.pg_try_advisory_lock(_LOCK, run))):
                    raise StoreError(f"{self.name}: another process goes on with run {run} (wait for it)")
                connection.commit()
                yield
        except sa.exc.DBAPIError as error:
            raise self.fault(error) from error

    def fault(self, error: sa.exc.DBAPIError) -> StoreError:
        """What an error of the database means for a person."""
        said = " ".join(str(error.orig).split())
        if "not a database" in said:
            return StoreError(f"{self.name}: is no SQLite file (choose another name with --store)")
        for words, mend in _MENDS.items():
            if words in said:
                return StoreError(f"{self.name}: {said} ({mend}; what was committed is there)")
        if "database is locked" in said:
            return AwayError(f"{self.name}: another program holds it (let that end; what was committed is there)")
        if isinstance(error, sa.exc.OperationalError) or error.connection_invalidated:
            return AwayError(f"{self.name}: {said[:200]} (check that the database runs; what was committed is there)")
        return StoreError(f"{self.name}: {said[:200]}")


def open_store(where: str | Path, *, create: bool = True) -> Store:
    """The store at a path, or of a ``postgresql://`` address; made, and brought up to date, where it is not.

    Raises StoreError where it cannot be opened, is something else's, is of a newer version, or, without ``create``, is
    not there.
    """
    url = _url(where)
    if url.get_backend_name() == "postgresql":
        return _postgres(url)
    path = Path(url.database or "")
    if not create and not path.exists():
        raise StoreError(f"{path}: no such store (give the one of a run with --store)")
    if path.is_dir():
        raise StoreError(f"{path}: is a folder (give a file, as {path / 'press.db'})")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error} (choose another place with --store)") from None
    engine = sa.create_engine(url, poolclass=sa.pool.QueuePool, pool_size=2, connect_args={"timeout": _PATIENCE})
    sa.event.listen(engine, "connect", _prepared)
    sa.event.listen(engine, "begin", _begun)
    store = Store(str(path), engine)
    try:
        _claim(engine, path)
        _migrated(store)
    except BaseException:
        engine.dispose()
        raise
    return store


@contextmanager
def opened(where: str | Path, *, create: bool = True) -> Iterator[Store]:
    """The store for as long as it is needed; see :func:`open_store`."""
    store = open_store(where, create=create)
    try:
        yield store
    finally:
        store.engine.dispose()


def _url(where: str | Path) -> URL:
    text = os.fspath(where)
    scheme, separator, _ = text.partition("://")
    if not separator:
        return URL.create("sqlite", database=text)
    if scheme == "sqlite":
        return URL.create("sqlite", database=make_url(text).database)
    if scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        try:
            return make_url(text.replace(scheme, "postgresql+psycopg", 1))
        except (sa.exc.ArgumentError, ValueError):
            raise StoreError(f"{scheme}://…: is no address (as postgresql://user@host/database)") from None
    raise StoreError(f"{scheme}://…: no such kind of store (give a file, or postgresql://…)")


def _prepared(connection: Any, _: object) -> None:
    # SQLAlchemy begins transactions itself (see "begin"): the module would begin them late, and as readers.
    connection.isolation_level = None
    for pragma in ("synchronous = NORMAL", "foreign_keys = ON", "cache_size = -64000", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def _begun(connection: sa.Connection) -> None:
    # A writer asks for the file at once: one that begins as a reader can find that it may not become a writer.
    connection.exec_driver_sql("BEGIN" if connection.get_execution_options().get("reads") else "BEGIN IMMEDIATE")


def _claim(engine: sa.Engine, path: Path) -> None:
    """Marks a new file as ours. Raises StoreError for a database of something else."""
    store = Store(str(path), engine)
    try:
        raw = engine.raw_connection()
        try:
            cursor = raw.cursor()
            mark = cursor.execute("PRAGMA application_id").fetchone()[0]
            foreign = mark == 0 and cursor.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if foreign or mark not in (0, APPLICATION):
                raise StoreError(f"{path}: is a database of something else (choose another name with --store)")
            if mark == 0:
                # Before anything else is written. Rows are some kilobytes; on small pages each would leave half of one.
                cursor.execute(f"PRAGMA page_size = {_PAGE}")
                cursor.execute(f"PRAGMA application_id = {APPLICATION}")
            cursor.execute("PRAGMA journal_mode = WAL")
        finally:
            raw.close()
    except engine.dialect.dbapi.Error as error:  # type: ignore[union-attr]
        raise store.fault(sa.exc.DBAPIError("", None, error)) from error


def _postgres(url: URL) -> Store:
    try:
        engine = sa.create_engine(url, pool_size=2, pool_pre_ping=True)
    except ModuleNotFoundError:
        raise StoreError('PostgreSQL needs one more package: pip install "press-extract[postgres]"') from None
    store = Store(url.render_as_string(hide_password=True), engine)
    _migrated(store)
    return store


def _migrated(store: Store) -> None:
    try:
        with store.transaction() as connection:
            if not store.is_file:  # two that open a new database at once
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK, _OPENING)))
            migrate(connection)
    except ValueError as error:
        raise StoreError(f"{store.name}: {error}") from None
