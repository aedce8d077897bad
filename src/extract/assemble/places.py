"""Place mentions → places: one record a place, with all its mentions."""

from __future__ import annotations

from collections.abc import Sequence

from extract.records.mentions import PlaceFound
from extract.records.release import Place, PlaceMention


def assemble_places(text: str, mentions: Sequence[PlaceFound]) -> tuple[tuple[Place, ...], tuple[str, ...]]:
    """The places in order of first mention, and for each mention the id of its place."""
    groups: dict[tuple[str, str, str | None], list[PlaceFound]] = {}
    for mention in mentions:
        groups.setdefault(_key(mention), []).append(mention)
    groups = dict(sorted(groups.items(), key=lambda group: group[1][0].start))
    ids = {key: f"l{number}" for number, key in enumerate(groups, 1)}
    places = []
    for key, members in groups.items():
        best = max(members, key=lambda m: m.confidence)
        places.append(
            Place(
                id=ids[key],
                name=best.name,
                kind=best.kind,
                code=best.code,
                municipality=best.municipality,
                region=best.region,
                lat=best.lat,
                lon=best.lon,
                mentions=tuple(
                    PlaceMention(
                        start=m.start, end=m.end, surface=text[m.start : m.end], in_organisation=m.in_organisation
                    )
                    for m in members
                ),
                confidence=best.confidence,
                rule=best.rule,
            )
        )
    return tuple(places), tuple(ids[_key(mention)] for mention in mentions)


def _key(mention: PlaceFound) -> tuple[str, str, str | None]:
    return mention.name, mention.kind, mention.code
