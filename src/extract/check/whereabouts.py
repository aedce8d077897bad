"""A town and the municipality written with it that do not belong together: ``Thyborøn i Holstebro Kommune``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from extract.check.view import View
from extract.records.release import Check, Place, PlaceMention

_BETWEEN: Final = frozenset({" i ", " ("})
_MOST: Final = 1000


def check_whereabouts(view: View) -> tuple[Check, ...]:
    """``town_in_municipality``, a doubt for each town that the gazetteer knows in another municipality only.

    Where towns of one name lie in both, the place was read as the one in the municipality beside it.
    """
    return tuple(dict.fromkeys(_apart(view)))


def _apart(view: View) -> Iterator[Check]:
    mentions = sorted(((m, p) for p in view.release.places for m in p.mentions), key=lambda pair: pair[0].start)
    seen: set[tuple[str, str]] = set()
    for (town, place), (after, municipality) in pairwise(mentions[:_MOST]):
        if (place.id, municipality.id) in seen or not _contradict(view, (town, place), (after, municipality)):
            continue
        seen.add((place.id, municipality.id))
        whole = " ".join(view.text[town.start : after.end].split())
        yield Check(
            code="town_in_municipality",
            status="doubt",
            message=f"Teksten skriver »{whole}«, men {place.name} ligger i {place.municipality} Kommune.",
            stated=municipality.municipality,
            found=place.municipality,
            evidence=((town.start, town.end), (after.start, after.end)),
        )


def _contradict(view: View, one: tuple[PlaceMention, Place], other: tuple[PlaceMention, Place]) -> bool:
    (town, place), (after, municipality) = one, other
    if place.kind != "city" or municipality.kind != "municipality" or place.code is None or municipality.code is None:
        return False
    beside = view.text[town.end : after.start] in _BETWEEN and not town.in_organisation
    return beside and place.code != municipality.code and view.section_at(town.start) is not None
