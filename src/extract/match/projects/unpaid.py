"""Projects that a sentence tells of without amounts: who got support for what, and what is *among the projects*."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.match.projects.entries import named
from extract.match.projects.fields import Index
from extract.match.projects.parties import source_in
from extract.match.projects.telling import town_of
from extract.match.projects.words import ProjectWords
from extract.records.document import Passage
from extract.records.mentions import ProjectMention
from extract.records.release import Span

_REACH = 90
_WHAT = (
    r"\p{Ll}{0,20}(?:projekter(?:ne)?|modtagere|modtagerne|initiativer(?:ne)?|bevillinger(?:ne)?|tilsagn(?:ene)?"
    r"|idéer(?:ne)?)"
)
_ONE_OF = (
    rf"(?:Blandt|Et\saf|En\saf|To\saf|Tre\saf|Eksempler\spå|Et\sandet\saf)\s(?:\p{{Ll}}+\s){{0,3}}?{_WHAT}"
    r"|Et\s(?:af\sdem|andet\s(?:projekt|initiativ))"
)
_AMONG = regex.compile(
    rf"(?:{_ONE_OF})(?:,?\s(?:som|der)\s(?:nu\s)?(?:får|fik|har\sfået|modtager)\s(?:støtte|penge|tilskud|midler),?)?"
    r"\s(?:er|hører|finder\sman|findes)\s(?:blandt\sandet\s|fx\s|for\seksempel\s)?(?P<rest>\S.*)"
    r"|Det\s(?:er\s|bliver\s)?(?:blevet\s)?(?:bl\.a\.\s|blandt\sandet\s)?til\s(?P<became>(?:en|et)\s\S.*)",
    regex.DOTALL,
)
_ITEM = regex.compile(r",\s(?:(?:og|samt)\s)?|\s(?:og|samt)\s")
_INDEFINITE = regex.compile(
    r"(?:en|et|ny|nyt|nye|\d[\d.]*|to|tre|fire|fem|seks|syv|otte|ni|ti|flere|fælles)\s(?:\p{Ll}|\d)"
)
_BARE = regex.compile(r"\p{Ll}{4,30}(?=[\s.,]|$)")
_CLAUSE = regex.compile(r"(?:som|der|hvor|men|så|mens|fordi|fra|er|har|kan|skal|vil)\s")
_NAME = regex.compile(
    r"(?:[»”“„\"](?P<quoted>[^»«”“„\"\n]{2,100})[«»”“\"]"
    r"|(?P<name>\p{Lu}[\p{L}\d&.’'-]*(?:\s(?:\p{Ll}{1,4}\s)?\p{Lu}[\p{L}\d&.’'-]*){0,6}))"
)


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
    source = source_in(index, (purpose[1], sentence[1]))
    return ProjectMention(
        name=named(text, quoted[0] if quoted else purpose),
        listed=False,
        named=bool(quoted),
        section=passage.section,
        place=town_of(index, sentence, sentence),
        applicant=named(text, (bodies[0].start, bodies[0].start + len(bodies[0].name))),
        funder=named(text, source) if source is not None else None,
        rule="prose.support",
        confidence=0.6,
    )


def among(index: Index, words: ProjectWords, passage: Passage, sentence: Span) -> Iterator[ProjectMention]:
    """``Blandt projekterne er et værksted i Hou og en røgeovn``: each of them, in a release that speaks of support."""
    found = _AMONG.match(index.text, *sentence)
    if found is None or words.funding.expression.search(index.text) is None:
        return
    start = found.start("rest") if found["rest"] else found.start("became")
    name = _NAME.match(index.text, start, sentence[1])
    if name is not None:
        span = name.span("quoted") if name["quoted"] else name.span("name")
        if not index.is_other(span) and not index.organisations(span):
            yield _bare(index, passage, span, (start, sentence[1]), is_named=True)
        return
    for item in _items(index.text, (start, sentence[1])):
        thing = words.purposes.thing(index.text, item)
        if thing is not None:
            yield _bare(index, passage, thing, item, is_named=False)


def _items(text: str, span: Span) -> Iterator[Span]:
    """The parts of an enumeration of things, up to the first that is something else."""
    cuts = [
        (span[0], span[0]),
        *((found.start(), found.end()) for found in _ITEM.finditer(text, *span)),
        (span[1], span[1]),
    ]
    for number in range(len(cuts) - 1):
        start, end = cuts[number][1], cuts[number + 1][0]
        if _CLAUSE.match(text, start, end) or not (
            _INDEFINITE.match(text, start, end) or (number and _BARE.match(text, start, end))
        ):
            return
        yield start, end


def _bare(index: Index, passage: Passage, name: Span, item: Span, *, is_named: bool) -> ProjectMention:
    return ProjectMention(
        name=named(index.text, name),
        listed=False,
        named=is_named,
        section=passage.section,
        place=town_of(index, item, item),
        rule="prose.among",
        confidence=0.6,
    )
