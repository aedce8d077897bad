"""A run written to the store: in order, a batch a transaction, so that a stop at any point leaves a shorter run.

Positions are given by the order of the inputs. Whoever goes on with a run finds by its documents what is done.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from extract.ingest.failure import IngestFailure
from extract.patterns.manifest import Manifest
from extract.records.release import ExtractorInfo
from extract.store import tables as t
from extract.store.alike import Article
from extract.store.counting import counts_of_run
from extract.store.engine import AwayError, Store, StoreError
from extract.store.linking import add_articles, link_articles
from extract.store.packing import STATUSES, Outcome, Packed, key_of, packed_manifest, storable

OPEN: Final = "open"
DONE: Final = "done"

_MOST_INPUTS: Final = 500
_MOST_BYTES: Final = 8_000_000
_MOST_SECONDS: Final = 1.0
"""What is lost at most when the process is killed."""
_PATIENCE: Final = 120.0
"""Seconds that a batch waits for a store that is locked or away."""
_RETRIED: Final = ("timeout", "memory", "killed")
"""Kinds of failures that may be of the machine and not of the document."""


@dataclass(frozen=True, slots=True)
class RunId:
    """A run that is open for writing. ``done`` is how many inputs it has already, more than 0 where it goes on."""

    id: int
    extractor: bytes
    done: int


@dataclass(frozen=True, slots=True)
class Read:
    """An input read by this run. ``sha256`` is None where its bytes could not be had."""

    uri: str
    sha256: bytes | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Known:
    """An input whose bytes were read before by the same extractor: what that gave stands in ``run`` at ``position``."""

    uri: str
    sha256: bytes
    run: int
    position: int


def begin_run(
    store: Store,
    extractor: ExtractorInfo,
    code: str,
    sources: Sequence[str],
    options: Mapping[str, Any],
    patterns: Manifest | None = None,
) -> RunId:
    """The newest open run of the same extractor over the same sources with the same options, else a new one.

    ``patterns`` is what the extractor reads by, kept so that a later run can be told what they differ in.
    """
    said = told(options)
    named = (extractor.version, extractor.patterns, extractor.model, code)
    key = key_of(json.dumps(named).encode())
    row = {"key": key, "version": extractor.version, "patterns": extractor.patterns, "model": extractor.model}
    with store.transaction() as connection:
        _add(connection, t.extractor, [row | {"code": code}])
        if patterns is not None:
            _add(connection, t.patterns, [{"digest": extractor.patterns, "body": packed_manifest(patterns)}])
        alike = sa.select(t.run.c.id).where(t.run.c.state == OPEN, t.run.c.extractor == key, t.run.c.options == said)
        for (number,) in connection.execute(alike.order_by(t.run.c.id.desc())).all():
            named_sources = sa.select(t.source.c.name).where(t.source.c.run == number).order_by(t.source.c.position)
            if connection.scalars(named_sources).all() == list(sources):
                return RunId(number, key, _next_position(connection, number))
        begun = {"state": OPEN, "extractor": key, "options": said, "started_at": _now(), "seconds": 0.0, "skipped": 0}
        number = connection.scalar(sa.insert(t.run).values(begun).returning(t.run.c.id))
        assert number is not None
        rows = [{"run": number, "position": n, "name": name} for n, name in enumerate(sources)]
        if rows:
            connection.execute(sa.insert(t.source), rows)
        return RunId(number, key, 0)


def told(options: Mapping[str, Any]) -> str:
    """Options as they stand with a run."""
    return json.dumps(dict(sorted(options.items())))


class RunWriter:
    """Takes what a run reads, in order. ``waiting`` is told why it waits where the store is locked or away."""

    def __init__(self, store: Store, run: RunId, waiting: Callable[[str], None]) -> None:
        self._store = store
        self._run = run
        self._waiting = waiting
        self._next = run.done
        self._batch: list[Read | Known] = []
        self._bytes = 0
        self._since = self._counted = time.monotonic()

    @property
    def run(self) -> int:
        """The number of the run."""
        return self._run.id

    @property
    def committed(self) -> int:
        """How many inputs the store has of the run."""
        return self._next

    @property
    def position(self) -> int:
        """How many inputs the run has, committed or not."""
        return self._next + len(self._batch)

    def done(self, uris: Sequence[str]) -> dict[str, int]:
        """Those of the inputs that the run has committed, with their positions."""
        keys = {document_key(uri): uri for uri in uris}
        query = sa.select(t.run_input.c.document, t.run_input.c.position).where(
            t.run_input.c.run == self._run.id, t.run_input.c.document.in_(keys)
        )
        with self._store.reading() as connection:
            return {keys[bytes(document)]: position for document, position in connection.execute(query)}

    def known(self, asked: Mapping[str, bytes], *, retry: bool) -> dict[str, Known]:
        """Those of the inputs (address → SHA-256) that the same extractor has read before.

        With ``retry``, inputs that took too long or harmed their process are not among them.
        """
        keys = {document_key(uri): uri for uri in asked}
        earlier = (
            sa.select(t.run_input.c.document, t.run_input.c.content, sa.func.max(t.run_input.c.run).label("run"))
            .join(t.run, t.run.c.id == t.run_input.c.run)
            .where(t.run.c.extractor == self._run.extractor, t.run_input.c.document.in_(keys))
            .group_by(t.run_input.c.document, t.run_input.c.content)
            .subquery()
        )
        query = sa.select(earlier, t.run_input.c.position).join(
            t.run_input, (t.run_input.c.document == earlier.c.document) & (t.run_input.c.run == earlier.c.run)
        )
        found: dict[str, Known] = {}
        with self._store.reading() as connection:
            for document, sha256, run, position in connection.execute(query):
                uri = keys[bytes(document)]
                if sha256 is not None and asked[uri] == bytes(sha256):
                    found[uri] = Known(uri, bytes(sha256), run, position)
            if retry:
                for known in tuple(found.values()):
                    harmed = sa.select(t.run_error.c.part).where(
                        t.run_error.c.run == known.run,
                        t.run_error.c.position == known.position,
                        t.run_error.c.kind.in_(_RETRIED),
                    )
                    if connection.execute(harmed).first() is not None:
                        del found[known.uri]
        return found

    def add(self, one: Read | Known) -> None:
        """Takes the next input. Commits when a batch is full. Raises StoreError where the store cannot take it."""
        self._batch.append(one)
        if isinstance(one, Read):
            self._bytes += sum(
                len(part.body) + len(part.text) for part in one.outcome.parts if isinstance(part, Packed)
            )
            self._bytes += len(one.outcome.source.body) if one.outcome.source else 0
        if (
            len(self._batch) >= _MOST_INPUTS
            or self._bytes >= _MOST_BYTES
            or time.monotonic() - self._since >= _MOST_SECONDS
        ):
            self.flush()

    def flush(self) -> None:
        """Commits what was taken: all of it or, where StoreError is raised, nothing."""
        if self._batch:
            self._patiently(self._write)
            self._next += len(self._batch)
        self._batch, self._bytes, self._since = [], 0, time.monotonic()

    def finish(self, *, skipped: int) -> None:
        """Commits the rest and closes the run."""
        self.flush()

        def close(connection: sa.Connection, again: bool) -> None:
            closed = {"state": DONE, "ended_at": _now(), "skipped": skipped}
            own = sa.update(t.run).where(t.run.c.id == self._run.id)
            connection.execute(own.values({**closed, **counts_of_run()}))

        self._patiently(close)

    def _patiently(self, write: Callable[[sa.Connection, bool], None]) -> None:
        """One transaction, tried again while the store is away. ``write`` is told whether it is tried again."""
        pause, until, again = 0.5, time.monotonic() + _PATIENCE, False
        while True:
            try:
                with self._store.transaction() as connection:
                    write(connection, again)
                return
            except AwayError as error:
                if time.monotonic() + pause > until:
                    raise
                self._waiting(str(error))
                time.sleep(pause)
                pause, again = min(2 * pause, 10.0), True

    def _write(self, connection: sa.Connection, again: bool) -> None:
        if again and _next_position(connection, self._run.id) > self._next:
            return  # the connection was lost after the commit and before its answer
        numbered = list(enumerate(self._batch, self._next))
        fresh = [(position, one) for position, one in numbered if isinstance(one, Read)]
        articles = _add_contents(connection, [one for _, one in fresh])
        _add(connection, t.document, [{"key": _document(one), "uri": storable(one.uri)} for _, one in fresh])
        _add_versions(connection, [one for _, one in fresh])
        inputs = [
            {
                "run": self._run.id,
                "position": position,
                "document": _document(one),
                "content": one.sha256,
                "milliseconds": one.outcome.milliseconds if isinstance(one, Read) else None,
            }
            for position, one in numbered
        ]
        connection.execute(sa.insert(t.run_input), inputs)
        releases, errors = self._parts(connection, numbered)
        _with_own_names(connection, self._run.id, releases)
        if releases:
            connection.execute(sa.insert(t.run_release), releases)
        if errors:
            connection.execute(sa.insert(t.run_error), errors)
        link_articles(connection, articles)
        now = time.monotonic()
        spent = t.run.c.seconds + (now - self._counted)
        connection.execute(sa.update(t.run).where(t.run.c.id == self._run.id).values(seconds=spent))
        self._counted = now

    def _parts(
        self, connection: sa.Connection, numbered: Iterable[tuple[int, Read | Known]]
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The rows of ``run_release`` (still under the releases' own names) and of ``run_error``, in order."""
        numbered = list(numbered)
        old = _Earlier(connection, [one for _, one in numbered if isinstance(one, Known)])
        releases: list[dict[str, Any]] = []
        errors: list[dict[str, Any]] = []
        for position, one in numbered:
            place = {"run": self._run.id, "position": position}
            if isinstance(one, Known):
                releases += [place | row for row in old.releases.get((one.run, one.position), ())]
                errors += [place | row for row in old.errors.get((one.run, one.position), ())]
                continue
            for part, found in enumerate(one.outcome.parts):
                if isinstance(found, Packed):
                    releases.append(place | {"part": part, "release": found.release, "record": found.key})
                else:
                    errors.append(place | {"part": part, **_error(found)})
        return releases, errors


