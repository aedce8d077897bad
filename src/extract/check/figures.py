"""Danish figures for the messages, and the intervals that two amounts are compared by."""

from __future__ import annotations

from decimal import Decimal

from extract.records.release import Amount, Section

_HEADING_LONGEST = 120
_MOST_DIGITS = 60
_OPEN = 4


def figure(value: Decimal) -> str:
    """``1235100.50`` → ``1.235.100,50``: points between thousands, a decimal comma, no empty decimals."""
    if abs(value.adjusted()) > _MOST_DIGITS:
        return str(value)
    whole, _, fraction = format(abs(value), "f").partition(".")
    sign = "-" if value < 0 else ""
    return f"{sign}{int(whole):,}".replace(",", ".") + (f",{fraction}" if fraction.strip("0") else "")


def money(value: Decimal, currency: str | None) -> str:
    """``19.944.000 kr.``, ``409.941 euro``, ``2.000 USD``."""
    unit = {"DKK": "kr.", "EUR": "euro", None: ""}.get(currency, currency)
    return f"{figure(value)} {unit}".rstrip()


def told(amount: Amount) -> str:
    """An amount for a message: as it is written, or in figures where a column's heading holds its unit."""
    surface = " ".join(amount.surface.split())
    if amount.value is None or any(char.isalpha() or char in "€£$" for char in surface):
        return surface
    return money(amount.value, amount.currency)


def message(text: str) -> str:
    """A sentence with its full stop: one, where it ends with ``kr.``."""
    return text if text.endswith(".") else text + "."


def plain(value: Decimal) -> str:
    """A value as the record writes it: digits and a point, no exponent, no empty decimals."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def bounds(amount: Amount) -> tuple[Decimal, Decimal] | None:
    """The closed interval of values that the amount allows (a missing end is infinite); None without any value."""
    if amount.value is None and amount.low is None and amount.high is None:
        return None
    if amount.low is None and amount.high is None:
        return amount.value or Decimal(0), amount.value or Decimal(0)
    low = amount.low if amount.low is not None else Decimal("-Infinity")
    high = amount.high if amount.high is not None else Decimal("Infinity")
    return low, high


def near(amount: Amount) -> tuple[Decimal, Decimal] | None:
    """The bounds with an open end closed a quarter off: ``mere end 20 mio.`` may be said of 21, not of 50."""
    found = bounds(amount)
    if found is None:
        return None
    low, high = found
    if high.is_infinite() and low.is_finite():
        return low, low + abs(low) / _OPEN
    if low.is_infinite() and high.is_finite():
        return high - abs(high) / _OPEN, high
    return None if low.is_infinite() else found


def agree(one: Amount, other: Amount) -> bool:
    """Whether two amounts may be the same money: same currency, and the value of one is such that the other's
    rounding allows it. That two roundings touch is not enough: nobody rounds six and seven million to each other."""
    a, b = bounds(one), bounds(other)
    if a is None or b is None or one.currency != other.currency:
        return False
    if one.value is None or other.value is None:
        return a[0] <= b[1] and b[0] <= a[1]
    return a[0] <= other.value <= a[1] or b[0] <= one.value <= b[1]


def title_of(section: Section) -> str:
    """A section's heading for a message, cut where it is long; its kind in Danish without one."""
    heading = " ".join((section.heading or "").split()).rstrip(" :")
    if not heading:
        return "tabellen" if section.kind == "table" else "listen"
    return f"»{heading if len(heading) <= _HEADING_LONGEST else heading[: _HEADING_LONGEST - 1].rstrip() + '…'}«"
