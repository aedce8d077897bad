"""What a run says in sum, as nouns: the figures of ``press-extract stats`` and of the report.

Money is in whole units of the currency. ``None`` for a name is what the releases do not tell: a grant without a giver,
a quote of nobody named.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

MAIN = "DKK"
"""The currency of bars, maps and medians; sums in others stand apart, and none is converted."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the grants in ``MAIN``: those of a funder, a municipality or a month (``2025-04``)."""

    name: str | None
    grants: int
    granted: Decimal
    largest: Decimal
    code: str | None = None
    """Of a municipality, its four digits."""


@dataclass(frozen=True, slots=True)
class Town:
    """The grants in ``MAIN`` of one town, whatever names of its parts are told; degrees north and east (WGS 84)."""

    name: str
    municipality: str | None
    lat: float
    lon: float
    grants: int
    granted: Decimal


@dataclass(frozen=True, slots=True)
class Total:
    """The grants of one currency; ``median`` is the middle one, of an even number the lower."""

    currency: str | None
    grants: int
    granted: Decimal
    largest: Decimal
    median: Decimal


@dataclass(frozen=True, slots=True)
class Grant:
    """One grant. ``release`` is the id of the release that tells of it last."""

    project: str
    applicant: str | None
    funder: str | None
    town: str | None
    municipality: str | None
    granted: Decimal
    day: str | None
    release: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is quoted; ``releases`` of how many."""

    name: str | None
    organisation: str | None
    quotes: int
    releases: int


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A check that does not fit. ``message`` is Danish and names both sides."""

    day: str | None
    publisher: str | None
    title: str | None
    message: str
    severity: str
    release: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One step of a project that several releases tell of."""

    timeline: str
    project: str
    city: str | None
    day: str | None
    stage: str
    granted: Decimal | None
    currency: str | None
    disagrees: bool
    publisher: str | None
    release: str


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a run, the largest first, months in order. Lists of contradictions and tellings are cut at
    ``LISTED``, their numbers are not."""

    releases: int
    publishers: int
    first_day: str | None
    last_day: str | None
    projects: int
    quotes: int
    speakers: int
    totals: tuple[Total, ...]
    largest: tuple[Grant, ...]
    municipalities: tuple[Share, ...]
    towns: tuple[Town, ...]
    funders: tuple[Share, ...]
    months: tuple[Share, ...]
    quoted: tuple[Speaker, ...]
    contradictions: int
    disagreeing: tuple[Contradiction, ...]
    timelines: int
    tellings: tuple[Telling, ...]

    @property
    def main(self) -> Total | None:
        """The grants in ``MAIN``; None where there is none."""
        return next((total for total in self.totals if total.currency == MAIN), None)


LISTED = 100