class _Earlier:
    """What earlier runs had at some positions: rows without run and position, by both."""

    def __init__(self, connection: sa.Connection, known: Iterable[Known]) -> None:
        self.releases: dict[tuple[int, int], list[dict[str, Any]]] = {}
        self.errors: dict[tuple[int, int], list[dict[str, Any]]] = {}
        positions: dict[int, list[int]] = {}
        for one in known:
            positions.setdefault(one.run, []).append(one.position)
        rr, e = t.run_release, t.run_error
        for run, own in positions.items():
            kept = (
                sa.select(rr.c.position, rr.c.part, t.record.c.release, rr.c.record)
                .join(t.record, t.record.c.key == rr.c.record)
                .where(rr.c.run == run, rr.c.position.in_(own))
                .order_by(rr.c.position, rr.c.part)
            )
            for row in connection.execute(kept).mappings():
                rest = {name: row[name] for name in ("part", "release", "record")}
                self.releases.setdefault((run, row["position"]), []).append(rest)
            failed = sa.select(e).where(e.c.run == run, e.c.position.in_(own)).order_by(e.c.position, e.c.part)
            for row in connection.execute(failed).mappings():
                rest = {name: row[name] for name in ("part", "uri", "kind", "reason")}
                self.errors.setdefault((run, row["position"]), []).append(rest)


