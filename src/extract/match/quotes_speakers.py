"""Who a pronoun or a role means, and who a sentence without speech brings in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from extract.match.people import PeopleMatcher
from extract.match.people_spans import Covered, sentence_at
from extract.match.people_titles import Titles
from extract.match.quotes_cues import Cue, People
from extract.patterns import Phrase, mask
from extract.records.document import Article, Passage
from extract.records.release import Span

_ASIDE = frozenset({"fact_box", "caption", "contact", "about", "teaser", "navigation", "table"})
_WORDS = regex.compile(r"[\p{L}-]+")
_PRONOUN = regex.compile(r"(?:Han|Hun|han|hun)\s")
_TOLD = regex.compile(
    r"\b(?:er|har|var|vil|kan|skal|blev|bliver|der|som|at|siger|fortæller|udtaler|glæder|håber|ser)\b"
)
_FEELING = regex.compile(
    r"glæde|håb|glad|stolt|tilfreds|ser frem|siger|fortæller|forklarer|understreger|mener|peger|uddyber|tilføjer"
)


@dataclass(slots=True)
class Scene:
    """Who has been brought in where, for one article: grows as quotes are resolved in reading order."""

    article: Article
    people: People
    matcher: PeopleMatcher
    titles: Titles
    spoken: Covered = field(default_factory=Covered)
    """All parts of speech in order: a person named inside them is spoken of, not brought in."""
    speakers: set[int] = field(default_factory=set)
    """The mentions that were found to be speakers."""

    def pronoun(self, who: str, at: int) -> tuple[int | None, float]:
        """The mention that *han* or *hun* at ``at`` means, with a confidence; None where two fit equally."""
        gender = "m" if who == "he" else "f"
        number = bisect_right(self.people.starts, at) - 1
        while number >= 0:
            mention = self.people.mentions[number]
            if self._brought_in(number) and self._fits(number, gender):
                sentence = self._sentence(mention.start)
                rivals = {
                    self.people.key(other)
                    for other in self.people.between(*sentence)
                    if self.people.starts[other] < at and self._brought_in(other) and self._fits(other, gender)
                }
                if len(rivals) == 1:
                    sure = self.matcher.gender(self.people.key(number)) == gender
                    return number, 0.9 if sure else 0.75
                known = [n for n in self.people.between(*sentence) if n in self.speakers]
                if len(known) == 1:
                    return known[0], 0.8
                certain = {k for k in rivals if self.matcher.gender(k) == gender}
                if len(certain) == 1:
                    key = certain.pop()
                    return next(n for n in self.people.between(*sentence) if self.people.key(n) == key), 0.75
                return None, 0.5
            number -= 1
        return None, 0.5

    def role(self, title: str, at: int) -> tuple[int | None, float]:
        """The only person with the role ``title``: by the whole title, by its last part, or by office and house
        (*udvalgsformanden* is the formand of an udvalg)."""
        wanted = next((word for word in title.casefold().split() if self.titles.base(word)), title.casefold())
        exact: dict[str, int] = {}
        ending: dict[str, int] = {}
        housed: dict[str, int] = {}
        plain: dict[str, int] = {}
        for number, mention in enumerate(self.people.mentions):
            if mention.title is None:
                continue
            key = self.people.key(number)
            for word in _WORDS.findall(mention.title.casefold()):
                if word == wanted:
                    exact.setdefault(key, number)
                elif word.endswith(wanted) and self.titles.is_title(word):
                    ending.setdefault(key, number)
                elif wanted.endswith(word) and self.titles.is_title(word):
                    kind = wanted.removesuffix(word).rstrip("s-")
                    if mention.organisation is None:
                        plain.setdefault(key, number)
                    elif len(kind) > 2 and kind in mention.organisation.casefold():
                        housed.setdefault(key, number)
        for found, confidence in ((exact, 0.9), (ending, 0.85), (housed, 0.85), (plain, 0.75)):
            if len(found) == 1:
                return next(iter(found.values())), confidence
            if found:
                return None, 0.5
        return None, 0.5

    def lead(self, passage: Passage, phrases: Sequence[Phrase]) -> Cue | None:
        """The cue that the last sentence of a passage is for the quote after it: somebody's view or words."""
        text = self.article.text
        if not passage.sentences or passage.kind in _ASIDE | {"title", "subheading"}:
            return None
        start, end = passage.sentences[-1]
        inside = self.people.between(start, end)
        if not inside:
            if _PRONOUN.match(text, start, end) and (
                _FEELING.search(text, start, end) or self._goes_on(passage, start)
            ):
                return Cue(start, end, "he" if text[start : start + 3].casefold() == "han" else "she", verb=False)
            return None
        mentions = [(self.people.mentions[n].start, self.people.mentions[n].end, "person", n) for n in inside]
        masked = mask(text, (start, end), mentions)
        for phrase in phrases:
            for match in phrase.find(masked):
                if "person" in match.slots:
                    return Cue(start, end, "person", match.slots["person"], verb=False)
        return None

    def _goes_on(self, passage: Passage, at: int) -> bool:
        """Whether the pronoun at ``at`` goes on about who has just spoken: *… understreger X. Han er lærer*, or a
        passage of that sentence alone between two quotes."""
        if len(passage.sentences) == 1:
            number = bisect_right(self.article.passages, passage.start, key=lambda p: p.start) - 2
            before = self.article.passages[number] if number >= 0 else None
            return before is not None and any(
                before.start <= self.people.starts[speaker] < before.end for speaker in self.speakers
            )
        before_it = passage.sentences[-2]
        inside = self.people.between(*before_it)
        return len({self.people.key(n) for n in inside}) == 1 and (
            _FEELING.search(self.article.text, *before_it) is not None
        )

    def signature(self, passage: Passage) -> int | None:
        """The mention that a line of its own signs with: *- Undervisningsminister X*, *X, formand for Y*."""
        if passage.end - passage.start > 160:
            return None
        text = self.article.text
        inside = self.people.between(passage.start, passage.end)
        if len(inside) != 1:
            return None
        mention = self.people.mentions[inside[0]]
        before = text[passage.start : mention.start].strip(' -–—−.»«”“"')
        title = mention.title_span
        if before and not (title is not None and passage.start <= title[0] < mention.start and len(before) <= 100):
            return None
        after = text[mention.end : passage.end].strip()
        if (after and not (after[0] in ",(" or after[:1] in "-–—")) or after.endswith((":", "?", "!")):
            return None
        if after.endswith(".") and _TOLD.search(after):
            return None
        if (
            before
            and self.titles.base(before.split()[0].strip(",-").casefold()) is None
            and "-" not in before
            and " " in before
        ):
            first = before.split()[0].casefold()
            if first not in self.titles.modifiers:
                return None
        return inside[0]

    def _fits(self, number: int, gender: str) -> bool:
        known = self.matcher.gender(self.people.key(number))
        return known is None or known in {gender, "u"}

    def _brought_in(self, number: int) -> bool:
        at = self.people.starts[number]
        if self.spoken.overlapping(at, at + 1):
            return False
        passage = self._passage(at)
        return passage is None or passage.kind not in _ASIDE

    def _passage(self, at: int) -> Passage | None:
        position = bisect_right(self.article.passages, at, key=lambda passage: passage.start) - 1
        return self.article.passages[position] if position >= 0 else None

    def _sentence(self, at: int) -> Span:
        passage = self._passage(at)
        if passage is None:
            return at, at + 1
        return sentence_at(passage, at)
