from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from extract.batch import Count, Input, Skipped, count, discover
from extract.batch.inputs import read
from extract.ingest import IngestFailure


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("in/b.html", "in/a.TXT", "in/sub/c.jsonl", "in/photo.png", "in/.hidden.html", "in/.git/x.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


def _names(*sources: str, without: Path | None = None) -> list[str]:
    return [found.uri for found in discover(sources, without=without) if isinstance(found, Input)]


def test_folders_are_walked_in_the_order_of_names(folder: Path) -> None:
    assert _names("in") == ["in/a.TXT", "in/b.html", "in/sub/c.jsonl"]
    assert [found.uri for found in discover(["in"]) if isinstance(found, Skipped)] == ["in/photo.png"]


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (["in/b.html", "in"], ["in/b.html", "in/a.TXT", "in/sub/c.jsonl"]),
        (["./in/b.html"], ["in/b.html"]),
        (["in/*.html"], ["in/b.html"]),
        (["in/**/*.jsonl"], ["in/sub/c.jsonl"]),
        (["in", "./in/../in"], ["in/a.TXT", "in/b.html", "in/sub/c.jsonl"]),
        (["in/sub", "in"], ["in/sub/c.jsonl", "in/a.TXT", "in/b.html"]),
        (["in", "in/sub", "in/b.html"], ["in/a.TXT", "in/b.html", "in/sub/c.jsonl"]),
        (["in", "in/photo.png", "in/photo.png"], ["in/a.TXT", "in/b.html", "in/sub/c.jsonl", "in/photo.png"]),
        (
            ["in", "in/.git", "in/.hidden.html"],
            ["in/a.TXT", "in/b.html", "in/sub/c.jsonl", "in/.git/x.html", "in/.hidden.html"],
        ),
        (["in/b.html", "in/*.html"], ["in/b.html"]),
        (["in/photo.png"], ["in/photo.png"]),
        (["in/.hidden.html"], ["in/.hidden.html"]),
    ],
)
def test_sources(folder: Path, sources: list[str], expected: list[str]) -> None:
    assert _names(*sources) == expected


@pytest.mark.parametrize(
    ("source", "reason"),
    [("no/such.html", "no such file"), ("in/*.xml", "no file matches"), ("empty", "no file that could be a release")],
)
def test_what_is_not_there_is_a_failure(folder: Path, source: str, reason: str) -> None:
    (folder / "empty").mkdir()
    (failure,) = discover([source])
    assert isinstance(failure, IngestFailure)
    assert failure.uri == source
    assert reason in failure.reason


def test_a_name_with_the_signs_of_a_glob_is_a_name(folder: Path) -> None:
    (folder / "in" / "[1].html").write_text("")
    assert _names("in/[1].html") == ["in/[1].html"]


def test_the_folder_that_the_run_writes_to_is_not_read(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "index.html").write_text("")
    assert "out/index.html" not in _names(".", without=Path("out"))


def test_what_the_run_writes_is_read_when_it_is_named(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "index.html").write_text("")
    assert _names(".", "out/index.html", without=Path("out"))[-1] == "out/index.html"


@pytest.mark.parametrize("name", ["a-first.html", "z-last.html"])
def test_a_link_to_a_file_of_the_folder_is_skipped(folder: Path, name: str) -> None:
    (folder / "in" / name).symlink_to(folder / "in" / "b.html")
    assert _names("in") == ["in/a.TXT", "in/b.html", "in/sub/c.jsonl"]


def test_a_link_to_a_file_elsewhere_is_read_once(folder: Path) -> None:
    (folder / "one.txt").write_text("one")
    for name in ("l1.txt", "l2.txt"):
        (folder / "in" / "sub" / name).symlink_to(folder / "one.txt")
    assert _names("in/sub", "one.txt", ".") == ["in/sub/c.jsonl", "in/sub/l1.txt", "in/a.TXT", "in/b.html"]


def test_a_link_to_what_a_walk_passes_over_is_read(folder: Path) -> None:
    (folder / "in" / "shown.html").symlink_to(folder / "in" / ".hidden.html")
    assert "in/shown.html" in _names("in")


def test_a_dangling_link_is_a_failure_when_read(folder: Path) -> None:
    (folder / "in" / "sub" / "lost.html").symlink_to(folder / "in" / "sub" / "nowhere.html")
    source = list(discover(["in/sub"]))[-1]
    assert isinstance(source, Input)
    failure = read(source, 10)
    assert isinstance(failure, IngestFailure)
    assert "cannot be read" in failure.reason


def test_a_pipe_in_a_folder_is_not_opened(folder: Path) -> None:
    os.mkfifo(folder / "in" / "pipe.txt")
    assert "in/pipe.txt" not in _names("in")


def test_a_name_that_is_no_unicode_gets_one_that_is(folder: Path) -> None:
    (folder / "in" / os.fsdecode(b"\xe6.html")).write_text("")
    assert "in/\ufffd.html" in _names("in")


def test_no_more_is_read_than_allowed(folder: Path) -> None:
    source = Input("in/b.html", folder / "in/b.html")
    assert read(source, 9) == b"in/b.html"
    failure = read(source, 8)
    assert isinstance(failure, IngestFailure)
    assert "larger than 8 bytes" in failure.reason


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"abc")))
    assert list(discover(["-", "-"], max_bytes=10)) == [Input("-", None, b"abc"), Skipped("-")]


def test_standard_input_has_its_bound_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"abc" * 100)))
    (source,) = discover(["-"], max_bytes=10)
    assert isinstance(source, Input)
    assert isinstance(read(source, 10), IngestFailure)


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (["in/a.TXT", "in/b.html"], Count(2, exact=True)),
        (["in/b.html", "in/*.html", "nowhere"], Count(1, exact=True)),
        (["in"], Count(3, exact=False)),
        (["-"], Count(1, exact=False)),
    ],
)
def test_what_is_to_come_is_counted_without_reading(folder: Path, sources: list[str], expected: Count) -> None:
    assert count(sources) == expected


def test_lines_are_guessed_by_the_size_of_their_file(folder: Path) -> None:
    Path("long.jsonl").write_bytes(b"x" * 5_000_000)
    assert count(["long.jsonl"]) == Count(1000, exact=False)
