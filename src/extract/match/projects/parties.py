"""Who gives and who gets in a sentence: bodies, people and other names, by where they stand to the verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from extract.match.projects.fields import Index
from extract.match.projects.words import ProjectWords
from extract.records.mentions import MoneyMention
from extract.records.release import Span

_RUN = regex.compile(
    r"(?<![\p{L}\d-])\p{Lu}[\p{L}\d’'&./-]*(?:\s(?:(?:og|&|for|af|de|den|det|ved|i|på)\s)?\p{Lu}[\p{L}\d’'&./-]*){1,6}"
)
# "boligorganisationen Sundparken", "menighedsrådet i Køng", "læselauget"
_LOWER = regex.compile(
    r"(?<![\p{L}\d-])\p{Ll}{4,30}(?:(?:\s(?:i|på|for|af)\s|\s)\p{Lu}[\p{L}\d’'&./-]*(?:\s\p{Lu}[\p{L}\d’'&./-]*){0,4})?"
)
# "staten", "statens pulje til nære tilbud", "industriens uddannelsesfond"
_STATE = regex.compile(
    r"(?<![\p{L}-])(?:[Ss]taten(?!\p{L})|(?!dens|dets|deres)\p{Ll}{3,20}(?:en|et|erne)s\s(?:\p{Ll}+\s)?\p{Ll}*"
    r"(?:pulje|puljer|fond|program|legat)(?:\sfor\s\p{Ll}+|\stil\s\p{Ll}+\s\p{Ll}+)?(?!\p{L}))"
)
_DEFINITE = regex.compile(r"(?:en|et|erne|ene)$")
_TITLES = r"(?:\p{Ll}[\p{Ll}.-]{1,25},?\s){0,3}"
_HIM = regex.compile(rf"(?:{_TITLES}|\p{{Lu}}\p{{Ll}}{{3,25}}\s)")
_IT = regex.compile(
    r"(?:(?:den|det|de|nye|lokale|nyoprettede|\p{Ll}{0,20}(?:foreningen|klubben|organisationen|virksomheden|firmaet|investoren"
    r"|selskabet|koncernen|fonden|banken|skolen|museet|gruppen|lauget|koret|teatret))\s){0,3}"
)
# "fra en kreds af erhvervsfolk til at …": a giver without a name
_UNKNOWN_GIVER = regex.compile(r"\s*,?\s*fra\s[^.,;:()\n]{2,60}?(?=\s(?:til|så|for\sat)\s)")
# "Aarhus-firmaet Plantix" is Plantix
_FIRM = regex.compile(r"\p{Lu}[\p{L}]{1,25}-\p{Ll}{3,20}(?:et|en)\s(?=\p{Lu})")
# "I Esbjerg har Nordhavnens Skolehaver fået": who stands right after the finite verb is its subject.
_FINITE = regex.compile(
    rf"(?<!\p{{L}})(?:har|havde|får|fik|modtager|modtog|giver|gav|bevilger|donerer|bidrager|betaler|yder|skyder|lægger|henter|er)"
    rf"\s(?:(?:nu|også|derfor|samtidig|den|det|de)\s){{0,2}}{_TITLES}$"
)
_FINITE_ROOM = 110
_OPENING = regex.compile(r"(?:I|På|Fra|Til|Ved|Hos|Med|Efter|Blandt|Ifølge|Over|Ud|Under|Via|Gennem)\s")
_WHOM = regex.compile(
    r"\s+(?:nu\s|også\s|den\s|det\s|de\s)?(?:(?!(?:til|fra|af|i|på|ved|for|med|hos)\s)\p{Ll}+\s){0,3}"
)
_HOW_MUCH = regex.compile(r"(?:\s(?:i|på|ved|fra)\s\p{Lu}[\p{L}-]+(?:\s\p{Lu}[\p{L}-]*)?)?(?:\s\p{Ll}+){0,4}\s+")
_FROM = regex.compile(
    r"\s*,?\s*(?:(?:i|på|ved)\s\p{Lu}[\p{L}.-]+\s)?(?:i\s+(?:støtte|tilskud|bevilling)\s+)?(?:fra|af|hos)\s+"
)
_GIFT = r"(?:som\s+)?(?:støtte|tilskud|bidrag|donation|bevilling)"
_TO = regex.compile(
    rf"\s*,?\s*(?:(?:bliver|blev|er\s+blevet|er)\s+(?:\p{{Ll}}+\s+){{0,3}}?(?:tildelt|bevilget|overrakt\s+til|givet\s+til|doneret\s+til|skænket\s+til)"
    rf"|(?:(?:går|gik|skal\s+gå|er\s+gået|er\s+øremærket|(?:er\s+)?på\s+vej)\s+(?:{_GIFT}\s+)?)?(?:i\s+(?:støtte|tilskud|bevilling)\s+)?til|tilfalder|tilfaldt|tildeles"
    r"|(?:som|der)\s(?:tilfaldt|tilfalder|går\stil|gik\stil))\s+"
)
# "svarende til ca. 14,8 mio. kr.", "(godt 14 mio. kr.)", "over fire år"
_ASIDE = regex.compile(
    r"\s*(?:[,–—-]\s*(?:svarende\stil|hvilket\ssvarer\stil|eller)[^.;:]{2,40}?(?:kr\.|kroner|euro|DKK)(?:\s*[,–—-](?=\s))?"
    r"|,?\ssvarende\stil\s\d+\s(?:pct\.|procent)\saf\s\p{Ll}+|\([^()\n]{2,60}\)|i\sryggen(?=\s)|(?:fordelt\s)?over\s(?:de\snæste\s)?\p{L}+\s(?:år|måneder)(?!\p{L})|i\salt(?!\p{L}))"
)
# "Hjerteskolen, der hører til på Odense Universitetshospital, har fået": the clause between says who, no more
_BETWEEN_COMMAS = regex.compile(
    r",\s(?:der|som|hvor|hvis|en\sdel\saf)\s[^,.;:]{3,160},(?=\s)|\s[–—-]\s[^–—.;:]{3,120}\s[–—-]\s|\([^()\n]{2,120}\)"
)
_JOINT = regex.compile(r",\s(?:mens|og|men|medens|hvor)\s|\smens\s|;\s")
_EARLIER = regex.compile(r"(?:tidligere|hidtil)\s$")
_EARLIER_ROOM = 12
_MAXIMUM_SUBJECT = 120
_LONGEST_OPENING = 6
_NEAR = 40
# "350.000 kr. til bænke i Tved Kirke", "modtaget fra fonden": no subject behind its verb
_INSIDE = regex.compile(r"(?:^|\s)(?:fra|til|hos)\s(?:den\s|det\s|de\s)?$|(?:kr\.|kroner|euro)")
_ABBREVIATED = 3
_ACRONYM = 5
_LONGEST = 2_000
# "er støttet af", "er blevet doneret til museet i Vig af"
_AGENT = regex.compile(r"\s(?:til\s[^.,;:()\n]{3,70}?\s)?af\s(?:den\s|det\s|de\s)?")
_HIS = regex.compile(r"(?:Hendes|Hans|hendes|hans)\s(?:\p{Ll}+\s)?\p{Ll}*projekt(?!\p{L})")
_HE = regex.compile(r"(?<!\p{L})(?:han|hun)(?!\p{L})", regex.IGNORECASE)
_HE_ROOM = 6
_NAMED_WITHIN = 1200
_SOURCE = regex.compile(r"\b(?:fra|af|hos)\s(?:den\s|det\s)?$")
_SOURCE_LENGTH = 12

Kind = Literal["body", "person", "name"]


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a sentence: ``start:end`` is the name, ``stop`` the end of its surface (a genitive's s inside)."""

    start: int
    end: int
    stop: int
    kind: Kind

    @property
    def span(self) -> Span:
        return self.start, self.end


