"""The nouns of a search for inputs: what is read, and what is passed over."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Final

from extract.ingest import Hints, IngestFailure
from extract.records.release import SourceFormat

MAX_BYTES: Final = 20_000_000


@dataclass(frozen=True, slots=True)
class Input:
    """Something to read by itself: a file, a file of an archive, a line, a row, a page of a web archive.

    ``uri`` is its name, with ``/``. ``path`` is the file that it lies in, None for standard input. ``data`` is its
    bytes where they are at hand, one more than allowed at most; None means all of ``path``. ``format`` and ``hints``
    are what is known of it beside its bytes. Inputs of one file may share a name, as two lines with one id do;
    ``place`` (a row, or a byte) is another for each.
    """

    uri: str
    path: Path | None
    data: bytes | None = field(default=None, repr=False)
    format: SourceFormat | None = None
    hints: Hints | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is no release by its name, a page that is none by its type, or one that this run reads elsewhere."""

    uri: str


Found = Input | Skipped | IngestFailure
"""What the search for inputs gives."""


def name_of(path: PurePath) -> str:
    """The path with ``/``, in characters that every format can hold."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def lost(uri: str, reason: str) -> IngestFailure:
    """The failure of something whose bytes cannot be had."""
    return IngestFailure(uri, reason, "source")


def unreadable(uri: str, error: Exception) -> IngestFailure:
    """The failure of a file that the system does not give, or that gives no bytes that can be unpacked."""
    if isinstance(error, OSError) and error.strerror:
        return lost(uri, f"cannot be read: {error.strerror} (check the path and its permissions)")
    return lost(uri, f"cannot be unpacked: {said(error)} (fetch or pack it again)")


def without_extra(uri: str, extra: str) -> IngestFailure:
    """The failure of a file that takes a library that is not installed."""
    return lost(uri, f"takes a library that is not installed (pip install 'press-extract[{extra}]')")


def said(error: BaseException) -> str:
    """What an error says, on one line."""
    return " ".join(str(error).split())[:200] or type(error).__name__
