"""One row of capitalised words (a *run*) → the names of organisations in it.

Evidence is a head after (*Varde Kommune*) or before (*Museum Østjylland*), a legal form, an ending
(*Friluftsrådet*, *Roklubben Falken*), a fixed name, or a common noun right before (*virksomheden X*).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from extract.match.quotes_marks import MARKS
from extract.patterns import Patterns
from extract.records.document import Passage
from extract.records.release import Span

# A capitalised word of a name: letters, digits and what joins them inside; a full stop only in initials and in the
# short forms of a town's name (*Gl. Skagen Bådelaug*).
_CAPITALISED = (
    r"(?:(?:\p{Lu}\.){1,4}(?: \p{Lu}\.){0,3}(?= \p{Lu})"
    r"|\L<short>(?= \p{Lu})|Co\.(?= (?:A/S|ApS|I/S|K/S|P/S)(?!\p{L}))"
    r"|[\p{Lu}\d][\p{L}\p{M}\d]*+(?:(?:[-'’&+.:]|/(?=\p{Lu}{1,2}(?!\p{L})))?[\p{L}\p{M}\d]++)*+(?:[-–](?= (?:og|&) ))?)"
)
_RUN = rf"(?<![\p{{L}}\d]){_CAPITALISED}(?: (?:& |\+ )?{_CAPITALISED})*+(?: [a-z]\.m\.b\.a\.?| amba\b)?"
_PIECE = regex.compile(r"[^\s]++")
_BY = regex.compile(r" ved \p{Lu}\p{Ll}{3,}(?:en|et)(?![\p{L}-])")
_TAIL = regex.compile(
    r" (?:for|af|i|til|mod|på|under|of) (?:almene |den |det )?\p{Lu}[\p{L}\d-]*+(?!\.\p{Lu})"
    r"(?:(?:,|,? (?:og|&)|) \p{Lu}[\p{L}\d-]*+(?!\.\p{Lu})){0,4}"
)
# What a name goes on with after its kind: «Foreningen Leg og Lav Puls», «Fonden Rum til Larm».
_PHRASE = regex.compile(
    r"(?: (?P<word>til|for|og|&|i|på|af|ved|mod|uden) (?:(?:den|det|de) )?(?P<name>\p{Lu}[\p{L}\d-]*+)){1,2}"
)
# «Det Danske Spejderkorps, Sundby Gruppe», «Ældre Sagen, Hurup afdeling».
_BRANCH = regex.compile(
    r", (?:(?:\p{Lu}[\p{L}-]*+ ){1,2}(?:Gruppe|[Aa]fdeling|[Ll]okalafdeling|[Kk]reds|Trop|Division)"
    r"|\p{Lu}\p{Ll}++(?<=gruppen?|afdelingen?)|(?:lokal)?afdeling(?:en)? i \p{Lu}[\p{L}-]*+)(?!\p{L})"
)
_BRANCHES = frozenset({"Gruppe", "Afdeling", "Lokalafdeling", "Kreds", "Trop", "Division"})
_MORE = regex.compile(r"(?: \p{Lu}[\p{L}\d-]*+){0,2}")
_FOUNDING_YEAR = regex.compile(r" (?:af|fra) 1[6-9]\d\d(?!\d)| (?:af|fra) 20[0-2]\d(?!\d)| 1[89]\d\d(?![\d.-])")
# «Kunsthuset i Hirtshals», «Sejlklubben ved Sundet»: a definite noun, and where it is.
_SEATED = regex.compile(r" (?:i|på) (?P<place>\p{Lu}[\p{L}-]*+(?: (?:Kommune|\p{Lu}[\p{L}-]*+))?)")
# «Kong Valdemar den Tiendes Fond».
_KING = regex.compile(r"(?:Kong|Dronning|(?:Kron)?[Pp]rins(?:esse)?) \p{Lu}\p{L}++ (?:[IVX]{1,4} )?den $")
_SMALL_HEAD = regex.compile(r" (\p{Ll}++)(?![\p{L}-])")
_OWNED_FUND = regex.compile(r"(?<=\p{L}[s'’]) (?:legat|fond|mindelegat|mindefond|familiefond|stiftelse)(?!\p{L})")
_GOES_ON = regex.compile(r" (?:på|til|og|for|under|mod|uden|med) \p{Lu}[\p{L}-]++")
_COMMA = regex.compile(r",\s(\p{Lu}[\p{L}-]*+)")
_WHERE = regex.compile(r" (?:i|på) ")
_BESIDE = regex.compile(r"(?<!(?:for|af|i|til|mod|på|under|of|og|&|den|det|almene)) (\p{Lu}[\p{L}-]*+)(?= \p{Lu})")
_AND = regex.compile(r" (?:og|&) (?=\p{Lu})")
_WORD = regex.compile(r"[\p{L}-]++")
_ONE_MORE = regex.compile(r" (\p{Lu}(?:\p{Ll}[\p{L}-]*+|\p{Lu}{2,}(?!\p{L})))(?: (\p{Lu}[\p{L}.-]*+))?(?!\.\p{L}|-)")
_DEFINITE = regex.compile(r"\p{L}{5,}(?:en|et|ne)")
_NAME_ENDS = regex.compile(r"(?:['’]?s|['’])?(?![\p{L}\d]|['’]\p{L}|-(?!programmet\s\p{Lu})\p{L})")
_FIRST_PART = regex.compile(r"[^\s'’/-]++")
_LABELLED = regex.compile(r"(?<= (?:af|fra|til|hos|og|i) )\p{Lu}{2,12}: $")
GENITIVE = regex.compile(r"(?:['’]s|['’]|s)$")
_NO_BODY = ("området", "bestyrelsen")
"""Endings that only look like those of bodies (*rådet*, *styrelsen*)."""
# A full stop within it is that of an initial: «… Museum Vestfjord. A.B. Dahl og Hustru …» begins after the first.
_PART = r"(?:(?:\p{Lu}\.){1,4}|\p{Lu}\p{Ll}{0,3}\.|\p{Lu}[\p{L}&/-]*+)"
_JOINED = regex.compile(rf"((?:{_PART}(?:(?<=-),)? ){{0,5}}{_PART}) (?:og|&) (hustru )?$")
_AROUND = regex.compile(r"\p{Lu}[\p{L}-]*+ og omegns $")
_JOINT = regex.compile(r",? (?:og|&) (?=\p{Lu})|, (?=\p{Lu})")


@dataclass(frozen=True, slots=True)
class Found:
    """A possible organisation: its surface, the rule that found it, and how sure it is."""

    start: int
    end: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Kind:
    """What the patterns say of one capitalised word. ``bare`` is it without a genitive's s."""

    bare: str
    head: bool
    legal: bool
    ending: bool
    opener: bool
    names: tuple[str, ...]
    """Fixed names that may begin with it, the longest first."""
    telling: bool
    """Whether a run needs it to be worth reading: one of the above, or the first word of a head before a name."""
    skipped: bool
    """Whether it opens a sentence or is a title: never the first word of a name."""
    given: bool


