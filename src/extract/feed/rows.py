"""A release as rows of the tables: a pure function, the same for every database and file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import regex

from extract.check import SEVERITY
from extract.decide import Fact
from extract.feed.decision import TABLE_OF, Decided
from extract.feed.keys import Keys
from extract.feed.tables import TABLES
from extract.records.release import Release

Value = str | int | float | None
Row = dict[str, Value]
Rows = Mapping[str, Sequence[Row]]
"""Table name → its rows; every table is there, in the order of ``TABLES``."""

_Record = Mapping[str, Any]
_INTEGER_DIGITS: Final = 18  # every integer of so many digits fits into 64 bits with its sign
_WHOLE_DIGITS: Final = 18  # before the point of a DECIMAL(20,2)
DANISH: Final = ZoneInfo("Europe/Copenhagen")
_UNKEEPABLE: Final = regex.compile("[\0\ud800-\udfff]")
_KINDS: Final = {
    "sections": "s", "places": "l", "amounts": "a", "projects": "p", "organisations": "o", "people": "n", "quotes": "q",
    "dates": "d", "contacts": "c", "checks": "k",
}  # fmt: skip


class RecordError(ValueError):
    """A record that contradicts itself: an entry named that is not there, an id twice, a span outside the text."""


def rows(release: Release, decisions: Sequence[Decided] = ()) -> Rows:
    """The rows of one release; see :func:`rows_of`."""
    return rows_of(release.model_dump(mode="json", by_alias=True), decisions)


def rows_of(record: _Record, decisions: Sequence[Decided] = ()) -> Rows:
    """The rows of one release, of its JSON values, and of what was decided about it. Spans stand in two columns, lists
    in tables of their own; what no database holds (NUL, halves of characters) is U+FFFD, one for one, so that offsets
    hold.

    Raises RecordError where an entry names another that the record does not hold, an id stands twice, or a
    span lies outside the text: such a record would break the keys of a database that holds others too.
    """
    of = _Entries(record)
    into: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    for part in _PARTS:
        for table, row in part(record, of):
            into[table].append(_keepable(row))
    into["decision"] += map(_keepable, _decisions(decisions, of))
    _refuse_faults(into, len(record["text"]))
    return into


def danish_day(moment: datetime) -> str:
    """The day in Denmark, as ISO 8601; a time without a zone is Danish."""
    return (moment if moment.tzinfo is None else moment.astimezone(DANISH)).date().isoformat()


def project_keys(record: _Record) -> Mapping[str, str]:
    """The keys of a release's projects by their ids within the record."""
    given = Keys(record["id"], record["text"])
    return {project["id"]: given.of("p", project) for project in record["projects"]}


def minor_units(value: str | None) -> int | None:
    """A decimal in hundredths; None if it is None, no whole number of them, or too long for 64 bits."""
    if value is None:
        return None
    whole, fraction = _digits(value)
    if len(fraction) > 2 or len(whole) + 2 > _INTEGER_DIGITS:
        return None
    number = int((whole or "0") + fraction.ljust(2, "0"))
    return -number if value.startswith("-") else number


def fits(value: str) -> bool:
    """Whether DECIMAL(20,2) holds a decimal exactly."""
    whole, fraction = _digits(value)
    return len(fraction) <= 2 and len(whole) <= _WHOLE_DIGITS


def _digits(value: str) -> tuple[str, str]:
    """The digits that count, before the point and after it."""
    whole, _, fraction = value.lstrip("-").partition(".")
    return whole.lstrip("0"), fraction.rstrip("0")


def _money(name: str, minor: str, value: str | None) -> Row:
    exact = value if value is not None and not fits(value) else None
    return {name: value, minor: minor_units(value), f"{name}_exact": exact}


def _keepable(row: Row) -> Row:
    for name, value in row.items():
        if type(value) is str and _UNKEEPABLE.search(value):
            row[name] = _UNKEEPABLE.sub("\ufffd", value)
    return row


def _refuse_faults(into: Rows, length: int) -> None:
    for table in ("section", "item", "amount", "date", "quote_part", "project_evidence", "check_evidence"):
        for row in into[table]:
            if not 0 <= int(row["start"] or 0) <= int(row["end"] or 0) <= length:
                raise RecordError(f"{row['id']} lies outside the text: {row['start']}–{row['end']} of {length}")


