"""What one amount says about another: a lost comma among its neighbours, and two mentions of the same money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from extract.match.money_grammar import Draft
from extract.match.money_qualifiers import bounds
from extract.records.mentions import MoneyMention
from extract.values.numbers import Number, scale

_MILLION = Decimal(1_000_000)
_DECIMAL_POINT = regex.compile(r"(?:0|\d{1,3})\.(?:\d{1,2}|(?<=0\.)\d{3})(?!\d)")
_EQUAL = regex.compile(
    r"\s?[(,–—-]{0,2}\s?(?:hvilket |det |der |som )?(?P<word>svarer til|svarende til|svarende|lig med"
    r"|dvs\.|det vil sige|altså|eller|helt nøjagtigt|helt præcist|nærmere bestemt|omregnet)\s?"
    r"(?:i alt |cirka |ca\. |omkring |godt |knap |lidt over |lidt under |i danske kroner )?"
    r"|\s?(?P<bracket>[(/=])\s?(?:ca\. |cirka |omkring |knap |godt )?",
    regex.IGNORECASE,
)
_HINT = regex.compile(r"(?i)[(/=]|svar|lig|dvs|det vil|altså|eller|nøjagtig|præcis|bestemt|omregn")
"""What every such gap holds one of: a cheap test before it is read."""
_DIGITS = regex.compile(r"\d+")
_SURE = frozenset({"svarer til", "svarende til", "svarende", "lig med", "omregnet"})
_EURO_RATE = (Decimal(6), Decimal(9))
"""Kroner to the euro, with room for roundings: the krone is tied to it."""


def mend(text: str, pairs: Sequence[tuple[Draft, MoneyMention]]) -> list[MoneyMention]:
    """The mentions, with lost commas put back and figures that could be read in two ways settled or left open."""
    scaled = [d for d, _ in pairs if d.number is not None and d.factor is not None and d.factor >= _MILLION]
    decimals = {d.number.decimals for d in scaled if d.number is not None and not d.number.in_words}
    points = any(_DECIMAL_POINT.match(text, d.inner) for d in scaled)
    commas = any("," in text[d.inner : d.end] for d in scaled)
    return [_mended(text, draft, mention, decimals, points and not commas) for draft, mention in pairs]


def _mended(text: str, draft: Draft, mention: MoneyMention, decimals: set[int], point_is_decimal: bool) -> MoneyMention:
    if draft.comma_lost and draft.low is None:
        return _comma_back(text, draft, mention, decimals)
    number = draft.number
    if number is None or draft.low is not None:
        return mention
    if number.open and draft.factor is not None and draft.factor >= _MILLION:
        if not point_is_decimal:
            return replace(mention, confidence=min(mention.confidence, 0.8))
        value, step = scale(number.value / 1000, draft.factor), draft.factor / 1000
        low, high = bounds(value, step, mention.qualifier)
        return replace(mention, value=value, low=low, high=high, confidence=0.6)
    unit_price = (mention.per or "").startswith(("pr", "per"))
    if draft.factor is None and number.decimals == 3 and number.value >= 1 and not unit_price:
        # "12,500 kr.": three decimals of a krone, or an English thousands comma. Only a unit price has three decimals.
        return replace(mention, value=None, low=None, high=None, confidence=0.4)
    return mention


def _comma_back(text: str, draft: Draft, mention: MoneyMention, decimals: set[int]) -> MoneyMention:
    """``0324 mio.`` among amounts with three decimals is 0,324 mio.; without them it stays open."""
    digits = _DIGITS.match(text, draft.inner)
    if digits is None or draft.factor is None or len(digits.group()) - 1 not in decimals:
        return mention
    places = len(digits.group()) - 1
    number = Number(Decimal(f"0.{digits.group()[1:]}"), Decimal(1).scaleb(-places), places)
    value = scale(number.value, draft.factor)
    low, high = bounds(value, number.step * draft.factor, mention.qualifier)
    said = (
        f"{digits.group()} er læst som 0,{digits.group()[1:]}: kommaet mangler, de andre beløb har {places} decimaler"
    )
    return replace(mention, value=value, low=low, high=high, repaired=said, confidence=0.8)


def link_equals(text: str, mentions: Sequence[MoneyMention], starts: Sequence[int]) -> list[MoneyMention]:
    """The mentions, each second statement of the same money with the first one's index in ``same_as``.

    ``starts`` are where the words that belong to each amount begin. The second takes the first one's role.
    """
    out = list(mentions)
    for i in range(1, len(out)):
        first, second = out[i - 1], out[i]
        gap = text[first.end : min(starts[i], second.start)]
        if len(gap) > 40 or "\n" in gap or not _HINT.search(text, first.end, second.start):
            continue
        said = _EQUAL.fullmatch(gap) or _EQUAL.fullmatch(text, first.end, second.start)
        if said is not None and _equal(first, second, (said["word"] or "").casefold()):
            role = first if first.role != "other" else second
            out[i] = replace(second, same_as=i - 1, role=role.role, rule=role.rule)
            out[i - 1] = replace(first, role=role.role, rule=role.rule)
    return out


def _equal(first: MoneyMention, second: MoneyMention, word: str) -> bool:
    if first.currency == second.currency:
        return _overlap(first, second) and bool(word)
    if first.value is None or second.value is None or not first.value:
        return word in _SURE
    if {first.currency, second.currency} == {"DKK", "EUR"}:
        kroner, euro = (first.value, second.value) if first.currency == "DKK" else (second.value, first.value)
        return bool(euro) and _EURO_RATE[0] <= kroner / euro <= _EURO_RATE[1]
    return word in _SURE or word in {"", "eller", "dvs.", "det vil sige", "altså"}


def _overlap(first: MoneyMention, second: MoneyMention) -> bool:
    """Whether the two intervals meet; an open end reaches no further than the value."""
    ends = [
        (m.low if m.low is not None else m.value, m.high if m.high is not None else m.value) for m in (first, second)
    ]
    (low, high), (other_low, other_high) = ends
    if low is None or high is None or other_low is None or other_high is None:
        return False
    return low <= other_high and other_low <= high
