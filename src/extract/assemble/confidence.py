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


@lru_cache(maxsize=4)
def compile_confidence(patterns: Patterns) -> Shares:
    """The confidence of each kind and rule; the rule None stands for all that are rare or new."""
    rare: dict[str, list[int]] = {kind: [0, 0] for kind in KINDS}
    shares: dict[tuple[str, str | None], float] = {}
    for row in patterns.table(TABLE):
        try:
            kind, rule, right, tries = row["kind"], row["rule"], int(row["right"]), int(row["of"])
        except (KeyError, ValueError):
            raise PatternError(
                f"{TABLE}.csv",
                f"no row of kind,rule,right,of: {dict(row)}",
                "write it anew with evaluate --write-confidence",
            ) from None
        if tries < FEW and kind in rare:
            rare[kind][0] += right
            rare[kind][1] += tries
        else:
            shares[kind, rule] = round(wilson(right, tries)[0], 2)
    return shares | {(kind, None): round(wilson(*counted)[0], 2) for kind, counted in rare.items()}


def calibrated(release: Release, shares: Shares) -> Release:
    """The release with the measured confidence of each record's rule."""

    def surely(kind: str, record: Any) -> Any:
        share = shares.get((kind, record.rule), shares[kind, None])
        own = record.confidence
        return record.model_copy(update={"confidence": min(share, own) if own < _OPEN else share})

    return release.model_copy(update={kind: tuple(surely(kind, r) for r in getattr(release, kind)) for kind in KINDS})
