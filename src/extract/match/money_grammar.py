"""From tokens to amounts: number, scale and currency joined, ranges closed, units that are said once shared out.

``2,5 og 3,1 mio. kr.`` are two amounts with one unit, ``1,3-1,5 mio. kr.`` is one amount with two ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extract.match.money_tokens import Token
from extract.values.numbers import Number, scale

_BEFORE_UNIT = regex.compile(r"(?:\.?[ \u00a0\u202f]{0,2}|[-‑])")
_PREFIX_GAP = regex.compile(r"[ \u00a0]?")
_AND = regex.compile(
    r",? (?:og|eller|samt|hhv\.|henholdsvis|og hhv\.|og henholdsvis) "
    r"(?:ca\. |cirka |knap |godt |på |hele |yderligere )?"
)
_COMMA = regex.compile(r", ")
_OF_THE = regex.compile(r" (?:ud )?af (?:de|den)(?: i alt| samlede)? ")
_DASH = regex.compile(r"[-–—‑]")
_FROM_WORD = regex.compile(r"(?i)(?<!\p{L})fra ")
_BY = regex.compile(r"(?i)(?<!\p{L})med (?:ca\. |cirka |knap |godt |yderligere |hele )?$")
_SPACED_DASH = regex.compile(r" ?[-–—] ?")
_TO = regex.compile(r" (?:til|op til|og op til|og) (?:ca\. |cirka |knap |godt |højst |maksimalt |næsten )?")
_FROM = regex.compile(
    r"(?i)(?:(?<!\p{L})(?:fra|mellem|imellem|på|for|til|med|op|ca\.|cirka|omkring|kroner|kr\.|koster|får|støtter|beløb"
    r"|intervallet|niveauet|størrelsesordenen|udgør|søge?s?)|[:(])\s?"
    r"(?:i alt |ca\. |cirka |knap |godt |omkring |mellem |hver )?$"
)
_BETWEEN = regex.compile(r"(?i)(?<!\p{L})i?mellem (?:ca\. |cirka |knap |godt |omkring |hver )?$")
_CHANGE = regex.compile(
    r"(?i)(?<!\p{L})(?:hæve|øge|stige|steg|falde|faldt|vokse|sænke|forhøje|gå|gik|udvide|redu[ck]ere|løfte|sætte|satte|ned|op|nedsætte"
    r"|fordoble|tredoble|forbedre|ændre|justere|vækst|fremgang|tilbagegang|fald|stigning)\p{L}{0,6}(?!\p{L})"
)
_ORDINARY = regex.compile(
    r"(?i)(?:\b(?:nr|kl|side|afsnit|§|hal|kapitel|artikel|punkt|bilag|trin|fase|etape|uge)\.?\s?|[#§]\s?)$"
)
_ARTICLE = regex.compile(r"(?i)e[nt][ \u00a0]")
_OUT_OF = regex.compile(
    r"(?i)(?<!\p{L})(?:\d{1,2}|en|én|to|tre|fire|fem|seks|syv|otte|ni)(?: kroner| kr\.)? ud af(?: hver| de)? $"
)
_BEFORE_BARE = regex.compile(
    r"(?i)(?<!\p{L})(?:får|fik|fået|modtager|modtog|modtaget|giver|gav|koster|kostede|betaler|betalte|mod)\s"
    r"(?:(?:mere end|mindre end|over|under|kun|blot|næsten|knap|godt|op til|mindst|højst|omkring|ca\.)\s)?$"
)
"""Before a bare figure that has the unit of the amount before it: *deler 90.000 kr., og ingen får mere end 25.000*."""
_AFTER_BARE = regex.compile(r"\s?(?:[.,;:)!?](?!\d)|$|\n)| til (?:\p{Ll}+)")
_SAME_SENTENCE = regex.compile(r"(?:[^.!?\n]|[.](?=\s\p{Ll})|(?<=\d)[.](?=\d)|(?<=kr)[.]){1,80}")
_GROUPED = regex.compile(r"\d{1,3}(?:[.\s\u00a0]\d{3})+")
_NEGATIVE = regex.compile(
    r"(?i)(?P<sign>minus )$|(?<!\p{L})(?:på|blev|bliver|er|var|fra|mod|til|udgør|udgjorde) (?P<sign>[-−–])$"
)
"""Before a loss: *minus 12 mio. kr.*, *blev -12 mio. kr.*; accounts also write *(12) mio. kr.*"""
_THOUSANDS = regex.compile(r"\d{1,3}\.000(?!\d)")
_FRACTION = regex.compile(r"(?<![\d/.,])(?:(?P<whole>\d{1,3})[ \u00a0])?1/$")
_FRACTION_ROOM = 8
_PARTS = (2, 4)
_ACCOUNTS = regex.compile(r"(?i)resultat|EBIT|skat|finansielle|pengestrøm|underskud|bundlinje|indtjening|cash flow")
_ACCOUNTS_ROOM = 120
_SIGNS = frozenset("-−–")
_SIGN_ROOM = 12
_COMPARED_WITH = regex.compile(
    r" ?\((?:(?:mod|fra|sidste år|året før|i fjor|(?:19|20)\d\d):? )?(?P<figure>[\d.,]{1,12})"
    r"(?: (?:året før|sidste år|i (?:19|20)\d\d))?\)"
)
"""Behind an amount of accounts: last year's, without its unit (*steg til 450 mio. kr. (395)*)."""
_RATIO = 100
_VAGUE_SPAN = 14


