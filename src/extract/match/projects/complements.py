"""What a purpose lacks to say something by itself: which house (*udstillingerne på Grenaa Slot*), which of a kind
(*et projekt, der skal …*, *en beton, der kan …*)."""

from __future__ import annotations

import regex

from extract.match.projects.fields import Index, strip
from extract.match.projects.words import ProjectWords
from extract.records.release import Span

# "udstillingerne", "restaurering af taget", not "et skur ved lejrpladsen"
_DEFINITE = regex.compile(r"(?:\p{L}+\s){0,3}(?:af\s)?\p{Ll}{3,}(?:en|et|erne|ene)")
_PREPOSITION = regex.compile(r"\s(?:i|på|ved|hos|til|for|med|om|mellem|langs|bag)\s")
# "på det nye Østjysk Naturmuseum", "i Vor Frue Kirke"
_WHERE = regex.compile(
    r"\s(?:i|på|ved|hos)\s(?:(?:det|den|de)\s\p{Ll}+\s)?(?P<name>\p{Lu}[\p{L}\d’'-]*(?:\s(?:(?:og|for|af)\s)?\p{Lu}[\p{L}\d’'-]*){0,5})"
)
_CLAUSE = regex.compile(r"[,»«”“„\"]|^at\s|(?<!\p{L})(?:forskning|forsøg|undersøge|kortlægge)")
_ONE_WORD = regex.compile(r"(?:(?:ny|nyt|nye)\s)?\p{L}+")
_CAN = regex.compile(r",\s(?:der|som)\skan\s[^,.;:!?()\n]{3,80}?(?=\smed\s|\ssamtidig|\så\s|[,.;:!?()\n]|$)")
_DOES = regex.compile(
    r",?\s(?:der|som|hvor)\s(?:nu\s)?(?:skal|vil|kan|handler\som|har\stil\sformål\sat|undersøger|sætter|hjælper|giver|gør|ser\spå)\s"
    r"[^,.;:!?()\n]{3,110}(?:,\s(?:hv\p{Ll}+|om|at)\s[^,.;:!?()\n]{3,110})?(?=[,.;:!?()\n]|$)"
)
# "ombygning af Det Røde Pakhus på havnen": what has a name needs no place
_PLACED = regex.compile(r"(?<=\p{Lu}[\p{L}\d-]*)\s(?:på|ved|i|bag|over\sfor|nær)\s(?=\p{Ll})")
_ROOM = 240


def complete(index: Index, words: ProjectWords, purpose: Span) -> Span:
    """The purpose with what makes one thing of it, as far as that follows."""
    text, (start, end) = index.text, purpose
    room = min(len(text), end + _ROOM)
    placed = _PLACED.search(text, start, end) if _CLAUSE.search(text, start, end) is None else None
    if placed is not None and placed.start() > start:
        return start, placed.start()
    phrase = text[start:end]
    if words.kind_of_project.fullmatch(phrase):
        does = _DOES.match(text, end, room)
        return (start, strip(text, start, does.end())[1]) if does is not None else purpose
    if _ONE_WORD.fullmatch(phrase) and (can := _CAN.match(text, end, room)) is not None:
        return start, strip(text, start, can.end())[1]
    definite = _DEFINITE.fullmatch(phrase) is not None and _PREPOSITION.search(phrase) is None
    where = _WHERE.match(text, end, room) if definite else None
    if where is None or _is_town(index, where.span("name")):
        return purpose
    return start, int(where.end())


def _is_town(index: Index, name: Span) -> bool:
    """Whether a name is that of a place, which is told beside the project's name, or begins with it."""
    return any(
        place.start == name[0] and not place.in_organisation and place.end >= name[1] - 1
        for place in (index.mentions.places[n] for n in index.places(name))
    )
