"""Inputs read by several processes at once, with their results in the order of the inputs.

Each process makes one reader and keeps it. A document that takes too long or kills its process becomes a failure of its
own; the process is replaced and the others go on. Standard input is read by the process that started the run.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as TooLong
from dataclasses import dataclass
from typing import Any, Final

from pebble import ProcessExpired, ProcessPool

from extract.batch.inputs import Input
from extract.batch.reading import Found, Reader, process
from extract.ingest import IngestFailure
from extract.records.release import Release

_AHEAD: Final = 8
"""Inputs in hand for each process: enough that none waits, few enough that memory does not grow with the run."""
_MEGABYTE: Final = 1_000_000

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
    max_bytes: int

    def read(self, found: Iterable[Found]) -> Iterator[tuple[Found, Iterable[Release | IngestFailure]]]:
        """Each of ``found`` with its results. Leaving early stops the processes."""
        pool = ProcessPool(
            max_workers=self.count,
            initializer=_begin,
            initargs=(self.make, self.memory),
            context=multiprocessing.get_context("spawn"),
        )
        waiting: deque[tuple[Found, Any]] = deque()
        try:
            for one in found:
                waiting.append((one, self._scheduled(pool, one)))
                if len(waiting) >= self.count * _AHEAD:
                    yield self._taken(*waiting.popleft())
            while waiting:
                yield self._taken(*waiting.popleft())
        finally:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def _scheduled(self, pool: ProcessPool, one: Found) -> Any:
        if not isinstance(one, Input):
            return None
        if one.path is None:
            return tuple(process(one, self.make(), max_bytes=self.max_bytes))
        return pool.schedule(_read, args=(one, self.max_bytes), timeout=self.timeout)

    def _taken(self, one: Found, future: Any) -> tuple[Found, Iterable[Release | IngestFailure]]:
        if future is None or not isinstance(one, Input):
            return one, ()
        if isinstance(future, tuple):
            return one, future
        try:
            return one, future.result()
        except TooLong:
            reason = f"took longer than {self.timeout:g} seconds and was left out (see --timeout)"
        except ProcessExpired as error:
            reason = f"ended the process that read it, with status {error.exitcode}, and was left out"
        return one, (IngestFailure(one.uri, reason),)


def _begin(make: Callable[[], Reader], memory: int | None) -> None:
    global _reader
    # Ctrl-C reaches every process of the terminal; it is the first one that stops the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if memory is not None and sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory * _MEGABYTE, memory * _MEGABYTE))
    _reader = make()


def _read(source: Input, max_bytes: int) -> tuple[Release | IngestFailure, ...]:
    assert _reader is not None
    return tuple(process(source, _reader, max_bytes=max_bytes))
