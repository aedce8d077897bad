"""What differs between two records of one release: records added, removed, and changed in a field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from extract.records.release import Release, Span

Op = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``record`` is the record as a reader knows it; ``field``, ``before`` and ``after`` are set where
    it changed; ``span`` is its place in the text.
    """

    op: Op
    kind: str
    record: str
    span: Span | None = None
    field: str | None = None
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class _Kind:
    """How records of one kind are told apart, shown and compared."""

    key: Callable[[Any], Any]
    name: Callable[[Any], str]
    span: Callable[[Any], Span | None]
    fields: tuple[str, ...]


def _first(record: Any) -> Span | None:
    return next(((m.start, m.end) for m in record.mentions), None)


def _place(record: Any) -> Span:
    return record.start, record.end


def _named(*fields: str) -> _Kind:
    return _Kind(lambda r: r.name.casefold(), lambda r: r.name, _first, fields)


_KINDS: Final[Mapping[str, _Kind]] = {
    "projects": _Kind(
        lambda r: r.name.casefold(),
        lambda r: r.name,
        lambda r: next(iter(r.evidence.get("name", ())), None),
        ("city", "applicant", "granted", "total", "funder", "pool", "period"),
    ),
    "amounts": _Kind(
        lambda r: r.start,
        lambda r: r.surface,
        _place,
        ("value", "low", "high", "currency", "qualifier", "role", "per"),
    ),
    "places": _named("kind", "code", "municipality"),
    "quotes": _Kind(
        lambda r: r.parts[0][0],
        lambda r: r.text if len(r.text) < 60 else f"{r.text[:57]}…",
        lambda r: (r.parts[0][0], r.parts[-1][1]),
        ("text", "direct", "speaker", "attribution"),
    ),
    "people": _named("titles", "organisation", "party"),
    "organisations": _named("aliases"),
    "dates": _Kind(lambda r: r.start, lambda r: r.surface, _place, ("from_", "to", "precision")),
}


def changes(before: Release, after: Release) -> Iterator[Change]:
    """The differences in what the two say, kind by kind in reading order. Ids, confidences and rules do not count."""
    for field in ("title", "lead"):
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            yield Change("changed", "release", field, field=field, before=old, after=new)
    if before.publisher.name != after.publisher.name:
        old, new = before.publisher.name, after.publisher.name
        yield Change("changed", "release", "publisher", field="publisher", before=old, after=new)
    for kind, how in _KINDS.items():
        yield from _of_kind(kind, how, getattr(before, kind), getattr(after, kind))


def _of_kind(kind: str, how: _Kind, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Change]:
    left = {_numbered(how.key(r), before[:n], how): r for n, r in enumerate(before)}
    right = {_numbered(how.key(r), after[:n], how): r for n, r in enumerate(after)}
    for key, record in left.items():
        if key not in right:
            yield Change("removed", kind, how.name(record), how.span(record))
    for key, record in right.items():
        if key not in left:
            yield Change("added", kind, how.name(record), how.span(record))
            continue
        for field in how.fields:
            old, new = said(getattr(left[key], field)), said(getattr(record, field))
            if old != new:
                yield Change("changed", kind, how.name(record), how.span(record), field.rstrip("_"), old, new)


def _numbered(key: Any, before: Sequence[Any], how: _Kind) -> tuple[Any, int]:
    """Two records of one name are told apart by their order."""
    return key, sum(how.key(other) == key for other in before)


def said(value: Any) -> str | None:
    """A field's value as a reader would say it."""
    if value is None or value == ():
        return None
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    if hasattr(value, "currency"):
        return f"{value.value:f} {value.currency or ''}".strip()
    if hasattr(value, "party"):
        return ", ".join(filter(None, (value.name, value.title, value.organisation, value.party))) or None
    return str(value)
