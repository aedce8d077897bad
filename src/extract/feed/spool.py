"""Rows on their way into DuckDB, waiting in Parquet files.

DuckDB holds what a transaction inserted in memory until it ends, unless much comes at once: then it writes as it reads.
So rows wait on disk, packed, and each table gets all of its rows in one statement.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from extract.feed.model import Table
from extract.feed.rows import Row
from extract.feed.target import FeedError


class Spool:
    """A folder with a file for each table that has rows waiting. It goes when it is closed; what a killed feed left in
    it goes before."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writers: dict[str, Any] = {}
        shutil.rmtree(folder, ignore_errors=True)

    def add(self, table: Table, rows: Sequence[Row]) -> None:
        """Rows of a table, behind those that wait. FeedError where the folder cannot take them."""
        # Imported with the first rows: those who only ask what is there need no PyArrow.
        import pyarrow.parquet as pq

        from extract.feed.arrow import arrow_schema, arrow_table

        with self._heeding():
            if table.name not in self._writers:
                self._folder.mkdir(exist_ok=True)
                path = self._path(table.name)
                self._writers[table.name] = pq.ParquetWriter(path, arrow_schema(table), compression="zstd")
            self._writers[table.name].write_table(arrow_table(table, rows))

    def taken(self) -> Iterator[tuple[str, Path]]:
        """Each table with rows, and their file, which is gone after its turn. FeedError as above."""
        for name in tuple(self._writers):
            with self._heeding():
                self._writers.pop(name).close()
            path = self._path(name)
            yield name, path
            path.unlink()

    def close(self) -> None:
        """Gives up what waits."""
        for writer in self._writers.values():
            with suppress(OSError):  # on a full disk it cannot even end
                writer.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @contextmanager
    def _heeding(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = "rows wait there on their way; check the room and your rights"
            raise FeedError(f"{self._folder}: {error.strerror or error} ({reason})") from error

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.parquet"
