"""Sums of grants (or of project totals), and the single slip of a writer that would explain one that does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, islice

from extract.check.figures import figure, money, near, told
from extract.check.view import Entry, Part, View
from extract.records.release import Amount

_MOST_FIGURES = 12
_MOST_PAIRED = 60
_SHIFTS = tuple(Decimal(10) ** power for power in (-3, -2, -1, 1, 2, 3))


@dataclass(frozen=True, slots=True)
class Summand:
    """One entry's part of a sum, in the currency of the sum; ``width`` is how wide it is rounded, 0 if exact."""

    entry: Entry
    value: Decimal
    width: Decimal

    @property
    def name(self) -> str:
        return self.entry.project.name


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of ``parts`` and the interval that the rounding of the list allows it."""

    value: Decimal
    low: Decimal
    high: Decimal
    currency: str
    parts: tuple[Summand, ...]


def sum_of(entries: Sequence[Entry], currency: str | None, part: Part = "grant") -> Sum | None:
    """The sum; None where the text states an entry's part not at all or in no such currency, or for fewer than two.

    A list that mixes ``6 mio.`` and ``0,457 mio.`` is read at its finest precision: nobody who writes thousands
    means six million give or take a half. What is stated again in the currency of the sum (``409.941 € – ca.
    3,075 mio. kr.``) counts with that.
    """
    if currency is None or len(entries) < 2:
        return None
    parts = []
    for entry in entries:
        stated = entry.stated(part, currency)
        if stated is None:
            return None
        parts.append(Summand(entry, stated[0], _width(stated[1])))
    total = sum((summand.value for summand in parts), Decimal(0))
    listed = [s.width for s in parts if s.width and s.entry.currency == currency]
    converted = [s.width for s in parts if s.width and s.entry.currency != currency]
    slack = (min(listed, default=Decimal(0)) * len(listed) + sum(converted, Decimal(0))) / 2
    return Sum(total, total - slack, total + slack, currency, tuple(parts))


def _width(amount: Amount | None) -> Decimal:
    if amount is None or amount.low is None or amount.high is None or amount.high <= amount.low:
        return Decimal(0)
    return amount.high - amount.low


def twice_of(entries: Sequence[Entry]) -> str | None:
    """The one name that stands twice among the entries with the same grant; None without one, or with several."""
    seen: set[tuple[str, Decimal | None]] = set()
    twice = []
    for entry in entries:
        key = entry.project.name.casefold(), entry.value
        if key in seen:
            twice.append(entry.project.name)
        seen.add(key)
    return twice[0] if len(twice) == 1 else None


def explain(view: View, stated: Amount, found: Sum, *, short: bool = False) -> str | None:
    """What alone would make the sum fit, in Danish: a shifted comma, an entry counted twice or left out.

    None where nothing would, empty where more than one thing would: then it is a slip, but whose is open. ``short``
    says that the text counts one entry more than there are: then it is that one, whatever else would do.
    """
    allowed = near(stated)
    if allowed is None or stated.value is None:
        return None
    if short and allowed[1] > found.value:
        told_of = list(islice(dict.fromkeys(_left_out(view, stated, found, allowed)), 2))
        return told_of[0] if len(told_of) == 1 else _one_missing(found, allowed)
    twice = twice_of([part.entry for part in found.parts])
    if twice is not None and any(_doubled(found, allowed, twice)):
        return f"det svarer til beløbet til »{twice}«, som står to gange"
    for reasons in (
        _swapped(found, allowed),
        _shifted(found, allowed),
        _left_out(view, stated, found, allowed),
        _doubled(found, allowed, None),
        _turned(found, allowed),
        _two(found, allowed),
    ):
        several = list(islice(dict.fromkeys(reasons), 2))
        if several:
            return several[0] if len(several) == 1 else ""
    return None


Allowed = tuple[Decimal, Decimal]


def _one_missing(found: Sum, allowed: Allowed) -> str:
    """What the one entry got that the text counts and the list does not hold."""
    low, high = max(allowed[0] - found.value, Decimal(0)), allowed[1] - found.value
    if low == high:
        return f"det svarer til ét projekt på {money(low, found.currency)}, som ikke står på listen"
    return f"det svarer til ét projekt på {figure(low)}–{money(high, found.currency)}, som ikke står på listen"


def _doubled(found: Sum, allowed: Allowed, name: str | None) -> Iterator[str]:
    """An entry (the one of that name) that the total leaves out."""
    for part in found.parts:
        fits = part.value and allowed[0] <= found.value - part.value <= allowed[1]
        if fits and (name is None or part.name.casefold() == name.casefold()):
            yield f"det svarer til beløbet til »{part.name}«, som måske ikke er talt med"


def _swapped(found: Sum, allowed: Allowed) -> Iterator[str]:
    """An entry whose grant and total stand in each other's place."""
    for part in found.parts:
        total = part.entry.project.total
        if total is None or total.currency != found.currency or total.value >= part.value:
            continue
        if allowed[0] <= found.value - part.value + total.value <= allowed[1]:
            yield f"det ville stemme, hvis støtte og samlet budget er byttet om for »{part.name}«"


