"""Cues: the words that say who speaks, after the words spoken (*siger X*), before them (*X siger:*), or behind
in a sentence of their own (*Det siger X*)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from extract.match.people_spans import OrganisationIndex, sentence_at
from extract.match.people_titles import Titles, compile_titles
from extract.match.quotes_marks import MARKS
from extract.patterns import Patterns
from extract.records.document import Passage
from extract.records.mentions import PersonMention
from extract.records.release import Span
from extract.values.text import tried

Who = Literal["person", "he", "she", "role", "organisation", "nobody"]

_M = regex.escape(MARKS)
_DASH_OPENS = regex.compile(rf"(?:(?<=[:.!?])|(?<=og\s\p{{L}}{{3,14}}))\s[-–—−]\s?(?=[\p{{Lu}}{_M}])")
_OPENING = regex.compile(rf"(?<=[\s(])[{_M}](?=[\p{{L}}\d])")
_CAPITALS = regex.compile(
    r"(?:\s(?:i|fra|hos|det|den|de))?\s((?:[\p{Lu}\d][\p{L}\d&/.-]*+)(?:\s(?:&\s)?[\p{Lu}\d][\p{L}\d&/.-]*+){0,5})"
)
_PRONOUN_ENDS = regex.compile(r"(?<!\p{L})(han|hun)\s$", regex.IGNORECASE)
_LETTERS = regex.compile(r"[\p{L}-]++")
_HOUSE_WORD = regex.compile(r"(?:i|fra|hos)\s\p{L}")
_WORD = regex.compile(r"\s?([\p{L}-]+)")
_BETWEEN = regex.compile(r"\b(?:at|som|der|mens|fordi|hvor|når|hvis)\b")
_ONE_VERB = regex.compile(r"\s\p{Ll}{3,20}(?:\s(?:sig|til|med|op|igen|nej|ja))?:")
_LONGEST_SIGNATURE = 140
_FINITE = regex.compile(r"[.!?]\s|\b(?:er|har|var|vil|kan|skal|blev|bliver|siger|at)\b")
_ANY_VERB = regex.compile(rf"[{_M}]?\s*,?[{_M}]?\s*(?P<verb>\p{{Ll}}{{2,14}}(?:r|ede|te|rr))(?!\p{{L}})")
_IT_IS = regex.compile(r"Det\s(?:er|var)\s")
_WHO = regex.compile(r",?\s(?:der|som)\s|,\s\p{Ll}")
_LONGEST = 1_000
"""Characters that a sentence with a cue may have: beyond them nothing is looked for, which keeps the work linear."""
_TAKES_OVER = regex.compile(r",?\s(?:mens|og|men|hvortil|hvorefter)\s")
_END = regex.compile(r"[.!?…](?=\s|$)|$")


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue. ``start:end`` is verb and speaker with all that the sentence says of the speaker; ``person``
    indexes the person mentions; ``colon`` says that speech follows it."""

    start: int
    end: int
    who: Who
    person: int | None = None
    title: str | None = None
    organisation: str | None = None
    colon: bool = False
    verb: bool = True
    signs: bool = False
    """It is a name alone behind the words: *”…” – X, formand for Y*."""


