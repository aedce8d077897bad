"""Stated totals against the list: ``grants_sum_to_stated_total``, ``budgets_sum_to_stated_total`` (a table's column of
budgets) and ``title_amount_rounds_stated_total``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.check.claims import CountClaim
from extract.check.figures import agree, bounds, message, money, near, plain, title_of, told
from extract.check.slips import Sum, explain, sum_of
from extract.check.stated import Total, stated_totals
from extract.check.view import Entry, Part, View, places_of, stems
from extract.records.release import Amount, Check, CheckStatus, Span

_DOUBTED = (Decimal("0.1"), Decimal(10))
_COUNTED = (Decimal("0.5"), Decimal(2))
_NEAR = (Decimal("0.8"), Decimal("1.25"))
"""How far a sum may be from a total before that is about something else: beside the number of these very grants (or,
as a doubt, in the heading of the list); where the text says elsewhere how many they are; and where nothing does."""
_LEAST_LISTED = 3
_MOST_EXPLAINED = 300
_TITLE = (Decimal(2) / 3, Decimal("1.5"))
_TITLE_UNSURE = (Decimal("0.95"), Decimal("1.05"))


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a total may be the sum of; ``label`` is for the message, None for all projects. ``complete`` where the
    lists in it were read in full."""

    entries: tuple[Entry, ...]
    label: str | None
    complete: bool = True
    part: Part = "grant"


Sums = dict[tuple[_Scope, str | None], Sum | None]
"""The sums that were made already, by scope and currency: several totals are of one list."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A total with what it may be of: ``scopes`` in order of likelihood, ``sure`` where the text says which."""

    total: Total
    scopes: tuple[_Scope, ...]
    sure: bool


def check_totals(view: View, counts: tuple[CountClaim, ...]) -> tuple[Check, ...]:
    """A check for each stated total that is clearly of these grants, then one for each amount of the title."""
    totals = stated_totals(view, counts)
    inside = [total for total in totals if total.where != "title" and total.part == "grant"]
    overall = [total for total in inside if total.whole or _counts_all(view, total)]
    sums: Sums = {}
    titles = tuple(_titles(view, totals, overall, sums))
    judged = {check.evidence[0] for check in titles}
    rest = [total for total in totals if (total.amount.start, total.amount.end) not in judged]
    return (*_sums(view, rest, counts, sums), *titles)


def _sums(view: View, totals: Sequence[Total], counts: Sequence[CountClaim], sums: Sums) -> Iterator[Check]:
    readings = [_read(view, total) for total in totals]
    confirmed = {
        scope.entries
        for reading in readings
        for scope in reading.scopes
        if reading.total.where != "title" and _agrees(reading.total.amount, scope, sums)
    }
    for reading in readings:
        check = _sum_check(view, reading, counts, confirmed, sums)
        if check is not None:
            yield check


