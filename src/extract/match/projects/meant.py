"""Whom a common word for a body means: *klubben* is the club that was named before."""

from __future__ import annotations

import regex

from extract.match.projects.fields import Index
from extract.match.projects.parties import Verb
from extract.match.projects.words import ProjectWords
from extract.records.release import Span

_WORD = regex.compile(r"(?<![\p{L}-])\p{L}{3,30}(?:en|et|erne)(?!\p{L})")
_OBLIQUE = regex.compile(
    r"(?:^|\s)(?:i|på|til|fra|af|hos|ved|for|med|om|mellem)\s(?:den\s|det\s|de\s)?(?:\p{Ll}+e\s)?$"
)
_OWNER = regex.compile(r"(?P<word>\p{L}{3,30}(?:en|et|erne))s\s")
_ENDING = regex.compile(r"(?:en|et|erne)$")
_DOUBLED = regex.compile(r"([bdfgklmnprst])\1$")
_OBLIQUE_ROOM = 24
_BEHIND = 14
_NAMED_WITHIN = 3000
_LEAST_STEM = 3


def receiver_meant(index: Index, words: ProjectWords, sentence: Span, verb: Verb) -> Span | None:
    """The name of the body that a common word stands for as who gets the money, where one of its kind was named."""
    if verb.gives:
        return None
    for found in _WORD.finditer(index.text, sentence[0], min(sentence[1], verb.end + _BEHIND)):
        if words.common_body.fullmatch(found.group().lower()) is None:
            continue
        if _OBLIQUE.search(index.text, max(sentence[0], found.start() - _OBLIQUE_ROOM), found.start()):
            continue
        return _named_before(index, found.group(), sentence[0])
    return None


def owner_meant(index: Index, words: ProjectWords, purpose: Span) -> Span | None:
    """The name of the body whose thing a purpose is: ``museets nye fløj``."""
    owner = _OWNER.match(index.text, *purpose)
    if owner is None or words.common_body.fullmatch(owner["word"].lower()) is None:
        return None
    return _named_before(index, owner["word"], purpose[0])


def _named_before(index: Index, word: str, offset: int) -> Span | None:
    """The last body before the offset whose name has the word's stem in it: ``klub`` in *Hasle Kajakklub*."""
    stem = _DOUBLED.sub(r"\1", _ENDING.sub("", word.lower()))
    if len(stem) < _LEAST_STEM:
        return None
    for number in reversed(index.organisations((max(0, offset - _NAMED_WITHIN), offset))):
        body = index.mentions.organisations[number]
        if stem in body.name.casefold():
            return body.start, body.start + len(body.name)
    return None
