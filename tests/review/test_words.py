"""What the page says: complete in both languages, and nothing that it never says."""

from __future__ import annotations

import string
from dataclasses import fields
from importlib import resources
from pathlib import Path
from typing import get_args

import pytest
import regex
from hypothesis import given, settings
from tests.releases import SAMPLE, releases

from extract.check.between import CODES
from extract.decide import VERDICTS
from extract.diff import CAUSES, KINDS
from extract.diff.changes import Op
from extract.diff.flat import flat
from extract.records.release import CheckStatus, Release
from extract.review.wording import LANGUAGES, Words, table
from extract.store.comparing import Wanted

SOURCE = Path(str(resources.files("extract.review")))
_OF_CODES = ("kind", "kinds", "field", "op", "cause", "status", "direct", "verdict", "check", "help")
"""Groups whose keys are codes, and not written out where they are used."""


@pytest.mark.parametrize("key", table())
def test_every_text_is_there_in_both_languages(key: str) -> None:
    said = table()[key]
    assert set(said) == set(LANGUAGES)
    shapes = []
    for text in said.values():
        forms = [text] if isinstance(text, str) else list(text)
        assert len(forms) in (1, 2)
        assert all(form == form.strip() != "" for form in forms)
        fields = {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}
        shapes.append((fields - {"n"}, isinstance(text, str)))
    assert shapes[0] == shapes[1], key


def test_no_text_is_missing_and_none_is_spare() -> None:
    code = [*SOURCE.glob("*.py"), *(SOURCE / "templates").glob("*.j2")]
    written = "\n".join(file.read_text("utf-8") for file in code)
    used = set(regex.findall(r'"((?:[a-z]+)\.(?:[a-z_0-9]+))"', written))
    used |= {f"over.{field.name}" for field in fields(Wanted)} | {"over.judged_0", "over.judged_1"}
    built = set(regex.findall(r'\bt\("([a-z]+\.[a-z_]+)" ~', written))
    spare = {
        key for key in table()
        if key not in used and key.split(".")[0] not in _OF_CODES and not any(key.startswith(start) for start in built)
    }  # fmt: skip
    assert spare == set()
    called = set(regex.findall(r'\bt\("([a-z]+\.[a-z_0-9]+)"[,)]', written))
    assert called - set(table()) == set()


def test_every_code_of_records_has_a_word() -> None:
    known = set(table())
    groups = {
        "kind": KINDS, "kinds": [kind for kind in KINDS if kind != "text"], "cause": CAUSES, "op": get_args(Op),
        "verdict": VERDICTS, "status": get_args(CheckStatus),
    }  # fmt: skip
    for group, codes in groups.items():
        assert {f"{group}.{code}" for code in codes} <= known
    said = {name for records in flat(SAMPLE).values() for record in records for name in record.fields}
    assert len(said) > 30
    assert {f"field.{name}" for name in said} <= known


@settings(deadline=None)
@given(releases())
def test_every_field_of_a_record_has_a_word(own: Release) -> None:
    said = {name for records in flat(own).values() for record in records for name in record.fields}
    assert {f"field.{name}" for name in said} <= set(table())


def test_every_check_has_a_word() -> None:
    told = (Path(__file__).parents[2] / "docs" / "checks.md").read_text("utf-8")
    codes = {
        code
        for row in regex.findall(r"^\| (`[a-z_0-9`, ]+`) \|", told, regex.M)
        for code in regex.findall(r"[a-z_0-9]+", row)
    }
    codes -= {"ok", "repaired", "doubt", "mismatch"}
    assert len(codes) > 15
    assert set(CODES) <= codes
    assert {f"check.{code}" for code in codes} <= set(table())


@pytest.mark.parametrize(
    ("kind", "field", "said", "danish", "english"),
    [
        ("projects", "granted", "4700000 DKK", "4.700.000 kr.", "4,700,000 DKK"),
        ("projects", "total", "409941.5 EUR", "409.941,5 EUR", "409,941.5 EUR"),
        ("amounts", "value", "6200000 (6150000 to 6250000)", "6.200.000 (6.150.000 til 6.250.000)", "6,200,000 (6,150,000 to 6,250,000)"),
        ("amounts", "value", "? (25000 to 750000)", "25.000 til 750.000", "25,000 to 750,000"),
        ("amounts", "value", "?", "?", "?"),
        ("amounts", "value", "? (… to 750000)", "… til 750.000", "… to 750,000"),
        ("amounts", "role", "grant", "bevilget", "grant"),
        ("amounts", "role", "odd_new_role", "odd_new_role", "odd new role"),
        ("quotes", "direct", "yes", "ja", "yes"),
        ("checks", "status", "mismatch", "stemmer ikke", "does not fit"),
        ("checks", "found", "7175000", "7.175.000", "7,175,000"),
        ("checks", "stated", "tirsdag", "tirsdag", "tirsdag"),
        ("projects", "name", "4700000 DKK", "4700000 DKK", "4700000 DKK"),
        ("projects", "granted", None, "", ""),
    ],
)  # fmt: skip
def test_values_are_drawn_for_people(kind: str, field: str, said: str | None, danish: str, english: str) -> None:
    assert (Words("da").value(kind, field, said), Words("en").value(kind, field, said)) == (danish, english)


@pytest.mark.parametrize(
    ("n", "danish", "english"),
    [(0, "0 ændringer", "0 changes"), (1, "1 ændring", "1 change"), (12345, "12.345 ændringer", "12,345 changes")],
)
def test_one_and_several(n: int, danish: str, english: str) -> None:
    assert (Words("da")("over.changes", n=n), Words("en")("over.changes", n=n)) == (danish, english)


def test_an_unknown_language_is_danish() -> None:
    assert Words("fr").language == "da"
