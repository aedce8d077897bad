"""A shard of a run: some files, read one after another on whichever machine takes it, its result written as a part.

A shard is read by the same processes as a local run (``workers.Pool``), so a document that hangs or dies is the same
failure as there, and takes neither the others nor the machine's worker with it. Where the worker dies all the same (a
container that ends as a whole when memory runs out), the shard is tried again with care: a note beside the part says
which input is in hand, and the try that finds the note leaves that input out.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from dataclasses import dataclass
from multiprocessing.util import Finalize
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, Final

import fsspec

from extract.batch.code import code_digest
from extract.batch.folder import BESIDE, Folder
from extract.batch.inputs import opened
from extract.batch.planning import Planned, Task, taken, task_of, told_apart
from extract.batch.run import Program
from extract.batch.source import Found, Input, Skipped, lost
from extract.batch.workers import Pool, Workers, refused
from extract.ingest import IngestFailure
from extract.store import Outcome, Read

Reading = Callable[[Iterable[Planned]], Iterable[tuple[Planned, Outcome | None]]]
"""What reads tasks: ``Pool.read``."""

_KILLED: Final = "ended the worker that read it and was left out (see that machine's log)"
_TRIES: Final = 3
"""How often a file is fetched from its address before it counts as one that cannot be had."""
_here = threading.local()
"""The processes that a thread of a worker keeps from one shard to the next, and what they were started for."""


class ClusterError(Exception):
    """Machines that cannot do the run; ``str()`` says why and what to do."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a shard: its name as given, and where a worker finds it: an absolute path or an address."""

    uri: str
    where: str

    @property
    def is_local(self) -> bool:
        return "://" not in self.where


