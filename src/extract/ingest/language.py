"""Which language a release is written in, by its small words (patterns/language.toml).

Word lists were chosen over a language-identification package: Danish and Bokmål share most letter sequences but differ
in a few words that no release does without (af/av, efter/etter, bliver/blir), and an editor can read the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import regex

from extract.patterns import Patterns, load

_WORD = regex.compile(r"\p{L}++")
_SAMPLE = 30_000
_CODE = regex.compile(r"[a-zA-Z]{2,3}(?=[-_]|$)")
_CODES = {
    "dan": "da",
    "nob": "nb",
    "no": "nb",
    "nor": "nb",
    "nno": "nn",
    "swe": "sv",
    "eng": "en",
    "deu": "de",
    "ger": "de",
}
_EVIDENCE = 2.5
"""Fewer points than this decide nothing: about three words that only one language has."""
_SHARE = 0.08
"""A text of which fewer words (weighted) are known is in a language that the lists do not cover, or in none."""
_MARGIN = 1.08
_BODY = 0.6
"""What stands behind this share of the words (about-texts, often English) counts half."""


@dataclass(frozen=True, slots=True)
class LanguageDetector:
    """``weights[word]`` holds pairs of language and points; a word listed for n languages gives each 1/n."""

    weights: Mapping[str, tuple[tuple[str, float], ...]]

    def detect(self, text: str) -> str | None:
        """``da``, ``nb``, ``nn``, ``sv``, ``en``, ``de`` or another code; None for too little or undecided text."""
        words = _WORD.findall(text[:_SAMPLE].lower())
        body = int(len(words) * _BODY)
        points: dict[str, float] = {}
        for start, end, factor in ((0, body, 1.0), (body, len(words), 0.5)):
            for word in words[start:end]:
                for language, weight in self.weights.get(word, ()):
                    points[language] = points.get(language, 0.0) + weight * factor
        ranked = sorted(points.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or ranked[0][1] < max(_EVIDENCE, _SHARE * len(words)):
            return None
        if len(ranked) > 1 and ranked[0][1] < _MARGIN * ranked[1][1]:
            return None
        return ranked[0][0]


def compile_detector(patterns: Patterns) -> LanguageDetector:
    """The detector of a patterns folder: its word lists under ``language.``, each with ``give.language``."""
    listed: dict[str, list[str]] = {}
    for words in patterns.word_group("language"):
        for word in words.words:
            languages = listed.setdefault(word.lower(), [])
            if words.give["language"] not in languages:
                languages.append(words.give["language"])
    return LanguageDetector(
        {word: tuple((language, 1 / len(languages)) for language in languages) for word, languages in listed.items()}
    )


@lru_cache(maxsize=1)
def detector() -> LanguageDetector:
    """The detector of the shipped patterns, built once."""
    return compile_detector(load())


def detect(text: str) -> str | None:
    """The language of ``text`` by the shipped patterns; see :meth:`LanguageDetector.detect`."""
    return detector().detect(text)


def primary_code(stated: str | None) -> str | None:
    """The two-letter code of a stated language (``da-DK``, ``dan``, ``no``), None if it is none."""
    found = _CODE.match(stated.strip()) if stated else None
    if found is None:
        return None
    code = found.group().lower()
    return _CODES.get(code, code if len(code) == 2 else None)
