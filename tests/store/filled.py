"""A store with one run of releases made by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extract.ingest import IngestFailure
from extract.patterns.manifest import Manifest
from extract.records.release import ExtractorInfo, Release
from extract.store import (
    Outcome,
    Packed,
    Read,
    Run,
    RunWriter,
    Store,
    begin_run,
    find_run,
    opened,
    packed,
    packed_source,
)

INFO = ExtractorInfo(version="0.1.0", patterns="sha256:" + "1" * 64)


def read_of(given: Release | IngestFailure, number: int) -> Read:
    """What reading a document gave that is one release, or none."""
    part = given if isinstance(given, IngestFailure) else packed(given)
    data = f"{number} {given}".encode()
    source = packed_source(data, part if isinstance(part, Packed) else None)
    return Read(f"{number}.html", hashlib.sha256(data).digest(), Outcome((part,), source, number))


def fill(
    store: Store,
    *given: Release | IngestFailure,
    info: ExtractorInfo = INFO,
    code: str = "0" * 16,
    patterns: Manifest | None = None,
) -> Run:
    """Writes one run of the releases and failures, each from a document of its own."""
    begun = begin_run(store, info, code, ["in"], {}, patterns)
    writer = RunWriter(store, begun, print)
    for number, one in enumerate(given):
        writer.add(read_of(one, number))
    writer.finish(skipped=0)
    return find_run(store, str(begun.id))


@contextmanager
def filled(where: Path | str, *given: Release | IngestFailure) -> Iterator[tuple[Store, Run]]:
    """An open store with that run alone, or beside others where it was there."""
    with opened(where) as store:
        info = next((one.extractor for one in given if isinstance(one, Release)), INFO)
        yield store, fill(store, *given, info=info)
