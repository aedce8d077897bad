"""What a run has still to do: inputs that it has are passed over, inputs read before are known, the rest are tasks.

Inputs are looked up many at a time; what is held of them is bounded in number and in bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from extract.batch.inputs import read
from extract.batch.source import Found, Input, Skipped
from extract.ingest import IngestFailure
from extract.store import Known, RunWriter

_AT_ONCE: Final = 256
_BYTES_AT_ONCE: Final = 8_000_000


@dataclass(frozen=True, slots=True)
class Task:
    """An input to read, its bytes in ``source.data``."""

    source: Input
    sha256: bytes = field(repr=False)


Planned = Task | Known | IngestFailure
"""What a run does with an input: it reads it, takes what was read before, or notes why it cannot be had."""


@dataclass(slots=True)
class Plan:
    """The plan of one sitting of a run, made while it goes on. After it was walked, ``skipped`` counts what is no
    input of the run, or is one a second time, and ``passed`` the inputs that earlier sittings had done."""

    writer: RunWriter
    max_bytes: int
    force: bool = False
    retry: bool = False
    stop: Callable[[], bool] = lambda: False
    skipped: int = 0
    passed: int = 0
    stopped: bool = False
    _recent: dict[str, int] = field(default_factory=dict)
    """Addresses that were handed out and may not be in the store yet, with their positions."""

    def walk(self, found: Iterable[Found]) -> Iterator[Planned]:
        """What is to do for each input, in order; ends early once ``stop`` says so."""
        first = self.writer.position  # of this sitting: whatever stands before was done by earlier ones
        position, expected = first, 0
        for chunk in self._chunks(found):
            addresses = [one.uri for one in chunk]
            done = self.writer.done(addresses) if self.writer.committed else {}
            fresh: list[Input | IngestFailure] = []
            for one in chunk:
                if (one.uri in done or one.uri in self._recent) and not expected <= done.get(one.uri, -1) < first:
                    one, more = self._told_apart(one)
                    done |= more
                uri = one.uri
                if expected <= done.get(uri, -1) < first:
                    expected = done[uri] + 1
                    self.passed += 1
                elif uri in done or uri in self._recent:
                    self.skipped += 1
                else:
                    self._recent[uri] = position
                    position += 1
                    fresh.append(one)
            yield from self._looked_up(fresh)
            if self.stopped:
                return
            written = self.writer.committed
            self._recent = {uri: place for uri, place in self._recent.items() if place >= written}

    def _told_apart(self, one: Input | IngestFailure) -> tuple[Input | IngestFailure, dict[str, int]]:
        """An input whose address the run has already, as the second of two lines with one id: it gets an address of its
        own from its place, and stands where the store has that."""
        if not isinstance(one, Input) or one.place is None:
            return one, {}
        one = replace(one, uri=f"{one.uri}@{one.place}")
        return one, self.writer.done([one.uri]) if self.writer.committed else {}

    def _looked_up(self, fresh: Iterable[Input | IngestFailure]) -> Iterator[Planned]:
        tasks: list[Task | IngestFailure] = []
        for one in fresh:
            data = read(one, self.max_bytes) if isinstance(one, Input) else one
            if isinstance(one, Input) and isinstance(data, bytes):
                tasks.append(Task(replace(one, data=data), _digest(one, data)))
            else:
                assert isinstance(data, IngestFailure)
                tasks.append(data)
        asked = {task.source.uri: task.sha256 for task in tasks if isinstance(task, Task)}
        known = self.writer.known(asked, retry=self.retry) if asked and not self.force else {}
        for task in tasks:
            if self.stop():
                self.stopped = True
                return
            yield known.get(task.source.uri, task) if isinstance(task, Task) else task

    def _chunks(self, found: Iterable[Found]) -> Iterator[list[Input | IngestFailure]]:
        chunk: list[Input | IngestFailure] = []
        size = 0
        for one in found:
            if isinstance(one, Skipped):
                self.skipped += 1
                continue
            chunk.append(one)
            size += _size(one)
            if len(chunk) >= _AT_ONCE or size >= _BYTES_AT_ONCE:
                yield chunk
                chunk, size = [], 0
        if chunk:
            yield chunk


def _digest(one: Input, data: bytes) -> bytes:
    """What tells an input from others at its address: its bytes, and what is known beside them, for both make its
    records."""
    digest = hashlib.sha256(data)
    if one.hints is not None:
        digest.update(b"\0" + repr(one.hints).encode("utf-8", "surrogatepass"))
    return digest.digest()


def _size(one: Input | IngestFailure) -> int:
    if not isinstance(one, Input):
        return 0
    if one.data is not None:
        return len(one.data)
    try:
        return one.path.stat().st_size if one.path is not None else 0
    except OSError:
        return 0