@dataclass(frozen=True, slots=True)
class Draft:
    """An amount in the making. ``low`` is the first end of a range. ``bare`` drafts have neither scale nor currency.

    ``shared`` is true where a unit came from a neighbour, ``comma_lost`` for ``0324 mio.``.
    """

    start: int
    end: int
    number: Number | None
    factor: Decimal | None = None
    currency: str | None = None
    low: Draft | None = None
    shared: bool = False
    dashed: bool = False
    comma_lost: bool = False
    inner: int = 0
    """Where the number itself begins (after a currency that stands before it)."""
    heading: str | None = None
    """The heading of the column, for a figure whose unit stands there."""
    confidence: float = 0.99

    @property
    def bare(self) -> bool:
        return self.factor is None and self.currency is None

    @property
    def value(self) -> Decimal | None:
        """The stated value in whole units, None for a number with a lost comma."""
        if self.number is None:
            return None
        return self.number.value if self.factor is None else scale(self.number.value, self.factor)


def read_amounts(text: str, tokens: Sequence[Token], vague: regex.Pattern[str]) -> list[Draft]:
    """The amounts of one passage, bare figures left out. ``vague`` ends before a number that states no value."""
    drafts = [d for d in _join(text, tokens) if not _is_vague(text, d, vague)]
    drafts = _share_units(text, drafts)
    drafts = _close_ranges(text, drafts)
    return [d for d in drafts if not (d.bare or _is_article(text, d) or _is_ratio(text, d))]


def _join(text: str, tokens: Sequence[Token]) -> list[Draft]:
    """Each number with the units around it."""
    drafts: list[Draft] = []
    used = -1
    for i, token in enumerate(tokens):
        if token.kind != "number" or i <= used:
            continue
        prefix = tokens[i - 1] if i and i - 1 > used else None
        start, currency, factor = token.start, None, None
        if prefix is not None and _is_currency(prefix) and _PREFIX_GAP.fullmatch(text, prefix.end, token.start):
            assert prefix.unit is not None
            start, currency, factor = prefix.start, prefix.unit.currency, prefix.unit.factor
        if token.dashed:
            currency = currency or "DKK"
        token, start = _with_fraction(text, token, start)
        signed = text[start - 1 : start] in _SIGNS or text[start - 2 : start] == "s "
        negative = _NEGATIVE.search(text, max(0, start - _SIGN_ROOM), start) if signed else None
        end, factor, currency, used = _suffix(text, tokens, i, factor, currency)
        number = token.number
        bracketed = end > token.end and _in_brackets(text, token)
        if number is not None and (factor, currency) != (None, None) and (negative is not None or bracketed):
            start = token.start - 1 if negative is None else negative.start("sign")
            number = replace(number, value=-number.value)
        drafts.append(
            Draft(
                start,
                end,
                number,
                factor,
                currency,
                dashed=token.dashed,
                comma_lost=token.number is None,
                inner=token.start,
            )
        )
    return _compose(text, drafts)


