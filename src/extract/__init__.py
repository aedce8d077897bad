"""Danish press releases in, grounded records out.

    import extract

    release = extract.extract("<h1>…</h1>")            # HTML or text; also bytes and pathlib.Path
    for project in release.projects:
        print(project.name, project.city, project.granted and project.granted.value)

    extractor = extract.Extractor()                      # made once, used for many
    for found in extractor.read(data, uri="a.json"):     # a JSON list gives several releases
        if isinstance(found, extract.IngestFailure):
            print(found.uri, found.reason)

=================  =========================================================================================
``extract``        ``(str | bytes | Path) -> Release``; raises ExtractError, which names source, reason and mend
``Extractor``      the pipeline with options: ``model`` (None: rules alone), ``patterns`` (a folder), ``max_bytes``
``Release``        the record: frozen, typed; ``json_line()``; fields in docs/record.md. Money is ``Decimal`` in whole
                   units of its currency, offsets are half-open code points into ``release.text``
``IngestFailure``  what stands in a release's place when the bytes are none: ``uri``, ``reason``
``ExtractError``   raised by ``extract`` and ``Extractor.extract``
``PatternError``   a patterns folder that cannot be used: file, line, fault, mend
=================  =========================================================================================

Source of the field names: docs/record.md. Nothing here reads the network or the clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.ingest import IngestFailure
    from extract.patterns import PatternError
    from extract.pipeline import ExtractError, Extractor, extract
    from extract.records.release import Release

__all__ = ["ExtractError", "Extractor", "IngestFailure", "PatternError", "Release", "extract"]

_HOMES = {
    "ExtractError": "extract.pipeline",
    "Extractor": "extract.pipeline",
    "IngestFailure": "extract.ingest",
    "PatternError": "extract.patterns",
    "Release": "extract.records.release",
    "extract": "extract.pipeline",
}


def __getattr__(name: str) -> Any:
    """Loads the public names when they are first asked for, so that ``press-extract --help`` starts at once."""
    if name not in _HOMES:
        raise AttributeError(f"module 'extract' has no attribute {name!r}; it has {', '.join(__all__)}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
