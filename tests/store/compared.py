"""Comparisons in a store whose changes are made by hand."""

from __future__ import annotations

from collections.abc import Sequence

from tests.releases import plain
from tests.store.filled import fill

from extract.decide import Fact, Judgement, Subject, Verdict
from extract.store import Store
from extract.store.comparing import ComparedRelease, ComparisonWriter, NewChange, folded

Given = Sequence[tuple[ComparedRelease, Sequence[NewChange]]]


def release(name: str = "r1", publisher: str | None = "Fonden", checks: str = "", text: str = "") -> ComparedRelease:
    return ComparedRelease(name, name, name, f"Titel {name}", publisher, checks, folded(f"Titel {name} {text}"))


def subject(
    release: str = "r1",
    record: str = "Stien",
    *,
    before: Fact = "other",
    after: Fact = "grant",
    text: str = "11",
    spans: tuple[tuple[int, int], ...] = ((4, 9),),
    at: int | None = None,
    nth: int = 1,
    field: str | None = "role",
    of: str = "amounts",
) -> Subject:
    op = "changed" if field else "added" if before is None else "removed"
    return Subject.model_validate(
        {
            "release": release, "of": of, "record": record, "field": field, "op": op, "before": before, "after": after,
            "text": text, "spans": spans, "at": spans[0][0] if at is None and spans else at, "nth": nth,
        }
    )  # fmt: skip


def change(subject: Subject, cluster: int = 1, cause: str = "patterns", confidence: float | None = 0.9) -> NewChange:
    return NewChange(cluster, subject.of, subject.field, subject.op, cause, confidence, subject, {"change": {}})


def judgement(subject: Subject, verdict: Verdict = "reject", *, by: str = "Åse", batch: str = "b1") -> Judgement:
    return Judgement(verdict=verdict, subject=subject, by=by, at="2026-11-27T10:00:00+00:00", batch=batch)


def two_runs(store: Store) -> tuple[int, int]:
    """The numbers of two runs that a comparison may be of."""
    return fill(store, plain("a")).id, fill(store, plain("b")).id


def kept(store: Store, runs: tuple[int, int], given: Given) -> int:
    """A comparison of two runs; its number."""
    writer = ComparisonWriter(store, *runs)
    for one, changes in given:
        writer.take(one, changes)
    clusters = sorted({one.cluster for _, changes in given for one in changes})
    writer.done([{"title": f"cluster {number}"} for number in clusters], clusters, "{}", "null")
    return writer.id
