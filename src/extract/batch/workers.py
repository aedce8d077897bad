"""Inputs read by several processes at once, with their results in the order of the inputs.

Each process makes one reader and keeps it. A document that takes too long or kills its process becomes a failure of its
own; the process is replaced and the others go on.
"""

from __future__ import annotations

import gc
import multiprocessing
import multiprocessing.connection
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as TooLong
from dataclasses import dataclass
from typing import Any, Final, cast

from pebble import ProcessExpired, ProcessPool

from extract.batch.planning import Planned, Task
from extract.batch.reading import Reader, process
from extract.batch.source import Input
from extract.ingest import IngestFailure
from extract.records.release import ExtractorInfo
from extract.store import Outcome, packed_source

_AHEAD: Final = 8
"""Inputs in hand for each process: enough that none waits, few enough that memory does not grow with the run."""
_MEGABYTE: Final = 1_000_000
_GARBAGE: Final = 20_000
"""New objects after which a process looks for garbage: some megabytes, a page or two."""

_reader: Reader | None = None
"""The reader of a process of the pool."""


@dataclass(frozen=True, slots=True)
class Workers:
    """Several processes, each with what ``make`` gives. ``make`` and what it gives must be able to go to a process.

    ``timeout`` is in seconds a document, ``memory`` in megabytes a process (None: without bound; heeded where the
    system has such a bound).
    """

    make: Callable[[], Reader]
    count: int
    timeout: float
    memory: int | None

    def read(self, planned: Iterable[Planned]) -> Iterator[tuple[Planned, Outcome | None]]:
        """Each of ``planned`` in order, a task with what it gave. Leaving early stops the processes."""
        pool = Pool(self)
        try:
            yield from pool.read(planned)
        finally:
            pool.stop()


class Pool:
    """The processes of ``Workers``, started, for several readings one after another."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._pool = ProcessPool(
            max_workers=workers.count,
            initializer=_begin,
            initargs=(workers.make, workers.memory),
            context=multiprocessing.get_context("spawn"),
        )

    def read(self, planned: Iterable[Planned]) -> Iterator[tuple[Planned, Outcome | None]]:
        """Each of ``planned`` in order, a task with what it gave. Leaving early gives up what is in hand."""
        timeout = self._workers.timeout
        waiting: deque[tuple[Planned, Any]] = deque()
        try:
            for one in planned:
                future = (
                    self._pool.schedule(_read, args=(one.source,), timeout=timeout) if isinstance(one, Task) else None
                )
                waiting.append((one, future))
                if len(waiting) >= self._workers.count * _AHEAD:
                    yield self._taken(*waiting.popleft())
            while waiting:
                yield self._taken(*waiting.popleft())
        finally:
            for _, future in waiting:
                if future is not None:
                    future.cancel()

    def info(self) -> ExtractorInfo:
        """What the processes read with. BrokenProcessPool where they cannot make their reader."""
        return self._pool.schedule(_info).result()

    def stop(self) -> None:
        """Ends the processes, whatever they are at."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _taken(self, one: Planned, future: Any) -> tuple[Planned, Outcome | None]:
        if not isinstance(one, Task):
            return one, None
        try:
            return one, future.result()
        except TooLong:
            reason = f"took longer than {self._workers.timeout:g} seconds and was left out (see --timeout)"
            failure = IngestFailure(one.source.uri, reason, "timeout")
        except ProcessExpired as error:
            reason = f"ended the process that read it, with status {error.exitcode}, and was left out"
            failure = IngestFailure(one.source.uri, reason, "killed")
        return one, refused(one.source, failure)


def in_turn(planned: Iterable[Planned], reader: Reader) -> Iterator[tuple[Planned, Outcome | None]]:
    """The same, read by this process when they are asked for."""
    for one in planned:
        yield one, process(one.source, reader) if isinstance(one, Task) else None


def refused(source: Input, failure: IngestFailure) -> Outcome:
    """What stands for an input that was given up; its bytes are kept, so that it is known again."""
    return Outcome((failure,), packed_source(source.data or b"", None))


def _begin(make: Callable[[], Reader], memory: int | None) -> None:
    global _reader
    # Ctrl-C reaches every process of the terminal; it is the first one that stops the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if memory is not None and sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory * _MEGABYTE, memory * _MEGABYTE))
    _reader = make()
    # What the reader holds stays for good: looking through it for garbage, and looking often, takes 4 % of the time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_GARBAGE)


def _end_with_parent() -> None:
    """Waits until the process that started this one has died, however it did, and ends this one too."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def _info() -> ExtractorInfo:
    assert _reader is not None
    return cast(ExtractorInfo, cast(Any, _reader).info)


def _read(source: Input) -> Outcome:
    assert _reader is not None
    return process(source, _reader)
