"""What a change of patterns changes: the records of many releases under the old and the new folder."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.diff import Change, Pieces, differences, excerpt
from extract.evaluate.labels import LabelError, Labelled
from extract.evaluate.outcome import Outcome
from extract.evaluate.run import release_of
from extract.evaluate.score import score
from extract.pipeline import Extractor
from extract.records.release import Release


@dataclass(frozen=True, slots=True)
class Impact:
    """One release under both folders: what changed, and, where it is labelled, the scores before and after."""

    key: str
    text: str
    changes: tuple[Change, ...]
    before: tuple[Outcome, ...] = ()
    after: tuple[Outcome, ...] = ()

    def around(self, change: Change) -> Pieces:
        """The words around a change's place, which is the same before and after."""
        return excerpt(self.text, change.spans.after or change.spans.before)


def impacts(releases: Iterable[Labelled], old: Extractor, new: Extractor) -> Iterator[Impact]:
    """Each release under both, in the order given."""
    for labelled in releases:
        before, after = release_of(labelled, old), release_of(labelled, new)
        yield Impact(
            labelled.key,
            after.text,
            changes(before, after),
            score(before, labelled.labels, key=labelled.key),
            score(after, labelled.labels, key=labelled.key),
        )


def plain_impact(key: str, before: Release, after: Release) -> Impact:
    """A release that nobody has labelled."""
    return Impact(key, after.text, changes(before, after))


def changes(before: Release, after: Release) -> tuple[Change, ...]:
    """What patterns changed in a release; all else is the same."""
    return tuple(one.change(after, "patterns") for one in differences(before, after))


def patterns_at(base: str, folder: Path, into: Path) -> Path:
    """The patterns as they were: ``base`` is a folder, or a git revision of the repository that ``folder`` is in.

    LabelError says what git says where it is neither.
    """
    if Path(base).is_dir():
        return Path(base)
    root = _git(folder, "rev-parse", "--show-toplevel").decode().strip()
    inside = folder.resolve().relative_to(Path(root).resolve()).as_posix()
    archive = _git(Path(root), "archive", "--format=zip", base, inside)
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        packed.extractall(into)
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
