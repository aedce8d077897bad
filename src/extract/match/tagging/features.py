"""Tokens as rows of the weights' table: every feature is a hash of whole numbers, the same on every machine."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from extract.match.tagging.columns import Columns, columns
from extract.match.tagging.tokens import Stretch, Token

Rows = NDArray[np.int64]
_MULTIPLY = np.uint64(0x9E3779B97F4A7C15)
_QUOTES = {"»": 1, "“": 1, "„": 1, "«": 2, "”": 3, '"': 3}
_PREPOSITIONS = frozenset({
    "til", "for", "af", "fra", "om", "på", "i", "med", "ved", "hos", "over", "under",
    "mellem", "mod", "efter", "gennem", "som", "at", "der", "og", "så", "når", "hvor",
})  # fmt: skip
_FOLD = np.uint64(29)
_FAR = 6
_ENDS = frozenset({".", "!", "?"})


@lru_cache(maxsize=60_000)
def _hash(value: str) -> int:
    return zlib.crc32(value.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=60_000)
def _word(word: str) -> tuple[int, int, int, int, int]:
    lower = word.lower()
    if word[:1].isdigit():
        lower = "0" * min(len(word), 5)
    return _hash(lower), _hash("s" + lower[-3:]), _hash("t" + lower[-5:]), _hash(_shape(word)), _hash("p" + lower[:4])


@lru_cache(maxsize=60_000)
def _itself(word: str, code: str, told: str, again: str) -> tuple[tuple[int, ...], int]:
    """What a token is by itself: its word, its mention, what the rules took it for; and its part in a phrase."""
    return (*_word(word), _hash(code), _hash(code[:1]), _hash(told)), _hash("g" + again)


def _shape(word: str) -> str:
    if word[:1].isdigit():
        return "d"
    if not word[:1].isalpha():
        return "€" if word[:1] == "€" else "." if word not in "()" else word
    if word.islower():
        return "x"
    if word.isupper():
        return "X" if len(word) == 1 else "XX"
    return "Xx" if word[1:].islower() else "XxX"


def rows(
    stretches: Sequence[Stretch],
    evidence: Sequence[Sequence[str]],
    size: int,
    wanted: Sequence[bool] | None = None,
) -> list[Rows | None]:
    """For each stretch that is wanted, tokens × features: the rows of the table that speak for each token.

    ``evidence`` has a short code for each token: what the rules took it for.
    """
    chosen = [number for number in range(len(stretches)) if wanted is None or wanted[number]]
    out: list[Rows | None] = [None] * len(stretches)
    if not chosen:
        return out
    layouts = columns(stretches, evidence, chosen)
    looks = _lines(stretches)
    leads = _leads(stretches)
    values: list[list[int]] = [_NOTHING] * GAP
    for number in chosen:
        values += _values(stretches[number], evidence[number], layouts[number], looks[number], leads[number])
        values += [_NOTHING] * GAP
    table = _mixed(np.array(values, dtype=np.uint64), size)
    at = 0
    for number in chosen:
        out[number] = table[at : at + len(stretches[number].tokens)]
        at += len(stretches[number].tokens) + GAP
    return out


def _leads(stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
    """For each stretch the last two words of what stands above the list or lines that it is one of."""
    out: list[tuple[int, int]] = []
    above: tuple[int, int] = (0, 0)
    for number, stretch in enumerate(stretches):
        previous = stretches[number - 1] if number else None
        if previous is not None and not (previous.item and stretch.item and previous.section == stretch.section):
            words = [token.word.lower() for token in previous.tokens if token.word[:1].isalpha()][-2:]
            first, last = (["", "", *words])[-2:]
            above = _hash("h" + first[:6]), _hash("h" + last[:6])
        out.append(above if stretch.item else (0, 0))
    return out


def _lines(stretches: Sequence[Stretch]) -> list[dict[int, tuple[int, int, int, int]]]:
    """For each line of a stretch: what it and its neighbours in the section look like, and whether they are alike."""
    out: list[dict[int, tuple[int, int, int, int]]] = [{} for _ in stretches]
    by_section: dict[str, list[tuple[int, int, str]]] = {}
    for number, stretch in enumerate(stretches):
        by_line: dict[int, list[Token]] = {}
        for token in stretch.tokens:
            by_line.setdefault(token.line, []).append(token)
        by_section.setdefault(stretch.section, []).extend(
            (number, line, _look(tokens)) for line, tokens in by_line.items()
        )
    for lines in by_section.values():
        looks = ["^", "^", "^", *(look for _, _, look in lines), "$", "$", "$"]
        for at, (number, line, look) in enumerate(lines, start=3):
            same = "".join("1" if look == looks[at + by] else "0" for by in (-3, -2, -1, 1, 2, 3))
            out[number][line] = (
                _hash("A" + look),
                _hash("B" + "/".join(looks[at - 1 : at + 2])),
                _hash("C" + "/".join(looks[at - 2 : at + 3])),
                _hash("D" + same),
            )
    return out


def _look(tokens: Sequence[Token]) -> str:
    money = any(token.code.startswith("€") for token in tokens)
    words = [token for token in tokens if not token.code.startswith("€")]
    if not any(token.word[:1].isalnum() for token in words):
        return "€" if money else "-"
    label = ":" in [token.word for token in tokens[:4]]
    body = any(token.code[:1] == "o" for token in tokens)
    ends = tokens[-1].word
    long = "S" if len(tokens) > 14 else "s" if len(tokens) > 6 else "w"
    return f"{'€' if money else ''}{'L' if label else ''}{'o' if body else ''}{long}{ends if ends in '.:' else ''}"


def _values(
    stretch: Stretch,
    evidence: Sequence[str],
    layout: Columns,
    looks: dict[int, tuple[int, int, int, int]],
    leads: tuple[int, int],
) -> list[list[int]]:
    """The hashes of each token, in the order of the constants below."""
    tokens = stretch.tokens
    places = _places(layout)
    in_line: dict[int, int] = {}
    for token in tokens:
        in_line[token.line] = in_line.get(token.line, 0) + 1
    sentences = _sentences(tokens)
    around = _around(tokens, sentences)
    amounts = {sentences[number] for number, token in enumerate(tokens) if token.code.startswith("€")}
    nearness = [_nearness(amounts, sentence) for sentence in range(sentences[-1] + 1)]
    out: list[list[int]] = []
    quote = bracket = False
    preposition = verb = "^"
    position = begun = 0
    for number, token in enumerate(tokens):
        line = token.line
        before = tokens[number - 1] if number else None
        new_line = before is None or before.line != line
        if new_line or sentences[number] != sentences[number - 1]:
            preposition, verb, position, begun = "^", "^", 0, number
            if new_line:
                quote = bracket = False
        after_mark = before is not None and before.word in _QUOTES
        state = 4 * quote + 2 * bracket + after_mark
        mark = _QUOTES.get(token.word, 0)
        quote = True if mark == 1 else False if mark == 2 else quote != (mark == 3)
        bracket = token.word == "(" or (bracket and token.word != ")")
        itself, again = _itself(token.word, token.code, evidence[number], token.again)
        own = [*itself, state, _hash(preposition), _hash(verb), position if position < _FAR else _FAR]
        is_sum = token.code.startswith("€")
        if is_sum:
            preposition, verb, position = "€", preposition, 0
        elif token.word in _PREPOSITIONS:
            verb = before.word.lower() if before is not None and not before.code else "^"
            preposition, position = token.word, 0
        else:
            position += 1
        own.append(around[number])
        own.append(min(number - begun, 3))
        segment = layout.segments[layout.of_token[number]] if layout.segments else None
        at, count = (segment.number, segment.count) if segment is not None else (0, 1)
        own.append((stretch.item * 4 + min(line, 3)) * 25 + min(at, 4) * 5 + min(count - 1 - at, 4))
        own.append((stretch.item * 5 + min(count, 4)) * 5 + min(in_line[line] // 8, 4))
        if segment is None or not segment.first <= number:
            own.append(99)
        else:
            own.append(min(number - segment.first, 3) * 4 + min(segment.after - 1 - number, 3))
        own += places[layout.of_token[number]] if segment is not None else [0] * _PLACES
        own += leads
        own.append(min(layout.rows, 4))
        ends = number + 1 == len(tokens) or tokens[number + 1].line != line
        own.append(2 * new_line + ends)
        own += looks[line]
        own.append(again)
        own.append(nearness[sentences[number]])
        out.append(own)
    return out


def _around(tokens: Sequence[Token], sentences: Sequence[int]) -> list[int]:
    """For each token which amounts stand nearest before and behind it in its sentence."""
    out = [0] * len(tokens)
    for order, weight in ((range(len(tokens)), 31), (range(len(tokens) - 1, -1, -1), 1)):
        nearest, sentence = 0, -1
        for number in order:
            if sentences[number] != sentence:
                nearest, sentence = 0, sentences[number]
            out[number] += weight * nearest
            if tokens[number].code.startswith("€"):
                nearest = _hash(tokens[number].code)
    return out


def _nearness(amounts: Collection[int], sentence: int) -> int:
    """Whether a sentence has an amount, or the one before it, or the one behind it."""
    return 0 if sentence in amounts else 1 + (sentence - 1 in amounts) + 2 * (sentence + 1 in amounts)


def _places(layout: Columns) -> list[list[int]]:
    """The hashes of each segment: how it stands in its line, and what its columns hold."""
    out: list[list[int]] = []
    by_line: dict[int, list[str]] = {}
    for segment in layout.segments:
        by_line.setdefault(segment.line, []).append(segment.look)
    for number, segment in enumerate(layout.segments):
        looks = ["^", *by_line[segment.line], "$"]
        around = "/".join(looks[segment.number : segment.number + 3])
        out.append(
            [
                _hash(f"b{segment.before}/{segment.behind}"),
                _hash("l" + segment.label),
                _hash("o" + segment.look),
                _hash("n" + around),
                _hash("r" + "/".join(looks[1:7])),
                *layout.shapes[number],
                *(_hash("t" + told) for told in layout.told[number]),
            ]
        )
    return out


def _sentences(tokens: Sequence[Token]) -> list[int]:
    """The number of each token's sentence, as far as signs and capitals show it."""
    out = []
    sentence = 0
    for number, token in enumerate(tokens):
        if number:
            before = tokens[number - 1]
            opens = token.word[:1].isupper() and (
                before.word in _ENDS or (before.code.startswith("€") and not token.code.startswith("o"))
            )
            sentence += token.line != before.line or opens
        out.append(sentence)
    return out


