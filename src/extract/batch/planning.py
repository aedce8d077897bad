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
from extract.store import Known, Outcome, Packed, Read, RunWriter

Fresh = Input | IngestFailure | Known | Read
"""An input that a run may not have yet. What other machines have read, or know, comes as such."""

_AT_ONCE: Final = 256
_BYTES_AT_ONCE: Final = 8_000_000


@dataclass(frozen=True, slots=True)
class Task:
    """An input to read, its bytes in ``source.data``."""

    source: Input
    sha256: bytes = field(repr=False)


Planned = Task | Known | IngestFailure | Read
"""What a run does with an input: reads it, takes what was read before or elsewhere, or notes why it cannot be had."""


def task_of(one: Input | IngestFailure, max_bytes: int) -> Task | IngestFailure:
    """The task of reading an input, its bytes fetched; why they cannot be had."""
    data = read(one, max_bytes) if isinstance(one, Input) else one
    if isinstance(data, IngestFailure):
        return data
    assert isinstance(one, Input)
    return Task(replace(one, data=data), _digest(one, data))


def taken(one: Task | IngestFailure, outcome: Outcome | None) -> Read:
    """An input with what came of it."""
    if isinstance(one, IngestFailure):
        return Read(one.uri, None, Outcome((one,)))
    assert outcome is not None
    return Read(one.source.uri, one.sha256, outcome)


def told_apart(one: Input) -> Input:
    """An input whose address the run has already, as the second of two lines with one id, under an address of its own,
    which its place gives; as it is where it has none."""
    return one if one.place is None else replace(one, uri=f"{one.uri}@{one.place}")


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

    def walk(self, found: Iterable[Found | Fresh]) -> Iterator[Planned]:
        """What is to do for each input, in order; ends early once ``stop`` says so, or where the search that gives
        ``found`` did so itself and said it in ``stopped``."""
        first = self.writer.position  # of this sitting: whatever stands before was done by earlier ones
        position, expected = first, 0
        for chunk in self._chunks(found):
            addresses = [one.uri for one in chunk]
            done = self.writer.done(addresses) if self.writer.committed else {}
            fresh: list[Fresh] = []
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

    def _told_apart(self, one: Fresh) -> tuple[Fresh, dict[str, int]]:
        """The input as ``told_apart``, and where the store has that."""
        if not isinstance(one, Input) or one.place is None:
            return one, {}
        one = told_apart(one)
        return one, self.writer.done([one.uri]) if self.writer.committed else {}

    def _looked_up(self, fresh: Iterable[Fresh]) -> Iterator[Planned]:
        planned = [one if isinstance(one, Known | Read) else task_of(one, self.max_bytes) for one in fresh]
        asked = dict(filter(None, map(_asked, planned)))
        known = self.writer.known(asked, retry=self.retry) if asked and not self.force else {}
        for one in planned:
            if self.stop():
                self.stopped = True
                return
            uri, _ = _asked(one) or (None, None)
            yield known.get(uri, one) if uri is not None else one

    def _chunks(self, found: Iterable[Found | Fresh]) -> Iterator[list[Fresh]]:
        chunk: list[Fresh] = []
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


def _asked(one: Planned) -> tuple[str, bytes] | None:
    """The address and digest by which an input may be known, if it was read and not looked up yet."""
    if isinstance(one, Task):
        return one.source.uri, one.sha256
    return (one.uri, one.sha256) if isinstance(one, Read) and one.sha256 is not None else None


def _size(one: Fresh) -> int:
    if isinstance(one, Read):
        return sum(len(part.body) + len(part.text) for part in one.outcome.parts if isinstance(part, Packed))
    if not isinstance(one, Input):
        return 0
    if one.data is not None:
        return len(one.data)
    try:
        return one.path.stat().st_size if one.path is not None else 0
    except OSError:
        return 0
