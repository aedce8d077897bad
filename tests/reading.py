"""Short ways from a text or a page to its parts and to its record, for tests that run whole stages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from tests.support import patterns

from extract import Extractor
from extract.ingest import IngestFailure, ingest
from extract.records.document import Document
from extract.records.release import Project, ProjectAmount, Release
from extract.segment import Segmented, compile_segmenter

OTHERWISE: dict[str, str] = tomllib.loads(
    (Path(__file__).parent / "match" / "projects" / "otherwise.toml").read_text("utf-8")
)
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


@lru_cache(maxsize=1)
def rules_alone() -> Extractor:
    """The shipped pipeline without the tagger of project names."""
    return Extractor(tagger=None)


@lru_cache(maxsize=512)
def record(source: str) -> Release:
    """The record of a text or a page with the shipped patterns."""
    return extractor().extract(source, uri="test:")


def projects_of(source: str, case: str) -> Sequence[Project]:
    """The projects of a text or a page: by the rules alone in the cases that the tagger reads otherwise."""
    found = record(source).projects
    if case not in OTHERWISE:
        return found
    by_rules = rules_alone().extract(source, uri="test:").projects
    assert found != by_rules, f"{case!r} is read alike by now: take it out of otherwise.toml"
    return by_rules


def plain(amount: ProjectAmount | None) -> str | None:
    """The value of a project's amount as people write it in a table: whole units without trailing zeros."""
    return None if amount is None else number(amount.value)


def number(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def cases(rows: Iterable[Any]) -> list[Any]:
    """Rows with a ``name`` as parameters of a test."""
    return [pytest.param(row, id=row.name) for row in rows]
