"""Finds every capitalised stretch of an article that the gazetteer knows, before anything is decided.

One pass of one expression finds words with a capital; the gazetteer is asked for each of them, with genitive and
compound endings taken off. What surrounds a name (*Kommune*, a postal district) belongs to the mention.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

import regex

from extract.match.places_gazetteer import Gazetteer, Place, fold
from extract.patterns import Patterns
from extract.records.document import Article, Passage
from extract.records.release import Span

Form = Literal["name", "area", "compound", "municipality"]

_WORD: Final = regex.compile(r"(?<![\w@#])(?<!\w[-.])[A-ZÀ-ÖØ-Þ]\w*+(?:[-'’]\w++)*+")
_NEXT: Final = regex.compile(r"[ \u00a0]([\w'’]++(?:-\w++)*+)")
_NEXT_AFTER_STOP: Final = regex.compile(r"\.[ \u00a0]?([\w'’]++(?:-\w++)*+)")
_KOMMUNE: Final = regex.compile(
    r"[ \u00a0](?:[Kk]ommune(?P<plural>r|rs|rne|rnes)?(?:ns?|s)?|[Rr]egionskommunes?|KOMMUNE(?:RS?|S)?)(?!\w|-\w)"
)
_BETWEEN: Final = regex.compile(r"(?:, ?| og | samt | eller | & |, og |, samt |/)")
_COMPASS: Final = regex.compile(r"(?:Nord(?:vest|øst)?|Syd(?:vest|øst)?|Vest|Øst|Midt|Central)(?=\w{2})")
_COLUMN: Final = regex.compile(r"\s*(?:kommuner?|kommunenavn|hjemkommune)\s*", regex.IGNORECASE)
_SIBILANTS: Final = ("s", "x", "z")


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch that names one or several known places. ``start:end`` is the mention, ``stop`` the end of the
    name in it; ``key`` is the folded name; ``passage`` its passage's number.
    """

    start: int
    end: int
    stop: int
    key: str
    places: tuple[Place, ...]
    form: Form
    passage: int


