"""Person mentions → people: a surname later is the person of before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

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
        if len(mention.name.split()) > len(self.name.split()):
            self.name = mention.name
        if mention.title and mention.title.casefold() not in {title.casefold() for title in self.titles}:
            self.titles.append(mention.title)
        self.organisation = self.organisation or mention.organisation
        self.party = self.party or mention.party


def assemble_people(text: str, mentions: Sequence[PersonMention]) -> tuple[tuple[Person, ...], tuple[str | None, ...]]:
    """The people in order of first mention, and for each mention the id of its person.

    A mention of one name part joins the person last brought in who bears it. One that fits nobody is a person
    of its own only with two parts or more; alone it stays without one (None): a lone surname names nobody yet.
    """
    gathered: list[_Gathered] = []
    owner: list[_Gathered | None] = [None] * len(mentions)
    for number, mention in enumerate(mentions):
        parts = mention.name.split()
        known = _known(gathered, parts)
        if known is None and len(parts) > 1:
            known = _Gathered(mention.name)
            gathered.append(known)
        if known is not None:
            known.add(mention)
            owner[number] = known
    # A surname that stands before its full name (in a title or caption) finds its person now.
    for number, mention in enumerate(mentions):
        if owner[number] is None and (late := _known(gathered, mention.name.split())) is not None:
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
        )
        for person in gathered
    )
    return people, tuple(ids[id(person)] if person is not None else None for person in owner)


def _known(gathered: Sequence[_Gathered], parts: Sequence[str]) -> _Gathered | None:
    """The person last brought in whose name the parts are, or are part of."""
    folded = [part.casefold() for part in parts]
    for person in reversed(gathered):
        own = [part.casefold() for part in person.name.split()]
        if folded == own:
            return person
        if len(folded) == 1 and folded[0] in {own[-1], own[0]}:
            return person
        if len(folded) > 1 and len(own) > 1 and folded[0] == own[0] and folded[-1] == own[-1]:
            short, long = sorted((folded, own), key=len)
            if all(part in long for part in short):
                return person
    return None
