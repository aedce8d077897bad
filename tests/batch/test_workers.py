"""Several processes: the same results in the same order, and no document takes the others with it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.batch.readers import OddReader

from extract.batch import Workers, discover
from extract.ingest import IngestFailure


def outcomes(folder: Path, words: Sequence[str], *, count: int = 2, memory: int | None = None) -> list[str]:
    """What became of each word: the id of its release, or why it has none."""
    for number, word in enumerate(words):
        (folder / f"{number:03}.txt").write_text(word)
    workers = Workers(OddReader, count, timeout=2, memory=memory, max_bytes=1000)
    found = [result for _, results in workers.read(discover([str(folder)])) for result in results]
    return [r.reason if isinstance(r, IngestFailure) else r.id for r in found]


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


def test_what_is_no_input_keeps_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    workers = Workers(OddReader, 2, timeout=2, memory=None, max_bytes=1000)
    there, gone = str(tmp_path / "a.txt"), str(tmp_path / "gone.txt")
    found = list(workers.read(discover([there, gone, there])))
    assert [len(list(results)) for _, results in found] == [1, 0, 0]


def test_leaving_early_stops_the_processes(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text("sleep" if number else "a")
    reading = Workers(OddReader, 2, timeout=600, memory=None, max_bytes=1000).read(discover([str(tmp_path)]))
    next(reading)
    reading.close()  # type: ignore[attr-defined]
