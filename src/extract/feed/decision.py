"""A decision of people as it is fed, beside the record that it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, Literal

from extract.decide import Fact, Silence
from extract.diff.changes import Kind
from extract.diff.decided import Said
from extract.records.release import Span

TABLE_OF: Final[dict[Kind, str]] = {
    "release": "release", "sections": "section", "places": "place", "amounts": "amount", "projects": "project",
    "organisations": "organisation", "people": "person", "quotes": "quote", "dates": "date", "contacts": "contact",
    "checks": "check_result",
}  # fmt: skip
"""The table of each kind of record."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What people say of a record or of a field of it. ``at`` is the record's place in its list as it is fed, None
    where it is not there; ``known_by`` tells decisions on one release apart, whatever the machine says; ``heeded`` is
    whether the record that is fed says the same."""

    kind: Kind
    at: int | None
    field: str | None
    machine: Fact
    human: Fact
    verdict: Literal["accept", "reject", "correct", "silence"]
    heeded: bool
    known_by: tuple[str, ...]
    by: str | None = None
    when: str | None = None
    note: str | None = None
    span: Span | None = None


def judged(said: Said, at: int | None, heeded: bool, text: str) -> Decided:
    """A judgement of a release whose text that is."""
    given = said.judgement
    assert given is not None
    assert given.verdict != "withdraw"
    inside = [span for span in said.spans if 0 <= span[0] <= span[1] <= len(text)]
    subject = given.subject
    return Decided(
        said.kind, at, said.field, said.machine, said.human, given.verdict, heeded,
        (subject.of, subject.record, subject.field or ""), given.by, utc(given.at), given.note,
        inside[0] if inside else None,
    )  # fmt: skip


def silenced(silence: Silence, at: int | None, span: Span | None) -> Decided:
    """A check that somebody silenced; ``at`` is its place."""
    known_by = ("silence", silence.code, silence.stated or "", silence.found or "")
    return Decided(
        "checks", at, "silenced", None, silence.reason, "silence", True, known_by, silence.by, utc(silence.at),
        span=span,
    )  # fmt: skip


def utc(when: str | None) -> str | None:
    """A time as the store writes its own; None where it is none."""
    try:
        found = datetime.fromisoformat(when) if when is not None else None
    except ValueError:
        return None
    if found is None:
        return None
    return (found if found.tzinfo is not None else found.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


def at(one: Decided, place: int | None) -> Decided:
    """The same where the record stands at another place, or is left out."""
    return replace(one, at=place)
