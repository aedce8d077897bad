"""One project in several releases: its timeline, and the figures in which two of them do not agree.

A project is known again by its name (variants of spelling, and a short name within a longer one, are the same) beside
its applicant or town. Nothing is overwritten: a later figure that contradicts an earlier one is a check on both.
"""

from __future__ import annotations

import hashlib
import pickle
import tempfile
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, groupby, pairwise
from typing import IO, Final, Literal

import numpy as np
import numpy.typing as npt
import regex

from extract.check.figures import agree, message, money, plain
from extract.check.near import folded, is_misspelling
from extract.patterns import Patterns, Phrase
from extract.records.release import Amount, Check, Project, Release

Stage = Literal["announced", "granted", "changed", "finished"]
Part = Literal["granted", "total"]

_MARKS: Final = str.maketrans("", "", "»«“”„\"’‘'")
_NOUN: Final = regex.compile(r"^(?:projektet|projekt|initiativet)\s+")
_FIRST: Final = regex.compile(r"^(?:projektet|projekt|initiativet|den|det|de|en|et)\s+")
_LETTERS: Final = 4
_MOST_ALIKE: Final = 200
"""Projects under one key that are held against each other: keys of common words would take time without end."""
_DISTINCT: Final = 2
_AROUND: Final = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """A stated sum with the amount that states it."""

    value: Decimal
    currency: str | None
    amount: Amount


@dataclass(frozen=True, slots=True)
class Seen:
    """A project as one release tells it. ``day`` is the ISO day of publication, empty where it is not known."""

    release: str
    project: str
    day: str
    title: str
    name: str
    city: str | None
    applicant: str | None
    funder: str | None
    granted: Figure | None
    total: Figure | None
    finished: bool


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


def compile_finished(patterns: Patterns) -> Phrase:
    """The words by which a release says that a project stands finished. KeyError where ``patterns`` lack them."""
    return patterns.phrases["checks.stage.finished"]


def seen_in(release: Release, finished: Phrase) -> tuple[Seen, ...]:
    """The projects of a release as the comparison needs them: little, whatever the length of the release."""
    amounts = {amount.id: amount for amount in release.amounts}
    day = release.published_at.date().isoformat() if release.published_at is not None else ""
    return tuple(
        Seen(
            release=release.id,
            project=project.id,
            day=day,
            title=release.title or release.id,
            name=project.name,
            city=project.city,
            applicant=project.applicant,
            funder=project.funder,
            granted=_figure(project, "granted", amounts),
            total=_figure(project, "total", amounts),
            finished=_is_finished(release, project, finished),
        )
        for project in release.projects
    )


def _figure(project: Project, part: Part, amounts: dict[str, Amount]) -> Figure | None:
    told = project.granted if part == "granted" else project.total
    amount = amounts.get(told.amount or "") if told is not None else None
    return Figure(told.value, told.currency, amount) if told is not None and amount is not None else None


def _is_finished(release: Release, project: Project, finished: Phrase) -> bool:
    """Whether the title, or the words around the project's first mention, say so."""
    if len(release.projects) == 1 and release.title and finished.expression.search(release.title):
        return True
    for start, end in project.evidence.get("name", ())[:1]:
        low = max(release.text.rfind("\n", 0, start) + 1, start - _AROUND)
        stop = release.text.find("\n", end)
        high = min(stop if stop >= 0 else len(release.text), end + _AROUND)
        return finished.expression.search(release.text, low, high) is not None
    return False