def _with_fraction(text: str, token: Token, start: int) -> tuple[Token, int]:
    """``1 1/2 mio.`` as one number, from the start of its whole part on."""
    if text[token.start - 1 : token.start] != "/" or token.number is None or token.number.value not in _PARTS:
        return token, start
    found = _FRACTION.search(text, max(0, token.start - _FRACTION_ROOM), token.start)
    if found is None:
        return token, start
    part = 1 / token.number.value
    number = replace(token.number, value=Decimal(found["whole"] or 0) + part, step=part, decimals=2)
    return replace(token, start=found.start(), number=number), found.start()


def _in_brackets(text: str, token: Token) -> bool:
    """``(147) mio. kr.``: the way of accounts to write a loss."""
    if text[token.start - 1 : token.start] != "(" or text[token.end : token.end + 1] != ")":
        return False
    return _ACCOUNTS.search(text, max(0, token.start - _ACCOUNTS_ROOM), token.start) is not None


def _is_currency(token: Token) -> bool:
    return token.kind == "unit" and token.unit is not None and token.unit.currency is not None


def _suffix(
    text: str, tokens: Sequence[Token], i: int, factor: Decimal | None, currency: str | None
) -> tuple[int, Decimal | None, str | None, int]:
    """End, factor and currency of number ``i`` with the units right after it, and the index of the last token used."""
    at, end = i + 1, tokens[i].end
    while at < len(tokens) and tokens[at].kind == "unit" and at <= i + 3:
        unit = tokens[at].unit
        assert unit is not None
        bracketed = at == i + 1 and _in_brackets(text, tokens[i]) and text[end : tokens[at].start] == ") "
        if not bracketed and not _BEFORE_UNIT.fullmatch(text, end, tokens[at].start):
            break
        if unit.factor is not None and factor is not None and factor >= 1:
            break
        if unit.currency is not None and currency is not None and unit.currency != currency:
            break
        bare = factor is None and currency is None
        if unit.currency is not None and bare and _belongs_to_next(text, tokens, at, tokens[i]):
            break
        if unit.glued and currency is None and not (at + 1 < len(tokens) and _is_currency(tokens[at + 1])):
            break
        end, factor, currency = tokens[at].end, unit.factor or factor, unit.currency or currency
        at += 1
    return end, factor, currency, at - 1


def _belongs_to_next(text: str, tokens: Sequence[Token], at: int, token: Token) -> bool:
    """Whether the currency ``tokens[at]`` opens the next number: ``2024 kr. 2.352.000``, ``Hal 2 kr. 500.000``."""
    if at + 1 >= len(tokens) or tokens[at + 1].kind != "number":
        return False
    following = tokens[at + 1]
    if not _PREFIX_GAP.fullmatch(text, tokens[at].end, following.start) or following.number is None:
        return False
    after = tokens[at + 2] if at + 2 < len(tokens) else None
    if after is not None and _is_currency(after) and _BEFORE_UNIT.fullmatch(text, following.end, after.start):
        return False
    if token.number is None or token.number.decimals:
        return False
    year = looks_like_year(text, Draft(token.start, token.end, token.number, inner=token.start))
    return year or (token.number.value < 100 and following.number.value >= 1000)


