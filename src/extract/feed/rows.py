"""A release as rows of the tables: a pure function, the same for every database and file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from extract.check import SEVERITY
from extract.feed.tables import TABLES
from extract.records.release import Release

Value = str | int | float | None
Row = dict[str, Value]
Rows = Mapping[str, Sequence[Row]]
"""Table name → its rows; every table is there, in the order of ``TABLES``."""

_Record = Mapping[str, Any]
_Key = Callable[[str, str | None], str | None]
_INTEGER_DIGITS: Final = 18  # every integer of so many digits fits into 64 bits with its sign


class RecordError(ValueError):
    """A record that contradicts itself: an entry named that is not there, an id twice, a span outside the text."""


def rows(release: Release) -> Rows:
    """The rows of one release. Values are as in its JSON; spans in two columns, lists in tables of their own.

    Raises RecordError where an entry names another that the record does not hold, an id stands twice, or a
    span lies outside the text: such a record would break the keys of a database that holds others too.
    """
    record: _Record = release.model_dump(mode="json", by_alias=True)
    key = _references(record)
    into: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    for part in _PARTS:
        for table, row in part(record, key):
            into[table].append(row)
    _refuse_faults(into, len(release.text))
    return into


def minor_units(value: str | None) -> int | None:
    """A decimal in hundredths; None if it is None, no whole number of them, or too long for 64 bits."""
    if value is None:
        return None
    whole, _, fraction = value.lstrip("-").partition(".")
    fraction = fraction.rstrip("0")
    if len(fraction) > 2 or len(whole.lstrip("0")) + 2 > _INTEGER_DIGITS:
        return None
    number = int(whole + fraction.ljust(2, "0"))
    return -number if value.startswith("-") else number


def _refuse_faults(into: Rows, length: int) -> None:
    for table, found in into.items():
        if len({row["id"] for row in found}) < len(found):
            raise RecordError(f"the record has an id twice in {table}")
    for table in ("section", "item", "amount", "date", "quote_part", "project_evidence", "check_evidence"):
        for row in into[table]:
            if not 0 <= int(row["start"] or 0) <= int(row["end"] or 0) <= length:
                raise RecordError(f"{row['id']} lies outside the text: {row['start']}–{row['end']} of {length}")


def _references(record: _Record) -> _Key:
    """The function from an entry's id within the record to its key in the database."""
    kinds = ("sections", "amounts", "places", "people", "organisations")
    known = {kind: {entry["id"] for entry in record[kind]} for kind in kinds}

    def key(kind: str, name: str | None) -> str | None:
        if name is not None and name not in known[kind]:
            raise RecordError(f"the record names {name!r}, which is not among its {kind}")
        return None if name is None else f"{record['id']}/{name}"

    return key


def _release(record: _Record, _: _Key) -> Iterator[tuple[str, Row]]:
    flat = _pick(record, "id", "schema", "title", "lead", "language", "published_at", "updated_at", "url", "text")
    for name, fields in (
        ("publisher", ("name", "id")),
        ("source", ("uri", "format", "sha256", "encoding")),
        ("extractor", ("version", "patterns", "model")),
    ):
        flat |= {f"{name}_{field}": record[name][field] for field in fields}
    yield "release", flat | {"source_extra": json.dumps(record["source"]["extra"], ensure_ascii=False)}


def _sections(record: _Record, _: _Key) -> Iterator[tuple[str, Row]]:
    for section, own in _entries(record, "sections"):
        yield "section", own | _pick(section, "kind", "heading", "start", "end")
        for n, item in enumerate(section["items"], 1):
            surface = record["text"][item["start"] : item["end"]]
            yield (
                "item",
                {
                    **_child("section", own, f"i{n}", n),
                    **_pick(item, "label", "start", "end"),
                    "surface": surface,
                },
            )


def _places(record: _Record, _: _Key) -> Iterator[tuple[str, Row]]:
    for place, own in _entries(record, "places"):
        yield (
            "place",
            own | _pick(place, "name", "kind", "code", "municipality", "region", "lat", "lon", "confidence", "rule"),
        )
        for mention, row in zip(place["mentions"], _mentions("place", own, place), strict=True):
            yield "place_mention", row | {"in_organisation": int(mention["in_organisation"])}


def _amounts(record: _Record, key: _Key) -> Iterator[tuple[str, Row]]:
    for amount, own in _entries(record, "amounts"):
        own |= _pick(amount, "start", "end", "surface", "currency", "qualifier", "role", "per", "confidence", "rule")
        for name in ("value", "low", "high"):
            own |= {name: amount[name], f"{name}_minor": minor_units(amount[name])}
        links: Row = {"section": key("sections", amount["section"]), "same_as": key("amounts", amount["same_as"])}
        yield "amount", own | links


