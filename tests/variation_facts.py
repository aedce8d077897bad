"""What a release says, in a form in which two variations of it can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import regex

from extract.evaluate.score import fold_name, plain, words
from extract.records.release import Release

Facts = Mapping[str, Counter[tuple[str | None, ...]]]


def facts(release: Release) -> Facts:
    """Amounts with their roles, towns, people, quotes with their speakers, and projects with their fields."""
    return {
        "amount": Counter((_money(a.value, a.low, a.high), a.currency, a.role) for a in release.amounts),
        "town": Counter((p.name,) for p in release.places if p.kind == "city"),
        "person": Counter((p.name,) for p in release.people),
        "quote": Counter(
            # Figures inside a quote may be written anew: its first and last words name it.
            (" ".join(words(q.text)[:3]), " ".join(words(q.text)[-2:]), q.speaker.name if q.speaker else None)
            for q in release.quotes
            if q.direct
        ),
        "project": Counter(
            (
                fold_name(p.name),
                p.city,
                fold_name(p.applicant) if p.applicant else None,
                plain(p.granted.value) if p.granted else None,
                plain(p.total.value) if p.total else None,
            )
            for p in release.projects
        ),
    }


def differences(before: Facts, after: Facts, renamed: Mapping[str, str]) -> list[str]:
    """What the variation lost or gained, once what was renamed is called by its new name."""
    said = []
    for kind, counted in before.items():
        expected = Counter({tuple(_renamed(value, renamed) for value in row): n for row, n in counted.items()})
        found = Counter({tuple(_folded(value) for value in row): n for row, n in after[kind].items()})
        said += [f"{kind} lost: {row}" for row in (expected - found).elements()]
        said += [f"{kind} new: {row}" for row in (found - expected).elements()]
    return said


def _money(value: object, low: object, high: object) -> str:
    return plain(value) or f"{plain(low)}–{plain(high)}"


def _renamed(value: str | None, renamed: Mapping[str, str]) -> str | None:
    if value is None or not renamed:
        return _folded(value)
    keys = {" ".join(words(key)): new for key, new in renamed.items()}
    value = " ".join(words(value))
    expression = "|".join(regex.escape(key) for key in sorted(keys, key=len, reverse=True))
    named = rf"(?<![\p{{L}}\d])(?:{expression})(?=(?:s)?(?![\p{{L}}\d]))"
    return _folded(str(regex.sub(named, lambda found: keys[found.group()], value)))


def _folded(value: str | None) -> str | None:
    return None if value is None else " ".join(words(value))
