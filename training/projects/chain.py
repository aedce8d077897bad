"""How far a chain of labels is from what a text should have, and which way its scores must go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.match.tagging.decode import LABELS, allowed

Floats = NDArray[np.float32]
_NEVER = -1e4
_MAY_STEP = np.where(allowed(), 0.0, _NEVER).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A stretch to learn from: rows (tokens × features), labels that may stand at each token, and its weight."""

    rows: NDArray[np.int64]
    may: NDArray[np.bool_]
    weight: float = 1.0


def gradient(scores: Floats, chosen: Sequence[Lesson], steps: Floats) -> tuple[Floats, Floats, float]:
    """The gradients of the log likelihood that the lessons (their scores all in one, tokens × labels) have labels that
    they may have, for the scores and for the steps, and by how much it falls short of the best there is."""
    steps = steps + _MAY_STEP
    count = len(LABELS)
    sizes = [len(lesson.rows) for lesson in chosen]
    longest = max(sizes)
    padded = np.zeros((len(chosen), longest, count), dtype=np.float64)
    may = np.ones((len(chosen), longest, count), dtype=bool)
    mask = np.zeros((len(chosen), longest), dtype=bool)
    at = 0
    for number, (lesson, size) in enumerate(zip(chosen, sizes, strict=True)):
        padded[number, :size] = scores[at : at + size]
        may[number, :size] = lesson.may
        mask[number, :size] = True
        at += size
    weights = np.array([lesson.weight for lesson in chosen])
    free, free_steps, free_total = _marginals(padded, mask, steps)
    tied, tied_steps, tied_total = _marginals(np.where(may, padded, _NEVER), mask, steps)
    difference = (tied - free) * weights[:, None, None]
    slope = difference[mask].astype(np.float32)
    step_gradient = ((tied_steps - free_steps) * weights[:, None, None]).sum(axis=0)
    return slope, step_gradient.astype(np.float32), float(((free_total - tied_total) * weights).sum())


def _log_sum(values: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    most = values.max(axis=axis, keepdims=True)
    out: NDArray[np.float64] = most + np.log(np.exp(values - most).sum(axis=axis, keepdims=True))
    return out.squeeze(axis)


def _marginals(
    scores: NDArray[np.float64], mask: NDArray[np.bool_], steps: Floats
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    number, longest, count = scores.shape
    inside = steps[:-1].astype(np.float64)
    forward = np.zeros_like(scores)
    forward[:, 0] = scores[:, 0] + steps[-1]
    for token in range(1, longest):
        new = _log_sum(forward[:, token - 1, :, None] + inside[None], 1) + scores[:, token]
        forward[:, token] = np.where(mask[:, token, None], new, forward[:, token - 1])
    backward = np.zeros_like(scores)
    for token in range(longest - 2, -1, -1):
        new = _log_sum(inside[None] + (scores[:, token + 1] + backward[:, token + 1])[:, None, :], 2)
        backward[:, token] = np.where(mask[:, token + 1, None], new, 0.0)
    total = _log_sum(forward[:, -1], 1)
    single = np.exp(forward + backward - total[:, None, None]) * mask[:, :, None]
    pairs = np.zeros((number, count + 1, count))
    for token in range(1, longest):
        joint = (
            forward[:, token - 1, :, None]
            + inside[None]
            + (scores[:, token] + backward[:, token])[:, None, :]
            - total[:, None, None]
        )
        pairs[:, :-1] += np.exp(joint) * mask[:, token, None, None]
    pairs[:, -1] = single[:, 0]
    return single, pairs, total
