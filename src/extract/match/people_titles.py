"""Titles of persons: the words that are one, and the phrase around a name that holds one.

A title phrase is modifiers, one title word or several joined by *og*, and a complement: *formand for
Teknik- og Miljøudvalget*, *lektor i biologi ved Syddansk Universitet*. The organisation is not the title's.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

import regex

from extract.patterns import Patterns
from extract.records.mentions import OrganisationMention
from extract.records.release import Span

_WORD = regex.compile(r"[^\s,;:()»«”“\"„]++")
_TOKEN = regex.compile(r"\S++")
_PREPOSITION = regex.compile(r"\s+(?:for|i|hos|ved|på|af|fra|til|med|bag|om)\s+(?:(?:den|det|de)\s+(?=\p{Lu}))?")
_CAPITALISED = regex.compile(
    r"[\p{Lu}\d][\p{L}\p{M}\d'’&/+.-]*+(?:\s(?:&\s|[-–]\s|og\s(?=[\p{Lu}][\p{L}]{2,20}(?:fonden|Fonden|Fond|Gymnasier)\b))?"
    r"[\p{Lu}\d][\p{L}\p{M}\d'’&/+.-]*+){0,6}"
)
_DEGREE = regex.compile(r"(?:ph\.d\.|cand\.\p{L}{2,8}\.(?:\p{L}{2,6}\.)?|dr\.(?:\p{L}{3,5}\.)?|MSc|MBA|mag\.art\.)")
_SHORT_FORM = regex.compile(r"^\s\(\p{Lu}[\p{L}&]{1,7}\)")
_BOUNDARY = regex.compile(r"[,.:;()»«”“\"„\n]|\s[-–—]\s")
_CLAUSE = frozenset(
    {"der", "som", "at", "har", "er", "var", "og", "men", "da", "hvor", "når", "til", "siger", "fortæller", "udtaler"}
    | {"samt", "i", "hos", "ved", "på", "fra"}
)
_COORDINATION = frozenset({"og", "samt", "&"})


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


@dataclass(frozen=True, slots=True)
class Titles:
    """The title words of the patterns, compiled once. Words are compared case-folded."""

    exact: frozenset[str]
    endings: tuple[str, ...]
    silent: frozenset[str]
    modifiers: frozenset[str]
    outside: frozenset[str]
    houses: frozenset[str]
    several: regex.Pattern[str]
    body: regex.Pattern[str]

    def is_title(self, word: str) -> bool:
        """Whether ``word`` is a title in its base form (*kommunikationschef*)."""
        folded = word.casefold()
        return folded in self.exact or (len(folded) > 4 and folded.endswith(self.endings))

    def base(self, word: str) -> str | None:
        """The base form of a title, definite or not (*direktøren* → *direktør*); None for another word."""
        if self.is_title(word):
            return word
        for ending in ("en", "n", "et"):
            if word.endswith(ending) and self.is_title(word[: -len(ending)]):
                return word[: -len(ending)]
        return None

    def role(self, word: str) -> str | None:
        """The base form of a title that may speak alone (*fortæller direktøren*); None for another word."""
        base = self.base(word)
        return base if base is not None and base != word and base.casefold() not in self.silent else None

    def before(self, text: str, low: int, name: int, organisations: OrganisationIndex) -> TitleFound | None:
        """The title phrase that ends right before the name at ``name``; ``low`` is the sentence's start."""
        low = max(low, name - 160)
        tokens = [(t.start(), t.end()) for t in _TOKEN.finditer(text, low, name)]
        if not tokens:
            return None
        last = len(tokens) - 1
        while last > 0 and _DEGREE.fullmatch(text[slice(*tokens[last])]):
            last -= 1  # «afdelingschef, ph.d. Eva Rønne»
        if self.base(text[tokens[last][0] : tokens[last][1]].rstrip(",")) is not None:
            return self._phrase(text, tokens, last, last, organisations)
        several = [found for found in self.several.finditer(text, low, name) if text[found.end() : name].strip() == ""]
        if several:
            found = several[0]
            return TitleFound(found.group(), found.span(), end=found.end())
        for at in range(last - 1, max(last - 12, -1), -1):
            word = text[slice(*tokens[at])]
            if word[-1] in '.:;!?»”"' and word.casefold() not in self.modifiers:
                return None
            if word[-1] == "," or self.base(word) is None:
                continue
            phrase = self._phrase(text, tokens, at, at, organisations)
            whole = self.complement(text, phrase, name, organisations)
            rest = _SHORT_FORM.sub("", text[whole.end : name])
            return whole if rest.strip() in {"", ","} and whole.end > phrase.end else None
        return None

    def _phrase(
        self, text: str, tokens: list[Span], first: int, last: int, organisations: OrganisationIndex
    ) -> TitleFound:
        """Extends the title word ``tokens[last]`` to the left over modifiers and coordination."""
        while first > 0:
            word = text[slice(*tokens[first - 1])]
            folded = word.casefold()
            if folded in self.modifiers:
                first -= 1
            elif folded in _COORDINATION and first > 1:
                other = text[slice(*tokens[first - 2])]
                if not (other.endswith("-") or self.is_title(other)):
                    break
                first -= 2
                while first > 0 and text[slice(*tokens[first - 1])].endswith("-,"):
                    first -= 1
            else:
                break
        while first < last and text[slice(*tokens[first])].casefold() in self.outside:
            first += 1
        start, end = tokens[first][0], tokens[last][1]
        end -= len(text[start:end]) - len(text[start:end].rstrip(","))
        organisation, span = None, None
        before = first - 1
        while before >= 0 and text[slice(*tokens[before])].casefold() in self.outside:
            before -= 1
        if before >= 0:
            owner = tokens[before]
            mention = organisations.ending(owner[1])
            word = text[slice(*owner)]
            if mention is not None and word[-1] in "s'’":
                organisation, span = mention.name, (mention.start, mention.end)
            elif before > 0 and word[0].isupper() and word.endswith("s") and len(word) > 4 and not self.is_title(word):
                organisation, span = word[:-1].rstrip("'’"), (owner[0], owner[1] - 1)
        return TitleFound(self._normal(text[start:end]), (start, end), organisation, span, tokens[last][1])

    def _normal(self, title: str) -> str:
        """The title as a dictionary has it: no article on its last word, no capital that opens a sentence."""
        head, blank, last = title.rpartition(" ")
        title = head + blank + (self.base(last) or last)
        second = title[1:2]
        return (
            title[0].lower() + title[1:] if second.islower() and title.split()[0].casefold() not in {"head"} else title
        )

    def after(self, text: str, at: int, high: int, organisations: OrganisationIndex) -> TitleFound | None:
        """The title phrase that begins at ``at`` (past a comma, *der er* or an opening bracket)."""
        found = self.several.match(text, at, high)
        if found:
            return self.complement(text, TitleFound(found.group(), found.span(), end=found.end()), high, organisations)
        first, end, head = None, at, None
        words = 0
        for word in _WORD.finditer(text, at, min(high, at + 120)):
            if text[end : word.start()].strip() and text[end - 1] != "-":
                break
            surface = word.group().rstrip(".") if word.group().casefold() not in self.modifiers else word.group()
            folded = surface.casefold()
            words += 1
            if self.base(surface) is not None:
                first = word.start() if first is None else first
                head = end = word.start() + len(surface)
            elif folded in self.modifiers or surface.endswith("-") or (folded in _COORDINATION and first is not None):
                if folded in self.outside and first is None:
                    end = word.end()
                    continue
                first = word.start() if first is None else first
                end = word.end()
            else:
                break
            if words > 8:
                break
        if head is None or first is None:
            return None
        title = TitleFound(self._normal(text[first:head]), (first, head), end=head)
        return self.complement(text, title, high, organisations)

    def complement(self, text: str, title: TitleFound, high: int, organisations: OrganisationIndex) -> TitleFound:
        """``title`` with what follows it: an organisation, a committee or a field of work."""
        end = title.end
        start = title.span[0]
        high = min(high, end + 160)
        if text[end : end + 2] == ", " or text[end : end + 2] == " (":
            mention = organisations.at(end + 2)
            if mention is not None and mention.start == end + 2 and mention.end <= high:
                return TitleFound(title.title, title.span, mention.name, (mention.start, mention.end), mention.end)
        preposition = _PREPOSITION.match(text, end, high)
        if preposition is None:
            return title
        at = preposition.end()
        named = organisations.at(at)
        body = self.body.match(text, at, high) if named is None or named.start > at else None
        if body is not None:
            wider = TitleFound(
                self._normal(text[start : title.span[1]]) + text[title.span[1] : body.end()],
                (start, body.end()),
                title.organisation,
                title.organisation_span,
                body.end(),
            )
            further = _PREPOSITION.match(text, body.end(), high)
            house = self._house(text, further.end(), high, organisations) if further else None
            if house:
                return TitleFound(wider.title, wider.span, house[0], house[1], house[1][1])
            return wider
        house = self._house(text, at, high, organisations)
        if house:
            end = house[1][1]
            owned = (
                self.body.match(text, end + 1 + (text[end : end + 1] in "s'’"), high)
                if text[end - 1 : end + 1].strip("s'’") != text[end - 1 : end + 1]
                else None
            )
            return TitleFound(title.title, title.span, house[0], house[1], owned.end() if owned else end)
        return self._field(text, title, at, high, organisations)

    def _house(self, text: str, at: int, high: int, organisations: OrganisationIndex) -> tuple[str, Span] | None:
        """The organisation that begins at ``at``: a mention, or else a row of capitalised words."""
        mention = organisations.at(at)
        if mention is not None and mention.start <= at and mention.end <= high:
            return mention.name, (mention.start, mention.end)
        found = _CAPITALISED.match(text, at, high)
        if found is None or found.group()[0].isdigit():
            return None
        end = found.end()
        later = organisations.first_after(at)
        if later is not None and later.start < end:
            end = later.start
        surface = text[at:end].rstrip(" .,-–&")
        if not surface:
            return None
        return surface, (at, at + len(surface))

    def _field(self, text: str, title: TitleFound, at: int, high: int, organisations: OrganisationIndex) -> TitleFound:
        """A complement in small letters: *chef for børn og unge*, *lektor i biologi ved X*, *formand for museet*."""
        boundary = _BOUNDARY.search(text, at, high)
        stop = boundary.start() if boundary else high
        end, words, last = at, 0, ""
        for word in _WORD.finditer(text, at, stop):
            folded = word.group().casefold()
            joins = folded in _COORDINATION and words > 0
            if joins and (further := _WORD.search(text, word.end(), stop)) and self.base(further.group().rstrip(",")):
                break  # «… og formand for Y»: a further title
            if word.group()[0].isupper() or words > 6 or (folded in _CLAUSE and not joins):
                break
            words, end, last = words + 1, word.end(), folded
        while end > at and text[at:end].rsplit(None, 1)[-1].casefold() in _COORDINATION | _CLAUSE | {
            "for",
            "af",
            "med",
            "til",
        }:
            end = at + len(text[at:end].rsplit(None, 1)[0]) if " " in text[at:end] else at
        if end == at:
            return title
        further = _PREPOSITION.match(text, end, high)
        house = self._house(text, further.end(), high, organisations) if further else None
        if last in self.houses and words == 1:
            return TitleFound(title.title, title.span, title.organisation, title.organisation_span, end, loose=True)
        wide = title.title + text[title.span[1] : end]
        if house:
            return TitleFound(wide, (title.span[0], end), house[0], house[1], house[1][1], loose=True)
        return TitleFound(wide, (title.span[0], end), title.organisation, title.organisation_span, end, loose=True)


