from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from tests.releases import SAMPLE, plain

from extract.batch import Input, RunReport, process, run
from extract.ingest import IngestFailure
from extract.records.release import Release, SourceFormat


class WordReader:
    """A pipeline of its own kind: each word of a file is a release with that id; some words misbehave."""

    def read(self, data: bytes, *, uri: str, format: SourceFormat | None = None) -> Iterator[Release | IngestFailure]:
        for word in data.decode().split():
            if word == "raise":
                raise RuntimeError("two\nlines")
            yield IngestFailure(f"{uri}#1", "no release") if word == "fail" else plain(word)


class Kept:
    """Keeps everything in memory and refuses ids that begin with ``refuse``."""

    def __init__(self) -> None:
        self.releases: list[Release] = []
        self.failures: list[IngestFailure] = []
        self.events: list[str] = []

    def write(self, release: Release) -> None:
        if release.id.startswith("refuse"):
            raise ValueError("a fault")
        self.releases.append(release)

    def fail(self, failure: IngestFailure) -> None:
        self.failures.append(failure)

    def begin(self, source: Input) -> None:
        self.events.append(source.uri)

    def failed(self, failure: IngestFailure) -> None:
        self.events.append(f"failed {failure.uri}")

    def renamed(self, uri: str, old: str, new: str) -> None:
        self.events.append(f"{old} -> {new}")


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(*files: str) -> tuple[RunReport, Kept]:
    for n, content in enumerate(files):
        Path(f"{n}.txt").write_text(content)
    kept = Kept()
    return run([f"{n}.txt" for n in range(len(files))], WordReader(), kept, kept), kept


def test_one_bad_document_never_stops_a_run(there: Path) -> None:
    report, kept = _run("one", "raise", "", "fail two", "refuse three", "four raise five")
    assert [release.id for release in kept.releases] == ["one", "two", "three", "four"]
    assert [(failure.uri, failure.reason) for failure in kept.failures] == [
        ("1.txt", "a fault in press-extract: RuntimeError: two lines (please report it)"),
        ("2.txt", "holds no release (check that it is a press release)"),
        ("3.txt#1", "no release"),
        ("4.txt", "refuse cannot be kept: a fault (please report it)"),
        ("5.txt", "a fault in press-extract: RuntimeError: two lines (please report it)"),
    ]
    assert (report.releases, report.failures) == (4, 5)


def test_a_second_release_of_an_id_is_kept_under_another(there: Path) -> None:
    report, kept = _run("a a-2", "a", "a")
    assert [release.id for release in kept.releases] == ["a", "a-2", "a-3", "a-4"]
    assert report.renamed == 2
    assert "a -> a-3" in kept.events


def test_a_refused_release_does_not_take_its_id(there: Path) -> None:
    _, kept = _run("refuse", "refuse")
    assert len(kept.failures) == 2
    assert all("refuse cannot be kept" in failure.reason for failure in kept.failures)


def test_results_leave_before_the_next_is_read(there: Path) -> None:
    kept = Kept()
    seen_at_begin: list[int] = []

    class Watching(Kept):
        def begin(self, source: Input) -> None:
            seen_at_begin.append(len(kept.releases))

    for name in ("a", "b", "c"):
        Path(f"{name}.txt").write_text(name)
    run(["."], WordReader(), kept, Watching())
    assert seen_at_begin == [0, 1, 2]


def test_the_report_adds_up(there: Path) -> None:
    class SampleReader:
        def read(self, data: bytes, *, uri: str, format: SourceFormat | None = None) -> Iterator[Release]:
            yield SAMPLE

    for name in ("a.txt", "b.txt", "c.png"):
        Path(name).write_text("")
    kept = Kept()
    report = run(["."], SampleReader(), kept, kept)
    assert report == RunReport(
        releases=2,
        projects=6,
        granted={"DKK": Decimal(18400000)},
        quotes=4,
        places=6,
        checks={"ok": 2, "mismatch": 0, "repaired": 0, "doubt": 2},
        failures=0,
        skipped=1,
        renamed=1,
    )


def test_a_stop_goes_through(there: Path) -> None:
    class Stopping:
        def read(self, data: bytes, *, uri: str, format: SourceFormat | None = None) -> Iterator[Release]:
            raise KeyboardInterrupt
            yield

    Path("a.txt").write_text("a")
    with pytest.raises(KeyboardInterrupt):
        run(["a.txt"], Stopping(), Kept(), Kept())


def test_process_needs_nothing_but_its_input(there: Path) -> None:
    Path("a.txt").write_text("one two")
    found = list(process(Input("a.txt", Path("a.txt")), WordReader()))
    assert [release.id for release in found if isinstance(release, Release)] == ["one", "two"]
