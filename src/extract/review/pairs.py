"""Releases on both sides of a comparison, and what was found in them; the newest few are held, for pages beside each
other are mostly of one release, and a long one takes a while to read."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from extract.records.release import Release
from extract.review.records import Group, grouped
from extract.review.source import Pair
from extract.store import Store, find_release, find_run
from extract.store.comparing import KeptChange, KeptComparison

_HELD: Final = 8

Key = tuple[int, str | None, int, str | None]


@dataclass(frozen=True, slots=True)
class Found:
    """A release on both sides with its records; None where the store has it no more."""

    pair: Pair
    groups: tuple[Group, ...]


@dataclass(slots=True)
class Pairs:
    """Runs never change, so what was read stays true."""

    store: Store
    _held: OrderedDict[Key, Found] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, comparison: KeptComparison, change: KeptChange, beside: Sequence[KeptChange]) -> Found | None:
        """The release that a change is of. None where a run or a record is gone (the store was vacuumed)."""
        release = change.release
        key = (comparison.before, release.before, comparison.after, release.after)
        with self._lock:
            if (found := self._held.get(key)) is not None:
                self._held.move_to_end(key)
                return found
        before, after = self._read(comparison.before, release.before), self._read(comparison.after, release.after)
        if before is None and after is None:
            return None
        pair = Pair(before, after)
        found = Found(pair, grouped(pair, beside))
        with self._lock:
            self._held[key] = found
            while len(self._held) > _HELD:
                self._held.popitem(last=False)
        return found

    def _read(self, run: int, name: str | None) -> Release | None:
        if name is None:
            return None
        stored = find_release(self.store, find_run(self.store, str(run)), name)
        return stored.read() if stored is not None else None
