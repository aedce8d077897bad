"""The words of patterns/checks.toml, compiled into what the checks look for; made once per patterns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import regex

from extract.patterns import Patterns, Phrase, Words
from extract.segment.sentences import Sentences, compile_sentences
from extract.values.words import SOURCE as NUMBER_WORDS

_FOLD: Final = regex.IGNORECASE
_NUMBER: Final = rf"(?:\d{{1,3}}|{NUMBER_WORDS})"
_WORD_E: Final = r"(?:[\p{Ll}-]{1,24}e|små)"
"""An adjective in the plural, as far as its ending tells."""


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """What the checks look for in a text; made by :func:`compile_checks`. The names say what a match means."""

    sentences: Sentences
    sample: regex.Pattern[str]

    count: regex.Pattern[str]
    """A ``number`` and the noun that it counts, which closes the text."""
    definite: regex.Pattern[str]
    joined: regex.Pattern[str]
    part: regex.Pattern[str]
    funding: regex.Pattern[str]
    other_set: regex.Pattern[str]
    projects: frozenset[str]
    recipients: frozenset[str]
    kinds: frozenset[str]
    nouns: tuple[str, ...]
    """All nouns of counts, the longest first."""

    whole_before: regex.Pattern[str]
    whole_start: regex.Pattern[str]
    whole_after: regex.Pattern[str]
    sum_row: regex.Pattern[str]
    cost_before: regex.Pattern[str]
    other_money: regex.Pattern[str]
    frame: regex.Pattern[str]
    they: regex.Pattern[str]
    each: regex.Pattern[str]
    price: regex.Pattern[str]

    besides: regex.Pattern[str]
    the_project: regex.Pattern[str]

    money: regex.Pattern[str]
    other_share: regex.Pattern[str]
    loosely: regex.Pattern[str]
    bound: regex.Pattern[str]
    of_all: regex.Pattern[str]

    the_rest: regex.Pattern[str]
    to_come: regex.Pattern[str]
    gone: regex.Pattern[str]
    offices: Words


@lru_cache(maxsize=4)
def compile_checks(patterns: Patterns) -> Vocabulary:
    """The vocabulary of these patterns. Raises KeyError with the id of an entry that is missing."""
    words, phrases = patterns.words, patterns.phrases
    nouns = {part: words[f"checks.count.{part}"].folded for part in ("projects", "recipients", "kinds", "open")}
    every = tuple(sorted(frozenset().union(*nouns.values()), key=lambda noun: (-len(noun), noun)))
    times = _source(phrases["checks.other_times"])
    sum_row = _source(words["checks.total.sum_row"])
    whole = _source(phrases["checks.total.whole"])
    cost = _any(words["checks.total.cost_stems"].words)
    return Vocabulary(
        sentences=compile_sentences(patterns),
        sample=words["checks.list.sample"].expression,
        count=_count(every, words["checks.count.not_nouns"], words["checks.count.not_adjectives"]),
        definite=_ending(_source(words["checks.count.definite"])),
        joined=_ending(r"(?<!\p{L})(?:og|samt)"),
        part=_part(words["checks.count.part"], words["checks.count.fillers"]),
        funding=phrases["checks.count.funding"].expression,
        other_set=_compile(f"{_source(phrases['checks.count.other_set'])}|{times}"),
        projects=nouns["projects"],
        recipients=nouns["recipients"],
        kinds=nouns["kinds"],
        nouns=every,
        whole_before=_compile(rf"{whole}[^.;:!?\n]{{0,60}}$"),
        whole_start=_compile(rf"\W{{0,4}}{sum_row}[^.;!?\n]{{0,40}}$"),
        whole_after=_compile(rf"[^.;:!?\n]{{0,30}}{_source(words['checks.total.whole_after'])}"),
        sum_row=_compile(rf"\W{{0,4}}{sum_row}"),
        cost_before=_compile(rf"{cost}[^.;!?\n]{{0,60}}$"),
        other_money=_compile(f"{_source(phrases['checks.total.other_money'])}|{times}"),
        frame=phrases["checks.total.frame"].expression,
        they=words["checks.total.they"].expression,
        each=_compile(_any(words["checks.amount.each_stems"].words)),
        price=_compile(_any(words["checks.amount.price_stems"].words)),
        besides=_compile(f"{_source(phrases['checks.grant.besides'])}|{times}"),
        the_project=words["checks.grant.the_project"].expression,
        money=_compile(_any(words["checks.share.money_stems"].words)),
        other_share=phrases["checks.share.other"].expression,
        loosely=_ending(_source(words["checks.share.about"])),
        bound=_ending(_source(words["checks.share.bound"])),
        of_all=_compile(
            rf"\saf\s(?:{_source(words['checks.share.owners'])}\s)?{_source(words['checks.share.all_of'])}"
        ),
        the_rest=_compile(_any(words["checks.cofunding.rest_stems"].words)),
        to_come=phrases["checks.date.to_come"].expression,
        gone=phrases["checks.date.gone"].expression,
        offices=words["checks.title.offices"],
    )


def _compile(source: str) -> regex.Pattern[str]:
    return regex.compile(source, _FOLD)


def _source(entry: Words | Phrase) -> str:
    """An entry's expression as a part of another one."""
    return f"(?:{entry.expression.pattern})"


def _any(stems: Iterable[str]) -> str:
    """Source for any of the stems, at any place of a word."""
    ordered = sorted(stems, key=lambda stem: (-len(stem), stem))
    return rf"(?:{'|'.join(regex.escape(stem, special_only=True) for stem in ordered)})"


def _ending(source: str) -> regex.Pattern[str]:
    """Finds ``source`` right before the end of a text that a blank closes."""
    return _compile(rf"{source}\s$")


def _count(nouns: tuple[str, ...], not_nouns: Words, not_adjectives: Words) -> regex.Pattern[str]:
    """``15 projekter``, ``tre store og små kulturprojekterne``: a number, up to two adjectives, the noun."""
    adjective = rf"(?!{_source(not_adjectives)}\s){_WORD_E}(?:\s(?:og|samt)\s{_WORD_E})?\s"
    noun = rf"(?!{_any(not_nouns.words)}(?:ne)?$)[\p{{L}}-]{{0,40}}?{_any(nouns)}(?:ne)?$"
    return _compile(rf"(?<![\p{{L}}\d.,:/%–-])(?P<number>{_NUMBER})\s(?:{adjective}){{0,2}}{noun}")


def _part(part: Words, fillers: Words) -> regex.Pattern[str]:
    """Ends before a count that is a part, an estimate, or one of two numbers (``3 nordjyske og``)."""
    beside = rf"(?<![\p{{L}}\d]){_NUMBER}(?:\s[\p{{Ll}}-]{{1,24}}e)?\s(?:og|eller|til)"
    return _compile(rf"(?:{_source(part)}|{beside})(?:\s{_source(fillers)})?\s$")