def _with_own_names(connection: sa.Connection, run: int, rows: Sequence[dict[str, Any]]) -> None:
    """Gives a release whose name the run has already the next of ``-2``, ``-3`` … that is free."""
    column = t.run_release.c.release

    def taken(names: Sequence[str]) -> set[str]:
        return set(connection.scalars(sa.select(column).where(t.run_release.c.run == run, column.in_(names))))

    used = taken([row["release"] for row in rows])
    for row in rows:
        name = row["release"]
        if name in used:

            def free(number: int, name: str = name) -> bool:
                candidate = f"{name}-{number}"
                return candidate not in used and not taken([candidate])

            row["release"] = f"{name}-{_first_free(free)}"
        used.add(row["release"])


def _first_free(free: Callable[[int], bool]) -> int:
    """A number from 2 on that is free and whose forerunner is not, found in few steps where all below are taken."""
    high = 2
    while not free(high):
        high *= 2
    low = high // 2  # taken, or 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if free(middle) else (middle, high)
    return high


def _add_contents(connection: sa.Connection, fresh: Sequence[Read]) -> Sequence[Article]:
    """Adds what the store has not; the articles that it had not, in their order."""
    packed = [part for one in fresh for part in one.outcome.parts if isinstance(part, Packed)]
    articles = add_articles(connection, [part.article for part in packed if part.article is not None])
    _add(connection, t.text, [{"key": part.text_key, "body": part.text} for part in packed])
    sources = [(one.sha256, one.outcome.source) for one in fresh]
    _add(
        connection,
        t.content,
        [
            {"sha256": sha256, "size": source.size, "primer": source.primer, "body": source.body}
            for sha256, source in sources
            if source is not None and sha256 is not None
        ],
    )
    _add(connection, t.record, [_record(part) for part in packed])
    return articles


def _add_versions(connection: sa.Connection, fresh: Sequence[Read]) -> None:
    now = _now()
    kept = [one for one in fresh if one.sha256 is not None]
    rows = [{"document": _document(one), "content": one.sha256, "seen_at": now} for one in kept]
    _add(connection, t.version, rows)


def _record(part: Packed) -> dict[str, Any]:
    plain = ("key", "release", "title", "publisher", "published_at", "language", "url")
    counts = ("projects", "amounts", "quotes", "places", "granted", "body")
    row = {name: getattr(part, name) for name in (*plain, *counts)}
    row |= {"text": part.text_key, "article": part.article.key if part.article is not None else None}
    return row | dict(zip(STATUSES, part.checks, strict=True))


def _add(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts the rows whose key is not there."""
    if not rows:
        return
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    # In one order: two runs of a database that add the same in other orders would wait for each other for ever.
    names = [column.name for column in table.primary_key]
    ordered = sorted(rows, key=lambda row: [row[name] for name in names])
    connection.execute(insert(table).on_conflict_do_nothing(), ordered)


def _document(one: Read | Known) -> bytes:
    return document_key(one.uri)


def document_key(uri: str) -> bytes:
    """The name of a document in the store."""
    return key_of(uri.encode("utf-8", "surrogatepass"))


def _error(failure: IngestFailure) -> dict[str, Any]:
    return {"uri": storable(failure.uri), "kind": failure.kind, "reason": storable(failure.reason)}


def _next_position(connection: sa.Connection, run: int) -> int:
    last = connection.scalar(sa.select(sa.func.max(t.run_input.c.position)).where(t.run_input.c.run == run))
    return 0 if last is None else last + 1


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


__all__ = ["DONE", "OPEN", "Known", "Read", "RunId", "RunWriter", "StoreError", "begin_run"]
