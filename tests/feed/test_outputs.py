from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from tests.releases import SAMPLE, plain

from extract.feed import FORMATS, Format, OutputError, Outputs, RecordError
from extract.ingest import IngestFailure
from extract.records.release import Release, Section
from extract.store import RunReport

REPORT = RunReport(releases=1, failures=1)


def _write(out: Path, *releases: Release, formats: tuple[Format, ...] = FORMATS) -> None:
    with Outputs(out, formats) as outputs:
        for release in releases:
            outputs.write(release)
        outputs.fail(IngestFailure("æble.pdf", "a PDF (save its text)"))
        outputs.finish(REPORT)


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_run_leaves_every_format(tmp_path: Path) -> None:
    _write(tmp_path, SAMPLE)
    files = _files(tmp_path)
    assert {"releases.jsonl", "errors.jsonl", "releases.sqlite", "run.json", "csv/project.csv"} < files
    assert {"pages/index.html", "pages/havnefonden-2025-04.html"} < files
    line = (tmp_path / "releases.jsonl").read_text("utf-8")
    assert Release.model_validate_json(line) == SAMPLE
    assert json.loads((tmp_path / "errors.jsonl").read_text("utf-8")) == {
        "uri": "æble.pdf",
        "reason": "a PDF (save its text)",
    }
    assert "æble.pdf" in (tmp_path / "pages/index.html").read_text("utf-8")


def test_the_same_releases_give_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        _write(tmp_path / folder, SAMPLE, plain("other"))
    for name in _files(tmp_path / "a") - {"releases.sqlite"}:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_formats_can_be_chosen_and_what_is_no_longer_made_goes(tmp_path: Path) -> None:
    _write(tmp_path, SAMPLE, plain("gone"))
    (tmp_path / "pages" / "notes.txt").write_text("mine")
    _write(tmp_path, SAMPLE, formats=("jsonl",))
    assert _files(tmp_path) == {"releases.jsonl", "errors.jsonl", "timelines.jsonl", "run.json", "pages/notes.txt"}


def _stopped(out: Path, fault: type[BaseException]) -> None:
    with Outputs(out) as outputs:
        outputs.write(plain("half"))
        raise fault


def test_a_fault_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    _write(tmp_path, SAMPLE)
    before = {name: (tmp_path / name).read_bytes() for name in _files(tmp_path)}
    for fault in (KeyboardInterrupt, OSError):
        with pytest.raises(fault):
            _stopped(tmp_path, fault)
    assert {name: (tmp_path / name).read_bytes() for name in _files(tmp_path)} == before


def test_a_fault_leaves_no_folder_that_was_not_there(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        _stopped(tmp_path / "a" / "b", KeyboardInterrupt)
    assert list(tmp_path.iterdir()) == []


def test_files_of_others_are_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "index.html").write_text("mine")
    with pytest.raises(OutputError, match=r"no run\.json says"), Outputs(tmp_path):
        pass
    assert _files(tmp_path) == {"pages/index.html"}


@pytest.mark.parametrize("content", ["[]", "{", '{"files": 3}'])
def test_a_manifest_of_others_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "run.json").write_text(content)
    with pytest.raises(OutputError, match=r"not of press-extract"), Outputs(tmp_path):
        pass


def test_a_manifest_cannot_name_files_elsewhere(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "precious.txt").write_text("mine")
    (out / "notes.txt").write_text("mine")
    names = ["../precious.txt", "notes.txt", "pages/../notes.txt", "pages/..", str(tmp_path / "precious.txt")]
    (out / "run.json").write_text(json.dumps({"files": names}))
    _write(out, SAMPLE)
    assert (tmp_path / "precious.txt").exists()
    assert (out / "notes.txt").exists()


def test_a_file_in_the_folders_place_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputError, match="is a file"), Outputs(tmp_path / "out"):
        pass


_OUTSIDE = plain("outside", "kort", sections=(Section(id="s1", kind="body", start=0, end=99),))
_HALF = plain("half", "halv \ud83d smiley")


@pytest.mark.parametrize("release", [_OUTSIDE, _HALF], ids=lambda release: release.id)
def test_a_record_that_cannot_be_kept_is_kept_nowhere(tmp_path: Path, release: Release) -> None:
    with Outputs(tmp_path) as outputs:
        outputs.write(plain("first"))
        with pytest.raises(ValueError, match=r"outside the text|surrogate"):
            outputs.write(release)
        outputs.write(plain("last"))
        outputs.finish(REPORT)
    lines = (tmp_path / "releases.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["first", "last"]
    database = sqlite3.connect(tmp_path / "releases.sqlite")
    assert database.execute("SELECT id FROM release ORDER BY rowid").fetchall() == [("first",), ("last",)]
    database.close()


def test_record_error_is_a_value_error() -> None:
    assert issubclass(RecordError, ValueError)
