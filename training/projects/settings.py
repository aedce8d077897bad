"""What may be chosen in training, in one place. The values are those of the shipped tagger."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """``rows`` is the size of the table of weights."""

    seed: int = 1
    rows: int = 2**16
    width: int = 32
    """Values of a token by itself."""
    hidden: int = 64
    """Values that a layer carries in each direction."""
    layers: int = 2
    epochs: int = 4
    batch: int = 16
    table_rate: float = 4e-3
    rate: float = 2e-3
    drop: float = 0.4
    """The share of features that each step leaves out."""
    drop_values: float = 0.3
    """The share of values between layers that it leaves out."""
    mean: float = 0.998
    """How much of the mean over the steps each one keeps."""
    swaps: int = 4
    """How often a passage comes again with other names."""
    forms: int = 9
    """How often a list comes again with other names, in another form where that can be made."""
    pages: int = 4
    """How often a list in a page does, whose form stays."""
    lists: int = 1500
    """How many lists in layouts made by chance."""
    list_weight: float = 2.0
    passage_weight: float = 1.0
    release_weight: float = 1.5
    made_weight: float = 0.4
    plain: float = 0.3
    """The share of paragraphs without money or project that are learned from."""
