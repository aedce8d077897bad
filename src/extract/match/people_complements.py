"""What follows a title: the organisation, a committee, a field of work, how long.

*formand for Teknik- og Miljøudvalget* is a formand of that body; *chef for børn og unge i Varde Kommune* is chef
for that field, of Varde Kommune; *medlem af bestyrelsen* stays whole, for an inner organ is no house of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import regex

from extract.match.people_spans import OrganisationIndex, TitleFound
from extract.patterns import Patterns
from extract.records.mentions import OrganisationMention
from extract.records.release import Span
from extract.values.names import is_committee

_WORD = regex.compile(r"[^\s,;:()»«”“\"„]++")
PREPOSITION = regex.compile(r"\s+(?:for|i|hos|ved|på|af|fra|til|med|bag|om)\s+(?:(?:den|det|de)\s+(?=\p{Lu}))?")
_WHERE = regex.compile(r"\s(?:i|på|ved|hos|fra|for)\s(?:(?:den|det|de)\s(?=\p{Lu}))?(?=\p{Lu})")
_PART_OF_HOUSE = regex.compile(
    r"(?:Institut|Afdeling(?:en)?|Sektion(?:en)?|Fakultet(?:et)?)\s(?:for|af)\s|Det\s\p{Lu}[\p{L}-]*\sFakultet$|\p{Lu}[\p{L}-]*sk\s(?:Institut|Afdeling|Klinik)$"
)
_BOARD = regex.compile(r"(\p{Ll}{4,40})s\s(?:bestyrelse|direktion|hovedbestyrelse|ledelse)(?!\p{L})")
_KIND = regex.compile(
    r"(?:(?:den|det|en|et)\s)?(?:[\p{Ll}-]{2,25}\s){1,3}?[\p{Ll}-]{0,25}"
    r"(?:virksomhed|firma|selskab|koncern|forening|organisation|bureau|fond|tænketank|producent|bank|forbund)(?:en|et)?\s(?=[\p{Lu}\d])"
)
# «formand for den nye organisation»
_SOME_HOUSE = regex.compile(r"(?:den|det)\s(?:\p{Ll}{2,20}e\s){1,2}(?P<noun>\p{Ll}{3,30})(?![\p{L}-]|\s\p{Ll})")
_NATION = regex.compile(r"\p{Lu}\p{Ll}+sk\s")  # «Finsk Røde Kors»
_PART_OF = regex.compile(r"\s[\p{Ll}-]{4,30}(?=[,.]|\s\p{Lu}|$)")
_COMMA_HOUSE = regex.compile(r",\s(?=\p{Lu})")
_CAPITALISED = regex.compile(
    r"[\p{Lu}\d][\p{L}\p{M}\d'’&/+.-]*+(?:\s(?:&\s|[-–]\s|og\s(?=[\p{Lu}][\p{L}]{2,20}(?:fonden|Fonden|Fond|Gymnasier)\b))?"
    r"[\p{Lu}\d][\p{L}\p{M}\d'’&/+.-]*+){0,6}"
)
# «direktør for Teknik og Miljø», «chefen for Kultur, Natur og Fritid»: a department by its fields, each one word.
_DEPARTMENT = regex.compile(
    r"(?<=\sfor\s)\p{Lu}\p{Ll}{2,}(?:,\s\p{Lu}\p{Ll}{2,})?\s(?:og|&)\s\p{Lu}\p{Ll}{2,}(?!-|\p{L}|\s\p{Lu})"
)
_BRANCH = regex.compile(r"\s[-–]\s(\p{Lu}[\p{L}-]*+(?:\s\p{Lu}[\p{L}-]*+){0,2})(?=[,.]|$)")
_PLACE = regex.compile(r"\s(?:i|på)\s(?:\p{Lu}\p{L}{1,4}\.\s)?\p{Lu}[\p{L}-]*+(?:\s\p{Lu}[\p{L}-]*+){0,2}")
_SINCE = regex.compile(
    r"\s(?:(?:gennem|igennem|i|siden|på)\s(?:de\sseneste\s|de\ssidste\s|mere\send\s|over\s|næsten\s|godt\s|knap\s)?"
    r"(?:[\p{L}\d.]{1,20}\s)?(?:år|årtier|måneder|semester|klasse|årgang|generation)(?!\p{L})|siden\s\d{4})"
)
_WHEN = regex.compile(
    r"(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|dag|går|aftes|morgen|sommer|"
    r"mandags|tirsdags|onsdags|torsdags|fredags|foråret|efteråret|sommeren|vinteren|årevis|mange|flere|hele|sidste|næste"
    r"|øjeblikket|sin\stid|starten|slutningen|løbet|alt|\d)(?!\p{L})"
)
_ENDS = regex.compile(r"[,.:;]|\s(?:og|siger|der|som)(?!\p{L})|\s(?=\p{Lu})|$")
_NOUN = regex.compile(r"\p{Ll}++")
_LIST = regex.compile(r"[\p{Ll}-]++(?:,\s[\p{Ll}-]++){1,4}\s(?:og|samt)\s[\p{Ll}-]++")
_BOUNDARY = regex.compile(r"[,.:;()»«”“\"„\n]|\s[-–—]\s")
_CLAUSE = frozenset(
    {"der", "som", "at", "har", "er", "var", "og", "men", "da", "hvor", "når", "til", "siger", "fortæller", "udtaler"}
    | {"samt", "i", "hos", "ved", "på", "fra", "gennem", "siden"}
)
_ARTICLES = frozenset({"en", "et", "den", "det", "de"})
_EARLIER = frozenset({"tidligere", "forhenværende", "fhv.", "nuværende", "kommende"})
_LOOSE_ENDS = frozenset({"for", "af", "med", "til"})
COORDINATION = frozenset({"og", "samt", "&"})


@dataclass(frozen=True, slots=True)
class Complements:
    """Reads what follows a title; made once by :func:`compile_complements`."""

    base: Callable[[str], str | None]
    houses: frozenset[str]
    endings: tuple[str, ...]
    companies: frozenset[str]
    named_with_kind: frozenset[str]
    organs: frozenset[str]
    departments: frozenset[str]
    committee: regex.Pattern[str]
    vague_fields: frozenset[str]
    open_kinds: frozenset[str]
    places: frozenset[str]

    def is_house(self, noun: str) -> bool:
        """Whether the definite ``noun`` names a house by its kind: *fonden*, *borgerforeningen*."""
        folded = noun.casefold()
        if folded in self.houses or folded in self.companies or folded in self.named_with_kind:
            return True
        return self.is_compound(folded)

    def is_compound(self, noun: str) -> bool:
        """Whether ``noun`` says more than the kind alone: *borgerforeningen*, not *foreningen*."""
        folded = noun.casefold()
        return len(folded) > 8 and folded not in self.houses | self.companies and folded.endswith(self.endings)

    def of(self, text: str, title: TitleFound, high: int, organisations: OrganisationIndex) -> TitleFound:
        """``title`` with what follows it up to ``high``."""
        high = min(high, title.end + 160)
        since = _SINCE.match(text, title.end, high)
        if since is not None:
            title = replace(title, end=since.end())
        end = title.end
        if text[end : end + 2] in {", ", " ("}:
            mention = organisations.at(end + 2)
            if mention is not None and mention.start == end + 2 and mention.end <= high:
                return replace(
                    title, organisation=mention.name, organisation_span=(mention.start, mention.end), end=mention.end
                )
        body = organisations.at(end + 1) if text[end : end + 1] == " " else None
        if body is not None and body.start == end + 1 and body.end <= high and text[body.end : body.end + 1] in "\n":
            # «Ida Brink, lektor Institut for Kemi»: on a line of its own.
            return replace(title, organisation=body.name, organisation_span=(body.start, body.end), end=body.end)
        preposition = PREPOSITION.match(text, end, high)
        if preposition is None or _WHEN.match(text, preposition.end(), high):
            return title
        at = preposition.end()
        kind = _KIND.match(text, at, high)
        named = organisations.at(kind.end()) if kind is not None else None
        if kind is not None and named is not None and named.start == kind.end() and named.end <= high:
            # «direktør i den rådgivende virksomhed Rosager»
            return replace(title, organisation=named.name, organisation_span=(named.start, named.end), end=named.end)
        inner = self.body(text, at, high, organisations)
        if inner is not None:
            name, span, finish, kept = inner
            if not kept and name is None and text[span[0] : span[1]].casefold().endswith("udvalget"):
                return replace(title, house="udvalget", end=finish)
            if not kept:
                return replace(title, organisation=name, organisation_span=span if name else None, end=finish)
            words = text[title.span[1] : span[1]]
            title = replace(title, title=title.title + words, span=(title.span[0], span[1]), end=finish)
            return replace(title, organisation=name, organisation_span=(span[1], finish)) if name else title
        house = self.house(text, at, high, organisations)
        if house and house[0].casefold() in self.houses:
            return replace(title, house=house[0].casefold(), end=house[1][1])
        if house:
            # «leder af Ungdomsforeningens vejledning»: a part of the house.
            part = _PART_OF.match(text, house[1][1], high) if text[house[1][1] - 1] in "s'’" else None
            ended = part.end() if part is not None else house[1][1]
            since = _SINCE.match(text, ended, high)
            finish = since.end() if since else ended
            return replace(title, organisation=house[0], organisation_span=house[1], end=finish)
        board = _BOARD.match(text, at, high)
        if board is not None and self.is_house(board.group(1)):
            return replace(title, house=board.group(1).casefold(), end=board.end())
        return self._field(text, title, at, high, organisations)

    def body(
        self, text: str, at: int, high: int, organisations: OrganisationIndex
    ) -> tuple[str | None, Span, int, bool] | None:
        """The committee or organ at ``at``: the organisation that it is or belongs to, its span, where its phrase
        ends, and whether its words stay in the title; None where none begins there."""
        found = self.committee.match(text, at, high)
        if found is None:
            return None
        inside = organisations.at(at)
        if inside is not None and inside.end >= found.end():
            return None  # a named organisation of its own: «Rådet for Sikker Trafik»
        noun, surface = found["body"].casefold(), found.group()
        span = found.span()
        if noun in self.organs:
            span = (found.start(), found.end("body"))  # «bestyrelsen for X»: X is the house
        later = _WHERE.match(text, span[1], high)
        outer = self.house(text, later.end(), high, organisations) if later else None
        if noun in self.organs and noun.endswith("rådet") and later and organisations.at(later.end()) is None:
            outer = None  # «menighedsrådet i Rinkenæs»: a town is no house
        if noun in self.organs:
            return (outer[0], span, outer[1][1], True) if outer else (None, span, span[1], True)
        if noun in self.departments and not surface[0].isupper():
            return (outer[0], outer[1], outer[1][1], False) if outer else (None, span, span[1], True)
        owner = surface.split()[0].casefold()
        if surface.casefold() == noun or (owner.endswith("s") and self.is_house(owner[:-1])):
            # «formand for udvalget», «formand for fondens udvalg»: no name, but perhaps its house.
            return (outer[0], outer[1], outer[1][1], False) if outer else (None, span, span[1], False)
        if outer is not None:
            span = (span[0], outer[1][1])
            surface = text[span[0] : span[1]]
        elif surface.endswith("s") and not surface.endswith("ss") and text[span[1] : span[1] + 1] == " ":
            surface = surface[:-1] if noun.endswith("s") else surface
        return " ".join(surface.split()), span, span[1], False

    def outer(
        self, text: str, mention: OrganisationMention, high: int, organisations: OrganisationIndex
    ) -> tuple[str, Span]:
        """``mention``, or the house it is a part of: *Institut for Biologi på Syddansk Universitet*."""
        if _PART_OF_HOUSE.match(mention.name) is not None:
            where = _WHERE.match(text, mention.end, high) or _COMMA_HOUSE.match(text, mention.end, high)
            whole = organisations.at(where.end()) if where is not None else None
            if where is not None and whole is not None and whole.start == where.end() and whole.end <= high:
                return whole.name, (whole.start, whole.end)
        return mention.name, (mention.start, mention.end)

    def house(self, text: str, at: int, high: int, organisations: OrganisationIndex) -> tuple[str, Span] | None:
        """The organisation that begins at ``at``: a mention, or else a row of capitalised words."""
        mention = organisations.at(at)
        if mention is not None and mention.start <= at and mention.end <= high:
            branch = _BRANCH.match(text, mention.end, high)
            if branch is not None and organisations.at(branch.start(1)) is None:
                return text[mention.start : branch.end()], (mention.start, branch.end())
            name, span = self.outer(text, mention, high, organisations)
            where = _WHERE.match(text, span[1], high) if is_committee(name) else None
            whole = organisations.at(where.end()) if where is not None else None
            if where is not None and whole is not None and whole.start == where.end() and whole.end <= high:
                return text[span[0] : whole.end], (span[0], whole.end)  # «Udvalget for Natur i Region Syddanmark»
            return name, span
        later = organisations.first_after(at)
        found = _DEPARTMENT.match(text, at, high)
        if found is None or (later is not None and later.start < found.end()):
            found = _CAPITALISED.match(text, at, high)
        if found is None or found.group()[0].isdigit():
            return None
        end = found.end()
        if later is not None and later.start < end:
            end = later.end if _NATION.fullmatch(text, at, later.start) else later.start
        surface = text[at:end].rstrip(" .,-–&")
        where = _WHERE.match(text, at + len(surface), high)
        whole = organisations.at(where.end()) if where is not None else None
        if where is not None and whole is not None and whole.start == where.end() and whole.end <= high:
            return whole.name, (whole.start, whole.end)  # «Central Efterforskning ved Fyns Politi»
        return (surface, (at, at + len(surface))) if surface else None

    def _field(self, text: str, title: TitleFound, at: int, high: int, organisations: OrganisationIndex) -> TitleFound:
        """A complement in small letters: *chef for børn og unge*, *lektor i biologi ved X*, *formand for museet*."""
        vague = _NOUN.match(text, at, high)
        if vague is not None and vague.group() in self.vague_fields and _ENDS.match(text, vague.end(), high):
            return replace(title, end=vague.end(), loose=True)
        some = _SOME_HOUSE.match(text, at, high)
        if some is not None:
            forms = (some["noun"] + ending for ending in ("en", "et", "n"))
            noun = next((form for form in forms if form in self.houses | self.companies), None)
            if noun is not None:
                return replace(title, house=noun, end=some.end())
        several = _LIST.match(text, at, high)
        end, words, last = (several.end(), 3, "") if several else self._words(text, at, high)
        if end == at:
            return title
        if words == 1 and self.is_house(last):
            place = _PLACE.match(text, end, high)
            if (
                (self.is_compound(last) or last in self.named_with_kind)
                and place is not None
                and organisations.at(place.end() - 1) is None
            ):
                surface = text[at : place.end()]
                return replace(title, organisation=surface, organisation_span=(at, place.end()), end=place.end())
            named = organisations.at(end + 1)
            if named is not None and named.start == end + 1 and named.end <= high:
                own = f"{last} {named.name}" if last in self.named_with_kind else named.name
                return replace(title, organisation=own, organisation_span=(named.start, named.end), end=named.end)
            name = _CAPITALISED.match(text, end + 1, high) if text[end : end + 1] == " " else None
            if name is not None:
                own = f"{last} {name.group()}" if last in self.named_with_kind else name.group()
                return replace(title, organisation=own, organisation_span=name.span(), end=name.end())
            return replace(title, end=end, loose=True, house=last)
        further = PREPOSITION.match(text, end, high)
        house = self.house(text, further.end(), high, organisations) if further else None
        wide = replace(
            title, title=title.title + text[title.span[1] : end], span=(title.span[0], end), end=end, loose=True
        )
        if house and house[0] not in self.places:  # «leder af lokalpolitiet i Ringe»
            return replace(wide, organisation=house[0], organisation_span=house[1], end=house[1][1])
        if further is not None:
            noun = _WORD.match(text, further.end(), high)
            if noun is not None and self.is_house(noun.group()):
                return replace(wide, house=noun.group(), end=noun.end())
        return wide

    def _words(self, text: str, at: int, high: int) -> tuple[int, int, str]:
        """Where the small words from ``at`` stop being a field of work, how many they are, and the last one."""
        boundary = _BOUNDARY.search(text, at, high)
        stop = boundary.start() if boundary else high
        end, words, last = at, 0, ""
        for word in _WORD.finditer(text, at, stop):
            folded = word.group().casefold()
            joins = folded in COORDINATION and words > 0
            further = _WORD.search(text, word.end(), stop) if joins else None
            if further is not None and (
                further.group() in _ARTICLES | _EARLIER or self.base(further.group()) is not None
            ):
                break  # «… og formand for Y», «… og en af de første»: something further
            if word.group()[0].isupper() or words > 6 or (folded in _CLAUSE and not joins):
                break
            words, end, last = words + 1, word.end(), folded
        while end > at and text[at:end].rsplit(None, 1)[-1].casefold() in COORDINATION | _CLAUSE | _LOOSE_ENDS:
            end = at + len(text[at:end].rsplit(None, 1)[0]) if " " in text[at:end] else at
        return end, words, last


def compile_complements(patterns: Patterns, base: Callable[[str], str | None]) -> Complements:
    """The reader of ``patterns`` (people.toml); ``base`` gives the base form of a title word."""
    words = patterns.words

    def listed(*names: str) -> str:
        every = {word for name in names for word in words[name].words}
        return "|".join(sorted(map(regex.escape, every), key=lambda word: (-len(word), word)))

    bodies = listed("people.committees", "people.organs", "people.departments")
    stop = listed("people.not_in_bodies")
    small = rf"(?:(?!(?:{stop})\s)[\p{{L}}-]{{1,40}},?\s)"
    return Complements(
        base=base,
        houses=words["people.house_nouns"].folded,
        endings=tuple(sorted(words["people.house_nouns"].folded)),
        companies=words["people.company_nouns"].folded,
        named_with_kind=words["people.named_with_kind"].folded,
        organs=words["people.organs"].folded,
        departments=words["people.departments"].folded,
        vague_fields=words["people.vague_fields"].folded,
        open_kinds=words["people.open_kinds"].folded,
        places=frozenset(row["name"] for row in patterns.table("places")),
        # Up to five words that end in a body's name: «Teknik- og Miljøudvalget», «udvalget for regional udvikling».
        committee=regex.compile(
            rf"{small}{{0,4}}?[\p{{L}}-]{{0,40}}?(?P<body>{bodies})s?(?![\p{{L}}])"
            r"(?:\sfor\s(?:(?-i:\p{Lu})[\p{L}-]*+(?:(?:,\s|\sog\s|\s&\s|\s)(?-i:\p{Lu})[\p{L}-]*+(?!\s?\()|\sog\s[\p{L}-]++(?!\s?\()){0,5}"
            rf"|(?-i:\p{{Ll}})[\p{{L}}-]*+(?:(?:,\s(?=(?-i:\p{{Ll}}))|\s)(?!(?:{stop})\b)(?-i:\p{{Ll}})[\p{{L}}-]*+(?!\s?\()){{0,5}}))?",
            regex.IGNORECASE,
        ),
    )
