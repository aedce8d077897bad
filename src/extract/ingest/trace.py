"""Text that remembers where it came from: every edit keeps the way back to the source.

Ingest changes text in small places only (a character dropped, an entity decoded, mojibake repaired), so the way
back is a short list of pieces. All functions are linear in the text and its edits.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """``text[start:end]`` and the source units ``[source_start, source_end)`` that it came from.

    An exact piece is its source, character by character, encoded in ``encoding`` (empty: one unit a
    character). Any other piece came from its source stretch as a whole.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    exact: bool = True
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Traced:
    """A text and its pieces, which cover it in order and without gaps."""

    text: str
    pieces: tuple[Piece, ...]


def traced(text: str, source_start: int = 0) -> Traced:
    """Text of which each character is one unit of the source."""
    if not text:
        return Traced("", ())
    return Traced(text, (Piece(0, len(text), source_start, source_start + len(text)),))


def _width(text: str, start: int, end: int, encoding: str) -> int:
    return len(text[start:end].encode(encoding)) if encoding else end - start


class Cursor:
    """Cuts stretches out of a traced text from left to right; each character is measured once."""

    def __init__(self, of: Traced, start: int = 0) -> None:
        """A cursor that will be asked for stretches from ``start`` on."""
        self._of = of
        self._index = max(bisect_right(of.pieces, start, key=lambda piece: piece.start) - 1, 0)
        self._at = self._source = 0
        self._arrive()

    def take(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces of ``text[start:end]``, in offsets of the whole text; ``start`` may never go back."""
        text, pieces = self._of.text, self._of.pieces
        while self._index < len(pieces):
            piece = pieces[self._index]
            if piece.end <= start:
                self._step()
                continue
            if piece.start >= end:
                return
            low, high = max(start, piece.start), min(end, piece.end)
            if piece.exact:
                self._source += _width(text, self._at, low, piece.encoding)
                source_start = self._source
                self._source += _width(text, low, high, piece.encoding)
                self._at = high
                yield Piece(low, high, source_start, self._source, True, piece.encoding)
            else:
                yield Piece(low, high, piece.source_start, piece.source_end, False)
            if high < piece.end:
                return
            self._step()

    def _step(self) -> None:
        self._index += 1
        self._arrive()

    def _arrive(self) -> None:
        if self._index < len(self._of.pieces):
            piece = self._of.pieces[self._index]
            self._at, self._source = piece.start, piece.source_start


def edit(of: Traced, edits: Iterable[tuple[int, int, str]]) -> Traced:
    """``of`` with each ``text[start:end]`` replaced; edits are in order and do not overlap.

    A replacement is traced, as a whole, to the stretch that it stands for; what is dropped leaves no piece.
    """
    cursor = Cursor(of)
    parts: list[str] = []
    pieces: list[Piece] = []
    at = length = 0

    def keep(start: int, end: int) -> None:
        nonlocal length
        for piece in cursor.take(start, end):
            shift = length - start
            pieces.append(
                Piece(
                    piece.start + shift,
                    piece.end + shift,
                    piece.source_start,
                    piece.source_end,
                    piece.exact,
                    piece.encoding,
                )
            )
        parts.append(of.text[start:end])
        length += end - start

    for start, end, new in edits:
        keep(at, start)
        at = end
        replaced = list(cursor.take(start, end))
        if new and replaced:
            low, high = replaced[0].source_start, replaced[-1].source_end
            pieces.append(Piece(length, length + len(new), low, high, exact=False))
            parts.append(new)
            length += len(new)
    keep(at, len(of.text))
    return Traced("".join(parts), tuple(pieces))


def milestones(of: Traced, every: int = 4096) -> Traced:
    """``of`` in pieces of at most ``every`` characters, so that a cursor can begin anywhere without measuring all."""
    pieces: list[Piece] = []
    cursor = Cursor(of)
    for start in range(0, len(of.text), every):
        pieces += cursor.take(start, min(start + every, len(of.text)))
    return Traced(of.text, tuple(pieces))


def cut(of: Traced, start: int, end: int) -> Traced:
    """``text[start:end]`` as a traced text of its own."""
    return from_pieces(of.text[start:end], Cursor(of, start).take(start, end), start)


def from_pieces(text: str, pieces: Iterable[Piece], start: int) -> Traced:
    """``text`` with pieces whose offsets count from ``start`` of a longer text."""
    moved = (Piece(p.start - start, p.end - start, p.source_start, p.source_end, p.exact, p.encoding) for p in pieces)
    return Traced(text, tuple(moved))
