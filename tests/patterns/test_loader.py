"""What a patterns folder must look like, and the one line that each fault gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.patterns import PatternError, load

GOOD = """
[[pattern]]
id = "money.role.grant"
match = ["bevilger {money}"]
yes = ["Fonden bevilger 2 kr."]
why = "Bevilling."
"""


def _folder(tmp_path: Path, text: str, name: str = "a.toml") -> Path:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_shipped_patterns_load() -> None:
    patterns = load()
    assert patterns.digest.startswith("sha256:")
    assert patterns.group("projects.applicant")
    assert len(patterns.table("municipalities")) == 98


def test_the_digest_follows_the_content_not_the_line_ends(tmp_path: Path) -> None:
    one, other, changed = tmp_path / "1", tmp_path / "2", tmp_path / "3"
    for folder, text in ((one, GOOD), (other, GOOD.replace("\n", "\r\n")), (changed, GOOD.replace("2 kr", "3 kr"))):
        folder.mkdir()
        (folder / "a.toml").write_bytes(text.encode())
    assert load(one).digest == load(other).digest != load(changed).digest


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (GOOD.replace('"money.role.grant"', '"Money"'), "bad or missing id 'Money'"),
        (GOOD.replace('why = "Bevilling."', ""), "money.role.grant has no why"),
        (GOOD.replace('yes = ["Fonden bevilger 2 kr."]', ""), "money.role.grant has no yes"),
        (GOOD.replace("{money}", "{penge}"), "unknown slot {penge}"),
        (GOOD.replace("yes =", "ja ="), "unknown key 'ja' in money.role.grant"),
        (GOOD.replace('["bevilger {money}"]', '"bevilger {money}"'), "match of money.role.grant must be a list"),
        (GOOD + GOOD, "stands in a.toml already"),
        (GOOD.replace("[[pattern]]", "[[patterns]]"), "unknown table 'patterns'"),
        ("[[pattern", "mend the TOML"),
    ],
)
def test_faults_name_file_and_mend(tmp_path: Path, text: str, line: str) -> None:
    with pytest.raises(PatternError) as caught:
        load(_folder(tmp_path, text))
    assert str(caught.value).startswith("a.toml")
    assert line in str(caught.value)


def test_a_table_with_a_short_row_names_the_line(tmp_path: Path) -> None:
    _folder(tmp_path, GOOD)
    _folder(tmp_path, "name,kind\nRy,city\nThem\n", "places.csv")
    with pytest.raises(PatternError, match=r"places\.csv:3: the row has not the 2 columns"):
        load(tmp_path)


def test_a_missing_folder_and_an_empty_one_are_said(tmp_path: Path) -> None:
    with pytest.raises(PatternError, match="no such folder"):
        load(tmp_path / "nowhere")
    with pytest.raises(PatternError, match="holds no patterns"):
        load(tmp_path)
