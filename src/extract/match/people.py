"""Persons: names with evidence, their titles, houses and parties, and names in short that refer back.

A name is two to five capitalised words. A given name from given_names.csv is evidence enough; without one
it takes a title beside it, a party after it or a verb of speech. Streets, schools and funds named after
somebody are no persons. A surname or given name alone is one where the release has named exactly one so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import regex

from extract.match.entities import EntityMention
from extract.match.people_houses import Houses, public_bodies
from extract.match.people_names import NameFound, NameRuns, compile_names
from extract.match.people_spans import Covered, OrganisationIndex, TitleFound, sentence_at
from extract.match.people_titles import Titles, compile_titles
from extract.match.people_told import Telling
from extract.patterns import Patterns
from extract.records.document import Article, Passage
from extract.records.mentions import OrganisationMention, PersonMention
from extract.records.release import Span

Gender = Literal["f", "m", "u"]

_SKIPPED = frozenset({"navigation", "teaser"})
_IS = regex.compile(
    r"\s*,?\s(?:(?:der|som)\s(?:også\s|i dag\s|nu\s|selv\s|både\s|desuden\s)?(?:til dagligt?\s)?)?"
    r"(?:(?:(?:er|var|blev|bliver|har)\s(?:netop\s|nu\s|også\s|i\s\p{Ll}{2,8}\s)?)?"
    r"(?:fungerer|arbejder|ansat|udnævnt|tiltræder|tiltrådt|ansættes|begynder|konstitueret|(?:gen)?valgt"
    r"|udpeget|stopper|fratræder|overtager posten)\s(?:som|til)|er|var|blev|har\sværet|bliver)\s"
    r"(?:(?:også|både|en|et|den|ny|nye|i dag|selv|desuden|nuværende)\s){0,3}"
    r"|,?\s(?:der|som)\s(?:(?:netop|selv|kun|lige)\s)?(?:tiltrådte|begyndte|startede|kommer\sfra\sen\sstilling)"
    r"\s(?:som|til)\s"
)
_AGE = r"(?:\d{1,3}(?:\s?år(?:ig(?:e)?)?)?(?:\sgammel)?(?:,|\sog|\s)\s?)?"
_COMMA = regex.compile(rf"\s*,\s{_AGE}(?:som\s|en af\s|vores\s)?|\s[-–—]\s|\s\({_AGE}")
_OWNER = regex.compile(r"(?<!\p{L})(\p{Lu}[\p{L}\d&-]*+)(?<=s)\s$")
# «Ida Brink (billedet), som er lærer»: what a bracket says of the picture or the age.
_ASIDE = regex.compile(
    r"\s\((?:billedet|på\sbilledet|foto[^()]{0,20}|t\.?\s?[hv]\.?|til\s(?:højre|venstre)|\d{1,3}(?:\sår)?|født\s[^()]{1,20}|f\.\s[^()]{1,20})\)",
    regex.IGNORECASE,
)
_NEXT_WORD = regex.compile(r"\s(\p{L}++)")
_NEXT_NAME = regex.compile(r"\s(\p{Lu}\p{Ll}++)\s\p{Lu}")
_ROYAL_HINTS = ("H.K.H", "H. K.", "H.M.", "H. M.", "Kong ", "Dronning ", "Prins", "rinsesse ")
_NOUN = regex.compile(r"(\p{Ll}[\p{L}-]{4,40})\s(?=\p{Lu})")
_RUN = regex.compile(r"\p{Lu}[\p{L}\d&/-]*+(?:\s(?:&\s)?[\p{Lu}\d][\p{L}\d&/-]*+){0,4}")
_FROM = regex.compile(r"\s(?:fra|hos|i|ved|på|for)\s(?:(?:den|det|de)\s(?=\p{Lu}))?|,\s(?=\p{Lu})|\s\((?=\p{Lu})")
# «Ida Brink, Vester Vandet (Lodsejerne)»: in a list of members, where from and for whom.
_MEMBER = regex.compile(
    r",\s\p{Lu}[\p{L}-]*+(?:\s\p{Lu}[\p{L}-]*+){0,2}\s\((\p{Lu}\p{L}{3,}[^()\d\n]{0,60})\)(?=[.,;]?\s*$)",
    regex.MULTILINE,
)
_SAME = regex.compile(r"\s(?:fra|på|ved|i)\s(?:den|det)?\s?samme\s(\p{Ll}{3,40})(?!\p{L})")
_SPEARHEAD = regex.compile(
    r",?\s(?:der|som)\s(?:(?:har|nu|også|i dag)\s){0,2}(?:står|stået|stod|sidder|siddet)\si\sspidsen\sfor"
    r"\s(\p{Ll}{4,40})(?!\p{L})"
)
# «… og er talsmand for lodsejerne», after something else that is told of the person.
_AND_IS = regex.compile(
    r",\s(?:der|som)\s[^,.;:()\n]{3,70}?\sog\s(?:er|var|også\ser)\s(?:(?:en|et|den|ny|også)\s){0,2}"
)
_APPOSED = regex.compile(r"[,.:;]|\s?$|\s(?:og|om)(?!\p{L})")
# «Ida Brink, der leder teatergruppen Tusmørke», «som sidder i Sundhedsudvalget».
_LEADS = regex.compile(
    r",\s(?:der|som)\s(?:(?:nu|også|i dag|til daglig|selv)\s)?(?:"
    r"(?:leder|driver|ejer|repræsenterer|står\sfor|står\sbag|har\sstiftet|stiftede|grundlagde|bestyrer)\s"
    r"(?:(?P<kind>\p{Ll}{4,30}(?:en|et))\s)?(?=\p{Lu})"
    r"|(?:sidder|er\smed)\si\s(?=\p{Lu}[\p{L}-]*(?:udvalget|rådet|bestyrelsen|nævnet)(?!\p{L})))"
)
_ROYAL = regex.compile(
    r"(?<!\p{L})(?:(?P<name>H\.\s?(?:K\.\s?H|M)\.\s(?:(?:Kong|Dronning|(?:Kron)?[Pp]rins(?:esse)?)\s\p{Lu}\p{Ll}++"
    r"|Kongen|Dronningen|(?:Kron)?[Pp]rins(?:ess)?en))s?"
    r"|(?P<name>(?:Kong|Dronning|Kronprins|Kronprinsesse|Prins|Prinsesse)\s\p{Lu}\p{Ll}++(?<!s)(?:\s[IVX]{1,5}\b)?))(?![\p{L}-]|\s\p{Lu}|\s\d)"
)
_NUMBERED = regex.compile(
    r"\s(?:den\s)?(?:(?:Første|Anden|Tredje|Fjerde|Femte|Sjette|Syvende|Ottende|Niende|Tiende)s?(?!\p{L})|[1-9]\.)"
)
_PREDICATE = regex.compile(r"\s(?:er|hedder|bliver|blev|hed|var)\s(?:nu\s|i\sdag\s|fortsat\s|fremover\s)?$")
_INVERTED = regex.compile(
    r"(?<!\p{L})(?:er|var|blev|bliver|fortsætter|stopper|tiltræder|begynder|starter|fratræder)\s$"
)
_DEGREE_ENDS = regex.compile(r"(?<!\p{L})(?:\p{Ll}{1,6}\.){2,3}\s*$")
_PERSON_BEFORE = regex.compile(r"(?:(?<!\p{L})(?:af|hos|med|mens|og|samt|som|til)|[,:;–-]) $", regex.IGNORECASE)
_PLACE_BEFORE = frozenset(["i", "ved", "til", "på", "omkring", "omegn", "nær", "gennem", "ad", "over", "mod"])


@dataclass(frozen=True, slots=True)
class PeopleMatcher:
    """Finds persons; made once by :func:`compile_people`, then only read."""

    names: NameRuns
    titles: Titles
    party: regex.Pattern[str]
    genders: Mapping[str, Gender]
    verbs: frozenset[str]
    party_names: frozenset[str]
    parties: frozenset[str]
    """The parties' names and their abbreviations of two letters or more."""
    legal_forms: frozenset[str]
    place_names: frozenset[str]
    house_endings: tuple[str, ...]

    def gender(self, name: str) -> Gender | None:
        """The gender that the first listed given name of ``name`` says; None where none is listed."""
        for part in name.replace(".", ". ").split():
            part = part.title() if part.isupper() else part
            known = self.genders.get(part) or self.genders.get(part.split("-")[0])
            if known is not None:
                return known
        return None

    def find(
        self,
        article: Article,
        organisations: Sequence[OrganisationMention],
        entities: Sequence[EntityMention] = (),
    ) -> tuple[PersonMention, ...]:
        """The persons of the article in reading order, not overlapping.

        ``organisations`` keep their words from being read as names and are the houses beside them;
        ``entities`` of kind person are taken as evidence for a name that has no other.
        """
        text = article.text
        organisations = (*organisations, *public_bodies(text, organisations))
        index = OrganisationIndex.of(organisations)
        has_royals = any(hint in text for hint in _ROYAL_HINTS)
        houses = Houses.of(article, organisations, self.titles.complements, self.legal_forms)
        model = {(entity.start, entity.end) for entity in entities if entity.kind == "person"}
        found: list[PersonMention] = []
        doubtful: list[PersonMention] = []
        singles: list[tuple[NameFound, Passage]] = []
        for passage in article.passages:
            if passage.kind in _SKIPPED:
                continue
            royal = [n for n in _royal(text, passage) if index.at(n.start) is None] if has_royals else []
            taken = Covered(_royal_spans(text, passage) if has_royals else [])
            plain = self.names.find(text, passage.start, passage.end, index, self._leads)
            for name in (*royal, *(n for n in plain if taken.overlapping(n.start, n.end) is None)):
                if name.parts == 1:
                    singles.append((name, passage))
                    continue
                mention, sure = self._mention(text, name, passage, index, model, houses)
                (found if sure else doubtful).append(mention)
        known = {mention.name for mention in found}
        found.extend(
            mention for mention in doubtful if mention.name in known or mention.name.removesuffix("s") in known
        )
        telling = Telling(article, self.titles, index, houses, self._fits)
        found = telling.add(_without_genitive(found))
        found.extend(self._short(text, found, doubtful, singles, index))
        return tuple(sorted(found, key=lambda mention: mention.start))

    def _fits(self, name: str, pronoun: str) -> bool:
        return self.gender(name) in {None, "u", "m" if pronoun == "Han" else "f"}

    def _leads(self, word: str) -> bool:
        """Whether a word right before a capitalised row says that all of it is a person's name."""
        return self.titles.is_title(word) or word.casefold() in self.verbs

    def _mention(
        self,
        text: str,
        name: NameFound,
        passage: Passage,
        index: OrganisationIndex,
        model: set[Span],
        houses: Houses,
    ) -> tuple[PersonMention, bool]:
        """The mention with all that stands around it, and whether its evidence is enough."""
        low, high = _clause(text, passage, name.start)
        before = self.titles.before(text, low, name.start, index)
        if before is None and (verb := _PREDICATE.search(text, max(low, name.start - 40), name.start)) is not None:
            # «Museets direktør er Lone Bakholt.»
            subject = self.titles.before(text, low, verb.start(), index)
            if subject is not None and (subject.span[0] - low < 60 or subject.organisation or subject.house):
                before = subject
        end = name.end
        party = self.party.match(text, end, high)
        after_name = party.end() if party else end
        aside = _ASIDE.match(text, after_name, high)
        after_name = aside.end() if aside else after_name
        after = self._after(text, after_name, high, index)
        if before is None and after is None and _INVERTED.search(text, max(low, name.start - 14), name.start):
            # «Før var Ida Brink formand for X», «Derfor fortsætter Ida Brink som formand»
            after = self.titles.after(
                text, after_name + (5 if text.startswith(" som ", after_name) else 1), high, index
            )
        organisation, span, title, title_span = None, None, None, None
        for one in (before, after):
            if one is None:
                continue
            if title is None:
                title, title_span = one.title, one.span
            organisation, span = (
                (one.organisation, one.organisation_span) if organisation is None else (organisation, span)
            )
            if organisation is None and one.house is not None:
                organisation = houses.resolve(one.house, name.start)
        if organisation is not None and organisation.islower() and organisation.endswith(("rådet", "lauget")):
            organisation = houses.resolve(organisation, name.start) or organisation
        if organisation is None:
            at = after.end if after else after_name
            organisation, span = self._house(text, at, high, index, titled=before is not None)
            organisation = organisation or self._pointed(text, at, high, houses)
        if (
            organisation is None
            and before is None
            and (owner := _OWNER.search(text, max(low, name.start - 60), name.start))
        ):
            organisation, span = self._owner(text, owner, index)
        words = text[max(low, name.start - 60) : name.start].split()
        spoken = bool(words) and words[-1].casefold().strip('»”"') in self.verbs
        following = _NEXT_WORD.match(text, after_name, after_name + 24)
        speaks = following is not None and following.group(1).casefold() in self.verbs
        strong = (before is not None and not before.loose) or party is not None or after is not None or spoken or speaks
        if name.given and not strong and text[name.start - 1 : name.start] in tuple("”“»\"'’"):
            return PersonMention(name.start, end, name.name), False  # a title that begins with a name
        sure = name.given or strong or ((name.start, name.end) in model and self._plain(text, name, passage))
        confidence = (0.97 if strong else 0.85) if name.given else 0.8 if strong else 0.6
        rule = "people.given_name" if name.given else "people.evidence" if strong else "people.model"
        said = None
        if party is not None:
            said = party["inside"] or party["beside"]
        elif organisation in self.parties:
            said = organisation
            if title is None and span is not None and span[1] < name.start:
                organisation, span = None, None  # «Enhedslistens Ida Brink»: her party, not her place of work
        mention = PersonMention(
            name.start, end, name.name, title, title_span, organisation, span, said, rule, confidence
        )
        return mention, sure

    def _plain(self, text: str, name: NameFound, passage: Passage) -> bool:
        """Whether the text bears out a name that only a model takes for a person's: it stands in a sentence, at its
        begin or after a word that persons follow, and looks like no body's (*Dreslette Bylaug*): it begins with no
        place, definite noun or genitive (*Koret*, *Øens*), and no word of it ends as bodies do."""
        low, high = sentence_at(passage, name.start)
        if text[name.end : high].strip(' .!?:»”"') == "":
            return False
        if name.start > low and _PERSON_BEFORE.search(text, max(low, name.start - 20), name.start) is None:
            return False
        words = name.name.split()
        if (
            words[0].endswith(("en", "et", "s"))
            or words[0] in self.place_names
            or " ".join(words[:2]) in self.place_names
        ):
            return False
        return not any(word.casefold().endswith(self.house_endings) for word in words)

    def _after(self, text: str, at: int, high: int, index: OrganisationIndex) -> TitleFound | None:
        for pattern in (_COMMA, _IS, _AND_IS):
            found = pattern.match(text, at, high)
            if found is None:
                continue
            at_title, owner = found.end(), index.at(found.end())
            if owner is not None and owner.start == at_title and text[owner.end - 1] in "s'’":
                at_title = owner.end + 1  # «X, Region Syddanmarks formand for …»
            else:
                owner = None
            title = self.titles.after(text, at_title, high, index)
            if title is None:
                continue
            if owner is not None and title.organisation is None:
                title = replace(title, organisation=owner.name, organisation_span=(owner.start, owner.end))
            # A further person right after the title: the title is that one's («…, formand Lone Bakholt»).
            beyond = _NEXT_NAME.match(text, title.end, title.end + 60)
            if beyond and beyond.group(1) in self.genders and title.organisation is None:
                continue
            if pattern is _COMMA and title.organisation is None:
                extra, span = self._house(text, title.end, high, index)
                if extra is not None:
                    return replace(
                        title, organisation=extra, organisation_span=span, end=span[1] if span else title.end
                    )
            return title
        return None

    def _pointed(self, text: str, at: int, high: int, houses: Houses) -> str | None:
        """*fra samme universitet*, *der har stået i spidsen for klubben*: a body that was named before."""
        same = _SAME.match(text, at, high)
        if same is not None:
            return houses.same(same.group(1), at)
        leads = _SPEARHEAD.match(text, at, high)
        if leads is not None and self.titles.complements.is_house(leads.group(1)):
            return houses.resolve(leads.group(1), at)
        return None

    def _house(
        self, text: str, at: int, high: int, index: OrganisationIndex, *, titled: bool = False
    ) -> tuple[str | None, Span | None]:
        """The body that stands behind a name, past *fra*, *i*, a comma; ``titled`` where a title stands before it."""
        member = _MEMBER.match(text, at, high)
        if member is not None and member.group(1) not in self.place_names:
            return member.group(1), member.span(1)
        leads = _LEADS.match(text, at, high)
        if leads is not None:
            return self._led(text, leads, high, index)
        found = _FROM.match(text, at, high)
        if found is None:
            return None, None
        mention = index.at(found.end())
        if mention is not None and mention.start <= found.end():
            return self.titles.complements.outer(text, mention, high, index)
        preposition = found.group().strip(" ,(")
        if preposition not in {"", "for", "i"} and (noun := _NOUN.match(text, found.end(), high)):
            return self._kind_and_name(text, noun, high, index)
        if preposition == "" and (body := self.titles.complements.body(text, found.end(), high, index)):
            return body[0], body[1] if body[0] else None
        apposed = titled and preposition == "" and text[found.start()] == ","
        named = apposed or preposition in {"fra", "hos"}
        run = _RUN.match(text, found.end(), min(high, found.end() + 80)) if named else None
        first = run.group().split(" ")[0] if run is not None else ""
        if run is None or run.group() in self.place_names or (apposed and self._no_body(first, run.group())):
            return None, None  # «Ida Brink fra Kolding» lives there
        if apposed and not _APPOSED.match(text, run.end(), high):
            return None, None
        return run.group(), run.span()

    def _no_body(self, first: str, name: str) -> bool:
        """Whether a row after a name and a comma is a town, a further person or a party."""
        town = first in self.place_names or first.removesuffix("s") in self.place_names
        return town or first in self.genders or name in self.parties or self.titles.base(first) is not None

    def _led(
        self, text: str, leads: regex.Match[str], high: int, index: OrganisationIndex
    ) -> tuple[str | None, Span | None]:
        """What somebody is said to lead, own or sit in: *der leder teatergruppen Tusmørke*."""
        mention = index.at(leads.end())
        if mention is not None and mention.start <= leads.end():
            return mention.name, (mention.start, mention.end)
        run = _RUN.match(text, leads.end(), high)
        if run is None or (leads["kind"] is None and not leads.group().endswith(" i ")):
            return None, None
        return run.group(), run.span()

    def _owner(self, text: str, owner: regex.Match[str], index: OrganisationIndex) -> tuple[str | None, Span | None]:
        """The body whose genitive stands right before the name: *Enhedslistens Ida Brink*."""
        mention = index.ending(owner.end(1))
        if mention is not None:
            return mention.name, (mention.start, mention.end)
        bare = owner.group(1)[:-1]
        return (bare, (owner.start(1), owner.end(1) - 1)) if bare in self.party_names else (None, None)

    def _kind_and_name(
        self, text: str, noun: regex.Match[str], high: int, index: OrganisationIndex
    ) -> tuple[str | None, Span | None]:
        """*plejecentret Åhaven*: an institution's name holds its kind; a company's (*firmaet Dahl*) does not."""
        kind = noun.group(1)
        if not self.titles.complements.is_house(kind):
            return None, None
        mention = index.at(noun.end())
        run = _RUN.match(text, noun.end(), high)
        if mention is None and run is None:
            return None, None
        start, end = (mention.start, mention.end) if mention is not None else run.span() if run else (0, 0)
        name = mention.name if mention is not None else text[start:end]
        if kind.casefold() in self.titles.complements.named_with_kind and start == noun.end():
            return f"{kind} {name}", (noun.start(1), end)
        return name, (start, end)

    def _short(
        self,
        text: str,
        found: Sequence[PersonMention],
        doubtful: Sequence[PersonMention],
        singles: Sequence[tuple[NameFound, Passage]],
        index: OrganisationIndex,
    ) -> list[PersonMention]:
        """Surnames, given names and other short forms that refer to exactly one person named in full."""
        owners: dict[str, set[str]] = {}
        for full in {mention.name for mention in found}:
            parts = full.split(" ")
            for form in {parts[-1], parts[0], " ".join(parts[1:]), " ".join(parts[-2:])}:
                if len(form) > 1 and form[0].isupper() and not form.endswith("."):
                    owners.setdefault(form, set()).add(full)
        taken = Covered.of((mention.start, mention.end) for mention in found)
        out: list[PersonMention] = []
        for alone, passage in singles:
            if alone.name not in owners and alone.name[-1] not in "s'’":
                continue
            short = next((s for s in _bare(alone.name) if len(owners.get(s, ())) == 1), None)
            if short is None or not self.names.alone(text, alone, index) or taken.overlapping(alone.start, alone.end):
                continue
            low = sentence_at(passage, alone.start)[0]
            words = text[max(low, alone.start - 60) : alone.start].split()
            previous = words[-1].casefold() if words else ""
            if previous in _PLACE_BEFORE or (
                previous == "fra" and not (len(words) > 1 and words[-2].casefold() in {"det", "lyder", "ord", "ordene"})
            ):
                continue
            before = self.titles.before(text, low, alone.start, index)
            end = alone.start + len(short) if alone.name != short else alone.end
            title = before if before is not None and before.organisation is None else None
            title = title or self._after(text, end, sentence_at(passage, end)[1], index)
            out.append(
                PersonMention(
                    alone.start,
                    end,
                    short,
                    title.title if title else None,
                    title.span if title else None,
                    rule="people.short",
                    confidence=0.9,
                )
            )
        for mention in doubtful:
            short = next((s for s in _bare(mention.name) if len(owners.get(s, ())) == 1), None)
            if short is not None and not taken.overlapping(mention.start, mention.end):
                out.append(
                    replace(mention, name=short, end=mention.start + len(short), rule="people.short", confidence=0.9)
                )
        return out


