"""The folder of parts, on a disk or at an address (s3://, gs://): what is there, and how it gets there.

A part is written beside and renamed, or put as one object, so it is there as a whole or not at all. Its name is given
by what it is made of: whoever makes a part again finds it there.
"""

from __future__ import annotations

import json
import os
import tempfile
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import fsspec
import pyarrow as pa
from fsspec.implementations.local import LocalFileSystem

from extract.batch.parts import Facts, Named, read_facts, read_names, read_part, write_part
from extract.batch.run import Program
from extract.store import Read

SUFFIX: Final = ".parquet"
MANIFEST: Final = "parts.json"
BESIDE: Final = ".part-"
"""How the names of files begin that are not whole yet, and of notes."""
_NOT_OURS: Final = (ValueError, KeyError, TypeError)


class PartsError(Exception):
    """Parts that cannot be written or read; ``str()`` names them, says why and what to do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a run that wrote parts alone was, and its parts in order."""

    sources: tuple[str, ...]
    facts: Facts
    parts: tuple[str, ...]

    def told(self) -> dict[str, Any]:
        """The same as JSON values."""
        return {**self.facts.told(), "sources": list(self.sources), "parts": list(self.parts)}

    @classmethod
    def from_told(cls, told: Mapping[str, Any]) -> Manifest:
        """Raises ValueError, KeyError or TypeError where ``told`` is something else, or of another version."""
        return cls(tuple(map(str, told["sources"])), Facts.from_told(told), tuple(map(str, told["parts"])))


class Folder:
    """A folder of parts by its path or address. PartsError where it cannot be used."""

    def __init__(self, where: str) -> None:
        self.where = where
        try:
            self._files, self._root = fsspec.core.url_to_fs(where)
        except (ImportError, ValueError) as error:
            raise PartsError(f"{where}: {error} (give a folder, or an address as s3://bucket/folder)") from None
        self.whole = self._files.unstrip_protocol(self._root)
        """The address by which other machines, and programs started elsewhere, find it too."""
        self._is_local = isinstance(self._files, LocalFileSystem)

    def names(self) -> set[str]:
        """The names of the parts that are there."""
        with self._told(""):
            try:
                listed = self._files.ls(self._root, detail=False, refresh=True)
            except FileNotFoundError:
                listed = []
            # What is listed now would be taken for all that is there later.
            self._files.invalidate_cache()
        names = {path.rstrip("/").rpartition("/")[2] for path in listed}
        return {name for name in names if name.endswith(SUFFIX) and not name.startswith(".")}

    def has(self, name: str) -> bool:
        """Whether a part is there."""
        with self._told(name):
            self._files.invalidate_cache()
            return bool(self._files.exists(self._path(name)))

    def write(self, name: str, reads: Iterable[tuple[int, Read | None]], program: Program, max_bytes: int) -> Facts:
        """Writes a part; it is there once all of ``reads`` is in it."""
        with self._told(name, writes=True), self._beside(name) as path, path.open("wb") as file:
            return write_part(file, reads, program, max_bytes)

    def facts(self, name: str) -> Facts:
        """What a part says of itself."""
        with self._told(name), self._files.open(self._path(name), "rb") as file:
            return read_facts(file)

    def read(self, name: str) -> Iterator[tuple[int, Read]]:
        """The inputs of a part, each with the number of its file in the shard."""
        with self._told(name), self._files.open(self._path(name), "rb") as file:
            yield from read_part(file)

    def named(self, name: str) -> Iterator[Named]:
        """The inputs of a part by their names, without what takes room."""
        with self._told(name), self._files.open(self._path(name), "rb") as file:
            yield from read_names(file)

    def manifest(self) -> Manifest | None:
        """What the run said when it was through; None where none is."""
        told = self.note(MANIFEST)
        with self._told(MANIFEST):
            return None if told is None else Manifest.from_told(told)

    def finish(self, manifest: Manifest) -> None:
        """Writes the manifest."""
        self.put_note(MANIFEST, manifest.told())

    def note(self, name: str) -> Mapping[str, Any] | None:
        """A small JSON object; None where it is not there."""
        with self._told(name):
            self._files.invalidate_cache()
            try:
                told = json.loads(self._files.cat_file(self._path(name)))
            except FileNotFoundError:
                return None
            if not isinstance(told, dict):
                raise ValueError("no object")
            return told

    def put_note(self, name: str, told: Mapping[str, Any]) -> None:
        """Writes a small JSON object as a whole."""
        with self._told(name, writes=True), self._beside(name) as path:
            path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")

    def remove(self, name: str) -> None:
        """Removes a part or a note, if it is there."""
        with self._told(name):
            try:
                self._files.rm_file(self._path(name))
            except FileNotFoundError:
                return

    def clear(self) -> None:
        """Removes what runs put there, and the folder if nothing else is in it."""
        for name in self.names():
            self.remove(name)
        self.remove(MANIFEST)
        if self._is_local:
            root = Path(self._root)
            for path in root.glob(f"{BESIDE}*"):
                path.unlink(missing_ok=True)
            try:
                root.rmdir()
            except OSError:
                return  # something of somebody else is in it, or it was never made

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    @contextmanager
    def _beside(self, name: str) -> Iterator[Path]:
        """A path of this machine to write to, whose file is then moved or put in its place as a whole."""
        folder = Path(self._root) if self._is_local else Path(tempfile.gettempdir())
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{BESIDE}{name}-{uuid.uuid4().hex}"
        try:
            yield path
            if not self._is_local:
                self._files.put_file(str(path), self._path(name))
                return
            os.replace(path, self._path(name))
            for left in folder.glob(f"{BESIDE}{name}-*"):  # by those who were killed over it
                left.unlink(missing_ok=True)
        except FileNotFoundError:
            if not os.path.exists(self._path(name)):
                raise  # else another made the same, and took ours for left behind
        finally:
            path.unlink(missing_ok=True)

    @contextmanager
    def _told(self, name: str, *, writes: bool = False) -> Iterator[None]:
        """Errors of the system, and of files that are none of ours, as our own."""
        where = f"{self.where.rstrip('/')}/{name}" if name else self.where
        try:
            yield
        except FileNotFoundError:
            raise PartsError(
                f"{where}: is not there (parts must lie where all machines of the run see them: a shared folder, or an "
                "address as s3://bucket/folder)"
            ) from None
        except pa.ArrowException as error:
            raise PartsError(f"{where}: cannot be read: {_said(error)} (remove it and run again)") from None
        except _NOT_OURS as error:
            if writes:
                raise
            raise PartsError(f"{where}: is no part of press-extract: {_said(error)} (make it again)") from None
        except OSError as error:
            reason = error.strerror or _said(error)
            raise PartsError(f"{where}: {reason} (check the folder, its room and its permissions)") from None


def _said(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
