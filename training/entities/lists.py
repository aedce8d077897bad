"""The lists that the model knows: names, places, heads of organisations from patterns/, and common words.

One letter is one list; a word may be in several. The model carries the result as its own lexicon.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from training.entities.readers import Labelled

from extract.match.lexicon import COMMON, ENDING
from extract.patterns import Patterns

GIVEN = "g"
PLACE, PLACE_OR_WORD, PLACE_PART, ABROAD = "s", "q", "t", "u"
HEAD, HEAD_BEFORE, LEGAL, BODY, BODY_PART = "h", "b", "l", "o", "p"
TITLE = "j"

COMMON_FROM = 3
"""How often a word stands in the training texts in lower case, or as no part of a name, before it is common."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names for augmentation, each list sorted."""

    given: tuple[str, ...]
    places: tuple[str, ...]
    bodies: tuple[str, ...]


def codes_of(patterns: Patterns, texts: Iterable[Labelled]) -> dict[str, str]:
    """Each listed word with its codes, sorted."""
    codes: dict[str, set[str]] = {}

    def put(words: Iterable[str], code: str) -> None:
        for word in words:
            codes.setdefault(word, set()).add(code)

    put((row["name"] for row in patterns.table("given_names")), GIVEN)
    for row in patterns.table("places"):
        for name in (row["name"], *row["alternates"].split("|")):
            _put_name(codes, name, PLACE_OR_WORD if row["context"] else PLACE, PLACE_PART)
    for row in patterns.table("municipalities"):
        _put_name(codes, row["name"], PLACE, PLACE_PART)
    for row in patterns.table("foreign_places"):
        _put_name(codes, row["name"], ABROAD, PLACE_PART)
    for listed, code in (("heads_after", HEAD), ("heads_before", HEAD_BEFORE), ("legal_forms", LEGAL)):
        put((word for entry in patterns.words[f"organisations.{listed}"].words for word in entry.split()[-1:]), code)
    for listed in ("names", "parties"):
        for name in patterns.words[f"organisations.{listed}"].words:
            _put_name(codes, name, BODY, BODY_PART)
    put((word for word in patterns.words["people.titles"].words if " " not in word), TITLE)
    for listed in ("endings", "head_endings", "openers"):
        put((f"-{ending}" for ending in patterns.words[f"organisations.{listed}"].words), ENDING)
    put(_common(texts), COMMON)
    return {word: "".join(sorted(found)) for word, found in sorted(codes.items()) if word and word.strip() == word}


def names_of(patterns: Patterns) -> Names:
    """What augmentation may put in place of a name."""
    places = {row["name"] for table in ("places", "foreign_places") for row in patterns.table(table)}
    return Names(
        tuple(sorted(row["name"] for row in patterns.table("given_names"))),
        tuple(sorted(places)),
        tuple(sorted({*patterns.words["organisations.names"].words, *patterns.words["organisations.parties"].words})),
    )


def _put_name(codes: dict[str, set[str]], name: str, whole: str, part: str) -> None:
    words = name.split()
    for word in words:
        if word[:1].isupper():
            codes.setdefault(word, set()).add(whole if len(words) == 1 else part)


def _common(texts: Iterable[Labelled]) -> list[str]:
    counts: Counter[str] = Counter()
    for labelled in texts:
        inside = [labelled.text[start:end] for start, end, _ in labelled.entities]
        counts.update(word for word in _words(labelled.text) if word.islower())
        counts.subtract(word for name in inside for word in _words(name) if word.islower())
    return [word for word, count in counts.items() if count >= COMMON_FROM]


def _words(text: str) -> list[str]:
    return [word.strip(".,;:!?()»«\"'”“") for word in text.split()]


def counts_by_code(codes: Mapping[str, str]) -> dict[str, int]:
    """How many words each list holds, for the model card."""
    return dict(sorted(Counter(code for found in codes.values() for code in found).items()))
