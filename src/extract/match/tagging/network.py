"""How well each label fits each token: a small recurrent network in whole numbers, so the same on every machine.

A token's features choose rows of a table, whose sum is what the token is by itself. Two layers then read the stretch in
both directions: each carries a memory along and takes in, at each token, as much of what is new as it has learned to
(a minimal gated recurrent unit, Heck and Salem 2017, whose gates look at the token alone). What they carry at a token
gives its scores.

Every value is a whole number on a grid of powers of two, and every sum of products stays below 2²⁴, where even 32-bit
floats are exact in any order.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from extract.match.tagging.decode import UNIT
from extract.match.tagging.features import Rows

ONE: Final = 128
"""What 1 is in activations, which lie between -1 and 1."""
TABLE: Final = 256
"""What 1 is in the table."""
WEIGHTS: Final = 128
"""What 1 is in the weights of layers and labels."""
MOST: Final = 127
_FINE: Final = 8
"""Bits that a memory has beyond an activation, so that small steps are not lost."""
_GATE: Final = 8
"""Bits of a gate: it lets ``2**8`` parts of what is new through, or none."""
_UNIX: Final = 3


class Network:
    """A network of some layers, D wide at the token and H in each direction.

    ``arrays`` holds ``table`` (rows × D, 8 bits), ``first`` (D), and for layer ``n`` ``weights{n}`` (2 directions ×
    inputs × 2H: gates, then what is new; 8 bits) and ``bias{n}`` (2 × 2H); ``labels`` (2H × labels, 8 bits),
    ``label_bias`` (labels) and ``steps`` (labels + 1 × labels). Biases are on the grid of the sums that they join.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self.arrays = arrays
        self.layers = sum(name.startswith("weights") for name in arrays)
        # Products of floats are made by the processor's fastest code, and are exact here.
        large = ("labels", *(f"weights{number}" for number in range(self.layers)))
        self._threads = ThreadpoolController()
        self._products = {name: arrays[name].astype(np.float32) for name in large}

    @classmethod
    def from_disk(cls, path: Path) -> Network:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as packed:
            return cls(dict(packed))

    def to_bytes(self) -> bytes:
        """The file of the numbers: the same bytes whichever Python writes it (``numpy.savez`` marks its version)."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            for name, array in sorted(self.arrays.items()):
                entry = zipfile.ZipInfo(f"{name}.npy")
                entry.create_system = _UNIX
                plain = io.BytesIO()
                np.save(plain, array, allow_pickle=False)
                packed.writestr(entry, plain.getvalue())
        return out.getvalue()

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return len(self.arrays["table"])

    @property
    def steps(self) -> NDArray[np.int64]:
        """What it brings that a label follows another, in units of score."""
        return self.arrays["steps"].astype(np.int64)

    def scores(self, stretches: Sequence[Rows]) -> list[NDArray[np.int64]]:
        """For each stretch (tokens × features, as rows of the table) tokens × labels."""
        if not stretches:
            return []
        # More threads gain little on matrices of this size, and many processes at once lose by them.
        with self._threads.limit(limits=1, user_api="blas"):
            return self._scores(stretches)

    def _scores(self, stretches: Sequence[Rows]) -> list[NDArray[np.int64]]:
        order = _Order([len(own) for own in stretches])
        found = self.arrays["table"].take(np.concatenate(stretches), axis=0)
        first = found.sum(axis=1, dtype=np.int32) + self.arrays["first"]
        known = _half_up(first, TABLE // ONE).clip(-ONE, ONE)
        for number in range(self.layers):
            known = self._read(known, number, order)
        labels = _product(known, self._products["labels"]) + self.arrays["label_bias"]
        return np.split(_half_up(labels, ONE * WEIGHTS // UNIT).astype(np.int64), order.ends[:-1])

    def _read(self, known: NDArray[np.int32], number: int, order: _Order) -> NDArray[np.int32]:
        """What a layer carries at each token, from what is known of each: tokens × 2H."""
        weights, bias = self._products[f"weights{number}"], self.arrays[f"bias{number}"]
        width = weights.shape[2] // 2
        gates = np.empty((len(known), 2 * width), dtype=np.int32)
        new = np.empty_like(gates)
        for direction, places in enumerate((order.onward, order.back)):
            own = slice(direction * width, (direction + 1) * width)
            sums = (_product(known, weights[direction]) + bias[direction])[places]
            # A gate opens in a straight line from -2 to 2.
            gate = _half_up(sums[:, :width], ONE * WEIGHTS * 4 >> _GATE) + (1 << (_GATE - 1))
            gates[:, own] = gate.clip(0, 1 << _GATE)
            new[:, own] = _half_up(sums[:, width:], WEIGHTS).clip(-ONE, ONE) << _FINE
        new *= gates
        new += 1 << (_GATE - 1)
        kept = (1 << _GATE) - gates
        carried = np.empty_like(gates)
        before = np.zeros((order.counts[0], 2 * width), dtype=np.int32)
        for low, high in order.steps():
            now = carried[low:high]
            np.multiply(kept[low:high], before[: high - low], out=now)
            now += new[low:high]
            now >>= _GATE
            before = now
        out = np.empty_like(carried)
        out[order.onward, :width] = carried[:, :width]
        out[order.back, width:] = carried[:, width:]
        return _half_up(out, 1 << _FINE)


class _Order:
    """How the stretches' tokens are gone through: the first ones of all that have one, then the second ones, and so on.

    ``onward`` and ``back`` say which token stands where, from the front and from the end; ``counts`` how many stretches
    have an n-th token; ``ends`` where each stretch ends.
    """

    def __init__(self, lengths: Sequence[int]) -> None:
        sizes = np.array(lengths)
        self.ends = np.cumsum(sizes)
        starts = self.ends - sizes
        longest_first = np.argsort(-sizes, kind="stable")
        sizes, starts = sizes[longest_first], starts[longest_first]
        there = np.arange(sizes[0])[:, None] < sizes
        self.counts = there.sum(axis=1).tolist()
        nth, stretch = np.nonzero(there)
        self.onward = starts[stretch] + nth
        self.back = starts[stretch] + sizes[stretch] - 1 - nth

    def steps(self) -> Iterator[tuple[int, int]]:
        at = 0
        for count in self.counts:
            yield at, at + count
            at += count


def _product(values: NDArray[np.int32], weights: NDArray[np.float32]) -> NDArray[np.int32]:
    return (values.astype(np.float32) @ weights).astype(np.int32)


def _half_up(values: NDArray[np.int32], by: int) -> NDArray[np.int32]:
    """Divided by a power of two and rounded."""
    return (values + (by >> 1)) >> (by.bit_length() - 1)