@dataclass(frozen=True, slots=True)
class Cues:
    """Finds cues; made once by :func:`compile_cues`."""

    after: regex.Pattern[str]
    inside: regex.Pattern[str]
    back: regex.Pattern[str]
    verb: regex.Pattern[str]
    later: regex.Pattern[str]
    verbs: frozenset[str]
    weak: frozenset[str]
    not_speakers: frozenset[str]
    titles: Titles

    def following(self, text: str, at: int, passage: Passage, people: People) -> Cue | None:
        """The cue right after words that end at ``at`` (before their comma or closing mark)."""
        found = self.after.match(text, at, passage.end)
        if found is not None:
            return self._subject(text, found.start("verb"), found.end(), passage, people)
        found = _ANY_VERB.match(text, at, passage.end)
        if found is None or text[at - 2 : found.start("verb")].strip(MARKS + " ") not in {",", "!", "?", "."}:
            return None
        # A verb that no list has: a person right behind it says what it is.
        cue = self._subject(text, found.start("verb"), found.end(), passage, people)
        named = people.mentions[cue.person] if cue is not None and cue.person is not None else None
        if named is None:
            return None
        begins = named.title_span[0] if named.title_span is not None else named.start
        return cue if min(begins, named.start) - found.end() <= 2 else None

    def within(self, text: str, low: int, passage: Passage, people: People) -> Cue | None:
        """The first cue inside ``text[low:]`` of a passage: *…, siger X*, *… Det siger X*."""
        for found in self.inside.finditer(text, low, passage.end):
            start = found.start("verb")
            cue = self._subject(text, start, found.end(), passage, people)
            if cue is None:
                continue
            if found["opener"] is not None:
                return Cue(found.start("opener"), cue.end, cue.who, cue.person, cue.title, cue.organisation, cue.colon)
            comma = text[found.start() : start].strip()
            weak = text[start : found.end()].casefold() in self.weak
            if not comma and (weak or cue.who not in {"person", "he", "she"}):
                continue  # without a comma before the verb only a named speaker tells a cue from a clause
            return cue
        return None

    def behind(self, text: str, at: int, passage: Passage, people: People) -> Cue | None:
        """The cue of a sentence at ``at`` that names the speaker of the words before: *Det siger X*."""
        found = self.back.match(text, at, passage.end)
        if found is None:
            return None
        cue = self._subject(text, at, found.end(), passage, people)
        return cue if cue is not None and cue.who != "nobody" else None

    def signs(self, text: str, at: int, end: int, people: People) -> Cue | None:
        """The name alone that the words before ``at`` are signed with, to the end of their passage."""
        inside = people.between(at, end)
        if len(inside) != 1 or end - at > _LONGEST_SIGNATURE:
            return None
        mention = people.mentions[inside[0]]
        before = text[at : mention.start].strip(" -–—−.,")
        rest = text[mention.end : end].strip(" .")
        if before and (mention.title_span is None or mention.title_span[0] < at or not before[0].isalpha()):
            return None
        if (rest and rest[0] not in ",(-–—") or _FINITE.search(rest) or _FINITE.search(before):
            return None
        return Cue(at, end, "person", inside[0], verb=False, signs=True)

    def reveals(self, text: str, at: int, passage: Passage, people: People) -> int | None:
        """The person whom a sentence at ``at`` names as the one just told of: *Det er X, der har ledet …*."""
        found = _IT_IS.match(text, at, passage.end)
        number = people.first_between(at, sentence_at(passage, at)[1]) if found is not None else None
        if found is None or number is None or not _WHO.match(text, people.mentions[number].end, passage.end):
            return None
        between = text[found.end() : people.mentions[number].start].strip()
        return number if not between or self.titles.role(between.split()[0].casefold()) else None

    def before(self, text: str, end: int, passage: Passage, people: People) -> Cue | None:
        """The cue that the sentence ending at ``end`` with a colon is: *X, direktør for Y, siger:*."""
        if end <= passage.start or text[end - 1] != ":":
            return None
        low = max(sentence_at(passage, end - 1)[0], end - _LONGEST)
        clause = text[low : end - 1]
        verbs = list(self.verb.finditer(text, low, end - 1))
        inside = people.between(low, end)
        if inside and _ONE_VERB.fullmatch(text, people.mentions[inside[-1]].end, end):
            return Cue(low, end, "person", inside[-1], colon=True)  # «…, og Y svarer:», right before the colon
        if verbs:
            verb = verbs[-1]
            subject = self._subject(text, verb.start(), verb.end(), passage, people, stop=end)
            if subject is not None and subject.who not in {"nobody", "organisation"}:
                return Cue(low, end, subject.who, subject.person, subject.title, subject.organisation, colon=True)
            pronoun = _PRONOUN_ENDS.search(text, low, verb.start())
            if pronoun:
                return Cue(low, end, "he" if pronoun.group(1).casefold() == "han" else "she", colon=True)
            earlier = [number for number in inside if people.mentions[number].end <= verb.start()]
            if earlier:
                # «X, der afløste Y, siger:» is X; «… mødtes med X, og Y siger:» is Y, right before the verb.
                beside = not text[people.mentions[earlier[-1]].end : verb.start()].strip()
                return Cue(low, end, "person", earlier[-1] if beside else earlier[0], colon=True)
            if inside and len({people.key(number) for number in inside}) == 1:
                return Cue(low, end, "person", inside[0], colon=True)
            word = _LETTERS.match(clause)
            role = self.titles.role(word.group().casefold()) if word else None
            if role and low + word.end() <= verb.start() if word else False:
                return Cue(low, end, "role", title=role, colon=True)
            if subject is not None:
                return Cue(low, end, subject.who, None, subject.title, subject.organisation, colon=True)
            return Cue(low, end, "nobody", colon=True)
        if inside and len({people.key(number) for number in inside}) == 1:
            return Cue(low, end, "person", inside[-1], colon=True, verb=False)
        word = _LETTERS.match(clause)
        if word is not None and word.group() in {"Han", "Hun"} and not inside:
            return Cue(low, end, "he" if word.group() == "Han" else "she", colon=True, verb=False)
        role = self.titles.role(word.group().casefold()) if word and not inside else None
        if role is not None and word is not None and word.group().endswith(("en", "et")):
            return Cue(low, end, "role", title=role, colon=True, verb=False)  # «Borgmesteren er glad for støtten:»
        return None

    def _subject(
        self, text: str, start: int, at: int, passage: Passage, people: People, stop: int | None = None
    ) -> Cue | None:
        """The speaker after the verb that ends at ``at``; None where the words cannot be a cue."""
        end = min(self._end(text, at, passage), stop or passage.end)
        colon = text[end - 1 : end] == ":"
        word = _WORD.match(text, at, end)
        folded = word.group(1).casefold() if word else ""
        if folded in {"også", "videre", "så", "desuden", "samtidig", "endvidere", "derfor"} and word is not None:
            at = word.end()
            word = _WORD.match(text, at, end)
            folded = word.group(1).casefold() if word else ""
        if folded in {"han", "hun"}:
            return Cue(start, end, "he" if folded == "han" else "she", colon=colon)
        sounds = text[start:at].casefold() in {"lyder", "lød"}
        if folded in {"hans", "hendes"} and sounds:  # «…, lyder hendes råd»
            return Cue(start, end, "he" if folded == "hans" else "she", colon=colon)
        if folded == "det" and sounds:
            return None
        if folded == "den" and word is not None:
            title = self.titles.after(text, word.end() + 1, end, OrganisationIndex(()))
            if title is not None and not people.holds(title.span, at, end):  # «siger den tidligere lærer»
                return Cue(start, end, "role", None, title.title, title.organisation, colon)
        if folded in {"den", "en", "et"} and self._unnamed(text, start, at, end, people):
            return Cue(start, end, "nobody", colon=colon)
        if word is not None and (folded in self.not_speakers or word.group(1) == "I"):
            return None
        nearest = people.first_between(at, end)
        while nearest is not None and text[people.mentions[nearest].end : end][:1] in tuple("s'’"):
            nearest = people.first_between(people.mentions[nearest].end, end)  # «siger Ida Brinks kollega Per Dahl»
        if nearest is not None:
            between = text[at : people.mentions[nearest].start]
            if self.later.search(between):
                return None  # «…, kommer det fra ådalene, siger X»: the words spoken go on up to the later cue
            if len(between) < 170 and not _BETWEEN.search(between):
                answer = self._answer(text, nearest, end, people) if colon else None
                return Cue(start, answer or end, "person", nearest, colon=colon and answer is None)
        if word is not None:
            role_at = word
            for _ in range(3):
                role = self.titles.role(role_at.group(1).casefold())
                if role is not None:
                    whole = self.titles.after(text, role_at.start(1), end, OrganisationIndex(()))
                    return Cue(start, end, "role", None, role, whole.organisation if whole else None, colon)
                later = _WORD.match(text, role_at.end(), end)
                if later is None or (folded not in {"den", "det", "en"} and role_at is not word):
                    break
                role_at = later
            begin = word.end() + 1 if folded in {"den", "det", "en", "et"} else word.start(1)
            title = self.titles.after(text, begin, end, OrganisationIndex(()))
            if title is not None:
                return Cue(start, end, "role", None, title.title, title.organisation, colon)
        house = _CAPITALS.match(text, at, end)
        if house is not None:
            return Cue(start, end, "organisation", None, None, house.group(1).rstrip("."), colon)
        rest = text[at:end].strip(" .:,!?")
        # «…, lyder det fra museet» names no speaker, but is a cue all the same.
        if not rest or colon or _HOUSE_WORD.match(rest) or (word and folded.endswith(("en", "et"))):
            return Cue(start, end, "nobody", colon=colon)
        return None

    def _unnamed(self, text: str, start: int, at: int, end: int, people: People) -> bool:
        """Whether some words in small letters stand for a speaker without name or office: *siger en af gæsterne*."""
        rest = text[at:end].strip(" .:,!?")
        if len(rest) > 60 or " " not in rest or _BETWEEN.search(rest) or people.first_between(at, end) is not None:
            return False
        noun = at + len(text[at:end]) - len(text[at:end].lstrip()) + rest.index(" ") + 1
        weak = text[start:at].casefold() in self.weak
        return not weak and self.titles.after(text, noun, end, OrganisationIndex(())) is None

    def _answer(self, text: str, speaker: int, end: int, people: People) -> int | None:
        """Where somebody else takes over before the colon at ``end``: *siger X, mens Y svarer:*; None where not."""
        other = next(
            (n for n in people.between(people.mentions[speaker].end, end) if people.key(n) != people.key(speaker)), None
        )
        if other is None or _ONE_VERB.fullmatch(text, people.mentions[other].end, end) is None:
            return None
        taken = _TAKES_OVER.search(text, people.mentions[speaker].end, people.mentions[other].start)
        return taken.start() if taken is not None else None

    def _end(self, text: str, at: int, passage: Passage) -> int:
        """Where the cue's sentence ends: at its full stop, a colon, a mark or dash that opens further speech."""
        end = min(sentence_at(passage, at)[1], at + _LONGEST)
        for pattern in (_DASH_OPENS, _OPENING):
            opening = pattern.search(text, at, end)
            if opening is not None:
                end = min(end, opening.start())
        colon = text.find(":", at, end)
        return colon + 1 if colon >= 0 and (colon + 1 >= passage.end or text[colon + 1].isspace()) else end


