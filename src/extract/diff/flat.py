"""Records as flat facts: references resolved, local ids, offsets and confidence left out, since they shift.

What is derived from another field is no fact of its own: a corrected amount is one change, not one of its surface, its
value and its bounds. Checks that hold releases of a run against each other are of the run, and left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from extract.check.between import CODES
from extract.diff.changes import KINDS, Kind
from extract.records.release import (
    Amount,
    Check,
    Contact,
    DateRange,
    Organisation,
    Person,
    Place,
    Project,
    ProjectAmount,
    Quote,
    Release,
    Section,
    Span,
)

_LONGEST_LABEL: Final = 80
_REFERRED: Final[Mapping[Kind, tuple[Kind, ...]]] = {"projects": ("amounts", "places"), "amounts": ("sections",)}
_BY_CUE: Final = ("attribution", "speaker", "speaker_title", "speaker_organisation", "speaker_party")
_MOST_MENTIONS: Final = 3
"""Mentions by which a record is known again, and that are shown."""


@dataclass(frozen=True, slots=True)
class Flat:
    """One record. ``fields`` has no field that is not stated; ``places`` has the spans of fields that stand elsewhere
    than the record. ``rules`` are those that had a hand in it; ``box`` is the section. ``confidence`` is no fact: it is
    told with a change, and not compared."""

    kind: Kind
    name: str
    fields: Mapping[str, str]
    spans: tuple[Span, ...] = ()
    places: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    rule: str | None = None
    box: str = ""
    confidence: float | None = None

    key: tuple[tuple[str, str], ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", tuple(self.fields.items()))

    @property
    def label(self) -> str:
        """The record as a reader knows it, in one short line."""
        one = " ".join(self.name.split())
        return one if len(one) <= _LONGEST_LABEL else f"{one[: _LONGEST_LABEL - 1]}…"

    def spans_of(self, name: str | None) -> tuple[Span, ...]:
        """Where a field stands, else where the record does."""
        return self.places.get(name or "", ()) or self.spans


@dataclass(slots=True)
class _Release:
    """A release with its records by their ids."""

    release: Release
    amounts: Mapping[str, Amount]
    places: Mapping[str, Place]
    sections: Mapping[str, Section]
    boxes: Sequence[tuple[int, int, str]]

    def box(self, spans: Sequence[Span]) -> str:
        """The section that the first of the places is in."""
        if not spans:
            return ""
        n = bisect_right(self.boxes, spans[0][0], key=_start) - 1
        return self.boxes[n][2] if n >= 0 and spans[0][0] < self.boxes[n][1] else ""


def _start(box: tuple[int, int, str]) -> int:
    return box[0]


def flat(release: Release, kinds: Collection[str] = KINDS) -> Mapping[Kind, tuple[Flat, ...]]:
    """The facts of a release, kind by kind; its text is compared by itself."""
    known = _Release(
        release,
        {amount.id: amount for amount in release.amounts},
        {place.id: place for place in release.places},
        {section.id: section for section in release.sections},
        sorted((s.start, s.end, f"{s.kind} {s.heading or ''}".strip()) for s in release.sections),
    )
    found: dict[Kind, tuple[Flat, ...]] = {"release": (_head(release),)} if "release" in kinds else {}
    for kind, how in _HOW.items():
        if kind in kinds:
            found[kind] = tuple(how(record, known) for record in getattr(release, kind) if not is_of_run(record))
    return found


def may_differ(before: Release, after: Release) -> tuple[Kind, ...]:
    """The kinds that have to be looked at: records that are equal, with all that they refer to, are the same facts."""
    changed = {kind for kind in _HOW if getattr(before, kind) != getattr(after, kind)}
    return tuple(
        kind
        for kind in KINDS
        if kind in ("release", "text") or kind in changed or not changed.isdisjoint(_REFERRED.get(kind, ()))
    )


def is_of_run(record: object) -> bool:
    return isinstance(record, Check) and record.code in CODES


def _stated(**fields: object) -> dict[str, str]:
    """The fields that are stated, as text."""
    return {name.rstrip("_"): said for name, value in fields.items() if (said := _said(value)) is not None}


def _said(value: Any) -> str | None:
    if value is None or type(value) is str:
        return value or None
    if value == ():
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, ProjectAmount):
        return f"{number(value.value)} {value.currency or ''}".strip()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def number(value: Decimal) -> str:
    """Without the decimals that say nothing: an amount that is written out is the same amount."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _head(release: Release) -> Flat:
    publisher = release.publisher
    fields = _stated(
        id=release.id, title=release.title, lead=release.lead, publisher=publisher.name, publisher_id=publisher.id,
        language=release.language, published_at=release.published_at, updated_at=release.updated_at, url=release.url,
        format=release.source.format,
    )  # fmt: skip
    places = {name: _first_section(release, name) for name in ("title", "lead")}
    return Flat("release", release.title or release.id, fields, places=places)


def _first_section(release: Release, kind: str) -> tuple[Span, ...]:
    return next((((s.start, s.end),) for s in release.sections if s.kind == kind), ())