def compile_titles(patterns: Patterns) -> Titles:
    """The titles of ``patterns`` (people.titles and its neighbours in people.toml)."""
    words = patterns.words
    single = frozenset(w for w in words["people.titles"].folded if " " not in w)
    several = sorted((w for w in words["people.titles"].words if " " in w), key=lambda w: (-len(w), w))
    alternatives = "|".join(map(regex.escape, several))
    bodies = "|".join(sorted(map(regex.escape, words["people.committees"].words), key=lambda w: (-len(w), w)))
    return Titles(
        exact=single,
        endings=tuple(sorted(w for w in words["people.title_endings"].folded if " " not in w)),
        silent=words["people.not_titles"].folded,
        modifiers=words["people.title_modifiers"].folded,
        outside=words["people.modifiers_outside"].folded,
        houses=words["people.house_nouns"].folded,
        several=regex.compile(rf"(?<![\p{{L}}\d])(?:{alternatives})(?![\p{{L}}\d])", regex.IGNORECASE),
        # Up to five words that end in a body's name: «Teknik- og Miljøudvalget», «udvalget for regional udvikling».
        body=regex.compile(
            rf"(?:[\p{{L}}-]{{1,40}},?\s){{0,4}}?[\p{{L}}-]{{0,40}}?(?:{bodies})(?:s)?(?![\p{{L}}])"
            r"(?:\sfor\s[\p{L}-]++(?:(?:,\s(?=(?-i:\p{Ll}))|\s)(?!(?:i|på|ved|hos|der|som|har|er|siger|fra|udtaler)\b)[\p{L}-]++(?!\s?\()){0,5})?",
            regex.IGNORECASE,
        ),
    )