def timelines(seen: Iterable[Seen]) -> tuple[Timeline, ...]:
    """The projects that two releases or more tell of, by name and then by id. Those of one release come together.

    Memory holds some twenty bytes a project, and the projects that share something with one of another release.
    """
    every = _with_something_in_common(seen)
    parent = list(range(len(every)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for numbers in _alike(every):
        for one, other in combinations(numbers, 2):
            if every[one].release != every[other].release and _same(every[one], every[other]):
                parent[max(root(one), root(other))] = min(root(one), root(other))
    groups: dict[int, list[Seen]] = defaultdict(list)
    for number, entry in enumerate(every):
        groups[root(number)].append(entry)
    found = [_timeline(members) for members in groups.values() if len({m.release for m in members}) > 1]
    return tuple(sorted(found, key=lambda timeline: (timeline.name.casefold(), timeline.id)))


def _with_something_in_common(seen: Iterable[Seen]) -> tuple[Seen, ...]:
    """Those with a key that an entry of another release has too; all of them wait in a file meanwhile."""
    keys: array[int] = array("Q")
    with tempfile.TemporaryFile() as waiting:
        for _, entries in groupby(seen, key=lambda entry: entry.release):
            own: set[int] = set()
            for entry in entries:
                hashed = frozenset(map(_hashed, _keys(entry)))
                pickle.dump((hashed, entry), waiting)
                own |= hashed
            keys.extend(sorted(own))
        found, counts = np.unique(np.array(keys, dtype=np.uint64), return_counts=True)
        common = found[counts > 1]
        waiting.seek(0)
        return tuple(entry for hashed, entry in _loaded(waiting) if _any_in(common, hashed))


def _loaded(file: IO[bytes]) -> Iterator[tuple[frozenset[int], Seen]]:
    while True:
        try:
            yield pickle.load(file)  # noqa: S301 (written a moment ago, by us alone)
        except EOFError:
            return


def _any_in(common: npt.NDArray[np.uint64], hashed: frozenset[int]) -> bool:
    wanted = np.array(sorted(hashed), dtype=np.uint64)
    places = np.searchsorted(common, wanted)
    return bool(len(common)) and bool((common[np.minimum(places, len(common) - 1)] == wanted).any())


def _hashed(key: tuple[str, ...]) -> int:
    told = "\0".join(key).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(told, digest_size=8).digest(), "big")


def contradictions(found: Sequence[Timeline]) -> dict[str, tuple[Check, ...]]:
    """The checks of each release with a figure that the release before it, of those that state one, contradicts: one on
    each of the two. In the order of the timelines."""
    checks: dict[str, list[Check]] = defaultdict(list)
    for timeline in found:
        for one, other, part in _against([step.seen for step in timeline.steps]):
            checks[one.release].append(_check(one, other, part))
            checks[other.release].append(_check(other, one, part))
    return {release: tuple(dict.fromkeys(own)) for release, own in checks.items()}


# ---------------------------------------------------------------- the same project


def _alike(every: Sequence[Seen]) -> Iterator[list[int]]:
    """Numbers of the entries that may be one project."""
    keys: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, entry in enumerate(every):
        for key in _keys(entry):
            keys[key].append(number)
    yield from (numbers[:_MOST_ALIKE] for numbers in keys.values() if len(numbers) > 1)


def _keys(entry: Seen) -> Iterator[tuple[str, ...]]:
    """What two entries of one project have in common: the applicant, or a name that begins alike beside the town or
    the giver."""
    begins = _folded(entry.name)[:_LETTERS]
    if entry.applicant:
        yield "applicant", _folded(entry.applicant)
    if entry.city:
        yield "city", begins, _folded(entry.city)
    if entry.funder:
        yield "funder", begins, _folded(entry.funder)


@lru_cache(maxsize=20_000)
def _folded(name: str) -> str:
    return str(_FIRST.sub("", folded(" ".join(name.translate(_MARKS).split()))))


def _same(one: Seen, other: Seen) -> bool:
    """Whether two entries are one project: its name and, beside it, nothing that differs and something that agrees."""
    cities, applicants = (one.city, other.city), (one.applicant, other.applicant)
    if _differ(cities) or _differ(applicants) or not _same_name(one, other):
        return False
    if any(_NOUN.sub("", seen.name)[:1].islower() for seen in (one, other)):
        # "et nyt klubhus" names many houses: who gets it must be said, too.
        return _agree(applicants)
    distinct = len(_folded(one.name).split()) >= _DISTINCT and _agree((one.funder, other.funder))
    return _agree(cities) or _agree(applicants) or distinct


def _same_name(one: Seen, other: Seen) -> bool:
    first, second = sorted((_folded(one.name), _folded(other.name)), key=len)
    if first == second:
        return True
    short, long = first.split(), second.split()
    if len(short) == len(long):
        apart = [(a, b) for a, b in zip(short, long, strict=True) if a != b]
        return len(apart) == 1 and is_misspelling(*apart[0])
    return len(short) >= _DISTINCT and long[: len(short)] == short


def _differ(pair: tuple[str | None, str | None]) -> bool:
    return pair[0] is not None and pair[1] is not None and _folded(pair[0]) != _folded(pair[1])


def _agree(pair: tuple[str | None, str | None]) -> bool:
    return pair[0] is not None and pair[1] is not None and _folded(pair[0]) == _folded(pair[1])


# ---------------------------------------------------------------- its steps

_PARTS: Final[tuple[Part, ...]] = ("granted", "total")
_CODES: Final = {"granted": "grant_agrees_with_other_release", "total": "total_agrees_with_other_release"}
CODES: Final = frozenset(_CODES.values())
"""Checks that hold releases of a run against each other."""


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
    if part == "granted" and _differ((one.funder, other.funder)):
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
