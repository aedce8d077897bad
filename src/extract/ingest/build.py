"""The last step of every adapter: lines and facts → a :class:`Document`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from extract.ingest.assembly import Line, assemble
from extract.ingest.failure import UnreadableError
from extract.ingest.language import detect, primary_code
from extract.records.document import Document, Note
from extract.records.release import SourceFormat


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the lines came from. ``uri`` ends in ``#id`` for an entry of a list."""

    uri: str
    format: SourceFormat
    sha256: str
    encoding: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the format states as data beside the text; ``language`` is a hint that the text overrules."""

    release_id: str | None = None
    title: str | None = None
    publisher: str | None = None
    publisher_id: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    url: str | None = None
    language: str | None = None
    contacts: tuple[Mapping[str, str | None], ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


def document(origin: Origin, lines: Iterable[Line], facts: Facts, notes: tuple[Note, ...] = ()) -> Document:
    """The document of ``lines``; UnreadableError where they hold no text at all."""
    made = assemble(lines)
    if not made.text:
        raise UnreadableError("there is no visible text in it; give the page or text of the release")
    language = detect(made.text) or primary_code(facts.language)
    return Document(
        uri=origin.uri,
        format=origin.format,
        sha256=origin.sha256,
        encoding=origin.encoding,
        text=made.text,
        blocks=made.blocks,
        source_map=made.source_map,
        language=language,
        release_id=facts.release_id,
        title=facts.title,
        publisher=facts.publisher,
        publisher_id=facts.publisher_id,
        published_at=facts.published_at,
        updated_at=facts.updated_at,
        url=facts.url,
        contacts=facts.contacts,
        notes=notes,
        extra=facts.extra,
    )
