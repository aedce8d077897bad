"""How far two words are apart: the bounded Damerau–Levenshtein distance of misspellings."""

from __future__ import annotations

_ENDINGS = frozenset(
    [
        "s",
        "e",
        "n",
        "t",
        "r",
        "a",
        "en",
        "et",
        "er",
        "ne",
        "es",
        "ens",
        "ets",
        "ers",
        "erne",
        "ernes",
        "rne",
        "um",
        "ummet",
        "eum",
        "ere",
    ]
) | {""}
_ACCENT = str.maketrans({"é": "e", "è": "e", "ê": "e", "ü": "y", "ö": "ø", "ä": "æ", "ÿ": "y"})


def folded(word: str) -> str:
    """A word for comparing: case, ``aa``/``å`` and foreign accents are ways of writing, no faults."""
    return word.casefold().translate(_ACCENT).replace("aa", "å")


def distance(one: str, other: str, limit: int = 2) -> int:
    """The least number of letters to add, drop, change or swap with a neighbour; ``limit + 1`` for any more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row = row, [i]
        for j, b in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before = above
    return min(row[-1], limit + 1)


def is_inflection(one: str, other: str) -> bool:
    """Whether the two are forms of one word (``museet``, ``museum``; ``fonden``, ``fondens``), by their endings."""
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= 3 and any(
        one[at:] in _ENDINGS and other[at:] in _ENDINGS for at in range(max(shared - 2, 3), shared + 1)
    )


def is_misspelling(one: str, other: str) -> bool:
    """Whether one folded word is likely the other misspelt: one letter in six or more, two in nine or more; the
    first letter stands, for ``Østjylland`` is not ``Vestjylland``."""
    length = min(len(one), len(other))
    allowed = 2 if length >= 9 else 1
    if length < 6 or one == other or one[0] != other[0] or is_inflection(one, other):
        return False
    return distance(one, other, allowed) <= allowed