@dataclass(frozen=True, slots=True)
class People:
    """The person mentions in reading order with who is the same person, for look-ups by place."""

    mentions: tuple[PersonMention, ...]
    starts: tuple[int, ...]
    keys: tuple[str, ...]

    @classmethod
    def of(cls, mentions: Sequence[PersonMention]) -> People:
        owners: dict[str, set[str]] = {}
        for name in {mention.name for mention in mentions if " " in mention.name}:
            parts = name.split(" ")
            for cut in range(1, len(parts)):
                owners.setdefault(" ".join(parts[cut:]), set()).add(name)
                owners.setdefault(" ".join(parts[:cut]), set()).add(name)
        keys = []
        for mention in mentions:
            name = mention.name
            whole = owners.get(name, set())
            keys.append(next(iter(whole)) if len(whole) == 1 else name)
        return cls(tuple(mentions), tuple(mention.start for mention in mentions), tuple(keys))

    def key(self, number: int) -> str:
        return self.keys[number]

    def between(self, low: int, high: int) -> list[int]:
        first = bisect_left(self.starts, low)
        return list(range(first, bisect_left(self.starts, high)))

    def holds(self, title: Span, low: int, high: int) -> bool:
        """Whether the first person in ``low:high`` stands right behind ``title`` or has it: *lærer i X, Ida Brink*."""
        number = self.first_between(low, high)
        if number is None:
            return False
        own = self.mentions[number].title_span
        return self.starts[number] <= title[1] + 2 or (own is not None and own[0] < title[1] and title[0] < own[1])

    def first_between(self, low: int, high: int) -> int | None:
        first = bisect_left(self.starts, low)
        return first if first < len(self.starts) and self.starts[first] < high else None


