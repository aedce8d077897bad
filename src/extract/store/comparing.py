"""Two runs held against each other and kept, so that a page can ask for a part of it, by filters, in any order.

Comparisons can be made anew; what people say about their changes is kept apart (``store.judging``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa
from pydantic_core import from_json

from extract.decide import Judgement, Subject, Verdict
from extract.store import tables as t
from extract.store.engine import Store
from extract.store.judging import hold, in_turn
from extract.store.packing import storable

_OPEN: Final = "open"
_DONE: Final = "done"
_AT_ONCE: Final = 200
LOOKED_AT: Final = ("mismatch", "doubt", "repaired", "ok")
"""What the checks of a release come to: the first of these that one of them has; none is the empty string."""

BELOW: Final = (0.5, 0.7, 0.9)
"""Confidences that changes are counted below."""


@dataclass(frozen=True, slots=True)
class ComparedRelease:
    """A release of a comparison that changed. ``before`` and ``after`` are its names in the two runs, ``words`` its
    text as searches see it, ``checks`` one of ``LOOKED_AT``."""

    release: str
    before: str | None
    after: str | None
    title: str
    publisher: str | None
    checks: str
    words: str


@dataclass(frozen=True, slots=True)
class NewChange:
    """A change to be kept. ``body`` is what is shown of it, as JSON values."""

    cluster: int
    kind: str
    field: str | None
    op: str
    cause: str
    confidence: float | None
    subject: Subject
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KeptComparison:
    """A comparison that is there. ``counts`` and ``patterns`` are those of ``press-extract diff --format json``."""

    id: int
    before: int
    after: int
    made_at: str
    counts: Mapping[str, Any]
    patterns: Any
    changes: int
    judged: int


@dataclass(frozen=True, slots=True)
class KeptCluster:
    """``body`` is the cluster as JSON values; ``changes`` and ``judged`` count what the filters let through."""

    number: int
    body: Mapping[str, Any]
    changes: int
    judged: int


@dataclass(frozen=True, slots=True)
class KeptChange:
    """A change, the release that it is of, and the judgement that holds for it. ``body`` is what is shown of it."""

    number: int
    cluster: int
    confidence: float | None
    release: ComparedRelease
    body: Mapping[str, Any]
    judgement: Judgement | None

    @property
    def verdict(self) -> Verdict | None:
        """What the judgement comes to for this change. It may have been given of another: who rejected that a grant
        became a total accepts that it becomes a grant again."""
        if self.judgement is None:
            return None
        truth, of = self.judgement.truth, self.body["subject"]
        return "accept" if truth == of["after"] else "reject" if truth == of["before"] else "correct"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes are asked for; None and "" ask for all. ``field`` is a kind, kind.field, or
    ``kind.`` for records that came or went as a whole. ``confidence`` asks for
    those below it. ``judged`` asks for the undecided (no) or the others (yes)."""

    cluster: int | None = None
    publisher: str | None = None
    field: str | None = None
    cause: str | None = None
    checks: str | None = None
    confidence: float | None = None
    judged: bool | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Tallied:
    """How many changes the filters let through, how many are judged, and how many there are by each value of each
    filter, all other filters kept: ``by["cause"]`` is (("patterns", 12), …), the most first;
    ``by["confidence"]`` counts those below each of ``BELOW``, ``by["judged"]`` undecided ("0") and others ("1")."""

    changes: int
    judged: int
    by: Mapping[str, tuple[tuple[str | None, int], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The changes before and after one, among those asked for, and its place there (from 1; 0 where it is not one)."""

    previous: int | None
    next: int | None
    place: int
    of: int


class ComparisonWriter:
    """Takes the changed releases of a comparison with their changes; ``done`` closes it. What was begun and not closed
    is nowhere to be seen, and goes when another is begun."""

    def __init__(self, store: Store, before: int, after: int) -> None:
        self._store = store
        self._releases = self._changes = 0
        self._waiting: list[tuple[ComparedRelease, Sequence[NewChange]]] = []
        with store.transaction() as connection:
            forget(connection, t.comparison.c.state == _OPEN)
            row = {
                "before": before,
                "after": after,
                "state": _OPEN,
                "made_at": _now(),
                "counts": "{}",
                "patterns": "null",
            }
            number = connection.scalar(sa.insert(t.comparison).values(row).returning(t.comparison.c.id))
        assert number is not None
        self.id: int = number

    def take(self, release: ComparedRelease, changes: Sequence[NewChange]) -> None:
        self._waiting.append((release, changes))
        if len(self._waiting) >= _AT_ONCE:
            self._write()

    def done(self, clusters: Iterable[Mapping[str, Any]], numbers: Sequence[int], counts: str, patterns: str) -> None:
        """``clusters`` in their order, ``numbers`` as the changes have them. An earlier comparison of the two goes."""
        self._write()
        c = t.comparison.c
        with self._store.transaction() as connection:
            own = connection.execute(sa.select(c.before, c.after).where(c.id == self.id)).one()
            rows = [
                {"comparison": self.id, "number": number, "rank": rank, "body": json.dumps(body, ensure_ascii=False)}
                for rank, (number, body) in enumerate(zip(numbers, clusters, strict=True), 1)
            ]
            for n in range(0, len(rows), _AT_ONCE):
                connection.execute(sa.insert(t.cluster), rows[n : n + _AT_ONCE])
            forget(connection, sa.and_(c.before == own.before, c.after == own.after, c.id != self.id))
            in_turn(connection)  # or what somebody judges meanwhile would reach none of its changes
            hold(connection, t.change.c.comparison == self.id)
            closed = {"state": _DONE, "counts": counts, "patterns": patterns}
            connection.execute(sa.update(t.comparison).where(c.id == self.id).values(closed))

    def _write(self) -> None:
        releases, changes = [], []
        for release, own in self._waiting:
            self._releases += 1
            row = {"comparison": self.id, "number": self._releases}
            told = {name: _storable(getattr(release, name)) for name in ComparedRelease.__slots__}
            releases.append(row | told)
            for one in own:
                self._changes += 1
                changes.append(
                    {
                        "comparison": self.id, "number": self._changes, "compared": self._releases,
                        "cluster": one.cluster, "kind": one.kind, "field": one.field, "op": one.op, "cause": one.cause,
                        "publisher": told["publisher"], "checks": release.checks, "confidence": one.confidence,
                        "subject": one.subject.key, "place": one.subject.place, "finding": one.subject.finding,
                        "body": json.dumps(
                            {"subject": one.subject.model_dump(mode="json"), **one.body}, ensure_ascii=False
                        ),
                    }
                )  # fmt: skip
        self._waiting.clear()
        if releases:
            with self._store.transaction() as connection:
                connection.execute(sa.insert(t.compared), releases)
                if changes:
                    connection.execute(sa.insert(t.change), changes)


def forget(connection: sa.Connection, which: sa.ColumnElement[bool]) -> None:
    """Forgets comparisons. What people judged there stays."""
    gone = connection.scalars(sa.select(t.comparison.c.id).where(which)).all()
    for table in (t.change, t.cluster, t.compared):
        connection.execute(sa.delete(table).where(table.c.comparison.in_(gone)))
    connection.execute(sa.delete(t.comparison).where(t.comparison.c.id.in_(gone)))


def comparisons(store: Store) -> tuple[KeptComparison, ...]:
    """Those that are there, the newest first."""
    with store.reading() as connection:
        return tuple(map(_kept, connection.execute(_comparisons().order_by(t.comparison.c.id.desc())).mappings()))


def find_comparison(
    store: Store, *, id: int | None = None, runs: tuple[int, int] | None = None
) -> KeptComparison | None:
    """The one of that number, or of those two runs."""
    c = t.comparison.c
    query = _comparisons()
    if id is not None:
        query = query.where(c.id == id)
    if runs is not None:
        query = query.where(c.before == runs[0], c.after == runs[1])
    with store.reading() as connection:
        row = connection.execute(query.order_by(c.id.desc()).limit(1)).mappings().first()
    return None if row is None else _kept(row)


def tallied(store: Store, comparison: int, wanted: Wanted) -> Tallied:
    """What the filters let through, and how many there would be by each value of each filter."""
    c = t.change.c
    judged = sa.func.count(c.judgement)
    columns: Mapping[str, tuple[sa.ColumnElement[Any], ...]] = {
        "publisher": (c.publisher,), "field": (c.kind, c.field), "cause": (c.cause,), "checks": (c.checks,),
    }  # fmt: skip
    by: dict[str, tuple[tuple[str | None, int], ...]] = {}
    with store.reading() as connection:
        query = sa.select(sa.func.count(), judged).select_from(t.change).where(*_where(comparison, wanted))
        total, done = connection.execute(query).one()
        for name, grouped in columns.items():
            counted = sa.func.count().label("n")
            own = sa.select(*grouped, counted).where(*_where(comparison, wanted, without=name)).group_by(*grouped)
            rows = connection.execute(own.order_by(counted.desc(), *grouped)).all()
            by[name] = tuple((f"{row[0]}.{row[1] or ''}" if name == "field" else row[0], row[-1]) for row in rows)
        below = [sa.func.count(sa.case((c.confidence < share, 1))) for share in BELOW]
        whole = sa.select(*below).select_from(t.change).where(*_where(comparison, wanted, without="confidence"))
        by["confidence"] = tuple(zip(map(str, BELOW), connection.execute(whole).one(), strict=True))
        query = sa.select(sa.func.count(), judged).select_from(t.change)
        every, decided = connection.execute(query.where(*_where(comparison, wanted, without="judged"))).one()
        by["judged"] = (("0", every - decided), ("1", decided))
    return Tallied(total, done, by)


def counted(store: Store, comparison: int, wanted: Wanted) -> int:
    """How many changes the filters let through."""
    query = sa.select(sa.func.count()).select_from(t.change).where(*_where(comparison, wanted))
    with store.reading() as connection:
        return int(connection.scalar(query) or 0)


def clusters(store: Store, comparison: int, wanted: Wanted) -> tuple[KeptCluster, ...]:
    """The clusters that have changes among those asked for, in their order."""
    c, k = t.change.c, t.cluster.c
    found = (
        sa.select(c.cluster, sa.func.count().label("changes"), sa.func.count(c.judgement).label("judged"))
        .where(*_where(comparison, wanted, without="cluster"))
        .group_by(c.cluster)
        .subquery()
    )
    query = (
        sa.select(k.number, k.body, found.c.changes, found.c.judged)
        .join(found, found.c.cluster == k.number)
        .where(k.comparison == comparison)
        .order_by(k.rank)
    )
    with store.reading() as connection:
        return tuple(KeptCluster(n, from_json(body), some, done) for n, body, some, done in connection.execute(query))


def find_cluster(store: Store, comparison: int, number: int) -> Mapping[str, Any] | None:
    """A cluster as JSON values."""
    k = t.cluster.c
    with store.reading() as connection:
        body = connection.scalar(sa.select(k.body).where(k.comparison == comparison, k.number == number))
    return None if body is None else dict(from_json(body))


def changes(
    store: Store, comparison: int, wanted: Wanted, *, most: int, skip: int = 0
) -> tuple[KeptChange, ...]:  # fmt: skip
    """Some of the changes asked for, in the order of their releases."""
    query = _changes().where(*_where(comparison, wanted)).order_by(t.change.c.number).limit(most).offset(skip)
    with store.reading() as connection:
        return tuple(map(_change, connection.execute(query).mappings()))


def find_change(store: Store, comparison: int, number: int) -> KeptChange | None:
    """A change by its number."""
    c = t.change.c
    with store.reading() as connection:
        row = connection.execute(_changes().where(c.comparison == comparison, c.number == number)).mappings().first()
    return None if row is None else _change(row)


def changes_beside(store: Store, comparison: int, number: int, *, most: int) -> tuple[KeptChange, ...]:
    """The changes of the release that this one is of, in order."""
    c = t.change.c
    own = sa.select(c.compared).where(c.comparison == comparison, c.number == number).scalar_subquery()
    query = _changes().where(c.comparison == comparison, c.compared == own).order_by(c.number).limit(most)
    with store.reading() as connection:
        return tuple(map(_change, connection.execute(query).mappings()))


def neighbours(store: Store, comparison: int, wanted: Wanted, number: int) -> Neighbours:
    """What stands before and after a change among those asked for."""
    c = t.change.c
    where = _where(comparison, wanted)
    query = sa.select(
        sa.func.max(sa.case((c.number < number, c.number))),
        sa.func.min(sa.case((c.number > number, c.number))),
        sa.func.count(sa.case((c.number < number, 1))),
        sa.func.count(sa.case((c.number == number, 1))),
        sa.func.count(),
    ).where(*where)
    with store.reading() as connection:
        previous, following, earlier, own, total = connection.execute(query).one()
    return Neighbours(previous, following, earlier + 1 if own else 0, total)


def where(comparison: int, wanted: Wanted) -> sa.ColumnElement[bool]:
    """The filters as ``judging.judge`` takes them."""
    return sa.and_(*_where(comparison, wanted))


def undecided(comparison: int, wanted: Wanted, seen: int) -> sa.ColumnElement[bool]:
    """Those that the filters let through and that were undecided when judgement ``seen`` was the newest, as
    ``judging.judge`` takes them: what others judged since is among them, and so is told."""
    c = t.change.c
    return sa.and_(where(comparison, replace(wanted, judged=None)), sa.or_(c.judgement.is_(None), c.judgement > seen))


def one(number: int) -> sa.ColumnElement[bool]:
    """A single change as ``judging.judge`` takes it."""
    return t.change.c.number == number


def folded(text: str) -> str:
    """A text as searches see it: without case, on one line."""
    return " ".join(text.casefold().split())


def _where(comparison: int, wanted: Wanted, without: str = "") -> list[sa.ColumnElement[bool]]:
    return [t.change.c.comparison == comparison, *_filters(comparison, wanted, without)]


def _filters(comparison: int, wanted: Wanted, without: str) -> list[sa.ColumnElement[bool]]:
    c = t.change.c
    found: list[sa.ColumnElement[bool]] = []
    if wanted.cluster is not None and without != "cluster":
        found.append(c.cluster == wanted.cluster)
    if wanted.publisher is not None and without != "publisher":
        found.append(c.publisher == wanted.publisher if wanted.publisher else c.publisher.is_(None))
    if wanted.field and without != "field":
        kind, dot, name = wanted.field.partition(".")
        found.append(c.kind == kind)
        if dot:
            found.append(c.field == name if name else c.field.is_(None))
    if wanted.cause and without != "cause":
        found.append(c.cause == wanted.cause)
    if wanted.checks is not None and without != "checks":
        found.append(c.checks == wanted.checks)
    if wanted.confidence is not None and without != "confidence":
        found.append(c.confidence < wanted.confidence)
    if wanted.judged is not None and without != "judged":
        found.append(c.judgement.is_not(None) if wanted.judged else c.judgement.is_(None))
    for word in storable(folded(wanted.words)).split()[:10]:
        r = t.compared.alias().c  # those that show a release ask for its row too
        said = sa.select(r.number).where(r.comparison == comparison, r.words.contains(word, autoescape=True))
        found.append(c.compared.in_(said))
    return found


def _comparisons() -> sa.Select[Any]:
    c, o = t.comparison.c, t.change.c
    own = o.comparison == c.id
    return sa.select(
        c.id, c.before, c.after, c.made_at, c.counts, c.patterns,
        sa.select(sa.func.count()).select_from(t.change).where(own).scalar_subquery().label("changes"),
        sa.select(sa.func.count(o.judgement)).where(own).scalar_subquery().label("judged"),
    ).where(c.state == _DONE)  # fmt: skip


def _kept(row: sa.RowMapping) -> KeptComparison:
    told = {name: from_json(row[name]) for name in ("counts", "patterns")}
    return KeptComparison(**{**row, **told})


def _changes() -> sa.Select[Any]:
    c, r = t.change.c, t.compared.c
    release = [r[name].label(f"r_{name}") for name in ComparedRelease.__slots__ if name != "words"]
    return (
        sa.select(c.number, c.cluster, c.confidence, c.body, t.judgement.c.body.label("judged"), *release)
        .join(t.compared, sa.and_(r.comparison == c.comparison, r.number == c.compared))
        .outerjoin(t.judgement, t.judgement.c.id == c.judgement)
    )


def _change(row: sa.RowMapping) -> KeptChange:
    told = {name: row[f"r_{name}"] for name in ComparedRelease.__slots__ if name != "words"}
    judged = row["judged"]
    return KeptChange(
        row["number"], row["cluster"], row["confidence"], ComparedRelease(**told, words=""), from_json(row["body"]),
        None if judged is None else Judgement.model_validate_json(judged),
    )  # fmt: skip


def _storable(text: str | None) -> str | None:
    return None if text is None else storable(text)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


__all__ = [
    "BELOW",
    "LOOKED_AT",
    "ComparedRelease",
    "ComparisonWriter",
    "KeptChange",
    "KeptCluster",
    "KeptComparison",
    "Neighbours",
    "NewChange",
    "Tallied",
    "Wanted",
    "changes",
    "changes_beside",
    "clusters",
    "comparisons",
    "counted",
    "find_change",
    "find_cluster",
    "find_comparison",
    "folded",
    "forget",
    "neighbours",
    "one",
    "tallied",
    "undecided",
    "where",
]
