"""Phrases with a capital that a text uses more than once: names of its own, most often.

``Musik til middag`` stands twice in these words, so its words in small letters belong to it. No other sign in running
text says as surely where a name without quote marks ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import regex

from extract.records.mentions import Mentions
from extract.records.release import Span

_RAISED: Final = regex.compile(r"(?<![\p{L}\p{M}\d])\p{Lu}[\p{L}\p{M}\d]*(?:[-'’.&/+](?=[\p{L}\d])[\p{L}\p{M}\d]+)*")
_NEXT: Final = regex.compile(
    r"[ \u00a0]*(?:(?P<word>[\p{L}\d][\p{L}\p{M}\d]*(?:[-'’.&/+](?=[\p{L}\d])[\p{L}\p{M}\d]+)*)|(?P<sign>[,'’&/+–-]))"
)
"""A word, or a sign that may stand within a phrase."""
_OPENS: Final = regex.compile(r"(?:\A|\n|[.!?:](?=\s))[\s»«“”„\"–—•(-]*\Z")
_OPENS_ROOM: Final = 12
_LOOSE: Final = frozenset({
    "af", "alle", "alt", "at", "begge", "blev", "blevet", "blive", "bliver", "både", "da", "de", "dem", "den",
    "denne", "der", "dermed", "deres", "derfor", "det", "dette", "efter", "en", "end", "endnu", "er", "et", "for",
    "fra", "få", "får", "før", "giver", "gør", "går", "ham", "han", "har", "hendes", "her", "hos", "hun", "hvad",
    "hvem", "hver", "hvis", "hvor", "hvordan", "i", "igen", "ikke", "ind", "inden", "ja", "jeg", "kan", "kom",
    "kommer", "kun", "køre", "kører", "man", "med", "mellem", "men", "mens", "mod", "må", "ned", "nej", "netop",
    "nu", "når", "og", "også", "om", "op", "os", "over", "på", "sammen", "samt", "selv", "sig", "sin", "sine", "sit",
    "skal", "som", "stadig", "så", "søger", "til", "ud", "uden", "under", "var", "ved", "vi", "vil", "være", "været",
})  # fmt: skip
"""Words that end no name: what follows in both places by chance."""
_LONGEST: Final = 10
_LEAST: Final = 3
"""Letters: shorter ones are a party's, mostly."""
_MOST_PLACES: Final = 16
"""Of a word that comes more often, its first places are compared alone."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word or sign that may be part of a phrase."""

    end: int
    folded: str
    raised: bool
    may_end: bool
    """It may be the last of a name."""


class _Text:
    """A text whose words are read where they are asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[int, _Word | None] = {}

    def word(self, at: int) -> _Word | None:
        """The word or sign that follows; None at what ends a phrase."""
        if at not in self._known:
            found = _NEXT.match(self._text, at)
            self._known[at] = self._word(found) if found is not None else None
        return self._known[at]

    def _word(self, found: regex.Match[str]) -> _Word:
        own = found["word"]
        if own is None:
            return _Word(found.end(), found["sign"], raised=False, may_end=False)
        folded, raised = own.casefold(), own[0].isupper()
        return _Word(found.end(), folded, raised, raised or folded not in _LOOSE)

    def opens(self, at: int) -> bool:
        """Whether a word is the first of its line or sentence, but for marks and bullets."""
        return _OPENS.search(self._text[max(0, at - _OPENS_ROOM) : at]) is not None

    def shared(self, one: int, other: int) -> list[_Word]:
        """The words from one place on that stand in the other too, up to the last that may end a name."""
        out: list[_Word] = []
        last = 0
        first, second = one, other
        while len(out) < _LONGEST:
            own, also = self.word(first), self.word(second)
            if own is None or also is None or own.folded != also.folded:
                break
            out.append(own)
            first, second = own.end, also.end
            if own.may_end:
                last = len(out)
        return out[:last]


def repeated_phrases(text: str, mentions: Mentions) -> tuple[Span, ...]:
    """Where phrases stand that begin with a capital and come again in the text, each as long as it comes again, in
    reading order and apart. Persons, bodies, places, dates and amounts are none."""
    places: dict[str, list[int]] = {}
    raised = [(found.start(), found.group().casefold()) for found in _RAISED.finditer(text)]
    for start, folded in raised:
        places.setdefault(folded, []).append(start)
    if len(places) == len(raised):
        return ()
    words = _Text(text)
    known = _known(mentions)
    said = {text[low:high].casefold() for low, high in known}
    out: list[Span] = []
    reached = 0
    for start, folded in raised:
        others = places[folded]
        if start < reached or len(others) == 1:
            continue
        found = [(words.shared(start, other), other) for other in others[:_MOST_PLACES] if other != start]
        longest = max((own for own, _ in found), key=len)
        same = [start, *(other for own, other in found if len(own) == len(longest))]
        if longest and _is_name(words, longest, same):
            span = start, longest[-1].end
            reached = span[1]
            if span[1] - start >= _LEAST and text[slice(*span)].casefold() not in said and not _covered(known, span):
                out.append(span)
    return tuple(out)


def _is_name(words: _Text, phrase: Sequence[_Word], places: Sequence[int]) -> bool:
    """Whether the phrase has a capital that no beginning of a sentence asks for."""
    if any(word.raised for word in phrase[1:]):
        return True
    if all(word.folded in _LOOSE for word in phrase):
        return False
    return any(not words.opens(place) for place in places)


def _known(mentions: Mentions) -> list[Span]:
    """What persons, bodies, places, dates and amounts cover, those that touch as one."""
    found = [(m.start, m.end) for kind in (mentions.people, mentions.organisations) for m in kind]
    found += [(m.start, m.end) for kind in (mentions.places, mentions.dates, mentions.money) for m in kind]
    return sorted(found)


def _covered(known: Sequence[Span], span: Span) -> bool:
    """Whether a mention holds all of the span."""
    return any(low <= span[0] and span[1] <= high for low, high in known)
