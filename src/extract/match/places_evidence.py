"""Whether a hit is a place: what stands around it, judged for one hit at a time.

A name that is nothing but a place needs no evidence, only no counter-evidence (a person, a street). A name that is
also a common word, a surname or a given name needs a word of place beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

import regex

from extract.match.places_gazetteer import fold
from extract.match.places_scan import Hit
from extract.patterns import Patterns
from extract.records.document import Article, Passage

Verdict = Literal["place", "open", "none"]
"""A place by its own surroundings; open until the rest of the release is known; no place."""

_BEFORE: Final = 64
_SYLLABLE: Final = 2
"""Characters looked at to the left of a hit."""

_LAST_WORD: Final = regex.compile(r"[\w&.'’/-]++$")
_RIGHT_WORD: Final = regex.compile(r"[ \u00a0]([\w'’]++(?:[-/][\w'’]++)*+)")
_REST: Final = regex.compile(r"(?:-\w++)*+")
_NUMBERED: Final = regex.compile(r"[ \u00a0]\d{1,2}(?!\d|[.,:]\d|\. ?\p{Ll})")
"""A short number right after, and no day of a month: «Uge 42», «Ring 3»."""
_INITIAL: Final = regex.compile(r"(?:[A-ZÆØÅ]\.-?){1,3}|(?:Aa|Th|Chr|Joh|Aug|Fr)\.")
_POSTCODE: Final = regex.compile(r"(?<!\d)(?:DK-?)?[1-9]\d{3} $")
_IN_BRACKETS: Final = regex.compile(r"\((?:[^()\n]{0,40}[,/] ?)?$")
_AFTER_BRACKET: Final = regex.compile(r"(?:, [^()\n]{1,40})?\)")
_KOMMUNE_FOLLOWS: Final = regex.compile(r",? (?:i |\()?[A-ZÆØÅ][\w-]{2,30} [Kk]ommune")
_PLACE_LABEL: Final = regex.compile(
    r"(?:^|[.;|] )(?:By|Sted|Lokation|Placering|Lokalitet|Beliggenhed|Landsby|Område): $"
)
_FIELD_END: Final = regex.compile(r"\t|\s*(?:$|\n|,|;|\.$|\.\n|:|\||\(| [–—-] )")
_DEFINITE: Final = ("en", "et", "ne")
_MARKS: Final = " \u00a0\t\"'»«“”„‘’-–—•·*"
_STOPS: Final = ".!?:…"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the surroundings of one hit say. ``confidence`` counts where the verdict is ``place``; ``initial``:
    it opens a sentence or stands in quote marks; ``part``: it stands in a longer name, ``stranger``: after a word with
    a capital that is no organisation's, ``headed``: with one that is; ``toward``: after a word of direction;
    ``surname``: somebody bears it.
    """

    verdict: Verdict
    confidence: float = 0.95
    initial: bool = False
    part: bool = False
    stranger: bool = False
    headed: bool = False
    toward: bool = False
    surname: bool = False


NONE: Final = Reading("none", 0.0)
PERSON: Final = Reading("none", 0.0, surname=True)


