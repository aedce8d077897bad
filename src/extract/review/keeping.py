"""Two runs compared, and the comparison kept in the store for the page to ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final

from pydantic_core import to_json

from extract.decide import Subject
from extract.diff import Both, Change, Compared, Only, RunSide, Shown, Today
from extract.diff.clusters import Key
from extract.records.release import Release
from extract.store import Store, find_run
from extract.store.comparing import (
    LOOKED_AT,
    ComparedRelease,
    ComparisonWriter,
    KeptComparison,
    NewChange,
    find_comparison,
    folded,
)
from extract.store.packing import text_key

_SEARCHED: Final = 20_000
"""Characters of a text that searches see: more than any release has, less than a hostile one."""


def keep(
    store: Store,
    runs: tuple[int, int],
    today: Today | None = None,
    progress: Callable[[int], None] = lambda releases: None,
) -> KeptComparison:
    """The comparison of two runs, the earlier first: the one that is there, else made now.

    ``progress`` is told how many releases that changed are through. StoreError where a run is not there.
    """
    known = find_comparison(store, runs=runs)
    if known is not None:
        return known
    before, after = (find_run(store, str(number)) for number in runs)
    compared = Compared(RunSide(store, before), RunSide(store, after), today, Only())
    writer = ComparisonWriter(store, before.id, after.id)
    numbers: dict[Key, int] = {}
    for count, both in enumerate(compared.by_release(), 1):
        writer.take(_release(both), tuple(_changes(both, numbers)))
        progress(count)
    in_order = compared.tally.keys()
    writer.done(
        [cluster.model_dump(mode="json") for cluster in in_order.values()],
        [numbers[key] for key in in_order],
        compared.counts.model_dump_json(),
        to_json(compared.causes.patterns).decode(),
    )
    made = find_comparison(store, id=writer.id)
    assert made is not None
    return made


def _release(both: Both) -> ComparedRelease:
    newest = both.after or both.before
    assert newest is not None
    statuses = {check.status for check in newest.checks if check.silenced is None}
    return ComparedRelease(
        release=newest.id,
        before=both.before.id if both.before is not None else None,
        after=both.after.id if both.after is not None else None,
        title=newest.title or newest.id,
        publisher=newest.publisher.name,
        checks=next((status for status in LOOKED_AT if status in statuses), ""),
        words=folded(f"{newest.title or ''} {newest.text[:_SEARCHED]}"),
    )


def _changes(both: Both, numbers: dict[Key, int]) -> Iterator[NewChange]:
    seen: Counter[bytes] = Counter()
    for shown in both.shown:
        change = shown.change
        subject = _subject(change, both)
        seen[subject.key] += 1
        yield NewChange(
            cluster=numbers.setdefault(shown.cluster, len(numbers) + 1),
            kind=change.kind,
            field=change.field,
            op=change.op,
            cause=change.cause,
            confidence=change.detail.confidence,
            subject=subject.model_copy(update={"nth": seen[subject.key]}),
            body=_body(shown),
        )


def _subject(change: Change, both: Both) -> Subject:
    """What is judged on the later text; where that side has no such release, on the earlier one."""
    read: Release | None = both.after or both.before
    assert read is not None
    return Subject(
        release=change.release,
        of=change.kind,
        record=change.record,
        field=change.field,
        op=change.op,
        before=change.before,
        after=change.after,
        text=text_key(read.text).hex(),
        spans=change.spans.after if both.after is not None and change.op != "removed" else change.spans.before,
        at=change.spans.at,
    )


def _body(shown: Shown) -> dict[str, Any]:
    return {"change": shown.change.model_dump(mode="json"), "before": shown.before, "after": shown.after}
