"""Which files sources name: files, folders and globs, in an order that depends on names alone, each file once.

Memory grows with the sources that are named and with symbolic links, and holds the names of one folder; it does not
grow with the files.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from extract.batch import archives, lines, tables, webarchives
from extract.batch.source import Found, Input, Skipped, lost, name_of

PLAIN: Final = (".eml", ".htm", ".html", ".json", ".txt", ".xhtml")
SUFFIXES: Final = (*PLAIN, *lines.SUFFIXES, *archives.SUFFIXES, *tables.SUFFIXES, *webarchives.SUFFIXES)
"""What a folder is searched for. A file named by itself is read whatever it is called."""


def files(sources: Sequence[str], without: Path | None) -> Iterator[Found]:
    """The files that ``sources`` name, none of them opened, ``-`` as an input without a path."""
    search = _Search(without)
    for source in sources:
        yield from search.expand(source)


class _Search:
    """Files in turn, with what it takes to know a file that came before.

    A file of a folder is known by lying in one that was walked, so nothing is kept of it.
    """

    def __init__(self, without: Path | None) -> None:
        self._without = without
        self._avoided = os.path.realpath(without) if without else None
        self._walked: set[str] = set()
        self._taken: set[str] = set()

    def expand(self, source: str) -> Iterator[Found]:
        path = Path(source)
        if source == "-":
            yield Skipped("-") if "-" in self._taken else Input("-", None)
            self._taken.add("-")
        elif path.is_dir():
            yield from self._folder(path)
        elif os.path.lexists(path):
            yield self._one(path)
        elif glob.has_magic(source):
            matches = sorted(glob.glob(source, recursive=True))
            if not matches:
                yield lost(name_of(path), "no file matches (check the pattern)")
            for match in matches:
                yield from self.expand(match) if not glob.has_magic(match) else [self._one(Path(match))]
        else:
            yield lost(name_of(path), "no such file or folder (check the path)")

    def _one(self, path: Path) -> Input | Skipped:
        real = os.path.realpath(path)
        if os.path.exists(real):
            if self._is_known(real):
                return Skipped(name_of(path))
            self._taken.add(real)
        return Input(name_of(path), path)

    def _folder(self, root: Path) -> Iterator[Found]:
        real_root = os.path.realpath(root).rstrip(os.sep)
        closed: list[OSError] = []
        candidates = 0
        for path in walk(root, self._without, closed.append):
            found = self._found(path, root, real_root) if could_be_release(path) else None
            candidates += found is not None
            yield found or Skipped(name_of(path))
        self._walked.add(real_root)
        for error in closed:
            yield lost(
                name_of(Path(str(error.filename))), f"cannot be opened: {error.strerror} (check its permissions)"
            )
        if not candidates and not closed:
            kinds = " ".join(SUFFIXES)
            yield lost(name_of(root), f"the folder holds no file that could be a release (looked for {kinds})")

    def _found(self, path: Path, root: Path, real_root: str) -> Input | Skipped | None:
        """A file of a folder; None for a pipe, socket or device: reading one that nobody asked for might never end. A
        link to a file that the folder itself holds is passed over, whichever comes first."""
        real = None
        try:
            mode = os.lstat(path).st_mode
            if stat.S_ISLNK(mode):
                mode, real = os.stat(path).st_mode, os.path.realpath(path)
        except OSError:
            return Input(name_of(path), path)  # reading it tells what is wrong
        if not stat.S_ISREG(mode):
            return None
        if real is not None:
            if self._is_known(real) or self._is_of(real_root, real):
                return Skipped(name_of(path))
            self._taken.add(real)
        elif (self._taken or self._walked) and self._is_known(os.path.join(real_root, path.relative_to(root))):
            return Skipped(name_of(path))
        return Input(name_of(path), path)

    def _is_known(self, real: str) -> bool:
        if real in self._taken:
            return True
        above = real
        while self._walked and (cut := above.rfind(os.sep)) >= 0:
            above = above[:cut]
            if above in self._walked and self._is_of(above, real):
                return True
        return False

    def _is_of(self, root: str, real: str) -> bool:
        """Whether a walk over ``root`` comes upon the file and reads it."""
        root += os.sep
        if not real.startswith(root) or not _is_wanted(os.path.basename(real)):
            return False
        if self._avoided and self._avoided.startswith(root) and real.startswith(self._avoided + os.sep):
            return False
        return not any(part.startswith(".") for part in real[len(root) :].split(os.sep))


def walk(root: Path, without: Path | None, closed: Callable[[OSError], None]) -> Iterator[Path]:
    """All files below a folder in the order of names, but no dot files, and nothing of the folder ``without``. Links
    to folders are not followed. The error of a folder that cannot be opened goes to ``closed``.
    """
    avoided = os.path.realpath(without) if without else None
    for folder, folders, names in os.walk(root, onerror=closed):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and os.path.realpath(os.path.join(folder, name)) != avoided
        )
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def could_be_release(path: Path) -> bool:
    """Whether a file of a folder is read, by its name: by its suffix, so never while it is called ``.part`` or
    ``.tmp``, and no dot file."""
    return not path.name.startswith(".") and _is_wanted(path.name)


def _is_wanted(name: str) -> bool:
    return name.lower().endswith(SUFFIXES)
