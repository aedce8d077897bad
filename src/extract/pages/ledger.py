"""The sums of a release laid out like a ledger: each entry with its amount, the sum, what the text states, the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from extract.pages import labels
from extract.records.release import Check, Project, Release, Span

CODES: Final = frozenset({"grants_sum_to_stated_total", "budgets_sum_to_stated_total"})


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """An entry: its project's id and name, and its amount as text (None where the text states none)."""

    project: str
    name: str
    amount: str | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """A checked sum. ``rest`` is what the text states beyond the sum (negative: short of it), None where they agree."""

    rows: tuple[LedgerRow, ...]
    found: str
    stated: str
    rest: str | None


def ledger(release: Release, check: Check) -> Ledger | None:
    """The ledger of a check of a sum; None for other checks, and where its figures are not there.

    The rows are the check's evidence behind its first span, which is the claim.
    """
    if check.code not in CODES or check.found is None or not check.evidence:
        return None
    by_place: dict[Span, tuple[Project, str | None]] = {}
    surfaces = {amount.id: amount for amount in release.amounts}
    currency = next((a.currency for a in release.amounts if (a.start, a.end) == check.evidence[0]), None)
    for project in release.projects:
        for told in (project.granted, project.total):
            amount = surfaces.get(told.amount or "") if told is not None else None
            if told is not None and amount is not None:
                by_place[amount.start, amount.end] = project, labels.money(told.value, told.currency)
        for span in project.evidence.get("name", ())[:1]:
            by_place.setdefault(span, (project, None))
    rows = tuple(_row(by_place, span) for span in check.evidence[1:] if span in by_place)
    found = Decimal(check.found)
    stated = next((a.surface for a in release.amounts if (a.start, a.end) == check.evidence[0]), check.stated or "")
    apart = Decimal(check.stated) - found if check.stated is not None and check.status != "ok" else None
    return Ledger(
        rows,
        labels.money(found, currency),
        " ".join(stated.split()),
        labels.money(apart, currency) if apart else None,
    )


def _row(by_place: Mapping[Span, tuple[Project, str | None]], span: Span) -> LedgerRow:
    project, amount = by_place[span]
    return LedgerRow(project.id, project.name, amount)
