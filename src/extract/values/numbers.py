"""Danish numbers as values: figures with their grouping, number words, and the interval that rounding means.

Reading is strict: a surface is understood as a whole, or the answer is None. Nothing is defaulted.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import regex

from extract.values.words import parse_words

_BLANKS = "\u0020\u00a0\u2007\u2009\u202f"
_GROUP = rf"[.{_BLANKS}'’]"
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}

FIGURE = (
    rf"(?:\d{{1,3}}(?P<sep>{_GROUP})\d{{3}}(?:(?P=sep)\d{{3}}){{0,5}}+(?!\d)(?:,\d{{1,6}}+)?+(?!\.\d)"
    r"|\d{1,3}(?:,\d{3}){2,5}+(?!\d)(?:\.\d{1,2}+)?+"
    r"|\d{1,15}+(?:[.,]\d{1,6}+)?+(?:[ \u00a0]?[½¼¾])?+|[½¼¾])"
)
"""Source of an expression that finds one number in figures; uses the group name ``sep``."""

_GROUPED = regex.compile(rf"(\d{{1,3}}(?P<sep>{_GROUP})\d{{3}}(?:(?P=sep)\d{{3}})*)(?:,(\d+))?")
_ENGLISH = regex.compile(r"(\d{1,3}(?:,\d{3}){2,})(?:\.(\d+))?|(\d{1,3},\d{3})\.(\d{1,2})")
_PLAIN = regex.compile(r"(\d+)(?:([.,])(\d+))?")
_FRACTION = regex.compile(r"(\d+)?[ \u00a0]?([½¼¾])")
_NOT_DIGIT = regex.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as the text states it.

    ``step`` is the size of its last stated unit (0.1 for ``19,9``, 1 for ``20`` and ``tyve``), ``decimals``
    its stated decimals. ``open`` is true for one point before three digits (``2.426``): a thousands point by
    rule, though a writer may mean a decimal point. ``in_words`` tells ``tre`` from ``3``.
    """

    value: Decimal
    step: Decimal
    decimals: int = 0
    open: bool = False
    in_words: bool = False


def parse_number(surface: str) -> Decimal | None:
    """The value of a number in Danish figures or words, None where ``surface`` is not one.

    >>> parse_number("1.235.100,00"), parse_number("1.81"), parse_number("halvanden"), parse_number("et par")
    (Decimal('1235100.00'), Decimal('1.81'), Decimal('1.5'), None)
    """
    number = read_number(surface)
    return None if number is None else number.value


def read_number(surface: str) -> Number | None:
    """:func:`parse_number` with what the surface says about precision. ``0324`` is None: no number is written so."""
    text = surface.strip()
    if not text:
        return None
    if not (text[0].isdecimal() or text[0] in _FRACTIONS):
        words = parse_words(text)
        if words is None:
            return None
        value, step = words
        return Number(value, step, max(-int(value.as_tuple().exponent), 0), in_words=True)
    if not text.isascii() and any(c.isdecimal() and not c.isascii() for c in text):
        return None
    return _grouped(text) or _english(text) or _plain(text) or _fraction(text)


def _grouped(text: str) -> Number | None:
    found = _GROUPED.fullmatch(text)
    if found is None:
        return None
    digits, decimals = _NOT_DIGIT.sub("", found[1]), found[3] or ""
    if digits[0] == "0":
        # "0.324" has a decimal point; "012.000" is nothing.
        return _number("0", digits[1:]) if found["sep"] == "." and len(digits) == 4 and not decimals else None
    is_open = found["sep"] == "." and len(digits) <= 6 and not decimals
    return _number(digits, decimals, is_open=is_open)


def _english(text: str) -> Number | None:
    found = _ENGLISH.fullmatch(text)
    if found is None or text[0] == "0":
        return None
    return _number(_NOT_DIGIT.sub("", found[1] or found[3]), found[2] or found[4] or "")


def _plain(text: str) -> Number | None:
    found = _PLAIN.fullmatch(text)
    if found is None or (len(found[1]) > 1 and found[1][0] == "0"):
        return None
    # A point before exactly three digits is a thousands point and was read above, unless the digits before it
    # are too many to be a group ("2024.500"): then the figure is no number.
    if found[2] == "." and len(found[3]) == 3:
        return None
    return _number(found[1], found[3] or "")


def _fraction(text: str) -> Number | None:
    found = _FRACTION.fullmatch(text)
    if found is None or (found[1] or "1")[0] == "0":
        return None
    part = _FRACTIONS[found[2]]
    return Number(Decimal(found[1] or 0) + part, min(part, Decimal("0.5")) if part != Decimal("0.75") else part / 3, 2)


def _number(whole: str, decimals: str, *, is_open: bool = False) -> Number:
    value = Decimal(f"{whole}.{decimals}" if decimals else whole)
    return Number(value, Decimal(1).scaleb(-len(decimals)), len(decimals), is_open)


def scale(value: Decimal, factor: Decimal) -> Decimal:
    """``value * factor`` without the decimals that only the multiplication makes (19.9 million is 19900000)."""
    product = value * factor
    return product.quantize(Decimal(1)) if factor > 1 and product == product.to_integral_value() else product


def interval(value: Decimal, step: Decimal) -> tuple[Decimal, Decimal]:
    """The values that round to ``value``: half a ``step`` to either side.

    >>> interval(Decimal(19_900_000), Decimal(100_000))
    (Decimal('19850000'), Decimal('19950000'))
    """
    half = _plain_decimal(step / 2)
    return _plain_decimal(value - half), _plain_decimal(value + half)


def last_digit(value: Decimal) -> Decimal:
    """The place of the last digit that is not zero: 10000 for 250000; 1 for 0."""
    digits = value.normalize()
    return Decimal(1).scaleb(int(digits.as_tuple().exponent)) if digits else Decimal(1)


def _plain_decimal(value: Decimal) -> Decimal:
    """The same number without trailing decimal zeros and without an exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
