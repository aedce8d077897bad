"""Files of JSON lines as inputs: one a line, with bounded memory, wherever the lines come from."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import pickle
import sys
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.batch.readers import OddReader
from tests.batch.watched import run_into
from tests.reading import extractor

from extract.batch import Input, discover, extracted
from extract.batch.lines import read_lines
from extract.ingest import IngestFailure
from extract.records.release import Release

BRIDGE = {"id": 5, "title": "Ny bro i Løgstrup", "body": "<p>Åfonden giver 2 mio. kr. til broen i Løgstrup.</p>"}
POND = {"title": "Dammen er ren", "body": "Søen ved Kærby er renset for 400.000 kr."}
LINES = f"{json.dumps(BRIDGE, ensure_ascii=False)}\n\n{json.dumps(POND)}\nhej\n".encode()


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _zip(name: str, member: str, data: bytes) -> None:
    with zipfile.ZipFile(name, "w") as archive:
        archive.writestr(member, data)


def _tar(name: str, member: str, data: bytes) -> None:
    with tarfile.open(name, "w:gz") as archive:
        info = tarfile.TarInfo(member)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))


class Place(NamedTuple):
    name: str
    source: str
    put: Callable[[bytes], object]


PLACES = (
    Place("a.jsonl", "a.jsonl", lambda data: Path("a.jsonl").write_bytes(data)),
    Place("a.ndjson", "a.ndjson", lambda data: Path("a.ndjson").write_bytes(data)),
    Place("A.JSONL.GZ", "A.JSONL.GZ", lambda data: Path("A.JSONL.GZ").write_bytes(gzip.compress(data))),
    Place("a.zip!/in/b.jsonl", "a.zip", lambda data: _zip("a.zip", "in/b.jsonl", data)),
    Place("a.zip!/b.ndjson.gz", "a.zip", lambda data: _zip("a.zip", "b.ndjson.gz", gzip.compress(data))),
    Place("a.tgz!/b.jsonl", "a.tgz", lambda data: _tar("a.tgz", "b.jsonl", data)),
)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_each_line_is_an_input(there: Path, place: Place) -> None:
    place.put(LINES)
    found = list(discover([place.source]))
    lines = LINES.splitlines()
    assert found[:2] == [
        Input(f"{place.name}#5", Path(place.source), lines[0], "ritzau-json", place=1),
        Input(f"{place.name}#2", Path(place.source), lines[2], "ritzau-json", place=3),
    ]
    (failure,) = found[2:]
    assert isinstance(failure, IngestFailure)
    assert failure.uri == f"{place.name}#3"
    assert "no valid JSON: expecting value at line 4, column 1" in failure.reason


def test_standard_input_may_be_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LINES)))
    assert [one.uri for one in discover(["-"])] == ["-#5", "-#2", "-#3"]


@pytest.mark.parametrize(
    "data",
    [b"", b"<p>Havnen</p>\n<p>i Grenaa</p>", json.dumps(BRIDGE).encode(), json.dumps([BRIDGE], indent=1).encode()],
)
def test_what_is_no_lines_is_one_input(there: Path, data: bytes) -> None:
    Path("a.jsonl").write_bytes(data)
    assert list(discover(["a.jsonl"])) == [Input("a.jsonl", Path("a.jsonl"), data)]


def test_the_records_are_those_of_the_file_read_as_a_whole(there: Path) -> None:
    Path("a.jsonl").write_bytes(LINES)
    whole = list(extractor().read(LINES, uri="a.jsonl"))
    alone: list[Release | IngestFailure] = []
    for one in discover(["a.jsonl"]):
        alone += extracted(one, extractor()) if isinstance(one, Input) else [one]  # type: ignore[list-item]
    assert alone == whole


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_line_that_is_too_long_is_a_failure_of_its_own(there: Path, at: int) -> None:
    lines = [b'{"id": 1}', b'{"id": 2}']
    lines.insert(at, b'{"id": 3, "body": "' + b"x" * 200 + b'"}')
    Path("a.jsonl").write_bytes(b"\n".join(lines))
    found = list(discover(["a.jsonl"], max_bytes=100))
    assert [one.uri for one in found if isinstance(one, Input)] == ["a.jsonl#1", "a.jsonl#2"]
    (failure,) = [one for one in found if isinstance(one, IngestFailure)]
    assert failure.uri == f"a.jsonl#{at + 1}"
    assert failure.reason.startswith(f"line {at + 1} is longer than 100 bytes")


def test_a_packed_file_that_is_cut_off_gives_the_lines_before(there: Path) -> None:
    lines = [json.dumps({"id": number, "body": f"{number:x}" * 9000}).encode() for number in range(200)]
    packed = gzip.compress(b"\n".join(lines))
    Path("a.jsonl.gz").write_bytes(packed[: len(packed) - 20])
    found = list(discover(["a.jsonl.gz"]))
    assert [one.uri for one in found[:-1]] == [f"a.jsonl.gz#{number}" for number in range(len(found) - 1)]
    assert isinstance(found[-1], IngestFailure)
    assert found[-1].reason.startswith("cannot be unpacked: ")


@pytest.mark.parametrize("data", [b"no gzip", bz2.compress(LINES), b"\x1f\x8b\x08\x00"])
def test_what_is_not_packed_as_its_name_says(there: Path, data: bytes) -> None:
    Path("a.jsonl.gz").write_bytes(data)
    (failure,) = discover(["a.jsonl.gz"])
    assert isinstance(failure, IngestFailure)
    assert (failure.uri, failure.reason[:20]) == ("a.jsonl.gz", "cannot be unpacked: ")


class Endless(io.RawIOBase):
    """A stream of ``count`` lines of 1 kB that stands nowhere."""

    def __init__(self, count: int) -> None:
        self._left = self._made(count)
        self._rest = b""

    def _made(self, count: int) -> Iterator[bytes]:
        for number in range(count):
            yield json.dumps({"id": number, "body": "x" * 1000}).encode() + b"\n"

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        parts = [self._rest]
        length = len(self._rest)
        while length < size and (line := next(self._left, None)) is not None:
            parts.append(line)
            length += len(line)
        data = b"".join(parts)
        self._rest = data[size:]
        return data[:size]


def test_memory_does_not_grow_with_the_lines() -> None:
    tracemalloc.start()
    try:
        count = sum(isinstance(one, Input) for one in read_lines("-", None, Endless(20_000), 100_000))  # type: ignore[arg-type]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 20_000
    assert peak < 6_000_000  # of 20 MB


def test_memory_does_not_grow_with_the_files_of_a_tar(there: Path) -> None:
    with tarfile.open("a.tar", "w") as archive:
        for number in range(3_000):
            archive.addfile(tarfile.TarInfo(f"{number}.txt"))
    tracemalloc.start()
    try:
        count = sum(isinstance(one, Input) for one in discover(["a.tar"], max_bytes=1000))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 3_000
    assert peak < 500_000  # what tarfile keeps of each is more than 1 kB


def test_an_input_can_go_to_a_process(there: Path) -> None:
    Path("a.jsonl").write_bytes(LINES)
    found = [one for one in discover(["a.jsonl"]) if isinstance(one, Input)]
    assert pickle.loads(pickle.dumps(found)) == found


TWICE = b'{"id": 1}\n{"id": 2}\n{"id": 1}\nhej\n{"id": 1}\n{"id": 1}\n{"id": 2}\n'
NAMES = [
    '{"id": 1}-a.jsonl#1', '{"id": 2}-a.jsonl#2', '{"id": 1}-a.jsonl#1@3', '{"id": 1}-a.jsonl#1@5',
    '{"id": 1}-a.jsonl#1@6', '{"id": 2}-a.jsonl#2@7',
]  # fmt: skip


def test_lines_with_one_id_are_told_apart_by_their_rows(there: Path) -> None:
    Path("a.jsonl").write_bytes(TWICE)
    kept = run_into("press.db", ["a.jsonl"], OddReader())
    assert kept.ids == NAMES
    assert [uri for uri, _, _ in kept.failures] == ["a.jsonl#4"]
    assert kept.report.skipped == 0
    again = run_into("press.db", ["a.jsonl"], OddReader())
    assert (again.ids, again.run.reused) == (NAMES, 6)


@pytest.mark.parametrize("after", range(8))
def test_a_run_that_was_stopped_between_lines_goes_on(there: Path, after: int) -> None:
    Path("a.jsonl").write_bytes(TWICE)
    asked = iter(range(100))
    stopped = run_into("press.db", ["a.jsonl"], OddReader(), stop=lambda: next(asked) >= after)
    assert stopped.ended.done is (after >= 7)
    kept = run_into("press.db", ["a.jsonl"], OddReader(), force=False)
    assert kept.ids == NAMES
    assert kept.report.skipped == 0


def test_a_line_that_was_read_is_known_wherever_it_stands(there: Path) -> None:
    Path("a.jsonl").write_bytes(b'{"id": 1}\n{"id": 2}\n')
    run_into("press.db", ["a.jsonl"], OddReader())
    Path("a.jsonl").write_bytes(b'{"id": 3}\n{"id": 2, "a": 1}\n{"id": 1}\n')
    kept = run_into("press.db", ["a.jsonl"], OddReader())
    assert kept.events[1:] == ["a.jsonl#3: 1", "a.jsonl#2: 1", "a.jsonl#1: known"]
