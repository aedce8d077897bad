"""Places: towns, municipalities, regions, islands, landscapes and countries that an article names.

``compile_places(patterns).find(article)`` gives them in reading order. A name inside an organisation's name is
kept and marked; a person's name or a street is none. Where a name stays open between several places, the mention
has no code, municipality or coordinates.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

import regex

from extract.match.entities import EntityMention
from extract.match.places_evidence import NONE, PERSON, Judge, Reading, beside_speech, compile_judge
from extract.match.places_gazetteer import Place, build_gazetteer, fold
from extract.match.places_resolve import Choice, choose, surroundings
from extract.match.places_scan import Hit, Scanner, compile_scanner
from extract.patterns import Patterns
from extract.records.document import Article, Passage
from extract.records.mentions import OrganisationMention, PersonMention, PlaceFound

_LISTED: Final = regex.compile(r"(?:, ?| og | samt | eller | & |, og |, samt |/|-|–| – | - )")
_LOCATED: Final = regex.compile(r" (?:på|ved|nær|tæt på|(?:syd|nord|øst|vest) for) ")
_CAPITALS: Final = r"(\p{Lu}[\p{Lu}. -]{0,22}\p{Lu})"
_DATELINE = regex.compile(rf"{_CAPITALS}(?:/{_CAPITALS})?(?:/{_CAPITALS})?(?::|\s[–—-])\s+(?=[\p{{Lu}}»”\"])")
_PARAGRAPH: Final = 40
"""Characters that follow a dateline at least: a label has less behind it."""
_DISTRICT: Final = regex.compile(r" (?:[A-ZÆØÅ]{1,2}|Øst|Vest|Nord|Syd)$")
_PROSE: Final = frozenset({"lead", "body", "caption"})
_SHORT: Final = 6
_TOWN: Final = 0.3
"""The weight from which a place is a town that GeoNames or the post know."""
_WELL_KNOWN: Final = 0.5
"""The weight from which a place is the one that its bare name brings to mind (a municipality's own town)."""

Spanned = TypeVar("Spanned", OrganisationMention, PersonMention, EntityMention)


@dataclass(frozen=True, slots=True)
class Scanned:
    """The names of places in an article, and how each reads by itself, before anybody looked at what is around them."""

    hits: tuple[Hit, ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class PlaceMatcher:
    """Finds places. Built once by :func:`compile_places`; calls share nothing and change nothing."""

    scanner: Scanner
    judge: Judge

    def scan(self, article: Article) -> Scanned:
        """What :meth:`find` begins with, for who asks it before and after others have looked."""
        hits = tuple(self.scanner.scan(article))
        ends, starts = frozenset(hit.end for hit in hits), frozenset(hit.start for hit in hits)
        return Scanned(hits, tuple(self.judge.read(article, hit, ends, starts) for hit in hits))

    def find(
        self,
        article: Article,
        scanned: Scanned | None = None,
        *,
        organisations: Sequence[OrganisationMention] = (),
        people: Sequence[PersonMention] = (),
        entities: Sequence[EntityMention] = (),
    ) -> tuple[PlaceFound, ...]:
        """The places of ``article`` in reading order, none overlapping another.

        ``organisations`` mark the names inside them, ``people`` rule theirs out, ``entities`` (a model's)
        settle only names that the text leaves open. ``scanned`` is what :meth:`scan` gave, if it is there.
        """
        scanned = scanned or self.scan(article)
        hits = scanned.hits
        if not hits:
            return ()
        readings = self._read(article, scanned, organisations, people, entities)
        surnames = {hit.key for hit, reading in zip(hits, readings, strict=True) if reading.surname}
        surnames.update(fold(person.name.rsplit(" ", 1)[-1]) for person in people)
        readings = _settle(self, article, hits, readings, surnames)
        kept = [(hit, reading) for hit, reading in zip(hits, readings, strict=True) if reading.verdict == "place"]
        around = surroundings([hit for hit, _ in kept], self._publisher(article))
        day = article.published_at.date() if article.published_at is not None else None
        found = []
        for number, (hit, reading) in enumerate(kept):
            following = kept[number + 1][0] if number + 1 < len(kept) else None
            if following is not None and following.passage != hit.passage:
                following = None
            found.append(_found(hit, reading, choose(hit, article.text, following, around), article.text, day))
        return tuple(found)

    def _read(
        self,
        article: Article,
        scanned: Scanned,
        organisations: Sequence[OrganisationMention],
        people: Sequence[PersonMention],
        entities: Sequence[EntityMention],
    ) -> list[Reading]:
        """Each hit's own reading, with what colleagues' mentions say of it."""
        in_person, in_organisation = _Cover(people), _Cover(organisations)
        model = {kind: _Cover([e for e in entities if e.kind == kind]) for kind in ("person", "place", "organisation")}
        readings: list[Reading] = []
        before: Hit | None = None
        for hit, alone in zip(scanned.hits, scanned.readings, strict=True):
            beside = before is not None and before.end == hit.start - 1 and article.text[before.end] != "/"
            goes_on = beside and readings[-1].surname
            before = hit
            reading = PERSON if goes_on or in_person.touches(hit) else alone
            if in_organisation.holds(hit) and _acronym(article.text, hit):
                reading = NONE
            if reading.verdict == "open":
                if model["person"].touches(hit):
                    reading = PERSON
                elif model["place"].holds(hit):
                    reading = replace(reading, verdict="place", confidence=min(reading.confidence, 0.8))
            if reading.verdict != "place" and _in_dateline(article, hit):
                reading = replace(reading, verdict="place", confidence=0.8, surname=False)
            own_body = hit.form == "municipality" or hit.places[0].kind == "region"
            inside = in_organisation.holds(hit, longer=True) and not _located(article.text, hit)
            if inside or (
                not own_body and reading.verdict == "place" and model["organisation"].holds(hit, longer=True)
            ):
                reading = replace(reading, part=True, stranger=False, confidence=min(reading.confidence, 0.8))
            readings.append(reading)
        return readings

    def _publisher(self, article: Article) -> list[Hit]:
        if not article.publisher:
            return []
        text = article.publisher
        return self.scanner.scan(Article(text, (Passage(0, len(text), "", "about"),)))


def compile_places(patterns: Patterns) -> PlaceMatcher:
    """The matcher of ``patterns``. PatternError or KeyError names what is missing there."""
    return PlaceMatcher(compile_scanner(build_gazetteer(patterns), patterns), compile_judge(patterns))


class _Cover:
    """Mentions sorted by start, asked what covers or touches a hit. Mentions of one kind do not overlap."""

    __slots__ = ("mentions", "starts")

    def __init__(self, mentions: Iterable[Spanned]) -> None:
        self.mentions = sorted((m.start, m.end) for m in mentions)
        self.starts = [start for start, _ in self.mentions]

    def touches(self, hit: Hit) -> bool:
        number = bisect_right(self.starts, hit.end - 1) - 1
        return number >= 0 and self.mentions[number][1] > hit.start

    def holds(self, hit: Hit, *, longer: bool = False) -> bool:
        """Whether a mention covers the hit; with ``longer`` it must reach beyond it."""
        number = bisect_right(self.starts, hit.start) - 1
        if number < 0:
            return False
        start, end = self.mentions[number]
        if end < hit.stop:
            return False
        return not longer or start < hit.start or end > hit.end


def _settle(
    matcher: PlaceMatcher, article: Article, hits: Sequence[Hit], readings: list[Reading], surnames: set[str]
) -> list[Reading]:
    """The open readings decided by the rest of the release; what stays open is no place."""
    clear: set[str] = set()
    for hit, reading in zip(hits, readings, strict=True):
        if reading.verdict == "place" and not reading.part:
            clear.add(hit.key)
            if hit.form == "municipality":
                clear.add(fold(hit.places[0].municipality or ""))
    settled = list(readings)
    entries = [_fills_item(article, hit) for hit in hits]
    order = range(len(hits))
    for numbers, step in ((order, -1), (reversed(order), 1)):
        for number in numbers:
            reading, beside = settled[number], number + step
            if reading.verdict != "open":
                continue
            gap, listed = None, False
            if 0 <= beside < len(hits) and settled[beside].verdict == "place":
                apart = abs(hits[beside].passage - hits[number].passage)
                gap = _gap(article.text, hits[number], hits[beside]) if not apart else None
                listed = apart == 1 and entries[number] and entries[beside]  # an entry among entries that are towns
            confidence = (
                0.85 if listed else _open_confidence(matcher, article, hits[number], reading, gap, clear, surnames)
            )
            if confidence:
                settled[number] = replace(reading, verdict="place", confidence=min(reading.confidence, confidence))
    return settled


def _fills_item(article: Article, hit: Hit) -> bool:
    """Whether a name is the whole of an entry: one of a list of towns."""
    passage = article.passages[hit.passage]
    marker = len(passage.block.marker) if passage.block is not None else 0
    start = passage.start if hit.start == passage.start else passage.start + marker
    return passage.item is not None and (hit.start, hit.end) == (start, passage.end)


def _open_confidence(
    matcher: PlaceMatcher,
    article: Article,
    hit: Hit,
    reading: Reading,
    gap: str | None,
    clear: set[str],
    surnames: set[str],
) -> float:
    """How surely an open name is a place: 0 for not at all. ``gap`` is the text between it and a place beside it."""
    context = frozenset().union(*(place.context for place in hit.places))
    weight = max(place.weight for place in hit.places)
    listed = gap is not None and (_LISTED.fullmatch(gap) or _LOCATED.fullmatch(gap))
    personal = "surname" in context or (weight < _WELL_KNOWN and not listed)
    if (
        hit.stop - hit.start == 1
        or (hit.key in surnames and not listed)
        or (personal and beside_speech(matcher.judge, article.text, hit))
    ):
        return 0.0
    if not context:
        return 0.95 if weight >= _TOWN or not reading.stranger else 0.0
    if listed:
        return 0.85
    if reading.part:
        if context != {"surname"}:
            return 0.7 if reading.headed and weight >= _TOWN else 0.0
        return 0.8 if not reading.stranger else 0.5 if weight >= _WELL_KNOWN else 0.0
    at_home = max((place.weight for place in hit.places if place.kind not in ("foreign", "country")), default=0.0)
    if reading.toward and (at_home >= _TOWN or not context & {"surname", "given"}):
        return 0.85
    if context == {"surname"}:
        return 0.7 if reading.initial else 0.85
    if reading.initial and hit.key in matcher.judge.never_first:
        return 0.0
    passage = article.passages[hit.passage]
    if (hit.start, hit.end) == (passage.start, passage.end) and weight >= _TOWN:
        return 0.8
    if hit.key in clear:
        return 0.7 if reading.initial else 0.85
    if article.text[hit.end : hit.end + 1] == ":" and weight >= _WELL_KNOWN and hit.start == passage.start:
        return 0.8
    follows_word = article.text[hit.start - 2 : hit.start - 1].islower() and article.text[hit.start - 1] == " "
    shouted = article.text[hit.start : hit.stop].isupper()
    telling = not reading.initial and not shouted and follows_word and passage.kind in _PROSE
    return 0.65 if telling and (context == {"word"} or ("given" not in context and weight >= _WELL_KNOWN)) else 0.0


def _in_dateline(article: Article, hit: Hit) -> bool:
    """Whether a name is among the towns in capitals that a paragraph opens with: *HORNE/FAABORG: Efter to år …*"""
    passage = article.passages[hit.passage]
    found = _DATELINE.match(article.text, passage.start, passage.end) if passage.kind in _PROSE else None
    if found is None or passage.end - found.end() <= _PARAGRAPH:
        return False
    return any((hit.start, hit.end) == found.span(place) for place in range(1, 4))


def _located(text: str, hit: Hit) -> bool:
    """Whether a name within a body's name says where that is: *Kunsthuset i Ribe* is in Ribe, *Liv på Landet* in no
    town."""
    left = text[max(hit.start - 4, 0) : hit.start]
    return left.endswith(" i ") or (left.endswith(" på ") and hit.places[0].kind in {"island", "landscape"})


def _acronym(text: str, hit: Hit) -> bool:
    """Whether a name is a body's short form in capitals: *Fonden Rum & Bevægelse (FRB)*."""
    return hit.end - hit.start < _SHORT and text[hit.start : hit.end].isupper() and hit.form == "name"


def _gap(text: str, one: Hit, two: Hit) -> str:
    return text[one.end : two.start] if one.start < two.start else text[two.end : one.start]


def _found(hit: Hit, reading: Reading, choice: Choice, text: str, day: date | None) -> PlaceFound:
    place, confidence = choice.place, round(min(reading.confidence, choice.confidence), 2)
    if place is None:
        return _undecided(hit, reading, confidence, text, day)
    return PlaceFound(
        hit.start, hit.end, _name(hit, place, text), place.kind, place.code, place.municipality, place.region_at(day),
        place.lat, place.lon, reading.part, confidence, f"places.{hit.form}",
    )  # fmt: skip


def _name(hit: Hit, place: Place, text: str) -> str:
    """The place's official name; with the letters or quarter of a town where the text has them (``Aarhus N``,
    ``Aalborg Øst``), and as it is written where that is a part of the official name (``Rungsted``)."""
    written = text[hit.start : hit.end if _DISTRICT.fullmatch(text, hit.stop, hit.end) else hit.stop]
    quarter = _DISTRICT.search(written)
    if place.kind == "city" and quarter is not None and fold(written[: quarter.start()]) == fold(place.name):
        return f"{place.name}{quarter.group()}"
    if place.kind == "city" and "aa" in written.casefold() and fold(written) == fold(place.name):
        # towns that kept their aa write themselves so, whatever the table says
        return written.title() if written.isupper() else written
    part = place.kind == "city" and hit.form != "municipality" and f" {written} " in f" {place.name} "
    return written if part else place.name


def _undecided(hit: Hit, reading: Reading, confidence: float, text: str, day: date | None) -> PlaceFound:
    """A name that several places bear alike: only what they all share is said."""

    def shared(values: Iterable[str | None]) -> str | None:
        distinct = set(values)
        return distinct.pop() if len(distinct) == 1 else None

    places: tuple[Place, ...] = hit.places
    name = shared(place.name for place in places) or text[hit.start : hit.stop]
    kinds = {place.kind for place in places}
    return PlaceFound(
        hit.start, hit.end, name, kinds.pop() if len(kinds) == 1 else "city",
        municipality=shared(place.municipality for place in places),
        region=shared(place.region_at(day) for place in places),
        in_organisation=reading.part, confidence=confidence, rule="places.undecided",
    )  # fmt: skip
