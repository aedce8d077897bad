"""What ingest makes of bytes and the stages after it read: text, blocks, and the way back to the source.

Plain frozen dataclasses: they never leave the process, so they cost no validation.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from extract.records.release import SectionKind, SourceFormat, Span


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element of the page around a block, linked to its parent; shared by all blocks within it.

    ``ordinal`` counts from 1 among siblings of the same tag, which is what makes a DOM path.
    """

    tag: str
    parent: Element | None = None
    ordinal: int = 1
    classes: tuple[str, ...] = ()
    id: str = ""
    role: str = ""
    label: str = ""
    """``aria-label``, which often names a box or a menu."""

    def ancestors(self) -> Iterator[Element]:
        """This element, its parent, and so on to the root."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    @property
    def path(self) -> str:
        """DOM path from the root, such as ``/html/body/main/p[3]`` (an XPath that finds the element)."""
        steps = [f"{element.tag}[{element.ordinal}]" for element in self.ancestors()]
        return "/" + "/".join(reversed(steps))


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the canonical text: a paragraph, heading, list item, table row, caption, or line of one.

    ``tag`` is the element that made it: ``h1``…``h6``, ``p``, ``li``, ``tr``, ``figcaption``, ``blockquote``,
    ``footer`` (of a blockquote), ``dt``, ``dd``, ``div`` …, or ``line`` in plain text.
    ``group`` is the same for the lines of one source paragraph (split by ``<br>`` or single line breaks) and
    changes at each new block element or blank line. ``cells`` are the spans of a table row's cells.
    ``marker`` is the bullet, dash or number that opens a plain-text item, with its blanks (``"• "``, ``"1. "``);
    it stands in the text, at ``start``. ``strong`` is true when all of it is bold, ``links`` is the share of
    its characters inside links, ``header`` is true for a table's header row.
    """

    start: int
    end: int
    tag: str = "line"
    element: Element | None = None
    group: int = 0
    cells: tuple[Span, ...] = ()
    marker: str = ""
    strong: bool = False
    header: bool = False
    links: float = 0.0
    kind: SectionKind | None = None
    """The section kind where the format itself says it (a JSON field, the page's own metadata)."""
    breaks: tuple[int, ...] = ()
    """Where the lines of a row's cells end: the blanks that stand for their breaks."""


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """A place in the source. With ``path`` the offsets count characters of that element's text node
    ``node`` (0 is the first); without, they count bytes of the file. ``exact`` is false where the text
    was repaired (mojibake, entities) and the offsets name the whole stretch that it came from.
    """

    start: int
    end: int
    path: str | None = None
    node: int = 0
    exact: bool = True


class Run(NamedTuple):
    """A stretch of the canonical text that lies in the source in one piece: characters of a text node, or bytes.

    ``encoding`` is the codec in which the characters stand at the source where a character may take several
    bytes (``utf-8``, ``utf-16-le``); empty where one unit of the source is one character.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    element: Element | None = None
    node: int = 0
    exact: bool = True
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class SourceMap:
    """The way from offsets of the canonical text back to the source. ``text`` is the canonical text itself.

    The breaks that joining made (between lines, between cells) stand nowhere in the source and have no run.
    """

    runs: tuple[Run, ...] = ()
    text: str = ""

    def locate(self, start: int, end: int) -> tuple[SourcePlace, ...]:
        """The places that ``text[start:end]`` came from, in order; empty for an empty span.

        An exact run maps character by character, any other as a whole.
        """
        first = max(bisect_right(self.runs, start, key=lambda run: run.start) - 1, 0)
        places = []
        for run in self.runs[first:]:
            if run.start >= end:
                break
            if run.end <= start:
                continue
            low, high = run.source_start, run.source_end
            if run.exact:
                low += self._width(run, run.start, start)
                high -= self._width(run, end, run.end)
            path = run.element.path if run.element is not None else None
            places.append(SourcePlace(low, high, path, run.node, run.exact))
        return tuple(places)

    def _width(self, run: Run, start: int, end: int) -> int:
        """The units of the source that ``text[start:end]`` of this run takes; 0 for an empty span."""
        if end <= start:
            return 0
        return len(self.text[start:end].encode(run.encoding)) if run.encoding else end - start


@dataclass(frozen=True, slots=True)
class Note:
    """Something that ingest did to the bytes and a reader should know: becomes a check of the release."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """One release as read: canonical text in blocks, with what the format says about it.

    ``text`` is the blocks joined by one line break, a table row's cells by a tab; all other whitespace is
    folded to single spaces; nothing is invented and nothing visible is left out. ``release_id`` is the
    publisher's own id where the format has one. ``contacts`` are rows ``{name, title, organisation, phone,
    email}`` that the format states as data.
    """

    uri: str
    format: SourceFormat
    sha256: str
    encoding: str | None
    text: str
    blocks: tuple[Block, ...]
    source_map: SourceMap
    language: str | None = None
    release_id: str | None = None
    title: str | None = None
    publisher: str | None = None
    publisher_id: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    url: str | None = None
    contacts: tuple[Mapping[str, str | None], ...] = ()
    notes: tuple[Note, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of the article that is mined: its span, section, and the spans of its sentences.

    ``item`` is the number of the section's item that it belongs to (0 is the first), None outside items.
    """

    start: int
    end: int
    section: str
    kind: SectionKind
    sentences: tuple[Span, ...] = ()
    item: int | None = None
    group: int = 0
    block: Block | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What the matchers read: the release's text and those passages of it that may be mined."""

    text: str
    passages: tuple[Passage, ...]
    title: str | None = None
    publisher: str | None = None
    published_at: datetime | None = None
    datelines: tuple[Span, ...] = ()
    """Lines below the title that say when, and often where, it was sent: read for dates alone."""

    def surface(self, span: Span) -> str:
        return self.text[span[0] : span[1]]
