"""What people judged holds over comparisons, is asked again when all is new, and is never lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.decide.made import decisions as any_decisions
from tests.releases import plain
from tests.store.compared import change, judgement, kept, release, subject, two_runs
from tests.store.filled import fill

from extract.decide import Decision, Judgement, Silence, Subject, Verdict
from extract.store import Store, find_run, opened, report, runs
from extract.store import tables as t
from extract.store.comparing import Wanted, changes, comparisons, find_comparison, one, tallied, where
from extract.store.deciding import add_decisions, decisions, silenced
from extract.store.judging import ConflictError, judge, judgements, newest_judgement, standing, withdraw
from extract.store.vacuum import vacuum

OTHER = subject(record="Broen", spans=((20, 25),))


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of each kind with two runs."""
    sqlite = request.param == "sqlite"
    address = str(tmp_path_factory.mktemp("store") / "press.db") if sqlite else request.getfixturevalue("postgres_url")
    with opened(address) as found:
        two_runs(found)
        yield found


def _compared(store: Store, *subjects: Subject) -> int:
    return kept(store, (1, 2), [(release(), [change(one) for one in subjects])])


def _held(store: Store, comparison: int) -> list[str | None]:
    """What holds for each change: the verdict, and who gave it."""
    found = changes(store, comparison, Wanted(), most=100)
    return [None if c.judgement is None else f"{c.judgement.verdict} {c.judgement.by}" for c in found]


@pytest.mark.parametrize(
    ("later", "holds"),
    [
        (subject(), True),
        (subject(after="total"), True),  # another finding in the same text
        (subject(text="22", spans=((8, 13),)), True),  # the same finding in another text
        (subject(text="22", before="pool"), True),
        (subject(after=None, spans=((60, 70),), at=4), True),  # the same record, and its value stands nowhere now
        (subject(text="22", after="total"), False),  # both are new
        (subject(spans=((50, 55),), nth=2), False),  # another amount of the same words
        (subject(record="Broen"), False),
        (subject(field="value"), False),
        (subject("r2"), False),
    ],
)
def test_a_judgement_holds_until_text_and_finding_are_new(store: Store, later: Subject, holds: bool) -> None:
    first = _compared(store, subject())
    judge(store, first, where(first, Wanted()), "reject", by="Åse", seen=0)
    assert _held(store, _compared(store, later)) == (["reject Åse"] if holds else [None])


@pytest.mark.parametrize(
    ("given", "value", "later", "verdict"),
    [
        ("reject", None, ("grant", "other"), "reject"),
        ("reject", None, ("other", "grant"), "accept"),  # who wanted the old value gets it back
        ("accept", None, ("other", "grant"), "reject"),
        ("accept", None, ("other", "total"), "reject"),
        ("reject", None, ("other", "total"), "correct"),
        ("correct", "loan", ("other", "loan"), "accept"),
        ("correct", "loan", ("grant", "other"), "correct"),
    ],
)
def test_what_was_said_of_one_change_is_told_as_it_is_for_another(
    store: Store, given: Verdict, value: str | None, later: tuple[str, str], verdict: Verdict
) -> None:
    first = _compared(store, subject(before="grant", after="other"))
    judge(store, first, where(first, Wanted()), given, by="Åse", seen=0, value=value)
    (found,) = changes(store, _compared(store, subject(before=later[0], after=later[1])), Wanted(), most=9)
    assert found.verdict == verdict


def test_it_holds_for_comparisons_that_are_there_already(store: Store) -> None:
    first = _compared(store, subject())
    fill(store, plain("c"))
    second = kept(store, (2, 3), [(release(), [change(subject(after="total")), change(OTHER)])])
    judge(store, first, one(1), "accept", by="Bo", seen=0)
    assert (_held(store, first), _held(store, second)) == (["accept Bo"], ["accept Bo", None])


def test_undo_brings_back_what_was_said_before(store: Store) -> None:
    comparison = _compared(store, subject(), OTHER)
    judge(store, comparison, where(comparison, Wanted()), "reject", by="Åse", seen=0)
    batch, count = judge(store, comparison, one(1), "accept", by="Bo", seen=newest_judgement(store))
    assert (count, _held(store, comparison)) == (1, ["accept Bo", "reject Åse"])
    assert withdraw(store, batch, by="Bo") == 1
    assert _held(store, comparison) == ["reject Åse", "reject Åse"]
    assert withdraw(store, batch, by="Bo") == 0
    assert [f"{one.verdict} {one.subject.record}" for one in standing(store)] == ["reject Stien", "reject Broen"]
    assert len(list(judgements(store))) == 4


def test_a_correction_carries_its_value_place_and_note(store: Store) -> None:
    comparison = _compared(store, subject())
    judge(store, comparison, one(1), "correct", by="Bo", seen=0, value="loan", spans=[(1, 3)], note="Se side 2 🙂")
    (given,) = standing(store)
    assert (given.truth, given.spans, given.note, given.claim.right) == ("loan", ((1, 3),), "Se side 2 🙂", "loan")
    assert changes(store, comparison, Wanted(judged=True), most=1)[0].judgement == given


def test_what_another_judged_meanwhile_is_not_overwritten(store: Store) -> None:
    comparison = _compared(store, subject(), OTHER)
    seen = newest_judgement(store)
    judge(store, comparison, one(2), "reject", by="Åse", seen=seen)
    with pytest.raises(ConflictError, match="Åse judged it meanwhile") as conflict:
        judge(store, comparison, where(comparison, Wanted()), "accept", by="Bo", seen=seen)
    assert [theirs.verdict for theirs in conflict.value.theirs] == ["reject"]
    assert _held(store, comparison) == [None, "reject Åse"]
    # Whoever has seen it may say otherwise, and nobody is in his own way.
    judge(store, comparison, where(comparison, Wanted()), "accept", by="Bo", seen=newest_judgement(store))
    judge(store, comparison, one(1), "reject", by="Bo", seen=seen)
    assert _held(store, comparison) == ["reject Bo", "accept Bo"]


