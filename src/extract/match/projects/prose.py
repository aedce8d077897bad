"""Projects told in sentences: named after a word like *projektet*, or by who gets how much for what."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
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
    opens_with_preposition,
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
    return Told(after.giver or giver, applicant, purpose)


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
            if not told_here.name.text and told_here.funder is None and told_here.applicant is None:
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
    return replace(project, applicant=_named(index.text, told.applicant), funder=_named(index.text, told.funder))


def from_sentence(index: Index, words: ProjectWords, passage: Passage, sentence: Span, number: int) -> ProjectMention:
    """The project that a granted amount of the sentence goes to: by its name, else by its purpose, else by who gets
    it. The name is empty where the sentence leaves all three open."""
    money = index.mentions.money[number]
    clause = _clause(index, words, sentence, number)
    told = tell(index, words, clause, money)
    name, rule = _called(index, words, sentence, clause, told)
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
        place=_place(index, clause),
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
        place=_place(index, sentence),
        applicant=named(text, (bodies[0].start, bodies[0].start + len(bodies[0].name))),
        funder=_named(text, source_in(index, (purpose[1], sentence[1]))),
        rule="prose.support",
        confidence=0.6,
    )


def _is_only_grant(index: Index, passage: Passage) -> bool:
    return sum(index.mentions.money[n].role == "grant" for n in index.money((passage.start, passage.end))) == 1


def _place(index: Index, sentence: Span) -> int | None:
    """The one town of the sentence outside organisations' names, if there is just one."""
    found = {
        index.mentions.places[n].name: n
        for n in reversed(index.places(sentence))
        if index.mentions.places[n].kind in {"city", "island"} and not index.mentions.places[n].in_organisation
    }
    return next(iter(found.values())) if len(found) == 1 else None


def givers(index: Index, words: ProjectWords, passage: Passage) -> Iterator[Named]:
    """Who is said to give money in the passage, at most one a sentence: the subject of a giving verb, else whom
    a receiving sentence names after ``fra``."""
    text = index.text
    for sentence in passage.sentences:
        verb = words.give.expression.search(text, *sentence)
        before = index.organisations((sentence[0], verb.start())) if verb is not None else []
        if verb is not None and not before:
            generic = words.generic.search(text, sentence[0], verb.start())
            if generic is not None:
                yield named(text, generic.span())
                continue
        if (
            verb is not None
            and before
            and not opens_with_preposition(text, sentence[0], index.mentions.organisations[before[0]].start)
        ):
            first = index.mentions.organisations[before[0]]
            loose = verb.group().casefold() in words.give_loosely.folded and not words.funder.search(first.name)
            if index.money(sentence) or (not loose and words.funding.expression.search(text, *sentence)):
                yield named(text, (first.start, first.start + len(first.name)))
                continue
        if index.money(sentence) and words.receive.expression.search(text, *sentence):
            source = source_in(index, sentence)
            if source is not None:
                yield named(text, source)
