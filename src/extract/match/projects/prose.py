"""Projects told in sentences: named after a word like *projektet*, or by who gets how much for what."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

import regex

from extract.match.projects.entries import named
from extract.match.projects.fields import Index
from extract.match.projects.naming import is_event, named_in, named_projects
from extract.match.projects.parties import (
    Verb,
    after_money,
    by_verb,
    last_verb,
    parties,
    source_in,
)
from extract.match.projects.purpose import antecedent, points_back
from extract.match.projects.words import ProjectWords
from extract.records.document import Passage
from extract.records.mentions import MoneyMention, Named, ProjectMention
from extract.records.release import Span

# "støtter havnebadet i Struer med 3 mio. kr."
_OBJECT = regex.compile(r"\s+(?:nu\s|også\s)?(?P<object>\S(?:.{1,90}?))\s+med\s+(?:\p{L}+\s){0,2}")
_OBJECT_AFTER = regex.compile(r"\s+(?=(?:en|et|den|det|to|tre|fire|fem)\s\p{Ll})")
_NEXT_SENTENCE = 160
_REACH = 90
_SENTENCES_AFTER = 2
_OPENING_TOWN = regex.compile(r"(?:(?:Også|Og|Men|Endelig)\s)?(?:I|i|På|på|Ved|ved)\s")
_TOP = frozenset({"title", "lead"})
_NAMED_RULES = frozenset({"prose.named", "prose.quoted"})
# "til LISTEN2", "for The Nation at Table Six"
_NAME = regex.compile(r"\p{Lu}[\p{L}\d&.’'-]*(?:\s(?:(?:\p{Ll}{1,4}\s){0,2}\p{Lu}[\p{L}\d&.’'-]*|\d{1,4})){0,8}")
_JOINT = regex.compile(r",\s(?:mens|og|samt|medens)\s|\s(?:mens|samt|og\s(?=\p{Lu}))\s?|;\s|,\s(?=\p{Lu})")


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence tells: who gives and who gets."""

    funder: Span | None
    applicant: Span | None
    purpose: Span | None
    verb: bool
    """Whether a verb of giving or receiving stands before the amount."""


def money_after(index: Index, passage: Passage, name: Span) -> tuple[int | None, int | None]:
    """Grant and total of a named project from what follows its name: its own sentence and two more."""
    following = [s for s in passage.sentences if s[1] > name[1]][: _SENTENCES_AFTER + 1]
    if not following:
        return None, None
    numbers = index.money((name[1], following[-1][1]))
    money = index.mentions.money
    granted = next((n for n in numbers if money[n].role == "grant" and money[n].same_as is None), None)
    total = next((n for n in numbers if money[n].role == "total"), None)
    return granted, total


def tell(index: Index, words: ProjectWords, sentence: Span, money: MoneyMention) -> Told:
    """Who gives this amount, who gets it and what for, as far as the sentence says."""
    text = index.text
    known = parties(index, words, sentence)
    verb = last_verb(words, text, sentence, money)
    giver, getter = by_verb(index, words, sentence, money, known, verb) if verb is not None else (None, None)
    after = after_money(text, sentence, money, known)
    applicant = getter if verb is not None and not verb.gives and getter is not None else after.getter or getter
    purpose = words.purpose(text, (after.end, sentence[1]))
    if purpose is None and verb is not None and verb.gives:
        purpose = _supported(words, text, sentence, money, verb, told=applicant is not None)
    if purpose is None:
        # "… får 157.500 kroner. De skal bruges til et drivhus": the next sentence says what for.
        purpose = words.purpose(text, (sentence[1], min(len(text), sentence[1] + _NEXT_SENTENCE)))
    return Told(after.giver or giver, applicant, purpose, verb is not None)


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


def told_in(index: Index, words: ProjectWords, passage: Passage) -> list[ProjectMention]:
    """The projects of a passage in sentences: those with a grant, those with support alone, and those only named.
    A grant for nothing that its sentence names has an empty name."""
    found: list[ProjectMention] = []
    told: set[Span] = set()
    for sentence in passage.sentences:
        for number in index.money(sentence):
            money = index.mentions.money[number]
            if money.role != "grant" or money.same_as is not None:
                continue
            told_here = from_sentence(index, words, passage, sentence, number)
            if told_here is None:
                continue
            told.update(told_here.name.spans)
            found.append(told_here)
        if not index.money(sentence) and (supported := without_amount(index, words, passage, sentence)):
            told.update(supported.name.spans)
            found.append(supported)
    names = [span for span, _ in named_projects(index, words, passage) if span not in told]
    alone = len(set(names)) == 1
    found.extend(_only_named(index, words, passage, span, alone=alone) for span in dict.fromkeys(names))
    return found


def _is_idle(index: Index, words: ProjectWords, passage: Passage, told: Told, rule: str) -> bool:
    """Whether nobody gives or gets: then only the top of a release says enough (``2 mio. kr. til skolen``), or a
    purpose in a release that speaks of support at all."""
    if told.funder is not None or told.applicant is not None or rule in _NAMED_RULES or passage.kind in _TOP:
        return False
    return rule == "prose.loose" or not (told.verb or words.funding.expression.search(index.text))


