"""What a change of patterns changes: the records of many releases under the old and the new folder."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from extract.evaluate.changes import Change, changes
from extract.evaluate.labels import LabelError, Labelled
from extract.evaluate.run import release_of
from extract.evaluate.score import Outcome, score
from extract.patterns import Patterns
from extract.pipeline import Extractor
from extract.records.release import Release

_ROOM: Final = 60


@dataclass(frozen=True, slots=True)
class Impact:
    """One release under both folders: what changed, and, where it is labelled, the scores before and after."""

    key: str
    text: str
    changes: tuple[Change, ...]
    before: tuple[Outcome, ...] = ()
    after: tuple[Outcome, ...] = ()

    def around(self, change: Change) -> tuple[str, str, str] | None:
        """The words before, at and after a change's place."""
        if change.span is None:
            return None
        start, end = change.span
        low = max(self.text.rfind("\n", 0, start) + 1, start - _ROOM)
        stop = self.text.find("\n", end)
        high = min(stop if stop >= 0 else len(self.text), end + _ROOM)
        return self.text[low:start], self.text[start:end], self.text[end:high]


def impacts(releases: Iterable[Labelled], old: Extractor, new: Extractor) -> Iterator[Impact]:
    """Each release under both, in the order given."""
    for labelled in releases:
        before, after = release_of(labelled, old), release_of(labelled, new)
        yield Impact(
            labelled.key,
            after.text,
            tuple(changes(before, after)),
            score(before, labelled.labels, key=labelled.key),
            score(after, labelled.labels, key=labelled.key),
        )


def plain_impact(key: str, before: Release, after: Release) -> Impact:
    """A release that nobody has labelled."""
    return Impact(key, after.text, tuple(changes(before, after)))


def changed_patterns(old: Patterns, new: Patterns) -> Mapping[str, str]:
    """The ids of phrases and word lists, and the names of tables, that are new, gone or changed."""
    found = {}
    pairs = [(old.phrases, new.phrases), (old.words, new.words), (old.tables, new.tables)]
    for left, right in pairs:
        for name in sorted({*left, *right}):
            if name not in left:
                found[name] = "new"
            elif name not in right:
                found[name] = "gone"
            elif _content(left[name]) != _content(right[name]):
                found[name] = "changed"
    return found


def _content(entry: object) -> object:
    """What an editor wrote: compiled expressions are compared by their source."""
    if isinstance(entry, tuple):
        return tuple(tuple(row.items()) for row in entry)
    fields = getattr(entry, "__slots__", None) or vars(entry)
    values = {name: getattr(entry, name) for name in fields if name not in {"file", "line"}}
    return {name: getattr(value, "pattern", value) for name, value in values.items()}


def patterns_at(base: str, folder: Path, into: Path) -> Path:
    """The patterns as they were: ``base`` is a folder, or a git revision of the repository that ``folder`` is in.

    LabelError says what git says where it is neither.
    """
    if Path(base).is_dir():
        return Path(base)
    root = _git(folder, "rev-parse", "--show-toplevel").decode().strip()
    inside = folder.resolve().relative_to(Path(root).resolve()).as_posix()
    archive = _git(Path(root), "archive", "--format=tar", base, inside)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(into, filter="data")
    return into / inside


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError:
        raise LabelError("git is not installed: install it, or give --base a folder of patterns") from None
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().splitlines()
        raise LabelError(
            f"git {arguments[0]}: {reason[-1] if reason else 'failed'}; give --base a revision or a folder"
        )
    return done.stdout
