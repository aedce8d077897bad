"""What was believed when: rows as they were, with from when to when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from tests.feed.destinations import DATABASES, fed, feeds, place, run_of
from tests.feed.reading import contents
from tests.releases import SAMPLE, plain

from extract.feed.ledger import FED
from extract.feed.schema import HISTORIES
from extract.feed.target import FeedError
from extract.records.release import ProjectAmount
from extract.store import Run, Store, find_run, opened
from extract.store.tables import run as run_table

_DAYS = ["2025-09-01T04:00:00+00:00", "2025-10-01T04:00:00+00:00", "2025-11-01T04:00:00+00:00", "2025-12-01T04:00:00+00:00"]  # fmt: skip


def _granted(value: str) -> Any:
    first, *rest = SAMPLE.projects
    money = ProjectAmount(value=Decimal(value), currency="DKK", amount="a3")
    return SAMPLE.model_copy(update={"projects": (first.model_copy(update={"granted": money}), *rest)})


_RUNS = [
    [_granted("1000"), plain("b")],
    [_granted("2000"), plain("b")],
    [plain("b")],
    [_granted("2000"), plain("b")],
]


@pytest.fixture(params=DATABASES)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return place(request.param, tmp_path, request)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of four runs, a month apart."""
    with opened(tmp_path / "press.db") as made:
        for day, given in zip(_DAYS, _RUNS, strict=True):
            run = run_of(made, *given)
            with made.transaction() as connection:
                connection.execute(
                    sa.update(run_table).where(run_table.c.id == run.id).values(started_at=day, ended_at=day)
                )
        yield made


def _run(store: Store, number: int) -> Run:
    return find_run(store, str(number))


def _past(where: str) -> dict[str, list[Any]]:
    return dict(contents(where, tables=HISTORIES))


def _believed(where: str, table: str, at: str) -> list[Any]:
    """The rows of a table that were believed at that time."""
    moment = datetime.fromisoformat(at)
    return [
        {name: value for name, value in row.items() if not name.startswith("valid_")}
        for row in _past(where)[f"{table}_history"]
        if row["valid_from"] <= moment and (row["valid_to"] is None or moment < row["valid_to"])
    ]


def test_what_was_believed_on_a_day_is_one_query(where: str, store: Store) -> None:
    """All earlier runs are fed first, and each state can be asked for; the others' rows go on."""
    done = feeds(store, _run(store, 4), where, history=True)
    assert [one.run for one in done] == [1, 2, 3, 4]
    grants = [
        {row["name"]: row["granted_value"] for row in _believed(where, "project", f"2025-{month:02}-15T00:00:00+00:00")}
        for month in (8, 9, 10, 11, 12)
    ]
    assert [found.get("Kajhuset") for found in grants] == [None, 1000, 2000, None, 2000]
    assert [found.get("Sauna for alle") for found in grants] == [None, 2700000, 2700000, None, 2700000]
    past = _past(where)
    (other,) = (row for row in past["release_history"] if row["id"] == "b")
    assert (other["valid_from"], other["valid_to"]) == (datetime(2025, 9, 1, 4, tzinfo=UTC), None)
    quotes = [row["valid_from"].month for row in past["quote_history"] if row["text"].startswith("Vi havde")]
    assert quotes == [9, 12], "a row that stayed as it was is not written again"


def test_each_state_of_the_history_is_what_was_there(where: str, store: Store) -> None:
    for number, day in enumerate(_DAYS, 1):
        feeds(store, _run(store, number), where, history=True)
        current = contents(where)
        gone = {row["id"] for row in current["release"] if row["withdrawn_at"] is not None}
        for table in FED:
            if table.of == "release":
                there = [row for row in current[table.name] if row.get("release", row["id"]) not in gone]
                assert _believed(where, table.name, day) == there, (table.name, day)


def test_a_history_begins_with_what_is_there_and_goes_on_by_itself(where: str, store: Store) -> None:
    fed(store, _run(store, 1), where)
    feeds(store, _run(store, 2), where, history=True)
    fed(store, _run(store, 3), where)
    rows = [row for row in _past(where)["project_history"] if row["name"] == "Kajhuset"]
    assert [(row["granted_value"], row["valid_from"].month, row["valid_to"].month) for row in rows] == [
        (1000, 9, 10), (2000, 10, 11)
    ]  # fmt: skip


def test_feeding_twice_adds_nothing_to_the_history(where: str, store: Store) -> None:
    feeds(store, _run(store, 4), where, history=True)
    before = _past(where)
    assert [one.travelled for one in feeds(store, _run(store, 4), where, history=True)] == [0]
    assert _past(where) == before


def test_a_history_does_not_go_back(where: str, store: Store) -> None:
    feeds(store, _run(store, 3), where, history=True)
    before = contents(where)
    with pytest.raises(FeedError, match="has a later run already"):
        fed(store, _run(store, 1), where)
    assert contents(where) == before


def test_since_says_where_a_history_begins(where: str, store: Store) -> None:
    done = feeds(store, _run(store, 3), where, history=True, since=_run(store, 1))
    assert [one.run for one in done] == [2, 3]
