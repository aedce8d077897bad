"""Stretches of the calendar: days, weeks, months, quarters, halves, seasons and years as first and last day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

DateSpan = tuple[date, date]
"""First and last day, both inside."""


def day(year: int, month: int, number: int) -> date | None:
    """The day, None where the calendar has none (30 February)."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def months(first_year: int, first: int, last_year: int, last: int) -> DateSpan:
    """From the first day of one month to the last of another."""
    return date(first_year, first, 1), date(last_year, last, monthrange(last_year, last)[1])


def years(first: int, last: int) -> DateSpan:
    return date(first, 1, 1), date(last, 12, 31)


def week(year: int, number: int) -> DateSpan | None:
    """Monday to Sunday of an ISO week, None where the year has none (week 53 of 2025)."""
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return monday, monday + timedelta(days=6)


def third(span: DateSpan, which: int) -> DateSpan:
    """The first (0), middle (1) or last (2) third of a month: ten days each, the last to its end."""
    first, last = span
    starts = (1, 11, 21)
    end = last.day if which == 2 else starts[which] + 9
    return first.replace(day=starts[which]), first.replace(day=end)


def season(year: int, first: int, last: int) -> DateSpan:
    """The months ``first`` to ``last``; a winter runs into the next year."""
    return months(year, first, year + (last < first), last)


def nearest_year(base: date, month: int, number: int, weekday: int | None = None) -> int | None:
    """The year that puts a day nearest to ``base``; where a ``weekday`` (0 is Monday) is said, only one that has it.

    None where no year within two fits.
    """
    candidates = [d for y in range(base.year - 2, base.year + 3) if (d := day(y, month, number)) is not None]
    if weekday is not None:
        candidates = [d for d in candidates if d.weekday() == weekday]
    return min(candidates, key=lambda d: (abs((d - base).days), d)).year if candidates else None


def likely_year(base: date, month: int, number: int, back: timedelta) -> int | None:
    """The year of a day that a text published on ``base`` gives without one: the first that lies no further back than
    ``back``. None where no year within two has the day.
    """
    candidates = [d for y in range(base.year - 1, base.year + 3) if (d := day(y, month, number)) is not None]
    return next((d.year for d in candidates if d >= base - back), None)


def around(there: date, unit: str) -> DateSpan:
    """The ``day``, ``week``, ``month`` or ``year`` of the calendar that ``there`` lies in."""
    if unit == "day":
        return there, there
    if unit == "week":
        monday = there - timedelta(days=there.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        return months(there.year, there.month, there.year, there.month)
    return years(there.year, there.year)
