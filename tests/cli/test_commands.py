"""The commands as a user calls them, with the real pipeline on small releases of our own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.cli import app
from extract.cli.options import OutputFormat
from extract.feed import FORMATS

HARBOUR = """<!doctype html><html lang="da"><title>Havnefonden giver 2,7 mio. kroner til en sauna</title>
<h1>Havnefonden giver 2,7 mio. kroner til en sauna</h1>
<p>Havnefonden støtter en sauna på havnen i Lemvig med 2,7 mio. kroner, og de frivillige bygger den selv.</p>
<p>- Havnen er byens bedste stue, siger direktør Birgitte Sandholm fra Havnefonden.</p>
"""


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "havn.html").write_text(HARBOUR, "utf-8")
    return tmp_path


def _call(*arguments: str, stdin: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments), input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_run_writes_everything_and_says_what_it_found(there: Path) -> None:
    code, out, err = _call("run", "in")
    assert code == 0
    assert out.splitlines()[0] == "releases   1"
    assert "written to outputs/pages/index.html" in out
    assert "run        1 of outputs/press.db" in out
    assert err == ""
    record = json.loads((there / "outputs" / "releases.jsonl").read_text("utf-8"))
    assert record["source"]["uri"] == "in/havn.html"
    assert len(list((there / "outputs" / "pages").iterdir())) == 2


def test_run_leaves_1_when_a_document_failed(there: Path) -> None:
    (there / "in" / "tom.txt").write_text("")
    code, out, err = _call("run", "in", "lost.html", "--out", "o", "--format", "jsonl")
    assert code == 1
    assert "failures   2 (see o/errors.jsonl)" in out
    assert "failed: lost.html: no such file or folder" in err
    assert {path.name for path in (there / "o").iterdir()} == {
        "releases.jsonl", "errors.jsonl", "timelines.jsonl", "run.json", "press.db", "press.db.lock"
    }  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        ("run",),
        ("run", "in", "--format", "xml"),
        ("run", "in", "--out", "in/havn.html"),
        ("run", "in", "--patterns", "nowhere"),
        ("run", "in", "--model", "no-such-model"),
        ("run", "in", "--max-bytes", "0"),
        ("show", "nowhere.html"),
        ("show", "in/havn.html", "--number", "2"),
        ("patterns", "check", "--patterns", "nowhere"),
        ("fly",),
    ],
)
def test_a_wrong_call_leaves_2_and_no_output(there: Path, arguments: tuple[str, ...]) -> None:
    code, _, err = _call(*arguments)
    assert code == 2
    assert err
    assert not (there / "outputs").exists()


def test_files_larger_than_allowed_are_refused(there: Path) -> None:
    code, _, err = _call("run", "in", "--max-bytes", "100")
    assert code == 1
    assert "larger than 100 bytes" in err


def test_standard_input(there: Path) -> None:
    code, _, err = _call("run", "-", stdin=HARBOUR)
    assert (code, err) == (0, "")


def test_a_second_run_reads_nothing_that_the_first_wrote(there: Path) -> None:
    _call("run", ".", "--out", "here")
    before = (there / "here" / "releases.jsonl").read_bytes()
    out = _call("run", ".", "--out", "here")[1]
    assert "unchanged  1 inputs were read by an earlier run" in out
    assert (there / "here" / "releases.jsonl").read_bytes() == before


def test_show_prints_text_and_records(there: Path) -> None:
    code, out, _ = _call("show", "in/havn.html")
    assert code == 0
    assert "- Havnen er byens bedste stue, siger direktør Birgitte Sandholm" in out
    for title in ("Citater", "Beløb", "Steder", "Personer"):
        assert title in out


def test_show_cannot_steer_the_terminal(there: Path) -> None:
    evil = HARBOUR.replace("Lemvig", "Lemvig \x1b]0;evil\x07\u202e")
    code, out, _ = _call("show", "-", stdin=evil)
    assert code == 0
    assert not any(character in out for character in "\x1b\x07\u202e")


def test_show_says_why_there_is_nothing_to_show(there: Path) -> None:
    code, _, err = _call("show", "-", stdin="")
    assert code == 1
    assert "empty" in err


def test_patterns_try_shows_what_matches(there: Path) -> None:
    code, out, _ = _call("patterns", "try", "Fonden bevilger 12,5 mio. kr. til havnen.")
    assert code == 0
    assert "money.role.grant" in out
    assert _call("patterns", "try", "xyzzy")[0] == 1


def test_patterns_check_passes_on_the_shipped_patterns() -> None:
    code, out, _ = _call("patterns", "check")
    assert code == 0, out
    assert out.rstrip().endswith("0 faults")


def test_the_formats_of_the_command_are_those_of_the_feed() -> None:
    assert tuple(format.value for format in OutputFormat) == FORMATS


def test_help_loads_nothing_heavy() -> None:
    probe = "import sys; import extract.cli; print(*sorted(m for m in sys.modules if '.' not in m))"
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, env=environment)
    heavy = {"spacy", "thinc", "numpy", "pydantic", "bs4", "lxml", "sqlalchemy", "jinja2", "dateparser", "regex"}
    assert heavy.isdisjoint(done.stdout.split())
