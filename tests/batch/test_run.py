"""The run loop over a real store: nothing stops it, nothing comes twice, and a stopped run goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from tests.batch.readers import INFO, OddReader, WordReader
from tests.batch.watched import Kept, run_into
from tests.releases import SAMPLE

from extract.batch import Input, Workers, extracted
from extract.ingest import Hints, IngestFailure
from extract.records.release import Release, SourceFormat
from extract.store import RunReport


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    return tmp_path


def _write(*files: str) -> list[str]:
    for n, content in enumerate(files):
        Path(f"{n}.txt").write_text(content)
    return [f"{n}.txt" for n in range(len(files))]


def _run(*files: str) -> Kept:
    return run_into("../press.db", _write(*files), WordReader())


def test_one_bad_document_never_stops_a_run(there: Path) -> None:
    kept = _run("one", "raise", "", "fail two", "half three", "four raise five")
    assert kept.ids == ["one", "two", "three", "four"]
    fault = "a fault in press-extract: RuntimeError: two lines (please report it)"
    assert [(uri, kind) for uri, kind, _ in kept.failures] == [
        ("1.txt", "fault"), ("2.txt", "content"), ("3.txt#1", "content"), ("4.txt", "fault"), ("5.txt", "fault")
    ]  # fmt: skip
    assert [reason for uri, _, reason in kept.failures if uri in ("1.txt", "5.txt")] == [fault, fault]
    assert kept.failures[3][2].startswith("half cannot be kept: ")
    assert (kept.report.releases, kept.report.failures, kept.run.is_open) == (4, 5, False)


def test_a_second_release_of_an_id_is_kept_under_another(there: Path) -> None:
    kept = _run("a a-2", "a", "a", "a a a")
    assert kept.ids == ["a", "a-2", "a-3", "a-4", "a-5", "a-6", "a-7"]
    assert kept.report.renamed == 5


def test_a_refused_release_does_not_take_its_id(there: Path) -> None:
    kept = _run("half", "half")
    assert (len(kept.failures), kept.ids) == (2, [])


def test_the_report_adds_up(there: Path) -> None:
    class SampleReader:
        info = INFO
        patterns = None

        def read(
            self, data: bytes, *, uri: str, format: SourceFormat | None = None, hints: Hints | None = None
        ) -> Iterator[Release]:
            yield SAMPLE

    for name in ("a.txt", "b.txt", "c.png"):
        Path(name).write_text("")
    assert run_into("../press.db", ["."], SampleReader()).report == RunReport(
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


def test_an_interrupt_goes_through_and_what_was_committed_stays(there: Path) -> None:
    class Stopping(WordReader):
        def read(
            self, data: bytes, *, uri: str, format: SourceFormat | None = None, hints: Hints | None = None
        ) -> Iterator[Release | IngestFailure]:
            if data == b"stop":
                raise KeyboardInterrupt
            yield from super().read(data, uri=uri)

    sources = _write("a", "stop", "b")
    with pytest.raises(KeyboardInterrupt):
        run_into("../press.db", sources, Stopping())
    Path("1.txt").write_text("c")
    assert run_into("../press.db", sources, WordReader()).ids == ["a", "c", "b"]


def test_extracted_needs_nothing_but_its_input(there: Path) -> None:
    found = list(extracted(Input("a.txt", Path("a.txt"), b"one two"), WordReader()))
    assert [release.id for release in found if isinstance(release, Release)] == ["one", "two"]


# ---------------------------------------------------------------- what comes again


def _after(count: int) -> Callable[[], bool]:
    """Says stop once it was asked ``count`` times."""
    asked = iter(range(count))
    return lambda: next(asked, None) is None


def test_the_same_content_is_not_read_again(there: Path) -> None:
    first = _run("a", "raise", "b fail")
    again = _run("a", "raise", "b fail")
    assert again.events == ["run 2 from 0", "0.txt: known", "1.txt: known", "2.txt: known"]
    assert (again.ids, again.failures) == (first.ids, first.failures)
    assert (again.run.inputs, again.run.reused) == (3, 3)


def test_changed_content_is_read_and_so_is_everything_with_force(there: Path) -> None:
    _run("a", "b")
    assert _run("a", "c").events == ["run 2 from 0", "0.txt: known", "1.txt: 1"]
    assert run_into("../press.db", ["0.txt"], WordReader(), force=True).events[1:] == ["0.txt: 1"]
    assert _run("a", "b").ids == ["a", "b"]  # what it was before is known, too


def test_another_extractor_reads_everything(there: Path) -> None:
    sources = _write("a", "b")
    run_into("../press.db", sources, WordReader())
    other = WordReader(INFO.model_copy(update={"patterns": "sha256:1"}))
    kept = run_into("../press.db", sources, other)
    assert kept.events == ["run 2 from 0", "0.txt: 1", "1.txt: 1"]
    assert {release.extractor.patterns for release in kept.releases} == {"sha256:1"}


def test_what_is_not_there_is_looked_for_again(there: Path) -> None:
    assert run_into("../press.db", ["gone.txt"], WordReader()).failures[0][1] == "source"
    Path("gone.txt").write_text("a")
    assert run_into("../press.db", ["gone.txt"], WordReader()).ids == ["a"]


def test_what_harmed_its_process_is_read_again_only_when_asked(there: Path) -> None:
    sources = _write("a", "kill", "b")

    def again(**more: bool) -> list[str]:
        workers = Workers(OddReader, 1, timeout=5, memory=None)
        return run_into("../press.db", sources, OddReader(), workers=lambda _: workers, **more).events

    assert again() == ["run 1 from 0", "0.txt: 1", "1.txt: 0", "failed 1.txt", "2.txt: 1"]
    assert again() == ["run 2 from 0", "0.txt: known", "1.txt: known", "2.txt: known"]
    assert again(retry=True) == ["run 3 from 0", "0.txt: known", "1.txt: 0", "failed 1.txt", "2.txt: known"]


@pytest.mark.parametrize("at", range(6))
def test_a_stopped_run_goes_on(there: Path, at: int) -> None:
    sources = [*_write("a", "b a", "raise", "c"), "gone.txt"]
    whole = run_into("../whole.db", sources, WordReader())
    stopped = run_into("../press.db", sources, WordReader(), stop=_after(at))
    assert stopped.ended.done == (at == 5)
    assert (stopped.run.is_open, stopped.run.inputs) == (at < 5, at)
    on = run_into("../press.db", sources, WordReader())
    if at < 5:
        assert on.events[0] == f"run 1 from {at}"
        assert on.ended.took == 5 - at
    assert (on.ids, on.failures) == (whole.ids, whole.failures)


def test_a_run_goes_on_though_files_came_and_went(there: Path) -> None:
    _write("a", "b", "c", "d")
    run_into("../press.db", ["."], WordReader(), stop=_after(2))
    Path("00.txt").write_text("new")
    Path("1.txt").unlink()
    on = run_into("../press.db", ["."], WordReader())
    assert on.events[0] == "run 1 from 2"
    assert on.ids == ["a", "b", "new", "c", "d"]
    assert (on.report.skipped, on.report.releases) == (0, 5)


def test_other_sources_or_options_are_another_run(there: Path) -> None:
    sources = _write("a", "b")
    run_into("../press.db", sources, WordReader(), stop=_after(1))
    assert run_into("../press.db", sources[:1], WordReader()).events[0] == "run 2 from 0"
    assert run_into("../press.db", sources, WordReader(), force=True).events[0] == "run 3 from 0"
    assert run_into("../press.db", sources, WordReader()).events[0] == "run 1 from 1"


def test_an_address_comes_once(there: Path) -> None:
    sources = _write("a", "b")
    kept = run_into("../press.db", [*sources, ".", "0.txt"], WordReader())
    assert kept.ids == ["a", "b"]
    assert kept.report.skipped == 3
