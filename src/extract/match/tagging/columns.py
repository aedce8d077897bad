"""The rows of a list side by side: what stands in the same column of the others, however columns are counted.

A line falls into segments at its separators. Segments of different rows are in one column where they have the same
number from the left, or from the right, or stand behind the same separator or label; the three are kept apart, since
rows that lack a part agree in one of them only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from extract.match.tagging.tokens import Stretch, Token

SEPARATORS: Final = frozenset(
    {"\t", "–", "—", "-", ":", "|", ";", "(", ")", "[", "]", ",", "·", "•", "/", "→", ">", "="}
)
_TIGHT: Final = frozenset({"-", "/", ","})
"""Signs that part only where a blank follows: ``Ribe-Vejen``, ``2,5``."""
_SHORTENED: Final = frozenset(
    (
        "gl",
        "nr",
        "sdr",
        "ndr",
        "nør",
        "vr",
        "st",
        "sct",
        "skt",
        "chr",
        "dr",
        "kr",
        "mio",
        "mia",
        "ca",
        "prof",
        "adm",
        "v",
        "bl",
    )
)
"""Words before whose full stop no sentence ends: ``Gl. Havn``."""
_OPENING: Final = frozenset({"»", "“", "„", "«", "”", '"'})
_LONGEST_LABEL: Final = 3
_LONGEST_ROW: Final = 45
_MOST_LINES: Final = 4
_SHARES: Final = 3
NO_COLUMN: Final = (0,) * 5


@dataclass(slots=True)
class Segment:
    """A piece of a line between separators: ``first`` up to ``after`` are its tokens, ``number`` of ``count`` counts
    from the left. ``before`` and ``behind`` are the separators around it, ``label`` the words before a colon."""

    line: int
    number: int
    first: int
    after: int
    before: str
    behind: str = "$"
    count: int = 1
    label: str = ""
    nth: int = 0
    """How many segments of the line before it stand behind the same separator."""
    look: str = ""


_Traits = tuple[bool, bool, bool, bool, int, str]
"""Whether a segment holds a body, a place, begins small or with a quote mark; how many words, and which."""


@dataclass(slots=True)
class _Column:
    """What the segments of one column are like."""

    rows: int = 0
    bodies: int = 0
    places: int = 0
    small: int = 0
    words: int = 0
    quoted: int = 0
    texts: set[str] = field(default_factory=set)
    told: Counter[str] = field(default_factory=Counter)
    shape: int | None = None
    said: dict[str, str] = field(default_factory=dict)
    """What :meth:`most` has answered."""

    def add(self, traits: _Traits, told: str) -> None:
        body, place, small, quoted, words, text = traits
        self.rows += 1
        self.bodies += body
        self.places += place
        self.small += small
        self.quoted += quoted
        self.words += words
        self.texts.add(text)
        self.told[told] += 1

    def share(self, count: int) -> int:
        return 1 + _SHARES * count // self.rows

    def most(self, own: str) -> str:
        """What most of the others are taken for, and how many of them: the row that asks does not count."""
        if own not in self.said:
            count, label = max((count - (label == own), label) for label, count in self.told.items())
            self.said[own] = f"{label}{_SHARES * count // (self.rows - 1)}" if self.rows > 1 else ""
        return self.said[own]


@dataclass(slots=True)
class Columns:
    """A stretch's segments, the segment of each token, and the columns that each segment is in."""

    segments: list[Segment]
    of_token: list[int]
    shapes: list[tuple[int, ...]]
    """For each segment what it is like in its three columns."""
    told: list[tuple[str, ...]]
    """For each segment what the rules take its three columns for."""
    rows: int
    """How many rows the list has."""


def columns(stretches: Sequence[Stretch], told: Sequence[Sequence[str]], chosen: Sequence[int]) -> dict[int, Columns]:
    """The columns of the chosen stretches, by number. ``told`` is what the rules took each token for."""
    sections = {stretches[number].section for number in chosen}
    cut = {n: segments_of(stretch) for n, stretch in enumerate(stretches) if stretch.section in sections}
    rows = {n for n in cut if stretches[n].item or len(stretches[n].tokens) <= _LONGEST_ROW}
    many = Counter(stretches[number].section for number in rows)
    labels = {n: [_codes(segment, told[n]) for segment in own] for n, (own, _) in cut.items()}
    summary: dict[tuple[object, ...], _Column] = {}
    for number in sorted(rows):
        for segment, label in zip(cut[number][0], labels[number], strict=True):
            traits = _traits(stretches[number].tokens[segment.first : segment.after])
            for key in _keys(stretches[number].section, segment):
                column = summary.get(key)
                if column is None:
                    column = summary[key] = _Column()
                column.add(traits, label)
    out = {}
    for number in chosen:
        own, of_token = cut[number]
        section = stretches[number].section
        count = many[section] if number in rows and many[section] > 1 else 0
        shapes: list[tuple[int, ...]] = [(0, 0, 0)] * len(own)
        rules: list[tuple[str, ...]] = [("", "", "")] * len(own)
        for at, segment in enumerate(own if count else ()):
            found = [summary[key] for key in _keys(section, segment)]
            shapes[at] = tuple(_shape(column, count) for column in found)
            rules[at] = tuple(column.most(labels[number][at]) for column in found)
        out[number] = Columns(own, of_token, shapes, rules, count)
    return out


