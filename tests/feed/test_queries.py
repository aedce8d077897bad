"""The page of queries cannot rot: each is asked of each database, and gives the answer shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pymysql
import pytest
import sqlalchemy as sa
from sqlalchemy.engine.url import make_url
from tests.feed import queries
from tests.feed.destinations import DATABASES, fed, place
from tests.feed.made import database, samples
from tests.store.filled import filled

from extract.feed.views import DIALECTS, ORDER, views
from extract.records.release import Release

PAGE = queries.PAGE.read_text("utf-8")
SHOWN = queries.queries(PAGE)
Asked = Callable[[str], tuple[Sequence[str], Sequence[Sequence[Any]]]]


def _plain(release: Release) -> Release:
    """A release as it was read: what contradicts others is found by whoever puts them together."""
    own = tuple(check for check in release.checks if not check.code.endswith("_agrees_with_other_release"))
    return release.model_copy(update={"checks": own})


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return database(tmp_path_factory.mktemp("queries") / "releases.sqlite", samples())


@contextmanager
def _fed(kind: str, file: Path, folder: Path, request: pytest.FixtureRequest) -> Iterator[Asked]:
    """A database with the samples, asked by its own driver."""
    if kind == "file":
        url = f"sqlite:///{file}"
    else:
        url = place(kind, folder, request)
        with filled(folder / "press.db", *map(_plain, samples())) as (store, run):
            fed(store, run, url)
    with closing(connection(url)) as made, closing(made.cursor()) as cursor:

        def ask(query: str) -> tuple[Sequence[str], Sequence[Sequence[Any]]]:
            cursor.execute(query.replace('"', "`").replace("%", "%%") if kind == "mysql" else query)
            return [column[0] for column in cursor.description], cursor.fetchall()

        yield ask


def connection(url: str, *, writing: bool = False) -> Any:
    """A connection by the database's own driver."""
    if url.startswith("duckdb"):
        return duckdb.connect(url.removeprefix("duckdb:///"), read_only=not writing)
    if url.startswith("mysql"):
        parts = make_url(url)
        return pymysql.connect(
            user=parts.username, unix_socket=str(parts.query["unix_socket"]), database=parts.database, charset="utf8mb4"
        )
    driver = "postgresql+psycopg" if url.startswith("postgres") else "sqlite"
    return sa.create_engine(make_url(url).set(drivername=driver), poolclass=sa.NullPool).raw_connection()


@pytest.mark.parametrize("kind", ["file", *DATABASES])
def test_every_query_gives_what_is_shown(kind: str, file: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with _fed(kind, file, tmp_path, request) as ask:
        for query, answer in SHOWN:
            assert queries.table(*ask(query)) == answer, f"{query}\nrun `python -m tests.feed.queries`"
        with _fed("file", file, tmp_path, request) as ours:
            for name in ORDER:
                query = f"SELECT * FROM {name}"
                (columns, found), (expected_columns, expected) = ask(query), ours(query)
                assert columns == expected_columns
                assert _ordered(columns, found) == _ordered(columns, expected), name


def _ordered(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[str]:
    """Rows in an order of their own; times, which databases give in zones of their own, are left to other tests."""
    kept = [n for n, name in enumerate(columns) if name != "published_at"]
    return sorted(queries.table((), [[row[n] for n in kept]]) for row in rows)


def test_the_page_shows_many_queries_and_every_view_that_is_asked() -> None:
    assert len(SHOWN) >= 10
    asked = {name for name in ORDER if any(f" {name}\n" in query for query, _ in SHOWN)}
    assert asked >= {
        "money_by_municipality", "money_by_funder", "money_by_month", "quotes_by_speaker", "project_tellings",
        "contradictions",
    }  # fmt: skip
    assert all(answer.count("\n") > 2 for _, answer in SHOWN)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_view_says_what_it_is(dialect: str) -> None:
    assert [view.name for view in views(dialect)] == list(ORDER)
    for view in views(dialect):
        assert view.comment.endswith(".")
        assert "{{" not in view.query
        assert "--" not in view.query
    assert len(list(Path(__file__).parents[2].glob("src/extract/feed/views/*.sql"))) == len(ORDER)
