"""The whole way of judgements on the command line: two runs, judged, and what follows from it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.diff.judged import subjects_in
from typer.testing import CliRunner

from extract.cli import app
from extract.decide import Subject
from extract.patterns.loader import default_folder
from extract.review.keeping import keep
from extract.store import opened
from extract.store.comparing import Wanted, where
from extract.store.judging import judge, judgements, newest_judgement, withdraw

RULE = "money.role.grant.earmarked_here"
PATTERN = f'\n[[pattern]]\nid = "{RULE}"\nmatch = ["har båndlagt {{money}}"]\nyes = ["Fonden har båndlagt 3 mio. kr. til stien."]\nwhy = "Penge til et formål."\n'
TEXTS = {
    "sti.txt": "Sti på vej i Lemvig\n\nHavnefonden har båndlagt 3 mio. kr., skriver fonden i en meddelelse om byens nye sti.",
    "bro.txt": "Bro på vej i Nibe\n\nLimfonden har båndlagt 7 mio. kr., skriver fonden i en meddelelse om byens nye bro.",
}


def call(*arguments: str, code: int = 0, given: str | None = None) -> str:
    result = CliRunner().invoke(app, list(arguments), input=given)
    assert result.exit_code == code, result.output
    return result.output


def lines() -> dict[str, float]:
    """The confidence of each amount in the files of the newest view."""
    found = [json.loads(line) for line in Path("outputs/releases.jsonl").read_text("utf-8").splitlines()]
    return {one["amounts"][0]["surface"]: one["amounts"][0]["confidence"] for one in found}


@pytest.fixture
def subjects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Subject, ...]:
    """Two runs of two releases, the second with a pattern more, and what it changed of their amounts."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(default_folder(), "edited")
    with Path("edited/money_roles.toml").open("a", encoding="utf-8") as file:
        file.write(PATTERN)
    Path("in").mkdir()
    for name, text in TEXTS.items():
        Path("in", name).write_text(text, "utf-8")
    run()
    run("edited")
    with opened("outputs/press.db") as store:
        return tuple(one for one in subjects_in(store, 1, 2) if one.of == "amounts")


def run(*patterns: str) -> str:
    return call("run", "in", "--no-model", "--format", "jsonl", *(f"--patterns={folder}" for folder in patterns))


def say(verdict: str, words: str, value: str | None = None) -> None:
    """Judges, as on the page, the changed amounts of the releases that have those words."""
    with opened("outputs/press.db") as store:
        kept = keep(store, (1, 2))
        picked = where(kept.id, Wanted(field="amounts", words=words))
        _, count = judge(store, kept.id, picked, verdict, by="Åse", seen=newest_judgement(store), value=value)  # type: ignore[arg-type]
        assert count == 1


def test_the_change_is_what_was_meant(subjects: tuple[Subject, ...]) -> None:
    assert {(one.record, one.field, one.before, one.after) for one in subjects} == {
        ("3 mio. kr.", "role", "other", "grant"),
        ("7 mio. kr.", "role", "other", "grant"),
    }


def test_judged_releases_are_gold_that_evaluate_reads(subjects: tuple[Subject, ...]) -> None:
    say("reject", "Lemvig")
    say("accept", "Nibe")
    assert "2 judged releases written to gold" in call("decisions", "gold", "gold")
    label = next(path for path in Path("gold").glob("*.labels.json") if "3 mio." in path.read_text("utf-8"))
    content = json.loads(label.read_text("utf-8"))
    start = TEXTS["sti.txt"].replace("\n\n", "\n").index("3 mio.")
    assert content == {
        "schema": "press-extract/gold@1",
        "judged": [
            {
                "of": "amounts", "record": "3 mio. kr.", "field": "role", "said": "grant", "right": "other",
                "spans": [[start, start + 10]], "at": start,
            }
        ],
    }  # fmt: skip
    assert "Åse" not in label.read_text("utf-8")

    edited = call("evaluate", "gold", "--no-model", "--patterns=edited", "--json", "edited.json", "--errors", "e.html")
    measured = json.loads(Path("edited.json").read_text("utf-8"))[0]
    # Nothing that nobody judged is measured.
    assert set(measured["fields"]) == {"judged.amounts", "judged.amounts.role"}
    assert {name: row["precision"] for name, row in measured["fields"].items()} == dict.fromkeys(
        measured["fields"], 0.5
    )
    assert "judged.amounts.role  0.500" in edited
    assert [(r["field"], r["rule"], r["right"], r["of"]) for r in measured["rules"]] == [("judged.amounts", RULE, 1, 2)]
    assert f"judged.amounts {RULE}" in call("evaluate", "gold", "--no-model", "--patterns=edited", "--by", "rule")
    assert "judged.amounts.role" in Path("e.html").read_text("utf-8")

    call("evaluate", "gold", "--no-model", "--json", "shipped.json")
    shipped = json.loads(Path("shipped.json").read_text("utf-8"))[0]
    errors = [(one["field"], one["expected"], one["found"]) for one in shipped["errors"]]
    assert errors == [("judged.amounts", "7 mio. kr.", "7 mio. kr."), ("judged.amounts.role", "grant", "other")]

    call("evaluate", "gold", "--no-model", "--patterns=edited", "--write-confidence", "table.csv")
    assert Path("table.csv").read_text("utf-8") == f"kind,rule,right,of\namounts,{RULE},1,2\n"


