"""JSON → its releases: one object, a list, or an answer of a platform's interface."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from extract.ingest import cision, mynewsdesk, ritzau
from extract.ingest.build import Origin
from extract.ingest.encoding import Decoded
from extract.ingest.failure import IngestFailure, UnreadableError
from extract.ingest.lines import entry_name
from extract.ingest.positions import Located, read_json
from extract.ingest.trace import Traced, milestones
from extract.records.document import Document
from extract.records.release import SourceFormat


@dataclass(frozen=True, slots=True)
class _Platform:
    """How a platform writes its releases: one of them, and the answers that hold several."""

    format: SourceFormat
    is_release: Callable[[Any], bool]
    entries: Callable[[Any], list[Any] | None]
    document: Callable[[Mapping[str, Any], Traced, Origin], Document]


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
    content = read_json(file.text)
    if (platform := _platform(content)) is not None:
        yield _with_notes(platform.document(content, file, replace(origin, format=platform.format)), decoded)
        return
    listed = content if isinstance(content, list) else _listed(content)
    if listed is None:
        raise _refuse(content)
    if isinstance(content, dict) and len(listed) == 1 and _is_alone(content):
        (single,) = listed
        platform = _platform(single)
        if platform is not None:
            yield _with_notes(platform.document(single, file, replace(origin, format=platform.format)), decoded)
            return
    if not listed:
        raise UnreadableError("the JSON is an empty list; it holds no release")
    if not any(isinstance(entry, dict) for entry in listed):
        raise _refuse(listed[0])  # once, however long the list is
    for number, entry in enumerate(listed, 1):
        yield _entry(entry, number, file, decoded, origin)


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


def _entry(entry: Any, number: int, file: Traced, decoded: Decoded, origin: Origin) -> Document | IngestFailure:
    uri = f"{origin.uri}#{entry_name(entry) or number}"
    try:
        platform = _platform(entry)
        if platform is None:
            raise _refuse(entry)
        document = platform.document(entry, file, replace(origin, uri=uri, format=platform.format))
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
