"""A folder watched from the command line, in a process of its own that gets real signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import typer

from extract.cli.watch import watch_folder

# A batch is in hand until a line comes in. What is started in the background of a shell would ignore Ctrl-C.
WATCHING = """
import signal, sys
from pathlib import Path
from extract.cli.watch import watch_folder

signal.signal(signal.SIGINT, signal.default_int_handler)
def take(batch):
    print(*batch, flush=True)
    word = sys.stdin.readline().strip()
    print("read", flush=True)
    return int(word or 0)
sys.exit(watch_folder(Path("in"), take, without=Path("out"), settle=0.1))
"""
BOUND = 60


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    return tmp_path


@contextmanager
def _watching() -> Iterator[subprocess.Popen[str]]:
    # Bytes of names that are no Unicode come out as they went in, as on a terminal.
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8:surrogateescape"}
    with subprocess.Popen(
        [sys.executable, "-c", WATCHING], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, errors="surrogateescape", bufsize=1, env=environment,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().rstrip("\n")


def _answer(process: subprocess.Popen[str], word: str) -> str:
    assert process.stdin
    process.stdin.write(word + "\n")
    return _line(process)


def _end(process: subprocess.Popen[str]) -> tuple[int, list[str]]:
    assert process.stderr
    said = process.stderr.read().splitlines()
    return process.wait(BOUND), said


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_waits_for_the_batch_in_hand(there: Path, stop: signal.Signals) -> None:
    for name in ("b.html", "a.txt", "c.html"):
        (there / "in" / name).write_text("x")
    with _watching() as process:
        assert _line(process) == "in/a.txt in/b.html in/c.html"
        assert _answer(process, "1") == "read"
        (there / "in" / "d.html").write_text("x")
        assert _line(process) == "in/d.html"
        process.send_signal(stop)
        assert _answer(process, "0") == "read"
        code, said = _end(process)
    assert code == 0
    assert said == [
        "watching in; Ctrl-C ends",
        "batch 1: 3 files, in/a.txt … in/c.html",
        "batch 2: in/d.html",
        "stopping after the batch in hand; once more to stop at once",
        "stopped after 2 batches, 4 files; start the same command again to go on",
    ]


def test_a_stop_while_nothing_comes(there: Path) -> None:
    with _watching() as process:
        assert process.stderr
        assert process.stderr.readline() == "watching in; Ctrl-C ends\n"
        process.send_signal(signal.SIGTERM)
        code, said = _end(process)
    assert code == 0
    assert said == ["stopped after 0 batches, 0 files; start the same command again to go on"]


@pytest.mark.parametrize("how", ["a second stop", "a run that was stopped"])
def test_a_stop_within_a_batch(there: Path, how: str) -> None:
    (there / "in" / os.fsdecode(b"\xe6.html")).write_text("x")
    with _watching() as process:
        assert _line(process) == os.fsdecode(b"in/\xe6.html")
        assert process.stderr
        said = [process.stderr.readline(), process.stderr.readline()]
        assert said == ["watching in; Ctrl-C ends\n", "batch 1: in/\ufffd.html\n"]
        if how == "a second stop":
            process.send_signal(signal.SIGTERM)
            assert process.stderr.readline().startswith("stopping after")
            process.send_signal(signal.SIGTERM)
        else:
            assert _answer(process, "130") == "read"
        code, rest = _end(process)
    assert (code, rest) == (130, ["stopped within batch 1; start the same command again to go on"])


@pytest.mark.parametrize(("folder", "without", "reason"), [("none", "out", "no such folder"), ("in", "in", "results")])
def test_a_wrong_call(there: Path, folder: str, without: str, reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(typer.Exit) as left:
        watch_folder(Path(folder), lambda batch: 0, without=Path(without))
    assert left.value.exit_code == 2
    assert reason in capsys.readouterr().err
    assert signal.getsignal(signal.SIGTERM) == before
