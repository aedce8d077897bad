"""What one sentence tells of an amount: who gives it, who gets it, and what for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extract.match.projects.complements import complete
from extract.match.projects.enabling import made_possible
from extract.match.projects.fields import Index
from extract.match.projects.meant import owner_meant, receiver_meant
from extract.match.projects.parties import Party, Verb, after_money, by_verb, last_verb, parties, party_at, same_person
from extract.match.projects.subjects import thing_that_gets
from extract.match.projects.words import ProjectWords
from extract.records.mentions import MoneyMention
from extract.records.release import Span

PAID = frozenset({"grant", "loan", "applied"})
"""Roles of the amounts that a project can be told with: given, lent, asked for."""

# "støtter havnebadet i Struer med 3 mio. kr."
_OBJECT = regex.compile(
    r"\s+(?:nu\s|også\s|økonomisk\s(?:til\s)?){0,2}(?!af\s|med\s)(?P<object>\S(?:.{1,90}?))\s+med\s+(?:\p{L}+\s){0,2}"
)
_OBJECT_AFTER = regex.compile(r"\s+(?=(?:en|et|den|det|to|tre|fire|fem)\s\p{Ll})")
NEXT_SENTENCE = 160
# "Salmesang i Ulfborg Kirke støttes med 80.000 kroner"
_IN = regex.compile(r"\s(?:i|på|ved)\s$")
_PASSIVE = regex.compile(
    r"(?P<what>\p{Lu}[^.,;:]{3,80}?)\s(?:støttes|støttedes|(?:er|blev|bliver)\s(?:blevet\s)?støttet)\s(?:\p{Ll}+\s)?med\s"
)
# "… , Jels Revyen med 20.000 kr. til …", "… og Hobro Sejlklub 57.500 kr.": the verb was said before
_ELLIPTIC = regex.compile(r"\s*(?:(?:og|samt|mens)\s)?(?:(?!(?:til|fra|af|i|på|ved|for|med|hos)\s)\p{Ll}+\s)?")
_ELLIPTIC_SUM = regex.compile(r"(?:\s(?:i|på|ved|fra)\s\p{Lu}[\p{L}-]+)?(?:\s(?!og\s)\p{Ll}+){0,3}\s+")
# "Takket være 3 mio. kr. fra fonden kan Ungelinjen nu styrke sin rådgivning"
_ENABLES = regex.compile(r"\s*,?\s*(?:kan|har|kunne)\s")
_HOW = regex.compile(
    r"(?:Det|Dette)\s(?:sker|kan\slade\ssig\sgøre|kan\s(?:de|den|det)|er\smuligt|bliver\smuligt|skyldes|står\sklart),?\s(?:med|takket|på\sgrund|efter|ved\shjælp)"
)
# "en handicapbus til 612.000 kroner"
_WORTH = regex.compile(
    r"(?<=\s)(?:en|et|to|tre|nye?|nyt)\s(?P<gift>[^.,;:()\n]{3,60}?)\s(?:til|for|til\sen\sværdi\saf|til\sen\spris\saf)\s(?:\p{Ll}+\s)?$"
)
_TO_BODY = regex.compile(r"\stil\s(?P<who>(?:\p{Ll}{4,30}\s)?(?=\p{Lu}))")
_BY = regex.compile(r"\saf\s(?=\p{Lu}|den\s|det\s)")
_POOL_FOR = regex.compile(r"pulje[nr]?\stil\s$")
_POOL_ROOM = 16
_MONEY_ROOM = 40
_IN_IT = regex.compile(r"\s(?:i|på|ved|hos)\s\S+$")
_INTO = regex.compile(r"\s(?:ekstra\s)?i\s(?P<rest>(?:en\s|et\s|den\s|det\s)?\S.*)", regex.DOTALL)
_PUTS = regex.compile(r"skyder|(?:har\s)?skudt|investerer|poster|lægger")
_MAKES = regex.compile(
    r"\s*,?\s*(?:åbner|bygger|opfører|etablerer|indretter|køber|starter|laver|opretter|udvikler|renoverer)\s"
)
_A_THING = regex.compile(r"[^.,;:\n]{0,30}?\s(?=(?:en|et|to|tre|nye?|nyt)\s\p{Ll})")
_APPLICATION = regex.compile(r"(?<!\p{L})ansøgning(?:en)?\sfra\s")
_THE_SUPPORT = regex.compile(r"(?:Tilskuddet|Bevillingen|Støtten|Donationen|Beløbet|Gaven|Tilsagnet)\s")
_SHALL_NOW = regex.compile(r"(?<!\p{L})(?:skal|kan|vil)\s(?:(?:nu|endelig|derfor|dermed|snart)\s){0,2}")
_BEGIN = regex.compile(r"(?:begynde\s(?:på|med)|(?:gå|komme)\si\sgang\smed)\s(?!at\s)")
_HAS_GOT = regex.compile(
    r"(?:\s(?:i|på|ved|fra)\s\p{Lu}[\p{L}-]+)?\s(?:(?:nu|endelig|også)\s)?(?:fået|købt|bygget|etableret|indrettet|anlagt|opført)"
    r"\s(?=(?:en|et|nye?|nyt|to|tre|fire)\s)"
)
_CAN_NOW = regex.compile(r"(?<!\p{L})kan\s(?:(?:nu|endelig|snart|dermed|også|godt)\s){0,2}")
_UNKNOWN = regex.compile(r"\p{Lu}[\p{L}\d-]+(?:\s\p{Lu}[\p{L}\d-]+){0,4}")
_ENABLED = regex.compile(
    r"(?:\s(?:i|på|ved|fra)\s\p{Lu}[\p{L}-]+(?:\s\p{Lu}[\p{L}-]*)?)?\s(?:(?:nu|endelig|snart|dermed|også|derfor|i\sår|fra\s\p{Ll}+)\s){0,2}(?:(?:kunnet|fået\sråd\stil\sat|fået\smulighed\sfor\sat)\s)?(?:komme\si\sgang\smed\sat\s)?(?P<done>\p{Ll}{3,}\s\S.*)",
    regex.DOTALL,
)
# "Skolen vil bygge et skur. Til formålet har den fået …": the sentence before says what for
_FOR_THAT = regex.compile(r"(?:Til\s(?:formålet|det\sformål|projektet)|Hertil|Dertil)\s")
_OF_POOL = regex.compile(r"s\s\p{Ll}*(?:pulje|program|ordning|initiativ)$")
_OPENING_TOWN = regex.compile(r"(?:(?:Også|Og|Men|Endelig)\s)?(?:I|i|På|på|Ved|ved)\s")
_NEXT_TOLD = regex.compile(r"\s(?:og|samt)\s(?=\p{L})")
"""Right behind an amount: *25.000 kroner og spejderne i Virklund 20.000*."""
_JOINT = regex.compile(
    r",\s(?:mens|og|samt|medens)\s|\s(?:mens|samt|(?<!\smellem\s\p{Lu}[\p{L}.-]{1,25}\s)og\s(?=\p{Lu}|tilsagn\s|\d))\s?|;\s|,\s(?=\p{Lu})"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence tells: who gives and who gets."""

    funder: Span | None
    applicant: Span | None
    purpose: Span | None
    verb: bool
    """Whether a verb of giving or receiving stands before the amount."""


