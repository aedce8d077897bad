"""``press-extract watch``: each file of a folder read when it is whole, until somebody stops it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Final

from extract import batch
from extract.batch import Options
from extract.batch.watch import SETTLE, WatchError, whole_files
from extract.cli.app import STOPPED
from extract.cli.console import err, safe, wrong
from extract.cli.progress import Watching
from extract.cli.run import Settings, ready, workers

_PATIENCE: Final = 3600.0
"""Seconds that a batch waits for a run of somebody else, as the nightly one, to leave the store."""
_AGAIN: Final = "start the same command again to go on"


def watch(folder: Path, settings: Settings, settle: float) -> int:
    """Reads the files of a folder into the store as they come; the exit code of the command. Each batch is a run."""
    with ready(settings, None) as (reader, store):
        options = Options(max_bytes=settings.max_bytes, patience=_PATIENCE)

        def take(names: Sequence[str]) -> int:
            progress = Watching()
            choose = partial(workers, names, None, settings)
            ended = batch.run(names, reader, store, progress, options, workers=choose)
            err.print(safe(f"run {ended.run}: {progress.told()}"))
            return 0

        # Where the store has its folder of results to itself, none of that is a release.
        return watch_folder(folder, take, without=None if settings.store else Path("outputs"), settle=settle)


def watch_folder(
    folder: Path, take: Callable[[Sequence[str]], int], *, without: Path | None, settle: float = SETTLE
) -> int:
    """Gives the files below ``folder`` to ``take``, batch by batch, each file when it has not changed for ``settle``
    seconds; nothing from the folder ``without``, where the results go. The exit code of the command.

    ``take`` reads a batch, given as names of files like those of a run, and returns what a run does: 0, 1 where a
    document failed, or STOPPED. Ctrl-C or SIGTERM ends the watching after the batch in hand, with 0; a second one stops
    the batch too, by a KeyboardInterrupt in ``take``.
    """
    batches = files = 0
    try:
        with _stopping() as (stop, busy):
            err.print(safe(f"watching {folder}; Ctrl-C ends"))
            for files_now in whole_files(folder, stop=stop, settle=settle, without=without, closed=_tell_closed):
                busy.set()
                batches, files = batches + 1, files + len(files_now)
                err.print(safe(f"batch {batches}: {_names(files_now)}"))
                if take([str(path) for path in files_now]) == STOPPED:
                    raise KeyboardInterrupt
                busy.clear()
    except WatchError as error:
        if not batches:
            raise wrong(str(error)) from None
        err.print(safe(str(error), "red"))
        return 1
    except KeyboardInterrupt:
        err.print(safe(f"stopped within batch {batches}; {_AGAIN}"))
        return STOPPED
    err.print(safe(f"stopped after {batches} batches, {files} files; {_AGAIN}"))
    return 0


@contextmanager
def _stopping() -> Iterator[tuple[threading.Event, threading.Event]]:
    """Two events: to stop, which the first Ctrl-C or SIGTERM sets, and whether a batch is in hand; the second raises
    KeyboardInterrupt. What the signals did before, they do again at the end.
    """
    stop, busy = threading.Event(), threading.Event()

    def heed(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        if busy.is_set():
            # Not by the console: the signal may have come in the middle of a line of its own.
            os.write(2, b"stopping after the batch in hand; once more to stop at once\n")

    before = {number: signal.signal(number, heed) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop, busy
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _names(batch: Sequence[Path]) -> str:
    """``in/a.html``; ``3 files, in/a.html … in/c.html``; in characters that a terminal can show."""
    first, last = (os.fsencode(path.as_posix()).decode("utf-8", "replace") for path in (batch[0], batch[-1]))
    return first if len(batch) == 1 else f"{len(batch)} files, {first} … {last}"


def _tell_closed(error: OSError) -> None:
    err.print(safe(f"{error.filename}: cannot be opened: {error.strerror} (check its permissions)", "yellow"))
