"""The gazetteer: what a place name may stand for, built once from the tables of patterns/.

``places.csv`` and ``foreign_places.csv`` name towns, islands, landscapes and countries, ``municipalities.csv``
and ``regions.csv`` the authorities. Names are looked up folded: lower case, ``å`` as ``aa``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from extract.patterns import Patterns
from extract.records.release import PlaceKind

REGIONS_BEGIN: Final = date(2007, 1, 1)
"""Before it there were counties: no place has a region."""

_KINDS: Final[Mapping[str, PlaceKind]] = {
    "municipality": "municipality",
    "region": "region",
    "island": "island",
    "landscape": "landscape",
    "country": "country",
    "foreign": "foreign",
}
"""Kinds of the tables that the record keeps; all others (town, village, district) are a city there."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place. ``region_later`` is its region from ``change`` on. ``context`` holds ``word``, ``surname`` or
    ``given`` where the name is also that; ``weight`` (0 to 1) is how likely the bare name means this place.
    """

    name: str
    kind: PlaceKind
    code: str | None = None
    municipality: str | None = None
    region: str | None = None
    region_later: str | None = None
    change: date | None = None
    lat: float | None = None
    lon: float | None = None
    context: frozenset[str] = frozenset()
    weight: float = 0.1

    def region_at(self, day: date | None) -> str | None:
        """The region on ``day``; of an undated release the one that most texts were written under."""
        if day is None:
            return self.region
        if day < REGIONS_BEGIN:
            return None
        return self.region_later if self.change is not None and day >= self.change else self.region


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """``names`` maps the folded first word to ``(folded further words, places)``, the longest first;
    ``municipalities`` maps a municipality's folded name to it.
    """

    names: Mapping[str, tuple[tuple[tuple[str, ...], tuple[Place, ...]], ...]]
    municipalities: Mapping[str, Place]
    abbreviations: frozenset[str]
    """Folded words that may carry a full stop within or after a name: ``nr``, ``sdr``, ``skt``, ``kbh``."""


def fold(word: str) -> str:
    """The form under which names are looked up: ``Århus`` and ``AARHUS`` are ``aarhus``."""
    return word.casefold().replace("å", "aa")


def build_gazetteer(patterns: Patterns) -> Gazetteer:
    """The gazetteer of ``patterns``; PatternError where a table is missing."""
    change = _change_of_regions(patterns)
    municipalities = {fold(row["name"]): _municipality(row, change) for row in patterns.table("municipalities")}
    later = {place.region: place.region_later for place in municipalities.values()}
    given = frozenset(fold(row["name"]) for row in patterns.table("given_names"))
    words = patterns.words["places.foreign_words"].folded
    usual = frozenset(
        (fold(w), known.give["code"]) for known in patterns.word_group("places.usual") for w in known.words
    )
    full_forms = {fold(words.give["full"]): words.words for words in patterns.word_group("places.short")}
    found: dict[tuple[str, ...], dict[Place, None]] = {}

    def put(names: Iterable[str], place: Place) -> None:
        for name in names:
            for variant in _variants(name, full_forms):
                key = tuple(fold(word).rstrip(".") for word in variant.split())
                found.setdefault(key, {}).setdefault(place)

    for row in patterns.table("places"):
        put((row["name"], *_split(row["alternates"])), _danish(row, given, usual, later, change))
    for row in patterns.table("foreign_places"):
        put((row["name"],), _foreign(row, given, words))
    for row in patterns.table("regions"):
        region = Place(row["name"], "region", row["code"] or None, region=row["name"], weight=1.0)
        put((row["name"], *_split(row["alternates"])), region)
    for name, place in municipalities.items():
        if (name,) not in found:
            put((name,), place)
    by_first: dict[str, list[tuple[tuple[str, ...], tuple[Place, ...]]]] = {}
    for key, places in found.items():
        by_first.setdefault(key[0], []).append((key[1:], tuple(places)))
    names = {word: tuple(sorted(tails, key=lambda tail: (-len(tail[0]), tail[0]))) for word, tails in by_first.items()}
    short = {fold(word).rstrip(".") for forms in full_forms.values() for word in forms if word.endswith(".")}
    short.update(
        fold(name).rstrip(".")
        for row in patterns.table("places")
        for name in _split(row["alternates"])
        if name.endswith(".") and " " not in name
    )
    for row in patterns.table("municipalities"):
        before = fold(row["official"]).rsplit(" ", 1)[0]
        municipalities.setdefault(before, municipalities[fold(row["name"])])
    return Gazetteer(names, municipalities, frozenset(short))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _variants(name: str, full_forms: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The name, and with its first word shortened as Danes do: ``Nørre Nissum``, ``Nr. Nissum``."""
    yield name
    first, _, rest = name.partition(" ")
    if rest:
        for short in full_forms.get(fold(first), ()):
            yield f"{short} {rest}"


def _number(cell: str) -> float | None:
    return float(cell) if cell.strip() else None


def _change_of_regions(patterns: Patterns) -> date | None:
    """The day from which ``region_from_2027`` holds: the latest first day among the regions."""
    days = [date.fromisoformat(row["valid_from"]) for row in patterns.table("regions") if row["valid_from"]]
    return max((day for day in days if day > REGIONS_BEGIN), default=None)


def _municipality(row: Mapping[str, str], change: date | None) -> Place:
    return Place(
        row["official"], "municipality", row["code"], row["name"], row["region"], row["region_from_2027"], change,
        _number(row["lat"]), _number(row["lon"]), weight=0.5,
    )  # fmt: skip


def _danish(
    row: Mapping[str, str],
    given: frozenset[str],
    usual: frozenset[tuple[str, str]],
    later: Mapping[str | None, str | None],
    change: date | None,
) -> Place:
    """A row of places.csv. A town that its municipality is named for is the one that its bare name means; after
    it come the usual bearers of a name, the towns that GeoNames or the post know, and the villages and districts
    written by hand.
    """
    name = row["name"]
    context = {fold(word) for word in _split(row["context"])}
    if fold(name) in given:
        context.add("given")
    weight = 0.1 if row["source"] == "own" else 0.35
    if (fold(name), row["municipality_code"]) in usual:
        weight = 0.45
    if fold(name) in fold(row["municipality"]).split("-"):
        weight = 0.85
    kind = _KINDS.get(row["kind"], "city")
    if kind != "city":
        weight = 0.45
    region = row["region"] or None
    return Place(
        name, kind, row["municipality_code"] or None, row["municipality"] or None, region, later.get(region, region),
        change, _number(row["lat"]), _number(row["lon"]), frozenset(context), weight,
    )  # fmt: skip


def _foreign(row: Mapping[str, str], given: frozenset[str], words: frozenset[str]) -> Place:
    context = frozenset({"given"} if fold(row["name"]) in given else ())
    if row["name"].casefold() in words:
        context |= {"word"}
    kind: PlaceKind = "country" if row["kind"] == "country" else "foreign"
    return Place(row["name"], kind, context=context, weight=0.9 if kind == "country" else 0.4)
