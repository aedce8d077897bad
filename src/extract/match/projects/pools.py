"""Pools: what the money comes from, as the text calls it: ``uddannelsespuljens temapulje`` is a temapulje."""

from __future__ import annotations

import regex

from extract.records.mentions import Named
from extract.records.release import Span

_POOL = regex.compile(
    r"[»«“”„\"’‘'](?P<quoted>[^»«“”„\"\n]{2,60})[»«“”„\"’‘'][- ]?puljen?s?(?!\p{L})"
    r"|puljen\s[»«“”„\"’‘'](?P<after>[^»«“”„\"’‘'\n]{2,60})[»«“”„\"’‘']"
    r"|(?:(?<=\s)(?P<adjective>\p{Ll}+e)\s)?(?<!\p{L})(?P<noun>[\p{L}-]*pulje)(?P<ending>n|ns|s)?(?!\p{L})"
)
_ARTICLES = frozenset(
    {"denne", "hele", "samme", "begge", "alle", "store", "nye", "særlige", "samlede", "fælles", "ekstra"}
)
_DOUBLED = regex.compile(r"([bdfgklmnprst])\1$")


def find_pool(text: str, span: Span) -> Named | None:
    """The last pool that the stretch names, in its indefinite form; proper names stay as they are written."""
    best: Named | None = None
    for found in _POOL.finditer(text, *span):
        if found["quoted"]:
            best = Named(f"{found['quoted']}-puljen", (found.span(),))
        elif found["after"]:
            best = Named(found["after"], (found.span("after"),))
        else:
            name = _named(found)
            if name is not None:
                best = name
    return best


def _named(found: regex.Match[str]) -> Named | None:
    noun, adjective = found["noun"], found["adjective"]
    start = found.start("noun")
    if noun[0].isupper() and noun.casefold() != "pulje":
        return Named(noun + (found["ending"] or "").rstrip("s"), ((start, found.end()),))
    described = adjective is not None and adjective not in _ARTICLES
    if noun.casefold() == "pulje" and not described:
        return None
    if described and adjective is not None:
        return Named(f"{indefinite(adjective)} {noun}", ((found.start("adjective"), found.end()),))
    return Named(noun, ((start, found.end()),))


def indefinite(adjective: str) -> str:
    """The indefinite form of a definite Danish adjective: ``åbne`` → ``åben``, ``grønne`` → ``grøn``."""
    stem = adjective[:-1]
    if adjective.endswith("ne") and len(stem) > 2 and stem[-2] not in "aeiouyæøån":
        return stem[:-1] + "en"
    return str(_DOUBLED.sub(r"\1", stem))
