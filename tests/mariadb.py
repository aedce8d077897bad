"""A real MariaDB for tests: fixture ``mariadb_url``, where the machine has its server; without it the tests are skipped.

One server a test process starts with the first test that asks, listens in a folder of its own and takes no port. Each
test gets an empty database.
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

_numbers = itertools.count(1)
_SETTINGS: Final = (
    "--skip-networking", "--skip-log-bin", "--innodb-buffer-pool-size=32M", "--innodb-flush-log-at-trx-commit=0",
)  # fmt: skip
"""Nothing is asked of it that takes a disk which survives a power cut."""
_GUARD: Final = 'cat; kill "$1"; while kill -0 "$1"; do sleep 0.1; done; rm -rf "$2"'


@pytest.fixture(scope="session")
def mariadb_socket() -> Iterator[Path]:
    """The socket of a running server."""
    yield from serve()


@pytest.fixture
def mariadb_url(mariadb_socket: Path) -> Iterator[str]:
    """The address of an empty database, as ``press-extract feed`` takes it."""
    import pymysql

    name = f"test_{next(_numbers)}"
    with pymysql.connect(unix_socket=str(mariadb_socket), user="root") as session, session.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
    yield f"mysql://root@localhost/{name}?unix_socket={mariadb_socket}"
    with pymysql.connect(unix_socket=str(mariadb_socket), user="root") as session, session.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name}")


def serve() -> Iterator[Path]:
    """A server, which ends, and its folder with it, when the generator is closed or this process is no more."""
    programs = [
        shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") for name in ("mariadb-install-db", "mariadbd")
    ]
    if sys.platform == "win32" or None in programs:
        pytest.skip("no MariaDB: install the system's package mariadb-server")
    install, server = (str(program) for program in programs)
    folder = Path(tempfile.mkdtemp(prefix="press-extract-", dir="/tmp"))
    data, socket, log = folder / "data", folder / "socket", folder / "log"
    user = ["--user=root"] if os.geteuid() == 0 else []
    subprocess.run(
        [install, "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal", *user],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    with log.open("wb") as said:
        running = subprocess.Popen(
            [server, "--no-defaults", f"--datadir={data}", f"--socket={socket}", f"--pid-file={folder}/pid",
             f"--tmpdir={data}", *_SETTINGS, *user],
            stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True,
        )  # fmt: skip
    # Stopping is left to a process that outlives this one, however it ends.
    guard = subprocess.Popen(
        ["sh", "-c", _GUARD, "sh", str(running.pid), str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        _wait(socket, log)
        yield socket
    finally:
        running.terminate()
        running.wait(30)
        guard.communicate()


def _wait(socket: Path, log: Path) -> None:
    import pymysql

    until = time.monotonic() + 60
    while True:
        try:
            pymysql.connect(unix_socket=str(socket), user="root").close()
            return
        except pymysql.err.OperationalError:
            assert time.monotonic() < until, f"MariaDB does not start: {log.read_text(errors='replace')[-2000:]}"
            time.sleep(0.1)
