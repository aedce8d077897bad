"""Judged records are counted for the rule that made them, as the newest run has them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.diff.judged import judged, subjects_in
from tests.diff.test_decided import changed
from tests.releases import SAMPLE, plain
from tests.store.filled import fill

from extract.decide import Subject, Verdict
from extract.diff.worth import judged_rules, newest_decided
from extract.records.release import Release
from extract.store import Store, opened
from extract.store.deciding import add_decisions
from extract.store.judging import withdraw


def ruled(release: Release, rule: str) -> Release:
    """The release, all of whose amounts and projects one rule made."""
    return release.model_copy(
        update={
            kind: tuple(one.model_copy(update={"rule": rule}) for one in getattr(release, kind))
            for kind in ("amounts", "projects")
        }
    )


OLD = ruled(SAMPLE, "old")
NEW = ruled(changed("amounts", 3, changed("amounts", 4, role="other"), role="pool", qualifier="about"), "new")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "press.db") as found:
        yield found


@pytest.fixture
def judgeable(store: Store) -> tuple[Subject, ...]:
    """Three changes of two amounts, by a new rule."""
    return subjects_in(store, fill(store, OLD).id, fill(store, NEW).id)


def say(store: Store, *said: tuple[Verdict, Subject]) -> None:
    add_decisions(store, [judged(verdict, subject, batch=f"b{n}") for n, (verdict, subject) in enumerate(said)])


def test_a_record_counts_once_and_is_wrong_where_anything_of_it_is(
    store: Store, judgeable: tuple[Subject, ...]
) -> None:
    assert sorted((one.record, one.field) for one in judgeable) == [
        ("11 mio. kr.", "qualifier"), ("11 mio. kr.", "role"), ("2.700.000 kr.", "role")
    ]  # fmt: skip
    say(store, *(("accept", one) for one in judgeable))
    assert judged_rules(store) == {("amounts", "new"): (2, 2)}
    made = judged("reject", next(one for one in judgeable if one.field == "qualifier"), batch="later")
    add_decisions(store, [made])
    assert judged_rules(store) == {("amounts", "new"): (1, 2)}
    withdraw(store, "later", by="Åse")
    assert judged_rules(store) == {("amounts", "new"): (2, 2)}


def test_a_rule_that_was_mended_is_not_held_to_what_it_said(store: Store, judgeable: tuple[Subject, ...]) -> None:
    say(store, *(("reject", one) for one in judgeable))
    assert judged_rules(store) == {("amounts", "new"): (0, 2)}
    fill(store, ruled(SAMPLE, "mended"))
    assert judged_rules(store) == {("amounts", "mended"): (2, 2)}
    fill(store, plain("another"))  # a run without the release
    assert judged_rules(store) == {("amounts", "mended"): (2, 2)}


def test_records_that_are_missing_or_gone_are_of_no_rule(store: Store) -> None:
    fewer = OLD.model_copy(update={"projects": OLD.projects[:2]})
    (went,) = subjects_in(store, fill(store, OLD).id, fill(store, fewer).id)
    say(store, ("reject", went))
    assert judged_rules(store) == {}
    assert [(one.record, one.at) for known in newest_decided(store) for one in known.said] == [("Skudehavnen", None)]
    fill(store, OLD)
    assert judged_rules(store) == {("projects", "old"): (1, 1)}


def test_releases_that_no_run_has_are_left_out(store: Store) -> None:
    fill(store, plain("a"))
    subject = Subject(release="gone", of="amounts", record="3 kr.", op="added", after={}, text="00")
    say(store, ("accept", subject))
    assert list(newest_decided(store)) == []
    assert judged_rules(store) == {}


def test_many_releases_are_walked_in_the_order_of_their_names(store: Store) -> None:
    names = [f"r{n:03}" for n in range(230)]
    before = fill(store, *(plain(name, title="Før") for name in names))
    after = fill(store, *(plain(name, title="Efter") for name in names))
    found = subjects_in(store, before.id, after.id)
    say(store, *(("accept", one) for one in found))
    assert [known.release.id for known in newest_decided(store)] == names
