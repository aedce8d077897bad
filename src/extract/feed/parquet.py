"""Parquet: a DuckDB file beside keeps what was fed, and writes the months that changed anew, packed with zstd."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from extract.feed.duck import DuckAddress, DuckDB
from extract.feed.ledger import FED, FEED
from extract.feed.model import Table
from extract.feed.published import GENERATION, check_folder, generation, manifest, sweep, switch
from extract.feed.rows import Row
from extract.feed.schema import HISTORIES
from extract.feed.spool import Spool
from extract.feed.target import Batch, FeedError, Target, Terms
from extract.feed.values import moment

BOOKS: Final = ".feed.duckdb"
_UNKNOWN: Final = "unknown"
_MONTH: Final = f"coalesce(strftime(r.published_at, '%Y-%m'), '{_UNKNOWN}')"


class _Parquet(DuckDB):
    def __init__(self, name: str, terms: Terms, connection: Any, spool: Spool, folder: Path) -> None:
        super().__init__(name, terms, connection, spool)
        self._folder = folder
        self._touched: set[str] = set()

    # Of a release whose day was corrected, the old month changes and the new one.

    def take(self, batch: Batch) -> None:
        self._touch(batch.known)
        super().take(batch)
        self._touched |= {_month(row) for row in batch.rows["release"]}

    def withdraw(self, releases: Sequence[str]) -> None:
        self._touch(releases)
        super().withdraw(releases)

    def bring_back(self, releases: Sequence[str]) -> None:
        self._touch(releases)
        super().bring_back(releases)

    def _touch(self, releases: Sequence[str]) -> None:
        query = f"SELECT DISTINCT {_MONTH} FROM release r WHERE list_contains(?, r.id)"  # noqa: S608 (our own words)
        found = self._connection.execute(query, [list(releases)])
        self._touched |= {month for (month,) in found.fetchall()}

    def finish(self) -> None:
        super().finish()
        there, last = generation(self._folder), int(self.told().get(GENERATION, "0"))
        if not self.changed and there == last > 0:
            return
        number = max(there, last) + 1
        # Files of another number than the books say are of a feed that was not kept: all are made anew.
        fresh = there != last or last == 0
        tables = manifest(self._folder).get("tables", {})
        made = {table.name: self._written(table, number, tables.get(table.name, ()), fresh) for table in self._tables()}
        self._connection.execute("DELETE FROM feed WHERE name = ?", [GENERATION])
        self.add(FEED, [{"name": GENERATION, "value": str(number)}])
        self.flush()
        switch(self._folder, number, made)

    def _tables(self) -> Sequence[Table]:
        return [table for table in (*FED, *HISTORIES) if table.name in self._schema.tables and table is not FEED]

    def _written(self, table: Table, number: int, there: Sequence[str], fresh: bool) -> list[str]:
        """Writes what changed of a table; the files of all of it."""
        beside = self._folder / f".writing-{number}"
        shutil.rmtree(beside, ignore_errors=True)
        months = table.of == "release" and table in FED
        if not months:
            return self._whole(table, number)
        chosen = "true" if fresh else f"list_contains(?, {_MONTH})"
        own = "t.id" if table.name == "release" else "t.release"
        query = (
            f'COPY (SELECT t.*, {_MONTH} AS month FROM "{table.name}" t JOIN release r ON r.id = {own} WHERE {chosen}'  # noqa: S608
            f" ORDER BY {own}, t.{table.key}) TO '{_escaped(beside)}'"
            f" (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (month), FILENAME_PATTERN '{number}_{{i}}')"
        )
        self._connection.execute(query, [] if fresh else [sorted(self._touched)])
        kept = [] if fresh else [name for name in there if _month_of(name) not in self._touched]
        new = []
        for path in sorted(beside.rglob("*.parquet")) if beside.exists() else ():
            name = f"{table.name}/{path.relative_to(beside).as_posix()}"
            (self._folder / name).parent.mkdir(parents=True, exist_ok=True)
            path.replace(self._folder / name)
            new.append(name)
        shutil.rmtree(beside, ignore_errors=True)
        return sorted([*kept, *new])

    def _whole(self, table: Table, number: int) -> list[str]:
        name = f"{table.name}/{number}.parquet"
        (self._folder / table.name).mkdir(exist_ok=True)
        self._connection.execute(
            f"COPY (SELECT * FROM \"{table.name}\" ORDER BY ALL) TO '{_escaped(self._folder / name)}'"  # noqa: S608
            " (FORMAT parquet, COMPRESSION zstd)"
        )
        return [name]


def _month(release: Row) -> str:
    published = release["published_at"]
    return moment(published).isoformat()[:7] if isinstance(published, str) else _UNKNOWN


def _escaped(path: Path) -> str:
    return str(path).replace("'", "''")


def _month_of(name: str) -> str:
    return name.split("/")[1].removeprefix("month=")


@dataclass(frozen=True, slots=True)
class ParquetAddress:
    """A folder of Parquet files, by month."""

    folder: Path

    @property
    def name(self) -> str:
        return str(self.folder)

    @contextmanager
    def opened(self, terms: Terms) -> Iterator[Target]:
        check_folder(self.folder, BOOKS)
        try:
            with self._books().opened(terms) as target:
                yield target
            sweep(self.folder)
        except OSError as error:
            raise FeedError(f"{self.folder}: {error.strerror or error} (what was there before is there)") from error

    def fed_last(self) -> str | None:
        return self._books().fed_last()

    def _books(self) -> DuckAddress:
        def made(name: str, terms: Terms, connection: Any, spool: Spool) -> DuckDB:
            return _Parquet(name, terms, connection, spool, self.folder)

        return DuckAddress(self.folder / BOOKS, made, self.name)
