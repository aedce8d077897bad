"""Entries that are whole sentences, also turned round: what the money is for comes first, or the verb, or the giver."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extract.match.projects.entries import Entry
from extract.match.projects.fields import Index, strip
from extract.match.projects.telling import tell
from extract.match.projects.words import ProjectWords
from extract.records.mentions import MoneyMention
from extract.records.release import Span

_WHO = r"\p{Lu}(?:[^.!?;:\n]|(?<=\b(?:Sct|Skt|St|Nr|Sdr|Ndr|Gl|Vr|Dr|Kgl))\.){1,90}?"
# "Til nyt tag på stationen blev der bevilget Fortøjningen kr. 642.500", "Til et krucifiks får Vig Kirke 175.000 kr."
_FOR_WHAT = regex.compile(
    r"Til\s(?P<what>[^.!?;:\n]{3,120}?)\s(?:får|fik|modtager|modtog|har|havde|bevilges|bevilgedes|gives|tildeles|tildeltes"
    rf"|(?:er|blev|bliver)\s(?:der\s)?\p{{Ll}}+t)\s(?:der\s)?(?P<who>{_WHO})"
    r"(?:\s(?:fået|modtaget|tildelt|bevilget|tilsagn\som|et\stilskud\spå|tilskud\spå|støtte\spå)){0,2}\s*,?\s*"
)
# "Til en bog om mursten har fonden bevilget 85.000 kr.", "Til nyt tag er der givet 40.000 kr."
_FOR_WHAT_ALONE = regex.compile(
    r"Til\s(?P<what>(?=[\p{Ll}\d»”“\"„])[^.!?;:\n]{3,120}?)\s(?:(?:er|blev|bliver)\s(?:der\s)?|har\s\p{L}+\s)"
    r"(?:bevilget|givet|doneret|afsat|uddelt|tildelt)\s(?:(?:et\s)?(?:tilskud|beløb)\spå\s)?(?:kr\.\s?)?"
)
_ADVERB = (
    r"(?:Endelig|Endvidere|Desuden|Derudover|Ligeledes|Samtidig|Også(?:\si\sår)?|Hertil|Dertil|Yderligere|Herudover"
    r"|Til\ssidst|Der)"
)
# "Endelig går 1,31 mio. kr. til …", "Der er bevilget 40.000 kr. til …", "Endvidere bevilgedes kr. 760.000 til …"
_VERB_FIRST = regex.compile(
    rf"{_ADVERB}\s(?:går|gik|gives|bevilges|bevilgedes|tildeles|tildeltes|uddeles|uddeltes|blev|bliver|er)"
    r"(?:\s(?:der|også|givet|bevilget|uddelt|tildelt|doneret|gået|afsat)){0,3}\s*"
)
_TO_WHOM = regex.compile(rf"\s?til\s(?P<who>{_WHO})(?=\stil\s|,|\.(?:\s|$)|$)")
_PLAIN = regex.compile(rf"(?!{_ADVERB}\s|(?:I|På|Til|Med|For|Ved)\s)\p{{Lu}}[^.!?;:,\n»”“\"]{{2,80}}")
_UP_TO_SUM = regex.compile(r"\s(?:\p{Ll}+\s){0,4}(?:kr\.\s?)?")
_AND = regex.compile(r",?\s(?:og|samt)(?:\skr\.)?\s*$")
_FOR_IT = regex.compile(r"\stil\.?")
# "til Vejen til Fremtiden" is a name, "til Vejen Kirke til et orgel" who and what for
_FOR_THING = regex.compile(r"\stil\s[\p{Ll}\d»”“\"„’‘']")
_YEARS = regex.compile(r"\s(?:i|over|for)\s(?:(?:19|20)\d\d(?:\s?[-–]\s?\d{2,4})?|\p{L}+\sår)$")
_SHALL = regex.compile(r",?\s(?:der|som)\s(?:skal|vil|kan)\s(?P<done>\p{Ll}[^.!?;\n]+)")


@dataclass(frozen=True, slots=True)
class Clause:
    """What such a sentence tells: what the money is for, and who gets it."""

    what: Span | None
    who: Span | None


def read_clause(index: Index, words: ProjectWords, entry: Entry) -> Clause | None:
    """What an entry that is a sentence tells; None for any other entry."""
    text = index.text
    number = next(iter(index.money(entry.head)), None)
    if number is None:
        return None
    money = index.mentions.money[number]
    if money.start == entry.head[0]:
        return _paid_first(index, words, entry, money)
    first = _FOR_WHAT.fullmatch(text, entry.head[0], money.start)
    if first is not None:
        return Clause(strip(text, *first.span("what")), strip(text, *first.span("who")))
    alone = _FOR_WHAT_ALONE.fullmatch(text, entry.head[0], money.start)
    if alone is not None:
        return Clause(strip(text, *alone.span("what")), None)
    if _VERB_FIRST.fullmatch(text, entry.head[0], money.start) is not None:
        return _to_whom(index, words, entry, money)
    return _received(index, words, entry, money) or _given(index, words, entry, money)


def _to_whom(index: Index, words: ProjectWords, entry: Entry, money: MoneyMention) -> Clause | None:
    """Who stands behind ``til``, and what for behind another one or behind ``der skal``."""
    text = index.text
    whom = _TO_WHOM.match(text, money.end, entry.head[1])
    if whom is None:
        told = tell(index, words, entry.head, money)
        return Clause(told.purpose, told.applicant) if told.purpose or told.applicant else None
    shall = _SHALL.match(text, whom.end(), entry.head[1])
    done = words.purposes.done(text, shall.span("done")) if shall is not None else None
    years = _YEARS.search(text, *whom.span("who"))
    who = whom.start("who"), years.start() if years is not None else whom.end("who")
    return Clause(done or words.purpose(text, (whom.end(), entry.head[1])), strip(text, *who))


def _paid_first(index: Index, words: ProjectWords, entry: Entry, money: MoneyMention) -> Clause | None:
    """Who and what for: ``300.000 kr. til Kunsthal Nord til en udstilling``, ``2 mio. kr. til X, som vil bygge …``."""
    whom = _TO_WHOM.match(index.text, money.end, entry.head[1])
    if whom is None or not (_FOR_THING if index.text.startswith(" til", whom.end()) else _SHALL).match(
        index.text, whom.end(), entry.head[1]
    ):
        return None
    clause = _to_whom(index, words, entry, money)
    return clause if clause is not None and clause.what is not None else None


def _received(index: Index, words: ProjectWords, entry: Entry, money: MoneyMention) -> Clause | None:
    """``Gudhjem Kirke modtager 400.000 kr. til nyt gulv``: whole sentences, whatever the other entries are."""
    text = index.text
    verb = words.receive.expression.search(text, entry.head[0], money.start)
    if verb is None or not text[entry.head[0]].isupper():
        return None
    who = words.without_apposition(text, words.before_verb(text, (entry.head[0], verb.end())))
    plain = _PLAIN.fullmatch(text, *who) is not None and _UP_TO_SUM.fullmatch(text, verb.end(), money.start) is not None
    others = [index.mentions.money[n].start for n in index.money((money.end, entry.head[1]))]
    end = _AND.sub("", text[money.end : min([entry.head[1], *others])])
    what = words.purpose(text, (money.end, money.end + len(end))) if plain else None
    return Clause(what, who) if what is not None else None


def _given(index: Index, words: ProjectWords, entry: Entry, money: MoneyMention) -> Clause | None:
    """``Fonden giver 40.000 kr. til Vig Roklub til årer``: the giver and the verb stand first."""
    before = (entry.head[0], money.start)
    gives = words.give.expression.search(index.text, *before)
    if gives is None or words.receive.expression.search(index.text, *before) or gives.start() == entry.head[0]:
        return None
    told = tell(index, words, entry.head, money)
    what = told.purpose
    if _FOR_IT.fullmatch(index.text, money.end, entry.head[1]) is not None:
        # "I Udby skal lysekronerne renses. Det har fonden givet Udby Menighedsråd 60.000 kr. til."
        what = words.purposes.planned(index.text, (entry.head[0], gives.start())) or told.applicant
    return Clause(what, told.applicant) if what and told.applicant else None
