"""Which projects of several releases are one: by name, beside the applicant or town.

Variants of spelling, and a short name within a longer one, are the same name. Two projects are held against each other
where they share a key (the applicant, or a name that begins alike beside the town or the giver); of one key the first
200, for keys of common words would take time without end.
"""

from __future__ import annotations

import hashlib
import pickle
import tempfile
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, combinations, groupby, product
from typing import IO, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import regex

from extract.check.near import folded, is_misspelling
from extract.check.seen import Seen

_MARKS: Final = str.maketrans("", "", "»«“”„\"’‘'")
_NOUN: Final = regex.compile(r"^(?:projektet|projekt|initiativet)\s+")
_FIRST: Final = regex.compile(r"^(?:projektet|projekt|initiativet|den|det|de|en|et)\s+")
_LETTERS: Final = 4
_MOST_ALIKE: Final = 200
_DISTINCT: Final = 2


class _Brief(NamedTuple):
    """A project as it is compared: names without case and marks. ``plain`` is a name that begins with a small letter;
    ``at`` is where its entry waits."""

    release: int
    name: str
    city: str | None
    applicant: str | None
    funder: str | None
    plain: bool
    at: int


def recurring(seen: Iterable[Seen]) -> list[list[Seen]]:
    """The entries of each project that two releases or more tell of, in the order in which they came. Those of one
    release come together.

    All wait in files meanwhile: memory holds some twenty bytes a project, some hundred of one that shares a key with
    one of another release, and the whole entry of what is given back.
    """
    with tempfile.TemporaryFile() as briefs, tempfile.TemporaryFile() as entries:
        common = _set_aside(seen, briefs, entries)
        every: list[_Brief] = []
        keys: dict[int, list[int]] = defaultdict(list)
        one_text: dict[str | None, str | None] = {}
        briefs.seek(0)
        for hashed, brief in _loaded(briefs):
            shared = _of(common, hashed)
            for key in shared:
                if len(keys[key]) < _MOST_ALIKE:
                    keys[key].append(len(every))
            if shared:
                city, applicant, funder = (
                    one_text.setdefault(text, text) for text in (brief.city, brief.applicant, brief.funder)
                )
                every.append(brief._replace(city=city, applicant=applicant, funder=funder))
        groups = _joined(every, keys.values())
        return [[_entry(entries, every[number].at) for number in numbers] for numbers in groups]


def _set_aside(seen: Iterable[Seen], briefs: IO[bytes], entries: IO[bytes]) -> npt.NDArray[np.uint64]:
    """Writes what is compared, and the entries beside; the keys that two releases or more have, sorted."""
    keys: array[int] = array("Q")
    for release, together in groupby(seen, key=lambda entry: entry.release):
        own: set[int] = set()
        for entry in together:
            brief = _brief(entry, _hashed((release,)), entries.tell())
            hashed = sorted({_hashed(key) for key in _keys(brief)})
            pickle.dump((hashed, tuple(brief)), briefs)
            pickle.dump(entry, entries)
            own.update(hashed)
        keys.extend(sorted(own))
    found, counts = np.unique(np.array(keys, dtype=np.uint64), return_counts=True)
    return found[counts > 1]


def _loaded(file: IO[bytes]) -> Iterator[tuple[list[int], _Brief]]:
    while True:
        try:
            hashed, brief = pickle.load(file)  # noqa: S301 (written a moment ago, by us alone)
        except EOFError:
            return
        yield hashed, _Brief(*brief)


def _entry(entries: IO[bytes], at: int) -> Seen:
    entries.seek(at)
    found: Seen = pickle.load(entries)  # noqa: S301 (the same)
    return found


def _of(common: npt.NDArray[np.uint64], hashed: Sequence[int]) -> list[int]:
    """Those of the keys that are among the common ones."""
    if not len(common) or not hashed:
        return []
    wanted = np.array(hashed, dtype=np.uint64)
    places = np.minimum(np.searchsorted(common, wanted), len(common) - 1)
    return [key for key, is_there in zip(hashed, common[places] == wanted, strict=True) if is_there]


def _joined(every: Sequence[_Brief], alike: Iterable[Sequence[int]]) -> list[list[int]]:
    """The numbers of those that are one project, where they are of several releases."""
    parent = list(range(len(every)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for numbers in alike:
        for one, other in _pairs(every, numbers):
            if every[one].release != every[other].release and _same(every[one], every[other]):
                parent[max(root(one), root(other))] = min(root(one), root(other))
    groups: dict[int, list[int]] = defaultdict(list)
    for number in range(len(every)):
        groups[root(number)].append(number)
    return [own for own in groups.values() if len({every[number].release for number in own}) > 1]


def _pairs(every: Sequence[_Brief], numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The pairs of them whose applicants do not differ, which most of a town's or a giver's do."""
    told: dict[str, list[int]] = defaultdict(list)
    untold: list[int] = []
    for number in numbers:
        applicant = every[number].applicant
        (untold if applicant is None else told[applicant]).append(number)
    for group in (untold, *told.values()):
        yield from combinations(group, 2)
    yield from product(untold, chain.from_iterable(told.values()))


def _brief(entry: Seen, release: int, at: int) -> _Brief:
    city, applicant, funder = (
        None if text is None else fold(text) for text in (entry.city, entry.applicant, entry.funder)
    )
    plain = _NOUN.sub("", entry.name)[:1].islower()
    return _Brief(release, fold(entry.name), city, applicant, funder, plain, at)


def _keys(brief: _Brief) -> Iterator[tuple[str, ...]]:
    """What two entries of one project have in common: the applicant, or a name that begins alike beside the town or
    the giver."""
    begins = brief.name[:_LETTERS]
    if brief.applicant:
        yield "applicant", brief.applicant
    if brief.city:
        yield "city", begins, brief.city
    if brief.funder:
        yield "funder", begins, brief.funder


def _hashed(key: tuple[str, ...]) -> int:
    told = "\0".join(key).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(told, digest_size=8).digest(), "big")


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """A name as it is compared: without case, marks and what only introduces it."""
    return str(_FIRST.sub("", folded(" ".join(name.translate(_MARKS).split()))))


def _same(one: _Brief, other: _Brief) -> bool:
    """Whether two entries are one project: its name and, beside it, nothing that differs and something that agrees."""
    if differ(one.city, other.city) or differ(one.applicant, other.applicant) or not _same_name(one.name, other.name):
        return False
    if one.plain or other.plain:
        # "et nyt klubhus" names many houses: who gets it must be said, too.
        return _agree(one.applicant, other.applicant)
    distinct = len(one.name.split()) >= _DISTINCT and _agree(one.funder, other.funder)
    return _agree(one.city, other.city) or _agree(one.applicant, other.applicant) or distinct


def _same_name(one: str, other: str) -> bool:
    if one == other:
        return True
    first, second = sorted((one, other), key=len)
    short, long = first.split(), second.split()
    if len(short) == len(long):
        apart = [(a, b) for a, b in zip(short, long, strict=True) if a != b]
        return len(apart) == 1 and is_misspelling(*apart[0])
    return len(short) >= _DISTINCT and long[: len(short)] == short


def differ(one: str | None, other: str | None) -> bool:
    """Whether both are told, and not the same."""
    return one is not None and other is not None and one != other


def _agree(one: str | None, other: str | None) -> bool:
    return one is not None and one == other