def test_of_two_who_judge_at_once_one_sees_the_conflict(store: Store) -> None:
    comparison = _compared(store, subject(), OTHER)
    seen, start, told = newest_judgement(store), threading.Barrier(4), []

    def say(name: str) -> None:
        start.wait()
        try:
            judge(store, comparison, where(comparison, Wanted()), "accept", by=name, seen=seen)
            told.append(name)
        except ConflictError as conflict:
            told.append(f"{conflict.theirs[0].by} was first")

    threads = [threading.Thread(target=say, args=(name,)) for name in ("Åse", "Bo", "Ida", "Kim")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = (name for name in told if "first" not in name)
    assert sorted(told) == sorted([winner, *[f"{winner} was first"] * 3])
    assert _held(store, comparison) == [f"accept {winner}"] * 2
    assert len(list(judgements(store))) == 2


def test_of_two_judgements_that_both_hold_the_later_stands(store: Store) -> None:
    first, other_text, elsewhere = subject(), subject(text="22"), subject(text="33", after="total")
    given = [judgement(one, batch=f"b{n}") for n, one in enumerate((first, other_text, elsewhere))]
    add_decisions(store, given)
    # The second is of the same finding as the first; the third is of nothing that the others are of.
    assert list(standing(store)) == given[1:]
    assert list(standing(store, release="r1")) == given[1:]
    assert list(standing(store, release="r2")) == []


def test_standing_judgements_come_release_by_release(store: Store) -> None:
    given = [judgement(subject(name, record), batch=f"{name}{record}") for record in "ab" for name in ("r2", "r1")]
    add_decisions(store, given)
    assert [(one.subject.release, one.subject.record) for one in standing(store)] == [
        ("r1", "a"), ("r1", "b"), ("r2", "a"), ("r2", "b")
    ]  # fmt: skip
    assert list(judgements(store)) == given
    assert [one.subject.record for one in judgements(store, release="r2")] == ["a", "b"]


def test_decisions_go_round_and_come_once(store: Store) -> None:
    silence = Silence(release="r1", code="project_count", stated="3", found="2", reason="Aftalt \x00 \u2028", by="Åse")
    given: list[Decision] = [judgement(subject()), judgement(OTHER, "accept", batch="b2"), silence]
    comparison = _compared(store, subject(), OTHER)
    assert add_decisions(store, [given[2], given[0], given[1]]) == 3
    assert list(decisions(store)) == given
    assert _held(store, comparison) == ["reject Åse", "accept Åse"]
    assert add_decisions(store, given) == 0
    assert list(decisions(store)) == given
    assert silenced(store).of_release == {"r1": (silence,)}


def test_decisions_come_all_or_not_at_all(store: Store) -> None:
    def broken() -> Iterator[Decision]:
        for n in range(600):
            yield judgement(subject(f"r{n}"), batch=f"b{n}")
        raise ValueError("line 601")

    with pytest.raises(ValueError, match="line 601"):
        add_decisions(store, broken())
    assert list(decisions(store)) == []


def test_a_decision_that_stands_twice_among_those_given_is_one(store: Store) -> None:
    assert add_decisions(store, [judgement(subject()), judgement(subject())]) == 1


def test_decisions_of_any_content_go_round(tmp_path_factory: pytest.TempPathFactory) -> None:
    @settings(deadline=None, max_examples=40)
    @given(st.lists(any_decisions(), max_size=4, unique_by=str))
    def check(made: list[Decision]) -> None:
        with opened(tmp_path_factory.mktemp("any") / "press.db") as store:
            assert add_decisions(store, made) == len(made)
            told = list(decisions(store))
            assert [one for one in told if isinstance(one, Judgement)] == [
                one for one in made if isinstance(one, Judgement)
            ]
            assert sorted(map(str, told)) == sorted(map(str, made))
            assert add_decisions(store, told) == 0

    check()


def test_a_vacuum_forgets_comparisons_and_no_judgement(store: Store) -> None:
    fill(store, plain("c"))
    gone, stays = _compared(store, subject()), kept(store, (2, 3), [(release(), [change(OTHER)])])
    judge(store, gone, where(gone, Wanted()), "reject", by="Åse", seen=0)
    add_decisions(store, [Silence(release="r1", code="c", reason="x")])
    assert vacuum(store, keep=2).runs == 1
    assert [one.id for one in comparisons(store)] == [stays]
    assert find_comparison(store, id=gone) is None
    assert [one.verdict for one in judgements(store)] == ["reject"]
    assert len(list(decisions(store))) == 2
    assert tallied(store, stays, Wanted()).changes == 1
    assert report(store, find_run(store, "3")).releases == 1
    vacuum(store, keep=1)
    assert comparisons(store) == ()
    assert [run.id for run in runs(store)] == [3]
    with store.reading() as connection:
        for table in (t.change, t.cluster, t.compared):
            assert connection.scalar(sa.select(sa.func.count()).select_from(table)) == 0
    # A run with the number of one that is gone would have its comparisons.
    assert fill(store, plain("d")).id == 4
    assert _held(store, kept(store, (3, 4), [(release(), [change(subject(text="99"))])])) == ["reject Åse"]
