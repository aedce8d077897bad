"""A store that is locked, full, or gone in the middle of a run: nothing committed is lost, and the run goes on."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.batch.readers import WordReader
from tests.batch.watched import Watching, run_into
from tests.postgres import Database
from tests.store.dump import dump

from extract.ingest import Hints, IngestFailure
from extract.records.release import Release, SourceFormat
from extract.store import StoreError, engine, writing


class _At(WordReader):
    """Does something when it comes to the word ``here``."""

    def __init__(self, act: Callable[[], None]) -> None:
        super().__init__()
        self._act = act

    def read(
        self, data: bytes, *, uri: str, format: SourceFormat | None = None, hints: Hints | None = None
    ) -> Iterator[Release | IngestFailure]:
        if data == b"here":
            self._act()
        yield from super().read(data, uri=uri)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    made = tmp_path / "in"
    made.mkdir()
    for number in range(30):
        (made / f"{number:02}.txt").write_text("here" if number == 11 else f"a{number}")
    return str(made)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_MOST_INPUTS", 5)


def _whole(folder: str, where: str) -> dict[str, object]:
    run_into(where, [folder], WordReader())
    return dict(dump(where))


def test_sessions_that_are_cut_are_opened_again(postgres: Database, folder: str, tmp_path: Path) -> None:
    kept = run_into(postgres.url, [folder], _At(lambda: _cut(postgres)))
    assert kept.ended.done
    assert dict(dump(postgres.url)) == _whole(folder, str(tmp_path / "whole.db"))


def _cut(postgres: Database) -> None:
    assert postgres.cut() > 0


def test_a_server_that_stops_and_comes_again_is_waited_for(postgres: Database, folder: str, tmp_path: Path) -> None:
    begin = threading.Event()

    def restart() -> None:
        begin.wait()
        postgres.server.start()

    helper = threading.Thread(target=restart)
    helper.start()

    class Told(Watching):
        def waiting(self, reason: str) -> None:
            super().waiting(reason)
            begin.set()

    told = Told()
    from extract.batch import run
    from extract.store import opened

    with opened(postgres.url) as store:
        assert run([folder], _At(lambda: postgres.server.stop("immediate")), store, told).done
    helper.join()
    assert dict(dump(postgres.url)) == _whole(folder, str(tmp_path / "whole.db"))


def test_a_server_that_stays_away_ends_the_run_and_the_next_one_goes_on(
    postgres: Database, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_PATIENCE", 0.0)
    with pytest.raises(StoreError, match="check that the database runs"):
        run_into(postgres.url, [folder], _At(lambda: postgres.server.stop("immediate")))
    postgres.server.start()
    on = run_into(postgres.url, [folder], WordReader())
    assert on.events[0] == "run 1 from 10"
    assert dict(dump(postgres.url)) == _whole(folder, str(tmp_path / "whole.db"))


def test_a_file_that_another_program_holds_is_waited_for(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_PATIENCE", 0.1)
    path = tmp_path / "press.db"
    other: list[sqlite3.Connection] = []

    def hold() -> None:
        other.append(sqlite3.connect(path, isolation_level=None, check_same_thread=False))
        other[0].execute("BEGIN IMMEDIATE")

    class Told(Watching):
        def waiting(self, reason: str) -> None:
            super().waiting(reason)
            other[0].execute("ROLLBACK")

    from extract.batch import run
    from extract.store import opened

    told = Told()
    with opened(path) as store:
        assert run([folder], _At(hold), store, told).done
    assert [event for event in told.events if "another program holds it" in event]
    other[0].close()
    assert dict(dump(path)) == _whole(folder, str(tmp_path / "whole.db"))


_FULL = """
import resource, signal, sys
from tests.batch.readers import WordReader
from tests.batch.watched import run_into
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    run_into(sys.argv[1], [sys.argv[2]], WordReader())
except Exception as error:
    print(type(error).__name__, error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the room of a process is bounded as Unix does it")
def test_a_full_disk_ends_the_run_and_the_next_one_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number:03}.txt").write_text(f"a{number} b{number} c{number}")
    path, root = tmp_path / "press.db", Path(__file__).parents[2]
    full = subprocess.run(
        [sys.executable, "-c", _FULL, path, folder, "400000"], capture_output=True, text=True, cwd=root, check=False
    )
    assert full.stdout.startswith("StoreError"), full
    assert "what was committed is there" in full.stdout
    on = run_into(path, [str(folder)], WordReader())
    assert on.ended.took <= 400
    assert dict(dump(path)) == _whole(str(folder), str(tmp_path / "whole.db"))
