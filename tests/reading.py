"""Short ways from a text or a page to its parts and to its record, for tests that run whole stages."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pytest
from tests.support import patterns

from extract import Extractor
from extract.ingest import IngestFailure, ingest
from extract.records.document import Document
from extract.records.release import ProjectAmount, Release
from extract.segment import Segmented, compile_segmenter

Shape = list[tuple[str, str | None, int]]
"""Kind, heading and number of items of each section."""


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    """The shipped pipeline, made once a process."""
    return Extractor()


def document(source: str) -> Document:
    """The one document of a text or a page; fails the test where ingest refuses it."""
    found = next(iter(ingest(source.encode("utf-8", "surrogatepass"), uri="test:")))
    assert not isinstance(found, IngestFailure), found.reason
    return found


def segmented(source: str) -> Segmented:
    return compile_segmenter(patterns()).segment(document(source))


def shape(parts: Segmented) -> Shape:
    return [(section.kind, section.heading, len(section.items)) for section in parts.sections]


@lru_cache(maxsize=512)
def record(source: str) -> Release:
    """The record of a text or a page with the shipped patterns."""
    return extractor().extract(source, uri="test:")


def plain(amount: ProjectAmount | None) -> str | None:
    """The value of a project's amount as people write it in a table: whole units without trailing zeros."""
    return None if amount is None else number(amount.value)


def number(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def cases(rows: Iterable[Any]) -> list[Any]:
    """Rows with a ``name`` as parameters of a test."""
    return [pytest.param(row, id=row.name) for row in rows]