@dataclass(frozen=True, slots=True)
class Judge:
    """The word lists, compiled."""

    prepositions: regex.Pattern[str]
    directions: regex.Pattern[str]
    island_prepositions: regex.Pattern[str]
    nouns_before: frozenset[str]
    nouns_after: frozenset[str]
    streets: tuple[str, ...]
    nature: frozenset[str]
    quarters: frozenset[str]
    plain_before: frozenset[str]
    never_first: frozenset[str]
    speech: frozenset[str]
    titles: frozenset[str]
    short_forms: frozenset[str]
    title_endings: tuple[str, ...]
    given: frozenset[str]
    organisations: frozenset[str]
    organisation_endings: tuple[str, ...]
    local_bodies: tuple[str, ...]
    heads_after: frozenset[str]

    def read(self, article: Article, hit: Hit, neighbours: frozenset[int], starts: frozenset[int]) -> Reading:
        """The reading of ``hit``; ``neighbours`` and ``starts`` are the ends and starts of the article's hits."""
        text, passage = article.text, article.passages[hit.passage]
        left = text[max(hit.start - _BEFORE, passage.start) : hit.start]
        initial = _opens(left)
        context = _context(hit)
        if hit.form == "municipality" or hit.places[0].kind == "region":
            return Reading("place", 0.99)
        after = _RIGHT_WORD.match(text, hit.end, passage.end)
        if hit.form == "compound":
            rest = _REST.match(text, hit.end, passage.end)
            named = rest is None or rest.end() == hit.end or text[hit.end + 1].isupper()
            after = _RIGHT_WORD.match(text, rest.end() if rest else hit.end, passage.end) if named else None
        right = after[1] if after else ""
        capital_after = bool(after and right[0].isupper() and after.start(1) not in starts)
        shouting = _shouting(text, hit, passage)
        genitive = hit.end > hit.stop
        if hit.stop - hit.start == 1 and left.endswith("("):
            return NONE  # the letter of a party
        if initial and fold(text[hit.start : hit.stop]) in self.never_first and text[hit.end : hit.end + 1] == ":":
            return NONE  # «Ejer: familien»
        if "word" in context and _NUMBERED.match(text, hit.end, passage.end):
            return NONE
        lower = right.casefold()
        if lower.endswith(self.streets) and (capital_after or lower in self.streets) and not genitive:
            return NONE
        capital = right if right[:1].isupper() else ""
        if not shouting and self._person(left, hit, capital, neighbours, context):
            return PERSON
        placed, confidence = self._placed(text, left, hit, right, passage, context)
        body = right in self.heads_after or self._organisation(right) or self._is_local(right)
        if not placed and capital_after and hit.stop - hit.start <= _SYLLABLE and not body:
            return NONE  # «Ho Ho Drama»: two letters are a town where something says so
        if right in self.nature and not genitive:
            return NONE
        ahead = None if shouting else self._name_before(left, hit, neighbours)
        if (ahead is not None or hit.start - 1 in neighbours) and text[hit.start : hit.stop] in self.nature:
            return NONE  # «Knudsnæs Odde» is not the village of Odde
        longer = capital_after and not shouting and right not in self.quarters and (len(right) > 1 or right.isdigit())
        part = longer or ahead is not None
        acronym = ahead is not None and ahead.isupper() and not text[hit.start : hit.stop].isupper()
        organisation = ahead is not None and (acronym or self._organisation(ahead))
        headed = right in self.heads_after if longer else organisation
        stranger = ahead is not None and not organisation
        toward = _ends_with(self.directions, left)
        if part:
            confidence = min(confidence, 0.8)
        elif capital_after and right in self.quarters:
            confidence = min(confidence, 0.85)
        if hit.form == "compound":
            confidence = min(confidence, 0.8)
        return Reading("place" if placed else "open", min(confidence, 0.95), initial, part, stranger, headed, toward)

    def _person(self, left: str, hit: Hit, right: str, neighbours: frozenset[int], context: frozenset[str]) -> bool:
        """A given name or initial before the name, a title before a surname, a surname after a given name."""
        if right and "given" in context and right.casefold() not in self.nouns_after:
            return not _ends_with(self.prepositions, left)
        if right.endswith("sen") and "surname" in context:
            return True
        rest, end = left, hit.start
        for step in range(4):
            if not rest.endswith((" ", "\u00a0")) or end - 1 in neighbours:
                return False
            found = _LAST_WORD.search(rest.rstrip(" \u00a0"))
            if not found:
                return False
            word = found[0]
            if not word[0].isupper():
                return step == 0 and self._title(word, context)
            if fold(word) in self.given or self._initial(word):
                return not (_opens(rest[: found.start()]) and word in self.plain_before)
            if word in self.plain_before:
                return False
            if step == 0 and self._title(word.casefold(), context):
                return True
            rest = rest[: found.start()]
            end = hit.start - (len(left) - len(rest))
        return False

    def _initial(self, word: str) -> bool:
        """``J.``, ``H.C.``, ``Chr.``, but not the ``Gl.`` or ``Nr.`` of a town's name."""
        return _INITIAL.fullmatch(word) is not None and fold(word).rstrip(".") not in self.short_forms

    def _title(self, word: str, context: frozenset[str]) -> bool:
        if not context & {"surname", "given"}:
            return False
        return word in self.titles or word.endswith(self.title_endings)

    def _placed(
        self, text: str, left: str, hit: Hit, right: str, passage: Passage, context: frozenset[str]
    ) -> tuple[bool, float]:
        """Whether something beside the name says that it is a place, and how surely."""
        if _ends_with(self.prepositions, left) or _POSTCODE.search(left):
            return True, 0.95
        if _fills_field(text, hit, passage):
            return True, 0.9
        if _ends_with(self.island_prepositions, left) and hit.places[0].kind in ("island", "landscape"):
            return True, 0.95
        if _IN_BRACKETS.search(left) and _AFTER_BRACKET.match(text, hit.end):
            return True, 0.9
        if _KOMMUNE_FOLLOWS.match(text, hit.end, passage.end):
            return True, 0.95
        words = left.rstrip(" \u00a0").rsplit(None, 1)
        if left.endswith(" ") and words and words[-1].casefold() in self.nouns_before:
            return True, 0.95
        if (right.casefold() in self.nouns_after and right[:1].islower()) or right == "Kommune":
            return True, 0.9
        marker = passage.block.marker if passage.block is not None else ""
        if passage.item is not None and left == marker and right[:1].isupper() and self._is_local(right):
            return True, 0.85  # an entry of a list: "Lem Borgerforening - …"
        if text.startswith((" og omegn", " og Omegn"), hit.end):
            return True, 0.9
        if hit.form == "area":
            return True, 0.9
        return False, 0.95

    def _name_before(self, left: str, hit: Hit, neighbours: frozenset[int]) -> str | None:
        """A capitalised word right before that the name seems to go on from: ``Museum``, ``Campus``."""
        if not left.endswith((" ", "\u00a0")) or hit.start - 1 in neighbours:
            return None
        found = _LAST_WORD.search(left.rstrip(" \u00a0"))
        if not found or len(found[0]) < 2 or not found[0][0].isupper() or found[0].endswith((".", ",")):
            return None
        word: str = found[0]
        # A definite noun that opens a sentence: «Cykelstien Horsens-Silkeborg».
        noun = word.endswith(_DEFINITE) and _opens(left.rstrip(" \u00a0")[: -len(word)])
        if word in self.plain_before or word.casefold() in self.nouns_before or (noun and not self._organisation(word)):
            return None
        return word

    def _is_local(self, word: str) -> bool:
        """Whether a word names a body of one town: ``Borgerforening``, ``Forsamlingshus``, ``Idrætsforening``."""
        return word.casefold().endswith(self.local_bodies)

    def _organisation(self, word: str) -> bool:
        return word in self.organisations or word.casefold().endswith(self.organisation_endings)


