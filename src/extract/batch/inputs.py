"""What a run reads: the files that its sources name, and what is in those that hold many releases, one at a time."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import Final, NamedTuple

from extract.batch.archives import FAULTS, Damage, is_hidden, members
from extract.batch.archives import SUFFIXES as ARCHIVES
from extract.batch.files import PLAIN, SUFFIXES, files
from extract.batch.lines import PACKED, read_lines, unpacked
from extract.batch.lines import SUFFIXES as LINES
from extract.batch.source import MAX_BYTES, Found, Input, Skipped, lost, name_of, said, unreadable
from extract.batch.tables import SUFFIXES as TABLES
from extract.batch.tables import count_rows, read_table
from extract.batch.webarchives import SUFFIXES as WEB_ARCHIVES
from extract.batch.webarchives import read_web_archive
from extract.ingest import IngestFailure

__all__ = ["OF_MANY", "SUFFIXES", "Count", "Input", "Skipped", "count", "discover", "opened", "read"]

OF_MANY: Final = (*ARCHIVES, *LINES, *TABLES, *WEB_ARCHIVES)
"""Files that hold many releases, by the ends of their names."""
_BYTES_A_RELEASE: Final = 5_000
"""Of JSON lines and archives; packed ones hold about four times as many."""


class Count(NamedTuple):
    """How many inputs are to come. ``exact`` is false where telling takes reading them: then it is a guess by size."""

    inputs: int
    exact: bool


def discover(sources: Sequence[str], *, without: Path | None = None, max_bytes: int = MAX_BYTES) -> Iterator[Found]:
    """The inputs that ``sources`` name: paths, folders with all below them, globs, and ``-``.

    Folders are walked in the order of their names, without dot files and without the folder ``without`` (where the run
    writes). No file comes twice. What is not there is an IngestFailure. Archives, JSON lines, tables and web archives
    are opened: what is in them comes as inputs with ``data`` in the order of the file, none larger than ``max_bytes``
    and one. Memory grows with ``sources``, the names of one folder and the directory of a ZIP, not with what is read.
    """
    for found in files(sources, without):
        if isinstance(found, Input):
            yield from opened(found, max_bytes)
        else:
            yield found


def count(sources: Sequence[str], *, without: Path | None = None) -> Count:
    """How many inputs ``discover`` will give, without reading them."""
    inputs, exact = 0, True
    for found in files(sources, without):
        if isinstance(found, Input):
            more = _counted(found)
            inputs, exact = inputs + more.inputs, exact and more.exact
    return Count(inputs, exact)


def read(source: Input, max_bytes: int) -> bytes | IngestFailure:
    """The bytes of an input, or why they cannot be had. Never holds more than ``max_bytes`` and one."""
    data = source.data
    if data is None:
        assert source.path is not None, "an input has a path or bytes"
        try:
            with source.path.open("rb") as file:
                data = file.read(max_bytes + 1)
        except OSError as error:
            return unreadable(source.uri, error)
    if len(data) > max_bytes:
        return lost(source.uri, f"larger than {max_bytes} bytes (split it, or raise --max-bytes)")
    return data


def opened(file: Input, max_bytes: int) -> Iterator[Found]:
    """The inputs in a file: itself, if it is no file of many."""
    try:
        if file.path is None:
            yield from read_lines(file.uri, None, sys.stdin.buffer, max_bytes, named=False)
        elif not _ends(file.path, OF_MANY) or not file.path.is_file():
            yield file
        elif _ends(file.path, ARCHIVES):
            yield from _archive(file.uri, file.path, max_bytes)
        elif _ends(file.path, LINES):
            with file.path.open("rb") as packed, unpacked(file.path.name, packed) as stream:
                yield from read_lines(file.uri, file.path, stream, max_bytes)
        elif _ends(file.path, TABLES):
            yield from read_table(file.uri, file.path, max_bytes)
        else:
            yield from read_web_archive(file.uri, file.path, max_bytes)
    except FAULTS as error:
        yield unreadable(file.uri, error)


def _archive(uri: str, path: Path, max_bytes: int) -> Iterator[Found]:
    candidates = 0
    for number, member in enumerate(members(path), 1):
        if isinstance(member, Damage):
            candidates += 1
            yield lost(uri, member.reason)
            continue
        own = f"{uri}!/{name_of(PurePath(member.name))}"
        if not _ends(member.name, (*PLAIN, *LINES)) or is_hidden(member.name):
            yield Skipped(own)
            continue
        candidates += 1
        try:
            with member.open() as packed, unpacked(member.name, packed) as stream:
                if _ends(member.name, LINES):
                    yield from read_lines(own, path, stream, max_bytes)
                else:
                    yield Input(own, path, stream.read(max_bytes + 1), place=number)
        except FAULTS as error:
            yield lost(own, f"cannot be unpacked: {said(error)} (unpack the archive first)")
    if not candidates:
        yield lost(uri, "the archive holds no file that could be a release")


def _counted(file: Input) -> Count:
    path = file.path
    if path is None:
        return Count(1, False)
    if not _ends(path, OF_MANY):
        return Count(1, True)
    if _ends(path, TABLES):
        rows = count_rows(path)
        return Count(1, False) if rows is None else Count(rows, True)
    if _ends(path, (".zip",)):
        names = [member.name for member in members(path) if not isinstance(member, Damage)]
        kept = [name for name in names if _ends(name, (*PLAIN, *LINES)) and not is_hidden(name)]
        return Count(len(kept), not any(_ends(name, LINES) for name in kept))
    try:
        size = path.stat().st_size
    except OSError:
        return Count(1, True)
    packed = _ends(path, (*PACKED, *(suffix for suffix in ARCHIVES if suffix != ".tar"), ".warc.gz"))
    return Count(max(size * (4 if packed else 1) // _BYTES_A_RELEASE, 1), False)


def _ends(name: str | PurePath, suffixes: tuple[str, ...]) -> bool:
    return str(name).lower().endswith(suffixes)
