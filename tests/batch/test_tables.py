"""Parquet tables as inputs: a row by itself, with what its columns say."""

from __future__ import annotations

import json
import sys
import tracemalloc
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow
import pytest
from pyarrow import parquet
from tests.batch.readers import OddReader
from tests.batch.watched import run_into
from tests.reading import extractor

from extract.batch import Count, Input, count, discover, extracted
from extract.ingest import Hints, IngestFailure
from extract.records.release import Release

PAGE = "<!doctype html><title>Ny bro</title><h1>Ny bro i Løgstrup</h1><p>Åfonden giver 2 mio. kr. til broen i Løgstrup.</p>"
TEXT = "Ny bro i Løgstrup\n\nÅfonden giver 2 mio. kr. til broen i Løgstrup."
URL = "https://aafonden.dk/nyheder/ny-bro"


@pytest.fixture(autouse=True)
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _write(rows: list[dict[str, Any]], *, name: str = "a.parquet", **options: Any) -> None:
    parquet.write_table(pyarrow.Table.from_pylist(rows), name, **options)


def _row(uri: str, data: str | bytes, hints: Hints | None = None, place: int = 1) -> Input:
    data = data.encode() if isinstance(data, str) else data
    return Input(f"a.parquet{uri}", Path("a.parquet"), data, None, hints or Hints(), place)


class Case(NamedTuple):
    name: str
    row: dict[str, Any]
    expected: Input


