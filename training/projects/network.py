"""The network of ``extract.match.tagging.network`` in floats, with its gradients, and its training."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from training.projects.chain import Lesson, gradient
from training.projects.settings import Settings

from extract.match.tagging.decode import LABELS, UNIT
from extract.match.tagging.network import MOST, ONE, TABLE, WEIGHTS, Network

Floats = NDArray[np.float32]
Params = dict[str, Floats]
_TABLE_START = 0.05
_GATE_START = -1.0
_LARGEST_STEP = 5.0
_LAST_RATE = 0.1
_KEEP, _KEEP_SQUARES, _TINY = 0.9, 0.999, 1e-8
_WARM = 10
"""Of the mean over the steps: after how many the first ones no longer count much."""
_MEAN_EVERY = 8
_GATE_SLOPE = 0.25


def begin(settings: Settings, chance: np.random.Generator) -> Params:
    """The numbers before training."""
    width, hidden, labels = settings.width, settings.hidden, len(LABELS)
    out: Params = {
        "table": chance.normal(0, _TABLE_START, (settings.rows, width)).astype(np.float32),
        "first": np.zeros(width, dtype=np.float32),
        "steps": np.zeros((labels + 1, labels), dtype=np.float32),
    }
    for number in range(settings.layers):
        inputs = 2 * hidden if number else width
        out[f"weights{number}"] = _even(chance, (2, inputs, 2 * hidden), inputs)
        out[f"bias{number}"] = _even(chance, (2, 2 * hidden), inputs)
        out[f"bias{number}"][:, :hidden] = _GATE_START
    out["labels"] = _even(chance, (2 * hidden, labels), 2 * hidden)
    out["label_bias"] = _even(chance, (labels,), 2 * hidden)
    return out


def _even(chance: np.random.Generator, shape: tuple[int, ...], inputs: int) -> Floats:
    return chance.uniform(-(inputs**-0.5), inputs**-0.5, shape).astype(np.float32)


@dataclass(slots=True)
class _Layer:
    """What a layer was given and made, for its gradients: stretches × tokens × values."""

    given: Floats
    gates: list[Floats] = field(default_factory=list)
    new: list[Floats] = field(default_factory=list)
    carried: list[Floats] = field(default_factory=list)
    slopes: list[Floats] = field(default_factory=list)


class Pass:
    """One batch through the network, and its gradients. ``drop`` is what share of features and of values is left out,
    by ``chance``; without it, nothing is."""

    def __init__(
        self,
        params: Params,
        rows: Sequence[NDArray[np.int64]],
        drop: tuple[float, float] = (0.0, 0.0),
        chance: np.random.Generator | None = None,
    ) -> None:
        self._params = params
        self._values_drop = drop[1]
        self._chance = chance
        lengths = [len(own) for own in rows]
        self._there = np.arange(max(lengths)) < np.array(lengths)[:, None]
        self._rows = np.concatenate(rows)
        if drop[0] and chance is not None:
            self._rows = self._rows[:, np.flatnonzero(chance.random(self._rows.shape[1]) >= drop[0])]
        self._scale = np.float32(1 / (1 - drop[0]))
        self._sums = params["table"][self._rows].sum(axis=1) * self._scale + params["first"]
        known = self._padded(self._sums.clip(-1, 1))
        self._layers: list[_Layer] = []
        self._masks: list[Floats | None] = []
        number = 0
        while f"weights{number}" in params:
            known = self._read(self._dropped(known), number)
            number += 1
        self._last = self._dropped(known)[self._there]
        self.scores: Floats = self._last @ params["labels"] + params["label_bias"]

    def _padded(self, flat: Floats) -> Floats:
        out = np.zeros((*self._there.shape, flat.shape[1]), dtype=np.float32)
        out[self._there] = flat
        return out

    def _dropped(self, values: Floats) -> Floats:
        if self._chance is None or not self._values_drop:
            self._masks.append(None)
            return values
        keep = self._chance.random(values.shape, dtype=np.float32) >= self._values_drop
        mask = keep.astype(np.float32) / np.float32(1 - self._values_drop)
        self._masks.append(mask)
        return values * mask

    def _read(self, given: Floats, number: int) -> Floats:
        layer = _Layer(given)
        weights, bias = self._params[f"weights{number}"], self._params[f"bias{number}"]
        width = weights.shape[2] // 2
        for direction in (0, 1):
            sums = given @ weights[direction] + bias[direction]
            opened = sums[..., :width] * _GATE_SLOPE + 0.5
            gates = opened.clip(0, 1) * self._there[..., None]
            new = sums[..., width:].clip(-1, 1)
            carried = np.zeros_like(gates)
            before = np.zeros_like(gates[:, 0])
            for at in _along(gates.shape[1], direction):
                before = before + gates[:, at] * (new[:, at] - before)
                carried[:, at] = before
            bent = (np.abs(opened - 0.5) < 0.5, np.abs(sums[..., width:]) < 1)
            layer.slopes.append(np.concatenate((bent[0] * _GATE_SLOPE, bent[1]), axis=-1).astype(np.float32))
            layer.gates.append(gates)
            layer.new.append(new)
            layer.carried.append(carried)
        self._layers.append(layer)
        return np.concatenate(layer.carried, axis=-1)

    def gradients(self, slope: Floats) -> tuple[Params, NDArray[np.int64]]:
        """The gradients, from that of the scores; the table's is for the rows that come with it alone."""
        params = self._params
        out: Params = {"labels": self._last.T @ slope, "label_bias": slope.sum(axis=0)}
        flow = self._padded(slope @ params["labels"].T)
        for number in range(len(self._layers) - 1, -1, -1):
            flow = self._back(self._kept(flow, number + 1), number, out)
        own = (self._kept(flow, 0))[self._there] * (np.abs(self._sums) < 1)
        out["first"] = own.sum(axis=0)
        rows, inverse = np.unique(self._rows, return_inverse=True)
        places, many = inverse.ravel(), self._rows.shape[1]
        sums = np.empty((len(rows), own.shape[1]), dtype=np.float32)
        for column in range(own.shape[1]):
            sums[:, column] = np.bincount(places, np.repeat(own[:, column], many), len(rows))
        out["table"] = sums * self._scale
        return out, rows

    def _kept(self, flow: Floats, number: int) -> Floats:
        mask = self._masks[number]
        return flow if mask is None else flow * mask

    def _back(self, flow: Floats, number: int, out: Params) -> Floats:
        layer = self._layers[number]
        weights = self._params[f"weights{number}"]
        width = weights.shape[2] // 2
        out[f"weights{number}"] = np.empty_like(weights)
        out[f"bias{number}"] = np.empty_like(self._params[f"bias{number}"])
        below = np.zeros_like(layer.given)
        for direction in (0, 1):
            gates, new, carried = layer.gates[direction], layer.new[direction], layer.carried[direction]
            own = flow[..., direction * width : (direction + 1) * width]
            sums = np.zeros((*gates.shape[:2], 2 * width), dtype=np.float32)
            later = np.zeros_like(gates[:, 0])
            path = list(_along(gates.shape[1], direction))
            for place in range(len(path) - 1, -1, -1):
                at = path[place]
                later = later + own[:, at]
                before = carried[:, path[place - 1]] if place else np.zeros_like(later)
                sums[:, at, :width] = later * (new[:, at] - before)
                sums[:, at, width:] = later * gates[:, at]
                later = later * (1 - gates[:, at])
            sums *= layer.slopes[direction] * self._there[..., None]
            flat = sums[self._there]
            out[f"weights{number}"][direction] = layer.given[self._there].T @ flat
            out[f"bias{number}"][direction] = flat.sum(axis=0)
            below += sums @ weights[direction].T
        return below


