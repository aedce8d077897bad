"""Cases of lists: a text or page, and the projects that a record holds of it."""

from __future__ import annotations

from typing import NamedTuple

from tests.reading import plain, projects_of

Listed = tuple[str, str | None, str | None]
"""Name, applicant, granted."""


class Case(NamedTuple):
    name: str
    text: str
    rows: list[Listed]


def listed(text: str, case: str = "") -> list[Listed]:
    return [(p.name, p.applicant, plain(p.granted)) for p in projects_of(text, case)]
