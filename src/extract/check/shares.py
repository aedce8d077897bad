"""``share_of_pool``: ``80 procent af midlerne går til temapuljen`` against the grants of that pool."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extract.check.figures import figure, message, money
from extract.check.percent import Percentage, percentages
from extract.check.slips import sum_of
from extract.check.view import Entry, View, places_of, stems
from extract.records.release import Check, Span
from extract.values.numbers import interval

_OF = regex.compile(r"\saf\s(?P<what>(?:[\p{L}\d.,’'-]{1,30}\s){0,4}?[\p{L}.-]{2,40})", regex.IGNORECASE)
_LOOSE_BY = Decimal("2.5")
_AFTER, _BEFORE = 120, 60

Names = dict[str, tuple[str, ...]]
"""The pools with the stems of their names."""


def check_shares(view: View) -> tuple[Check, ...]:
    """A check for each share that the text gives one of its pools: ok, or doubt, for money set aside is not
    always money granted, and which was meant is for a reader to judge. Nothing without grants by pool."""
    pools = _pools(view)
    return tuple(_checks(view, pools)) if pools else ()


def _pools(view: View) -> dict[str, tuple[Entry, ...]]:
    """The projects by pool, if there are two pools or more and each project has one."""
    pools: dict[str, list[Entry]] = {}
    for entry in view.entries:
        if entry.project.pool is None:
            return {}
        pools.setdefault(entry.project.pool, []).append(entry)
    return {pool: tuple(members) for pool, members in pools.items()} if len(pools) > 1 else {}


def _checks(view: View, pools: dict[str, tuple[Entry, ...]]) -> Iterator[Check]:
    currencies = {entry.currency for entry in view.entries}
    everything = sum_of(view.entries, next(iter(currencies))) if len(currencies) == 1 else None
    if everything is None or everything.value <= 0 or view.sampled:
        return
    names = {pool: stems(pool) for pool in pools}
    shares = percentages(view)
    for number, share in enumerate(shares):
        start, end = view.sentence_at(share.start)
        after = shares[number + 1].start if number + 1 < len(shares) else end
        before = shares[number - 1].end if number else start
        pool = _pool(view, names, share, (max(start, before), min(end, after)))
        if pool is not None and not view.words.other_share.search(view.text, start, end):
            check = _check(view, share, pool, pools[pool[0]], everything.value, next(iter(currencies)))
            if check is not None:
                yield check


def _pool(view: View, names: Names, found: Percentage, reach: Span) -> tuple[str, Span] | None:
    """The pool that the share is of: the nearest after it, else the nearest before; None without one, or where
    the share is of something that is no money."""
    of = _OF.match(view.text, found.end, reach[1])
    if of is not None and not view.words.money.search(of["what"]):
        return None
    start = of.end() if of is not None else found.end
    after = _nearest(view.text, names, start, min(reach[1], found.end + _AFTER), last=False)
    return after or _nearest(view.text, names, max(reach[0], found.start - _BEFORE), found.start, last=True)


def _nearest(text: str, names: Names, start: int, end: int, *, last: bool) -> tuple[str, Span] | None:
    spots = [(span, pool) for pool, name in names.items() for span in places_of(text, name, start, end)]
    if not spots:
        return None
    span, pool = max(spots) if last else min(spots)
    return pool, span


def _check(
    view: View,
    found: Percentage,
    pool: tuple[str, Span],
    members: tuple[Entry, ...],
    everything: Decimal,
    currency: str | None,
) -> Check | None:
    stated = found.number
    before = view.text[max(0, found.start - 20) : found.start]
    if stated.value > 100 or view.words.bound.search(before):
        return None
    part = sum((entry.value for entry in members if entry.value is not None), Decimal(0))
    share = part * 100 / everything
    low, high = interval(stated.value, stated.step)
    if view.words.loosely.search(before):
        low, high = min(low, stated.value - _LOOSE_BY), max(high, stated.value + _LOOSE_BY)
    fits = low <= share <= high
    rounded = share.quantize(Decimal(1) if stated.step >= 1 else stated.step)
    surface = " ".join(view.text[found.start : found.end].split())
    sums = f"{money(part, currency)} af {money(everything, currency)}, {figure(rounded)} procent"
    told = f"Teksten giver »{pool[0]}« {surface}"
    words = (
        message(f"{told}; bevillingerne er {sums}")
        if fits
        else message(f"{told}, men bevillingerne er {sums}. Teksten kan mene, hvad der er sat af")
    )
    spans = [(found.start, found.end), pool[1], *(span for entry in members for span in entry.span())]
    return Check(
        code="share_of_pool",
        status="ok" if fits else "doubt",
        message=words,
        stated=format(stated.value / 100, ".4f").rstrip("0").ljust(4, "0"),
        found=format((share / 100).quantize(Decimal("0.01")), "f"),
        evidence=tuple(dict.fromkeys(spans)),
    )
