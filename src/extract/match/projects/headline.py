"""What a headline says the money is for, where the sentence with the amount does not: ``Vig Kirke får nyt orgel``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extract.match.projects.entries import named
from extract.match.projects.fields import Index
from extract.match.projects.telling import town_of
from extract.match.projects.words import ProjectWords
from extract.records.document import Passage
from extract.records.mentions import ProjectMention

_GETS = regex.compile(
    r"(?P<who>\p{Lu}[^.,:;!?»”“\"\n]{2,60}?)\s(?:får|fik|har\sfået|kan\sfå)\s(?:nu\s|endelig\s|snart\s|sit\s|sin\s|sine\s|et\s|en\s){0,2}"
    r"(?P<what>(?:ny|nyt|nye|større|bedre|fælles|to|tre|fire|fem)\s\p{Ll}.*)"
)
_AFTER = r"i|på|til|for|ved|med|af|og|mellem|langs|om|under|over|hos|bag|fra|mod|samt"
# After one new thing comes where it is, or a verb: "Nyt orgel indvies"
_NEW = regex.compile(
    rf"(?P<what>(?:Nyt?|Større|Fælles)\s(?:(?:fælles|moderne|stort?|\p{{Ll}}{{3,}}(?:ig|isk|al)t?)\s)?\p{{Ll}}[\p{{L}}-]*(?:\s(?:{_AFTER})\s.*)?|Nye\s\p{{Ll}}.*)"
)


def from_headline(
    index: Index,
    words: ProjectWords,
    passages: Sequence[Passage],
    told: Sequence[ProjectMention],
    grants: Sequence[ProjectMention],
) -> ProjectMention | None:
    """The one project of a release whose sentences tell of one sum, but of nothing that it is for: what its headline
    says that somebody gets. None where they tell of a project, or of several sums."""
    open_ = [project for project in told if project.rule == "prose.applicant"]
    if len(open_) != len(told) or len(told) > 1:
        return None
    known = [*open_, *grants]
    money = index.mentions.money
    if len({money[p.granted].value for p in known if p.granted is not None}) != 1:
        return None
    made = headed(index, words, passages)
    if made is None:
        return None
    grant = known[0]
    return replace(
        made,
        applicant=grant.applicant or made.applicant,
        granted=grant.granted,
        total=grant.total,
        funder=grant.funder,
    )


def headed(index: Index, words: ProjectWords, passages: Sequence[Passage]) -> ProjectMention | None:
    """What the headline says that somebody gets, or that is new; None where it says no such thing, or how much."""
    title = next((p for p in passages if p.kind == "title"), None)
    if title is None or index.money((title.start, title.end)):
        return None
    span = (title.start, title.end)
    found = _GETS.match(index.text, *span) or _NEW.match(index.text, *span)
    thing = words.purposes.thing(index.text, found.span("what")) if found is not None else None
    if found is None or thing is None or words.not_built.expression.search(index.text, *thing) is not None:
        return None
    who = found.span("who") if "who" in found.groupdict() else None
    body = who is not None and words.is_body(index.text[slice(*who)])
    return ProjectMention(
        name=named(index.text, thing),
        listed=False,
        named=False,
        section=title.section,
        place=town_of(index, span, span),
        applicant=named(index.text, who) if who is not None and body else None,
        rule="prose.headline",
        confidence=0.6,
    )
