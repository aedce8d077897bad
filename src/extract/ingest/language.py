"""Which language a release is written in.

py3langid (BSD, one 4.5 MB model, no network) was chosen by measurement: of 26 texts, most of three sentences and two
thirds of them Danish or Bokmål, it named 26 and our lists of small words 21 at best, since a short text need not hold
a word that only one of the two has. A text takes it under 1 ms; its model takes half a second to load, once a
process, when the first text is to be told.
"""

from __future__ import annotations

from functools import lru_cache

import regex
from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

_ENOUGH_LETTERS = regex.compile(r"(?:\P{L}*+\p{L}){25}")
_LANGUAGES = "da no nn sv en de nl fr fi is fo es it pl pt et lv lt ro tr ru uk ar"
"""Those that releases in Denmark come in; a closed list keeps rare look-alikes of Danish away."""
_CERTAIN = 0.5
_SAMPLE = 1000
_WHOLE = 400
_PROSE = 80
"""Lines of this length tell the language; menus and headings hold names and foreign words."""
_BODY = 0.6
"""What stands behind this share of a text (about-texts, often English) does not tell its language."""
_CODE = regex.compile(r"[a-zA-Z]{2,3}(?=[-_]|$)")
_CODES = {"dan": "da", "nob": "nb", "no": "nb", "nor": "nb", "nno": "nn", "swe": "sv", "eng": "en", "deu": "de"}


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES.split())
    return identifier


def detect(text: str) -> str | None:
    """``da``, ``nb``, ``nn``, ``sv``, ``en``, ``de`` or another code; None for too little or unclear text."""
    sample = _sample(text[: max(_WHOLE, int(len(text) * _BODY))])
    if _ENOUGH_LETTERS.match(sample) is None:
        return None
    language, confidence = _identifier().classify(sample)
    return primary_code(language) if confidence >= _CERTAIN else None


def _sample(text: str) -> str:
    """The first running text; all lines where there is little of it."""
    if len(text) <= _SAMPLE:
        return text
    prose, at = [], 0
    for line in text.split("\n"):
        if len(line) >= _PROSE:
            prose.append(line)
            at += len(line)
            if at >= _SAMPLE:
                break
    return ("\n".join(prose) if at >= _WHOLE else text)[:_SAMPLE]


def primary_code(stated: str | None) -> str | None:
    """The two-letter code of a stated language (``da-DK``, ``dan``, ``no``), None if it is none."""
    found = _CODE.match(stated.strip()) if stated else None
    if found is None:
        return None
    code = found.group().lower()
    return _CODES.get(code, code if len(code) == 2 else None)
