"""What people decided, heeded where records leave the store: checks that are silenced, and rules that were judged.

Values stay the machine's; what people say they are is in ``extract.diff.decided``.
"""

from __future__ import annotations

from dataclasses import dataclass

from extract.assemble.confidence import Shares, calibrated, judged_shares
from extract.decide import Silences
from extract.diff.worth import judged_rules
from extract.patterns import Patterns
from extract.records.release import Release
from extract.store import Store
from extract.store.deciding import silenced


@dataclass(frozen=True, slots=True)
class Heeded:
    """Decisions, made ready to be applied to each record. ``shares`` has the confidence of judged rules alone."""

    silences: Silences
    shares: Shares

    @classmethod
    def of(cls, store: Store, patterns: Patterns) -> Heeded:
        """What the store holds now; ``patterns`` have the counts of labelled releases."""
        return cls(silenced(store), judged_shares(patterns, judged_rules(store)))

    def applied(self, release: Release) -> Release:
        """The record with its checks silenced and its confidence as far as judgements move it.

        It was calibrated when it was read, so what it says below 0.80 may be its matcher's own doubt, and stays.
        """
        return self.silences.applied(calibrated(release, self.shares) if self.shares else release)