(
    _W, _S3, _S5, _SHAPE, _P4, _CODE, _KIND, _TOLD, _STATE, _GOVERNS, _VERB, _POSITION, _MONEY, _BEGUN,
    _WHERE, _SIZE, _INSIDE, _BESIDE, _LABEL, _SEGMENT, _AROUND, _ROW, _C0, _C1, _C2, _T0, _T1, _T2,
    _LEAD0, _LEAD1, _ROWS, _EDGE, _LOOK, _LOOK3, _LOOK5, _ALIKE, _AGAIN, _NEAR,
) = range(38)  # fmt: skip
_NOTHING = [7] * 38
_PLACES = 11
GAP = 5
"""Empty tokens between stretches: as far as a feature looks."""

_TEMPLATES: tuple[tuple[tuple[int, int], ...], ...] = (
    (),
    *(((_W, by),) for by in range(-4, 5)),
    *(((_S3, by),) for by in range(-2, 3)),
    *(((_SHAPE, by), (_CODE, by)) for by in range(-2, 3)),
    *(((_S5, by),) for by in range(-1, 2)),
    ((_P4, 0),),
    *(((_KIND, by), (_SHAPE, by)) for by in (-5, -4, -3, 3, 4, 5)),
    ((_W, -1), (_W, 0)),
    ((_W, 0), (_W, 1)),
    ((_W, -2), (_W, -1)),
    ((_W, -3), (_W, -2), (_W, -1)),
    ((_W, 1), (_W, 2)),
    ((_W, -1), (_SHAPE, 0), (_CODE, 0)),
    ((_W, -1), (_S3, 0)),
    ((_SHAPE, 0), (_CODE, 0), (_W, 1)),
    ((_CODE, -1), (_CODE, 0), (_CODE, 1)),
    ((_KIND, -2), (_CODE, -1), (_SHAPE, 0), (_CODE, 0)),
    ((_SHAPE, -1), (_SHAPE, 0), (_SHAPE, 1), (_CODE, 0)),
    ((_STATE, 0), (_SHAPE, 0)),
    ((_STATE, 0), (_W, -1)),
    ((_GOVERNS, 0), (_VERB, 0)),
    ((_GOVERNS, 0), (_POSITION, 0), (_SHAPE, 0)),
    ((_GOVERNS, 0), (_VERB, 0), (_POSITION, 0)),
    ((_GOVERNS, 0), (_MONEY, 0), (_POSITION, 0)),
    ((_GOVERNS, 0), (_S3, 0)),
    ((_MONEY, 0), (_SHAPE, 0)),
    ((_MONEY, 0), (_W, -1)),
    ((_MONEY, 0), (_BEGUN, 0), (_CODE, 0)),
    ((_BEGUN, 0), (_SHAPE, 0), (_MONEY, 0)),
    ((_WHERE, 0), (_SIZE, 0)),
    ((_WHERE, 0), (_EDGE, 0), (_CODE, 0)),
    ((_BESIDE, 0), (_INSIDE, 0)),
    ((_BESIDE, 0), (_SHAPE, 0), (_CODE, 0)),
    ((_LABEL, 0), (_INSIDE, 0)),
    ((_SEGMENT, 0), (_WHERE, 0)),
    ((_SEGMENT, 0), (_BESIDE, 0), (_INSIDE, 0)),
    ((_AROUND, 0), (_INSIDE, 0)),
    ((_AROUND, 0), (_BESIDE, 0)),
    ((_ROW, 0), (_WHERE, 0)),
    ((_ROW, 0), (_WHERE, 0), (_INSIDE, 0)),
    ((_INSIDE, 0), (_SHAPE, 0), (_W, -1)),
    *(((at, 0), (_SEGMENT, 0)) for at in (_C0, _C1, _C2)),
    *(((at, 0), (_INSIDE, 0)) for at in (_C0, _C1, _C2)),
    ((_C0, 0), (_C1, 0), (_C2, 0)),
    ((_T0, 0), (_T1, 0), (_T2, 0), (_INSIDE, 0)),
    *(((at, 0), (_SEGMENT, 0), (_INSIDE, 0)) for at in (_T0, _T1, _T2)),
    *(((at, 0), (_INSIDE, 0)) for at in (_T0, _T1, _T2)),
    *(((at, 0), (_TOLD, 0)) for at in (_T0, _T1, _T2)),
    ((_LEAD0, 0), (_WHERE, 0)),
    ((_LEAD1, 0), (_WHERE, 0)),
    ((_LEAD1, 0), (_ROWS, 0), (_EDGE, 0)),
    ((_EDGE, 0), (_W, -1), (_SHAPE, 0)),
    ((_SIZE, 0), (_EDGE, 0), (_SHAPE, 0)),
    ((_C0, 0), (_SIZE, 0), (_W, -1)),
    *(((at, 0), (_WHERE, 0)) for at in (_LOOK, _LOOK3, _LOOK5, _ALIKE)),
    ((_LOOK3, 0), (_EDGE, 0), (_CODE, 0)),
    ((_LOOK5, 0),),
    ((_LOOK3, 0),),
    ((_ALIKE, 0), (_LOOK, 0), (_EDGE, 0)),
    ((_LOOK, 0), (_W, -1)),
    ((_AGAIN, -1), (_AGAIN, 0), (_AGAIN, 1)),
    *(
        ((_AGAIN, 0), (at, by))
        for at, by in ((_SHAPE, 0), (_CODE, 0), (_W, -1), (_W, 1), (_TOLD, 0), (_MONEY, 0), (_STATE, 0))
    ),
    ((_NEAR, 0), (_GOVERNS, 0), (_VERB, 0)),
    ((_NEAR, 0), (_W, -1), (_SHAPE, 0)),
    ((_NEAR, 0), (_AGAIN, 0), (_SHAPE, 0)),
    ((_NEAR, 0), (_W, -2), (_W, -1)),
    ((_TOLD, 0),),
    ((_TOLD, -1), (_TOLD, 0)),
    ((_TOLD, 0), (_TOLD, 1)),
    *(((_TOLD, 0), (at, by)) for at, by in ((_W, -1), (_W, 0), (_WHERE, 0), (_SEGMENT, 0), (_MONEY, 0))),
)
"""Each feature: values of the tokens around, by their distance."""


