"""A file of JSON → its releases: one object, a list, an answer of a platform's interface, or one object a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import regex

from extract.ingest import cision, mynewsdesk, ritzau
from extract.ingest.build import Origin
from extract.ingest.encoding import Decoded
from extract.ingest.failure import IngestFailure, UnreadableError
from extract.ingest.positions import Located, read_json
from extract.ingest.trace import Traced, milestones
from extract.records.document import Document
from extract.records.release import SourceFormat

_LINE = regex.compile(r"[^\r\n]++")


@dataclass(frozen=True, slots=True)
class _Platform:
    """How a platform writes its releases: one of them, and the answers that hold several."""

    format: SourceFormat
    is_release: Callable[[Any], bool]
    entries: Callable[[Any], list[Any] | None]
    document: Callable[[Mapping[str, Any], Traced, int, Origin], Document]


# Via Ritzau asks for no more than a text, so it comes last.
_PLATFORMS: Final = (
    _Platform("mynewsdesk", mynewsdesk.is_release, mynewsdesk.entries, mynewsdesk.release_document),
    _Platform("cision", cision.is_release, cision.entries, cision.release_document),
    _Platform("ritzau-json", ritzau.is_release, ritzau.entries, ritzau.release_document),
)


def json_documents(decoded: Decoded, origin: Origin) -> Iterator[Document | IngestFailure]:
    """One document a release. In a list, each has the address ``uri#id``, or ``uri#n`` (from 1) without an id.

    An entry that cannot be read is a failure of its own; UnreadableError if the file as a whole cannot be.
    """
    file = milestones(decoded.text)
    entries = _lines(file.text)
    if entries is None:
        content = read_json(file.text)
        if (platform := _platform(content)) is not None:
            yield _with_notes(platform.document(content, file, 0, replace(origin, format=platform.format)), decoded)
            return
        listed = content if isinstance(content, list) else _listed(content)
        if listed is None:
            raise _refuse(content)
        if isinstance(content, dict) and len(listed) == 1 and _is_alone(content):
            (single,) = listed
            platform = _platform(single)
            if platform is not None:
                yield _with_notes(platform.document(single, file, 0, replace(origin, format=platform.format)), decoded)
                return
        if listed and not any(isinstance(entry, dict) for entry in listed):
            raise _refuse(listed[0])  # once, however long the list is
        entries = ((entry, 0) for entry in listed)
    number = 0
    for number, (entry, offset) in enumerate(entries, 1):
        yield _entry(entry, offset, number, file, decoded, origin)
    if not number:
        raise UnreadableError("the JSON is an empty list; it holds no release")


def _platform(entry: Any) -> _Platform | None:
    """The platform that writes releases like this JSON value."""
    return next((platform for platform in _PLATFORMS if platform.is_release(entry)), None)


def _listed(content: Any) -> list[Any] | None:
    """The entries of an answer of any platform."""
    found = (platform.entries(content) for platform in _PLATFORMS)
    return next((entries for entries in found if entries is not None), None)


def _is_alone(content: Mapping[str, Any]) -> bool:
    """Whether an answer names one release rather than a list that holds one."""
    return any(isinstance(content.get(key), dict) for key in ("release", "Release", "item"))


def _with_notes(document: Document, decoded: Decoded) -> Document:
    return replace(document, notes=(*decoded.notes, *document.notes))


def _entry(
    entry: Any, offset: int, number: int, file: Traced, decoded: Decoded, origin: Origin
) -> Document | IngestFailure:
    stated = next((entry[key] for key in ("id", "Id") if key in entry), None) if isinstance(entry, dict) else None
    name = str(stated).strip() if isinstance(stated, str | int) and not isinstance(stated, bool) else ""
    uri = f"{origin.uri}#{name or number}"
    try:
        if isinstance(entry, UnreadableError):
            raise entry
        platform = _platform(entry)
        if platform is None:
            raise _refuse(entry)
        document = platform.document(entry, file, offset, replace(origin, uri=uri, format=platform.format))
    except UnreadableError as error:
        return IngestFailure(uri, str(error))
    return _with_notes(document, decoded)


def _refuse(entry: Any) -> UnreadableError:
    """Why a JSON value is no release of a platform that is known, with the mend."""
    if not isinstance(entry, dict):
        kind = {str: "a text", Located: "a text", list: "a list", bool: "true or false", type(None): "null"}
        return UnreadableError(f"the JSON is no release but {kind.get(type(entry), 'a number')}; give release objects")
    return UnreadableError(
        "the JSON is no release (it has no body and no lead); give release objects of Via Ritzau, Mynewsdesk or Cision"
    )


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
