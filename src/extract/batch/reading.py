"""One input read to the end: its releases and its failures, and never an exception."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from extract.batch.inputs import Input, Skipped, read
from extract.ingest import IngestFailure
from extract.records.release import Release, SourceFormat

MAX_BYTES: Final = 20_000_000
Found = Input | Skipped | IngestFailure
"""What the search for inputs gives."""


class Reader(Protocol):
    """What makes releases of bytes: :class:`extract.Extractor`."""

    def read(
        self, data: bytes, *, uri: str, format: SourceFormat | None = None
    ) -> Iterator[Release | IngestFailure]: ...


def process(source: Input, reader: Reader, *, max_bytes: int = MAX_BYTES) -> Iterator[Release | IngestFailure]:
    """One input's releases and failures: at least one, and never an exception. Touches no state, so it can
    run in any process."""
    data = read(source, max_bytes)
    if isinstance(data, IngestFailure):
        yield data
        return
    found = False
    try:
        for result in reader.read(data, uri=source.uri):
            found = True
            yield result
    except MemoryError:
        yield IngestFailure(source.uri, "needs more memory than it may have and was left out (see --memory)")
        return
    except Exception as error:
        # The one place that catches everything: a fault of ours in one document must not lose the others.
        yield IngestFailure(
            source.uri, f"a fault in press-extract: {type(error).__name__}: {one_line(error)} (please report it)"
        )
        return
    if not found:
        yield IngestFailure(source.uri, "holds no release (check that it is a press release)")


def in_turn(
    found: Iterable[Found], reader: Reader, max_bytes: int
) -> Iterator[tuple[Found, Iterable[Release | IngestFailure]]]:
    """Each of ``found`` with its results, read in this process when they are asked for."""
    for one in found:
        yield one, process(one, reader, max_bytes=max_bytes) if isinstance(one, Input) else ()


def one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
