"""``press-extract feed``: what it says, and what it leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.feed.reading import contents, expected, releases_of
from tests.releases import SAMPLE, plain
from tests.store.filled import filled
from typer.testing import CliRunner, Result

from extract.cli import app
from extract.decide import Silence
from extract.records.release import Project
from extract.store import opened
from extract.store.deciding import add_decisions


def _call(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["feed", *arguments], env={"COLUMNS": "200"})


def test_without_a_word_it_feeds_the_latest_run_into_duckdb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with filled("outputs/press.db", SAMPLE):
        pass
    done = _call()
    assert (done.exit_code, done.stdout) == (0, "run 1 into outputs/press.duckdb: 1 new\n")
    assert _call().stdout == "run 1 into outputs/press.duckdb: 1 unchanged\n"
    assert releases_of(contents("duckdb:///outputs/press.duckdb")) == expected(SAMPLE)


def test_a_check_that_was_silenced_has_its_reason(tmp_path: Path) -> None:
    with filled(tmp_path / "press.db", SAMPLE):
        pass
    where = f"sqlite:///{tmp_path}/x.sqlite"
    assert _call(where, "--store", str(tmp_path / "press.db")).exit_code == 0
    silence = Silence(release=SAMPLE.id, code="project_count", stated="3", found="3", reason="Set efter")
    with opened(tmp_path / "press.db") as store:
        add_decisions(store, [silence])
    assert "1 changed" in _call(where, "--store", str(tmp_path / "press.db")).stdout
    assert [row["silenced"] for row in contents(where)["check_result"] if row["silenced"]] == ["Set efter"]


def test_a_record_that_contradicts_itself_is_told(tmp_path: Path) -> None:
    with filled(tmp_path / "press.db", SAMPLE, plain("bad", projects=(Project(id="p1", name="P", place="l9"),))):
        pass
    done = _call(f"csv:{tmp_path}/csv", "--store", str(tmp_path / "press.db"))
    assert done.exit_code == 1
    assert "bad cannot be fed" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["nowhere"], "is no destination"),
        (["csv:{}/x", "--run", "9"], "holds no run 9"),
        (["csv:{}/x", "--since", "two"], "names no run"),
        (["csv:{}/x", "--only", "accepted"], "nobody has accepted a record yet"),
        (["csv:{}"], "holds press.db, which is not of a feed"),
        (["jsonl:{}/press.db"], "no feed made it"),
        (["csv:{}/x", "--store", "{}/none.db"], "no such store"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(arguments: list[str], fault: str, tmp_path: Path) -> None:
    with filled(tmp_path / "press.db", SAMPLE):
        pass
    given = [argument.replace("{}", str(tmp_path)) for argument in arguments]
    store = [] if "--store" in given else ["--store", str(tmp_path / "press.db")]
    done = _call(*given, *store)
    assert done.exit_code == 2
    assert fault in done.stderr