class _Entries:
    """The entries of a record with their keys, by which others name them."""

    def __init__(self, record: _Record) -> None:
        self.release: str = record["id"]
        self.text: str = record["text"]
        self.given = Keys(self.release, self.text)
        self.keys: dict[str, dict[str, str]] = {}
        self._of: dict[str, list[tuple[Mapping[str, Any], Row]]] = {}
        for kind, letter in _KINDS.items():
            own = self.keys.setdefault(kind, {})
            listed = self._of.setdefault(kind, [])
            for n, entry in enumerate(record[kind], 1):
                key = self.given.of(letter, entry)
                row: Row = {"id": key, "release": self.release, "position": n}
                if (name := entry.get("id")) is not None:
                    if name in own:
                        raise RecordError(f"the record has the id {name!r} twice in its {kind}")
                    own[name] = key
                    row["record_id"] = name
                listed.append((entry, row))

    def all(self, kind: str) -> Iterator[tuple[Mapping[str, Any], Row]]:
        """The entries of one kind, each with its key, owner and position."""
        return ((entry, dict(row)) for entry, row in self._of[kind])

    def key(self, kind: str, name: str | None) -> str | None:
        """From an entry's id within the record to its key in the database."""
        if name is not None and name not in self.keys[kind]:
            raise RecordError(f"the record names {name!r}, which is not among its {kind}")
        return None if name is None else self.keys[kind][name]

    def key_at(self, kind: str, at: int) -> str:
        """The key of the entry at a place of the record's list."""
        return str(self._of[kind][at][1]["id"])

    def child(self, table: str, own: Row, key: str, position: int) -> Row:
        return {"id": key, table: own["id"], "release": self.release, "position": position}

    def names(self, table: str, own: Row, letter: str, column: str, names: Iterable[str]) -> Iterator[Row]:
        for n, name in enumerate(names, 1):
            key = self.given.named(letter, (name,), str(own["id"]))
            yield self.child(table, own, key, n) | {column: name}

    def spans(self, table: str, own: Row, letter: str, spans: Iterable[Sequence[int]], *more: str) -> Iterator[Row]:
        for n, (start, end) in enumerate(spans, 1):
            key = self.given.place(letter, start, end, str(own["id"]), *more)
            yield self.child(table, own, key, n) | {"start": start, "end": end}

    def mentions(self, table: str, own: Row, entry: Mapping[str, Any]) -> Iterator[Row]:
        found = entry["mentions"]
        placed = self.spans(table, own, "m", [(mention["start"], mention["end"]) for mention in found])
        for mention, row in zip(found, placed, strict=True):
            yield row | {"surface": mention["surface"]}


_Part = Callable[[_Record, _Entries], Iterator[tuple[str, Row]]]


def _release(record: _Record, of: _Entries) -> Iterator[tuple[str, Row]]:
    flat = _pick(record, "id", "schema", "title", "lead", "language", "published_at", "updated_at", "url", "text")
    for name, fields in (
        ("publisher", ("name", "id")),
        ("source", ("uri", "format", "sha256", "encoding")),
        ("extractor", ("version", "patterns", "model")),
    ):
        flat |= {f"{name}_{field}": record[name][field] for field in fields}
    moment = datetime.fromisoformat(record["published_at"]) if record["published_at"] else None
    extra = json.dumps(record["source"]["extra"], ensure_ascii=False)
    yield (
        "release",
        flat | {"published_on": danish_day(moment) if moment else None, "source_extra": extra, "withdrawn_at": None},
    )


def _sections(record: _Record, of: _Entries) -> Iterator[tuple[str, Row]]:
    for section, own in of.all("sections"):
        yield "section", own | _pick(section, "kind", "heading", "start", "end")
        for n, item in enumerate(section["items"], 1):
            row = of.child("section", own, of.given.of("i", item, str(own["id"])), n)
            surface = record["text"][item["start"] : item["end"]]
            yield "item", row | _pick(item, "label", "start", "end") | {"surface": surface}


def _places(record: _Record, of: _Entries) -> Iterator[tuple[str, Row]]:
    for place, own in of.all("places"):
        yield (
            "place",
            own | _pick(place, "name", "kind", "code", "municipality", "region", "lat", "lon", "confidence", "rule"),
        )
        for mention, row in zip(place["mentions"], of.mentions("place", own, place), strict=True):
            yield "place_mention", row | {"in_organisation": int(mention["in_organisation"])}


def _amounts(record: _Record, of: _Entries) -> Iterator[tuple[str, Row]]:
    for amount, own in of.all("amounts"):
        own |= _pick(amount, "start", "end", "surface", "currency", "qualifier", "role", "per", "confidence", "rule")
        for name in ("value", "low", "high"):
            own |= _money(name, f"{name}_minor", amount[name])
        links: Row = {"section": of.key("sections", amount["section"]), "same_as": of.key("amounts", amount["same_as"])}
        yield "amount", own | links


