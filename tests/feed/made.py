"""The records of samples/ as outputs/ has them, in a database; no release is read anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from tests.support import patterns

from extract.check.between import Timeline, timelines
from extract.check.seen import compile_finished, seen_in
from extract.feed.rows import project_keys, rows
from extract.feed.sqlite import SqliteWriter
from extract.feed.timelines import timeline_rows
from extract.records.release import Release

OUTPUTS = Path(__file__).resolve().parents[2] / "outputs"


@lru_cache(maxsize=1)
def samples() -> tuple[Release, ...]:
    lines = (OUTPUTS / "releases.jsonl").read_text("utf-8").splitlines()
    return tuple(map(Release.model_validate_json, lines))


def told(releases: Sequence[Release]) -> tuple[Timeline, ...]:
    finished = compile_finished(patterns())
    return tuple(timelines(seen for release in releases for seen in seen_in(release, finished)))


def database(path: Path, releases: Sequence[Release]) -> Path:
    """``path``, a SQLite file with the rows of the releases and of their timelines."""
    with SqliteWriter(path) as writer:
        for release in releases:
            writer.write(rows(release))
        keys = {(one.id, name): key for one in releases for name, key in keys_of(one).items()}
        writer.write(timeline_rows(told(releases), keys))
        writer.finish()
    return path


def keys_of(release: Release) -> Mapping[str, str]:
    """The keys of a release's projects by their ids in the record."""
    return project_keys(release.model_dump(mode="json", by_alias=True))
