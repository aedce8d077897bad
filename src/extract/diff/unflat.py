"""The other way round of ``extract.diff.flat``: a fact that people gave as text, written into a field of a record.

Whatever is written reads the same when it is made flat again. FactError where it is no value of its field, or the field
follows from others (how many entries a section has) or from the bytes (a release's id).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final, get_args

import regex

from extract.diff.changes import Kind
from extract.records.release import (
    Amount,
    Attribution,
    CheckStatus,
    PlaceKind,
    Precision,
    Project,
    ProjectAmount,
    Qualifier,
    Release,
    Role,
    SectionKind,
    Speaker,
)

CODES: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("amounts", "role"): get_args(Role),
    ("amounts", "qualifier"): get_args(Qualifier),
    ("places", "kind"): get_args(PlaceKind),
    ("quotes", "attribution"): get_args(Attribution),
    ("dates", "precision"): get_args(Precision),
    ("sections", "kind"): get_args(SectionKind),
    ("checks", "status"): get_args(CheckStatus),
}
"""Fields whose values are codes, with all that there are; none may be missing."""
NEEDED: Final[Mapping[Kind, tuple[str, ...]]] = {
    "projects": ("name",), "places": ("name", "kind"), "people": ("name",), "organisations": ("name",),
    "quotes": ("text",), "amounts": (), "dates": (), "contacts": (),
}  # fmt: skip
"""What a record of a kind cannot be without. Of kinds that are not here people add none."""
_TEXTS: Final[Mapping[str, frozenset[str]]] = {
    "release": frozenset({"title", "lead", "language", "url"}),
    "projects": frozenset({"name", "city", "applicant", "funder", "pool", "period", "description"}),
    "amounts": frozenset({"currency", "per"}),
    "places": frozenset({"name", "code", "municipality", "region"}),
    "quotes": frozenset({"text"}),
    "people": frozenset({"name", "organisation", "party"}),
    "organisations": frozenset({"name"}),
    "contacts": frozenset({"name", "title", "organisation", "phone", "email"}),
    "checks": frozenset({"stated", "found"}),
    "sections": frozenset({"heading"}),
}
_LISTS: Final = {("projects", "partners"), ("people", "titles"), ("organisations", "aliases")}
_SPEAKER: Final = {
    "speaker": "name", "speaker_title": "title", "speaker_organisation": "organisation", "speaker_party": "party",
}  # fmt: skip
_FIGURE: Final = regex.compile(r"(?P<value>\S+)(?: \((?P<low>\S+) to (?P<high>\S+)\))?")
_NUMBER: Final = regex.compile(r"-?\d++(?:\.\d++)?", regex.ASCII)
_UNKNOWN: Final = ("?", "…")


class FactError(ValueError):
    """A fact that cannot be written into its field; ``str()`` says why."""


def with_fact(kind: Kind, record: Any, field: str, fact: str | None, release: Release) -> Any:
    """The record with the fact in a field; None: there is no such value. ``release`` has what a fact may name."""
    key = (kind, field)
    if key in _LISTS:
        return record.model_copy(update={field: tuple(fact.split("; ")) if fact is not None else ()})
    fact = fact or None
    if field in _TEXTS.get(kind, ()):
        if fact is None and field in NEEDED.get(kind, ()):
            raise FactError(f"{kind} have always a {field}")
        return record.model_copy(update={field: fact})
    if key in CODES:
        if fact not in CODES[key]:
            raise FactError(f"{fact!r} is no {field} of {kind}")
        return record.model_copy(update={field: fact})
    if kind == "quotes" and field in _SPEAKER:
        return _with_speaker(record, _SPEAKER[field], fact)
    own = _OWN.get(key)
    if own is None:
        raise FactError(f"{field} of {kind} follows from others")
    return record.model_copy(update=own(_Asked(record, fact, release)))


@dataclass(frozen=True, slots=True)
class _Asked:
    record: Any
    fact: str | None
    release: Release


def _with_speaker(quote: Any, name: str, fact: str | None) -> Any:
    speaker = (quote.speaker or Speaker()).model_copy(update={name: fact})
    nobody = speaker == Speaker(person=speaker.person)
    return quote.model_copy(update={"speaker": None if nobody else speaker})


def _figure(asked: _Asked) -> Mapping[str, Any]:
    if asked.fact is None:
        return {"value": None, "low": None, "high": None}
    found = _FIGURE.fullmatch(asked.fact)
    if found is None:
        raise FactError(f"{asked.fact!r} is no amount")
    value = _decimal(found["value"])
    if found["low"] is None:  # what people say is exact
        return {"value": value, "low": value, "high": value}
    return {"value": value, "low": _decimal(found["low"]), "high": _decimal(found["high"])}


def _decimal(text: str) -> Decimal | None:
    if text in _UNKNOWN:
        return None
    if _NUMBER.fullmatch(text) is None:
        raise FactError(f"{text!r} is no number")
    try:
        return Decimal(text)
    except InvalidOperation:
        raise FactError(f"{text!r} is no number") from None


def _same_as(asked: _Asked) -> Mapping[str, Any]:
    if asked.fact is None:
        return {"same_as": None}
    for other in asked.release.amounts:
        if other.surface == asked.fact and other.id != asked.record.id:
            return {"same_as": other.id}
    raise FactError(f"no amount is {asked.fact!r}")


def _stated(name: str) -> Callable[[_Asked], Mapping[str, Any]]:
    def own(asked: _Asked) -> Mapping[str, Any]:
        if asked.fact is None:
            return {name: None}
        number, _, currency = asked.fact.partition(" ")
        value = _decimal(number)
        if value is None:
            raise FactError(f"{asked.fact!r} is no sum of money")
        before: ProjectAmount | None = getattr(asked.record, name)
        amount = _amount_of(asked.release, before, value, currency or None, "grant" if name == "granted" else name)
        return {name: ProjectAmount(value=value, currency=currency or None, amount=amount)}

    return own


def _amount_of(
    release: Release, before: ProjectAmount | None, value: Decimal, currency: str | None, role: str
) -> str | None:
    """The amount that states a sum: the one that was named before, else the only one of its role, or at all."""
    alike = [one for one in release.amounts if (one.value, one.currency) == (value, currency)]
    if before is not None and any(one.id == before.amount for one in alike):
        return before.amount
    for some in ([one for one in alike if one.role == role], alike):
        if len(some) == 1:
            return some[0].id
    return None


def _project_place(asked: _Asked) -> Mapping[str, Any]:
    """A place is a fact of a project only where it is called otherwise than the town."""
    project: Project = asked.record
    wanted = project.city if asked.fact is None else asked.fact
    for place in asked.release.places:
        if wanted is not None and place.name == wanted:
            return {"place": place.id}
    if asked.fact is None:
        return {"place": None}
    raise FactError(f"no place is called {asked.fact!r}")


def _coordinates(asked: _Asked) -> Mapping[str, Any]:
    if asked.fact is None:
        return {"lat": None, "lon": None}
    lat, _, lon = asked.fact.partition(" ")
    try:
        where = float(lat), float(lon)
    except ValueError:
        raise FactError(f"{asked.fact!r} are no coordinates") from None
    if not (-90 <= where[0] <= 90 and -180 <= where[1] <= 180):
        raise FactError(f"{asked.fact!r} are no coordinates")
    return dict(zip(("lat", "lon"), where, strict=True))


def _days(asked: _Asked) -> Mapping[str, Any]:
    if asked.fact is None:
        return {"from_": None, "to": None}
    first, slash, last = asked.fact.partition("/")
    return {"from_": _day(first), "to": _day(last) if slash else _day(first)}


def _day(text: str) -> str | None:
    if text in _UNKNOWN:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise FactError(f"{text!r} is no day") from None


def _moment(name: str) -> Callable[[_Asked], Mapping[str, Any]]:
    def own(asked: _Asked) -> Mapping[str, Any]:
        try:
            return {name: None if asked.fact is None else datetime.fromisoformat(asked.fact)}
        except ValueError:
            raise FactError(f"{asked.fact!r} is no time") from None

    return own


def _publisher(name: str) -> Callable[[_Asked], Mapping[str, Any]]:
    return lambda asked: {"publisher": asked.record.publisher.model_copy(update={name: asked.fact})}


def _direct(asked: _Asked) -> Mapping[str, Any]:
    if asked.fact not in ("yes", "no"):
        raise FactError(f"{asked.fact!r} is neither yes nor no")
    return {"direct": asked.fact == "yes"}


_OWN: Final[Mapping[tuple[str, str], Callable[[_Asked], Mapping[str, Any]]]] = {
    ("release", "published_at"): _moment("published_at"),
    ("release", "updated_at"): _moment("updated_at"),
    ("release", "publisher"): _publisher("name"),
    ("release", "publisher_id"): _publisher("id"),
    ("projects", "granted"): _stated("granted"),
    ("projects", "total"): _stated("total"),
    ("projects", "place"): _project_place,
    ("amounts", "value"): _figure,
    ("amounts", "same_as"): _same_as,
    ("places", "coordinates"): _coordinates,
    ("quotes", "direct"): _direct,
    ("dates", "days"): _days,
}


def states(amount: Amount, money: ProjectAmount | None) -> bool:
    """Whether a sum of a project is what the amount that it names says."""
    return money is not None and money.amount == amount.id and (money.value, money.currency) == _said(amount)


def _said(amount: Amount) -> tuple[Decimal | None, str | None]:
    return amount.value, amount.currency