@dataclass(frozen=True, slots=True)
class Scanner:
    """The gazetteer with the endings and letters that belong to a mention."""

    gazetteer: Gazetteer
    area_endings: tuple[str, ...]
    no_place: frozenset[str]
    letters: frozenset[str]

    def scan(self, article: Article) -> list[Hit]:
        """All hits in reading order, none overlapping another."""
        hits: list[Hit] = []
        municipal: list[int] = []
        for number, passage in enumerate(article.passages):
            low = len(hits)
            cells = passage.block.cells if passage.block is not None else ()
            if passage.item is None or not cells:
                municipal = [at for at, cell in enumerate(cells) if _COLUMN.fullmatch(article.text, *cell)]
            at = passage.start
            for found in _WORD.finditer(article.text, passage.start, passage.end):
                if found.start() < at:
                    continue
                for hit in self._look_up(article.text, found.start(), found.end(), passage, number):
                    hits.append(hit)
                    at = hit.end
            _spread_municipalities(self.gazetteer, article.text, hits, low)
            for cell in (cells[at] for at in municipal if at < len(cells)):
                _name_municipality(self.gazetteer, article.text, hits, low, cell)
        return hits

    def _look_up(self, text: str, start: int, end: int, passage: Passage, number: int) -> Iterator[Hit]:
        if _in_address(text, start, end):
            return
        word = text[start:end]
        hit = self._named(text, start, end, passage, number)
        if hit is not None:
            yield self._grown(text, hit, passage)
        elif "-" in word:
            yield from self._compound(word, start, number)
        elif (wide := self._compass(text, start, end)) is not None:
            yield Hit(start, end, wide[0], fold(text[start : wide[0]]), (wide[1],), "name", number)
        else:
            for ending in self.area_endings:
                if word.endswith(ending) and len(word) > len(ending) + 2:
                    stem = word[: -len(ending)].rstrip("-")
                    places = self._single(stem) or (self._single(stem[:-1]) if stem.endswith("s") else ())
                    if places:
                        yield Hit(start, end, start + len(stem), fold(stem), places, "area", number)
                    return

    def _named(self, text: str, start: int, end: int, passage: Passage, number: int) -> Hit | None:
        """The longest name that begins with the word at ``start:end``, with its genitive ending."""
        for stem_end, mention_end in _genitives(text, start, end, passage.end):
            tails = self.gazetteer.names.get(fold(text[start:stem_end]))
            if tails is None:
                continue
            following = (_NEXT_AFTER_STOP if text[end : end + 1] == "." else _NEXT).match(text, end, passage.end)
            second = fold(following[1]) if following else ""
            for words, places in tails:
                if words and not second.startswith(words[0]):
                    continue
                if not words:
                    key = fold(text[start:stem_end])
                    if key in self.gazetteer.abbreviations and text[stem_end : min(stem_end + 1, passage.end)] == ".":
                        return Hit(start, stem_end + 1, stem_end + 1, key, places, "name", number)
                    return Hit(start, mention_end, stem_end, key, places, "name", number)
                if stem_end == mention_end == end and (ends := self._tail(text, end, words, passage.end, start)):
                    return Hit(start, ends[1], ends[0], fold(text[start : ends[0]]), places, "name", number)
        return None

    def _tail(self, text: str, at: int, words: tuple[str, ...], limit: int, start: int) -> tuple[int, int] | None:
        """Where the further words of a name end (bare, with genitive), or None where they do not follow."""
        stem = at
        for place, word in enumerate(words):
            last = place == len(words) - 1
            shortened = fold(text[start:at]) in self.gazetteer.abbreviations
            following = (_NEXT_AFTER_STOP if shortened and text[at : at + 1] == "." else _NEXT).match(text, at, limit)
            if following is None:
                return None
            at = stem = following.end()
            begin = following.start(1)
            if fold(text[begin:at]) == word:
                continue
            if not last:
                return None
            for stem, mention in _genitives(text, begin, at, limit):
                if fold(text[begin:stem]) == word:
                    return stem, mention
            return None
        return stem, stem

    def _grown(self, text: str, hit: Hit, passage: Passage) -> Hit:
        """The hit with *Kommune* or a postal district after it."""
        kommune = _KOMMUNE.match(text, hit.end, passage.end)
        if kommune:
            place = self._municipality(text[hit.start : hit.stop], text[hit.start : hit.end])
            if place is not None:
                return replace(hit, end=kommune.end(), places=(place,), form="municipality")
        following = _NEXT.match(text, hit.end, passage.end)
        if (
            following
            and following[1] in self.letters
            and hit.stop == hit.end
            and text[following.end() : following.end() + 1] != "'"
        ):
            cities = tuple(place for place in hit.places if place.kind == "city")
            if cities:
                return replace(hit, end=following.end(), stop=following.end(), places=cities)
        return hit

    def _municipality(self, *names: str) -> Place | None:
        for name in names:
            if (place := self.gazetteer.municipalities.get(fold(name.rstrip("'’")))) is not None:
                return place
        return None

    def _compound(self, word: str, start: int, number: int) -> Iterator[Hit]:
        """``Aarhus-området`` is one place, ``Dunkjær-Marstal`` two, ``Aarhus-virksomheden`` names its town."""
        first, _, rest = word.partition("-")
        places = self._single(first)
        if not places or not rest:
            return
        if rest in self.area_endings:
            yield Hit(start, start + len(word), start + len(first), fold(first), places, "area", number)
        elif rest[0].isupper():
            name = rest.partition("-")[0]
            stem = name if self._single(name) else name.removesuffix("s")
            if second := self._single(stem):
                middle = start + len(first) + 1
                yield Hit(start, middle - 1, middle - 1, fold(first), places, "compound", number)
                yield Hit(middle, middle + len(name), middle + len(stem), fold(stem), second, "compound", number)
        elif rest[0].islower() and rest not in self.no_place:
            yield Hit(start, start + len(first), start + len(first), fold(first), places, "compound", number)

    def _compass(self, text: str, start: int, end: int) -> tuple[int, Place] | None:
        """``Sydmors`` and ``Vestlolland``: a part of an island or landscape, with the end of its name."""
        prefix = _COMPASS.match(text, start, end)
        if prefix is None:
            return None
        for stop, _ in _genitives(text, start, end, end):
            for place in self._single(text[prefix.end() : stop]):
                if place.kind in ("island", "landscape"):
                    return stop, replace(place, name=text[start:stop], kind="landscape", code=None, municipality=None)
                if place.kind in ("country", "foreign") and place.region is None:
                    return stop, replace(place, name=text[start:stop], kind="foreign")
        return None

    def _single(self, word: str) -> tuple[Place, ...]:
        for words, places in self.gazetteer.names.get(fold(word), ()):
            if not words:
                return places
        return ()


