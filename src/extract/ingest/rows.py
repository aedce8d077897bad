"""Marks that open items only where three lines in a row have them: ``»``, ``>>``, ``1/``, ``A.``, ``IV.``, ``-Ny``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from extract.records.document import Block

_LEAST = 3
_TAGS = frozenset({"line", "p", "div", "span", "td", "section", "article", "main", "center", "body", "pre"})
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI")
_QUOTE = ">"
"""Alone on its line it is the blank line of a mail that another mail quotes."""


def _plain(mark: str) -> int | None:
    return None


def _number(mark: str) -> int | None:
    return int(mark[:-1])


def _letter(mark: str) -> int | None:
    return ord(mark.strip("(.)"))


def _roman(mark: str) -> int | None:
    return _ROMANS.index(mark[:-1])


@dataclass(frozen=True, slots=True)
class _Kind:
    """A mark, and its place in the order in which such marks count the lines; None where all are the same."""

    opening: regex.Pattern[str]
    place: Callable[[str], int | None] = _plain


_KINDS = (
    _Kind(regex.compile(r"» (?=[^\s«][^«]*$)")),  # a quotation closes, and is set close behind its mark
    _Kind(regex.compile(r">> ?(?=[^\s>])")),
    _Kind(regex.compile(r"> ?[*•·–-] (?=\S)")),
    _Kind(regex.compile(r"> ?(?=[\p{Lu}\d\"”»])")),
    _Kind(regex.compile(r"-(?=[\p{Lu}\d\"”»])|[-–—−] (?=\S)")),
    _Kind(regex.compile(r"\d{1,2}/ (?=\S)"), _number),
    _Kind(regex.compile(rf"(?:{'|'.join(reversed(_ROMANS))})[.)] (?=\S)"), _roman),
    _Kind(regex.compile(r"\(?[A-ZÆØÅ]\) (?=\S)|[A-ZÆØÅ]\. (?=\S)|\(?[a-zæøå][.)] (?=\S)"), _letter),
)


def with_row_markers(blocks: Sequence[Block], text: str) -> tuple[Block, ...]:
    """``blocks`` with the markers that only neighbours show. Lines of an item below its mark may stand between
    two of them; numbers and letters count on from line to line."""
    out = list(blocks)
    texts = [text[block.start : block.end] if _may_open(block) else "" for block in blocks]
    quoted = _QUOTE in texts
    for kind in _KINDS:
        for run in _runs(blocks, texts, kind):
            if quoted and run[0][1].strip() == _QUOTE:
                continue
            for index, marker in run:
                if not out[index].marker:
                    out[index] = replace(out[index], marker=marker)
    return tuple(out)


def _runs(blocks: Sequence[Block], texts: Sequence[str], kind: _Kind) -> Iterator[list[tuple[int, str]]]:
    run: list[tuple[int, str]] = []
    for index, text in enumerate(texts):
        found = kind.opening.match(text)
        if found is not None and (not run or _counts_on(kind, run[-1][1], found.group())):
            run.append((index, found.group()))
            continue
        below = run and text and blocks[index].group == blocks[index - 1].group
        if found is None and below and not text.startswith(_QUOTE):
            continue  # a line below the mark
        if len(run) >= _LEAST:
            yield run
        run = [(index, found.group())] if found is not None else []
    if len(run) >= _LEAST:
        yield run


def _counts_on(kind: _Kind, before: str, mark: str) -> bool:
    last, here = kind.place(before.strip()), kind.place(mark.strip())
    return last is None or here is None or here == last + 1


def _may_open(block: Block) -> bool:
    return block.tag in _TAGS and not block.cells
