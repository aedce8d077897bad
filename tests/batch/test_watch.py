"""Real folders, watched while threads and processes write into them.

The clock is the tests' own: a file is whole when a test says that the time is up, however slow the machine. Waiting ends
when what was expected has come; a bound far above what is needed turns a fault into a failure, not into a hang.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from watchfiles import Change, watch

from extract.batch import watch as watching
from extract.batch.watch import WatchError, whole_files

BOUND = 120.0
SETTLE = 0.04
"""Seconds of the tests' clock, and what the ticks of the watching are made from."""


Told = Iterator[set[tuple[Change, str]]]
SYSTEM: Callable[..., Told] = watch


class Watched:
    """A folder that is watched by a thread; ``batches`` so far, by names below the folder. ``system`` tells of changes."""

    def __init__(
        self,
        folder: Path,
        without: Path | None = None,
        most: int = 100_000,
        sweep: float = 1e9,
        system: Callable[..., Told] = SYSTEM,
    ) -> None:
        self.now = 0.0
        self.batches: list[list[str]] = []
        self.error: Exception | None = None
        self._folder = folder
        self._stop = threading.Event()
        self._news = threading.Condition()
        self._rounds = 0
        self._told: set[str] = set()

        def heard(*paths: Path, **options: Any) -> Told:
            for told in system(*paths, **options):
                with self._news:
                    self._told.update(name for _, name in told)
                    self._rounds += 1
                    self._news.notify_all()
                yield told

        def follow() -> None:
            try:
                for batch in whole_files(
                    folder, stop=self._stop, settle=SETTLE, without=without, most=most, sweep=sweep,
                    clock=lambda: self.now,
                ):  # fmt: skip
                    assert len(batch) <= most
                    with self._news:
                        self.batches.append([path.relative_to(folder).as_posix() for path in batch])
                        self._news.notify_all()
            except Exception as error:
                with self._news:
                    self.error = error
                    self._news.notify_all()

        self._patch = pytest.MonkeyPatch()
        self._patch.setattr(watching, "watch", heard)
        self._thread = threading.Thread(target=follow)

    def __enter__(self) -> Watched:
        self._thread.start()
        self.heard()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(BOUND)
        self._patch.undo()
        assert not self._thread.is_alive()

    @property
    def names(self) -> list[str]:
        """All files so far, in turn."""
        return [name for batch in self.batches for name in batch]

    def until(self, done: Callable[[], object]) -> None:
        """Lets the time run until ``done``."""
        with self._news:
            while not done():
                assert self._news.wait(BOUND), (self.batches, self.error)
                self.now += SETTLE / 4

    def until_names(self, *names: str) -> None:
        self.until(lambda: len(self.names) >= len(names) or self.error)
        assert (self.names, self.error) == (list(names), None)

    def heard(self, *names: str) -> None:
        """Waits, while the time stands still, until the system has told of files and all that it told was heeded."""
        wanted = {str(self._folder / name) for name in names}
        with self._news:
            assert self._news.wait_for(lambda: wanted <= self._told or self.error, BOUND), wanted - self._told
            goal = self._rounds + 2
            assert self._news.wait_for(lambda: self._rounds >= goal or self.error, BOUND)
            self._told.clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def _write(path: Path, text: str = "Fonden giver 2 mio. kr.") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_what_is_there_at_the_start_comes_first(folder: Path) -> None:
    for name in ("b.html", "a.txt", "sub/c.json", "photo.png", ".hidden.html", ".git/x.html", "d.ZIP"):
        _write(folder / name)
    with Watched(folder) as watched:
        watched.until(lambda: watched.batches)
        assert watched.batches == [["a.txt", "b.html", "d.ZIP", "sub/c.json"]]
        _write(folder / "later.html")
        watched.until_names("a.txt", "b.html", "d.ZIP", "sub/c.json", "later.html")


