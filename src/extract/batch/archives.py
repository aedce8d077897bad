"""ZIP and TAR archives as inputs: their files in turn, without unpacking anything to disk."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Final

SUFFIXES: Final = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_LARGEST: Final = 100_000_000
"""Bytes of one file of an archive that are unpacked at most: a bomb unpacks to this and is then refused by its size."""

_FAULTS: Final = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError,
)  # fmt: skip
"""What the two modules raise over archives that are damaged, locked or packed in a way that they do not know."""


class ArchiveError(Exception):
    """An archive, or a file of it, that cannot be opened; ``member`` is None for the whole. ``str()`` says why."""

    def __init__(self, member: str | None, reason: str) -> None:
        super().__init__(reason)
        self.member = member


def is_archive(path: Path) -> bool:
    """Whether a file is an archive by its name."""
    return path.name.lower().endswith(SUFFIXES)


def members(path: Path, *, contents: bool) -> Iterator[tuple[str, bytes] | ArchiveError]:
    """The files of an archive, each with its bytes (empty without ``contents``), those of a ZIP in the order of names.

    What is packed within it again stays packed. A file that cannot be opened is an ArchiveError, and the others follow.
    """
    try:
        yield from _zip(path, contents) if path.name.lower().endswith(".zip") else _tar(path, contents)
    except _FAULTS as error:
        yield ArchiveError(None, f"the archive cannot be read: {_said(error)} (pack it again, or unpack it first)")


def _zip(path: Path, contents: bool) -> Iterator[tuple[str, bytes] | ArchiveError]:
    with zipfile.ZipFile(path) as archive:
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if info.is_dir():
                continue
            try:
                yield info.filename, _taken(archive.open(info)) if contents else b""
            except _FAULTS as error:
                yield ArchiveError(info.filename, f"cannot be unpacked: {_said(error)} (unpack the archive first)")


def _tar(path: Path, contents: bool) -> Iterator[tuple[str, bytes] | ArchiveError]:
    with tarfile.open(path) as archive:
        for info in archive:
            file = archive.extractfile(info) if info.isfile() else None
            if file is not None:
                yield info.name, _taken(file) if contents else b""


def _taken(file: IO[bytes]) -> bytes:
    with file:
        return file.read(_LARGEST)


def _said(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def is_hidden(member: str) -> bool:
    """Whether a name, or a folder above it, begins with a dot, or is what macOS puts into archives of its own."""
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(member).parts)
