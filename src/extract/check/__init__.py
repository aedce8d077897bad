"""Holds what a release claims against what was found in it; docs/checks.md lists every code.

Checks are pure functions over a finished record and never change it. Where the text makes no claim there is
no check, and where it is not clear that a claim is about this release's projects the answer is silence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, Literal

from extract.check.counts import check_counts
from extract.check.names import check_names
from extract.check.plausibility import check_plausibility
from extract.check.rounding import check_prose_amounts
from extract.check.shares import check_shares
from extract.check.totals import check_totals
from extract.check.view import View, view_of
from extract.records.release import Check, CheckStatus, Release

Severity = Literal["info", "look", "error"]

_FAMILIES: Final[tuple[Callable[[View], tuple[Check, ...]], ...]] = (
    check_totals,
    check_counts,
    check_shares,
    check_plausibility,
    check_prose_amounts,
    check_names,
)
_SEVERITY: Final[Mapping[CheckStatus, Severity]] = MappingProxyType(
    {"ok": "info", "repaired": "look", "doubt": "look", "mismatch": "error"}
)


def check(release: Release) -> tuple[Check, ...]:
    """The checks of ``release``, family by family, each family in reading order of its claims.

    Checks that the record holds already (what assembly repaired) are not among them. Never raises.
    """
    view = view_of(release)
    return tuple(dict.fromkeys(found for family in _FAMILIES for found in family(view)))


def severity(found: Check) -> Severity:
    """How much a reader needs to look at a check: not at all, once, or before anything is published."""
    return _SEVERITY[found.status]


__all__ = ["Severity", "check", "severity"]
