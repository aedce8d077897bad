"""One input read to the end: its releases and its failures, packed for the store, and never an exception."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Protocol

from extract.batch.source import Input
from extract.ingest import Hints, IngestFailure
from extract.records.release import Release, SourceFormat
from extract.store import Outcome, Packed, packed, packed_source


class Reader(Protocol):
    """What makes releases of bytes: :class:`extract.Extractor`."""

    def read(
        self, data: bytes, *, uri: str, format: SourceFormat | None = None, hints: Hints | None = None
    ) -> Iterator[Release | IngestFailure]: ...


def process(source: Input, reader: Reader) -> Outcome:
    """What an input whose bytes are in ``data`` gives: at least one part. Touches no state, so it can run anywhere."""
    assert source.data is not None
    begun = time.perf_counter()
    parts = tuple(
        one if isinstance(one, IngestFailure) else _packed(one, source.uri) for one in extracted(source, reader)
    )
    first = next((part for part in parts if isinstance(part, Packed)), None)
    kept = packed_source(source.data, first)
    return Outcome(parts, kept, round(1000 * (time.perf_counter() - begun)))


def extracted(source: Input, reader: Reader) -> Iterator[Release | IngestFailure]:
    """The releases and failures of an input whose bytes are in ``data``: at least one, and never an exception."""
    assert source.data is not None
    found = False
    try:
        for result in reader.read(source.data, uri=source.uri, format=source.format, hints=source.hints):
            found = True
            yield result
    except MemoryError:
        reason = "needs more memory than it may have and was left out (see --memory)"
        yield IngestFailure(source.uri, reason, "memory")
        return
    except Exception as error:
        # The one place that catches everything: a fault of ours in one document must not lose the others.
        reason = f"a fault in press-extract: {type(error).__name__}: {one_line(error)} (please report it)"
        yield IngestFailure(source.uri, reason, "fault")
        return
    if not found:
        yield IngestFailure(source.uri, "holds no release (check that it is a press release)")


def _packed(release: Release, uri: str) -> Packed | IngestFailure:
    try:
        return packed(release)
    except ValueError as error:
        reason = f"{release.id} cannot be kept: {one_line(error)} (please report it)"
        return IngestFailure(uri, reason, "fault")


def one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
