"""Writes a trained spaCy ``ner`` down in whole numbers, for the component ``press_ner``."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from thinc.api import Model
from training.entities.readers import LABELS
from training.entities.settings import Settings

from extract.match.exact_ner import PLACES, ExactNer
from extract.match.lexicon import Lexicon

_MOST = 2**15 - 1
_FINEST = 14
"""Most binary places of a weight."""


def exact(trained: Language, settings: Settings) -> Language:
    """The pipeline with ``press_lexicon`` and ``press_ner`` that does what ``trained`` does, in whole numbers."""
    lexicon = trained.get_pipe("press_lexicon")
    assert isinstance(lexicon, Lexicon)
    nlp = spacy.blank("da")
    own = nlp.add_pipe("press_lexicon")
    assert isinstance(own, Lexicon)
    own.use(lexicon.codes)
    finder = nlp.add_pipe("press_ner")
    assert isinstance(finder, ExactNer)
    finder.use(arrays(trained, settings))
    for label in LABELS:
        nlp.vocab.strings.add(label)
    return nlp


def arrays(trained: Language, settings: Settings) -> dict[str, NDArray[Any]]:
    """The arrays of ``weights.npz``; ``about`` is JSON: attributes, seeds, sizes, moves, binary places."""
    ner: Any = trained.get_pipe("ner")
    model = ner.model
    tables = [node for node in _nodes(model.get_ref("tok2vec")) if node.name == "hashembed"]
    maxouts = [node for node in _nodes(model.get_ref("tok2vec")) if node.name == "maxout"]
    norms = [node for node in _nodes(model.get_ref("tok2vec")) if node.name == "layernorm"]
    narrow = next(node for node in _nodes(model.get_ref("tok2vec")) if node.name == "linear")
    lower, upper = model.get_ref("lower"), model.get_ref("upper")
    out: dict[str, NDArray[Any]] = {}
    places: dict[str, int] = {}

    for number, table in enumerate(tables):
        out[f"table{number}"] = _whole(table.get_param("E"), PLACES)
    names = ["embed", *(f"window{number}" for number in range(settings.depth))]
    for name, maxout, norm in zip(names, maxouts, norms, strict=True):
        weights = maxout.get_param("W")
        _put(out, places, name, weights.reshape(-1, weights.shape[-1]).T, maxout.get_param("b").reshape(-1))
        finest = min(_places_of(norm.get_param("G")), _places_of(norm.get_param("b")))
        places[f"{name}.norm"] = finest
        out[f"{name}.G"], out[f"{name}.s"] = (_whole(norm.get_param(one), finest) for one in "Gb")
    _put(out, places, "narrow", narrow.get_param("W").T, narrow.get_param("b"))
    weights = lower.get_param("W")
    _put(out, places, "state", weights.reshape(-1, weights.shape[-1]).T, None)
    finer = PLACES + places["state"]
    out["absent"] = _long(lower.get_param("pad")[0].reshape(3, -1), finer)
    out["hidden_bias"] = _long(lower.get_param("b").reshape(-1), finer)
    moves = [ner.moves.get_class_name(number) for number in range(ner.moves.n_moves)]
    _put(out, places, "answer", upper.get_param("W").T, upper.get_param("b"))
    about = {
        "attrs": list(settings.attrs),
        "depth": settings.depth,
        "hidden_pieces": settings.hidden_pieces,
        "labels": list(LABELS),
        "moves": moves,
        "pieces": {name: int(maxout.get_dim("nP")) for name, maxout in zip(names, maxouts, strict=True)},
        "places": places,
        "seeds": [int(table.attrs["seed"]) for table in tables],
    }
    out["about"] = np.frombuffer(json.dumps(about, sort_keys=True).encode(), dtype=np.uint8)
    return out


def _nodes(model: Model[Any, Any]) -> list[Any]:
    """All nodes in the order in which data passes them."""
    return [model, *(node for layer in model.layers for node in _nodes(layer))]


def _put(
    out: dict[str, NDArray[Any]], places: dict[str, int], name: str, weights: NDArray[Any], bias: NDArray[Any] | None
) -> None:
    places[name] = _places_of(weights)
    out[f"{name}.W"] = _whole(weights, places[name])
    zeros = np.zeros(weights.shape[1]) if bias is None else bias
    out[f"{name}.b"] = _long(zeros, PLACES + places[name])


def _places_of(values: NDArray[Any]) -> int:
    """The binary places with which the largest value still fits into 16 bits."""
    most = float(np.abs(values).max())
    places = _FINEST
    while most * 2**places > _MOST:
        places -= 1
    return places


def _whole(values: NDArray[Any], places: int) -> NDArray[np.int16]:
    whole: NDArray[np.int16] = np.clip(np.rint(_double(values) * 2**places), -_MOST, _MOST).astype(np.int16)
    return whole


def _long(values: NDArray[Any], places: int) -> NDArray[np.int64]:
    whole: NDArray[np.int64] = np.rint(_double(values) * 2**places).astype(np.int64)
    return whole


def _double(values: NDArray[Any]) -> NDArray[np.float64]:
    return np.asarray(values, dtype=np.float64)