@dataclass(frozen=True, slots=True)
class Runs:
    """Reads runs; made once by :func:`compile_runs`."""

    run: regex.Pattern[str]
    kind: Callable[[str], Kind]
    heads_after: frozenset[str]
    heads_before: frozenset[str]
    heads_with_tail: frozenset[str]
    place_heads: frozenset[str]
    parties: frozenset[str]
    cue_nouns: tuple[str, ...]
    cue_firms: tuple[str, ...]
    cue_bare: tuple[str, ...]
    trades: frozenset[str]
    founder_titles: frozenset[str]
    kin: frozenset[str]
    founded: tuple[str, ...]
    named_by_phrase: frozenset[str]
    places: frozenset[str]
    compass: frozenset[str]
    generic: frozenset[str]
    seated: tuple[str, ...]
    small_heads: frozenset[str]
    serving: tuple[str, ...]
    employed: tuple[str, ...]
    clubs: tuple[str, ...]
    sites: frozenset[str]

    def find(self, text: str, passage: Passage) -> Iterator[Found]:
        """The possible organisations of one passage, left to right, overlapping ones included."""
        low, high = passage.start, passage.end
        for run in self.run.finditer(text, low, high):
            start, end = run.span()
            pieces = [(piece.start(), piece.end()) for piece in _PIECE.finditer(text, start, end)]
            full = [text[begin:finish] for begin, finish in pieces]
            kinds = [self.kind(word) for word in full]
            small = _SMALL_HEAD.match(text, end, high)
            if small is not None and small.group(1) in self.small_heads and self._is_town(full, kinds):
                yield Found(start, small.end(), "organisations.heads_after", 0.85)
                continue
            if start - 6 > low and text[start - 2].islower() and text[start - 1] == " ":
                # «næstformand for partiet Venstre Ida Dahl»: a given name with more after it begins a person.
                person = next((at for at in range(1, len(pieces) - 1) if kinds[at].given and not kinds[0].given), None)
                stop = end if person is None else pieces[person - 1][1]
                yield from self._cued(text, start, stop, low, high, kinds)
            fund = _OWNED_FUND.match(text, end, high) if kinds[-1].bare != full[-1] else None
            if fund is not None:
                first = next((at for at, kind in enumerate(kinds) if not kind.skipped), 0)
                begin = self._joined_left(text, pieces[first][0], passage)
                yield Found(begin, fund.end(), "organisations.heads_after", 0.85)
                continue
            if not any(kind.telling for kind in kinds):
                continue
            for at, kind in enumerate(kinds):
                if kind.names:
                    for found in self._named(text, pieces[at][0], kind.names, high):
                        yield self._grown(text, found, passage)
            # Between marks a row of words is mostly a project's name: «projektet ”Grøn Havn”».
            if start == low or text[start - 1] not in MARKS or text[end : end + 1] not in MARKS:
                for found in self._run(text, pieces, full, kinds, passage):
                    yield self._grown(text, found, passage)

    def _cued(self, text: str, start: int, end: int, low: int, high: int, kinds: Sequence[Kind]) -> Iterator[Found]:
        before = text[max(low, start - 60) : start - 1].rsplit(" ", 2)
        noun = before[-1].casefold()
        if noun == "hos" and len(before) > 1 and before[-2].casefold().endswith(self.employed):
            yield Found(start, end, "organisations.employer", 0.8)  # «produktionsleder hos Vestkyst Composites»
            return
        # «den jyske tegnestue Blad», where the adjective makes the noun lose its article
        told = len(before) > 1 and before[-2].endswith("e") and noun.endswith(self.cue_bare)
        if not (told or noun.endswith(self.cue_nouns)) or not any(map(str.isalpha, text[start:end])):
            return
        if kinds[0].given and len(kinds) > 1 and not noun.endswith(self.cue_firms):
            return  # «formand for foreningen Ida Dahl»
        if {noun.capitalize(), f"{noun}en".capitalize()} & self.named_by_phrase:
            end = self._phrase(text, end, high)  # «foreningen Opera til Vands»
        kin = _AND.match(text, end, high)
        word = _WORD.match(text, kin.end(), high) if kin is not None else None
        if word is not None and word.group() in self.kin:
            end = word.end()  # «orgelbyggeriet Rosager og Sønner»
        yield Found(start, end, "organisations.cue_nouns", 0.85)

    def _named(self, text: str, start: int, names: Sequence[str], high: int) -> Iterator[Found]:
        if text[start - 1 : start] == "-":
            return
        for name in names:
            if not text.startswith(name, start) or start + len(name) > high:
                continue
            ends = _NAME_ENDS.match(text, start + len(name), high)
            if ends is None:
                continue
            if text[start - 1 : start] == "(" and name in self.parties:
                return  # the party after a person's name
            # «3F Midtjylland», «Spar Nord Hjørring»: one more capitalised word, not the start of a person.
            more = _ONE_MORE.match(text, ends.end(), high) if ends.group() != "s" else None
            # «formand for DI Aalborg Peter Dahl»: behind it a person may follow, but no further word of a name.
            alone = more is not None and (more.group(2) is None or self.kind(more.group(2)).given)
            end = more.end(1) if more and alone and self._goes_on(more.group(1)) else ends.end()
            yield Found(start, end, "organisations.names", 0.95)
            return

    def _goes_on(self, word: str) -> bool:
        """Whether a word after a name may be its own: no given name, no thing (*Røde Kors Indsamlingen*), and in
        capitals only where it is (*TV2 ØSTJYLLAND*)."""
        kind = self.kind(word)
        if word.isupper():
            return word.title() in self.places | self.compass
        return (
            not kind.given
            and word not in self.sites
            and (kind.opener or kind.ending or word in self.places or not _DEFINITE.fullmatch(word))
        )

    def _run(
        self, text: str, pieces: list[Span], full: list[str], kinds: list[Kind], passage: Passage
    ) -> Iterator[Found]:
        first = 0
        while first < len(pieces) - 1 and kinds[first].skipped:
            if full[first] in {"Det", "Den", "De"} and full[first + 1].endswith("e"):
                break
            first += 1
        party = next((name for name in kinds[first].names if text.startswith(f"{name}s ", pieces[first][0])), "")
        if " " in party and first + party.count(" ") + 1 < len(pieces):
            return  # «Dansk Folkepartis Ida Brink»: the fixed name is found alone
        legal = next((at for at, kind in enumerate(kinds) if kind.legal and at > first), None)
        if legal is not None:
            begin = self._joined_left(text, pieces[first][0], passage) if first == 0 else pieces[first][0]
            yield Found(begin, pieces[legal][1], "organisations.legal_forms", 0.95)
            first = legal + 1
            if first >= len(pieces):
                return
        head = _last_head(kinds, first)
        if head is not None and head > first:
            bare = kinds[head].bare
            begin = self._begin(text, pieces, full, first, bare, passage)
            if bare in _BRANCHES and text[begin - 2 : begin] == ", ":
                return  # «De grønne spejdere, Hanstholm Gruppe»: the end of a name
            if head + 2 == len(pieces) and self._placed(full[head], full[head + 1]):
                head += 1  # «Teknisk Skole Nordvest», «Botanisk Selskab Vestfyn»
            finish = self._tail(text, pieces[head], bare, passage.end, placed=False)
            yield Found(begin, self._more_heads(text, finish, passage.end), "organisations.heads_after", 0.95)
            return
        around = _AROUND.search(text, max(passage.start, pieces[0][0] - 60), pieces[0][0])
        if head == first == 0 and around is not None:
            yield Found(around.start(), pieces[0][1], "organisations.heads_after", 0.9)  # «Rørby og omegns Lokalråd»
            return
        if head == first == 0 and text[pieces[0][0] - 4 : pieces[0][0]] in {" og ", "- & "}:
            begin = self._joined_left(text, pieces[0][0], passage)
            if text[begin : pieces[0][0]].rstrip().endswith(("- og", "- &")):
                yield Found(begin, pieces[0][1], "organisations.heads_after", 0.95)  # «Vækst- og Havfond»
                return
        opener = full[first]
        two = " ".join(full[first : first + 2])
        before = two if two in self.heads_before else opener if opener in self.heads_before else None
        if before is None and kinds[first].head and len(opener) > 8 and self._heads_name(full, kinds, first):
            yield Found(pieces[first][0], pieces[first + 1][1], "organisations.heads_before", 0.85)
            return
        if before is not None:
            stop = first + 1 + before.count(" ")
            while stop < len(pieces) and not self._counts(text, pieces[stop]):
                # «Museum Østjylland Erna Dahl»: a given name with more after it begins a person.
                if (stop > first + 1 or opener.endswith("foreningen")) and kinds[stop].given and stop + 1 < len(pieces):
                    break
                stop += 1
            if stop > first + before.count(" ") + 1:
                finish = pieces[stop - 1][1]
                if stop == len(pieces) and before in self.named_by_phrase:
                    finish = self._phrase(text, finish, passage.end)
                yield Found(pieces[first][0], finish, "organisations.heads_before", 0.9)
            elif before in self.heads_with_tail or before.endswith(("en", "et")):
                finish = self._tail(text, pieces[first], before, passage.end)
                if finish > pieces[first][1]:
                    yield Found(pieces[first][0], finish, "organisations.heads_before", 0.9)
                    return
            if stop > first + 1 or before in self.heads_with_tail:
                return
        yield from self._endings(text, pieces, full, kinds, first, passage)

    def _endings(
        self, text: str, pieces: list[Span], full: list[str], kinds: list[Kind], first: int, passage: Passage
    ) -> Iterator[Found]:
        """*Friluftsrådet* alone, and a kind with its name: *Forskningsfonden Kimen*, *Roklubben Falken*."""
        at = first
        while at < len(pieces):
            kind = kinds[at]
            stop = at + 1
            if kind.opener:
                # «Tegnestuen Dahl & Rosager»: the mark between two names is no end of theirs
                while stop < len(pieces) and stop < at + 5 and (not kinds[stop].skipped or full[stop] == "&"):
                    if kinds[stop].given and stop + 1 < len(pieces):
                        break
                    stop += 1
            if stop > at + 1 or kind.ending:
                whole = at > first and stop == at + 1 and not any(k.given or k.skipped for k in kinds[first:at])
                begin = pieces[first][0] if whole else pieces[at][0]
                if at == 0:
                    begin = self._joined_left(text, begin, passage)
                finish = pieces[stop - 1][1]
                if stop == at + 1:
                    finish = self._tail(text, pieces[at], kind.bare, passage.end)
                elif kind.opener:
                    finish = _as_elsewhere(text, (pieces[at + 1][0], finish), passage.end)
                yield Found(begin, finish, "organisations.endings", 0.9)
            at = stop

    def _counts(self, text: str, piece: Span) -> bool:
        """Whether a piece is an ordinal: *Danmarks 3. største havn*."""
        return text[slice(*piece)].isdecimal() and text.startswith(". ", piece[1])

    def _is_town(self, full: Sequence[str], kinds: Sequence[Kind]) -> bool:
        """Whether a row is a town's name, or two with a dash: *Farsø borgerforening*, *Løjt-Barsø landsbylaug*."""
        row = " ".join(full)
        return not kinds[0].skipped and (row in self.places or any(part in self.places for part in row.split("-")))

    def _begin(self, text: str, pieces: list[Span], full: list[str], first: int, bare: str, passage: Passage) -> int:
        """Where a name begins whose head is ``bare`` and whose first piece is ``first``."""
        begin = pieces[first][0]
        founded = bare.casefold().endswith(self.founded)
        if first:
            trade = founded and full[first - 1] in self.trades  # «Købmand Dahls Fond»
            return pieces[first - 1][0] if trade else begin
        begin = self._joined_left(text, begin, passage, hyphen_only=bare in self.place_heads)
        around = _AROUND.search(text, max(passage.start, begin - 60), begin)
        begin = around.start() if around else begin
        label = _LABELLED.search(text, max(passage.start, begin - 20), begin)
        begin = label.start() if label else begin
        king = _KING.search(text, max(passage.start, begin - 60), begin) if founded else None
        return king.start() if king else begin

    def _placed(self, head: str, word: str) -> bool:
        """Whether a last word after a head says where it is: *Botanisk Selskab Vestfyn*, *Teknisk Skole Nord*."""
        return word in self.compass or (head not in self.place_heads and word in self.places)

    def _heads_name(self, full: Sequence[str], kinds: Sequence[Kind], first: int) -> bool:
        """Whether a compound kind goes on with the place that it serves: *Erhvervsforum Mariagerfjord*."""
        return len(full) == first + 2 and self._placed(full[first], full[first + 1]) and not kinds[first].skipped

    def _phrase(self, text: str, end: int, high: int) -> int:
        """Where *Foreningen Leg og Lav Puls* ends: a further head, a known name, a person or a town is something of its
        own."""
        found = _PHRASE.match(text, end, high)
        if found is None:
            return end
        word = found.captures("name")[0]
        kind = self.kind(word)
        if kind.given or kind.head or kind.ending or kind.opener or word in self.heads_before:
            return end
        at = found.starts("name")[0]
        if any(text.startswith(name, at) and _NAME_ENDS.match(text, at + len(name), high) for name in kind.names):
            return end  # «Foreningen Grøn Kyst og EU»
        if found.captures("word")[0] in {"i", "på", "ved"} and (word in self.places or kind.bare in self.places):
            return end
        more = _MORE.match(text, found.end(), high)
        stop = int(more.end()) if more is not None else int(found.end())
        words = text[found.end("name") : stop].split()
        return end if any(self.kind(word).head or self.kind(word).ending for word in words) else stop

    def _grown(self, text: str, found: Found, passage: Passage) -> Found:
        """``found`` with the year of its founding, or where a definite noun alone is: *Kunsthuset i Hirtshals*."""
        year = _FOUNDING_YEAR.match(text, found.end, passage.end)
        name = text[found.start : found.end]
        if year is not None and (year.group()[1].isalpha() or name.casefold().endswith(self.clubs)):
            return replace(found, end=year.end())
        branch = _BRANCH.match(text, found.end, passage.end)
        if branch is not None:
            return replace(found, end=branch.end())
        first, _, word = name.rpartition(" ")
        seated = _SEATED.match(text, found.end, passage.end)
        if seated is None or (first and not first.endswith("- og")) or name in self.generic:
            return found
        place = seated["place"]
        first = place.split(" ")[0]
        if place.endswith(" Kommune"):
            return replace(found, end=seated.end()) if word.endswith(("rådet", "udvalget")) else found
        if not word.casefold().endswith(self.seated) or first not in self.places:
            return found
        return replace(found, end=seated.end() if place in self.places else seated.start("place") + len(first))

    def _joined_left(self, text: str, begin: int, passage: Passage, *, hyphen_only: bool = False) -> int:
        """Where a name of two parts begins: *Aage og Johanne Dahls Fond*, *Lokale og Anlægsfonden*."""
        if text[max(passage.start, begin - 3) : begin] not in {"og ", " & ", "ru "}:
            return begin
        window = text[max(passage.start, begin - 60) : begin]
        joined = _JOINED.search(window)
        if joined is None:
            return begin
        left = joined.group(1).split(" ")
        while len(left) > 1 and left[0] not in self.founder_titles | self.trades and self.kind(left[0]).skipped:
            left = left[1:]
        right = _WORD.match(text, begin)
        first = right.group() if right else ""
        if first in {"Omegn", "Omegns"}:
            return int(begin - len(window) + joined.start(1) + joined.group(1).rfind(" ") + 1)
        given_pair = len(left) == 1 and self.kind(left[0]).given and self.kind(first).given
        royal = left[0] in self.founder_titles
        kin = (first in self.kin or first.removesuffix("s") in self.kin) or joined.group(2) is not None
        hyphen = left[-1].endswith("-") and not any(self.kind(word).given for word in left)
        if (kin and self.kind(left[-1]).head) or (hyphen and hyphen_only and len(left) > 1):
            return begin  # «Sparekassens Fond og Fru Dahls Legat» are two
        if not (hyphen or (not hyphen_only and (given_pair or royal or kin))):
            return begin
        return int(begin - len(window) + joined.start(1) + len(joined.group(1)) - len(" ".join(left)))

    def _tail(self, text: str, piece: Span, word: str, high: int, *, placed: bool = True) -> int:
        """Where *Styrelsen for X og Y* ends; with ``placed`` false *i X* is a place, not the name's."""
        if word.endswith(("en", "et")) and (beside := _BY.match(text, piece[1], high)) is not None:
            return int(beside.end())  # «Museet ved Bæltet», «Idrætshøjskolen ved Sundet»
        serves = word.casefold().endswith(self.serving) and text.startswith(" for ", piece[1])
        tailed = word in self.heads_with_tail or word.endswith(("styrelsen", "ministeriet", "foreningen"))
        if not tailed and not serves:
            return piece[1]
        if not placed and _WHERE.match(text, piece[1], high):
            return piece[1]
        tail = _TAIL.match(text, piece[1], high)
        if tail is None:
            return piece[1]
        # «Center for Havforskning, Ida Dal»: after a comma a given name begins a person.
        for comma in _COMMA.finditer(text, *tail.span()):
            if self.kind(comma.group(1)).given:
                return int(comma.start())
        # «Udvalget for Uddannelse Ida Brink»: so it does right after the name.
        # «Museet på Nørholm, Varde Museum og …»: what has a kind of its own is another body.
        for joint in _JOINT.finditer(text, tail.start(), tail.end()):
            if self._opens_body(text, joint.end(), high):
                return int(joint.start())
        for person in _BESIDE.finditer(text, tail.start(), tail.end()):
            if self.kind(person.group(1)).given:
                return int(person.start())
        return int(tail.end())

    def _opens_body(self, text: str, start: int, high: int) -> bool:
        """Whether the row of capitalised words that begins here is a body by itself: two words or more with a head."""
        row = self.run.match(text, start, high)
        kinds = [self.kind(word) for word in row.group().split()] if row is not None else []
        return any(kind.head or kind.legal for kind in kinds[1:]) or (bool(kinds) and kinds[0].ending)

    def _more_heads(self, text: str, end: int, high: int) -> int:
        """*X Erhvervsskole & Gymnasier*: a further head after *og* or *&* belongs to the name."""
        joined = _AND.match(text, end, high)
        if joined is None:
            return end
        word = _WORD.match(text, joined.end(), high)
        if word is None or word.group() not in self.heads_after:
            return end
        after = text[word.end() : word.end() + 2]
        return int(word.end()) if not (after[:1] == " " and after[1:].isupper()) else end


