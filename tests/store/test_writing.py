"""What is written is what the tables have: SQLAlchemy would drop a field without a column, and nobody would know."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from tests.releases import SAMPLE, plain
from tests.store.compared import change, judgement, kept, release, subject
from tests.store.filled import INFO, fill, read_of

from extract.decide import Silence
from extract.ingest import IngestFailure
from extract.store import Known, Outcome, Read, RunWriter, begin_run, failures, opened, packed, stored, tables
from extract.store.deciding import add_decisions
from extract.store.reading import find_release, source_of


@pytest.fixture
def written(tmp_path: Path) -> dict[str, set[str]]:
    """The keys of every row that one run with each kind of input wrote, by table."""
    found: dict[str, set[str]] = {}

    def note(conn: object, clauseelement: Any, multiparams: Any, params: Any, execution_options: object) -> None:
        if isinstance(clauseelement, sa.Insert):
            rows = multiparams or [params or clauseelement.compile().params]
            for row in rows:
                assert found.setdefault(clauseelement.table.name, set(row)) == set(row)

    sa.event.listen(sa.engine.Engine, "before_execute", note)
    try:
        with opened(tmp_path / "press.db") as store:
            resent = SAMPLE.model_copy(update={"id": "again", "text": SAMPLE.text.replace("bedste stue", "dagligstue")})
            fill(store, SAMPLE, IngestFailure("b", "a reason"), plain("c"), resent, patterns={})
            fill(store, SAMPLE)
            kept(store, (1, 2), [(release(), [change(subject())])])
            add_decisions(store, [judgement(subject()), Silence(release="r1", code="c", reason="x")])
    finally:
        sa.event.remove(sa.engine.Engine, "before_execute", note)
    return found


@pytest.mark.parametrize(
    "table",
    [table for table in tables.metadata.sorted_tables if table.name != "migration"],
    ids=lambda table: table.name,
)
def test_every_column_is_written_and_nothing_else(written: dict[str, set[str]], table: sa.Table) -> None:
    numbered = {tables.run, tables.judgement, tables.silence, tables.comparison}
    given_by_the_database = {"id"} if table in numbered else set()
    counted = {"inputs", "reused", "releases", "failures"}
    later = {tables.run: {"ended_at", *counted}, tables.change: {"judgement"}}.get(table, set())
    assert written[table.name] == set(table.c.keys()) - given_by_the_database - later


def test_an_input_that_is_known_has_what_it_had(tmp_path: Path) -> None:
    with opened(tmp_path / "press.db") as store:
        first = fill(store, SAMPLE, IngestFailure("1.html", "a reason", "timeout"))
        begun = begin_run(store, INFO, "0" * 16, ["other"], {})
        writer = RunWriter(store, begun, print)
        asked = {f"{n}.html": read_of(one, n).sha256 or b"" for n, one in enumerate((SAMPLE, plain("else")))}
        asked["1.html"] = hashlib.sha256(f"1 {IngestFailure('1.html', 'a reason', 'timeout')}".encode()).digest()
        known = writer.known(asked, retry=False)
        assert known == {
            "0.html": Known("0.html", asked["0.html"], first.id, 0), "1.html": Known("1.html", asked["1.html"], 1, 1)
        }  # fmt: skip
        assert set(writer.known(asked, retry=True)) == {"0.html"}
        assert writer.known(asked | {"0.html": b"changed"}, retry=True) == {}
        for one in known.values():
            writer.add(one)
        writer.finish(skipped=0)
        from extract.store import find_run

        again = find_run(store, "latest")
        assert [one.content for one in stored(store, again)] == [one.content for one in stored(store, first)]
        assert list(failures(store, again)) == list(failures(store, first))


def test_a_release_and_the_bytes_that_it_came_from_are_found(tmp_path: Path) -> None:
    with opened(tmp_path / "press.db") as store:
        run = fill(store, plain("a"), SAMPLE)
        found = find_release(store, run, SAMPLE.id)
        assert found is not None
        assert found.read() == SAMPLE.model_copy(update={"extractor": run.extractor})
        assert find_release(store, run, "none") is None
        assert source_of(store, "1.html") == f"1 {SAMPLE}".encode()
        assert source_of(store, "none.html") is None


def test_a_text_under_two_addresses_is_kept_once(tmp_path: Path) -> None:
    other = SAMPLE.model_copy(update={"id": "other", "url": "https://havnefonden.example/kopi"})
    with opened(tmp_path / "press.db") as store:
        fill(store, SAMPLE, other)
        with store.reading() as connection:
            counts = [
                connection.scalar(sa.select(sa.func.count()).select_from(table))
                for table in (tables.text, tables.record, tables.document)
            ]
    assert counts == [1, 2, 2]


def test_odd_texts_are_kept_as_far_as_databases_can(postgres_url: str) -> None:
    odd = SAMPLE.model_copy(update={"title": "a\x00b", "url": "x" * 10_000, "id": "i" * 5000})
    failure = IngestFailure("\ud800\x00.html", "en \x00 fejl")
    begun_with = Read("\ud800\x00.html", None, Outcome((failure,)))
    with opened(postgres_url) as store:
        run = fill(store, odd)
        assert next(stored(store, run)).content["title"] == "a\x00b"
        writer = RunWriter(store, begin_run(store, INFO, "1", ["x"], {}), print)
        writer.add(begun_with)
        writer.finish(skipped=0)
        from extract.store import find_run

        assert list(failures(store, find_run(store, "latest"))) == [IngestFailure("?\ufffd.html", "en \ufffd fejl")]
    assert packed(odd).release.startswith("iii")
