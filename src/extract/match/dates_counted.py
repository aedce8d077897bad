"""What is counted from the day of publication, read by dateparser: ``for to år siden``, ``om tre måneder``.

dateparser reads exact spans of this shape well in Danish, but no number words; those are put into figures first. It is
loaded only when a release has such a span, and asked once for each span and day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import lru_cache
from types import MappingProxyType

from extract.records.release import Precision

_SETTINGS = MappingProxyType(
    {
        "STRICT_PARSING": True,
        "PARSERS": ["relative-time", "absolute-time"],
        "RETURN_AS_TIMEZONE_AWARE": False,
        "DATE_ORDER": "DMY",
    }
)


_PLURALS: Mapping[Precision, str] = MappingProxyType({"day": "dage", "week": "uger", "month": "måneder", "year": "år"})


def counted_day(count: int, unit: Precision, base: date, *, ago: bool) -> date | None:
    """The day ``count`` units (day, week, month or year) before or after ``base``; None where the calendar ends."""
    return read_day(f"for {count} {_PLURALS[unit]} siden" if ago else f"om {count} {_PLURALS[unit]}", base)


@lru_cache(maxsize=4096)
def read_day(span: str, base: date) -> date | None:
    """The day that dateparser finds in an exact Danish span, counted from ``base``; None where it finds none."""
    # Imported here, for it takes a while to load and most releases have no such span.
    from dateparser import parse

    settings = {**_SETTINGS, "RELATIVE_BASE": datetime.combine(base, time(12))}
    found = parse(span, languages=["da"], settings=settings)
    return found.date() if isinstance(found, datetime) else None
