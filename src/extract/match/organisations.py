"""Organisations by their heads, legal forms, compound endings and fixed names (patterns/organisations.toml).

Rows of capitalised words give the names (organisations_runs); a name found once with its evidence is found again
wherever the release repeats it, in full or in short.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from extract.match.entities import EntityMention
from extract.match.organisations_runs import GENITIVE, Found, Runs, compile_runs, fixed_names
from extract.match.people_spans import Covered
from extract.patterns import Patterns
from extract.records.document import Article, Passage
from extract.records.mentions import OrganisationMention, PersonMention, PlaceFound
from extract.records.release import Span
from extract.values.names import occurrences

_PIECE = regex.compile(r"[^\s]++")
_PHRASE_NAME = regex.compile(r"\p{Lu}[\p{L} -]* (?:på|til|og|for|under|mod|uden|med) \p{Lu}[\p{L}-]+")
_ACRONYM = regex.compile(r"\s\((\p{Lu}[\p{L}\d&]{1,9})\)")
_IN_BRACKETS = regex.compile(r"\s\((\p{Lu}{2,7})\)")
_WORD = regex.compile(r"(?<![\p{L}\d-])[\p{Lu}\d][\p{L}\d]*+")
_NOTHING_OWNED = regex.compile(r"[ ]?(?:[\n,;:!?)»”]|\.(?:\s|$)|$)")
_NAME_ENDS = regex.compile(r"(?:['’]?s|['’])?(?![\p{L}\d]|-\p{Lu})")
_OWN_S = ("u", "i", "plad", "sejlad")
_SMALL = regex.compile(r"\s\p{Ll}")
_ENDS_ROW = regex.compile(r",? (?:og|samt) ")
_JOINT = regex.compile(r",? (?:og|samt) (?=\p{Lu})|, (?=\p{Lu})")
_MAX_LOOKS = 200
_LONGEST = 200
_ROW_LONGEST = 400
_NEXT_WORD = regex.compile(r"\s(\p{L}++)")
# «i Varde Kommune», «Tarm, Varde Kommune»: where something is; «Varde Kommune giver» is the body itself.
_WHERE = regex.compile(
    r"(?:(?<!\p{L})(?:i|hele|inden for|uden for|rundt i|omkring|herunder)|\p{L},) $", regex.IGNORECASE
)
_LISTED_WHERE = regex.compile(r"(?<!\p{L})i \p{Lu}[\p{L}-]*+(?: Kommune)?(?:, \p{Lu}[\p{L}-]*+(?: Kommune)?){0,5} og $")
_ROW = regex.compile(r"(?:\p{Lu}[\p{L}-]*+ (?:Regionsk|K|k)ommune, ){1,20}$")
_ENGLISH = ("Faculty ", "Department ", "School ", "University ", "Institute ", "College ", "Center for ", "Centre for ")
_PUBLIC_KINDS = frozenset({"municipality", "region"})
# What a model has cut off: *Darum Ro*- og Kajaklaug, *Malt* & Mikrobryg, *Ulbjerg Arkiv* og Omegn.
_GOES_ON = regex.compile(r"-| (?:& )?\p{Lu}| og (?:\p{L}+s )?[Oo]megn")
_SKIPPED = frozenset({"navigation", "teaser"})


@dataclass(frozen=True, slots=True)
class Words:
    """The capitalised words of one article by what they are, for finding names again in one pass."""

    text: str
    starts: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, text: str, passages: Iterable[Passage]) -> Words:
        starts: dict[str, list[int]] = {}
        for passage in passages:
            for word in _WORD.finditer(text, passage.start, passage.end):
                starts.setdefault(word.group(), []).append(word.start())
        return cls(text, starts)

    def stands(self, name: str) -> bool:
        """Whether ``name`` stands as whole words among the first places of its first word."""
        first = _WORD.match(name)
        places = self.starts.get(first.group(), ()) if first is not None else ()
        ends = len(name)
        return any(
            self.text.startswith(name, at) and not self.text[at + ends : at + ends + 1].isalpha()
            for at in places[:_MAX_LOOKS]
        )

    def places(self, names: Iterable[str]) -> list[tuple[int, int, str]]:
        """Where ``names`` stand, the longest first at each place, with a genitive's s: start, end, and the name."""
        by_first: dict[str, dict[int, set[str]]] = {}
        for name in names:
            first = _WORD.match(name)
            if first is not None and len(name) <= _LONGEST:
                by_first.setdefault(first.group(), {}).setdefault(len(name), set()).add(name)
        found = []
        for first_word, by_length in by_first.items():
            lengths = sorted(by_length, reverse=True)
            for at in (*self.starts.get(first_word, ()), *self.starts.get(first_word + "s", ())):
                for length in lengths:
                    name = self.text[at : at + length]
                    ends = _NAME_ENDS.match(self.text, at + length) if name in by_length[length] else None
                    if ends is not None:
                        found.append((at, ends.end(), name))
                        break
        kept: list[tuple[int, int, str]] = []
        for place in sorted(found):
            if not kept or place[0] >= kept[-1][1]:
                kept.append(place)
        return kept


