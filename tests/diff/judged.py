"""Judgements of the changes between two releases, as the review page makes them."""

from __future__ import annotations

from collections.abc import Callable
from tempfile import TemporaryDirectory

from tests.store.filled import fill

from extract.decide import Fact, Judgement, Subject, Verdict
from extract.records.release import Release
from extract.review.keeping import keep
from extract.store import Store, opened
from extract.store.comparing import Wanted, changes

Picks = Callable[[Subject], bool]


def subjects_in(store: Store, before: int, after: int) -> tuple[Subject, ...]:
    """What can be judged of two runs of a store."""
    kept = keep(store, (before, after))
    found = changes(store, kept.id, Wanted(), most=1_000)
    return tuple(Subject.model_validate(one.body["subject"]) for one in found)


def subjects(before: Release, after: Release) -> tuple[Subject, ...]:
    """What can be judged of two readings of a release."""
    with TemporaryDirectory() as folder, opened(f"{folder}/press.db") as store:
        return subjects_in(store, fill(store, before).id, fill(store, after).id)


def judged(
    verdict: Verdict,
    subject: Subject,
    value: Fact = None,
    *,
    spans: tuple[tuple[int, int], ...] = (),
    batch: str = "b1",
) -> Judgement:
    return Judgement(
        verdict=verdict, subject=subject, value=value, spans=spans, by="Åse", at="2026-11-27T10:00:00+00:00",
        batch=batch,
    )  # fmt: skip
