"""What sentences tell of a person besides the words right at the name: *Hun er overlæge ved X*, *Han hedder X*,
*posten som direktør*, and the house that a sentence or the one before it opens with (*Hos X …, formand Y*)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import regex

from extract.match.people_houses import Houses
from extract.match.people_spans import OrganisationIndex, TitleFound, sentence_at
from extract.match.people_titles import Titles
from extract.records.document import Article, Passage
from extract.records.mentions import OrganisationMention, PersonMention
from extract.records.release import Span

_HE_IS = regex.compile(
    r"(Han|Hun)\s(?:er|har været|var|bliver|(?:fungerer|arbejder|tiltræder|begynder|starter)\ssom)\s"
    r"(?:(?:også|selv|i dag|til daglig|ny|den|det|nuværende)\s){0,2}"
)
_HE = regex.compile(r"(?<!\p{L})(?:[Hh]an|[Hh]un)(?!\p{L})")
_IS_CALLED = regex.compile(r"(?:Han|Hun|Vedkommende)\shedder\s$")
_ROLE_OPENS = regex.compile(r"(?:Også\s|Selv\s)?(?:([\p{L}-]{2,40}?)s\s)?(?:(?:nye|nuværende)\s)?([\p{L}-]++)")
_AS = regex.compile(
    r"(?<!\p{L})(?:tilbage|posten|jobbet|stillingen|hvervet|rollen|tiltræder|tiltrådte|udnævnt|ansat|konstitueret|(?:gen)?valgt|begynder|starter"
    r"|stopper|fratræder|går af)\s(?:til|som)\s(?:(?:ny|den|vores)\s)?"
)
_CHAIR = regex.compile(r"(?<!\p{L})(\p{Ll}{4,30}?)s?(?:stolen|posten|jobbet|stillingen)(?!\p{L})")
_LEAVES = regex.compile(
    r"\s(?:har\s(?:sagt\sop|opsagt|valgt\sat\sstoppe|fået\snyt)|siger\s(?:op|farvel)|stopper|fratræder|trækker\ssig|går\s(?:på\spension|af|fra))(?!\p{L})"
)
# «Egefonden har ansat 47-årige Ida Brink fra Ribe som ny direktør».
_APPOINTS = regex.compile(
    r"\s(?:har\s(?:netop\s|nu\s|i dag\s|enstemmigt\s){0,2})?(?:ansat|ansætter|valgt|valgte|vælger|udnævnt|udnævner"
    r"|udpeget|udpeger|hentet|henter|konstitueret"
    r"|genvalgt|genvælger|får|fik|har fået|byder velkommen til)\s(?:den\s)?(?:\d\d[- ]årige\s)?$"
)
_APPOINTED = regex.compile(
    r"(?:,?\s(?:fra|i)\s\p{Lu}[\p{L}-]*+(?:\s\p{Lu}[\p{L}-]*+){0,2},?)?\s(?:som|til)\s(?:(?:ny|nye|den|sin|deres|første)\s){0,3}"
)
_NEW = regex.compile(r"(?<!\p{L})(?:ny|nye)\s")
_OPENS_HOUSE = regex.compile(
    r"(?:(?:Også|Heller ikke|Selv)\s)?(?:Hos|hos|I|i|Fra|fra|Ved|ved|På|på)\s(?:[\p{Ll}]++,?\s){0,4}$"
)
_AT_HOUSE = regex.compile(r"(?:Ved|Hos|Fra|På)\s")
_HAS = regex.compile(r"\s\p{Ll}{2,12}\s")
_SAID_BY = regex.compile(r"^(?:[\p{L}-]++\s){0,3}(?:fra|hos|i)\s(?:[\p{Ll}]++\s){0,2}$|^$")
_LINKS = regex.compile(r"(?:,\smen|\sifølge|\ser|,\shvor)\s$")
_SHORT = regex.compile(r"(\p{Lu}[\p{Lu}\d]{1,5}|\d\p{Lu})-(?=\p{Ll}{4})")
_OWNED = regex.compile(r"(?<!\p{L})(\p{L}{3,40}(?:en|et))s\s(?:\p{Ll}{2,15}e\s)?$")
_ENDS = regex.compile(r"(?:en|n|et)?(?!\p{L})")
_MAX_LOOKS, _MAX_TITLES = 50, 20
_AND = regex.compile(r"(?:\s\([^()\n]{1,20}\))?\s(?:og|samt)\s")
_OF = regex.compile(r"\s(?:fra|i|hos|ved|på)\s(?:(?:den|det|de)\s)?")
_MARKER, _SIGNATURE = 3, 100
_AT_WORK = regex.compile(
    r"(?:[Hh]ans|[Hh]endes)\s(?:\p{Ll}++e\s)?(?:gruppe|afdeling|hold|klinik|forskerhold|forskergruppe|team|kolleger|kollegaer|"
    r"arbejdsplads|kontor|laboratorium|elever|studerende|medarbejdere)\s(?:på|ved|i|hos|fra)\s(?=\p{Lu})"
)
_THEIRS = regex.compile(r"(?<!\p{L})(?:[Hh]ans|[Hh]endes)\s$")
_SPOKEN = frozenset({"-", "–", "—", "−", "»", "”", "“", '"', "„", "«"})


@dataclass(frozen=True, slots=True)
class Telling:
    """Gives persons what the sentences around them tell, for one article."""

    article: Article
    titles: Titles
    index: OrganisationIndex
    houses: Houses
    fits: Callable[[str, str], bool]
    """Whether a name may be the *Han* or *Hun* asked about."""
    employers: dict[str, str] = field(default_factory=dict)
    """The first house that is told of each name; filled by :meth:`add`."""

    def add(self, found: Sequence[PersonMention]) -> list[PersonMention]:
        """``found`` in reading order, with titles and houses that their sentences tell."""
        ordered = sorted(found, key=lambda mention: mention.start)
        starts = [mention.start for mention in ordered]
        ordered = [self._signed(mention) for mention in ordered]
        titled = any(mention.title is None for mention in ordered)
        for passage in self.article.passages:
            if titled:
                self._pronouns(passage, ordered, starts)
        if titled:
            for number, mention in enumerate(ordered):
                if mention.title is None:
                    ordered[number] = self._named(mention, ordered, starts)
        ordered = self._prefixed(ordered)
        ordered = self._shared(ordered)
        ordered = [self._listed(mention) for mention in ordered]
        self.employers.update({m.name: m.organisation for m in reversed(ordered) if m.organisation is not None})
        self._owned(ordered)
        self._at_work(ordered, starts)
        for number, mention in enumerate(ordered):
            if (
                mention.organisation is None
                and mention.title_span is not None
                and mention.title_span[0] < mention.start
            ):
                ordered[number] = self._opened(mention, ordered, starts)
        return ordered

    def _at_work(self, ordered: list[PersonMention], starts: list[int]) -> None:
        """*Hendes gruppe på Aarhus Universitet* tells where the person named last before it works."""
        for theirs in _AT_WORK.finditer(self.article.text):
            number = bisect_left(starts, theirs.start()) - 1
            house = self.titles.complements.house(self.article.text, theirs.end(), theirs.end() + 80, self.index)
            if number < 0 or house is None or ordered[number].name in self.employers:
                continue
            if self.fits(ordered[number].name, "Han" if theirs.group()[:3].casefold() == "han" else "Hun"):
                ordered[number] = replace(ordered[number], organisation=house[0], organisation_span=house[1])

    def _prefixed(self, ordered: Sequence[PersonMention]) -> list[PersonMention]:
        """*DI-direktør X* is a direktør of DI, where DI is a body that the release or the patterns know."""
        out = []
        for mention in ordered:
            short = _SHORT.match(mention.title or "")
            full = (
                self.houses.spelled_out(short.group(1)) if short is not None and mention.organisation is None else None
            )
            if short is not None and full is not None:
                title = mention.title or ""
                bare = title if full.startswith(short.group(1) + " ") else title[short.end() :]  # «LAG-formand» stays
                mention = replace(mention, title=bare, organisation=full)
            out.append(mention)
        return out

    def _shared(self, ordered: Sequence[PersonMention]) -> list[PersonMention]:
        """*Formand X og næstformand Y fra Z*: the house behind the second is the first one's too."""
        out = list(ordered)
        for at, (first, second) in enumerate(pairwise(ordered)):
            house, title = second.organisation_span, second.title_span
            if first.title_span is None or first.organisation is not None or house is None or title is None:
                continue
            between = self.article.text[first.end : title[0]] if first.end < title[0] < second.start < house[0] else ""
            beside = first.title_span[1] <= first.start
            if beside and _AND.fullmatch(between) and _OF.fullmatch(self.article.text[second.end : house[0]]):
                out[at] = replace(first, organisation=second.organisation, organisation_span=house)
        return out

    def _signed(self, mention: PersonMention) -> PersonMention:
        """The title on the line below a line that is the name alone: a signature."""
        number = bisect_left(self.article.passages, mention.start + 1, key=lambda passage: passage.start) - 1
        if mention.title is not None or number < 0 or number + 1 >= len(self.article.passages):
            return mention
        own, below = self.article.passages[number], self.article.passages[number + 1]
        if (own.start, own.end) != (mention.start, mention.end) or below.end - below.start > _SIGNATURE:
            return mention
        title = self.titles.after(self.article.text, below.start, below.end, self.index)
        return self._with(mention, title) if title is not None and title.end == below.end else mention

    def _listed(self, mention: PersonMention) -> PersonMention:
        """The body that fills the line below a line of title and name is the person's house."""
        if mention.organisation is not None or mention.title is None or mention.title_span is None:
            return mention
        number = bisect_left(self.article.passages, mention.start + 1, key=lambda passage: passage.start) - 1
        if number < 0 or number + 1 >= len(self.article.passages):
            return mention
        own, below = self.article.passages[number], self.article.passages[number + 1]
        if own.end != mention.end or mention.title_span[0] - own.start > _MARKER:
            return mention
        body = self.index.at(below.start)
        if body is None or (body.start, body.end) != (below.start, below.end):
            return mention
        return replace(mention, organisation=body.name, organisation_span=(body.start, body.end))

    def _owned(self, ordered: list[PersonMention]) -> None:
        """*Fondens direktør er glad* anywhere gives the only direktør of the release that house."""
        holders: dict[str, set[str]] = {}
        for mention in ordered:
            if mention.title is not None:
                holders.setdefault(mention.title.rsplit(" ", 1)[-1].casefold(), set()).add(mention.name)
        housed = {mention.name for mention in ordered if mention.organisation is not None}
        open_offices = {title: names for title, names in holders.items() if len(names) == 1 and not names & housed}
        open_offices = {title: names for title, names in open_offices.items() if self.titles.is_office(title)}
        if not open_offices:
            return
        for title, names in sorted(open_offices.items())[:_MAX_TITLES]:
            house = self._owner_of(title)
            if house is not None:
                number = next(n for n, mention in enumerate(ordered) if mention.name in names and mention.title)
                ordered[number] = replace(ordered[number], organisation=house)

    def _owner_of(self, title: str) -> str | None:
        """The house whose genitive stands before ``title`` somewhere: *museets direktør*."""
        text = self.article.text
        at = text.find(title)
        for _ in range(_MAX_LOOKS):
            if at < 0:
                break
            owned = _OWNED.search(text, max(0, at - 60), at)
            if (
                owned is not None
                and self.titles.complements.is_house(owned.group(1))
                and _ENDS.match(text, at + len(title))
            ):
                house = self.houses.resolve(owned.group(1), owned.start())
                if house is not None:
                    return house
            at = text.find(title, at + 1)
        return None

    def _pronouns(self, passage: Passage, ordered: list[PersonMention], starts: list[int]) -> None:
        """*Hun er overlæge ved X* gives the person named last before it a title."""
        text = self.article.text
        if text[passage.start] in _SPOKEN:
            return
        for start, end in passage.sentences or ((passage.start, passage.end),):
            at = bisect_left(starts, start) - 1
            last = ordered[at] if at >= 0 else None
            if last is None or last.title is not None or start - last.end > 400:
                continue
            pronoun = _HE.search(text, start, end)
            if pronoun is None or bisect_left(starts, end) != at + 1:
                continue
            opening = _HE_IS.match(text, start, end)
            title = self.titles.after(text, opening.end(), end, self.index) if opening is not None else None
            title = title or self._held(start, end)
            if title is not None and self.fits(last.name, pronoun.group().capitalize()):
                ordered[at] = self._with(last, title)

    def _named(self, mention: PersonMention, ordered: Sequence[PersonMention], starts: Sequence[int]) -> PersonMention:
        """What the sentence with the name itself tells: *X sætter sig i direktørstolen*, *Han hedder X*."""
        text = self.article.text
        passage = self._passage(mention.start)
        if passage is None or text[passage.start] in _SPOKEN:
            return mention
        start, end = sentence_at(passage, mention.start)
        others = bisect_left(starts, end) - bisect_left(starts, start)
        if others != 1:
            return mention
        title: TitleFound | None = None
        if start == mention.start:
            title = self._held(mention.end, end)
        elif _IS_CALLED.fullmatch(text, start, mention.start):
            title = self._introduced(passage, start)
        elif (appoints := _APPOINTS.search(text, max(start, mention.start - 60), mention.start)) and (
            appointed := _APPOINTED.match(text, mention.end, end)
        ):
            title = self.titles.after(text, appointed.end(), end, self.index)
            body = self.index.ending(appoints.start())
            if title is not None and title.organisation is None and title.house is None and body is not None:
                title = replace(title, organisation=body.name, organisation_span=(body.start, body.end))
        elif _LEAVES.match(text, mention.end, end) and (new := _NEW.search(text, start, mention.start)):
            title = self.titles.after(text, new.end(), mention.start, self.index)
            subject = self.titles.complements.house(text, start, new.start(), self.index)
            if title is not None and title.organisation is None and subject is not None and " " in subject[0]:
                title = replace(title, organisation=subject[0], organisation_span=subject[1])
        return mention if title is None else self._with(mention, title)

    def _held(self, low: int, high: int) -> TitleFound | None:
        """An office that ``low:high`` says somebody takes or leaves: *overtager posten som X*, *direktørstolen*."""
        text = self.article.text
        held = _AS.search(text, low, high)
        if held is not None:
            return self.titles.after(text, held.end(), high, self.index)
        chair = _CHAIR.search(text, low, high)
        if chair is None or self.titles.base(chair.group(1)) is None:
            return None
        title = TitleFound(chair.group(1), chair.span(1), end=chair.end())
        return self.titles.complements.of(text, title, high, self.index)

    def _introduced(self, passage: Passage, at: int) -> TitleFound | None:
        """The role that the sentence before *Han hedder X* opens with: *Også skolens leder …*."""
        text = self.article.text
        before = [span for span in passage.sentences if span[1] <= at]
        opens = _ROLE_OPENS.match(text, *before[-1]) if before else None
        if opens is None:
            return None
        role = self.titles.role(opens.group(2).casefold()) or (opens.group(1) and self.titles.base(opens.group(2)))
        if not role:
            return None
        house = opens.group(1) if opens.group(1) and self.titles.complements.is_house(opens.group(1)) else None
        return TitleFound(role.casefold(), opens.span(2), end=opens.end(), house=house)

    def _opened(self, mention: PersonMention, ordered: Sequence[PersonMention], starts: Sequence[int]) -> PersonMention:
        """The house of a bare title (*formand X*) where its sentence or passage opens with one body alone."""
        text, title = self.article.text, mention.title_span
        passage = self._passage(mention.start)
        if passage is None or title is None:
            return mention
        owner = _THEIRS.search(text, max(passage.start, title[0] - 10), title[0])
        if owner is not None:
            number = bisect_left(starts, mention.start) - 1
            first = max(number - _MAX_LOOKS, -1)
            others = (ordered[n].name for n in range(number, first, -1) if ordered[n].name != mention.name)
            house = self.employers.get(next(others, ""))
            return mention if house is None else replace(mention, organisation=house)
        word = (mention.title or "").rsplit(" ", 1)[-1].casefold()
        start = sentence_at(passage, mention.start)[0]
        if not self.titles.is_office(word):
            at = self._only(start, title[0])
            if (
                word.endswith(self.titles.offices)
                or at is None
                or not (_AT_HOUSE.fullmatch(text, start, at.start) and _HAS.fullmatch(text, at.end, title[0]))
            ):
                return mention  # «Ved Aalborg Universitet har adjunkt Ida Brink …» is hers; a mere mention is not
            return replace(mention, organisation=at.name, organisation_span=(at.start, at.end))
        own = self._only(start, title[0])
        if own is not None and text[passage.start] in _SPOKEN:
            return mention  # what a speaker names is not whom the speaker works for
        if own is not None:
            lead = text[start : own.start]
            if _OPENS_HOUSE.fullmatch(lead) or (_SAID_BY.fullmatch(lead) and _LINKS.search(text, own.end, title[0])):
                return replace(mention, organisation=own.name, organisation_span=(own.start, own.end))
            return mention
        for opened in self._scenes(passage, start):
            own = self._only(*opened)
            if own is None:
                continue
            if _OPENS_HOUSE.fullmatch(text, opened[0], own.start) and text[opened[0] : opened[0] + 2] not in {
                "I ",
                "Ve",
            }:
                between = ordered[bisect_left(starts, opened[0]) : bisect_left(starts, mention.start)]
                if not between:
                    return replace(mention, organisation=own.name, organisation_span=(own.start, own.end))
        return mention

    def _scenes(self, passage: Passage, at: int) -> tuple[Span, ...]:
        """Opening sentences that may set the house of a later one: of this passage, and before a quote the last."""
        spans = [passage.sentences[0]] if passage.sentences and passage.sentences[0][1] <= at else []
        if self.article.text[passage.start] in _SPOKEN:
            number = bisect_left(self.article.passages, passage.start, key=lambda p: p.start) - 1
            if number >= 0 and self.article.passages[number].kind == "body" and self.article.passages[number].sentences:
                spans.append(self.article.passages[number].sentences[0])
        return tuple(spans)

    def _only(self, low: int, high: int) -> OrganisationMention | None:
        """The one organisation in ``low:high``; None where there is none or where several are."""
        first = bisect_left(self.index.starts, low)
        last = bisect_left(self.index.starts, high)
        names = {mention.name for mention in self.index.mentions[first:last]}
        return self.index.mentions[first] if len(names) == 1 else None

    def _with(self, mention: PersonMention, title: TitleFound) -> PersonMention:
        organisation, span = mention.organisation, mention.organisation_span
        if organisation is None:
            organisation, span = title.organisation, title.organisation_span
        if organisation is None and title.house is not None:
            organisation = self.houses.resolve(title.house, title.span[0])
        return replace(
            mention, title=title.title, title_span=title.span, organisation=organisation, organisation_span=span
        )

    def _passage(self, at: int) -> Passage | None:
        number = bisect_left(self.article.passages, at + 1, key=lambda passage: passage.start) - 1
        return self.article.passages[number] if number >= 0 else None
