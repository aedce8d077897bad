"""A destination that an earlier version made: what it lacks is added, what would lose something is refused."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.feed.destinations import DATABASES, fed, place, run_of
from tests.feed.reading import contents, expected, releases_of
from tests.releases import SAMPLE, plain

from extract.feed.address import address
from extract.feed.relational import RelationalAddress
from extract.feed.target import FeedError
from extract.feed.views import out_of_the_way
from extract.store import Store, opened


@pytest.fixture(params=DATABASES)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return place(request.param, tmp_path, request)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "press.db") as made:
        yield made


def _change(where: str, *statements: str) -> None:
    """What a person does to the database."""
    if where.startswith("duckdb"):
        import duckdb

        with duckdb.connect(where.removeprefix("duckdb:///")) as duck:
            for statement in statements:
                duck.execute(statement)
        return
    found = address(where)
    assert isinstance(found, RelationalAddress)
    with found._connected() as connection, connection.begin():
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_columns_that_are_missing_are_added_and_filled(where: str, store: Store) -> None:
    run = run_of(store, SAMPLE)
    fed(store, run, where)
    _change(
        where, "ALTER TABLE project DROP COLUMN period", "ALTER TABLE quote DROP COLUMN attribution",
        "UPDATE delivery SET content = 'of an earlier form'", "DELETE FROM feed WHERE name = 'content'",
    )  # fmt: skip
    done = fed(store, run, where)
    assert done.notes == ("added column project.period", "added column quote.attribution")
    assert done.changed == 1
    assert releases_of(contents(where)) == expected(SAMPLE)
    assert fed(store, run, where).notes == ()


def test_a_table_that_is_missing_is_made(where: str, store: Store) -> None:
    fed(store, run_of(store, SAMPLE), where)
    _change(where, "DROP TABLE contact", "UPDATE delivery SET content = ''", "DELETE FROM feed WHERE name = 'content'")
    assert fed(store, run_of(store, SAMPLE), where).notes == ("added table contact",)
    assert releases_of(contents(where)) == expected(SAMPLE)


def test_columns_of_others_are_left_alone(where: str, store: Store) -> None:
    fed(store, run_of(store, SAMPLE), where)
    _change(where, "ALTER TABLE project ADD COLUMN mine INTEGER")
    done = fed(store, run_of(store, SAMPLE.model_copy(update={"title": "Ny"})), where)
    assert (done.changed, done.notes) == (1, ())


_RETYPED = {
    "duckdb": ("ALTER TABLE project ALTER COLUMN granted_value TYPE INTEGER", "TYPE NUMERIC(20, 2)"),
    "postgresql": (
        "ALTER TABLE project ALTER COLUMN granted_value TYPE INTEGER",
        "ALTER TABLE project ALTER COLUMN granted_value TYPE NUMERIC(20, 2) USING granted_value::NUMERIC(20, 2)",
    ),
    "mysql": ("ALTER TABLE project MODIFY COLUMN granted_value INTEGER", "MODIFY COLUMN granted_value NUMERIC(20, 2)"),
}


def test_another_type_is_refused_with_the_statement(where: str, store: Store) -> None:
    kind = where.partition(":")[0].partition("+")[0]
    if kind == "sqlite":
        pytest.skip("SQLite changes no column's type")
    statement, mend = _RETYPED[kind]
    fed(store, run_of(store, SAMPLE), where)
    _change(where, out_of_the_way(kind) + statement)
    before = contents(where)
    with pytest.raises(FeedError) as refused:
        fed(store, run_of(store, plain("b")), where)
    assert re.search(r"project\.granted_value is INTEGER\S* and has to be NUMERIC\(20, 2\)", str(refused.value))
    assert mend in str(refused.value)
    assert contents(where) == before
    _change(where, str(refused.value).partition("this would do it: ")[2])
    assert fed(store, run_of(store, plain("b")), where).added == 1


def test_a_column_that_must_be_filled_and_is_not_known_is_refused(where: str, store: Store) -> None:
    if where.startswith("sqlite"):
        pytest.skip("SQLite adds no column that must be filled")
    fed(store, run_of(store, plain("a")), where)
    _change(where, "DELETE FROM contact")
    if where.startswith("mysql"):
        _change(
            where, "ALTER TABLE contact ADD COLUMN newer INTEGER", "ALTER TABLE contact MODIFY newer INTEGER NOT NULL"
        )
    else:
        _change(
            where, "ALTER TABLE contact ADD COLUMN newer INTEGER", "ALTER TABLE contact ALTER COLUMN newer SET NOT NULL"
        )
    with pytest.raises(FeedError, match=r"contact\.newer is not known to this version") as refused:
        fed(store, run_of(store, plain("b")), where)
    _change(where, str(refused.value).partition("this would let it be: ")[2])
    assert fed(store, run_of(store, plain("b")), where).added == 1


def test_tables_of_others_are_not_touched(where: str, store: Store) -> None:
    _change(where, "CREATE TABLE project (id INTEGER)", "INSERT INTO project VALUES (7)")
    with pytest.raises(FeedError, match="has a table project that is not of a feed"):
        fed(store, run_of(store, SAMPLE), where)
    _change(where, "DELETE FROM project WHERE id = 7")


def test_a_file_of_a_run_is_not_fed(tmp_path: Path, store: Store) -> None:
    with sqlite3.connect(tmp_path / "releases.sqlite") as connection:
        connection.execute("CREATE TABLE release (id TEXT)")
    with pytest.raises(FeedError, match="has a table release that is not of a feed"):
        fed(store, run_of(store, SAMPLE), f"sqlite:///{tmp_path}/releases.sqlite")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("press.duckdb", "is no destination"),
        ("sqlite:press.sqlite", "is no destination"),
        ("oracle://x/y", "is no destination"),
        ("postgresql://secret:word@host", "names no database"),
        ("duckdb:///", "is no destination"),
    ],
)
def test_what_is_no_destination_is_told(text: str, fault: str) -> None:
    with pytest.raises(FeedError, match=fault) as told:
        address(text)
    assert "word" not in str(told.value)


def test_what_cannot_be_reached_is_told(store: Store, tmp_path: Path) -> None:
    run = run_of(store, SAMPLE)
    (tmp_path / "x.duckdb").write_bytes(b"no database at all" * 1000)
    (tmp_path / "x.sqlite").write_bytes(b"no database at all" * 1000)
    for where in (
        f"duckdb:///{tmp_path}/x.duckdb",
        f"sqlite:///{tmp_path}/x.sqlite",
        "postgresql://nobody@/none?host=/no",
    ):
        with pytest.raises(FeedError):
            fed(store, run, where)
