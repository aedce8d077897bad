from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from tests.releases import SAMPLE, decimals, plain, releases
from tests.support import patterns

from extract.check.between import timelines
from extract.check.seen import compile_finished, seen_in
from extract.feed.decision import Decided
from extract.feed.rows import RecordError, minor_units, rows
from extract.feed.tables import TABLES
from extract.feed.timelines import timeline_rows
from extract.records.release import Amount, Project, ProjectAmount, Release, Section


def test_every_row_has_exactly_the_columns_of_its_table() -> None:
    said = Decided(
        "projects", 0, "granted", "1 DKK", "2 DKK", "correct", heeded=True, known_by=("x",), by="Åse",
        when="2026-11-27T10:00:00+00:00", note="Se side 2", span=(0, 4),
    )  # fmt: skip
    own = rows(SAMPLE, [said])
    assert list(own) == [table.name for table in TABLES]
    # A timeline is of two releases.
    seen = seen_in(SAMPLE, compile_finished(patterns()))
    two = timelines([*seen, *(replace(entry, release="another") for entry in seen)])
    keys = {(step.seen.release, step.seen.project): "x" for timeline in two for step in timeline.steps}
    made = {name: [*found, *timeline_rows(two, keys)[name]] for name, found in own.items()}
    for table in TABLES:
        assert made[table.name], f"the sample has no {table.name}: its columns go untested"
        for row in made[table.name]:
            assert set(row) == {column.name for column in table.columns}


@given(releases())
def test_rows_of_any_release_fit_their_columns(release: Release) -> None:
    made = rows(release)
    types = {
        "key": str, "text": str, "money": str, "exact": str, "time": str, "day": str, "integer": int, "flag": int,
        "minor": int, "real": float,
    }  # fmt: skip
    for table in TABLES:
        for row in made[table.name]:
            assert set(row) == {column.name for column in table.columns}
            for column in table.columns:
                value = row[column.name]
                assert value is not None or not column.required
                assert value is None or isinstance(value, types[column.kind])


@given(decimals)
def test_hundredths_are_exact_or_absent(value: Decimal) -> None:
    text = format(value, "f")
    minor = minor_units(text)
    _, digits, exponent = value.as_tuple()
    if minor is not None:
        assert Decimal(minor) == Decimal((value.as_tuple().sign, digits, int(exponent) + 2))
    else:
        fraction = text.partition(".")[2].rstrip("0")
        assert len(fraction) > 2 or abs(value) >= Decimal("1e16")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2700000", 270000000),
        ("1235100.00", 123510000),
        ("0.5", 50),
        ("0.324", None),
        ("0.320", 32),
        ("-12.34", -1234),
        ("0", 0),
        ("9999999999999999", 999999999999999900),
        ("10000000000000000", None),
        (None, None),
    ],
)
def test_hundredths(text: str | None, expected: int | None) -> None:
    assert minor_units(text) == expected


def test_surfaces_are_cut_from_the_text() -> None:
    made = rows(SAMPLE)
    assert made["item"][1]["surface"] == "Sauna for alle (Lemvig), Limfjordens Vinterbadere: 2.700.000 kr."
    assert made["quote_part"][1]["surface"] == "Derfor støtter vi med 4,5 mio. kroner her og nu."


@pytest.mark.parametrize(
    ("release", "fault"),
    [
        (
            plain("x", projects=(Project(id="p1", name="P", granted=ProjectAmount(value=Decimal(1), amount="a9")),)),
            "names 'a9', which is not among its amounts",
        ),
        (plain("x", projects=(Project(id="p1", name="P", place="l1"),)), "not among its places"),
        (
            plain("x", projects=(Project(id="p1", name="P"), Project(id="p1", name="Q"))),
            "id 'p1' twice in its projects",
        ),
        (plain("x", "kort", sections=(Section(id="s1", kind="body", start=0, end=9),)), "outside the text"),
        (plain("x", "kort", amounts=(Amount(id="a1", start=3, end=1, surface=""),)), "outside the text"),
    ],
)
def test_a_record_that_contradicts_itself_is_refused(release: Release, fault: str) -> None:
    with pytest.raises(RecordError, match=fault):
        rows(release)
