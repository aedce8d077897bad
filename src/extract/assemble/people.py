"""Person mentions → people: a surname later is the person of before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extract.assemble.organisations import folded_name
from extract.records.mentions import PersonMention
from extract.records.release import Mention, Person


@dataclass(slots=True)
class _Gathered:
    name: str
    titles: list[str] = field(default_factory=list)
    organisation: str | None = None
    party: str | None = None
    mentions: list[PersonMention] = field(default_factory=list)

    def add(self, mention: PersonMention) -> None:
        self.mentions.append(mention)
        parts, own = len(mention.name.split()), len(self.name.split())
        if parts > own or (parts == own > 1 and self.name.isupper()):  # «IDA BRINK» is only how a heading is set
            self.name = mention.name
        if mention.title and mention.title.casefold() not in {title.casefold() for title in self.titles}:
            self.titles.append(mention.title)
        self.organisation = self.organisation or mention.organisation
        self.party = self.party or mention.party


@dataclass(slots=True)
class _Everybody:
    """The people brought in so far, in order, and by the first and last parts of their names."""

    gathered: list[_Gathered] = field(default_factory=list)
    bearers: dict[str, _Gathered] = field(default_factory=dict)
    namesakes: dict[tuple[str, str], list[_Gathered]] = field(default_factory=dict)

    def bring_in(self, name: str) -> _Gathered:
        person = _Gathered(name)
        first, *_, last = (part.casefold() for part in name.split())
        self.gathered.append(person)
        self.bearers[first] = self.bearers[last] = person
        self.namesakes.setdefault((first, last), []).append(person)
        for middle in (part.casefold() for part in name.split()[1:-1]):  # «Rahbek Steffensen» of «Johanne Rahbek S.»
            if middle != first:
                self.namesakes.setdefault((middle, last), []).append(person)
        return person

    def known(self, parts: Sequence[str]) -> _Gathered | None:
        """The person last brought in whose name the parts are, or are part of."""
        folded = [part.casefold() for part in parts]
        if len(folded) == 1:
            return self.bearers.get(folded[0])
        for person in reversed(self.namesakes.get((folded[0], folded[-1]), ()) if folded else ()):
            own = [part.casefold() for part in person.name.split()]
            short, long = sorted((folded, own), key=len)
            if all(part in long for part in short):
                return person
        return None


def assemble_people(text: str, mentions: Sequence[PersonMention]) -> tuple[tuple[Person, ...], tuple[str | None, ...]]:
    """The people in order of first mention, and for each mention the id of its person.

    A mention of one name part joins the person last brought in who bears it. One that fits nobody is a person
    of its own only with two parts or more; alone it stays without one (None): a lone surname names nobody yet.
    """
    everybody = _Everybody()
    gathered = everybody.gathered
    owner: list[_Gathered | None] = [None] * len(mentions)
    for number, mention in enumerate(mentions):
        parts = mention.name.split()
        known = everybody.known(parts)
        if known is None and len(parts) > 1:
            known = everybody.bring_in(mention.name)
        if known is not None:
            known.add(mention)
            owner[number] = known
    # A surname that stands before its full name (in a title or caption) finds its person now.
    for number, mention in enumerate(mentions):
        if owner[number] is None and (late := everybody.known(mention.name.split())) is not None:
            late.add(mention)
            owner[number] = late
    gathered.sort(key=lambda person: min(m.start for m in person.mentions))
    ids = {id(person): f"n{number}" for number, person in enumerate(gathered, 1)}
    people = tuple(
        Person(
            id=ids[id(person)],
            name=person.name,
            titles=tuple(person.titles),
            organisation=person.organisation,
            party=person.party,
            mentions=tuple(
                Mention(start=m.start, end=m.end, surface=text[m.start : m.end])
                for m in sorted(person.mentions, key=lambda m: m.start)
            ),
            rule=next((m.rule for m in person.mentions if len(m.name.split()) > 1), None),
        )
        for person in gathered
    )
    return people, tuple(ids[id(person)] if person is not None else None for person in owner)


def housed_in_full(people: Sequence[Person], full: Mapping[str, str]) -> tuple[Person, ...]:
    """``people`` with their houses by the full name that the release has: *ETP* is *Energiteknologisk Program*."""
    return tuple(
        person.model_copy(update={"organisation": full.get(folded_name(person.organisation), person.organisation)})
        if person.organisation is not None
        else person
        for person in people
    )
