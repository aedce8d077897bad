"""What the store holds: its runs, and the records, failures and figures of one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import regex
import sqlalchemy as sa

from extract.ingest.failure import IngestFailure
from extract.records.release import ExtractorInfo, Release
from extract.store import tables as t
from extract.store.counting import counts_of_run
from extract.store.engine import Store, StoreError
from extract.store.packing import EXACT, STATUSES, line_of, unpacked, unpacked_source
from extract.store.report import RunReport
from extract.store.writing import OPEN, document_key, told

_LATEST: Final = regex.compile(r"latest(?:~(\d{1,9}))?")
_AT_ONCE: Final = 200
"""Records that a reading transaction holds in memory."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the store. ``code`` is the digest of the program, ``ended_at`` None while it is open: it goes on, or
    was stopped. Times are ISO 8601 in UTC; ``seconds`` are those that it worked, over all its sittings."""

    id: int
    state: str
    extractor: ExtractorInfo
    code: str
    sources: tuple[str, ...]
    options: Mapping[str, Any]
    started_at: str
    ended_at: str | None
    seconds: float
    skipped: int
    inputs: int
    reused: int
    releases: int
    failures: int

    @property
    def is_open(self) -> bool:
        return self.state == OPEN


@dataclass(frozen=True, slots=True)
class Stored:
    """A release of a run: its name there, and its record's key, which is the same wherever the record is the same."""

    release: str
    record: bytes
    content: Mapping[str, Any]

    def line(self) -> str:
        """The record as one line of JSON, as ``Release.json_line`` writes it."""
        return line_of(self.content)

    def read(self) -> Release:
        """The record as a typed release."""
        return Release.model_validate(self.content)


def runs(store: Store, *, most: int | None = None) -> tuple[Run, ...]:
    """The runs, the newest first."""
    with store.reading() as connection:
        return tuple(_run(connection, row) for row in connection.execute(_runs().limit(most)).mappings().all())


def find_run(store: Store, name: str) -> Run:
    """The run of that number; ``latest`` is the newest that is done, ``latest~1`` the one before.

    StoreError where there is none.
    """
    if (match := _LATEST.fullmatch(name)) is not None:
        query = _runs().where(t.run.c.state != OPEN).offset(int(match.group(1) or 0)).limit(1)
    elif name.isascii() and name.isdigit() and len(name) < 10:
        query = _runs().where(t.run.c.id == int(name))
    else:
        raise StoreError(f"{name!r} names no run (give a number, latest, or latest~1)")
    with store.reading() as connection:
        row = connection.execute(query).mappings().first()
        if row is None:
            raise StoreError(f"{store.name}: holds no run {name} (press-extract runs lists them)")
        return _run(connection, row)


def done_with(store: Store, options: Mapping[str, Any]) -> Run | None:
    """The newest run that is done and had just these options."""
    query = _runs().where(t.run.c.state != OPEN, t.run.c.options == told(options)).limit(1)
    with store.reading() as connection:
        row = connection.execute(query).mappings().first()
        return None if row is None else _run(connection, row)


def stored(store: Store, run: Run, *, with_projects: bool = False) -> Iterator[Stored]:
    """The releases of a run, or those with projects alone, in their order. Holds a few hundred at a time."""
    query = (
        with_record(sa.select(t.run_release.c.release, t.record.c.key, t.record.c.body, t.text.c.body.label("text")))
        .where(t.run_release.c.run == run.id)
        .order_by(t.run_release.c.position, t.run_release.c.part)
    )
    if with_projects:
        query = query.where(t.record.c.projects > 0)
    with store.reading() as connection:
        for row in connection.execution_options(yield_per=_AT_ONCE).execute(query).mappings():
            content = unpacked(row["text"], row["body"], run.extractor, row["release"])
            yield Stored(row["release"], bytes(row["key"]), content)


def find_release(store: Store, run: Run, release: str) -> Stored | None:
    """One release of a run, by its name there."""
    query = with_record(
        sa.select(t.run_release.c.release, t.record.c.key, t.record.c.body, t.text.c.body.label("text"))
    ).where(t.run_release.c.run == run.id, t.run_release.c.release == release)
    with store.reading() as connection:
        row = connection.execute(query).mappings().first()
    if row is None:
        return None
    return Stored(release, bytes(row["key"]), unpacked(row["text"], row["body"], run.extractor, release))


def failures(store: Store, run: Run) -> Iterator[IngestFailure]:
    """The failures of a run in their order."""
    e = t.run_error
    query = sa.select(e.c.uri, e.c.reason, e.c.kind).where(e.c.run == run.id).order_by(e.c.position, e.c.part)
    with store.reading() as connection:
        for row in connection.execution_options(yield_per=_AT_ONCE).execute(query):
            yield IngestFailure(*row)


def source_of(store: Store, uri: str, sha256: bytes | None = None) -> bytes | None:
    """The bytes of a document's newest version, or of the one with that hash; None where the store has none."""
    query = (
        sa.select(t.content.c.body, t.text.c.body)
        .join(t.version, t.version.c.content == t.content.c.sha256)
        .outerjoin(t.text, t.text.c.key == t.content.c.primer)
        .where(t.version.c.document == document_key(uri))
        .order_by(t.version.c.seen_at.desc())
    )
    if sha256 is not None:
        query = query.where(t.content.c.sha256 == sha256)
    with store.reading() as connection:
        row = connection.execute(query).first()
    return None if row is None else unpacked_source(row[0], row[1])


