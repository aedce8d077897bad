"""The run loop: each input through the pipeline, each result to its destinations, one at a time.

Nothing is collected: memory holds one document and the ids seen. No document stops the run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal
from pathlib import Path
from typing import Final, Protocol

from extract.batch.inputs import Input, Skipped, discover
from extract.batch.reading import MAX_BYTES, Reader, in_turn, one_line
from extract.batch.workers import Workers
from extract.decide import Decisions
from extract.ingest import IngestFailure
from extract.records.release import Check, CheckStatus, Release

STATUSES: Final[tuple[CheckStatus, ...]] = ("ok", "mismatch", "repaired", "doubt")
_SUM: Final = Context(prec=200)  # sums of money are exact far beyond any release


class Sink(Protocol):
    """Where results go. ``write`` raises ValueError, having written nothing, for a record that cannot be kept."""

    def write(self, release: Release) -> None: ...
    def fail(self, failure: IngestFailure) -> None: ...


class Progress(Protocol):
    """Who watches the run: told of each input when it begins, of each failure and each changed id."""

    def begin(self, source: Input) -> None: ...
    def failed(self, failure: IngestFailure) -> None: ...
    def renamed(self, uri: str, old: str, new: str) -> None: ...


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
        counted = Counter(self.checks) + Counter(check.status for check in added if check.silenced is None)
        silenced = self.silenced + sum(check.silenced is not None for check in added)
        return replace(self, checks={status: counted[status] for status in STATUSES}, silenced=silenced)


def run(
    sources: Sequence[str],
    reader: Reader,
    sink: Sink,
    progress: Progress,
    *,
    without: Path | None = None,
    max_bytes: int = MAX_BYTES,
    decisions: Decisions | None = None,
    workers: Workers | None = None,
) -> RunReport:
    """Reads all sources in order and gives every result, with what was decided about it, to ``sink``. ``workers`` read
    in place of ``reader``, several inputs at once; the results are the same.

    An id that this run has seen gets ``-2``, ``-3`` …, so that two releases never share a key.
    """
    tally = _Tally()
    seen: set[str] = set()

    def fail(failure: IngestFailure) -> None:
        tally.failures += 1
        sink.fail(failure)
        progress.failed(failure)

    found = discover(sources, without=without)
    for source, results in workers.read(found) if workers is not None else in_turn(found, reader, max_bytes):
        if isinstance(source, Skipped):
            tally.skipped += 1
            continue
        if isinstance(source, IngestFailure):
            fail(source)
            continue
        progress.begin(source)
        for result in results:
            if isinstance(result, IngestFailure):
                fail(result)
                continue
            release = _with_own_id(result, seen)
            release = decisions.applied(release) if decisions is not None else release
            try:
                sink.write(release)
            except ValueError as error:
                fail(IngestFailure(source.uri, f"{release.id} cannot be kept: {one_line(error)} (please report it)"))
                continue
            seen.add(release.id)
            tally.add(release)
            if release.id != result.id:
                tally.renamed += 1
                progress.renamed(source.uri, result.id, release.id)
    return tally.report()


def _with_own_id(release: Release, seen: set[str]) -> Release:
    if release.id not in seen:
        return release
    number = 2
    while f"{release.id}-{number}" in seen:
        number += 1
    return release.model_copy(update={"id": f"{release.id}-{number}"})


@dataclass(slots=True)
class _Tally:
    """The counts of a run while it goes on."""

    releases: int = 0
    projects: int = 0
    granted: dict[str | None, Decimal] = field(default_factory=dict)
    quotes: int = 0
    places: int = 0
    checks: Counter[str] = field(default_factory=Counter)
    silenced: int = 0
    failures: int = 0
    skipped: int = 0
    renamed: int = 0

    def add(self, release: Release) -> None:
        self.releases += 1
        self.projects += len(release.projects)
        self.quotes += len(release.quotes)
        self.places += len(release.places)
        self.checks.update(check.status for check in release.checks if check.silenced is None)
        self.silenced += sum(check.silenced is not None for check in release.checks)
        for project in release.projects:
            if money := project.granted:
                so_far = self.granted.get(money.currency, Decimal(0))
                self.granted[money.currency] = _SUM.add(so_far, money.value)

    def report(self) -> RunReport:
        return RunReport(
            self.releases,
            self.projects,
            dict(sorted(self.granted.items(), key=lambda entry: entry[0] or "")),
            self.quotes,
            self.places,
            {status: self.checks[status] for status in STATUSES},
            self.silenced,
            self.failures,
            self.skipped,
            self.renamed,
        )
