"""A release through the runs of a store: each version of it, with what changed from the one before, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from extract.decide import Judgement
from extract.diff.causes import Causes, Today
from extract.diff.changes import Change, Made
from extract.diff.sides import RunSide
from extract.records.release import Record, Release
from extract.store import Store, find_run
from extract.store.entries import Seen, seen
from extract.store.judging import judgements


class Version(Record):
    """A release as some runs, one after the other, had it. ``made`` is the first of them, ``runs`` their numbers;
    ``source`` is the SHA-256 of the document. ``changes`` are those from the version before; the first has none.
    ``judgements`` are those given while it was the newest, under its name."""

    number: int
    release: str
    title: str | None
    runs: tuple[int, ...]
    made: Made
    source: str | None
    changes: tuple[Change, ...]
    judgements: tuple[Judgement, ...] = ()


def history(store: Store, release: str, today: Today | None = None) -> Iterator[Version]:
    """The versions of a release, the oldest first; none where the store has no such release."""
    before: RunSide | None = None
    old: str | None = None
    groups = [tuple(group) for _, group in groupby(seen(store, release), key=_same)]
    sides = [RunSide(store, find_run(store, str(ones[0].run))) for ones in groups]
    given = _given(
        store, [(ones[0].release, side.made.started_at or "") for ones, side in zip(groups, sides, strict=True)]
    )
    for number, (ones, first) in enumerate(zip(groups, sides, strict=True), 1):
        content = _content(first, ones[0].release)
        changes: tuple[Change, ...] = ()
        if before is not None and old is not None:
            changes = Causes(before, first, today).changes(_content(before, old), content)
        yield Version(
            number=number,
            release=ones[0].release,
            title=content.title,
            runs=tuple(one.run for one in ones),
            made=first.made,
            source=ones[0].sha256,
            changes=changes,
            judgements=tuple(given[number - 1]),
        )
        # The next version is held against the last run that had this one: what differs between those two did it.
        before, old = RunSide(store, find_run(store, str(ones[-1].run))), ones[-1].release


def _given(store: Store, versions: Sequence[tuple[str, str]]) -> Sequence[Sequence[Judgement]]:
    """The judgements of each version, which are told apart by the name and the time that it began."""
    found: list[list[Judgement]] = [[] for _ in versions]
    for release in dict.fromkeys(name for name, _ in versions):
        own = [n for n, (name, _) in enumerate(versions) if name == release]
        for one in judgements(store, release=release):
            # What was imported may be older than all that this store read.
            found[max((n for n in own if versions[n][1] <= one.at), default=own[0])].append(one)
    return found


def _content(side: RunSide, release: str) -> Release:
    return side.contents([release])[release]


def _same(one: Seen) -> tuple[str, bytes, str | None]:
    return one.release, one.record, one.sha256
