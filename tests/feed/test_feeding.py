"""A feed into each destination: complete, once, typed; again, corrected, withdrawn; with history."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.feed.destinations import DATABASES, DESTINATIONS, INFO, fed, place, run_of
from tests.feed.reading import contents, expected, releases_of
from tests.releases import SAMPLE, contradicting, odd_text, plain, releases

from extract.records.release import Amount, DateRange, Project, ProjectAmount, Release
from extract.store import Store, opened

_SHORT = SAMPLE.model_copy(update={"id": "kort", "projects": (), "checks": (), "title": None})
_AGAIN = SAMPLE.model_copy(
    update={"title": "Rettet", "amounts": SAMPLE.amounts[:3] + SAMPLE.amounts[3:4] + SAMPLE.amounts[4:6]}
)


@pytest.fixture(params=DESTINATIONS)
def there(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty destination of each kind."""
    return place(request.param, tmp_path, request)


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    return place(request.param, tmp_path, request)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "press.db") as made:
        yield made


def test_everything_arrives_and_comes_back_equal(there: str, store: Store) -> None:
    done = fed(store, run_of(store, SAMPLE, _SHORT), there)
    assert (done.added, done.failed) == (2, ())
    assert releases_of(contents(there)) == expected(SAMPLE, _SHORT)


def test_feeding_twice_changes_nothing(there: str, store: Store) -> None:
    run = run_of(store, SAMPLE, _SHORT)
    fed(store, run, there)
    before = contents(there)
    done = fed(store, run, there)
    assert (done.travelled, done.unchanged) == (0, 2)
    assert contents(there) == before
    done = fed(store, run_of(store, SAMPLE, _SHORT), there)
    assert (done.travelled, done.unchanged) == (0, 2)
    assert releases_of(contents(there)) == releases_of(before)


def test_a_corrected_release_takes_the_place_of_what_was_there(there: str, store: Store) -> None:
    fed(store, run_of(store, SAMPLE, _SHORT), there)
    done = fed(store, run_of(store, _AGAIN, _SHORT), there)
    assert (done.changed, done.unchanged) == (1, 1)
    assert releases_of(contents(there)) == expected(_AGAIN, _SHORT)


def test_a_withdrawn_release_is_marked_and_kept_and_may_come_back(there: str, store: Store) -> None:
    fed(store, run_of(store, SAMPLE, _SHORT), there)
    later = run_of(store, SAMPLE)
    assert fed(store, later, there).withdrawn == 1
    found = contents(there)
    marks = {row["id"]: row["withdrawn_at"] for row in found["release"]}
    assert marks[SAMPLE.id] is None
    assert marks["kort"].isoformat() == later.ended_at
    assert found["amount"] == expected(SAMPLE, _SHORT)["amount"]
    assert fed(store, later, there).travelled == 0
    assert fed(store, run_of(store, SAMPLE, _SHORT), there).returned == 1
    assert releases_of(contents(there)) == expected(SAMPLE, _SHORT)


def test_a_run_of_other_sources_withdraws_nothing(there: str, store: Store) -> None:
    fed(store, run_of(store, SAMPLE), there)
    with _other_sources():
        done = fed(store, run_of(store, _SHORT), there)
    assert (done.added, done.withdrawn) == (1, 0)
    assert releases_of(contents(there)) == expected(SAMPLE, _SHORT)


@contextmanager
def _other_sources() -> Iterator[None]:
    import tests.store.filled as filled

    begin: Callable[..., Any] = getattr(filled, "begin_run")  # noqa: B009 (which it does not give away)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filled, "begin_run", lambda *a: begin(*a[:3], ["elsewhere"], *a[4:]))
        yield


def test_only_what_changed_since_a_run_travels(there: str, store: Store) -> None:
    one, two = plain("one"), plain("two")
    first = run_of(store, one, two, SAMPLE)
    second = run_of(store, one, plain("two", "En anden meddelelse."))
    done = fed(store, second, there, since=first)
    assert (done.added, done.unchanged) == (1, 1)
    assert [row["id"] for row in contents(there)["release"]] == ["two"]


_DIGITS = ["0", "0.01", "-12.34", "999999999999999999.99", "0.324", "1e30", "1235100.00", "10000000000000000"]


def test_every_amount_comes_back_exactly(there: str, store: Store) -> None:
    amounts = tuple(
        Amount(id=f"a{n}", start=n, end=n + 1, surface="E", value=Decimal(digits), currency="DKK")
        for n, digits in enumerate(_DIGITS)
    )
    projects = tuple(
        Project(id=f"p{n}", name=f"P{n}", granted=ProjectAmount(value=Decimal(digits), currency="DKK", amount=f"a{n}"))
        for n, digits in enumerate(_DIGITS)
    )
    fed(store, run_of(store, plain("x", amounts=amounts, projects=projects)), there)
    found = contents(there)
    assert {row["record_id"]: row["value"] for row in found["amount"]} == {a.id: a.value for a in amounts}
    assert {row["record_id"]: row["granted_value"] for row in found["project"]} == {
        f"p{n}": Decimal(digits) for n, digits in enumerate(_DIGITS)
    }


