"""The PostgreSQL of the tests does what tests of failures rest on."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError
from tests.postgres import Database

ROOT = Path(__file__).resolve().parents[1]
SERVING = (
    "from tests.postgres import serve; server = next(serving := serve()); print(server.folder, flush=True); input()"
)


def _filled(url: str) -> Engine:
    engine = create_engine(url)
    with engine.begin() as session:
        session.execute(text("CREATE TABLE town (name text)"))
        session.execute(text("INSERT INTO town VALUES ('Ærøskøbing')"))
    return engine


def _towns(engine: Engine) -> list[str]:
    with engine.connect() as session:
        return list(session.execute(text("SELECT name FROM town")).scalars())


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_has_an_empty_database(postgres_url: str, turn: int) -> None:
    engine = _filled(postgres_url)
    assert _towns(engine) == ["Ærøskøbing"]
    engine.dispose()


def test_sessions_are_cut_in_the_middle_of_a_transaction(postgres: Database) -> None:
    engine = _filled(postgres.url)
    with engine.connect() as session:
        session.execute(text("INSERT INTO town VALUES ('Skagen')"))
        assert postgres.sessions() == 1
        assert postgres.cut() == 1
        with pytest.raises(DBAPIError) as failure:
            session.execute(text("SELECT 1"))
    assert failure.value.connection_invalidated
    assert _towns(engine) == ["Ærøskøbing"]
    engine.dispose()


def test_a_crash_of_the_server_keeps_what_was_committed(postgres: Database) -> None:
    engine = _filled(postgres.url)
    postgres.server.stop("immediate")
    with pytest.raises(DBAPIError):
        _towns(engine)
    postgres.server.start()
    assert _towns(engine) == ["Ærøskøbing"]
    engine.dispose()


def test_a_server_that_a_test_left_stopped_runs_for_the_next(postgres: Database) -> None:
    postgres.server.stop()


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_the_server_ends_with_its_process(postgres_server: object, end: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SERVING], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        assert process.stdout
        folder = Path(process.stdout.readline().strip())
        assert (folder / "data" / "postmaster.pid").exists()
        process.send_signal(end)
    deadline = time.monotonic() + 60
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not folder.exists()
