"""``grants_sum_to_stated_total`` and ``title_amount_rounds_stated_total``: stated totals against the list's sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.check.claims import CountClaim
from extract.check.figures import agree, bounds, message, money, plain, title_of
from extract.check.slips import Sum, explain, sum_of
from extract.check.stated import Total, stated_totals
from extract.check.view import Entry, View, stem_pattern
from extract.records.release import Amount, Check, CheckStatus, Span

_SURE = (Decimal("0.1"), Decimal(10))
_COUNTED = (Decimal("0.5"), Decimal(2))
_NEAR = (Decimal("0.8"), Decimal("1.25"))
"""How far a sum may be from a total before that is about something else: where the text says which grants it is of;
where it says how many grants there are; and where the list alone speaks for itself."""
_LEAST_LISTED = 3
_TITLE = (Decimal(2) / 3, Decimal("1.5"))
_TITLE_UNSURE = (Decimal("0.95"), Decimal("1.05"))


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a total may be the sum of; ``label`` is for the message, None for all projects."""

    entries: tuple[Entry, ...]
    label: str | None


@dataclass(frozen=True, slots=True)
class _Reading:
    """A total with what it may be of: ``scopes`` in order of likelihood, ``sure`` where the text says which."""

    total: Total
    scopes: tuple[_Scope, ...]
    sure: bool


def check_totals(view: View, counts: tuple[CountClaim, ...]) -> tuple[Check, ...]:
    """A check for each stated total that is clearly of these grants, then one for each amount of the title."""
    totals = stated_totals(view, counts)
    told = [total for total in totals if total.where != "title"]
    overall = [total for total in told if total.whole or _counts_all(view, total)]
    titles = tuple(_titles(view, totals, overall))
    judged = {check.evidence[0] for check in titles}
    return (*_sums(view, [t for t in totals if (t.amount.start, t.amount.end) not in judged], counts), *titles)


def _sums(view: View, totals: Sequence[Total], counts: Sequence[CountClaim]) -> Iterator[Check]:
    readings = [_read(view, total) for total in totals]
    confirmed = {
        scope.label
        for reading in readings
        for scope in reading.scopes
        if reading.total.where != "title" and _agrees(reading.total.amount, scope)
    }
    for reading in readings:
        check = _sum_check(view, reading, counts, confirmed)
        if check is not None:
            yield check