_DEEPEST: Final = max(map(len, _TEMPLATES))
_ORDER: Final = sorted(range(len(_TEMPLATES)), key=lambda number: -len(_TEMPLATES[number]))
"""The features, those of most values first."""
_SEEDS: Final = np.array([[number + 1] for number in _ORDER], dtype=np.uint64)
_SPOTS: Final = sorted({one for template in _TEMPLATES for one in template})
"""The values at their distances that features are made of."""
_PLACE: Final = {spot: number for number, spot in enumerate(_SPOTS)}
_NTH: Final = [
    np.array([_PLACE[_TEMPLATES[number][depth]] for number in _ORDER if len(_TEMPLATES[number]) > depth])
    for depth in range(_DEEPEST)
]
"""For each depth which spot is mixed in, for the features that have so many values."""


def _mixed(values: NDArray[np.uint64], size: int) -> Rows:
    """Each token's features as rows of a table of so many; ``values`` have :data:`GAP` empty ones at both ends."""
    count = len(values) - 2 * GAP
    columns = np.ascontiguousarray(values.T)
    spots = np.stack([columns[value, GAP + by : GAP + by + count] for value, by in _SPOTS])
    mixed = np.repeat(_SEEDS, count, axis=1)
    for chosen in _NTH:
        own = mixed[: len(chosen)]
        own ^= spots[chosen]
        own *= _MULTIPLY
        own ^= own >> _FOLD
    table = np.empty((count, len(_TEMPLATES)), dtype=np.int64)
    table[:, _ORDER] = (mixed % np.uint64(size)).T
    return table
