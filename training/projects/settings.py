"""What may be chosen in training, in one place. The values are those of the shipped tagger."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """``rows`` is the size of the table of weights."""

    seed: int = 1
    rows: int = 2**18
    epochs: int = 8
    batch: int = 16
    rate: float = 0.15
    decay: float = 1e-5
    drop: float = 0.4
    """The share of features that each step leaves out."""
    swaps: int = 2
    """How often a passage comes again with other names."""
    forms: int = 9
    """How often a list comes again with other names, in another form where that can be made."""
    pages: int = 3
    """How often a list in a page does, whose form stays."""
    lists: int = 1500
    """How many lists in layouts made by chance."""
    list_weight: float = 2.0
    passage_weight: float = 1.0
    release_weight: float = 1.5
    made_weight: float = 0.4
    plain: float = 0.3
    """The share of paragraphs without money or project that are learned from."""
