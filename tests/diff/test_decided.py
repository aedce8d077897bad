"""What people say of records: it follows the record, and holds until text and finding are new."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.diff.judged import judged, subjects
from tests.releases import SAMPLE, span

from extract.decide import Fact, Judgement, Subject
from extract.diff.decided import Said, claimed, decided
from extract.records.release import ProjectAmount, Release


def changed(kind: str, at: int, release: Release = SAMPLE, **more: Any) -> Release:
    """The release with fields of one record changed."""
    records = list(getattr(release, kind))
    records[at] = records[at].model_copy(update=more)
    return release.model_copy(update={kind: tuple(records)})


def without(kind: str, at: int, release: Release = SAMPLE) -> Release:
    records = list(getattr(release, kind))
    del records[at : at + 1]
    return release.model_copy(update={kind: tuple(records)})


def retold(release: Release) -> Release:
    """The same records in a text that goes on."""
    return release.model_copy(update={"text": release.text + "\nRettet."})


MORE = ProjectAmount(value=Decimal(5_000_000), currency="DKK")
RAISED = changed("projects", 0, granted=MORE)
FEWER = without("projects", 2)
SAUNA = changed("amounts", 4, role="other")


def only(before: Release, after: Release, kind: str | None = None) -> Subject:
    """The one thing to judge of two readings."""
    found = [one for one in subjects(before, after) if kind in (None, one.of)]
    assert len(found) == 1, found
    return found[0]


def told(release: Release, *judgements: Judgement) -> list[tuple[int | None, str | None, Fact, Fact]]:
    return [(one.at, one.field, one.machine, one.human) for one in decided(release, judgements)]


GRANTED = only(SAMPLE, RAISED)
OLD, NEW = "4500000 DKK", "5000000 DKK"


@pytest.mark.parametrize(
    ("verdict", "value", "now", "expected"),
    [
        ("accept", None, RAISED, [(0, "granted", NEW, NEW)]),
        ("reject", None, RAISED, [(0, "granted", NEW, OLD)]),
        ("correct", "4600000 DKK", RAISED, [(0, "granted", NEW, "4600000 DKK")]),
        ("correct", None, RAISED, [(0, "granted", NEW, None)]),
        # The text is the same: it holds whatever the machine says now.
        ("reject", None, SAMPLE, [(0, "granted", OLD, OLD)]),
        ("accept", None, SAMPLE, [(0, "granted", OLD, NEW)]),
        ("reject", None, changed("projects", 0, granted=None), [(0, "granted", None, OLD)]),
        # Another text: it holds where the machine says what it said.
        ("reject", None, retold(RAISED), [(0, "granted", NEW, OLD)]),
        ("reject", None, retold(SAMPLE), []),
        ("reject", None, without("projects", 0), []),
        ("reject", None, retold(without("projects", 0)), []),
        # The record is known again: in another order, and by its place under another name.
        ("reject", None, RAISED.model_copy(update={"projects": RAISED.projects[::-1]}), [(2, "granted", NEW, OLD)]),
    ],
)
def test_a_judged_field(verdict: Any, value: Fact, now: Release, expected: list[Any]) -> None:
    assert told(now, judged(verdict, GRANTED, value)) == expected


@pytest.mark.parametrize(
    ("verdict", "now", "at", "machine", "human"),
    [
        ("accept", SAMPLE, 2, True, True),
        ("reject", SAMPLE, 2, True, False),  # people say that it is not there
        ("accept", FEWER, None, False, True),  # the machine misses it
        ("reject", FEWER, None, False, False),
        ("reject", retold(SAMPLE), 2, True, False),
    ],
)
def test_a_record_that_came(verdict: Any, now: Release, at: int | None, machine: bool, human: bool) -> None:
    subject = only(FEWER, SAMPLE)
    assert isinstance(subject.after, dict)
    (found,) = decided(now, [judged(verdict, subject)])
    assert (found.kind, found.record, found.at, found.field) == ("projects", "Skudehavnen", at, None)
    assert (found.machine, found.human) == (subject.after if machine else None, subject.after if human else None)
    assert found.agrees == (machine == human)
    assert found.spans == ((span("Skudehavnen"),) if now.text == SAMPLE.text else found.spans)


@pytest.mark.parametrize(
    ("verdict", "now", "at", "machine", "human"),
    [
        ("accept", FEWER, None, False, False),
        ("reject", FEWER, None, False, True),
        ("accept", SAMPLE, 2, True, False),
        ("reject", SAMPLE, 2, True, True),
    ],
)
def test_a_record_that_went(verdict: Any, now: Release, at: int | None, machine: bool, human: bool) -> None:
    subject = only(SAMPLE, FEWER)
    (found,) = decided(now, [judged(verdict, subject)])
    assert (found.at, found.machine is not None, found.human is not None) == (at, machine, human)


def test_what_is_missing_is_missing_in_the_text_that_was_looked_at() -> None:
    assert told(retold(FEWER), judged("reject", only(SAMPLE, FEWER))) == []
    assert told(retold(FEWER), judged("accept", only(FEWER, SAMPLE))) == []


def test_a_place_of_the_text_before_is_none_of_the_text_after() -> None:
    corrected = FEWER.model_copy(update={"text": "Rettet i dag. " + FEWER.text})
    went = next(one for one in subjects(SAMPLE, corrected) if one.of == "projects" and one.op == "removed")
    (found,) = decided(corrected, [judged("reject", went)])
    assert (found.at, found.spans) == (None, ())


def test_amounts_of_the_same_words_are_told_apart_by_their_place() -> None:
    other = changed("amounts", 7, role="grant")
    assert [SAMPLE.amounts[n].surface for n in (0, 7)] == ["9,2 mio. kroner"] * 2
    assert told(other, judged("reject", only(SAMPLE, other))) == [(7, "role", "grant", "pool")]
    fewer = without("amounts", 7)
    (found,) = decided(SAMPLE, [judged("reject", only(fewer, SAMPLE, "amounts"))])
    assert found.at == 7
    assert told(fewer, judged("accept", only(SAMPLE, fewer, "amounts"))) == [(None, None, None, None)]


def test_a_record_keeps_what_was_said_of_it_when_it_is_renamed() -> None:
    renamed = changed("projects", 2, name="Den nye skudehavn")
    town = only(changed("projects", 2, place=None), changed("projects", 2, city="Ærø", place=None))
    assert told(renamed, judged("reject", town)) == [(2, "city", "Marstal", "Marstal")]
    name = only(SAMPLE, changed("projects", 2, name="Den nye skudehavn"))
    assert told(SAMPLE, judged("reject", name)) == [(2, "name", "Skudehavnen", "Skudehavnen")]


def test_the_later_of_two_about_a_field_counts() -> None:
    first, second = judged("reject", GRANTED), judged("correct", GRANTED, "1 DKK", batch="b2")
    assert told(RAISED, first, second) == [(0, "granted", NEW, "1 DKK")]
    assert decided(RAISED, [first, second])[0].judgement == second


def test_a_judgement_of_the_whole_takes_the_place_of_those_of_its_fields() -> None:
    whole = judged("reject", only(without("projects", 0), RAISED), batch="b2")
    fields = judged("reject", GRANTED)
    assert [(one.field, one.human) for one in decided(RAISED, [fields, whole])] == [(None, None)]
    # And the other way round: of what is not there no field could be judged.
    assert [(one.field, one.human) for one in decided(RAISED, [whole, fields])] == [("granted", OLD)]
    kept = judged("accept", only(without("projects", 0), RAISED), batch="b3")
    assert [one.field for one in decided(RAISED, [kept, fields])] == [None, "granted"]


def test_a_record_is_corrected_by_what_it_is_known_by() -> None:
    came = only(FEWER, SAMPLE)
    (found,) = decided(SAMPLE, [judged("correct", came, "Skudehavn i Marstal", spans=(span("Marstal"),))])
    assert found.values()["name"] == ("Skudehavnen", "Skudehavn i Marstal")
    assert {name for name, (machine, human) in found.values().items() if machine != human} == {"name"}
    assert found.spans == (span("Marstal"),)


def test_a_title_is_the_releases_own_and_text_is_the_senders() -> None:
    other = SAMPLE.model_copy(update={"title": "En anden titel"})
    assert told(other, judged("reject", only(SAMPLE, other))) == [(0, "title", "En anden titel", SAMPLE.title)]
    corrected = SAMPLE.model_copy(update={"text": SAMPLE.text.replace("31 ans", "32 ans")})
    text = next(one for one in subjects(SAMPLE, corrected) if one.of == "text")
    assert told(corrected, judged("reject", text)) == []


def test_a_check_with_none_to_name_it_is_known_by_what_it_says() -> None:
    fewer = without("checks", 0)
    came = only(fewer, SAMPLE)
    assert [one[0] for one in told(SAMPLE, judged("reject", came))] == [0]
    assert told(fewer, judged("reject", came)) == [(None, None, None, None)]


Change = Callable[[Release], Release]
CHANGES: list[Change] = [
    *(lambda one, k=kind, n=n: without(k, n, one) for kind in ("projects", "amounts", "quotes", "people", "places") for n in (0, 1)),
    *(lambda one, n=n: changed("amounts", n, one, role="other") for n in (2, 3, 4)),
    *(lambda one, n=n: changed("projects", n, one, city="Nibe", granted=MORE) for n in (2,)),
    lambda one: changed("people", -1, one, name="Oline Fjordgaard"),
    lambda one: changed("projects", -1, one, name="Skudehavnen i Marstal"),
    lambda one: changed("quotes", -1, one, speaker=None),
    lambda one: one.model_copy(update={"title": "En anden titel"}),
    lambda one: one.model_copy(update={"projects": one.projects[::-1]}),
]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(CHANGES[:10]), max_size=2, unique=True),
    st.lists(st.sampled_from(CHANGES[10:]), max_size=3, unique=True),
    st.booleans(),
)
def test_whoever_says_yes_agrees_with_the_later_side_and_whoever_says_no_with_the_earlier(
    gone: list[Change], other: list[Change], turned: bool
) -> None:
    before = after = SAMPLE
    for change in (*other, *gone):
        after = change(after)
    if turned:
        before, after = after, before
    found = subjects(before, after)
    accepted = decided(after, [judged("accept", one) for one in found])
    rejected = decided(before, [judged("reject", one) for one in found])
    assert len(accepted) == len(rejected) == len(found)
    assert [one for one in (*accepted, *rejected) if not one.agrees] == []
    # As labels they say the same.
    claims = [one.judgement.claim for one in accepted if one.judgement is not None]
    assert _plain(claimed(after, claims)) == _plain(accepted)


def _plain(said: tuple[Said, ...]) -> list[tuple[Any, ...]]:
    return [(one.kind, one.at, one.field, one.machine, one.human, one.spans) for one in said]
