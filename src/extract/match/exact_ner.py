"""A spaCy component that finds entities with whole numbers: the same entities on every machine.

A network in floats gives sums that differ in their last digits from one processor to the next, since each multiplies
matrices in an order of its own. Where two answers are nearly equal, that turns one into the other. Here weights and
activations are whole numbers (a fixed number of binary places), and every sum of products stays below 2**53: each is
exact, in whatever order it is made. What lies between, a division and a square root for each token, is rounded the
same everywhere by IEEE 754, and then to the grid again. Ties go to the first action.

The network is spaCy's: hashed attributes, maxout layers over a window of three, and greedy BILUO actions on (next
token, first of the open entity, token before); training/entities trains it with spaCy and writes it down here. The
attributes are those of the word, not of the place where it stands, so the first layer is done once a word and kept.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, ORTH, intify_attr
from spacy.language import Language
from spacy.tokens import Span
from spacy.util import minibatch
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from spacy.tokens import Doc

Floats = NDArray[np.float64]
"""Whole numbers held as floats, which BLAS multiplies exactly as long as they stay below 2**53."""
Ints = NDArray[np.int64]

FILE: Final = "weights.npz"
PLACES: Final = 12
"""Binary places of the activations."""
MOST_BEFORE_NORM: Final = 2.0**19
"""Outputs are cut at this (128 in units) before they are squared, some ten times what the network reaches."""
MOST_KEPT: Final = 50_000
"""Words whose first layer is kept; a run of many releases forgets all and begins anew when there are more."""

_HASHES: Final = NumpyOps()


class WeightsError(ValueError):
    """Weights that are none of this component; ``str()`` says what is wrong."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A linear layer. ``weights`` are inputs × outputs (× pieces, the last dimension varying fastest)."""

    weights: Floats
    bias: Floats
    places: int
    """Binary places of the weights; the bias has these and those of the activations."""

    def __call__(self, x: Floats) -> Floats:
        """``x @ weights + bias`` with ``places`` more binary places than ``x``."""
        return x @ self.weights + self.bias

    def back(self, y: Floats) -> Floats:
        """What :meth:`__call__` gave, on the grid of the activations."""
        return np.rint(y * 2.0**-self.places)


@dataclass(frozen=True, slots=True)
class Maxout:
    """A maxout layer, normalised over its outputs."""

    layer: Layer
    pieces: int
    gain: Floats
    shift: Floats

    def __call__(self, x: Floats) -> Floats:
        pieces = self.layer(x).reshape(len(x), -1, self.pieces)
        best = pieces[:, :, 0]
        for number in range(1, self.pieces):
            best = np.maximum(best, pieces[:, :, number])
        y = np.clip(self.layer.back(best), -MOST_BEFORE_NORM, MOST_BEFORE_NORM)
        # Mean and variance from whole sums: n·x − Σx and n·Σx² − (Σx)² are exact.
        width = float(y.shape[1])
        total = y.sum(axis=1, keepdims=True)
        spread = np.sqrt(np.maximum(width * (y * y).sum(axis=1, keepdims=True) - total * total, 1.0))
        normal = (width * y - total) / spread
        return np.asarray(np.rint(normal * self.gain + self.shift))


@dataclass(frozen=True, slots=True)
class Network:
    """All layers, and what the actions mean. ``tables`` hold a row of whole numbers for each hash."""

    attrs: tuple[int, ...]
    seeds: tuple[int, ...]
    tables: tuple[Floats, ...]
    embed: Maxout
    window: tuple[Maxout, ...]
    narrow: Layer
    state: Layer
    """Gives the three parts of a state's hidden layer at once: as next token, as first, as the one before."""
    absent: Floats
    """The parts (three rows) where there is no such token."""
    hidden_bias: Floats
    pieces: int
    answer: Layer
    moves: tuple[str, ...]
    labels: tuple[str, ...]