def compile_judge(patterns: Patterns) -> Judge:
    words = patterns.words
    streets = words["places.streets"].folded
    return Judge(
        prepositions=_before(words["places.prepositions"].words),
        directions=_before(words["places.directions"].words),
        island_prepositions=_before(words["places.island_prepositions"].words),
        nouns_before=words["places.nouns_before"].folded,
        nouns_after=words["places.nouns_after"].folded,
        streets=tuple(sorted(streets)),
        nature=frozenset(words["places.nature_after"].words),
        quarters=frozenset(words["places.quarters_after"].words),
        plain_before=frozenset(words["places.plain_before"].words),
        never_first=frozenset(map(fold, words["places.never_first"].words)),
        speech=words["places.speech"].folded,
        titles=words["people.titles"].folded,
        short_forms=frozenset(
            fold(w).rstrip(".") for short in patterns.word_group("places.short") for w in short.words
        ),
        title_endings=tuple(sorted(words["people.title_endings"].folded)),
        given=frozenset(fold(row["name"]) for row in patterns.table("given_names")),
        organisations=frozenset(words["organisations.heads_before"].words + words["organisations.names"].words),
        local_bodies=tuple(sorted(words["places.local_bodies"].folded)),
        heads_after=frozenset(words["organisations.heads_after"].words),
        organisation_endings=tuple(sorted(words["organisations.endings"].folded)),
    )


def beside_speech(judge: Judge, text: str, hit: Hit) -> bool:
    """Whether a verb of speech stands right before or after: ``siger Kolding``, ``Nyborg mener``."""
    after = _RIGHT_WORD.match(text, hit.end)
    words = text[max(hit.start - 24, 0) : hit.start].rsplit(None, 1)
    return bool(after and after[1] in judge.speech) or bool(words and words[-1] in judge.speech)


def _before(words: Iterable[str]) -> regex.Pattern[str]:
    body = "|".join(r"\s".join(map(regex.escape, word.split())) for word in sorted(words, key=lambda w: (-len(w), w)))
    return regex.compile(rf"(?<![\w.-])(?:{body})[ \u00a0]$", regex.IGNORECASE)


def _ends_with(expression: regex.Pattern[str], left: str) -> bool:
    return expression.search(left, max(len(left) - 24, 0)) is not None


def _context(hit: Hit) -> frozenset[str]:
    """What else the name may be; where it is several places, what any of them says of it."""
    return frozenset().union(*(place.context for place in hit.places))


def _fills_field(text: str, hit: Hit, passage: Passage) -> bool:
    """Whether the name is all of a table cell, of a ``By:`` value, or of a field between commas of a list item."""
    if passage.block is not None and any(low <= hit.start and hit.end <= high for low, high in passage.block.cells):
        cell = next((low, high) for low, high in passage.block.cells if low <= hit.start and hit.end <= high)
        if text[slice(*cell)].strip() == text[hit.start : hit.end]:
            return True
    left, right = text[passage.start : hit.start], text[hit.end : passage.end]
    if _PLACE_LABEL.search(left) and _FIELD_END.match(right):
        return True
    if passage.item is None:
        return False
    marker = passage.block.marker if passage.block is not None else ""
    return (left == marker and right[:1] == ":") or (left.endswith(", ") and _FIELD_END.match(right) is not None)


def _opens(left: str) -> bool:
    """Whether nothing stands before that would make a capital telling: start, full stop, colon, quote mark."""
    bare = left.rstrip(_MARKS)
    return not bare or bare[-1] in _STOPS or left.rstrip(" \u00a0")[-1:] in "\"'»“”„‘’•·*"


def _shouting(text: str, hit: Hit, passage: Passage) -> bool:
    """Whether the name stands in capitals within a line of capitals, where capitals tell nothing."""
    name = text[hit.start : hit.stop]
    if not name.isupper() or len(name) < 3:
        return False
    return text[passage.start : min(passage.end, passage.start + 200)].isupper()
