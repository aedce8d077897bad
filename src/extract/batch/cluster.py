"""A run on many machines: Dask hands out the shards, their parts come back through the folder that all of them see.

What this machine holds are the names of the files in hand. It looks inputs up in the store, sends out what is new, and
takes the parts into the store in the order of the inputs, as a local run does.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from threading import current_thread, main_thread
from typing import Any, Final

from distributed import Client, KilledWorker, LocalCluster
from distributed import TimeoutError as NotYet

from extract.batch.cutting import SIZE, Cut, cut
from extract.batch.folder import Folder, Manifest, PartsError
from extract.batch.importing import Incoming
from extract.batch.listing import listed
from extract.batch.parts import Facts
from extract.batch.planning import Fresh, Plan
from extract.batch.run import Ended, Extracts, Options, Program, Progress, fill
from extract.batch.shards import ClusterError, Job, Shard, note_name, work
from extract.batch.source import Found
from extract.batch.workers import Workers
from extract.store import Store

_Future = Any
_Client: Any = Client
_LocalCluster: Any = LocalCluster
"""Dask states half of its types."""

_AHEAD: Final = 16
"""Shards in hand for each thread of the workers: one that takes long keeps no other machine waiting."""
_ERRORS: Final = 2
"""How often a shard is tried again after an error, as of a storage that does not answer."""
_DEATHS: Final = 5
"""How often a shard that ended its workers is handed out with care. Dask itself tries each time on four workers, and
each that dies tells which input to leave out."""
_AWAY: Final = "the scheduler went away (start it again; the parts that are done stay, and the same command goes on)"
_LOOK: Final = 0.5
_PATIENCE: Final = 10.0
"""Seconds after which somebody is told that there is no worker."""


@contextmanager
def connected(address: str | None, count: int) -> Iterator[Client]:
    """The scheduler at an address, or one of our own with ``count`` workers on this machine.

    ClusterError where none answers.
    """
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what counts comes as an error
    with ExitStack() as held:
        if address is None:
            with _apart():
                cluster = _LocalCluster(
                    n_workers=count,
                    threads_per_worker=1,
                    memory_limit=0,
                    dashboard_address=None,
                    silence_logs=logging.CRITICAL,
                )
            held.enter_context(cluster)
            address = cluster.scheduler_address
        try:
            client = _Client(address, set_as_default=False, timeout=_PATIENCE)
        except (OSError, ValueError, TypeError) as error:
            said = " ".join(str(error).split())[:200]
            raise ClusterError(f"{address}: no scheduler answers: {said} (start one with: dask scheduler)") from None
        held.enter_context(client)
        yield client


def run_on(
    client: Client,
    sources: Sequence[str],
    reader: Extracts,
    store: Store,
    progress: Progress,
    options: Options,
    workers: Workers,
    parts: str,
    *,
    stop: Callable[[], bool] = lambda: False,
    size: int = SIZE,
) -> Ended:
    """The same as ``run``, read by the workers of a scheduler, each of whose threads has a process as ``workers`` says.

    Parts are written to the folder ``parts`` and taken into the store as they come. ClusterError or PartsError where
    the machines cannot do it; what is written stays, and the same run goes on from there.
    """
    program = Program.of(reader)

    def search(plan: Plan) -> Iterator[Found | Fresh]:
        sending = _Sending(client, Folder(parts), Facts(program, options.max_bytes), workers, progress, stop)
        found = listed(sources, options.without)
        incoming = Incoming(sending.folder, plan)
        try:
            for one in sending.through(cut(found, sending.facts, plan, size=size)):
                yield from incoming.merged(one)
        except _Stopped:
            plan.stopped = True

    return fill(store, program, sources, progress, options, search=search, stop=stop)


def write_parts(
    client: Client,
    sources: Sequence[str],
    reader: Extracts,
    progress: Progress,
    options: Options,
    workers: Workers,
    parts: str,
    *,
    stop: Callable[[], bool] = lambda: False,
    size: int = SIZE,
) -> Manifest | None:
    """The same without a store: the parts alone, and at the end their manifest; None where it was stopped before."""
    folder = Folder(parts)
    total = Facts(Program.of(reader), options.max_bytes)
    sending = _Sending(client, folder, total, workers, progress, stop)
    names: list[str] = []
    try:
        for one in sending.through(cut(listed(sources, options.without), total, None, size=size)):
            total = replace(total, skipped=total.skipped + one.skipped)
            if one.shard is None:
                continue
            names.append(one.shard.name)
            for named in folder.named(one.shard.name):
                progress.took(named.uri, releases=named.releases, known=False)
                for failure in named.failures:
                    progress.failed(failure)
            total = total.plus(folder.facts(one.shard.name))
    except _Stopped:
        return None
    manifest = Manifest(tuple(sources), total, tuple(names))
    folder.finish(manifest)
    return manifest


class _Stopped(Exception):
    """The run is to stop; nothing was lost."""


@dataclass(slots=True)
class _Sending:
    """Shards on their way through the cluster."""

    client: Any
    folder: Folder
    facts: Facts
    workers: Workers
    progress: Progress
    stop: Callable[[], bool]
    _job: Job = field(init=False)
    _threads: int = field(init=False, default=0)
    _asked: float = field(init=False, default=0.0)
    _idle: float | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        reading = pickle.dumps(replace(self.workers, count=1))
        self._job = Job(self.folder.whole, self.facts.program, reading, self.facts.max_bytes)

    def through(self, cuts: Iterable[Cut]) -> Iterator[Cut]:
        """Each of ``cuts`` in order, once its part is there. Raises _Stopped when the run is to stop."""
        there = self.folder.names()
        waiting: deque[tuple[Cut, _Future | None]] = deque()
        try:
            for one in cuts:
                self._heed()
                new = one.shard is not None and one.shard.name not in there
                waiting.append((one, self._sent(one.shard, 0) if new and one.shard else None))
                while waiting and (len(waiting) > self._most() or _is_through(waiting[0][1])):
                    yield self._awaited(*waiting.popleft())
            while waiting:
                yield self._awaited(*waiting.popleft())
        finally:
            for _, future in waiting:
                if future is not None:
                    future.release()

    def _sent(self, shard: Shard, attempt: int) -> _Future:
        # One scheduler does the same shard for the same folder once, whoever asks.
        key = f"press-extract-{shard.name}-{self.folder.whole}-{attempt}"
        return self.client.submit(work, self._job, shard, attempt > 0, key=key, retries=_ERRORS)

    def _awaited(self, one: Cut, future: _Future | None) -> Cut:
        attempt = 0
        while future is not None:
            assert one.shard is not None
            try:
                self._wait(future)
                future = None
            except KilledWorker:
                attempt += 1
                if attempt > _DEATHS:
                    raise ClusterError(
                        f"{one.shard.name}: the workers die whatever they read of it (see their logs and their memory)"
                    ) from None
                if attempt == 1:
                    self.folder.remove(note_name(one.shard.name))
                future = self._sent(one.shard, attempt)
        return one

    def _wait(self, future: _Future) -> None:
        try:
            while not future.done():
                self._heed()
                self._most()
                try:
                    future.result(timeout=_LOOK)
                except NotYet:
                    continue
            if (refusal := future.result()) is not None:
                raise ClusterError(refusal)
        except (KilledWorker, ClusterError, PartsError, _Stopped):
            raise
        except (CancelledError, OSError):
            raise ClusterError(_AWAY) from None
        except Exception as error:  # whatever a worker stumbled over
            raise ClusterError(f"a worker failed: {type(error).__name__}: {_said(error)} (see its log)") from error

    def _heed(self) -> None:
        if self.stop():
            raise _Stopped

    def _most(self) -> int:
        """How many shards may be in hand, by the workers that there are now; tells if there are none for long."""
        now = time.monotonic()
        if now - self._asked >= _PATIENCE / 2 or not self._asked:
            self._asked = now
            try:
                self._threads = sum(self.client.nthreads().values())
            except OSError:
                raise ClusterError(_AWAY) from None
            if self._threads:
                self._idle = None
            elif self._idle is None:
                self._idle = now
            elif now - self._idle >= _PATIENCE:
                self._idle = now
                self.progress.waiting("the scheduler has no worker (start some with: dask worker ADDRESS)")
        return _AHEAD * max(self._threads, 1)


def _is_through(future: _Future | None) -> bool:
    return future is None or future.done()


def _said(error: BaseException) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__


@contextmanager
def _apart() -> Iterator[None]:
    """Processes started meanwhile do not hear Ctrl-C, which reaches every process of the terminal (the first one stops
    the others), and say nothing of what Python tidies up after a worker that was stopped at its work."""
    name = "PYTHONWARNINGS"
    told = os.environ.get(name)
    os.environ[name] = ",".join(filter(None, [told, "ignore:resource_tracker"]))
    is_main = current_thread() is main_thread()
    before: Any = signal.signal(signal.SIGINT, signal.SIG_IGN) if is_main else None
    try:
        yield
    finally:
        if is_main:
            signal.signal(signal.SIGINT, before)
        if told is None:
            del os.environ[name]
        else:
            os.environ[name] = told
