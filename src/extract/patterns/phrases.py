"""The small language of patterns: plain Danish words with slots, compiled to safe regular expressions.

=================  ==========================================================================
``bevilger``       the word, in any letter case; one blank stands for any blanks
``{money}``        a slot: one mention of that kind (see ``SLOTS``)
``...``            up to eight words of the same sentence
``(får|modtager)`` one of these
``[i alt]``        this or nothing
``projekt*``       the word with any ending
=================  ==========================================================================

Phrases are matched against *masked* text (:func:`mask`), in which each mention is one character.
Every piece is bounded, so matching takes time linear in the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import regex

from extract.records.release import Span

GAP_WORDS = 8
SLOTS: Mapping[str, str] = {
    name: chr(0xF0000 + number)
    for number, name in enumerate(
        ("money", "person", "org", "place", "date", "percent", "quote", "name", "number", "title", "party")
    )
}
"""The slots that a phrase may use, each with its mask: a private-use character that no text contains."""

_TOKEN = regex.compile(
    r"(?P<slot>\{\w+\})|(?P<gap>\.\.\.|…)|(?P<open>[(\[])|(?P<close>[)\]])|(?P<bar>\|)|(?P<star>\*)"
    r"|(?P<blank>\s+)|(?P<word>\w+)|(?P<mark>.)"
)
_BLANK = r"\s+"
_GAP = rf"(?:\S+\s+){{0,{GAP_WORDS}}}?"


class PhraseSyntaxError(ValueError):
    """A phrase that is not of the language; the message says what and where."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A stretch of text with each mention replaced by its slot's character.

    ``offsets[i]`` is the absolute offset of masked character ``i`` (one more for the end);
    ``mentions[i]`` is the number of the mention that character ``i`` stands for.
    """

    text: str
    offsets: tuple[int, ...]
    mentions: Mapping[int, int]

    def span(self, start: int, end: int) -> Span:
        """The absolute span of masked characters ``start:end``."""
        return self.offsets[start], self.offsets[end]

    def position(self, offset: int) -> int:
        """The masked position of an absolute offset (of the mention around it, inside one)."""
        return bisect_left(self.offsets, offset)


def mask(text: str, span: Span, mentions: Iterable[tuple[int, int, str, int]]) -> Masked:
    """``text[span]`` with ``mentions`` ``(start, end, slot, number)`` masked; of overlapping ones the first wins."""
    start, end = span
    pieces: list[str] = []
    offsets: list[int] = []
    numbers: dict[int, int] = {}
    at = start
    for low, high, slot, number in sorted(mentions, key=lambda m: (m[0], -m[1])):
        if low < at or high > end or high <= low:
            continue
        pieces.append(text[at:low])
        offsets.extend(range(at, low))
        numbers[len(offsets)] = number
        pieces.append(SLOTS[slot])
        offsets.append(low)
        at = high
    pieces.append(text[at:end])
    offsets.extend(range(at, end + 1))
    return Masked("".join(pieces), tuple(offsets), numbers)


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """Where a phrase matched: pattern id, absolute span, and for each slot the number of its mention."""

    id: str
    start: int
    end: int
    slots: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One ``[[pattern]]``: its phrases compiled into one expression, its examples, and what it gives."""

    id: str
    match: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    why: str
    file: str
    give: Mapping[str, str]
    expression: regex.Pattern[str]

    def find(self, masked: Masked) -> Iterator[PhraseMatch]:
        """All places where one of the phrases matches, left to right, not overlapping."""
        for found in self.expression.finditer(masked.text):
            slots = {
                slot: masked.mentions[found.start(slot)]
                for slot, value in found.groupdict().items()
                if value is not None and found.start(slot) in masked.mentions
            }
            start, end = masked.span(*found.span())
            yield PhraseMatch(self.id, start, end, slots)


@dataclass(frozen=True, slots=True)
class Words:
    """One ``[[words]]``: a list of words or phrases without slots."""

    id: str
    words: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    why: str
    file: str
    give: Mapping[str, str]
    folded: frozenset[str]
    expression: regex.Pattern[str]

    def __contains__(self, word: str) -> bool:
        return word.casefold() in self.folded


def compile_phrases(phrases: Iterable[str]) -> regex.Pattern[str]:
    """One expression for several phrases, the longest alternative first; PhraseSyntaxError names a bad one."""
    sources = []
    for phrase in sorted(phrases, key=lambda text: (-len(text), text)):
        source, _ = _sequence(phrase, list(_TOKEN.finditer(phrase)), 0, closing="")
        sources.append(source)
    return regex.compile("|".join(f"(?:{source})" for source in sources), regex.IGNORECASE)


def _sequence(phrase: str, tokens: list[regex.Match[str]], at: int, closing: str) -> tuple[str, int]:
    """The expression of tokens from ``at`` to ``closing`` (or the end), and the position after it."""
    alternatives: list[str] = []
    out: list[str] = []
    while at < len(tokens):
        token = tokens[at]
        kind, text = token.lastgroup, token.group()
        if kind == "close":
            if text != closing:
                raise PhraseSyntaxError(f"'{text}' without its opening bracket in “{phrase}”")
            alternatives.append("".join(out))
            return "|".join(alternatives), at
        if kind == "bar":
            if not closing:
                raise PhraseSyntaxError(f"'|' stands only inside (…) or […] in “{phrase}”")
            alternatives.append("".join(out))
            out = []
        elif kind == "open":
            inner, at = _sequence(phrase, tokens, at + 1, ")" if text == "(" else "]")
            blank_follows = at + 1 < len(tokens) and tokens[at + 1].lastgroup == "blank"
            if text == "(":
                out.append(f"(?:{inner})")
            elif blank_follows:
                # A gap at the end of the option has taken the blank after it.
                out.append(rf"(?:(?:{inner}){'' if inner.endswith(_GAP) else _BLANK})?")
                at += 1
            elif out and out[-1] == r"\s+":
                out[-1] = rf"(?:\s+(?:{inner}))?"
            else:
                out.append(f"(?:{inner})?")
        elif kind == "slot":
            name = text[1:-1]
            if name not in SLOTS:
                raise PhraseSyntaxError(f"unknown slot {text} in “{phrase}”; there are {', '.join(SLOTS)}")
            out.append(f"(?P<{name}>{SLOTS[name]})")
        elif kind == "gap":
            out.append(_GAP)
            if at + 1 < len(tokens) and tokens[at + 1].lastgroup == "blank":
                at += 1
        elif kind == "blank":
            # A comma may close what stands in apposition: "resten, 74 mio. kr., betaler kommunen".
            out.append(r",?\s+" if out and out[-1] == f"(?P<money>{SLOTS['money']})" else r"\s+")
        elif kind == "word":
            starred = at + 1 < len(tokens) and tokens[at + 1].lastgroup == "star"
            out.append(rf"(?<!\w){regex.escape(text)}" + (r"\w*" if starred else r"(?!\w)"))
            at += starred
        elif kind == "star":
            raise PhraseSyntaxError(f"'*' stands only right after a word in “{phrase}”")
        else:
            out.append(regex.escape(text))
        at += 1
    if closing:
        raise PhraseSyntaxError(f"'{closing}' is missing in “{phrase}”")
    return "".join(out), at
