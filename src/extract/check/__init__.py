"""Holds what a release claims against what was found in it; docs/checks.md lists every code.

Checks are pure functions over a finished record and never change it. Where the text makes no claim there is
no check, and where it is not clear that a claim is about this release's projects the answer is silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from extract.check.calendar import check_calendar
from extract.check.claims import count_claims
from extract.check.cofunding import check_cofunding
from extract.check.counts import check_counts
from extract.check.names import check_names
from extract.check.plausibility import check_plausibility
from extract.check.rounding import check_prose_amounts
from extract.check.shares import check_shares
from extract.check.titles import check_titles
from extract.check.totals import check_totals
from extract.check.view import view_of
from extract.check.vocabulary import Vocabulary, compile_checks
from extract.check.whereabouts import check_whereabouts
from extract.patterns import Patterns
from extract.records.release import Check, CheckStatus, Release

Severity = Literal["info", "look", "error"]

SEVERITY: Final[Mapping[CheckStatus, Severity]] = MappingProxyType(
    {"ok": "info", "repaired": "look", "doubt": "look", "mismatch": "error"}
)


def check(release: Release, patterns: Patterns) -> tuple[Check, ...]:
    """The checks of ``release``, family by family, each family in reading order of its claims.

    Checks that the record holds already (what assembly repaired) are not among them. Never raises on a record;
    KeyError names an entry that ``patterns`` lacks.
    """
    view = view_of(release, compile_checks(patterns))
    counts = count_claims(view)
    found = (
        *check_totals(view, counts),
        *check_cofunding(view),
        *check_counts(view, counts),
        *check_shares(view),
        *check_plausibility(view),
        *check_prose_amounts(view),
        *check_names(view),
        *check_titles(view),
        *check_whereabouts(view),
        *check_calendar(view),
    )
    return tuple(dict.fromkeys(found))


def severity(found: Check) -> Severity:
    """How much a reader needs to look at a check: not at all, once, or before anything is published."""
    return SEVERITY[found.status]


__all__ = ["SEVERITY", "Severity", "Vocabulary", "check", "compile_checks", "severity"]
