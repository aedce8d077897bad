"""A check is silenced on the command line, and the next run heeds it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.check.planted import FAULTS, consistent, written
from tests.releases import SAMPLE, contradicting
from tests.store.filled import filled
from typer.testing import CliRunner

from extract.cli import app

SUM = "grants_sum_to_stated_total"


def call(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.output


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of a release whose list lacks an entry, run into outputs/."""
    monkeypatch.chdir(tmp_path)
    Path("havn.txt").write_text(written(FAULTS["a dropped item"](consistent(1), 1).told), "utf-8")
    assert call("run", "havn.txt", "--no-model")[0] == 0
    return str(checks()[0])


def checks() -> tuple[str, dict[str, str | None]]:
    record = json.loads(Path("outputs/releases.jsonl").read_text("utf-8").splitlines()[0])
    return record["id"], {c["code"]: c["silenced"] for c in record["checks"]}


def test_the_next_run_heeds_a_decision(release: str) -> None:
    code, said = call("silence", release, SUM, "--reason", "Fonden har trukket et projekt", "--by", "Åse")
    assert (code, "silenced in outputs/press.db" in said) == (0, True)
    code, said = call("run", "havn.txt", "--no-model")
    assert "silenced   1 checks" in said
    assert checks()[1][SUM] == "Fonden har trukket et projekt"
    assert call("silence", release, SUM, "--undo")[0] == 0
    assert "silenced" not in call("run", "havn.txt", "--no-model")[1]
    assert checks()[1][SUM] is None
    call("silence", release, SUM, "--reason", "Fonden har trukket et projekt")
    assert call("export")[0] == 0
    page = next(path for path in Path("outputs/pages").iterdir() if path.name != "index.html").read_text("utf-8")
    assert "Lagt til side: <bdi>Fonden har trukket et projekt</bdi>" in page


def test_what_releases_contradict_is_silenced_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with filled("outputs/press.db", SAMPLE, contradicting("5000000", "2026-01-10")):
        pass
    code = "grant_agrees_with_other_release"
    assert call("silence", SAMPLE.id, code, "--reason", "Forhøjet", "--stated", "4500000")[0] == 0
    assert "has no such check" in call("silence", SAMPLE.id, code, "--reason", "x", "--stated", "1")[1]
    call("export", "--format", "jsonl")
    assert checks()[1][code] == "Forhøjet"


def test_silences_go_from_store_to_store(release: str) -> None:
    call("silence", release, SUM, "--reason", "Aftalt")
    assert call("decisions", "export", "mine.jsonl")[0] == 0
    assert call("run", "havn.txt", "--no-model", "--out", "other")[0] == 0
    assert "1 new decisions" in call("decisions", "import", "mine.jsonl", "--store", "other/press.db")[1]
    assert "silenced   1 checks" in call("run", "havn.txt", "--no-model", "--out", "other")[1]


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("RELEASE", "name_variant"), "has no such check to look at; it has"),
        (("RELEASE", SUM, "--stated", "1"), "has no such check"),
        (("text-none", SUM), "holds no release text-none"),
        (("RELEASE", SUM, "--store", "elsewhere.db"), "elsewhere.db: no such store"),
    ],
)
def test_what_cannot_be_silenced_is_said(release: str, arguments: tuple[str, ...], fault: str) -> None:
    named = [release if a == "RELEASE" else a for a in arguments]
    code, said = call("silence", *named, "--reason", "x")
    assert (code, fault in " ".join(said.split())) == (2, True), said


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ((), "give --reason, or --undo"),
        (("--reason", "x", "--undo"), "give --reason, or --undo"),
        (("--undo",), "has no such check that is silenced; it has none"),
    ],
)
def test_it_is_silenced_or_taken_back(release: str, more: tuple[str, ...], fault: str) -> None:
    code, said = call("silence", release, SUM, *more)
    assert (code, fault in " ".join(said.split())) == (2, True), said
