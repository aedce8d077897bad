"""Rows that wait for DuckDB: all of them come, in their order, and nothing stays behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.feed.ledger import FEED
from extract.feed.rows import Row
from extract.feed.spool import Spool
from extract.feed.target import FeedError


def _row(number: int) -> Row:
    return {"name": f"n{number}", "value": "\ufffd '; DROP TABLE feed; æøå"}


def test_rows_of_several_times_are_one_file_and_go_with_their_turn(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    spool = Spool(tmp_path / "waiting")
    spool.add(FEED, [_row(0), _row(1)])
    spool.add(FEED, [_row(2)])
    for name, path in spool.taken():
        assert name == FEED.name
        assert pq.read_table(path).to_pylist() == [_row(0), _row(1), _row(2)]
    assert list(spool.taken()) == []
    assert list((tmp_path / "waiting").iterdir()) == []


def test_what_a_killed_feed_left_goes(tmp_path: Path) -> None:
    folder = tmp_path / "waiting"
    Spool(folder).add(FEED, [_row(0)])
    assert list(folder.iterdir())
    again = Spool(folder)
    assert list(again.taken()) == []
    again.close()
    assert not folder.exists()


def test_a_folder_that_cannot_be_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(FeedError, match="rows wait there"):
        Spool(tmp_path / "file" / "waiting").add(FEED, [_row(0)])
