"""The sums of a release as a ledger, and as the page draws it."""

from __future__ import annotations

from tests.check.planted import FAULTS, Told, consistent, written
from tests.reading import record

from extract.pages.ledger import Ledger, ledger
from extract.pages.page import page

SUM = "grants_sum_to_stated_total"


def of(told: Told) -> Ledger:
    release = record(written(told))
    found = next(check for check in release.checks if check.code == SUM)
    made = ledger(release, found)
    assert made is not None
    return made


def test_a_sum_that_fits_has_no_rest() -> None:
    told = consistent(3)
    made = of(told)
    assert [(row.name, row.amount) for row in made.rows] == [
        (item.name, f"{item.granted:,} kr.".replace(",", ".")) for item in told.items
    ]
    assert made.rest is None
    assert made.found == made.stated


def test_what_is_missing_stands_below_the_line() -> None:
    told = consistent(3)
    short = FAULTS["a dropped item"](told, 3).told
    lost = next(item for item in told.items if item not in short.items)
    assert of(short).rest == f"{lost.granted:,} kr.".replace(",", ".")
    assert "Mangler</th>" in page(record(written(short)))
    double = FAULTS["a doubled item"](told, 3).told
    assert of(double).rest == "-" + next(
        f"{i.granted:,} kr.".replace(",", ".") for i in double.items if double.items.count(i) > 1
    )
    assert "For meget</th>" in page(record(written(double)))


def test_other_checks_have_none() -> None:
    release = record(written(consistent(3)))
    assert {check.code for check in release.checks if ledger(release, check) is not None} == {SUM}
