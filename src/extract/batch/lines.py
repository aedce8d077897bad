"""JSON lines as inputs: each line of a stream by itself, so that a file may be longer than memory."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO, Final, cast

from extract.batch.source import Input, lost
from extract.ingest import IngestFailure
from extract.ingest.failure import UnreadableError
from extract.ingest.lines import is_lines, line_name, split

PACKED: Final = (".jsonl.gz", ".ndjson.gz")
SUFFIXES: Final = (".jsonl", ".ndjson", *PACKED)
_CHUNK: Final = 1 << 20
_FIRST_LOOK: Final = 1 << 16


def read_lines(
    uri: str, path: Path | None, stream: IO[bytes], max_bytes: int, *, named: bool = True
) -> Iterator[Input | IngestFailure]:
    """The lines of a stream, each an input ``uri#id``, or ``uri#n`` (from 1) where its object states no id.

    A stream that is no JSON lines is one input. ``named`` says that its name promises some; it counts where the first
    line is longer than ``max_bytes``. A line that is no JSON, or is too long, is a failure.
    """
    head, lines = _look(stream, max_bytes)
    if not lines and not (lines is None and named):
        yield Input(uri, path, head + stream.read(max(max_bytes + 1 - len(head), 0)))
        return
    for line in split(chain([head], iter(partial(stream.read, _CHUNK), b"")), max_bytes):
        if line.data is None:
            reason = f"line {line.row} is longer than {max_bytes} bytes (split it, or raise --max-bytes)"
            yield lost(f"{uri}#{line.number}", reason)
            continue
        try:
            yield Input(f"{uri}#{line_name(line)}", path, line.data, "ritzau-json", place=line.row)
        except UnreadableError as error:
            yield IngestFailure(f"{uri}#{line.number}", str(error))


def unpacked(name: str, stream: IO[bytes]) -> IO[bytes]:
    """The stream of a file with the lines themselves, where its name says that they are packed."""
    if name.lower().endswith(PACKED):
        return cast(IO[bytes], gzip.GzipFile(fileobj=stream))
    return stream


def is_lines_file(name: str) -> bool:
    return name.lower().endswith(SUFFIXES)


def _look(stream: IO[bytes], max_bytes: int) -> tuple[bytes, bool | None]:
    """The beginning of a stream and whether it is JSON lines; None if the first ones are too long to tell."""
    head, wanted = b"", _FIRST_LOOK
    while len(head) <= max_bytes:
        more = stream.read(min(wanted, max_bytes + 1 - len(head)))
        head += more
        found = is_lines(head, whole=not more)
        if found is not None:
            return head, found
        wanted = len(head)  # twice as much each time: a long line is looked through a few times only
    return head, None
