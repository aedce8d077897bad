"""Cases of sentences: a text, and the projects that a record holds of it."""

from __future__ import annotations

from typing import NamedTuple

from tests.reading import plain, projects_of


class Row(NamedTuple):
    name: str
    city: str | None = None
    applicant: str | None = None
    granted: str | None = None
    total: str | None = None
    funder: str | None = None


class Case(NamedTuple):
    name: str
    text: str
    rows: list[Row]


AFTER = """

Alle er velkomne til at kigge forbi, når det hele går i gang til foråret.

Der serveres kaffe og kringle, og børnene kan få en tur i hestevogn."""
"""What a release goes on with."""


def rows(source: str, case: str = "") -> list[Row]:
    return [
        Row(p.name, p.city, p.applicant, plain(p.granted), plain(p.total), p.funder) for p in projects_of(source, case)
    ]
