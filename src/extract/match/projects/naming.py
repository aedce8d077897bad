"""Names of projects in running text: after a word like *projektet* or *kampagnen*, or after *har fået navnet*."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.match.projects.fields import Index, around
from extract.match.projects.words import ProjectWords
from extract.records.document import Passage
from extract.records.release import Span

_OPEN, _CLOSE = "[»«“”„\"’‘']", "[»«“”„\"’‘']"
_AFTER_NOUN = regex.compile(
    r"\s*(?::\s*|,\s+(?:der\s+hedder|som\s+hedder|som\s+er\s+døbt|kaldet|nemlig)\s+|,\s+(?=[»“”„\"]|\p{Lu}[\p{Lu}\d]{2,})"
    r"|\s(?:med\s+(?:navnet|titlen|overskriften)|ved\s+navn|kaldet|der\s+hedder):?\s+)?"
    rf"(?:{_OPEN}(?P<quoted>[^»«“”„\"\n]{{2,120}}?){_CLOSE}(?!\p{{L}})"
    r"|(?P<name>(?:\p{Lu}|\d{1,3}\s\p{Lu})[\p{L}\d&+./’'-]*(?:\s(?:(?:og|i|på|for|med|til|den|det|de|en|et|af|over|ved|fra|–|-|&)\s){0,2}\p{Lu}[\p{L}\d&+./’'-]*|\s\d[\d.]*(?!\s?(?:mio|mia|kr|pct|procent|%|\p{Ll}))){0,8}))"
)
# "Arktisk Havhus, som projektet hedder"
_AS_IT_IS_CALLED = regex.compile(
    rf"(?<![\p{{L}}-]){_OPEN}?(?P<name>\p{{Lu}}[\p{{L}}\d&./’'-]*(?:\s(?:(?:og|i|på|for|med|til|den|det|de|en|et|af)\s){{0,2}}\p{{Lu}}[\p{{L}}\d&./’'-]*){{0,6}}){_CLOSE}?,"
    r"\ssom\s(?:\p{Ll}*projektet|\p{Ll}*centret|\p{Ll}*centeret|initiativet|kampagnen|byggeriet|forsøget|huset|parken|det|den)\s(?:nye\s\p{Ll}+\s)?(?:hedder|kaldes|er\sdøbt|skal\shedde|kommer\stil\sat\shedde)(?!\p{L})"
)
_SOURCE = regex.compile(
    r"(?<!\p{L})(?:fra|gennem|via|under|af)\s(?:[\p{L}-]+s?\s){0,2}[\p{L}-]*(?:programmet|programmerne|ordningen|initiativet)$",
    regex.IGNORECASE,
)
_SOURCE_ROOM = 40
_AT = regex.compile(r"\s(?:på|ved|hos)\s$")
_OWNED = regex.compile(r"s\s(?:\p{Ll}+e\s)?\p{Ll}{3,}")
_NOUN_ROOM = 45
_LONGEST_TITLE = 120
_WORD = regex.compile(r"\s[\p{L}\d-]+(?![\p{L}\d])")
_NOT_A_NAME = regex.compile(r"(?:Det|Den|De|Der|Vi|I|Her|Nu|Som|Projektet|Danmark|EU|Kommune)(?!\p{L})")


def named_projects(index: Index, words: ProjectWords, passage: Passage) -> Iterator[tuple[Span, Span]]:
    """The names that follow a project word in the passage, each with its sentence."""
    for sentence in passage.sentences:
        for span in named_in(index, words, sentence):
            yield span, sentence


def named_in(index: Index, words: ProjectWords, sentence: Span) -> tuple[Span, ...]:
    """The names of projects in one sentence, looked up once."""
    if sentence not in index.names:
        index.names[sentence] = tuple(_find(index, words, sentence))
    return index.names[sentence]


def _find(index: Index, words: ProjectWords, sentence: Span) -> Iterator[Span]:
    for called in _AS_IT_IS_CALLED.finditer(index.text, *sentence):
        if not index.is_other(called.span("name")):
            yield called.span("name")
    for found in words.names.finditer(index.text, *sentence):
        if _SOURCE.search(index.text, max(sentence[0], found.start() - _SOURCE_ROOM), found.end()):
            continue  # "fra EU-programmet Horizon Europe": where the money comes from
        # A title in marks may hold a full stop, which ends the sentence for all but the reader.
        wide = _AFTER_NOUN.match(index.text, found.end(), sentence[1] + _LONGEST_TITLE)
        after = wide if wide and wide["quoted"] else _AFTER_NOUN.match(index.text, found.end(), sentence[1])
        if after is None:
            continue
        span = after.span("quoted") if after["quoted"] else after.span("name")
        if not after["quoted"] and (found.group() == "Projekt" or found.group().lower() in words.mending.folded):
            # With a capital, "Projekt" is the first word of the name itself; so is what is done to a house.
            span = (found.start(), span[1])
        if not after["quoted"]:
            span = _without_place(index, words, _as_repeated(index, words, span))
            if found.group().lower() in words.mending.folded and (
                owned := _OWNED.match(index.text, span[1] - 1, sentence[1])
            ):
                span = (span[0], owned.end())  # "restaureringen af Havnehusets festsal"
        text = index.text[span[0] : span[1]].rstrip(" .,")
        if len(text) < 2 or (not after["quoted"] and _NOT_A_NAME.match(text)):
            continue
        if not after["quoted"] and _tells(index, words, after, span):
            continue
        # A capitalised run is often a person, a place or an amount rather than a project's name.
        if not after["quoted"] and index.is_other((span[0], span[0] + len(text))):
            continue
        yield span[0], span[0] + len(text)


def _tells(index: Index, words: ProjectWords, after: regex.Match[str], name: Span) -> bool:
    """Whether what stands behind a colon is a sentence: ``Opbakning til projekt: Flere skal ud at cykle``."""
    if ":" not in index.text[after.start() : name[0]]:
        return False
    verb = _WORD.match(index.text, name[1])
    return verb is not None and words.heading_verb.expression.fullmatch(verb.group().strip()) is not None


def _as_repeated(index: Index, words: ProjectWords, name: Span) -> Span:
    """The name with the words in small letters that the text gives it elsewhere too: ``projektet Engen tilbage til
    byen er …`` beside ``bag Engen tilbage til byen``."""
    phrase = around(index.repeats, name[0])
    if phrase is None or phrase[0] != name[0] or phrase[1] <= name[1]:
        return name
    more = index.text[name[1] : phrase[1]]
    verbs = (words.receive, words.give, words.heading_verb)
    return phrase if not any(verb.expression.search(more) for verb in verbs) else name


def _without_place(index: Index, words: ProjectWords, span: Span) -> Span:
    """``Grøn Havn i Lemvig`` without its ``i Lemvig``, ``NORDLYS på Aarhus Universitet`` without the university."""
    for number in index.organisations(span):
        body = index.mentions.organisations[number]
        before = _AT.search(index.text, span[0], body.start)
        if before is not None and body.end >= span[1]:
            return span[0], before.start()
    seat = words.seat(index, span)
    return seat[0] if seat is not None else span


def is_event(index: Index, words: ProjectWords, name: Span) -> bool:
    """Whether the word before a name tells of an event or a body rather than of a project."""
    before = index.text[max(0, name[0] - _NOUN_ROOM) : name[0]]
    return words.event.search(before) is not None
