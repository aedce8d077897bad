"""Quote mentions → quotes, each with its speaker as the release knows that person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.records.mentions import PersonMention, QuoteMention
from extract.records.release import Person, Quote, Speaker


def assemble_quotes(
    text: str,
    mentions: Sequence[QuoteMention],
    people: Mapping[str, Person],
    spoken_by: Sequence[str | None],
    persons: Sequence[PersonMention],
) -> tuple[Quote, ...]:
    """The quotes in reading order. ``spoken_by`` gives the person id of each person mention."""
    found = []
    for number, quote in enumerate(sorted(mentions, key=lambda q: q.parts[0]), 1):
        found.append(
            Quote(
                id=f"q{number}",
                text=" ".join(text[start:end] for start, end in quote.parts),
                parts=quote.parts,
                direct=quote.direct,
                speaker=_speaker(quote, people, spoken_by, persons),
                cue=quote.cue,
                attribution=quote.attribution,
                confidence=quote.confidence,
                rule=quote.rule,
            )
        )
    return tuple(found)


def _speaker(
    quote: QuoteMention,
    people: Mapping[str, Person],
    spoken_by: Sequence[str | None],
    persons: Sequence[PersonMention],
) -> Speaker | None:
    """Who said it: the person with what the release says of them anywhere; a role alone stays without a name."""
    if quote.speaker is None:
        if quote.title is None and quote.organisation is None:
            return None
        return Speaker(title=quote.title, organisation=quote.organisation)
    mention = persons[quote.speaker]
    key = spoken_by[quote.speaker]
    person = people.get(key) if key is not None else None
    if person is None:
        return Speaker(name=mention.name, title=mention.title or quote.title, organisation=mention.organisation)
    return Speaker(
        name=person.name,
        title=mention.title or (person.titles[0] if person.titles else quote.title),
        organisation=mention.organisation or person.organisation or quote.organisation,
        party=mention.party or person.party,
        person=person.id,
    )
