"""The best labels of a stretch: whole-number scores, so equal on every machine; ties go to the first label."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

KINDS: Final = ("P", "A", "F")
LABELS: Final = ("O", *(f"{part}-{kind}" for kind in KINDS for part in "BIES"), "S-G")
"""``P`` a project, ``A`` who gets, ``F`` who gives; ``G`` an amount that is given, which is one token."""
NEVER: Final = -(2**40)
UNIT: Final = 32
"""A unit of score (a factor e in odds), in the whole numbers that the weights are in."""


def allowed() -> NDArray[np.bool_]:
    """Which label may follow which (rows before, columns after); the last row is the beginning."""
    out = np.zeros((len(LABELS) + 1, len(LABELS)), dtype=bool)
    for number, label in enumerate(("S-", *LABELS[1:], "S-")):
        row = number if number < len(LABELS) else -1
        opened = label[:1] in "BI"
        for column, following in enumerate(LABELS):
            continues = following[:1] in "IE"
            out[row, column] = following[2:] == label[2:] and continues if opened else not continues
    return out


_MAY: Final = allowed()
_END: Final = np.where(np.array([label[:1] in "OES" for label in LABELS]), 0, NEVER)
"""What a label costs at the end: one that a name still goes on from may not stand there."""


def best(scores: Sequence[NDArray[np.int64]], steps: NDArray[np.int64]) -> list[list[int]]:
    """For each stretch (tokens × labels) the labels of greatest total score. ``steps`` is labels + 1 × labels."""
    return _Lattice(scores, steps).readings()


def best_and_short(
    scores: Sequence[NDArray[np.int64]], steps: NDArray[np.int64]
) -> list[tuple[list[int], NDArray[np.int64]]]:
    """The best labels, and for each token and label what the best reading with that label falls short of them."""
    lattice = _Lattice(scores, steps)
    return list(zip(lattice.readings(), lattice.short(), strict=True))


class _Lattice:
    """The totals of all readings up to each token, for stretches side by side, the longest first."""

    def __init__(self, scores: Sequence[NDArray[np.int64]], steps: NDArray[np.int64]) -> None:
        steps = np.where(_MAY, steps, NEVER)
        self._inside = steps[:-1]
        self._order = sorted(range(len(scores)), key=lambda n: -len(scores[n]))
        self._lengths = [len(scores[n]) for n in self._order]
        self._scores = np.zeros((self._lengths[0], len(scores), len(LABELS)), dtype=np.int64)
        for row, number in enumerate(self._order):
            self._scores[: self._lengths[row], row] = scores[number]
        # How many stretches still have a token.
        self._still = [bisect_left(self._lengths, -at, key=lambda length: -length) for at in range(self._lengths[0])]
        self._forward = np.empty_like(self._scores)
        self._back = np.empty(self._scores.shape, dtype=np.int64)
        self._forward[0] = self._scores[0] + steps[-1]
        for at in range(1, self._lengths[0]):
            rows = self._still[at]
            paths = self._forward[at - 1, :rows, :, None] + self._inside
            self._back[at, :rows] = paths.argmax(axis=1)
            self._forward[at, :rows] = paths.max(axis=1) + self._scores[at, :rows]

    def readings(self) -> list[list[int]]:
        """The best labels of each stretch."""
        out: list[list[int]] = [[]] * len(self._order)
        for row, number in enumerate(self._order):
            last = self._lengths[row] - 1
            labels = [int((self._forward[last, row] + _END).argmax())]
            for at in range(last, 0, -1):
                labels.append(int(self._back[at, row, labels[-1]]))
            out[number] = labels[::-1]
        return out

    def short(self) -> list[NDArray[np.int64]]:
        """For each stretch tokens × labels: what the best reading with a label falls short of the best of all."""
        backward = np.empty_like(self._scores)
        for at in range(self._lengths[0] - 1, -1, -1):
            rows = self._still[at]
            on = self._still[at + 1] if at + 1 < self._lengths[0] else 0
            backward[at, on:rows] = _END
            if on:
                ahead = self._scores[at + 1, :on] + backward[at + 1, :on]
                backward[at, :on] = (self._inside + ahead[:, None, :]).max(axis=2)
        out = [self._scores[:0, 0]] * len(self._order)
        for row, number in enumerate(self._order):
            own = self._lengths[row]
            total = int((self._forward[own - 1, row] + _END).max())
            out[number] = total - (self._forward[:own, row] + backward[:own, row])
        return out


def spans(labels: list[int]) -> list[tuple[int, int, str]]:
    """First token, token after the last, and the kind, of each run of labels."""
    out: list[tuple[int, int, str]] = []
    for number, label in enumerate(labels):
        name = LABELS[label]
        if name[:1] in "BS":
            out.append((number, number + 1, name[2:]))
        elif name[:1] in "IE" and out and out[-1][1] == number:
            out[-1] = (out[-1][0], number + 1, out[-1][2])
    return out