def _project(project: Project, known: _Release) -> Flat:
    granted, total = _amount_of(project.granted, known), _amount_of(project.total, known)
    place = known.places.get(project.place or "")
    fields = _stated(
        name=project.name, city=project.city, applicant=project.applicant, partners=project.partners,
        granted=project.granted, total=project.total, funder=project.funder, pool=project.pool, period=project.period,
        description=project.description, place=place.name if place and place.name != project.city else None,
    )  # fmt: skip
    places = dict(project.evidence)
    for name, amount in (("granted", granted), ("total", total)):
        if amount is not None:
            places[name] = ((amount.start, amount.end),)
    places["city"] = project.evidence.get("city", ()) or project.evidence.get("place", ())
    spans = project.evidence.get("name", ())
    rules = (project.rule, *(amount.rule for amount in (granted, total) if amount is not None))
    return _record("projects", project.name, fields, spans, known, rules, places, confidence=project.confidence)


def _amount_of(stated: ProjectAmount | None, known: _Release) -> Amount | None:
    return known.amounts.get(stated.amount or "") if stated is not None else None


def _amount(amount: Amount, known: _Release) -> Flat:
    other = known.amounts.get(amount.same_as or "")
    section = known.sections.get(amount.section or "")
    fields = _stated(
        value=_figure(amount), currency=amount.currency, qualifier=amount.qualifier, role=amount.role, per=amount.per,
        section=section and section.kind, same_as=other and other.surface,
    )  # fmt: skip
    return _record(
        "amounts",
        amount.surface,
        fields,
        ((amount.start, amount.end),),
        known,
        (amount.rule,),
        confidence=amount.confidence,
    )


def _figure(amount: Amount) -> str:
    """The value with its bounds where they say more: they move with it."""
    value, low, high = (None if v is None else number(v) for v in (amount.value, amount.low, amount.high))
    if low == high == value or (low is None and high is None):
        return value or "?"
    return f"{value or '?'} ({low or '…'} to {high or '…'})"


def _place(place: Place, known: _Release) -> Flat:
    where = None if place.lat is None or place.lon is None else f"{place.lat} {place.lon}"
    fields = _stated(
        name=place.name, kind=place.kind, code=place.code, municipality=place.municipality, region=place.region,
        coordinates=where,
    )  # fmt: skip
    return _record(
        "places", place.name, fields, _mentions(place.mentions), known, (place.rule,), confidence=place.confidence
    )


def _quote(quote: Quote, known: _Release) -> Flat:
    said = quote.speaker
    fields = _stated(
        text=quote.text, direct=quote.direct, attribution=quote.attribution, speaker=said and said.name,
        speaker_title=said and said.title, speaker_organisation=said and said.organisation,
        speaker_party=said and said.party,
    )  # fmt: skip
    cue = dict.fromkeys(_BY_CUE, (quote.cue,)) if quote.cue else {}
    return _record("quotes", quote.text, fields, quote.parts, known, (quote.rule,), cue, confidence=quote.confidence)


def _person(person: Person, known: _Release) -> Flat:
    fields = _stated(name=person.name, titles=person.titles, organisation=person.organisation, party=person.party)
    return _record("people", person.name, fields, _mentions(person.mentions), known, (person.rule,))


def _organisation(body: Organisation, known: _Release) -> Flat:
    fields = _stated(name=body.name, aliases=body.aliases)
    return _record("organisations", body.name, fields, _mentions(body.mentions), known, (body.rule,))


def _date(date: DateRange, known: _Release) -> Flat:
    days = date.from_ if date.from_ == date.to else f"{date.from_ or '…'}/{date.to or '…'}"
    fields = _stated(days=days, precision=date.precision)
    return _record("dates", date.surface, fields, ((date.start, date.end),), known, (date.rule,))


def _contact(contact: Contact, known: _Release) -> Flat:
    fields = _stated(
        name=contact.name, title=contact.title, organisation=contact.organisation, phone=contact.phone,
        email=contact.email,
    )  # fmt: skip
    return Flat("contacts", next(iter(fields.values()), "contact"), fields)


def _check(check: Check, known: _Release) -> Flat:
    # The message tells what was stated and found again, in words; it is a fact only where these are missing.
    bare = check.stated is None and check.found is None
    fields = _stated(
        code=check.code, status=check.status, stated=check.stated, found=check.found, silenced=check.silenced,
        message=check.message if bare else None,
    )  # fmt: skip
    return _record("checks", check.code, fields, check.evidence, known, ())


def _section(section: Section, known: _Release) -> Flat:
    fields = _stated(kind=section.kind, heading=section.heading, items=len(section.items) or None)
    label = section.heading or known.release.text[section.start : section.end]
    spans = ((section.start, section.end),)
    return Flat("sections", label, fields, spans)


def _mentions(mentions: Iterable[Any]) -> tuple[Span, ...]:
    return tuple((m.start, m.end) for m in tuple(mentions)[:_MOST_MENTIONS])


def _record(
    kind: Kind,
    label: str,
    fields: Mapping[str, str],
    spans: tuple[Span, ...],
    known: _Release,
    rules: tuple[str | None, ...],
    places: Mapping[str, tuple[Span, ...]] | None = None,
    *,
    confidence: float | None = None,
) -> Flat:
    named = tuple(rule for rule in rules if rule)
    own = rules[0] if rules else None
    return Flat(kind, label, fields, spans, places or {}, named, own, known.box(spans), confidence)


_HOW: Final[Mapping[Kind, Callable[[Any, _Release], Flat]]] = {
    "projects": _project,
    "amounts": _amount,
    "places": _place,
    "quotes": _quote,
    "people": _person,
    "organisations": _organisation,
    "dates": _date,
    "contacts": _contact,
    "checks": _check,
    "sections": _section,
}
