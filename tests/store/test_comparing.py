"""A kept comparison answers as if all its changes were looked through one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.releases import plain
from tests.store.compared import change, kept, release, subject, two_runs
from tests.store.filled import fill

from extract.store import Store, opened
from extract.store.comparing import (
    ComparedRelease,
    ComparisonWriter,
    NewChange,
    Wanted,
    changes,
    changes_beside,
    clusters,
    comparisons,
    find_change,
    find_cluster,
    find_comparison,
    neighbours,
    one,
    tallied,
    where,
)
from extract.store.judging import judge, newest_judgement

WORDS = ("sti", "BRO", "å%_", "\x00ø\\")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of each kind with two runs."""
    if request.param == "sqlite":
        with opened(tmp_path_factory.mktemp("store") / "press.db") as found:
            two_runs(found)
            yield found
        return
    server = request.getfixturevalue("postgres_server")
    from tests.postgres import Database

    with server.connect() as session:
        session.execute("DROP DATABASE IF EXISTS comparing")
        session.execute("CREATE DATABASE comparing")
    with opened(Database(server, "comparing").url) as found:
        two_runs(found)
        yield found


_publishers = st.sampled_from(["Fonden", "Åen", "", None])
_checks = st.sampled_from(["", "doubt", "mismatch"])
_causes = st.sampled_from(["source", "patterns", "code"])
_kinds = st.sampled_from([("amounts", "role"), ("amounts", "value"), ("projects", "role"), ("projects", None)])
_confidences = st.sampled_from([None, 0.4, 0.8, 0.95])


@st.composite
def _given(draw: st.DrawFn) -> list[tuple[ComparedRelease, list[NewChange]]]:
    found = []
    for n in range(draw(st.integers(0, 4))):
        words = " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=2)))
        own = release(f"r{n}", draw(_publishers), draw(_checks), words)
        made = []
        for m in range(draw(st.integers(0, 4))):
            of, field = draw(_kinds)
            before = {"name": "x"} if field is None else "other"
            after = None if field is None else "grant"
            about = subject(f"r{n}", f"record {m}", of=of, field=field, before=before, after=after)
            made.append(change(about, draw(st.integers(1, 3)), draw(_causes), draw(_confidences)))
        found.append((own, made))
    return found


_wanted = st.builds(
    Wanted,
    cluster=st.none() | st.integers(1, 4),
    publisher=_publishers,
    field=st.sampled_from([None, "", "amounts", "amounts.role", "projects", "projects.value"]),
    cause=st.none() | _causes,
    checks=st.none() | _checks,
    confidence=st.none() | st.sampled_from([0.4, 0.5, 0.9]),
    judged=st.none() | st.booleans(),
    words=st.sampled_from(["", "sti", "Bro", "å%_", "ti b", "%", "titel r1", "ø\\", "sti åååå"]),
)


def _fits(wanted: Wanted, own: ComparedRelease, one: NewChange, judged: bool, without: str = "") -> bool:
    """The filters, said once more without a database."""
    kind, dot, field = (wanted.field or "").partition(".")
    told = {
        "cluster": wanted.cluster in (None, one.cluster),
        "publisher": wanted.publisher is None or (own.publisher is None if wanted.publisher == "" else own.publisher == wanted.publisher),
        "field": not kind or (one.kind == kind and (not dot or (one.field or "") == field)),
        "cause": wanted.cause in (None, one.cause),
        "checks": wanted.checks in (None, own.checks),
        "confidence": wanted.confidence is None or (one.confidence is not None and one.confidence < wanted.confidence),
        "judged": wanted.judged in (None, judged),
        "words": all(word in own.words for word in wanted.words.casefold().split()),
    }  # fmt: skip
    return all(fits for name, fits in told.items() if name != without)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(made=_given(), wanted=_wanted, judged=st.sets(st.integers(1, 8)))
