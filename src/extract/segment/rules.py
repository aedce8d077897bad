"""Lines of dashes, stars and the like that part the entries of a list or underline titles: no text, and no end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from extract.records.document import Block

_RULE = regex.compile(r"(?P<sign>[-–—*=_~#+•·.])(?:\s?(?P=sign)){2,200}")
_MONEY = regex.compile(
    r"\d\s?(?:kr\b|kroner|mio|mia|mill|tkr|euro|€|,-|DKK\b)|(?:kr\.?:?|DKK)\s?\d|\d\.\d{3}(?!\d)", regex.IGNORECASE
)
_LEAST = 3
_MOST_LINES = 9
_NEAR = 4


def without_rules(blocks: Sequence[Block], texts: Sequence[str]) -> Sequence[Block]:
    """``blocks`` without the rules between entries, each of which is a paragraph of its own then. Between two rules
    stands an entry with its sum; a rule without such neighbours (above the sender's text) stays."""
    gone = {rule for run in _runs(texts) for rule in run}
    if not gone:
        return blocks
    out: list[Block] = []
    group = max(block.group for block in blocks)
    own: int | None = None
    for index, block in enumerate(blocks):
        if index in gone:
            if not _underlines(blocks, gone, index):
                group += 1
                own = block.group if index + 1 < len(blocks) and blocks[index + 1].group == block.group else None
            continue
        own = own if block.group == own else None
        out.append(replace(block, group=group) if own is not None else block)
    return out


def _runs(texts: Sequence[str]) -> list[list[int]]:
    """The rules of one sign with an entry between each and the next."""
    signs = {n: found["sign"] for n, text in enumerate(texts) if (found := _RULE.fullmatch(text.strip())) is not None}
    runs: list[list[int]] = []
    for above, below in pairwise(signs):
        entry = texts[above + 1 : below]
        if signs[above] != signs[below] or not 0 < len(entry) <= _MOST_LINES:
            continue
        if not any(_MONEY.search(text) for text in entry):
            continue
        if runs and runs[-1][-1] == above:
            runs[-1].append(below)
        else:
            runs.append([above, below])
    return [[n for n in run if n] for run in runs if len(run) >= _LEAST or _parts_three(texts, run)]


def _parts_three(texts: Sequence[str], run: Sequence[int]) -> bool:
    """Whether an entry with its sum stands right above the first of two rules, and one right below the last."""
    first, last = run[0], run[-1]
    beside = (texts[max(first - _NEAR, 0) : first], texts[last + 1 : last + 1 + _NEAR])
    return all(any(_MONEY.search(text) for text in entry) for entry in beside)


def _underlines(blocks: Sequence[Block], gone: set[int], index: int) -> bool:
    """Whether a rule stands below the first line of a paragraph that goes on below it, and no other rule parts that."""
    group = blocks[index].group
    first = index < 2 or blocks[index - 2].group != group
    goes_on = index + 1 < len(blocks) and blocks[index + 1].group == group
    return first and goes_on and blocks[index - 1].group == group and sum(blocks[n].group == group for n in gone) == 1
