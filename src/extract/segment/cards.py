"""Cards of a page: sibling elements that each hold a few short lines, one of them a sum. Their lines are one paragraph
each, as they are for the reader, whatever elements they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import regex

from extract.records.document import Block, Element

_LEAST = 3
_MOST_LINES = 6
_LONGEST = 220
_HEIGHTS = (1, 2, 3)
_SUM = regex.compile(r"\d\s?(?:mio\.?\s?)?(?:kr\b|kroner)|(?:kr\.?:?|DKK)\s?\d", regex.IGNORECASE)


def with_cards(blocks: Sequence[Block], texts: Sequence[str]) -> Sequence[Block]:
    """``blocks`` with one group for each card of three or more in a row."""
    for height in _HEIGHTS:
        found = _cards(blocks, texts, height)
        if found:
            out = list(blocks)
            for first, stop in found:
                out[first:stop] = [replace(block, group=blocks[first].group) for block in blocks[first:stop]]
            return out
    return blocks


def _cards(blocks: Sequence[Block], texts: Sequence[str], height: int) -> list[tuple[int, int]]:
    """The first and last block of each card, if cards are the elements that stand ``height`` above their lines."""
    around = [_above(block, height) for block in blocks]
    spans: list[tuple[int, int]] = []
    for _, members in groupby(range(len(blocks)), key=lambda n: id(around[n]) if around[n] is not None else -1):
        numbers = list(members)
        spans.append((numbers[0], numbers[-1] + 1))
    found: list[tuple[int, int]] = []
    for fits, run in groupby(spans, key=lambda span: _kind(blocks, texts, around[span[0]], span)):
        cards = list(run)
        if fits is not None and len(cards) >= _LEAST:
            found += cards
    return found


def _above(block: Block, height: int) -> Element | None:
    element = block.element
    for _ in range(height):
        element = element.parent if element is not None else None
    return element


def _kind(
    blocks: Sequence[Block], texts: Sequence[str], card: Element | None, span: tuple[int, int]
) -> tuple[int, str, tuple[str, ...]] | None:
    """What cards of one row share, their parent, tag and classes; None for what is no card."""
    lines = texts[span[0] : span[1]]
    if card is None or card.parent is None or not 1 < len(lines) <= _MOST_LINES:
        return None
    plain = all(b.tag in {"p", "div", "span", "line"} and not b.marker and not b.cells for b in blocks[slice(*span)])
    if not plain or any(len(line) > _LONGEST for line in lines) or sum(map(_is_sum, lines)) != 1:
        return None
    return id(card.parent), card.tag, card.classes


def _is_sum(line: str) -> bool:
    return _SUM.search(line) is not None
