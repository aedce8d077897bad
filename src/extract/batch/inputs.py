"""Which sources a run reads: files, folders, globs and standard input, in an order that depends on names alone."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from extract.batch.archives import SUFFIXES as ARCHIVES
from extract.batch.archives import ArchiveError, is_archive, is_hidden, members
from extract.ingest import IngestFailure

SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml", ".txt", ".json", ".jsonl", ".ndjson", ".eml"})
"""What a folder is searched for. A file named by itself is read whatever it is called."""


@dataclass(frozen=True, slots=True)
class Input:
    """Something to read. ``uri`` is its name as given, with ``/``; ``path`` is None for standard input. A file of an
    archive has the archive's path, ``archive.zip!/name`` as its ``uri``, and its bytes in ``data``.
    """

    uri: str
    path: Path | None
    data: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a folder that is no release by its name, or that this run has read already."""

    uri: str


def discover(
    sources: Sequence[str], *, without: Path | None = None, contents: bool = True
) -> Iterator[Input | IngestFailure | Skipped]:
    """The inputs that ``sources`` name: paths, folders with all below them, globs, archives, and ``-``.

    Folders are walked in the order of their names, without dot files and without the folder ``without``
    (where the run writes). No file comes twice. What is not there is an IngestFailure. Without ``contents`` the files
    of archives are named and not unpacked.
    """
    seen: set[str] = set()
    for source in sources:
        for found in _unpacked(_expand(source, without), contents):
            if isinstance(found, Input):
                identity = os.path.realpath(found.path) if found.path else "-"
                identity += found.uri.partition("!/")[2] if found.data is not None else ""
                if identity in seen:
                    yield Skipped(found.uri)
                    continue
                seen.add(identity)
            yield found


def read(source: Input, max_bytes: int) -> bytes | IngestFailure:
    """The bytes of an input, or why they cannot be had. Never holds more than ``max_bytes`` and one."""
    try:
        if source.data is not None:
            data = source.data
        elif source.path is None:
            data = sys.stdin.buffer.read(max_bytes + 1)
        else:
            with source.path.open("rb") as file:
                data = file.read(max_bytes + 1)
    except OSError as error:
        return IngestFailure(
            source.uri, f"cannot be read: {error.strerror or error} (check the path and its permissions)"
        )
    if len(data) > max_bytes:
        return IngestFailure(source.uri, f"larger than {max_bytes} bytes (split it, or raise --max-bytes)")
    return data


def _expand(source: str, without: Path | None) -> Iterator[Input | IngestFailure | Skipped]:
    path = Path(source)
    if source == "-":
        yield Input("-", None)
    elif path.is_dir():
        yield from _folder(path, without)
    elif os.path.lexists(path):
        yield Input(_uri(path), path)
    elif glob.has_magic(source):
        matches = sorted(glob.glob(source, recursive=True))
        if not matches:
            yield IngestFailure(_uri(path), "no file matches (check the pattern)")
        for match in matches:
            yield from _expand(match, without) if not glob.has_magic(match) else [Input(_uri(Path(match)), Path(match))]
    else:
        yield IngestFailure(_uri(path), "no such file or folder (check the path)")


def _unpacked(
    found: Iterable[Input | IngestFailure | Skipped], contents: bool
) -> Iterator[Input | IngestFailure | Skipped]:
    """The same, with the files of each archive in its place."""
    for one in found:
        if not isinstance(one, Input) or one.path is None or not is_archive(one.path) or not one.path.is_file():
            yield one
            continue
        candidates = 0
        for member in members(one.path, contents=contents):
            if isinstance(member, ArchiveError):
                candidates += 1
                yield IngestFailure(one.uri if member.member is None else f"{one.uri}!/{member.member}", str(member))
                continue
            name, data = member
            if Path(name).suffix.lower() in SUFFIXES and not is_hidden(name):
                candidates += 1
                yield Input(f"{one.uri}!/{_uri(Path(name))}", one.path, data)
            else:
                yield Skipped(f"{one.uri}!/{_uri(Path(name))}")
        if not candidates:
            yield IngestFailure(one.uri, "the archive holds no file that could be a release")


def _folder(root: Path, without: Path | None) -> Iterator[Input | IngestFailure | Skipped]:
    closed: list[OSError] = []
    candidates = 0
    for path in walk(root, without, closed.append):
        if could_be_release(path) and not _is_special(path):
            candidates += 1
            yield Input(_uri(path), path)
        else:
            yield Skipped(_uri(path))
    for error in closed:
        yield IngestFailure(
            _uri(Path(str(error.filename))), f"cannot be opened: {error.strerror} (check its permissions)"
        )
    if not candidates and not closed:
        kinds = " ".join([*sorted(SUFFIXES), *ARCHIVES])
        yield IngestFailure(_uri(root), f"the folder holds no file that could be a release (looked for {kinds})")


def walk(root: Path, without: Path | None, closed: Callable[[OSError], None]) -> Iterator[Path]:
    """All files below a folder in the order of names, but no dot files, and nothing of the folder ``without``. Links
    to folders are not followed. The error of a folder that cannot be opened goes to ``closed``.
    """
    avoided = os.path.realpath(without) if without else None
    for folder, folders, files in os.walk(root, onerror=closed):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and os.path.realpath(os.path.join(folder, name)) != avoided
        )
        yield from (Path(folder, name) for name in sorted(files) if not name.startswith("."))


def could_be_release(path: Path) -> bool:
    """Whether a file of a folder is read, by its name: by its suffix, so never while it is called ``.part`` or
    ``.tmp``, and no dot file."""
    return not path.name.startswith(".") and (path.suffix.lower() in SUFFIXES or is_archive(path))


def _is_special(path: Path) -> bool:
    """A pipe, socket or device: reading one that nobody asked for might never end."""
    return path.exists() and not path.is_file()


def _uri(path: Path) -> str:
    """The path with ``/``, in characters that every format can hold."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")