def _royal(text: str, passage: Passage) -> Iterator[NameFound]:
    """*H.K.H. Prinsessen* and *Dronning Alma*: a royal title is part of the name, and no further name is needed."""
    for found in _ROYAL.finditer(text, passage.start, passage.end):
        end = found.end("name")
        if _NUMBERED.match(text, end):
            continue  # «siden Dronning Margrete den Første levede»: a time, not somebody in the story
        yield NameFound(found.start(), end, text[found.start() : end], 2, True)


def _royal_spans(text: str, passage: Passage) -> list[Span]:
    """Where royal names stand, those of history too (*Dronning Margrete den Første*): no other name begins there."""
    return [
        (found.start(), numbered.end() if (numbered := _NUMBERED.match(text, found.end("name"))) else found.end("name"))
        for found in _ROYAL.finditer(text, passage.start, passage.end)
    ]


def _clause(text: str, passage: Passage, at: int) -> Span:
    """The sentence around ``at``; with the one before it where only a degree's full stop parts the two."""
    low, high = sentence_at(passage, at)
    if low > passage.start and _DEGREE_ENDS.search(text, max(passage.start, low - 16), low):
        low = sentence_at(passage, low - 2)[0]
    return low, high


def _bare(name: str) -> tuple[str, ...]:
    """The name as it stands, and without what may be a genitive."""
    if name.endswith(("'s", "’s")):
        return (name[:-2],)
    if name.endswith(("'", "’")):
        return (name[:-1],)
    return (name, name[:-1]) if name.endswith("s") else (name,)