CASES = (
    Case("text alone", {"text": TEXT}, _row("#1", TEXT)),
    Case("bytes of another encoding", {"raw": TEXT.encode("cp850"), "encoding": "cp850"}, _row("#1", TEXT.encode("cp850"), Hints(charset="cp850"))),
    Case("the page before its text", {"text": TEXT, "HTML": PAGE}, _row("#1", PAGE)),
    Case("what the row fills", {"html": "", "content": TEXT}, _row("#1", TEXT)),
    Case("an id", {"id": 17, "text": TEXT}, _row("#17", TEXT)),
    Case("an address", {"id": 17, "Url": URL, "text": TEXT}, _row(f"!/{URL}", TEXT, Hints(url=URL))),
    Case("an address named uri", {"uri": URL, "body": PAGE}, _row(f"!/{URL}", PAGE, Hints(url=URL))),
    Case(
        "facts",
        {"text": TEXT, "title": "Ny bro", "publisher": "Åfonden", "published": "2025-03-12T09:15:00+01:00", "words": 12},
        _row("#1", TEXT, Hints(title="Ny bro", publisher="Åfonden", published_at=datetime.fromisoformat("2025-03-12T09:15:00+01:00"))),
    ),
    Case("a moment", {"text": TEXT, "published_at": datetime(2025, 3, 12, 8, tzinfo=UTC)}, _row("#1", TEXT, Hints(published_at=datetime(2025, 3, 12, 8, tzinfo=UTC)))),
    Case("a day", {"text": TEXT, "date": date(2025, 3, 12)}, _row("#1", TEXT, Hints(published_at=datetime(2025, 3, 12)))),
    Case("facts of other kinds", {"text": TEXT, "title": 5, "publisher": {"name": "x"}, "published": "i går", "url": None}, _row("#1", TEXT)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_row(case: Case) -> None:
    _write([case.row])
    assert list(discover(["a.parquet"])) == [case.expected]


PLATFORMS: dict[str, dict[str, Any]] = {
    "ritzau-json": {
        "id": 13871690, "title": "Ny bro", "leadtext": None, "body": PAGE, "published": datetime(2025, 3, 12, 8, tzinfo=UTC),
        "publisher": {"id": "7", "name": "Åfonden"}, "keywords": ["bro"],
    },
    "mynewsdesk": {"id": 5, "header": "Ny bro", "body": PAGE, "published_at": {"datetime": "2025-03-12T08:00:00+00:00"}},
    "cision": {"Id": 5, "Title": "Ny bro", "HtmlBody": PAGE, "PublishDate": "2025-03-12T08:00:00+00:00"},
}  # fmt: skip


@pytest.mark.parametrize("format", PLATFORMS)
def test_a_row_that_is_an_object_of_a_platform_is_read_as_one(format: str) -> None:
    row = PLATFORMS[format]
    _write([row])
    (one,) = discover(["a.parquet"])
    assert isinstance(one, Input)
    (release,) = extracted(one, extractor())
    assert isinstance(release, Release)
    assert release.source.uri == f"a.parquet#{row.get('id') or row['Id']}"
    assert release.source.format == format
    assert str(release.published_at) == "2025-03-12 08:00:00+00:00"
    as_line = json.dumps({**row, **({"published": row["published"].isoformat()} if "published" in row else {})})
    (line,) = extractor().read(as_line.encode(), uri=one.uri)
    assert isinstance(line, Release)
    assert release.projects == line.projects != ()


def test_what_a_row_says_beside_its_text_is_in_the_record() -> None:
    _write([{"text": TEXT, "url": URL, "published": "2025-03-12", "publisher": "Åfonden", "title": "Ny bro"}])
    (one,) = discover(["a.parquet"])
    assert isinstance(one, Input)
    (release,) = extracted(one, extractor())
    assert isinstance(release, Release)
    assert (release.source.uri, release.url) == (f"a.parquet!/{URL}", URL)
    assert (release.publisher.name, str(release.published_at)) == ("Åfonden", "2025-03-12 00:00:00")
    assert release.id.startswith("url-")


def test_an_empty_row_and_one_that_is_too_large_leave_the_others() -> None:
    _write([{"text": "a"}, {"text": None}, {"text": " "}, {"text": "b" * 200}, {"text": "c"}])
    kept = run_into("press.db", ["a.parquet"], OddReader(), max_bytes=100)
    assert kept.ids == ["a-a.parquet#1", "c-a.parquet#5"]
    assert [(uri, kind) for uri, kind, _ in kept.failures] == [
        ("a.parquet#2", "content"), ("a.parquet#3", "content"), ("a.parquet#4", "source")
    ]  # fmt: skip


def test_a_row_with_another_fact_is_read_again() -> None:
    _write([{"id": 1, "text": "a", "title": "x"}, {"id": 2, "text": "b", "title": "y"}])
    run_into("press.db", ["a.parquet"], OddReader())
    _write([{"id": 1, "text": "a", "title": "x"}, {"id": 2, "text": "b", "title": "z"}])
    kept = run_into("press.db", ["a.parquet"], OddReader())
    assert kept.events[1:] == ["a.parquet#1: known", "a.parquet#2: 1"]


def test_a_text_that_is_no_utf8_leaves_the_others() -> None:
    bad = pyarrow.Array.from_buffers(pyarrow.string(), 2, pyarrow.array([b"\xe6", b"ok"], pyarrow.binary()).buffers())
    parquet.write_table(pyarrow.table({"text": bad}), "a.parquet")
    failure, good = discover(["a.parquet"])
    assert isinstance(failure, IngestFailure)
    assert failure.reason.startswith("the row cannot be read: ")
    assert good == _row("#2", "ok", place=2)


def test_damage_costs_a_group_of_rows() -> None:
    _write(
        [{"text": f"{number:04}" * 50} for number in range(9)],
        row_group_size=3,
        compression="none",
        use_dictionary=False,
    )
    data = bytearray(Path("a.parquet").read_bytes())
    at = data.index(b"0004")
    data[at - 300 : at] = b"\xff" * 300
    Path("a.parquet").write_bytes(bytes(data))
    found = list(discover(["a.parquet"]))
    failures = [one for one in found if isinstance(one, IngestFailure)]
    assert [(one.uri, one.reason.split(":")[0]) for one in failures] == [("a.parquet#4", "rows 4 to 6 cannot be read")]
    inputs = [one.uri for one in found if isinstance(one, Input)]
    assert inputs == [f"a.parquet#{number}" for number in (1, 2, 3, 7, 8, 9)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the table cannot be read: "),
        (b"PAR1 and no more", "the table cannot be read: "),
        (None, "the table has no column of text"),
    ],
)
def test_what_is_wrong_is_said(data: bytes | None, reason: str) -> None:
    _write([{"a": 1}])
    if data is not None:
        Path("a.parquet").write_bytes(data)
    (failure,) = discover(["a.parquet"])
    assert isinstance(failure, IngestFailure)
    assert failure.uri == "a.parquet"
    assert failure.reason.startswith(reason)


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    _write([{"text": TEXT}])
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (failure,) = discover(["a.parquet"])
    assert isinstance(failure, IngestFailure)
    assert "press-extract[parquet]" in failure.reason
    assert count(["a.parquet"]) == Count(1, exact=False)


def test_the_end_of_a_table_says_how_many_rows_it_has() -> None:
    _write([{"text": TEXT}] * 7)
    assert count(["a.parquet"]) == Count(7, exact=True)


def test_memory_does_not_grow_with_a_group_of_rows() -> None:
    """What Python holds; what Arrow holds is bounded by its buffer and the rows asked for."""
    _write([{"text": f"{number} " * 200} for number in range(20_000)], compression="none", use_dictionary=False)
    pyarrow.default_memory_pool().release_unused()
    before = pyarrow.total_allocated_bytes()
    most = 0
    tracemalloc.start()
    try:
        for _ in discover(["a.parquet"]):
            most = max(most, pyarrow.total_allocated_bytes() - before)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert Path("a.parquet").stat().st_size > 20_000_000
    assert most < 8_000_000
    assert peak < 2_000_000