def compile_scanner(gazetteer: Gazetteer, patterns: Patterns) -> Scanner:
    endings = sorted(patterns.words["places.area_endings"].words, key=lambda word: (-len(word), word))
    letters = frozenset(patterns.words["places.postal_letters"].words)
    return Scanner(gazetteer, tuple(endings), patterns.words["places.compound_no_place"].folded, letters)


def _genitives(text: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    """``(end of the name, end of the mention)`` for each reading of a word: as it is, ``s``, ``'s`` and ``'``."""
    quoted = start > 0 and text[start - 1] in "'’‘"
    last = text[end - 1].casefold()
    if last in _SIBILANTS and not quoted and end < limit and text[end] in "'’":
        yield end, end + 1
    else:
        yield end, end
    if last == "s" and end - start > 2:
        if text[end - 2] in "'’":
            yield end - 2, end
        else:
            yield end - 1, end


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether the word is part of a web or mail address."""
    if text[end : end + 1] == "@" or (
        text[end : end + 1] == "." and text[end + 1 : end + 3].islower() and text[end + 3 : end + 4] in " \n),"
    ):
        return True
    if start and text[start - 1] in "/_=":
        chunk = text[max(start - 60, 0) : start].rsplit(None, 1)
        return bool(chunk) and ("://" in chunk[-1] or "www." in chunk[-1] or "." in chunk[-1])
    return False


def _name_municipality(gazetteer: Gazetteer, text: str, hits: list[Hit], low: int, cell: Span) -> None:
    """A bare name that fills a cell below ``Kommune`` is a municipality, whatever else bears it."""
    for number in range(low, len(hits)):
        hit = hits[number]
        place = gazetteer.municipalities.get(hit.key)
        if place is not None and hit.form == "name" and text[slice(*cell)].strip() == text[hit.start : hit.end]:
            hits[number] = replace(hit, places=(place,), form="municipality")


def _spread_municipalities(gazetteer: Gazetteer, text: str, hits: list[Hit], low: int) -> None:
    """``Assens, Nyborg og Kerteminde Kommuner`` and ``kommunerne Assens og Nyborg`` are municipalities all."""
    for number in range(len(hits) - 1, low - 1, -1):
        if (
            hits[number].form != "municipality"
            or " og " not in text[max(hits[number].start - 6, 0) : hits[number].start]
        ):
            continue
        at = number
        while at > low:
            before = hits[at - 1]
            gap = text[before.end : hits[at].start]
            place = gazetteer.municipalities.get(before.key)
            if before.form != "name" or place is None or not _BETWEEN.fullmatch(gap):
                break
            hits[at - 1] = replace(before, places=(place,), form="municipality")
            at -= 1
    leading = False
    for number in range(low, len(hits)):
        hit = hits[number]
        if text[max(hit.start - 11, 0) : hit.start].casefold().endswith(("kommunerne ", "kommuner ")):
            leading = True
        elif number == low or not _BETWEEN.fullmatch(text[hits[number - 1].end : hit.start]):
            leading = False
        place = gazetteer.municipalities.get(hit.key)
        if leading and hit.form == "name" and place is not None:
            hits[number] = replace(hit, places=(place,), form="municipality")
        elif hit.form != "municipality":
            leading = False