def tell(index: Index, words: ProjectWords, sentence: Span, money: MoneyMention, *, whole: Span | None = None) -> Told:
    """Who gives this amount, who gets it and what for, as far as the sentence says. A clause without a verb of its own
    (``samt 630.000 kr. til …``) has that of the ``whole`` sentence."""
    text = index.text
    known = parties(index, words, sentence)
    verb = last_verb(words, text, sentence, money)
    clause, elliptic = sentence, False
    if verb is None and whole is not None and whole != sentence:
        known = parties(index, words, (whole[0], sentence[1]))
        verb = last_verb(words, text, whole, money)
        sentence, elliptic = (whole[0], sentence[1]), verb is not None
    giver, getter = by_verb(index, words, sentence, money, known, verb) if verb is not None else (None, None)
    after = after_money(text, sentence, money, known)
    applicant = getter if verb is not None and not verb.gives and getter is not None else after.getter or getter
    applicant = applicant or same_person(index, words, sentence, money, verb)
    if verb is not None and (applicant is None or " " not in text[slice(*applicant)]):
        applicant = receiver_meant(index, words, sentence, verb) or applicant
    if applicant is not None and _is_aside(text, sentence, applicant):
        applicant = None
    if elliptic and (opens := _opening_party(text, clause, money, known)) is not None:
        if verb is not None and _BY.match(text, verb.end, sentence[1]):
            giver, applicant = opens, None  # "er støttet af A med 4 mio. kr. og B med 1 mio. kr."
        else:
            applicant = opens
    # "fra ministeriets pulje til nære tilbud": that is what the pool is for
    of_pool = _OF_POOL.search(text, money.end, after.end) is not None
    purpose = words.purpose(text, (after.end, sentence[1])) if not of_pool else None
    bare = purpose is not None and " " not in text[slice(*purpose)]
    pooled = (
        purpose is not None and bare and _POOL_FOR.search(text, max(sentence[0], purpose[0] - _POOL_ROOM), purpose[0])
    )
    if pooled and (used := words.purpose(text, (sentence[1], min(len(text), sentence[1] + NEXT_SENTENCE)))) is not None:
        purpose = used  # "fra puljen til trafiksikkerhed. Pengene går til en rundkørsel"
    if purpose is None and (into := _INTO.match(text, after.end, sentence[1])) is not None:
        puts = verb is not None and _PUTS.fullmatch(text, verb.start, verb.end) is not None
        purpose = words.purposes.thing(text, into.span("rest")) if puts else None
    if purpose is None and (enabled := _enabled(words, text, (after.end, sentence[1]), known)) is not None:
        applicant, purpose = enabled
    if purpose is None and (possible := made_possible(words, text, (after.end, sentence[1]), known)) is not None:
        applicant, purpose = applicant or possible[0], possible[1]
    if purpose is None and verb is not None and verb.gives:
        purpose = _supported(words, text, sentence, money, verb, told=applicant is not None)
        if purpose is not None and giver is not None and purpose[0] <= giver[0] < purpose[1]:
            purpose = None  # "Heraf bidrager fonden med 15 mio. kr."
    if purpose is None and verb is not None and not verb.gives:
        purpose = thing_that_gets(index, words, clause[0], verb.start)
        if purpose is not None and applicant is not None and purpose[0] <= applicant[0] < verb.start:
            applicant = None  # "en cykelsti langs Engvej har fået 2 mio. kr."
    if purpose is None:
        # "… får 157.500 kroner. De skal bruges til et drivhus": the next sentence says what for.
        purpose = words.purpose(text, (sentence[1], min(len(text), sentence[1] + NEXT_SENTENCE)))
    if purpose is None and (before := _said_before(index, words, sentence)) is not None:
        applicant, purpose = before[0] or applicant, before[1]
    if purpose is None:
        purpose = _sought(words, text, (after.end, sentence[1]), sentence)
    if purpose is None and applicant is None and (passive := _PASSIVE.match(text, *sentence)) is not None:
        purpose = words.purposes.thing(text, passive.span("what"))
    if purpose is None:
        purpose = words.purposes.planned(text, (sentence[0], money.start))
    if purpose is None and _FOR_THAT.match(text, *sentence):
        purpose = words.purposes.planned(text, (max(0, sentence[0] - NEXT_SENTENCE), sentence[0]))
    if purpose is None and verb is not None and verb.gives and (gift := _WORTH.search(text, verb.end, money.start)):
        purpose = words.purposes.thing(text, (gift.start("gift"), gift.end("gift")))
    if purpose is None and (made := _made_possible(index, words, sentence)) is not None:
        applicant, purpose = applicant or made[0], made[1]
    purpose = without_money(index, words, purpose)
    if (asker := _asker(text, known, sentence, money)) is not None:
        applicant = asker
    if purpose is not None:
        purpose = complete(index, words, purpose)
    if purpose is not None and _is_bare_kind(words, text, purpose):
        # "til et projekt på sygehuset": no word of what it does, if the next sentence has none
        purpose = words.purpose(text, (sentence[1], min(len(text), sentence[1] + NEXT_SENTENCE)))
        purpose = purpose if purpose is not None and not _is_bare_kind(words, text, purpose) else None
    if purpose is not None:
        purpose, owner = _without_owner(index, known, purpose)
        applicant = applicant or owner or owner_meant(index, words, purpose)
    return Told(after.giver or giver, applicant, purpose, verb is not None)


