"""What a grant makes possible: *En donation på 2 mio. kr. gør det muligt at istandsætte taget*, *sikrer en ny båd*."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extract.match.projects.parties import Party, party_at
from extract.match.projects.words import ProjectWords
from extract.records.release import Span

_SOON = r"(?:(?:nu|endelig|dermed|derfor|også|for\salvor|snart)\s){0,2}"
_WHO = r"(?P<who>[^.,;:!?()\n]{2,60}?)"
_NEW = r"(?=(?:en|et|nye?|nyt|to|tre|fire)\s\p{L}|\p{Ll}+(?:en|et)\saf\s)"
_ENABLES = regex.compile(
    rf"\s*,?\s*(?:(?:og|som|der|hvilket)\s)?(?:(?:har\s)?(?:gør|gjort|gjorde|bliver|er|blev)\s{_SOON}det\s{_SOON}muligt\s{_SOON}(?:for\s{_WHO}\s)?at\s(?P<done>\S.*)"
    rf"|(?:giver|har\sgivet)\s(?:{_WHO}\s)?mulighed(?:en)?\sfor\sat\s(?P<done>\S.*)"
    rf"|betyder,?\sat\s{_WHO}\s{_SOON}(?:kan|får\sråd\stil\sat|får\smulighed\sfor\sat)\s{_SOON}(?P<done>\S.*)"
    r"|(?:er|skal\svære)\smed\stil\sat\s(?P<done>\S.*)"
    rf"|(?:sikrer|muliggør|finansierer|baner\svej(?:en)?\sfor)\s{_SOON}{_NEW}(?P<thing>\S.*)"
    r"|[^.,;:!?()\n]{3,50}?\s(?:planerne|planer|drømmen)\som\s(?P<thing>(?!at\s)\S.*))",
    regex.DOTALL,
)


def made_possible(
    words: ProjectWords, text: str, span: Span, known: Sequence[Party]
) -> tuple[Span | None, Span] | None:
    """Who can do what, or what there will be, where the span begins right behind an amount and whom it is from."""
    found = _ENABLES.match(text, *span)
    if found is None:
        return None
    if found["thing"] is not None:
        purpose = words.purposes.thing(text, found.span("thing"))
    else:
        purpose = words.purposes.done(text, found.span("done"))
    party = party_at(text, known, found.start("who")) if found["who"] is not None else None
    return (party.span if party is not None else None, purpose) if purpose is not None else None
