"""A file of JSON → its releases: one object, a list, an answer of the platform's interface, or one object a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import regex

from extract.ingest.build import Origin
from extract.ingest.encoding import Decoded
from extract.ingest.failure import IngestFailure, UnreadableError
from extract.ingest.positions import read_json
from extract.ingest.ritzau import is_release, refuse, release_document
from extract.ingest.trace import Traced, milestones
from extract.records.document import Document

_LINE = regex.compile(r"[^\r\n]++")


def json_documents(decoded: Decoded, origin: Origin) -> Iterator[Document | IngestFailure]:
    """One document a release. In a list, each has the address ``uri#id``, or ``uri#n`` (from 1) without an id.

    An entry that cannot be read is a failure of its own; UnreadableError if the file as a whole cannot be.
    """
    file = milestones(decoded.text)
    entries = _lines(file.text)
    if entries is None:
        content = read_json(file.text)
        listed = content.get("releases") if isinstance(content, dict) else content
        if not isinstance(listed, list):
            single = content.get("release") if isinstance(content, dict) and not is_release(content) else content
            if not isinstance(single, dict) or not is_release(single):
                raise refuse(content)
            document = release_document(single, file, 0, origin)
            yield replace(document, notes=(*decoded.notes, *document.notes))
            return
        if listed and not any(isinstance(entry, dict) for entry in listed):
            raise refuse(listed[0])  # once, however long the list is
        entries = ((entry, 0) for entry in listed)
    number = 0
    for number, (entry, offset) in enumerate(entries, 1):
        yield _entry(entry, offset, number, file, decoded, origin)
    if not number:
        raise UnreadableError("the JSON is an empty list; it holds no release")


def _entry(
    entry: Any, offset: int, number: int, file: Traced, decoded: Decoded, origin: Origin
) -> Document | IngestFailure:
    stated = entry.get("id") if isinstance(entry, dict) else None
    name = str(stated).strip() if isinstance(stated, str | int) and not isinstance(stated, bool) else ""
    uri = f"{origin.uri}#{name or number}"
    try:
        if isinstance(entry, UnreadableError):
            raise entry
        if not is_release(entry):
            raise refuse(entry)
        document = release_document(entry, file, offset, replace(origin, uri=uri))
    except UnreadableError as error:
        return IngestFailure(uri, str(error))
    return replace(document, notes=(*decoded.notes, *document.notes))


def _lines(text: str) -> Iterator[tuple[Any, int]] | None:
    """The entries of a file with one JSON object a line, None if it is not such a file.

    It is one if its first two lines that are not blank begin as objects and one of the two ends as one.
    """
    first_two = [line.group().strip() for _, line in zip(range(2), _filled(text), strict=False)]
    objects = len(first_two) == 2 and all(line.startswith("{") for line in first_two)
    if not objects or not any(len(line) > 1 and line.endswith("}") for line in first_two):
        return None
    return _line_entries(text)


def _filled(text: str) -> Iterator[regex.Match[str]]:
    return (line for line in _LINE.finditer(text) if not line.group().isspace())


def _line_entries(text: str) -> Iterator[tuple[Any, int]]:
    for line in _filled(text):
        try:
            yield read_json(line.group()), line.start()
        except UnreadableError as error:
            number = text.count("\n", 0, line.start()) + 1
            yield UnreadableError(str(error).replace("at line 1,", f"at line {number},")), line.start()