def parties(index: Index, words: ProjectWords, span: Span) -> list[Party]:
    """Bodies, people, and other names of two words or more, in the order of the text.

    Each is held against the others, so a stretch without end is looked at to ``_LONGEST`` characters only.
    """
    span = (span[0], min(span[1], span[0] + _LONGEST))
    found = [
        Party(o.start, o.start + len(o.name), o.end, "body")
        for o in (index.mentions.organisations[n] for n in index.organisations(span))
    ]
    found += [
        Party(place.start, place.start + len(index.text[place.start : place.end].removesuffix("s")), place.end, "body")
        for place in (index.mentions.places[n] for n in index.places(span))
        if place.kind in {"municipality", "region"}
        and not index.text.endswith(" i ", 0, place.start)
        and not any(p.start <= place.start < p.stop for p in found)
    ]
    found += [Party(start, end, end, "person") for start, end in index.people(span)]
    found += [
        Party(match.start(), match.end(), match.end(), "body")
        for match in _STATE.finditer(index.text, *span)
        if not any(p.start < match.end() and match.start() < p.stop for p in found)
    ]
    for expression in (_RUN, _LOWER):
        for match in expression.finditer(index.text, *span):
            found = [p for p in found if not _is_longer(index.text, words, match.span(), p)]
            party = _other(index, words, match.span(), lower=expression is _LOWER)
            if party is not None and not any(p.start < party.stop and party.start < p.stop for p in found):
                found.append(party)
    return sorted(found, key=lambda p: p.start)