def _projects(record: _Record, key: _Key) -> Iterator[tuple[str, Row]]:
    nothing = {"value": None, "currency": None, "amount": None}
    for project, own in _entries(record, "projects"):
        flat = own | _pick(
            project, "name", "city", "applicant", "funder", "pool", "period", "description", "confidence", "rule"
        )  # fmt: skip
        for name in ("granted", "total"):
            money = project[name] or nothing
            flat |= {f"{name}_value": money["value"], f"{name}_minor": minor_units(money["value"])}
            flat |= {f"{name}_currency": money["currency"], f"{name}_amount": key("amounts", money["amount"])}
        yield "project", flat | {"place": key("places", project["place"])}
        yield from _names("project_partner", "project", own, "t", "name", project["partners"])
        for field, spans in project["evidence"].items():
            for row in _spans("project", own, f"{field}/", spans):
                yield "project_evidence", row | {"field": field}


def _organisations(record: _Record, _: _Key) -> Iterator[tuple[str, Row]]:
    for organisation, own in _entries(record, "organisations"):
        yield "organisation", own | _pick(organisation, "name", "rule")
        yield from _names("organisation_alias", "organisation", own, "b", "name", organisation["aliases"])
        for row in _mentions("organisation", own, organisation):
            yield "organisation_mention", row


def _people(record: _Record, _: _Key) -> Iterator[tuple[str, Row]]:
    for person, own in _entries(record, "people"):
        yield "person", own | _pick(person, "name", "organisation", "party", "rule")
        yield from _names("person_title", "person", own, "t", "title", person["titles"])
        for row in _mentions("person", own, person):
            yield "person_mention", row


def _quotes(record: _Record, key: _Key) -> Iterator[tuple[str, Row]]:
    for quote, own in _entries(record, "quotes"):
        speaker = quote["speaker"] or {}
        cue_start, cue_end = quote["cue"] or (None, None)
        flat = own | _pick(quote, "text", "attribution", "confidence", "rule")
        flat |= {f"speaker_{name}": speaker.get(name) for name in ("name", "title", "organisation", "party")}
        flat |= {"direct": int(quote["direct"]), "cue_start": cue_start, "cue_end": cue_end}
        yield "quote", flat | {"speaker_person": key("people", speaker.get("person"))}
        for (start, end), row in zip(quote["parts"], _spans("quote", own, "b", quote["parts"]), strict=True):
            yield "quote_part", row | {"surface": record["text"][start:end]}


def _rest(record: _Record, _: _Key) -> Iterator[tuple[str, Row]]:
    for date, own in _entries(record, "dates", "d"):
        days: Row = {"from_day": date["from"], "to_day": date["to"]}
        yield "date", own | days | _pick(date, "start", "end", "surface", "precision")
    for contact, own in _entries(record, "contacts", "c"):
        yield "contact", own | _pick(contact, "name", "title", "organisation", "phone", "email")
    for check, own in _entries(record, "checks", "k"):
        yield (
            "check_result",
            own
            | _pick(check, "code", "status", "message", "stated", "found", "silenced")
            | {"severity": SEVERITY[check["status"]]},
        )
        for row in _spans("check_result", own, "b", check["evidence"]):
            yield "check_evidence", row


_PARTS: Final = (_release, _sections, _places, _amounts, _projects, _organisations, _people, _quotes, _rest)


def _entries(record: _Record, kind: str, letter: str = "") -> Iterator[tuple[Mapping[str, Any], Row]]:
    """The entries of one kind, each with its key, owner and position; ``letter`` keys those without an id."""
    for n, entry in enumerate(record[kind], 1):
        name = f"{letter}{n}" if letter else entry["id"]
        yield entry, {"id": f"{record['id']}/{name}", "release": record["id"], "position": n}


def _child(table: str, own: Row, name: str, position: int) -> Row:
    return {"id": f"{own['id']}/{name}", table: own["id"], "position": position}


def _pick(entry: Mapping[str, Any], *names: str) -> Row:
    return {name: entry[name] for name in names}


def _names(
    into: str, table: str, own: Row, letter: str, column: str, names: Iterable[str]
) -> Iterator[tuple[str, Row]]:
    for n, name in enumerate(names, 1):
        yield into, _child(table, own, f"{letter}{n}", n) | {column: name}


def _spans(table: str, own: Row, letter: str, spans: Iterable[Sequence[int]]) -> Iterator[Row]:
    for n, (start, end) in enumerate(spans, 1):
        yield _child(table, own, f"{letter}{n}", n) | {"start": start, "end": end}


def _mentions(table: str, own: Row, entry: Mapping[str, Any]) -> Iterator[Row]:
    for n, mention in enumerate(entry["mentions"], 1):
        yield _child(table, own, f"m{n}", n) | _pick(mention, "start", "end", "surface")
