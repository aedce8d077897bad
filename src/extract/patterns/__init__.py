"""Loads, validates and compiles the folder patterns/: everything that an editor may change.

``load()`` gives the one :class:`Patterns` of a folder. How the files are written: docs/patterns.md.
"""

from extract.patterns.errors import PatternError
from extract.patterns.loader import Patterns, load
from extract.patterns.phrases import SLOTS, Masked, Phrase, PhraseMatch, Words, mask

__all__ = ["SLOTS", "Masked", "PatternError", "Patterns", "Phrase", "PhraseMatch", "Words", "load", "mask"]