def _is_bare_kind(words: ProjectWords, text: str, purpose: Span) -> bool:
    where = _IN_IT.search(text, *purpose)
    return (
        words.kind_of_project.fullmatch(text, purpose[0], where.start() if where is not None else purpose[1])
        is not None
    )


def _opening_party(text: str, clause: Span, money: MoneyMention, known: Sequence[Party]) -> Span | None:
    """Who opens a clause that has its verb from the clause before: whoever it is gets this amount."""
    for party in known:
        if party.start >= clause[0] and party.stop <= money.start:
            opens = _ELLIPTIC.fullmatch(text, clause[0], party.start) is not None
            return party.span if opens and _ELLIPTIC_SUM.fullmatch(text, party.stop, money.start) else None
    return None


def _enabled(words: ProjectWords, text: str, span: Span, known: Sequence[Party]) -> tuple[Span, Span] | None:
    """Who can do what with the money: ``med 2 mio. kr. fra fonden kan skolen i By bygge …``."""
    start = _ENABLES.match(text, *span)
    if start is None:
        return _opened(words, text, span, known)
    party = party_at(text, known, start.end())
    name = _UNKNOWN.match(text, start.end(), span[1]) if party is None else None
    who = party.span if party is not None else name.span() if name is not None else None
    got = _HAS_GOT.match(text, party.stop, span[1]) if party is not None else None
    if party is not None and got is not None:
        thing = words.purposes.thing(text, (got.end(), span[1]))
        return (party.span, thing) if thing is not None else None
    found = _ENABLED.match(text, party.stop if party is not None else who[1], span[1]) if who is not None else None
    purpose = words.purposes.done(text, found.span("done")) if found is not None else None
    return (who, purpose) if who is not None and purpose is not None else None


