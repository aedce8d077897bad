"""What judged records say of the rules that made them: how many of a rule's records were right, of how many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from extract.assemble.confidence import Counted
from extract.diff.changes import Kind
from extract.diff.decided import Said, decided, of_release
from extract.records.release import Release
from extract.store import Run, Store
from extract.store.entries import newest
from extract.store.judging import standing

_AT_ONCE: Final = 100
"""Releases that are held in memory."""


def judged_rules(store: Store) -> Counted:
    """For each kind and rule how many judged records were right, of how many, in the order of their names.

    Each judged release is looked at as the newest run that has it read it: a rule that was mended since is not held to
    what it said before, and one that was not falls at once.
    """
    counted: dict[tuple[str, str], list[int]] = {}
    for known in newest_decided(store):
        for record in by_record(known.said):
            one = record[0]
            if one.at is not None and one.rule is not None:
                row = counted.setdefault((one.kind, one.rule), [0, 0])
                row[0] += is_right(record)
                row[1] += 1
    return {key: (right, tries) for key, (right, tries) in sorted(counted.items())}


@dataclass(frozen=True, slots=True)
class Known:
    """A judged release as the newest run that has it read it, with what people say of it."""

    run: Run
    release: Release
    said: tuple[Said, ...]


def newest_decided(store: Store) -> Iterator[Known]:
    """The judged releases in the order of their names; those that no run has any more are left out."""
    waiting = of_release(standing(store))
    while some := dict(islice(waiting, _AT_ONCE)):
        found = {one.release: (run, one) for run, one in newest(store, tuple(some))}
        for name, judgements in some.items():
            if name in found:
                run, one = found[name]
                release = one.read()
                yield Known(run, release, decided(release, judgements))


def by_record(said: Iterable[Said]) -> Iterator[tuple[Said, ...]]:
    """What is said, record by record."""
    records: dict[tuple[Kind, int | str], list[Said]] = {}
    for one in said:
        records.setdefault((one.kind, one.record if one.at is None else one.at), []).append(one)
    return (tuple(own) for own in records.values())


def is_right(record: Iterable[Said]) -> bool:
    """Whether nothing that people said of a record is otherwise in it."""
    return all(one.agrees for one in record)
