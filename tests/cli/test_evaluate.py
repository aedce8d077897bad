"""``press-extract evaluate`` and ``label`` as a newsroom would use them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extract.cli import app

TEXT = "Ny sti i Lemvig\n\nHavnefonden bevilger 3 mio. kr. til stien, siger formand Lone Bakholt fra Havnefonden.\n"
LABELS = {
    "title": "Ny sti i Lemvig",
    "sender": "foundation",
    "places": [{"name": "Lemvig", "kind": "city", "surfaces": ["Lemvig"]}],
    "amounts": [{"surface": "3 mio. kr.", "value": "3000000", "role": "grant"}],
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "200"})


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    half = tmp_path / "gold" / "dev"
    half.mkdir(parents=True)
    (half / "sti.txt").write_text(TEXT, encoding="utf-8")
    (half / "sti.labels.json").write_text(json.dumps(LABELS), encoding="utf-8")
    assert run("label", half / "sti.labels.json").exit_code == 0
    return half.parent


def test_label_writes_offsets(gold: Path) -> None:
    labels = json.loads((gold / "dev" / "sti.labels.json").read_text("utf-8"))
    start, end = labels["amounts"][0]["span"]
    assert "Ny sti i Lemvig\nHavnefonden bevilger 3 mio. kr."[start:end] == "3 mio. kr."


def test_label_names_what_stands_nowhere(gold: Path) -> None:
    path = gold / "dev" / "sti.labels.json"
    path.write_text(json.dumps({**LABELS, "people": [{"name": "Bo Ly", "surfaces": ["Bo Ly"]}]}), encoding="utf-8")
    result = run("label", path)
    assert result.exit_code == 1
    assert "'Bo Ly': none of its surfaces is in the article" in result.output


def test_the_table_has_a_line_for_each_labelled_field(gold: Path) -> None:
    result = run("evaluate", gold)
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.output.splitlines()[2:-1]] == [
        "language",
        "title",
        "amounts",
        "amounts.role",
        "towns",
    ]


@pytest.mark.parametrize(("by", "said"), [("sender", "foundation amounts"), ("rule", "money.role.grant")])
def test_other_tables(gold: Path, by: str, said: str) -> None:
    assert said in run("evaluate", gold, "--by", by).output


def test_json_and_the_page_of_errors(gold: Path, tmp_path: Path) -> None:
    path = gold / "dev" / "sti.labels.json"
    labels = json.loads(path.read_text("utf-8"))
    labels["amounts"][0]["role"] = "loan"
    path.write_text(json.dumps(labels), encoding="utf-8")
    measured, page = tmp_path / "measured.json", tmp_path / "errors.html"
    assert run("evaluate", gold, "--split", "dev", "--json", measured, "--errors", page).exit_code == 0
    (half,) = json.loads(measured.read_text("utf-8"))
    assert half["fields"]["amounts.role"]["right"] == 0
    assert [(error["expected"], error["found"]) for error in half["errors"]] == [
        ("3 mio. kr. = 3000000 DKK loan", "3 mio. kr. = 3000000 DKK grant")
    ]
    assert "<mark>3 mio. kr.</mark>" in page.read_text("utf-8")


def test_a_field_under_its_floor_fails(gold: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    assert run("evaluate", gold, "--floors", floors).exit_code == 1
    assert run("evaluate", gold, "--floors", floors, "--write-floors").exit_code == 0
    assert run("evaluate", gold, "--floors", floors).exit_code == 0
    content = json.loads(floors.read_text("utf-8"))
    content["dev"]["fields"]["towns"]["recall"] = 1.01
    floors.write_text(json.dumps(content), encoding="utf-8")
    result = run("evaluate", gold, "--floors", floors)
    assert result.exit_code == 1
    assert "dev: towns: recall is 1.000, its floor is 1.01" in result.output


def test_spans_of_others_are_measured(tmp_path: Path) -> None:
    path = tmp_path / "ours.jsonl"
    start = TEXT.index("Lemvig")
    path.write_text(json.dumps({"text": TEXT, "label": [[start, start + 6, "LOC"]]}), encoding="utf-8")
    result = run("evaluate", path)
    assert "spans.place  1.000" in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("evaluate", "nowhere"), "no such folder"),
        (("evaluate", "nowhere.jsonl"), "no such file"),
        (("label", "nowhere.labels.json"), "nowhere.labels.json"),
    ],
)
def test_a_wrong_call_is_one_line(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_the_table_of_confidence_is_written(gold: Path, tmp_path: Path) -> None:
    table = tmp_path / "confidence.csv"
    assert run("evaluate", gold, "--write-confidence", table).exit_code == 0
    rows = table.read_text("utf-8").splitlines()
    assert rows[0] == "kind,rule,right,of"
    assert any(row.startswith("amounts,money.role.grant") and row.endswith(",1,1") for row in rows)
