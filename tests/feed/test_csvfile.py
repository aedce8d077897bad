from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from tests.releases import SAMPLE, odd_text, plain, releases

from extract.feed import csvfile
from extract.feed.rows import rows
from extract.feed.tables import TABLES
from extract.records.release import Release


@given(odd_text)
def test_the_guard_comes_off_again(text: str) -> None:
    assert csvfile.plain(csvfile.guarded(text)) == text


@given(odd_text)
def test_no_guarded_cell_begins_a_formula(text: str) -> None:
    cell = csvfile.guarded(text)
    assert not cell.startswith(("=", "@", "\t", "\r"))
    if cell.startswith(("+", "-")):
        assert not any(character.isalpha() or character in "|!\"'" for character in cell)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ('=HYPERLINK("http://x","klik")', '\'=HYPERLINK("http://x","klik")'),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+45 55 50 12 34", "+45 55 50 12 34"),
        ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
        ("- Vi er glade", "'- Vi er glade"),
        ("-12,5", "-12,5"),
        ("'=1", "''=1"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("Grenaa", "Grenaa"),
        ("", ""),
    ],
)
def test_guard(text: str, cell: str) -> None:
    assert csvfile.guarded(text) == cell


@given(releases())
def test_a_csv_reader_gets_back_every_cell(release: Release) -> None:
    made = rows(release)
    for table in TABLES:
        text = csvfile.header(table) + csvfile.lines(table, made[table.name])
        read = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        assert len(read) == len(made[table.name])
        for cells, row in zip(read, made[table.name], strict=True):
            for column in table.columns_where(decimals=False):
                value = row[column.name]
                cell = csvfile.plain(cells[column.name]) if column.free else cells[column.name]
                assert cell == ("" if value is None else str(value))


def test_null_and_empty_text_differ() -> None:
    table = next(table for table in TABLES if table.name == "release")
    line = csvfile.lines(table, rows(plain("x", title="", lead=None))["release"])
    assert line.startswith('x,press-extract/release@1,"",,,,')


def test_lines_end_with_a_line_feed_alone() -> None:
    for table in TABLES:
        text = csvfile.header(table) + csvfile.lines(table, rows(SAMPLE)[table.name])
        assert "\r" not in text
        assert text.endswith("\n")
