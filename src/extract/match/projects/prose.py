"""Projects told in sentences: named after a word like *projektet*, or by who gets how much for what."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extract.match.projects.entries import named
from extract.match.projects.fields import Index
from extract.match.projects.words import ProjectWords
from extract.records.document import Passage
from extract.records.mentions import MoneyMention, Named, ProjectMention
from extract.records.release import Span

_AFTER_NOUN = regex.compile(
    r"\s*(?::\s*|,\s+(?:der\s+hedder|som\s+hedder|kaldet)\s+|\s(?:med\s+(?:navnet|titlen)|ved\s+navn|kaldet|der\s+hedder|om)\s+)?"
    r"(?:[»«“”„\"’‘'](?P<quoted>[^»«“”„\"\n]{2,120}?)[»«“”„\"’‘'](?!\p{L})"
    r"|(?P<name>(?:\p{Lu}|\d{1,3}\s\p{Lu})[\p{L}\d&+./’'-]*(?:\s(?:(?:og|i|på|for|med|til|den|det|de|en|et|af|over|ved|fra|–|-|&)\s){0,2}\p{Lu}[\p{L}\d&+./’'-]*|\s\d[\d.]*(?!\s?(?:mio|mia|kr|pct|procent|%|\p{Ll}))){0,8}))"
)
_NOT_A_NAME = regex.compile(r"(?:Det|Den|De|Der|Vi|I|Her|Nu|Som|Projektet|Danmark|EU|Kommune)(?!\p{L})")
_FROM = regex.compile(r"\s*(?:i\s+(?:støtte|tilskud|bevilling)\s+)?(?:fra|af|hos)\s+")
_TO_BODY = regex.compile(
    r"(?:\s*(?:(?:går|gik|tilfalder|tildeles|skal\s+gå|er\s+gået|er\s+øremærket)\s+(?:som\s+(?:støtte|tilskud|bidrag|donation)\s+)?)?(?:i\s+(?:støtte|tilskud|bevilling)\s+)?til|,\s(?:som|der)\s(?:tilfaldt|går\stil|gik\stil))\s+(?:den\s|det\s|de\s)?(?:nye\s|lokale\s)?"
)
_WHOM = regex.compile(r"\s+(?:nu\s|også\s|den\s|det\s|de\s)?(?:\p{Ll}+\s)?")
_HOW_MUCH = regex.compile(r"(?:\s\p{Ll}+){0,4}\s+")
# "støtter havnebadet i Struer med 3 mio. kr."
_OBJECT = regex.compile(r"\s+(?:nu\s|også\s)?(?P<object>\S(?:.{1,90}?))\s+med\s+(?:\p{L}+\s){0,2}")
_MAXIMUM_SUBJECT = 120
_LONGEST_OPENING = 6
_SOURCE = regex.compile(r"\b(?:fra|af|hos)\s(?:den\s|det\s)?$")
_SOURCE_LENGTH = 12
_NEXT_SENTENCE = 160
_REACH = 90
_SENTENCES_AFTER = 2
_JOINT = regex.compile(r",\s(?:mens|og|samt|medens)\s|\s(?:mens|samt|og\s(?=\p{Lu}))\s?|;\s|,\s(?=\p{Lu})")


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence tells: who gives and who gets."""

    funder: Span | None
    applicant: Span | None
    purpose: Span | None


def named_projects(index: Index, words: ProjectWords, passage: Passage) -> Iterator[tuple[Span, Span]]:
    """The names that follow a project word in the passage, each with its sentence."""
    for sentence in passage.sentences:
        for span in _named_in(index, words, sentence):
            yield span, sentence


def _named_in(index: Index, words: ProjectWords, sentence: Span) -> tuple[Span, ...]:
    if sentence not in index.names:
        index.names[sentence] = tuple(_find_named(index, words, sentence))
    return index.names[sentence]


