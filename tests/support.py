"""What several test modules share: an article from lines of text, and the shipped patterns."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from extract.patterns import Patterns, load
from extract.records.document import Article, Passage
from extract.segment.sentences import sentence_spans


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    return load()


def article(text: str, *, published_at: datetime | None = None, publisher: str | None = None) -> Article:
    """Each line of ``text`` a body passage; a blank line begins a new group."""
    passages: list[Passage] = []
    at, group = 0, 0
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            end = at + len(line.rstrip())
            sentences = tuple((start + low, start + high) for low, high in sentence_spans(text[start:end]))
            passages.append(Passage(start, end, "s1", "body", sentences, group=group))
        else:
            group += 1
        at += len(line) + 1
    return Article(text, tuple(passages), publisher=publisher, published_at=published_at)