def _along(length: int, direction: int) -> range:
    return range(length) if direction == 0 else range(length - 1, -1, -1)


class _Adam:
    """Adam (Kingma and Ba 2015); of the table, for the rows of the batch alone."""

    def __init__(self, params: Params) -> None:
        self._params = params
        self._means = {name: np.zeros_like(value) for name, value in params.items()}
        self._squares = {name: np.zeros_like(value) for name, value in params.items()}
        self._steps = 0

    def step(self, gradients: Params, rows: NDArray[np.int64], rates: tuple[float, float]) -> None:
        self._steps += 1
        size = sum(float((g**2).sum()) for name, g in gradients.items() if name != "table") ** 0.5
        shrink = np.float32(min(1.0, _LARGEST_STEP / (size + _TINY)))
        for name, own in gradients.items():
            is_table = name == "table"
            where = rows if is_table else slice(None)
            slope = own if is_table else own * shrink
            mean, square = self._means[name], self._squares[name]
            mean[where] = _KEEP * mean[where] + (1 - _KEEP) * slope
            square[where] = _KEEP_SQUARES * square[where] + (1 - _KEEP_SQUARES) * slope**2
            rate = rates[not is_table] * (1 - _KEEP_SQUARES**self._steps) ** 0.5 / (1 - _KEEP**self._steps)
            self._params[name][where] -= np.float32(rate) * mean[where] / (np.sqrt(square[where]) + _TINY)


