"""Several processes: the same results in the same order, and no document takes the others with it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.batch.readers import OddReader

from extract.batch import Input, Task, Workers
from extract.batch.planning import Planned
from extract.ingest import IngestFailure


def planned(*paths: Path) -> list[Planned]:
    """The files as tasks; a failure for one that is not there."""
    return [
        Task(Input(str(path), path, path.read_bytes()), b"") if path.exists() else IngestFailure(str(path), "gone")
        for path in paths
    ]


def outcomes(folder: Path, words: Sequence[str], *, count: int = 2, memory: int | None = None) -> list[str]:
    """What became of each word: the id of its release, or why it has none."""
    paths = [folder / f"{number:03}.txt" for number in range(len(words))]
    for path, word in zip(paths, words, strict=True):
        path.write_text(word)
    workers = Workers(OddReader, count, timeout=2, memory=memory)
    found = [part for _, outcome in workers.read(planned(*paths)) if outcome for part in outcome.parts]
    return [part.reason if isinstance(part, IngestFailure) else part.release for part in found]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_order_and_results_do_not_depend_on_their_number(tmp_path: Path, count: int) -> None:
    words = ["a", "refuse", "b", "fail", *"cdefghijklmnopqrstuvwxyz"]
    expected = [f"{word}-{number:03}.txt" for number, word in enumerate(words)]
    expected[1] = "refused"
    expected[3] = "a fault in press-extract: RuntimeError: nothing to see (please report it)"
    assert outcomes(tmp_path, words, count=count) == expected


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("kill", "ended the process that read it, with status -9, and was left out"),
        ("leave", "ended the process that read it, with status 7, and was left out"),
        ("sleep", "took longer than 2 seconds and was left out (see --timeout)"),
    ],
)
def test_a_document_takes_nothing_else_with_it(tmp_path: Path, word: str, reason: str) -> None:
    words = ["a", word, "b", word, "c", "d"]
    found = outcomes(tmp_path, words)
    assert found == ["a-000.txt", reason, "b-002.txt", reason, "c-004.txt", "d-005.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux heeds the bound of a process's memory")
def test_a_document_that_needs_too_much_memory(tmp_path: Path) -> None:
    found = outcomes(tmp_path, ["a", "eat", "b"], memory=3000)
    assert found == ["a-000.txt", "needs more memory than it may have and was left out (see --memory)", "b-002.txt"]


def test_what_is_no_task_keeps_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    there, gone = tmp_path / "a.txt", tmp_path / "gone.txt"
    found = list(Workers(OddReader, 2, timeout=2, memory=None).read(planned(there, gone, there)))
    assert [outcome is not None for _, outcome in found] == [True, False, True]


def test_leaving_early_stops_the_processes(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(40)]
    for path in paths:
        path.write_text("sleep" if path != paths[0] else "a")
    reading = Workers(OddReader, 2, timeout=600, memory=None).read(planned(*paths))
    next(reading)
    reading.close()  # type: ignore[attr-defined]


_PARENT = """
import sys
from pathlib import Path
from tests.batch.readers import OddReader
from tests.batch.test_workers import planned
from extract.batch import Workers

if __name__ == "__main__":
    print(len(list(Workers(OddReader, 2, 600, None).read(planned(*map(Path, sys.argv[1:]))))))
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads the list of processes as Linux has it")
def test_the_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(2)]
    for path in paths:
        path.write_text("write-and-sleep")
    script = tmp_path / "parent.py"
    script.write_text(_PARENT)
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, script, *paths], env={**os.environ, "PYTHONPATH": f"{root}:{root / 'src'}"}
    )
    readers = [_written(path.with_suffix(".pid")) for path in paths]
    parent.kill()
    parent.wait()
    for reader in readers:
        while _lives(reader):
            time.sleep(0.05)


def _written(path: Path) -> int:
    """The number in a file, as soon as it is there."""
    while not path.exists() or not path.read_text():
        time.sleep(0.05)
    return int(path.read_text())


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
