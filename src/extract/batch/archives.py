"""ZIP and TAR archives: their files in turn, each as a stream, without unpacking anything to disk."""

from __future__ import annotations

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Final

from extract.batch.source import said

SUFFIXES: Final = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")

FAULTS: Final = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError,
    NotImplementedError, ValueError,
)  # fmt: skip
"""What the modules raise over archives that are damaged, locked or packed in a way that they do not know."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive. ``open`` gives its bytes, until the next member is asked for, or raises one of FAULTS."""

    name: str
    open: Callable[[], AbstractContextManager[IO[bytes]]]


@dataclass(frozen=True, slots=True)
class Damage:
    """Why an archive cannot be read, or not further."""

    reason: str


def members(path: Path) -> Iterator[Member | Damage]:
    """The files of an archive, those of a ZIP in the order of names, each once; those of a TAR as they stand in it.

    What is packed within it again stays packed. Memory holds the directory of a ZIP, and of a TAR nothing.
    """
    try:
        yield from _zip(path) if path.name.lower().endswith(".zip") else _tar(path)
    except FAULTS as error:
        yield Damage(f"the archive cannot be read: {said(error)} (pack it again, or unpack it first)")


def _zip(path: Path) -> Iterator[Member]:
    with zipfile.ZipFile(path) as archive:
        # A name that stands twice was packed anew: the last one is valid, as when it is unpacked.
        last = {info.filename: info for info in archive.infolist() if not info.is_dir()}
        for name in sorted(last):
            yield Member(name, partial(archive.open, last[name]))


def _tar(path: Path) -> Iterator[Member]:
    with tarfile.open(path) as archive:
        while (info := archive.next()) is not None:
            archive.members.clear()  # type: ignore[attr-defined]  # or it keeps the head of every file that it passed
            if info.isfile():
                yield Member(info.name, partial(_extracted, archive, info))


def _extracted(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    file = archive.extractfile(info)
    assert file is not None
    return file


def is_hidden(member: str) -> bool:
    """Whether a name, or a folder above it, begins with a dot, or is what macOS puts into archives of its own."""
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(member).parts)
