"""Grant and co-funding against the budget: ``støtte 400.000 kr., egenfinansiering 200.000 kr., i alt 600.000 kr.``."""

from __future__ import annotations

from decimal import Decimal

from extract.check.figures import bounds, message, money, plain
from extract.check.view import Entry, View
from extract.records.release import Amount, Check, Span

_MOST = 200


def check_cofunding(view: View) -> tuple[Check, ...]:
    """``cofunding_completes_total`` for each project that states grant, total and what others put in beside."""
    beside = [
        a for a in view.release.amounts if a.role == "cofunding" and a.value and a.per is None and a.same_as is None
    ]
    if not beside:
        return ()
    return tuple(check for entry in view.entries[:_MOST] if (check := _of(view, entry, beside)) is not None)


def _of(view: View, entry: Entry, beside: list[Amount]) -> Check | None:
    grant, total = entry.grant, entry.total
    if grant is None or total is None or grant.id == total.id or grant.value is None or total.value is None:
        return None
    if grant.currency is None or grant.currency != total.currency or grant.per is not None:
        return None
    span = _stretch(view, entry, grant)
    shares = [a for a in beside if span[0] <= a.start < span[1] and a.currency == grant.currency]
    if not shares or not span[0] <= total.start < span[1] or _others(view, entry, span):
        return None
    # One sum told twice is mostly one sum, now and then two givers' gifts.
    once = {share.value: share for share in reversed(shares)}
    sums = [_sum((grant, *which)) for which in (tuple(reversed(once.values())), tuple(shares))]
    least, most = _bounds(total)
    parts, value, low, high = next((s for s in sums if s[2] <= most and s[3] >= least), sums[0])
    over, under = low > most, high < least
    claimed = any(view.words.the_rest.search(view.text, *_around(view, share)) for share in shares)
    if under and not claimed:
        return None  # others may pay the rest: nothing says that these are all
    sure = entry.box is not None and over
    return Check(
        code="cofunding_completes_total",
        status="ok" if not (over or under) else "mismatch" if sure else "doubt",
        message=_message(entry, value, total, fits=not (over or under)),
        stated=plain(total.value),
        found=plain(value),
        evidence=((total.start, total.end), *((part.start, part.end) for part in parts)),
    )


def _sum(parts: tuple[Amount, ...]) -> tuple[tuple[Amount, ...], Decimal, Decimal, Decimal]:
    """The parts, their sum, and the least and the most that their rounding allows it."""
    low, high = (sum(ends, Decimal(0)) for ends in zip(*(_bounds(part) for part in parts), strict=True))
    return parts, sum((part.value or Decimal(0) for part in parts), Decimal(0)), low, high


def _message(entry: Entry, value: Decimal, total: Amount, *, fits: bool) -> str:
    said, budget = money(value, total.currency), money(total.value or Decimal(0), total.currency)
    start = f"Støtte og medfinansiering til »{entry.project.name}« giver tilsammen {said}"
    if fits:
        return message(f"{start}, som stemmer med budgettet på {budget}")
    apart = money(abs(value - (total.value or Decimal(0))), total.currency)
    return message(f"{start}, men budgettet er {budget}; forskellen er {apart}")


def _bounds(amount: Amount) -> tuple[Decimal, Decimal]:
    found = bounds(amount)
    value = amount.value or Decimal(0)
    if found is None:
        return value, value
    return (found[0] if found[0].is_finite() else value, found[1] if found[1].is_finite() else value)


def _stretch(view: View, entry: Entry, grant: Amount) -> Span:
    """Where a project's own money stands: anywhere if it is the only one, else its item of a list or its paragraph."""
    if not any(other.grant or other.total for other in view.entries if other is not entry):
        return 0, len(view.text)
    box = view.box_of(grant.start)
    item = next((i for i in box.section.items if i.start <= grant.start < i.end), None) if box is not None else None
    return (item.start, item.end) if item is not None else view.line_at(grant.start)


def _others(view: View, entry: Entry, span: Span) -> bool:
    """Whether another project's money stands there too: then nothing says whose the co-funding is."""
    return any(
        amount is not None and span[0] <= amount.start < span[1]
        for other in view.entries
        if other is not entry
        for amount in (other.grant, other.total)
    )


def _around(view: View, share: Amount) -> Span:
    start, end = view.sentence_at(share.start)
    return max(start, share.start - 80), min(end, share.end + 40)