def test_a_file_that_is_written_slowly_comes_when_it_is_whole(folder: Path) -> None:
    with Watched(folder) as watched, (folder / "a.html").open("w") as file:
        for _ in range(8):
            file.write("x" * 1000)
            file.flush()
            watched.heard("a.html")
            watched.now += SETTLE * 0.9
        assert watched.names == []
        watched.until_names("a.html")


def test_a_process_writes_slowly(folder: Path) -> None:
    program = "import sys, time\nfor n in range(20): print('x' * 99, flush=True); time.sleep(0.01)"
    with Watched(folder) as watched, (folder / "a.txt").open("w") as file:
        subprocess.run([sys.executable, "-c", program], stdout=file, check=True)
        watched.until(lambda: watched.batches)
        assert watched.names == ["a.txt"]


@pytest.mark.parametrize(
    "name", ["a.html.part", "a.html.tmp", "a.html.crdownload", "a.html~", ".a.html.swp", ".a.html"]
)
def test_a_file_under_another_name_comes_when_it_gets_its_own(folder: Path, name: str) -> None:
    with Watched(folder) as watched:
        _write(folder / name)
        _write(folder / "b.html")
        watched.until_names("b.html")
        (folder / name).rename(folder / "a.html")
        watched.until_names("b.html", "a.html")


def test_a_file_that_is_moved_in(folder: Path) -> None:
    _write(folder.parent / "a.html")
    with Watched(folder) as watched:
        (folder.parent / "a.html").rename(folder / "a.html")
        watched.until_names("a.html")


def test_a_file_that_vanishes_before_it_is_whole(folder: Path) -> None:
    with Watched(folder) as watched:
        _write(folder / "a.html")
        watched.heard("a.html")
        (folder / "a.html").unlink()
        _write(folder / "b.html")
        watched.until_names("b.html")


@pytest.mark.parametrize("anew", [True, False])
def test_a_file_that_is_changed_comes_again(folder: Path, anew: bool) -> None:
    with Watched(folder) as watched:
        _write(folder / "a.html", "long " * 99)
        watched.until_names("a.html")
        if anew:
            _write(folder / "a.new", "short")
            (folder / "a.new").replace(folder / "a.html")
        else:
            _write(folder / "a.html", "short")
        watched.until_names("a.html", "a.html")
        os.chmod(folder / "a.html", 0o600)  # no change of what there is to read
        _write(folder / "b.html")
        watched.until_names("a.html", "a.html", "b.html")


def test_folders_that_are_made_inside(folder: Path) -> None:
    with Watched(folder) as watched:
        for number in range(5):
            _write(folder / f"{number}/deep/deeper/a.html")
            _write(folder / f"{number}/.hidden/a.html")
        watched.until(lambda: len(watched.names) == 5)
        assert sorted(watched.names) == [f"{number}/deep/deeper/a.html" for number in range(5)]
        _write(folder / "3/deep/b.html")
        watched.until(lambda: len(watched.names) == 6)
        assert watched.names[-1] == "3/deep/b.html"


def test_a_folder_that_is_moved_in_and_renamed(folder: Path) -> None:
    _write(folder.parent / "new" / "sub" / "a.html")
    _write(folder.parent / "new" / "b.html")
    with Watched(folder) as watched:
        (folder.parent / "new").rename(folder / "old")
        watched.until_names("old/b.html", "old/sub/a.html")
        (folder / "old").rename(folder / "x")
        watched.until_names("old/b.html", "old/sub/a.html", "x/b.html", "x/sub/a.html")


@pytest.mark.parametrize("out", ["in/out", "in/deep/out", "."])
def test_what_the_run_writes_is_not_read(folder: Path, out: str) -> None:
    results = folder.parent / out
    _write(results / "pages" / "0.html")
    with Watched(folder, without=results) as watched:
        _write(results / "pages" / "1.html")
        _write(results / "new" / "2.html")
        _write(folder / "a.html")
        watched.until_names("a.html")