def _projects(record: _Record, of: _Entries) -> Iterator[tuple[str, Row]]:
    nothing = {"value": None, "currency": None, "amount": None}
    for project, own in of.all("projects"):
        flat = own | _pick(
            project, "name", "city", "applicant", "funder", "pool", "period", "description", "confidence", "rule"
        )  # fmt: skip
        for name in ("granted", "total"):
            money = project[name] or nothing
            flat |= _money(f"{name}_value", f"{name}_minor", money["value"])
            flat |= {f"{name}_currency": money["currency"], f"{name}_amount": of.key("amounts", money["amount"])}
        yield "project", flat | {"place": of.key("places", project["place"])}
        for row in of.names("project", own, "t", "name", project["partners"]):
            yield "project_partner", row
        for field, spans in project["evidence"].items():
            for row in of.spans("project", own, "e", spans, field):
                yield "project_evidence", row | {"field": field}


def _organisations(record: _Record, of: _Entries) -> Iterator[tuple[str, Row]]:
    for organisation, own in of.all("organisations"):
        yield "organisation", own | _pick(organisation, "name", "rule")
        for row in of.names("organisation", own, "b", "name", organisation["aliases"]):
            yield "organisation_alias", row
        for row in of.mentions("organisation", own, organisation):
            yield "organisation_mention", row


def _people(record: _Record, of: _Entries) -> Iterator[tuple[str, Row]]:
    for person, own in of.all("people"):
        yield "person", own | _pick(person, "name", "organisation", "party", "rule")
        for row in of.names("person", own, "t", "title", person["titles"]):
            yield "person_title", row
        for row in of.mentions("person", own, person):
            yield "person_mention", row


def _quotes(record: _Record, of: _Entries) -> Iterator[tuple[str, Row]]:
    for quote, own in of.all("quotes"):
        speaker = quote["speaker"] or {}
        cue_start, cue_end = quote["cue"] or (None, None)
        flat = own | _pick(quote, "text", "attribution", "confidence", "rule")
        flat |= {f"speaker_{name}": speaker.get(name) for name in ("name", "title", "organisation", "party")}
        flat |= {"direct": int(quote["direct"]), "cue_start": cue_start, "cue_end": cue_end}
        yield "quote", flat | {"speaker_person": of.key("people", speaker.get("person"))}
        for (start, end), row in zip(quote["parts"], of.spans("quote", own, "b", quote["parts"]), strict=True):
            yield "quote_part", row | {"surface": record["text"][start:end]}


def _rest(record: _Record, of: _Entries) -> Iterator[tuple[str, Row]]:
    for date, own in of.all("dates"):
        days: Row = {"from_day": date["from"], "to_day": date["to"]}
        yield "date", own | days | _pick(date, "start", "end", "surface", "precision", "rule")
    for contact, own in of.all("contacts"):
        yield "contact", own | _pick(contact, "name", "title", "organisation", "phone", "email")
    for check, own in of.all("checks"):
        own |= _pick(check, "code", "status", "message", "stated", "found", "silenced")
        yield "check_result", own | {"severity": SEVERITY[check["status"]]}
        for row in of.spans("check_result", own, "b", check["evidence"]):
            yield "check_evidence", row


def _decisions(decisions: Iterable[Decided], of: _Entries) -> Iterator[Row]:
    for n, one in enumerate(decisions, 1):
        own = of.release if one.kind == "release" else None if one.at is None else of.key_at(one.kind, one.at)
        start, end = one.span or (None, None)
        yield {
            "id": of.given.named("j", one.known_by), "release": of.release, "position": n, "kind": TABLE_OF[one.kind],
            "record": own, "field": one.field, "machine_value": _fact(one.machine), "human_value": _fact(one.human),
            "verdict": one.verdict, "heeded": int(one.heeded), "judged_by": one.by, "judged_at": one.when,
            "note": one.note, "start": start, "end": end,
        }  # fmt: skip


def _fact(fact: Fact) -> str | None:
    return json.dumps(fact, ensure_ascii=False) if isinstance(fact, dict) else fact


_PARTS: Final[tuple[_Part, ...]] = (
    _release, _sections, _places, _amounts, _projects, _organisations, _people, _quotes, _rest
)  # fmt: skip


def _pick(entry: Mapping[str, Any], *names: str) -> Row:
    # A record of an older program has not the fields that came later.
    return {name: entry.get(name) for name in names}
