"""Works that a body builds itself, where a release tells of no grant: *Kommunen opfører et plejehjem. Det koster …*"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from extract.match.projects.complements import complete
from extract.match.projects.entries import named
from extract.match.projects.fields import Index
from extract.match.projects.headline import headed
from extract.match.projects.parties import parties
from extract.match.projects.telling import town_of, without_money
from extract.match.projects.words import ProjectWords
from extract.records.document import Passage
from extract.records.mentions import MoneyMention, ProjectMention
from extract.records.release import Span

_ONE = r"(?=(?:en|et|d(?:en|et)\snye|to|tre|fire|fem|seks|\d{1,3}|nye?|nyt|fælles|større)\s\p{L})"
_BUILDS = regex.compile(
    r"(?<!\p{L})(?:(?:skal|vil|kan|at|begynder|planlægger|ønsker)\s(?:(?!\p{L}+s\s)[\p{L}-]+\s){0,4}?"
    r"(?:bygge|opføre|anlægge|etablere|indrette|rejse)"
    r"|bygger|opfører|anlægger|etablerer|indretter|bygges|opføres|anlægges|etableres"
    r"|(?:opførelsen?|byggeriet|anlæggelsen|etableringen?)\saf|spadestik\stil|grundsten(?:en)?\still?)\s"
    rf"(?:(?:nu|også|der|snart|derfor|straks)\s){{0,2}}{_ONE}",
    regex.IGNORECASE,
)
# "Byggeriet har et budget på …": what the sentence before says is built
_THAT = regex.compile(
    r"(?:Byggeriet|Projektet|Anlægget|Anlægsarbejdet|Det|Den|Det\shele|Prisen|Budgettet|Opførelsen|Hele\sbyggeriet|\p{Lu}\p{Ll}{2,25}(?:en|et))\s"
)


def works(index: Index, words: ProjectWords, passages: Sequence[Passage]) -> tuple[ProjectMention, ...]:
    """What is built, for each sum that a sentence calls its cost; else, for one sum, what the headline calls new."""
    built = tuple(_works(index, words, passages))
    spans = [(p.start, p.end) for p in passages]
    costs = [n for span in spans for n in index.money(span) if _is_cost(index.mentions.money[n])]
    if built or len({index.mentions.money[n].value for n in costs}) != 1:
        return built
    made = headed(index, words, passages)
    return (replace(made, total=costs[0]),) if made is not None else ()


def _is_cost(money: MoneyMention) -> bool:
    return money.role == "total" and money.same_as is None and money.per is None


def _works(index: Index, words: ProjectWords, passages: Sequence[Passage]) -> Iterator[ProjectMention]:
    for passage in passages:
        before: Span | None = None
        for sentence in passage.sentences:
            for number in index.money(sentence):
                if _is_cost(index.mentions.money[number]):
                    where = (sentence, *((before,) if before and _THAT.match(index.text, *sentence) else ()))
                    yield from _built(index, words, passage, where, number)
            before = sentence


def _built(
    index: Index, words: ProjectWords, passage: Passage, where: Sequence[Span], number: int
) -> Iterator[ProjectMention]:
    """The first thing that one of the sentences says is built."""
    for sentence in where:
        found = _BUILDS.search(index.text, *sentence)
        thing = words.purposes.thing(index.text, (found.end(), sentence[1])) if found is not None else None
        thing = without_money(index, words, thing)
        if found is None or thing is None:
            continue
        thing = complete(index, words, thing)
        builder = next((p for p in parties(index, words, (sentence[0], found.start())) if p.kind == "body"), None)
        yield ProjectMention(
            name=named(index.text, thing),
            listed=False,
            named=False,
            section=passage.section,
            place=town_of(index, sentence, sentence),
            applicant=named(index.text, builder.span) if builder is not None else None,
            total=number,
            rule="prose.works",
            confidence=0.6,
        )
        return
