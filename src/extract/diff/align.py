"""Two texts of one release laid beside each other: what stayed, what changed, and where a place of one is in the other.

Lines first, then the words of lines that changed. The same pair of texts is laid the same way whichever comes first, so
that a comparison the other way round gives the same changes the other way round.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Final

import regex

from extract.records.release import Span

_WORD: Final = regex.compile(r"\w+|[^\w\s]")
_MOST_LINES: Final = 2_000
_MOST_WORDS: Final = 1_500
"""A stretch that changed and is longer is taken as new: finding what little stayed would take time without end."""

EXACT: Final = 1.0
_TOUCHES: Final = 0.5
_BESIDE: Final = 0.25


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch that both texts have: ``size`` characters at ``before`` and at ``after``."""

    before: int
    after: int
    size: int


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines of the one text that became lines of the other; one of the two may be empty."""

    before: Span
    after: Span


class Alignment:
    """Two texts side by side. ``edits`` are the lines that differ, in their order."""

    def __init__(self, before: str, after: str) -> None:
        self._swapped = before > after
        first, second = (after, before) if self._swapped else (before, after)
        self._same = first == second
        self._text = second
        self._blocks, edits = ((Block(0, 0, len(first)),), ()) if self._same else _laid(first, second)
        self._starts = [block.before for block in self._blocks]
        self.edits = tuple(Edit(e.after, e.before) for e in edits) if self._swapped else edits

    def kept(self, side: int) -> tuple[Span, ...]:
        """The stretches of a text (0: the earlier, 1: the later) that the other has too, in their order."""
        if (side == 0) == self._swapped:
            return tuple((block.after, block.after + block.size) for block in self._blocks)
        return tuple((block.before, block.before + block.size) for block in self._blocks)

    def closeness(self, before: Sequence[Span], after: Sequence[Span]) -> float:
        """How surely the places are the same, from 0 to 1: the best that two of them give."""
        first, second = (after, before) if self._swapped else (before, after)
        return max((self._close(a, b) for a in first for b in second), default=0.0)

    def _close(self, first: Span, second: Span) -> float:
        start, end = self._moved(first[0])[0], self._moved(first[1])[1]
        if (start, end) == second:
            return EXACT
        shared = min(end, second[1]) - max(start, second[0])
        if shared > 0:
            return _TOUCHES + (EXACT - _TOUCHES) * shared / (max(end, second[1]) - min(start, second[0]))
        low, high = sorted((min(end, second[1]), max(start, second[0])))
        return 0.0 if "\n" in self._text[low:high] or high - low > 200 else _BESIDE

    def _moved(self, at: int) -> Span:
        """Where an offset of the first text may be in the second: one place, or the stretch that took its place."""
        n = bisect_right(self._starts, at) - 1
        low = 0
        if n >= 0:
            block = self._blocks[n]
            if at <= block.before + block.size:
                return (block.after + at - block.before,) * 2
            low = block.after + block.size
        high = self._blocks[n + 1].after if n + 1 < len(self._blocks) else len(self._text)
        return low, high


@lru_cache(maxsize=8)
def alignment(before: str, after: str) -> Alignment:
    """The alignment of two texts; the last few are kept."""
    return Alignment(before, after)


def _laid(first: str, second: str) -> tuple[tuple[Block, ...], tuple[Edit, ...]]:
    lines = _Pieces(first, second, list(_lines(first)), list(_lines(second)))
    blocks: list[Block] = []
    edits: list[Edit] = []
    for same, a, b in lines.runs(_MOST_LINES):
        low, high = _span(lines.first, a), _span(lines.second, b)
        if same:
            blocks.append(Block(low[0], high[0], low[1] - low[0]))
            continue
        for edit in _by_line(lines.first[a], lines.second[b]) or [Edit(low, high)]:
            edits.append(edit)
            words = _Pieces(first, second, list(_words(first, edit.before)), list(_words(second, edit.after)))
            for stayed, c, d in words.runs(_MOST_WORDS):
                # Blanks between words may differ, so each word that stayed is a block of its own.
                pairs = zip(words.first[c], words.second[d], strict=True) if stayed else ()
                blocks += (Block(at, other, end - at) for (at, end), (other, _) in pairs)
    return tuple(blocks), tuple(edits)


def _by_line(first: Sequence[Span], second: Sequence[Span]) -> list[Edit]:
    """Each line against its own, where there are as many; nothing where there are not."""
    return [Edit(a, b) for a, b in zip(first, second, strict=True)] if len(first) == len(second) else []


@dataclass(slots=True)
class _Pieces:
    """Lines or words of two texts, as spans."""

    one: str
    other: str
    first: list[Span]
    second: list[Span]

    def runs(self, most: int) -> Iterator[tuple[bool, slice, slice]]:
        """Runs of pieces of both texts, in order, that are the same (True) or differ."""
        a = [self.one[low:high] for low, high in self.first]
        b = [self.other[low:high] for low, high in self.second]
        shorter = min(len(a), len(b))
        head = next((n for n in range(shorter) if a[n] != b[n]), shorter)
        tail = next((n for n in range(shorter - head) if a[-1 - n] != b[-1 - n]), shorter - head)
        end_a, end_b = len(a) - tail, len(b) - tail
        if head:
            yield True, slice(head), slice(head)
        if max(end_a, end_b) - head > most:
            yield False, slice(head, end_a), slice(head, end_b)
        else:
            # In long runs it passes over what stands everywhere (its autojunk): that tells nothing about places, and
            # trying each of its places takes time with the square and more.
            matcher = SequenceMatcher(None, a[head:end_a], b[head:end_b])
            for tag, i, j, k, m in matcher.get_opcodes():
                yield tag == "equal", slice(head + i, head + j), slice(head + k, head + m)
        if tail:
            yield True, slice(end_a, len(a)), slice(end_b, len(b))


def _span(spans: Sequence[Span], run: slice) -> Span:
    """From the first piece of a run to its last; of an empty one, where it would stand."""
    if run.start is None or run.start < run.stop:
        return spans[run.start or 0][0], spans[run.stop - 1][1]
    at = spans[run.start][0] if run.start < len(spans) else spans[-1][1] if spans else 0
    return at, at


def _lines(text: str) -> Iterator[Span]:
    """Each line with its break."""
    cuts = [0, *(n + 1 for n, character in enumerate(text) if character == "\n"), len(text)]
    yield from ((low, high) for low, high in pairwise(cuts) if low < high)


def _words(text: str, span: Span) -> Iterator[Span]:
    yield from (found.span() for found in _WORD.finditer(text, *span))
