"""The one layout that fits the rows of a list: where in each of them a name stands, by its segment and its edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from extract.match.tagging.columns import Segment
from extract.match.tagging.tokens import Token

Run = tuple[int, int]
"""First token and token after the last."""

EDGE_WORDS: Final = frozenset({
    "til", "for", "af", "fra", "om", "på", "i", "med", "ved", "hos", "over", "under", "mellem", "mod", "efter",
    "gennem", "som", "at", "der", "og", "så", "når", "hvor", "får", "fik", "modtager", "v/", "samt", "har", "vil",
    "skal",
})  # fmt: skip
"""Small words before and behind which a name may begin or end within a segment."""
_MARKS: Final = frozenset({"»", "«", "“", "”", "„", '"'})
_MARK: Final = '"'


@dataclass(frozen=True, slots=True)
class Address:
    """Which segment of a row: counted from the ``left`` or the ``right`` in a line counted from the ``top`` or the
    ``end``, or ``behind`` a label or separator."""

    kind: str
    at: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a name stands in a row. ``after`` and ``before`` are the words within the segments at which it begins and
    ends; empty where it fills them. ``more`` is how many segments further it ends, or where that is."""

    address: Address
    after: str
    more: int | Address
    before: str
    last: bool
    """Whether it ends before the last such word of the segment, not the first."""


def layouts(tokens: Sequence[Token], segments: Sequence[Segment], run: Run) -> Iterator[Layout]:
    """All ways to say where a run of tokens stands."""
    first = next((s for s in segments if s.first <= run[0] < s.after), None)
    last = next((s for s in segments if s.first < run[1] <= s.after), None)
    if first is None or last is None or first.line != last.line:
        return
    after = "" if run[0] == first.first else _edge(tokens[run[0] - 1])
    before = "" if run[1] == last.after else _edge(tokens[run[1]])
    if after is None or before is None:
        return
    mores: list[int | Address] = [last.number - first.number]
    if first is not last:
        mores.append(Address("right", (last.count - last.number,)))
    for address in addresses(segments, first):
        for more in mores:
            yield Layout(address, after, more, before, True)
            if before:
                yield Layout(address, after, more, before, False)


def _edge(token: Token) -> str | None:
    """The word at an edge within a segment; None where no such edge is known."""
    if token.word in _MARKS:
        return _MARK
    word = token.word.lower()
    if word in EDGE_WORDS:
        return word
    return f"={token.code[:1]}" if token.code[:1] in {"o", "l", "k", "n", "d"} else None


def _is_edge(token: Token, edge: str) -> bool:
    if edge[:1] == "=":
        return token.code[:1] == edge[1:] and token.code[1:] in {"", "b"}
    return (_MARK if token.word in _MARKS else token.word.lower()) == edge


def addresses(segments: Sequence[Segment], segment: Segment) -> Iterator[Address]:
    """All ways to say which segment of its row one is."""
    lines = segments[-1].line - segment.line
    yield Address("left", ("top", segment.line, segment.number))
    yield Address("right", ("top", segment.line, segment.count - segment.number))
    yield Address("left", ("end", lines, segment.number))
    yield Address("right", ("end", lines, segment.count - segment.number))
    if segment.label:
        yield Address("label", (segment.label,))
    elif segment.before not in {"^", ","}:
        yield Address("behind", (segment.line, segment.before, segment.nth))


def find(tokens: Sequence[Token], segments: Sequence[Segment], layout: Layout) -> Run | None:
    """Where a row has a name by this layout; None where it has no such segment."""
    first = _segment(segments, layout.address)
    if first is None:
        return None
    line = [s for s in segments if s.line == first.line]
    more = layout.more
    at = first.number + more if isinstance(more, int) else len(line) - int(str(more.at[0]))
    if not first.number <= at < len(line):
        return None
    last = line[at]
    start, end = first.first, last.after
    if layout.after:
        found = next((n for n in range(first.first, first.after) if _is_edge(tokens[n], layout.after)), None)
        if found is None:
            return None
        start = found + 1
    if layout.before:
        edges = [n for n in range(max(last.first, start + 1), last.after) if _is_edge(tokens[n], layout.before)]
        if edges:
            end = edges[-1] if layout.last else edges[0]
    return (start, end) if start < end else None


def _segment(segments: Sequence[Segment], address: Address) -> Segment | None:
    if address.kind == "label":
        return next((s for s in segments if s.label == address.at[0]), None)
    if address.kind == "behind":
        line, before, nth = address.at
        return next((s for s in segments if (s.line, s.before, s.nth) == (line, before, nth)), None)
    origin, line, number = address.at
    of = segments[-1].line - int(str(line)) if origin == "end" else line
    inside = (s for s in segments if s.line == of)
    if address.kind == "left":
        return next((s for s in inside if s.number == number), None)
    return next((s for s in inside if s.count - s.number == number), None)
