"""The Danish words by which claims are told from other sentences: closed classes of the language, one place for all.

``*`` at the end of a word stands for any letters and digits.
"""

from __future__ import annotations

from typing import Final

import regex

from extract.values.words import SOURCE as NUMBER_WORDS

NUMBER: Final = rf"(?:\d{{1,3}}|{NUMBER_WORDS})"
"""Source of an expression for a count in figures or words."""


def any_of(text: str) -> str:
    """Source of an expression for any of the phrases in ``text``, which a comma or line break parts."""
    phrases = {" ".join(phrase.split()) for line in text.splitlines() for phrase in line.split(",")} - {""}
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    sources = [regex.escape(phrase, special_only=True).replace(r"\*", r"[\p{L}\d]{0,20}") for phrase in ordered]
    return rf"(?:{'|'.join(sources)})"


def finder(text: str) -> regex.Pattern[str]:
    """Finds any of the phrases as whole words, in any letter case."""
    return regex.compile(rf"(?<![\p{{L}}\d]){any_of(text)}(?![\p{{L}}\d])", regex.IGNORECASE)


SAMPLE: Final = finder(
    """
    eksempel, eksempler, eksempler på, udpluk, uddrag, blandt andet, blandt andre, blandt modtagerne, blandt projekterne
    bl.a., bl. a., f.eks., f. eks., fx, heriblandt, nogle af, et par af, flere af, et udvalg
    udvalgte projekter, udvalgte bevillinger, udvalgte uddelinger, udvalgte donationer
    """
)
"""A list of examples is not the whole list, so neither its sum nor its length says anything."""

_OTHER_TIMES: Final = """
    siden 19*, siden 20*, gennem årene, hidtil, indtil nu, tidligere, sidste år, i fjor, årligt, hvert år
    om året, pr. år
    """
FUNDING: Final = finder(
    """
    får, fik, fået, modtag*, støtte*, penge*, midler*, bevil*, tilskud*, fordel*, uddel*, donere*, tildel*, udvalgt*
    går til, tilsagn, millioner, mio., kroner, kr., begunstige*, udmønte*, legat*, tilgodese*, imødekom*
    """
)
"""A count in the same sentence as one of these is of those who get the money."""

NOT_THE_LIST: Final = finder(
    f"""
    {_OTHER_TIMES}
    afslag, afvist*, ansøgte om, har søgt, søgte om, indstillet, nomineret, nominerede, finalister, heriblandt
    i samarbejde
    """
)
"""A count in the same sentence as one of these is of another set."""

PART_BEFORE: Final = regex.compile(
    r"(?<![\p{L}\d])(?:"
    + any_of(
        """
        af, blandt, ud over, udover, foruden, over, end, op til, cirka, ca., omkring, omtrent, mindst, højst, knap
        knapt, næsten, godt, heraf, hvoraf, deraf, yderligere, andre, øvrige, eksempelvis, f.eks., fx, bl.a.
        blandt andet, minimum, maksimalt, top, hver
        """
    )
    + rf"|{NUMBER}(?:\s[\p{{Ll}}-]{{1,24}}e)?\s(?:og|eller|til))(?:\s(?:i alt|ikke mindre|de|alle|disse|samlet))?\s$",
    regex.IGNORECASE,
)
"""Right before a count: it is a part, an estimate, or the whole of which only a part is told."""

NO_ADJECTIVE: Final = any_of(
    """
    andre, øvrige, første, sidste, seneste, tidligere, yderligere, lignende, største, mindste, resterende, kommende
    ansøgte, afviste, igangværende, ekstra, flere
    """
)
"""Adjectives that make the noun another set: ``tre andre projekter``."""

WHOLE_WORDS: Final = any_of(
    """
    i alt, ialt, samlet, samlede, tilsammen, fordeler, fordele, fordelte, fordelt, fordeles, uddeler, uddele, uddelte
    uddelt, uddeles, udlodde*, udmønt*, deler, sum
    """
)
WHOLE_AFTER: Final = any_of(
    "i alt, ialt, tilsammen, fordelt, fordeles, fordeler sig, uddelt, uddeles, udmøntes, delt ud, er blevet delt"
)
SUM_ROW: Final = any_of(
    """
    i alt, ialt, total, sum, samlet, tilsammen, samlet beløb, samlet tilskud, samlet støtte, samlet bevilling
    tildelinger i alt, bevillinger i alt
    """
)
COST_STEMS: Final = any_of(
    """
    projektsum*, budget*, anlæg*, invester*, økonomi*, udgift*, omkostning*, pris*, kost*, byggesum*, værdi*, omsætning*
    overskud*, underskud*, gæld*, medfinans*, egenfinans*, formue*, indsamle*
    """
)
"""Before an amount: the whole of something else than the grants."""

OTHER_MONEY: Final = finder(
    f"""
    {_OTHER_TIMES}
    ansøgt*, søgt om, søgte om, har søgt, afslag, herudover, derudover, desuden, ud over, udover, yderligere, ekstra
    heraf, hvoraf, deraf, resten, resterende, medfinansier*, egenfinansier*, næste runde, næste år, anden runde
    første runde
    """
)
"""In the sentence of an amount: it is of other years, of applications, or a part."""

BESIDES_GRANT: Final = finder(
    f"""
    {_OTHER_TIMES}
    også, desuden, derudover, herudover, yderligere, ekstra, heraf, hvoraf, resten, samlet, samlede, i alt, koster
    budget*, projektsum*, medfinans*, egen*, søg*, ansøg*, første, hver
    """
)
"""In a sentence about one project: its amount need not be the grant of the list."""

MONEY_NOUN: Final = regex.compile(
    any_of(
        "midler, penge, pulje, beløb, støtte, bevilling, budget, tilskud, kroner, kr., mio., millioner, ramme, donation"
    ),
    regex.IGNORECASE,
)
OTHER_SHARE: Final = finder("sidste år, i fjor, tidligere, fremover, næste år, ansøg*, søgt*")
LOOSELY: Final = regex.compile(
    rf"(?<!\p{{L}}){any_of('cirka, ca., omkring, omtrent, næsten, knap, knapt, godt, lidt over, lidt under')}\s$",
    regex.IGNORECASE,
)
AS_BOUND: Final = regex.compile(
    rf"(?<!\p{{L}}){any_of('mindst, højst, op til, over, mere end, under, mellem, maksimalt, minimum')}\s$",
    regex.IGNORECASE,
)
PEOPLE_AND_THINGS: Final = any_of(
    """
    midlerne, pengene, bevillingerne, tilskuddene, projekterne, ansøgerne, modtagerne, eleverne, borgerne, danskerne
    deltagerne, kommunerne, medlemmerne, virksomhederne, husstandene, skolerne, kvinderne, mændene, børnene, de unge
    foreningerne, medarbejderne, patienterne, svarene
    """
)
"""Of these no more than all can be; of a target, a level or last year's figure there can."""
