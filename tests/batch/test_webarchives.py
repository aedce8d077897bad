"""Web archives as inputs: the pages that servers sent, and around what is damaged."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.batch.watched import run_into
from tests.reading import extractor

from extract.batch import Count, Input, Skipped, count, discover, extracted
from extract.ingest import Hints, IngestFailure
from extract.records.release import Release

DATE = "2025-03-12T09:15:00Z"
PAGE = "<!doctype html><title>Ny bro</title><h1>Ny bro i Løgstrup</h1><p>Åfonden giver 2 mio. kr. til broen i Løgstrup.</p>"
HTML = "text/html; charset=utf-8"


@pytest.fixture(autouse=True)
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def record(
    url: str, body: bytes | str = PAGE, *, status: str = "200 OK", type: str | None = HTML, kind: str = "response",
    extra: str = "",
) -> bytes:  # fmt: skip
    """A record as crawlers write it, its body as the server sent it."""
    body = body.encode() if isinstance(body, str) else body
    stated = f"Content-Type: {type}\r\n" if type else ""
    http = f"HTTP/1.1 {status}\r\n{stated}Date: Wed, 12 Mar 2025 09:15:00 GMT\r\n{extra}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {DATE}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def pages(*numbers: int) -> list[bytes]:
    return [record(f"https://aa.dk/{number}", f"<p>Side {number} om broen.</p>" * 60) for number in numbers]


def written(records: Sequence[bytes], *, packed: bool) -> str:
    name = "a.warc.gz" if packed else "a.warc"
    Path(name).write_bytes(b"".join(gzip.compress(one, mtime=0) if packed else one for one in records))
    return name


def outcomes(name: str) -> list[str]:
    """The last part of each address that was read; ``-`` before those that failed, ``(`` before those skipped."""
    marks = {Input: "", IngestFailure: "-", Skipped: "("}
    return [marks[type(one)] + one.uri.rpartition("/")[2] for one in discover([name])]


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_with_what_the_server_said(packed: bool) -> None:
    name = written([record("https://aa.dk/ny-bro")], packed=packed)
    extra = {"content_type": HTML, "http_date": "Wed, 12 Mar 2025 09:15:00 GMT", "warc_date": DATE}
    hints = Hints(charset="utf-8", url="https://aa.dk/ny-bro", extra=extra)
    (one,) = discover([name])
    assert one == Input(f"{name}!/https://aa.dk/ny-bro", Path(name), PAGE.encode(), "warc", hints, 0)
    (release,) = extracted(one, extractor())
    assert isinstance(release, Release)
    assert (release.source.format, release.url) == ("warc", "https://aa.dk/ny-bro")
    assert dict(release.source.extra) == extra
    assert [project.name for project in release.projects] != []


class Case(NamedTuple):
    name: str
    record: bytes
    expected: str


CASES = (
    Case("text", record("https://aa.dk/x", "Ny bro", type="text/plain"), "x"),
    Case("xhtml", record("https://aa.dk/x", type="application/xhtml+xml"), "x"),
    Case("no type", record("https://aa.dk/x", type=None), "x"),
    Case("another 2xx", record("https://aa.dk/x", status="203 Non-Authoritative Information"), "x"),
    Case("an image", record("https://aa.dk/x", b"\x89PNG", type="image/png"), "(x"),
    Case("moved", record("https://aa.dk/x", status="301 Moved Permanently"), "(x"),
    Case("not found", record("https://aa.dk/x", status="404 Not Found"), "(x"),
    Case("address in brackets", record("<https://aa.dk/x>"), "x"),
    Case("packed body", record("https://aa.dk/x", gzip.compress(PAGE.encode()), extra="Content-Encoding: gzip\r\n"), "x"),
    Case("in chunks", record("https://aa.dk/x", b"6\r\nNy bro\r\n0\r\n\r\n", type="text/plain", extra="Transfer-Encoding: chunked\r\n"), "x"),
    Case("a body that cannot be unpacked", record("https://aa.dk/x", b"no gzip", extra="Content-Encoding: gzip\r\n"), "-x"),
    Case("no status", record("https://aa.dk/x").replace(b"HTTP/1.1 200 OK", b"HTTP/1.1 xx"), "-x"),
    Case("an image that cannot be unpacked", record("https://aa.dk/x", b"no gzip" * 900, type="image/png", extra="Content-Encoding: gzip\r\n"), "(x"),
    Case("an address twice", record("https://aa.dk/1"), "1"),
)  # fmt: skip


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_records_between_others(case: Case, packed: bool) -> None:
    name = written([*pages(1), case.record, *pages(2, 3)], packed=packed)
    assert outcomes(name) == ["1", case.expected, "2", "3"]


@pytest.mark.parametrize("packed", [True, False])
def test_what_is_no_response_is_not_counted(packed: bool) -> None:
    info = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\nContent-Length: 5\r\n\r\na: b\n\r\n\r\n"
    name = written([info, record("https://aa.dk/1", "", kind="request"), *pages(1)], packed=packed)
    assert outcomes(name) == ["1"]


def _hurt(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new)


SECOND = len(pages(1)[0])
"""The byte at which the second of several pages begins."""
DAMAGE = {
    "head": (lambda one: _hurt(one, b"WARC/1.0", b"WXRC/1.0"), ["1", f"-{SECOND}", "3", "4"]),
    "no length": (lambda one: _hurt(one, b"Content-Length: ", b"Content-Length: x"), ["1", "-2", "3", "4"]),
    "too long": (lambda one: _hurt(one, b"Content-Length: ", b"Content-Length: 9"), ["1", "-2", "3", "4"]),
    "cut off": (lambda one: one[:-300], ["1", "-2", "3", "4"]),
    "gone": (lambda one: b"\xff" * len(one), ["1", f"-{SECOND}", "3", "4"]),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_leaves_the_others(what: str) -> None:
    hurt, expected = DAMAGE[what]
    first, second, *others = pages(1, 2, 3, 4)
    assert outcomes(written([first, hurt(second), *others], packed=False)) == expected  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("at", [0, 1, 3])
@pytest.mark.parametrize("span", [(0, 2), (12, 40), (-40, -10), (-8, -4)])
def test_damage_to_what_is_packed_leaves_the_others(at: int, span: tuple[int, int]) -> None:
    packed = [bytearray(gzip.compress(one, mtime=0)) for one in pages(0, 1, 2, 3)]
    start, end = (place % len(packed[at]) for place in span)
    packed[at][start:end] = bytes(byte ^ 0xA5 for byte in packed[at][start:end])
    Path("a.warc.gz").write_bytes(b"".join(packed))
    found = outcomes("a.warc.gz")
    assert [one for one in found if not one.startswith("-")] == [str(n) for n in range(4) if n != at]
    (failed,) = [one for one in found if one.startswith("-")]
    assert failed == f"-{at}" or failed.removeprefix("-") == (str(sum(map(len, packed[:at]))) if at else "a.warc.gz")


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("lost", [1, 100, 250])
def test_an_archive_that_is_cut_off_says_so(packed: bool, lost: int) -> None:
    name = written(pages(1, 2), packed=packed)
    lost += 4 if not packed else 0  # the empty lines behind the last record are no loss
    Path(name).write_bytes(Path(name).read_bytes()[:-lost])
    found = outcomes(name)
    assert found[0] == "1"
    assert [one[0] for one in found[1:]] == ["-"]


def test_a_run_reads_an_address_twice() -> None:
    written(pages(1, 1, 2), packed=True)
    kept = run_into("press.db", ["a.warc.gz"], extractor())
    second = len(gzip.compress(pages(1)[0], mtime=0))
    assert [one.source.uri for one in kept.releases] == [
        "a.warc.gz!/https://aa.dk/1", f"a.warc.gz!/https://aa.dk/1@{second}", "a.warc.gz!/https://aa.dk/2"
    ]  # fmt: skip
    assert kept.report.renamed == 1


def test_an_archive_packed_as_one_is_read() -> None:
    Path("a.warc.gz").write_bytes(gzip.compress(b"".join(pages(1, 2, 3))))
    assert outcomes("a.warc.gz") == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the web archive holds no page"),
        (b"no web archive", "damaged or cut off at byte 0"),
        (gzip.compress(b"no web archive", mtime=0), "damaged or cut off at byte 0"),
        (record("https://aa.dk/x", type="image/png"), "the web archive holds no page"),
    ],
    ids=["empty", "text", "packed text", "no page"],
)
def test_what_is_wrong_is_said(data: bytes, reason: str) -> None:
    Path("a.warc").write_bytes(data)
    (failure,) = [one for one in discover(["a.warc"]) if isinstance(one, IngestFailure)]
    assert failure.uri == "a.warc"
    assert failure.reason.startswith(reason)


def test_a_page_has_its_bound() -> None:
    name = written([record("https://aa.dk/x", "x" * 5000), *pages(1)], packed=True)
    found = [one for one in discover([name], max_bytes=3000) if isinstance(one, Input)]
    assert [len(one.data or b"") for one in found] == [3001, len("<p>Side 1 om broen.</p>" * 60)]


def test_a_charset_that_only_the_server_states() -> None:
    body = "Ny bro i Løgstrup\n\nÅfonden støtter den nye bro med 2 mio. kr.".encode("cp850")
    name = written([record("https://aa.dk/x", body, type="text/plain; charset=cp850")], packed=False)
    (one,) = discover([name])
    assert isinstance(one, Input)
    (release,) = extracted(one, extractor())
    assert isinstance(release, Release)
    assert release.source.encoding == "cp850"
    assert "Åfonden støtter" in release.text


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    name = written(pages(1), packed=False)
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    (failure,) = discover([name])
    assert isinstance(failure, IngestFailure)
    assert "press-extract[warc]" in failure.reason


def test_their_pages_are_guessed_by_size() -> None:
    assert count([written(pages(1, 2), packed=False)]) == Count(1, exact=False)