def _is_longer(text: str, words: ProjectWords, run: Span, party: Party) -> bool:
    """Whether a run of capitalised words has in it an acronym that alone is known as a body, or is a body whose last
    word alone says so: ``Ringe Udvikling og Beboerforening``."""
    if run[0] == party.start and text.startswith(" og ", party.stop) and party.kind == "body":
        own = words.is_body(text[slice(*party.span)])
        return not own and words.is_body(text[party.stop : run[1]].rpartition(" ")[2])
    acronym = party.kind == "body" and party.end - party.start <= _ACRONYM
    inside = run[0] <= party.start and party.stop <= run[1]
    return acronym and inside and run != (party.start, party.stop)


def _other(index: Index, words: ProjectWords, span: Span, *, lower: bool) -> Party | None:
    """A name that no list knows (``Skagen Garden``), or a common word for a body (``menighedsrådet i Køng``)."""
    span = _trimmed(index.text, span)
    text = index.text[slice(*span)]
    first, *rest = text.split()
    if lower:
        body = words.common_body.fullmatch(first)
        # "klubben" and "museet" alone stand for somebody named before
        if body is None or (not rest and (not body["first"] or words.generic.fullmatch(first) is not None)):
            return None
        return Party(*span, span[1], "name")
    if first.casefold() in words.openers.folded or index.is_other(span):
        return None
    seat = words.seat(index, span)
    if seat is None:
        return Party(*span, span[1], "name")
    # "Redskabsbanken i Holbæk" has its seat there
    name = index.text[slice(*seat[0])]
    return Party(*seat[0], span[1], "name") if " " in name or _DEFINITE.search(name) else None


