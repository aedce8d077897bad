"""What cannot be, whatever the text claims: a grant above its project's total, 120 percent of the money, a slip of
a factor of a thousand, one odd figure for two projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extract.check.figures import bounds, figure, message, money, plain, told
from extract.check.percent import percentages
from extract.check.view import Entry, View
from extract.records.release import Amount, Check

_THOUSAND = 1000
_APART = 100  # how far from all others before a factor of a thousand is thought of
_LEAST_NEIGHBOURS = 3
_LEAST_REPEATED = 4
_LEAST_BESIDE = 2
_ODD = 4


def check_plausibility(view: View) -> tuple[Check, ...]:
    """``grant_not_above_total`` over all projects that state both, then impossible shares, then slips of scale and
    grants that repeat."""
    return (*_grants(view), *_percentages(view), *_scales(view), *_repeats(view))


def _grants(view: View) -> Iterator[Check]:
    both = [entry for entry in view.entries if _comparable(entry)]
    above = [entry for entry in both if _above(entry)]
    for entry in above:
        granted, total = entry.project.granted, entry.project.total
        if granted is not None and total is not None:
            yield Check(
                code="grant_not_above_total",
                status="mismatch" if _sits_among_others(entry, both) else "doubt",
                message=message(
                    f"»{entry.project.name}« får {money(granted.value, granted.currency)}, "
                    f"mere end projektets samlede {money(total.value, total.currency)}"
                ),
                stated=plain(total.value),
                found=plain(granted.value),
                evidence=_spans(entry.grant, entry.total),
            )
    if both and not above:
        many = f"Ingen af de {len(both)} bevillinger" if len(both) > 1 else "Bevillingen er ikke"
        end = "er større end projektets samlede budget." if len(both) > 1 else "større end projektets samlede budget."
        yield Check(
            code="grant_not_above_total",
            status="ok",
            message=f"{many} {end}",
            found=str(len(both)),
            evidence=tuple(span for entry in both for span in _spans(entry.grant, entry.total)),
        )


def _sits_among_others(entry: Entry, both: Sequence[Entry]) -> bool:
    """Whether the list states both for most of its projects, this one's the odd pair out; a lone pair, in a list or in
    running text, may be of two different things."""
    beside = [other for other in both if other.box is not None and other.box == entry.box and other is not entry]
    return len(beside) >= _LEAST_BESIDE and sum(not _above(other) for other in beside) * 2 > len(beside)


def _comparable(entry: Entry) -> bool:
    granted, total = entry.project.granted, entry.project.total
    # One amount that was read as both says nothing about either.
    if granted is None or total is None or granted.amount == total.amount:
        return False
    return granted.currency is not None and granted.currency == total.currency


def _above(entry: Entry) -> bool:
    granted, total = entry.project.granted, entry.project.total
    if granted is None or total is None:
        return False
    least, most = bounds(entry.grant) if entry.grant else None, bounds(entry.total) if entry.total else None
    return (least[0] if least else granted.value) > (most[1] if most else total.value) and granted.value > total.value


def _spans(*amounts: Amount | None) -> tuple[tuple[int, int], ...]:
    return tuple((amount.start, amount.end) for amount in amounts if amount is not None)


def _percentages(view: View) -> Iterator[Check]:
    for share in percentages(view):
        of = view.words.of_all.match(view.text, share.end) if share.number.value > 100 else None
        if of is not None:
            words = " ".join(view.text[share.start : of.end()].split())
            yield Check(
                code="percentage_not_above_100",
                status="doubt",
                message=f"Teksten skriver »{words}«; mere end 100 procent kan det ikke være.",
                stated=plain(share.number.value),
                found="100",
                evidence=((share.start, of.end()),),
            )


def _scales(view: View) -> Iterator[Check]:
    for box in view.boxes:
        for entries, amounts in (_of(box.entries, "grant"), _of(box.entries, "total")):
            yield from _slips(entries, amounts)


def _of(entries: Sequence[Entry], part: str) -> tuple[list[Entry], list[Amount]]:
    pairs = [(entry, entry.grant if part == "grant" else entry.total) for entry in entries]
    held = [(entry, amount) for entry, amount in pairs if amount is not None and amount.value]
    return [entry for entry, _ in held], [amount for _, amount in held]


def _slips(entries: Sequence[Entry], amounts: Sequence[Amount]) -> Iterator[Check]:
    """An amount far from all its neighbours that lies among them when divided or multiplied by a thousand."""
    if len(amounts) <= _LEAST_NEIGHBOURS or len({amount.currency for amount in amounts}) > 1:
        return
    ordered = sorted(amount.value for amount in amounts if amount.value is not None)
    for entry, amount in zip(entries, amounts, strict=True):
        value = amount.value or Decimal(0)
        least = ordered[1] if value == ordered[0] else ordered[0]
        most = ordered[-2] if value == ordered[-1] else ordered[-1]
        if value >= _APART * most and least / 2 <= value / _THOUSAND <= most * 2:
            meant = value / _THOUSAND
        elif value * _APART <= least and least / 2 <= value * _THOUSAND <= most * 2:
            meant = value * _THOUSAND
        else:
            continue
        yield Check(
            code="amount_out_of_scale",
            status="doubt",
            message=(
                f"»{entry.project.name}« står med {told(amount)}, langt fra de øvrige "
                f"({figure(least)}–{money(most, amount.currency)}); er {money(meant, amount.currency)} ment?"
            ),
            stated=plain(value),
            found=plain(meant),
            evidence=_spans(amount),
        )


def _repeats(view: View) -> Iterator[Check]:
    """``amount_repeats``: two entries of a list with one and the same odd grant, where all others differ."""
    for box in view.boxes:
        entries, amounts = _of(box.entries, "grant")
        odd = Counter(amount.value for amount in amounts if _figures(amount.value) >= _ODD)
        if len(amounts) < _LEAST_REPEATED or [n for n in odd.values() if n > 1] != [2]:
            continue  # a few amounts, or sums that are handed out by a rate
        value = next(value for value, n in odd.items() if n > 1)
        one, other = (n for n, amount in enumerate(amounts) if amount.value == value)
        if entries[one].project.name.casefold() == entries[other].project.name.casefold():
            continue  # an entry that stands twice is a matter of the sums
        yield Check(
            code="amount_repeats",
            status="doubt",
            message=(
                f"»{entries[one].project.name}« og »{entries[other].project.name}« står begge med "
                f"{told(amounts[one])}; er det ene beløb skrevet af?"
            ),
            stated=plain(value or Decimal(0)),
            found="2",
            evidence=_spans(amounts[one], amounts[other]),
        )


def _figures(value: Decimal | None) -> int:
    """How many figures an amount has before its noughts: 3 of 45.600."""
    return len(format(value or Decimal(0), "f").replace(".", "").strip("0"))