def _traits(inside: Sequence[Token]) -> _Traits:
    codes = {token.code[:1] for token in inside}
    first = inside[0].word
    text = " ".join([token.word for token in inside])
    return "o" in codes, not codes.isdisjoint("lk"), first[:1].islower(), first in _OPENING, len(inside), text


def _shape(column: _Column, many: int) -> int:
    """One number for what a column holds: bodies, places, small letters, words, repeats, and in how many rows."""
    if column.shape is None:
        column.shape = _shaped(column, many)
    return column.shape


def _shaped(column: _Column, many: int) -> int:
    words = min(column.words // column.rows, 9)
    repeats = column.share(column.rows - len(column.texts))
    there = min(_SHARES * column.rows // many, _SHARES)
    out = 0
    for value in (
        column.share(column.bodies),
        column.share(column.places),
        column.share(column.small),
        words,
        repeats,
        there,
        column.share(column.quoted),
    ):
        out = out * 10 + value
    return out


def _keys(section: str, segment: Segment) -> tuple[tuple[object, ...], ...]:
    line = min(segment.line, _MOST_LINES)
    behind = (segment.label,) if segment.label else (line, segment.before, segment.nth)
    return (
        (section, "left", line, segment.number),
        (section, "right", line, segment.count - segment.number),
        (section, "behind", *behind),
    )


def _codes(segment: Segment, codes: Sequence[str]) -> str:
    """What most tokens of a segment are taken for, and whether that begins and ends with it."""
    own = codes[segment.first : segment.after]
    kinds = [code[1:2] for code in own]
    kind, _ = max(Counter(kinds).items(), key=lambda one: (one[1], one[0]))
    if not kind:
        # A short name at the edge of much else is worth more than what surrounds it.
        return "-" if not any(kinds) else "p" if "P" in kinds else "a"
    return f"{kind}{'[' if own[0][:1] == 'B' else ''}{']' if kinds[-1] == kind else ''}"


def segments_of(stretch: Stretch) -> tuple[list[Segment], list[int]]:
    """The :func:`segments` of a stretch, cut once."""
    if stretch.cut is None:
        stretch.cut = segments(stretch.tokens)
    return stretch.cut


def segments(tokens: Sequence[Token]) -> tuple[list[Segment], list[int]]:
    """The segments of a stretch's lines, and for each token the number of its segment (a separator counts to the one
    behind it). Amounts are segments of their own; a line of nothing but separators has none."""
    found: list[Segment] = []
    of_token: list[int] = []
    before = "^"
    open_: Segment | None = None
    line = -1
    for number, token in enumerate(tokens):
        if token.line != line:
            open_, before, line = None, "^", token.line
        sum_ = token.code.startswith("€")
        if not sum_ and _parts(tokens, number):
            if open_ is not None:
                open_.behind = token.word
            open_, before = None, token.word
            of_token.append(len(found))
            continue
        if sum_ and open_ is not None:
            open_.behind, open_, before = "€", None, "€"
        if open_ is None:
            open_ = Segment(line, 0, number, number + 1, before)
            found.append(open_)
        open_.after = number + 1
        of_token.append(len(found) - 1)
        if sum_:
            open_.behind, open_, before = "€", None, "€"
    _number(found, tokens)
    last = len(found) - 1
    return found, [min(n, last) for n in of_token]


def _number(found: Sequence[Segment], tokens: Sequence[Token]) -> None:
    by_line: dict[int, list[Segment]] = {}
    for segment in found:
        by_line.setdefault(segment.line, []).append(segment)
    for line in by_line.values():
        seen: Counter[str] = Counter()
        for number, segment in enumerate(line):
            segment.number, segment.count, segment.nth = number, len(line), seen[segment.before]
            seen[segment.before] += 1
            segment.look = _look(tokens[segment.first : segment.after])
            above = line[number - 1] if number else None
            if segment.before == ":" and above is not None and above.after - above.first <= _LONGEST_LABEL:
                segment.label = " ".join(token.word.lower() for token in tokens[above.first : above.after])


def _look(inside: Sequence[Token]) -> str:
    """What a segment is like by itself: an amount, a body, a place, words that begin large or small."""
    if inside[0].code.startswith("€"):
        return "€"
    codes = {token.code[:1] for token in inside}
    kind = "o" if "o" in codes else "n" if "n" in codes else "l" if codes & {"l", "k"} else "d" if "d" in codes else ""
    first = inside[0].word
    begins = '"' if first in _OPENING else "x" if first.islower() else "0" if first[:1].isdigit() else "X"
    long = "" if len(inside) <= _LONGEST_LABEL else "+" if len(inside) <= 3 * _LONGEST_LABEL else "++"
    return f"{kind}{begins}{long}"


def _parts(tokens: Sequence[Token], number: int) -> bool:
    """Whether a token parts segments: a separator with a blank behind it where it may stand within a word, or a full
    stop before a capital."""
    token = tokens[number]
    following = tokens[number + 1] if number + 1 < len(tokens) else None
    spaced = following is None or following.line != token.line or following.start > token.end
    if token.word == ".":
        above = tokens[number - 1].word.lower() if number else ""
        ends = len(above) > 1 and above not in _SHORTENED
        return following is None or (ends and spaced and following.word[:1].isupper())
    if token.word not in SEPARATORS or token.code:
        return False
    doubled = (following is not None and following.word == token.word) or (
        number and tokens[number - 1].word == token.word
    )
    return token.word not in _TIGHT or spaced or bool(doubled)
