"""Via Ritzau (and NTB Kommunikasjon, Via TT, STT Info, the same platform): releases as JSON, and their pages."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import regex

from extract.ingest.assembly import Line
from extract.ingest.build import Facts, Origin, document
from extract.ingest.failure import UnreadableError
from extract.ingest.fragment import field_lines
from extract.ingest.moments import moment
from extract.ingest.positions import Located, located, plain
from extract.ingest.repair import mojibake_note, repair_mojibake, repaired
from extract.ingest.text import text_lines
from extract.ingest.trace import Cursor, Piece, Traced
from extract.records.document import Document, Note
from extract.records.release import SectionKind

_SITE = "https://via.ritzau.dk"
_STATE = regex.compile(r"__INITIAL_STATE__\s{0,9}=\s{0,9}(['\"])([A-Za-z0-9+/=_%\s-]{16,}+)\1")
# fmt: off
_OWN_FIELDS = frozenset({
    "id", "title", "url", "leadtext", "leadTextOrBodyStrip", "body", "published", "language", "publisher",
    "boilerplate", "contacts",
})
# fmt: on
_FIGURES = regex.compile(r"\d+")
_BLANK = regex.compile(r"(?:\s|<[^>]*+>|&nbsp;)*+")


def is_release(entry: Any) -> bool:
    """Whether a JSON value looks like a release of this platform: an object with a body or a lead."""
    return isinstance(entry, dict) and any(_said(entry.get(key)) for key in ("body", "leadtext", "leadTextOrBodyStrip"))


def _said(value: Any) -> bool:
    return isinstance(value, str) and not _BLANK.fullmatch(value)


def release_document(entry: Mapping[str, Any], file: Traced, offset: int, origin: Origin) -> Document:
    """The document of one release in JSON.

    ``file`` is the whole file and ``offset`` where the JSON begins in it. A relative address is completed with
    ``https://via.ritzau.dk``, the platform's own. UnreadableError if the entry holds no text.
    """
    fields = _Fields(file, offset)
    fields.add(entry.get("title"), "title")
    fields.add(entry.get("leadtext"), "lead")
    body = entry.get("body")
    if _said(body):
        fields.add(body)
    elif not _said(entry.get("leadtext")):
        fields.add(entry.get("leadTextOrBodyStrip"))
    for caption in _captions(entry):
        fields.add(caption, "caption")
    contacts = _mapping(entry.get("contacts"))
    fields.add(contacts.get("text"), "contact")
    persons = [person for person in _list(contacts.get("persons")) if isinstance(person, dict)]
    for person in persons:
        fields.add_together([person.get(key) for key in ("name", "title", "phone", "email")], "contact")
    fields.add(entry.get("boilerplate"), "about")
    publisher = _mapping(entry.get("publisher"))
    release_id = _identifier(entry.get("id"))
    facts = Facts(
        release_id=f"ritzau-{release_id}" if release_id else None,
        title=_line(entry.get("title")),
        publisher=_line(publisher.get("name")),
        publisher_id=_identifier(publisher.get("id")),
        published_at=moment(entry.get("published")),
        url=_address(entry.get("url")),
        language=_line(entry.get("language")),
        contacts=tuple(_contact(person) for person in persons),
        extra=_extra(entry),
    )
    return document(origin, fields.lines, facts, mojibake_note(fields.repaired))


class _Fields:
    """The lines of the fields that were added, in order, each field with groups of its own."""

    def __init__(self, file: Traced, offset: int, whole: tuple[int, int] | None = None) -> None:
        self.lines: list[Line] = []
        self.repaired = 0
        self._file, self._offset, self._whole = file, offset, whole

    def add(self, value: Any, kind: SectionKind | None = None) -> None:
        text = self._traced(value)
        if text is not None:
            self.lines += field_lines(text, kind, self._next_group())

    def add_together(self, values: Sequence[Any], kind: SectionKind) -> None:
        """Short plain values as the lines of one group."""
        group = self._next_group()
        for value in values:
            text = self._traced(value)
            if text is not None:
                self.lines += text_lines(text, kind=kind, group=group)

    def _next_group(self) -> int:
        return max((line.group for line in self.lines[-1:]), default=-1) + 1

    def _traced(self, value: Any) -> Traced | None:
        if self._whole is not None:
            text = Traced(value, (Piece(0, len(value), *self._whole, exact=False),)) if value else None
            text = text if isinstance(value, str) else None
        else:
            text = located(value, self._offset, self._file)
        if text is None:
            return None
        text, lines = repair_mojibake(text)
        self.repaired += lines
        return text


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _line(value: Any) -> str | None:
    """A text on one line, None if there is none."""
    return (repaired(" ".join(value.split())) or None) if isinstance(value, str) else None


def _identifier(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None


def _address(value: Any) -> str | None:
    stated = _line(value)
    if stated is None:
        return None
    try:
        return urljoin(_SITE, stated)
    except ValueError:
        return None


def _captions(entry: Mapping[str, Any]) -> Iterator[Any]:
    """Each distinct caption once: the main image stands among the images again."""
    seen = set()
    for image in (entry.get("mainImage"), *_list(entry.get("images"))):
        caption = _mapping(image).get("caption")
        if _said(caption) and _line(caption) not in seen:
            seen.add(_line(caption))
            yield caption


def _contact(person: Mapping[str, Any]) -> Mapping[str, str | None]:
    row = {key: _line(person.get(key)) for key in ("name", "title", "phone", "email")}
    return {
        "name": row["name"],
        "title": row["title"],
        "organisation": None,
        "phone": row["phone"],
        "email": row["email"],
    }


def _extra(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that the record has no place for, known or not, without the empty ones."""
    extra: dict[str, Any] = {}
    if stated := _line(entry.get("language")):
        extra["stated_language"] = stated
    for key, value in entry.items():
        if key not in _OWN_FIELDS and value not in (None, "", [], {}):
            extra[str(key)] = plain(value)
    return extra


