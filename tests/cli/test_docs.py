"""What the documents say is what the code does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.reading import extractor
from typer.testing import CliRunner

from extract.cli import app
from extract.cli.schema import schema_json
from extract.feed.describe import tables_markdown
from extract.feed.tables import TABLES
from extract.records import release as nouns

DOCS = Path(__file__).resolve().parents[2] / "docs"


def _commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    yield name, command
    for child_name, child in getattr(command, "commands", {}).items():
        yield from _commands(child, f"{name} {child_name}")


COMMANDS = list(_commands(typer.main.get_command(app), "press-extract"))
PARAMETERS = [
    (name, parameter) for name, command in COMMANDS for parameter in command.params if parameter.name != "help"
]


@pytest.fixture(scope="module")
def guide() -> str:
    return (DOCS / "guide.md").read_text("utf-8")


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_command_has_help_and_stands_in_the_guide(name: str, command: Any, guide: str) -> None:
    assert command.help
    assert name in guide


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS, ids=[f"{name} {p.name}" for name, p in PARAMETERS])
def test_every_parameter_has_help_and_stands_in_the_guide(name: str, parameter: Any, guide: str) -> None:
    assert parameter.help
    shown = max(parameter.opts, key=len) if parameter.opts[0].startswith("-") else parameter.metavar
    assert shown.removesuffix("...") in guide


def test_the_readme_shows_what_its_sentence_gives() -> None:
    readme = (DOCS.parent / "README.md").read_text("utf-8")
    sentence, shown = re.search(r'\*"(.+?)"\*:\n\n```json\n(.+?)\n```', readme, re.DOTALL).groups()  # type: ignore[union-attr]
    project = json.loads(extractor().extract(sentence).json_line())["projects"][0]
    assert {key: project[key] for key in json.loads(shown)} == json.loads(shown)


def test_the_guide_names_no_option_that_is_gone(guide: str) -> None:
    known = {option for _, parameter in PARAMETERS for option in parameter.opts}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", guide)) <= known | {"--help"}


def test_version() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert result.stdout == f"press-extract {version('press-extract')}\n"


def test_the_schema_in_docs_is_that_of_the_record() -> None:
    assert (DOCS / "release.schema.json").read_text("utf-8") == schema_json(), "run make docs"


def test_the_page_of_tables_is_made_from_their_definition() -> None:
    assert (DOCS / "tables.md").read_text("utf-8") == tables_markdown(), "run make docs"


def test_every_column_has_a_comment_that_ends() -> None:
    for table in TABLES:
        assert all(column.comment.endswith(".") for column in table.columns)


def _fields() -> Iterator[tuple[str, str]]:
    for noun in vars(nouns).values():
        if isinstance(noun, type) and issubclass(noun, nouns.Record) and noun is not nouns.Record:
            for name, field in noun.model_fields.items():
                yield noun.__name__, field.alias or name


@pytest.mark.parametrize(("noun", "field"), sorted(set(_fields())))
def test_every_field_stands_in_the_record_reference(noun: str, field: str) -> None:
    assert f"`{field}`" in (DOCS / "record.md").read_text("utf-8")


@pytest.mark.parametrize("command", ["run", "show"])
def test_the_output_in_the_guide_is_real(
    command: str, guide: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = re.search(r"```text havn\.txt\n(.*?)```", guide, re.DOTALL)
    shown = re.search(rf"\$ press-extract {command} havn\.txt\n(.*?)```", guide, re.DOTALL)
    assert text
    assert shown
    monkeypatch.chdir(tmp_path)
    Path("havn.txt").write_text(text[1], "utf-8")
    result = CliRunner().invoke(app, [command, "havn.txt"], env={"COLUMNS": "100"})
    printed = "".join(line.rstrip() + "\n" for line in result.stdout.rstrip().splitlines())
    assert printed == shown[1]