def report(store: Store, run: Run) -> RunReport:
    """The figures of a run, with no decision of people heeded."""
    r = t.record.c
    figures = [sa.func.coalesce(sa.func.sum(column), 0) for column in (r.projects, r.quotes, r.places)]
    checks = [sa.func.coalesce(sa.func.sum(r[status]), 0) for status in STATUSES]
    renamed = sa.func.coalesce(sa.func.sum(sa.case((t.run_release.c.release != r.release, 1), else_=0)), 0)
    own = t.run_release.c.run == run.id
    granted: dict[str | None, Decimal] = {}
    with store.reading() as connection:
        joined = t.run_release.join(t.record, t.record.c.key == t.run_release.c.record)
        row = connection.execute(sa.select(*figures, *checks, renamed).select_from(joined).where(own)).one()
        sums = sa.select(r.granted, sa.func.count()).select_from(joined).where(own, r.granted != "{}")
        for told, count in connection.execution_options(yield_per=_AT_ONCE).execute(sums.group_by(r.granted)):
            for currency, value in json.loads(told).items():
                so_far = granted.get(currency or None, Decimal(0))
                granted[currency or None] = EXACT.add(so_far, EXACT.multiply(Decimal(value), Decimal(count)))
    projects, quotes, places, *counted, other_names = (int(value) for value in row)
    return RunReport(
        releases=run.releases,
        projects=projects,
        granted=dict(sorted(granted.items(), key=lambda entry: entry[0] or "")),
        quotes=quotes,
        places=places,
        checks=dict(zip(STATUSES, counted, strict=True)),
        failures=run.failures,
        skipped=run.skipped,
        renamed=other_names,
    )


@dataclass(frozen=True, slots=True)
class Details:
    """What ``runs show`` tells beside the figures: failures by kind, the slowest documents (address, milliseconds),
    texts that stand under several addresses (how many, how many releases have them), and how many releases are nearly
    another of the run."""

    kinds: Mapping[str, int]
    slowest: tuple[tuple[str, int], ...]
    repeated: int
    repeats: int
    near: int


def details(store: Store, run: Run, *, slowest: int = 5) -> Details:
    """The details of a run."""
    i, e = t.run_input.c, t.run_error.c
    slow = (
        sa.select(t.document.c.uri, i.milliseconds)
        .join(t.document, t.document.c.key == i.document)
        .where(i.run == run.id, i.milliseconds.is_not(None))
        .order_by(i.milliseconds.desc(), i.position)
        .limit(slowest)
    )
    alike = (
        sa.select(sa.func.count().label("times"))
        .select_from(t.run_release.join(t.record, t.record.c.key == t.run_release.c.record))
        .where(t.run_release.c.run == run.id)
        .group_by(*same_words())
        .having(sa.func.count() > 1)
        .subquery()
    )
    near = (
        sa.select(sa.func.count())
        .select_from(t.run_release.join(t.record, t.record.c.key == t.run_release.c.record))
        .where(t.run_release.c.run == run.id, _near_in(run.id))
    )
    by_kind = sa.select(e.kind, sa.func.count()).where(e.run == run.id).group_by(e.kind).order_by(e.kind)
    with store.reading() as connection:
        repeated, repeats = connection.execute(sa.select(sa.func.count(), sa.func.sum(alike.c.times))).one()
        return Details(
            kinds={str(kind): int(count) for kind, count in connection.execute(by_kind)},
            slowest=tuple((uri, milliseconds) for uri, milliseconds in connection.execute(slow)),
            repeated=int(repeated),
            repeats=int(repeats or 0),
            near=connection.scalar(near) or 0,
        )


def same_words() -> tuple[sa.ColumnElement[Any], ...]:
    """What records whose articles have the same words have in common; of articles that are too short, the text."""
    r = t.record.c
    return r.article, sa.case((r.article.is_(None), r.text))


def _near_in(run: int) -> sa.ColumnElement[bool]:
    """Whether the article of a record is linked to another of the run's."""
    own = sa.select(t.record.c.article).join_from(t.run_release, t.record, t.record.c.key == t.run_release.c.record)
    own = own.where(t.run_release.c.run == run, t.record.c.article.is_not(None))
    a, b = t.likeness.c.a, t.likeness.c.b
    return t.record.c.article.in_(sa.union_all(sa.select(a).where(b.in_(own)), sa.select(b).where(a.in_(own))))


def with_record(query: sa.Select[Any]) -> sa.Select[Any]:
    """A query over releases of runs that asks for their records and texts too."""
    return query.join(t.record, t.record.c.key == t.run_release.c.record).join(t.text, t.text.c.key == t.record.c.text)


def _runs() -> sa.Select[Any]:
    r = t.run.c
    counted = [sa.func.coalesce(r[name], count).label(name) for name, count in counts_of_run().items()]
    plain = [column for column in r if column.name not in counts_of_run()]
    return (
        sa.select(
            *plain,
            *counted,
            t.extractor.c.version,
            t.extractor.c.patterns,
            t.extractor.c.model,
            t.extractor.c.code,
        )
        .join(t.extractor, t.extractor.c.key == r.extractor)
        .order_by(r.id.desc())
    )


def _run(connection: sa.Connection, row: sa.RowMapping) -> Run:
    named = sa.select(t.source.c.name).where(t.source.c.run == row["id"]).order_by(t.source.c.position)
    sources: Sequence[str] = connection.scalars(named).all()
    plain = ("id", "state", "code", "started_at", "ended_at", "seconds", "skipped")
    counts = ("inputs", "reused", "releases", "failures")
    return Run(
        **{name: row[name] for name in (*plain, *counts)},
        extractor=ExtractorInfo(version=row["version"], patterns=row["patterns"], model=row["model"]),
        sources=tuple(sources),
        options=json.loads(row["options"]),
    )
