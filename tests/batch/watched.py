"""A run into a store of its own, watched: for tests of the run loop."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.batch.readers import INFO

from extract.batch import Options, run
from extract.batch.run import Ended, Extracts
from extract.ingest import IngestFailure
from extract.records.release import Release
from extract.store import Run, RunReport, Store, failures, find_run, opened, report, stored


class Watching:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.events: list[str] = []

    def begun(self, run: int, done: int) -> None:
        self.events.append(f"run {run} from {done}")

    def took(self, uri: str, *, releases: int, known: bool) -> None:
        self.events.append(f"{uri}: {'known' if known else releases}")

    def failed(self, failure: IngestFailure) -> None:
        self.events.append(f"failed {failure.uri}")

    def waiting(self, reason: str) -> None:
        self.events.append(f"waiting {reason}")


class Kept:
    """What a store holds of its newest run, and what was told of it."""

    def __init__(self, store: Store, ended: Ended, events: list[str]) -> None:
        self.run: Run = find_run(store, str(ended.run))
        self.ended = ended
        self.events = events
        self.releases: list[Release] = [one.read() for one in stored(store, self.run)]
        self.failures = [(one.uri, one.kind, one.reason) for one in failures(store, self.run)]
        self.report: RunReport = report(store, self.run)

    @property
    def ids(self) -> list[str]:
        return [release.id for release in self.releases]


def run_into(where: Path | str, sources: Sequence[str], reader: Extracts, **more: Any) -> Kept:
    """One sitting of a run; ``more`` are fields of Options, ``workers`` and ``stop``."""
    watching = Watching()
    rest = {name: more.pop(name) for name in ("workers", "stop") if name in more}
    with opened(where) as store:
        ended = run(sources, reader, store, watching, Options(**more), **rest)
        return Kept(store, ended, watching.events)


__all__ = ["INFO", "Kept", "Watching", "run_into"]
