"""What two runs are compared by: which record each release had, where it came from, and what the patterns were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from extract.patterns.manifest import Manifest
from extract.store import tables as t
from extract.store.engine import Store
from extract.store.packing import unpacked, unpacked_manifest
from extract.store.reading import Run, Stored, find_run, with_record
from extract.store.writing import document_key

_AT_ONCE: Final = 2_000
_ASKED: Final = 500


@dataclass(frozen=True, slots=True)
class Seen:
    """A release in a run: its name there, its record's key, and the version of the document (SHA-256) it came from."""

    run: int
    release: str
    record: bytes
    sha256: str | None


def entries(store: Store, run: Run) -> Iterator[tuple[str, bytes]]:
    """Each release of a run with its record's key, in the order of the code points of their names."""
    name = t.run_release.c.release
    # A database of another collation would order names as people do, and each in its own way.
    ordered = name if store.is_file else name.collate("C")
    query = sa.select(name, t.run_release.c.record).where(t.run_release.c.run == run.id).order_by(ordered)
    with store.reading() as connection:
        for release, record in connection.execution_options(yield_per=_AT_ONCE).execute(query):
            yield release, bytes(record)


def records(store: Store, run: Run, releases: Sequence[str]) -> Iterator[Stored]:
    """Some releases of a run by their names there, in no order; those that it has not are left out."""
    query = with_record(
        sa.select(t.run_release.c.release, t.record.c.key, t.record.c.body, t.text.c.body.label("text"))
    ).where(t.run_release.c.run == run.id)
    with store.reading() as connection:
        for n in range(0, len(releases), _ASKED):
            some = query.where(t.run_release.c.release.in_(releases[n : n + _ASKED]))
            for release, key, body, text in connection.execute(some):
                yield Stored(release, bytes(key), unpacked(text, body, run.extractor, release))


def newest(store: Store, releases: Sequence[str]) -> Iterator[tuple[Run, Stored]]:
    """Each of some releases in the newest run that has it under its name, in no order; those that none has are left
    out."""
    rr = t.run_release.c
    of_run: dict[int, list[str]] = {}
    with store.reading() as connection:
        for n in range(0, len(releases), _ASKED):
            some = rr.release.in_(releases[n : n + _ASKED])
            for release, run in connection.execute(
                sa.select(rr.release, sa.func.max(rr.run)).where(some).group_by(rr.release)
            ):
                of_run.setdefault(run, []).append(release)
    for number, own in sorted(of_run.items()):
        run = find_run(store, str(number))
        yield from ((run, found) for found in records(store, run, own))


def documents_of(store: Store, run: Run, releases: Sequence[str]) -> Mapping[str, str]:
    """The addresses of the documents that releases of a run were read from."""
    found: dict[str, str] = {}
    query = (
        sa.select(t.run_release.c.release, t.document.c.uri)
        .select_from(t.run_release)
        .join(t.run_input, _input())
        .join(t.document, t.document.c.key == t.run_input.c.document)
        .where(t.run_release.c.run == run.id)
    )
    with store.reading() as connection:
        for n in range(0, len(releases), _ASKED):
            some = query.where(t.run_release.c.release.in_(releases[n : n + _ASKED]))
            found.update((release, uri) for release, uri in connection.execute(some))
    return found


def version_read(store: Store, run: Run, uri: str) -> str | None:
    """The SHA-256 of the document as that run read it; None where it did not."""
    query = sa.select(t.run_input.c.content).where(
        t.run_input.c.run == run.id, t.run_input.c.document == document_key(uri)
    )
    with store.reading() as connection:
        sha256 = connection.scalar(query)
    return None if sha256 is None else bytes(sha256).hex()


def known_patterns(store: Store, digest: str) -> Manifest | None:
    """What the patterns of that digest held; None where no run since has kept it."""
    with store.reading() as connection:
        body = connection.scalar(sa.select(t.patterns.c.body).where(t.patterns.c.digest == digest))
    return None if body is None else unpacked_manifest(body)


def seen(store: Store, release: str) -> tuple[Seen, ...]:
    """A release in all its runs, the oldest first: under its name, and, in runs that had it under none, under another
    where its document gave that one release alone (a corrected text without an address has another name)."""
    rr, i = t.run_release, t.run_input
    columns = (rr.c.run, rr.c.release, rr.c.record, i.c.content)
    own = sa.select(i.c.document).join_from(rr, i, _input()).where(rr.c.release == release).distinct()
    alone = (
        sa.select(rr.c.run, rr.c.position)
        .join_from(rr, i, _input())
        .where(i.c.document.in_(own))
        .group_by(rr.c.run, rr.c.position)
        .having(sa.func.count() == 1)
        .subquery()
    )
    named = sa.select(*columns).join_from(rr, i, _input()).where(rr.c.release == release)
    other = (
        sa.select(*columns)
        .join_from(rr, i, _input())
        .join(alone, (alone.c.run == rr.c.run) & (alone.c.position == rr.c.position))
    )
    found: dict[int, Seen] = {}
    with store.reading() as connection:
        for query in (named, other):
            for run, name, record, sha256 in connection.execute(query):
                found.setdefault(run, Seen(run, name, bytes(record), None if sha256 is None else bytes(sha256).hex()))
    return tuple(found[run] for run in sorted(found))


def _input() -> sa.ColumnElement[bool]:
    return (t.run_input.c.run == t.run_release.c.run) & (t.run_input.c.position == t.run_release.c.position)
