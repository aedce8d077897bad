"""A stretch of the article as tokens, each with what the rules know of it: the tagger's view of a text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import regex

from extract.records.document import Article, Passage
from extract.records.mentions import Mentions
from extract.records.release import Span

_TOKEN = regex.compile(r"\p{L}[\p{L}\p{M}\d]*(?:[-'’.&/](?=[\p{L}\d])[\p{L}\p{M}\d]+)*|\d[\d.,]*(?<=\d)|[^\s]|\t")
MOST_LINES = 12
SHORT = 160
_FIGURE = regex.compile(r"(?<![\d.])\d{1,3}\.\d{3}(?!\d)")
MOST_TOKENS = 400


@dataclass(slots=True)
class Token:
    """A word, sign or whole mention. ``code`` is the mention's kind; ``line`` the number of its line."""

    start: int
    end: int
    word: str
    code: str
    line: int


@dataclass(slots=True)
class Stretch:
    """What is tagged as one: a paragraph, or the lines of an item. ``item``: it is one of a list."""

    tokens: list[Token]
    passages: list[Passage]
    item: bool
    section: str


def stretches(article: Article, mentions: Mentions, settled: Collection[str] = ()) -> list[Stretch]:
    """The article without its ``settled`` sections in stretches: the passages of an item or a paragraph together."""
    groups: list[list[Passage]] = []
    key: object = None
    for passage in article.passages:
        if passage.section in settled:
            continue
        own = (passage.section, passage.item) if passage.item is not None else (passage.section, "g", passage.group)
        if groups and own == key and len(groups[-1]) < MOST_LINES:
            groups[-1].append(passage)
        else:
            groups.append([passage])
        key = own
    sums = [money.start for money in mentions.money]
    masks = _masks(mentions)
    codes = _codes(mentions)
    out = []
    for group in groups:
        if not _may_tell(article.text, group, sums):
            continue
        tokens: list[Token] = []
        for number, passage in enumerate(group):
            _line(article.text, (passage.start, passage.end), masks, codes, number, tokens)
            if len(tokens) > MOST_TOKENS:
                break
        if tokens:
            out.append(Stretch(tokens[:MOST_TOKENS], group, group[0].item is not None, group[0].section))
    return out


def _may_tell(text: str, group: Sequence[Passage], sums: Sequence[int]) -> bool:
    """Whether a stretch may say who gets what, or is a short line beside such: longer prose without a sum is not."""
    start, end = group[0].start, group[-1].end
    if group[0].item is not None or end - start <= SHORT:
        return True
    return bisect_left(sums, start) < bisect_left(sums, end) or _FIGURE.search(text, start, end) is not None


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
