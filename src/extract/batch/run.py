"""The run loop: each input through the pipeline, each outcome into the store, in order.

Nothing is collected: memory holds the documents in hand and the batch that is not committed yet. No document stops the
run, and a run that was stopped goes on when it is asked for again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from extract.batch.code import code_digest
from extract.batch.inputs import discover
from extract.batch.planning import Fresh, Plan, Planned, taken
from extract.batch.reading import Reader
from extract.batch.source import MAX_BYTES, Found, Input
from extract.batch.workers import Workers, in_turn
from extract.ingest import IngestFailure
from extract.patterns import Patterns
from extract.patterns.manifest import Manifest, manifest
from extract.records.release import ExtractorInfo
from extract.store import Known, Outcome, Packed, Read, RunWriter, Store, begin_run


class Extracts(Reader, Protocol):
    """A reader that says what it is and, where it knows, what it reads by: :class:`extract.Extractor`."""

    @property
    def info(self) -> ExtractorInfo: ...

    @property
    def patterns(self) -> Patterns | None: ...


class Progress(Protocol):
    """Who watches the run: told which it is and how many inputs earlier sittings did, of each input when it is taken
    (``known``: as an earlier run read it), of failures, and why it waits for the store."""

    def begun(self, run: int, done: int) -> None: ...
    def took(self, uri: str, *, releases: int, known: bool) -> None: ...
    def failed(self, failure: IngestFailure) -> None: ...
    def waiting(self, reason: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Options:
    """How a run reads. ``force`` reads again what was read before, ``retry`` what took too long or killed its process.
    ``without`` is a folder that is not read (where the run writes), ``patience`` the seconds that it waits for another
    run to leave the store."""

    force: bool = False
    retry: bool = False
    max_bytes: int = MAX_BYTES
    without: Path | None = None
    patience: float = 0

    def told(self) -> Mapping[str, Any]:
        """What two sittings must have in common to be of one run."""
        return {"force": self.force, "retry": self.retry, "max_bytes": self.max_bytes}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a sitting ended: the run, whether it is done or was stopped, and how many inputs this sitting took."""

    run: int
    done: bool
    took: int


def run(
    sources: Sequence[str],
    reader: Extracts,
    store: Store,
    progress: Progress,
    options: Options = Options(),
    *,
    workers: Callable[[bool], Workers | None] = lambda going_on: None,
    stop: Callable[[], bool] = lambda: False,
) -> Ended:
    """Reads all sources in order into the store; goes on with the run of the same sources, options and extractor that
    was stopped, if any. ``workers`` gives the processes that read in place of ``reader``, told whether the run goes on.

    A release whose id the run has already gets ``-2``, ``-3`` …, so that two releases never share a key. Once ``stop``
    says so, what is in hand is finished and committed. StoreError where the store cannot take it.
    """

    def read(planned: Iterable[Planned], going_on: bool) -> Iterator[tuple[Planned, Outcome | None]]:
        pool = workers(going_on)
        return pool.read(planned) if pool is not None else in_turn(planned, reader)

    def search(plan: Plan) -> Iterable[Found | Fresh]:
        return discover(sources, without=options.without, max_bytes=options.max_bytes)

    return fill(store, Program.of(reader), sources, progress, options, search=search, read=read, stop=stop)


@dataclass(frozen=True, slots=True)
class Program:
    """Who reads: two that could read a document in two ways differ. ``patterns`` is what it reads by, where known."""

    info: ExtractorInfo
    code: str
    patterns: Manifest | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, reader: Extracts) -> Program:
        """What this process reads with."""
        return cls(reader.info, code_digest(), None if reader.patterns is None else manifest(reader.patterns))


def nothing(planned: Iterable[Planned], going_on: bool) -> Iterator[tuple[Planned, Outcome | None]]:
    """Reads nothing: for a search that gives what was read already."""
    return ((one, None) for one in planned)


def fill(
    store: Store,
    program: Program,
    sources: Sequence[str],
    progress: Progress,
    options: Options,
    *,
    search: Callable[[Plan], Iterable[Found | Fresh]],
    read: Callable[[Iterable[Planned], bool], Iterable[tuple[Planned, Outcome | None]]] = nothing,
    stop: Callable[[], bool] = lambda: False,
    marks: Mapping[str, Any] = MappingProxyType({}),
) -> Ended:
    """A run of whatever ``search`` gives, in its order; ``read`` reads the tasks, told whether the run goes on.

    ``marks`` stand among the options of the run, and tell it from others of the same sources.
    """
    with ExitStack() as held:
        held.enter_context(store.alone(options.patience))
        options_told = {**options.told(), **marks}
        begun = begin_run(store, program.info, program.code, sources, options_told, program.patterns)
        held.enter_context(store.holding(begun.id))
        progress.begun(begun.id, begun.done)
        writer = RunWriter(store, begun, progress.waiting)
        plan = Plan(writer, options.max_bytes, options.force, options.retry, stop)
        for one, outcome in read(plan.walk(search(plan)), begun.done > 0):
            _take(writer, one, outcome, progress)
        took = writer.position - begun.done
        if plan.stopped:
            writer.flush()
        else:
            writer.finish(skipped=plan.skipped)
        return Ended(begun.id, not plan.stopped, took)


def _take(writer: RunWriter, one: Planned, outcome: Outcome | None, progress: Progress) -> None:
    if isinstance(one, Known):
        writer.add(one)
        progress.took(one.uri, releases=0, known=True)
        return
    new = one if isinstance(one, Read) else taken(one, outcome)
    writer.add(new)
    progress.took(new.uri, releases=sum(isinstance(part, Packed) for part in new.outcome.parts), known=False)
    for part in new.outcome.parts:
        if isinstance(part, IngestFailure):
            progress.failed(part)


__all__ = ["Ended", "Extracts", "Input", "Options", "Progress", "run"]
