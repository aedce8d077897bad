"""Streets and parts of nature, which no table lists: *på Agri Bavnehøjvej*, *ved Hald Sø*.

The last word says what it is, and a word of place right before that it is told of: a row of capitals alone may be a
person (*Nanna Vig*), a body (*Lystfiskerne ved Brede Å*) or a project.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extract.patterns import Patterns
from extract.records.document import Article
from extract.records.mentions import Mentions, PlaceFound
from extract.records.release import PlaceKind, Span

_CAPITAL = r"\p{Lu}[\p{L}\p{M}.’'-]*+[ \u00a0]"
_NUMBER = r"(?:[ \u00a0]\d{1,3}(?:[ ]?[A-Z](?!\p{L}))?(?!\d|[.,:]\d|[.]?[ ]\p{Ll}{3}|-\d))?"
_JOINED = regex.compile(r"(?: \([^()\n]{1,30}\))?(?:, | og |, og | samt | eller | & |/)")
_RUNNING = frozenset({"title", "lead", "body", "subheading", "caption", "fact_box"})
_LEFT = 24
"""Characters looked at to the left of a name: the longest words of place."""
_FAR = 10**12


@dataclass(frozen=True, slots=True)
class Ground:
    """The words of place, and what names of streets and nature end in."""

    name: regex.Pattern[str]
    before: regex.Pattern[str]
    given: frozenset[str]

    def find(self, article: Article, mentions: Mentions) -> tuple[PlaceFound, ...]:
        """The streets and parts of nature of the running text in reading order; what ``mentions`` hold is none."""
        taken = [(place.start, place.end) for place in mentions.places]
        taken += [(body.start, body.end) for body in mentions.organisations]
        taken = sorted((*taken, *((person.start, person.end) for person in mentions.people)))
        kept: list[PlaceFound] = []
        for passage in article.passages:
            if passage.kind not in _RUNNING or passage.item is not None:
                continue
            last = passage.start
            for found in self.name.finditer(article.text, passage.start, passage.end):
                start, end = found.span()
                goes_on = last > passage.start and _JOINED.fullmatch(article.text, last, start) is not None
                told = goes_on or self.before.search(article.text, max(passage.start, start - _LEFT), start) is not None
                nature = found["nature"] is not None
                if not told or _meets(taken, start, end) or (nature and found.group().split(" ", 1)[0] in self.given):
                    continue
                last = end
                name = " ".join(article.text[start : end if found["number"] else found.end("bare")].split())
                rule = "places.nature" if nature else "places.street"
                kind: PlaceKind = "landscape" if nature else "address"
                kept.append(PlaceFound(start, end, name, kind, confidence=0.85, rule=rule))
        return tuple(kept)


def _meets(taken: Sequence[Span], start: int, end: int) -> bool:
    """Whether one of the sorted spans shares a character with ``start:end``; those that do not overlap each other."""
    at = bisect_right(taken, (end - 1, _FAR)) - 1
    return any(stop > start for _, stop in taken[max(at - 1, 0) : at + 1])


def compile_ground(patterns: Patterns) -> Ground:
    """The finder of ``patterns`` (place_context.toml, given_names.csv)."""
    words = patterns.words

    def either(*names: str) -> str:
        listed = {word for name in names for word in words[name].words}
        bare = {
            word for word in listed if word[-1] != "s" or word[:-1] not in listed
        }  # «Fjord», of «Fjord» and «Fjords»
        longest = sorted(bare, key=lambda word: (-len(word), word))
        return "|".join(regex.escape(word) for word in longest)

    streets, nature = either("places.street_names"), either("places.nature_after")
    before = either("places.prepositions", "places.directions", "places.island_prepositions", "places.along")
    capital = "|".join(regex.escape(word.capitalize()) for word in words["places.street_names"].words)
    return Ground(
        name=regex.compile(
            rf"(?<![\p{{L}}\d-])(?P<bare>(?:{_CAPITAL}){{0,3}}?\p{{Lu}}[\p{{Ll}}\p{{M}}]+(?:{streets})"
            rf"|(?:{_CAPITAL}){{1,3}}?(?:{capital}|(?P<nature>{nature})))"
            rf"(?:s(?!\p{{L}}))?(?P<number>{_NUMBER})(?![\p{{L}}\d-])"
        ),
        before=regex.compile(rf"(?<![\p{{L}}.-])(?:{before})[ \u00a0]$", regex.IGNORECASE),
        given=frozenset(row["name"] for row in patterns.table("given_names")),
    )
