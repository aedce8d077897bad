"""What a person writes or selects as the right value, in the form in which records are compared."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final, get_args

from extract.diff.flat import number
from extract.diff.unflat import CODES
from extract.match.money import MoneyMatcher, compile_money
from extract.patterns import load
from extract.records.document import Article, Passage
from extract.records.release import SectionKind, Span
from extract.review.wording import MONEY
from extract.values.numbers import parse_number

LONGEST: Final = 5_000
"""Characters of a value; the longest that the machine finds are shorter."""
CHOICES: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    **CODES,
    ("amounts", "section"): get_args(SectionKind),
    ("quotes", "direct"): ("yes", "no"),
}
"""Fields whose values are codes, with all that there are."""


class UnreadableError(ValueError):
    """What was written is no value of its field; ``str()`` is the key of the words that say so."""


def as_value(kind: str, field: str | None, said: str, currency: str | None = None) -> str | None:
    """A value as it is compared: ``4,7 mio. kr.`` → ``4700000 DKK`` in a field of money; None where it is empty.

    ``currency`` is the one to take where a bare number is written. UnreadableError where it is no value of the field.
    """
    text = said.strip() if kind != "text" else said.strip("\n").replace("\r\n", "\n")
    if not text:
        return None
    if len(text) > LONGEST:
        raise UnreadableError("desk.too_long")
    if (kind, field or "") in CHOICES and text not in CHOICES[kind, field or ""]:
        raise UnreadableError("desk.no_verdict")
    return _money(text, currency, bare=kind == "amounts") if (kind, field) in MONEY else text


def currency_of(fact: object) -> str | None:
    """The currency of a value of money as it is compared."""
    return fact.rpartition(" ")[2] if isinstance(fact, str) and " " in fact else None


def span_of(said: str, length: int) -> Span | None:
    """``12-40`` as a place in a text of that length; None for nothing. UnreadableError where it lies outside."""
    if not said:
        return None
    start, dash, end = said.partition("-")
    if not (dash and all(one.isascii() and one.isdecimal() and len(one) < 12 for one in (start, end))):
        raise UnreadableError("desk.outside_text")
    if not 0 <= int(start) < int(end) <= length:
        raise UnreadableError("desk.outside_text")
    return int(start), int(end)


def _money(text: str, currency: str | None, *, bare: bool) -> str:
    line = " ".join(text.split())
    article = Article(line, (Passage(0, len(line), "s1", "body", ((0, len(line)),), group=0),))
    found = _matcher().find(article)
    value: Decimal | None = found[0].value if len(found) == 1 else None
    unit = found[0].currency if value is not None else currency
    if bare and len(found) == 1 and value is None and found[0].low is not None and found[0].high is not None:
        return f"? ({number(found[0].low)} to {number(found[0].high)})"
    if not found:
        value = parse_number(line)
    if value is None:
        raise UnreadableError("desk.not_money")
    return number(value) if bare else f"{number(value)} {unit or ''}".strip()


def prepare() -> None:
    """Reads the patterns, which takes a second, before the first correction waits for it."""
    _matcher()


@lru_cache(maxsize=1)
def _matcher() -> MoneyMatcher:
    return compile_money(load())
