"""The store on the command line: runs that are listed, shown, exported, forgotten, stopped and gone on with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.test_commands import HARBOUR
from typer.testing import CliRunner

from extract.cli import app

# What is started in the background of a shell ignores Ctrl-C, and so do its children, the tests among them.
_HEEDING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
_COMMAND = (sys.executable, "-c", f"{_HEEDING}; from extract.cli import main; main()")


def call(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text(HARBOUR, "utf-8")
    (tmp_path / "in" / "b.html").write_text(HARBOUR.replace("sauna", "badebro"), "utf-8")
    (tmp_path / "in" / "tom.txt").write_text("")
    return tmp_path


def test_runs_are_listed_and_shown(there: Path) -> None:
    for _ in range(2):
        assert call("run", "in", "--no-model", "--store", "press.db")[0] == 1
    code, said = call("runs", "--store", "press.db")
    head, newest, first = said.splitlines()
    assert code == 0
    assert head.split()[:2] == ["run", "state"]
    assert (newest.split()[0], newest.split()[4:8]) == ("2", ["3", "3", "2", "1"])
    assert (first.split()[0], first.split()[4:8]) == ("1", ["3", "0", "2", "1"])
    code, said = call("runs", "show", "--store", "press.db", "latest~1")
    shown = dict(line.split(maxsplit=1) for line in said.splitlines())
    assert shown["run"] == "1 (done)"
    assert shown["inputs"] == "3 (3 read, 0 unchanged, 0 skipped)"
    assert shown["failures"] == "1 content"
    assert shown["granted"] == "5,400,000 DKK"
    assert not (there / "outputs").exists()


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("runs",), "outputs/press.db: no such store"),
        (("runs", "show", "7", "--store", "press.db"), "holds no run 7"),
        (("runs", "show", "yesterday", "--store", "press.db"), "'yesterday' names no run"),
        (("export", "latest~1", "--store", "press.db"), "holds no run latest~1"),
        (("vacuum", "--store", "nowhere.db"), "no such store"),
        (("run", "in", "--no-model", "--store", "in/tom.txt/x.db"), "choose another place with --store"),
    ],
)
def test_what_is_not_there_is_said(there: Path, arguments: tuple[str, ...], fault: str) -> None:
    call("run", "in", "--no-model", "--store", "press.db")
    code, said = call(*arguments)
    assert (code, fault in " ".join(said.split())) == (2, True), said


def test_a_run_is_exported_as_it_was_written(there: Path) -> None:
    call("run", "in", "--no-model", "--out", "here")
    (there / "in" / "a.html").write_text(HARBOUR.replace("2,7", "3,1"), "utf-8")
    call("run", "in", "--no-model", "--out", "here")
    assert call("export", "1", "--store", "here/press.db", "--out", "first", "--format", "jsonl")[0] == 0
    assert call("export", "--store", "here/press.db", "--out", "second", "--format", "jsonl")[0] == 0
    first, second, here = (
        [json.loads(line) for line in Path(folder, "releases.jsonl").read_text("utf-8").splitlines()]
        for folder in ("first", "second", "here")
    )
    assert second == here
    assert [record["projects"][0]["granted"]["value"] for record in first] == ["2700000", "2700000"]
    assert [record["projects"][0]["granted"]["value"] for record in second] == ["3100000", "2700000"]


def test_vacuum_forgets_old_runs_and_keeps_what_others_have(there: Path) -> None:
    for grant in ("2,7", "3,1", "4,4"):
        (there / "in" / "a.html").write_text(HARBOUR.replace("2,7", grant), "utf-8")
        call("run", "in", "--no-model", "--store", "press.db")
    code, said = call("vacuum", "--store", "press.db", "--keep", "1", "--no-sources")
    assert (code, "forgot 2 runs and 2 records" in said) == (0, True), said
    assert [line.split()[0] for line in call("runs", "--store", "press.db")[1].splitlines()] == ["run", "3"]
    assert call("export", "--store", "press.db", "--format", "jsonl")[0] == 0
    assert len(Path("outputs/releases.jsonl").read_text("utf-8").splitlines()) == 2
    assert "unchanged  3 inputs" in call("run", "in", "--no-model", "--store", "press.db")[1]


def test_json_lines_for_machines(there: Path) -> None:
    result = CliRunner().invoke(app, ["run", "in", "--no-model", "--store", "press.db", "--json-log"])
    events = [json.loads(line) for line in result.stderr.splitlines()]
    assert [event["event"] for event in events] == ["begun", "took", "took", "took", "failed", "ended"]
    assert events[-1] | {"seconds": 0} == {
        "event": "ended", "run": 1, "done": True, "inputs": 3, "unchanged": 0, "seconds": 0, "releases": 2, "failures": 1,
        "skipped": 0,
    }  # fmt: skip
    assert result.stdout == ""


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_says_how_to_go_on_and_goes_on(there: Path, stop: signal.Signals) -> None:
    os.mkfifo("in/b.html.txt")
    command = [*_COMMAND, "run", "in/a.html", "in/b.html.txt", "in/b.html", "--no-model", "--out", "new/out"]
    with subprocess.Popen([*command, "--json-log"], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        assert json.loads(process.stderr.readline())["event"] == "begun"
        # It reads the second input, which is a pipe, and waits for us.
        with Path("in/b.html.txt").open("w") as pipe:
            process.send_signal(stop)
            assert process.stderr.readline().startswith("stopping: what is in hand is finished first")
            pipe.write(HARBOUR)
        said = process.stderr.read()
    assert process.returncode == 130, said
    assert "the same command goes on from there" in said
    assert not (there / "new" / "out" / "releases.jsonl").exists()
    os.unlink("in/b.html.txt")
    Path("in/b.html.txt").write_text(HARBOUR, "utf-8")
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "releases   3" in done.stdout
    assert "run        1 of new/out/press.db" in done.stdout


def test_a_second_stop_ends_at_once(there: Path) -> None:
    os.mkfifo("in/b.html.txt")
    command = [*_COMMAND, "run", "in/b.html.txt", "--no-model", "--out", "new", "--json-log"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        process.stderr.readline()
        with Path("in/b.html.txt").open("w"):
            process.send_signal(signal.SIGTERM)
            process.stderr.readline()
            time.sleep(0.1)
            process.send_signal(signal.SIGTERM)
            assert "what was committed is in the store" in process.stderr.read()
    assert process.returncode == 130


def test_a_folder_is_watched_until_somebody_stops_it(there: Path) -> None:
    command = [*_COMMAND, "watch", "in", "--no-model", "--store", "press.db", "--settle", "0.1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        said = [process.stderr.readline() for _ in range(4)]
        assert said[1].startswith("batch 1: ")
        Path("in/c.html").write_text(HARBOUR.replace("Lemvig", "Struer"), "utf-8")
        while "in/c.html" not in (line := process.stderr.readline()):
            assert line
        while not (line := process.stderr.readline()).startswith("run "):
            assert line
        process.send_signal(signal.SIGTERM)
        assert "start the same command again to go on" in process.stderr.read()
    assert process.returncode == 0
    assert "unchanged  4 inputs" in call("run", "in", "--no-model", "--store", "press.db")[1]
