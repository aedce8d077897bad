"""What stands around an amount: its qualifier, what it is per, and the interval that they and the rounding mean.

==============  =============================================================================================
exact           figures in whole units: the value itself; with a scale (*mio.*): half a unit of the last digit
about           half a unit of the last digit that is not zero, at most a tenth of the value, at least as above
just_under      from nine tenths of the value to the value; ``just_over`` the other way
at_most         no lower bound; ``at_least`` no upper bound
range           the two ends as stated
==============  =============================================================================================
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import cast, get_args

import regex

from extract.patterns import Patterns, Words
from extract.records.release import Qualifier
from extract.values.numbers import interval, last_digit
from extract.values.words import SOURCE as NUMBER_WORDS

_BEFORE, _AFTER = 72, 64
_WORD_ROOM = 40
_TENTH = Decimal("0.1")
_NOT_OVER = r"(?<!(?:sig|os|jer|mig|glad|glade|råder|råde|rådede|disponerer|disponere|bestemmer)\s)"
"""Before *over*: who is glad over 38.000 kroner, or has them at his disposal (*råder over*), has no lower bound."""
_NEGATION_ROOM = 40
_GATHERED = regex.compile(
    r"(?i)(?<!\p{L})(?:har|havde|have)\s(?:(?!(?!det\s|at\s|alt\s)\p{L}+t\s)[\p{L}-]+\s){0,6}(?P<verb>samlet\s)"
)
_GATHERED_AFTER = regex.compile(r"\s(?:ind|sammen)(?!\p{L})")
_GATHERED_ROOM = 48
"""*Klubben har samlet 2 mio. kr. ind*: a verb, no word for the sum."""
_NONE_MORE = regex.compile(
    r"(?i)(?<!\p{L})(?:ingen|ikke|aldrig|intet|hverken)\s(?:[^\s.,;:!?]+\s){0,5}?(?:mere end|over|flere end)\s$"
)
"""*Ingen af dem får mere end 25.000 kr.* is an upper bound."""
_COUNT = rf"(?:\d{{1,2}}|{NUMBER_WORDS})"
_SPELL = rf"{_COUNT}[- ]?(?:år|måneder|årig periode)"
_YEARS = (
    r"(?:fordelt |hvert år |årligt )?(?:over|i løbet af|gennem|i) "
    rf"(?:de (?:næste|kommende|første|seneste) |en (?:periode på )?)?(?:{_SPELL})"
)
_PER_ONE = r"(?:pr\.?|per|for hver|hver) (?!\d)[\p{L}\d²³/-]{2,30}"
_PRICES = r"i? ?\(?(?:19|20)\d\d[- ](?:priser|niveau|prisniveau|pl|p/l|kroner)\)?|\(?i? ?p/l (?:19|20)\d\d\)?"


@dataclass(frozen=True, slots=True)
class Around:
    """``start`` is where the words that belong to the amount begin (qualifiers and fillers before it)."""

    qualifier: Qualifier
    start: int
    per: str | None


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """Reads what stands around amounts. Made once from patterns by :func:`compile_qualifiers`."""

    last_words: frozenset[str]
    """The last words of everything that may stand right before an amount: without one, nothing does."""
    run: regex.Pattern[str]
    before: regex.Pattern[str]
    after: regex.Pattern[str]
    per_after: regex.Pattern[str]
    per_before: regex.Pattern[str]
    kinds: dict[str, Qualifier]

    def around(self, text: str, start: int, end: int, low: int, high: int) -> Around:
        """The surroundings of the amount ``text[start:end]``, no further out than ``low`` and ``high``."""
        known = self._last_word(text, low, start) in self.last_words
        run = self.run.search(text, max(low, start - _BEFORE), start) if known else None
        begin = run.start() if run is not None else start
        begin = self._without_verb(text, begin, start, end)
        qualifier: Qualifier = "exact"
        for found in self.before.finditer(text, begin, start) if begin < start else ():
            kind = self.kinds[" ".join(found.group().casefold().split())]
            # "ikke under ca. 5 mio." is a lower bound: about yields to what stands before it.
            if kind != "about" or qualifier == "exact":
                qualifier = kind
        if qualifier == "at_least" and _NONE_MORE.search(text, max(low, begin - _NEGATION_ROOM), start):
            qualifier = "at_most"
        if qualifier == "exact" and (after := self.after.match(text, end, min(high, end + _AFTER))) is not None:
            qualifier = self.kinds[" ".join(after["word"].casefold().split())]
        per_before = self.per_before.search(text, max(low, start - _BEFORE), start) if known else None
        return Around(qualifier, begin, self._per(text, end, high, per_before))

    @staticmethod
    def _without_verb(text: str, begin: int, start: int, end: int) -> int:
        """``begin`` without the *samlet* that is the verb of collecting."""
        if not text.startswith(("samlet ", "Samlet "), begin, start):
            return begin
        after = _GATHERED_AFTER.match(text, end)
        before = _GATHERED.search(text, max(0, begin - _GATHERED_ROOM), start)
        verb = before is not None and before.start("verb") == begin
        return begin + len("samlet ") if after is not None or verb else begin

    def _last_word(self, text: str, low: int, start: int) -> str:
        part = text[max(low, start - _WORD_ROOM) : start].rstrip(" \u00a0\u202f(\n\t")
        return (part.split() or [""])[-1].lstrip("(–—-„“”\"»«'’:,;/").lower()

    def _per(self, text: str, end: int, high: int, before: regex.Match[str] | None) -> str | None:
        phrases = []
        if before is not None:
            phrases.append(before["per"])
        at = end
        for _ in range(3):
            found = self.per_after.match(text, at, min(high, at + _AFTER))
            if found is None or not found["per"].strip():
                break
            phrases.append(found["per"])
            at = found.end()
        return ", ".join(" ".join(p.casefold().strip(" ()").split()) for p in phrases) or None


def compile_qualifiers(patterns: Patterns) -> Qualifiers:
    """The qualifiers, fillers and per-phrases of patterns/money.toml."""
    before, after = patterns.word_group("money.qualifier"), patterns.word_group("money.qualifier_after")
    kinds = {word.casefold(): _kind(words) for words in (*before, *after) for word in words.words}
    quals = f"(?:{_any(w for words in before for w in words.words)})"
    fillers = _any(patterns.words["money.filler"].words)
    per, per_before = _any(patterns.words["money.per"].words), _any(patterns.words["money.per_before"].words)
    return Qualifiers(
        last_words=_last_words(
            *(w for words in before for w in words.words),
            *patterns.words["money.filler"].words,
            *patterns.words["money.per_before"].words,
        ),
        run=regex.compile(rf"(?<!\p{{L}})(?:(?:{_NOT_OVER}{quals}|{fillers})\s?\(?){{1,6}}+$", regex.IGNORECASE),
        before=regex.compile(rf"(?<!\p{{L}})(?:{_NOT_OVER}{quals})(?!\p{{L}})", regex.IGNORECASE),
        after=regex.compile(
            rf"\s(?P<word>{_any(w for words in after for w in words.words)})(?!\p{{L}})", regex.IGNORECASE
        ),
        per_after=regex.compile(
            rf"\s?[(,]?\s?(?P<per>(?:{per})(?!\p{{L}})|{_PER_ONE}|{_PRICES}|{_YEARS})(?!\p{{L}})\)?",
            regex.IGNORECASE,
        ),
        per_before=regex.compile(
            rf"(?<!\p{{L}})(?P<per>{per_before})(?:\s(?:{quals}|{fillers})){{0,3}}\s?$", regex.IGNORECASE
        ),
        kinds=kinds,
    )


def _last_words(*phrases: str) -> frozenset[str]:
    return frozenset(phrase.lower().split()[-1] for phrase in phrases)


def _kind(words: Words) -> Qualifier:
    kind = words.give["qualifier"]
    if kind not in get_args(Qualifier):
        raise ValueError(f"{words.file}: {words.id} gives the unknown qualifier {kind!r}")
    return cast(Qualifier, kind)


def _any(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(r"\s".join(regex.escape(part) for part in word.split()) for word in ordered)


def bounds(value: Decimal, step: Decimal | None, qualifier: Qualifier) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and highest value that the text allows; ``step`` is the last stated unit, None where it is exact."""
    if qualifier == "at_most":
        return None, value
    if qualifier == "at_least":
        return value, None
    if qualifier == "just_under":
        return _tidy(value - abs(value) * _TENTH), value
    if qualifier == "just_over":
        return value, _tidy(value + abs(value) * _TENTH)
    if qualifier == "about":
        loose = 2 * min(last_digit(value) / 2, abs(value) * _TENTH)
        return interval(value, max(loose, step or Decimal(0)))
    return (value, value) if step is None else interval(value, step)


def _tidy(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
