"""What is known of a source beside its bytes: from a header, a column of a table, the subject of a mail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from extract.records.document import Document


@dataclass(frozen=True, slots=True)
class Hints:
    """Facts that stand outside a source; what the source says itself goes before each of them, but for ``extra``, which
    becomes part of ``source.extra``. ``charset`` is a label of an encoding, heeded where the bytes leave it open.
    """

    charset: str | None = None
    title: str | None = None
    publisher: str | None = None
    published_at: datetime | None = None
    url: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


def completed(document: Document, hints: Hints | None) -> Document:
    """The document with the facts that it lacks."""
    if hints is None:
        return document
    return replace(
        document,
        title=document.title or hints.title,
        publisher=document.publisher or hints.publisher,
        published_at=document.published_at or hints.published_at,
        url=document.url or hints.url,
        extra={**document.extra, **hints.extra},
    )