def _owns_nothing(text: str, surface: str) -> bool:
    """Whether a name stands somewhere with nothing behind it that it could own."""
    at = text.find(surface)
    for _ in range(_MAX_LOOKS):
        if at < 0:
            return False
        if _NOTHING_OWNED.match(text, at + len(surface)) is not None:
            return True
        at = text.find(surface, at + 1)
    return False


@dataclass(frozen=True, slots=True)
class OrganisationMatcher:
    """Finds organisations; made once by :func:`compile_organisations`, then only read."""

    runs: Runs
    heads_after: frozenset[str]
    kinds: tuple[str, ...]
    """What a name's last word ends in that says what kind of body it is: an s after it is a genitive."""
    plural_heads: frozenset[str]
    legal_forms: frozenset[str]
    generic: frozenset[str]
    droppable: frozenset[str]
    listed: frozenset[str]
    municipalities: frozenset[str]
    given_names: frozenset[str]
    not_owned: frozenset[str]
    nature: frozenset[str]
    sites: frozenset[str]
    """Last words of what is a place or a part of the country, and no body: *Vamdrup Station*, *Læsø Nord*."""

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
        ``entities`` of kind organisation are taken where no rule speaks, no name of a person stands and the text
        bears them out (see :meth:`_borne_out`).
        """
        text = article.text
        found: list[Found] = []
        for passage in article.passages:
            if passage.kind not in _SKIPPED:
                found.extend(self.runs.find(text, passage))
                found.extend(_spelled_out(text, passage))
        found.extend(_sender(article))
        found.extend(self._houses(text, persons))
        found.extend(
            Found(entity.start, entity.end, "organisations.model", 0.5)
            for entity in entities
            if entity.kind == "organisation" and entity.end <= len(text) and self._borne_out(text, entity, places)
        )
        return self._chosen(article, found, persons, places)

    def _borne_out(self, text: str, entity: EntityMention, places: Sequence[PlaceFound]) -> bool:
        """Whether the text itself bears out what a model takes for an organisation: a whole run of capitalised words
        that holds a place and more (*Arnum Husflid*), and is no lake or wood. Models take much else for one: projects,
        headings, words in capitals."""
        start, end = entity.start, entity.end
        words = text[start:end].split()
        if len(words) < 2 or not all(word[0].isupper() and not word.isupper() for word in words):
            return False
        if text[end - 1] == "-" or _GOES_ON.match(text, end):
            return False
        inside = [place for place in places if start <= place.start and place.end <= end]
        named = {word for place in inside for word in text[place.start : place.end].split()}
        rest = [word for word in words if word not in named]
        return bool(inside and rest) and rest[-1] not in self.nature and words[-1] not in self.sites

    def with_people(
        self,
        article: Article,
        organisations: Sequence[OrganisationMention],
        persons: Sequence[PersonMention],
        places: Sequence[PlaceFound] = (),
    ) -> tuple[OrganisationMention, ...]:
        """``organisations``, an earlier answer for ``article``, with the houses that stand beside ``persons`` and
        without what is a person's name: what :meth:`find` gives with these persons, at a fraction of its work."""
        found = [
            Found(mention.start, mention.end, mention.rule or "", mention.confidence)
            for mention in organisations
            if mention.rule != "organisations.again"
        ]
        found.extend(self._houses(article.text, persons))
        return self._chosen(article, found, persons, places)

    def _houses(self, text: str, persons: Sequence[PersonMention]) -> list[Found]:
        return [
            Found(*person.organisation_span, "organisations.beside_person", 0.8)
            for person in persons
            if person.organisation_span is not None
            and text[person.organisation_span[0]].isupper()
            and person.organisation not in self.municipalities
        ]

    def _chosen(
        self, article: Article, found: list[Found], persons: Sequence[PersonMention], places: Sequence[PlaceFound]
    ) -> tuple[OrganisationMention, ...]:
        text = article.text
        words = Words.of(text, [passage for passage in article.passages if passage.kind not in _SKIPPED])
        towns = {
            (place.start, place.end)
            for place in places
            if place.kind not in _PUBLIC_KINDS or _is_where(text, place.start, place.end, self.runs.employed)
        }
        taken = self._choose(text, found, persons, towns, words)
        taken = [*taken, *self._listed(article, taken, persons, places)]
        sender = article.publisher or ""
        # The release may name its sender in the genitive alone.
        taken = [replace(mention, name=sender) if mention.name == sender + "s" else mention for mention in taken]
        again = self._again(text, words, taken, persons, {place.name for place in places})
        return tuple(sorted((*taken, *again), key=lambda mention: mention.start))

    def _choose(
        self, text: str, found: Iterable[Found], persons: Sequence[PersonMention], towns: set[Span], words: Words
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
            name = self._name(text, start, end, one.rule, words)
            taken.append(OrganisationMention(start, end, name, one.rule, one.confidence))
        return taken

    def _listed(
        self,
        article: Article,
        taken: Sequence[OrganisationMention],
        persons: Sequence[PersonMention],
        places: Sequence[PlaceFound],
    ) -> Iterator[OrganisationMention]:
        """The names between bodies in a row that *og* or *samt* ends, where as many are bodies by themselves:
        *Museum Vestfjord, Dunkelfolket og Ribe Teater*."""
        text, bodies = article.text, sorted(taken, key=lambda mention: mention.start)
        starts = [body.start for body in bodies]
        others = Covered.of([*((p.start, p.end) for p in persons), *((p.start, p.end) for p in places)])
        for passage in article.passages:
            if passage.kind in _SKIPPED:
                continue
            at = passage.start
            while (run := self.runs.run.search(text, at, passage.end)) is not None:
                row, at = self._row(text, run.start(), passage.end, bodies, starts)
                names = [span for span, body in row if body is None]
                if not names or len(row) - len(names) < max(2, len(names)):
                    continue
                (_, stop), body = row[-2]
                if not (_ENDS_ROW.match(text, body.end if body else stop) or _ENDS_ROW.match(text, at)):
                    continue  # the fields of an entry: «Ribe Bådelaug, Ny bro, Esbjerg Kommune»
                for start, end in names:
                    if not others.overlapping(start, end) and self._may_be_body(text, start, end):
                        yield OrganisationMention(start, end, text[start:end], "organisations.listed", 0.8)

    def _row(
        self, text: str, at: int, high: int, bodies: Sequence[OrganisationMention], starts: Sequence[int]
    ) -> tuple[list[tuple[Span, OrganisationMention | None]], int]:
        """The names that stand in a row from ``at`` on, each with the body that it is or holds, and where it ends."""
        row: list[tuple[Span, OrganisationMention | None]] = []
        ended = False
        while (run := self.runs.run.match(text, at, high)) is not None:
            number = bisect_left(starts, run.end()) - 1
            body = bodies[number] if number >= 0 and bodies[number].end > at else None
            row.append(((at, run.end()), body))
            at = max(run.end(), body.end if body is not None else 0)
            joint = _JOINT.match(text, at, high)
            if joint is None:
                break
            if _ENDS_ROW.match(joint.group()):
                if ended and body is None:  # «samt Unge og Ældres Hus»: the second *og* is the name's own
                    row.pop()
                if ended:
                    break
                ended = True
            at = joint.end()
        return row, at

    def _may_be_body(self, text: str, start: int, end: int) -> bool:
        """Whether a name in a row of bodies is no person, title or owner (*og Danmarks ældste skole*)."""
        first = self.runs.kind(text[start:end].split(" ", 1)[0])
        owner = text[end - 1] in "s’'" and _SMALL.match(text, end) is not None
        return not (first.skipped or first.given or owner or text[start:end] in self.generic)

    def _abbreviated(self, surface: str) -> bool:
        """Whether the full stop at the end is the name's own: *Rosager Ltd.*"""
        return surface.rsplit(" ", 1)[-1] in self.legal_forms or surface.endswith("a.")

    def _name(self, text: str, start: int, end: int, rule: str, words: Words) -> str:
        """The surface without the genitive: an s that a head, a legal form or a common word cannot end in."""
        surface = " ".join(text[start:end].split())
        if rule == "organisations.sender":
            return surface
        if surface in self.listed:
            return surface
        if rule == "organisations.names" and (bare := str(GENITIVE.sub("", surface))) in self.listed:
            return bare
        last = surface.rsplit(" ", 1)[-1]
        if last == "Kommuner" and surface.removesuffix(" Kommuner") in self.municipalities:
            return surface.removesuffix("r")  # «Varde og Esbjerg Kommuner»
        if last in self.heads_after and not last.endswith(("Kommunes", "s")):
            return surface
        bare = str(GENITIVE.sub("", last))
        if bare == last:
            return surface
        if bare in self.plural_heads:
            following = _NEXT_WORD.match(text, end)
            if following is None or following.group(1) in self.not_owned:
                return surface  # «Andersen Festivals er klar»: nothing that it could own
        head = surface[: len(surface) - len(last)]
        known = bare in self.heads_after or bare.casefold().endswith(self.kinds) or "’" in last or "'" in last
        if known or bare in self.runs.heads_before or words.stands(head + bare):
            return head + bare
        if rule == "organisations.names":
            return surface
        # «Region Midtjyllands støtter»: before a word in small letters a name that ends in s is a genitive.
        # Not where the s is the word's own: «Foreningen Stege Badehus», «Dansk Sejlads».
        english = surface.startswith(_ENGLISH) or bare.casefold().endswith(_OWN_S)
        owns = rule == "organisations.heads_before" and len(bare) > 4 and not english and _SMALL.match(text, end)
        # Nor where the s stands before a stop or the end of a line: «Pressemeddelelse fra Fonden Nordlys».
        return head + bare if owns and not _owns_nothing(text, text[start:end]) else surface

    def _again(
        self,
        text: str,
        words: Words,
        taken: Sequence[OrganisationMention],
        persons: Sequence[PersonMention],
        towns: set[str],
    ) -> list[OrganisationMention]:
        """Mentions of names that were found elsewhere with their evidence, in full or in short."""
        names: dict[str, str] = {}
        for mention in taken:
            names.setdefault(mention.name, mention.name)
            parts = mention.name.split(" ")
            short = None
            if parts[-1] in self.legal_forms or parts[-1] in self.droppable:
                short = " ".join(parts[:-1])
            if short and len(short) > 2 and short not in towns and short not in self.given_names:
                names.setdefault(short, short)
            inner = mention.name.partition(" ")[2]
            if mention.rule == "organisations.endings" and _PHRASE_NAME.fullmatch(inner) is not None:
                names.setdefault(inner, mention.name)  # «Liv på Landet» of «Landsbyfonden Liv på Landet»
            acronym = _ACRONYM.match(text, mention.end)
            if acronym and sum(map(str.isupper, acronym.group(1))) > 1:
                names.setdefault(acronym.group(1), acronym.group(1))
        blocked = Covered.of([(m.start, m.end) for m in taken])
        named = Covered.of([(p.start, p.end) for p in persons])
        wanted = [name for name in names if name not in self.generic and len(name) > 1]
        return [
            OrganisationMention(start, end, names[name], "organisations.again", 0.85)
            for start, end, name in words.places(wanted)
            if not blocked.overlapping(start, end) and not named.overlapping(start, end)
        ]


def _is_where(text: str, start: int, end: int, employed: tuple[str, ...]) -> bool:
    """Whether a municipality or region stands where something is, and neither does anything itself nor has somebody
    work for it: *udviklingschef i Varde Kommune*."""
    before = text[max(start - _ROW_LONGEST, 0) : start].rpartition("\n")[2]
    row = _ROW.search(before)  # «A Kommune, B Kommune og C Kommune går sammen» are what their first is
    before = before[: row.start()] if row else before
    if before.endswith(" i ") and before[:-3].casefold().endswith(employed):
        return False
    return _WHERE.search(before) is not None or _LISTED_WHERE.search(before) is not None


def _sender(article: Article) -> list[Found]:
    """The sender wherever the article names it, whatever its name looks like."""
    name = article.publisher
    if not name or not name[0].isupper():
        return []
    return [
        Found(start, start + len(name), "organisations.sender", 0.9)
        for passage in article.passages
        if passage.kind not in _SKIPPED
        for start, _ in occurrences(article.text, name, passage.start, passage.end)
    ]


def _spelled_out(text: str, passage: Passage) -> list[Found]:
    found = []
    for short in _IN_BRACKETS.finditer(text, passage.start, passage.end):
        begin = _spelled(text, passage.start, short.start(), short.group(1))
        if begin is not None:
            found.append(Found(begin, short.start(), "organisations.spelled_out", 0.9))
    return found


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

    return OrganisationMatcher(
        runs=compile_runs(patterns),
        heads_after=exact("organisations.heads_after"),
        kinds=tuple(sorted(words["organisations.endings"].folded | words["organisations.head_endings"].folded)),
        plural_heads=exact("organisations.plural_heads"),
        legal_forms=exact("organisations.legal_forms"),
        generic=exact("organisations.generic"),
        droppable=exact("organisations.droppable"),
        listed=fixed_names(patterns),
        municipalities=frozenset(row["name"] for row in patterns.table("municipalities")),
        given_names=frozenset(row["name"] for row in patterns.table("given_names")),
        not_owned=words["people.not_owned"].folded,
        nature=exact("places.nature_after"),
        sites=exact("organisations.sites") | exact("organisations.compass"),
    )