def page_document(text: Traced, origin: Origin, notes: tuple[Note, ...] = ()) -> Document | None:
    """The release in the state that a page of the platform carries; None if it is absent or cannot be read.

    Nothing is executed: the state is base64 of URL-encoded JSON. The way back names the whole of it.
    """
    found = _STATE.search(text.text)
    item = _item(found.group(2), origin.uri) if found else None
    if found is None or item is None:
        return None
    pieces = list(Cursor(text, found.start(2)).take(*found.span(2)))
    fields = _Fields(text, 0, (pieces[0].source_start, pieces[-1].source_end))
    about = _mapping(item.get("metadata"))
    version = _mapping(_list(item.get("versions"))[0])
    body = _mapping(version.get("body"))
    title = version.get("title") or about.get("title")
    lead = version.get("leadtext") or version.get("lead") or body.get("lead")
    fields.add(title, "title")
    fields.add(lead, "lead")
    fields.add(body.get("complete"))
    fields.add(version.get("boilerplate"), "about")
    address = _address(about.get("url"))
    query = parse_qs(urlsplit(address).query) if address else {}
    release_id = _identifier(about.get("id"))
    facts = Facts(
        release_id=f"ritzau-{release_id}" if release_id else None,
        title=_line(title),
        publisher=_line(about.get("publisherName")),
        publisher_id=_identifier(about.get("publisherId")) or next(iter(query.get("publisherId", ())), None),
        published_at=moment(about.get("publicationDate")),
        url=address,
        language=_line(version.get("language")) or next(iter(query.get("lang", ())), None),
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
        for part in _mapping(_mapping(content).get("release")).values()
        for item in _list(_mapping(part).get("items"))
        if _said(
            _mapping(_mapping(next(iter(_list(_mapping(item).get("versions"))), None)).get("body")).get("complete")
        )
    ]
    for item in with_body:
        number = _identifier(_mapping(item.get("metadata")).get("id"))
        if number and number in _FIGURES.findall(uri):
            return item  # type: ignore[no-any-return]
    return with_body[0] if with_body else None


def refuse(entry: Any) -> UnreadableError:
    """Why a JSON value is no release of this platform, with the mend."""
    if not isinstance(entry, dict):
        kind = {str: "a text", Located: "a text", list: "a list", bool: "true or false", type(None): "null"}
        return UnreadableError(f"the JSON is no release but {kind.get(type(entry), 'a number')}; give release objects")
    if "header" in entry or "Title" in entry:
        return UnreadableError("the JSON is of another platform; give its page as HTML or its text instead")
    return UnreadableError("the JSON is no release (it has no body and no leadtext); give Via Ritzau release objects")
