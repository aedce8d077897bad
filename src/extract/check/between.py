"""One project in several releases: its timeline, and the figures in which two of them do not agree.

Nothing is overwritten: a later figure that contradicts an earlier one is a check on both.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from extract.check.figures import agree, message, money, plain
from extract.check.recurring import differ, fold, recurring
from extract.check.seen import Figure, Part, Seen
from extract.records.release import Check

Stage = Literal["announced", "granted", "changed", "finished"]

_PARTS: Final[tuple[Part, ...]] = ("granted", "total")
_CODES: Final = {"granted": "grant_agrees_with_other_release", "total": "total_agrees_with_other_release"}
CODES: Final = frozenset(_CODES.values())
"""Checks that hold releases of a run against each other."""


@dataclass(frozen=True, slots=True)
class Step:
    """One release of a timeline. ``disagrees`` are the earlier releases whose figures it contradicts."""

    seen: Seen
    stage: Stage
    disagrees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """A project over time, the earliest release first; releases without a day come last."""

    id: str
    name: str
    city: str | None
    applicant: str | None
    steps: tuple[Step, ...]


def timelines(seen: Iterable[Seen]) -> tuple[Timeline, ...]:
    """The projects that two releases or more tell of, by name and then by id. Those of one release come together.

    Memory holds what ``recurring`` says.
    """
    found = map(_timeline, recurring(seen))
    return tuple(sorted(found, key=lambda timeline: (timeline.name.casefold(), timeline.id)))


def contradictions(found: Sequence[Timeline]) -> dict[str, tuple[Check, ...]]:
    """The checks of each release with a figure that the release before it, of those that state one, contradicts: one on
    each of the two. In the order of the timelines."""
    checks: dict[str, list[Check]] = defaultdict(list)
    for timeline in found:
        for one, other, part in _against([step.seen for step in timeline.steps]):
            checks[one.release].append(_check(one, other, part))
            checks[other.release].append(_check(other, one, part))
    return {release: tuple(dict.fromkeys(own)) for release, own in checks.items()}


def _timeline(members: Sequence[Seen]) -> Timeline:
    ordered = sorted(members, key=lambda seen: (not seen.day, seen.day, seen.release, seen.project))
    # A release that tells of it twice is one step: the entry that says more.
    once: dict[str, Seen] = {}
    for seen in ordered:
        kept = once.get(seen.release)
        if kept is None or (kept.granted is None and seen.granted is not None):
            once[seen.release] = seen
    entries = list(once.values())
    against: dict[str, list[str]] = defaultdict(list)
    for one, other, _ in _against(entries):
        against[other.release].append(one.release)
    steps = [
        Step(seen, _stage(seen, changed=seen.release in against), tuple(dict.fromkeys(against.get(seen.release, ()))))
        for seen in entries
    ]
    first = entries[0]
    named = "\n".join(f"{entry.release}/{entry.project}" for entry in entries)
    return Timeline(
        id=f"tl-{hashlib.sha256(named.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}",
        name=max((entry.name for entry in entries), key=len),
        city=next((entry.city for entry in entries if entry.city), first.city),
        applicant=next((entry.applicant for entry in entries if entry.applicant), first.applicant),
        steps=tuple(steps),
    )


def _against(entries: Sequence[Seen]) -> Iterator[tuple[Seen, Seen, Part]]:
    """Each figure with the one before it that it contradicts: the earlier entry, the later one, and which figure."""
    for part in _PARTS:
        stating = [seen for seen in entries if _of(seen, part) is not None]
        for one, other in pairwise(stating):
            if _disagree(one, other, part):
                yield one, other, part


def _of(seen: Seen, part: Part) -> Figure | None:
    return seen.granted if part == "granted" else seen.total


def _stage(seen: Seen, *, changed: bool) -> Stage:
    if seen.finished:
        return "finished"
    if changed:
        return "changed"
    return "granted" if seen.granted is not None else "announced"


def _disagree(one: Seen, other: Seen, part: Part) -> bool:
    """Whether two releases state one figure in ways that no rounding explains; a grant of another giver is another."""
    a, b = _of(one, part), _of(other, part)
    if a is None or b is None or a.currency != b.currency:
        return False
    if part == "granted" and differ(*(seen.funder and fold(seen.funder) for seen in (one, other))):
        return False
    return not agree(a.amount, b.amount)


def _check(own: Seen, other: Seen, part: Part) -> Check:
    mine, theirs = _of(own, part), _of(other, part)
    assert mine is not None
    assert theirs is not None
    what = "støtte til" if part == "granted" else "budget for"
    when = f" ({other.day})" if other.day else ""
    return Check(
        code=_CODES[part],
        # A grant may be raised and a budget may grow: two releases can both be right.
        status="doubt",
        message=message(
            f"Her er {what} »{own.name}« {money(mine.value, mine.currency)}; "
            f"i »{other.title}«{when} er beløbet {money(theirs.value, theirs.currency)}"
        ),
        stated=plain(mine.value),
        found=plain(theirs.value),
        evidence=((mine.amount.start, mine.amount.end),),
    )
