"""The views in a database that is fed: made once, made anew when they changed, and nobody else's are touched."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.feed.destinations import DATABASES, fed, place, run_of
from tests.feed.test_queries import connection
from tests.releases import SAMPLE

from extract.feed import views
from extract.feed.ledger import FED
from extract.feed.schema import HISTORIES
from extract.feed.target import FeedError
from extract.records.release import Release
from extract.store import Store, opened


@pytest.fixture(params=DATABASES)
def there(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return place(request.param, tmp_path, request)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "press.db") as made:
        yield made


def _feed(store: Store, where: str, *releases: Release) -> None:
    fed(store, run_of(store, *releases), where)


def _ask(where: str, query: str) -> Any:
    with_writing = connection(where, writing=True)
    cursor = with_writing.cursor()
    cursor.execute(query.replace('"', "`") if where.startswith("mysql") else query)
    found = cursor.fetchall() if cursor.description else None
    with_writing.commit()
    with_writing.close()
    return found


def _granted(where: str) -> Decimal:
    ((granted,),) = _ask(where, "SELECT sum(granted) FROM money_by_funder")
    return Decimal(granted)


def test_a_withdrawn_release_is_in_no_sum(there: str, store: Store) -> None:
    other = SAMPLE.model_copy(update={"id": "kort", "projects": (), "title": "Uden penge"})
    _feed(store, there, SAMPLE, other)
    assert _granted(there) == 9_200_000
    _feed(store, there, other)
    for name in ("money_by_funder", "project_overview", "quotes_by_speaker"):
        ((left,),) = _ask(there, f"SELECT count(*) FROM {name}")
        assert left == (2 if name == "quotes_by_speaker" else 0), name
    _feed(store, there, SAMPLE, other)
    assert _granted(there) == 9_200_000


def test_views_that_changed_are_made_anew(there: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    _feed(store, there, SAMPLE)
    monkeypatch.setattr(views, "ORDER", views.ORDER[:-1])
    views.views.cache_clear()
    try:
        _feed(store, there, SAMPLE.model_copy(update={"title": "Ny"}))
        assert _granted(there) == 9_200_000
    finally:
        monkeypatch.undo()
        views.views.cache_clear()
    _feed(store, there, SAMPLE)
    assert _ask(there, "SELECT count(*) FROM contradictions")


def test_views_that_somebody_removed_come_again(there: str, store: Store) -> None:
    _feed(store, there, SAMPLE)
    _ask(there, "DROP VIEW contradictions")
    _feed(store, there, SAMPLE)
    assert _ask(there, "SELECT count(*) FROM contradictions")


@pytest.mark.parametrize(
    "there", DATABASES[:3], indirect=True
)  # MariaDB cannot tell it from one that a stop left behind
def test_a_view_of_somebody_else_stays(there: str, store: Store) -> None:
    _ask(there, "CREATE VIEW contradictions AS SELECT 1 AS mine")
    with pytest.raises(FeedError, match="has a view contradictions that is not of a feed"):
        _feed(store, there, SAMPLE)
    assert _ask(there, "SELECT mine FROM contradictions") == [(1,)]


def test_no_view_has_the_name_of_a_table() -> None:
    tables = {table.name for table in (*FED, *HISTORIES)}
    assert not tables.intersection(views.ORDER)
