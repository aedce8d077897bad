"""Cision: releases of its feed as JSON, plain or with the fields in HTML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from extract.ingest.build import Facts, Origin, document
from extract.ingest.fields import Fields, as_list, identifier, mapping, one_line, said, unread
from extract.ingest.moments import moment
from extract.ingest.repair import mojibake_note
from extract.ingest.trace import Traced
from extract.records.document import Document

# fmt: off
_OWN: Final = frozenset({
    "Id", "EncryptedId", "Title", "HtmlTitle", "Intro", "HtmlIntro", "Body", "HtmlBody", "PublishDate",
    "LastChangeDate", "LanguageCode", "Contact", "HtmlContact", "CompanyInformation", "HtmlCompanyInformation",
    "CisionWireUrl", "SourceName",
})
# fmt: on


def is_release(entry: Any) -> bool:
    """Whether a JSON value looks like a release of this platform: an object with a title and a text."""
    texts = ("Body", "HtmlBody", "Intro", "HtmlIntro")
    return isinstance(entry, dict) and said(_either(entry, "Title")) and any(said(entry.get(key)) for key in texts)


def entries(content: Any) -> list[Any] | None:
    """The releases of a feed, or the one of an answer; None for anything else."""
    listed = mapping(content).get("Releases")
    if isinstance(listed, list):
        return listed
    single = mapping(content).get("Release")
    return [single] if is_release(single) else None


def release_document(entry: Mapping[str, Any], file: Traced, origin: Origin) -> Document:
    """The document of one release, its own quotes and facts in ``extra``. UnreadableError if it holds no text."""
    fields = Fields(file)
    fields.add(_either(entry, "Title"), "title")
    fields.add(_either(entry, "Intro"), "lead")
    fields.add(_either(entry, "Body"))
    for image in as_list(entry.get("Images")):
        fields.add(mapping(image).get("Description"), "caption")
    fields.add(_either(entry, "Contact"), "contact")
    fields.add(_either(entry, "CompanyInformation"), "about")
    release_id = identifier(entry.get("Id")) or identifier(entry.get("EncryptedId"))
    facts = Facts(
        release_id=f"cision-{release_id}" if release_id else None,
        title=one_line(entry.get("Title")),
        publisher=one_line(entry.get("SourceName")),
        published_at=moment(entry.get("PublishDate")),
        updated_at=moment(entry.get("LastChangeDate")),
        url=one_line(entry.get("CisionWireUrl")),
        language=one_line(entry.get("LanguageCode")),
        extra=unread(entry, _OWN),
    )
    return document(origin, fields.lines, facts, mojibake_note(fields.repaired))


def _either(entry: Mapping[str, Any], key: str) -> Any:
    """The field in HTML, which keeps its paragraphs, else the plain one."""
    html = entry.get(f"Html{key}")
    return html if said(html) else entry.get(key)
