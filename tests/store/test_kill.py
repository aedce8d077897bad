"""Killed at any point and started again, a run ends in the same store as one that nobody disturbed.

The process is killed for good (SIGKILL): at a random statement or commit of the writing, at a random document, or after
a random time; then the same run is begun again, until it is through.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from tests.batch.readers import OddReader, WordReader
from tests.batch.watched import run_into
from tests.store.dump import dump

from extract.batch import Workers
from extract.ingest import Hints, IngestFailure
from extract.records.release import Release, SourceFormat
from extract.store import writing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and killed as Unix does it")

KILLS = 200
_INPUTS = 60
_BATCH = 7
"""Inputs a transaction: small, so that few inputs have many."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty documents: releases alone and together, the same id and the same bytes again, failures of two kinds."""
    made = tmp_path_factory.mktemp("killed") / "in"
    made.mkdir()
    words = random.Random(1)
    for number in range(_INPUTS):
        content = " ".join(words.choices(["a", "b", "c", f"d{number}", f"e{number}", "fail", "raise"], k=3))
        (made / f"{number:02}.txt").write_text("a b c" if number % 13 == 0 else content)
    return made


@pytest.fixture(scope="module")
def whole(folder: Path) -> Mapping[str, list[tuple[Any, ...]]]:
    """The store of an undisturbed run."""
    run_into(folder.parent / "whole.db", [str(folder)], WordReader())
    return dump(folder.parent / "whole.db")


class _Killer:
    """Kills its own process at the ``at``-th point that it passes."""

    def __init__(self, at: int) -> None:
        self._left = at

    def passed(self, *_: object) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class _Passing(WordReader):
    def __init__(self, passed: Callable[[], None]) -> None:
        super().__init__()
        self._passed = passed

    def read(
        self, data: bytes, *, uri: str, format: SourceFormat | None = None, hints: Hints | None = None
    ) -> Iterator[Release | IngestFailure]:
        self._passed()
        yield from super().read(data, uri=uri)


def _sitting(where: str, folder: str, at: int) -> None:
    """One sitting, in a process of its own; dies at the point ``at`` if it comes so far."""
    killer = _Killer(at)
    writing._MOST_INPUTS = _BATCH  # type: ignore[misc]
    for event in ("before_cursor_execute", "commit"):
        sa.event.listen(sa.engine.Engine, event, killer.passed)
    sa.event.listen(sa.engine.Engine, "after_cursor_execute", killer.passed)
    run_into(where, [folder], _Passing(killer.passed))
    os._exit(0)


def _begun(where: str, folder: str, at: int) -> multiprocessing.process.BaseProcess:
    process = multiprocessing.get_context("fork").Process(target=_sitting, args=(where, folder, at))
    process.start()
    return process


def _points(chance: random.Random) -> int:
    """Which point: one of the first, where the run is opened, or any of the hundreds that a sitting has."""
    return chance.randint(1, chance.choice((12, 60, 250, 600)))


def _killed_until_through(where: str, folder: str, chance: random.Random, lasts: float | None) -> int:
    """Begins the run again and again until it is through; how often it was killed: at points or, given the seconds that
    a sitting lasts, at times."""
    kills = 0
    while True:
        process = _begun(where, folder, 10**9 if lasts else _points(chance))
        if lasts:
            time.sleep(lasts * (0.3 + chance.random()))
            process.kill()
        process.join()
        if process.exitcode == 0:
            return kills
        assert process.exitcode == -signal.SIGKILL
        kills += 1


@pytest.mark.parametrize("by_time", [False, True], ids=["at points", "at times"])
def test_killed_at_random_a_run_ends_as_if_undisturbed(
    tmp_path: Path, folder: Path, whole: Mapping[str, list[tuple[Any, ...]]], by_time: bool
) -> None:
    chance = random.Random(7)
    begun = time.monotonic()
    _begun(str(tmp_path / "timed.db"), str(folder), 10**9).join()
    lasts = time.monotonic() - begun if by_time else None
    kills = stores = 0
    while kills < (KILLS * 3 // 10 if by_time else KILLS * 7 // 10):
        where = str(tmp_path / f"{stores}.db")
        kills += _killed_until_through(where, str(folder), chance, lasts)
        stores += 1
        # Killed after its last commit, a run is followed by another, which has nothing new.
        assert dump(where) == whole


def test_killed_while_it_writes_to_a_database(
    postgres_url: str, folder: Path, whole: Mapping[str, list[tuple[Any, ...]]]
) -> None:
    chance, kills = random.Random(3), 0
    for _ in range(20):
        process = _begun(postgres_url, str(folder), chance.randint(1, 250))
        process.join()
        kills += process.exitcode != 0
    run_into(postgres_url, [str(folder)], WordReader())
    assert kills > 5
    assert dump(postgres_url) == whole


def test_killed_workers_are_replaced_and_named(tmp_path: Path, folder: Path) -> None:
    """What kills its process every time is an error of its own, in one sitting or in several."""
    source = tmp_path / "in"
    source.mkdir()
    for number, word in enumerate(["a", "kill", "b", "leave", "c", "d"]):
        (source / f"{number}.txt").write_text(word)

    def again(where: str, stop: Callable[[], bool] = lambda: False) -> None:
        run_into(where, [str(source)], OddReader(), workers=lambda _: Workers(OddReader, 2, 5, None), stop=stop)

    again(str(tmp_path / "whole.db"))
    for at in range(1, 6, 2):
        asked = iter(range(at))
        where = str(tmp_path / f"{at}.db")
        again(where, lambda asked=asked: next(asked, None) is None)  # type: ignore[misc]
        again(where)
        assert dump(where) == dump(tmp_path / "whole.db")
    errors = dump(tmp_path / "whole.db")["run_error"]
    assert [(position, kind) for _, position, _, _, kind, _ in errors] == [(1, "killed"), (3, "killed")]