def looks_like_year(text: str, draft: Draft) -> bool:
    """Four digits from 1900 to 2099 without a thousands separator."""
    surface = text[draft.inner : draft.inner + 4]
    return (
        draft.number is not None
        and not draft.number.in_words
        and draft.number.decimals == 0
        and surface.isdecimal()
        and 1900 <= draft.number.value < 2100
    )


def _compose(text: str, drafts: list[Draft]) -> list[Draft]:
    """``to millioner`` + ``fem hundrede tusind kroner`` is one number; so is ``12 kroner og 50 øre``."""
    out: list[Draft] = []
    for draft in drafts:
        last = out[-1] if out else None
        if last is not None and last.number is not None and draft.number is not None and last.factor is not None:
            words = last.number.in_words and draft.number.in_words and last.currency is None
            if words and text[last.end : draft.start] in {" ", " og "} and draft.number.value < last.factor:
                value = last.number.value * last.factor + draft.number.value * (draft.factor or 1)
                step = draft.number.step * (draft.factor or 1)
                number = replace(draft.number, value=value, step=step)
                out[-1] = replace(draft, start=last.start, inner=last.inner, number=number, factor=None)
                continue
        if last is not None and (joined := _with_ore(text, last, draft)) is not None:
            out[-1] = joined
            continue
        out.append(draft)
    return out


def _with_ore(text: str, kroner: Draft, ore: Draft) -> Draft | None:
    """``12 kroner og 50 øre`` as one amount, None where the two are not that."""
    if kroner.number is None or ore.number is None or ore.factor != Decimal("0.01") or ore.number.value >= 100:
        return None
    if kroner.currency != "DKK" or kroner.factor is not None or text[kroner.end : ore.start] not in {" og ", " "}:
        return None
    value = (kroner.number.value + ore.number.value / 100).quantize(Decimal("0.01"))
    number = replace(kroner.number, value=value, step=Decimal("0.01"), decimals=2)
    return replace(kroner, end=ore.end, number=number)


def _is_vague(text: str, draft: Draft, vague: regex.Pattern[str]) -> bool:
    """Whether the number only belongs to ``flere hundrede millioner``, ``et par tusind kroner``."""
    if draft.number is None or not draft.number.in_words:
        return False
    if text[draft.start : draft.end].casefold() in {"en", "et"}:
        return text[draft.end : draft.end + 5].casefold() == " par "
    return vague.search(text, max(0, draft.start - _VAGUE_SPAN), draft.start) is not None


def _is_article(text: str, draft: Draft) -> bool:
    """``en krone``, ``en euro``: the article and no count, unless it is stressed (``én krone``)."""
    return draft.factor is None and draft.low is None and _ARTICLE.match(text, draft.start) is not None


def _is_ratio(text: str, draft: Draft) -> bool:
    """``to ud af tre kroner``, ``hver tredje krone``: a share of money, no amount."""
    small = draft.number is not None and draft.factor is None and draft.number.value <= _RATIO
    return small and _OUT_OF.search(text, max(0, draft.start - 24), draft.start) is not None


def _share_units(text: str, drafts: list[Draft]) -> list[Draft]:
    """Gives a bare figure the unit of the amount that it is joined to; from the last to the first."""
    out = list(drafts)
    for i in range(len(out) - 2, -1, -1):
        first, second = out[i], out[i + 1]
        if second.bare or not _may_share(text, first, second):
            continue
        if first.bare:
            if (thousands := _elided(text, first, second)) is not None:
                out[i] = thousands
            elif _joined(text, out, i):
                out[i] = _with_unit_of(first, second)
        elif _lacks_currency(text, first, second):
            out[i] = replace(first, currency=second.currency, shared=True)
    for i in range(1, len(out)):
        out[i - 1], out[i] = _share_prefix(text, out[i - 1], out[i])
        # A year may stand between ("450 mio. kr. (2023: 395)").
        known = out[i - 2] if i > 1 and looks_like_year(text, out[i - 1]) else out[i - 1]
        if out[i].bare and _takes_unit(text, known, out[i]):
            out[i] = replace(out[i], factor=known.factor, currency=known.currency, shared=True)
    return out


