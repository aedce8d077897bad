"""What it costs each row of a list, against its best reading, to have a name just there and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from extract.match.tagging.decode import LABELS, NEVER, allowed
from extract.match.tagging.layouts import Run

Scores = NDArray[np.int64]
_MAY: Final = allowed()
_CLOSED: Final = np.where(np.array([label[:1] in "OES" for label in LABELS]), 0, NEVER)


def of_kind(kind: str) -> list[int]:
    """The labels of a kind, by number."""
    return [number for number, label in enumerate(LABELS) if label[2:] == kind]


class Charts:
    """The charts of a list's rows (each tokens × labels) for names of one ``kind``.

    Costs are whole numbers, 0 for what the row's best reading says.
    """

    def __init__(self, scores: Sequence[Scores], steps: Scores, kind: str) -> None:
        self.kind = kind
        steps = np.where(_MAY, steps, NEVER)
        self._scores, self._inside, self._first = scores, steps[:-1], steps[-1]
        self._own = {part: LABELS.index(f"{part}-{kind}") for part in "BIES"}
        lengths = np.array([len(own) for own in scores])
        padded = np.zeros((int(lengths.max()), len(scores), len(LABELS)), dtype=np.int64)
        for number, own in enumerate(scores):
            padded[: len(own), number] = own
        rows = np.arange(len(scores))
        self._best = (_forward(padded, steps)[lengths - 1, rows] + _CLOSED).max(axis=1)
        padded[:, :, of_kind(kind)] = NEVER
        self._forward = _forward(padded, steps)
        self._backward = _backward(padded, steps, lengths)
        self._none = (self._forward[lengths - 1, rows] + _CLOSED).max(axis=1)
        self._known: dict[tuple[int, Run | None], int] = {}

    def cost(self, row: int, run: Run | None) -> int:
        """What it costs a row to have its one name there; None: to have none."""
        key = row, run
        if key not in self._known:
            self._known[key] = int(self._best[row] - (self._none[row] if run is None else self._with(row, run)))
        return self._known[key]

    def _with(self, row: int, run: Run) -> int:
        low, high = run
        scores, inside = self._scores[row], self._inside
        if high - low == 1:
            opening = closing = self._own["S"]
            own = int(scores[low, opening])
        else:
            opening, middle, closing = (self._own[part] for part in "BIE")
            own = int(scores[low, opening] + scores[low + 1 : high - 1, middle].sum() + scores[high - 1, closing])
            if high - low == 2:
                own += int(inside[opening, closing])
            else:
                own += int(
                    inside[opening, middle] + inside[middle, closing] + (high - low - 3) * inside[middle, middle]
                )
        before = self._first[opening] if low == 0 else (self._forward[low - 1, row] + inside[:, opening]).max()
        last = high == len(scores)
        after = _CLOSED[closing] if last else (inside[closing] + self._backward[high, row]).max()
        return int(before) + own + int(after)


def _forward(scores: Scores, steps: Scores) -> Scores:
    """The best of what is read up to each token (tokens × rows × labels), the token's own score with it."""
    out = np.empty_like(scores)
    out[0] = scores[0] + steps[-1]
    for token in range(1, len(scores)):
        out[token] = (out[token - 1][:, :, None] + steps[:-1]).max(axis=1) + scores[token]
    return out


def _backward(scores: Scores, steps: Scores, lengths: NDArray[np.int64]) -> Scores:
    """The best of what is read from each token on, the token's own score with it."""
    out = np.zeros_like(scores)
    for token in range(len(scores) - 1, -1, -1):
        if token + 1 < len(scores):
            out[token] = (steps[:-1] + out[token + 1][:, None, :]).max(axis=2)
        out[token, lengths - 1 == token] = _CLOSED
        out[token] += scores[token]
    return out
