"""Titles of persons: the words that are one, and the phrase around a name that holds one.

A title phrase is modifiers, one title word or several joined by *og*, and a complement: *formand for
Teknik- og Miljøudvalget*, *lektor i biologi ved Syddansk Universitet*. The organisation is not the title's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extract.match.people_complements import COORDINATION, Complements, compile_complements
from extract.match.people_spans import OrganisationIndex, TitleFound
from extract.match.people_words import TitleWords, compile_title_words
from extract.patterns import Patterns
from extract.records.release import Span

_WORD = regex.compile(r"[^\s,;:()»«”“\"„]++")
_TOKEN = regex.compile(r"\S++")
# «ph.d.», «cand.merc.», «dr.med.», «m.a.a.»: letters with full stops between.
_DEGREE = regex.compile(
    r"(?:\p{L}{1,6}\.){1,3}\p{L}{0,6}\.?,?|(?:MSO|MSc|MBA|MPA|MPG|HD|PhD|MAA|MDD|MDL|BA),?", regex.IGNORECASE
)
_NOT_DEGREES = frozenset(
    {"adm.", "viceadm.", "kst.", "fhv.", "afd.", "bl.a.", "f.eks.", "m.fl.", "m.m.", "mio.", "kr.", "ca."}
)
_DEGREE_FIRST = regex.compile(
    r"(?:\p{L}{1,6}\.){2,3}(?:\si\s\p{Ll}+)?,?\s(?:og\s)?(?=\p{Ll})|(?:cand|mag)\.\p{L}{2,8}\.?,?\s(?:og\s)?(?=\p{Ll})"
)
# «den norske rekonstruktør Ida Brink»: what somebody does, though no list has it.
_TRADE = regex.compile(
    r"(?<!\p{L})[Dd]en\s(?:\d\d[- ]årige\s)?\p{Ll}{3,20}(?:ske|iske|ge|de|le)\s"
    r"(?P<trade>\p{Ll}{4,25}(?:ør|ist|ent|ker|ger|mer|ter|der|ner|log|nom|graf|tekt|ant|at|or))$"
)
_IN_PLACE = regex.compile(r"^\s(?:i|på)\s\p{Lu}[\p{L}. -]{1,30}(?=,|$)")
# «direktør i Dahl koncernen», «leder af Center for X under Y»: what may follow the house before the name.
_PART_BEHIND = regex.compile(r"^\s\p{Ll}[\p{Ll}-]{3,30}(?:en|et|erne)(?=,?\s?$)")
_UNDER = regex.compile(r"\s(?:under|i|på|ved|hos|for|af)\s(?:(?:den|det|de)\s)?(?=\p{Lu})")
_SHARED = regex.compile(r"\s(?:af|i|for|hos|på)\sog\s")
_SHORT_FORM = regex.compile(r"^\s\(\p{Lu}[\p{L}&]{1,7}\)")
_DASHES = frozenset({"-", "–", "—"})
_ACRONYM = regex.compile(r"(?P<name>\p{Lu}{2,6})['’]?s")
_LABEL_WORDS = 7
_OWNER = regex.compile(r"([\p{L}-]{2,40}?)s\s")


@dataclass(frozen=True, slots=True)
class Titles:
    """The title words of the patterns, compiled once. Words are compared case-folded."""

    words: TitleWords
    modifiers: frozenset[str]
    modifier_endings: tuple[str, ...]
    outside: frozenset[str]
    possessives: frozenset[str]
    academic: frozenset[str]
    offices: tuple[str, ...]
    elected: tuple[str, ...]
    several: regex.Pattern[str]
    english: frozenset[str]
    """The English titles, which keep their capitals: *Head of Research*."""
    complements: Complements

    def is_title(self, word: str) -> bool:
        return self.words.is_title(word)

    def base(self, word: str) -> str | None:
        return self.words.base(word)

    def role(self, word: str) -> str | None:
        return self.words.role(word)

    def is_office(self, word: str) -> bool:
        """Whether a title is one that somebody holds of a house: *formand*, *skoleleder*, not *biolog*."""
        return word.endswith(self.offices) and not word.startswith(self.elected)

    def before(self, text: str, low: int, name: int, organisations: OrganisationIndex) -> TitleFound | None:
        """The title phrase that ends right before the name at ``name``; ``low`` is the sentence's start."""
        low = max(low, name - 180)
        tokens = [(t.start(), t.end()) for t in _TOKEN.finditer(text, low, name)]
        if not tokens:
            return None
        last = len(tokens) - 1
        while last > 0 and self._is_aside(text[slice(*tokens[last])], stripped=last < len(tokens) - 1):
            last -= 1  # «afdelingschef, ph.d. Eva Rønne», «den tidligere direktør – Eva Rønne – er»
        end = tokens[last][1]
        if text[end - 1] == ":":
            return self._label(text, low, tokens, last, organisations)
        word = text[tokens[last][0] : end].rstrip(",")
        if self.base(word) is not None and word not in self.english:
            found = self._phrase(text, tokens, last, last, organisations)
            outer = self._with_complement(text, tokens, last, found.span[0], organisations)
            # «partner i Tegnestuen X, arkitekt m.a.a. Y»: the office is the title, the trade only says more.
            joint = text[found.span[0] - 4 : found.span[0]].rstrip().endswith((",", " og"))
            if outer is not None and (outer.organisation or outer.house) and joint:
                return replace(outer, end=name)
            if joint and outer is None and found.organisation is None and found.house is None:
                # «Fondens formand, advokat Ida Brink»: the office that somebody owns goes before the trade.
                comma = found.span[0] - 2
                office = self.before(text, low, comma, organisations) if text[comma] == "," else None
                if office is not None and (office.organisation or office.house) and office.end >= comma - 1:
                    return replace(office, end=name)
            degrees = text[end:name].strip(" ,")
            if degrees.strip("-– ") and self.base(word.casefold()) in self.academic:
                return replace(
                    found,
                    title=f"{found.title}{',' if text[end - 1] == ',' else ''} {degrees}",
                    span=(found.span[0], end + len(text[end:name].rstrip(" ,"))),
                )
            return found
        several = [found for found in self.several.finditer(text, low, end) if found.end() >= end - 1]
        if not several and word in self.english:
            return self._phrase(text, tokens, last, last, organisations)
        if several:
            found = TitleFound(several[0].group(), several[0].span(), end=several[0].end())
            outer = self._with_complement(text, tokens, last, found.span[0], organisations)
            if outer is not None and (outer.organisation or outer.house):
                return replace(outer, end=name)
            return replace(found, title=self._normal(found.title))
        wide = self._with_complement(text, tokens, last, end, organisations)
        if wide is None and end + 1 == name and (trade := _TRADE.search(text, low, end)) is not None:
            return TitleFound(trade["trade"], trade.span("trade"), end=end)
        return wide

    def _label(
        self, text: str, low: int, tokens: list[Span], last: int, organisations: OrganisationIndex
    ) -> TitleFound | None:
        """The title that labels a line: *Projektleder: Ida Brink*, *Formand for Havnelauget: Ida Brink*."""
        stop = tokens[last][1] - 1
        opens = text[:low].rstrip(" ")[-1:] in {"", "\n"} or text[low - 1 : low] in {"\n", "\t"}
        if not opens or last > _LABEL_WORDS:
            return None
        if last == 0 and self.base(text[tokens[0][0] : stop]) is not None:
            span = (tokens[0][0], stop)
            return TitleFound(self._normal(text[slice(*span)]), span, end=stop + 1)
        found = self._with_complement(text, tokens, last + 1, stop, organisations)
        return found if found is not None and (found.organisation or found.house) else None

    def _is_aside(self, word: str, *, stripped: bool) -> bool:
        """Whether a word between title and name is a degree, what joins it on (*lektor og ph.d.*) or a dash."""
        return self._is_degree(word) or word in _DASHES or (stripped and word == "og")

    def _is_degree(self, token: str) -> bool:
        return _DEGREE.fullmatch(token) is not None and token.casefold() not in _NOT_DEGREES

    def _with_complement(
        self, text: str, tokens: list[Span], last: int, stop: int, organisations: OrganisationIndex
    ) -> TitleFound | None:
        """The title of ``tokens[:last + 1]`` whose complement reaches up to ``stop``."""
        for at in range(last - 1, max(last - 14, -1), -1):
            if tokens[at][1] > stop:
                continue
            word = text[slice(*tokens[at])]
            if word[-1] in '.:;!?»”"' and word.casefold() not in self.modifiers and not self._is_degree(word):
                return None
            if word[-1] == "," or self.base(word) is None:
                continue
            phrase = self._phrase(text, tokens, at, at, organisations)
            whole = self.complements.of(text, phrase, stop, organisations)
            rest = self._behind(text, whole, stop, organisations)
            return whole if rest.strip() in {"", ",", "og"} and whole.end > phrase.end else None
        return None

    def _behind(self, text: str, whole: TitleFound, stop: int, organisations: OrganisationIndex) -> str:
        """What is left of ``text[:stop]`` behind a title and its house: no short form, town, part or higher house."""
        rest = str(_IN_PLACE.sub("", _SHORT_FORM.sub("", text[whole.end : stop])))
        if whole.organisation is None:
            return rest
        under = _UNDER.match(text, whole.end, stop)
        higher = self.complements.house(text, under.end(), stop, organisations) if under is not None else None
        return text[higher[1][1] : stop] if higher is not None else str(_PART_BEHIND.sub("", rest))

    def _phrase(
        self, text: str, tokens: list[Span], first: int, last: int, organisations: OrganisationIndex
    ) -> TitleFound:
        """Extends the title word ``tokens[last]`` to the left over modifiers and coordination."""
        while first > 0:
            word = text[slice(*tokens[first - 1])]
            folded = word.casefold()
            if folded in self.modifiers or folded.endswith(self.modifier_endings):
                first -= 1
            elif (
                text[slice(*tokens[last])] in self.english
                and word[0].isupper()
                and not organisations.at(tokens[first - 1][0])
            ):
                first -= 1  # «siger Country Manager i X, Ida Brink»
            elif folded in COORDINATION and first > 1:
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
        title = TitleFound(self._normal(text[start:end]), (start, end), end=tokens[last][1])
        before = first - 1
        while before >= 0 and text[slice(*tokens[before])].casefold() in self.outside:
            if text[slice(*tokens[before])].casefold() in self.possessives:
                return replace(title, house=text[slice(*tokens[before])].casefold())
            before -= 1
        return self._owned(text, tokens, before, title, organisations) if before >= 0 else title

    def _owned(
        self, text: str, tokens: list[Span], before: int, title: TitleFound, organisations: OrganisationIndex
    ) -> TitleFound:
        """``title`` with the owner right before it: *Varde Museums*, *fondens*, *Hendes*."""
        owner = tokens[before]
        word = text[slice(*owner)]
        if word.casefold() in self.possessives:
            return replace(title, house=word.casefold())
        mention = organisations.ending(owner[1])
        if mention is not None and word[-1] in "s'’":
            return replace(title, organisation=mention.name, organisation_span=(mention.start, mention.end))
        if word.endswith("s") and self.complements.is_house(word[:-1]):
            return replace(title, house=word[:-1].casefold())
        short = _ACRONYM.fullmatch(word)  # «FN’s flygtningehøjkommissær»
        if short is not None:
            return replace(
                title, organisation=short["name"], organisation_span=(owner[0], owner[0] + short.end("name"))
            )
        if before > 0 and word[0].isupper() and word.endswith("s") and len(word) > 4 and not self.is_title(word):
            return replace(title, organisation=word[:-1].rstrip("'’"), organisation_span=(owner[0], owner[1] - 1))
        return title

    def _normal(self, title: str) -> str:
        """The title as a dictionary has it: no article on its last word, no capital that opens a sentence."""
        if not self.english.isdisjoint(title.split()):
            return title
        head, blank, last = title.rpartition(" ")
        title = head + blank + (self.base(last) or last)
        second = title[1:2]
        return title[0].lower() + title[1:] if second.islower() else title

    def after(self, text: str, at: int, high: int, organisations: OrganisationIndex) -> TitleFound | None:
        """The title phrase that begins at ``at`` (past a comma, *der er* or an opening bracket)."""
        found = self.several.match(text, at, high)
        if found:
            title = TitleFound(self._normal(found.group()), found.span(), end=found.end())
            return self.complements.of(text, title, high, organisations)
        degree = _DEGREE_FIRST.match(text, at, high)
        if degree is not None:
            return self.after(text, degree.end(), high, organisations)
        owner = _OWNER.match(text, at, high)
        if owner is not None and self.complements.is_house(owner.group(1)):
            owned = self.after(text, owner.end(), high, organisations)
            if owned is None or owned.organisation or owned.house:
                return owned
            return replace(owned, house=owner.group(1).casefold())
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
            elif (
                folded in self.modifiers
                or folded.endswith(self.modifier_endings)
                or surface.endswith("-")
                or (folded in COORDINATION and first is not None)
            ):
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
        shared = _SHARED.match(text, head, high)
        other = self.after(text, shared.end(), high, organisations) if shared is not None else None
        if other is not None:  # «stifter af og direktør i X»
            return replace(other, title=f"{title.title} og {other.title}", span=(first, other.span[1]))
        return self.complements.of(text, title, high, organisations)


