"""Names in running text: where a text holds one as whole words, and what it is the name of."""

from __future__ import annotations

from collections.abc import Iterator

import regex

_WORD = regex.compile(r"[\p{L}\d]")
_LETTER = regex.compile(r"\p{L}")
_COMMITTEE = regex.compile(r"(?<!lokal)udvalg(?:et)?(?!\p{L})", regex.IGNORECASE)
_BEHIND = regex.compile(r"(?:['’]?s|['’])?(?![\p{L}\d])")


def occurrences(text: str, name: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """``(start, end)`` of each place in ``text[start:end]`` that holds ``name`` as whole words, as it is spelled.

    A genitive's s behind it belongs to the place, so ``text[start:start + len(name)]`` is the name alone.
    """
    at = text.find(name, start, end) if name else -1
    while at >= 0:
        found = _BEHIND.match(text, at + len(name), end) if not (at and _WORD.match(text, at - 1)) else None
        if found is not None:
            yield at, found.end()
        at = text.find(name, found.end() if found is not None else at + 1, end)


def stands(text: str, name: str) -> bool:
    """Whether ``text`` holds ``name``, as it is spelled, with no letter beside it."""
    return any(_LETTER.match(text, end) is None for end in ends_of(text, name))


def ends_of(text: str, name: str) -> Iterator[int]:
    """The end of each place where ``name`` stands with no letter before it. Found by plain search: an expression for
    each name would have to be compiled for a single release."""
    at = text.find(name)
    while at >= 0:
        if not (at and _LETTER.match(text, at - 1)):
            yield at + len(name)
        at = text.find(name, at + 1)


def is_committee(name: str) -> bool:
    """Whether a body is a committee: its members speak for it, yet it gives, gets and signs nothing of its own."""
    return _COMMITTEE.search(name) is not None
