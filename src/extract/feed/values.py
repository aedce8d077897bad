"""Values of rows as databases with types of their own take them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from extract.feed.model import Column, Kind
from extract.feed.rows import DANISH, Row, fits


def moment(value: str) -> datetime:
    """A time in UTC; one without a zone is Danish."""
    found = datetime.fromisoformat(value)
    return (found if found.tzinfo is not None else found.replace(tzinfo=DANISH)).astimezone(UTC)


def money(value: str) -> Decimal | None:
    """A decimal with two places, or None where DECIMAL(20,2) cannot hold it."""
    return Decimal(value).quantize(Decimal("0.01")) if fits(value) else None


TYPED: Final[Mapping[Kind, Callable[[Any], Any]]] = {
    "money": money, "time": moment, "day": date.fromisoformat, "flag": bool
}  # fmt: skip
"""What turns the value of a row into that of a database with types."""


def in_columns(
    columns: Sequence[Column], rows: Iterable[Row], typed: Mapping[Kind, Callable[[Any], Any]]
) -> Iterator[tuple[Any, ...]]:
    """The rows as tuples in the order of the columns, each value as ``typed`` makes it of what a row holds."""
    ways = [(column.name, typed.get(column.kind)) for column in columns]
    for row in rows:
        yield tuple([_made(row[name], way) for name, way in ways])


def _made(value: Any, way: Callable[[Any], Any] | None) -> Any:
    return value if way is None or value is None else way(value)
