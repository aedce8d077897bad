"""What the rest of the release says of an amount: its sender, the sums of its lists, the same money elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

import regex

from extract.match.money_grammar import Draft
from extract.match.money_roles import HINT, NONE, Beside, Given
from extract.match.money_units import sentence_of
from extract.records.document import Article
from extract.records.mentions import MoneyMention
from extract.records.release import Qualifier, Role

_ROUNDED_TO = 8
"""How many amounts within a headline's interval are looked at."""
_SENDERS = (
    # (how the sender's name tells its kind, how the text names such a sender)
    (r"fond(?:en|et|s)?(?!\p{L})|legat|stiftelse", r"fond(?:en|ens|et|ets)|stiftelsen|legatet|bestyrelsen"),
    (r"kommune", r"kommunen|byrådet|\p{L}*udvalget|kommunalbestyrelsen"),
    (r"region", r"regionen|regionsrådet|\p{L}*udvalget"),
    (r"ministeri|styrelse|departement", r"ministeriet|styrelsen|staten|regeringen"),
    (r"sparekasse|bank(?:en)?(?!\p{L})|realkredit|forsikring", r"banken|sparekassen|foreningen|selskabet"),
    (r"rådet|nævnet|puljen|forening|forbund", r"rådet|puljen|foreningen|forbundet|programmet"),
)
_GIVERS = tuple(
    (regex.compile(rf"(?i){kind}"), regex.compile(rf"(?<!\p{{L}})(?:{words}|vi)s?(?!\p{{L}})"))
    for kind, words in _SENDERS
)
_US = regex.compile(r"(?<!\p{L})vi(?!\p{L})")
_NAME_LENGTH = 4
_FUNDING = regex.compile(
    r"(?i)(?<!\p{L})(?:uddel|fordel|bevilg|bevillig|doner|pulje|tilskud|støtte|deler|rådighed|råder)"
)
_AGREEMENT = regex.compile(r"(?i)(?<!\p{L})(?:\p{L}*aftale[nr]?|finanslov\p{L}*|forlig\p{L}*)(?!\p{L})")
_PARTIES = regex.compile(
    r"(?i)(?<!\p{L})(?:regeringen|folketinget|partierne|aftalepartierne|forligskredsen|aftalekredsen|et bredt flertal)"
    r"(?!\p{L})"
)
_ONE_NAMED = regex.compile(r"(?i)(?<!\p{L})projektet(?!\p{L})|[”\"“»„](?-i:\p{Lu})")
_NAMED_RECIPIENT = regex.compile(
    r"(?<!\p{L})(?:(?:får|fik|modtager|modtog|tildeles)\s(?:[^.!?]{0,60}\s)?\p{Lu}[^.!?]{0,60}"
    r"|[Ii] \p{Lu}\p{L}+ (?:bliver|får|gives|modtager|tildeles)\s[^.!?]{0,60}"
    r"|(?<=[\p{L},] )\p{Lu}[\p{L}-]+ (?:får|modtager|tildeles)\s)$"
)
"""Before an amount: who gets it, or the place that does (*I Kalundborg bliver der givet*)."""
_TO_NAMED = regex.compile(r" til (?:(?:den|det|de) )?\p{Lu}\p{Ll}")
"""After an amount: a body or house by its name, no field."""
_TOTAL_ROW = regex.compile(r"(?i)[\s•·*–—-]*(?:i alt|ialt|total|samlet|sum|tilsammen|sammenlagt)(?!\p{L})")
_OF_ONE = frozenset({"money.role.grant.part_paid", "money.role.grant.may_get"})
"""Grants that one gets in an agreement, too: a part that is paid, what anybody may have."""
_OF_PROJECTS: tuple[Role, ...] = ("grant", "total", "turnover", "loan", "saving")
"""What tells that a release is not of pools alone."""
_OWN_BUDGET = regex.compile(r"(?i)(?<!\p{L})(?:budget|regnskab)\p{L}*")
_OPENING = 300
"""In the opening of a release: it tells of all that a body spends."""
_LEAST_POOL = Decimal(100_000)
"""What a household or a firm pays is mostly less than what an agreement spends."""
_MOVABLE = frozenset({"title", "lead", "subheading", "body", "quote_box", "caption"})
_LISTED = "money.list"
_OVERRULES = frozenset({"pool", "turnover"})
_OVERRULING = frozenset({"money.role.other.collected"})
_SHARE_RULES = frozenset(
    {
        "money.role.grant.give",
        "money.role.grant.stotte",
        "money.role.pool.reserved",
        "money.role.other.collected",
        "money.role.other.spending",
    }
)
_STANDS_FOR = regex.compile(r"(?i)(?<!\p{L})(?:står|stod) for $")
_SHARE_ROOM = 12
_FEWEST_SHARES = 3
"""The fewest amounts of a paragraph that splits a cost."""
_KRONER_TO_EURO = Decimal("7.46")
_BESIDES = regex.compile(
    r"(?:Derudover|Desuden|Herudover|Endvidere|Ligeledes)\shar\s[^.;:]{3,80}?\s(?:bevilget|givet|doneret|bidraget|støttet)\s"
)
_FEWEST = 2
"""The fewest items whose sum may explain an amount elsewhere."""
_CLOSE = Decimal("0.06")
_ROUNDS_BY = Decimal("0.15")
"""*2 mio. kr.* is not how anybody rounds 1,6 millions."""
_TOLD_CLOSE = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Placed:
    """An amount with its passage and what stands around it; ``start`` takes in qualifiers and fillers."""

    draft: Draft
    passage: int
    start: int
    qualifier: Qualifier
    per: str | None


