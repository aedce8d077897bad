"""A distributed run cut into shards: which files go together, what is known already, how the part is called."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from extract.batch.listing import Listed
from extract.batch.parts import VERSION, Facts
from extract.batch.planning import Plan, task_of
from extract.batch.shards import File, Shard
from extract.batch.source import Input, Skipped
from extract.ingest import IngestFailure
from extract.store import Known

SIZE: Final = 200
"""Files of a shard: some seconds of work, so that little is lost with a worker and few tasks are needed."""
_BYTES: Final = 32_000_000

Slot = Known | Input | int
"""Where an input of the run comes from: an earlier run, an earlier sitting of this one, or a file of the shard."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Some files of a run in their order. ``shard`` is what is to be read of them, None if nothing is."""

    slots: tuple[Slot, ...]
    shard: Shard | None
    skipped: int = 0


def cut(
    found: Iterable[Listed | Skipped | IngestFailure], facts: Facts, plan: Plan | None, *, size: int = SIZE
) -> Iterator[Cut]:
    """The run in pieces, in order. With ``plan`` what its store knows is left out of the shards.

    Files whose bytes are needed for that, or to name the part, are read here, one at a time.
    """
    salt = None
    if plan is not None and (plan.force or plan.retry):
        salt = plan.writer.run  # what another run read may not stand for what this one is to read again
    for chunk in _chunks(found, size):
        skipped = sum(isinstance(one, Skipped) for one in chunk)
        files = [one for one in chunk if not isinstance(one, Skipped)]
        slots, kept = _slots(files, plan, facts.max_bytes)
        items = tuple(item for item, _ in kept)
        told = [VERSION, facts.told(), salt, [said for _, said in kept]]
        name = hashlib.blake2b(json.dumps(told).encode(), digest_size=16).hexdigest()
        yield Cut(slots, Shard(f"{name}.parquet", items) if items else None, skipped)


def _slots(
    files: Sequence[Listed | IngestFailure], plan: Plan | None, max_bytes: int
) -> tuple[tuple[Slot, ...], list[tuple[File | IngestFailure, Any]]]:
    """Where each file's inputs come from, and what is left for the shard, each with what tells it from others."""
    uris = [one.uri for one in files]
    done = plan.writer.done(uris) if plan is not None and plan.writer.committed else {}
    digests: dict[str, bytes] = {}
    failures: dict[str, IngestFailure] = {}
    for one in files:
        if isinstance(one, Listed) and one.version is None and one.uri not in done:
            task = task_of(Input(one.uri, Path(one.file.where)), max_bytes)
            if isinstance(task, IngestFailure):
                failures[one.uri] = task
            else:
                digests[one.uri] = task.sha256
    known = plan.writer.known(digests, retry=plan.retry) if plan is not None and digests and not plan.force else {}
    slots: list[Slot] = []
    kept: list[tuple[File | IngestFailure, Any]] = []
    for one in files:
        if one.uri in done:
            slots.append(Input(one.uri, None, b""))
        elif one.uri in known:
            slots.append(known[one.uri])
        else:
            slots.append(len(kept))
            failure = one if isinstance(one, IngestFailure) else failures.get(one.uri)
            if failure is not None:
                kept.append((failure, [failure.uri, failure.kind, failure.reason]))
            else:
                assert isinstance(one, Listed)
                kept.append((one.file, [one.uri, one.version or digests[one.uri].hex()]))
    return tuple(slots), kept


def _chunks(
    found: Iterable[Listed | Skipped | IngestFailure], most: int
) -> Iterator[list[Listed | Skipped | IngestFailure]]:
    chunk: list[Listed | Skipped | IngestFailure] = []
    size = count = 0
    for one in found:
        alone = isinstance(one, Listed) and one.alone
        if alone and chunk:
            yield chunk
            chunk, size, count = [], 0, 0
        chunk.append(one)
        count += not isinstance(one, Skipped)
        size += one.size if isinstance(one, Listed) else 0
        if alone or count >= most or size >= _BYTES or len(chunk) >= 10 * most:
            yield chunk
            chunk, size, count = [], 0, 0
    if chunk:
        yield chunk
