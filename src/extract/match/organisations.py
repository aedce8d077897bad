"""Organisations by their heads, legal forms, compound endings and fixed names (patterns/organisations.toml).

A name is a row of capitalised words (a *run*) that holds evidence: a head after (*Varde Kommune*) or before
(*Museum Østjylland*), a legal form, an ending (*Friluftsrådet*), a fixed name or acronym, or a common noun
right before (*virksomheden X*). A name found once is found again wherever the release repeats it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from extract.match.entities import EntityMention
from extract.match.people_spans import Covered
from extract.match.quotes_marks import MARKS
from extract.patterns import Patterns, Words
from extract.records.document import Article, Passage
from extract.records.mentions import OrganisationMention, PersonMention, PlaceFound
from extract.records.release import Span

# A capitalised word of a name: letters, digits and what joins them inside; a full stop only in initials.
_CAPITALISED = (
    r"(?:(?:\p{Lu}\.){1,4}(?:\s\p{Lu}\.){0,3}(?=\s\p{Lu})"
    r"|[\p{Lu}\d][\p{L}\p{M}\d]*+(?:(?:[-'’&+.:]|/(?=\p{Lu}{1,2}(?!\p{L})))?[\p{L}\p{M}\d]++)*+(?:[-–](?=\s(?:og|&)\s))?)"
)
_RUN = regex.compile(
    rf"(?<![\p{{L}}\d]){_CAPITALISED}(?: (?:& |\+ )?{_CAPITALISED})*+(?:\s[a-z]\.m\.b\.a\.?|\samba\b)?"
)
_PIECE = regex.compile(r"[^\s]++")
_TAIL = regex.compile(
    r"\s(?:for|af|i|til|mod|på|under)\s(?:almene\s|den\s|det\s)?\p{Lu}[\p{L}\d-]*+(?:(?:,|,?\s(?:og|&)|)\s\p{Lu}[\p{L}\d-]*+){0,4}"
)
_AND = regex.compile(r"\s(?:og|&)\s(?=\p{Lu})")
_ONE_MORE = regex.compile(r"\s(\p{Lu}\p{Ll}[\p{L}-]*+)(?!\s\p{Lu}|\.\p{L}|-)")
_ACRONYM = regex.compile(r"\s\((\p{Lu}[\p{L}\d&]{1,9})\)")
_IN_BRACKETS = regex.compile(r"\s\((\p{Lu}{2,7})\)")
_GENITIVE = regex.compile(r"(?:['’]s|['’]|s)$")
_SKIPPED = frozenset({"navigation", "teaser"})
_KIN = frozenset({"Hustru", "Søn", "Sønner", "Døtre", "Datter", "Fru"})


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class OrganisationMatcher:
    """Finds organisations; made once by :func:`compile_organisations`, then only read."""

    heads_after: frozenset[str]
    head_endings: tuple[str, ...]
    heads_before: frozenset[str]
    heads_with_tail: frozenset[str]
    place_heads: frozenset[str]
    legal_forms: frozenset[str]
    endings: tuple[str, ...]
    generic: frozenset[str]
    droppable: frozenset[str]
    names: regex.Pattern[str]
    listed: frozenset[str]
    parties: frozenset[str]
    municipalities: frozenset[str]
    cue_nouns: regex.Pattern[str]
    not_first: frozenset[str]
    given_names: frozenset[str]
    titles: frozenset[str]

    def find(
        self,
        article: Article,
        persons: Sequence[PersonMention] = (),
        places: Sequence[PlaceFound] = (),
        entities: Sequence[EntityMention] = (),
    ) -> tuple[OrganisationMention, ...]:
        """The organisations of the article in reading order, not overlapping.

        ``persons`` (from a people matcher that has read an earlier answer of this one) give the houses beside
        names and take their own spans away; ``places`` keep a town alone from being an organisation;
        ``entities`` of kind organisation are taken where no rule speaks and no name of a person stands.
        """
        text = article.text
        found: list[_Found] = []
        passages = [passage for passage in article.passages if passage.kind not in _SKIPPED]
        for passage in passages:
            found.extend(self._passage(text, passage))
        found.extend(
            _Found(*person.organisation_span, "organisations.beside_person", 0.8)
            for person in persons
            if person.organisation_span is not None
            and text[person.organisation_span[0]].isupper()
            and person.organisation not in self.municipalities
        )
        found.extend(
            _Found(entity.start, entity.end, "organisations.model", 0.5)
            for entity in entities
            if entity.kind == "organisation" and entity.end <= len(text) and text[entity.start].isupper()
        )
        towns = {(place.start, place.end) for place in places}
        taken = self._choose(text, found, persons, towns)
        again = self._again(text, passages, taken, persons, {place.name for place in places})
        return tuple(sorted((*taken, *again), key=lambda mention: mention.start))

    def _passage(self, text: str, passage: Passage) -> Iterator[_Found]:
        low, high = passage.start, passage.end
        for name in self.names.finditer(text, low, high):
            if text[name.start() - 1 : name.start()] == "(" and name.group() in self.parties:
                continue  # the party after a person's name
            # «3F Midtjylland», «Spar Nord Hjørring»: one more capitalised word, not the start of a person.
            more = _ONE_MORE.match(text, name.end(), high)
            end = more.end() if more and more.group(1) not in self.given_names else name.end()
            yield _Found(name.start(), end, "organisations.names", 0.95)
        for short in _IN_BRACKETS.finditer(text, low, high):
            begin = _spelled(text, low, short.start(), short.group(1))
            if begin is not None:
                yield _Found(begin, short.start(), "organisations.spelled_out", 0.9)
        for cue in self.cue_nouns.finditer(text, low, high):
            run = _RUN.match(text, cue.end(), high)
            if run is not None and run.start() == cue.end():
                yield _Found(cue.end(), run.end(), "organisations.cue_nouns", 0.85)
        for run in _RUN.finditer(text, low, high):
            # Between marks a row of words is mostly a project's name: «projektet ”Grøn Havn”».
            if run.start() == low or text[run.start() - 1] not in MARKS or text[run.end() : run.end() + 1] not in MARKS:
                yield from self._run(text, run.start(), run.end(), passage)

    def _run(self, text: str, start: int, end: int, passage: Passage) -> Iterator[_Found]:
        pieces = [(piece.start(), piece.end()) for piece in _PIECE.finditer(text, start, end)]
        if not pieces:
            return
        words = [_GENITIVE.sub("", text[slice(*piece)]) for piece in pieces]
        full = [text[slice(*piece)] for piece in pieces]
        first = 0
        while first < len(pieces) - 1 and (full[first] in self.not_first or full[first].casefold() in self.titles):
            if full[first] in {"Det", "Den", "De"} and full[first + 1].endswith("e"):
                break
            first += 1
        legal = next((at for at, word in enumerate(full) if word.rstrip(",") in self.legal_forms and at > first), None)
        if legal is not None:
            begin = self._joined_left(text, pieces[first][0], passage) if first == 0 else pieces[first][0]
            yield _Found(begin, pieces[legal][1], "organisations.legal_forms", 0.95)
            first = legal + 1
            if first >= len(pieces):
                return
        head = self._last_head(words, full, first)
        if head is not None and head > first:
            begin = pieces[first][0]
            if first == 0:
                begin = self._joined_left(text, begin, passage, hyphen_only=words[head] in self.place_heads)
            finish = self._tail(text, pieces[head], words[head], passage.end)
            finish = self._more_heads(text, finish, passage.end)
            yield _Found(begin, finish, "organisations.heads_after", 0.95)
            return
        opener = full[first]
        two = " ".join(full[first : first + 2])
        before = two if two in self.heads_before else opener if opener in self.heads_before else None
        if before is not None:
            stop = first + 1 + before.count(" ")
            while stop < len(pieces):
                # «Museum Østjylland Erna Dahl»: a given name with more after it begins a person.
                if stop > first + 1 and full[stop] in self.given_names and stop + 1 < len(pieces):
                    break
                stop += 1
            if stop > first + before.count(" ") + 1:
                yield _Found(pieces[first][0], pieces[stop - 1][1], "organisations.heads_before", 0.9)
            elif before in self.heads_with_tail:
                finish = self._tail(text, pieces[first], before, passage.end)
                if finish > pieces[first][1]:
                    yield _Found(pieces[first][0], finish, "organisations.heads_before", 0.9)
            if stop > first + 1 or before in self.heads_with_tail:
                return
        for at in range(first, len(pieces)):
            if self._has_ending(words[at], full[at]):
                begin = pieces[first][0] if at > first and self._names_company(full[first:at]) else pieces[at][0]
                if at == 0:
                    begin = self._joined_left(text, begin, passage)
                finish = self._tail(text, pieces[at], words[at], passage.end)
                yield _Found(begin, finish, "organisations.endings", 0.9)

    def _last_head(self, words: list[str], full: list[str], first: int) -> int | None:
        """The last head of the run, but none after a given name that follows an earlier one."""
        last = None
        for at in range(first, len(words)):
            if at > first and (self._is_head(words[at]) or self._is_head(full[at])):
                if last is not None and any(name in self.given_names for name in full[last + 1 : at]):
                    break
                last = at
        return last

    def known(self, name: str) -> bool:
        """Whether ``name`` is one of the fixed names of the patterns, in this letter case."""
        return name in self.listed

    def _is_head(self, word: str) -> bool:
        return word in self.heads_after or (len(word) > 6 and word.endswith(self.head_endings))

    def _has_ending(self, word: str, full: str) -> bool:
        for surface in (full, word):
            if surface in self.generic or surface.casefold() in self.titles:
                return False
        for surface in (full, word):
            folded = surface.casefold()
            if folded.endswith(self.endings):
                ending = next(e for e in self.endings if folded.endswith(e))
                return len(folded) - len(ending) > 2
        return False

    def _names_company(self, before: Sequence[str]) -> bool:
        return all(word not in self.given_names and word not in self.not_first for word in before)

    def _joined_left(self, text: str, begin: int, passage: Passage, *, hyphen_only: bool = False) -> int:
        """Where a name of two parts begins: *Aage og Johanne Dahls Fond*, *Lokale og Anlægsfonden*."""
        window = text[max(passage.start, begin - 60) : begin]
        joined = regex.search(r"((?:\p{Lu}[\p{L}.&/-]*\s){0,5}\p{Lu}[\p{L}.-]*)\s(?:og|&)\s(hustru\s)?$", window)
        if joined is None:
            return begin
        left = joined.group(1).split(" ")
        while len(left) > 1 and left[0] in self.not_first:
            left = left[1:]
        right = regex.match(r"[\p{L}-]++", text[begin:])
        first = right.group() if right else ""
        given_pair = len(left) == 1 and left[0] in self.given_names and first in self.given_names
        royal = left[0] in {"Kong", "Dronning", "Prins", "Konsul", "Fabrikant", "Direktør", "Brødrene"}
        kin = first in _KIN or joined.group(2) is not None
        hyphen = left[-1].endswith("-") and len(left) == 1
        if not (hyphen or (not hyphen_only and (given_pair or royal or kin))):
            return begin
        return int(begin - len(window) + joined.start(1) + len(joined.group(1)) - len(" ".join(left)))

    def _tail(self, text: str, piece: Span, word: str, high: int) -> int:
        if word not in self.heads_with_tail and not word.endswith(("styrelsen", "ministeriet", "foreningen")):
            return piece[1]
        tail = _TAIL.match(text, piece[1], high)
        return int(tail.end()) if tail else piece[1]

    def _more_heads(self, text: str, end: int, high: int) -> int:
        """*X Erhvervsskole & Gymnasier*: a further head after *og* or *&* belongs to the name."""
        joined = _AND.match(text, end, high)
        if joined is None:
            return end
        word = regex.compile(r"[\p{L}-]++").match(text, joined.end(), high)
        if word is None or word.group() not in self.heads_after:
            return end
        after = text[word.end() : word.end() + 2]
        return int(word.end()) if not (after[:1] == " " and after[1:].isupper()) else end

    def _choose(
        self, text: str, found: Iterable[_Found], persons: Sequence[PersonMention], towns: set[Span]
    ) -> list[OrganisationMention]:
        """Of overlapping finds the longest, then the surest, then the first; genitives stripped."""
        taken: list[OrganisationMention] = []
        people = Covered.of((person.start, person.end) for person in persons)
        ranked = sorted(found, key=lambda f: (f.rule == "organisations.model", f.start - f.end, -f.confidence, f.start))
        covered = Covered()
        for one in ranked:
            start, end = one.start, one.end
            while end > start and (
                text[end - 1] in " ,-–:" or (text[end - 1] == "." and not self._abbreviated(text[start:end]))
            ):
                end -= 1
            if end - start < 2 or (start, end) in towns or covered.overlapping(start, end):
                continue
            person = people.overlapping(start, end)
            if person is not None and (person == (start, end) or not (start <= person[0] and person[1] <= end)):
                continue
            covered.add(start, end)
            name = self._name(text, start, end, one.rule)
            taken.append(OrganisationMention(start, end, name, one.rule, one.confidence))
        return taken

    def _abbreviated(self, surface: str) -> bool:
        """Whether the full stop at the end is the name's own: *Rosager Ltd.*"""
        return surface.rsplit(" ", 1)[-1] in self.legal_forms or surface.endswith("a.")

    def _name(self, text: str, start: int, end: int, rule: str) -> str:
        """The surface without the genitive: an s that a head, a legal form or a common word cannot end in."""
        surface = " ".join(text[start:end].split())
        if rule == "organisations.names":
            fits = self.names.fullmatch(surface)
            bare = str(_GENITIVE.sub("", surface))
            return bare if fits and bare != surface and self.known(bare) else surface
        last = surface.rsplit(" ", 1)[-1]
        if last in self.heads_after and not last.endswith(("Kommunes", "s")):
            return surface
        bare = str(_GENITIVE.sub("", last))
        if bare == last:
            return surface
        head = surface[: len(surface) - len(last)]
        known = bare in self.heads_after or bare.casefold().endswith(self.endings) or "’" in last or "'" in last
        if known or regex.search(rf"(?<!\p{{L}}){regex.escape(head + bare)}(?!\p{{L}})", text):
            return head + bare
        # «Region Midtjyllands støtter»: before a word in small letters a name that ends in s is a genitive.
        if rule == "organisations.heads_before" and len(bare) > 4 and regex.match(r"\s\p{Ll}", text[end : end + 2]):
            return head + bare
        return surface

    def _again(
        self,
        text: str,
        passages: Sequence[Passage],
        taken: Sequence[OrganisationMention],
        persons: Sequence[PersonMention],
        towns: set[str],
    ) -> list[OrganisationMention]:
        """Mentions of names that were found elsewhere with their evidence, in full or in short."""
        names: dict[str, str] = {}
        for mention in taken:
            names.setdefault(mention.name, mention.name)
            words = mention.name.split(" ")
            short = None
            if words[-1] in self.legal_forms or words[-1] in self.droppable:
                short = " ".join(words[:-1])
            if short and len(short) > 2 and short not in towns and short not in self.given_names:
                names.setdefault(short, short)
            acronym = _ACRONYM.match(text, mention.end)
            if acronym and sum(map(str.isupper, acronym.group(1))) > 1:
                names.setdefault(acronym.group(1), acronym.group(1))
        names = {name: short for name, short in names.items() if name not in self.generic and len(name) > 1}
        if not names:
            return []
        body = "|".join(regex.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))
        pattern = regex.compile(rf"(?<![\p{{L}}\d-])(?:{body})(?:['’]?s|['’])?(?![\p{{L}}\d]|-\p{{Lu}})")
        blocked = Covered.of([(m.start, m.end) for m in taken])
        named = Covered.of([(p.start, p.end) for p in persons])
        mentions = []
        for passage in passages:
            for found in pattern.finditer(text, passage.start, passage.end):
                start, end = found.span()
                if blocked.overlapping(start, end) or named.overlapping(start, end):
                    continue
                surface = found.group()
                name = surface if surface in names else _GENITIVE.sub("", surface)
                mentions.append(OrganisationMention(start, end, name, "organisations.again", 0.85))
        return mentions