def _elided(text: str, first: Draft, second: Draft) -> Draft | None:
    """``10-20.000 kr.`` and ``mellem 10 og 20.000 kr.`` leave out the first one's thousands; None for anything else."""
    assert first.number is not None
    assert second.number is not None
    small, large = first.number.value, second.number.value
    plain = not (first.number.in_words or first.number.decimals or second.factor is not None)
    if not plain or _THOUSANDS.match(text, second.inner, second.end) is None:
        return None
    if not 1 <= small < 1000 or small * 1000 >= large:
        return None
    gap = text[first.end : second.start]
    before = text[max(0, first.start - 30) : first.start]
    spoken = _TO.fullmatch(gap) and (_BETWEEN.search(before) or _FROM_WORD.search(before))
    if not (spoken or _DASH.fullmatch(gap)):
        return None
    number = replace(first.number, value=small * 1000, step=Decimal(1000))
    return replace(first, number=number, currency=second.currency, shared=True)


def _is_last_years(text: str, first: Draft, second: Draft) -> bool:
    """Whether a bare figure in brackets is what the amount before it was compared with."""
    found = _COMPARED_WITH.match(text, first.end)
    if found is None or found.span("figure") != (second.start, second.end) or looks_like_year(text, second):
        return False
    assert first.number is not None
    assert second.number is not None
    return bool(second.number.value) and Decimal("0.1") <= abs(first.number.value / second.number.value) <= 10


def _takes_unit(text: str, first: Draft, second: Draft) -> bool:
    """Whether bare figure ``second`` has the currency of the amount before it in its sentence, and ends a clause."""
    if first.currency is None or first.number is None or second.number is None:
        return False
    if first.factor is not None:
        return first.factor > 1 and _is_last_years(text, first, second)
    if first.number.in_words or second.number.in_words or not _AFTER_BARE.match(text, second.end):
        return False
    gap = text[first.end : second.start]
    if _TO.fullmatch(gap) and not gap.strip().startswith("og"):
        like = second.number.value and Decimal("0.1") <= first.number.value / second.number.value <= 10
        return bool(like) and _FROM_WORD.search(text, max(0, first.start - 60), first.start) is not None
    grouped = _GROUPED.fullmatch(text, second.inner, second.end) is not None
    return (
        grouped
        and _SAME_SENTENCE.fullmatch(gap) is not None
        and _BEFORE_BARE.search(text, first.end, second.start) is not None
    )


def _share_prefix(text: str, first: Draft, second: Draft) -> tuple[Draft, Draft]:
    """``DKK 5 til 10 mio.`` and ``kr. 500-1.000`` say the currency before the first number only."""
    if first.start == first.inner or first.currency is None or second.currency is not None:
        return first, second
    if not any(p.fullmatch(text, first.end, second.start) for p in (_DASH, _SPACED_DASH, _TO)):
        return first, second
    if first.number is None or second.number is None or looks_like_year(text, second):
        return first, second
    if second.factor is None and text[second.inner : second.end].isalpha():
        return first, second  # "kr. 1,2 mio. til to lærepladser" counts them
    if second.factor is not None:
        below = first.factor is None and first.number.value < 1000
        shared = replace(first, factor=second.factor) if below else first
        return shared, replace(second, currency=first.currency, shared=True)
    if second.number.value > first.number.value:
        return first, replace(second, currency=first.currency, factor=first.factor, shared=True)
    return first, second


def _lacks_currency(text: str, first: Draft, second: Draft) -> bool:
    """``to millioner og 500.000 kroner``, ``300.000 til 1 mio. kr.``: the currency is said once, at the end."""
    if first.currency is not None or second.currency is None or first.factor is None:
        return False
    return any(p.fullmatch(text, first.end, second.start) for p in (_AND, _DASH, _SPACED_DASH, _TO, _COMMA))


