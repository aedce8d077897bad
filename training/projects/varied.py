"""Marked lists in another form: the same rows with their parts in another order, between other signs."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from training.projects.readers import Marked, Passage

_GLUE = re.compile(r"[\s,;:–—|/()\[\]=>→·-]*\Z")
_BULLET = re.compile(r"\s*(?:[-•*–▪·→+>]\s+|\d{1,2}[.)]\s+)?\Z")
_LEAST_ROWS = 3
_BETWEEN = (", ", " – ", ": ", " - ", "; ", "\t", " | ", " / ", " · ", " — ", "\n", ". ", ",")
_BULLETS = ("", "- ", "• ", "* ", "– ", "#. ", "#) ", "▪ ", "· ", "o ")
_TAILS = ("", "", "", ".")
_QUOTES = ("»«", "””", '""', "“”")
_DROP, _SHUFFLE, _SUM_LAST, _ALIKE, _BRACKET, _QUOTE = 0.35, 0.6, 0.5, 0.6, 0.3, 0.12
"""How often a part is left out, the parts are shuffled, the sum comes last, all signs are alike, one part stands in
brackets, and names in marks."""


@dataclass(frozen=True, slots=True)
class _Form:
    """How rows are set: their parts in order, what stands between them, which is in brackets (0: none)."""

    parts: tuple[str, ...]
    between: tuple[str, ...]
    bracket: int
    bullet: str
    tail: str
    quotes: str


def varied(passage: Passage, chance: random.Random, number: int) -> Passage | None:
    """The text with its rows in another form; None where it has not three rows of marks and signs alone."""
    lines = _lines(passage)
    kinds = [_kind(passage.text, line) for line in lines]
    counts = Counter(kind for kind in kinds if kind is not None)
    kind, rows = max(counts.items(), key=lambda one: (one[1], one[0]), default=((), 0))
    if rows < _LEAST_ROWS:
        return None
    form = _form(kind, chance)
    pieces: list[str] = []
    spans: list[Marked] = []
    length = count = 0
    for line, own in zip(lines, kinds, strict=True):
        if own == kind:
            count += 1
            text, marks = _row(passage.text, line[2], form, count)
        else:
            text, marks = passage.text[line[0] : line[1]], [(a - line[0], b - line[0], k) for a, b, k in line[2]]
        spans += [(length + a, length + b, k) for a, b, k in marks]
        pieces.append(text)
        length += len(text) + 1
    return Passage(f"{passage.name}%{number}", "\n".join(pieces), tuple(spans), passage.form)


_Line = tuple[int, int, Sequence[Marked]]


def _lines(passage: Passage) -> list[_Line]:
    """Each line's start, end and marks."""
    out: list[_Line] = []
    at = 0
    for line in passage.text.split("\n"):
        end = at + len(line)
        out.append((at, end, [mark for mark in passage.spans if at <= mark[0] and mark[1] <= end]))
        at = end + 1
    return out


def _kind(text: str, line: _Line) -> tuple[str, ...] | None:
    """The labels of a line that is nothing but a bullet, marks and signs between them, each once."""
    start, end, marks = line
    labels = tuple(label for _, _, label in marks)
    if len(marks) < len("PG") or len(set(labels)) < len(labels) or _BULLET.match(text[start : marks[0][0]]) is None:
        return None
    between = [text[one[1] : other[0]] for one, other in pairwise(marks)]
    tail = text[marks[-1][1] : end].rstrip(".")
    return labels if all(_GLUE.match(part) for part in (*between, tail)) else None


def _form(kind: Sequence[str], chance: random.Random) -> _Form:
    parts = list(kind)
    if len(parts) > len("PG") and chance.random() < _DROP:
        parts.remove(chance.choice([part for part in parts if part != "P"]))
    if chance.random() < _SHUFFLE:
        chance.shuffle(parts)
    if "G" in parts and chance.random() < _SUM_LAST:
        parts.remove("G")
        parts.append("G")
    one = chance.choice(_BETWEEN)
    alike = chance.random() < _ALIKE
    between = tuple(one if alike else chance.choice(_BETWEEN) for _ in parts[1:])
    bracket = chance.randrange(1, len(parts)) if chance.random() < _BRACKET else 0
    quotes = chance.choice(_QUOTES) if chance.random() < _QUOTE else ""
    return _Form(tuple(parts), between, bracket, chance.choice(_BULLETS), chance.choice(_TAILS), quotes)


def _row(text: str, marks: Sequence[Marked], form: _Form, number: int) -> tuple[str, list[Marked]]:
    said = {label: text[start:end] for start, end, label in marks}
    out = form.bullet.replace("#", str(number))
    spans: list[Marked] = []
    for at, part in enumerate(form.parts):
        inside = form.bracket and at == form.bracket
        quoted = bool(form.quotes) and part == "P"
        if at:
            out += " (" if inside else form.between[at - 1]
        out += form.quotes[0] if quoted else ""
        spans.append((len(out), len(out) + len(said[part]), part))
        out += said[part] + (form.quotes[1] if quoted else "") + (")" if inside else "")
    out += form.tail
    if "\n" in form.between and not form.bullet:
        out += "\n"  # a blank line between entries of several lines
    return out, spans
