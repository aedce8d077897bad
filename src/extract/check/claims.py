"""Counts that the text states: ``15 projekter``, ``de tre museer``, ``20 nordjyske foreninger``.

Only counts that can be of the whole list are found: ``tre af de 15 projekter``, ``mere end 60 projekter`` and
``afslag til ti projekter`` say nothing about its length.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extract.check.view import View
from extract.check.vocabulary import Vocabulary
from extract.records.release import SectionKind, Span
from extract.values.numbers import parse_number

Noun = Literal["project", "recipient", "kind", "open"]
"""``project`` and ``recipient`` count the list; a ``kind`` (museums) can be told from the names in it, an
``open`` one (associations) cannot, for a choir or an ``IF`` does not say that it is one."""

_SECTIONS: frozenset[SectionKind] = frozenset({"title", "lead", "subheading", "body", "fact_box", "table"})
_LONGEST = 130  # characters of number, adjectives and noun
_BREAK = frozenset("\n\t")  # a count stands in one line, and in one cell of a table
_MOST = 200  # more counts than any release states; bounds the work on hostile text


@dataclass(frozen=True, slots=True)
class CountClaim:
    """A stated number of projects or recipients: ``words`` is its surface without an article.

    ``firm`` claims are surely about who gets the money: definite (``de 12 projekter``) or beside a verb of funding.
    ``joined`` ones add to something told before (``et laboratorium og ni initiativer``). ``sentence`` is its span.
    """

    start: int
    end: int
    number: int
    words: str
    noun: Noun
    stem: str
    firm: bool
    joined: bool
    sentence: Span


def count_claims(view: View) -> tuple[CountClaim, ...]:
    """The counts stated in title, lead, text and headings, in reading order; none from inside lists."""
    found: list[CountClaim] = []
    for claim in _claims(view):
        found.append(claim)
        if len(found) == _MOST:
            break
    return tuple(found)


def _claims(view: View) -> Iterator[CountClaim]:
    for end, noun in sorted(_nouns(view).items()):
        section = view.section_at(end - 1)
        if section is None or section.kind not in _SECTIONS or view.in_list(end - 1):
            continue
        found = view.words.count.search(view.text, max(view.line_at(end - 1)[0], end - _LONGEST), end)
        claim = _claim(view, found["number"], noun, found.span()) if found is not None else None
        if claim is not None:
            yield claim


def _nouns(view: View) -> dict[int, str]:
    """Where a noun that counts ends in the text, with the noun: ``kulturprojekterne`` ends with *projekter*."""
    text = view.folded
    ends: dict[int, str] = {}
    for noun in view.words.nouns:  # the longest first: højskoler are højskoler and not skoler
        at = text.find(noun)
        while at >= 0:
            end = at + len(noun)
            end += 2 * text.startswith("ne", end)
            if not (text[end : end + 1].isalnum() or text[end : end + 1] == "-"):
                ends.setdefault(end, noun)
            at = text.find(noun, at + 1)
    return ends


def _claim(view: View, surface: str, noun: str, span: Span) -> CountClaim | None:
    words, line = view.words, view.line_at(span[0])
    number = parse_number(surface)
    if number is None or number < 2 or number != number.to_integral_value():
        return None
    if not _BREAK.isdisjoint(view.text[slice(*span)]):
        return None
    before = view.text[max(line[0], span[0] - 60) : span[0]]
    if words.part.search(before):
        return None
    definite = words.definite.search(before)
    if definite is not None and words.part.search(before[: definite.start()]):
        return None
    start, end = view.sentence_at(span[0])
    sentence = view.text[start:end]
    if words.other_set.search(sentence):
        return None
    return CountClaim(
        start=span[0],
        end=span[1],
        number=int(number),
        words=" ".join(view.text[slice(*span)].split()),
        noun=_noun(words, noun),
        stem=noun[:-2],
        firm=definite is not None or words.funding.search(sentence) is not None,
        joined=words.joined.search(before[: definite.start()] if definite else before) is not None,
        sentence=view.whole_sentence(span[0]),
    )


def _noun(words: Vocabulary, noun: str) -> Noun:
    if noun in words.kinds:
        return "kind"
    if noun in words.projects:
        return "project"
    return "recipient" if noun in words.recipients else "open"


def claims_between(claims: tuple[CountClaim, ...], start: int, end: int) -> tuple[CountClaim, ...]:
    """The claims that begin within ``start:end``."""
    low = bisect_left(claims, start, key=lambda claim: claim.start)
    return claims[low : bisect_left(claims, end, key=lambda claim: claim.start)]
