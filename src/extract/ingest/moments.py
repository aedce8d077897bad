"""Moments as the formats write them → datetime."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any

import regex

_DANISH = regex.compile(
    r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:,?\s{1,3}(?:kl\.?\s?)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s{0,2}([A-Z]{3,4})?)?"
)
_ISO_START = regex.compile(r"\d{4}-?\d{2}-?\d{2}")
_ISO_ZONE = regex.compile(r"(?<=\d{2}:\d{2})\s+(?=[+-]\d{2}:?\d{2}$)|(?<=\d{2})\s+(?=Z$)")
_ZONES = {"CEST": 2, "CET": 1, "UTC": 0, "GMT": 0}
_MILLISECONDS_FROM = 100_000_000_000


def moment(value: Any) -> datetime | None:
    """ISO 8601, ``28.6.2024 14:55:30 CEST``, an e-mail date or seconds or milliseconds since 1970; else None.

    A zone is kept where it is stated and never added.
    """
    if isinstance(value, bool) or value is None:
        return None
    try:
        if isinstance(value, int | float):
            seconds = value / 1000 if value >= _MILLISECONDS_FROM else value
            return datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None
        return _from_text(str(value).strip())
    except (ValueError, OverflowError, OSError, TypeError, IndexError):
        return None


def _from_text(text: str) -> datetime | None:
    if not text or len(text) > 60:
        return None
    if _ISO_START.match(text):
        return datetime.fromisoformat(_ISO_ZONE.sub("", text))
    if found := _DANISH.fullmatch(text):
        day, month, year, hour, minute, second, zone = found.groups()
        if zone is not None and zone not in _ZONES:
            return None
        offset = timezone(timedelta(hours=_ZONES[zone])) if zone else None
        return datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=offset
        )
    return parsedate_to_datetime(text)
