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


def tried(words: Iterable[str], *, blank: str = r"\s", folded: bool = False) -> str:
    """An expression for any of ``words``, the longest first, that looks at each letter once (a trie). ``folded`` is for
    expressions without case, where *EU* and *eu* are one branch."""
    plain = (" ".join(word.split()) for word in words)
    return _tree({lower(word) for word in plain} if folded else set(plain), blank)


def _tree(words: Iterable[str], blank: str) -> str:
    branches: dict[str, set[str]] = {}
    ends = False
    for word in words:
        if word:
            branches.setdefault(word[0], set()).add(word[1:])
        else:
            ends = True
    parts = []
    for letter, rests in sorted(branches.items()):
        parts.append((blank if letter == " " else regex.escape(letter)) + _tree(rests, blank))
    if not parts:
        return ""
    body = parts[0] if len(parts) == 1 and not ends else f"(?:{'|'.join(parts)})"
    return body + "?" if ends else body