def _only_named(index: Index, words: ProjectWords, passage: Passage, name: Span, *, alone: bool) -> ProjectMention:
    """A project whose name stands in a sentence without its grant; of one alone the money is in what follows."""
    granted, total = money_after(index, passage, name) if alone else (None, None)
    project = ProjectMention(
        name=named(index.text, name),
        listed=False,
        section=passage.section,
        granted=granted,
        total=total,
        rule="prose.event" if is_event(index, words, name) else "prose.noun",
        confidence=0.7,
    )
    if granted is None:
        return project
    money = index.mentions.money[granted]
    sentence = next(s for s in passage.sentences if s[0] <= money.start < s[1])
    told = tell(index, words, sentence, money)
    place = _place(index, sentence, sentence)
    return replace(
        project, place=place, applicant=_named(index.text, told.applicant), funder=_named(index.text, told.funder)
    )


def from_sentence(
    index: Index, words: ProjectWords, passage: Passage, sentence: Span, number: int
) -> ProjectMention | None:
    """The project that a granted amount of the sentence goes to: by its name, else by its purpose, else by who gets
    it. The name is empty where the sentence leaves all three open; None where nothing says that money is given."""
    money = index.mentions.money[number]
    clause = _clause(index, words, sentence, number)
    told = tell(index, words, clause, money)
    name, rule = _called(index, words, sentence, clause, told)
    if _is_idle(index, words, passage, told, rule):
        return None
    is_named = rule in _NAMED_RULES
    text = index.text
    total = None
    if name is not None and (is_named or _is_only_grant(index, passage)):
        total = money_after(index, passage, name)[1]
    return ProjectMention(
        name=named(text, name) if name is not None else Named("", ((money.start, money.end),)),
        listed=False,
        named=is_named,
        section=passage.section,
        place=_place(index, clause, sentence),
        applicant=_named(text, told.applicant),
        granted=number,
        total=total,
        funder=_named(text, told.funder),
        rule=rule,
        confidence=0.85 if is_named else 0.6,
    )


def _called(index: Index, words: ProjectWords, sentence: Span, clause: Span, told: Told) -> tuple[Span | None, str]:
    """What the clause calls the project, and the rule that says so."""
    known = named_in(index, words, sentence)
    for span in known[bisect_left(known, (clause[0], -1)) :]:
        if clause[0] <= span[0] and span[1] <= clause[1]:
            return span, "prose.named"
    purpose = told.purpose
    if purpose is not None and points_back(index.text[slice(*purpose)]):
        later = words.purpose(index.text, (sentence[1], min(len(index.text), sentence[1] + _NEXT_SENTENCE)))
        purpose = later or antecedent(index.text, purpose)
    if purpose is not None:
        quoted = index.titles(purpose)
        if quoted:
            return quoted[0], "prose.quoted"
        if _NAME.fullmatch(index.text, *purpose) and not index.is_other(purpose):
            return purpose, "prose.named"
        return purpose, "prose.purpose"
    if told.applicant is not None and not _is_person(index, told.applicant):
        return told.applicant, "prose.applicant"
    return None, "prose.loose"


def _named(text: str, span: Span | None) -> Named | None:
    return named(text, span) if span is not None else None


def _is_person(index: Index, span: Span) -> bool:
    return any(p.start == span[0] for p in index.mentions.people)


def _clause(index: Index, words: ProjectWords, sentence: Span, number: int) -> Span:
    """The part of a sentence with several grants that tells of this one."""
    money = index.mentions.money
    grants = [n for n in index.money(sentence) if money[n].role == "grant" and money[n].same_as is None]
    at = grants.index(number)
    start, end = sentence
    if at:
        joint = _JOINT.search(index.text, money[grants[at - 1]].end, money[number].start)
        start = joint.end() if joint is not None else money[grants[at - 1]].end
    if at + 1 < len(grants):
        joint = _JOINT.search(index.text, money[number].end, money[grants[at + 1]].start)
        end = joint.start() if joint is not None else money[grants[at + 1]].start
    return start, end


def without_amount(index: Index, words: ProjectWords, passage: Passage, sentence: Span) -> ProjectMention | None:
    """The project of a sentence that says who got support for what, but not how much."""
    text = index.text
    verb = words.receive.expression.search(text, *sentence)
    to = words.support_to.expression.search(text, verb.end(), min(verb.end() + _REACH, sentence[1])) if verb else None
    if verb is None or to is None:
        return None
    bodies = [index.mentions.organisations[n] for n in index.organisations((sentence[0], to.start()))]
    purpose = words.purpose(text, (to.end() - len("til"), sentence[1]))
    if not bodies or purpose is None:
        return None
    quoted = index.titles(purpose)
    return ProjectMention(
        name=named(text, quoted[0] if quoted else purpose),
        listed=False,
        named=bool(quoted),
        section=passage.section,
        place=_place(index, sentence, sentence),
        applicant=named(text, (bodies[0].start, bodies[0].start + len(bodies[0].name))),
        funder=_named(text, source_in(index, (purpose[1], sentence[1]))),
        rule="prose.support",
        confidence=0.6,
    )


def _is_only_grant(index: Index, passage: Passage) -> bool:
    return sum(index.mentions.money[n].role == "grant" for n in index.money((passage.start, passage.end))) == 1


def _place(index: Index, clause: Span, sentence: Span) -> int | None:
    """The one town of the clause outside bodies' names; else the one that opens the sentence (``I Lemvig …``)."""
    towns = [
        n
        for n in index.places(clause)
        if index.mentions.places[n].kind in {"city", "island"} and not index.mentions.places[n].in_organisation
    ]
    if len({index.mentions.places[n].name for n in towns}) == 1:
        return towns[0]
    opening = _OPENING_TOWN.match(index.text, *sentence)
    places = index.mentions.places
    return next((n for n in index.places(sentence) if opening and places[n].start == opening.end()), None)