def compile_titles(patterns: Patterns) -> Titles:
    """The titles of ``patterns`` (people.titles and its neighbours in people.toml)."""
    words = patterns.words
    several = sorted((w for w in words["people.titles"].words if " " in w), key=lambda w: (-len(w), w))
    alternatives = "|".join(map(regex.escape, several))
    english = "|".join(
        sorted(map(regex.escape, words["people.english_titles"].words), key=lambda word: (-len(word), word))
    )
    field = r"\p{Lu}[\p{L}&/-]*+"
    # «Senior Vice President», «Head of Sales & Marketing», «Chief Technology Officer»
    foreign = (
        rf"(?:{field}\s){{1,3}}(?:{english})(?:\sof\s{field}(?:\s(?:(?:&|and)\s)?{field}){{0,2}})?"
        rf"|(?:{english})\sof\s{field}(?:\s(?:(?:&|and)\s)?{field}){{0,2}}"
    )
    single = compile_title_words(patterns)
    return Titles(
        words=single,
        modifiers=words["people.title_modifiers"].folded,
        modifier_endings=tuple(sorted(words["people.title_modifier_endings"].folded)),
        outside=words["people.modifiers_outside"].folded,
        possessives=words["people.possessives"].folded,
        academic=words["people.academic"].folded,
        offices=tuple(sorted(words["people.offices"].folded)),
        elected=tuple(sorted(words["people.elected"].folded)),
        several=regex.compile(rf"(?<![\p{{L}}\d])(?:(?i:{alternatives})|{foreign})(?![\p{{L}}\d])"),
        english=frozenset(words["people.english_titles"].words),
        complements=compile_complements(patterns, single.base),
    )
