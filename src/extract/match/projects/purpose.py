"""What money is for, where no name says it: the shortest phrase after ``til``, ``at …`` or ``skal bruges til``.

``til at anlægge en sti mellem skolen og hallen, så børnene …`` is *sti mellem skolen og hallen*: what is made stands
for itself. ``til at uddanne frivillige`` is *uddanne frivillige*: what is done needs its verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extract.match.projects.fields import strip
from extract.patterns import Patterns, Words
from extract.records.release import Span

_SUPPORT = r"støtte|tilskud|bevilling|medfinansiering|donation"
_BETWEEN = regex.compile(r",?\s(?:og|samt|eller)\s|,\s")
_BETWEEN_TWO = regex.compile(r"\s(?:og|eller)\s")
_TO = regex.compile(
    r"\s*(?:(?:ekstra|mere|årligt|om\såret|i\salt|hver|oveni|yderligere)\s){0,2}(?:(?:går|gik|gives)\s(?=(?:som|til)\s)|(?:af|fra)\s\p{Ll}*(?:puljen|midlerne|kontoen|rammen)\s(?=til\s)|(?:er\s)?på\svej\s)?"
    rf"(?:(?:i|som)\s(?:(?:et|en)\s)?(?:{_SUPPORT}|alt)\s|(?:støtte|tilskud)\s)?"
    r"(?:over\s\p{L}+\sår\s|i\sårene?\s\d{4}[-–]\d{2,4}\s|fordelt\spå\s\p{L}+\sår\s)?"
    r"(?:til|for(?=\s\p{Lu}))\s+(?:(?:støtte|hjælp)\s(?:for|til)\s)?(?P<rest>\S.*)",
    regex.DOTALL,
)
_USED = regex.compile(
    r"[,.]?\s*(?:(?:der|som|og|hvilket)\s|(?:De|Pengene|Beløbet|Midlerne|Støtten|Bevillingen|Tilskuddet|Donationen|Gaven)\s)"
    r"(?:skal\s(?:blandt\sandet\s|især\s)?(?:bruges|gå|anvendes)|går|bruges|er\søremærket|(?:skal\sbruge|vil\sbruge|bruger)\s(?:pengene|beløbet|støtten|midlerne|dem))\s(?:blandt\sandet\s|især\s)?(?:på|til)\s+(?P<rest>\S.*)",
    regex.DOTALL,
)
_WISH = regex.compile(
    r",\s(?:som|der|så\s(?:de|den|det|han|hun|\p{Ll}{2,20}(?:ne|en|et)))\s(?:(?:nu|dermed|derfor|gerne|også)\s)?"
    r"(?:skal|vil|ønsker\sat|kan|planlægger\sat|har\splaner\som\sat|bruger\spengene\s(?:på|til))\s"
    r"(?:(?:nu|dermed|gerne|også)\s)?(?:(?:have|få)\s)?(?!bruges|gå|anvendes|have|være|blive|stå\s(?!for)|kunne)"
    r"(?P<verb>\p{Ll}+)\s(?:for\s)?(?P<rest>\S.*)",
    regex.DOTALL,
)
_TO_DO = regex.compile(r"at\s+(?:(?:kunne|få)\s+)?(?P<verb>\p{Ll}+)(?:\s+(?:op\s|ud\s)?|(?=,\shvor))")
_DO = regex.compile(r"(?P<verb>\p{Ll}{2,}e|få|nå|så)\s+")
_PLANNED = regex.compile(
    r"(?:vil|skal|ønsker\sat|planlægger\sat)\s(?:\p{L}+\s){0,3}?(?P<verb>\p{Ll}+)\s"
    r"(?=(?:en|et|to|tre|nye?|nyt)\s|[^.,;:\n]{3,60}\sog\s(?:får|fik|har\sfået|modtager|modtog)\s)"
)
_NOUNS = r"\p{Ll}+(?:\s(?:og|eller)\s\p{Ll}+)?"
_MAKING = regex.compile(rf"(?:(?:en|et|den|det)\s+)?(?P<noun>{_NOUNS})\s+af\s+")
_CLAUSE = regex.compile(r",\shvor\p{Ll}*\s[^.,;:!?()\n]{5,120}(?=[.,;:!?()\n]|$)")
_STOP = regex.compile(
    r"[.;:!?](?:\s|$)|,\s|\s[–—-]\s|\s\(|\n"
    r"|\s(?:som|der|så|ved\ssiden\saf|hvor|hvilket|mens|mod|for\sat|samt\sat|og\s(?:skal|vil|er|har|at|kan|får|fik|modtager|lover|siger)|og\stil|(?:og|samt)\stilsagn|til\s(?:brug|gavn|glæde|fordel)\s(?:for|af)|fra(?!\s\d)|i\sperioden|i\s(?:19|20)\d\d"
    r"|over\s\p{L}+\sår|de\snæste|når|hvis|fordi|inden|efter\sat|ude|inde|nede|oppe|henne|ovre|nær|som\sled\si|i\sforbindelse"
    r"|i\ssamarbejde|sammen\smed|rundt\s(?:om|i))(?!\p{L})"
    r"|\s(?:på|ved|hos|i|blandt)\s(?=\p{Lu})"
    r"|\s(?:på|ved|hos)\s(?=(?:en|et|den|det|de|hele|byens|øens|denne|landets)\s)"
    r"|\si\s(?=(?:en|et|hele|byens|øens|denne|landets|flere|mange|alle)\s)"
)
_LIST_END = regex.compile(r"(?:,\s[^\s,.;:()]+(?:\s[^\s,.;:()]+){0,3}){1,4}\s(?:og|samt)\s(?!\p{L}+er\s)")
_RELATIVE = regex.compile(r",\s(?:som|der|hvor|så|mens|og|men|hvilket|fordi|når|men|inden|fx|blandt|herunder|i)\s")
_ARTICLE = regex.compile(r"(?:en|et|den|det|de|sin|sit|sine|deres)\s")
_FIGURE = regex.compile(
    r"[\d.,\s–-]+(?:mio|mia|mill|kr|$)|(?:i\salt|op\stil|ca\.|kr\.|omkring)(?!\p{L})"
    r"|(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|foråret|sommeren|efteråret)(?!\p{L})"
)
_MANY = (
    r"\p{L}{0,25}(?:projekter|idéer|ideer|formål|initiativer|foreninger|klubber|landsbyer|arrangementer|kommuner|museer"
    r"|forskere|modtagere|tiltag|indsatser)"
)
_COUNT = (
    r"\d[\d.]*|en\srække|flere|mange|enkelte|forskellige|nye|andre|lokale|de|alle|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv"
    r"|\p{L}+ten|\p{L}+tyve"
)
# "elleve landsbyidéer", "29 projekter i hele landet", "de mindste klubber": what many share
_SEVERAL = regex.compile(
    rf"(?:hvert?|henholdsvis)\s|(?:{_COUNT})\s(?:\p{{L}}+\s)?{_MANY}(?!\p{{L}})|(?:(?!(?:i|på|for|til|ved|af|med|mellem|hos)\s)\p{{L}}+\s){{0,4}}{_MANY}$"
)
_NAMED = regex.compile(r"[»”“\"’‘']?\p{Lu}")
_IN_MARKS = regex.compile(r"[»”“\"„][^»«”“\"„\n]{2,100}[«»”“\"]")
_BACK = regex.compile(r"\p{Ll}{3,}(?:en|et|erne|ene)")
_AND_MAKE = regex.compile(r"\sog\s(?P<verb>\p{Ll}+)\s(?=(?:en|et|nye?|nyt|to|tre|sin|sit)\s)")
_LOOSE_END = regex.compile(r"\s(?:m\.m|m\.v|mv|mm|osv|og|eller|samt|med|til|for|af|på|i|ved|om|op|ud|en|et)$")
_DOUBLED = regex.compile(r"([bdfgklmnprst])\1$")
_SAID_BEFORE = 3000
_LONG = 10
_LONGEST = 12
_SHORT = 2
_VAGUE = 5
_STUDIED = 4


@dataclass(frozen=True, slots=True)
class Purposes:
    """The phrases that say what money is for, from the lists of patterns/projects.toml."""

    vague: Words
    """What names no project: groups of people, fields."""
    make: Words
    """Verbs whose object is what the money is for: *bygge*, *købe*."""
    making: Words
    """Nouns for the same: *opførelse* (af), *indkøb* (af)."""
    fields: Words
    """Fields of support: *musik*, *breddeidræt*."""

    def is_field(self, text: str) -> bool:
        """Whether a text names only fields of support (``musik og teater``), no project."""
        parts = [part for part in _BETWEEN.split(text.casefold().strip(" .")) if part]
        return bool(parts) and all(part in self.fields.folded or part.endswith("området") for part in parts)

    def find(self, text: str, span: Span) -> Span | None:
        """What follows ``til`` or ``at …`` as the thing that gets the money; None where there is no such phrase."""
        wish = None
        found = _TO.match(text, *span) or _USED.match(text, *span)
        if found is None:
            found = wish = _WISH.match(text, *span)
        if found is None:
            return None
        verb = wish or _TO_DO.match(text, found.start("rest"), span[1])
        if verb is None:
            return self.thing(text, (found.start("rest"), span[1]))
        if verb["verb"] in self.make.folded or wish is not None:
            return self.thing(text, (found.start("rest") if wish is not None else verb.end(), span[1]))
        if text[verb.end()] == ",":
            # "kortlægge, hvordan fiskere i Tejn taler": the clause is what is done
            clause = _CLAUSE.match(text, verb.end(), span[1])
            return (verb.start("verb"), clause.end()) if clause is not None else None
        return self._phrase(text, (verb.start("verb"), span[1]), verb.end())

    def done(self, text: str, span: Span) -> Span | None:
        """What a clause that begins with an infinitive does: ``bygge et skur`` is *skur*, ``styrke den`` is all."""
        verb = _DO.match(text, *span)
        if verb is None:
            return None
        if verb["verb"] in self.make.folded:
            return self.thing(text, (verb.end(), span[1]))
        return self._phrase(text, (verb.start(), span[1]), verb.end())

    def planned(self, text: str, span: Span) -> Span | None:
        """What somebody is said to make before the amount comes: ``vil etablere en legeplads, og hertil …``."""
        for found in _PLANNED.finditer(text, *span):
            if found["verb"] in self.make.folded:
                return self.thing(text, (found.end(), span[1]))
        return None

    def thing(self, text: str, span: Span) -> Span | None:
        """The thing that a phrase begins with, up to where it ends; None where that is no project."""
        making = _MAKING.match(text, *span)
        start = span[0]
        if making is not None and all(w in self.making.folded for w in _parts(making["noun"])):
            start = making.end()
        article = _ARTICLE.match(text, start, span[1])
        first = article.end() if article else start
        return self._phrase(text, (first, span[1]), first)

    def _phrase(self, text: str, span: Span, look: int) -> Span | None:
        """The phrase from ``span[0]`` to the first stop after ``look``."""
        whole = _IN_MARKS.match(text, look, span[1])  # "”Fest i Nørrevang”": nothing inside the marks ends it
        stop = whole.end() if whole is not None else self._end(text, look, span[1])
        start, end = _without_marks(text, strip(text, span[0], stop))
        while (loose := _LOOSE_END.search(text, start, end)) is not None and loose.start() > start:
            start, end = strip(text, start, loose.start())
        return (start, end) if self._is_project(text[start:end]) else None

    def _end(self, text: str, look: int, end: int) -> int:
        # "indrette et rum til strik og bygge en rampe": the first of the two says what for
        second = _AND_MAKE.search(text, look, end)
        if second is not None and second["verb"] in self.make.folded:
            end = int(second.start())
        stop = _STOP.search(text, look, end)
        if stop is None:
            return end
        low = int(stop.start())
        if text[low] == "," and _RELATIVE.match(text, low, end) is None:
            # "skilte, stenter og en bro over bækken": the phrase goes on to the last of them
            rest = _LIST_END.match(text, low, end)
            if rest is not None:
                return self._end(text, rest.end(), end)
        return low

    def _is_project(self, text: str) -> bool:
        """Whether a phrase can stand for a project: not empty, not a sentence, no bare figure, no group of people."""
        words = text.split()
        if not words or len(words) > _LONGEST or _FIGURE.match(text):
            return False
        folded = text.casefold()
        if _SEVERAL.match(folded) or self.is_field(text):
            return False
        if words[0].casefold().rstrip(",") in self.vague.folded and len(words) <= _VAGUE:
            # "forskning i søvn hos natarbejdere" says what; "forskning i kræft" is a field
            studied = words[0] == "forskning" and len(words) >= _STUDIED and words[1] in {"i", "om"}
            return studied or (len(words) > 1 and _NAMED.match(words[1]) is not None)
        return folded not in self.vague.folded and not (
            len(words) <= _SHORT and words[-1].casefold() in self.vague.folded
        )


def _without_marks(text: str, span: Span) -> Span:
    """The span without quote marks around all of it."""
    start, end = span
    if end - start > 2 and text[start] in "»«“”„\"’‘'" and text[end - 1] in "»«“”„\"’‘'":
        return start + 1, end - 1
    return span


def points_back(text: str) -> bool:
    """Whether a phrase is one definite word, which only means something said before: ``båden``, ``byggeriet``."""
    return _BACK.fullmatch(text) is not None


def antecedent(text: str, span: Span) -> Span | None:
    """What a definite word speaks of: ``båden`` of *ny redningsbåd* said before it. A long compound (``havnebadet``)
    says enough by itself; a short word without anything before it says nothing."""
    word = text[slice(*span)]
    stem = regex.escape(_DOUBLED.sub(r"\1", word[:-2]))
    first = regex.compile(
        rf"(?<![\p{{L}}-])(?:(?:ny|nyt|nye|fælles|stor|stort|større)\s)?\p{{L}}{{3,25}}{stem}(?!\p{{L}})"
    )
    found = first.search(text, max(0, span[0] - _SAID_BEFORE), span[0])
    if found is not None:
        return int(found.start()), int(found.end())
    return span if len(word) >= _LONG else None


def _parts(nouns: str) -> Sequence[str]:
    return list(_BETWEEN_TWO.split(nouns))


def compile_purposes(patterns: Patterns) -> Purposes:
    words = patterns.words
    return Purposes(
        words["projects.not_purpose"],
        words["projects.make"],
        words["projects.making"],
        words["projects.field_of_support"],
    )
