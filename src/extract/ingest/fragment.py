"""HTML that stands inside another file (a JSON field): its lines are traced to the bytes of that file."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import regex

from extract.ingest.assembly import Line, Stretch
from extract.ingest.html import DEEP, TextNode, walk
from extract.ingest.repair import decode_entities
from extract.ingest.text import text_lines
from extract.ingest.trace import Cursor, Traced, from_pieces
from extract.ingest.tree import parse
from extract.records.release import SectionKind

_TOKEN = regex.compile(r"[^<]++|<[^>]*+>?")
_TAG = regex.compile(r"</?[A-Za-z][A-Za-z0-9]{0,15}[\s/>]")
_SPACES = regex.compile(r"[^\S ]++|(?:\S| )++")
_LOOK_AHEAD = 50


def field_lines(of: Traced, kind: SectionKind | None = None, group: int = 0) -> list[Line]:
    """The lines of a field that holds HTML or plain text, traced like ``of``; groups count from ``group``."""
    if not _TAG.search(of.text):
        return text_lines(decode_entities(of)[0], kind=kind, group=group)
    page = walk(parse(of.text))
    texts = dict(_aligned(of, page.nodes))
    cursors: dict[tuple[int, int], Cursor] = {}
    whole = (of.pieces[0].source_start, of.pieces[-1].source_end)

    def moved(stretches: Sequence[Stretch]) -> list[Stretch]:
        return [new for old in stretches for new in _moved(old, texts, cursors, whole)]

    return [
        replace(
            line, parts=moved(line.parts), cells=[moved(c) for c in line.cells], kind=kind, group=line.group + group
        )
        for line in page.lines
    ]


def _aligned(of: Traced, nodes: Sequence[TextNode]) -> Iterator[tuple[tuple[int, int], Traced]]:
    """For each text node that is found in the markup, its key and its text traced through ``of``."""
    texts = [(m.start(), m.end()) for m in _TOKEN.finditer(of.text) if m.group()[0] != "<"]
    cursor = Cursor(of)
    at = 0
    for node in nodes:
        for number in range(at, min(at + _LOOK_AHEAD, len(texts))):
            start, end = texts[number]
            raw = of.text[start:end]
            if raw == node.text or html.unescape(raw) == node.text:
                at = number + 1
                found = decode_entities(from_pieces(raw, cursor.take(start, end), start))[0]
                if node.node != DEEP and found.text == node.text:
                    yield (id(node.element), node.node), found
                break


def _moved(
    old: Stretch,
    texts: Mapping[tuple[int, int], Traced],
    cursors: dict[tuple[int, int], Cursor],
    whole: tuple[int, int],
) -> Iterator[Stretch]:
    """A stretch of a text node as stretches of bytes; of the whole field where the node was not found."""
    if old.source_end <= old.source_start:
        yield old
        return
    key = (id(old.element), old.node)
    node = texts.get(key)
    if node is None:
        yield Stretch(old.text, *whole, exact=False)
        return
    cursor = cursors.setdefault(key, Cursor(node))
    if not old.exact:
        pieces = list(cursor.take(old.source_start, old.source_end))
        if pieces:
            yield Stretch(old.text, pieces[0].source_start, pieces[-1].source_end, exact=False)
        return
    for part in _SPACES.finditer(node.text, old.source_start, old.source_end):
        # A tab or no-break space became a blank: the same number of characters, not always of bytes.
        same = part.group()[0] == " " or not part.group()[0].isspace()
        for p in cursor.take(part.start(), part.end()):
            text = old.text[p.start - old.source_start : p.end - old.source_start]
            if p.exact and same:
                yield Stretch(text, p.source_start, p.source_end, encoding=p.encoding)
            else:
                yield Stretch(text, p.source_start, p.source_end, exact=False)
