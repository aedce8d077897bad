"""Which files a distributed run reads: those of local sources as a local run finds them, and those behind addresses
(s3://, gs://, file://), none of them opened here unless its bytes decide whether it is known.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import fsspec

from extract.batch.files import SUFFIXES, files
from extract.batch.inputs import OF_MANY
from extract.batch.shards import File
from extract.batch.source import Input, Skipped, lost
from extract.ingest import IngestFailure

_VERSIONS: Final = ("ETag", "etag", "md5Hash", "generation", "mtime", "LastModified", "last_modified", "created")
"""What storages say of a file's content, the surest first."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of the run. ``alone`` is one that holds many releases: a shard by itself, whose bytes the worker alone
    sees. ``version`` stands for its content and changes with it (None: read the file to know)."""

    file: File
    size: int
    version: str | None
    alone: bool

    @property
    def uri(self) -> str:
        return self.file.uri


def listed(sources: Sequence[str], without: Path | None) -> Iterator[Listed | Skipped | IngestFailure]:
    """The files that ``sources`` name, in their order; those of a folder in the order of names.

    Of an address the folders are searched for the same kinds of files as local ones, and globs are heeded.
    """
    for source in _grouped(sources):
        if isinstance(source, str):
            yield from _behind(source)
            continue
        for found in files(source, without):
            yield _local(found) if isinstance(found, Input) else found


def is_address(source: str) -> bool:
    """Whether a source is no path of this machine."""
    return "://" in source


def _grouped(sources: Sequence[str]) -> Iterator[str | list[str]]:
    """Addresses by themselves, and paths that follow each other together: a file is read once, however it is named."""
    paths: list[str] = []
    for source in sources:
        if not is_address(source):
            paths.append(source)
            continue
        if paths:
            yield paths
        paths = []
        yield source
    if paths:
        yield paths


def _local(found: Input) -> Listed | IngestFailure:
    if found.path is None:
        reason = "standard input is of this machine alone (put it into a file that all machines of the run see)"
        return lost(found.uri, reason)
    where = os.path.abspath(found.path)
    alone = where.lower().endswith(OF_MANY)
    try:
        state = found.path.stat()
    except OSError:
        return Listed(File(found.uri, where), 0, None, False)  # reading it tells what is wrong
    version = f"{state.st_size} {state.st_mtime_ns}" if alone else None
    return Listed(File(found.uri, where), state.st_size, version, alone)


def _behind(address: str) -> Iterator[Listed | Skipped | IngestFailure]:
    try:
        storage, path = fsspec.core.url_to_fs(address)
        if _has_magic(path):
            found = storage.glob(path, detail=True)
            infos = [found[name] for name in sorted(found) if found[name]["type"] == "file"]
            if not infos:
                yield lost(address, "no file matches (check the pattern)")
            for info in infos:
                yield _one(storage, info)
        elif storage.isfile(path):
            yield _one(storage, storage.info(path))
        else:
            yield from _folder(storage, path, address)
    except Exception as error:  # each kind of storage has errors of its own
        said = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        yield lost(address, f"cannot be listed: {said} (check the address and the rights)")


def _folder(storage: Any, root: str, address: str) -> Iterator[Listed | Skipped | IngestFailure]:
    candidates = 0
    waiting = [root]
    while waiting:
        infos = sorted(storage.ls(waiting.pop(), detail=True), key=lambda info: str(info["name"]))
        plain = [info for info in infos if not _base(info).startswith(".")]
        for info in plain:
            if info["type"] == "directory":
                continue
            if _base(info).lower().endswith(SUFFIXES):
                candidates += 1
                yield _one(storage, info)
            elif _base(info):
                yield Skipped(storage.unstrip_protocol(info["name"]))
        waiting += [info["name"] for info in reversed(plain) if info["type"] == "directory"]
    if not candidates:
        yield lost(address, "the address holds no file that could be a release (check it)")


def _one(storage: Any, info: dict[str, Any]) -> Listed:
    address = storage.unstrip_protocol(info["name"])
    said = next((f"{name} {info[name]}" for name in _VERSIONS if info.get(name) is not None), "")
    size = int(info.get("size") or 0)
    return Listed(File(address, address), size, f"{size} {said}", address.lower().endswith(OF_MANY))


def _base(info: dict[str, Any]) -> str:
    return str(info["name"]).rstrip("/").rpartition("/")[2]


def _has_magic(path: str) -> bool:
    return any(sign in path for sign in "*?[")
