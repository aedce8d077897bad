"""A stretch of the article as tokens, each with what the rules know of it: the tagger's view of a text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from extract.records.document import Article, Passage
from extract.records.mentions import Mentions
from extract.records.release import Span

if TYPE_CHECKING:
    from extract.match.tagging.columns import Segment

_TOKEN = regex.compile(
    r"[vV]/(?=\s)|\p{L}[\p{L}\p{M}\d]*(?:[-'’.&/](?=[\p{L}\d])[\p{L}\p{M}\d]+)*|\d[\d.,]*(?<=\d)|[^\s]|\t"
)
MOST_TOKENS = 400


@dataclass(slots=True)
class Token:
    """A word, sign or whole mention. ``code`` is the mention's kind; ``line`` the number of its line; ``again`` says
    which part of a phrase it is that the text uses more than once (one of ``BIES``)."""

    start: int
    end: int
    word: str
    code: str
    line: int
    again: str = ""


@dataclass(slots=True)
class Stretch:
    """What is tagged as one: a paragraph, or the lines of an item. ``item``: it is a row of a list."""

    tokens: list[Token]
    passages: list[Passage]
    item: bool
    section: str
    cut: tuple[list[Segment], list[int]] | None = None
    """Its segments, once they are known (columns.py)."""


def tokens_of(
    article: Article, mentions: Mentions, phrases: Sequence[Span]
) -> Callable[[Sequence[Passage]], list[Token]]:
    """What makes tokens of passages, which are lines. ``phrases`` are those that the text uses more than once."""
    masks, codes = _masks(mentions), _codes(mentions)

    def cut(lines: Sequence[Passage]) -> list[Token]:
        out: list[Token] = []
        for number, line in enumerate(lines):
            first = len(out)
            _line(article.text, (line.start, line.end), masks, codes, number, out)
            _mark_repeats(out[first:], phrases)
            if len(out) > MOST_TOKENS:
                break
        return out[:MOST_TOKENS]

    return cut


def _mark_repeats(line: Sequence[Token], phrases: Sequence[Span]) -> None:
    """Marks the tokens of a line that stand in one of the phrases."""
    if not line:
        return
    at = bisect_left(phrases, line[0].start, key=lambda phrase: phrase[0])
    while at < len(phrases) and phrases[at][0] < line[-1].end:
        low, high = phrases[at]
        inside = [token for token in line if low <= token.start and token.end <= high]
        for token in inside:
            token.again = "I"
        if inside:
            inside[-1].again = "E"
            inside[0].again = "B" if len(inside) > 1 else "S"
        at += 1


def _masks(mentions: Mentions) -> list[tuple[int, int, str, str]]:
    """Mentions that are one token each: amounts, dates, persons."""
    found = [(m.start, m.end, "€", f"€{m.role}") for m in mentions.money]
    found += [(d.start, d.end, "€dato", "d") for d in mentions.dates]
    found += [(p.start, p.end, "€person", "n") for p in mentions.people]
    found.sort(key=lambda one: (one[0], -one[1]))
    out: list[tuple[int, int, str, str]] = []
    for one in found:
        if not out or one[0] >= out[-1][1]:
            out.append(one)
    return out


def _codes(mentions: Mentions) -> list[tuple[int, int, str]]:
    """Mentions that are marked token by token: bodies and places."""
    found = [(o.start, o.end, "o") for o in mentions.organisations]
    found += [
        (p.start, p.end, "l" if p.kind in {"city", "island"} else "k") for p in mentions.places if not p.in_organisation
    ]
    found.sort(key=lambda one: (one[0], -one[1]))
    out: list[tuple[int, int, str]] = []
    for one in found:
        if not out or one[0] >= out[-1][1]:
            out.append(one)
    return out


def _line(
    text: str,
    span: Span,
    masks: Sequence[tuple[int, int, str, str]],
    codes: Sequence[tuple[int, int, str]],
    line: int,
    out: list[Token],
) -> None:
    at, end = span
    number = bisect_left(masks, (at, -1, "", ""))
    while at < end:
        mask = masks[number] if number < len(masks) and masks[number][0] < end else None
        until = mask[0] if mask is not None else end
        out.extend(Token(m.start(), m.end(), m[0], "", line) for m in _TOKEN.finditer(text, at, until))
        if mask is None:
            break
        out.append(Token(mask[0], min(mask[1], end), mask[2], mask[3], line))
        at = max(mask[1], at + 1)
        number += 1
    for token in reversed(out):
        if token.line != line or token.start < span[0]:
            break
        if token.code:
            continue
        near = bisect_right(codes, token.start, key=lambda one: one[0]) - 1
        if near >= 0 and codes[near][1] > token.start:
            token.code = codes[near][2] + ("b" if codes[near][0] == token.start else "i")