def _read(view: View, total: Total) -> _Reading:
    if total.where == "sum_row":
        return _read_sum_row(view, total)
    complete = all(box.complete for box in view.boxes)
    everything = [_Scope(view.entries, None, complete)]
    if 0 < len(view.listed) < len(view.entries):
        everything.append(_Scope(view.listed, None, complete))
    boxes = [_Scope(box.entries, title_of(box.section), box.complete) for box in view.boxes if len(view.boxes) > 1]
    pools = _pools(view)
    box = view.box_headed_at(total.amount.start)
    if box is not None and box.entries:
        own = _Scope(box.entries, title_of(box.section) if len(view.boxes) > 1 else None, box.complete)
        return _Reading(total, (own, *everything), sure=True)
    counted = [count for count in total.counts if not count.joined]
    if counted:
        numbers = {count.number for count in counted}
        fits = [scope for scope in (*everything, *boxes, *pools) if len(scope.entries) in numbers]
        if not fits and any(abs(number - len(view.listed)) <= max(1, number // 10) for number in numbers):
            fits = everything  # a list that is one or two short of its count has a sum to match
        return _Reading(total, tuple(fits), sure=True)
    start, end = view.sentence_at(total.amount.start)
    named = [pool for pool in pools if any(places_of(view.text, stems(pool.label or ""), start, end))]
    if len(named) == 1:
        return _Reading(total, tuple(named), sure=False)
    return _Reading(total, (*everything, *boxes), sure=False)


def _read_sum_row(view: View, total: Total) -> _Reading:
    """A sum row is of the rows above it, back to the sum row before; the last of several may be of them all."""
    box = view.box_of(total.amount.start)
    if box is None:
        return _Reading(total, (), sure=False)
    label = title_of(box.section) if len(view.boxes) > 1 else None
    own = _Scope(total.above, label, box.complete, total.part)
    whole = _Scope(box.entries, label, box.complete, total.part)
    every = [_Scope(view.listed, None, box.complete, total.part)] if len(view.boxes) > 1 else []
    return _Reading(total, tuple(dict.fromkeys((own, whole, *every))), sure=total.above == box.entries)


def _pools(view: View) -> list[_Scope]:
    pools: dict[str, list[Entry]] = {}
    for entry in view.entries:
        if entry.project.pool:
            pools.setdefault(entry.project.pool, []).append(entry)
    return [_Scope(tuple(members), f"»{pool}«") for pool, members in pools.items()] if len(pools) > 1 else []


def _found(scope: _Scope, currency: str | None, sums: Sums) -> Sum | None:
    if (scope, currency) not in sums:
        sums[scope, currency] = sum_of(scope.entries, currency, scope.part)
    return sums[scope, currency]


def _agrees(amount: Amount, scope: _Scope, sums: Sums) -> bool:
    return _fits(amount, _found(scope, amount.currency, sums))


def _fits(amount: Amount, found: Sum | None) -> bool:
    allowed = near(amount)
    return found is not None and allowed is not None and allowed[0] <= found.high and found.low <= allowed[1]


def _sum_check(
    view: View,
    reading: _Reading,
    counts: Sequence[CountClaim],
    confirmed: set[tuple[Entry, ...]],
    sums: Sums,
) -> Check | None:
    total, amount = reading.total, reading.total.amount
    everything = [_Scope(view.entries, None)] if total.where != "sum_row" else []
    for scope in (*reading.scopes, *everything):
        found = _found(scope, amount.currency, sums)
        if found is not None and _fits(amount, found):
            return _check(amount, "ok", found, scope, None)
    if not (total.whole or total.counts) or not reading.scopes or view.sampled:
        return None
    first = reading.scopes[0]
    scopes = [scope for scope in reading.scopes if scope.label == first.label]
    scope = next((s for s in scopes if _found(s, amount.currency, sums) is not None), first)
    found = _found(scope, amount.currency, sums)
    if found is None:
        return _missing(reading, scope, counts)
    return _differs(view, reading, scope, found, counts, scope.entries in confirmed)


def _differs(
    view: View, reading: _Reading, scope: _Scope, found: Sum, counts: Sequence[CountClaim], confirmed: bool
) -> Check | None:
    """The mismatch, where it is sure that the total is of these grants: by its words, or by how near it is. A doubt
    where it may be of more than these, or where the list was not read in full."""
    total, amount = reading.total, reading.total.amount
    # Where another total agrees with the list, the fault is this total's and no entry's.
    able = scope.part == "grant" and len(scope.entries) <= _MOST_EXPLAINED and not confirmed
    counted = any(count.number == len(scope.entries) and count.firm for count in counts)
    short = not counted and any(count.number == len(scope.entries) + 1 and count.firm for count in counts)
    why = explain(view, amount, found, short=short) if able else None
    listed = sum(1 for entry in scope.entries if entry.box is not None)
    if not reading.sure and (total.frame or (not counted and listed < _LEAST_LISTED)):
        return None
    beside = any(count.number == len(scope.entries) and not count.joined for count in total.counts)
    reach = _DOUBTED if beside else _COUNTED if reading.sure or counted else _NEAR
    close = _within(amount, found.value, reach)
    # What several slips could explain may be chance; it counts only for a list that is surely the whole.
    explained = bool(why) or (why == "" and counted)
    if confirmed and not reading.sure and not _within(amount, found.value, _TITLE_UNSURE):
        return None  # the total of this list is stated elsewhere and agrees; this one is of something else
    if close or explained:
        unsure = total.frame or not scope.complete or len(scope.entries) < 2 or _others_given(view, total, found)
        status: CheckStatus = "doubt" if unsure else "mismatch"
        return _check(amount, status, found, scope, why)
    return (
        _check(amount, "doubt", found, scope, why) if reading.sure and _within(amount, found.value, _DOUBTED) else None
    )


def _others_given(view: View, total: Total, found: Sum) -> bool:
    """Whether the text gives money besides: to somebody whom no project stands for, so that the list may not be all."""
    return total.where != "sum_row" and any(
        a.value is not None and a.currency == found.currency and not agree(a, total.amount) and a.value < found.value
        for a in view.loose
    )


def _missing(reading: _Reading, scope: _Scope, counts: Sequence[CountClaim]) -> Check | None:
    """One entry of a complete list has no grant: the rest of the total may be its, which a reader should know."""
    amount = reading.total.amount
    without = [entry for entry in scope.entries if entry.value is None]
    rest = tuple(entry for entry in scope.entries if entry.value is not None)
    found = sum_of(rest, amount.currency)
    complete = any(count.number == len(scope.entries) and count.firm for count in counts)
    if scope.part != "grant" or len(without) != 1 or not complete or found is None or amount.value is None:
        return None
    residual = amount.value - found.value
    if residual <= 0 or not _within(amount, found.value, (Decimal("0.3"), Decimal(1))):
        return None
    total = money(found.value, amount.currency)
    words = (
        f"Teksten siger {told(amount)}, og de kendte bevillinger giver tilsammen {total}: "
        f"»{without[0].project.name}« står uden beløb; der mangler {money(residual, amount.currency)}"
    )
    return _sum(amount, "doubt", found, scope, words)


def _within(amount: Amount, value: Decimal, ratio: tuple[Decimal, Decimal]) -> bool:
    allowed = bounds(amount)
    stated = amount.value if amount.value is not None else (allowed[0] if allowed else None)
    return stated is not None and stated > 0 and ratio[0] <= value / stated <= ratio[1]


def _check(amount: Amount, status: CheckStatus, found: Sum, scope: _Scope, why: str | None) -> Check:
    noun = "bevillinger" if scope.part == "grant" else "budgetter"
    what = f"De {len(scope.entries)} {noun}" + (f" under {scope.label}" if scope.label else "")
    total = money(found.value, amount.currency)
    if status == "ok":
        words = f"{what} giver tilsammen {total}, som stemmer med {told(amount)} i teksten"
    else:
        stated = amount.value if amount.value is not None else found.value
        residual = money(abs(stated - found.value), amount.currency)
        words = f"{what} giver tilsammen {total}, men teksten siger {told(amount)}; forskellen er {residual}"
        words += f", og {why}" if why else ""
    if status == "doubt":
        open_end = "Beløbet kan gælde mere end listen" if scope.complete else "Listen er måske ikke læst i sin helhed"
        words = f"{message(words)} {open_end}"
    return _sum(amount, status, found, scope, words)


def _sum(amount: Amount, status: CheckStatus, found: Sum, scope: _Scope, words: str) -> Check:
    spans: list[Span] = [(amount.start, amount.end)]
    spans += [span for entry in scope.entries for span in entry.span(scope.part)]
    return Check(
        code="grants_sum_to_stated_total" if scope.part == "grant" else "budgets_sum_to_stated_total",
        status=status,
        message=message(words),
        stated=plain(amount.value) if amount.value is not None else None,
        found=plain(found.value),
        evidence=tuple(dict.fromkeys(spans)),
    )


def _counts_all(view: View, total: Total) -> bool:
    return any(count.number in {len(view.entries), len(view.listed)} for count in total.counts)


def _titles(view: View, totals: Sequence[Total], overall: Sequence[Total], sums: Sums) -> Iterator[Check]:
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
        same = [other for other in same if not other.frame]
        summed = [other for other in same if any(_agrees(other.amount, _Scope(e, None), sums) for e in _wholes(view))]
        same = summed or same
        values = {other.amount.value for other in same}
        if len(values) != 1 or _is_grant(view, amount) or total.in_title > 1:
            continue
        other = same[0]
        sure = bool(summed) or _counts_all(view, other) or _counts_all(view, total)
        value = other.amount.value
        if value is not None and _within(amount, value, _TITLE if sure else _TITLE_UNSURE):
            yield _title_check("mismatch", amount, other.amount)


def _wholes(view: View) -> tuple[tuple[Entry, ...], ...]:
    return (view.entries, view.listed)


def _is_grant(view: View, amount: Amount) -> bool:
    return any(entry.grant is not None and agree(amount, entry.grant) for entry in view.entries)


def _title_check(status: CheckStatus, title: Amount, body: Amount) -> Check:
    head, text = told(title), told(body)
    end = "rundet af." if title.value != body.value else "det samme beløb."
    words = (
        f"Titlens {head} er tekstens {text}, {end}"
        if status == "ok"
        else f"Titlen siger {head}, men teksten siger {text}; det er mere, end en afrunding kan forklare."
    )
    return Check(
        code="title_amount_rounds_stated_total",
        status=status,
        message=words,
        stated=plain(title.value) if title.value is not None else None,
        found=plain(body.value) if body.value is not None else None,
        evidence=((title.start, title.end), (body.start, body.end)),
    )
