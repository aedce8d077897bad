"""Tables whose cells came one a line, as a copied page or PDF gives them: put together into rows again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extract.records.document import Block

_LEAST_COLUMNS = 2
_MOST_COLUMNS = 6
_LEAST_ROWS = 2
_LONGEST_CELL = 160
_LONGEST_HEAD = 40
_BRACKETS = regex.compile(r"\([^)]*\)")
_AMOUNT = regex.compile(
    r"(?:(?:kr\.?|DKK)\s?)?\d{1,3}(?:[.\s]\d{3})*(?:,\d+|,-)?(?:\s?(?:mio|mia|mill)\.?)?(?:\s?(?:kr\.?|kroner|DKK|euro|€|,-))?",
    regex.IGNORECASE,
)


def with_rows(blocks: Sequence[Block], texts: Sequence[str], money_heads: frozenset[str]) -> Sequence[Block]:
    """``blocks`` with one row for each run of lines that are its cells. A table is known by its heads: short lines one
    below the other, one of them in ``money_heads`` (folded); below it each row has its amounts in the same columns, one
    of them that."""
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        width, stop = _table(blocks, texts, at, money_heads)
        if width == 0:
            out.append(blocks[at])
            at += 1
            continue
        out.extend(_row(blocks[n : n + width], blocks[at].group) for n in range(at, stop, width))
        at = stop
    return out


def _table(blocks: Sequence[Block], texts: Sequence[str], at: int, money_heads: frozenset[str]) -> tuple[int, int]:
    """How many columns the table has that begins here, and where it ends; no columns where none begins."""
    if not _is_head(blocks, texts, at):
        return 0, at
    for width in range(_MOST_COLUMNS, _LEAST_COLUMNS - 1, -1):
        heads = range(at, at + width)
        if heads.stop > len(blocks) or not all(_is_head(blocks, texts, n) for n in heads):
            continue
        first = [_AMOUNT.fullmatch(text.strip()) is not None for text in texts[heads.stop : heads.stop + width]]
        money = [n for n, is_amount in enumerate(first) if is_amount]
        if not any(_folded(texts[at + n]) in money_heads for n in money):
            continue
        stop = heads.stop
        while _fits(blocks, texts, stop, width, money):
            stop += width
        if stop - heads.stop >= width * _LEAST_ROWS:
            return width, stop
    return 0, at


def _fits(blocks: Sequence[Block], texts: Sequence[str], at: int, width: int, money: Sequence[int]) -> bool:
    """Whether the lines from here on are a row: amounts in the columns of the first row's, none elsewhere."""
    if at + width > len(blocks) or not all(_is_cell(blocks[n], texts[n]) for n in range(at, at + width)):
        return False
    return all((_AMOUNT.fullmatch(texts[at + n].strip()) is not None) == (n in money) for n in range(width))


def _is_cell(block: Block, text: str) -> bool:
    plain = block.tag in {"line", "p", "div", "span"} and not block.marker and not block.cells
    return plain and 0 < len(text.strip()) <= _LONGEST_CELL


def _is_head(blocks: Sequence[Block], texts: Sequence[str], at: int) -> bool:
    text = texts[at].strip()
    short = 0 < len(text) <= _LONGEST_HEAD and text[:1].isupper() and not any(map(str.isdigit, text))
    return short and _is_cell(blocks[at], texts[at])


def _folded(text: str) -> str:
    return " ".join(_BRACKETS.sub("", text).casefold().split()).rstrip(" :.")


def _row(cells: Sequence[Block], group: int) -> Block:
    return replace(cells[0], end=cells[-1].end, cells=tuple((cell.start, cell.end) for cell in cells), group=group)
