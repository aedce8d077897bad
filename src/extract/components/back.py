"""The way back from a record's offsets to the very text that somebody handed in, blanks and all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from extract.ingest import IngestFailure, ingest
from extract.records.document import Document
from extract.records.release import Span


@dataclass(frozen=True, slots=True)
class TextRead:
    """A text as the pipeline reads it: ``document`` has the canonical text, ``back`` leads to the given one."""

    document: Document
    starts: Sequence[int]

    def back(self, span: Span) -> Span | None:
        """The stretch of the given text, in code points, that a span of the canonical text came from."""
        places = self.document.source_map.locate(*span)
        if not places:
            return None
        low, high = min(place.start for place in places), max(place.end for place in places)
        return bisect_left(self.starts, low), bisect_left(self.starts, high)


def read_text(text: str, *, uri: str) -> TextRead | None:
    """``text`` through the reader of plain texts; None where it holds nothing that can be read."""
    if not text.strip():
        return None
    found = next(iter(ingest(text.encode("utf-8", "surrogatepass"), uri=uri, format="text")), None)
    if found is None or isinstance(found, IngestFailure):
        return None
    sizes = (len(letter.encode("utf-8", "surrogatepass")) for letter in text)
    return TextRead(found, tuple(accumulate(sizes, initial=0)))
