"""The views that people ask for, in the SQL of each database: one file a view, the few differences filled in.

Beside this module stands ``<view>.sql`` for each: a comment, which is its description, and one SELECT. What databases
say in different words stands there in double braces and is a method of ``Dialect``. Names that some database takes for
a word of its own stand in double quotes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

from jinja2 import Environment, StrictUndefined

ORDER: Final = (
    "project_overview", "amount_overview", "quote_overview", "grant_overview", "money_by_municipality",
    "money_by_funder", "money_by_month", "quotes_by_speaker", "project_history", "contradictions",
)  # fmt: skip
"""The views in an order in which each comes after those that it asks."""


@dataclass(frozen=True, slots=True)
class View:
    """``query`` is one SELECT in the SQL of the database that was asked for."""

    name: str
    comment: str
    query: str


class Dialect:
    """How standard SQL says it, with days as timestamps and money as decimals: DuckDB and PostgreSQL."""

    def money(self, field: str, exact: str | None = None) -> str:
        """A sum in whole units. ``field`` is the start of its columns, ``exact`` the decimal's if it ends otherwise."""
        return exact or f"{field}_value"

    def total(self, expression: str) -> str:
        return f"sum({expression})"

    def day(self, moment: str) -> str:
        return f"CAST({moment} AS DATE)"

    def year(self, day: str) -> str:
        return f"CAST(extract(YEAR FROM {day}) AS INTEGER)"

    def month(self, day: str) -> str:
        return f"substr(CAST({day} AS VARCHAR), 1, 7)"

    def count_if(self, flag: str) -> str:
        return f"count(CASE WHEN {flag} THEN 1 END)"

    def quoted(self, query: str) -> str:
        return query


class Sqlite(Dialect):
    """No decimals and no days: hundredths as integers, and text in ISO 8601."""

    def money(self, field: str, exact: str | None = None) -> str:
        return f"coalesce({field}_minor / 100.0, CAST({exact or f'{field}_value'} AS REAL))"

    def total(self, expression: str) -> str:
        # Whole hundredths add up exactly; floats do not.
        return f"sum(CAST(round({expression} * 100) AS INTEGER)) / 100.0"

    def day(self, moment: str) -> str:
        return f"substr({moment}, 1, 10)"

    def year(self, day: str) -> str:
        return f"CAST(substr({day}, 1, 4) AS INTEGER)"

    def month(self, day: str) -> str:
        return f"substr({day}, 1, 7)"


class MariaDb(Dialect):
    """Names in backticks, and CHAR for text."""

    def month(self, day: str) -> str:
        return f"substr(CAST({day} AS CHAR), 1, 7)"

    def quoted(self, query: str) -> str:
        return query.replace('"', "`")


DIALECTS: Final[Mapping[str, Dialect]] = {
    "sqlite": Sqlite(),
    "duckdb": Dialect(),
    "postgresql": Dialect(),
    "mariadb": MariaDb(),
}
"""By the names that SQLAlchemy gives them."""


@lru_cache(maxsize=4)
def views(dialect: str) -> tuple[View, ...]:
    """The views in the order in which they can be created; KeyError for a database that is not among ``DIALECTS``."""
    return tuple(_view(name, DIALECTS[dialect]) for name in ORDER)


def statements(dialect: str) -> Iterator[str]:
    """What makes the views anew, in order: an older version of one may ask columns that are gone."""
    name = DIALECTS[dialect].quoted('"{}"')
    for view in reversed(views(dialect)):
        yield f"DROP VIEW IF EXISTS {name.format(view.name)}"
    for view in views(dialect):
        yield f"CREATE VIEW {name.format(view.name)} AS\n{view.query}"


def _view(name: str, dialect: Dialect) -> View:
    text = (resources.files(__name__) / f"{name}.sql").read_text("utf-8")
    comment, _, query = text.partition("\n")
    words = {method: getattr(dialect, method) for method in ("money", "total", "day", "year", "month", "count_if")}
    filled = _TEMPLATES.from_string(query).render(words)
    return View(name, comment.removeprefix("-- "), dialect.quoted(filled))


# SQL, not a page: nothing in it comes from outside, and it must not be escaped.
_TEMPLATES: Final = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701