@dataclass(frozen=True, slots=True)
class _Sum:
    """The sum of listed grants, the largest of them, and whether it takes in all lists of the release."""

    currency: str
    value: Decimal
    largest: Decimal
    whole: bool


def beside_of(article: Article) -> Beside:
    """Whether the sender of the release gives money, and the words by which the text names it."""
    name = article.publisher or ""
    words = next((words for kind, words in _GIVERS if kind.search(name)), None)
    # A name's first word stands for it ("Kjærsholm har…").
    first = name.split()[0] if name else ""
    names = tuple(part.lower() for part in (name, first) if len(part) >= _NAME_LENGTH)
    gives = (words is not None or not name) and _FUNDING.search(article.text) is not None
    return Beside(gives, names, words or _US)


def is_total_row(article: Article, number: int) -> bool:
    """Whether a row or line opens with ``I alt``: a sum of those above."""
    passage = article.passages[number]
    return _TOTAL_ROW.match(article.text, passage.start, passage.end) is not None


def settle(
    article: Article, placed: Sequence[Placed], mentions: Sequence[MoneyMention], given: Sequence[Given], beside: Beside
) -> list[Given]:
    """``given`` with what follows from the release as a whole."""
    settled = _agreement(article, placed, given)
    if not beside.gives:
        settled = _shares_of_cost(article, placed, mentions, settled)
    settled = _others_give(article, placed, _own_collection(settled))
    settled = _sums(article, placed, mentions, settled)
    settled = _agree(article, placed, mentions, settled)
    return _shared_out(article, placed, mentions, settled) if beside.gives else settled


def _shared_out(
    article: Article, placed: Sequence[Placed], mentions: Sequence[MoneyMention], given: Sequence[Given]
) -> list[Given]:
    """In a giver's release that tells of pools above all, a large sum of the prose of which no phrase says anything is
    one of them: ``Hertil kommer uforbrugte midler på ca. 15 mio. kr.``"""
    told = Counter(role.role for role in given if role.rule is not None)
    few = told["pool"] < _FEWEST or told["pool"] <= sum(told[role] for role in _OF_PROJECTS)
    opening = article.text[: article.passages[0].end + _OPENING] if article.passages else ""
    if few or not article.publisher or _OWN_BUDGET.search(opening):
        return list(given)
    out = []
    for item, mention, role in zip(placed, mentions, given, strict=True):
        passage = article.passages[item.passage]
        prose = passage.kind in _MOVABLE and passage.item is None and item.draft.heading is None
        large = mention.value is not None and _in_kroner(mention) >= _LEAST_POOL
        free = role.rule is None and prose and large and item.per is None
        out.append(Given("pool", "money.shared_out", HINT, 0.7) if free else role)
    return out


def _agreement(article: Article, placed: Sequence[Placed], given: Sequence[Given]) -> list[Given]:
    """What a political agreement gives to a field is a pool, unless the sentence names one project for it."""
    opening = " ".join(article.text[p.start : p.end] for p in article.passages[:3] if p.kind in {"title", "lead"})
    if not (_AGREEMENT.search(opening) and _PARTIES.search(article.text)):
        return list(given)
    out = []
    for item, role in zip(placed, given, strict=True):
        passage = article.passages[item.passage]
        grants = role.role == "grant" and role.rule not in _OF_ONE
        large = item.draft.value is None or item.draft.value >= _LEAST_POOL
        weak = role.rank >= 2 and (grants or (large and role.rule == "money.role.other.spending"))
        room = max(passage.start, item.start - 120)
        named = _ONE_NAMED.search(article.text, room, item.start)
        named = named or _NAMED_RECIPIENT.search(article.text, room, item.start)
        named = named or _TO_NAMED.match(article.text, item.draft.end)
        out.append(Given("pool", "money.agreement", 2, 0.8) if weak and not named else role)
    return out


