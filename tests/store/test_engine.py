"""Opening a store: tables as they should be, on both databases, and files of others left alone."""

from __future__ import annotations

import multiprocessing
import sqlite3
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.postgres import Database

from extract.store import StoreError, opened, tables
from extract.store.engine import open_store
from extract.store.migrations import STEPS


def _kind(column: sa.types.TypeEngine[object]) -> str:
    for kind in (sa.LargeBinary, sa.Text, sa.Float, sa.Integer):
        if isinstance(column, kind):
            return kind.__name__
    return repr(column)


def _described(connection: sa.Connection) -> dict[str, list[tuple[str, str, bool]]]:
    inspector = sa.inspect(connection)
    return {
        name: [(c["name"], _kind(c["type"]), bool(c["nullable"])) for c in inspector.get_columns(name)]
        for name in inspector.get_table_names()
        if not name.startswith("sqlite_")
    }


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new store of each kind."""
    return str(tmp_path / "press.db") if request.param == "sqlite" else request.getfixturevalue("postgres_url")


def test_migrations_make_the_tables_that_the_code_knows(where: str) -> None:
    known = {
        table.name: [(c.name, _kind(c.type), bool(c.nullable)) for c in table.columns]
        for table in tables.metadata.tables.values()
    }
    with opened(where) as store, store.reading() as connection:
        made = _described(connection)
        # A key is never null, though SQLite says that it may be.
        keys = {t.name: {c.name for c in t.primary_key} for t in tables.metadata.tables.values()}
        for name, columns in made.items():
            made[name] = [(c, k, n and c not in keys.get(name, ())) for c, k, n in columns]
        foreign = {
            t.name: {
                (tuple(element.column.name for element in fk.elements), fk.referred_table.name)
                for fk in t.foreign_key_constraints
            }
            for t in tables.metadata.tables.values()
        }
        inspector = sa.inspect(connection)
        found = {
            name: {(tuple(fk["referred_columns"]), fk["referred_table"]) for fk in inspector.get_foreign_keys(name)}
            for name in made
        }
    assert made == known
    assert found == foreign


def test_opening_again_changes_nothing(where: str) -> None:
    for _ in range(2):
        with opened(where) as store, store.reading() as connection:
            taken = connection.execute(sa.select(tables.migration).order_by(tables.migration.c.number)).all()
        assert [number for number, _ in taken] == list(range(1, len(STEPS) + 1))


def test_a_store_of_a_newer_version_is_refused(where: str) -> None:
    with opened(where) as store, store.transaction() as connection:
        connection.execute(sa.insert(tables.migration).values(number=99, name="m099_later"))
    with pytest.raises(StoreError, match="a newer press-extract made it"):
        open_store(where)


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE mine (a)")
    database.close()
    (tmp_path / "notes.txt").write_text("mine " * 100)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    for name, fault in (
        ("other.db", "is a database of something else"),
        ("notes.txt", "is no SQLite file"),
        (".", "is a folder"),
        ("notes.txt/press.db", "choose another place"),
    ):
        with pytest.raises(StoreError, match=fault):
            open_store(tmp_path / name)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("oracle://host/db", "no such kind of store"),
        ("postgresql://nobody@localhost:1/none", "check that the database runs"),
        ("nowhere.db", "no such store"),
    ],
)
def test_what_cannot_be_opened_is_said(
    address: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match=fault):
        open_store(address, create=False)


def test_a_password_is_in_no_message() -> None:
    with pytest.raises(StoreError) as caught:
        open_store("postgresql://me:sesam@localhost:1/none")
    assert "sesam" not in str(caught.value)


def _hold(path: str, held: Event, leave: Event) -> None:
    with opened(path) as store, store.alone():
        held.set()
        leave.wait()


def test_a_file_takes_one_run_at_a_time_and_outlives_who_held_it(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    held, leave = spawn.Event(), spawn.Event()
    other = spawn.Process(target=_hold, args=(str(tmp_path / "press.db"), held, leave))
    other.start()
    assert held.wait(60)
    with opened(tmp_path / "press.db") as store:
        with pytest.raises(StoreError, match="another run is writing to it"), store.alone():
            pass
        other.kill()
        other.join()
        with store.alone(patience=30):
            pass


def test_a_run_of_a_database_is_gone_on_with_once(postgres: Database) -> None:
    with opened(postgres.url) as one, opened(postgres.url) as other, one.holding(7):
        with pytest.raises(StoreError, match="another process goes on with run 7"), other.holding(7):
            pass
        with other.holding(8), other.alone():
            pass
