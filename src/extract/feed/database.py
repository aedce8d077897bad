"""A database as a destination: what all of them do, as statements of SQLAlchemy; each has its own way to send them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from extract.feed import views
from extract.feed.evolution import Found, evolve
from extract.feed.ledger import DELIVERY, FED, FEED, RUN
from extract.feed.model import Table
from extract.feed.rows import Row
from extract.feed.schema import HISTORIES, HISTORY, Dialect, metadata
from extract.feed.target import Batch, FeedError, Terms, There
from extract.feed.values import moment

_ASKED: Final = 500
"""Names in one statement."""
_LAST: Final = "history"
"""What the feed's books call the moment up to which a history goes; its being there says that one is kept."""
_OF_RELEASES: Final = tuple(table for table in FED if table.of == "release")
_TIMELINES: Final = tuple(table for table in FED if table.of == "run")


class Database(ABC):
    """A target with tables. Subclasses send statements and rows; everything is within their transaction."""

    dialect: Dialect

    def __init__(self, name: str, terms: Terms) -> None:
        self.name = name
        self.notes: list[str] = []
        """Lines for the person who feeds."""
        self._terms = terms
        self.changed = False
        """Whether anything was said that those who read would see."""
        self._has_run = False
        self._history = terms.history
        self._schema = metadata(self.dialect)

    @abstractmethod
    def execute(self, statement: sa.Executable) -> Sequence[Sequence[Any]]:
        """Sends one statement; its rows where it has any."""

    @abstractmethod
    def add(self, table: Table, rows: Sequence[Row]) -> None:
        """Adds rows to a table."""

    @abstractmethod
    def found(self) -> Mapping[str, Found]:
        """The tables of ours that are there, by name."""

    @abstractmethod
    def views_found(self) -> set[str]:
        """The names of all views that are there."""

    @abstractmethod
    def create(self, schema: sa.MetaData, missing: Sequence[str]) -> None:
        """Makes those tables with their comments and indexes."""

    @abstractmethod
    def statement(self, text: str) -> None:
        """Sends a statement that is written out."""

    def finish(self) -> None:  # noqa: B027 (most have nothing more to do)
        """What is done at the end, before all is kept."""

    # ------------------------------------------------------------ tables

    @staticmethod
    def known_names() -> Sequence[str]:
        """The names of all tables that a feed may make."""
        return [table.name for table in (*FED, *HISTORIES)]

    def prepare(self) -> None:
        """Makes the tables that are not there, and the columns that they lack. FeedError where that cannot be done."""
        there = self.found()
        ours = DELIVERY.name in there
        if there and not ours and not self.is_ours(there):
            raise FeedError(
                f"{self.name}: has a table {next(iter(there))} that is not of a feed (give another database or file)"
            )
        kept = self.told().get(_LAST) if FEED.name in there else None
        if kept is not None and moment(self._terms.at) < moment(kept):
            mend = "feed a later run, or another destination"
            raise FeedError(f"{self.name}: its history has a later run already, of {kept} ({mend})")
        self._history = self._terms.history or kept is not None
        self._schema = metadata(self.dialect, history=self._history)
        missing = [name for name in self._schema.tables if name not in there]
        self.create(self._schema, missing)
        if ours:
            self.notes += [f"added table {name}" for name in missing]
        known = {name: found for name, found in there.items() if name in self._schema.tables}
        for statement, note in evolve(self.name, self._schema, known, self.dialect):
            self.statement(statement)
            self.notes.append(note)
        self._make_views()
        if self._history and kept is None:
            self._begin_history()

    def is_ours(self, there: Mapping[str, Found]) -> bool:
        """Whether tables without the feed's books are what a feed that was cut short left behind."""
        return False

    def _make_views(self) -> None:
        """Makes the views where they are not there in this form. One of the same name that no feed made is a fault."""
        form, told, there = views.digest(self.dialect), self.told().get("views"), self.views_found()
        if told == form and there.issuperset(views.ORDER):
            return
        # MariaDB may have kept those of a first feed that was cut short.
        others = there.intersection(views.ORDER) if told is None and self.dialect != "mysql" else ()
        for name in sorted(others):
            raise FeedError(
                f"{self.name}: has a view {name} that is not of a feed (rename it, or give another database)"
            )
        for statement in views.statements(self.dialect, there):
            self.statement(statement)
        self.execute(sa.delete(self._of(FEED.name)).where(self._of(FEED.name).c.name == "views"))
        self.add(FEED, [{"name": "views", "value": form}])

    def _begin_history(self) -> None:
        """What stood there before anybody asked for a history begins when the run was through that brought it."""
        d, run, release = self._of("delivery"), self._of("run"), self._of("release")
        for table in _OF_RELEASES:
            current = self._of(table.name)
            own = _release_column(current)
            kept = (
                sa.select(*current.columns, run.c.ended_at, sa.null())
                .join_from(current, d, d.c.release == own)
                .join(run, run.c.id == d.c.run)
            )
            if table.name != "release":
                kept = kept.join(release, release.c.id == own)
            kept = kept.where(release.c.withdrawn_at.is_(None))
            self._into_history(table, kept)

    # ------------------------------------------------------------ what is there

    def told(self) -> Mapping[str, str]:
        return dict(self.execute(sa.select(self._of(FEED.name))))  # type: ignore[arg-type]

    def there(self, after: str, most: int) -> Sequence[There]:
        d, release, run = self._of("delivery"), self._of("release"), self._of("run")
        query = (
            sa.select(
                d.c.release, d.c.content, d.c.record, release.c.withdrawn_at, run.c.sources, d.c.sightings, d.c.rules
            )
            .join_from(d, release, release.c.id == d.c.release)
            .join(run, run.c.id == d.c.run)
            .where(d.c.release > after)
            .order_by(d.c.release)
            .limit(most)
        )
        return [
            There(name, content, record, gone is not None, sources, seen, rules)
            for name, content, record, gone, sources, seen, rules in self.execute(query)
        ]

    # ------------------------------------------------------------ what comes

    def take(self, batch: Batch) -> None:
        self.changed = True
        for table in (DELIVERY, *reversed(_OF_RELEASES)):
            self._remove(table, batch.known)
        self._add_run()
        for table in (*_OF_RELEASES, DELIVERY):
            if rows := batch.rows[table.name]:
                self.add(table, rows)
        if self._history:
            for table in _OF_RELEASES:
                self._renew_history(table, batch.releases)

    def withdraw(self, releases: Sequence[str]) -> None:
        self.changed = True
        for some in _parts(releases):
            self._mark(some, self._moment(self._terms.at))
            if self._history:
                for table in _OF_RELEASES:
                    self._close(table, some)

    def bring_back(self, releases: Sequence[str]) -> None:
        self.changed = True
        for some in _parts(releases):
            self._mark(some, None)
        if self._history:
            for table in _OF_RELEASES:
                self._renew_history(table, releases)

    def take_timelines(self, rows: Mapping[str, Sequence[Row]]) -> None:
        self.changed = True
        for table in reversed(_TIMELINES):
            self.execute(sa.delete(self._of(table.name)))
        for table in _TIMELINES:
            if rows[table.name]:
                self.add(table, rows[table.name])

    def tell(self, told: Mapping[str, str], run: Row | None) -> None:
        if run is not None:
            self._add_run()
        if self._history:
            told = {**told, _LAST: self._terms.at}
        said = self.told()
        changed = {name: value for name, value in told.items() if said.get(name) != value}
        if changed:
            feed = self._of(FEED.name)
            self.execute(sa.delete(feed).where(feed.c.name.in_(changed)))
            self.add(FEED, [{"name": name, "value": value} for name, value in sorted(changed.items())])

    def _add_run(self) -> None:
        if self._has_run:
            return
        self._has_run = True
        run = self._of(RUN.name)
        if not self.execute(sa.select(run.c.id).where(run.c.id == self._terms.run["id"])):
            self.add(RUN, [self._terms.run])

    def _mark(self, releases: Sequence[str], since: Any) -> None:
        release = self._of("release")
        self.execute(sa.update(release).where(release.c.id.in_(releases)).values(withdrawn_at=since))

    def _remove(self, table: Table, releases: Sequence[str]) -> None:
        made = self._of(table.name)
        for some in _parts(releases):
            self.execute(sa.delete(made).where(_release_column(made).in_(some)))

    def _of(self, name: str) -> sa.Table:
        return self._schema.tables[name]

    def _moment(self, value: str) -> Any:
        """A time as the column of this database has it."""
        return value if self.dialect == "sqlite" else moment(value)

    # ------------------------------------------------------------ history

    def _renew_history(self, table: Table, releases: Sequence[str]) -> None:
        """Ends what is no longer as it was, and begins what is new; a row that stayed the same goes on."""
        current, past = self._of(table.name), self._of(f"{table.name}{HISTORY}")
        key = past.c[table.key]
        same = [past.c[column.name].is_not_distinct_from(current.c[column.name]) for column in current.columns]
        still = sa.exists(sa.select(sa.literal(1)).select_from(current).where(*same))
        running = sa.exists(
            sa.select(sa.literal(1)).select_from(past).where(key == current.c[table.key], past.c.valid_to.is_(None))
        )
        for some in _parts(releases):
            self._close(table, some, ~still)
            new = sa.select(
                *current.columns, sa.literal(self._moment(self._terms.at), past.c.valid_from.type), sa.null()
            )
            self._into_history(table, new.where(_release_column(current).in_(some), ~running))

    def _close(self, table: Table, releases: Sequence[str], *more: sa.ColumnElement[bool]) -> None:
        past, at = self._of(f"{table.name}{HISTORY}"), self._moment(self._terms.at)
        own = (_release_column(past).in_(releases), past.c.valid_to.is_(None), *more)
        # What began at this very moment, as under an earlier decision on the same run, was believed at no time.
        self.execute(sa.delete(past).where(*own, past.c.valid_from == at))
        self.execute(sa.update(past).where(*own).values(valid_to=at))

    def _into_history(self, table: Table, rows: sa.Select[Any]) -> None:
        past = self._of(f"{table.name}{HISTORY}")
        names = [*(column.name for column in self._of(table.name).columns), "valid_from", "valid_to"]
        self.execute(sa.insert(past).from_select(names, rows))


def _release_column(table: sa.Table) -> sa.ColumnElement[Any]:
    return table.c.release if "release" in table.c else table.c.id


def _parts(names: Sequence[str]) -> Sequence[Sequence[str]]:
    return [names[n : n + _ASKED] for n in range(0, len(names), _ASKED)]
