"""What ``confidence`` means: at least so often were the records of its rule right on labelled releases.

patterns/confidence.csv holds, for each rule, how many of its records were right of how many; ``press-extract evaluate
--write-confidence`` writes it. The lower end of that share's 95 % interval is the rule's confidence, so that a rule
that was seen a few times promises little. A rule seen less than ``FEW`` times stands together with all such rules of
its kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from extract.patterns import PatternError, Patterns
from extract.records.release import Release
from extract.values.shares import wilson

TABLE: Final = "confidence"
KINDS: Final = ("amounts", "places", "quotes", "projects")
"""The records that have a confidence."""
FEW: Final = 20
_OPEN: Final = 0.8
"""A value that its matcher doubts, for it was mended or left open, is below this and never surer than that."""

Shares = Mapping[tuple[str, str | None], float]
Counted = Mapping[tuple[str, str], tuple[int, int]]
"""For a kind and a rule how many of its records were right, of how many."""


@lru_cache(maxsize=4)
def compile_confidence(patterns: Patterns) -> Shares:
    """The confidence of each kind and rule; the rule None stands for all that are rare or new."""
    return _shares(labelled(patterns))


def labelled(patterns: Patterns) -> Counted:
    """What the table holds. PatternError where a row is none."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for row in patterns.table(TABLE):
        try:
            found[row["kind"], row["rule"]] = int(row["right"]), int(row["of"])
        except (KeyError, ValueError):
            raise PatternError(
                f"{TABLE}.csv",
                f"no row of kind,rule,right,of: {dict(row)}",
                "write it anew with evaluate --write-confidence",
            ) from None
    return found


def judged_shares(patterns: Patterns, judged: Counted) -> Shares:
    """The confidence of the rules whose records people judged, counted in with the labelled ones.

    A rare rule is also no surer than its own records allow: it would else not fall when they are rejected. One whose
    judged records were all right does not fall because it is rare no longer.
    """
    known, before = labelled(patterns), compile_confidence(patterns)
    own = {key: counted for key, counted in judged.items() if key[0] in KINDS}
    both = {**known, **{key: _sum(known.get(key, (0, 0)), counted) for key, counted in own.items()}}
    shares = _shares(both)
    found: dict[tuple[str, str | None], float] = {}
    for (kind, rule), (right, tries) in own.items():
        most = round(wilson(*both[kind, rule])[1], 2)
        share = shares[kind, rule] if (kind, rule) in shares else min(shares[kind, None], most)
        least = before.get((kind, rule), before[kind, None]) if right == tries else 0.0
        found[kind, rule] = max(share, least)
    return found


def _shares(counts: Counted) -> Shares:
    rare: dict[str, tuple[int, int]] = dict.fromkeys(KINDS, (0, 0))
    shares: dict[tuple[str, str | None], float] = {}
    for (kind, rule), counted in counts.items():
        if counted[1] < FEW and kind in rare:
            rare[kind] = _sum(rare[kind], counted)
        else:
            shares[kind, rule] = round(wilson(*counted)[0], 2)
    return shares | {(kind, None): round(wilson(*counted)[0], 2) for kind, counted in rare.items()}


def _sum(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]


def calibrated(release: Release, shares: Shares) -> Release:
    """The release with the measured confidence of each record's rule. A record whose rule has none, where ``shares``
    has none for rare rules either, stays as it is."""

    def surely(kind: str, record: Any) -> Any:
        share = shares.get((kind, record.rule), shares.get((kind, None)))
        if share is None:
            return record
        own = record.confidence
        return record.model_copy(update={"confidence": min(share, own) if own < _OPEN else share})

    return release.model_copy(update={kind: tuple(surely(kind, r) for r in getattr(release, kind)) for kind in KINDS})
