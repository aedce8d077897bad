"""Projects that a sentence tells of without amounts: who got support for what, and what is *among the projects*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extract.match.projects.entries import named
from extract.match.projects.fields import Index
from extract.match.projects.naming import named_in
from extract.match.projects.parties import Party, parties, source_in
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
_BETWEEN = regex.compile(r"\s(?:nu\s|også\s|både\s|den\s|det\s|de\s)?")
_NAMED = (
    r"(?P<name>\p{Lu}[\p{L}\d&’'-]*(?:\s(?:(?:og|for|af)\s)?(?:\p{Lu}|\p{Ll}\p{Lu})[\p{L}\d&’'-]*){0,5})"
    r"(?:\s(?:i|på|fra|ved)\s\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+)?)?"
)
_BEHIND = regex.compile(rf"\s(?:nu\s|også\s)?{_NAMED}\s")
_BEFORE = regex.compile(rf"(?:\s|,|og\s|mens\s|samt\s){{0,3}}{_NAMED}\s")
_MANY = regex.compile(r"\p{Lu}\p{Ll}+(?:erne|ene)")
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


def without_amount(index: Index, words: ProjectWords, passage: Passage, sentence: Span) -> Iterator[ProjectMention]:
    """The projects of a sentence that says who got support for what, but not how much."""
    text = index.text
    found = list(words.support_to.expression.finditer(text, *sentence))
    known = parties(index, words, sentence) if found else []
    start = sentence[0]
    for to in found:
        verb = _last(words, text, (max(start, to.start() - _REACH), to.start()))
        who = _receiver(index, words, known, (start, to.start()), verb, sentence[0]) if verb is not None else None
        purpose = words.purpose(text, (to.end() - len("til"), sentence[1])) if who is not None else None
        if who is None or purpose is None:
            continue
        quoted = index.titles(purpose)
        called = named_in(index, words, purpose)
        source = source_in(index, (purpose[1], sentence[1]))
        yield ProjectMention(
            name=named(text, quoted[0] if quoted else called[0] if called else purpose),
            listed=False,
            named=bool(quoted),
            section=passage.section,
            place=town_of(index, (start, purpose[1]), sentence),
            applicant=named(text, who),
            funder=named(text, source) if source is not None else None,
            rule="prose.support",
            confidence=0.6,
        )
        start = purpose[1]


def _last(words: ProjectWords, text: str, span: Span) -> Span | None:
    """The last verb of receiving in the span."""
    found = [f.span() for f in words.receive.expression.finditer(text, *span)]
    return found[-1] if found else None


def _receiver(
    index: Index, words: ProjectWords, known: Sequence[Party], span: Span, verb: Span, opens: int
) -> Span | None:
    """Who stands right behind the verb (``Blandt modtagerne fik Skuret i Hou støtte til …``), or before it: a body,
    else any name right beside it."""
    text = index.text
    behind = [p for p in known if verb[1] < p.start < span[1] and _BETWEEN.fullmatch(text, verb[1], p.start)]
    before = [p for p in known if span[0] <= p.start and p.stop <= verb[0] and p.kind == "body"]
    if behind or before:
        # Behind another telling the nearest one: "… elever på Sæby Skole og Vig Jagtforening fik tilskud til"
        return behind[0].span if behind else before[0 if span[0] == opens else -1].span
    for name in (_BEHIND.match(text, verb[1], span[1]), _BEFORE.fullmatch(text, span[0], verb[0])):
        if name is not None and name.start("name") == opens and _MANY.fullmatch(name["name"]):
            continue
        if name is not None and name["name"].split()[0].casefold() not in words.openers.folded:
            who: Span = name.span("name")
            return who if not index.is_other(who) or index.people(who) else None
    return None


def among(index: Index, words: ProjectWords, passage: Passage, sentence: Span) -> Iterator[ProjectMention]:
    """``Blandt projekterne er et værksted i Hou og en røgeovn``: each of them, in a release that speaks of support."""
    found = _AMONG.match(index.text, *sentence)
    if found is None or words.funding.search(index.text) is None:
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
