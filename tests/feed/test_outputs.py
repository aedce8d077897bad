from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from tests.releases import SAMPLE, plain
from tests.support import patterns

from extract.batch import RunReport
from extract.check.between import compile_finished
from extract.decide import Decisions, Silence
from extract.feed import FORMATS, Format, OutputError, Outputs, RecordError
from extract.ingest import IngestFailure
from extract.records.release import ProjectAmount, Release, Section

FINISHED = compile_finished(patterns())
REPORT = RunReport(releases=1, failures=1)


def _write(out: Path, *releases: Release, formats: tuple[Format, ...] = FORMATS) -> None:
    with Outputs(out, formats, finished=FINISHED) as outputs:
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
    with Outputs(out, finished=FINISHED) as outputs:
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
    with pytest.raises(OutputError, match=r"no run\.json says"), Outputs(tmp_path, finished=FINISHED):
        pass
    assert _files(tmp_path) == {"pages/index.html"}


@pytest.mark.parametrize("content", ["[]", "{", '{"files": 3}'])
def test_a_manifest_of_others_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "run.json").write_text(content)
    with pytest.raises(OutputError, match=r"not of press-extract"), Outputs(tmp_path, finished=FINISHED):
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
    with pytest.raises(OutputError, match="is a file"), Outputs(tmp_path / "out", finished=FINISHED):
        pass


_OUTSIDE = plain("outside", "kort", sections=(Section(id="s1", kind="body", start=0, end=99),))
_HALF = plain("half", "halv \ud83d smiley")


@pytest.mark.parametrize("release", [_OUTSIDE, _HALF], ids=lambda release: release.id)
def test_a_record_that_cannot_be_kept_is_kept_nowhere(tmp_path: Path, release: Release) -> None:
    with Outputs(tmp_path, finished=FINISHED) as outputs:
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


def _again(granted: str, day: str) -> Release:
    """The first project of SAMPLE, in a later release with another grant."""
    first, *_ = SAMPLE.projects
    money = ProjectAmount(value=Decimal(granted), currency="DKK", amount="a3")
    stated = {"a3": {"value": Decimal(granted), "low": Decimal(granted), "high": Decimal(granted)}}
    return SAMPLE.model_copy(
        update={
            "id": "havnefonden-2026-01",
            "title": "Kajhuset får mere",
            "published_at": datetime.fromisoformat(day),
            "projects": (first.model_copy(update={"granted": money}),),
            "amounts": tuple(a.model_copy(update=stated.get(a.id, {})) for a in SAMPLE.amounts),
        }
    )


def test_what_two_releases_say_of_one_project_stands_everywhere(tmp_path: Path) -> None:
    _write(tmp_path, SAMPLE, _again("5000000", "2026-01-10"))
    lines = [json.loads(line) for line in (tmp_path / "releases.jsonl").read_text("utf-8").splitlines()]
    found = [[c for c in line["checks"] if c["code"] == "grant_agrees_with_other_release"] for line in lines]
    assert [[(c["stated"], c["found"]) for c in own] for own in found] == [
        [("4500000", "5000000")],
        [("5000000", "4500000")],
    ]
    (timeline,) = [json.loads(line) for line in (tmp_path / "timelines.jsonl").read_text("utf-8").splitlines()]
    assert [(s["release"], s["stage"]) for s in timeline["steps"]] == [
        ("havnefonden-2025-04", "granted"), ("havnefonden-2026-01", "changed")
    ]  # fmt: skip
    page = (tmp_path / "pages" / "havnefonden-2025-04.html").read_text("utf-8")
    assert 'href="havnefonden-2026-01.html"><bdi>Kajhuset får mere' in page
    index = (tmp_path / "pages" / "index.html").read_text("utf-8")
    assert index.count('data-label="At se på">2<') == 2
    assert json.loads((tmp_path / "run.json").read_text("utf-8"))["checks"]["doubt"] == 2
    with sqlite3.connect(tmp_path / "releases.sqlite") as database:
        steps = database.execute("SELECT release, stage, disagrees FROM timeline_step ORDER BY position").fetchall()
        checks = database.execute("SELECT count(*) FROM check_result WHERE code LIKE 'grant_agrees%'").fetchone()
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert steps == [("havnefonden-2025-04", "granted", 0), ("havnefonden-2026-01", "changed", 1)]
    assert checks == (2,)
    assert (tmp_path / "csv" / "timeline_step.csv").read_text("utf-8").count("\n") == 3


def test_a_decision_holds_for_what_releases_contradict(tmp_path: Path) -> None:
    silence = Silence(
        release="havnefonden-2025-04",
        code="grant_agrees_with_other_release",
        stated="4500000",
        found="5000000",
        reason="Forhøjet",
    )
    with Outputs(tmp_path, finished=FINISHED, decisions=Decisions.of([silence])) as outputs:
        for release in (SAMPLE, _again("5000000", "2026-01-10")):
            outputs.write(release)
        report = outputs.finish(REPORT)
    assert (report.checks["doubt"], report.silenced) == (1, 1)
