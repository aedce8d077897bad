"""dlt over the tables, into a DuckDB of its own: the rows arrive, again and corrected. Skipped where dlt is not there."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from tests.feed.destinations import fed, run_of
from tests.releases import SAMPLE, plain

from extract.feed.target import FeedError
from extract.store import opened

pytest.importorskip("dlt")


def test_dlt_is_given_all_rows_and_replaces_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DESTINATION__DUCKDB__CREDENTIALS", f"duckdb:///{tmp_path}/there.duckdb")
    with opened(tmp_path / "press.db") as store:
        assert fed(store, run_of(store, SAMPLE, plain("b")), "dlt:duckdb").added == 2
        assert fed(store, run_of(store, SAMPLE, plain("b", "Ny tekst.")), "dlt:duckdb").changed == 1
    with duckdb.connect(str(tmp_path / "there.duckdb"), read_only=True) as there:
        assert there.execute("SELECT id, text FROM press.release ORDER BY id").fetchall() == [
            ("b", "Ny tekst."), (SAMPLE.id, SAMPLE.text)
        ]  # fmt: skip
        sums = there.execute("SELECT count(*), sum(granted_value) FROM press.project").fetchone()
        assert sums is not None
        assert (sums[0], str(sums[1])) == (3, "9200000.00")


def test_what_dlt_does_not_know_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with opened(tmp_path / "press.db") as store:
        run = run_of(store, SAMPLE)
        for name in ("dlt:no_such_thing", "dlt:../x"):
            with pytest.raises(FeedError):
                fed(store, run, name)
