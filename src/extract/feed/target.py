"""What the feed asks of a destination, and what it hands over. Each destination is a module of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from extract.feed.judged import Record
from extract.feed.rows import Row


class FeedError(Exception):
    """A destination that cannot be fed; ``str()`` names it, says why and what to do. It is as it was before."""


@dataclass(frozen=True, slots=True)
class There:
    """A release as a destination has it: the digest of its content, the key of its record, whether it is marked as
    withdrawn, what the run that brought it had read (a JSON list), its projects as timelines see them, and the rules
    of its records (both JSON)."""

    release: str
    content: str
    record: str
    withdrawn: bool
    sources: str
    sightings: str | None
    rules: str | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Some releases with all their rows, by table. ``known`` are those that the destination has rows of already;
    ``records`` are the same releases as JSON values."""

    releases: Sequence[str]
    known: Sequence[str]
    rows: Mapping[str, Sequence[Row]]
    records: Sequence[Record] = field(repr=False, default=())


class Target(Protocol):
    """One destination, open, within one transaction: nothing that is said here is seen by others before its end."""

    @property
    def notes(self) -> Sequence[str]:
        """Lines for the person who feeds: what was added to the tables."""

    def told(self) -> Mapping[str, str]:
        """What the last feed left behind, by name; empty where this is the first."""

    def there(self, after: str, most: int) -> Sequence[There]:
        """The next releases in the order of the code points of their names, ``most`` at most."""

    def take(self, batch: Batch) -> None:
        """Puts the releases' rows in the place of what was there."""

    def withdraw(self, releases: Sequence[str]) -> None:
        """Marks releases that are no longer there, as of the run's end."""

    def bring_back(self, releases: Sequence[str]) -> None:
        """Takes that mark away from releases that are there again as they were."""

    def take_timelines(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """Puts these in the place of all timelines."""

    def tell(self, told: Mapping[str, str], run: Row | None) -> None:
        """Leaves behind what the next feed asks for, and the run where it brought something."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a destination is opened. ``run`` is the row of the run that is fed, ``at`` (ISO 8601) since when it
    is believed, ``history`` whether what rows were is kept."""

    run: Row
    at: str
    history: bool = False


class Address(Protocol):
    """A destination that is named and not yet open."""

    @property
    def name(self) -> str:
        """How messages call it, without a password."""

    def opened(self, terms: Terms) -> AbstractContextManager[Target]:
        """The destination within one transaction, which is kept if the block ends well, and undone if not."""

    def fed_last(self) -> str | None:
        """The run that was fed last; None where there is none."""


def no_rows() -> dict[str, list[Row]]:
    """Table name → no rows yet, for every table that is fed."""
    from extract.feed.ledger import FED

    return {table.name: [] for table in FED}
