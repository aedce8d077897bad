"""The examples of the patterns, run: what an editor promises against what the pattern does.

A phrase's example is masked with the mentions that the matchers find in it, as in a release; a word list's
example must hold one of its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import regex

from extract.match.dates import DateMatcher, compile_dates
from extract.match.money import MoneyMatcher, compile_money
from extract.match.organisations import OrganisationMatcher, compile_organisations
from extract.match.people import PeopleMatcher, compile_people
from extract.match.places import PlaceMatcher, compile_places
from extract.match.projects.fields import Index
from extract.match.projects.words import masked_names
from extract.patterns import SLOTS, Masked, Patterns, Phrase, Words, mask
from extract.records.document import Article, Passage
from extract.records.mentions import Mentions
from extract.records.release import Span
from extract.segment.sentences import Sentences, compile_sentences

_QUOTED = regex.compile(r"[»«“”„\"](?P<inner>[^»«“”„\"]+)[»«“”„\"]")
_PERCENT = regex.compile(r"\d[\d.,]*\s?(?:procent|pct\.?|%)")
_NUMBER = regex.compile(r"\d[\d.]*(?:,\d+)?")
_PARTY = regex.compile(r"\(\p{Lu}{1,3}\)")
_OWN_SLOTS = {"quote": _QUOTED, "percent": _PERCENT, "number": _NUMBER, "party": _PARTY}
_SLOT = {mask: name for name, mask in SLOTS.items()}


@dataclass(frozen=True, slots=True)
class ExampleFault:
    """An example that does not do what it promises. ``expected`` and ``found`` say it in words."""

    file: str
    id: str
    example: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Tried:
    """A pattern that matches a text: where, and what it gives (``give`` of the file, or a mention's values)."""

    id: str
    start: int
    end: int
    surface: str
    gives: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class _Reader:
    """The matchers that find what stands in the slots."""

    sentences: Sentences
    money: MoneyMatcher
    dates: DateMatcher
    places: PlaceMatcher
    organisations: OrganisationMatcher
    people: PeopleMatcher
    openers: Words

    def article(self, text: str) -> Article:
        spans = self.sentences.split(text)
        return Article(text, (Passage(0, len(text), "s1", "body", spans),) if text.strip() else ())

    def mentions(self, article: Article) -> Mentions:
        places = self.places.find(article)
        organisations = self.organisations.find(article, places=places)
        return Mentions(
            money=self.money.find(article),
            places=places,
            organisations=organisations,
            people=self.people.find(article, organisations),
            dates=self.dates.find(article),
        )

    def masked(self, text: str, mentions: Mentions, slots: frozenset[str]) -> Masked:
        """The text with those kinds of mentions masked that the phrase has slots for."""
        spans: list[tuple[int, int, str, int]] = []
        kinds = {
            "money": [(m.start, m.end) for m in mentions.money],
            "person": [(m.start, m.end) for m in mentions.people],
            "org": [(m.start, m.start + len(m.name)) for m in mentions.organisations],
            "place": [(m.start, m.end) for m in mentions.places],
            "date": [(m.start, m.end) for m in mentions.dates],
            "title": [m.title_span for m in mentions.people if m.title_span is not None],
            **{name: [found.span() for found in rule.finditer(text)] for name, rule in _OWN_SLOTS.items()},
            "name": _names(text, mentions, self.openers),
        }
        for slot in sorted(slots):
            spans += [(low, high, slot, number) for number, (low, high) in enumerate(kinds[slot])]
        return mask(text, (0, len(text)), spans)


def check(patterns: Patterns) -> tuple[ExampleFault, ...]:
    """Every example that its pattern does not keep, in the order of the files; empty when all hold."""
    reader = _reader(patterns)
    return (*_phrase_faults(patterns, reader), *_word_faults(patterns))


def try_text(patterns: Patterns, text: str) -> tuple[Tried, ...]:
    """The patterns that match ``text``, by position: mentions with their values, then phrases and word lists."""
    reader = _reader(patterns)
    mentions = reader.mentions(reader.article(text))
    found = list(_mentioned(text, mentions))
    for phrase in patterns.phrases.values():
        masked = reader.masked(text, mentions, _slots(phrase))
        found += [Tried(phrase.id, m.start, m.end, text[m.start : m.end], phrase.give) for m in phrase.find(masked)]
    for words in patterns.words.values():
        hits = words.expression.finditer(text)
        found += [Tried(words.id, hit.start(), hit.end(), hit.group(), words.give) for hit in hits]
    return tuple(sorted(found, key=lambda tried: (tried.start, -tried.end, tried.id)))


def _phrase_faults(patterns: Patterns, reader: _Reader) -> Iterator[ExampleFault]:
    for phrase in patterns.phrases.values():
        slots = _slots(phrase)
        for expected, examples in ((True, phrase.yes), (False, phrase.no)):
            for example in examples:
                masked = reader.masked(example, reader.mentions(reader.article(example)), slots)
                if (next(phrase.find(masked), None) is not None) != expected:
                    yield _fault(phrase, example, expected=expected, seen=_shown(masked))


def _word_faults(patterns: Patterns) -> Iterator[ExampleFault]:
    for words in patterns.words.values():
        for expected, examples in ((True, words.yes), (False, words.no)):
            for example in examples:
                if (words.expression.search(example) is not None) != expected:
                    yield _fault(words, example, expected=expected, seen=example)


def _fault(pattern: Phrase | Words, example: str, *, expected: bool, seen: str) -> ExampleFault:
    wanted, found = ("a match", "none") if expected else ("no match", "one")
    return ExampleFault(pattern.file, pattern.id, example, wanted, f"{found} in “{seen}”")


def _shown(masked: Masked) -> str:
    """The masked text with the slots by name, so that an editor sees what the phrase saw."""
    return "".join(f"{{{_SLOT[char]}}}" if char in _SLOT else char for char in masked.text)


def _slots(phrase: Phrase) -> frozenset[str]:
    return frozenset(phrase.expression.groupindex)


def _names(text: str, mentions: Mentions, openers: Words) -> list[Span]:
    _, names = masked_names(Index(text, mentions, ()), (0, len(text)), openers)
    return names


def _mentioned(text: str, mentions: Mentions) -> Iterator[Tried]:
    for m in mentions.money:
        low, high = (format(v, "f") if v is not None else "" for v in (m.low, m.high))
        value = format(m.value, "f") if m.value is not None else f"{low}–{high}"
        gives = {"value": value, "currency": m.currency or "", "role": m.role, "qualifier": m.qualifier}
        yield Tried("money", m.start, m.end, text[m.start : m.end], gives)
    for p in mentions.people:
        said = {"name": p.name, "title": p.title, "organisation": p.organisation, "party": p.party}
        yield Tried("person", p.start, p.end, text[p.start : p.end], {k: v for k, v in said.items() if v})
    for o in mentions.organisations:
        yield Tried("organisation", o.start, o.end, text[o.start : o.end], {"name": o.name})
    for place in mentions.places:
        gives = {"name": place.name, "kind": place.kind, "code": place.code or ""}
        yield Tried("place", place.start, place.end, text[place.start : place.end], gives)
    for d in mentions.dates:
        yield Tried("date", d.start, d.end, text[d.start : d.end], {"from": d.first or "", "to": d.last or ""})


def _reader(patterns: Patterns) -> _Reader:
    return _Reader(
        compile_sentences(patterns),
        compile_money(patterns),
        compile_dates(patterns),
        compile_places(patterns),
        compile_organisations(patterns),
        compile_people(patterns),
        patterns.words["sentences.openers"],
    )
