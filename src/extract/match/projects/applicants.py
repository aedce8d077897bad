"""Who gets the money of a list's item: beside a quoted title, on a line below, as a person, by a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extract.match.projects.entries import Entry
from extract.match.projects.fields import Field, Index, strip
from extract.match.projects.shapes import LONGEST_BODY, SHORT_NAME
from extract.match.projects.words import ProjectWords
from extract.records.release import Span

LONGEST_LINE = 110
_MUNICIPALITY = regex.compile(r"\p{Lu}[\p{L}-]+s?\s(?:Regionsk|K)ommune$")
# "Professor, ph.d. Sune Lethmark"
_RANK = regex.compile(
    r"(?:(?:(?:senior|post)?(?:doc|forsker)|(?:sektions)?lektor|professor|adjunkt|overlæge|ph\.d\.(?:-studerende)?|dr\.(?:\p{Ll}+\.)*|cand\.(?:\p{Ll}+\.)*)"
    r"[,.]?\s+)+(?=\p{Lu}[\p{L}-]+(?:\s\p{Lu}[\p{L}.-]*)+$)",
    regex.IGNORECASE,
)
_RANKED = regex.compile(
    r"(?P<who>(?:(?:senior|post)?(?:doc|forsker)|lektor|professor|adjunkt|overlæge)\s(?-i:\p{Lu}[\p{L}-]+(?:\s\p{Lu}[\p{L}.-]*)+)),\s",
    regex.IGNORECASE,
)
DASHES = frozenset("-–—−")
_TITLE_WORDS = 4
_SUBJECT = regex.compile(
    r"(?P<who>\p{Lu}[\p{L}\d&’'/-]*(?:\s(?:(?:og|for|af|i|på|ved|de|den)\s)?\p{Lu}[\p{L}\d&’'/-]*){0,6})\s\p{Ll}"
)
_REFUSED = regex.compile(r"\bafslag\stil\s(?P<who>\p{Lu}[^.,:;]{1,60}?)\s(?:på|om|til)\s")


def researcher(index: Index, span: Span) -> Span:
    """The person that the span names after a title (``Lektor Ida Holm, Syddansk Universitet``), else the span."""
    person = next(iter(index.people(span)), None)
    rank = _RANK.match(index.text, *span)
    if person is None and rank is not None:
        return rank.end(), span[1]
    if person is None or len(index.text[span[0] : person[0]].split()) > _TITLE_WORDS:
        return span
    bodies = index.organisations((span[0], person[0]))
    return span if bodies or "/" in index.text[span[0] : person[0]] else person


def is_municipality(text: str) -> bool:
    return _MUNICIPALITY.search(text) is not None


def seated_line(index: Index, words: ProjectWords, entry: Entry) -> Span | None:
    """A line below the first that is ``Ansøger, By`` and nothing else."""
    for line in entry.lines:
        if line[0] < entry.head[1] or index.money(line) or line[1] - line[0] > LONGEST_LINE:
            continue
        span = strip(index.text, *line)
        if words.seat(index, span) is not None and index.text[line[1] - 1] not in ".!?":
            return span
    return None


def receiver(index: Index, words: ProjectWords, head: Span, title: Span) -> Span | None:
    """Who gets it in a line that is a sentence: ``X får 10.000 kr. til ”Titel”``, ``afslag til X på …``."""
    text = index.text
    verb = words.receive.expression.search(text, head[0], title[0])
    if verb is not None and text[head[0]].isupper() and len(text[head[0] : verb.start()].split()) <= SHORT_NAME:
        return strip(text, head[0], verb.start())
    refused = _REFUSED.search(text, head[0], title[0])
    return refused.span("who") if refused is not None else None


def body_below(index: Index, words: ProjectWords, entry: Entry) -> Span | None:
    """Who gets the money where the item's prose says it: a line of its own, or the subject of its sentence."""
    text = index.text
    for line in entry.lines:
        if line[0] < entry.head[1] or index.money(line) or line[1] - line[0] > LONGEST_LINE:
            continue
        span = strip(text, *line)
        if text[line[1] - 1] == "." and (subject := _SUBJECT.match(text, *span)) is not None:
            span = subject.span("who")  # "Vig Rideklub anlægger en ridesti."
        span = _without_seat(index, span)
        covered = any(
            index.mentions.organisations[n].start == span[0] for n in index.organisations(span)
        ) or words.is_body(text[slice(*span)])
        if covered and len(text[slice(*span)].split()) <= LONGEST_BODY and text[span[1] - 1] not in ".!":
            ranked = _RANKED.match(text, *span)  # "Professor Ida Holm, Aarhus Universitet"
            return span if ranked is None else researcher(index, (span[0], ranked.end("who")))
    return None


def _without_seat(index: Index, span: Span) -> Span:
    """A body without the town behind its comma and what follows: ``Odsherred Teater, Nykøbing Sj. Tolv byer …``."""
    for number in index.organisations(span):
        body = index.mentions.organisations[number]
        places = (index.mentions.places[n] for n in index.places((body.end, span[1])))
        if body.start == span[0] and any(index.text[body.end : place.start] == ", " for place in places):
            return body.start, body.end
    return span


def applicant_of_quoted(index: Index, words: ProjectWords, others: Sequence[Field], title: Field) -> Span | None:
    """Beside a quoted title: an organisation, or the text before it or after its comma that names who it is."""
    for f in others:
        if f.kind == "org":
            return words.without_role(index.text, _whole_before(index.text, others, f, title))
    for f in others:
        span = words.without_role(index.text, words.before_verb(index.text, f.span))
        if span[0] > f.start or words.is_body(index.text[slice(*span)]):
            return span
    before = [f for f in others if f.end <= title.start]
    if before and index.text[before[0].start].isupper():
        return before[0].start, before[-1].end
    return None


def _whole_before(text: str, others: Sequence[Field], body: Field, title: Field) -> Span:
    """The body with what a dash joins to it before the title: ``Solskolen – Sæby Skole, ”Stilleby”``."""
    first = others[0]
    joined = first is not body and body.before in DASHES and body.end <= title.start
    return (first.start, body.end) if joined and text[first.start].isupper() else body.span


def bears_name(text: str, span: Span) -> bool:
    """Whether a body has a name of its own beside its kind; ``Varmestuen`` needs its ``i Skive`` to be told."""
    return len(text[slice(*span)].split()) > 1


def is_whole_body(index: Index, words: ProjectWords, span: Span) -> bool:
    """Whether a stretch is the name of a body and nothing else."""
    said = index.text[slice(*span)]
    if not said[:1].isupper() or len(said.split()) > SHORT_NAME:
        return False
    known = (index.mentions.organisations[n] for n in index.organisations(span))
    return any(o.start == span[0] and o.end == span[1] for o in known) or words.is_body(said)


def recipient_after(index: Index, words: ProjectWords, span: Span) -> tuple[Span | None, Span]:
    """The body right after ``til`` and what is left behind it; None where no body stands there."""
    text = index.text
    stop = text.find(" til ", *span)
    body = strip(text, span[0], stop if stop >= 0 else span[1])
    known = any(index.mentions.organisations[n].start == span[0] for n in index.organisations(span))
    said = text[slice(*body)]
    # "til Hals Brass til uniformer": what is for something is somebody
    somebody = words.is_body(said) or (stop >= 0 and len(said.split()) <= SHORT_NAME)
    if known or (said[:1].isupper() and somebody):
        return body, (body[1], span[1])
    return None, span
