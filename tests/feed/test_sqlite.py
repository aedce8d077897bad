from __future__ import annotations

import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.releases import SAMPLE, decimals, plain, releases

from extract.feed.rows import rows
from extract.feed.sqlite import SqliteWriter
from extract.feed.tables import TABLES
from extract.feed.views import views
from extract.records.release import Amount, Release


def _write(path: Path, *written: Release) -> sqlite3.Connection:
    path.unlink(missing_ok=True)
    with SqliteWriter(path) as writer:
        for release in written:
            writer.write(rows(release))
        writer.finish()
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    return connection


@given(release=releases())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_comes_back_as_it_was(tmp_path: Path, release: Release) -> None:
    made = rows(release)
    database = _write(tmp_path / "x.sqlite", release)
    for table in TABLES:
        found = [dict(row) for row in database.execute(f'SELECT * FROM "{table.name}" ORDER BY rowid')]
        names = [column.name for column in table.columns_where(decimals=False)]
        assert found == [{name: row[name] for name in names} for row in made[table.name]]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()


@given(value=decimals)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_money_comes_back_exactly(tmp_path: Path, value: Decimal) -> None:
    release = plain("x", amounts=(Amount(id="a1", start=0, end=1, surface="E", value=value, currency="DKK"),))
    database = _write(tmp_path / "x.sqlite", release)
    row = database.execute("SELECT value, value_minor FROM amount").fetchone()
    database.close()
    assert Decimal(row["value"]) == value
    if row["value_minor"] is not None:
        assert Decimal(row["value_minor"]).scaleb(-2) == value


def test_sums_and_views(tmp_path: Path) -> None:
    database = _write(tmp_path / "x.sqlite", SAMPLE, plain("empty"))
    assert database.execute("SELECT sum(granted_minor) FROM project").fetchone()[0] == 920000000
    for view in views("sqlite"):
        found = database.execute(f"SELECT count(*) FROM {view.name}").fetchone()[0]
        assert found > 0 or view.name == "project_tellings"
    project = database.execute("SELECT * FROM project_overview ORDER BY total DESC").fetchone()
    assert (project["project"], project["granted"], project["total"]) == ("Kajhuset", 4500000.0, 11000000.0)
    database.close()


def test_foreign_keys_and_indexes_are_declared(tmp_path: Path) -> None:
    database = _write(tmp_path / "x.sqlite", SAMPLE)
    for table in TABLES:
        expected = {(column.name, column.refers) for column in table.columns if column.refers}
        declared = database.execute(f'PRAGMA foreign_key_list("{table.name}")').fetchall()
        assert {(row["from"], row["table"]) for row in declared} == expected
        indexed = {
            database.execute(f'PRAGMA index_info("{index["name"]}")').fetchone()["name"]
            for index in database.execute(f'PRAGMA index_list("{table.name}")')
        }
        assert {column.name for column in table.columns if column.index} <= indexed
    database.close()


def test_an_amount_may_name_a_later_one(tmp_path: Path) -> None:
    amounts = (
        Amount(id="a1", start=0, end=1, surface="E", same_as="a2"),
        Amount(id="a2", start=0, end=1, surface="E"),
    )
    database = _write(tmp_path / "x.sqlite", plain("x", amounts=amounts))
    assert (
        database.execute(
            "SELECT b.record_id FROM amount a JOIN amount b ON b.id = a.same_as WHERE a.record_id = 'a1'"
        ).fetchone()[0]
        == "a2"
    )
    database.close()


@pytest.mark.parametrize("count", [1, 700])
def test_batches_lose_nothing(tmp_path: Path, count: int) -> None:
    many = (SAMPLE.model_copy(update={"id": f"r{n}"}) for n in range(count))
    database = _write(tmp_path / "x.sqlite", *many)
    assert database.execute("SELECT count(*) FROM release").fetchone()[0] == count
    assert database.execute("SELECT count(*) FROM amount").fetchone()[0] == count * len(SAMPLE.amounts)
    database.close()
