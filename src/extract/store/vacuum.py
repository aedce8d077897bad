"""What the store may forget: old runs with what only they had, and the bytes of inputs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from extract.store import tables as t
from extract.store.comparing import forget
from extract.store.engine import Store
from extract.store.linking import forget_articles
from extract.store.packing import packed_source
from extract.store.writing import OPEN


@dataclass(frozen=True, slots=True)
class Freed:
    """What was forgotten. ``before`` and ``after`` are the sizes of the store in bytes."""

    runs: int
    records: int
    before: int
    after: int


def vacuum(store: Store, *, keep: int | None = None, sources: bool = True) -> Freed:
    """Forgets all runs but the newest ``keep`` (open ones stay), what no run has any more, and without ``sources``
    the bytes of inputs; then gives the room back. StoreError where another process writes."""
    with store.alone():
        before = size(store)
        with store.transaction() as connection:
            runs = _forget_runs(connection, keep) if keep is not None else 0
            if not sources:
                nothing = packed_source(b"", None)
                connection.execute(sa.update(t.content).values(primer=None, body=nothing.body))
            records = _forget_unused(connection)
        _give_back(store)
        return Freed(runs, records, before, size(store))


def _give_back(store: Store) -> None:
    if not store.is_file:
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM")
        return
    # SQLite does it outside of transactions, which SQLAlchemy's connections always begin.
    raw = store.engine.raw_connection()
    try:
        raw.cursor().execute("VACUUM")
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()


def size(store: Store) -> int:
    """Bytes that the store takes on its disk."""
    if store.is_file:
        path = Path(str(store.engine.url.database))
        return sum(file.stat().st_size for file in (path, Path(f"{path}-wal")) if file.exists())
    with store.reading() as connection:
        return int(connection.scalar(sa.select(sa.func.pg_database_size(sa.func.current_database()))) or 0)


def _forget_runs(connection: sa.Connection, keep: int) -> int:
    kept = sa.select(t.run.c.id).where(t.run.c.state != OPEN).order_by(t.run.c.id.desc()).limit(keep)
    numbers = set(connection.scalars(kept))
    every = set(connection.scalars(sa.select(t.run.c.id).where(t.run.c.state != OPEN)))
    for number in sorted(every - numbers):
        # What people judged there stays: it is of the releases, not of the runs.
        forget(connection, sa.or_(t.comparison.c.before == number, t.comparison.c.after == number))
        for table in (t.run_release, t.run_error, t.run_input, t.source):
            connection.execute(sa.delete(table).where(table.c.run == number))
        connection.execute(sa.delete(t.run).where(t.run.c.id == number))
    return len(every - numbers)


def _forget_unused(connection: sa.Connection) -> int:
    """What nothing refers to, the referring before what it refers to; how many records that were."""

    def unused(column: sa.ColumnElement[bytes], *users: sa.ColumnElement[bytes]) -> list[sa.ColumnElement[bool]]:
        return [~sa.exists().where(user == column) for user in users]

    counted = connection.execute(sa.delete(t.record).where(*unused(t.record.c.key, t.run_release.c.record))).rowcount
    forget_articles(connection)
    read = sa.exists().where(
        t.run_input.c.document == t.version.c.document, t.run_input.c.content == t.version.c.content
    )
    connection.execute(sa.delete(t.version).where(~read))
    connection.execute(sa.delete(t.content).where(*unused(t.content.c.sha256, t.version.c.content)))
    connection.execute(sa.delete(t.document).where(*unused(t.document.c.key, t.run_input.c.document)))
    connection.execute(sa.delete(t.text).where(*unused(t.text.c.key, t.record.c.text, t.content.c.primer)))
    connection.execute(sa.delete(t.extractor).where(*unused(t.extractor.c.key, t.run.c.extractor)))
    kept = sa.exists().where(t.extractor.c.patterns == t.patterns.c.digest)
    connection.execute(sa.delete(t.patterns).where(~kept))
    return counted
