"""Which record of the one side is which of the other: by what survives a correction.

Equal records first, and of several equal ones those in the same place. The rest are laid side by side by how alike they
are, kind by kind: the best assignment over all, so that no greedy pair takes another's partner. What is less alike than
its kind's threshold was removed or added.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

import regex

from extract.diff.align import EXACT, Alignment
from extract.diff.assign import assignment
from extract.diff.changes import Kind
from extract.diff.flat import Flat
from extract.records.release import Span

Pair = tuple[Flat | None, Flat | None]
Sameness = Callable[[str, str], float]
Close = Callable[[Sequence[Span], Sequence[Span]], float]
"""How surely places of the two sides are the same."""

_WORD: Final = regex.compile(r"\w+")
_ALL_PAIRS: Final = 20_000
"""Up to so many pairs each is looked at; beyond, those that share something rare or stand at
about the same place of the order."""
_COMMON: Final = 40
"""What more records of a side share tells none of them from the others."""
_CANDIDATES: Final = 8
_NEIGHBOURS: Final = 2


def same(one: str, other: str) -> float:
    """1 where they are equal."""
    return float(one == other)


def letters(one: str, other: str) -> float:
    """How many runs of three letters two names share (Dice): a misspelled name stays near."""
    return _shared(_trigrams(one), _trigrams(other))


def words(one: str, other: str) -> float:
    """How many words two texts share (Dice)."""
    return _shared(_words(one), _words(other))


@dataclass(frozen=True, slots=True)
class Likeness:
    """What makes two records of a kind alike: its fields with their weights. ``place`` weighs the place in the text,
    ``box`` the section. ``gate`` names a field that must be equal."""

    fields: Mapping[str, tuple[float, Sameness]]
    place: float = 4
    box: float = 0.5
    threshold: float = 0.45
    gate: str | None = None

    def of(self, one: Flat, other: Flat, close: Close) -> float:
        """From 0 to 1; 0 below the threshold."""
        if self.gate is not None and one.fields.get(self.gate) != other.fields.get(self.gate):
            return 0.0
        whole = alike = 0.0
        for name, (weight, how) in self.fields.items():
            a, b = one.fields.get(name), other.fields.get(name)
            if a is not None or b is not None:
                whole += weight
                alike += weight * how(a, b) if a is not None and b is not None else 0
        if one.spans and other.spans:
            whole += self.place + self.box
            alike += self.place * close(one.spans, other.spans) + self.box * (one.box == other.box)
        share = alike / whole if whole else 1.0
        return share if share >= self.threshold else 0.0


LIKENESS: Final[Mapping[Kind, Likeness]] = {
    "release": Likeness({}, threshold=0),
    "projects": Likeness(
        {
            "name": (4, letters), "granted": (3, same), "total": (2, same), "city": (1.5, same),
            "applicant": (2, letters), "funder": (0.5, same), "pool": (0.5, same), "period": (0.5, same),
            "description": (1, words),
        },
        place=3, box=1, threshold=0.35,
    ),
    "amounts": Likeness(
        {"value": (3, same), "currency": (0.5, same), "role": (1, same), "qualifier": (0.5, same), "per": (0.5, same)}
    ),
    "places": Likeness(
        {"name": (4, letters), "kind": (1, same), "code": (2, same), "municipality": (1, same), "region": (0.5, same)}
    ),
    "quotes": Likeness({"text": (4, words), "speaker": (1, letters), "direct": (0.5, same)}),
    "people": Likeness(
        {"name": (4, letters), "titles": (1, words), "organisation": (1, letters), "party": (0.5, same)}
    ),
    "organisations": Likeness({"name": (4, letters), "aliases": (1, letters)}),
    "dates": Likeness({"days": (3, same), "precision": (0.5, same)}),
    "contacts": Likeness(
        {
            "name": (3, letters), "email": (3, same), "phone": (2, same), "organisation": (1, letters),
            "title": (1, words),
        },
        threshold=0.4,
    ),
    "checks": Likeness(
        {"code": (1, same), "status": (1, same), "stated": (1, same), "found": (1, same), "message": (1, letters)},
        place=1, threshold=0.25, gate="code",
    ),
    "sections": Likeness({"kind": (1, same), "heading": (2, letters), "items": (0.5, same)}, box=0, threshold=0.4),
}  # fmt: skip


def matched(kind: Kind, before: Sequence[Flat], after: Sequence[Flat], laid: Alignment) -> Iterator[Pair]:
    """The records as pairs, in no order that means anything; those without a partner beside None."""
    # One side goes first whichever is the earlier one: equal choices then fall the same way both ways round.
    one, other = _sorted(before), _sorted(after)
    first, second = [flat.key for flat in one], [flat.key for flat in other]
    if first == second:
        yield from zip(one, other, strict=True)
        return
    if first < second:
        yield from _matched(LIKENESS[kind], one, other, laid.closeness)
        return
    for left, right in _matched(LIKENESS[kind], other, one, lambda a, b: laid.closeness(b, a)):
        yield right, left


def _sorted(records: Iterable[Flat]) -> list[Flat]:
    return sorted(records, key=lambda flat: (flat.key, flat.spans, flat.rules, flat.box, sorted(flat.places.items())))


def _matched(how: Likeness, one: Sequence[Flat], other: Sequence[Flat], close: Close) -> Iterator[Pair]:
    left, right = _without_equal(one, other, close)
    weights = {}
    for a, b in _candidates(how, left, right):
        if weight := round(how.of(left[a], right[b], close) * 1_000_000):
            weights[a, b] = weight
    if not how.threshold and left and right:
        weights = {(0, 0): 1}
    chosen = assignment(weights)
    for a, flat in enumerate(left):
        yield flat, right[chosen[a]] if a in chosen else None
    taken = set(chosen.values())
    yield from ((None, flat) for b, flat in enumerate(right) if b not in taken)


def _without_equal(one: Sequence[Flat], other: Sequence[Flat], close: Close) -> tuple[list[Flat], list[Flat]]:
    """What is left of both sides when equal records are taken away, two by two."""
    groups: dict[Hashable, tuple[list[Flat], list[Flat]]] = defaultdict(lambda: ([], []))
    for flat in one:
        groups[flat.key][0].append(flat)
    for flat in other:
        groups[flat.key][1].append(flat)
    left: list[Flat] = []
    right: list[Flat] = []
    for mine, theirs in groups.values():
        if len(mine) > len(theirs):
            left += _spare(mine, theirs, close)
        elif len(theirs) > len(mine):
            right += _spare(theirs, mine, lambda a, b: close(b, a))
    return left, right


def _spare(many: Sequence[Flat], few: Sequence[Flat], close: Close) -> list[Flat]:
    """Those of many equal records that the few leave over: in other places than theirs, as far as there are such."""
    elsewhere = [not any(close(flat.spans, own.spans) == EXACT for own in few) for flat in many] if few else []
    ordered = sorted(zip(elsewhere, many, strict=True), key=lambda entry: entry[0]) if few else []
    return [flat for _, flat in ordered[len(few) :]] if few else list(many)


def _candidates(how: Likeness, left: Sequence[Flat], right: Sequence[Flat]) -> Iterable[tuple[int, int]]:
    """The pairs that are worth a look."""
    if len(left) * len(right) <= _ALL_PAIRS:
        return product(range(len(left)), range(len(right)))
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for n, flat in enumerate(right):
        for feature in _features(how, flat):
            holders[feature].append(n)
    ranks, order = _in_order(left), _in_order(right)
    found: set[tuple[int, int]] = set()
    for rank, a in enumerate(ranks):
        flat, middle = left[a], rank * len(right) // len(left)
        found |= {(a, b) for b in order[max(middle - _NEIGHBOURS, 0) : middle + _NEIGHBOURS + 1]}
        shared: Counter[int] = Counter()
        for feature in _features(how, flat):
            if len(holders.get(feature, ())) <= _COMMON:
                shared.update(holders.get(feature, ()))
        best = sorted(shared.items(), key=lambda entry: (-entry[1], entry[0]))[:_CANDIDATES]
        found |= {(a, b) for b, _ in best}
    return sorted(found)


def _in_order(records: Sequence[Flat]) -> list[int]:
    return sorted(range(len(records)), key=lambda n: records[n].spans)


def _features(how: Likeness, flat: Flat) -> set[Hashable]:
    """What a record may share with its partner: values, and the words of names."""
    found: set[Hashable] = set()
    for name, (_, sameness) in how.fields.items():
        if (value := flat.fields.get(name)) is not None:
            found.add((name, value))
            if sameness is not same:
                found |= {(name, word) for word in _words(value)}
    return found


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


@lru_cache(maxsize=20_000)
def _trigrams(text: str) -> frozenset[str]:
    padded = f"  {text.casefold()} "
    return frozenset(padded[n : n + 3] for n in range(len(padded) - 2))


@lru_cache(maxsize=5_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))
