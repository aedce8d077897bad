"""What is no release is told in one line, with the mend, and never stops the rest."""

from __future__ import annotations

import json
from typing import NamedTuple

import pytest

from extract.ingest import IngestFailure, ingest
from extract.records.document import Document


class Case(NamedTuple):
    name: str
    data: bytes
    reason: str


CASES = (
    Case("empty", b"", "the file is empty;"),
    Case("blanks", b" \r\n\t\n", "the file is empty;"),
    Case("only a byte order mark", b"\xef\xbb\xbf", "empty"),
    Case("only no-break spaces", "\xa0\xa0\n".encode(), "empty but for blanks"),
    Case("png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a PNG image"),
    Case("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF file"),
    Case("word", b"PK\x03\x04\x14\x00\x06\x00", "ZIP archive or Office"),
    Case("old word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20), "an old Office document"),
    Case("rtf", b"{\\rtf1\\ansi Pressemeddelelse}", "an RTF document"),
    Case("gzip", b"\x1f\x8b\x08\x00", "gzip-compressed"),
    Case("nul bytes", b"ab\x00\x00\x00c" * 50, "binary"),
    Case("control characters", bytes(range(1, 9)) * 20, "binary"),
    Case("scalar json", b'{"releases": [5]}', "a number"),
    Case("no release", b'{"name": "pakke", "version": "1"}', "no body and no lead"),
    Case("a title without a text", b'{"header": "Titel", "body": ""}', "Via Ritzau, Mynewsdesk or Cision"),
    Case("empty list", b'{"releases": []}', "empty list"),
    Case("broken json", b'{"title": "x",\n "body": }', "at line 2, column 10"),
    Case("deep json", b"[" * 200_000 + b'{"', "nested too deeply"),
    Case("feed", b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "a feed (<rss>)"),
    Case("other xml", b'<?xml version="1.0"?><faktura/>', "XML but no page"),
    Case("nothing to see", b"<html><body><script>x()</script><p hidden>a</p></body></html>", "no visible text"),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_reason(case: Case) -> None:
    results = list(ingest(case.data, uri="fil"))
    assert results
    failure = results[0]
    assert isinstance(failure, IngestFailure)
    assert case.reason in failure.reason
    assert "\n" not in failure.reason


def test_too_large() -> None:
    (failure,) = ingest(b"a" * 101, uri="fil", max_bytes=100)
    assert isinstance(failure, IngestFailure)
    assert failure.reason.startswith("the file is too large (101 bytes, 100 are allowed)")


def test_a_format_that_is_not_read() -> None:
    (failure,) = ingest(b"Subject: x", uri="fil", format="eml")
    assert isinstance(failure, IngestFailure)


def test_bad_entries_stand_beside_good_ones() -> None:
    good = {"id": 5, "title": "Ny bro", "body": "<p>Broen åbner.</p>"}
    data = json.dumps({"releases": [good, {"id": 6}, "tekst", good]}).encode()
    results = list(ingest(data, uri="side"))
    assert [result.uri for result in results] == ["side#5", "side#6", "side#3", "side#5"]
    assert [isinstance(result, Document) for result in results] == [True, False, False, True]


def test_bad_line_of_json_lines_names_its_line() -> None:
    good = json.dumps({"id": 5, "body": "Broen åbner."})
    results = list(ingest(f'{good}\n\n{{"id": 6,\n{good}\n'.encode(), uri="linjer"))
    assert [isinstance(result, Document) for result in results] == [True, False, True]
    assert isinstance(results[1], IngestFailure)
    assert "line 3" in results[1].reason
