"""Killed at any point, a feed leaves the old state or the new one, and the next one brings the new.

The process is killed for good (SIGKILL) at a random statement, row or commit, or after a random time. Two runs take
turns, so that each feed has something to replace, to add, to withdraw and to bring back.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import pytest
import sqlalchemy as sa
from tests.feed.destinations import DESTINATIONS, fed, place, run_of
from tests.feed.reading import Contents, contents
from tests.releases import SAMPLE, plain

from extract.feed import duck, parquet, relational, textfiles
from extract.feed.ledger import FED
from extract.feed.model import Table
from extract.feed.rows import Row
from extract.feed.target import FeedError
from extract.store import Run, Store, find_run, opened

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and killed as Unix does it")

KILLS = 50
_SEEN = [table for table in FED if table.of != "feed"]
_BEFORE = [SAMPLE, plain("a"), plain("b", "Den gamle tekst."), *(plain(f"x{n}", f"Nummer {n}.") for n in range(40))]
_AFTER = [
    SAMPLE.model_copy(update={"title": "Rettet", "projects": SAMPLE.projects[1:]}), plain("b", "Den nye tekst."),
    plain("c"), *(plain(f"x{n}", f"Nummer {n + n % 3}.") for n in range(0, 40, 2)),
]  # fmt: skip


@pytest.fixture
def runs(tmp_path: Path) -> Iterator[tuple[Store, Run, Run]]:
    with opened(tmp_path / "press.db") as store:
        yield store, run_of(store, *_BEFORE), run_of(store, *_AFTER)


class _Killer:
    """Counts the points that a process passes, and kills it at the ``at``-th."""

    def __init__(self, at: int) -> None:
        self.passed, self._at = 0, at

    def __call__(self, *_: object) -> None:
        self.passed += 1
        if self.passed == self._at:
            os.kill(os.getpid(), signal.SIGKILL)


def _watched(killer: Callable[..., None]) -> None:
    """Has everything that a feed sends pass the killer: before and after each statement, row by row, and at the end."""
    for event in ("before_cursor_execute", "after_cursor_execute", "commit"):
        sa.event.listen(sa.engine.Engine, event, killer)
    for owner, names in _POINTS:
        for name in names:
            _wrap(owner, name, killer)


_POINTS: Final[tuple[tuple[Any, tuple[str, ...]], ...]] = (
    (duck.DuckDB, ("execute", "statement", "add")), (relational.Postgres, ("add",)), (parquet, ("switch", "sweep")),
    (textfiles, ("switch", "sweep")), (parquet._Parquet, ("_written",)), (textfiles._Lines, ("finish",)),
    (textfiles._Csv, ("rows",)),
)  # fmt: skip


def _wrap(kind: Any, name: str, killer: Callable[..., None]) -> None:
    real = getattr(kind, name)

    def passing(*arguments: Any) -> Any:
        killer()
        if name == "add":
            target, table, rows = arguments
            real(target, table, _Passing(table, rows, killer))
            return killer()
        result = real(*arguments)
        killer()
        return result

    setattr(kind, name, passing)


class _Passing(list[Row]):
    def __init__(self, table: Table, rows: Any, killer: Callable[..., None]) -> None:
        super().__init__(rows)
        self._killer = killer

    def __iter__(self) -> Iterator[Row]:
        for number, row in enumerate(super().__iter__()):
            if number % 10 == 0:
                self._killer()
            yield row


def _child(where: str, store: str, run: int, at: int, said: Any) -> None:
    killer = _Killer(at)
    _watched(killer)
    with opened(store) as opened_store:
        fed(opened_store, find_run(opened_store, str(run)), where)
    said.value = killer.passed
    os._exit(0)


def _feed_in_child(where: str, store: Store, run: Run, at: int, after: float | None = None) -> tuple[bool, int]:
    """Feeds in a process of its own; whether it got through, and how many points it passed."""
    context = multiprocessing.get_context("fork")
    said = context.Value("i", 0)
    process = context.Process(target=_child, args=(where, str(store.engine.url.database), run.id, at, said))
    process.start()
    if after is not None:
        time.sleep(after)
        process.kill()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode == 0, said.value


def _state(where: str) -> Contents:
    found = contents(where, tables=_SEEN)
    for row in found["release"]:
        row["withdrawn_at"] = row["withdrawn_at"] is not None  # type: ignore[index]
    return found


def _states(where: str, store: Store, *runs: Run) -> list[Contents]:
    """What is there after each run, where all of them have been fed before."""
    found = []
    for run in (*runs, *runs):
        fed(store, run, where)
        found.append(_state(where))
    return found[len(runs) :]


@pytest.mark.parametrize("kind", DESTINATIONS)
def test_killed_at_random_a_feed_leaves_the_old_state_or_the_new(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest, runs: tuple[Store, Run, Run]
) -> None:
    store, before, after = runs
    where = place(kind, tmp_path, request)
    states = _states(where, store, before, after)
    begun = time.monotonic()
    through, points = _feed_in_child(where, store, before, 0)
    lasts = time.monotonic() - begun
    assert through
    assert _state(where) == states[0]
    chance, current, killed = random.Random(11), 0, 0
    for number in range(KILLS if kind in ("postgresql", "duckdb") else KILLS // 4):
        wanted = 1 - current
        by_time = lasts * chance.random() if number % 5 == 4 else None
        at = 0 if by_time is not None else chance.randint(1, points)
        through, _ = _feed_in_child(where, store, (before, after)[wanted], at, by_time)
        killed += not through
        found = _state(where)
        assert found in states, f"neither old nor new after a kill at point {at} of {points}, {by_time} s"
        current = states.index(found)
        if through:
            assert current == wanted
    assert killed >= (30 if kind in ("postgresql", "duckdb") else 6)
    fed(store, (before, after)[1 - current], where)
    assert _state(where) == states[1 - current]


@pytest.mark.parametrize("kind", DESTINATIONS)
def test_two_feeds_at_once_do_not_mix(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest, runs: tuple[Store, Run, Run]
) -> None:
    """Of two, one waits for the other; what is there in the end is what the later one brought."""
    store, before, after = runs
    where = place(kind, tmp_path, request)
    states = _states(where, store, before, after)
    for _ in range(3):
        with ThreadPoolExecutor(3) as pool:
            together = [pool.submit(_feed_in_child, where, store, run, 0) for run in (before, after, before)]
        assert [one.result()[0] for one in together] == [True] * 3
        assert _state(where) in states


def test_a_lost_connection_leaves_the_old_state(postgres: Any, runs: tuple[Store, Run, Run]) -> None:
    store, before, after = runs
    fed(store, before, postgres.url)
    old = _state(postgres.url)
    real = relational.Postgres.add

    def cut(self: relational.Postgres, table: Table, rows: Any) -> None:
        if table.name == "quote_part":
            postgres.cut()
        real(self, table, rows)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relational.Postgres, "add", cut)
        with pytest.raises(FeedError, match="check the database"):
            fed(store, after, postgres.url)
    assert _state(postgres.url) == old


_ROOM: Final = 2_000_000


def _child_without_room(where: str, store: str, run: int, room: int, said: Any) -> None:
    import resource

    with opened(store) as opened_store:
        found = find_run(opened_store, str(run))
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        try:
            fed(opened_store, found, where)
        except FeedError:
            said.value = 1
    os._exit(0)


@pytest.mark.parametrize("kind", ["sqlite", "duckdb", "parquet", "csv", "jsonl"])
def test_a_full_disk_leaves_the_old_state(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest, runs: tuple[Store, Run, Run]
) -> None:
    """No file may grow beyond some size, which a system tells as it tells of a disk without room."""
    store, before, _ = runs
    where = place(kind, tmp_path, request)
    fed(store, before, where)
    old = _state(where)
    large = run_of(store, *_AFTER, plain("large", random.Random(1).randbytes(4_000_000).hex()))
    context = multiprocessing.get_context("fork")
    said = context.Value("i", 0)
    arguments = (where, str(store.engine.url.database), large.id, _ROOM, said)
    process = context.Process(target=_child_without_room, args=arguments)
    process.start()
    process.join(60)
    assert (process.exitcode, said.value) == (0, 1)
    assert _state(where) == old
    fed(store, large, where)
    assert len(_state(where)["release"]) > len(old["release"]) - 1
