"""Comparisons made in the background while the page is served, one after the other; pages ask how far they are."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from extract.diff import SideError, Today
from extract.review.keeping import keep
from extract.store import Store, StoreError

Runs = tuple[int, int]


@dataclass(slots=True)
class Job:
    """A comparison being made: how many changed releases are through, and why it stopped, where it did."""

    count: int = 0
    error: str | None = None
    done: bool = False


@dataclass(slots=True)
class Making:
    """The jobs, by their runs. ``report`` is told of what is not foreseen."""

    store: Store
    today: Today | None = None
    report: Callable[[BaseException], None] = lambda error: None
    _jobs: dict[Runs, Job] = field(default_factory=dict)
    _adding: threading.Lock = field(default_factory=threading.Lock)
    _one: threading.Lock = field(default_factory=threading.Lock)

    def start(self, runs: Runs) -> Job:
        """The job of those runs, begun where there is none or it stopped."""
        with self._adding:
            job = self._jobs.get(runs)
            if job is None or job.error is not None or job.done:
                job = self._jobs[runs] = Job()
                threading.Thread(target=self._work, args=(runs, job), daemon=True, name=f"compare {runs}").start()
            return job

    def find(self, runs: Runs) -> Job | None:
        """The job of those runs, where one was begun."""
        with self._adding:
            return self._jobs.get(runs)

    def _work(self, runs: Runs, job: Job) -> None:
        def progress(count: int) -> None:
            job.count = count

        try:
            # A comparison that is begun clears away what others began and did not close.
            with self._one:
                keep(self.store, runs, self.today, progress)
            job.done = True
        except (StoreError, SideError) as error:
            job.error = str(error)
        except BaseException as error:
            job.error = type(error).__name__
            self.report(error)
