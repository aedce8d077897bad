"""The views that people ask for, in the SQL of each database: one file a view, the few differences filled in.

Beside this module stands ``<view>.sql`` for each: a comment, which is its description, and one SELECT. What databases
say in different words stands there in double braces and is a method of ``Dialect``. Names that some database takes for
a word of its own stand in double quotes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

from jinja2 import Environment, StrictUndefined

ORDER: Final = (
    "project_overview", "amount_overview", "quote_overview", "grant_overview", "money_by_municipality",
    "money_by_funder", "money_by_month", "quotes_by_speaker", "project_tellings", "contradictions",
)  # fmt: skip
"""The views in an order in which each comes after those that it asks."""


@dataclass(frozen=True, slots=True)
class View:
    """``query`` is one SELECT in the SQL of the database that was asked for."""

    name: str
    comment: str
    query: str


class Dialect:
    """How standard SQL says it, with money as decimals and days as dates: DuckDB and PostgreSQL."""

    create = "CREATE VIEW"

    def money(self, minor: str, exact: str) -> str:
        """A sum in whole units, of the column that this database has: hundredths or the decimal."""
        return exact

    def total(self, expression: str) -> str:
        return f"sum({expression})"

    def year(self, day: str) -> str:
        return f"CAST(extract(YEAR FROM {day}) AS INTEGER)"

    def month(self, day: str) -> str:
        return f"substr(CAST({day} AS VARCHAR), 1, 7)"

    def count_if(self, flag: str) -> str:
        return f"count(CASE WHEN {flag} THEN 1 END)"

    def quoted(self, query: str) -> str:
        return query


class Sqlite(Dialect):
    """No decimals and no dates: hundredths as integers, and days as text in ISO 8601."""

    def money(self, minor: str, exact: str) -> str:
        return f"{minor} / 100.0"

    def total(self, expression: str) -> str:
        # Whole hundredths add up exactly; floats do not.
        return f"sum(CAST(round({expression} * 100) AS INTEGER)) / 100.0"

    def year(self, day: str) -> str:
        return f"CAST(substr({day}, 1, 4) AS INTEGER)"

    def month(self, day: str) -> str:
        return f"substr({day}, 1, 7)"


class MariaDb(Dialect):
    """Names in backticks, other names of types, and no transaction that would take a view back."""

    create = "CREATE OR REPLACE VIEW"

    def year(self, day: str) -> str:
        return f"extract(YEAR FROM {day})"

    def month(self, day: str) -> str:
        return f"substr(CAST({day} AS CHAR), 1, 7)"

    def quoted(self, query: str) -> str:
        return query.replace('"', "`")


DIALECTS: Final[Mapping[str, Dialect]] = {
    "sqlite": Sqlite(),
    "duckdb": Dialect(),
    "postgresql": Dialect(),
    "mysql": MariaDb(),
}


@lru_cache(maxsize=4)
def views(dialect: str) -> tuple[View, ...]:
    """The views in the order in which they can be created; KeyError for a database that is not among ``DIALECTS``."""
    return tuple(_view(name, DIALECTS[dialect]) for name in ORDER)


def statements(dialect: str, there: Collection[str] = ()) -> Iterator[str]:
    """What makes the views, in order; those that are ``there``, in another form perhaps, are removed first."""
    own = DIALECTS[dialect]
    for view in reversed(views(dialect)):
        if view.name in there:
            yield f"DROP VIEW {own.quoted(_named(view))}"
    for view in views(dialect):
        yield f"{own.create} {own.quoted(_named(view))} AS\n{view.query}"


def out_of_the_way(dialect: str) -> str:
    """What somebody has to do with the views before a column changes that they ask, each statement with its semicolon;
    empty where the database lets them be. The next feed makes them again."""
    if dialect not in ("sqlite", "postgresql"):
        return ""
    return "".join(f"DROP VIEW IF EXISTS {view.name}; " for view in reversed(views(dialect)))


def digest(dialect: str) -> str:
    """A digest of the views, by which a feed sees whether a database has them in this form."""
    return hashlib.sha256("\n".join(statements(dialect)).encode()).hexdigest()


def _named(view: View) -> str:
    return f'"{view.name}"'


def _view(name: str, dialect: Dialect) -> View:
    text = (resources.files(__name__) / f"{name}.sql").read_text("utf-8")
    comment, _, query = text.partition("\n")
    words = {word: getattr(dialect, word) for word in ("money", "total", "year", "month", "count_if")}
    filled = _TEMPLATES.from_string(query).render(words)
    return View(name, comment.removeprefix("-- "), dialect.quoted(filled))


# SQL, not a page: nothing in it comes from outside, and it must not be escaped.
_TEMPLATES: Final = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701