_HOSTILE = [
    "'; DROP TABLE release; --", '"; DELETE FROM "project', "\\", "\\N", "\\.", "%s %(a)s ? :a $1 {x}", "\x00NUL\x00",
    "tab\tline\nreturn\r\n", "=HYPERLINK(1)", "\u202e\u2066 😀 \U0001f469\u200d\U0001f680", "", "NULL", "select", "æøå " * 9,
]  # fmt: skip


def test_hostile_content_arrives_as_data(there: str, store: Store) -> None:
    hostile = [
        plain(
            f"r{n}-{text[:20]}".replace("\x00", ""), text + "x", title=text, lead=text, url=text,
            projects=(Project(id="p1", name=text, city=text, applicant=text, partners=(text, text)),),
            dates=(DateRange(start=0, end=1, surface=text),),
        )
        for n, text in enumerate(_HOSTILE)
    ]  # fmt: skip
    fed(store, run_of(store, *hostile), there)
    known = [one.model_copy(update={"extractor": INFO}) for one in hostile]
    assert releases_of(contents(there)) == expected(*known)


def test_a_text_of_ten_megabytes_arrives(there: str, store: Store) -> None:
    long = plain("long", "Ærø og sø. " * 1_000_000, projects=(Project(id="p1", name="N" * 100_000),))
    fed(store, run_of(store, long), there)
    found = contents(there)
    assert found["release"][0]["text"] == long.text
    assert found["project"][0]["name"] == "N" * 100_000


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each example costs a feed: none is made smaller
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(made=st.lists(releases(), min_size=1, max_size=3, unique_by=lambda one: one.id), title=odd_text)
def test_whatever_a_release_says_comes_back(made: list[Release], title: str, there: str, store: Store) -> None:
    """All examples go into one destination, one after the other: what an earlier one had is replaced or marked."""
    known = [one.model_copy(update={"extractor": INFO, "title": title}) for one in made]
    done = fed(store, run_of(store, *known), there)
    assert done.failed == ()
    names = {one.id for one in known}
    found = releases_of(contents(there))
    own = {name: [row for row in has if row.get("release", row["id"]) in names] for name, has in found.items()}
    assert own == expected(*known)
    assert {row["id"] for row in found["release"] if row["withdrawn_at"] is None} == names


def test_a_record_that_contradicts_itself_is_told_and_left_out(there: str, store: Store) -> None:
    bad = plain("bad", projects=(Project(id="p1", name="P", place="l9"),))
    done = fed(store, run_of(store, SAMPLE, bad), there)
    assert [said.partition(" ")[0] for said in done.failed] == ["bad"]
    assert releases_of(contents(there)) == expected(SAMPLE)


def _contradicted(where: str) -> list[tuple[str, str]]:
    return sorted(
        (row["release"], row["found"])
        for row in contents(where)["check_result"]
        if row["code"] == "grant_agrees_with_other_release"
    )


def test_what_releases_contradict_is_fed_and_goes_when_it_is_mended(database: str, store: Store) -> None:
    """Of the release that did not change, the check goes all the same; timelines lead to the rows of projects."""
    fed(store, run_of(store, SAMPLE, contradicting("5000000")), database)
    assert _contradicted(database) == [(SAMPLE.id, "5000000"), ("havnefonden-2026-01", "4500000")]
    found = contents(database)
    keys = {row["id"] for row in found["project"] if row["name"] == "Kajhuset"}
    steps = [(row["release"], row["stage"], row["project"] in keys, row["disagrees"]) for row in found["timeline_step"]]
    assert sorted(steps) == [(SAMPLE.id, "granted", True, False), ("havnefonden-2026-01", "changed", True, True)]
    later = run_of(store, SAMPLE, contradicting("6000000"))
    done = fed(store, later, database)
    assert (done.changed, _contradicted(database)) == (
        2, [(SAMPLE.id, "6000000"), ("havnefonden-2026-01", "4500000")]
    )  # fmt: skip
    done = fed(store, run_of(store, SAMPLE, contradicting("4500000")), database)
    assert (done.changed, _contradicted(database)) == (2, [])
    assert len(contents(database)["timeline_step"]) == 2
    assert fed(store, run_of(store, SAMPLE), database).withdrawn == 1
    assert contents(database)["timeline_step"] == []


def test_timelines_of_releases_that_are_not_there_are_left_out(database: str, store: Store) -> None:
    """Since a run, only what changed is there; a timeline step leads nowhere else."""
    first = run_of(store, SAMPLE)
    fed(store, run_of(store, SAMPLE, contradicting("5000000")), database, since=first)
    assert {row["release"] for row in contents(database)["timeline_step"]} <= {"havnefonden-2026-01"}
