"""Bytes → documents: text in blocks, with the way back to every byte or text node. One module a format.

``ingest(data, uri=…)`` tells the format from the bytes and yields one :class:`Document` a release; what cannot be read
becomes an :class:`IngestFailure` whose ``reason`` says what is wrong and how to mend it. It never raises on bad input.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from extract.ingest.build import Facts, Origin, document
from extract.ingest.encoding import Decoded, decode
from extract.ingest.entries import json_documents
from extract.ingest.failure import IngestFailure, UnreadableError
from extract.ingest.hints import Hints, completed
from extract.ingest.language import detect
from extract.ingest.lines import is_lines, line_name, split
from extract.ingest.mail import is_mail, read_mail
from extract.ingest.page import page_document
from extract.ingest.repair import decode_entities, entities_note, mojibake_note, repair_mojibake
from extract.ingest.ritzau import STATE_NOTE
from extract.ingest.ritzau import page_document as state_document
from extract.ingest.sniff import sniff
from extract.ingest.text import text_lines
from extract.records.document import Document
from extract.records.release import SourceFormat

__all__ = ["Hints", "IngestFailure", "detect", "ingest", "ingest_text"]

MAX_BYTES = 20_000_000


def ingest(
    data: bytes,
    *,
    uri: str,
    format: SourceFormat | None = None,
    hints: Hints | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Document | IngestFailure]:
    """The releases in ``data``, or why there are none.

    ``uri`` names the source; an entry of a list has ``uri#id``. ``format`` overrules what the bytes look like; ``warc``
    is a page or text as a server sent it. ``hints`` are facts that stand elsewhere. Offsets of a document's source map
    count bytes of ``data``, except in pages, where they count characters of a text node, and in mails, where they count
    in the decoded body. JSON lines are each a source of its own, with its own digest and encoding.
    """
    try:
        if not data.strip(b" \t\r\n\x00"):
            raise UnreadableError("the file is empty; fetch or save it again")
        if len(data) > max_bytes:
            raise UnreadableError(
                f"the file is too large ({len(data)} bytes, {max_bytes} are allowed); split it or raise the limit"
            )
        if format in (None, "ritzau-json") and is_lines(data, whole=True):
            found = _lines(data, uri)
        else:
            found = _one(data, uri, format, hints.charset if hints else None)
        for one in found:
            yield one if isinstance(one, IngestFailure) else completed(one, hints)
    except UnreadableError as error:
        yield IngestFailure(uri, str(error))


def _one(data: bytes, uri: str, format: SourceFormat | None, charset: str | None) -> Iterator[Document | IngestFailure]:
    """What is in one file, page, mail or line; raises UnreadableError."""
    if format == "eml" or (format is None and is_mail(data)):
        yield _mail(data, uri)
        return
    decoded = decode(data, charset)
    if not decoded.text.text.strip():
        raise UnreadableError("the file is empty but for blanks; fetch or save it again")
    kind = sniff(decoded.text.text) if format in (None, "warc") else format
    origin = Origin(uri, format or kind, hashlib.sha256(data).hexdigest(), decoded.encoding)
    if kind == "ritzau-json":
        yield from json_documents(decoded, origin)
    elif kind == "ritzau-html":
        yield _state_page(decoded, origin)
    elif kind == "html":
        yield page_document(decoded.text.text, origin, decoded.notes)
    elif kind == "text":
        yield _text(decoded, origin)
    else:
        raise UnreadableError(f"the format {kind} cannot be read; give HTML, text, a mail or Via Ritzau JSON")


def _lines(data: bytes, uri: str) -> Iterator[Document | IngestFailure]:
    for line in split([data], len(data)):
        assert line.data is not None
        name = str(line.number)
        try:
            name = line_name(line)
            for found in _one(line.data, f"{uri}#{name}", "ritzau-json", None):
                yield found if isinstance(found, IngestFailure) else _moved(found, line.start)
        except UnreadableError as error:
            yield IngestFailure(f"{uri}#{name}", str(error))


def _moved(document: Document, by: int) -> Document:
    """The document of a line with the way back to the bytes of the whole."""
    runs = (
        run._replace(source_start=run.source_start + by, source_end=run.source_end + by)
        for run in document.source_map.runs
    )
    return replace(document, source_map=replace(document.source_map, runs=tuple(runs)))


def ingest_text(text: str, *, uri: str, format: SourceFormat | None = None) -> Iterator[Document | IngestFailure]:
    """As :func:`ingest` for text that is decoded already; offsets count the bytes of its UTF-8."""
    return ingest(text.encode("utf-8", "replace"), uri=uri, format=format)


def _mail(data: bytes, uri: str) -> Document:
    """The release in a mail: its body, read as a page or a text, with what the headers say where the body does not."""
    mail = read_mail(data)
    decoded = decode(mail.body)
    origin = Origin(uri, "eml", hashlib.sha256(data).hexdigest(), "utf-8")
    body = page_document(decoded.text.text, origin, decoded.notes) if mail.html else _text(decoded, origin)
    return completed(body, Hints(title=mail.subject, published_at=mail.sent, extra=mail.extra))


def _text(decoded: Decoded, origin: Origin) -> Document:
    text, lines = repair_mojibake(decoded.text)
    text, entities = decode_entities(text)
    notes = (*decoded.notes, *mojibake_note(lines), *entities_note(entities))
    return document(origin, text_lines(text), Facts(), notes)


def _state_page(decoded: Decoded, origin: Origin) -> Document:
    stated = state_document(decoded.text, origin, decoded.notes)
    return stated or page_document(decoded.text.text, origin, (*decoded.notes, STATE_NOTE))
