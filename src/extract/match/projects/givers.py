"""Who is said to give money, sentence by sentence: what a release's funder is taken from where no project names one."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.match.projects.entries import named
from extract.match.projects.fields import Index
from extract.match.projects.parties import opens_with_preposition, source_in
from extract.match.projects.words import ProjectWords
from extract.records.document import Passage
from extract.records.mentions import Named, OrganisationMention
from extract.records.release import Span

# "en stor donation fra X", "to af de eftertragtede bevillinger fra X", "7,5 mio. kr. fra X"
_GIFT = regex.compile(
    r"(?<!\p{L})\p{Ll}{0,20}(?:uddeling|bevilling|donation|støtte|tilskud|midler|penge|gave|tilsagn|stipendi|legat|million|kroner|kr\.)"
    r"\p{Ll}*(?:\s\p{L}+){0,3}\s(?:fra|af)\s(?:den\s|det\s|de\s)?$",
    regex.IGNORECASE,
)
_GIFT_ROOM = 90


def givers(index: Index, words: ProjectWords, passage: Passage) -> Iterator[Named]:
    """Who is said to give money in the passage, at most one a sentence."""
    for sentence in passage.sentences:
        span = (
            _source_of_gift(index, sentence) or _subject(index, words, sentence) or _whom_from(index, words, sentence)
        )
        if span is not None:
            yield named(index.text, span)


def _organisations(index: Index, span: Span) -> list[OrganisationMention]:
    return [index.mentions.organisations[n] for n in index.organisations(span)]


def _source_of_gift(index: Index, sentence: Span) -> Span | None:
    """The body after ``bevilling fra``."""
    for o in _organisations(index, sentence):
        if _GIFT.search(index.text, max(sentence[0], o.start - _GIFT_ROOM), o.start):
            return o.start, o.start + len(o.name)
    return None


def _subject(index: Index, words: ProjectWords, sentence: Span) -> Span | None:
    """The subject of a giving verb: a body, or a common word that stands for one."""
    text = index.text
    verb = words.give.expression.search(text, *sentence)
    if verb is None or text[: verb.start()].endswith("tidligere "):
        return None
    before = _organisations(index, (sentence[0], verb.start()))
    if not before:
        generic = words.generic.search(text, sentence[0], verb.start())
        return (int(generic.start()), int(generic.end())) if generic is not None else None
    first = before[0]
    if opens_with_preposition(text, sentence[0], first.start):
        return None
    loose = verb.group().casefold() in words.give_loosely.folded and not words.funder.search(first.name)
    if index.money(sentence) or (not loose and words.funding.search(text, *sentence)):
        return first.start, first.start + len(first.name)
    return None


def _whom_from(index: Index, words: ProjectWords, sentence: Span) -> Span | None:
    """Whom a receiving sentence names after ``fra``."""
    if index.money(sentence) and words.receive.expression.search(index.text, *sentence):
        return source_in(index, sentence)
    return None
