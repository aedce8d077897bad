"""When a file that others write is whole: told by looks at it and the time, both given from outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PATIENCE: Final = 5
"""Times ``settle`` that an empty file may still be filled, and that a batch waits for files that are not yet whole."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A state of a file: its size in bytes, and when it was last written to, in nanoseconds."""

    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class _Seen:
    stamp: Stamp
    since: float


class Waiting:
    """The files that have been seen and may not be whole, and the states in which files have been taken.

    A file is whole when it has stayed in one state for ``settle`` seconds; growing, shrinking or being written to
    begins another. ``most`` files wait at once; of a file that was taken, 64 bits are kept.
    """

    def __init__(self, settle: float, most: int) -> None:
        self._settle = settle
        self._most = most
        self._seen: dict[Path, _Seen] = {}
        self._taken: set[int] = set()
        self._met: set[int] = set()
        self.missed = False
        """Whether a file was noted while no more could wait: all have to be looked at again."""

    @property
    def full(self) -> bool:
        return len(self._seen) >= self._most

    def note(self, path: Path, stamp: Stamp | None, now: float) -> None:
        """A look at a file, which was over at ``now`` (seconds of any clock that never goes back); None: there is no
        such file."""
        if stamp is None or _key(path, stamp) in self._taken:
            self._seen.pop(path, None)
            if stamp is not None:
                self._met.add(_key(path, stamp))
        elif path not in self._seen and self.full:
            self.missed = True
        elif path not in self._seen or self._seen[path].stamp != stamp:
            self._seen[path] = _Seen(stamp, now)

    def take(self, now: float, look: Callable[[Path], Stamp | None]) -> tuple[Path, ...]:
        """The files that are whole at ``now``, in the order of names; each is looked at once more. None are given while
        others are about to be whole too, for a while, so that what arrives together is one batch.
        """
        due = [path for path in self._seen if self._is_quiet(path, now)]
        if not due or self._is_worth_waiting(due, now):
            return ()
        for path in due:
            self.note(path, look(path), now)
        whole = sorted(path for path in due if self._is_quiet(path, now))
        for path in whole:
            key = _key(path, self._seen.pop(path).stamp)
            self._taken.add(key)
            self._met.add(key)
        return tuple(whole)

    def swept(self) -> None:
        """All files that are there have been noted: what was taken and is gone need not be remembered."""
        self._taken, self._met = self._met, set()

    def _is_quiet(self, path: Path, now: float) -> bool:
        seen = self._seen.get(path)
        if seen is None:
            return False
        return now - seen.since >= self._settle * (1 if seen.stamp.size else PATIENCE)

    def _is_worth_waiting(self, due: list[Path], now: float) -> bool:
        if self.full or now - min(self._seen[path].since for path in due) >= self._settle * PATIENCE:
            return False
        writing = sum(seen.stamp.size > 0 for seen in self._seen.values())
        return writing > sum(self._seen[path].stamp.size > 0 for path in due)


def _key(path: Path, stamp: Stamp) -> int:
    return hash((str(path), stamp.size, stamp.changed))
