"""Small look-ups by place that the matchers of names and quotes share, each logarithmic in the text."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.records.document import Passage
from extract.records.release import Span


def sentence_at(passage: Passage, at: int) -> Span:
    """The bounds of the sentence of ``passage`` around ``at``; the whole passage where none is known."""
    number = bisect_right(passage.sentences, at, key=lambda span: span[0]) - 1
    if number >= 0 and passage.sentences[number][1] > at:
        return passage.sentences[number]
    return passage.start, passage.end


@dataclass(slots=True)
class Covered:
    """Spans that do not overlap, for asking whether a further one would."""

    spans: list[Span] = field(default_factory=list)

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Covered:
        return cls(sorted(spans))

    def overlapping(self, start: int, end: int) -> Span | None:
        """A span that shares a character with ``start:end``, if any."""
        number = bisect_right(self.spans, start, key=lambda span: span[0])
        for near in (number - 1, number):
            if 0 <= near < len(self.spans) and self.spans[near][0] < end and start < self.spans[near][1]:
                return self.spans[near]
        return None

    def add(self, start: int, end: int) -> None:
        insort(self.spans, (start, end))
