"""Small look-ups by place that the matchers of names and quotes share, each logarithmic in the text."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.records.document import Passage
from extract.records.mentions import OrganisationMention
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


@dataclass(frozen=True, slots=True)
class TitleFound:
    """A title beside a name: its text without the organisation, where it stands, and the organisation."""

    title: str
    span: Span
    organisation: str | None = None
    organisation_span: Span | None = None
    end: int = 0
    """Where the phrase ends, the organisation included."""
    loose: bool = False
    """Whether a field of work in small letters stands between title and name: too little to make a name."""
    house: str | None = None
    """A common noun that stands for the organisation (*fonden*, *vores*), to be resolved by the release."""


@dataclass(frozen=True, slots=True)
class OrganisationIndex:
    """The organisation mentions in reading order, for look-ups by place."""

    mentions: tuple[OrganisationMention, ...]
    starts: tuple[int, ...] = field(default=())

    @classmethod
    def of(cls, mentions: tuple[OrganisationMention, ...]) -> OrganisationIndex:
        ordered = tuple(sorted(mentions, key=lambda mention: (mention.start, -mention.end)))
        return cls(ordered, tuple(mention.start for mention in ordered))

    def at(self, start: int) -> OrganisationMention | None:
        """The mention around ``start``, if any."""
        position = bisect_right(self.starts, start) - 1
        while position >= 0 and start - self.starts[position] < 200:
            if self.mentions[position].end > start:
                return self.mentions[position]
            position -= 1
        return None

    def first_after(self, at: int) -> OrganisationMention | None:
        """The first mention that begins after ``at``, if any."""
        position = bisect_right(self.starts, at)
        return self.mentions[position] if position < len(self.mentions) else None

    def ending(self, end: int) -> OrganisationMention | None:
        """The mention that ends at ``end``, a genitive's s and an apostrophe aside."""
        found = self.at(max(end - 3, 0))
        return found if found is not None and end - 2 <= found.end <= end else None
