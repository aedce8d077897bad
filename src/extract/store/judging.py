"""What people judged, added to the store and held against the changes of every comparison.

A judgement holds for a change of the same subject where the text is the same, or where the machine says the same: only
where both are new is it asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final
from uuid import uuid4

import sqlalchemy as sa
from pydantic_core import from_json

from extract.decide import Fact, Judgement, Subject, Verdict, line_of
from extract.store import tables as t
from extract.store.engine import Store
from extract.store.packing import storable

_AT_ONCE: Final = 500
_LOCK: Final = 0x4A554447
"""The advisory lock of PostgreSQL under which people judge."""


class ConflictError(Exception):
    """Somebody else judged it after the page was drawn. ``theirs`` is what they said."""

    def __init__(self, theirs: Sequence[Judgement]) -> None:
        super().__init__(f"{theirs[0].by} judged it meanwhile")
        self.theirs = tuple(theirs)


@dataclass(frozen=True, slots=True)
class Batch:
    """Judgements that were given together: how many, the first of them, and how many were taken back."""

    count: int
    first: Judgement
    undone: int


def batches(store: Store, *, most: int, skip: int = 0, release: str | None = None) -> tuple[Batch, ...]:
    """What was judged, the newest first; of one release, the judgements of others in the same batch do not count."""
    j = t.judgement.c
    back = j.verdict == "withdraw"
    grouped = (
        sa.select(
            sa.func.min(sa.case((~back, j.id))).label("first"),
            sa.func.count(sa.case((~back, 1))).label("given"),
            sa.func.count(sa.case((back, 1))).label("undone"),
        )
        .where(sa.true() if release is None else j.release == release)
        .group_by(j.batch)
        .subquery()
    )
    query = (
        sa.select(grouped.c.given, j.body, grouped.c.undone)
        .join(t.judgement, j.id == grouped.c.first)
        .order_by(j.id.desc())
        .limit(most)
        .offset(skip)
    )
    with store.reading() as connection:
        rows = connection.execute(query).all()
    return tuple(Batch(given, Judgement.model_validate_json(body), undone) for given, body, undone in rows)


def newest_judgement(store: Store) -> int:
    """The number of the newest judgement: what a page has seen. 0 where there is none."""
    with store.reading() as connection:
        return int(connection.scalar(sa.select(sa.func.max(t.judgement.c.id))) or 0)


def judge(
    store: Store,
    comparison: int,
    which: sa.ColumnElement[bool],
    verdict: Verdict,
    *,
    by: str,
    seen: int,
    value: Fact = None,
    spans: Sequence[tuple[int, int]] = (),
    note: str | None = None,
) -> tuple[str, int]:
    """Judges the changes of a comparison that ``which`` picks; the batch, and how many they were.

    Raises ConflictError, and judges none, where another than ``by`` judged one of them after number ``seen``.
    """
    batch, at = uuid4().hex, datetime.now(UTC).isoformat(timespec="seconds")
    c, j = t.change.c, t.judgement.c
    query = sa.select(c.body, c.judgement).where(c.comparison == comparison, which).order_by(c.number)
    with store.transaction() as connection:
        in_turn(connection)
        rows = connection.execute(query).all()
        newer = [number for _, number in rows if number is not None and number > seen]
        for n in range(0, len(newer), _AT_ONCE):
            theirs = connection.scalars(sa.select(j.body).where(j.id.in_(newer[n : n + _AT_ONCE]), j.by != by)).all()
            if theirs:
                raise ConflictError([Judgement.model_validate_json(body) for body in theirs])
        made = (
            Judgement(
                verdict=verdict, subject=Subject.model_validate(_subject(body)), value=value, spans=tuple(spans),
                note=note, by=by, at=at, batch=batch,
            )
            for body, _ in rows
        )  # fmt: skip
        return batch, add(connection, made)


def withdraw(store: Store, batch: str, *, by: str) -> int:
    """Takes back the judgements of a batch; what was said before them holds again. How many they were."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with store.transaction() as connection:
        in_turn(connection)
        given = sa.select(t.judgement.c.body).where(t.judgement.c.batch == batch, _holds(t.judgement))
        bodies = connection.scalars(given.order_by(t.judgement.c.id)).all()
        taken = (Judgement.model_validate_json(body) for body in bodies)
        return add(connection, (one.model_copy(update={"verdict": "withdraw", "by": by, "at": at}) for one in taken))


