"""Decisions: what is silenced stays silent as long as text and finding are what was looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.releases import SAMPLE

from extract.decide import DecisionError, Decisions, Silence, add_decision, read_decisions

LOOKED_AT = Silence(
    release=SAMPLE.id, code="project_count", stated="3", found="3", reason="Billedteksten er den samme."
)


def silenced(*silences: Silence) -> list[str | None]:
    return [check.silenced for check in Decisions.of(silences).applied(SAMPLE).checks]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "Billedteksten er den samme."),
        ({"stated": "4"}, None),  # the text says something else now
        ({"found": "2"}, None),
        ({"code": "name_variant"}, None),
        ({"release": "another"}, None),
    ],
)
def test_a_silence_is_of_what_was_looked_at(change: dict[str, str], expected: str | None) -> None:
    assert silenced(LOOKED_AT.model_copy(update=change)) == [None, expected]


def test_the_later_of_two_decisions_counts() -> None:
    assert silenced(LOOKED_AT, LOOKED_AT.model_copy(update={"reason": "Efter et opkald."}))[1] == "Efter et opkald."


def test_what_fits_is_never_silenced() -> None:
    fits = Silence(release=SAMPLE.id, code="grants_sum_to_stated_total", stated="9200000", found="9200000", reason="x")
    assert silenced(fits) == [None, None]


def test_a_silenced_check_needs_no_look() -> None:
    before, after = SAMPLE, Decisions.of([LOOKED_AT]).applied(SAMPLE)
    assert [c.to_look_at for c in before.checks] == [False, True]
    assert [c.to_look_at for c in after.checks] == [False, False]
    assert [c.model_copy(update={"silenced": None}) for c in after.checks] == list(before.checks)


def test_decisions_are_read_as_they_were_added(tmp_path: Path) -> None:
    file = tmp_path / "decisions.jsonl"
    add_decision(file, LOOKED_AT)
    add_decision(file, LOOKED_AT.model_copy(update={"by": "Åse", "at": "2026-11-27"}))
    assert [s.by for s in read_decisions(file).silences[SAMPLE.id]] == ["Åse", None]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("{}\n", "line 1: release: Field required"),
        ('{"release": "r", "code": "c"}\n', "line 1: reason: Field required"),
        ('\n{"release": "r", "code": "c", "reason": "x", "mood": "y"}\n', "line 2: mood: Extra inputs"),
        ("nonsense\n", "line 1: the line: Invalid JSON"),
    ],
)
def test_a_line_that_is_no_decision_is_named(tmp_path: Path, content: str, fault: str) -> None:
    file = tmp_path / "decisions.jsonl"
    file.write_text(content, "utf-8")
    with pytest.raises(DecisionError) as error:
        read_decisions(file)
    assert f"{file}, {fault}" in str(error.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DecisionError, match=r"missing\.jsonl: cannot be read"):
        read_decisions(tmp_path / "missing.jsonl")