def train(lessons: Sequence[Lesson], settings: Settings, log: Callable[[str], None] = print) -> Params:
    """The numbers, as the mean over the later steps: the same lessons and seed give the same ones on one machine."""
    chance = np.random.default_rng(settings.seed)
    params = begin(settings, chance)
    adam = _Adam(params)
    means = {name: value.copy() for name, value in params.items()}
    lengths = np.array([len(lesson.rows) for lesson in lessons])
    batches_ = -(-len(lessons) // settings.batch)
    done = 0
    for epoch in range(settings.epochs):
        order = np.argsort(lengths + chance.random(len(lessons)) * 6, kind="stable")
        batches = [order[at : at + settings.batch] for at in range(0, len(order), settings.batch)]
        chance.shuffle(batches)
        loss = 0.0
        for members in batches:
            chosen = [lessons[n] for n in members]
            one = Pass(params, [lesson.rows for lesson in chosen], (settings.drop, settings.drop_values), chance)
            slope, step_slope, value = gradient(one.scores, chosen, params["steps"])
            loss += value
            found, rows = one.gradients(-slope / np.float32(len(chosen)))
            found["steps"] = -step_slope / np.float32(len(chosen))
            slower = 1 - (1 - _LAST_RATE) * done / (settings.epochs * batches_)
            adam.step(found, rows, (settings.table_rate * slower, settings.rate * slower))
            done += 1
            if done % _MEAN_EVERY == 0:
                keep = np.float32(min(settings.mean**_MEAN_EVERY, done / (done + _WARM * _MEAN_EVERY)))
                for name, value_ in means.items():
                    value_ += (1 - keep) * (params[name] - value_)
        log(f"epoch {epoch + 1:2} loss {loss / len(lessons):.3f}")
    return means


def in_whole_numbers(params: Params) -> Network:
    """The trained numbers on the grid of the shipped network."""

    def small(values: Floats, one: int) -> NDArray[np.int8]:
        return np.clip(np.rint(values * one), -MOST, MOST).astype(np.int8)

    def whole(values: Floats, one: int) -> NDArray[np.int32]:
        return np.rint(values * one).astype(np.int32)

    arrays: dict[str, NDArray[np.int8] | NDArray[np.int32]] = {
        "table": small(params["table"], TABLE),
        "first": whole(params["first"], TABLE),
        "labels": small(params["labels"], WEIGHTS),
        "label_bias": whole(params["label_bias"], ONE * WEIGHTS),
        "steps": whole(params["steps"], UNIT),
    }
    layers = 0
    while f"weights{layers}" in params:
        arrays[f"weights{layers}"] = small(params[f"weights{layers}"], WEIGHTS)
        arrays[f"bias{layers}"] = whole(params[f"bias{layers}"], ONE * WEIGHTS)
        layers += 1
    return Network(arrays)