def _others_give(article: Article, placed: Sequence[Placed], given: Sequence[Given]) -> list[Given]:
    """Who gives beside a grant that was told before: ``Derudover har Anlægsfonden bevilget 13 mio. kr., klubben 500.000
    kr. og kommunen 33 mio. kr.``; to the same thing, since nothing else is named behind a ``til``."""
    out = list(given)
    starts = [item.draft.start for item in placed]
    first = next((start for start, role in zip(starts, given, strict=True) if role.role == "grant"), None)
    for i, item in enumerate(placed):
        if given[i].role != "grant" or first is None:
            continue
        low, high = sentence_of(article.passages[item.passage], item.draft.start)
        if first >= low or bisect_left(starts, high) - bisect_left(starts, low) < _FEWEST:
            continue
        if _BESIDES.match(article.text, low, high) is not None and " til " not in article.text[low:high]:
            out[i] = Given("cofunding", "money.others_give", 2, 0.8)
    return out


def _own_collection(given: Sequence[Given]) -> list[Given]:
    """What was collected is a share of the cost where the release tells of a project's cost or of its other shares."""
    costs = any(g.role in {"total", "cofunding"} and g.rank < HINT for g in given)
    return [Given("cofunding", "money.own_collection", 2, 0.8) if costs and g.rule in _OVERRULING else g for g in given]


def _in_kroner(mention: MoneyMention) -> Decimal:
    """The value for comparing sizes, 0 where it is unknown; the krone is tied to the euro."""
    value = mention.value or Decimal(0)
    return value * _KRONER_TO_EURO if mention.currency == "EUR" else value


def _shares_of_cost(
    article: Article, placed: Sequence[Placed], mentions: Sequence[MoneyMention], given: Sequence[Given]
) -> list[Given]:
    """In the release of one that gets money: where a paragraph splits the cost, who pays beside the largest grant."""
    # A headline may add up what several give.
    granted = [
        _in_kroner(m)
        for p, m, g in zip(placed, mentions, given, strict=True)
        if g.role == "grant" and article.passages[p.passage].kind != "title"
    ]
    out = list(given)
    if not granted:
        return out
    largest = max(granted)
    for number, group in groupby(range(len(placed)), key=lambda i: placed[i].passage):
        members = list(group)
        split = any(given[i].role in {"total", "cofunding"} and given[i].rank < HINT for i in members)
        if article.passages[number].kind != "body" or len(members) < _FEWEST_SHARES or not split:
            continue
        for i in members:
            rule = given[i].rule
            before = max(0, placed[i].start - _SHARE_ROOM)
            pays = rule in _SHARE_RULES or (
                rule is None and _STANDS_FOR.search(article.text, before, placed[i].start) is not None
            )
            if pays and 0 < _in_kroner(mentions[i]) < largest:
                out[i] = Given("cofunding", "money.share_of_cost", 2, 0.8)
    return out


def _sums(
    article: Article, placed: Sequence[Placed], mentions: Sequence[MoneyMention], given: Sequence[Given]
) -> list[Given]:
    """An amount of the prose that is the sum of a list's grants is what was given out in all."""
    sums, items = _list_sums(article, placed, mentions, given)
    if not sums:
        return _headline_sum(article, placed, mentions, given)
    out = []
    for item, mention, role in zip(placed, mentions, given, strict=True):
        free = article.passages[item.passage].kind in _MOVABLE and article.passages[item.passage].item is None
        open_role = role.role in {"grant", "pool", "other"} and (role.role != "other" or role.rank >= 2)
        if free and open_role and any(_is_sum(mention, one, items) for one in sums):
            role = Given("pool", role.rule if role.role == "pool" else "money.sum_of_list", 0, 0.95)
        out.append(role)
    return out


def _headline_sum(
    article: Article, placed: Sequence[Placed], mentions: Sequence[MoneyMention], given: Sequence[Given]
) -> list[Given]:
    """``given`` with a pool where a headline's sum is that of the different grants that the prose tells of."""
    told: dict[str, set[Decimal]] = {}
    heads = []
    for i, (item, mention, role) in enumerate(zip(placed, mentions, given, strict=True)):
        if mention.value is None or mention.currency is None or role.role != "grant":
            continue
        if article.passages[item.passage].kind == "title":
            heads.append(i)
        else:
            told.setdefault(mention.currency, set()).add(mention.value)
    out = list(given)
    for i in heads:
        mention = mentions[i]
        values = told.get(mention.currency or "", set())
        room = (mention.high or Decimal(0)) - (mention.low or Decimal(0))
        # Many sums lie near "en halv million" by chance.
        if len(values) < _FEWEST or mention.value is None or room > mention.value * _TOLD_CLOSE:
            continue
        whole = _Sum(mention.currency or "", sum(values, Decimal(0)), max(values), whole=True)
        if _is_sum(mention, whole, frozenset()):
            out[i] = Given("pool", "money.sum_of_prose", 1, 0.85)
    return out