def _find_named(index: Index, words: ProjectWords, sentence: Span) -> Iterator[Span]:
    for found in words.noun.expression.finditer(index.text, *sentence):
        after = _AFTER_NOUN.match(index.text, found.end(), sentence[1])
        if after is None:
            continue
        span = after.span("quoted") if after["quoted"] else after.span("name")
        if not after["quoted"] and found.group() == "Projekt":
            # With a capital, "Projekt" is the first word of the name itself.
            span = (found.start(), span[1])
        if not after["quoted"]:
            span = _without_place(index, words, span)
        text = index.text[span[0] : span[1]].rstrip(" .,")
        if len(text) < 2 or (not after["quoted"] and _NOT_A_NAME.match(text)):
            continue
        # A capitalised run is often a person, a place or an amount rather than a project's name.
        if not after["quoted"] and index.is_other((span[0], span[0] + len(text))):
            continue
        yield span[0], span[0] + len(text)


def _without_place(index: Index, words: ProjectWords, span: Span) -> Span:
    """``Grøn Havn i Lemvig`` without its ``i Lemvig``."""
    seat = words.seat(index, span)
    return seat[0] if seat is not None else span


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
    organisations = [
        (o.start, o.start + len(o.name), o.end)
        for o in (index.mentions.organisations[n] for n in index.organisations(sentence))
    ]
    verb = _verb(words, text, sentence, money)
    if verb is not None and not verb[2]:
        # A researcher may be the one who gets the money.
        organisations += [
            (p.start, p.end, p.end) for p in index.mentions.people if sentence[0] <= p.start < sentence[1]
        ]
        organisations.sort()
    funder: Span | None = None
    applicant: Span | None = None
    if verb is not None:
        low, high, gives = verb
        subject = _subject(text, words, organisations, low, high, money, sentence)
        if gives:
            funder = subject
        else:
            applicant = subject
    source = _FROM.match(text, money.end, sentence[1])
    if source is not None:
        funder = _at(organisations, source.end()) or funder
    purpose_from = money.end
    if source is not None and funder is not None and funder[0] >= source.end():
        purpose_from = next(end for low, _, end in organisations if low == funder[0])
    target = _TO_BODY.match(text, purpose_from, sentence[1])
    if target is not None and (body := _at(organisations, target.end())) is not None:
        applicant = applicant or body
        purpose_from = next(end for low, _, end in organisations if low == body[0])
    if applicant is None and verb is not None and verb[2]:
        applicant = _given(text, organisations, verb[1], money.start)
    purpose = words.purpose(text, (purpose_from, sentence[1]))
    if purpose is None and applicant is None and verb is not None and verb[2]:
        supported = _OBJECT.fullmatch(text, verb[1], money.start)
        if supported is not None:
            purpose = words.purpose_of(text, supported.span("object"))
    if purpose is None:
        # "… får 157.500 kroner. De skal bruges til et drivhus": the next sentence says what for.
        purpose = words.purpose(text, (sentence[1], min(len(text), sentence[1] + _NEXT_SENTENCE)))
    return Told(funder, applicant, purpose)


def _verb(words: ProjectWords, text: str, sentence: Span, money: MoneyMention) -> tuple[int, int, bool] | None:
    """The last giving or receiving verb before the amount, and whether it gives."""
    last: tuple[int, int, bool] | None = None
    for listed, gives in ((words.give, True), (words.receive, False)):
        for found in listed.expression.finditer(text, sentence[0], money.start):
            if last is None or found.end() > last[1] or (found.end() == last[1] and found.start() < last[0]):
                last = (found.start(), found.end(), gives)
    return last


def _subject(
    text: str,
    words: ProjectWords,
    organisations: list[tuple[int, int, int]],
    low: int,
    high: int,
    money: MoneyMention,
    sentence: Span,
) -> Span | None:
    """Who does what the verb at ``low:high`` says: the organisation or generic word before it, or the
    organisation right after it where another phrase opens the sentence (``I dag modtager X …``)."""
    before = [(start, end) for start, end, stop in organisations if stop <= low and low - stop < _MAXIMUM_SUBJECT]
    after = [(start, end) for start, end, _ in organisations if high <= start < money.start and start - high < 30]
    if before and not _opens_with_preposition(text, sentence[0], before[0][0]):
        return before[0]
    generic = words.generic.search(text, sentence[0], low)
    if generic is not None:
        return int(generic.start()), int(generic.end())
    if after and len(text[sentence[0] : low].split()) <= _LONGEST_OPENING:
        return after[0]
    return before[-1] if before else None