def _trimmed(text: str, span: Span) -> Span:
    """The run without the full stop that ends its sentence, and without ``Aarhus-firmaet`` before the name."""
    start, end = span
    firm = _FIRM.match(text, start, end)
    start = firm.end() if firm is not None else start
    last = text[start:end].rpartition(" ")[2].rstrip(".")
    return start, end - 1 if text[end - 1] == "." and len(last) > _ABBREVIATED else end


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of giving or receiving: its place, and which."""

    start: int
    end: int
    gives: bool


def last_verb(words: ProjectWords, text: str, sentence: Span, money: MoneyMention) -> Verb | None:
    """The last giving or receiving verb before the amount."""
    last: Verb | None = None
    for listed, gives in ((words.give, True), (words.receive, False), (words.asks, False)):
        for found in listed.expression.finditer(text, sentence[0], money.start):
            if _EARLIER.search(text, max(sentence[0], found.start() - _EARLIER_ROOM), found.start()):
                continue  # "et tidligere givet tilskud"
            if last is None or found.end() > last.end or (found.end() == last.end and found.start() < last.start):
                last = Verb(found.start(), found.end(), gives)
    return last


def by_verb(
    index: Index, words: ProjectWords, sentence: Span, money: MoneyMention, known: Sequence[Party], verb: Verb
) -> tuple[Span | None, Span | None]:
    """Who gives and who gets as the verb says it."""
    # Who gives is a body; a researcher may be the one who gets the money.
    asides = [found.span() for found in _BETWEEN_COMMAS.finditer(index.text, sentence[0], verb.start)]
    known = [p for p in known if not any(low <= p.start < high for low, high in asides)]
    able = [p for p in known if p.kind == "body"] if verb.gives else list(known)
    joints = [j.end() for j in _JOINT.finditer(index.text, sentence[0], verb.start)]
    # "A låner foreningen 5 mio. kr., mens B bevilger …": the verb's own clause, if it names anybody
    start = next((j for j in reversed(joints) if any(j <= p.start and p.stop <= verb.start for p in able)), sentence[0])
    subject = _subject(index.text, words, [p for p in able if p.start >= start], verb, money, (start, sentence[1]))
    agent = next((p for p in able if p.kind == "body" and _AGENT.fullmatch(index.text, verb.end, p.start)), None)
    if not verb.gives:
        if agent is not None and subject == agent.span:
            return subject, None  # "Projektet støttes af fonden med 2 mio. kr."
        return (agent.span if agent is not None else None), subject
    if agent is not None:
        return agent.span, None  # "er støttet af fonden med 2 mio. kr."
    whom = _object(index.text, known, verb, money)
    return subject, whom if whom != subject else None


def _subject(
    text: str, words: ProjectWords, known: Sequence[Party], verb: Verb, money: MoneyMention, sentence: Span
) -> Span | None:
    """Who does what the verb says: who stands right after its finite part, else the first before it; where another
    phrase opens the sentence (``I dag modtager X …``), who follows it."""
    before = [p for p in known if p.stop <= verb.start and verb.start - p.stop < _MAXIMUM_SUBJECT]
    after = [
        p
        for p in known
        if verb.end <= p.start < money.start
        and p.start - verb.end < _NEAR
        and _INSIDE.search(text, verb.end, p.start) is None
    ]
    opens = bool(before) and _OPENING.match(text, sentence[0], before[0].start) is not None
    inverted = [p for p in (*before, *after) if _FINITE.search(text, max(sentence[0], p.start - _FINITE_ROOM), p.start)]
    if inverted and (opens or not before or inverted[0] in before):
        return inverted[0].span
    if before and not opens:
        return before[0].span
    generic = words.generic.search(text, sentence[0], verb.start)
    if generic is not None:
        return int(generic.start()), int(generic.end())
    if after and len(text[sentence[0] : verb.start].split()) <= _LONGEST_OPENING:
        return after[0].span
    return before[-1].span if before else None


def _object(text: str, known: Sequence[Party], verb: Verb, money: MoneyMention) -> Span | None:
    """The one right between a giving verb and the amount: ``støtter foreningen X med 2 mio. kr.``"""
    for party in known:
        if party.start >= verb.end and party.stop <= money.start:
            beside = _WHOM.fullmatch(text, verb.end, party.start) is not None
            return party.span if beside and _HOW_MUCH.fullmatch(text, party.stop, money.start) is not None else None
    return None


@dataclass(frozen=True, slots=True)
class After:
    """What stands right after an amount: from whom, to whom, and where what it is for begins."""

    giver: Span | None
    getter: Span | None
    end: int


def after_money(text: str, sentence: Span, money: MoneyMention, known: Sequence[Party]) -> After:
    """``2 mio. kr. – svarende til … – fra X til Y``, in any order."""
    giver: Span | None = None
    getter: Span | None = None
    offset = money.end
    while offset < sentence[1]:
        aside = _ASIDE.match(text, offset, sentence[1])
        if aside is not None:
            offset = aside.end()
            continue
        source = _FROM.match(text, offset, sentence[1]) if giver is None else None
        party = party_at(text, known, source.end()) if source is not None else None
        if party is not None:
            giver, offset = party.span, _surface_end(text, party, sentence[1])
            continue
        unknown = _UNKNOWN_GIVER.match(text, offset, sentence[1]) if source is not None else None
        if unknown is not None:
            offset = unknown.end()
            continue
        target = _TO.match(text, offset, sentence[1]) if getter is None else None
        party = party_at(text, known, target.end()) if target is not None else None
        if party is None:
            break
        getter, offset = party.span, party.stop
    return After(giver, getter, offset)


_POSSESSED = regex.compile(
    r"[\s-]\p{Ll}*(?:program|pulje|midler|ramme|fond|ordning)[\p{Ll}]*(?:\sfor\s\p{Ll}+(?:\s\p{Ll}+)?)?"
)


def _surface_end(text: str, party: Party, end: int) -> int:
    """Past the pool that belongs to the giver: ``af Energistyrelsens program for grøn teknologi``."""
    owned = _POSSESSED.match(text, party.stop, end)
    return owned.end() if owned is not None else party.stop


def party_at(text: str, known: Sequence[Party], offset: int) -> Party | None:
    """Who stands at the offset, a title or an article before the name left out."""
    for party in known:
        if party.start < offset:
            continue
        lead = _HIM if party.kind == "person" else _IT
        return party if lead.fullmatch(text, offset, party.start) is not None else None
    return None


def same_person(
    index: Index, words: ProjectWords, sentence: Span, money: MoneyMention, verb: Verb | None
) -> Span | None:
    """Whom a pronoun means: ``Hun får 2 mio. kr.``, ``Hendes projekt modtager``: the person named last before it."""
    text = index.text
    if verb is None or verb.gives:
        return None
    his = _HIS.search(text, sentence[0], money.start)
    he = _HE.search(text, max(sentence[0], verb.start - _HE_ROOM), min(verb.end + _HE_ROOM, money.start))
    if his is None and he is None:
        return None
    before = [p for p in index.mentions.people if sentence[0] - _NAMED_WITHIN < p.start < sentence[0] and " " in p.name]
    return (before[-1].start, before[-1].end) if before else None


def source_in(index: Index, span: Span) -> Span | None:
    """The body that ``fra`` or ``af`` names as the source of the money."""
    for number in index.organisations(span):
        o = index.mentions.organisations[number]
        if _SOURCE.search(index.text, max(span[0], o.start - _SOURCE_LENGTH), o.start):
            return o.start, o.start + len(o.name)
    return None


def opens_with_preposition(text: str, start: int, first: int) -> bool:
    return _OPENING.match(text, start, first) is not None
