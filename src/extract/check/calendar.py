"""Dates that cannot be as they stand: a weekday that the date does not have, a coming event that lies behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import regex

from extract.check.view import View
from extract.records.release import Check

WEEKDAYS: Final = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
# "tirsdag den 3. maj 2025": the date's own surface begins behind the weekday, or holds it.
_DAY: Final = rf"(?<!\p{{L}})(?P<day>{'|'.join(WEEKDAYS)})(?:en)?,?\s(?:d(?:en|\.)\s)?"
_WEEKDAY: Final = regex.compile(f"{_DAY}$", regex.IGNORECASE)
_INSIDE: Final = regex.compile(rf"{_DAY}\d", regex.IGNORECASE)
_ROOM: Final = 20
_YEAR: Final = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MOST: Final = 200
_NARROW: Final = frozenset({"day", "month"})


def check_calendar(view: View) -> tuple[Check, ...]:
    """``weekday_fits_date`` for each date with its weekday, then ``event_not_before_publication``."""
    return (*_weekdays(view), *_past(view))


def _weekdays(view: View) -> Iterator[Check]:
    """Only dates that state their year: the year of any other was read by its weekday, which proves nothing."""
    for told in view.release.dates[:_MOST]:
        if told.precision != "day" or told.from_ is None or told.from_ != told.to:
            continue
        if _YEAR.search(told.surface) is None or view.section_at(told.start) is None:
            continue
        start, found = told.start, _INSIDE.match(told.surface)
        if found is None:
            room = max(view.line_at(told.start)[0], told.start - _ROOM)
            found = _WEEKDAY.search(view.text, room, told.start)
            start = found.start() if found is not None else start
        if found is None:
            continue
        said, is_ = found["day"].lower(), WEEKDAYS[date.fromisoformat(told.from_).weekday()]
        whole = " ".join(view.text[start : told.end].split())
        yield Check(
            code="weekday_fits_date",
            status="ok" if said == is_ else "mismatch",
            message=f"»{whole}« er en {is_}."
            if said == is_
            else f"Teksten skriver »{whole}«, men den dag er en {is_}.",
            stated=said,
            found=is_,
            evidence=((start, told.end),),
        )


def _past(view: View) -> Iterator[Check]:
    """What is still to come, by the words of its sentence, and lies before the day of publication by its year."""
    published = view.release.published_at
    if published is None:
        return
    for told in view.release.dates[:_MOST]:
        if (
            told.to is None
            or told.precision not in _NARROW
            or _YEAR.search(told.surface) is None
            or view.section_at(told.start) is None
        ):
            continue
        if date.fromisoformat(told.to) >= published.date():
            continue
        start, end = view.sentence_at(told.start)
        if view.words.to_come.search(view.text, start, told.start) is None or view.words.gone.search(
            view.text, start, end
        ):
            continue
        yield Check(
            code="event_not_before_publication",
            status="doubt",
            message=(
                f"Teksten taler om »{' '.join(told.surface.split())}« som noget, der kommer, "
                f"men meddelelsen er fra {published.date().isoformat()}."
            ),
            stated=told.to,
            found=published.date().isoformat(),
            evidence=((told.start, told.end),),
        )
