"""Mynewsdesk: the items of its lists, views and searches as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from extract.ingest.build import Facts, Origin, document
from extract.ingest.fields import Fields, as_list, identifier, mapping, one_line, said, unread
from extract.ingest.moments import moment
from extract.ingest.repair import mojibake_note
from extract.ingest.trace import Traced
from extract.records.document import Document

_OWN: Final = frozenset(
    {
        "id",
        "header",
        "summary",
        "body",
        "url",
        "language",
        "published_at",
        "updated_at",
        "pressroom_name",
        "contact_people",
    }
)


def is_release(entry: Any) -> bool:
    """Whether a JSON value looks like an item of this platform: an object with a header and a text."""
    return (
        isinstance(entry, dict) and said(entry.get("header")) and any(said(entry.get(k)) for k in ("body", "summary"))
    )


def entries(content: Any) -> list[Any] | None:
    """The items of an answer of the interface (list, view or search), None for anything else."""
    search = mapping(mapping(content).get("search_result")).get("items")
    listed = mapping(mapping(content).get("items")).get("item")
    for found in (search, mapping(search).get("item"), listed, mapping(content).get("item")):
        if isinstance(found, list):
            return found
        if is_release(found):
            return [found]
    return None


def release_document(entry: Mapping[str, Any], file: Traced, origin: Origin) -> Document:
    """The document of one item; its stated language is often wrong and only a hint. UnreadableError without text."""
    fields = Fields(file)
    fields.add(entry.get("header"), "title")
    summary, body = entry.get("summary"), entry.get("body")
    # The summary is the beginning of the body more often than a lead of its own.
    if said(summary) and (one_line(summary) or "") not in (one_line(body) or ""):
        fields.add(summary, "lead")
    fields.add(body)
    fields.add(entry.get("image_caption"), "caption")
    people = [mapping(person) for person in as_list(mapping(entry.get("contact_people")).get("contact_person"))]
    for person in people:
        fields.add_together([person.get(key) for key in ("name", "title", "phone", "email")], "contact")
    release_id = identifier(entry.get("id"))
    facts = Facts(
        release_id=f"mynewsdesk-{release_id}" if release_id else None,
        title=one_line(entry.get("header")),
        publisher=one_line(entry.get("pressroom_name")) or one_line(entry.get("source_name")),
        published_at=_moment(entry.get("published_at")),
        updated_at=_moment(entry.get("updated_at")),
        url=one_line(entry.get("url")),
        language=one_line(entry.get("language")),
        extra=unread(entry, _OWN),
    )
    return document(origin, fields.lines, facts, mojibake_note(fields.repaired))


def _moment(value: Any) -> Any:
    """``{"datetime": …}`` or the moment itself."""
    return moment(mapping(value).get("datetime") if isinstance(value, dict) else value)