def test_links_to_folders_are_not_followed(folder: Path) -> None:
    _write(folder.parent / "other" / "a.html")
    (folder / "before").symlink_to(folder.parent / "other")
    with Watched(folder) as watched:
        (folder / "after").symlink_to(folder.parent / "other")
        _write(folder.parent / "other" / "b.html")
        _write(folder / "c.html")
        watched.until_names("c.html")


def test_pipes_are_not_opened(folder: Path) -> None:
    with Watched(folder) as watched:
        os.mkfifo(folder / "a.txt")
        _write(folder / "b.txt")
        watched.until_names("b.txt")


def test_many_files_at_once_are_one_batch(folder: Path) -> None:
    with Watched(folder) as watched:
        for number in range(3_000):
            (folder / f"{number:04}.txt").write_text("x")
        watched.heard(*(f"{number:04}.txt" for number in range(3_000)))
        watched.until(lambda: len(watched.names) == 3_000)
        assert watched.names == [f"{number:04}.txt" for number in range(3_000)]
        assert len(watched.batches) == 1


def test_no_more_files_than_may_wait_at_once(folder: Path) -> None:
    for number in range(20):
        _write(folder / f"{number:02}.txt")
    with Watched(folder, most=8) as watched:
        watched.until(lambda: len(watched.names) == 20)
        for number in range(20, 50):
            _write(folder / f"{number}.txt")
        watched.until(lambda: len(watched.names) >= 50)
        assert sorted(watched.names) == [f"{number:02}.txt" for number in range(50)]


def test_what_the_system_does_not_tell_is_found(folder: Path) -> None:
    def deaf(*_: object, stop_event: threading.Event, rust_timeout: int, **__: object) -> Told:
        while not stop_event.wait(rust_timeout / 1000):
            yield set()

    _write(folder / "a.html")
    with Watched(folder, sweep=5 * SETTLE, system=deaf) as watched:
        watched.until_names("a.html")
        _write(folder / "new" / "b.html")
        watched.until_names("a.html", "new/b.html")


def test_a_name_that_is_no_unicode(folder: Path) -> None:
    with Watched(folder) as watched:
        name = os.fsdecode(b"\xe6.html")
        _write(folder / name)
        watched.until_names(name)
        _write(folder / "b.html")
        watched.until_names(name, "b.html")


def test_a_folder_that_the_system_does_not_watch(folder: Path) -> None:
    def full(*_: object, **__: object) -> Told:
        raise OSError("OS file watch limit reached")
        yield set()

    with Watched(folder, system=full) as watched:
        watched.until(lambda: watched.error)
        assert "in: cannot be watched: OS file watch limit reached (check" in str(watched.error)


def test_a_folder_that_goes_away(folder: Path) -> None:
    with Watched(folder) as watched:
        folder.rmdir()
        watched.until(lambda: watched.error)
        assert isinstance(watched.error, WatchError)
        assert "the folder is gone" in str(watched.error)


@pytest.mark.parametrize(
    ("name", "without", "reason"), [("none", None, "no such folder"), ("in", "in/../in", "read as releases")]
)
def test_what_cannot_be_watched(folder: Path, name: str, without: str | None, reason: str) -> None:
    root = folder.parent
    avoided = None if without is None else root / without
    with pytest.raises(WatchError, match=reason):
        next(whole_files(root / name, stop=threading.Event(), without=avoided))


def test_nothing_comes_after_a_stop(folder: Path) -> None:
    _write(folder / "a.html")
    stop = threading.Event()
    stop.set()
    assert list(whole_files(folder, stop=stop, settle=SETTLE)) == []


def test_names_are_as_the_folder_was_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(folder / "a.html")
    monkeypatch.chdir(folder)
    (folder.parent / "link").symlink_to(folder)
    for given, name in ((Path("."), "a.html"), (Path("../link"), "../link/a.html")):
        stop = threading.Event()
        batch = next(whole_files(given, stop=stop, settle=SETTLE))
        assert [path.as_posix() for path in batch] == [name]