def judgements(store: Store, *, release: str | None = None) -> Iterator[Judgement]:
    """All judgements, the oldest first, or those of one release."""
    query = sa.select(t.judgement.c.body).order_by(t.judgement.c.id)
    if release is not None:
        query = query.where(t.judgement.c.release == release)
    return _read(store, query)


def standing(store: Store, *, release: str | None = None, until: str | None = None) -> Iterator[Judgement]:
    """The judgements that were not taken back or followed by another: release by release, of one the oldest first.

    ``until`` is a time (ISO 8601 in UTC): those that stood then.
    """
    j = t.judgement
    later = j.alias("later")
    # Of one subject, a later judgement on the same text or of the same finding takes the place of an earlier one.
    follows = sa.and_(
        later.c.subject == j.c.subject, later.c.id > j.c.id, _holds(later, until),
        sa.or_(later.c.place == j.c.place, later.c.finding == j.c.finding),
    )  # fmt: skip
    query = sa.select(j.c.body).where(_holds(j, until), ~sa.exists().where(follows)).order_by(j.c.release, j.c.id)
    if release is not None:
        query = query.where(j.c.release == release)
    return _read(store, query)


def _read(store: Store, query: sa.Select[Any]) -> Iterator[Judgement]:
    with store.reading() as connection:
        for (body,) in connection.execution_options(yield_per=_AT_ONCE).execute(query):
            yield Judgement.model_validate_json(body)


def hold(connection: sa.Connection, which: sa.ColumnElement[bool]) -> None:
    """Gives the changes that ``which`` picks the judgement that holds for each, or none."""
    c, j = t.change.c, t.judgement
    newest = (
        sa.select(sa.func.max(j.c.id))
        .where(j.c.subject == c.subject, sa.or_(j.c.place == c.place, j.c.finding == c.finding), _holds(j))
        .scalar_subquery()
    )
    connection.execute(sa.update(t.change).where(which).values(judgement=newest))


def _holds(judged: sa.FromClause, until: str | None = None) -> sa.ColumnElement[bool]:
    """A judgement that is none of taking back, and was not taken back; or was so at a time."""
    back = t.judgement.alias()
    taken = sa.exists().where(
        back.c.batch == judged.c.batch,
        back.c.subject == judged.c.subject,
        back.c.verdict == "withdraw",
        sa.true() if until is None else back.c.at <= until,
    )
    return sa.and_(judged.c.verdict != "withdraw", ~taken, sa.true() if until is None else judged.c.at <= until)


def in_turn(connection: sa.Connection) -> None:
    """Has those who judge in a database at once take turns, as they do in a file: then the numbers of judgements grow
    in the order in which others see them, and ``seen`` leaves none out."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))


def add(connection: sa.Connection, made: Iterable[Judgement]) -> int:
    """Adds judgements, the oldest first, and holds them against all changes; how many they were."""
    count, waiting = 0, iter(made)
    while some := list(islice(waiting, _AT_ONCE)):
        connection.execute(sa.insert(t.judgement), [_row(one) for one in some])
        hold(connection, t.change.c.subject.in_({one.subject.key for one in some}))
        count += len(some)
    return count


def _row(one: Judgement) -> dict[str, Any]:
    subject = one.subject
    return {
        "subject": subject.key, "place": subject.place, "finding": subject.finding,
        "release": storable(subject.release), "verdict": one.verdict, "batch": storable(one.batch),
        "by": storable(one.by), "at": storable(one.at), "body": line_of(one),
    }  # fmt: skip


def _subject(body: str) -> Any:
    return from_json(body)["subject"]
