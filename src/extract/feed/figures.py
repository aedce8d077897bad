"""The figures of a run, asked of the views (``feed.views``): what people see in sum is what anybody's query gives."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from extract.feed.outputs import Format
from extract.feed.view import write_view
from extract.pages.figures import (
    LISTED,
    MAIN,
    Contradiction,
    Figures,
    Grant,
    Share,
    Speaker,
    Telling,
    Total,
    Town,
)
from extract.patterns import Patterns
from extract.store import Run, Store

_LARGEST: Final = 15


def figures(store: Store, run: Run, *, patterns: Patterns) -> Figures:
    """The figures of a run as people say that it is. ``patterns`` tell the last step of a timeline.

    The run is written as SQLite into a folder for the time being, so memory does not grow with it. OutputError or
    StoreError where that cannot be done.
    """
    only: Final[tuple[Format, ...]] = ("sqlite",)
    with tempfile.TemporaryDirectory(prefix="press-extract-") as folder:
        write_view(store, run, Path(folder), only, patterns=patterns, heeded=True)
        return read_figures(Path(folder) / "releases.sqlite")


def read_figures(path: Path) -> Figures:
    """The figures that ``releases.sqlite`` holds."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        return _Asked(database).figures()


class _Asked:
    """A database, asked for one figure after the other."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def _rows(self, query: str, **values: Any) -> Iterator[sqlite3.Row]:
        yield from self._database.execute(query, {"main": MAIN, "listed": LISTED, **values})

    def _count(self, query: str) -> int:
        return int(self._database.execute(query).fetchone()[0])

    def figures(self) -> Figures:
        (release,) = self._rows(
            "SELECT count(*) AS releases, count(DISTINCT publisher_name) AS publishers,"
            " min(published_on) AS first_day, max(published_on) AS last_day FROM release"
        )
        return Figures(
            releases=release["releases"],
            publishers=release["publishers"],
            first_day=release["first_day"],
            last_day=release["last_day"],
            projects=self._count("SELECT count(*) FROM project"),
            quotes=self._count("SELECT count(*) FROM quote"),
            speakers=self._count("SELECT count(*) FROM quotes_by_speaker WHERE speaker IS NOT NULL"),
            totals=tuple(self._totals()),
            largest=tuple(self._largest()),
            municipalities=tuple(self._municipalities()),
            towns=tuple(self._towns()),
            funders=tuple(self._shares("funder", "money_by_funder", "granted DESC, funder")),
            months=tuple(self._shares("month", "money_by_month", "month")),
            quoted=tuple(self._quoted()),
            contradictions=self._count("SELECT count(*) FROM contradictions"),
            disagreeing=tuple(self._contradictions()),
            timelines=self._count("SELECT count(*) FROM timeline"),
            tellings=tuple(self._tellings()),
        )

    def _totals(self) -> Iterator[Total]:
        query = """
            SELECT currency, sum(grants) AS grants, sum(granted) AS granted, max(largest) AS largest
            FROM money_by_funder GROUP BY currency ORDER BY currency <> :main, granted DESC, currency"""
        middle = """
            SELECT granted FROM grant_overview WHERE currency IS :currency ORDER BY granted LIMIT 1 OFFSET :half"""
        for row in list(self._rows(query)):
            (median,) = self._rows(middle, currency=row["currency"], half=(row["grants"] - 1) // 2)
            sums = _exact(row["granted"]), _exact(row["largest"]), _exact(median["granted"])
            yield Total(row["currency"], row["grants"], *sums)

    def _largest(self) -> Iterator[Grant]:
        query = """
            SELECT project, applicant, funder, town, municipality, granted, day, release FROM grant_overview
            WHERE currency = :main ORDER BY granted DESC, day, id LIMIT :most"""
        for row in self._rows(query, most=_LARGEST):
            yield Grant(**{**dict(row), "granted": _exact(row["granted"])})

    def _shares(self, name: str, view: str, order: str) -> Iterator[Share]:
        query = f"SELECT {name}, grants, granted, largest FROM {view} WHERE currency = :main ORDER BY {order}"  # noqa: S608
        for row in self._rows(query):
            yield Share(row[name], row["grants"], _exact(row["granted"]), _exact(row["largest"]))

    def _municipalities(self) -> Iterator[Share]:
        query = """
            SELECT municipality_code, municipality, sum(grants) AS grants, sum(granted) AS granted,
                   max(largest) AS largest
            FROM money_by_municipality WHERE currency = :main
            GROUP BY municipality_code, municipality ORDER BY granted DESC, municipality_code"""
        for row in self._rows(query):
            code, name = row["municipality_code"], row["municipality"]
            yield Share(name, row["grants"], _exact(row["granted"]), _exact(row["largest"]), code)

    def _towns(self) -> Iterator[Town]:
        query = """
            SELECT min(town) AS town, min(municipality) AS municipality, lat, lon, count(*) AS grants,
                   sum(granted) AS granted
            FROM grant_overview WHERE currency = :main AND lat IS NOT NULL AND lon IS NOT NULL
            GROUP BY lat, lon ORDER BY granted DESC, town, lat"""
        for row in self._rows(query):
            where = row["municipality"], row["lat"], row["lon"]
            yield Town(row["town"], *where, row["grants"], _exact(row["granted"]))

    def _quoted(self) -> Iterator[Speaker]:
        query = """
            SELECT speaker, organisation, quotes, releases FROM quotes_by_speaker
            ORDER BY speaker IS NULL, quotes DESC, releases DESC, speaker, organisation LIMIT :listed"""
        for row in self._rows(query):
            yield Speaker(*row)

    def _contradictions(self) -> Iterator[Contradiction]:
        query = """
            SELECT day, publisher, release_title, message, severity, release FROM contradictions
            ORDER BY severity <> 'error', day DESC, id LIMIT :listed"""
        for row in self._rows(query):
            yield Contradiction(*row)

    def _tellings(self) -> Iterator[Telling]:
        query = """
            SELECT timeline, project, city, day, stage, granted, granted_currency, disagrees, publisher, release_title
            FROM project_tellings ORDER BY timeline, position LIMIT :listed"""
        for row in self._rows(query):
            timeline, project, city, day, stage, granted, currency, disagrees, publisher, title = row
            money = None if granted is None else _exact(granted)
            yield Telling(
                timeline, project, city, day, stage, money, currency, bool(disagrees), publisher, title or timeline
            )


def _exact(value: float) -> Decimal:
    """A number of a view in hundredths: sums of floats err far below them."""
    return round(Decimal(value), 2).normalize() + 0
