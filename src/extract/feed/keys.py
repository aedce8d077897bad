"""The keys of rows: the same record has the same key in every run and in every destination.

A key is made of the release's id and of what survives when the extraction is corrected: the words of an amount and
which occurrence of them it is, never the value that was read in them; the name of a project, never its place in a list.
What a name itself is corrected to is another key; ``press-extract diff`` pairs the two by likeness.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import regex

_BYTES: Final = 5
"""Of a digest: keys are told apart within one release, and two that share a digest are numbered."""
_OPENING: Final = 6
"""Words by which spoken words are known: where they end is what a correction moves."""
_WORD: Final = regex.compile(r"[\p{L}\p{N}]+")
_NOUN: Final = regex.compile(r"^(?:projektet|projekt|initiativet) ")
_STRETCH: Final = 300
"""Characters of a section or an entry that are looked at."""

Record = Mapping[str, Any]


class Keys:
    """The keys of one release's rows. Each is given once; what has the same identity is numbered in its order."""

    def __init__(self, release: str, text: str) -> None:
        self._release, self._text = release, text
        self._given: Counter[str] = Counter()

    def of(self, letter: str, entry: Record, owner: str | None = None) -> str:
        """The key of an entry of the record; ``owner`` is the key of the entry that it belongs to."""
        return self.named(letter, _IDENTITY[letter](entry, self._text), owner)

    def place(self, letter: str, start: int, end: int, owner: str, *more: str) -> str:
        """The key of a stretch of the text."""
        return self.named(letter, (*more, *_occurrence(start, end, self._text)), owner)

    def named(self, letter: str, identity: Sequence[str], owner: str | None = None) -> str:
        """The key of what is known by these words."""
        told = "\0".join(identity).encode("utf-8", "surrogatepass")
        digest = hashlib.blake2b(told, digest_size=_BYTES).hexdigest()
        key = f"{owner or self._release}/{letter}-{digest}"
        self._given[key] += 1
        return key if self._given[key] == 1 else f"{key}.{self._given[key]}"


def folded(text: str) -> str:
    """Words alone, without case and marks; a text without words is itself."""
    return " ".join(_WORD.findall(text.casefold())) or text


def _occurrence(start: int, end: int, text: str) -> tuple[str, str]:
    """The words of a stretch, and how often they stand before it."""
    surface = text[start:end]
    return surface, str(text.count(surface, 0, start) if surface else start)


def _section(entry: Record, text: str) -> tuple[str, ...]:
    return (folded(text[entry["start"] : min(entry["end"], entry["start"] + _STRETCH)]),)


def _amount(entry: Record, text: str) -> tuple[str, ...]:
    return _occurrence(entry["start"], entry["end"], text)


def _project(entry: Record, text: str) -> tuple[str, ...]:
    return (_NOUN.sub("", folded(entry["name"])),)


def _name(entry: Record, text: str) -> tuple[str, ...]:
    return (folded(entry["name"]),)


def _quote(entry: Record, text: str) -> tuple[str, ...]:
    return (" ".join(folded(entry["text"]).split()[:_OPENING]),)


def _contact(entry: Record, text: str) -> tuple[str, ...]:
    stated = (entry["email"], entry["phone"], entry["name"], entry["organisation"], entry["title"])
    return (folded(next(filter(None, stated), "")),)


def _check(entry: Record, text: str) -> tuple[str, ...]:
    spans = entry["evidence"]
    where = _occurrence(spans[0][0], spans[0][1], text) if spans else (entry["stated"] or "",)
    return entry["code"], *where


_IDENTITY: Final = {
    "s": _section, "i": _section, "l": _name, "a": _amount, "p": _project, "o": _name, "n": _name, "q": _quote,
    "d": _amount, "c": _contact, "k": _check,
}  # fmt: skip
"""What an entry is known by, by the letter of its kind."""
