"""Texts that no press release is as long as: one clear line, before anything is spent on them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from extract.ingest import IngestFailure, ingest
from extract.ingest.failure import MOST_CHARACTERS, MOST_LINES


@dataclass(frozen=True)
class Case:
    name: str
    data: bytes
    reason: str


CASES = (
    Case("lines of a text", b"ja\n" * (MOST_LINES + 1), "lines"),
    Case("lines of a page", b"<p>ja" * (MOST_LINES + 2), "lines"),
    Case("characters of a text", b"havn " * (MOST_CHARACTERS // 5 + 1), "characters"),
    Case("characters of a page", b"<p>" + b"havn " * (MOST_CHARACTERS // 5 + 1), "characters"),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_too_long(case: Case) -> None:
    (found,) = ingest(case.data, uri="x")
    assert isinstance(found, IngestFailure)
    assert case.reason in found.reason
    assert "split it into its releases" in found.reason


def test_markup_does_not_count() -> None:
    page = b"<p>Havnen i Grenaa</p><img src='data:image/png;base64," + b"A" * MOST_CHARACTERS + b"'>"
    (found,) = ingest(page, uri="x")
    assert not isinstance(found, IngestFailure)


@pytest.mark.parametrize("data", [b"null", b"[1, 2, 3]", b'"Havnen"', b"12", b" true\n", b"{", b"[[1], [2]]"])
def test_json_that_holds_no_object_is_one_failure(data: bytes) -> None:
    (found,) = ingest(data, uri="x")
    assert isinstance(found, IngestFailure)
    assert "JSON" in found.reason


@pytest.mark.parametrize(
    "data", [b'"Vi er glade", siger hun.', b"[Klausuleret] Ny havn", b"12 projekter", b"nullermand"]
)
def test_prose_that_begins_like_json_is_prose(data: bytes) -> None:
    (found,) = ingest(data, uri="x")
    assert not isinstance(found, IngestFailure)