def _spelled(text: str, low: int, end: int, acronym: str) -> int | None:
    """Where the name begins whose initials are ``acronym``: *Håndværk og Industri (HI)*; None where none does."""
    words = list(_PIECE.finditer(text, max(low, end - 90), end))
    letters, begin = list(acronym), None
    for word in reversed(words):
        if not letters:
            break
        if word.group()[0].isupper():
            if word.group()[0] != letters.pop():
                return None
            begin = word.start()
        elif word.group() not in {"og", "for", "af", "i", "til", "de", "mod", "med"}:
            return None
    return begin if not letters else None


def compile_organisations(patterns: Patterns) -> OrganisationMatcher:
    """The matcher of ``patterns`` (organisations.toml, given_names.csv and the titles of people.toml)."""
    words = patterns.words

    def exact(name: str) -> frozenset[str]:
        return frozenset(words[name].words)

    names = sorted(
        (*words["organisations.names"].words, *words["organisations.parties"].words), key=lambda n: (-len(n), n)
    )
    body = "|".join(map(regex.escape, names))
    nouns = _alternatives(words["organisations.cue_nouns"])
    return OrganisationMatcher(
        heads_after=exact("organisations.heads_after"),
        head_endings=tuple(sorted(words["organisations.head_endings"].words)),
        heads_before=exact("organisations.heads_before"),
        heads_with_tail=exact("organisations.heads_with_tail"),
        place_heads=exact("organisations.place_heads"),
        legal_forms=exact("organisations.legal_forms"),
        endings=tuple(sorted(words["organisations.endings"].folded, key=lambda e: (-len(e), e))),
        generic=exact("organisations.generic"),
        droppable=exact("organisations.droppable"),
        names=regex.compile(rf"(?<![\p{{L}}\d-])(?:{body})(?:['’]?s|['’])?(?![\p{{L}}\d]|['’]\p{{L}}|-\p{{Lu}})"),
        listed=frozenset(names),
        parties=exact("organisations.parties"),
        municipalities=frozenset(row["name"] for row in patterns.table("municipalities")),
        cue_nouns=regex.compile(rf"(?<![\p{{L}}\d-])(?:{nouns})\s(?=\p{{Lu}})", regex.IGNORECASE),
        not_first=exact("people.not_first"),
        given_names=frozenset(row["name"] for row in patterns.table("given_names")),
        titles=frozenset(w for w in words["people.titles"].folded if " " not in w and len(w) > 3),
    )


def _alternatives(words: Words) -> str:
    return "|".join(map(regex.escape, sorted(words.words, key=lambda word: (-len(word), word))))
