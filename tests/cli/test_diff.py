"""Two runs compared on the command line, and the history of a release."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from tests.cli.test_runs import call
from typer.testing import CliRunner

from extract.cli import app
from extract.patterns.loader import default_folder

TEXT = "Sti på vej i Lemvig\n\nHavnefonden har båndlagt 3 mio. kr., skriver fonden i en meddelelse om byens nye sti."
BRIDGE = "Ny bro i Nibe er klar til brug\n\nBroen over åen åbner i maj, og alle er velkomne til at gå over den.\n\nDet har taget tre år."
_TOML = '\n[[pattern]]\nid = "money.role.grant.earmarked_here"\nmatch = ["har båndlagt {money}"]\nyes = ["Fonden har båndlagt 3 mio. kr. til stien."]\nwhy = "Penge til et formål."\n'


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of three runs: as shipped, with one pattern more, and with a corrected text too."""
    folder = tmp_path_factory.mktemp("runs")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        Path("in").mkdir()
        Path("in/sti.txt").write_text(TEXT, "utf-8")
        Path("in/bro.txt").write_text(BRIDGE, "utf-8")
        shutil.copytree(default_folder(), "edited")
        with Path("edited/money_roles.toml").open("a", encoding="utf-8") as file:
            file.write(_TOML)
        run = ("run", "in", "--no-model", "--format", "jsonl")
        assert call(*run, "--out", "first", "--store", "press.db")[0] == 0
        assert call(*run, "--out", "second", "--store", "press.db", "--patterns", "edited")[0] == 0
        Path("in/bro.txt").write_text(BRIDGE.replace("Nibe", "Struer"), "utf-8")
        assert call(*run, "--out", "third", "--store", "press.db", "--patterns", "edited")[0] == 0
    return folder


@pytest.fixture(autouse=True)
def there(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(runs)
    monkeypatch.setenv("PRESS_EXTRACT_STORE", "press.db")


def _stdout(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout


def test_clusters_with_their_examples_and_the_words_around_them() -> None:
    code, said = call("diff", "1", "2")
    assert code == 1
    assert "  money.role.grant.earmarked_here (new): + har båndlagt {money}\n" in said
    assert "1 × money.role.grant.earmarked_here: amount role other → grant (patterns)\n" in said
    assert ": 3 mio. kr.: other → grant\n" in said
    assert "    Havnefonden har båndlagt [3 mio. kr.], skriver fonden i en meddelelse om byens nye sti.\n" in said
    assert said.endswith(
        "1 changes: 1 changed, 0 added, 0 removed; by cause: 1 patterns\n"
        "2 releases before, 2 after: 1 changed, 0 new, 0 gone, 1 as before\n"
    )


def test_no_changes_leave_0() -> None:
    for sides in (("2", "2"), ("latest~2", "first"), ("first", "1"), ("third", "latest")):
        code, said = call("diff", *sides)
        assert (code, said.splitlines()[-2]) == (0, "0 changes: 0 changed, 0 added, 0 removed"), said


@pytest.mark.parametrize("sides", [("1", "2"), ("first", "second"), ("1", "second"), ("first", "latest~1")])
def test_runs_and_folders_are_told_alike(sides: tuple[str, str]) -> None:
    code, said = _stdout("diff", *sides, "--format", "json")
    found = json.loads(said)
    assert code == 1
    assert [(c["kind"], c["field"], c["before"], c["after"], c["cause"]) for c in found["changes"]] == [
        ("amounts", "role", "other", "grant", "patterns")
    ]
    assert (found["patterns"] is None) == (sides != ("1", "2"))


def test_filters() -> None:
    def fields(*arguments: str) -> tuple[int, set[str]]:
        code, said = _stdout("diff", "2", "3", "--format", "csv", *arguments)
        return code, {row["field"] for row in csv.DictReader(io.StringIO(said))}

    assert fields() == (1, {"id", "title", "text", ""})
    assert fields("--field", "release") == (1, {"id", "title"})
    assert fields("--field", "release.title", "--field", "text") == (1, {"title", "text"})
    assert fields("--cause", "source", "--field", "title") == (1, {"title"})
    assert fields("--cause", "patterns") == (0, set())
    assert fields("--publisher", "Nibe Kommune") == (0, set())


def test_all_changes_are_shown_when_asked_for(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in Path("first/releases.jsonl").read_text("utf-8").splitlines()]
    for name, title in (("old", "Før"), ("new", "Efter")):
        (tmp_path / name).mkdir()
        made = [lines[0] | {"id": f"r{n}", "title": f"{title} {n}"} for n in range(5)]
        (tmp_path / name / "releases.jsonl").write_text("".join(json.dumps(one) + "\n" for one in made), "utf-8")
    sides = (str(tmp_path / "old"), str(tmp_path / "new"))
    assert "  and 2 more; --all shows each\n" in call("diff", *sides)[1]
    said = call("diff", *sides, "--all")[1]
    assert all(f"  r{n}: Efter {n}: Før {n} → Efter {n}\n" in said for n in range(5))
    assert "more;" not in said


def test_a_page_to_mail() -> None:
    code, page = _stdout("diff", "1", "2", "--format", "html")
    assert code == 1
    assert page.startswith("<!doctype html>")
    assert "har båndlagt <mark>3 mio. kr.</mark>" in page


def test_text_and_patterns_at_once_are_told_apart_by_reading_again() -> None:
    _, said = _stdout("diff", "1", "3", "--format", "json", "--no-model", "--patterns", "edited")
    causes = {(c["kind"], c["cause"], c["detail"]["note"]) for c in json.loads(said)["changes"]}
    assert ("amounts", "patterns", None) in causes
    assert {(cause, note) for kind, cause, note in causes if kind != "amounts"} == {("source", None)}


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("1", "9"), "press.db: holds no run 9"),
        (("1", "nowhere"), "nowhere: no run and no folder"),
        (("1", "in"), "in/releases.jsonl: No such file or directory (give a folder of outputs, or a run)"),
        (("1", "2", "--cause", "weather"), "--cause weather: no such cause (give source, patterns"),
        (("1", "2", "--field", "money.role"), "--field money.role: there are no money"),
        (("1", "2", "--store", "lost.db"), "lost.db: no such store"),
        (("1", "2", "--format", "xml"), "Invalid value for '--format'"),
    ],
)
def test_a_wrong_call(arguments: tuple[str, ...], fault: str) -> None:
    code, said = call("diff", *arguments)
    assert (code, fault in " ".join(said.split())) == (2, True), said


def test_folders_need_no_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_EXTRACT_STORE", "lost.db")
    assert call("diff", "first", "second")[0] == 1


def test_the_history_of_a_release() -> None:
    newest = json.loads(Path("third/releases.jsonl").read_text("utf-8").splitlines()[0])["id"]
    code, said = call("history", newest, "--no-model", "--patterns", "edited")
    lines = said.splitlines()
    assert code == 0
    assert lines[0].startswith("version 1: ")
    assert ", runs 1 to 2 (2), text-" in lines[0]
    assert lines[1] == "  Ny bro i Nibe er klar til brug"
    assert "  1 × release title changed (source)" in lines
    assert any(line.endswith(": Ny bro i Nibe er klar til brug → Ny bro i Struer er klar til brug") for line in lines)
    code, said = _stdout("history", newest, "--format", "json")
    assert [json.loads(line)["runs"] for line in said.splitlines()] == [[1, 2], [3]]


def test_a_release_that_no_run_has() -> None:
    code, said = call("history", "text-none")
    assert (code, "press.db holds no release text-none" in said) == (2, True)
