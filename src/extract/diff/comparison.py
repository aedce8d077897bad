"""Two sides compared from beginning to end: changes as a stream, counts and clusters when it is through."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from extract.diff.causes import Causes, Today
from extract.diff.changes import Cause, Change, Cluster, Comparison, Counts, Runs
from extract.diff.clusters import Key, Tally
from extract.diff.excerpt import Pieces, excerpt
from extract.diff.pairing import Walked, pairs
from extract.diff.sides import Side
from extract.records.release import Release

_AT_ONCE: Final = 20
"""Releases that are held in memory on each side."""


@dataclass(frozen=True, slots=True)
class Only:
    """Which changes are asked for; an empty collection asks for all. A field is named ``role``, ``amounts.role`` or,
    all of a kind, ``amounts``."""

    publishers: Collection[str] = ()
    fields: Collection[str] = ()
    causes: Collection[Cause] = ()

    def takes(self, change: Change, publishers: Collection[str | None]) -> bool:
        """Whether it is asked for; ``publishers`` are the release's on both sides."""
        names = {change.kind, change.field or "", f"{change.kind}.{change.field}"}
        return (
            (not self.publishers or any(name in self.publishers for name in publishers))
            and (not self.fields or not names.isdisjoint(self.fields))
            and (not self.causes or change.cause in self.causes)
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """A change with what is needed to show it: its cluster, the release's title, and its words on both sides."""

    change: Change
    cluster: Key
    title: str
    before: Pieces
    after: Pieces


@dataclass(frozen=True, slots=True)
class Both:
    """A release that changed, as each side has it, None where it has not, and its changes that were asked for."""

    before: Release | None
    after: Release | None
    shown: tuple[Shown, ...]


class Compared:
    """A comparison. Walk it once; what it counts is there afterwards."""

    def __init__(self, before: Side, after: Side, today: Today | None = None, only: Only | None = None) -> None:
        self._before, self._after = before, after
        self._only = only or Only()
        self._causes = Causes(before, after, today)
        self._walked = Walked()
        self._counts = Counts()
        self.tally = Tally()

    @property
    def runs(self) -> Runs:
        return Runs(before=self._before.made, after=self._after.made)

    @property
    def causes(self) -> Causes:
        return self._causes

    def __iter__(self) -> Iterator[Shown]:
        for both in self.by_release():
            yield from both.shown

    def by_release(self) -> Iterator[Both]:
        """The walk, release by release, of those that have changes."""
        seen: dict[str, int] = {"alike": 0, "changed": 0, "added": 0, "removed": 0}
        found = pairs(self._before, self._after, self._walked)
        while some := tuple(islice(found, _AT_ONCE)):
            old = self._before.contents([pair.before for pair in some if pair.before is not None])
            new = self._after.contents([pair.after for pair in some if pair.after is not None])
            for pair in some:
                both = self._of(old.get(pair.before or ""), new.get(pair.after or ""), seen)
                if both.shown:
                    yield both
        walked = self._walked
        self._counts = Counts(
            before=walked.before, after=walked.after, same=walked.same, paired=walked.paired,
            alike=seen["alike"], changed=seen["changed"], added=seen["added"], removed=seen["removed"],
        )  # fmt: skip

    @property
    def counts(self) -> Counts:
        return self.tally.counted(self._counts)

    @property
    def clusters(self) -> tuple[Cluster, ...]:
        return self.tally.clusters()

    def whole(self) -> Comparison:
        """The comparison as one object, walked and held in memory."""
        changes = tuple(shown.change for shown in self)
        return Comparison(
            runs=self.runs, changes=changes, clusters=self.clusters, counts=self.counts, patterns=self._causes.patterns
        )

    def _of(self, before: Release | None, after: Release | None, seen: dict[str, int]) -> Both:
        found = self._changes(before, after)
        if before is None or after is None:
            seen["added" if before is None else "removed"] += 1
        else:
            seen["changed" if found else "alike"] += 1
        publishers = {one.publisher.name for one in (before, after) if one is not None}
        asked = (change for change in found if self._only.takes(change, publishers))
        return Both(before, after, tuple(self._shown(change, before, after) for change in asked))

    def _changes(self, before: Release | None, after: Release | None) -> tuple[Change, ...]:
        if before is not None and after is not None:
            return self._causes.changes(before, after)
        return (self._causes.one_sided(before, after),)

    def _shown(self, change: Change, before: Release | None, after: Release | None) -> Shown:
        newest = after or before
        assert newest is not None
        # Title, lead and text are shown by their values: they are their own surrounding.
        within = change.kind not in ("release", "text")
        return Shown(
            change,
            self.tally.add(change),
            newest.title or newest.id,
            excerpt(before.text, change.spans.before) if within and before is not None else (),
            excerpt(after.text, change.spans.after) if within and after is not None else (),
        )
