"""What one sentence tells of an amount: who gives it, who gets it, and what for."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extract.match.projects.fields import Index
from extract.match.projects.parties import Verb, after_money, by_verb, last_verb, parties, same_person
from extract.match.projects.words import ProjectWords
from extract.records.mentions import MoneyMention
from extract.records.release import Span

PAID = frozenset({"grant", "loan", "applied"})
"""Roles of the amounts that a project can be told with: given, lent, asked for."""

# "støtter havnebadet i Struer med 3 mio. kr."
_OBJECT = regex.compile(r"\s+(?:nu\s|også\s)?(?P<object>\S(?:.{1,90}?))\s+med\s+(?:\p{L}+\s){0,2}")
_OBJECT_AFTER = regex.compile(r"\s+(?=(?:en|et|den|det|to|tre|fire|fem)\s\p{Ll})")
NEXT_SENTENCE = 160
# "Salmesang i Ulfborg Kirke støttes med 80.000 kroner"
_PASSIVE = regex.compile(
    r"(?P<what>\p{Lu}[^.,;:]{3,80}?)\s(?:støttes|støttedes|(?:er|blev|bliver)\s(?:blevet\s)?støttet)\s(?:\p{Ll}+\s)?med\s"
)
_OPENING_TOWN = regex.compile(r"(?:(?:Også|Og|Men|Endelig)\s)?(?:I|i|På|på|Ved|ved)\s")
_JOINT = regex.compile(r",\s(?:mens|og|samt|medens)\s|\s(?:mens|samt|og\s(?=\p{Lu}|tilsagn\s))\s?|;\s|,\s(?=\p{Lu})")


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence tells: who gives and who gets."""

    funder: Span | None
    applicant: Span | None
    purpose: Span | None
    verb: bool
    """Whether a verb of giving or receiving stands before the amount."""


def tell(index: Index, words: ProjectWords, sentence: Span, money: MoneyMention, *, whole: Span | None = None) -> Told:
    """Who gives this amount, who gets it and what for, as far as the sentence says. A clause without a verb of its own
    (``samt 630.000 kr. til …``) has that of the ``whole`` sentence."""
    text = index.text
    known = parties(index, words, sentence)
    verb = last_verb(words, text, sentence, money)
    if verb is None and whole is not None and whole != sentence:
        known = parties(index, words, (whole[0], sentence[1]))
        verb = last_verb(words, text, whole, money)
        sentence = (whole[0], sentence[1])
    giver, getter = by_verb(index, words, sentence, money, known, verb) if verb is not None else (None, None)
    after = after_money(text, sentence, money, known)
    applicant = getter if verb is not None and not verb.gives and getter is not None else after.getter or getter
    applicant = applicant or same_person(index, words, sentence, money, verb)
    if applicant is not None and _is_aside(text, sentence, applicant):
        applicant = None
    purpose = words.purpose(text, (after.end, sentence[1]))
    if purpose is None and verb is not None and verb.gives:
        purpose = _supported(words, text, sentence, money, verb, told=applicant is not None)
    if purpose is None:
        # "… får 157.500 kroner. De skal bruges til et drivhus": the next sentence says what for.
        purpose = words.purpose(text, (sentence[1], min(len(text), sentence[1] + NEXT_SENTENCE)))
    if purpose is None and applicant is None and (passive := _PASSIVE.match(text, *sentence)) is not None:
        purpose = words.purposes.thing(text, passive.span("what"))
    if purpose is None:
        purpose = words.purposes.planned(text, (sentence[0], money.start))
    return Told(after.giver or giver, applicant, purpose, verb is not None)


def _is_aside(text: str, sentence: Span, party: Span) -> bool:
    """Whether a body only says where what is supported takes place: ``Salmesang i Ulfborg Kirke støttes med``."""
    passive = _PASSIVE.match(text, *sentence)
    if passive is None or party[1] > passive.end("what"):
        return False
    return regex.search(r"\s(?:i|på|ved)\s$", text[sentence[0] : party[0]]) is not None


def _supported(
    words: ProjectWords, text: str, sentence: Span, money: MoneyMention, verb: Verb, *, told: bool
) -> Span | None:
    """The object of a giving verb: ``støtter havnebadet med 2 mio. kr.``, ``støtter med 2 mio. kr. et havnebad``."""
    before = _OBJECT.fullmatch(text, verb.end, money.start)
    if before is not None and not told:
        return words.purposes.thing(text, before.span("object"))
    behind = _OBJECT_AFTER.match(text, money.end, sentence[1])
    with_it = text[verb.end : money.start].strip().startswith("med")
    return words.purposes.thing(text, (behind.end(), sentence[1])) if behind is not None and with_it else None


def clause_of(index: Index, sentence: Span, number: int) -> Span:
    """The part of a sentence with several grants that tells of this one."""
    money = index.mentions.money
    grants = [n for n in index.money(sentence) if money[n].role in PAID and money[n].same_as is None]
    at = grants.index(number)
    start, end = sentence
    if at:
        joint = _JOINT.search(index.text, money[grants[at - 1]].end, money[number].start)
        start = joint.end() if joint is not None else money[grants[at - 1]].end
    if at + 1 < len(grants):
        joint = _JOINT.search(index.text, money[number].end, money[grants[at + 1]].start)
        end = joint.start() if joint is not None else money[grants[at + 1]].start
    return start, end


def town_of(index: Index, clause: Span, sentence: Span) -> int | None:
    """The one town of the clause outside bodies' names; else the one that opens the sentence (``I Lemvig …``)."""
    towns = [
        n
        for n in index.places(clause)
        if index.mentions.places[n].kind in {"city", "island"} and not index.mentions.places[n].in_organisation
    ]
    cities = [n for n in towns if index.mentions.places[n].kind == "city"]
    for found in (towns, cities):
        if len({index.mentions.places[n].name for n in found}) == 1:
            return found[0]
    opening = _OPENING_TOWN.match(index.text, *sentence)
    places = index.mentions.places
    return next((n for n in index.places(sentence) if opening and places[n].start == opening.end()), None)
