"""A page → lines: parsed once, walked once without recursion, every visible character with its place in the DOM."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import regex
from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from bs4.element import NavigableString

from extract.ingest.assembly import Line, Stretch, fold, joined
from extract.ingest.repair import repair_mojibake
from extract.ingest.trace import Cursor, traced
from extract.records.document import Element

# fmt: off
_BLOCKS = frozenset({
    "head", "body", "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hgroup", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})
_SKIPPED = frozenset({
    "script", "style", "template", "noscript", "svg", "math", "title", "meta", "link", "base", "iframe",
    "object", "embed", "video", "audio", "canvas", "map", "input", "select", "textarea", "option", "optgroup",
    "datalist", "progress", "meter", "noframes", "frameset",
})
# fmt: on
_NOTED = frozenset({"html", "title", "meta", "link", "script", "time"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt", "legend"})
_FIRST_OF = frozenset({"li", "dd"})
_ALL_OF = frozenset({"figcaption", "caption", "dt", "summary", "cite"})
_PLAIN = frozenset({"p", "div", "span", "section"})
_NEVER_HIDDEN = frozenset({"html", "body", "main", "article"})
_HIDING = regex.compile(r"(?:display\s*+:\s*+none|visibility\s*+:\s*+hidden)", regex.I)
_BOLD = regex.compile(r"font-weight\s*+:\s*+(?:bold|[6-9]00)", regex.I)
_ANY_SPACE = regex.compile(r"\s")
_DEPTH = 256
"""Elements nested deeper keep the chain of this depth, so that no path and no walk over parents grows without end."""
DEEP = -1
"""The node number of text in such elements: it cannot be told which node of the named one it is."""
_LONG_CELL = 800

warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)


@dataclass(frozen=True, slots=True)
class TextNode:
    """A visible text node in document order: where it is, and its characters."""

    element: Element
    node: int
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the walk found. ``noted`` are the elements that state metadata, ``repaired`` counts mojibake lines."""

    lines: Sequence[Line]
    nodes: Sequence[TextNode]
    noted: Sequence[Tag]
    repaired: int


@dataclass(slots=True)
class _Frame:
    """An open element of the walk."""

    children: Iterator[Any]
    tag: str
    element: Element | None
    depth: int = 0
    bold: bool = False
    link: bool = False
    pre: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    nodes: int = 0
    block: bool = False
    used: bool = False
    layout: bool = False


def parse(markup: str) -> BeautifulSoup:
    """The document tree; any markup gives one."""
    # Byte order marks of files that were joined; the parser would take them for the body's first text.
    return BeautifulSoup(markup.lstrip("\ufeff"), "lxml")


def walk(soup: BeautifulSoup) -> Page:
    """The visible lines of a page in document order."""
    walker = _Walker()
    walker.run(soup)
    return Page(walker.lines, walker.nodes, walker.noted, walker.repaired)