def test_gold_goes_into_a_folder_of_its_own(subjects: tuple[Subject, ...]) -> None:
    assert "0 judged releases" in call("decisions", "gold", "gold")
    say("correct", "Nibe", "pool")
    call("decisions", "gold", "gold")
    assert "there are files in it already" in call("decisions", "gold", "gold", code=2)
    assert '"right": "pool"' in next(Path("gold").glob("*.labels.json")).read_text("utf-8")


def test_what_was_forgotten_is_named(subjects: tuple[Subject, ...]) -> None:
    say("accept", "Nibe")
    call("vacuum", "--no-sources")
    said = call("decisions", "gold", "gold", code=1)
    assert "its bytes were not kept, so it cannot be labelled" in said
    assert "0 judged releases" in said


def test_a_rejected_rule_falls_at_once_and_rises_when_it_is_taken_back(subjects: tuple[Subject, ...]) -> None:
    before = lines()
    assert set(before) == {"3 mio. kr.", "7 mio. kr."}
    assert call("patterns", "judged") == "no record of a rule was judged\n"
    say("reject", "Lemvig")
    say("reject", "Nibe")
    told = call("patterns", "judged", "--patterns=edited")
    assert "0 of 2" in told
    assert RULE in told
    said = run("edited")
    assert "unchanged  2 inputs" in said  # not read again for it
    fallen = lines()
    assert all(fallen[surface] < before[surface] for surface in before)
    assert f"{min(before.values()):.2f} → {min(fallen.values()):.2f}" in told
    assert "0 changes" in call("diff", "latest~1", "latest")
    say("accept", "Lemvig")
    say("accept", "Nibe")
    call("export", "--format", "jsonl")
    assert all(lines()[surface] >= fallen[surface] for surface in before)
    assert "2 of 2" in call("patterns", "judged")


def test_a_mended_rule_is_right_again(subjects: tuple[Subject, ...]) -> None:
    say("reject", "Lemvig")
    run()
    # What is said of it now is right, and of no rule.
    assert call("patterns", "judged") == "no record of a rule was judged\n"


def test_the_history_of_a_release_tells_what_was_judged(subjects: tuple[Subject, ...]) -> None:
    say("correct", "Nibe", "pool")
    release = next(one.release for one in subjects if one.record == "7 mio. kr.")
    told = call("history", release, "--no-model", "--patterns=edited")
    assert "Åse: correct amounts 7 mio. kr. role to pool" in told.splitlines()[-2]
    versions = [json.loads(line) for line in call("history", release, "--format=json", "--no-model").splitlines()]
    assert [[one["verdict"] for one in version["judgements"]] for version in versions] == [[], ["correct"]]


def test_decisions_go_round(subjects: tuple[Subject, ...]) -> None:
    say("reject", "Lemvig")
    say("correct", "Nibe", "pool")
    exported = call("decisions", "export")
    assert len(exported.splitlines()) == 2
    assert "2 decisions of outputs/press.db written to all.jsonl" in call("decisions", "export", "all.jsonl")
    assert Path("all.jsonl").read_text("utf-8") == exported
    assert "0 new decisions" in call("decisions", "import", "all.jsonl")
    assert "2 new decisions in other/press.db" in call("decisions", "import", "--store=other/press.db", given=exported)
    assert call("decisions", "export", "--store=other/press.db") == exported


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('{"kind": "silence", "release": "r", "code": "c", "reason": "x"}\n{"kind": "judgement"}\n', "d.jsonl, line 2: verdict: Field required"),
        ("\n\nnothing\n", "d.jsonl, line 3: the line: no JSON"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_decision_stops_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, fault: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("d.jsonl").write_text(content, "utf-8")
    said = " ".join(call("decisions", "import", "d.jsonl", "--store=press.db", code=2).split())
    assert fault in said
    assert "nothing was taken" in said
    assert call("decisions", "export", "--store=press.db") == ""


def test_a_file_or_store_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "none.jsonl: No such file" in call("decisions", "import", "none.jsonl", "--store=press.db", code=2)
    assert "none.db: no such store" in call("decisions", "export", "--store=none.db", code=2)
    assert "no such store" in call("decisions", "gold", "gold", "--store=none.db", code=2)
    assert "no such store" in call("patterns", "judged", "--store=none.db", code=2)
    assert "a/b.jsonl: No such file" in call("decisions", "export", "a/b.jsonl", "--store=press.db", code=2)


def test_what_was_judged_is_fed_and_the_machines_word_comes_back(subjects: tuple[Subject, ...]) -> None:
    def fed(*more: str) -> list[tuple[str, str | None, str | None]]:
        call("feed", "sqlite:///fed.sqlite", *more)
        with closing(sqlite3.connect("fed.sqlite")) as database:
            query = """
                SELECT a.role, d.machine_value, d.human_value FROM amount a
                JOIN release r ON r.id = a.release LEFT JOIN decision d ON d.record = a.id
                WHERE r.withdrawn_at IS NULL ORDER BY a.role"""
            return list(database.execute(query))

    machine = [("grant", None, None), ("grant", None, None)]
    assert fed() == machine
    say("correct", "Nibe", "pool")
    assert fed() == [("grant", None, None), ("pool", "grant", "pool")]
    assert "2 unchanged" in call("feed", "sqlite:///fed.sqlite")
    with opened("outputs/press.db") as store:
        (given,) = judgements(store)
        withdraw(store, given.batch, by="Bo")
    assert fed() == machine
    assert "nobody has accepted a record yet" in call("feed", "sqlite:///fed.sqlite", "--only", "accepted", code=2)
    say("accept", "Lemvig")
    assert fed("--only", "accepted") == [("grant", "grant", "grant")]
