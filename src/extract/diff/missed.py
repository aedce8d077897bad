"""A record that the machine missed, made of the facts that people gave and of where they say that it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from extract.diff.changes import Kind
from extract.diff.unflat import NEEDED, FactError, with_fact
from extract.records.release import (
    Amount,
    Contact,
    DateRange,
    Mention,
    Organisation,
    Person,
    Place,
    PlaceMention,
    Project,
    Quote,
    Release,
    Span,
)

_LETTERS: Final[Mapping[Kind, str]] = {
    "projects": "p", "amounts": "a", "places": "l", "quotes": "q", "people": "n", "organisations": "o"
}  # fmt: skip
"""What the ids of a kind begin with; of the others records have none."""
_PLACED: Final = frozenset({"amounts", "quotes", "dates"})
"""Records that are a stretch of the text: without one there is none."""
_NAMING: Final = ("place", "same_as")
"""Facts that name another record, which need not be there."""
Facts = Mapping[str, str]


def missed(kind: Kind, facts: Facts, spans: Sequence[Span], now: Release, before: Release) -> Any | None:
    """The record, with an id that neither release has; None where the facts do not make one.

    ``now`` has the records that it may name, ``before`` those that the machine found.
    """
    if kind not in NEEDED or any(not facts.get(name) for name in NEEDED[kind]):
        return None
    if kind == "quotes" and not spans:
        spans = standing(facts["text"], now.text)
    if kind in _PLACED and not spans:
        return None
    try:
        record = _NEW[kind](_free_id(kind, now, before), facts, tuple(spans), now)
        # Whose speaker or town it is, before what rests on that.
        for name in sorted(facts, key=lambda name: name not in ("city", "speaker")):
            record = _given(kind, record, name, facts[name], now)
    except FactError:
        return None
    if kind == "quotes" and record.speaker is not None:
        person = next((person.id for person in now.people if person.name == record.speaker.name), None)
        return record.model_copy(update={"speaker": record.speaker.model_copy(update={"person": person})})
    return with_fact(kind, record, "place", None, now) if kind == "projects" and record.place is None else record


def stretch(span: Span, text: str) -> dict[str, Any]:
    """A span as the fields of a record that is a stretch of the text."""
    start, end = span
    return {"start": start, "end": end, "surface": text[start:end]}


def standing(words: str, text: str) -> tuple[Span, ...]:
    """Where words stand in a text, if they do once."""
    at = text.find(words) if words else -1
    return ((at, at + len(words)),) if at >= 0 and text.find(words, at + 1) < 0 else ()


def _given(kind: Kind, record: Any, name: str, fact: str, now: Release) -> Any:
    if (kind, name) == ("amounts", "section"):
        return record  # it is where it stands
    try:
        return with_fact(kind, record, name, fact, now)
    except FactError:
        if name in _NAMING:
            return record
        raise


def _free_id(kind: Kind, *releases: Release) -> str:
    letter = _LETTERS.get(kind)
    taken = {record.id for release in releases for record in getattr(release, kind)} if letter else set()
    return next(name for n in range(len(taken) + 1) if (name := f"{letter}{n + 1}") not in taken)


def _section_of(span: Span, release: Release) -> str | None:
    return next((one.id for one in release.sections if one.start <= span[0] < one.end), None)


def _mentions(spans: Sequence[Span], text: str, of: Any) -> tuple[Any, ...]:
    return tuple(of(**stretch(span, text)) for span in spans)


_NEW: Final[Mapping[Kind, Callable[[str, Facts, tuple[Span, ...], Release], Any]]] = {
    "projects": lambda name, facts, spans, now: Project(
        id=name, name=facts["name"], evidence={"name": spans} if spans else {}
    ),
    "amounts": lambda name, facts, spans, now: Amount(
        id=name, section=_section_of(spans[0], now), **stretch(spans[0], now.text)
    ),
    "places": lambda name, facts, spans, now: Place(
        id=name, name=facts["name"], kind="city", mentions=_mentions(spans, now.text, PlaceMention)
    ),
    "quotes": lambda name, facts, spans, now: Quote(id=name, text=facts["text"], parts=spans),
    "people": lambda name, facts, spans, now: Person(
        id=name, name=facts["name"], mentions=_mentions(spans, now.text, Mention)
    ),
    "organisations": lambda name, facts, spans, now: Organisation(
        id=name, name=facts["name"], mentions=_mentions(spans, now.text, Mention)
    ),
    "dates": lambda name, facts, spans, now: DateRange(**stretch(spans[0], now.text)),
    "contacts": lambda name, facts, spans, now: Contact(),
}
