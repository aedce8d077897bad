"""Sums of grants, and the single slip of a writer that would explain a sum that does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.check.figures import bounds, money
from extract.check.view import Entry, View
from extract.records.release import Amount

_SHIFTS = tuple(Decimal(10) ** power for power in (-3, -2, -1, 1, 2, 3))


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of grants and the interval that the rounding of the list allows it."""

    value: Decimal
    low: Decimal
    high: Decimal


def sum_of(entries: Sequence[Entry], currency: str | None) -> Sum | None:
    """The sum; None where an entry has no grant, one in another currency, or there are fewer than two.

    A list that mixes ``6 mio.`` and ``0,457 mio.`` is read at its finest precision: nobody who writes thousands
    means six million give or take a half.
    """
    values = [entry.value for entry in entries if entry.value is not None and entry.currency == currency]
    if len(values) != len(entries) or len(values) < 2 or currency is None:
        return None
    total = sum(values, Decimal(0))
    widths = [width for entry in entries if (width := _width(entry)) is not None]
    slack = min(widths, default=Decimal(0)) / 2 * len(widths)
    return Sum(total, total - slack, total + slack)


def _width(entry: Entry) -> Decimal | None:
    """How wide the rounding of a grant is; None where it is exact or has a bound missing."""
    grant = entry.grant
    if grant is None or grant.low is None or grant.high is None or grant.high <= grant.low:
        return None
    return grant.high - grant.low


def explain(view: View, stated: Amount, entries: Sequence[Entry], found: Sum) -> str | None:
    """What alone would make the sum fit, in Danish: a shifted comma, an entry counted twice or left out.

    None where nothing would, empty where more than one thing would: then it is a slip, but whose is open.
    """
    allowed = bounds(stated)
    if allowed is None or stated.value is None:
        return None
    for finder in (_shifted, _doubled, _left_out):
        reasons = list(dict.fromkeys(finder(view, stated, entries, found, allowed)))
        if len(reasons) == 1:
            return reasons[0]
        if reasons:
            return ""
    return None


Allowed = tuple[Decimal, Decimal]


def _shifted(view: View, stated: Amount, entries: Sequence[Entry], found: Sum, allowed: Allowed) -> Iterator[str]:
    for entry in entries:
        others = [other.value for other in entries if other is not entry and other.value]
        for shift in _SHIFTS if entry.value and others else ():
            value = (entry.value or Decimal(0)) * shift
            # Among its neighbours the mended amount must look at home.
            if (
                min(others) / 10 <= value <= max(others) * 10
                and allowed[0] <= found.value - (entry.value or 0) + value <= allowed[1]
            ):
                yield (
                    f"det ville stemme, hvis »{entry.project.name}« havde fået {money(value, entry.currency)} "
                    f"i stedet for {money(entry.value or Decimal(0), entry.currency)} (et forskudt komma)"
                )


def _doubled(view: View, stated: Amount, entries: Sequence[Entry], found: Sum, allowed: Allowed) -> Iterator[str]:
    for entry in entries:
        if entry.value and allowed[0] <= found.value - entry.value <= allowed[1]:
            yield f"det svarer til beløbet til »{entry.project.name}«, som måske er talt med to gange"


def _left_out(view: View, stated: Amount, entries: Sequence[Entry], found: Sum, allowed: Allowed) -> Iterator[str]:
    """A grant that the text tells of and the list does not hold."""
    for amount in view.release.amounts:
        if amount.role != "grant" or amount.id in view.used or amount.same_as is not None or amount.id == stated.id:
            continue
        if not amount.value or amount.currency != stated.currency:
            continue
        if allowed[0] <= found.value + amount.value <= allowed[1] and amount.value < (stated.value or 0):
            surface = " ".join(amount.surface.split())
            yield f"det svarer til de {surface}, som teksten også nævner, men listen ikke har"