def _opened(words: ProjectWords, text: str, span: Span, known: Sequence[Party]) -> tuple[Span, Span] | None:
    """Who makes what with the money: ``Med 2 mio. kr. fra fonden åbner skolen til august en musiklinje``."""
    makes = _MAKES.match(text, *span)
    party = party_at(text, known, makes.end()) if makes is not None else None
    thing = _A_THING.match(text, party.stop, span[1]) if party is not None else None
    purpose = words.purposes.thing(text, (thing.end(), span[1])) if thing is not None else None
    return (party.span, purpose) if party is not None and purpose is not None else None


def _asker(text: str, known: Sequence[Party], sentence: Span, money: MoneyMention) -> Span | None:
    """Whose application was met: ``har imødekommet en ansøgning fra X om 2 mio. kr.``"""
    found = _APPLICATION.search(text, sentence[0], money.start)
    party = party_at(text, known, found.end()) if found is not None else None
    return party.span if party is not None else None


def _said_before(index: Index, words: ProjectWords, sentence: Span) -> tuple[Span | None, Span] | None:
    """Who gets what, in the sentence before: ``Havnen skal nu forny kajen. Tilskuddet er på …``"""
    text = index.text
    if _THE_SUPPORT.match(text, *sentence) is None:
        return None
    before = (max(0, sentence[0] - NEXT_SENTENCE), sentence[0])
    shall = list(_SHALL_NOW.finditer(text, *before))
    purpose = words.purposes.done(text, (shall[-1].end(), before[1])) if shall else None
    if purpose is None:
        return None
    known = [p for p in parties(index, words, before) if p.stop <= shall[-1].start() and p.kind != "person"]
    return (known[0].span if known else None), purpose


def without_money(index: Index, words: ProjectWords, purpose: Span | None) -> Span | None:
    """A purpose up to an amount within it: ``et nyt værk til 64 mio. kr.``"""
    if purpose is None:
        return None
    inside = [
        index.mentions.money[n].start
        for n in index.money((purpose[0], min(len(index.text), purpose[1] + _MONEY_ROOM)))
        if index.mentions.money[n].start < purpose[1]
    ]
    return words.purposes.thing(index.text, (purpose[0], inside[0])) if inside else purpose


def _sought(words: ProjectWords, text: str, behind: Span, sentence: Span) -> Span | None:
    """What somebody had asked for money for: behind the amount, in the next sentence, or before the amount."""
    for low, high in (behind, (sentence[1], min(len(text), sentence[1] + NEXT_SENTENCE)), (sentence[0], behind[0])):
        found = words.sought.search(text, low, high)
        purpose = words.purpose(text, (found.end() - len("til"), high)) if found is not None else None
        if purpose is not None:
            return purpose
    return None


