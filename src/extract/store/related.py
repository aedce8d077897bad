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
    r, rr = t.record.c, t.run_release.c
    place = (rr.position, rr.part)

    def first(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
        return sa.func.first_value(column).over(partition_by=same_words(), order_by=place)

    ranked = (
        sa.select(
            *(rr.release, r.title, r.article, *place),
            first(rr.release).label("first"),
            first(r.title).label("first_title"),
        )
        .join_from(t.run_release, t.record, r.key == rr.record)
        .where(rr.run == run.id)
        .cte("ranked")
    )
    again = (
        sa.select(ranked.c.first, ranked.c.release, ranked.c.first_title, ranked.c.title)
        .where(ranked.c.release != ranked.c.first)
        .order_by(ranked.c.position, ranked.c.part)
    )
    one, other = (sa.alias(ranked, name) for name in ("one", "other"))
    linked = sa.union_all(
        sa.select(t.likeness.c.a, t.likeness.c.b, t.likeness.c.percent),
        sa.select(t.likeness.c.b, t.likeness.c.a, t.likeness.c.percent),
    ).subquery()
    near = (
        sa.select(one.c.release, other.c.release, one.c.title, other.c.title, linked.c.percent)
        .select_from(linked)
        .join(one, (one.c.article == linked.c.a) & (one.c.release == one.c.first))
        .join(other, (other.c.article == linked.c.b) & (other.c.release == other.c.first))
        .where(sa.tuple_(one.c.position, one.c.part) < sa.tuple_(other.c.position, other.c.part))
        .order_by(linked.c.percent.desc(), one.c.position, one.c.part, other.c.position, other.c.part)
    )
    with store.reading() as connection:
        streamed = connection.execution_options(yield_per=_AT_ONCE)
        for one_id, other_id, title, other_title in streamed.execute(again):
            yield Pair(one_id, other_id, (title, other_title), 100, True)
        for one_id, other_id, title, other_title, percent in streamed.execute(near):
            yield Pair(one_id, other_id, (title, other_title), percent, False)
