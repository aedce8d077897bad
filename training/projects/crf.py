"""A linear chain over hashed features, trained by stochastic gradients: the same seed gives the same weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.match.tagging.decode import LABELS, allowed

Floats = NDArray[np.float32]
_NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Lesson:
    """A stretch to learn from: rows (tokens × features), labels that may stand at each token, and its weight."""

    rows: NDArray[np.int64]
    may: NDArray[np.bool_]
    weight: float = 1.0


@dataclass(slots=True)
class Weights:
    """The table (rows × labels) and the steps (labels + 1 × labels)."""

    table: Floats
    steps: Floats


def train(
    lessons: Sequence[Lesson],
    size: int,
    *,
    epochs: int = 12,
    rate: float = 0.15,
    decay: float = 1e-5,
    drop: float = 0.0,
    batch: int = 16,
    seed: int = 1,
    log: Callable[[str], None] = print,
) -> Weights:
    """AdaGrad on the log likelihood, with weights averaged over the last half of the epochs."""
    chance = np.random.default_rng(seed)
    count = len(LABELS)
    table = np.zeros((size, count), dtype=np.float32)
    squares = np.full((size, 1), 1e-2, dtype=np.float32)
    steps = np.zeros((count + 1, count), dtype=np.float32)
    step_squares = np.full(steps.shape, 1e-1, dtype=np.float32)
    may_step = np.where(allowed(), 0.0, _NEVER).astype(np.float32)
    total = np.zeros_like(table)
    total_steps = np.zeros_like(steps)
    kept = 0
    lengths = np.array([len(lesson.rows) for lesson in lessons])
    for epoch in range(epochs):
        order = np.argsort(lengths + chance.random(len(lessons)) * 6, kind="stable")
        batches = [order[at : at + batch] for at in range(0, len(order), batch)]
        chance.shuffle(batches)
        loss = 0.0
        now = rate * (1 - 0.8 * epoch / epochs)
        for members in batches:
            chosen = [lessons[n] for n in members]
            flat = np.concatenate([lesson.rows for lesson in chosen])
            if drop:
                flat = flat[:, np.flatnonzero(chance.random(flat.shape[1]) >= drop)]
            scores = table[flat].sum(axis=1)
            if drop:
                scores /= 1 - drop
            gradient, step_gradient, value = _gradient(scores, chosen, steps + may_step)
            loss += value
            if drop:
                gradient = gradient / (1 - drop)
            rows, inverse = np.unique(flat, return_inverse=True)
            inverse = inverse.reshape(flat.shape)
            sums = np.empty((len(rows), count), dtype=np.float32)
            positions = inverse.ravel()
            for label in range(count):
                sums[:, label] = np.bincount(
                    positions, weights=np.repeat(gradient[:, label], flat.shape[1]), minlength=len(rows)
                )
            sums -= decay * len(chosen) * table[rows]
            squares[rows, 0] += (sums * sums).mean(axis=1)
            table[rows] += now * sums / np.sqrt(squares[rows])
            step_squares += step_gradient**2
            steps += now * step_gradient / np.sqrt(step_squares)
        if epoch >= epochs // 2:
            total += table
            total_steps += steps
            kept += 1
        log(f"epoch {epoch + 1:2} loss {loss / len(lessons):.3f}")
    return Weights((total / kept).astype(np.float32), (total_steps / kept).astype(np.float32))


def _gradient(scores: Floats, chosen: Sequence[Lesson], steps: Floats) -> tuple[Floats, Floats, float]:
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
    gradient = difference[mask].astype(np.float32)
    step_gradient = ((tied_steps - free_steps) * weights[:, None, None]).sum(axis=0)
    return gradient, step_gradient.astype(np.float32), float(((free_total - tied_total) * weights).sum())


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
