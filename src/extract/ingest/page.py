"""A whole HTML page → a document."""

from __future__ import annotations

from extract.ingest.build import Facts, Origin, document
from extract.ingest.html import walk
from extract.ingest.metadata import metadata
from extract.ingest.repair import mojibake_note
from extract.ingest.tree import parse
from extract.records.document import Document, Note


def page_document(markup: str, origin: Origin, notes: tuple[Note, ...] = ()) -> Document:
    """The visible text of a page and what its head states; UnreadableError if nothing is to be seen."""
    page = walk(parse(markup))
    headings = ["".join(stretch.text for stretch in line.parts) for line in page.lines if line.tag == "h1"]
    stated = metadata(page.noted, headings)
    facts = Facts(
        title=stated.title,
        publisher=stated.publisher,
        published_at=stated.published_at,
        updated_at=stated.updated_at,
        url=stated.url,
        language=stated.language,
        extra=stated.extra,
    )
    return document(origin, page.lines, facts, (*notes, *mojibake_note(page.repaired)))
