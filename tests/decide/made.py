"""Decisions that nobody made: any that there can be."""

from __future__ import annotations

from hypothesis import strategies as st

from extract.decide import VERDICTS, Decision, Judgement, Silence, Subject

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_FACT = st.none() | _TEXT | st.dictionaries(_TEXT, _TEXT, max_size=3)
_SPANS = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=2).map(tuple)


def subjects() -> st.SearchStrategy[Subject]:
    return st.builds(
        Subject, release=_TEXT, of=_TEXT, record=_TEXT, field=st.none() | _TEXT,
        op=st.sampled_from(["added", "removed", "changed"]), before=_FACT, after=_FACT, text=_TEXT, spans=_SPANS,
        nth=st.integers(1, 3),
    )  # fmt: skip


def judgements() -> st.SearchStrategy[Judgement]:
    return st.builds(
        Judgement, verdict=st.sampled_from(VERDICTS), subject=subjects(), value=_FACT, spans=_SPANS,
        note=st.none() | _TEXT, by=_TEXT, at=_TEXT, batch=_TEXT,
    )  # fmt: skip


def decisions() -> st.SearchStrategy[Decision]:
    silences = st.builds(
        Silence, release=_TEXT, code=_TEXT, stated=st.none() | _TEXT, found=st.none() | _TEXT,
        reason=st.none() | _TEXT, by=st.none() | _TEXT, at=st.none() | _TEXT,
    )  # fmt: skip
    return st.one_of(judgements(), silences)