def _shifted(found: Sum, allowed: Allowed) -> Iterator[str]:
    ordered = sorted(part.value for part in found.parts if part.value)
    for part in found.parts:
        if not part.value or len(ordered) < 2:
            continue
        # Among its neighbours the mended amount must look at home.
        least = ordered[1] if part.value == ordered[0] else ordered[0]
        most = ordered[-2] if part.value == ordered[-1] else ordered[-1]
        for shift in _SHIFTS:
            value = part.value * shift
            if least / 10 <= value <= most * 10 and allowed[0] <= found.value - part.value + value <= allowed[1]:
                yield _mended(part, value, found, "et forskudt komma")


def _two(found: Sum, allowed: Allowed) -> Iterator[str]:
    """Two entries that the total leaves out together."""
    for one, other in combinations(found.parts[:_MOST_PAIRED], 2):
        if one.value and other.value and allowed[0] <= found.value - one.value - other.value <= allowed[1]:
            yield f"det svarer til beløbene til »{one.name}« og »{other.name}«, som måske ikke er talt med"


def _turned(found: Sum, allowed: Allowed) -> Iterator[str]:
    """Two figures beside each other in one amount that changed places: 3.500.000 for 5.300.000."""
    for part in found.parts:
        figures = format(part.value, "f")
        for at in range(min(len(figures) - 1, _MOST_FIGURES)):
            one, other = figures[at], figures[at + 1]
            if one == other or not (one + other).isdecimal():
                continue
            value = Decimal(figures[:at] + other + one + figures[at + 2 :])
            if allowed[0] <= found.value - part.value + value <= allowed[1]:
                yield _mended(part, value, found, "to cifre byttet om")


def _mended(part: Summand, value: Decimal, found: Sum, slip: str) -> str:
    right, wrong = money(value, found.currency), money(part.value, found.currency)
    return f"det ville stemme, hvis »{part.name}« havde fået {right} i stedet for {wrong} ({slip})"


def _left_out(view: View, stated: Amount, found: Sum, allowed: Allowed) -> Iterator[str]:
    """A grant that the text tells of and the list does not hold."""
    held = {part.entry for part in found.parts}
    for entry in view.entries:
        value = entry.value if entry.currency == found.currency and entry not in held else None
        if value and allowed[0] <= found.value + value <= allowed[1]:
            yield f"det svarer til beløbet til »{entry.project.name}«, som ikke står på listen"
    for amount in view.release.amounts:
        if amount.role != "grant" or amount.id in view.used or amount.same_as is not None or amount.id == stated.id:
            continue
        if not amount.value or amount.currency != stated.currency:
            continue
        if allowed[0] <= found.value + amount.value <= allowed[1] and amount.value < (stated.value or 0):
            yield f"det svarer til de {told(amount)}, som teksten også nævner, men listen ikke har"
