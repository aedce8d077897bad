"""What a run found, in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extract.records.release import Check
from extract.store.packing import STATUSES


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run found. ``granted`` is the sum of the projects' grants by currency (None: not stated), ``checks`` those
    of each status that nobody has silenced."""

    releases: int = 0
    projects: int = 0
    granted: Mapping[str | None, Decimal] = field(default_factory=dict)
    quotes: int = 0
    places: int = 0
    checks: Mapping[str, int] = field(default_factory=dict)
    silenced: int = 0
    failures: int = 0
    skipped: int = 0
    renamed: int = 0

    def with_checks(self, checks: Iterable[Check]) -> RunReport:
        """The report with checks that came up when the releases were held against each other."""
        added = tuple(checks)
        counted = Counter[str](self.checks)
        counted.update(check.status for check in added if check.silenced is None)
        silenced = self.silenced + sum(check.silenced is not None for check in added)
        return replace(self, checks={status: counted[status] for status in STATUSES}, silenced=silenced)

    def with_silenced(self, checks: Iterable[Check]) -> RunReport:
        """The report once some of a release's checks, all of them counted already, may be silenced."""
        silenced = Counter[str](check.status for check in checks if check.silenced is not None)
        left = {status: count - silenced[status] for status, count in self.checks.items()}
        return replace(self, checks=left, silenced=self.silenced + silenced.total())
