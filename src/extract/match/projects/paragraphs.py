"""Lists that are set as paragraphs: each opens with a name of its own, or says who got how much for what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from extract.match.projects.applicants import researcher
from extract.match.projects.entries import named
from extract.match.projects.fields import Index, strip
from extract.match.projects.prose import from_sentence
from extract.match.projects.words import ProjectWords
from extract.records.document import Passage
from extract.records.mentions import ProjectMention
from extract.records.release import Span

_LEAST = 3
_GAP = 2
_SENTENCE_BEFORE = regex.compile(r"\p{Ll}[.!]\s$")
_SHORT_HEAD = 3
_DASH_END = regex.compile(r"\s[–—-]\s$")
_HEAD = regex.compile(
    r"(?P<head>\p{Lu}(?:[^.:!?\n]|(?<=\b(?:Nr|Sdr|Ndr|Gl|St|Sct|Skt|Vr))\.){2,60})[.:]\s+(?=[\p{Lu}»”“\"])"
)
# "To unge forskere modtager 10 mio. kr. hver": several, no recipient
_COUNTED = regex.compile(
    r"(?:To|Tre|Fire|Fem|Seks|Syv|Otte|Ni|Ti|Elleve|Tolv|\d+)\s(?:\p{Ll}+\s){0,2}\p{Ll}+(?:ere|er|e)(?!\p{L})"
)
_HEAD_WORDS = 7
_SUBJECT_WORDS = 12
_SENTENCES = 2
_REACH = 60
# "… støtter Dreslev Bylaug med 210.000 kroner"
_GIVEN = regex.compile(
    r"\b(?:støtter|støttede|betænker|begunstiger)\s(?P<who>\p{Lu}[\p{L}&.-]*(?:\s(?:og\s|for\s|af\s|i\s|ved\s)?\p{Lu}[\p{L}&.-]*){0,5})\smed\s"
)
# "Til Højby Skole er der bevilget 62.000 kr. til …"
_TO_WHOM = regex.compile(
    r"Til\s(?P<who>\p{Lu}[^,.:;\n]{2,80}?)\s(?:(?:er|blev|bliver)\s(?:der\s)?(?:bevilget|givet|tildelt|doneret|afsat|uddelt)"
    r"|har\s\p{L}+\s(?:bevilget|givet|doneret)|bevilges|gives|(?:bevilger|giver|donerer)\s\p{L}+)(?!\p{L})"
)
_ADVERB = regex.compile(
    r"(?:Og\s|Men\s)?(?:[Ee]ndelig|[Dd]esuden|[Dd]erudover|[Ss]amtidig|[Ll]igeledes|[Oo]gså|[Ii]\sår|[Ss]om\sdet\ssidste)"
)
_FOR_INSTANCE = regex.compile(
    r"(?:(?:Blandt|Iblandt)\sandet|Bl\.a\.|For\seksempel|Eksempelvis|Desuden|Derudover|Herudover|Endvidere|Ligeledes|Endelig|Også|Heraf"
    r"|Herunder|Samtidig)\s(?:har|er|blev)\s(?:også\s)?"
)
_PLANS = regex.compile(r"\s(?:vil|skal|ønsker|planlægger)\s\p{Ll}")
# What opens a sentence of a text, not the name of a body.
_NO_SUBJECT = regex.compile(
    r"(?:Og|Men|Det|Den|De|Der|Han|Hun|Vi|Jeg|Man|Her|Nu|Så|I|På|Med|Til|For|Fra|Ved|Efter|Også|Samtidig|Endelig|Derudover|Desuden|"
    r"Projekt\p{L}*|Pengene|Midlerne|Puljen|Støtten|Tilskuddet|Bevillingen|Årets|Alle|Hver|Begge|Flere|Andre)(?!\p{L})"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A project that a paragraph tells, with the paragraph."""

    project: ProjectMention
    passage: Passage


def read_paragraphs(index: Index, words: ProjectWords, passages: Sequence[Passage]) -> Iterator[Told]:
    """The projects of three or more paragraphs in a row that are set alike; paragraphs of other shapes give none."""
    for reader in (_headed, _received):
        run: list[Told] = []
        last = 0
        for number, passage in enumerate(passages):
            told = reader(index, words, passage)
            # One paragraph of another shape may stand between: a loan, a refusal.
            # The first of them may have been taken for the lead.
            other = bool(run) and run[-1].passage.section != passage.section and run[-1].passage.kind != "lead"
            apart = number - last > _GAP or other
            if apart or (told is None and reader is _headed):
                yield from _long_enough(run)
                run = []
            if told is not None:
                run.append(Told(told, passage))
                last = number
        yield from _long_enough(run)


def _long_enough(run: Sequence[Told]) -> Sequence[Told]:
    return run if len(run) >= _LEAST else ()