def _list_sums(
    article: Article, placed: Sequence[Placed], mentions: Sequence[MoneyMention], given: Sequence[Given]
) -> tuple[list[_Sum], frozenset[tuple[str, Decimal]]]:
    """The sum of each section's listed grants and of all of them; and the listed grants themselves."""
    per_section: dict[tuple[str, str], list[Decimal]] = {}
    for item, mention, role in zip(placed, mentions, given, strict=True):
        passage = article.passages[item.passage]
        listed = passage.item is not None or passage.kind in {"fact_box", "table"} or item.draft.heading is not None
        if listed and role.role == "grant" and mention.value is not None and mention.currency is not None:
            per_section.setdefault((passage.section, mention.currency), []).append(mention.value)
    everything: dict[str, list[Decimal]] = {}
    sums = []
    for (_, currency), values in per_section.items():
        everything.setdefault(currency, []).extend(values)
        if len(values) >= _FEWEST:
            sums.append(_Sum(currency, sum(values, Decimal(0)), max(values), len(per_section) == 1))
    if len(per_section) > 1:
        for currency, values in everything.items():
            sums.append(_Sum(currency, sum(values, Decimal(0)), max(values), whole=True))
    return sums, frozenset((currency, value) for currency, values in everything.items() for value in values)


def _is_sum(mention: MoneyMention, of: _Sum, items: Set[tuple[str, Decimal]]) -> bool:
    if mention.currency != of.currency or mention.value is None or mention.value <= of.largest:
        return False
    low = mention.low if mention.low is not None else mention.value
    high = mention.high if mention.high is not None else mention.value
    # A single list's sum must be met closely: many amounts lie near "seks millioner" by chance.
    close = of.whole or (high - low) <= mention.value * _CLOSE
    close = close and abs(of.value - mention.value) <= mention.value * _ROUNDS_BY
    listed = any(currency == of.currency and low <= value <= high for currency, value in items)
    return close and not listed and low <= of.value <= high


def _agree(
    article: Article, placed: Sequence[Placed], mentions: Sequence[MoneyMention], given: Sequence[Given]
) -> list[Given]:
    """An amount with no role of its own, or a weak one, takes that of the same amount said elsewhere.

    A headline rounds: there, an amount within its interval is the same.
    """
    known: dict[tuple[str | None, Decimal], Given] = {}
    for mention, role in zip(mentions, given, strict=True):
        if mention.value is not None and role.rank < HINT:
            key = (mention.currency, mention.value)
            known[key] = min(known.get(key, role), role, key=lambda one: one.rank)
    values = sorted({value for _, value in known})
    lines = [m for m, role in zip(mentions, given, strict=True) if role.rule == _LISTED and m.value is not None]
    told = sum(known[m.currency, m.value].role != "grant" for m in lines if m.value and (m.currency, m.value) in known)
    # One entry of a list may be as large as something else: where most are told of elsewhere it is no chance.
    by_chance = 2 * told < len(lines)
    out = []
    for item, mention, role in zip(placed, mentions, given, strict=True):
        if role.rank < 2 or mention.value is None:
            out.append(role)
            continue
        passage = article.passages[item.passage]
        best = known.get((mention.currency, mention.value), NONE)
        if passage.kind in {"title", "lead", "caption"} and best.rank >= role.rank:
            low = mention.low if mention.low is not None else mention.value
            high = mention.high if mention.high is not None else mention.value
            at = bisect_left(values, low)
            within = (value for value in values[at : at + _ROUNDED_TO] if low <= value <= high)
            near = (known[mention.currency, value] for value in within if (mention.currency, value) in known)
            best = min((best, *near), key=lambda one: one.rank)
        free = passage.item is None and passage.kind in _MOVABLE
        if best.rank >= role.rank or (by_chance and role.rule == _LISTED and best.role != role.role):
            out.append(role)
        elif role.rank >= HINT:
            out.append(replace(best, rank=HINT, confidence=min(best.confidence, 0.85)))
        elif free and role.role == "grant" and (best.role in _OVERRULES or best.rule in _OVERRULING):
            out.append(replace(best, rank=2, confidence=min(best.confidence, 0.85)))
        else:
            out.append(role)
    return out
