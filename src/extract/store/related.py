"""Releases that come again: those of a run that are one another's, and those of the whole store that are one's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from extract.store import tables as t
from extract.store.engine import Store
from extract.store.reading import Run, same_words

_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Alike:
    """A release that another one is like, in the newest run in which it is so. ``percent`` is what the two articles
    have in common; ``exact`` says that their words are the same."""

    run: int
    release: str
    record: bytes
    uri: str
    title: str | None
    percent: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two releases of a run that are alike, the one that comes first in the run first."""

    first: str
    second: str
    titles: tuple[str | None, str | None]
    percent: int
    exact: bool


def alike_of(store: Store, run: Run, release: str) -> tuple[Alike, ...]:
    """The releases that one of a run is like, in this run and in all others, the most alike first; none if there is no
    such release. What its own document was in other runs is its history, and not among them."""
    r, rr, i = t.record.c, t.run_release.c, t.run_input.c
    placed = sa.join(t.run_release, t.run_input, (i.run == rr.run) & (i.position == rr.position)).join(
        t.record, r.key == rr.record
    )
    with store.reading() as connection:
        mine = sa.select(i.document, rr.part, r.article, r.text).select_from(placed)
        own = connection.execute(mine.where(rr.run == run.id, rr.release == release)).first()
        if own is None:
            return ()
        percents = _near(connection, own.article)
        like = [r.text == own.text]
        if own.article is not None:
            like += [r.article == own.article, r.article.in_(percents)]
        others = (
            sa.select(i.document, rr.part, sa.func.max(rr.run).label("run"))
            .select_from(placed)
            .where(sa.or_(*like), sa.or_(i.document != own.document, (rr.run == run.id) & (rr.part != own.part)))
            .group_by(i.document, rr.part)
            .subquery()
        )
        query = (
            sa.select(rr.run, rr.release, r.key, t.document.c.uri, r.title, r.article, r.text)
            .select_from(placed)
            .join(others, (others.c.run == rr.run) & (others.c.document == i.document) & (others.c.part == rr.part))
            .join(t.document, t.document.c.key == i.document)
        )
        found = [_alike(row, own, percents) for row in connection.execute(query)]
    return tuple(sorted(found, key=lambda one: (not one.exact, -one.percent, one.uri, one.release)))


def _near(connection: sa.Connection, article: int | None) -> dict[int, int]:
    """The articles that one is linked to, with the percentages."""
    a, b, percent = t.likeness.c.a, t.likeness.c.b, t.likeness.c.percent
    both = sa.union_all(sa.select(a, percent).where(b == article), sa.select(b, percent).where(a == article))
    return {} if article is None else {row[0]: row[1] for row in connection.execute(both)}


def _alike(row: Any, own: Any, percents: dict[int, int]) -> Alike:
    exact = bytes(row.text) == bytes(own.text) or row.article == own.article
    percent = 100 if exact else percents[row.article]
    return Alike(row.run, row.release, bytes(row.key), row.uri, row.title, percent, exact)


def pairs(store: Store, run: Run) -> Iterator[Pair]:
    """The pairs of a run, those with the same words first, then the most alike. Releases with the same words are
    paired with the first of them, which alone stands for them in the other pairs."""
    with store.reading() as connection:
        streamed = connection.execution_options(yield_per=_AT_ONCE)
        for first, second, title, other in streamed.execute(_again(run.id)):
            yield Pair(first, second, (title, other), 100, True)
        for percent, *ends in streamed.execute(_nearly(run.id)):
            (*_, first, title), (*_, second, other) = sorted((ends[:4], ends[4:]), key=lambda end: end[:2])
            yield Pair(first, second, (title, other), percent, False)


def _again(run: int) -> sa.Select[Any]:
    """Releases whose words the run had before: first id, id, first title, title."""
    r, rr = t.record.c, t.run_release.c
    place = (rr.position, rr.part)

    def first(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
        return sa.func.first_value(column).over(partition_by=same_words(), order_by=place)

    every = (
        sa.select(first(rr.release).label("first"), rr.release, first(r.title).label("first_title"), r.title, *place)
        .join_from(t.run_release, t.record, r.key == rr.record)
        .where(rr.run == run)
        .subquery()
    )
    shown = sa.select(every.c.first, every.c.release, every.c.first_title, every.c.title)
    return shown.where(every.c.release != every.c.first).order_by(every.c.position, every.c.part)


def _nearly(run: int) -> sa.Select[Any]:
    """The links of a run: percent, and of both ends position, part, id, title."""
    # A sum, so that databases begin with the links, which are few, and not with the releases of the run.
    query = sa.select(t.likeness.c.percent)
    for article in (t.likeness.c.a, t.likeness.c.b):
        r, rr = t.record.alias(), t.run_release.alias()
        sooner, its = t.run_release.alias(), t.record.alias()
        before = sa.or_(
            sooner.c.position < rr.c.position, (sooner.c.position == rr.c.position) & (sooner.c.part < rr.c.part)
        )
        own = sa.and_(its.c.article == article, sooner.c.record == its.c.key, sooner.c.run + 0 == run)
        query = query.add_columns(rr.c.position, rr.c.part, rr.c.release, r.c.title)
        query = query.join(r, r.c.article == article).join(rr, (rr.c.record == r.c.key) & (rr.c.run + 0 == run))
        query = query.where(~sa.exists().where(own, before))
    return query.order_by(t.likeness.c.percent.desc(), t.likeness.c.a, t.likeness.c.b)
