"""Via Ritzau (and NTB Kommunikasjon, Via TT, STT Info, the same platform): releases as JSON, and their pages."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import regex

from extract.ingest.build import Facts, Origin, document
from extract.ingest.fields import Fields, as_list, identifier, mapping, one_line, said, unread
from extract.ingest.moments import moment
from extract.ingest.positions import plain
from extract.ingest.repair import mojibake_note
from extract.ingest.trace import Cursor, Traced
from extract.records.document import Document, Note

_SITE = "https://via.ritzau.dk"
_STATE = regex.compile(r"__INITIAL_STATE__\s{0,9}=\s{0,9}(['\"])([A-Za-z0-9+/=_%\s-]{16,}+)\1")
# fmt: off
_OWN_FIELDS = frozenset({
    "id", "title", "url", "leadtext", "leadTextOrBodyStrip", "body", "published", "language", "publisher",
    "boilerplate", "contacts",
})
# fmt: on
_FIGURES = regex.compile(r"\d+")


def is_release(entry: Any) -> bool:
    """Whether a JSON value looks like a release of this platform: an object with a body or a lead."""
    return isinstance(entry, dict) and any(said(entry.get(key)) for key in ("body", "leadtext", "leadTextOrBodyStrip"))


def entries(content: Any) -> list[Any] | None:
    """The releases of an answer of the interface, or the one in ``release``; None for anything else."""
    listed = mapping(content).get("releases")
    if isinstance(listed, list):
        return listed
    single = mapping(content).get("release")
    return [single] if is_release(single) else None


def release_document(entry: Mapping[str, Any], file: Traced, origin: Origin) -> Document:
    """The document of one release in JSON.

    ``file`` is the text of the JSON that ``entry`` was read from. A relative address is completed with
    ``https://via.ritzau.dk``, the platform's own. UnreadableError if the entry holds no text.
    """
    fields = Fields(file)
    fields.add(entry.get("title"), "title")
    fields.add(entry.get("leadtext"), "lead")
    body = entry.get("body")
    if said(body):
        fields.add(body)
    elif not said(entry.get("leadtext")):
        fields.add(entry.get("leadTextOrBodyStrip"))
    for caption in _captions(entry):
        fields.add(caption, "caption")
    contacts = mapping(entry.get("contacts"))
    fields.add(contacts.get("text"), "contact")
    persons = [person for person in as_list(contacts.get("persons")) if isinstance(person, dict)]
    for person in persons:
        fields.add_together([person.get(key) for key in ("name", "title", "phone", "email")], "contact")
    fields.add(entry.get("boilerplate"), "about")
    publisher = mapping(entry.get("publisher"))
    release_id = identifier(entry.get("id"))
    facts = Facts(
        release_id=f"ritzau-{release_id}" if release_id else None,
        title=one_line(entry.get("title")),
        publisher=one_line(publisher.get("name")),
        publisher_id=identifier(publisher.get("id")),
        published_at=moment(entry.get("published")),
        url=_address(entry.get("url")),
        language=one_line(entry.get("language")),
        contacts=tuple(_contact(person) for person in persons),
        extra=_extra(entry),
    )
    return document(origin, fields.lines, facts, mojibake_note(fields.repaired))


def _address(value: Any) -> str | None:
    stated = one_line(value)
    if stated is None:
        return None
    try:
        return urljoin(_SITE, stated)
    except ValueError:
        return None


def _captions(entry: Mapping[str, Any]) -> Iterator[Any]:
    """Each distinct caption once: the main image stands among the images again."""
    seen = set()
    for image in (entry.get("mainImage"), *as_list(entry.get("images"))):
        caption = mapping(image).get("caption")
        if said(caption) and one_line(caption) not in seen:
            seen.add(one_line(caption))
            yield caption


def _contact(person: Mapping[str, Any]) -> Mapping[str, str | None]:
    row = {key: one_line(person.get(key)) for key in ("name", "title", "phone", "email")}
    return {
        "name": row["name"],
        "title": row["title"],
        "organisation": None,
        "phone": row["phone"],
        "email": row["email"],
    }


def _extra(entry: Mapping[str, Any]) -> dict[str, Any]:
    stated = one_line(entry.get("language"))
    return {**({"stated_language": stated} if stated else {}), **unread(entry, _OWN_FIELDS)}


def page_document(text: Traced, origin: Origin, notes: tuple[Note, ...] = ()) -> Document | None:
    """The release in the state that a page of the platform carries; None if it is absent or cannot be read.

    Nothing is executed: the state is base64 of URL-encoded JSON. The way back names the whole of it.
    """
    found = _STATE.search(text.text)
    item = _item(found.group(2), origin.uri) if found else None
    if found is None or item is None:
        return None
    pieces = list(Cursor(text, found.start(2)).take(*found.span(2)))
    fields = Fields(text, (pieces[0].source_start, pieces[-1].source_end))
    about = mapping(item.get("metadata"))
    version = mapping(as_list(item.get("versions"))[0])
    body = mapping(version.get("body"))
    title = version.get("title") or about.get("title")
    lead = version.get("leadtext") or version.get("lead") or body.get("lead")
    fields.add(title, "title")
    fields.add(lead, "lead")
    fields.add(body.get("complete"))
    fields.add(version.get("boilerplate"), "about")
    address = _address(about.get("url"))
    query = parse_qs(urlsplit(address).query) if address else {}
    release_id = identifier(about.get("id"))
    facts = Facts(
        release_id=f"ritzau-{release_id}" if release_id else None,
        title=one_line(title),
        publisher=one_line(about.get("publisherName")),
        publisher_id=identifier(about.get("publisherId")) or next(iter(query.get("publisherId", ())), None),
        published_at=moment(about.get("publicationDate")),
        url=address,
        language=one_line(version.get("language")) or next(iter(query.get("lang", ())), None),
        extra={"metadata": plain(about)},
    )
    return document(origin, fields.lines, facts, (*notes, *mojibake_note(fields.repaired)))


STATE_NOTE = Note("page_state_unreadable", "Sidens egne data kunne ikke læses; den synlige tekst er brugt i stedet.")


def _item(state: str, uri: str) -> Mapping[str, Any] | None:
    """The release of the page's state: the one that the address names, else the first with a body."""
    packed = regex.sub(r"\s+", "", unquote(state)).replace("-", "+").replace("_", "/")
    try:
        content = json.loads(unquote(base64.b64decode(packed + "=" * (-len(packed) % 4)).decode("utf-8")))
    except (ValueError, binascii.Error, RecursionError):
        return None
    with_body = [
        item
        for part in mapping(mapping(content).get("release")).values()
        for item in as_list(mapping(part).get("items"))
        if said(mapping(mapping(next(iter(as_list(mapping(item).get("versions"))), None)).get("body")).get("complete"))
    ]
    for item in with_body:
        number = identifier(mapping(item.get("metadata")).get("id"))
        if number and number in _FIGURES.findall(uri):
            return item  # type: ignore[no-any-return]
    return with_body[0] if with_body else None
