"""Destinations of every kind, read back by their own means into the same plain values."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from sqlalchemy.engine.url import make_url

from extract.feed import csvfile
from extract.feed.ledger import FED
from extract.feed.model import Column, Table
from extract.feed.rows import Row, Rows, rows
from extract.feed.values import moment
from extract.records.release import Release

Contents = Mapping[str, list[Mapping[str, Any]]]
"""Table name → its rows by column, in the order of their keys. Money is one Decimal, a time is in UTC, a flag a bool."""


def expected(*releases: Release, tables: Iterable[Table] = FED) -> Contents:
    """What a destination holds of some releases, by their tables."""
    made = [rows(release) for release in releases]
    return {table.name: _ordered(table, [row for one in made for row in one[table.name]]) for table in tables
            if table.of == "release"}  # fmt: skip


def _ordered(table: Table, found: Iterable[Row]) -> list[Mapping[str, Any]]:
    plain = [{c.name: _plain(c, row[c.name], row) for c in _shared(table)} for row in found]
    return sorted(plain, key=lambda row: str(row[table.key]))


def _shared(table: Table) -> list[Column]:
    """The columns that every destination has."""
    return [column for column in table.columns if column.kind not in ("minor", "exact")]


def _plain(column: Column, value: Any, row: Mapping[str, Any]) -> Any:
    if column.kind == "money":
        exact = row.get(f"{column.name}_exact")
        return None if value is None and exact is None else Decimal(exact if exact is not None else value)
    if value is None:
        return None
    if column.kind == "time":
        if isinstance(value, datetime):
            return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return moment(value)
    if column.kind == "day":
        return value if isinstance(value, date) else date.fromisoformat(value)
    return bool(value) if column.kind == "flag" else value


def contents(url: str, *, tables: Iterable[Table] = FED) -> Contents:
    """All rows of a destination, by its own means."""
    scheme = url.partition(":")[0]
    reader = _READERS[scheme]
    with_rows: dict[str, list[Mapping[str, Any]]] = {}
    for table, found in reader(url, list(tables)).items():
        shape = next(one for one in tables if one.name == table)
        with_rows[table] = _ordered(shape, found)
    return with_rows


def releases_of(found: Contents) -> Contents:
    """The tables of releases alone."""
    return {table.name: found[table.name] for table in FED if table.of == "release"}


def _by_cursor(cursor: Any, tables: Sequence[Table], quote: str) -> dict[str, list[Row]]:
    found = {}
    for table in tables:
        cursor.execute(f"SELECT * FROM {quote}{table.name}{quote}")
        names = [entry[0] for entry in cursor.description]
        found[table.name] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found


def _sqlite(url: str, tables: Sequence[Table]) -> dict[str, list[Row]]:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    try:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return _by_cursor(connection.cursor(), tables, '"')
    finally:
        connection.close()


def _duckdb(url: str, tables: Sequence[Table]) -> dict[str, list[Row]]:
    import duckdb

    with duckdb.connect(url.removeprefix("duckdb:///"), read_only=True) as connection:
        return _by_cursor(connection, tables, '"')


def _postgres(url: str, tables: Sequence[Table]) -> dict[str, list[Row]]:
    import psycopg

    parts = make_url(url)
    folder = unquote(str(parts.query["host"]))
    with psycopg.connect(host=folder, user=parts.username, dbname=parts.database) as connection:
        return _by_cursor(connection.cursor(), tables, '"')


def _mariadb(url: str, tables: Sequence[Table]) -> dict[str, list[Row]]:
    import pymysql

    parts = make_url(url)
    socket = str(parts.query["unix_socket"])
    with pymysql.connect(unix_socket=socket, user="root", database=parts.database, charset="utf8mb4") as connection:
        return _by_cursor(connection.cursor(), tables, "`")


def _from_parquet(url: str, tables: Sequence[Table]) -> dict[str, list[Row]]:
    """By the manifest."""
    import pyarrow.parquet as pq

    folder = Path(url.removeprefix("parquet:"))
    named = json.loads((folder / "manifest.json").read_text("utf-8"))["tables"]
    found: dict[str, list[Row]] = {}
    for table in tables:
        found[table.name] = []
        for name in named.get(table.name, ()):
            found[table.name] += pq.ParquetFile(folder / name).read().to_pylist()
    return found


def _from_csv(url: str, tables: Sequence[Table]) -> dict[str, list[Row]]:
    """By the manifest; what is empty is NULL, and what is an empty text stands in quotes, which the module forgets."""
    csv.field_size_limit(sys.maxsize)
    folder = Path(url.removeprefix("csv:"))
    named = json.loads((folder / "manifest.json").read_text("utf-8"))["tables"]
    found: dict[str, list[Row]] = {}
    for table in tables:
        found[table.name] = []
        for name in named.get(table.name, ()):
            text = (folder / name).read_bytes().decode("utf-8")
            # An empty text is marked, so that it is not taken for NULL.
            marked = re.sub(r'(?<=[,\n])""(?=[,\n])', '"\ue000"', text)
            for cells in csv.DictReader(io.StringIO(marked, newline=""), strict=True):
                found[table.name].append({c.name: _cell(c, cells[c.name]) for c in table.columns_where(False)})
    return found


def _cell(column: Column, cell: str) -> Any:
    if cell == "":
        return None
    if column.kind in ("integer", "minor", "flag"):
        return int(cell)
    if column.kind == "real":
        return float(cell)
    text = "" if cell == "\ue000" else cell
    return csvfile.plain(text) if column.free else text


def _from_lines(url: str, tables: Sequence[Table]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {table.name: [] for table in tables}
    for line in Path(url.removeprefix("jsonl:")).read_text("utf-8").split("\n")[:-1]:
        content = json.loads(line)
        for name, own in content.items():
            if isinstance(own, list):
                found[name] += own
        found["release"].append({name: value for name, value in content.items() if not isinstance(value, list)})
    return found


_READERS: Final[Mapping[str, Callable[[str, Sequence[Table]], dict[str, list[Row]]]]] = {
    "sqlite": _sqlite, "duckdb": _duckdb, "postgresql": _postgres, "postgresql+psycopg": _postgres, "mysql": _mariadb,
    "parquet": _from_parquet, "csv": _from_csv, "jsonl": _from_lines,
}  # fmt: skip

__all__ = ["Contents", "Rows", "contents", "expected", "releases_of"]
