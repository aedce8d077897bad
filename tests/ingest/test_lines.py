"""JSON lines: the same lines however the bytes come, each with its name, its place and a bound of its own."""

from __future__ import annotations

import codecs
import json
from typing import Any, NamedTuple

import pytest
from tests.invariants import leads_back
from tests.reading import extractor

from extract.ingest import IngestFailure, ingest
from extract.ingest.lines import is_lines, line_name, split
from extract.records.document import Document
from extract.records.release import Release

BRIDGE: dict[str, Any] = {"id": 5, "title": "Ny bro i Løgstrup", "body": "<p>Åfonden giver 2 mio. kr. til broen.</p>"}
POND: dict[str, Any] = {"title": "Dammen er ren", "body": "Søen ved Kærby er renset for 400.000 kr."}
TEXT = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in (BRIDGE, POND, {**POND, "id": "æ/7"}))


class Rows(NamedTuple):
    name: str
    data: bytes
    lines: list[tuple[bytes, int, int, int]]
    """Bytes, number, row and start of each line."""


ROWS = (
    Rows("plain", b"a\nb\n", [(b"a", 1, 1, 0), (b"b", 2, 2, 2)]),
    Rows("no end", b"a\nb", [(b"a", 1, 1, 0), (b"b", 2, 2, 2)]),
    Rows("windows", b"a\r\nb\r\n", [(b"a", 1, 1, 0), (b"b", 2, 2, 3)]),
    Rows("old mac", b"a\rb\r", [(b"a", 1, 1, 0), (b"b", 2, 1, 2)]),
    Rows("blank between", b"\n a\n \t\n\nb", [(b" a", 1, 2, 1), (b"b", 2, 5, 8)]),
    Rows("mark", b"\xef\xbb\xbfa\nb", [(b"\xef\xbb\xbfa", 1, 1, 0), (b"b", 2, 2, 5)]),
    Rows("nothing", b"\n\r\n \n", []),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_lines(row: Rows, size: int) -> None:
    chunks = [row.data[at : at + size] for at in range(0, len(row.data), size)]
    assert [(line.data, line.number, line.row, line.start) for line in split(chunks, 100)] == row.lines


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [True, False])
@pytest.mark.parametrize("size", [2048, 2049, 3001])
def test_lines_of_two_bytes_a_character(codec: str, mark: bool, size: int) -> None:
    # U+0A0D and U+0D00 hold the bytes of line breaks, alone and across two characters.
    texts = ["Ø\u0a0d\u0d00\u000bå" + "x" * 3000, "\u0d0a\u010a\u0d01", "æ" * 700]
    first = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}[codec]
    data = (first if mark else b"") + "\r\n".join(texts).encode(codec)
    lines = list(split([data[at : at + size] for at in range(0, len(data), size)], 10_000))
    assert [line.data and line.data.decode("utf-16") for line in lines] == texts
    assert [data[line.start + 2 :][:4] for line in lines] == [text.encode(codec)[:4] for text in texts]


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_line_that_is_too_long_leaves_the_others(size: int) -> None:
    data = b"a\n" + b"x" * 500 + b"\nb\n" + b"y" * 101
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    assert [(line.data, line.number, line.row) for line in split(chunks, 100)] == [
        (b"a", 1, 1), (None, 2, 2), (b"b", 3, 3), (None, 4, 4)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "whole", "expected"),
    [
        (b'{"a": 1}\n{"b": 2}', True, True),
        (b'\n{"a": 1}\r\n\n{"b": 2', True, True),
        (b'{"a": \n{"b": 2}\n', True, True),
        (b'{"a": \n{"b": \n{"c": 3}', False, False),
        (b'{"a": 1}', True, False),
        (b'{"a": 1}', False, None),
        (b'{"a": 1}\n{"b', False, True),
        (b'{"a": 1,\n{"b', False, None),
        (b'{\n "a": 1\n}', True, False),
        (b'[{"a": 1},\n{"a": 1}]', True, False),
        (b"<p>{}</p>\n", False, False),
        (b"", True, False),
        (b"\n\n", False, None),
        ('{"å": 1}\n{"ø": 2}'.encode("utf-16"), True, True),
    ],
)
def test_what_json_lines_are(head: bytes, whole: bool, expected: bool | None) -> None:
    assert is_lines(head, whole=whole) is expected


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b'{"id": 5}', "5"),
        (b'{"Id": " a b "}', "a b"),
        (b'{"id": true}', "1"),
        (b'{"id": null, "Id": 7}', "1"),
        (b'{"id": ""}', "1"),
        (b'{"id": "\\ud800x"}', "\ufffdx"),
        (b'{"id": "a\x01b"}', "ab"),
        (b'\xef\xbb\xbf{"id": 5}', "5"),
        ('{"id": "ø"}'.encode("cp1252"), "ø"),
        ('{"id": "ø"}'.encode("utf-16"), "ø"),
        (b"[1]", "1"),
        (b"null", "1"),
    ],
)
def test_names(data: bytes, name: str) -> None:
    (line,) = split([data], 100)
    assert line_name(line) == name


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_records_of_a_file_lead_back_to_its_bytes(codec: str, end: str) -> None:
    data = TEXT.replace("\n", end).encode(codec)
    documents = [one for one in ingest(data, uri="a.jsonl") if isinstance(one, Document)]
    releases = [one for one in extractor().read(data, uri="a.jsonl") if isinstance(one, Release)]
    assert [one.source.uri for one in releases] == ["a.jsonl#5", "a.jsonl#2", "a.jsonl#æ/7"]

    def nodes(place: object) -> str:
        raise AssertionError(place)  # a JSON file's places are bytes

    for document, release in zip(documents, releases, strict=True):
        leads_back(release, document, data, nodes)


def test_a_line_may_be_an_answer_of_several() -> None:
    data = "\n".join(json.dumps(one) for one in ({"releases": [BRIDGE, POND]}, BRIDGE, [1], "x")).encode()
    found = list(ingest(data, uri="a"))
    assert [one.uri for one in found] == ["a#1#5", "a#1#2", "a#5", "a#3", "a#4"]
    assert [one.uri for one in found if isinstance(one, IngestFailure)] == ["a#3", "a#4"]


def test_a_line_is_a_source_of_its_own() -> None:
    """Its record is the same as if the line were a file: no other line has a part in it."""
    lines = TEXT.encode().splitlines()
    whole = [one for one in extractor().read(TEXT.encode(), uri="a") if isinstance(one, Release)]
    alone = [next(iter(extractor().read(line, uri=one.source.uri))) for line, one in zip(lines, whole, strict=True)]
    assert whole == alone
