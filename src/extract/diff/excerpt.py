"""The words around a place in a text, with the place marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extract.diff.align import alignment
from extract.records.release import Span

Pieces = tuple[tuple[str, bool], ...]
"""A stretch of text in pieces, each with whether it is marked."""

ROOM: Final = 90
_LONGEST: Final = 600


def excerpt(text: str, spans: Sequence[Span], room: int = ROOM) -> Pieces:
    """The line of the first span, cut to ``room`` characters on both sides, with each span in it marked."""
    if not spans:
        return ()
    start, end = spans[0]
    end = min(end, start + _LONGEST)
    low = max(text.rfind("\n", 0, start) + 1, start - room)
    stop = text.find("\n", end)
    high = min(stop if stop >= 0 else len(text), end + room)
    low, high = _at_word(text, low, start, forward=True), _at_word(text, high, end, forward=False)
    pieces: list[tuple[str, bool]] = []
    at = low
    if low > 0 and text[low - 1] != "\n":
        pieces.append(("… ", False))
    for first, last in sorted(spans):
        first, last = max(first, at), min(last, high)
        if first < last:
            pieces += [(text[at:first], False), (text[first:last], True)]
            at = last
    pieces.append((text[at:high], False))
    if high < len(text) and text[high] != "\n":
        pieces.append((" …", False))
    return tuple((piece, marked) for piece, marked in pieces if piece)


def words_marked(old: str, new: str) -> tuple[Pieces, Pieces]:
    """Two texts, each with the words marked that the other has not."""
    laid = alignment(old, new)
    return _without(old, laid.kept(0)), _without(new, laid.kept(1))


def _without(text: str, kept: Sequence[Span]) -> Pieces:
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in (*sorted(kept), (len(text), len(text))):
        between = text[at:start]
        # A blank beside a word that stayed is no change.
        low = len(between) - len(between.lstrip())
        high = max(len(between.rstrip()), low)
        pieces += [(between[:low], False), (between[low:high], True), (between[high:] + text[start:end], False)]
        at = max(at, end)
    return tuple((piece, marked) for piece, marked in pieces if piece)


def _at_word(text: str, at: int, edge: int, *, forward: bool) -> int:
    """A cut that splits no word, where there is a blank near it."""
    if forward:
        found = text.find(" ", at, edge)
        return at if at == 0 or text[at - 1].isspace() or found < 0 else found + 1
    found = text.rfind(" ", edge, at)
    return at if at >= len(text) or text[at].isspace() or found < 0 else found
