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
    # "kr. 904.000 svarende til 70 pct. af lønnen til ansættelse af …"
    r"(?:,?\ssvarende\stil\s(?:ca\.\s)?[\d,]+\s?(?:pct\.|procent|%)\saf\s[\p{Ll} -]{3,60}?(?=\stil\s))?"
    r"\s*(?:(?:til\srådighed|af|ud|afsted)\s(?=til\s))?(?:(?:ekstra|mere|årligt|om\såret|i\salt|hver|oveni|yderligere)\s){0,2}"
    r"(?:(?:går|gik|gives)\s(?=(?:som|til)\s)|(?:af|fra)\s[\p{Ll}\d-]*(?:puljen|midlerne|kontoen|rammen)\s(?=til\s)|(?:er\s)?på\svej\s)?"
    rf"(?:(?:i|som)\s(?:(?:et|en)\s)?(?:{_SUPPORT}|alt)\s|(?:støtte|tilskud)\s)?"
    r"(?:over\s\p{L}+\sår\s|i\sårene?\s\d{4}[-–]\d{2,4}\s|fordelt\spå\s\p{L}+\sår\s)?"
    r"(?:til|for(?=\s\p{Lu}))\s+(?:(?:blandt\sandet|bl\.a\.)\s)?(?:(?:støtte|hjælp)\s(?:for|til)\s)?(?P<rest>\S.*)",
    regex.DOTALL,
)
_MONEY = (
    r"(?:(?:De|de|Disse|disse)\s(?:mange\s|gode\s|flotte\s|ekstra\s)?(?:penge|midler)|(?:Penge|Midler),\s(?:der|som)"
    r"|[Pp]engene|[Bb]eløbet|[Mm]idlerne|[Ss]tøtten|[Bb]evillingen|[Tt]ilskuddet|[Dd]onationen|[Gg]aven|[Ll]egatet)"
)
_GOES = (
    r"(?:(?:kommer|stammer|er)\sfra\s[^.,;:!?\n]{3,60}?\sog\s)?(?:(?:skal\s(?:blandt\sandet\s|især\s|nu\s)?(?:bruges|gå|anvendes)|går|bruges|gives|ydes|er\sgivet|er\søremærket"
    r"|(?:(?:skal|vil|ønsker\sat|planlægger\sat)\sbruge|bruger)\s(?:pengene|beløbet|støtten|midlerne|dem))\s(?:blandt\sandet\s|især\s)?(?:på|til)"
    r"|er\søremærket(?=\s\p{Lu}))\s+(?P<rest>\S.*)"
)
_USED = regex.compile(
    r"[,.]?\s*(?:(?:der|som|og|hvilket)\s|(?<=[.!]\s+)\p{Lu}[^.,:;!?\n]{2,60}?\s(?=(?:skal|vil)\sbruge\s|bruger\s)"
    rf"|(?:og\s)?(?:De|Den|{_MONEY})\s){_GOES}",
    regex.DOTALL,
)
# "Pengene skal bruges til", sentences after the one with the amount
_USED_LATER = regex.compile(rf"(?<=[.!?:»”\"]\s+|\n){_MONEY}\s{_GOES}", regex.DOTALL)
_WHO = r"(?:de|den|det|han|hun|\p{Ll}{2,20}(?:ne|en|et))"
_WISH = regex.compile(
    rf",\s(?:(?:som|der|så\s{_WHO})\s(?:(?:nu|dermed|derfor|gerne|også)\s)?"
    r"(?:skal|vil|ønsker\sat|kan|planlægger\sat|har\splaner\som\sat|bruger\spengene\s(?:på|til))"
    rf"|(?:og\s)?(?:så|nu|dermed|derfor)\s(?:kan|skal|vil)\s{_WHO})\s"
    r"(?:(?:nu|dermed|gerne|også|endelig)\s)?(?:(?:have|få)\s)?(?!bruges|gå|anvendes|have|være|blive|stå\s(?!for)|kunne|komme|begynde|starte)"
    r"(?P<verb>\p{Ll}+)\s(?:for\s)?(?P<rest>\S.*)",
    regex.DOTALL,
)
# "De skal undersøge, hvordan …", "Pengene skal gøre det muligt at …": the next sentence says what is done
_THEN = regex.compile(
    r"[.!]?\s+(?:(?:De|Han|Hun|Forskerne|Forskerholdet|Holdet|Gruppen|Pengene|Midlerne|Beløbet|Bevillingen|Støtten|Donationen|Tilskuddet"
    r"|Projektet|Forskningsprojektet)(?:\s(?:skal|vil|kan)|(?=\sgør\s))"
    r"|Det\sbetyder,?\sat\s\p{L}+\s(?:nu\s)?kan"
    r"|(?:For|Med)\s(?:gaven|pengene|beløbet|bevillingen|støtten|midlerne|tilskuddet|donationen)\skan\s(?:\p{L}+(?:\s\p{Lu}\p{L}+)?)"
    r"|(?:I|Over|Gennem)\s(?:de\s)?(?:næste|kommende)?\s?\p{L}+\s(?:år|måneder)\s(?:skal|vil)\s(?:de|hun|han|forskerne|holdet|gruppen)"
    r"|Projektet\s(?:går\sud\spå|handler\som|består\si|drejer\ssig\som)\sat|Formålet\ser\sat|(?:Her|Nu)\s(?:skal|vil)\s(?:de|hun|han|forskerne)"
    r"|(?:Dermed|Derfor|Nu|Så)\skan\s(?:vi|man|de|\p{Ll}+(?:en|et|erne))(?:\s(?:i|på)\s\p{Lu}[\p{L}-]+|\s\p{Lu}[\p{L}-]+){0,3})\s"
    r"(?:(?:nu|blandt\sandet|især|bl\.a\.|i\s\p{L}+\s\p{Ll}+|sammen)\s){0,2}"
    r"(?:gøre?\sdet\smuligt\s(?:for\s[^.,]{3,40}\s)?at\s|(?:være\smed\stil|bidrage\stil|hjælpe\smed|bruges\stil)\sat\s)?(?:kunne\s)?"
    r"(?!have|være|blive|stå|kunne|gå|bruges|anvendes|åbne|ligge|vare|løbe|begynde|starte|række|dække|fordeles|udbetales|give)"
    r"(?P<verb>\p{Ll}{2,}[eå]|forny)(?:\s|(?=,\shv))"
)
# "Huset skal have nyt køkkengulv": the next sentence says what somebody gets for it
_SHALL_HAVE = regex.compile(
    r"[.!]?\s+(?:\p{Lu}\p{Ll}+(?:en|et|erne|ene)|Her|De|Den|Det|Nu)\s(?:skal|vil|kan)\s(?:(?:nu|der|de|den|det|endelig|dermed|også)\s){0,2}"
    r"(?:have|få|købe|købes)\s(?P<rest>(?:en|et|nye?|nyt|to|tre|fire|fem|flere)\s\S.*)",
    regex.DOTALL,
)
_TO_DO = regex.compile(r"at\s+(?:(?:kunne|få)\s+)?(?P<verb>\p{Ll}+)(?:\s+(?:op\s|ud\s)?|(?=,\s(?:hv\p{Ll}|om\s)))")
_DO = regex.compile(r"(?P<verb>(?!blive\s|være\s)\p{Ll}{2,}e|forny|gennemgå|få|nå|så)\s+")
_PLANNED = regex.compile(
    r"(?:vil|skal|ønsker\sat|planlægger\sat)\s(?:\p{L}+\s){0,3}?(?P<verb>\p{Ll}+)\s"
    r"(?=(?:en|et|to|tre|nye?|nyt)\s|[^.,;:\n]{3,60}\sog\s(?:får|fik|har\sfået|modtager|modtog)\s)"
)
_NOUNS = r"\p{Ll}+(?:\s(?:og|eller)\s\p{Ll}+)?"
_MAKING = regex.compile(rf"(?:(?:en|et|den|det)\s+)?(?P<noun>{_NOUNS})\s+af\s+")
_CLAUSE = regex.compile(r",\s(?:hv\p{Ll}+|om)\s[^.,;:!?()\n]{5,120}(?=[.,;:!?()\n]|$)")
_STOP = regex.compile(
    r"(?<!(?<!\p{L})(?:\p{Lu}|Sct|Skt|St|Nr|Sdr|Ndr|Gl|Vr|Dr|Chr|Kbh|nr|kvm|m\.m|bl\.a))\.(?=[»«”“'’]?(?:\s(?!\p{Ll})|$))|[;:!?](?:\s|$)|,\s|(?<!\d)\s[–—-]\s|\s[–—-]\s(?!\d)|\s\(|\n"
    r"|\s(?:som|der|så|ved\ssiden\saf|hvor|hvilket|mens|mod|for\sat|samt\sat|og\s(?:skal|vil|er|har|at|kan|får|fik|modtager|lover|siger)|og\stil|(?:og|samt)\stilsagn|til\s(?:brug|gavn|glæde|fordel|fremme|støtte)\s(?:for|af)|fra(?!\s\d)|i\sperioden|i\s(?:19|20)\d\d"
    r"|over\s\p{L}+\sår|de\snæste|de\skommende|frem\stil|hvert\sår|allerede|til\s(?:vinter|sommer|foråret|efteråret|næste\sår)|efter\s\p{Ll}+(?:en|et)|når|hvis|fordi|inden|efter\sat|ude|inde|nede|oppe|henne|ovre|nær|(?:øst|vest|nord|syd|nordvest|nordøst|sydvest|sydøst)\sfor|som\sled\si|i\sforbindelse"
    r"|i\s(?:samarbejde|anledning)|svarende\stil|med\s(?:blandt\sandet|bl\.a\.)|sammen\smed|rundt\s(?:om|i))(?!\p{L})"
    r"|(?P<where>\s(?:på|ved|hos|i|blandt)\s(?=\p{Lu}))"
    r"|\spå\s(?:knap\s|godt\s|cirka\s|ca\.\s)?\d[\d.,]*\s(?:kvm|m2|m²|kvadratmeter|hektar|ha|km|kilometer|meter)(?!\p{L})"
    r"|\s(?:på|ved|hos)\s(?=(?:en|et|den|det|de|hele|byens|øens|denne|landets)\s)"
    r"|\si\s(?=(?:en|et|hele|byens|øens|denne|landets|flere|mange|alle)\s)"
)
# "forskning i strømninger i Jordens kerne": what is studied may begin with a capital
_STUDY = regex.compile(
    r"(?:\p{Ll}+\s)?\p{Ll}*(?:forskning|forskningen|studier|studiet|undersøgelse|undersøgelsen|kortlægning|undersøge|kortlægge|forske)\s"
)
_WORK_ON = regex.compile(
    r"(?:det|sit|deres|arbejdet|arbejde|videre|fortsatte|fortsat|dette|\s)*arbejdet?\smed\s(?=at\s)"
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
    rf"(?:hvert?|henholdsvis)\s|(?:(?:bred|stor|lang|hel)\s)?(?:variation|vifte|række|stribe|mængde|palet)\saf\s|(?:\p{{Ll}}+\s)?(?:to|tre|fire|fem|seks|flere|nogle)\saf\s|(?:{_COUNT})\s(?:\p{{L}}+\s)?{_MANY}(?!\p{{L}})|(?:(?!(?:i|på|for|til|ved|af|med|mellem|hos)\s)\p{{L}}+\s){{0,4}}{_MANY}$"
)
_NAMED = regex.compile(r"[»”“\"’‘']?\p{Lu}")
_IN_MARKS = regex.compile(r"[»”“\"„][^»«”“\"„\n]{2,100}[«»”“\"]")
_TITLE = regex.compile(r"[»”“\"„][^»«”“\"„\n]{2,120}[«»”“\"]|(?<!\w)[’‘'](?=\p{Lu})[^’‘'\n]{2,100}[’'](?!\w)")
_INDEFINITE = regex.compile(r"(?<!\p{L})(?:en|et)\s$")
_BACK = regex.compile(r"\p{Ll}{3,}(?:en|et|erne|ene)")
# "optage lyden af en skov": what is there already is not made
_KNOWN = regex.compile(r"\p{Ll}{3,}(?:en|et|erne|ene)(?!\p{L}|\s\p{Lu})")
# "forskning i, hvordan hvaler sover"
_STUDY_OF = regex.compile(
    r"(?:\p{Ll}+\s)?\p{Ll}*(?:forskning|undersøgelser?|viden|studier?|analyser?|kortlægning|forsøg|projekt)\s(?:i|af|om|med)(?=,\s(?:hv\p{Ll}+|om)\s)"
)
_AND_MAKE = regex.compile(r"\sog\s(?P<verb>\p{Ll}+)\s(?=(?:en|et|nye?|nyt|to|tre|sin|sit)\s)")
_POINTS_BACK = frozenset({"den", "det", "dem", "de", "dette", "denne", "disse", "ham", "hende", "os", "jer"})
_LOOSE_END = regex.compile(
    r"\s(?:på\svej|i\ssigte|i\svente|m\.m|m\.v|mv|mm|osv|og|eller|samt|med|til|for|af|på|i|ved|om|op|ud|en|et)$"
)
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
        if found is None and (have := _SHALL_HAVE.match(text, *span)) is not None:
            return self.thing(text, (have.start("rest"), span[1]))
        then = _THEN.match(text, *span) if found is None else None
        found = found or then
        if found is None:
            return None
        if then is not None:
            return self._act(text, then, span[1])
        if wish is None:
            return self._used(text, (found.start("rest"), span[1]))
        thing = self.thing(text, (found.start("rest"), span[1]))
        if thing is None or not points_back(text[slice(*thing)]):
            return thing
        # "så museet kan genopbygge magasinet": what is done to something known
        return self._act(text, wish, span[1])

    def _used(self, text: str, span: Span) -> Span | None:
        """What stands behind ``til`` or ``på``: a thing, or what is done."""
        work = _WORK_ON.match(text, *span)
        verb = _TO_DO.match(text, work.end() if work is not None else span[0], span[1])
        return self._act(text, verb, span[1]) if verb is not None else self.thing(text, span)

    def _act(self, text: str, verb: regex.Match[str], end: int) -> Span | None:
        """What is done: the thing that is made; the verb with its object; the clause behind it."""
        known = _KNOWN.match(text, verb.end(), end) is not None
        if verb["verb"] in self.make.folded and not known:
            return self.thing(text, (verb.end(), end))
        if text[verb.end() : verb.end() + 1] == ",":
            # "kortlægge, hvordan fiskere i Tejn taler": the clause is what is done
            clause = _CLAUSE.match(text, verb.end(), end)
            return (verb.start("verb"), clause.end()) if clause is not None else None
        return self._phrase(text, (verb.start("verb"), end), verb.end())

    def used_later(self, text: str, span: Span) -> Span | None:
        """What a later sentence says that the money is for: ``Pengene skal bruges til …``."""
        found = _USED_LATER.search(text, *span)
        return self._used(text, (found.start("rest"), span[1])) if found is not None else None

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
        study = _STUDY_OF.match(text, first, span[1])
        clause = _CLAUSE.match(text, study.end(), span[1]) if study is not None else None
        if clause is not None:
            return first, clause.end()
        return self._phrase(text, (first, span[1]), first)

    def made(self, text: str, span: Span) -> Span:
        """A phrase behind ``til`` or ``at`` without the noun or verb of making that it begins with: ``til indkøb af en
        lift`` is *lift*, ``til at bygge en bro`` is *bro*."""
        start = span[0]
        if text.endswith("til ", 0, start):
            making = _MAKING.match(text, *span)
            if making is not None and all(noun in self.making.folded for noun in _parts(making["noun"])):
                start = making.end()
        elif text.endswith("at ", 0, start):
            verb = _DO.match(text, *span)
            if (
                verb is not None
                and verb["verb"] in self.make.folded
                and _KNOWN.match(text, verb.end(), span[1]) is None
            ):
                start = verb.end()
        article = _ARTICLE.match(text, start, span[1])
        start = article.end() if article is not None else start
        return (start, span[1]) if start < span[1] and not points_back(text[start : span[1]]) else span

    def _phrase(self, text: str, span: Span, look: int) -> Span | None:
        """The phrase from ``span[0]`` to the first stop after ``look``."""
        whole = _IN_MARKS.match(text, look, span[1])  # "”Fest i Nørrevang”": nothing inside the marks ends it
        stop = whole.end() if whole is not None else self._end(text, span[0], look, span[1])
        start, end = _without_marks(text, strip(text, span[0], stop))
        while (loose := _LOOSE_END.search(text, start, end)) is not None and loose.start() > start:
            start, end = strip(text, start, loose.start())
        return (start, end) if self._is_project(text[start:end], does=look > span[0]) else None

    def _end(self, text: str, start: int, look: int, end: int) -> int:
        # "indrette et rum til strik og bygge en rampe": the first of the two says what for
        second = _AND_MAKE.search(text, look, end)
        if second is not None and second["verb"] in self.make.folded:
            end = int(second.start())
        stop = _STOP.search(text, look, end)
        if stop is not None and (title := _title_around(text, look, end, stop.start())) is not None:
            return self._end(text, start, title, end)  # "projektet ”Lys: Liv”": nothing inside the marks ends it
        if stop is not None and stop["where"] and _STUDY.match(text, start, end):
            return self._end(text, start, stop.end(), end)
        if stop is None:
            return end
        low = int(stop.start())
        if text[low] == "," and _RELATIVE.match(text, low, end) is None:
            # "skilte, stenter og en bro over bækken": the phrase goes on to the last of them
            rest = _LIST_END.match(text, low, end)
            if rest is not None:
                return self._end(text, start, rest.end(), end)
        return low

    def _is_project(self, text: str, *, does: bool = False) -> bool:
        """Whether a phrase can stand for a project: not empty, not a sentence, no bare figure, no group of people.
        What is done may be done to one of those: ``renovere klubben``."""
        words = text.split()
        if not words or len(words) > _LONGEST or _FIGURE.match(text):
            return False
        folded = text.casefold()
        if folded in _POINTS_BACK:
            return False
        if _SEVERAL.match(folded) or self.is_field(text):
            return False
        if words[0].casefold().rstrip(",") in self.vague.folded and len(words) <= _VAGUE:
            # "forskning i søvn hos natarbejdere" says what; "forskning i kræft" is a field
            studied = words[0] == "forskning" and len(words) >= _STUDIED and words[1] in {"i", "om"}
            return studied or (len(words) > 1 and _NAMED.match(words[1]) is not None)
        return folded not in self.vague.folded and not (
            not does and len(words) <= _SHORT and words[-1].casefold() in self.vague.folded
        )


def _title_around(text: str, start: int, end: int, offset: int) -> int | None:
    """Where the title in marks ends that holds the offset; None where none does."""
    around = (found for found in _TITLE.finditer(text, start, end) if found.start() < offset < found.end())
    return next((found.end() for found in around), None)


def _without_marks(text: str, span: Span) -> Span:
    """The span without quote marks around all of it."""
    start, end = span
    if end - start > 2 and text[start] in "»«“”„\"’‘'" and text[end - 1] in "»«“”„\"’‘'":
        return start + 1, end - 1
    return span


def means_before(text: str, span: Span) -> bool:
    """Whether a phrase points back where it stands: *køkken* behind *et* ends like a definite word and is none."""
    return points_back(text[slice(*span)]) and _INDEFINITE.search(text, max(0, span[0] - 4), span[0]) is None


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