def _without_genitive(found: Sequence[PersonMention]) -> list[PersonMention]:
    """*Anders Rosagers* is *Anders Rosager* where the release has that name too."""
    names = {mention.name for mention in found}
    out = []
    for mention in found:
        bare = mention.name[:-1]
        if mention.name.endswith("s") and bare in names:
            mention = replace(mention, name=bare, end=mention.end - 1)
        out.append(mention)
    return out


def compile_people(patterns: Patterns) -> PeopleMatcher:
    """The matcher of ``patterns`` (people.toml, given_names.csv, parties.csv, the verbs of quotes.toml)."""
    genders: dict[str, Gender] = {}
    for row in patterns.table("given_names"):
        genders[row["name"]] = "f" if row["gender"] == "f" else "m" if row["gender"] == "m" else "u"
    written: set[str] = set()
    full: set[str] = set()
    for row in patterns.table("parties"):
        full.add(row["name"])
        written.update({row["letter"], row["name"], *row["abbreviations"].split("|")} - {""})
    longest = sorted(written, key=lambda name: (-len(name), name))
    inside = "|".join(map(regex.escape, longest))
    beside = "|".join(regex.escape(name) for name in longest if len(name) > 1)
    listed = rf"{inside}|\p{{Lu}}[\p{{L}}-]{{1,30}}(?:listen|liste|partiet)"
    party = rf",?\s?\((?P<inside>{listed})(?:[-,/ ][^()]{{0,30}})?\)|,\s(?P<beside>{beside})(?=[,.)])"
    verbs = patterns.words["quotes.cue_verbs"].folded - patterns.words["quotes.weak_verbs"].folded
    titles = compile_titles(patterns)
    return PeopleMatcher(
        names=compile_names(patterns, frozenset(genders), titles),
        titles=titles,
        party=regex.compile(party),
        genders=genders,
        verbs=verbs,
        party_names=frozenset(full),
        parties=frozenset(full) | {name for name in written if len(name) > 1},
        legal_forms=frozenset(patterns.words["organisations.legal_forms"].words),
        place_names=frozenset(row["name"] for row in patterns.table("places")),
        house_endings=tuple(sorted(patterns.words["organisations.head_endings"].folded)),
    )
