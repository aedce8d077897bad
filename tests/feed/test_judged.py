"""People's word in what is fed: in the place of the machine's, with both to see, and back when it is taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.diff.judged import judged, subjects, subjects_in
from tests.feed.destinations import DESTINATIONS, fed, feeds, place, run_of
from tests.feed.reading import contents
from tests.releases import SAMPLE, plain, span
from tests.support import patterns

from extract.assemble.confidence import compile_confidence
from extract.decide import Fact, Judgement, Silence, Subject, Verdict
from extract.diff.links import unnamed
from extract.feed import write_view
from extract.feed.figures import figures
from extract.feed.judged import Judged
from extract.feed.ledger import FED
from extract.feed.rows import rows, rows_of
from extract.feed.schema import HISTORIES
from extract.feed.target import FeedError
from extract.records.release import ProjectAmount, Release
from extract.store import Run, Store, find_run, opened
from extract.store.deciding import add_decisions
from extract.store.judging import withdraw
from extract.store.tables import run as run_table

AT = "2026-11-27T10:00:00+00:00"
OTHER = plain("other")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "press.db") as made:
        yield made


@pytest.fixture
def where(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/fed.sqlite"


def changed(kind: str, at: int, **more: Any) -> Release:
    """SAMPLE with fields of one record changed."""
    records = list(getattr(SAMPLE, kind))
    records[at] = records[at].model_copy(update=more)
    return SAMPLE.model_copy(update={kind: tuple(records)})


def without(kind: str, at: int) -> Release:
    records = tuple(one for n, one in enumerate(getattr(SAMPLE, kind)) if n != at)
    return unnamed(SAMPLE.model_copy(update={kind: records}))


def two_runs(store: Store, before: Release, after: Release = SAMPLE) -> tuple[Run, list[Subject]]:
    """Two runs; the later one, and what can be judged."""
    first, second = run_of(store, before, OTHER), run_of(store, after, OTHER)
    return second, list(subjects_in(store, first.id, second.id))


def judge(
    store: Store,
    verdict: Verdict,
    subject: Subject,
    value: Fact = None,
    *,
    spans: Sequence[tuple[int, int]] = (),
    batch: str = "b1",
    at: str = AT,
) -> None:
    one = Judgement(
        verdict=verdict, subject=subject, value=value, spans=tuple(spans), by="Åse", at=at, batch=batch, note="Se side 2"
    )  # fmt: skip
    assert add_decisions(store, [one]) == 1


def _rows(where: str, table: str) -> list[Mapping[str, Any]]:
    return contents(where)[table]


def _kajhuset(where: str) -> Mapping[str, Any]:
    (row,) = (row for row in _rows(where, "project") if row["name"] == "Kajhuset")
    return row


CHEAPER = changed("projects", 0, granted=ProjectAmount(value=Decimal(4_000_000), currency="DKK"))


@pytest.mark.parametrize("kind", DESTINATIONS)
def test_the_word_of_people_arrives_with_both_to_see(
    kind: str, store: Store, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    there = place(kind, tmp_path, request)
    run, (subject,) = two_runs(store, CHEAPER)
    fed(store, run, there)
    before = contents(there)
    key = _kajhuset(there)["id"]
    judge(store, "correct", subject, "4600000 DKK")
    done = fed(store, run, there)
    assert (done.changed, done.unchanged) == (1, 1)
    row = _kajhuset(there)
    assert (row["id"], row["granted_value"], row["granted_amount"]) == (key, Decimal(4_600_000), None)
    start, end = span("4.500.000 kr.")
    (said,) = _rows(there, "decision")
    assert said.pop("id").startswith(f"{SAMPLE.id}/j-")  # type: ignore[attr-defined]
    assert said == {
        "release": SAMPLE.id, "position": 1, "kind": "project", "record": key, "field": "granted",
        "machine_value": "4500000 DKK", "human_value": "4600000 DKK", "verdict": "correct", "heeded": True,
        "judged_by": "Åse", "judged_at": datetime(2026, 11, 27, 10, tzinfo=UTC), "note": "Se side 2",
        "start": start, "end": end,
    }  # fmt: skip
    same = {name: [one for one in found if one.get("id") != key] for name, found in before.items()}
    now = {name: [one for one in found if one.get("id") != key] for name, found in contents(there).items()}
    for table in FED:
        if table.of == "release" and table.name != "decision":
            assert now[table.name] == same[table.name], table.name
    assert fed(store, run, there).travelled == 0
    withdraw(store, "b1", by="Bo")
    assert fed(store, run, there).changed == 1
    assert {name: found for name, found in contents(there).items() if name not in ("feed", "delivery")} == {
        name: found for name, found in before.items() if name not in ("feed", "delivery")
    }


@pytest.mark.parametrize(
    ("before", "verdict", "value", "table", "column", "expected"),
    [
        (changed("amounts", 6, role="other"), "reject", None, "amount", "role", "other"),
        (changed("amounts", 6, role="other"), "correct", "saving", "amount", "role", "saving"),
        (changed("amounts", 6, value=Decimal(1)), "correct", "190000", "amount", "value", Decimal(190_000)),
        (changed("projects", 0, name="Et andet sted"), "correct", "Kajens hus", "project", "name", "Kajens hus"),
        (changed("projects", 0, city="Nibe", place=None), "correct", "Skagen", "project", "city", "Skagen"),
        (changed("projects", 0, applicant=None), "reject", None, "project", "applicant", None),
        (changed("places", 0, code="0851"), "reject", None, "place", "code", "0851"),
        (changed("quotes", 1, direct=False), "correct", "no", "quote", "direct", False),
        (changed("people", 1, party=None), "correct", "S", "person", "party", "S"),
        (changed("organisations", 0, name="Fonden"), "correct", "Havnens fond", "organisation", "name", "Havnens fond"),
        (changed("dates", 0, precision="month"), "reject", None, "date", "precision", "month"),
        (changed("contacts", 0, phone="1"), "correct", "22 33 44 55", "contact", "phone", "22 33 44 55"),
        (changed("sections", 6, heading="Fakta"), "correct", "Om projekterne", "section", "heading", "Om projekterne"),
        (SAMPLE.model_copy(update={"title": "En anden"}), "correct", "Den rette", "release", "title", "Den rette"),
    ],
)  # fmt: skip
def test_each_kind_has_what_people_say(
    store: Store, where: str, before: Release, verdict: Any, value: Fact, table: str, column: str, expected: Any
) -> None:
    run, found = two_runs(store, before)
    fed(store, run, where)
    old = [row[column] for row in _rows(where, table)]
    for n, subject in enumerate(one for one in found if one.field is not None):
        if subject.field == column or len(found) == 1:
            judge(store, verdict, subject, value, batch=f"b{n}")
    assert fed(store, run, where).changed == 1
    new = [row[column] for row in _rows(where, table)]
    assert sorted(map(str, new)) != sorted(map(str, old))
    assert str(expected) in map(str, new)
    (said,) = _rows(where, "decision")
    assert (said["kind"], said["heeded"]) == (table, True)
    assert said["record"] in {row["id"] for row in _rows(where, table)}
    assert fed(store, run, where).travelled == 0


def test_a_record_that_is_not_there_goes_and_one_that_was_missed_comes(store: Store, where: str) -> None:
    run, found = two_runs(store, without("projects", 2), without("amounts", 2))
    came = next(one for one in found if one.of == "projects" and one.op == "added")
    went = next(one for one in found if one.of == "amounts" and one.op == "removed")
    fed(store, run, where)
    assert _kajhuset(where)["granted_amount"] is None
    judge(store, "reject", came, batch="b1")
    judge(store, "reject", went, batch="b2")
    assert fed(store, run, where).changed == 1
    assert [row["name"] for row in _rows(where, "project")].count("Skudehavnen") == 0
    (amount,) = (row for row in _rows(where, "amount") if row["surface"] == "4.500.000 kr.")
    assert (amount["value"], amount["role"], amount["start"], amount["rule"]) == (
        Decimal(4_500_000), "grant", span("4.500.000 kr.")[0], None
    )  # fmt: skip
    # It is the same record that the machine would find.
    assert amount["id"] in {row["id"] for row in rows(SAMPLE)["amount"]}
    said = {row["kind"]: row for row in _rows(where, "decision")}
    assert (said["project"]["record"], said["project"]["human_value"]) == (None, None)
    assert '"name": "Skudehavnen"' in said["project"]["machine_value"]
    assert (said["amount"]["record"], said["amount"]["machine_value"]) == (amount["id"], None)
    assert all(row["heeded"] for row in said.values())


def test_what_cannot_be_written_stays_the_machines_and_is_told(store: Store, where: str) -> None:
    run, (subject,) = two_runs(store, changed("amounts", 6, role="other"))
    judge(store, "correct", subject, "gave")
    fed(store, run, where)
    (said,) = _rows(where, "decision")
    assert (said["human_value"], said["heeded"]) == ("gave", False)
    assert {row["role"] for row in _rows(where, "amount") if row["id"] == said["record"]} == {"cofunding"}


def test_a_silenced_check_is_a_decision_too(store: Store, where: str) -> None:
    run = run_of(store, SAMPLE)
    add_decisions(
        store,
        [Silence(release=SAMPLE.id, code="project_count", stated="3", found="3", reason="Set efter", by="Bo", at=AT)],
    )
    fed(store, run, where)
    (said,) = _rows(where, "decision")
    (check,) = (row for row in _rows(where, "check_result") if row["silenced"])
    assert (said["record"], said["field"], said["human_value"], said["verdict"], said["judged_by"]) == (
        check["id"], "silenced", "Set efter", "silence", "Bo"
    )  # fmt: skip


def test_a_judgement_outlives_the_next_run_as_long_as_it_holds(store: Store, where: str) -> None:
    _, (subject,) = two_runs(store, CHEAPER)
    judge(store, "reject", subject)
    fed(store, run_of(store, SAMPLE, OTHER), where)
    assert _kajhuset(where)["granted_value"] == 4_000_000
    # The machine says now what people say; they are both still told.
    fed(store, run_of(store, CHEAPER, OTHER), where)
    (said,) = _rows(where, "decision")
    assert (said["machine_value"], said["human_value"]) == ("4000000 DKK", "4000000 DKK")
    # Text and finding are both new: it is asked again.
    retold = SAMPLE.model_copy(update={"text": SAMPLE.text + "\nRettet."})
    first, *rest = retold.projects
    grown = first.model_copy(update={"granted": ProjectAmount(value=Decimal(1), currency="DKK")})
    fed(store, run_of(store, retold.model_copy(update={"projects": (grown, *rest)}), OTHER), where)
    assert (_kajhuset(where)["granted_value"], _rows(where, "decision")) == (1, [])


def test_timelines_and_contradictions_are_of_what_people_say(store: Store, where: str) -> None:
    again = SAMPLE.model_copy(
        update={
            "id": "igen", "published_at": datetime.fromisoformat("2026-01-10T09:00:00+01:00"),
            "projects": SAMPLE.projects[:1],
        }
    )  # fmt: skip
    one = Decimal(1)
    first = run_of(store, changed("amounts", 2, value=one, low=one, high=one), again)
    run = run_of(store, SAMPLE, again)
    (subject,) = subjects_in(store, first.id, run.id)
    assert (subject.of, subject.field) == ("amounts", "value")
    fed(store, run, where)
    codes = [row["code"] for row in _rows(where, "check_result")]
    assert "grant_agrees_with_other_release" not in codes
    judge(store, "correct", subject, "9000000")
    assert fed(store, run, where).changed == 2
    assert sorted(row["granted_value"] for row in _rows(where, "project"))[-1] == 9_000_000
    found = {(row["release"], row["found"]) for row in _rows(where, "check_result")
             if row["code"] == "grant_agrees_with_other_release"}  # fmt: skip
    assert found == {(SAMPLE.id, "4500000"), ("igen", "9000000")}
    assert len(_rows(where, "timeline_step")) == 2


def test_only_what_holds_judged_rules_travels_when_they_are_less_sure(store: Store, where: str) -> None:
    rule = next(rule for kind, rule in compile_confidence(patterns()) if kind == "amounts" and rule)
    sure = [one.model_copy(update={"rule": rule, "confidence": 0.97}) for one in SAMPLE.amounts]
    own = SAMPLE.model_copy(update={"amounts": tuple(sure)})
    alike = own.model_copy(update={"id": "alike", "projects": ()})
    before = own.model_copy(update={"amounts": tuple(one.model_copy(update={"role": "other"}) for one in sure)})
    first, run = run_of(store, before, alike, OTHER), run_of(store, own, alike, OTHER)
    fed(store, run, where)
    for subject in subjects_in(store, first.id, run.id):
        if subject.of == "amounts":
            judge(store, "reject", subject, batch=subject.record)
    done = fed(store, run, where)
    assert (done.changed, done.unchanged) == (2, 1)
    told = {row["confidence"] for row in _rows(where, "amount") if row["release"] == "alike"}
    assert len(told) == 1
    assert told < {x / 100 for x in range(97)}
    assert fed(store, run, where).travelled == 0


def test_a_history_has_decisions_from_when_they_were_made(store: Store, where: str) -> None:
    days = ["2025-09-01T04:00:00+00:00", "2025-10-01T04:00:00+00:00"]
    run, (subject,) = two_runs(store, CHEAPER)
    for number, day in enumerate(days, 1):
        with store.transaction() as connection:
            connection.execute(
                sa.update(run_table).where(run_table.c.id == number).values(started_at=day, ended_at=day)
            )
    judge(store, "correct", subject, "4600000 DKK", at="2025-11-01T04:00:00+00:00")
    done = feeds(store, find_run(store, str(run.id)), where, history=True)
    assert [one.run for one in done] == [1, 2, 2]
    past = contents(where, tables=HISTORIES)
    grants = sorted(
        (row["valid_from"].month, row["valid_to"] and row["valid_to"].month, row["granted_value"])
        for row in past["project_history"] if row["name"] == "Kajhuset"
    )  # fmt: skip
    assert grants == [(9, 10, 4_000_000), (10, 11, 4_500_000), (11, None, 4_600_000)]
    assert [row["valid_from"].month for row in past["decision_history"]] == [11]
    withdraw(store, "b1", by="Bo")
    feeds(store, find_run(store, str(run.id)), where, history=True)
    (row,) = (row for row in contents(where, tables=HISTORIES)["project_history"]
              if row["name"] == "Kajhuset" and row["valid_to"] is None)  # fmt: skip
    assert row["granted_value"] == 4_500_000


def test_what_was_decided_since_a_run_travels(store: Store, where: str) -> None:
    first, run = run_of(store, CHEAPER, OTHER), run_of(store, SAMPLE, OTHER)
    (subject,) = subjects_in(store, first.id, run.id)
    assert fed(store, run, where, since=run).travelled == 0
    judge(store, "correct", subject, "4600000 DKK", at="2999-01-01T00:00:00+00:00")
    done = fed(store, run, where, since=run)
    assert (done.added, done.unchanged) == (1, 1)
    assert _kajhuset(where)["granted_value"] == 4_600_000


def test_only_accepted_feeds_what_was_judged_with_what_it_names(store: Store, where: str) -> None:
    run, (subject,) = two_runs(store, CHEAPER)
    with pytest.raises(FeedError, match="nobody has accepted a record yet"):
        fed(store, run, where, only_accepted=True)
    judge(store, "accept", subject)
    done = fed(store, run, where, only_accepted=True)
    assert done.added == 1
    own = rows(SAMPLE)
    expected: dict[str, list[Any]] = {
        "release": [SAMPLE.id], "project": [own["project"][0]["id"]], "place": [own["place"][0]["id"]],
        "amount": sorted(str(own["amount"][n]["id"]) for n in (2, 3)), "section": [own["section"][6]["id"]],
    }  # fmt: skip
    found = contents(where)
    for table in FED:
        if table.of == "release" and not table.name.startswith(("project_", "place_", "item", "decision")):
            assert [row["id"] for row in found[table.name]] == expected.get(table.name, []), table.name
    assert len(found["project_partner"]) == 2
    (said,) = found["decision"]
    assert (said["record"], said["verdict"]) == (expected["project"][0], "accept")
    assert fed(store, run, where, only_accepted=True).travelled == 0
    withdraw(store, "b1", by="Bo")
    with pytest.raises(FeedError, match="nobody has accepted a record yet"):
        fed(store, run, where, only_accepted=True)


def test_only_accepted_leaves_out_what_was_said_not_to_be_there(store: Store, where: str) -> None:
    run, (came,) = two_runs(store, without("projects", 2))
    judge(store, "accept", came, batch="b1")
    fed(store, run, where, only_accepted=True)
    assert [row["name"] for row in _rows(where, "project")] == ["Skudehavnen"]
    judge(store, "reject", came, batch="b2")
    assert fed(store, run, where, only_accepted=True).withdrawn == 1
    assert [row["withdrawn_at"] is None for row in _rows(where, "release")] == [False]


def test_whoever_accepts_everything_is_fed_all_of_it(store: Store) -> None:
    """All records of the sample accepted: what is left out names nothing, and nothing is named that is left out."""
    first, second = run_of(store, plain(SAMPLE.id, SAMPLE.text)), run_of(store, SAMPLE)
    for n, subject in enumerate(subjects_in(store, first.id, second.id)):
        judge(store, "accept", subject, batch=f"b{n}")
    people = Judged.of(store, patterns())
    content = SAMPLE.model_dump(mode="json", by_alias=True)
    heard = people.accepted(content)
    assert heard is not None
    assert heard.record == people.applied(content).record == content
    assert all(one.at is not None for one in heard.decisions)


@pytest.fixture(scope="module")
def everything() -> Sequence[Subject]:
    """All records of the sample, as what came."""
    return subjects(plain(SAMPLE.id, SAMPLE.text), SAMPLE)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_people_say_of_records_what_is_fed_holds_together(everything: Sequence[Subject], data: Any) -> None:
    chosen = data.draw(st.lists(st.sampled_from(everything), max_size=8, unique_by=lambda one: one.key + one.place))
    given_ = tuple(judged(data.draw(st.sampled_from(["accept", "reject"])), one) for one in chosen)
    people = Judged({SAMPLE.id: given_} if given_ else {})
    content = SAMPLE.model_dump(mode="json", by_alias=True)
    all_of_it = people.applied(content)
    made = rows_of(all_of_it.record, all_of_it.decisions)
    assert len(made["decision"]) == len(given_)
    for row in made["decision"]:
        assert (row["record"] is None) == (row["human_value"] is None and row["kind"] != "release")
        assert row["record"] is None or row["record"] in {one["id"] for one in made[str(row["kind"])]}
    heard = people.accepted(content)
    accepted = [one for one in given_ if one.verdict == "accept"]
    if heard is None:
        assert [one for one in accepted if one.subject.of != "release"] == []
        return
    some = rows_of(heard.record, heard.decisions)
    for table, found in some.items():
        if table not in ("decision", "project", "amount", "quote"):  # whose links may be fewer
            known = [{name: value for name, value in row.items() if name != "position"} for row in made[table]]
            assert all({n: v for n, v in row.items() if n != "position"} in known for row in found), table


def test_figures_are_of_what_people_say_and_files_keep_what_the_machine_says(store: Store, tmp_path: Path) -> None:
    run, (subject,) = two_runs(store, CHEAPER)
    before = figures(store, run, patterns=patterns())
    judge(store, "correct", subject, "4600000 DKK")
    after = figures(store, run, patterns=patterns())
    assert [one.granted for one in before.totals] == [9_200_000]
    assert [one.granted for one in after.totals] == [9_300_000]
    write_view(store, run, tmp_path / "out", ("csv", "jsonl", "sqlite"), patterns=patterns())
    assert '"4500000"' in (tmp_path / "out" / "releases.jsonl").read_text("utf-8")
    with sqlite3.connect(tmp_path / "out" / "releases.sqlite") as database:
        told = database.execute(
            "SELECT p.granted_value, d.machine_value, d.human_value, d.heeded"
            " FROM decision d JOIN project p ON p.id = d.record"
        ).fetchall()
    assert told == [("4500000", "4500000 DKK", "4600000 DKK", 0)]
    assert "4600000 DKK" in (tmp_path / "out" / "csv" / "decision.csv").read_text("utf-8")