class _Walker:
    """The state of one walk: the open elements, the line being built, and what is done."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.nodes: list[TextNode] = []
        self.noted: list[Tag] = []
        self.repaired = 0
        self._blocks: list[_Frame] = []
        self._items: list[_Frame] = []
        self._tables: list[_Frame] = []
        self._headings = 0
        self._group = 0
        self._breaks = 0
        self._parts: list[Stretch] = []
        self._row: list[list[Stretch]] | None = None
        self._row_heads: list[bool] = []
        self._row_frame: _Frame | None = None
        self._count = self._bold = self._link = 0

    def run(self, soup: BeautifulSoup) -> None:
        stack = [_Frame(iter(soup.contents), "", None)]
        while stack:
            frame = stack[-1]
            child = next(frame.children, None)
            if child is None:
                stack.pop()
                self._close(frame)
            elif isinstance(child, Tag):
                opened = self._open(child, frame)
                if opened is not None:
                    stack.append(opened)
            elif type(child) is NavigableString:  # comments, doctypes and script text are subclasses
                if frame.element is not None:
                    self._text(str(child), frame)
                frame.nodes += 1
        self._end_block()

    def _open(self, tag: Tag, parent: _Frame) -> _Frame | None:
        name = tag.name
        ordinal = parent.counts[name] = parent.counts.get(name, 0) + 1
        if name in _NOTED:
            self.noted.append(tag)
        if name == "br":
            self._break()
        elif name == "hr":
            self._end_block()
        if name in _SKIPPED or name in {"br", "hr", "wbr", "img"} or (name == "button" and not self._headings):
            return None
        attributes = tag.attrs
        style = _text_of(attributes.get("style")) if attributes else ""
        if attributes and name not in _NEVER_HIDDEN and _is_hidden(name, attributes, style):
            return None
        deep = parent.depth >= _DEPTH
        frame = _Frame(
            iter(tag.contents),
            name,
            parent.element if deep else _element(name, parent.element, ordinal, attributes),
            parent.depth if deep else parent.depth + 1,
            parent.bold or name in {"b", "strong"} or bool(style and _BOLD.search(style)),
            parent.link or (name == "a" and "href" in attributes),
            parent.pre or name == "pre",
        )
        frame.block = name in _BLOCKS or (name == "cite" and parent.tag == "blockquote")
        self._headings += name in _HEADINGS
        if frame.block:
            self._open_block(frame, tag)
        return frame

    def _open_block(self, frame: _Frame, tag: Tag) -> None:
        name = frame.tag
        self._end_block()
        self._blocks.append(frame)
        if name in _FIRST_OF or name in _ALL_OF or (name == "footer" and _within(frame.element, "blockquote")):
            self._items.append(frame)
        if name == "table":
            frame.layout = _is_layout(tag)
            self._tables.append(frame)
        elif name == "tr" and self._tables and not self._tables[-1].layout:
            self._end_row()
            self._row, self._row_heads, self._row_frame = [], [], frame

    def _close(self, frame: _Frame) -> None:
        self._headings -= frame.tag in _HEADINGS
        if not frame.block:
            return
        if self._row is not None and frame.tag in {"td", "th"}:
            self._end_cell(frame.tag == "th")
        elif frame is self._row_frame:
            self._end_row()
        else:
            self._end_block()
        self._blocks.pop()
        if self._items and self._items[-1] is frame:
            self._items.pop()
        if frame.tag == "table":
            self._end_row()
            self._tables.pop()

    def _text(self, text: str, frame: _Frame) -> None:
        assert frame.element is not None
        deep = frame.depth >= _DEPTH
        self.nodes.append(TextNode(frame.element, DEEP if deep else frame.nodes, text))
        if frame.pre and self._row is None and "\n" in text:
            at = 0
            for line in text.split("\n"):
                if at:
                    self._break()
                self._add(text, at, at + len(line), frame, deep)
                at += len(line) + 1
        else:
            self._add(text, 0, len(text), frame, deep)

    def _add(self, text: str, start: int, end: int, frame: _Frame, deep: bool) -> None:
        node = DEEP if deep else frame.nodes
        fixed, lines = repair_mojibake(traced(text[start:end], start))
        if lines:
            self.repaired += lines
            found = list(_repaired(fixed.text, Cursor(fixed)))
        else:
            # Any whitespace character stands for a blank, so a stretch with single ones still maps one to one.
            plain = _ANY_SPACE.sub(" ", text[start:end])
            found = [(new, start + low, start + high, len(new) == high - low) for low, high, new in fold(plain)]
        for new, low, high, exact in found:
            self._parts.append(Stretch(new, low, high, frame.element, node, exact and not deep))
            if new != " ":
                self._count += len(new)
                self._bold += len(new) * frame.bold
                self._link += len(new) * frame.link
                self._breaks = 0

    def _break(self) -> None:
        if self._row is not None:
            self._parts.append(Stretch(" ", 0, 0))
            return
        self._breaks += 1
        self._end_line()
        if self._breaks > 1:  # a blank line
            self._group += 1

    def _end_line(self) -> None:
        parts = joined(self._parts)
        if parts and self._blocks:
            tag, element = self._maker()
            links = round(self._link / self._count, 3)
            self.lines.append(
                Line(parts, tag, element, self._group, strong=self._bold == self._count, links=links),
            )
        self._parts = []
        self._count = self._bold = self._link = 0

    def _maker(self) -> tuple[str, Element | None]:
        """The element that the line is told by: an item is a ``li`` though its text stands in a ``p`` of it."""
        top = self._blocks[-1]
        tag = top.tag
        if self._items:
            item = self._items[-1]
            if top is item or (tag in _PLAIN and (not item.used or item.tag not in _FIRST_OF)):
                tag = item.tag
            item.used = True
        return tag, top.element

    def _end_block(self) -> None:
        if self._row is not None:
            self._parts.append(Stretch(" ", 0, 0))
            return
        self._end_line()
        self._group += 1
        self._breaks = 0

    def _end_cell(self, head: bool) -> None:
        if self._row is not None:
            self._row.append(joined(self._parts))
            self._row_heads.append(head)
            self._parts = []

    def _end_row(self) -> None:
        row, frame = self._row, self._row_frame
        if row is None or frame is None:
            return
        if joined(self._parts):
            self._end_cell(False)
        self._row, self._row_frame = None, None
        if any(row):
            links = round(self._link / self._count, 3) if self._count else 0.0
            header = all(self._row_heads) or _within(frame.element, "thead")
            strong = self._bold == self._count
            self.lines.append(Line((), "tr", frame.element, self._group, row, strong, header, links))
        self._parts = []
        self._count = self._bold = self._link = 0
        self._group += 1


def _repaired(text: str, cursor: Cursor) -> Iterator[tuple[str, int, int, bool]]:
    for low, high, new in fold(text):
        pieces = list(cursor.take(low, high))
        if new != text[low:high]:
            yield new, pieces[0].source_start, pieces[-1].source_end, False
        else:
            for p in pieces:
                yield text[p.start : p.end], p.source_start, p.source_end, p.exact


def _text_of(value: Any) -> str:
    """An attribute as text: lists are joined, what is absent is empty."""
    if value is None:
        return ""
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _is_hidden(name: str, attributes: dict[str, Any], style: str) -> bool:
    return (
        "hidden" in attributes
        or _text_of(attributes.get("aria-hidden")).strip().lower() == "true"
        or bool(style and _HIDING.search(style))
        or (name == "dialog" and "open" not in attributes)
    )


def _element(name: str, parent: Element | None, ordinal: int, attributes: dict[str, Any]) -> Element:
    if not attributes:
        return Element(name, parent, ordinal)
    return Element(
        name,
        parent,
        ordinal,
        tuple(_text_of(attributes.get("class")).split()),
        _text_of(attributes.get("id")),
        _text_of(attributes.get("role")),
        _text_of(attributes.get("aria-label")),
    )


def _within(element: Element | None, tag: str) -> bool:
    """Whether one of the nearest ancestors is a ``tag``."""
    for _, ancestor in zip(range(6), element.ancestors() if element else (), strict=False):
        if ancestor.tag == tag:
            return True
    return False


def _is_layout(table: Tag) -> bool:
    """Whether a table only arranges the page: it holds a table, a heading or an essay, or has a single column.

    The look stops at a nested table, so that tables within tables are looked through once.
    """
    columns = 0
    stack = list(reversed(table.contents))  # Tag.descendants would first look for the last of them
    while stack:
        child = stack.pop()
        if isinstance(child, Tag):
            if child.name in {"table", "h1", "h2", "h3", "h4", "h5", "h6"}:
                return True
            if child.name == "tr":
                columns = max(columns, sum(isinstance(c, Tag) and c.name in {"td", "th"} for c in child.contents))
            stack.extend(reversed(child.contents))
        elif isinstance(child, NavigableString) and len(child) > _LONG_CELL:
            return True
    return columns < 2