@dataclass(frozen=True, slots=True)
class Shard:
    """Files to be read together, with what could not be found in its place. ``name`` is that of the part."""

    name: str
    items: tuple[File | IngestFailure, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """What all shards of a run have in common. ``workers`` is pickled: what the reader needs is loaded by the processes
    that read, not by the worker that starts them."""

    parts: str
    program: Program
    workers: bytes
    max_bytes: int


def work(job: Job, shard: Shard, careful: bool) -> str | None:
    """Reads a shard and writes its part; nothing is left to do where it is there. Runs on a worker.

    Why this machine cannot take part in the run is returned, not raised: trying again would not help.
    """
    folder = Folder(job.parts)
    if folder.has(shard.name):
        return None
    try:
        _is_seen(shard.items)
        pool = _pool(job)
    except ClusterError as error:
        return str(error)
    with _Care(folder, shard.name, pool) if careful else nullcontext(pool) as reading:
        found = process_shard(shard.items, reading.read, job.max_bytes)
        folder.write(shard.name, found, job.program, job.max_bytes)
    return None


def process_shard(
    items: Iterable[File | IngestFailure], read: Reading, max_bytes: int
) -> Iterator[tuple[int, Read | None]]:
    """What the files of a shard give, each input with the number of its file; None for what is no input."""
    numbers: list[int] = []
    skipped: list[int] = []
    named: set[str] = set()

    def planned() -> Iterator[Planned]:
        for number, item in enumerate(items):
            for found in _inputs(item, max_bytes):
                if isinstance(found, Skipped):
                    skipped.append(number)
                    continue
                if found.uri in named and isinstance(found, Input):
                    found = told_apart(found)  # now, for a record has its address in it
                named.add(found.uri)
                numbers.append(number)
                yield task_of(found, max_bytes)

    for place, (one, outcome) in enumerate(read(planned())):
        assert isinstance(one, Task | IngestFailure)
        yield numbers[place], taken(one, outcome)
    for number in skipped:
        yield number, None


def _inputs(item: File | IngestFailure, max_bytes: int) -> Iterator[Found]:
    if isinstance(item, IngestFailure):
        yield item
    elif item.is_local:
        yield from opened(Input(item.uri, Path(item.where)), max_bytes)
    else:
        with tempfile.TemporaryDirectory(prefix="press-extract-") as folder:
            path = Path(folder, PurePosixPath(item.where).name or "file")
            failure = _fetched(item, path)
            yield from [failure] if failure else opened(Input(item.uri, path), max_bytes)


def _fetched(file: File, path: Path) -> IngestFailure | None:
    """Brings a file to this machine's disk, whole: what breaks off in the middle of reading is hard to go on with."""
    for left in reversed(range(_TRIES)):
        try:
            files, name = fsspec.core.url_to_fs(file.where)
            files.get_file(name, str(path))
            return None
        except Exception as error:  # each kind of storage has errors of its own
            if not left:
                reason = f"cannot be fetched: {type(error).__name__}: {' '.join(str(error).split())[:200]}"
                return lost(file.uri, f"{reason} (check the address and the rights)")
        time.sleep(2.0 ** (_TRIES - left))
    return None


def _is_seen(items: Sequence[File | IngestFailure]) -> None:
    """Raises ClusterError where none of the files is there: the machine does not see what the others see."""
    files = [item for item in items if isinstance(item, File)]
    if files and all(file.is_local and not os.path.lexists(file.where) for file in files):
        raise ClusterError(
            f"{files[0].where}: is not there for the worker on {socket.gethostname()} (the sources must lie where all "
            "machines of the run see them: a shared folder, or an address as s3://bucket/folder)"
        )


def _pool(job: Job) -> Pool:
    """The processes of this thread of the worker, started at its first shard. ClusterError where they cannot be, or are
    of another program than the run."""
    kept: tuple[Any, Pool, Finalize] | None = getattr(_here, "kept", None)
    wanted = (job.workers, job.program)
    if kept is not None:
        if kept[0] == wanted:
            return kept[1]
        kept[2]()
        _here.kept = None
    _is_same(job.program.code, code_digest())
    # A worker of Dask is a daemon, which may have no children, lest they stay behind. Ours leave with their parent.
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    workers: Workers = pickle.loads(job.workers)  # noqa: S301 the scheduler can send any code anyway
    pool = Pool(workers)
    # Before the worker waits for its children at its end.
    end = Finalize(None, pool.stop, exitpriority=10)
    try:
        _is_same(job.program.info, pool.info())
    except BrokenProcessPool:
        end()
        reason = "the process of a worker cannot make its reader"
        raise ClusterError(f"{reason} (model and patterns must lie where all machines of the run see them)") from None
    except BaseException:
        end()
        raise
    _here.kept = (wanted, pool, end)
    return pool


def _is_same(expected: object, own: object) -> None:
    if expected != own:
        raise ClusterError(
            f"a worker on {socket.gethostname()} reads with another program: {own}, and the run with {expected} "
            "(install the same press-extract, libraries, patterns and model on all machines)"
        )


class _Care:
    """Reads one input at a time with a note of which it is, so that a try that ends with its worker tells the next one
    what to leave out."""

    def __init__(self, folder: Folder, name: str, pool: Pool) -> None:
        self._folder = folder
        self._name = note_name(name)
        self._pool = pool
        told = folder.note(self._name) or {}
        self._killed = {*told.get("killed", ()), told.get("at")} - {None}

    def __enter__(self) -> _Care:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._folder.remove(self._name)
        else:
            self._note(None)  # an error is no death of the worker

    def read(self, planned: Iterable[Planned]) -> Iterator[tuple[Planned, Outcome | None]]:
        """As ``Pool.read``."""
        for place, one in enumerate(planned):
            if isinstance(one, Task) and place in self._killed:
                yield one, refused(one.source, IngestFailure(one.source.uri, _KILLED, "killed"))
                continue
            self._note(place)
            yield from self._pool.read([one])

    def _note(self, place: int | None) -> None:
        self._folder.put_note(self._name, {"killed": sorted(self._killed), "at": place})


def note_name(name: str) -> str:
    """The note beside a part that is made with care."""
    return f"{BESIDE}{name}.json"
