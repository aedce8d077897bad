"""Finds where in the text each answer of a label file stands, so that people label by words and not by counting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import regex

from extract.evaluate.labels import Labels, Spans, Stretch
from extract.records.release import Span

_LETTER_BEFORE = r"(?<![\p{L}\p{N}])"
_LETTER_AFTER = r"(?![\p{L}\p{N}])"
_DIGIT_BEFORE = r"(?<![\p{N}]|[\p{N}][.,])"
_DIGIT_AFTER = r"(?![\p{N}]|[.,][\p{N}])"
_GENITIVE = r"(?:['’]?s)?"


def anchor(text: str, labels: Labels, *, raw: str = "") -> tuple[Labels, tuple[str, ...]]:
    """The labels with the spans of their answers in ``text``, and one line for each that has no place there.

    ``raw`` is the source itself, where words that show a shape may stand in markup that the text lacks.
    """
    faults: list[str] = []
    whole = (0, len(text))
    faults += [f"shape {name}: {words!r} is not in the text" for name, words in _missing_shapes(text, raw, labels)]
    if labels.language != "da":
        return labels, tuple(faults)
    if labels.article is None:
        article, stretch = whole, None
    else:
        found = _article(text, labels.article)
        if found is None:
            return labels, (f"article: {labels.article.first!r} … {labels.article.last!r} is not in the text",)
        article, stretch = found, labels.article.model_copy(update={"span": found})
    changes: dict[str, Any] = {"article": stretch}
    for field in ("amounts", "dates"):
        changes[field] = _in_order(text, article, getattr(labels, field), faults)
    changes["quotes"] = _quotes(text, article, labels, faults)
    changes["fact_boxes"] = _boxes(text, article, labels, faults)
    people = _everywhere(text, article, labels.people, faults, ())
    changes["people"] = people
    names = [span for person in people or () for span in person.spans]
    changes["organisations"] = _everywhere(text, article, labels.organisations, faults, ())
    changes["places"] = _everywhere(text, article, labels.places, faults, names)
    changes["projects"] = _projects(text, article, labels, faults)
    return labels.model_copy(update=changes), tuple(faults)


def _article(text: str, stretch: Stretch) -> Span | None:
    first = _search(text, stretch.first, (0, len(text)))
    last = _search(text, stretch.last, (first[0] if first else 0, len(text)))
    return (first[0], last[1]) if first and last else None


def _in_order(text: str, article: Span, entries: Any, faults: list[str]) -> Any:
    """Entries in reading order, each looked for after the one before it."""
    if entries is None:
        return None
    out, cursor = [], article[0]
    for entry in entries:
        span = _search(text, entry.surface, (cursor, article[1]), edges=(_DIGIT_BEFORE, _DIGIT_AFTER))
        if span is None:
            known = _search(text, entry.surface, article, edges=(_DIGIT_BEFORE, _DIGIT_AFTER))
            faults.append(f"{entry.surface!r}: {'not in reading order' if known else 'not in the article'}")
        else:
            cursor = span[1]
        out.append(entry.model_copy(update={"span": span}))
    return tuple(out)


def _quotes(text: str, article: Span, labels: Labels, faults: list[str]) -> Any:
    if labels.quotes is None:
        return None
    out, cursor = [], article[0]
    for quote in labels.quotes:
        first = _search(text, quote.first, (cursor, article[1]))
        last = _search(text, quote.last, (first[0], article[1])) if first else None
        if first is None or last is None:
            faults.append(f"quote {quote.first!r} … {quote.last!r}: not in the article, or not in reading order")
            out.append(quote.model_copy(update={"span": None}))
            continue
        cursor = last[1]
        out.append(quote.model_copy(update={"span": (first[0], last[1])}))
    return tuple(out)


def _boxes(text: str, article: Span, labels: Labels, faults: list[str]) -> Any:
    if labels.fact_boxes is None:
        return None
    out = []
    for box in labels.fact_boxes:
        # The words of a heading may stand in a sentence before it: the heading is a line of its own.
        spans = list(_all(text, box.heading, article))
        alone = [span for span in spans if span[0] == 0 or text[span[0] - 1] == "\n"]
        if not spans:
            faults.append(f"fact box {box.heading!r}: not in the article")
        out.append(box.model_copy(update={"span": next(iter(alone or spans), None)}))
    return tuple(out)


def _projects(text: str, article: Span, labels: Labels, faults: list[str]) -> Any:
    if labels.projects is None:
        return None
    out = []
    for project in labels.projects:
        spans = tuple(_all(text, project.name, article, ignore_case=True))
        if not spans:
            faults.append(f"project {project.name!r}: not in the article")
        out.append(project.model_copy(update={"spans": spans}))
    return tuple(out)


def _everywhere(text: str, article: Span, entries: Any, faults: list[str], taken: Sequence[Span]) -> Any:
    """Every occurrence of each entry's surfaces, the longest first, none inside another of the same kind."""
    if entries is None:
        return None
    surfaces = sorted(
        ((surface, number) for number, entry in enumerate(entries) for surface in {*entry.surfaces} or {entry.name}),
        key=lambda pair: (-len(pair[0]), pair[0]),
    )
    used: list[Span] = list(taken)
    spans: dict[int, list[Span]] = {}
    seen: set[tuple[str, int]] = set()
    for surface, number in surfaces:
        for span in _all(text, surface, article, edges=(_LETTER_BEFORE, _GENITIVE + _LETTER_AFTER)):
            seen.add((surface, number))
            if not any(low < span[1] and span[0] < high for low, high in used):
                used.append(span)
                spans.setdefault(number, []).append(span)
    for number, entry in enumerate(entries):
        if number not in spans:
            faults.append(f"{entry.name!r}: none of its surfaces is in the article")
        faults += [f"{entry.name!r}: {s!r} is not in the article" for s in entry.surfaces if (s, number) not in seen]
    return tuple(
        entry.model_copy(update={"spans": tuple(sorted(spans.get(number, ())))}) for number, entry in enumerate(entries)
    )


def _missing_shapes(text: str, raw: str, labels: Labels) -> Iterator[tuple[str, str]]:
    for name, words in labels.shapes.items():
        if not words or (_search(text, words, (0, len(text))) is None and _search(raw, words, (0, len(raw))) is None):
            yield name, words


def _search(text: str, words: str, span: Span, *, edges: tuple[str, str] = ("", "")) -> Span | None:
    return next(iter(_all(text, words, span, edges=edges)), None)


def _all(
    text: str, words: str, span: Span, *, edges: tuple[str, str] = ("", ""), ignore_case: bool = False
) -> Iterable[Span]:
    if not words.split():
        return ()
    expression = _expression(words, edges, ignore_case)
    return (match.span() for match in expression.finditer(text, *span))


@lru_cache(maxsize=4096)
def _expression(words: str, edges: tuple[str, str], ignore_case: bool) -> regex.Pattern[str]:
    """The words with any white space between them."""
    flags = regex.IGNORECASE if ignore_case else 0
    return regex.compile(edges[0] + r"\s+".join(regex.escape(w) for w in words.split()) + edges[1], flags)


def overlap(left: Span, right: Span) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def inside(span: Span, spans: Spans) -> bool:
    return any(low <= span[0] and span[1] <= high for low, high in spans)
