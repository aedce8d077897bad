"""The folder of a run, made from the store: what releases contradict, and what people decided, stands everywhere."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from tests.diff.judged import judged, subjects_in
from tests.releases import SAMPLE, contradicting, plain
from tests.store.filled import filled
from tests.support import patterns

from extract.assemble.confidence import compile_confidence, judged_shares
from extract.decide import Silence
from extract.feed import FORMATS, Format, write_view
from extract.ingest import IngestFailure
from extract.records.release import Release, Section
from extract.store import RunReport, stored
from extract.store.deciding import add_decisions


def _view(
    out: Path,
    *given: Release | IngestFailure,
    decisions: Sequence[Silence] = (),
    formats: tuple[Format, ...] = FORMATS,
) -> RunReport:
    with filled(out.parent / "press.db", *given) as (store, run):
        add_decisions(store, decisions)
        return write_view(store, run, out, formats, patterns=patterns())


def test_the_records_are_those_of_the_run(tmp_path: Path) -> None:
    failure = IngestFailure("æble.pdf", "a PDF (save its text)")
    short = plain("b").model_copy(update={"extractor": SAMPLE.extractor})
    report = _view(tmp_path / "out", SAMPLE, failure, short, SAMPLE)
    lines = (tmp_path / "out" / "releases.jsonl").read_text("utf-8").splitlines()
    renamed = SAMPLE.model_copy(update={"id": f"{SAMPLE.id}-2"})
    assert lines == [SAMPLE.json_line(), short.json_line(), renamed.json_line()]
    assert json.loads((tmp_path / "out" / "errors.jsonl").read_text("utf-8"))["uri"] == "æble.pdf"
    assert (report.releases, report.failures, report.renamed) == (3, 1, 1)
    told = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert (told["releases"], told["granted"]) == (3, {"DKK": "18400000"})


def test_a_record_that_contradicts_itself_is_a_failure(tmp_path: Path) -> None:
    outside = plain("outside", "kort", sections=(Section(id="s1", kind="body", start=0, end=99),))
    report = _view(tmp_path / "out", plain("a"), outside)
    assert (report.releases, report.failures) == (1, 1)
    assert "outside the text" in (tmp_path / "out" / "errors.jsonl").read_text("utf-8")


def test_what_two_releases_say_of_one_project_stands_everywhere(tmp_path: Path) -> None:
    _view(tmp_path, SAMPLE, contradicting("5000000", "2026-01-10"))
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
    assert json.loads((tmp_path / "run.json").read_text("utf-8"))["checks"]["doubt"] == 4
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
    again = contradicting("5000000", "2026-01-10")
    report = _view(tmp_path, SAMPLE, again, decisions=[silence])
    assert (report.checks["doubt"], report.silenced) == (3, 1)


def test_a_rejected_rule_is_less_sure_in_what_is_written_and_the_store_keeps_what_was_read(tmp_path: Path) -> None:
    rule = next(rule for kind, rule in compile_confidence(patterns()) if kind == "amounts" and rule)
    sure = tuple(one.model_copy(update={"rule": rule, "confidence": 0.97}) for one in SAMPLE.amounts)
    before = SAMPLE.model_copy(update={"amounts": tuple(one.model_copy(update={"role": "other"}) for one in sure)})
    after = SAMPLE.model_copy(update={"amounts": sure})
    with filled(tmp_path / "press.db", before) as (store, first), filled(tmp_path / "press.db", after) as (_, run):
        found = [one for one in subjects_in(store, first.id, run.id) if one.of == "amounts"]
        assert len(found) == len(sure)
        write_view(store, run, tmp_path / "a", FORMATS, patterns=patterns())
        add_decisions(store, [judged("reject", one, batch=one.record) for one in found])
        write_view(store, run, tmp_path / "b", FORMATS, patterns=patterns())
        kept = next(stored(store, run)).read()
    share = judged_shares(patterns(), {("amounts", rule): (0, len(found))})["amounts", rule]
    assert share < 0.97
    assert kept == after
    for folder, expected in (("a", 0.97), ("b", share)):
        line = (tmp_path / folder / "releases.jsonl").read_text("utf-8")
        written = Release.model_validate_json(line)
        assert {one.confidence for one in written.amounts} == {expected}
        assert written.projects == SAMPLE.projects
        with sqlite3.connect(tmp_path / folder / "releases.sqlite") as database:
            assert database.execute("SELECT DISTINCT confidence FROM amount").fetchall() == [(expected,)]