def test_filters_counts_and_places_are_those_of_a_walk_over_all(
    store: Store, made: list[tuple[ComparedRelease, list[NewChange]]], wanted: Wanted, judged: set[int]
) -> None:
    # Names of their own, so that no judgement of an example before holds.
    turn = newest_judgement(store)
    made = [
        (own, [c.__class__(c.cluster, c.kind, c.field, c.op, c.cause, c.confidence, c.subject.model_copy(update={"text": str(turn), "record": f"{turn} {c.subject.record}"}), c.body) for c in some])
        for own, some in made
    ]  # fmt: skip
    comparison = kept(store, (1, 2), made)
    every = [(number, own, c) for number, (own, c) in enumerate(((own, c) for own, some in made for c in some), 1)]
    judged &= {number for number, *_ in every}
    for number in judged:
        judge(store, comparison, one(number), "accept", by="Åse", seen=turn)

    fits = [(n, own, c) for n, own, c in every if _fits(wanted, own, c, n in judged)]
    numbers = [n for n, *_ in fits]
    found = tallied(store, comparison, wanted)
    assert (found.changes, found.judged) == (len(fits), len(judged & set(numbers)))
    for name, value in (
        ("publisher", lambda own, c: own.publisher),
        ("field", lambda own, c: f"{c.kind}.{c.field or ''}"),
        ("cause", lambda own, c: c.cause),
        ("checks", lambda own, c: own.checks),
    ):
        counted = Counter(value(own, c) for n, own, c in every if _fits(wanted, own, c, n in judged, without=name))
        assert dict(found.by[name]) == counted
        assert [count for _, count in found.by[name]] == sorted(counted.values(), reverse=True)

    shown = changes(store, comparison, wanted, most=100)
    assert [c.number for c in shown] == numbers
    assert [c.number for c in changes(store, comparison, wanted, most=2, skip=1)] == numbers[1:3]
    assert [(c.release.title, c.body["subject"]["record"], c.judgement is not None) for c in shown] == [
        (own.title, c.subject.record, n in judged) for n, own, c in fits
    ]
    in_clusters = [(n, c.cluster) for n, own, c in every if _fits(wanted, own, c, n in judged, without="cluster")]
    assert [(k.number, k.changes, k.judged) for k in clusters(store, comparison, wanted)] == [
        (number, len(own), sum(n in judged for n, _ in own))
        for number, group in groupby(sorted(in_clusters, key=lambda entry: entry[1]), key=lambda entry: entry[1])
        if (own := list(group))
    ]
    for n, *_ in every:
        place = neighbours(store, comparison, wanted, n)
        earlier, later = [m for m in numbers if m < n], [m for m in numbers if m > n]
        assert (place.previous, place.next) == (max(earlier, default=None), min(later, default=None))
        assert (place.place, place.of) == (len(earlier) + 1 if n in numbers else 0, len(numbers))
    _, count = judge(store, comparison, where(comparison, wanted), "reject", by="Åse", seen=turn)
    assert count == len(fits)


def test_a_change_with_those_beside_it(store: Store) -> None:
    first = [change(subject(record=name)) for name in "ab"]
    comparison = kept(store, (1, 2), [(release("r1"), first), (release("r2"), [change(subject("r2"))])])
    found = find_change(store, comparison, 2)
    assert found is not None
    assert (found.body["subject"]["record"], found.release.release, found.confidence) == ("b", "r1", 0.9)
    assert [c.number for c in changes_beside(store, comparison, 2, most=9)] == [1, 2]
    assert [c.number for c in changes_beside(store, comparison, 1, most=1)] == [1]
    assert find_change(store, comparison, 4) is None
    assert find_change(store, comparison + 1, 1) is None
    assert find_cluster(store, comparison, 1) == {"title": "cluster 1"}
    assert find_cluster(store, comparison, 2) is None


def test_a_comparison_is_seen_once_it_is_through_and_takes_the_place_of_an_earlier_one(store: Store) -> None:
    first = kept(store, (1, 2), [(release(), [change(subject())])])
    writer = ComparisonWriter(store, 1, 2)
    writer.take(release(), [])
    assert [c.id for c in comparisons(store)] == [first]
    again = kept(store, (1, 2), [])  # the one that was begun and left is gone with it
    assert [(c.id, c.before, c.after, c.changes, c.judged) for c in comparisons(store)] == [(again, 1, 2, 0, 0)]
    assert find_comparison(store, id=writer.id) is None
    other = fill(store, plain("c")).id
    beside = kept(store, (2, other), [])
    assert [c.id for c in comparisons(store)] == [beside, again]
    found = find_comparison(store, runs=(2, other))
    assert found is not None
    assert found.id == beside
    assert find_comparison(store, runs=(other, 2)) is None


def test_many_changes_are_written_in_parts(store: Store) -> None:
    made = [(release(f"r{n}"), [change(subject(f"r{n}"), cluster=n % 2 + 1)]) for n in range(450)]
    comparison = kept(store, (1, 2), made)
    assert tallied(store, comparison, Wanted()).changes == 450
    assert [c.changes for c in clusters(store, comparison, Wanted())] == [225, 225]
    assert [c.release.release for c in changes(store, comparison, Wanted(), most=2, skip=448)] == ["r448", "r449"]
    assert (
        judge(store, comparison, where(comparison, Wanted(cluster=2)), "accept", by="Bo", seen=newest_judgement(store))[
            1
        ]
        == 225
    )
