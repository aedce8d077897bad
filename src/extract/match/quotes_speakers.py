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
from extract.records.release import Attribution, Span

_ASIDE = frozenset({"fact_box", "caption", "contact", "about", "teaser", "navigation", "table"})
_WORDS = regex.compile(r"[\p{L}-]+")
_PRONOUN = regex.compile(r"(?:Han|Hun|han|hun)\s")
_TOLD = regex.compile(
    r"\b(?:er|har|var|vil|kan|skal|blev|bliver|der|som|at|siger|fortæller|udtaler|glæder|håber|ser)\b"
)
_BARE = regex.compile(
    r"(?:lyder|lød|hedder|hed)\s(?:det|konklusionen|opfordringen|meldingen|vurderingen)(?:\s(?:videre|også))?[\s.!]*"
)
_NEW = regex.compile(r"\b(?:ny|nye|kommende|tiltrædende|nyudnævnte|nyvalgte|nyansatte)\s", regex.IGNORECASE)
_DEFINITE = regex.compile(r"(?<!\p{L})\p{Ll}{3,30}(?:en|eren|ren)(?!\p{L})")
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
            if self._brought_in(number, at) and self._fits(number, gender):
                sentence = self._sentence(mention.start)
                rivals = {
                    self.people.key(other)
                    for other in self.people.between(*sentence)
                    if self.people.starts[other] < at and self._brought_in(other, at) and self._fits(other, gender)
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

    def by_pronoun(self, speaker: int | None, cue: Cue, *, leads: bool) -> Attribution:
        """What a pronoun's cue is called: *siger hun* is ``pronoun``; a lead whose own passage names the person is
        ``before`` (*Borgmester X var med. Han husker især mødet:*); a lead that only tells of somebody is ``none``."""
        if speaker is None:
            return "none"
        passage = self._passage(cue.start) if leads else None
        if passage is None:
            return "pronoun"
        if passage.start <= self.people.starts[speaker]:
            return "before"
        speaks = cue.verb or _FEELING.search(self.article.text, cue.start, cue.end) is not None
        return "pronoun" if speaks else "none"

    def bare(self, cue: Cue) -> bool:
        """Whether a cue says no more than that something is said: *…, lyder det.*"""
        return cue.who == "nobody" and _BARE.fullmatch(self.article.text, cue.start, cue.end) is not None

    def role(self, cue: Cue) -> tuple[int | None, float]:
        """The only person with the role of ``cue``: by the whole title, by its last part, or by office and house
        (*udvalgsformanden* is the formand of an udvalg). *Den nye direktør* is who is told to become it."""
        title = cue.title or ""
        if _NEW.search(self.article.text, cue.start, cue.end):
            return self._newcomer(title)
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
                    elif kind == mention.organisation.casefold() or (
                        len(kind) > 2 and kind in mention.organisation.casefold()
                    ):
                        housed.setdefault(key, number)
        for found, confidence in ((exact, 0.9), (ending, 0.85), (housed, 0.85), (plain, 0.75)):
            if len(found) == 1:
                return next(iter(found.values())), confidence
            if found:
                return None, 0.5
        return None, 0.5

    def _newcomer(self, title: str) -> tuple[int | None, float]:
        """The only person of whom the text says *X bliver ny direktør*, *X tiltræder som direktør*, *ny direktør X*."""
        word = title.casefold().split()[-1] if title else ""
        becomes = regex.compile(
            rf"[^.!?]{{0,60}}?\s(?:bliver|blive|blev|som|til)\s(?:[\p{{L}}.]{{1,20}}\s){{0,3}}?{regex.escape(word)}(?!\p{{L}})",
            regex.IGNORECASE,
        )
        found = {}
        for number, mention in enumerate(self.people.mentions):
            titled = (
                mention.title is not None and _NEW.search(mention.title) and mention.title.casefold().endswith(word)
            )
            if word and (titled or becomes.match(self.article.text, mention.end, mention.end + 100)):
                found[self.people.key(number)] = number
        return (next(iter(found.values())), 0.8) if len(found) == 1 else (None, 0.5)

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
            return self._role_told(start, end)
        mentions = [(self.people.mentions[n].start, self.people.mentions[n].end, "person", n) for n in inside]
        masked = mask(text, (start, end), mentions)
        for phrase in phrases:
            for match in phrase.find(masked):
                if "person" in match.slots:
                    return Cue(start, end, "person", match.slots["person"], verb=False)
        return None

    def _role_told(self, start: int, end: int) -> Cue | None:
        """The cue of a sentence that tells of one office and no person: *I talen bad formanden om ro.*"""
        roles = {
            role
            for word in _DEFINITE.finditer(self.article.text, start, end)
            if (role := self.titles.role(word.group().casefold())) is not None
        }
        return Cue(start, end, "role", title=roles.pop(), verb=False) if len(roles) == 1 else None

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

    def introduced(self, passage: Passage) -> int | None:
        """The mention that a passage begins with and that brings its person in, with title, house or party."""
        number = self.people.first_between(passage.start, passage.end)
        if number is None or passage.kind in _ASIDE | {"title", "subheading"}:
            return None
        mention = self.people.mentions[number]
        begins = min(mention.start, mention.title_span[0] if mention.title_span is not None else mention.start)
        if begins > passage.start or not (mention.title or mention.party or mention.organisation):
            return None
        known = self.people.key(number)
        return number if all(self.people.key(n) != known for n in range(number)) else None

    def spoke_before(self, at: int) -> bool:
        """Whether anybody is found to speak before ``at``."""
        return any(self.people.starts[number] < at for number in self.speakers)

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

    def _brought_in(self, number: int, seen_from: int) -> bool:
        """Whether a mention can be meant by a pronoun at ``seen_from``: no word of a quote, and no part of a box that
        the pronoun stands outside of."""
        at = self.people.starts[number]
        if self.spoken.overlapping(at, at + 1):
            return False
        passage, here = self._passage(at), self._passage(seen_from)
        return passage is None or passage.kind not in _ASIDE or (here is not None and here.section == passage.section)

    def _passage(self, at: int) -> Passage | None:
        position = bisect_right(self.article.passages, at, key=lambda passage: passage.start) - 1
        return self.article.passages[position] if position >= 0 else None

    def _sentence(self, at: int) -> Span:
        passage = self._passage(at)
        if passage is None:
            return at, at + 1
        return sentence_at(passage, at)
