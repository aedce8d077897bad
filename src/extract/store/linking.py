"""Articles that are alike, found and linked when they come: each new one is held against earlier ones with a band in
common.

Articles are taken one after the other, in the order of their inputs, whether they come in one batch or in many; so a
run that was stopped and goes on links what it would have linked. What is looked at is bounded: a band keeps its first
``MEMBERS`` articles, and an article is linked to no more than the ``LINKS`` most alike of those it is held against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Final

import sqlalchemy as sa

from extract.store import tables as t
from extract.store.alike import NEAR, Article, bands, similarity

MEMBERS: Final = 16
"""A series of thousands shares its bands; its first members stand for it, and none is compared with thousands."""
LINKS: Final = 8
"""Links that a new article gets; those that come later may link to it too."""

_AT_ONCE: Final = 250
"""Articles whose bands are looked up together."""
_PARAMETERS: Final = 1_000
"""Values that a statement asks for: far below what databases take."""
_LOCK: Final = 0x414C_494B
"""The advisory lock of PostgreSQL under which articles are linked."""


def add_articles(connection: sa.Connection, articles: Iterable[Article]) -> list[Article]:
    """Inserts the articles that are not there; these, in their order."""
    by_key = {article.key: article for article in articles}
    if not by_key:
        return []
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert
    else:
        from sqlalchemy.dialects.sqlite import insert  # type: ignore[assignment]
    statement = insert(t.article).on_conflict_do_nothing().returning(t.article.c.key)
    # In the order of keys: two runs that add the same articles would wait for each other for ever.
    rows = [{"key": key, "sketch": by_key[key].sketch} for key in sorted(by_key)]
    new = set(connection.scalars(statement, rows))
    return [article for key, article in by_key.items() if key in new]


def link_articles(connection: sa.Connection, articles: Sequence[Article]) -> None:
    """Links new articles, in their order, to earlier ones. Comes last in its transaction: on PostgreSQL, others that
    link wait for its end, since of two that come at once neither would see the other."""
    if articles and connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    for start in range(0, len(articles), _AT_ONCE):
        _link(connection, articles[start : start + _AT_ONCE])


def forget_articles(connection: sa.Connection) -> None:
    """Deletes the articles that no record has, with their bands and links. Bands that were full and have room again
    take in articles that had found none."""
    gone = ~sa.exists().where(t.record.c.article == t.band.c.article)
    full = sa.select(t.band.c.hash).group_by(t.band.c.hash).having(sa.func.count() >= MEMBERS)
    opened = set(connection.scalars(sa.select(t.band.c.hash).where(gone, t.band.c.hash.in_(full)).distinct()))
    connection.execute(sa.delete(t.band).where(gone))
    for end in (t.likeness.c.a, t.likeness.c.b):
        connection.execute(sa.delete(t.likeness).where(~sa.exists().where(t.record.c.article == end)))
    connection.execute(sa.delete(t.article).where(~sa.exists().where(t.record.c.article == t.article.c.key)))
    if opened:
        _refill(connection, opened)


def _refill(connection: sa.Connection, opened: Set[int]) -> None:
    members: dict[int, set[int]] = {band: set() for band in opened}
    for part in _parts(sorted(opened)):
        for band, key in connection.execute(sa.select(t.band).where(t.band.c.hash.in_(part))):
            members[band].add(key)
    rows = []
    every = sa.select(t.article.c.key, t.article.c.sketch).order_by(t.article.c.key)
    for key, sketch in connection.execute(every.execution_options(yield_per=_AT_ONCE)):
        for band in bands(bytes(sketch)):
            if band in opened and len(members[band]) < MEMBERS and key not in members[band]:
                members[band].add(key)
                rows.append({"hash": band, "article": key})
    if rows:
        connection.execute(sa.insert(t.band), rows)


def _link(connection: sa.Connection, articles: Sequence[Article]) -> None:
    own = {article.key: tuple(bands(article.sketch)) for article in articles}
    members: dict[int, list[int]] = {band: [] for found in own.values() for band in found}
    for part in _parts(sorted(members)):
        for band, key in connection.execute(sa.select(t.band).where(t.band.c.hash.in_(part))):
            members[band].append(key)
    sketches = dict(_sketches(connection, {key for found in members.values() for key in found}))
    rows: list[dict[str, int]] = []
    links: list[dict[str, int]] = []
    for article in articles:
        met = {key for band in own[article.key] for key in members[band]}
        links += _links(article, ((key, sketches[key]) for key in met))
        for band in own[article.key]:
            if len(members[band]) < MEMBERS:
                members[band].append(article.key)
                rows.append({"hash": band, "article": article.key})
        sketches[article.key] = article.sketch
    if rows:
        connection.execute(sa.insert(t.band), sorted(rows, key=lambda row: (row["hash"], row["article"])))
    if links:
        connection.execute(sa.insert(t.likeness), links)


def _links(article: Article, met: Iterable[tuple[int, bytes]]) -> list[dict[str, int]]:
    alike = [(similarity(article.sketch, sketch), key) for key, sketch in met]
    nearest = sorted((pair for pair in alike if pair[0] >= NEAR), key=lambda pair: (-pair[0], pair[1]))[:LINKS]
    return [{"a": min(article.key, key), "b": max(article.key, key), "percent": percent} for percent, key in nearest]


def _sketches(connection: sa.Connection, keys: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    for part in _parts(sorted(keys)):
        query = sa.select(t.article.c.key, t.article.c.sketch).where(t.article.c.key.in_(part))
        for key, sketch in connection.execute(query):
            yield key, bytes(sketch)


def _parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), _PARAMETERS):
        yield keys[start : start + _PARAMETERS]