def _may_share(text: str, first: Draft, second: Draft) -> bool:
    if first.number is None or second.number is None or looks_like_year(text, first):
        return False
    return _ORDINARY.search(text, max(0, first.start - 10), first.start) is None


def _joined(text: str, drafts: list[Draft], i: int) -> bool:
    """Whether bare figure ``i`` is joined to the amount after it, so that it has the same unit."""
    first, second = drafts[i], drafts[i + 1]
    assert first.number is not None
    assert second.number is not None
    small, large = _with_unit_of(first, second).value, second.value
    assert small is not None
    assert large is not None
    gap = text[first.end : second.start]
    if _OF_THE.fullmatch(gap):
        return small < large
    # Ends of one range, or shares of one sum, are of like size; "Hal 3 og 500.000 kr." is no pair.
    if small == 0 or large == 0:
        return large > 0 and _DASH.fullmatch(gap) is not None
    if not Decimal("0.004") <= small / large <= 250:
        return False
    if second.factor is None and large >= 1000 and small < 100:
        return False
    before = text[max(0, first.start - 30) : first.start]
    if _DASH.fullmatch(gap):
        return True
    if gap == "/":
        # "Støtte/eget bidrag: 8,0/12,5 mio. kr.", but no "2025/26" and no "1/2".
        alike = first.number.decimals == second.number.decimals
        return alike and (first.number.decimals > 0 or min(first.number.value, second.number.value) >= 1000)
    if _SPACED_DASH.fullmatch(gap):
        grouped = (first.number.value >= 1000 or first.number.decimals > 0) and large / small <= 20
        return small < large and (grouped or _FROM.search(before) is not None)
    if _TO.fullmatch(gap) or _AND.fullmatch(gap):
        return text[first.start : first.end].casefold() not in {"en", "et"}
    # A row of figures: the last step ("7 og 9 mio. kr.") was taken before, for the loop runs backwards.
    return bool(_COMMA.fullmatch(gap)) and second.shared


def _with_unit_of(first: Draft, second: Draft) -> Draft:
    assert first.number is not None
    large_figure = first.number.value >= 1000 and second.factor is not None
    factor = None if large_figure else second.factor
    return replace(first, factor=factor, currency=second.currency, shared=True)


def _close_ranges(text: str, drafts: list[Draft]) -> list[Draft]:
    out: list[Draft] = []
    for draft in drafts:
        if out and _is_range(text, out[-1], draft):
            first = out.pop()
            draft = replace(draft, start=first.start, low=first, currency=draft.currency or first.currency)
        out.append(draft)
    return out


def _is_range(text: str, first: Draft, second: Draft) -> bool:
    """Two amounts are the ends of one when a dash, ``til`` or ``mellem … og`` joins them and the first is smaller."""
    low, high = first.value, second.value
    if low is None or high is None or first.bare or second.bare or first.low is not None or not low < high:
        return False
    if first.currency and second.currency and first.currency != second.currency:
        return False
    gap = text[first.end : second.start]
    before = text[max(0, first.start - 60) : first.start]
    if _BETWEEN.search(before):
        return bool(_TO.fullmatch(gap) or _SPACED_DASH.fullmatch(gap))
    if _DASH.fullmatch(gap):
        return True
    if _SPACED_DASH.fullmatch(gap):
        return first.shared or _FROM.search(before) is not None
    if not _TO.fullmatch(gap) or (gap.strip().startswith("og") and "op til" not in gap):
        return False
    # "hæver støtten fra 40 til 65 mio. kr." and "øges med 40 til 65 mio. kr." are changes: two amounts.
    return not ((_FROM_WORD.search(before) or _BY.search(before)) and _CHANGE.search(before))
