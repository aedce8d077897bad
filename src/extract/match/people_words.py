"""Words that are titles: listed ones and compounds with a listed ending, definite or not."""

from __future__ import annotations

from dataclasses import dataclass

from extract.patterns import Patterns


@dataclass(frozen=True, slots=True)
class TitleWords:
    """The single title words of the patterns, compiled once. Words are compared case-folded."""

    exact: frozenset[str]
    endings: tuple[str, ...]
    silent: frozenset[str]

    def is_title(self, word: str) -> bool:
        """Whether ``word`` is a title in its base form (*kommunikationschef*)."""
        folded = word.casefold()
        return folded in self.exact or (len(folded) > 4 and folded.endswith(self.endings))

    def base(self, word: str) -> str | None:
        """The base form of a title, definite or not (*direktøren* → *direktør*); None for another word."""
        if self.is_title(word):
            return word
        for ending in ("en", "n", "et"):
            if word.endswith(ending) and self.is_title(word[: -len(ending)]):
                return word[: -len(ending)]
        return None

    def role(self, word: str) -> str | None:
        """The base form of a title that may speak alone (*fortæller direktøren*); None for another word."""
        base = self.base(word)
        return base if base is not None and base != word and base.casefold() not in self.silent else None


def compile_title_words(patterns: Patterns) -> TitleWords:
    """The title words of ``patterns`` (people.toml)."""
    words = patterns.words
    return TitleWords(
        exact=frozenset(w for w in words["people.titles"].folded if " " not in w),
        endings=tuple(sorted(w for w in words["people.title_endings"].folded if " " not in w)),
        silent=words["people.not_titles"].folded,
    )
