"""The projects of releases as timelines see them, kept with each release in the destination.

So a feed need not read every release anew to tell what the few that changed have in common with the others.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from extract.check.seen import Figure, Seen, seen_in
from extract.feed.judged import Record
from extract.feed.rows import project_keys
from extract.patterns import Phrase
from extract.records.release import Amount, Release

_UNSEEN: Final = ("sections", "places", "quotes", "people", "organisations", "dates", "contacts", "checks")
_PLAIN: Final = ("release", "project", "day", "title", "name", "city", "applicant", "funder", "finished")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A project as one release tells it, and the key of its row."""

    seen: Seen
    key: str


def sightings(record: Record, finished: Phrase) -> tuple[Sighting, ...]:
    """The projects of a release, of its JSON values."""
    if not record["projects"]:
        return ()
    # Most of a record is no matter here, and checking it would take most of the time.
    release = Release.model_validate({**record, **dict.fromkeys(_UNSEEN, ())})
    keys = project_keys(record)
    return tuple(Sighting(seen, keys[seen.project]) for seen in seen_in(release, finished))


def dumped(found: Sequence[Sighting]) -> str | None:
    """Sightings as JSON; None where there are none."""
    return json.dumps([_told(one) for one in found], ensure_ascii=False) if found else None


def loaded(text: str | None) -> tuple[Sighting, ...]:
    """The same again."""
    return tuple(_sighting(one) for one in json.loads(text)) if text else ()


def _told(one: Sighting) -> dict[str, Any]:
    plain = {name: getattr(one.seen, name) for name in _PLAIN}
    figures = {part: _figure_told(getattr(one.seen, part)) for part in ("granted", "total")}
    return {"key": one.key, **plain, **figures}


def _figure_told(figure: Figure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {
        "value": format(figure.value, "f"),
        "currency": figure.currency,
        "amount": figure.amount.model_dump(mode="json", exclude_defaults=True),
    }


def _sighting(told: dict[str, Any]) -> Sighting:
    key = told.pop("key")
    granted, total = _figure(told.pop("granted")), _figure(told.pop("total"))
    return Sighting(Seen(**told, granted=granted, total=total), key)


def _figure(told: dict[str, Any] | None) -> Figure | None:
    if told is None:
        return None
    return Figure(Decimal(told["value"]), told["currency"], Amount.model_validate(told["amount"]))
