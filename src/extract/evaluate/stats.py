"""Counts, and how far they can be trusted: precision, recall, F1, bootstrap and Wilson intervals."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from extract.evaluate.outcome import FIELDS, JUDGED, Outcome
from extract.values.shares import wilson

_SEED: Final = 20_241
RESAMPLES: Final = 1_000
_LOW, _HIGH = 0.025, 0.975

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Counts:
    """``hit`` found and right, ``missed`` in the labels only, ``false`` in the records only."""

    hit: int = 0
    missed: int = 0
    false: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.hit + other.hit, self.missed + other.missed, self.false + other.false)

    @property
    def answers(self) -> int:
        return self.hit + self.missed

    @property
    def found(self) -> int:
        return self.hit + self.false

    @property
    def precision(self) -> float | None:
        """None where nothing was found."""
        return self.hit / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        return self.hit / self.answers if self.answers else None

    @property
    def f1(self) -> float | None:
        """None where there is nothing to find and nothing was found."""
        total = 2 * self.hit + self.missed + self.false
        return 2 * self.hit / total if total else None


@dataclass(frozen=True, slots=True)
class Row:
    """The measure of one group of outcomes; the intervals hold 95 %, from resampling whole releases."""

    name: str
    counts: Counts
    precision: Interval | None
    recall: Interval | None
    f1: Interval | None


def counts(outcomes: Iterable[Outcome]) -> Counts:
    hit = missed = false = 0
    for outcome in outcomes:
        hit += outcome.verdict == "hit"
        missed += outcome.verdict in {"missed", "wrong"}
        false += outcome.verdict in {"false", "wrong"}
    return Counts(hit, missed, false)


def by_field(outcomes: Sequence[Outcome], *, resamples: int = RESAMPLES) -> tuple[Row, ...]:
    """A row for each measured field, in the order of ``FIELDS``. The values of one release go together, so the
    intervals come from drawing releases, not values."""
    order = {field: number for number, field in enumerate(FIELDS)}  # labels of others have fields of their own
    rows = group(outcomes, lambda outcome: outcome.field, resamples=resamples)
    return tuple(sorted(rows, key=lambda row: (order.get(row.name, len(order)), row.name)))


def by_sender(outcomes: Sequence[Outcome], *, resamples: int = RESAMPLES) -> tuple[Row, ...]:
    """A row for each kind of sender and field, as ``foundation projects``."""
    return group(outcomes, lambda outcome: f"{outcome.sender} {outcome.field}", resamples=resamples)


def group(outcomes: Sequence[Outcome], key: Callable[[Outcome], str], *, resamples: int = RESAMPLES) -> tuple[Row, ...]:
    groups: dict[str, dict[str, list[Outcome]]] = defaultdict(lambda: defaultdict(list))
    for outcome in outcomes:
        groups[key(outcome)][outcome.release].append(outcome)
    return tuple(
        _row(name, [counts(group) for group in releases.values()], resamples)
        for name, releases in sorted(groups.items())
    )


def _row(name: str, releases: Sequence[Counts], resamples: int) -> Row:
    total = sum(releases, Counts())
    if resamples == 0:
        return Row(name, total, None, None, None)
    # The seed is fixed: the same gold gives the same table.
    draw = random.Random(_SEED)  # noqa: S311
    samples = [sum(draw.choices(releases, k=len(releases)), Counts()) for _ in range(resamples)]
    return Row(
        name,
        total,
        *(_interval([v for s in samples if (v := getattr(s, m)) is not None]) for m in ("precision", "recall", "f1")),
    )


def _interval(values: Sequence[float]) -> Interval | None:
    if not values:
        return None
    ranked = sorted(values)
    return ranked[int(_LOW * (len(ranked) - 1))], ranked[int(_HIGH * (len(ranked) - 1))]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """How often the records that one rule made were right: ``low`` and ``high`` bound that share (Wilson, 95 %)."""

    field: str
    rule: str
    hit: int
    tries: int
    low: float
    high: float


RULE_FIELDS: Final[Mapping[str, str]] = {
    **{"amounts.role": "amounts", "places": "places", "people": "people", "organisations": "organisations"},
    **{"quotes": "quotes", "projects": "projects"},
    **{f"{JUDGED}{kind}": kind for kind in ("amounts", "places", "people", "organisations", "quotes", "projects")},
}
"""The fields that say whether a rule's record is right, with the kind of the record."""


def by_rule(outcomes: Iterable[Outcome]) -> tuple[RuleRow, ...]:
    """Precision of each rule, the least sure first. An answer that no record meets belongs to no rule."""
    tally: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.field in RULE_FIELDS and outcome.verdict != "missed":
            tally[outcome.field, outcome.rule or "none"].append(outcome.verdict == "hit")
    rows = [RuleRow(field, rule, sum(v), len(v), *wilson(sum(v), len(v))) for (field, rule), v in tally.items()]
    return tuple(sorted(rows, key=lambda row: (row.low, row.field, row.rule)))


@dataclass(frozen=True, slots=True)
class Bin:
    """Records whose confidence lies in ``[low, high)``: the mean of what was promised, and the share that was right."""

    low: float
    high: float
    tries: int
    promised: float
    right: float


_EDGES: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


def calibration(outcomes: Iterable[Outcome]) -> tuple[Bin, ...]:
    """Confidence against truth, by steps of confidence; empty steps are left out."""
    rows = [
        (outcome.confidence, outcome.verdict == "hit")
        for outcome in outcomes
        if outcome.field in RULE_FIELDS and outcome.verdict != "missed" and outcome.confidence is not None
    ]
    bins = []
    for low, high in pairwise(_EDGES):
        inside = [(c, right) for c, right in rows if low <= c < high]
        if inside:
            promised = sum(c for c, _ in inside) / len(inside)
            bins.append(Bin(low, min(high, 1.0), len(inside), promised, sum(r for _, r in inside) / len(inside)))
    return tuple(bins)


def summary(rows: Iterable[Row]) -> Mapping[str, Counts]:
    return {row.name: row.counts for row in rows}
