"""What a folder of patterns holds, small enough to keep beside the records that it made: what two folders differ in.

Only what decides about reading counts: phrases, words and what they give, and the rows of tables. Examples and reasons
may change without a record changing.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extract.patterns.loader import Patterns

How = Literal["new", "gone", "changed"]


class PatternEntry(BaseModel):
    """One pattern: its phrases or words (a table has none) and the digest of all that decides about reading."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    digest: str
    phrases: tuple[str, ...] = ()


class PatternChange(BaseModel):
    """A pattern that two folders differ in, with the phrases or words that one of them lacks."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    how: How
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


Manifest = Mapping[str, PatternEntry]
"""The ids of phrases and word lists and the names of tables, each with what it holds."""


def manifest(patterns: Patterns) -> Manifest:
    """The manifest of loaded patterns."""
    found: dict[str, PatternEntry] = {}
    for phrase in patterns.phrases.values():
        found[phrase.id] = _entry(phrase.match, phrase.give)
    for words in patterns.words.values():
        found[words.id] = _entry(words.words, words.give)
    for name, rows in patterns.tables.items():
        content = [list(row.items()) for row in rows]
        found[name] = PatternEntry(digest=_digest(content))
    return found


def changed_patterns(old: Manifest, new: Manifest) -> tuple[PatternChange, ...]:
    """What the two differ in, in the order of ids."""
    found = []
    for name in sorted({*old, *new}):
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        told, tells = Counter(before.phrases if before else ()), Counter(after.phrases if after else ())
        found.append(
            PatternChange(
                id=name,
                how="new" if before is None else "gone" if after is None else "changed",
                added=tuple((tells - told).elements()),
                removed=tuple((told - tells).elements()),
            )
        )
    return tuple(found)


def _entry(phrases: Iterable[str], give: Mapping[str, str]) -> PatternEntry:
    listed = tuple(phrases)
    return PatternEntry(digest=_digest([listed, sorted(give.items())]), phrases=listed)


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:16]
