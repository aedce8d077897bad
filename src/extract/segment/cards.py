"""Cards of a page: sibling elements that each hold a few short lines, one of them a sum. Their lines are one paragraph
each, as they are for the reader, whatever elements they stand in; the link at their foot (*Læs mere*) is no line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import groupby

import regex

from extract.records.document import Block, Element

_LEAST = 3
_MOST_LINES = 6
_LONGEST = 220
_TITLES = frozenset({"h3", "h4", "h5", "h6"})
_PLAIN = frozenset({"p", "div", "span", "line"}) | _TITLES
_SUM_LONGEST = 24
_LINKED = 0.9
_LINK_LONGEST = 40
_HEIGHTS = (1, 2, 3)
_SUM = regex.compile(r"\d\s?(?:mio\.?\s?)?(?:kr\b|kroner)|(?:kr\.?:?|DKK)\s?\d", regex.IGNORECASE)


def with_cards(blocks: Sequence[Block], texts: Sequence[str]) -> Sequence[Block]:
    """``blocks`` with one group for each card of three or more in a row, and without their links."""
    feet = _feet(blocks, texts)
    for height in _HEIGHTS:
        found = _cards(blocks, texts, height, feet)
        if found:
            out = list(blocks)
            for first, stop in found:
                group = blocks[first].group
                out[first:stop] = [_as_line(block, group) for block in blocks[first:stop]]
            gone = {n for first, stop in found for n in range(first, min(stop + 1, len(blocks))) if n in feet}
            return [block for n, block in enumerate(out) if n not in gone]
    return blocks


def _as_line(block: Block, group: int) -> Block:
    """A line of a card, whose title is no heading of the text."""
    return replace(block, group=group, tag="div" if block.tag in _TITLES else block.tag)


def _cards(blocks: Sequence[Block], texts: Sequence[str], height: int, feet: AbstractSet[int]) -> list[tuple[int, int]]:
    """The first and last block of each card, if cards are the elements that stand ``height`` above their lines."""
    around = [_above(block, height) for block in blocks]
    spans: list[tuple[int, int]] = []
    lines = [n for n in range(len(blocks)) if n not in feet]
    for _, members in groupby(lines, key=lambda n: id(around[n]) if around[n] is not None else -1):
        numbers = list(members)
        spans.append((numbers[0], numbers[-1] + 1))
    found: list[tuple[int, int]] = []
    for fits, run in groupby(spans, key=lambda span: _kind(blocks, texts, around[span[0]], span, feet)):
        cards = list(run)
        if fits is not None and len(cards) >= _LEAST:
            found += cards
    return found


def _above(block: Block, height: int) -> Element | None:
    element = block.element
    for _ in range(height):
        element = element.parent if element is not None else None
        while element is not None and element.tag == "a":
            element = element.parent  # a title that is a link as a whole
    return element


def _kind(
    blocks: Sequence[Block], texts: Sequence[str], card: Element | None, span: tuple[int, int], feet: AbstractSet[int]
) -> tuple[int, str, tuple[str, ...]] | None:
    """What cards of one row share, their parent, tag and classes; None for what is no card."""
    inside = [n for n in range(*span) if n not in feet]
    lines = [texts[n] for n in inside]
    if card is None or card.parent is None or not 1 < len(lines) <= _MOST_LINES:
        return None
    plain = all(blocks[n].tag in _PLAIN and not blocks[n].marker and not blocks[n].cells for n in inside)
    if not plain or any(len(line) > _LONGEST for line in lines) or not _holds_sum(lines):
        return None
    return id(card.parent), card.tag, card.classes


def _holds_sum(lines: Sequence[str]) -> bool:
    """Whether one line is a sum or holds one; of several, only one is a sum and nothing else."""
    return 1 in (sum(_SUM.search(line) is not None for line in lines), sum(map(_is_sum_alone, lines)))


def _is_sum_alone(line: str) -> bool:
    return len(line) <= _SUM_LONGEST and _SUM.search(line) is not None


def _feet(blocks: Sequence[Block], texts: Sequence[str]) -> frozenset[int]:
    """The links that stand three times or more with the same few words."""
    again = Counter(texts)
    linked = (n for n, block in enumerate(blocks) if block.links >= _LINKED and len(texts[n]) <= _LINK_LONGEST)
    return frozenset(n for n in linked if again[texts[n]] >= _LEAST)
