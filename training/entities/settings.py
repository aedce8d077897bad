"""What may be chosen in training, in one place. The values are those of the shipped model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Settings:
    """Sizes of the network and of the training. ``rows`` are the hash tables' sizes, in the order of ``attrs``."""

    seed: int = 1
    width: int = 96
    depth: int = 2
    pieces: int = 3
    hidden: int = 64
    hidden_pieces: int = 2
    attrs: tuple[str, ...] = ("NORM", "PREFIX", "SUFFIX", "SHAPE", "LANG")
    rows: tuple[int, ...] = (5000, 2500, 5000, 2500, 1500)
    dropout: float = 0.25
    learn_rate: float = 0.001
    steps: int = 2400
    evaluate_every: int = 250
    words_first: int = 300
    words_last: int = 1000
    gold_weight: int = 1
    """How often an article of our own gold stands in an epoch."""
    web_weight: int = 1
    swap: float = 0.4
    """The share of sentences in which names are swapped."""
    invented: float = 0.4
    """The share of swapped-in names that no list holds."""


def network(settings: Settings) -> dict[str, Any]:
    """The configuration of the component ``ner``."""
    tok2vec = {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": settings.width,
            "attrs": list(settings.attrs),
            "rows": list(settings.rows),
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": settings.width,
            "depth": settings.depth,
            "window_size": 1,
            "maxout_pieces": settings.pieces,
        },
    }
    return {
        "model": {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": "ner",
            "extra_state_tokens": False,
            "hidden_width": settings.hidden,
            "maxout_pieces": settings.hidden_pieces,
            "use_upper": True,
            "tok2vec": tok2vec,
        }
    }
