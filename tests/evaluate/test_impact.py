"""What an editor sees of a change of patterns, over releases that change with it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.cli import app
from extract.evaluate.impact import patterns_at
from extract.evaluate.labels import LabelError
from extract.patterns import load
from extract.patterns.loader import default_folder
from extract.patterns.manifest import changed_patterns, manifest

EARMARKED = '[[pattern]]\nid = "money.role.grant.earmarked_here"\nmatch = ["har båndlagt {money}"]\nyes = ["Fonden har båndlagt 3 mio. kr. til stien."]\nwhy = "Penge til et formål."\n'
TEXT = "Sti på vej i Lemvig\n\nHavnefonden har båndlagt 3 mio. kr., skriver fonden i en meddelelse om byens nye sti."


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    folder = tmp_path / "patterns"
    shutil.copytree(default_folder(), folder)
    with (folder / "money_roles.toml").open("a", encoding="utf-8") as file:
        file.write("\n" + EARMARKED)
    return folder


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["patterns", "impact", *arguments], env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.output
    return result.output


def test_a_new_pattern_and_what_it_changes_are_told(edited: Path, tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    releases.mkdir()
    (releases / "sti.txt").write_text(TEXT, encoding="utf-8")
    said = run(str(releases), "--base", str(default_folder()), "--patterns", str(edited))
    assert "money.role.grant.earmarked_here (new)" in said
    assert "+ har båndlagt {money}" in said
    assert "1 × money.role.grant.earmarked_here: amount role other → grant" in said
    assert "har båndlagt [3 mio. kr.], skriver" in said


def test_scores_before_and_after_are_told(edited: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold" / "dev"
    gold.mkdir(parents=True)
    (gold / "sti.txt").write_text(TEXT, encoding="utf-8")
    label = (
        '{"title": "Sti på vej i Lemvig", "amounts": [{"surface": "3 mio. kr.", "value": "3000000", "role": "grant"}]}'
    )
    (gold / "sti.labels.json").write_text(label, encoding="utf-8")
    runner = CliRunner().invoke(app, ["label", str(gold / "sti.labels.json")])
    assert runner.exit_code == 0, runner.output
    said = run(str(gold.parent), "--base", str(default_folder()), "--patterns", str(edited))
    row = next(line for line in said.splitlines() if line.strip().startswith("amounts.role"))
    assert "0.000 → 1.000" in row
    assert "+1 right, -1 missed, -1 false" in row


def test_the_base_may_be_a_revision_of_git(edited: Path, tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=N", "-c", "user.email=n@example.dk"]
        subprocess.run(["git", "-C", str(tmp_path), *who, *arguments], check=True, capture_output=True)

    git("init", "-q")
    git("add", "patterns")
    git("commit", "-qm", "before")
    (edited / "money_roles.toml").write_text(
        (edited / "money_roles.toml").read_text("utf-8").replace("har båndlagt", "har henlagt"), "utf-8"
    )
    before = load(patterns_at("HEAD", edited, tmp_path / "scratch"))
    (one,) = changed_patterns(manifest(before), manifest(load(edited)))
    assert (one.id, one.how) == ("money.role.grant.earmarked_here", "changed")
    assert (one.added, one.removed) == (("har henlagt {money}",), ("har båndlagt {money}",))


def test_a_revision_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="--base"):
        patterns_at("no-such-revision", tmp_path, tmp_path)