def _made_possible(index: Index, words: ProjectWords, sentence: Span) -> tuple[Span, Span] | None:
    """Who can do what, in the sentence before one that tells how: ``Arkivet kan nu redde … Det sker med 2 mio. kr.``"""
    text = index.text
    if _HOW.match(text, *sentence) is None:
        return None
    before = (max(0, sentence[0] - NEXT_SENTENCE), sentence[0])
    ability = list(_CAN_NOW.finditer(text, *before))
    if not ability:
        return None
    can = ability[-1]
    known = [p for p in parties(index, words, (before[0], can.start())) if p.stop <= can.start()]
    begun = _BEGIN.match(text, can.end(), before[1])
    purpose = (
        words.purposes.thing(text, (begun.end(), before[1]))
        if begun is not None
        else words.purposes.done(text, (can.end(), before[1]))
    )
    return (known[-1].span, purpose) if known and purpose is not None else None


def _without_owner(index: Index, known: Sequence[Party], purpose: Span) -> tuple[Span, Span | None]:
    """A purpose up to the body that it is for: ``et hjertestarterskab til seniorhuset Kilden``; and that body."""
    for to in _TO_BODY.finditer(index.text, *purpose):
        towns = (index.mentions.places[n] for n in index.places((to.end(), purpose[1])))
        if to.end() == to.start("who") and any(place.start == to.end() for place in towns):
            continue  # "en færge til Endelave"
        party = party_at(index.text, known, to.start("who"))
        return (purpose[0], to.start()), party.span if party is not None else (to.start("who"), purpose[1])
    return purpose, None


def _is_aside(text: str, sentence: Span, party: Span) -> bool:
    """Whether a body only says where what is supported takes place: ``Salmesang i Ulfborg Kirke støttes med``."""
    passive = _PASSIVE.match(text, *sentence)
    if passive is None or party[1] > passive.end("what"):
        return False
    return _IN.search(text, sentence[0], party[0]) is not None


def _supported(
    words: ProjectWords, text: str, sentence: Span, money: MoneyMention, verb: Verb, *, told: bool
) -> Span | None:
    """The object of a giving verb: ``støtter havnebadet med 2 mio. kr.``, ``støtter med 2 mio. kr. et havnebad``."""
    before = _OBJECT.fullmatch(text, verb.end, money.start)
    if before is not None and not told:
        return words.purposes.thing(text, before.span("object"))
    behind = _OBJECT_AFTER.match(text, money.end, sentence[1])
    with_it = text[verb.end : money.start].strip().startswith("med")
    return words.purposes.thing(text, (behind.end(), sentence[1])) if behind is not None and with_it else None


def clause_of(index: Index, sentence: Span, number: int) -> Span:
    """The part of a sentence with several grants that tells of this one."""
    money = index.mentions.money
    grants = [n for n in index.money(sentence) if money[n].role in PAID and money[n].same_as is None]
    at = grants.index(number)
    start, end = sentence
    if at:
        joint = _joint(index.text, money[grants[at - 1]].end, money[number].start)
        start = joint.end() if joint is not None else money[grants[at - 1]].end
    if at + 1 < len(grants):
        joint = _joint(index.text, money[number].end, money[grants[at + 1]].start)
        end = joint.start() if joint is not None else money[grants[at + 1]].start
    return start, end


def _joint(text: str, start: int, end: int) -> regex.Match[str] | None:
    """Where between two amounts the next telling begins: right behind the first one, or at a conjunction."""
    return _NEXT_TOLD.match(text, start, end) or _JOINT.search(text, start, end)


def town_of(index: Index, clause: Span, sentence: Span) -> int | None:
    """The one town of the clause outside bodies' names; else the one that opens the sentence (``I Lemvig …``)."""
    towns = [
        n
        for n in index.places(clause)
        if index.mentions.places[n].kind in {"city", "island"} and not index.mentions.places[n].in_organisation
    ]
    cities = [n for n in towns if index.mentions.places[n].kind == "city"]
    for found in (towns, cities):
        if len({index.mentions.places[n].name for n in found}) == 1:
            return found[0]
    opening = _OPENING_TOWN.match(index.text, *sentence)
    places = index.mentions.places
    return next((n for n in index.places(sentence) if opening and places[n].start == opening.end()), None)
