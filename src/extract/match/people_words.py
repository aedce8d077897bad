"""Words that are titles: listed ones and compounds with a listed ending, definite or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from extract.patterns import Patterns


@dataclass(frozen=True, slots=True)
class TitleWords:
    """The single title words of the patterns, compiled once. Words are compared case-folded."""

    is_title: Callable[[str], bool]
    """Whether a word is a title in its base form (*kommunikationschef*)."""
    base: Callable[[str], str | None]
    """The base form of a title, definite or not (*direktøren* → *direktør*); None for another word."""
    silent: frozenset[str]

    def role(self, word: str) -> str | None:
        """The base form of a title that may speak alone (*fortæller direktøren*); None for another word."""
        base = self.base(word)
        return base if base is not None and base != word and base.casefold() not in self.silent else None


def compile_title_words(patterns: Patterns) -> TitleWords:
    """The title words of ``patterns`` (people.toml)."""
    words = patterns.words
    exact = frozenset(w for w in words["people.titles"].folded if " " not in w)
    endings = tuple(sorted(w for w in words["people.title_endings"].folded if " " not in w))

    def is_title(word: str) -> bool:
        folded = word.casefold()
        return folded in exact or (len(folded) > 4 and folded.endswith(endings))

    # Words recur within and between releases; the bound keeps a long run's memory level.
    @lru_cache(maxsize=16_384)
    def base(word: str) -> str | None:
        if is_title(word):
            return word
        for ending in ("en", "n", "et"):
            if word.endswith(ending) and is_title(word[: -len(ending)]):
                return word[: -len(ending)]
        return None

    return TitleWords(is_title, base, words["people.not_titles"].folded)
