"""Decisions: what is silenced stays silent as long as text and finding are what was looked at."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.decide.made import decisions
from tests.releases import SAMPLE

from extract.decide import Decision, DecisionError, Silence, Silences, line_of, read_decisions

LOOKED_AT = Silence(
    release=SAMPLE.id, code="project_count", stated="3", found="3", reason="Billedteksten er den samme."
)


def silenced(*silences: Silence) -> list[str | None]:
    return [check.silenced for check in Silences.of(silences).applied(SAMPLE).checks]


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
    before, after = SAMPLE, Silences.of([LOOKED_AT]).applied(SAMPLE)
    assert [c.to_look_at for c in before.checks] == [False, True]
    assert [c.to_look_at for c in after.checks] == [False, False]
    assert [c.model_copy(update={"silenced": None}) for c in after.checks] == list(before.checks)


def test_a_silence_is_taken_back_by_one_without_a_reason() -> None:
    back = LOOKED_AT.model_copy(update={"reason": None})
    assert silenced(LOOKED_AT, back) == [None, None]
    assert silenced(LOOKED_AT, back, LOOKED_AT) == [None, LOOKED_AT.reason]


@given(st.lists(decisions()))
def test_decisions_are_read_as_they_were_written(given: list[Decision]) -> None:
    lines = b"".join(f"{line_of(one)}\n".encode() for one in given)
    assert list(read_decisions(BytesIO(lines), "f")) == given


def test_a_line_without_a_kind_is_a_silence() -> None:
    line = b'{"release": "r", "code": "c", "reason": "x"}\n'
    assert list(read_decisions([b"\n", line], "f")) == [Silence(release="r", code="c", reason="x")]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"{}\n", "line 1: release: Field required"),
        (b'{"release": "r", "code": "c"}\n', "line 1: reason: Field required"),
        (b'\n{"release": "r", "code": "c", "reason": "x", "mood": "y"}\n', "line 2: mood: Extra inputs"),
        (b"nonsense\n", "line 1: the line: no JSON"),
        (b"[]\n", "line 1: the line: Input should be a valid dictionary"),
        (b'{"kind": "guess"}\n', "line 1: kind: 'guess' is none of judgement, silence"),
        (b'{"kind": ["judgement"]}\n', "line 1: kind: ['judgement'] is none of"),
        (b'{"kind": "judgement", "verdict": "maybe"}\n', "line 1: verdict: Input should be 'accept'"),
        (b'{"release": "\xe6"}\n', "line 1: the line: no JSON"),
    ],
)
def test_a_line_that_is_no_decision_is_named(content: bytes, fault: str) -> None:
    with pytest.raises(DecisionError) as error:
        list(read_decisions(BytesIO(content), "decisions.jsonl"))
    assert f"decisions.jsonl, {fault}" in str(error.value)
    assert "(mend or remove the line)" in str(error.value)