def _read(view: View, total: Total) -> _Reading:
    everything = [_Scope(view.entries, None)]
    if 0 < len(view.listed) < len(view.entries):
        everything.append(_Scope(view.listed, None))
    boxes = [_Scope(box.entries, title_of(box.section)) for box in view.boxes] if len(view.boxes) > 1 else []
    pools = _pools(view)
    box = view.box_headed_at(total.amount.start) or (
        view.box_of(total.amount.start) if total.where == "sum_row" else None
    )
    if box is not None and box.entries:
        own = _Scope(box.entries, title_of(box.section) if len(view.boxes) > 1 else None)
        return _Reading(total, (own, *everything), sure=True)
    if total.counts:
        numbers = {count.number for count in total.counts}
        fits = [scope for scope in (*everything, *boxes, *pools) if len(scope.entries) in numbers]
        if not fits and any(abs(number - len(view.listed)) <= max(1, number // 10) for number in numbers):
            fits = everything  # a list that is one or two short of its count has a sum to match
        return _Reading(total, tuple(fits), sure=True)
    start, end = view.sentence_at(total.amount.start)
    named = [s for s in pools if s.label and stem_pattern(s.label.strip("»«")).search(view.text, start, end)]
    if len(named) == 1:
        return _Reading(total, tuple(named), sure=False)
    return _Reading(total, (*everything, *boxes), sure=False)


def _pools(view: View) -> list[_Scope]:
    pools: dict[str, list[Entry]] = {}
    for entry in view.entries:
        if entry.project.pool:
            pools.setdefault(entry.project.pool, []).append(entry)
    return [_Scope(tuple(members), f"»{pool}«") for pool, members in pools.items()] if len(pools) > 1 else []


def _agrees(amount: Amount, scope: _Scope) -> bool:
    found = sum_of(scope.entries, amount.currency)
    allowed = bounds(amount)
    return found is not None and allowed is not None and allowed[0] <= found.high and found.low <= allowed[1]


def _sum_check(view: View, reading: _Reading, counts: Sequence[CountClaim], confirmed: set[str | None]) -> Check | None:
    amount = reading.total.amount
    for scope in reading.scopes:
        found = sum_of(scope.entries, amount.currency)
        if found is not None and _agrees(amount, scope):
            return _check(amount, "ok", found, scope, None)
    if not (reading.total.whole or reading.total.counts) or not reading.scopes:
        return None
    first = reading.scopes[0]
    scopes = [scope for scope in reading.scopes if scope.label == first.label]
    scope = next((s for s in scopes if sum_of(s.entries, amount.currency) is not None), first)
    found = sum_of(scope.entries, amount.currency)
    if view.sampled:
        return None
    return (
        _missing(reading, scope, counts) if found is None else _differs(view, reading, scope, found, counts, confirmed)
    )


def _differs(
    view: View,
    reading: _Reading,
    scope: _Scope,
    found: Sum,
    counts: Sequence[CountClaim],
    confirmed: set[str | None],
) -> Check | None:
    """The mismatch, where it is sure that the total is of these grants: by its words, or by how near it is."""
    amount = reading.total.amount
    why = explain(view, amount, scope.entries, found)
    counted = any(count.number == len(scope.entries) and count.firm for count in counts)
    listed = sum(1 for entry in scope.entries if entry.box is not None)
    if not reading.sure and not counted and listed < _LEAST_LISTED:
        return None
    reach = _SURE if reading.sure else _COUNTED if counted else _NEAR
    # What several slips could explain may be chance; it counts only for a list that is surely the whole.
    if not why and not (why == "" and counted) and not _within(amount, found.value, reach):
        return None
    if scope.label in confirmed and not reading.sure and not _within(amount, found.value, _TITLE_UNSURE):
        return None  # the total of this list is stated elsewhere and agrees; this one is of something else
    return _check(amount, "mismatch", found, scope, why)


def _missing(reading: _Reading, scope: _Scope, counts: Sequence[CountClaim]) -> Check | None:
    """One entry of a complete list has no grant: the rest of the total may be its, which a reader should know."""
    amount = reading.total.amount
    without = [entry for entry in scope.entries if entry.value is None]
    rest = tuple(entry for entry in scope.entries if entry.value is not None)
    found = sum_of(rest, amount.currency)
    complete = any(count.number == len(scope.entries) and count.firm for count in counts)
    if len(without) != 1 or len(rest) < 2 or not complete or found is None or amount.value is None:
        return None
    residual = amount.value - found.value
    if residual <= 0 or not _within(amount, found.value, (Decimal("0.3"), Decimal(1))):
        return None
    why = f"»{without[0].project.name}« står uden beløb; der mangler {money(residual, amount.currency)}"
    return _check(amount, "doubt", found, _Scope(scope.entries, scope.label), why)


def _within(amount: Amount, value: Decimal, ratio: tuple[Decimal, Decimal]) -> bool:
    allowed = bounds(amount)
    stated = amount.value if amount.value is not None else (allowed[0] if allowed else None)
    return stated is not None and stated > 0 and ratio[0] <= value / stated <= ratio[1]


def _check(amount: Amount, status: CheckStatus, found: Sum, scope: _Scope, why: str | None) -> Check:
    what = f"De {len(scope.entries)} bevillinger" + (f" under {scope.label}" if scope.label else "")
    total = money(found.value, amount.currency)
    surface = " ".join(amount.surface.split())
    if status == "ok":
        words = f"{what} giver tilsammen {total}, som stemmer med {surface} i teksten"
    else:
        stated = amount.value if amount.value is not None else found.value
        residual = money(abs(stated - found.value), amount.currency)
        words = f"{what} giver tilsammen {total}, men teksten siger {surface}; forskellen er {residual}"
        words += f", og {why}" if why else ""
    if status == "doubt":
        words = f"Teksten siger {surface}, og de kendte bevillinger giver tilsammen {total}: {why}"
    spans: list[Span] = [(amount.start, amount.end)]
    spans += [span for entry in scope.entries for span in entry.span()]
    return Check(
        code="grants_sum_to_stated_total",
        status=status,
        message=message(words),
        stated=plain(amount.value) if amount.value is not None else None,
        found=plain(found.value),
        evidence=tuple(dict.fromkeys(spans)),
    )


def _counts_all(view: View, total: Total) -> bool:
    return any(count.number in {len(view.entries), len(view.listed)} for count in total.counts)


def _titles(view: View, totals: Sequence[Total], overall: Sequence[Total]) -> Iterator[Check]:
    """Each amount of the title against the totals of the text: a headline may round, not differ."""
    for total in totals:
        if total.where != "title":
            continue
        amount = total.amount
        same = [other for other in overall if other.amount.currency == amount.currency]
        fits = next((other for other in same if agree(amount, other.amount)), None)
        if fits is not None:
            yield _title_check("ok", amount, fits.amount)
            continue
        values = {other.amount.value for other in same}
        if len(values) != 1 or _is_grant(view, amount) or total.in_title > 1:
            continue
        other = same[0]
        sure = _counts_all(view, other) or any(_agrees(other.amount, _Scope(e, None)) for e in _wholes(view))
        sure = sure or _counts_all(view, total)
        value = other.amount.value
        if value is not None and _within(amount, value, _TITLE if sure else _TITLE_UNSURE):
            yield _title_check("mismatch", amount, other.amount)


def _wholes(view: View) -> tuple[tuple[Entry, ...], ...]:
    return (view.entries, view.listed)


def _is_grant(view: View, amount: Amount) -> bool:
    return any(entry.grant is not None and agree(amount, entry.grant) for entry in view.entries)


def _title_check(status: CheckStatus, title: Amount, body: Amount) -> Check:
    head, told = " ".join(title.surface.split()), " ".join(body.surface.split())
    end = "rundet af." if title.value != body.value else "det samme beløb."
    words = (
        f"Titlens {head} er tekstens {told}, {end}"
        if status == "ok"
        else f"Titlen siger {head}, men teksten siger {told}; det er mere, end en afrunding kan forklare."
    )
    return Check(
        code="title_amount_rounds_stated_total",
        status=status,
        message=words,
        stated=plain(title.value) if title.value is not None else None,
        found=plain(body.value) if body.value is not None else None,
        evidence=((title.start, title.end), (body.start, body.end)),
    )
