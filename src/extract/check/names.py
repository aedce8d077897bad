"""``name_variant``: a name that the release spells one way three times or more, and once another way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import regex

from extract.check.near import folded, is_misspelling
from extract.check.view import View
from extract.records.release import Check, Mention, Span

_WORD = regex.compile(r"\p{Lu}[\p{L}\p{M}]{3,40}+")
_TOKEN = regex.compile(r"[^\s]{1,60}+")
_EDGES = "»«“”„\"’‘'()[],.;:!?–—-/"
_GENITIVE = regex.compile(r"(?:['’]?s|['’])?(?![\p{L}\d])")
_OFTEN = 3
_MOST_WORDS = 4000
_MOST_NAMES = 400

Places = dict[str, list[Span]]
"""Words with the spans where they stand."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A name that the release settles on. ``spans`` are where it stands, ``lines`` the distinct lines with it."""

    name: str
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    person: bool


def check_names(view: View) -> tuple[Check, ...]:
    """A check for each spelling that stands once (a line that the page repeats counts once) against three or more
    of another one, with a letter or two between them. Case, ``&``, hyphens, ``aa`` and endings are no variants."""
    places = _places(view)
    known = list(islice(_known(view, places), _MOST_NAMES))
    if not known:
        return ()
    words = _by_shape(places)
    listed = {folded(name) for name in _all_names(view)}
    found: dict[Span, Check] = {}
    for name in known:
        for check in _variants(view, name, words, listed):
            found.setdefault(check.evidence[0], check)
    return tuple(found[span] for span in sorted(found))


def _known(view: View, places: Places) -> Iterator[_Known]:
    release = view.release
    kinds: tuple[tuple[Sequence[tuple[str, Sequence[Mention]]], bool], ...] = (
        ([(o.name, o.mentions) for o in release.organisations], False),
        ([(p.name, p.mentions) for p in release.people], True),
        ([(p.applicant, ()) for p in release.projects if p.applicant is not None], False),
    )
    seen: set[str] = set()
    for records, person in kinds:
        for name, mentions in records:
            if name in seen or len(name) < 6:
                continue
            seen.add(name)
            spans = _occurrences(view, places, name) or tuple((m.start, m.end) for m in mentions)
            lines = {view.line_at(span[0]) for span in spans} if len(spans) >= _OFTEN else ()
            if len({view.text[slice(*line)] for line in lines}) > 1:
                yield _Known(name, tuple(folded(word) for word in name.split()), spans, person)


def _occurrences(view: View, places: Places, name: str) -> tuple[Span, ...]:
    """Where the mined text holds the name exactly, as whole words (its genitive too), by its rarest word."""
    words = [(len(places.get(word.group(), ())), word) for word in _WORD.finditer(name)]
    if not words:
        return ()
    _, rarest = min(words, key=lambda pair: pair[0])
    spans = []
    for span in places.get(rarest.group(), ()):
        start = span[0] - rarest.start()
        end = start + len(name)
        if start >= 0 and view.text.startswith(name, start) and _is_whole(view.text, start, end):
            spans.append((start, end))
    return tuple(spans)


def _is_whole(text: str, start: int, end: int) -> bool:
    return not text[max(start - 1, 0) : start].isalnum() and _GENITIVE.match(text, end) is not None


def _places(view: View) -> Places:
    """The capitalised words of the mined text, each with where it stands."""
    places: defaultdict[str, list[Span]] = defaultdict(list)
    for section in view.sections:
        for found in _WORD.finditer(view.text, section.start, section.end):
            places[found.group()].append(found.span())
    return places


def _by_shape(places: Places) -> dict[tuple[str, int], Places]:
    """The words by first letter and length, as far as they are looked at."""
    index: dict[tuple[str, int], Places] = defaultdict(dict)
    for word, spans in islice(places.items(), _MOST_WORDS):
        key = folded(word)
        index[key[0], len(key)][word] = spans
    return index


