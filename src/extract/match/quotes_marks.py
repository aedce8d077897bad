"""Quotation marks: which of them open and close, whatever shapes a writer mixed, with one of a pair lost.

Danish texts use ``»…«``, ``«…»``, ``”…”``, ``“…”``, ``„…“``, ``"…"`` and ``’…’``, and mix them. A mark opens where
a blank, bracket or dash stands before it and none after, and closes where it is the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

DOUBLE = '»«“”„"‟″'
SINGLE = "'’‘‚´"
MARKS = DOUBLE + SINGLE

_MARK = regex.compile(rf"[{regex.escape(MARKS)}]")
_NAME_LONGEST = 60
_OPENS_AFTER = frozenset(" \t\n\u00a0([-–—−:/") | frozenset(MARKS)
_CLOSES_BEFORE = frozenset(" \t\n\u00a0)].,;:!?…-–—−") | frozenset(MARKS)


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between marks. ``start:end`` is inside the marks, ``outer`` with them; ``opened`` and
    ``closed`` say whether the mark stands there or was lost (then the stretch runs to the passage's edge).
    """

    start: int
    end: int
    outer: tuple[int, int]
    opened: bool = True
    closed: bool = True


def marked(text: str, low: int, high: int) -> tuple[Marked, ...]:
    """The outermost stretches between marks of ``text[low:high]``, left to right, not overlapping."""
    found: list[Marked] = []
    opener: int | None = None
    nested: list[str] = []
    first = low
    for mark in _MARK.finditer(text, low, high):
        at = mark.start()
        before = text[at - 1] if at > low else " "
        after = text[at + 1] if at + 1 < high else " "
        opens = before in _OPENS_AFTER and not after.isspace() and after not in ".,;:!?)"
        closes = after in _CLOSES_BEFORE and not before.isspace() and at > low
        single = mark.group() in SINGLE
        if single and (before.isalnum() and after.isalnum()):
            continue
        if opener is None:
            if opens and not (single and after.isdigit()):
                opener = at
                nested = []
            elif closes and not single and not found and at - first > 3:
                # The opening mark was lost: the words before, from the passage's start, may be speech.
                found.append(Marked(first, at, (first, at + 1), opened=False))
            continue
        kind = text[opener]
        if single and kind not in SINGLE:
            continue
        if opens and not closes and (mark.group() != kind or _pair_inside(text, at, high)):
            nested.append(mark.group())
        elif closes and single and before in "sxz" and _goes_on(text, at, high):
            continue  # «Lars’ plan’»: the genitive's apostrophe
        elif closes:
            inner = bool(nested) and mark.group() in _closers(nested[-1])
            if inner and (mark.group() not in _closers(kind) or _more(text, at, high)):
                nested.pop()
            elif single != (kind in SINGLE) and mark.group() not in _closers(kind):
                continue
            else:
                found.append(Marked(opener + 1, at, (opener, at + 1)))
                opener, nested = None, []
        elif opens and mark.group() == kind and text[at - 2 : at].strip() == ".":
            # Opened again after a full stop: the closing mark before was lost.
            found.append(Marked(opener + 1, at - 1, (opener, at - 1), closed=False))
            opener, nested = at, []
    if opener is not None and text[opener] not in SINGLE:
        found.append(Marked(opener + 1, high, (opener, high), closed=False))
    return tuple(found)


def _goes_on(text: str, at: int, high: int) -> bool:
    """Whether a word in small letters follows the apostrophe at ``at``, and a closing one after that."""
    if not (text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].islower()):
        return False
    later = _MARK.search(text, at + 1, high)
    return (
        later is not None and later.group() == text[at] and (later.end() >= high or text[later.end()] in _CLOSES_BEFORE)
    )


def _closers(opener: str) -> str:
    return {
        "»": "«",
        "«": "»",
        "„": '“”"',
        "“": '”“"',
        "”": '”"',
        '"': '"”“',
        "‘": "’'",
        "’": "’'",
        "'": "'’",
        "‚": "‘’",
    }.get(opener, opener)


def _pair_inside(text: str, at: int, high: int) -> bool:
    """Whether the mark at ``at``, the same as the one that is open, opens a name inside the words spoken: two marks
    close behind it before another opens."""
    later = _MARK.search(text, at + 1, high)
    while later is not None and later.group() in SINGLE:
        later = _MARK.search(text, later.end(), high)
    if later is None or text[later.start() - 1].isspace() or later.group() not in _closers(text[at]):
        return False
    return text[at - 2 : at].strip() != "." and later.start() - at < _NAME_LONGEST and _more(text, later.start(), high)


def _more(text: str, at: int, high: int) -> bool:
    """Whether a further closing mark follows ``at`` before a mark opens."""
    later = _MARK.search(text, at + 1, high)
    while later is not None and later.group() in SINGLE:
        later = _MARK.search(text, later.end(), high)
    return later is not None and (later.end() >= high or text[later.end()] in _CLOSES_BEFORE)
