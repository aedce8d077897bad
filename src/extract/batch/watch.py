"""A folder into which others write, watched: its files in batches, each file when it is whole.

The system tells what changes, so a file is seen at once. It may also fail to: its queue of changes is bounded and what
does not fit is lost without a word, files that come with a new folder may be too early to be told, and a network drive
tells nothing. So the folder is also looked through, at the start and then now and again.
"""

from __future__ import annotations

import math
import os
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from watchfiles import Change, watch

from extract.batch.files import could_be_release, walk
from extract.batch.whole import Stamp, Waiting

SETTLE: Final = 2.0
"""Seconds without a change after which a file is whole."""
SWEEP: Final = 60.0
"""Seconds after which the folder is looked through again; more where that itself takes long."""
MOST: Final = 10_000
"""Files of a batch at most."""
_SHARE: Final = 20
"""Looking through may take one part in so many of the time."""
_STEP: Final = 50
_DEBOUNCE: Final = 1_600
_TRIES: Final = 3


class WatchError(Exception):
    """A folder that cannot be watched, or no more. ``str()`` names it and says what to do."""


def whole_files(
    folder: Path,
    *,
    stop: threading.Event,
    settle: float = SETTLE,
    without: Path | None = None,
    sweep: float = SWEEP,
    most: int = MOST,
    closed: Callable[[OSError], None] = lambda error: None,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[tuple[Path, ...]]:
    """The files below ``folder`` that could be releases, in batches of ``most`` at most, each in the order of names and
    below ``folder`` as it was given. The first holds what is there at the start.

    A file comes when it has not changed for ``settle`` seconds, and again when it was changed after that. What
    :func:`~extract.batch.inputs.discover` leaves out of a folder is left out here: dot files, other suffixes, the
    folder ``without`` that the run writes to, what lies behind links to folders. The error of a folder below that
    cannot be opened goes to ``closed``, once. What changes while a batch is in hand is not lost.

    Ends when ``stop`` is set. Raises WatchError where the folder is none, is the one that is written to, or goes away.
    """
    _check(folder, without)
    root = Path(os.path.realpath(folder))
    avoided = Path(os.path.realpath(without)) if without else None
    waiting = Waiting(settle, most)
    sweeps = _Sweeps(partial(walk, folder, without, _once(closed)), sweep, clock)
    for told in _told(root, folder, stop, max(10, int(settle * 500))):
        if told is None:
            waiting.missed = True
        for change, name in sorted(told or (), key=lambda one: one[1]):
            path = _ours(Path(name), root, folder, avoided)
            if path is not None:
                _note(path, change, waiting, without, clock)
        sweeps.go_on(waiting, stop)
        batch = waiting.take(clock(), stamp)
        if batch and not stop.is_set():
            yield batch


def stamp(path: Path) -> Stamp | None:
    """The state of a file; None where there is none that can be looked at, or it is a folder, a pipe or a device."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return Stamp(found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None


@dataclass(slots=True)
class _Sweeps:
    """Looking through the whole folder again and again, as far each time as there is room for files to wait."""

    files: Callable[[], Iterator[Path]]
    every: float
    clock: Callable[[], float]
    ended: float = -math.inf
    spent: float = 0.0
    going: Iterator[Path] | None = None

    def go_on(self, waiting: Waiting, stop: threading.Event) -> None:
        begun = self.clock()
        pause = max(0.0 if waiting.missed else self.every, self.spent * _SHARE)
        if waiting.full or (self.going is None and begun < self.ended + pause):
            return
        if self.going is None:
            self.going, self.spent, waiting.missed = self.files(), 0.0, False
        for path in self.going:
            if could_be_release(path):
                waiting.note(path, stamp(path), self.clock())
            if waiting.full or stop.is_set():
                self.spent += self.clock() - begun
                return
        self.going = None
        waiting.swept()
        self.ended = self.clock()
        self.spent += self.ended - begun


def _note(path: Path, change: Change, waiting: Waiting, without: Path | None, clock: Callable[[], float]) -> None:
    if could_be_release(path):
        waiting.note(path, stamp(path), clock())
    if change == Change.added and path.is_dir() and not path.is_symlink():
        # What came with the folder, or was written before the system began to tell of it.
        for below in walk(path, without, lambda error: None):
            if could_be_release(below):
                waiting.note(below, stamp(below), clock())


def _ours(path: Path, root: Path, folder: Path, avoided: Path | None) -> Path | None:
    """A path that the system told of, below ``folder`` as it was given; None where the folder is not searched."""
    try:
        below = path.relative_to(root)
    except ValueError:
        return None
    if any(part.startswith(".") for part in below.parts):
        return None
    # A folder that is watched may itself lie in the one that is written to.
    if avoided is not None and avoided.is_relative_to(root) and path.is_relative_to(avoided):
        return None
    # A link to a folder leads out of what is searched, and would give files a second name.
    if os.path.realpath(path.parent) != str(path.parent):
        return None
    return folder / below


def _told(root: Path, folder: Path, stop: threading.Event, tick: int) -> Iterator[set[tuple[Change, str]] | None]:
    """What the system tells of the folder, at least every ``tick`` milliseconds; None where it told something that was
    lost. Raises WatchError where it never tells, or the folder is gone.
    """
    heard, lost, failures = False, False, 0
    while not stop.is_set():
        changes = watch(
            root, watch_filter=None, stop_event=stop, rust_timeout=tick, yield_on_timeout=True,
            debounce=min(tick, _DEBOUNCE), step=min(tick, _STEP), ignore_permission_denied=True,
        )  # fmt: skip
        try:
            with closing(changes):
                for told in changes:
                    if not folder.is_dir():
                        break
                    yield None if lost else told
                    heard, lost = True, False
        except (OSError, RuntimeError) as error:
            failures += 1
            if not heard and failures == _TRIES and folder.is_dir():
                raise WatchError(
                    f"{folder}: cannot be watched: {error}"
                    " (check its permissions, and how many folders the system lets watch)"
                ) from None
        if stop.is_set():
            return
        if not folder.is_dir():
            raise WatchError(f"{folder}: the folder is gone (put it back, and start again)")
        # One name that is no Unicode ends the telling, which then begins anew; what came in between was not told.
        lost = True
        yield None
        stop.wait(tick / 1000)


def _check(folder: Path, without: Path | None) -> None:
    if not folder.is_dir():
        raise WatchError(f"{folder}: no such folder (check the path)")
    if without is not None and os.path.realpath(folder) == os.path.realpath(without):
        raise WatchError(f"{folder}: the results would be read as releases (let the results go to another folder)")


def _once(closed: Callable[[OSError], None]) -> Callable[[OSError], None]:
    told: set[str] = set()

    def tell(error: OSError) -> None:
        name = str(error.filename)
        if name not in told:
            told.add(name)
            closed(error)

    return tell
