"""A release through the runs of a store: each version of it, with what changed from the one before, and why."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from extract.diff.causes import Causes, Today
from extract.diff.changes import Change, Made
from extract.diff.sides import RunSide
from extract.records.release import Record, Release
from extract.store import Store, find_run
from extract.store.entries import Seen, seen


class Version(Record):
    """A release as some runs, one after the other, had it. ``made`` is the first of them, ``runs`` their numbers;
    ``source`` is the SHA-256 of the document. ``changes`` are those from the version before; the first has none."""

    number: int
    release: str
    title: str | None
    runs: tuple[int, ...]
    made: Made
    source: str | None
    changes: tuple[Change, ...]


def history(store: Store, release: str, today: Today | None = None) -> Iterator[Version]:
    """The versions of a release, the oldest first; none where the store has no such release."""
    before: RunSide | None = None
    old: str | None = None
    for number, (_, group) in enumerate(groupby(seen(store, release), key=_same), 1):
        ones = tuple(group)
        first = RunSide(store, find_run(store, str(ones[0].run)))
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
        )
        # The next version is held against the last run that had this one: what differs between those two did it.
        before, old = RunSide(store, find_run(store, str(ones[-1].run))), ones[-1].release


def _content(side: RunSide, release: str) -> Release:
    return side.contents([release])[release]


def _same(one: Seen) -> tuple[str, bytes, str | None]:
    return one.release, one.record, one.sha256
