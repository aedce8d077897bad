"""Which place a name means where several bear it: by what stands beside it, by the release's other places, by
its publisher, and last by which of them is the well-known one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import regex

from extract.match.places_gazetteer import Place
from extract.match.places_scan import Hit

_JOINED: Final = regex.compile(r",? ?\(?(?:i|på|ved|nær|syd for|nord for|øst for|vest for|mellem|,)? ?")
_NEAR_KM: Final = 18.0
_AROUND_KM: Final = 45.0
_MOST_OTHERS: Final = 40
"""Other places that are compared at most; more say nothing new, and the work stays linear."""

_WORD_OF_PLACE: Final = 12.0
"""What *på* says for an island and *i* for a town: nobody lives *i Als*, the island."""

SAME_MUNICIPALITY: Final = 3.0
CLEAR: Final = 2.0
"""A lead of this much over the runner-up settles it; between ``TELLING`` and it the choice is likely."""
LIKELY: Final = 1.0
TELLING: Final = 0.1
FAMOUS: Final = 4.0
"""A lead of this much in renown alone is nearly as good as evidence: *Horsens* is the city, not the hamlet."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The place that a name means; None for ``place`` where it stays open. ``confidence`` of the choice alone."""

    place: Place | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a choice may lean on: unambiguous places of the release, and of its publisher's name."""

    others: tuple[Place, ...]
    publisher: tuple[Place, ...]


def choose(hit: Hit, text: str, following: Hit | None, around: Surroundings) -> Choice:
    """The place among ``hit.places``. ``following`` is the next hit of the same passage, if any."""
    if len(hit.places) == 1:
        return Choice(hit.places[0], 1.0)
    left = text[max(hit.start - 3, 0) : hit.start].casefold()
    beside: tuple[Place, ...] = ()
    if following is not None and _JOINED.fullmatch(text[hit.end : following.start]):
        listed = text[hit.end : following.start] == ", " and following.form != "municipality"
        beside = () if listed else following.places
    surface = text[hit.start : hit.stop]
    evidence = [_evidence(place, left, beside, around) for place in hit.places]
    prior = [10.0 * place.weight + 1.5 * (place.name == surface) for place in hit.places]
    scores = [told + known for told, known in zip(evidence, prior, strict=True)]
    best, second = sorted(range(len(scores)), key=lambda number: (-scores[number], number))[:2]
    lead = scores[best] - scores[second]
    if lead < TELLING:
        return Choice(None, 0.5)
    if evidence[best] - evidence[second] < TELLING:
        return Choice(hit.places[best], 0.9 if prior[best] - prior[second] >= FAMOUS else 0.6)
    return Choice(hit.places[best], 0.95 if lead >= CLEAR else 0.85 if lead >= LIKELY else 0.6)


def _evidence(place: Place, left: str, beside: Sequence[Place], around: Surroundings) -> float:
    """What the text and the publisher say for ``place``; how well known it is counts apart."""
    score = 0.0
    if left.endswith("på "):
        score += _WORD_OF_PLACE if place.kind in ("island", "landscape") else 0.0
    elif left.endswith("i "):
        score += _WORD_OF_PLACE if place.kind in ("city", "foreign", "country") else 0.0
    score += 3.0 * max((_affinity(place, other) for other in beside), default=0.0)
    score += 0.7 * max((_affinity(place, other) for other in around.publisher), default=0.0)
    near = [_affinity(place, other) for other in around.others]
    # The mean, not the best: a list of towns from all over the country has something near to everything.
    return score + (1.5 * sum(near) / len(near) + 0.3 * max(near) if near else 0.0)


def _affinity(place: Place, other: Place) -> float:
    """How strongly one place speaks for another: the same municipality, near by, the same region."""
    if place == other or other.kind in ("foreign", "country"):
        return SAME_MUNICIPALITY if place == other else 0.0
    if other.municipality is not None and other.municipality == place.municipality:
        return SAME_MUNICIPALITY
    apart = _kilometres(place, other) if other.kind != "region" else math.inf
    if apart <= _NEAR_KM:
        return 2.5
    same_region = other.region is not None and other.region == place.region
    if apart <= _AROUND_KM:
        return 2.0 if same_region else 1.5
    return 1.0 if same_region else 0.0


def _kilometres(one: Place, two: Place) -> float:
    """Distance on a flat map, good to a few per cent within Denmark."""
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return math.inf
    north = (one.lat - two.lat) * 111.2
    east = (one.lon - two.lon) * 111.2 * math.cos(math.radians((one.lat + two.lat) / 2))
    return math.hypot(north, east)


def surroundings(settled: Sequence[Hit], publisher: Sequence[Hit]) -> Surroundings:
    """From the accepted hits: each unambiguous place once, in reading order."""
    others = dict.fromkeys(hit.places[0] for hit in settled if len(hit.places) == 1)
    named = dict.fromkeys(hit.places[0] for hit in publisher if len(hit.places) == 1)
    return Surroundings(tuple(others)[:_MOST_OTHERS], tuple(named)[:_MOST_OTHERS])
