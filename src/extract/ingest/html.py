"""A parsed page → lines: walked once without recursion, every visible character with its place in the DOM."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import regex
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from extract.ingest.assembly import Line, Stretch, fold, joined
from extract.ingest.failure import refuse_endless
from extract.ingest.repair import may_be_mojibake, repair_mojibake
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
"""Elements whose content is no text to read."""
_NOTED = frozenset({"html", "title", "meta", "link", "script", "time"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt", "legend"})
_FIRST_OF = frozenset({"li", "dd"})
_ALL_OF = frozenset({"figcaption", "caption", "dt", "summary", "cite"})
_PLAIN = frozenset({"p", "div", "span", "section"})
_NEVER_HIDDEN = frozenset({"html", "body", "main", "article"})
_HIDING = regex.compile(r"(?:display\s*+:\s*+none|visibility\s*+:\s*+hidden)", regex.I)
_BOLD = regex.compile(r"font-weight\s*+:\s*+(?:bold|[6-9]00)", regex.I)
_ANY_SPACE = regex.compile(r"\s")
_ODD_SPACE = regex.compile(r"[^\S ]")
_ASCII_SPACE = " \n\t\r\f\v"
_MOST_SPANNED = 40
_DIGITS = 4
_DEPTH = 256
"""Elements nested deeper keep the chain of this depth, so that no path and no walk over parents grows without end."""
DEEP = -1
"""The node number of text in such elements: it cannot be told which node of the named one it is."""
_LONG_CELL, _LONG_ARTICLE = 800, 1500
"""Characters of one text, and of all texts of a cell, that no table of data holds."""
_MANY_PARAGRAPHS = 5
_NESTING = frozenset({"table", "h1", "h2", "h3", "h4", "h5", "h6"})
_BETWEEN = frozenset({"br", "hr", "wbr", "img"})


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


@dataclass(slots=True, eq=False)
class _Frame:
    """An open element of the walk."""

    children: Iterator[Any]
    tag: str
    attributes: Mapping[str, str]
    parent: _Frame | None = None
    ordinal: int = 1
    depth: int = 0
    bold: bool = False
    link: bool = False
    pre: bool = False
    block: bool = False
    used: bool = False
    layout: bool = False
    nodes: int = 0
    counts: dict[str, int] | None = None
    made: Element | None = None

    @property
    def element(self) -> Element:
        """The element for the record, made when its first text asks for it: most elements of a page hold none.

        Beyond ``_DEPTH`` it is the last one within.
        """
        if self.made is not None:
            return self.made
        chain: list[_Frame] = []
        frame: _Frame | None = self
        while frame is not None and frame.made is None and frame.depth:
            chain.append(frame)
            frame = frame.parent
        made = frame.made if frame is not None else None
        for step in reversed(chain):
            if step.depth <= _DEPTH or made is None:
                made = _element(step.tag, made, step.ordinal, step.attributes)
            step.made = made
        assert made is not None
        return made

    def within(self, tag: str) -> bool:
        """Whether this or one of the nearest elements around it is a ``tag``."""
        frame: _Frame | None = self
        for _ in range(6):
            if frame is None:
                return False
            if frame.tag == tag:
                return True
            frame = frame.parent
        return False


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
        self._below: list[dict[int, int]] = []
        self._headings = 0
        self._headed = False
        self._characters = 0
        self._group = 0
        self._breaks = 0
        self._parts: list[Stretch] = []
        self._row: list[list[Stretch]] | None = None
        self._row_heads: list[bool] = []
        self._row_frame: _Frame | None = None
        self._count = self._bold = self._link = 0

    def run(self, soup: BeautifulSoup) -> None:
        stack = [_Frame(iter(soup.contents), "", {})]
        while stack:
            frame = stack[-1]
            for child in frame.children:
                if isinstance(child, Tag):
                    opened = self._open(child, frame)
                    if opened is not None:
                        stack.append(opened)
                        break
                elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                    # Comments and doctypes are preformatted. The plain text alone, or it would keep the whole tree.
                    self._text(str(child), frame)
            else:
                stack.pop()
                self._close(frame)
        self._end_block()

    def _open(self, tag: Tag, parent: _Frame) -> _Frame | None:
        name = tag.name
        counts = parent.counts
        if counts is None:
            counts = parent.counts = {}
        ordinal = counts[name] = counts.get(name, 0) + 1
        if name in _NOTED:
            self.noted.append(tag)
        if name in _BETWEEN:
            if name == "br":
                self._break()
            elif name == "hr":
                self._end_block()
            elif name == "img" and not self._headed:
                self.noted.append(tag)  # what a page has above its headline may be its logo
            return None
        attributes: Mapping[str, Any] = tag.attrs
        if name in _SKIPPED or (name == "button" and not self._headings and not _opens_panel(attributes, parent)):
            return None
        bold = parent.bold or name == "b" or name == "strong"
        if attributes:
            style = attributes.get("style")
            if name not in _NEVER_HIDDEN and _is_hidden(name, attributes, style):
                return None
            bold = bold or bool(style and _BOLD.search(style))
        frame = _Frame(
            iter(tag.contents),
            name,
            attributes,
            parent,
            ordinal,
            parent.depth + 1,
            bold,
            parent.link or (name == "a" and "href" in attributes),
            parent.pre or name == "pre",
        )
        self._headings += name in _HEADINGS
        self._headed |= name == "h1"
        if name in _BLOCKS or (name == "cite" and parent.tag == "blockquote") or (name == "a" and _is_tile(tag)):
            frame.block = True
            self._open_block(frame, tag)
        return frame

    def _open_block(self, frame: _Frame, tag: Tag) -> None:
        name = frame.tag
        self._end_block()
        self._blocks.append(frame)
        if name in _FIRST_OF or name in _ALL_OF or (name == "footer" and frame.within("blockquote")):
            self._items.append(frame)
        if name == "table":
            frame.layout = _is_layout(tag)
            self._tables.append(frame)
            self._below.append({})
        elif name == "tr" and self._tables and not self._tables[-1].layout:
            self._end_row()
            self._row, self._row_heads, self._row_frame = [], [], frame

    def _close(self, frame: _Frame) -> None:
        self._headings -= frame.tag in _HEADINGS
        if not frame.block:
            return
        if self._row is not None and frame.tag in {"td", "th"}:
            self._end_cell(frame)
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
            self._below.pop()

    def _text(self, text: str, frame: _Frame) -> None:
        if not frame.depth:
            return  # beside the document's root
        number = frame.nodes
        frame.nodes += 1
        self._characters += len(text)
        if not frame.pre and not text.strip(_ASCII_SPACE) and (not self._parts or self._parts[-1].text == " "):
            return  # the blanks between elements, which no line keeps
        deep = frame.depth >= _DEPTH
        node = DEEP if deep else number
        self.nodes.append(TextNode(frame.element, node, text))
        if frame.pre and self._row is None and ("\n" in text or "\t" in text.strip()):
            at = 0
            for line in text.split("\n"):
                if at:
                    self._break()
                if "\t" in line.strip():
                    self._add_tabbed(text, at, line, frame, node)
                else:
                    self._add(text, at, at + len(line), frame, node)
                at += len(line) + 1
        else:
            self._add(text, 0, len(text), frame, node)

    def _add(self, text: str, start: int, end: int, frame: _Frame, node: int) -> None:
        piece = text[start:end] if start or end < len(text) else text
        lines = 0
        if may_be_mojibake(piece):
            fixed, lines = repair_mojibake(traced(piece, start))
        if lines:
            self.repaired += lines
            found = list(_repaired(fixed.text, Cursor(fixed)))
        else:
            # Any whitespace character stands for a blank, so a stretch with single ones still maps one to one.
            plain = _ANY_SPACE.sub(" ", piece) if _ODD_SPACE.search(piece) else piece
            found = [(new, start + low, start + high, len(new) == high - low) for low, high, new in fold(plain)]
        element, letters = frame.element, 0
        for new, low, high, exact in found:
            self._parts.append(Stretch(new, low, high, element, node, exact and node != DEEP))
            if new != " ":
                letters += len(new)
        if letters:
            self._count += letters
            if frame.bold:
                self._bold += letters
            if frame.link:
                self._link += letters
            self._breaks = 0

    def _add_tabbed(self, text: str, start: int, line: str, frame: _Frame, node: int) -> None:
        """A line of preformatted text that tabs part into cells: a row."""
        self._end_line()
        cells: list[list[Stretch]] = []
        for cell in line.split("\t"):
            self._add(text, start, start + len(cell), frame, node)
            cells.append(joined(self._parts))
            self._parts = []
            start += len(cell) + 1
        self.lines.append(Line((), "tr", frame.element, self._group, cells))
        self._count = self._bold = self._link = 0

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
            refuse_endless(len(self.lines), self._characters)
            self.lines.append(
                Line(parts, tag, element, self._group, strong=self._bold == self._count, links=links),
            )
        self._parts = []
        self._count = self._bold = self._link = 0

    def _maker(self) -> tuple[str, Element | None]:
        """The element that the line is told by: an item is a ``li`` though its text stands in a ``p`` of it."""
        top = self._blocks[-1]
        tag = top.tag if top.tag != "a" else "div"
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

    def _end_cell(self, frame: _Frame | None = None) -> None:
        """The text since the last cell as one; a merged cell is followed by empty ones, so columns stay columns."""
        if self._row is None:
            return
        self._fill_from_above()
        below = self._below[-1] if self._below else {}
        width, height = _spanned(frame, "colspan"), _spanned(frame, "rowspan")
        for column in range(len(self._row), len(self._row) + width):
            if height > 1:
                below[column] = height  # one more than the rows below: this row's end counts, too
        self._row.append(joined(self._parts))
        self._row += [[] for _ in range(width - 1)]
        self._row_heads.append(frame is not None and frame.tag == "th")
        self._parts = []

    def _fill_from_above(self) -> None:
        """Empty cells where cells of rows above reach down."""
        below = self._below[-1] if self._below else {}
        while self._row is not None and len(self._row) in below and len(self._row) < _MOST_SPANNED:
            self._row.append([])

    def _end_row(self) -> None:
        row, frame = self._row, self._row_frame
        if row is None or frame is None:
            return
        if joined(self._parts):
            self._end_cell()
        self._fill_from_above()
        if self._below:
            self._below[-1] = {column: left - 1 for column, left in self._below[-1].items() if left > 1}
        if len(self._row_heads) == 1:
            row = [cell for cell in row if cell]  # one cell over all columns: a heading between the rows
        self._row, self._row_frame = None, None
        if any(row):
            links = round(self._link / self._count, 3) if self._count else 0.0
            header = all(self._row_heads) or frame.within("thead")
            strong = self._bold == self._count
            self.lines.append(Line((), "tr", frame.element, self._group, row, strong, header, links))
        self._parts = []
        self._count = self._bold = self._link = 0
        self._group += 1


def _is_tile(link: Tag) -> bool:
    """Whether a link holds paragraphs or headings, and so is a block as a whole."""
    return any(isinstance(child, Tag) and child.name in _BLOCKS for child in link.contents)


def _opens_panel(attributes: Mapping[str, Any], around: _Frame) -> bool:
    """Whether a button is the heading of a panel below it, as in an accordion, and none of a menu."""
    return "aria-expanded" in attributes and not any(around.within(tag) for tag in ("nav", "header", "form", "li"))


def _spanned(frame: _Frame | None, name: str) -> int:
    """How many columns or rows a cell takes."""
    said = str(frame.attributes.get(name, "")).strip() if frame is not None else ""
    return max(1, min(int(said), _MOST_SPANNED)) if said.isascii() and said.isdigit() and len(said) < _DIGITS else 1


def _repaired(text: str, cursor: Cursor) -> Iterator[tuple[str, int, int, bool]]:
    for low, high, new in fold(text):
        pieces = list(cursor.take(low, high))
        if new != text[low:high]:
            yield new, pieces[0].source_start, pieces[-1].source_end, False
        else:
            for p in pieces:
                yield text[p.start : p.end], p.source_start, p.source_end, p.exact


def _is_hidden(name: str, attributes: Mapping[str, str], style: str | None) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").strip().lower() == "true"
        or bool(style and _HIDING.search(style))
        or (name == "dialog" and "open" not in attributes)
    )


def _element(name: str, parent: Element | None, ordinal: int, attributes: Mapping[str, str]) -> Element:
    if not attributes:
        return Element(name, parent, ordinal)
    return Element(
        name,
        parent,
        ordinal,
        tuple(attributes.get("class", "").split()),
        attributes.get("id", ""),
        attributes.get("role", ""),
        attributes.get("aria-label", ""),
    )


def _is_layout(table: Tag) -> bool:
    """Whether a table only arranges the page: it holds a table, a heading or an essay, or has a single column.

    An essay is one long text, or several paragraphs in one cell (a cell of data has two at most), or, on pages of
    the nineties, an article of many short texts between line breaks. The look stops at a nested table, so that
    tables within tables are looked through once.
    """
    columns, essay, paragraphs, written = 0, False, 0, 0
    stack = [iter(table.contents)]  # the library's own walk looks for its end first, down the deepest nesting
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif isinstance(child, Tag):
            if child.name in _NESTING:
                return True
            if child.name in {"td", "th"}:
                paragraphs = written = 0
            paragraphs += child.name == "p"
            essay = essay or paragraphs >= _MANY_PARAGRAPHS
            if child.name == "tr":
                cells = sum(isinstance(cell, Tag) and cell.name in {"td", "th"} for cell in child.contents)
                columns = max(columns, cells)
            stack.append(iter(child.contents))
        else:
            length = len(str(child))
            written += length
            essay = essay or length > _LONG_CELL or written > _LONG_ARTICLE
    return columns < 2 or essay