def _headed(index: Index, words: ProjectWords, passage: Passage) -> ProjectMention | None:
    """``Dansegulvet. Det gamle gulv …``: a name and a full stop or colon before the text, which holds an amount."""
    found = _HEAD.match(index.text, passage.start, passage.end)
    span = (passage.start, passage.end)
    if found is None or not (_grants(index, span) or _ends_in_sum(index, span)):
        return None
    head = strip(index.text, *found.span("head"))
    text = index.text[slice(*head)]
    count = len(text.split())
    # "Den gode samtale." is a title where it stands among titles; "Det glæder formanden meget." is none.
    seat = words.seat(index, head) or _behind_dash(index, head)
    # "Det gamle apotek, Bogense." is a name with its town, whatever it begins with.
    opens_text = seat is None and _NO_SUBJECT.match(text) is not None and (count > _SHORT_HEAD or count == 1)
    if count > _HEAD_WORDS or words.heading_verb.expression.search(text) or opens_text:
        return None
    if words.receive.expression.search(text) or words.give.expression.search(text) or index.people(head):
        return None
    given = _GIVEN.search(index.text, head[1], passage.end)
    body = (
        strip(index.text, *given.span("who"))
        if given is not None
        else words.find_applicant(index, (head[1], passage.end)) or _opening_body(index, words, found.end())
    )
    return ProjectMention(
        named(index.text, seat[0] if seat is not None else head),
        listed=True,
        applicant=named(index.text, body) if body is not None else None,
        section=passage.section,
        place=seat[1] if seat is not None else None,
        rule="list.run_in",
        confidence=0.8,
    )


def _opening_body(index: Index, words: ProjectWords, start: int) -> Span | None:
    """The body that opens the text behind the name, no fund: whose project it is."""
    for number in index.beginning((start, start + 1)):
        o = index.mentions.organisations[number]
        gives = words.give.expression.match(index.text, o.end + 1)
        if gives is None and words.generic.fullmatch(o.name) is None and words.funder.search(o.name) is None:
            return o.start, o.start + len(o.name)
    return None


def _ends_in_sum(index: Index, span: Span) -> bool:
    """Whether the last sentence is a sum and nothing else: ``… Nyt gulv og loft. 2,2 mio. kr.``"""
    numbers = index.money(span)
    if len(numbers) != 1:
        return False
    money = index.mentions.money[numbers[0]]
    return money.end >= span[1] - 1 and _SENTENCE_BEFORE.search(index.text, span[0], money.start) is not None


def _behind_dash(index: Index, head: Span) -> tuple[Span, int] | None:
    """``Navn – By`` as the name and the place mention."""
    number = next(iter(index.places(head)[-1:]), None)
    if number is None or index.mentions.places[number].end != head[1]:
        return None
    dash = _DASH_END.search(index.text, head[0], index.mentions.places[number].start)
    return ((head[0], dash.start()), number) if dash is not None else None


def _grants(index: Index, span: Span) -> list[int]:
    return [n for n in index.money(span) if index.mentions.money[n].role == "grant"]


def _received(index: Index, words: ProjectWords, passage: Passage) -> ProjectMention | None:
    """``Kaj Bio fik tilsagn om tilskud på kr. 40.000 til et lærred``: the paragraph begins with who gets the money."""
    text = index.text
    if len(passage.sentences) > _SENTENCES or not passage.sentences:
        return None
    sentence = passage.sentences[0]
    grants = _grants(index, sentence)
    if len(grants) != 1:
        return None
    whom = _TO_WHOM.match(text, *sentence)
    verb = whom or words.receive.expression.search(text, *sentence)
    if verb is None:
        return None
    money = index.mentions.money[grants[0]]
    subject = whom.span("who") if whom is not None else strip(text, sentence[0], verb.start())
    if whom is None and _ADVERB.fullmatch(text, *subject):
        subject = strip(text, verb.end(), money.start)  # "Endelig får Roboslag fra Odense 1,4 mio. kr."
    subject = words.without_apposition(text, subject)
    if (opens := _FOR_INSTANCE.match(text, *subject)) is not None:
        subject = strip(text, opens.end(), subject[1])  # "Blandt andet har Vig Kirke fået 40.000 kr. til …"
    if (plans := _PLANS.search(text, *subject)) is not None:
        subject = (subject[0], plans.start())  # "Bylauget vil bygge et skur, og hertil har foreningen fået …"
    said = text[slice(*subject)]
    if not 0 <= money.start - verb.end() <= _REACH or not said[:1].isupper() or len(said.split()) > _SUBJECT_WORDS:
        return None
    if _NO_SUBJECT.match(said) or _COUNTED.match(said):
        return None
    seat = words.seat(index, subject)
    applicant = named(text, researcher(index, seat[0] if seat is not None else subject))
    told = from_sentence(index, words, passage, sentence, grants[0])
    if told is None or not told.name.text or told.rule == "prose.applicant":
        told = ProjectMention(applicant, listed=True, named=False, section=passage.section, granted=grants[0])
    place = told.place if told.place is not None else (seat[1] if seat is not None else None)
    return replace(told, listed=True, applicant=applicant, place=place, rule="list.receipt", confidence=0.85)
