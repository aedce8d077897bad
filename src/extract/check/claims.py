"""Counts that the text states: ``15 projekter``, ``de tre museer``, ``20 nordjyske foreninger``.

Only counts that can be of the whole list are found: ``tre af de 15 projekter``, ``mere end 60 projekter`` and
``afslag til ti projekter`` say nothing about its length.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import regex

from extract.check.view import View
from extract.check.vocabulary import FUNDING, NO_ADJECTIVE, NOT_THE_LIST, NUMBER, PART_BEFORE
from extract.records.release import SectionKind, Span
from extract.values.numbers import parse_number

Noun = Literal["project", "recipient", "kind", "open"]
"""``project`` and ``recipient`` count the list; a ``kind`` (museums) can be told from the names in it, an
``open`` one (associations) cannot, for a choir or an ``IF`` does not say that it is one."""

_PROJECTS = "projekter initiativer indsatser bevillinger donationer arrangementer uddelinger"
_RECIPIENTS = "modtagere ansøgere"
_OPEN = "foreninger klubber institutioner organisationer virksomheder forskere aktører partnerskaber"
_KINDS: Final = {
    "museer": "muse",
    "skoler": "skole",
    "højskoler": "højskole",
    "efterskoler": "efterskole",
    "erhvervsskoler": "erhvervsskole",
    "gymnasier": "gymnasi",
    "universiteter": "universitet",
    "kommuner": "kommune",
    "regioner": "region",
    "biblioteker": "bibliotek",
    "hospitaler": "hospital",
    "teatre": "teat",
    "kirker": "kirke",
    "festivaler": "festival",
    "spillesteder": "spillested",
}
"""Nouns of kinds, and what the name of one of the kind holds."""
_NOUNS = sorted([*_PROJECTS.split(), *_RECIPIENTS.split(), *_OPEN.split(), *_KINDS], key=lambda noun: -len(noun))
_ENDINGS = tuple(noun + ending for noun in _NOUNS for ending in ("", "ne"))
_WORD = regex.compile(r"\p{L}[\p{L}-]{4,60}+")
_PARTIAL = frozenset({"del", "under", "side", "bi"})
_WORD_E = r"(?:[\p{Ll}-]{1,24}e|små)"
_ADJECTIVE = rf"(?!{NO_ADJECTIVE}\s){_WORD_E}(?:\s(?:og|samt)\s{_WORD_E})?\s"
_COUNT = regex.compile(
    r"(?<![\p{L}\d.,:/%–-])(?P<the>(?:de|disse|alle|samtlige|alle de|følgende)\s)?"
    rf"(?P<number>{NUMBER})\s(?:{_ADJECTIVE}){{0,2}}$",
    regex.IGNORECASE,
)
_SECTIONS: frozenset[SectionKind] = frozenset({"title", "lead", "subheading", "body", "fact_box", "table"})
_MOST = 200  # more counts than any release states; bounds the work on hostile text


@dataclass(frozen=True, slots=True)
class CountClaim:
    """A stated number of projects or recipients: ``words`` is its surface without an article.

    ``firm`` claims are surely about who gets the money: definite (``de 12 projekter``) or beside a verb of funding.
    """

    start: int
    end: int
    number: int
    words: str
    noun: Noun
    stem: str
    firm: bool
    sentence: int | None


def count_claims(view: View) -> tuple[CountClaim, ...]:
    """The counts stated in title, lead, text and headings, in reading order; none from inside lists."""
    found: list[CountClaim] = []
    for claim in _claims(view):
        found.append(claim)
        if len(found) == _MOST:
            break
    return tuple(found)


def _claims(view: View) -> Iterator[CountClaim]:
    for section in view.sections:
        if section.kind not in _SECTIONS:
            continue
        for found in _WORD.finditer(view.text, section.start, section.end):
            word = _noun_of(found.group())
            claim = _claim(view, word, found.span()) if word is not None else None
            if claim is not None:
                yield claim


def _noun_of(surface: str) -> str | None:
    """The noun that a word is or ends with (``kulturprojekterne`` is *projekter*); None for any other."""
    word = surface.casefold()
    if not word.endswith(_ENDINGS):
        return None
    bare = word.removesuffix("ne")
    noun = next((noun for noun in _NOUNS if bare.endswith(noun)), None)
    return None if noun is None or bare.removesuffix(noun).rstrip("-") in _PARTIAL else noun


def _claim(view: View, word: str, place: Span) -> CountClaim | None:
    text, line = view.text, view.line_at(place[0])
    found = _COUNT.search(text, max(line[0], place[0] - 90), place[0])
    if found is None or view.in_list(place[0]):
        return None
    number = parse_number(found["number"])
    if number is None or number < 2 or number != number.to_integral_value():
        return None
    before = text[max(line[0], found.start() - 60) : found.start()]
    if PART_BEFORE.search(before):
        return None
    sentence = text[slice(*view.sentence_at(place[0]))]
    if NOT_THE_LIST.search(sentence):
        return None
    return CountClaim(
        start=found.start("number"),
        end=place[1],
        number=int(number),
        words=" ".join(text[found.start("number") : place[1]].split()),
        noun=_noun(word),
        stem=_KINDS.get(word, word),
        firm=bool(found["the"]) or FUNDING.search(sentence) is not None,
        sentence=view.sentence_number(place[0]),
    )


def _noun(word: str) -> Noun:
    if word in _KINDS:
        return "kind"
    if word in _PROJECTS.split():
        return "project"
    return "recipient" if word in _RECIPIENTS.split() else "open"


def claims_between(claims: tuple[CountClaim, ...], start: int, end: int) -> tuple[CountClaim, ...]:
    """The claims that begin within ``start:end``."""
    low = bisect_left(claims, start, key=lambda claim: claim.start)
    return claims[low : bisect_left(claims, end, key=lambda claim: claim.start)]
