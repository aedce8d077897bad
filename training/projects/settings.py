"""What may be chosen in training, in one place. The values are those of the shipped tagger."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """``rows`` is the size of the table of weights; ``places`` the binary places of a weight."""

    seed: int = 1
    rows: int = 2**17
    places: int = 10
    epochs: int = 6
    batch: int = 16
    rate: float = 0.15
    decay: float = 1e-5
    drop: float = 0.3
    """The share of features that each step leaves out."""
    swaps: int = 3
    """How often a passage comes again with other names."""
    lists: int = 1000
    """How many lists in layouts made by chance."""
    passage_weight: float = 2.0
    release_weight: float = 2.0
    made_weight: float = 0.5
    plain: float = 0.3
    """The share of paragraphs without money or project that are learned from."""
