"""CSV and JSON lines: what was fed is kept in a SQLite file beside, and the files are made of it when it changed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from extract.feed import csvfile
from extract.feed.ledger import FED, FEED
from extract.feed.model import Table
from extract.feed.published import GENERATION, check_folder, generation, sweep, switch
from extract.feed.relational import RelationalAddress, Sqlite
from extract.feed.schema import HISTORIES
from extract.feed.target import FeedError, Target, Terms

BOOKS: Final = ".feed.sqlite"
_AT_ONCE: Final = 1_000


class _Kept(Sqlite):
    """The SQLite file, of which files are made at the end."""

    def __init__(self, name: str, terms: Terms, connection: sa.Connection, place: Path) -> None:
        super().__init__(name, terms, connection)
        self.place = place

    def rows(self, table: Table, *order: str) -> Iterator[dict[str, Any]]:
        """All rows of a table in the order of these columns, and of its key."""
        made = self._schema.tables[table.name]
        query = sa.select(made).order_by(*(made.c[name] for name in (*order, table.key)))
        found = self.connection.execution_options(yield_per=_AT_ONCE).execute(query).mappings()
        return (dict(row) for row in found)

    def tables(self) -> Sequence[Table]:
        """The tables that those who read are given."""
        return [table for table in (*FED, *HISTORIES) if table.name in self._schema.tables and table is not FEED]

    @property
    def made_last(self) -> str | None:
        """What the books call the files that were made last."""
        return self.told().get(GENERATION)

    def note(self, made: str) -> None:
        """Notes what is made now."""
        feed = self._schema.tables[FEED.name]
        self.execute(sa.delete(feed).where(feed.c.name == GENERATION))
        self.add(FEED, [{"name": GENERATION, "value": made}])


class _Csv(_Kept):
    def finish(self) -> None:
        there, last = generation(self.place), int(self.made_last or "0")
        if not self.changed and there == last > 0:
            return
        number = max(there, last) + 1
        made = {table.name: [f"{number}/{table.name}.csv"] for table in self.tables()}
        (self.place / str(number)).mkdir(exist_ok=True)
        for table in self.tables():
            with (self.place / made[table.name][0]).open("w", encoding="utf-8", newline="\n") as file:
                file.write(csvfile.header(table))
                file.writelines(csvfile.lines(table, [row]) for row in self.rows(table))
        self.note(str(number))
        switch(self.place, number, made)


class _Lines(_Kept):
    def finish(self) -> None:
        # A file that is not the one that the books know is of a feed that was killed before these were kept.
        if not self.changed and self.place.exists() and _look(self.place) == self.made_last:
            return
        beside = self.place.with_name(f".{self.place.name}.partial")
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in self._lines())
            file.flush()
            os.fsync(file.fileno())
        self.note(_look(beside))
        os.replace(beside, self.place)

    def _lines(self) -> Iterator[dict[str, Any]]:
        """A release with the rows of each table that are its own."""
        children = [table for table in FED if table.of == "release" and table.name != "release"]
        own = {table.name: _grouped(self.rows(table, "release")) for table in children}
        waiting = {name: next(groups, None) for name, groups in own.items()}
        release = next(table for table in FED if table.name == "release")
        for row in self.rows(release):
            line: dict[str, Any] = row
            for name, groups in own.items():
                group = waiting[name]
                line[name] = group[1] if group is not None and group[0] == row["id"] else []
                if line[name]:
                    waiting[name] = next(groups, None)
            yield line


def _look(path: Path) -> str:
    """What tells a file from another, and stays with it when it is renamed."""
    found = path.stat()
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns}"


def _grouped(rows: Iterator[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for release, group in groupby(rows, key=lambda row: str(row["release"])):
        yield release, list(group)


@dataclass(frozen=True, slots=True)
class TextAddress:
    """A folder of CSV files, or a file of JSON lines."""

    place: Path
    kind: type[_Csv] | type[_Lines]

    @classmethod
    def csv(cls, folder: Path) -> TextAddress:
        """A folder of CSV files."""
        return cls(folder, _Csv)

    @classmethod
    def lines(cls, file: Path) -> TextAddress:
        """A file of JSON lines, one a release."""
        return cls(file, _Lines)

    @property
    def name(self) -> str:
        return str(self.place)

    @contextmanager
    def opened(self, terms: Terms) -> Iterator[Target]:
        self._check()
        try:
            with self._books().opened(terms) as target:
                yield target
            if self.kind is _Csv:
                sweep(self.place)
        except OSError as error:
            raise FeedError(f"{self.place}: {error.strerror or error} (what was there before is there)") from error

    def fed_last(self) -> str | None:
        return self._books().fed_last() if self._database().exists() else None

    def _check(self) -> None:
        if self.kind is _Csv:
            check_folder(self.place, BOOKS)
            return
        try:
            self.place.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FeedError(f"{self.place.parent}: {error.strerror or error} (choose another place)") from None
        if self.place.is_dir() or (self.place.exists() and not self._database().exists()):
            raise FeedError(f"{self.place}: is there, and no feed made it (give another name)")

    def _database(self) -> Path:
        return self.place / BOOKS if self.kind is _Csv else self.place.with_name(f".{self.place.name}{BOOKS}")

    def _books(self) -> RelationalAddress:
        url = sa.URL.create("sqlite", database=str(self._database()))

        def made(name: str, terms: Terms, connection: sa.Connection) -> Sqlite:
            return self.kind(name, terms, connection, self.place)

        return RelationalAddress(url, made, self.name)