def _opens_with_preposition(text: str, start: int, first: int) -> bool:
    return regex.match(r"(?:I|På|Fra|Til|Ved|Hos|Med|Efter|Blandt|Ifølge)\s", text[start:first]) is not None


def _given(text: str, organisations: list[tuple[int, int, int]], verb: int, money: int) -> Span | None:
    """The body right between a giving verb and the amount: ``støtter foreningen X med 2 mio. kr.``"""
    for low, high, stop in organisations:
        if low >= verb and stop <= money:
            right_before = _WHOM.fullmatch(text, verb, low) is not None
            return (low, high) if right_before and _HOW_MUCH.fullmatch(text, stop, money) is not None else None
    return None


def _at(organisations: list[tuple[int, int, int]], offset: int) -> Span | None:
    return next(((low, high) for low, high, _ in organisations if low == offset), None)


def from_sentence(
    index: Index, words: ProjectWords, passage: Passage, sentence: Span, number: int
) -> ProjectMention | None:
    """The project that a granted amount of the sentence goes to: by its name, else by its purpose."""
    money = index.mentions.money[number]
    clause = _clause(index, words, sentence, number)
    told = tell(index, words, clause, money)
    name: Span | None = None
    rule, is_named = "prose.purpose", False
    known = _named_in(index, words, sentence)
    for span in known[bisect_left(known, (clause[0], -1)) :]:
        if clause[0] <= span[0] and span[1] <= clause[1]:
            name, rule, is_named = span, "prose.named", True
            break
    if name is None and told.purpose is not None:
        quoted = index.titles(told.purpose)
        name = quoted[0] if quoted else told.purpose
        is_named = bool(quoted)
        rule = "prose.quoted" if quoted else rule
    if name is None and told.applicant is not None and not _is_person(index, told.applicant):
        name, rule = told.applicant, "prose.applicant"
    if name is None or name[0] >= name[1]:
        return None
    text = index.text

    def value(span: Span | None) -> Named | None:
        return named(text, span) if span else None

    return ProjectMention(
        name=named(text, name),
        listed=False,
        named=is_named,
        section=passage.section,
        place=_place(index, clause),
        applicant=value(told.applicant),
        granted=number,
        total=money_after(index, passage, name)[1] if is_named or _is_only_grant(index, passage) else None,
        funder=value(told.funder),
        rule=rule,
        confidence=0.85 if is_named else 0.6,
    )


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
        funder=_source(index, (purpose[1], sentence[1])),
        rule="prose.support",
        confidence=0.6,
    )


def _is_only_grant(index: Index, passage: Passage) -> bool:
    return sum(index.mentions.money[n].role == "grant" for n in index.money((passage.start, passage.end))) == 1


def _source(index: Index, span: Span) -> Named | None:
    """The body that ``fra`` or ``af`` names as the source of the money."""
    for number in index.organisations(span):
        o = index.mentions.organisations[number]
        if _SOURCE.search(index.text, max(span[0], o.start - _SOURCE_LENGTH), o.start):
            return named(index.text, (o.start, o.start + len(o.name)))
    return None


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
            and not _opens_with_preposition(text, sentence[0], index.mentions.organisations[before[0]].start)
        ):
            first = index.mentions.organisations[before[0]]
            loose = verb.group().casefold() in words.give_loosely.folded and not words.funder.search(first.name)
            if index.money(sentence) or (not loose and words.funding.expression.search(text, *sentence)):
                yield named(text, (first.start, first.start + len(first.name)))
                continue
        if index.money(sentence) and words.receive.expression.search(text, *sentence):
            source = _source(index, sentence)
            if source is not None:
                yield source