def _all_names(view: View) -> Iterator[str]:
    """The names of places and given people: two of those a letter apart are two, not one misspelt."""
    for place in view.release.places:
        yield place.name
        yield from (mention.surface for mention in place.mentions)


def _variants(view: View, name: _Known, words: dict[tuple[str, int], Places], listed: set[str]) -> Iterator[Check]:
    for at, right in enumerate(name.words):
        for length in range(len(right) - 2, len(right) + 4):
            for word, spans in words.get((right[:1], length), {}).items():
                bare = _misspelt(folded(word), right)
                if bare is None or (bare in listed and right in listed):
                    continue
                lines = {view.text[slice(*view.line_at(span[0]))] for span in spans}
                whole = [
                    w
                    for span in spans
                    if (w := _whole(view, name, at, span, len(word) - len(folded(word)) + len(bare)))
                ]
                if len(lines) != 1 or not whole or len(whole) != len(spans):
                    continue
                if len(name.words) == 1 and (name.person or len(right) < 7 or bare in listed):
                    continue
                if not _is_other_person(view, name, whole[0]):
                    yield _check(view, name, whole[0])


def _misspelt(word: str, right: str) -> str | None:
    """The word without a genitive's s, if it is the right one misspelt."""
    for bare in dict.fromkeys((word, word[:-1] if word.endswith("s") and not right.endswith("s") else word)):
        if is_misspelling(bare, right):
            return bare
    return None


def _whole(view: View, name: _Known, at: int, span: Span, length: int) -> Span | None:
    """The span of the whole variant name around its misspelt word, if all its other words stand beside it."""
    line = view.line_at(span[0])
    ahead = _TOKEN.finditer(view.text, span[1], min(line[1], span[1] + 200))
    back = list(_TOKEN.finditer(view.text, max(line[0], span[0] - 200), span[0]))
    before, after = name.words[:at], name.words[at + 1 :]
    tokens = back[len(back) - len(before) :] if before else []
    if len(tokens) != len(before) or any(
        folded(token.group().lstrip(_EDGES)) != word for token, word in zip(tokens, before, strict=True)
    ):
        return None
    end = span[0] + length
    for word in after:
        token = next(ahead, None)
        # The last word may have punctuation, a slash or a genitive behind it.
        text = folded(token.group()) if token is not None else ""
        if token is None or not text.startswith(word) or text[len(word) :].lstrip("s")[:1].isalnum():
            return None
        end = token.start() + _plain_length(token.group(), word)
    start = tokens[0].start() + len(tokens[0].group()) - len(tokens[0].group().lstrip(_EDGES)) if tokens else span[0]
    return start, end


def _plain_length(token: str, word: str) -> int:
    """How many characters of the token make the folded word (``aa`` folds to one)."""
    for length in range(len(word), min(len(token), 2 * len(word)) + 1):
        if folded(token[:length]) == word:
            return length
    return min(len(token), len(word))


def _is_other_person(view: View, name: _Known, span: Span) -> bool:
    """Whether the release knows the variant as a person of its own, with a title or words of their own."""
    if not name.person:
        return False
    people = view.release.people
    one = next((p for p in people if p.name == name.name), None)
    other = next((p for p in people if any(m.start < span[1] and span[0] < m.end for m in p.mentions)), None)
    if one is None or other is None or one.id == other.id:
        return False
    speaks = any(q.speaker is not None and q.speaker.person == other.id for q in view.release.quotes)
    return speaks or (bool(other.titles) and not set(other.titles) & set(one.titles))


def _check(view: View, name: _Known, span: Span) -> Check:
    surface = " ".join(view.text[slice(*span)].split())
    return Check(
        code="name_variant",
        status="repaired",
        message=f"»{surface}« er læst som »{name.name}«, der står sådan {len(name.spans)} gange.",
        stated=surface,
        found=name.name,
        evidence=tuple(dict.fromkeys((span, *name.spans))),
    )
