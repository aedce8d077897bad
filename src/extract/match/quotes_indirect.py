"""Indirect speech with its speaker: *X siger, at …*, *Ifølge X …*, *…, oplyser X.* Precise rather than many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extract.match.people_spans import Covered
from extract.match.quotes_cues import Cues
from extract.match.quotes_speakers import Scene
from extract.records.document import Passage
from extract.records.mentions import QuoteMention
from extract.records.release import Span

_ACCORDING = regex.compile(r"(?:Ifølge|ifølge)\s")
_THAT = regex.compile(r"(?:\s(?:også|desuden|samtidig|i den forbindelse|endvidere|videre|dog|selv))?,?\sat\s")
_COMMA = regex.compile(r",\s")
_IN_BRACKETS = regex.compile(r"\s\([^()]{1,30}\)")
_SKIPPED = frozenset(
    {"navigation", "teaser", "contact", "about", "title", "caption", "subheading", "table", "quote_box"}
)


def indirect(scene: Scene, cues: Cues, passages: Sequence[Passage], taken: Sequence[Span]) -> Iterator[QuoteMention]:
    """The indirect speech of ``passages``, none of it inside ``taken`` (spans of direct quotes and their cues)."""
    text, people = scene.article.text, scene.people
    covered = Covered.of(taken)
    for passage in passages:
        if passage.kind in _SKIPPED or passage.item is not None or text[passage.start] in "-–—−":
            continue
        for start, end in passage.sentences:
            if covered.overlapping(start, end):
                continue
            inside = people.between(start, end)
            pronoun = text[start : start + 3] if text[start : start + 4] in {"Han ", "Hun "} else None
            if not inside and pronoun is None:
                continue
            made = None
            if text.find(" at ", start, end) >= 0:
                made = _that(scene, cues, start, end, inside, pronoun)
            made = made or _according(scene, start, end, inside) or _inverted(scene, cues, passage, start, end)
            if made is not None:
                yield made


def _that(
    scene: Scene, cues: Cues, start: int, end: int, inside: Sequence[int], pronoun: str | None
) -> QuoteMention | None:
    """*X, der er formand, siger, at …*: the clause after *at*."""
    text = scene.article.text
    for verb in cues.verb.finditer(text, start, end):
        if verb.group().casefold() in cues.weak:
            continue
        that = _THAT.match(text, verb.end(), end)
        if that is None:
            continue
        before = [number for number in inside if scene.people.mentions[number].end <= verb.start()]
        speaker, attribution, confidence = None, "before", 0.85
        if before:
            number = before[-1] if len({scene.people.key(n) for n in before}) > 1 else before[0]
            between = text[scene.people.mentions[number].end : verb.start()].strip()
            if between and between[0] not in ",(" and not between.startswith(("fra ", "i ", "hos ")):
                return None
            speaker = number
        elif pronoun is not None and verb.start() - start < 6:
            speaker, sure = scene.pronoun("he" if pronoun == "Han" else "she", start)
            attribution, confidence = "pronoun", min(sure, 0.8)
        if speaker is None:
            return None
        return _mention(text, that.end(), end, speaker, (start, that.end()), attribution, confidence)
    return None


def _according(scene: Scene, start: int, end: int, inside: Sequence[int]) -> QuoteMention | None:
    """*Ifølge X er …* and *…, ifølge X.*: the clause beside it."""
    text = scene.article.text
    found = _ACCORDING.search(text, start, end)
    if found is None:
        return None
    number = next((n for n in inside if scene.people.mentions[n].start >= found.end()), None)
    if number is None or scene.people.mentions[number].start - found.end() > 100:
        return None
    mention = scene.people.mentions[number]
    if found.start() == start:
        rest = (
            mention.organisation_span[1]
            if mention.organisation_span and mention.organisation_span[1] > mention.end
            else mention.end
        )
        rest = max(rest, mention.title_span[1] if mention.title_span else 0)
        party = _IN_BRACKETS.match(text, rest)
        rest = party.end() if party else rest
        comma = text[rest : rest + 2] == ", "
        return _mention(text, rest + comma, end, number, (start, rest), "before", 0.8)
    return _mention(text, start, found.start(), number, (found.start(), end), "after", 0.8)


def _inverted(scene: Scene, cues: Cues, passage: Passage, start: int, end: int) -> QuoteMention | None:
    """*Arbejdet begynder til maj, oplyser X.*: the clause before the comma."""
    text = scene.article.text
    for comma in _COMMA.finditer(text, start, end):
        verb = cues.verb.match(text, comma.end(), end)
        if verb is None or verb.group().casefold() in cues.weak:
            continue
        cue = cues.following(text, verb.start() - 2, passage, scene.people)
        if cue is None or cue.person is None or cue.start != verb.start():
            continue
        return _mention(text, start, verb.start() - 2, cue.person, (cue.start, min(cue.end, end)), "after", 0.85)
    return None


def _mention(
    text: str, low: int, high: int, speaker: int, cue: Span, attribution: str, confidence: float
) -> QuoteMention | None:
    part = text[low:high]
    low += len(part) - len(part.lstrip())
    high -= len(part) - len(part.rstrip(" .,:;"))
    if high - low < 12 or part.count(" ") < 2:
        return None
    kind = "pronoun" if attribution == "pronoun" else "before" if attribution == "before" else "after"
    return QuoteMention(((low, high),), False, speaker, None, None, cue, kind, "quotes.indirect", confidence)  # type: ignore[arg-type]
