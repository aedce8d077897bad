"""Letters and expressions that several readers of values share."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import regex


def lower(text: str) -> str:
    """``text`` in lower case, character by character: offsets stay (one that would become two is left as it is)."""
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def alternatives(words: Iterable[str]) -> str:
    """An expression for any of ``words``, the longest first, blanks loose; grouped by first letter, which is faster."""
    ordered = sorted(words, key=lambda word: (word[0], -len(word), word))
    groups = []
    for first, group in groupby(ordered, key=lambda word: word[0]):
        rests = "|".join(r"\s".join(regex.escape(part) for part in word[1:].split(" ")) for word in group)
        groups.append(f"{regex.escape(first)}(?:{rests})")
    return "|".join(groups)
