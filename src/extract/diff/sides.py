"""What is compared: a run of a store, or a folder of outputs.

Both give their releases in the order of their names, each with its record's key, and a release's content only when it
is asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Protocol

import regex
from pydantic import ValidationError
from pydantic_core import from_json

from extract.diff.changes import Made
from extract.patterns.manifest import Manifest
from extract.records.release import Release
from extract.store import Run, Store, StoreError, find_run
from extract.store.entries import documents_of, entries, known_patterns, records, version_read
from extract.store.packing import record_key
from extract.store.reading import source_of

LINES: Final = "releases.jsonl"
_MEND: Final = "write the folder again with run or export"
_RUN: Final = regex.compile(r"\d{1,9}|latest(?:~\d{1,9})?")


class SideError(ValueError):
    """A side that cannot be compared; ``str()`` names it, the place and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A release of a side, and the key of its record: equal keys are equal records, whatever made them."""

    release: str
    record: bytes


class Side(Protocol):
    """One side of a comparison."""

    @property
    def made(self) -> Made: ...

    def entries(self) -> Iterator[Entry]:
        """The releases in the order of the code points of their names."""

    def contents(self, releases: Sequence[str]) -> Mapping[str, Release]:
        """The records of some of them."""

    def documents(self, releases: Sequence[str]) -> Mapping[str, str]:
        """The addresses that some of them were read from."""

    def version(self, uri: str) -> str | None:
        """The SHA-256 of a document as this side read it, whether it gave a release or not; None where not known."""

    def source(self, release: Release) -> bytes | None:
        """The bytes that a release was read from, where they were kept and are all that it was read from."""

    def patterns(self) -> Manifest | None:
        """What it was read by, where that was kept."""


class RunSide:
    """A run of a store."""

    def __init__(self, store: Store, run: Run) -> None:
        self._store, self._run = store, run
        made = run.extractor
        self.made = Made(
            name=f"run {run.id} of {store.name}",
            version=made.version,
            patterns=made.patterns,
            model=made.model,
            code=run.code,
            run=run.id,
            started_at=run.started_at,
        )

    def entries(self) -> Iterator[Entry]:
        for release, record in entries(self._store, self._run):
            yield Entry(release, record)

    def contents(self, releases: Sequence[str]) -> Mapping[str, Release]:
        found = {one.release: one.read() for one in records(self._store, self._run, releases)}
        for release in releases:
            if release not in found:
                raise SideError(f"{self.made.name}: {release} is gone (was the store vacuumed? compare again)")
        return found

    def documents(self, releases: Sequence[str]) -> Mapping[str, str]:
        return documents_of(self._store, self._run, releases)

    def version(self, uri: str) -> str | None:
        return version_read(self._store, self._run, uri)

    def source(self, release: Release) -> bytes | None:
        # The record's own address may lead into an archive or a list; what was read is the document.
        uri = self.documents([release.id]).get(release.id, "")
        sha256 = self.version(uri)
        data = source_of(self._store, uri, bytes.fromhex(sha256)) if sha256 is not None else None
        # Bytes that were forgotten, or were read with facts from elsewhere (a header, a row), have another hash.
        return data if data is not None and hashlib.sha256(data).hexdigest() == sha256 else None

    def patterns(self) -> Manifest | None:
        return known_patterns(self._store, self.made.patterns)


@dataclass(frozen=True, slots=True)
class _Line:
    """Where a release stands in a file, and what tells it from others."""

    at: int
    record: bytes
    uri: str


class FolderSide:
    """A folder of outputs. Of each release it holds where its line stands, and not the line."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LINES
        self._places: dict[str, _Line] = {}
        made: Made | None = None
        try:
            with self._path.open("rb") as file:
                at = 0
                for number, line in enumerate(file, 1):
                    release, record, uri, one = self._read(line, number)
                    if release in self._places:
                        raise SideError(f"{self._path}, line {number}: {release} stands there twice (remove one)")
                    self._places[release] = _Line(at, record, uri)
                    made = made or one
                    at += len(line)
        except OSError as error:
            raise SideError(f"{self._path}: {error.strerror or error} (give a folder of outputs, or a run)") from None
        self.made = made or Made(name=str(folder), version="", patterns="")

    def _read(self, line: bytes, number: int) -> tuple[str, bytes, str, Made]:
        try:
            content = from_json(line)
            release, uri, by = str(content["id"]), str(content["source"]["uri"]), content["extractor"]
            made = Made(name=str(self._path.parent), version=by["version"], patterns=by["patterns"], model=by["model"])
            return release, record_key(content), uri, made
        except (ValueError, KeyError, TypeError):
            raise SideError(f"{self._path}, line {number}: is no record of press-extract ({_MEND})") from None

    def entries(self) -> Iterator[Entry]:
        for release in sorted(self._places):
            yield Entry(release, self._places[release].record)

    def contents(self, releases: Sequence[str]) -> Mapping[str, Release]:
        with self._path.open("rb") as file:
            return {release: self._content(release, file) for release in releases}

    def _content(self, release: str, file: BinaryIO) -> Release:
        file.seek(self._places[release].at)
        line = file.readline()
        try:
            return Release.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise SideError(f"{self._path}: {release}: {where}: {first['msg']} ({_MEND})") from None

    def documents(self, releases: Sequence[str]) -> Mapping[str, str]:
        return {release: self._places[release].uri for release in releases}

    def version(self, uri: str) -> str | None:
        return None

    def source(self, release: Release) -> bytes | None:
        return None

    def patterns(self) -> Manifest | None:
        return None


def side(name: str, store: Store | None) -> Side:
    """The run of that name in the store, else the folder. SideError or StoreError where it is neither."""
    if is_run(name):
        if store is None:
            raise SideError(f"{name} is a run, and there is no store (give one with --store)")
        return RunSide(store, find_run(store, name))
    folder = Path(name)
    if not folder.is_dir():
        raise SideError(f"{name}: no run and no folder (give a number, latest, latest~1, or a folder of outputs)")
    return FolderSide(folder)


def is_run(name: str) -> bool:
    """Whether that is how a run is named. A folder of such a name is written ``./3``."""
    return _RUN.fullmatch(name) is not None


__all__ = ["Entry", "FolderSide", "RunSide", "Side", "SideError", "StoreError", "is_run", "side"]
