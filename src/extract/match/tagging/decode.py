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
_CLOSED: Final = np.array([label[:1] in "OES" for label in LABELS])


def best(scores: Sequence[NDArray[np.int64]], steps: NDArray[np.int64]) -> list[tuple[list[int], NDArray[np.int64]]]:
    """For each stretch (tokens × labels) the labels of greatest total score, and for each token and label by how much
    the best reading with that label falls short of it. ``steps`` is labels + 1 × labels."""
    steps = np.where(_MAY, steps, NEVER)
    inside = steps[:-1]
    order = sorted(range(len(scores)), key=lambda n: -len(scores[n]))
    lengths = [len(scores[n]) for n in order]
    padded = np.zeros((lengths[0], len(order), len(LABELS)), dtype=np.int64)
    for row, number in enumerate(order):
        padded[: lengths[row], row] = scores[number]
    forward = np.empty_like(padded)
    back = np.empty(padded.shape, dtype=np.int64)
    # The rows are sorted by length: those that still have a token stand first.
    still = [bisect_left(lengths, -token, key=lambda length: -length) for token in range(lengths[0])]
    forward[0] = padded[0] + steps[-1]
    for token in range(1, lengths[0]):
        rows = still[token]
        paths = forward[token - 1, :rows, :, None] + inside
        back[token, :rows] = paths.argmax(axis=1)
        forward[token, :rows] = paths.max(axis=1) + padded[token, :rows]
    end = np.where(_CLOSED, 0, NEVER)
    backward = np.empty_like(padded)
    for token in range(lengths[0] - 1, -1, -1):
        rows = still[token]
        on = still[token + 1] if token + 1 < lengths[0] else 0
        backward[token, on:rows] = end
        if on:
            ahead = padded[token + 1, :on] + backward[token + 1, :on]
            backward[token, :on] = (inside + ahead[:, None, :]).max(axis=2)
    out: list[tuple[list[int], NDArray[np.int64]]] = [([], scores[0])] * len(scores)
    for row, number in enumerate(order):
        last = lengths[row] - 1
        total = forward[last, row] + end
        label = int(total.argmax())
        short = total[label] - (forward[: last + 1, row] + backward[: last + 1, row])
        labels = [label]
        for token in range(last, 0, -1):
            label = int(back[token, row, label])
            labels.append(label)
        out[number] = (labels[::-1], short)
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
