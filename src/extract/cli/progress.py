"""How a run is watched, on standard error: a bar on a terminal, plain lines elsewhere, or JSON lines for machines."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType, TracebackType
from typing import Any, Final

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from extract.cli.console import err, safe
from extract.ingest import IngestFailure
from extract.store import Run, RunReport

_EVERY: Final = 10.0
"""Seconds between two plain lines."""


class Stop:
    """Turns the first Ctrl-C or SIGTERM into a wish that ``asked`` tells of; the second ends the program at once."""

    def __init__(self) -> None:
        self._asked = False
        self._before: list[tuple[signal.Signals, Any]] = []

    def asked(self) -> bool:
        return self._asked

    def __enter__(self) -> Stop:
        # Only the main thread may set handlers; elsewhere nobody presses Ctrl-C.
        for number in (signal.SIGINT, signal.SIGTERM) if current_thread() is main_thread() else ():
            self._before.append((number, signal.signal(number, self._note)))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before:
            signal.signal(number, handler)

    def _note(self, number: int, frame: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
        # Not by the console: the signal may have come in the middle of a line of its own.
        os.write(2, b"stopping: what is in hand is finished first (once more to leave at once)\n")


class Watching:
    """Plain lines: one every ten seconds, and each failure. The base of the other two."""

    def __init__(self) -> None:
        self._total: int | None = None
        self._done = self._before = self._failures = self._known = 0
        self._begun = self._told = time.monotonic()

    def begun(self, run: int, done: int) -> None:
        self._done = self._before = done
        if done:
            err.print(safe(f"going on with run {run}, which has {done} inputs"))

    def took(self, uri: str, *, releases: int, known: bool) -> None:
        self._done += 1
        self._known += known
        if time.monotonic() - self._told >= _EVERY:
            self._told = time.monotonic()
            self._tell()

    def failed(self, failure: IngestFailure) -> None:
        self._failures += 1
        err.print(safe(f"failed: {failure.uri}: {failure.reason}", "red"))

    def waiting(self, reason: str) -> None:
        err.print(safe(f"waiting: {reason}", "yellow"))

    @contextmanager
    def writing(self, releases: int) -> Iterator[Callable[[], None]]:
        """While the files are written; what it gives is called for each release."""
        yield lambda: None

    def end(self, run: Run, report: RunReport | None) -> None:
        """The run is through, or stopped (without a report)."""

    def rate(self) -> float:
        """Inputs a second since the beginning of this sitting."""
        return (self._done - self._before) / max(time.monotonic() - self._begun, 1e-6)

    def told(self) -> str:
        """How many inputs were taken, failed, and were unchanged."""
        unchanged = f", {self._known:,} unchanged" if self._known else ""
        return f"{self._done:,} inputs, {self._failures} failed{unchanged}"

    def _tell(self) -> None:
        rate = self.rate()
        parts = [self.told(), f"{rate:.1f} a second"]
        if self._total and rate:
            minutes = max(self._total - self._done, 0) / rate / 60
            parts.append(f"{minutes:.0f} min left of {self._total:,} inputs")
        err.print(safe(", ".join(parts)))


class Bar(Watching):
    """A bar with rate and time left, failures as lines above it."""

    def __init__(self, progress: Progress, total: int | None) -> None:
        super().__init__()
        self._progress = progress
        self._total = total
        self._task: TaskID = progress.add_task("", total=total)

    def begun(self, run: int, done: int) -> None:
        super().begun(run, done)
        self._progress.update(self._task, completed=done)

    def took(self, uri: str, *, releases: int, known: bool) -> None:
        self._done += 1
        told = f"{self.rate():.0f}/s  {self._failures} failed  {safe(uri).plain[-60:]}"
        self._progress.update(self._task, completed=self._done, description=told)

    @contextmanager
    def writing(self, releases: int) -> Iterator[Callable[[], None]]:
        task = self._progress.add_task("writing the files", total=releases)
        yield lambda: self._progress.advance(task)


class JsonLines(Watching):
    """One JSON object an event: ``begun``, ``took``, ``failed``, ``waiting``, ``ended``."""

    def begun(self, run: int, done: int) -> None:
        self._say("begun", run=run, done=done)

    def took(self, uri: str, *, releases: int, known: bool) -> None:
        self._say("took", uri=uri, releases=releases, known=known)

    def failed(self, failure: IngestFailure) -> None:
        self._say("failed", uri=failure.uri, kind=failure.kind, reason=failure.reason)

    def waiting(self, reason: str) -> None:
        self._say("waiting", reason=reason)

    def end(self, run: Run, report: RunReport | None) -> None:
        figures: dict[str, Any] = {"inputs": run.inputs, "unchanged": run.reused, "seconds": round(run.seconds, 3)}
        if report is not None:
            figures |= {"releases": report.releases, "failures": report.failures, "skipped": report.skipped}
        self._say("ended", run=run.id, done=report is not None, **figures)

    def _say(self, event: str, **told: Any) -> None:
        print(json.dumps({"event": event, **told}, ensure_ascii=True), file=sys.stderr, flush=True)


@contextmanager
def watching(json_log: bool, count: Callable[[], int | None]) -> Iterator[Watching]:
    """Who watches, by where standard error goes. ``count`` counts the inputs, so that a bar has an end."""
    if json_log:
        yield JsonLines()
    elif err.is_terminal:
        columns = (
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.description}", markup=False),
        )
        total = count()
        with Progress(*columns, console=err, transient=True) as progress:
            yield Bar(progress, total)
    else:
        yield Watching()