@Language.factory("press_ner", assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def make_ner(nlp: Language, name: str) -> ExactNer:
    """The component without weights; ``from_disk`` or ``use`` give it some."""
    return ExactNer(nlp)


class ExactNer:
    """The component. It holds no weights before :meth:`from_disk`, and finds nothing then."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._threads = ThreadpoolController()
        self._arrays: dict[str, NDArray[Any]] = {}
        self._network: Network | None = None
        self._rows: dict[int, int] = {}
        self._kept: Floats = np.zeros((0, 0))

    def __call__(self, doc: Doc) -> Doc:
        self._annotate([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Finds the entities of many documents, ``batch_size`` at a time."""
        for batch in minibatch(stream, size=batch_size):  # type: ignore[no-untyped-call]
            docs = list(batch)
            self._annotate(docs)
            yield from docs

    def use(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Takes weights as training/entities writes them. WeightsError where they are others."""
        self._network = _network(arrays)
        self._arrays = dict(arrays)
        self._forget()

    @property
    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """The weights as :meth:`use` took them: whole numbers by name."""
        return self._arrays

    def largest(self) -> float:
        """A bound of the largest sum that the weights allow, whatever the text; it must stay below 2**53."""
        return _largest(self._network) if self._network else 0.0

    def to_bytes(self, **_: Any) -> bytes:
        """The weights' file: NumPy's own format for several arrays, without a time or a compression in it."""
        out = io.BytesIO()
        np.savez(out, **self._arrays)  # type: ignore[arg-type]
        return out.getvalue()

    def from_bytes(self, data: bytes, **_: Any) -> ExactNer:
        """Takes what :meth:`to_bytes` gave."""
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            self.use({name: arrays[name] for name in arrays.files})
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Writes ``weights.npz`` into the folder ``path``."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: Any) -> ExactNer:
        """Reads ``weights.npz`` of the folder ``path``. WeightsError as in :meth:`use`."""
        return self.from_bytes((Path(path) / FILE).read_bytes())

    def _forget(self) -> None:
        self._rows = {}
        width = self._network.embed.gain.shape[0] if self._network else 0
        self._kept = np.zeros((0, width))

    def _annotate(self, docs: Sequence[Doc]) -> None:
        full = [doc for doc in docs if len(doc)]
        for doc in docs:
            doc.ents = ()
        if self._network is None or not full:
            return
        # More threads gain little on matrices of this size, and many processes at once lose by them.
        with self._threads.limit(limits=1, user_api="blas"):
            found = self._found(self._network, full)
        for doc, spans in zip(full, found, strict=True):
            doc.ents = tuple(Span(doc, start, end, label=label) for start, end, label in spans)

    def _found(self, network: Network, docs: Sequence[Doc]) -> list[list[tuple[int, int, str]]]:
        lengths = [len(doc) for doc in docs]
        vectors = self._words(network, docs)
        for maxout in network.window:
            vectors = vectors + maxout(_windows(vectors))
        at = _places(lengths, len(network.window))
        spaces = np.concatenate([doc.to_array(IS_SPACE) for doc in docs]).astype(bool)
        return _decoded(network, network.narrow.back(network.narrow(vectors[at])), lengths, spaces)

    def _words(self, network: Network, docs: Sequence[Doc]) -> Floats:
        """The first layer of all tokens, with rows of zeros before, between and after the documents."""
        keys = np.concatenate([doc.to_array(ORTH) for doc in docs])
        words, inverse = np.unique(keys, return_inverse=True)
        if len(self._rows) + len(words) > MOST_KEPT:
            self._forget()
        new = [word for word in words.tolist() if word not in self._rows]
        if new:
            self._rows.update(zip(new, range(len(self._rows), len(self._rows) + len(new)), strict=True))
            self._kept = np.concatenate([self._kept, self._embedded(network, new)])
        rows = np.fromiter((self._rows[word] for word in words.tolist()), dtype=np.int64, count=len(words))
        lengths = [len(doc) for doc in docs]
        gap = len(network.window)
        out = np.zeros((len(keys) + gap * (len(docs) + 1), self._kept.shape[1]))
        out[_places(lengths, gap)] = self._kept[rows[inverse]]
        return out

    def _embedded(self, network: Network, words: Sequence[int]) -> Floats:
        lexemes = [self._vocab[word] for word in words]
        by_attr = {
            intify_attr("NORM"): [lexeme.norm for lexeme in lexemes],
            intify_attr("PREFIX"): [lexeme.prefix for lexeme in lexemes],
            intify_attr("SUFFIX"): [lexeme.suffix for lexeme in lexemes],
            intify_attr("SHAPE"): [lexeme.shape for lexeme in lexemes],
            intify_attr("LANG"): [lexeme.lang for lexeme in lexemes],
        }
        parts = []
        for attr, seed, table in zip(network.attrs, network.seeds, network.tables, strict=True):
            hashes = _HASHES.hash(np.asarray(by_attr[attr], dtype=np.uint64), seed) % table.shape[0]
            parts.append(table[hashes].sum(axis=1))
        return network.embed(np.concatenate(parts, axis=1))


def _places(lengths: Sequence[int], gap: int) -> Ints:
    """Where the tokens stand in rows that have ``gap`` rows before, between and after the documents."""
    starts = np.repeat(np.arange(1, len(lengths) + 1) * gap, lengths)
    return np.asarray(starts + np.arange(len(starts)), dtype=np.int64)


def _windows(x: Floats) -> Floats:
    """Each row with the one before and the one after it; zeros beyond the ends."""
    rows, width = x.shape
    out = np.zeros((rows, 3 * width))
    out[1:, :width] = x[:-1]
    out[:, width : 2 * width] = x
    out[:-1, 2 * width :] = x[1:]
    return out


def _decoded(
    network: Network, tokens: Floats, lengths: Sequence[int], spaces: NDArray[np.bool_]
) -> list[list[tuple[int, int, str]]]:
    """The entities of each document, as spaCy's greedy parser takes them.

    Outside an entity an action depends on its token alone, so all are taken at once; then those that begin an entity
    are followed to its last token, all together.
    """
    ends = np.cumsum(lengths)
    count = int(ends[-1])
    last = np.zeros(count, dtype=bool)
    last[ends - 1] = True
    parts = network.state(tokens).reshape(count, 3, -1)
    first, following, before = parts[:, 0], parts[:, 1], parts[:, 2]
    outside = _answers(network, first + (network.absent[1] + network.absent[2]))
    kinds = [move[:1] for move in network.moves]
    begins = np.array([kind == "B" for kind in kinds])
    units = np.array([kind == "U" and len(move) > 2 for kind, move in zip(kinds, network.moves, strict=True)])
    outs = np.array([kind == "O" for kind in kinds])
    allowed = outs | ((begins | units) & ~spaces[:, None])
    allowed &= ~(begins & last[:, None])
    actions = np.where(allowed, outside, -np.inf).argmax(axis=1)

    starts = np.flatnonzero(begins[actions])
    closing = dict(
        zip(starts.tolist(), _followed(network, starts, actions, (first, following, before), last), strict=True)
    )
    out: list[list[tuple[int, int, str]]] = [[] for _ in lengths]
    documents = np.searchsorted(ends, np.arange(count), side="right")
    free = 0
    for token in np.flatnonzero(~outs[actions]).tolist():
        if token < free:
            continue
        free = closing.get(token, token) + 1
        document = int(documents[token])
        offset = int(ends[document]) - lengths[document]
        out[document].append((token - offset, free - offset, network.moves[int(actions[token])][2:]))
    return out


def _followed(
    network: Network, starts: Ints, actions: Ints, parts: tuple[Floats, Floats, Floats], last: NDArray[np.bool_]
) -> list[int]:
    """The last token of each entity that begins at ``starts``."""
    first, following, before = parts
    closing = starts.copy()
    moves = network.moves
    inside = np.array([moves.index("I-" + moves[action][2:]) for action in actions[starts].tolist()], dtype=np.int64)
    closes = np.array([moves.index("L-" + moves[action][2:]) for action in actions[starts].tolist()], dtype=np.int64)
    open_ = np.arange(len(starts))
    token = starts.copy()
    while len(open_):
        token = token + 1
        scores = _answers(network, first[token] + following[starts[open_]] + before[token - 1])
        number = np.arange(len(open_))
        goes_on, stops = scores[number, inside[open_]], scores[number, closes[open_]]
        # A tie goes to the action that comes first in the list of moves.
        on = np.where(inside[open_] < closes[open_], goes_on >= stops, goes_on > stops) & ~last[token]
        closing[open_[~on]] = token[~on]
        open_, token = open_[on], token[on]
    return [int(end) for end in closing]


def _answers(network: Network, hidden: Floats) -> Floats:
    """The score of each action (states × moves) for states whose parts are summed up."""
    pieces = (hidden + network.hidden_bias).reshape(len(hidden), -1, network.pieces)
    return network.answer(network.state.back(pieces.max(axis=2)))


def _largest(network: Network) -> float:
    def most(layer: Layer, x: float) -> float:
        return float(x * np.abs(layer.weights).sum(axis=0).max() + np.abs(layer.bias).max())

    def normed(maxout: Maxout, x: float) -> tuple[float, float]:
        """The largest sum inside, and the largest output: a value is at most √width deviations from the mean."""
        width = len(maxout.gain)
        inside = most(maxout.layer, x)
        y = min(float(inside * 2.0**-maxout.layer.places), MOST_BEFORE_NORM)
        return max(inside, (width * y) ** 2), float((width**0.5 * np.abs(maxout.gain) + np.abs(maxout.shift)).max())

    table = 4 * max(float(np.abs(table).max()) for table in network.tables)
    largest, x = normed(network.embed, table)
    for maxout in network.window:
        inside, out = normed(maxout, x)
        largest, x = max(largest, inside), x + out
    narrow = most(network.narrow, x)
    state = 3 * most(network.state, narrow * 2.0**-network.narrow.places) + 2 * float(np.abs(network.absent).max())
    state += float(np.abs(network.hidden_bias).max())
    return max(largest, narrow, state, most(network.answer, state * 2.0**-network.state.places))


def _network(arrays: Mapping[str, NDArray[Any]]) -> Network:
    try:
        about = json.loads(bytes(arrays["about"]).decode())
        places = about["places"]

        def floats(name: str) -> Floats:
            return np.asarray(arrays[name], dtype=np.float64)

        def layer(name: str) -> Layer:
            return Layer(floats(f"{name}.W"), floats(f"{name}.b"), places[name])

        def maxout(name: str) -> Maxout:
            # Gain and shift have more binary places than the grid; both are exact in a float.
            scale = 2.0 ** (PLACES - places[f"{name}.norm"])
            gain, shift = floats(f"{name}.G") * scale, floats(f"{name}.s") * scale
            return Maxout(layer(name), about["pieces"][name], gain, shift)

        return Network(
            attrs=tuple(intify_attr(attr) for attr in about["attrs"]),
            seeds=tuple(about["seeds"]),
            tables=tuple(floats(f"table{number}") for number in range(len(about["attrs"]))),
            embed=maxout("embed"),
            window=tuple(maxout(f"window{number}") for number in range(about["depth"])),
            narrow=layer("narrow"),
            state=layer("state"),
            absent=floats("absent"),
            hidden_bias=floats("hidden_bias"),
            pieces=about["hidden_pieces"],
            answer=layer("answer"),
            moves=tuple(about["moves"]),
            labels=tuple(about["labels"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise WeightsError(f"{FILE} does not hold the weights of press_ner: {error}") from error