def compile_cues(patterns: Patterns) -> Cues:
    """The cues of ``patterns`` (quotes.toml, and the titles of people.toml)."""
    words = patterns.words

    def either(*names: str) -> str:
        return tried(w for name in names for w in words[name].words)

    verbs = either("quotes.verb_phrases", "quotes.cue_verbs")
    single = either("quotes.cue_verbs")
    back = either("quotes.back_openers")
    border = r"(?<![\p{L}\d])"
    flags = regex.IGNORECASE
    return Cues(
        after=regex.compile(
            rf"[{_M}]?\s*,?[{_M}]?(?-i:\.(?=\s\p{{Ll}}))?\s*(?:-\s|–\s)?(?:sådan\s|således\s)?(?P<verb>{verbs})(?!\p{{L}})",
            flags,
        ),
        inside=regex.compile(
            rf"(?:,[{_M}]?\s?|[.!?…][{_M}]?\s|[{_M}]\s|\s)(?:sådan\s|således\s)?(?P<verb>(?<=[,.!?…{_M}]\s|\s|,)(?:{verbs}))(?!\p{{L}})"
            rf"|(?<=[.!?…{_M}]\s)(?P<opener>det|sådan|således)\s(?P<verb>{verbs})(?!\p{{L}})",
            flags,
        ),
        back=regex.compile(
            rf"{border}(?:(?:{back})\s(?:også\s)?(?:{verbs})|ordene\s(?:er|kommer\sfra|tilhører|falder\sfra)|sådan\slyder\s\p{{L}}+\sfra|det\ser\sordene\sfra)(?!\p{{L}})",
            flags,
        ),
        verb=regex.compile(rf"{border}(?:{single})(?!\p{{L}})", flags),
        later=regex.compile(rf",[{_M}]?\s(?:{single})(?!\p{{L}})", flags),
        verbs=words["quotes.cue_verbs"].folded,
        weak=words["quotes.weak_verbs"].folded,
        not_speakers=words["quotes.not_speakers"].folded,
        titles=compile_titles(patterns),
    )