def _as_elsewhere(text: str, name: Span, high: int) -> int:
    """Where *Landsbyfonden Liv på Landet* ends, by its name without its kind elsewhere: *Liv på Landet har givet …*"""
    more = _GOES_ON.match(text, name[1], high)
    if more is None or text.count(text[name[0] : more.end()]) < 2:
        return name[1]
    return int(more.end())


def _last_head(kinds: Sequence[Kind], first: int) -> int | None:
    """The last head of the run, but none after a given name that follows an earlier one."""
    last = None
    for at in range(first + (len(kinds) > 1), len(kinds)):
        if kinds[at].head:
            if last is not None and any(kind.given for kind in kinds[last + 1 : at]):
                break
            last = at
    return last


def compile_runs(patterns: Patterns) -> Runs:
    """The reader of ``patterns`` (organisations.toml, given_names.csv and the titles of people.toml)."""
    words = patterns.words

    def exact(name: str) -> frozenset[str]:
        return frozenset(words[name].words)

    def endings(name: str) -> tuple[str, ...]:
        return tuple(sorted(words[name].folded, key=lambda ending: (-len(ending), ending)))

    by_first: dict[str, list[str]] = {}
    for name in sorted(fixed_names(patterns)):
        by_first.setdefault(name.split(" ")[0], []).append(name)
    longest = {key: sorted(names, key=lambda n: (-len(n), n)) for key, names in by_first.items()}
    given = frozenset(row["name"] for row in patterns.table("given_names"))
    titles = frozenset(w for w in words["people.titles"].folded if " " not in w and len(w) > 3)
    heads, head_endings = exact("organisations.heads_after"), endings("organisations.head_endings")
    legal, generic = exact("organisations.legal_forms"), exact("organisations.generic")
    ends, openers = endings("organisations.endings"), endings("organisations.openers")
    starts = exact("organisations.heads_before")
    first_words = frozenset(head.split(" ")[0] for head in starts)
    not_first = exact("people.not_first")

    def is_head(word: str) -> bool:
        return word in heads or (len(word) > 6 and word.endswith(head_endings))

    def has_ending(*surfaces: str) -> bool:
        if any(surface in generic or surface.casefold() in titles for surface in surfaces):
            return False
        for surface in surfaces:
            folded = surface.casefold()
            if folded.endswith(ends) and folded[0].isalpha() and not folded.endswith(_NO_BODY):
                return len(folded) - len(next(e for e in ends if folded.endswith(e))) > 2
        return False

    def kind(word: str) -> Kind:
        bare = GENITIVE.sub("", word)
        part = _FIRST_PART.match(word)
        keys = dict.fromkeys(
            (word, bare, part.group() if part else word, GENITIVE.sub("", part.group()) if part else "")
        )
        names = [name for key in keys for name in longest.get(key, ())]
        folded = word.casefold()
        head, is_legal = is_head(bare) or is_head(word), word.rstrip(",") in legal
        ending, opener = has_ending(word, bare), folded.endswith(openers) and len(folded) > 7
        return Kind(
            bare=bare,
            head=head,
            legal=is_legal,
            ending=ending,
            opener=opener,
            names=tuple(sorted(dict.fromkeys(names), key=lambda n: (-len(n), n))),
            telling=head or is_legal or ending or opener or word in first_words or bool(names),
            skipped=word in not_first or folded in titles or not any(map(str.isalpha, word)),
            given=word in given,
        )

    short = [word for form in patterns.word_group("places.short") for word in form.words if word.endswith(".")]
    short += words["organisations.short"].words
    towns = frozenset(row["name"] for name in ("places", "municipalities") for row in patterns.table(name))
    return Runs(
        run=regex.compile(_RUN, short=short),
        # Words recur within and between releases; the bound keeps a long run's memory level.
        kind=lru_cache(maxsize=16_384)(kind),
        heads_after=heads,
        heads_before=starts,
        heads_with_tail=exact("organisations.heads_with_tail"),
        place_heads=exact("organisations.place_heads"),
        parties=exact("organisations.parties"),
        cue_nouns=endings("organisations.cue_nouns"),
        serving=endings("organisations.serving"),
        employed=endings("people.title_endings"),
        clubs=endings("organisations.clubs"),
        cue_firms=endings("organisations.cue_firms"),
        cue_bare=endings("organisations.cue_bare"),
        trades=exact("organisations.founder_trades"),
        founder_titles=exact("organisations.founder_titles"),
        kin=exact("organisations.founder_kin"),
        founded=endings("organisations.founded"),
        named_by_phrase=exact("organisations.named_by_phrase"),
        places=towns,
        compass=exact("organisations.compass"),
        generic=generic,
        seated=endings("organisations.seated"),
        small_heads=words["organisations.small_heads"].folded,
        sites=exact("organisations.sites"),
    )


def fixed_names(patterns: Patterns) -> frozenset[str]:
    """The names of ``patterns`` that stand in full in its lists."""
    words = patterns.words
    return frozenset((*words["organisations.names"].words, *words["organisations.parties"].words))
