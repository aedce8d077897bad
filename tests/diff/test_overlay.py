"""People's values in the records: each field by itself, records that come and go, and what rests on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from tests.diff.test_properties import edited
from tests.releases import SAMPLE, TEXT, plain, releases, span

from extract.decide import Claim, Fact
from extract.diff.decided import claimed, decided
from extract.diff.flat import flat
from extract.diff.overlay import Overlaid, overlaid
from extract.diff.unflat import FactError, with_fact
from extract.records.release import ProjectAmount, Release, Speaker

Path = Callable[[Release], Any]
_RECORDS = {
    "projects": ("Kajhuset", span("Kajhuset")),
    "amounts": ("200.000 kroner", span("200.000 kroner")),
    "places": ("Grenaa", span("Grenaa")),
    "quotes": (SAMPLE.quotes[1].text, SAMPLE.quotes[1].parts[0]),
    "people": ("Ole Fjordgaard", span("Ole Fjordgaard")),
    "organisations": ("Havnefonden", span("Havnefonden")),
    "dates": ("3. maj 2025", span("3. maj 2025")),
    "contacts": ("Mette Ravnkilde", None),
    "sections": ("Fakta: De tre projekter", (SAMPLE.sections[6].start, SAMPLE.sections[6].end)),
    "checks": ("project_count", span("Kajhuset i Grenaa")),
    "release": (SAMPLE.title or "", None),
}


def claim(kind: str, field: str | None, right: Fact) -> Claim:
    record, where = _RECORDS[kind]
    if kind == "quotes" and field not in ("text", "direct"):
        where = span("siger han")
    return Claim(of=kind, record=record, field=field, right=right, spans=(where,) if where else ())


def told(release: Release, *claims: Claim) -> Overlaid:
    return overlaid(release, claimed(release, claims))


def _money(value: int, currency: str | None = "DKK", amount: str | None = None) -> ProjectAmount:
    return ProjectAmount(value=Decimal(value), currency=currency, amount=amount)


FIELDS: list[tuple[str, str, str | None, Path, Any]] = [
    ("release", "title", "Ny titel", lambda r: r.title, "Ny titel"),
    ("release", "title", None, lambda r: r.title, None),
    ("release", "lead", "Ny", lambda r: r.lead, "Ny"),
    ("release", "language", "en", lambda r: r.language, "en"),
    ("release", "url", None, lambda r: r.url, None),
    ("release", "publisher", "Fonden", lambda r: (r.publisher.name, r.publisher.id), ("Fonden", "4711")),
    ("release", "publisher_id", None, lambda r: (r.publisher.name, r.publisher.id), ("Havnefonden", None)),
    ("release", "published_at", "2025-04-03T09:00:00+02:00", lambda r: r.published_at, datetime.fromisoformat("2025-04-03T09:00:00+02:00")),
    ("release", "updated_at", "2025-04-03T09:00:00+02:00", lambda r: r.updated_at, datetime.fromisoformat("2025-04-03T09:00:00+02:00")),
    ("projects", "name", "Kajens hus", lambda r: r.projects[0].name, "Kajens hus"),
    ("projects", "city", "Lemvig", lambda r: (r.projects[0].city, r.projects[0].place), ("Lemvig", "l2")),
    ("projects", "city", "Skagen", lambda r: (r.projects[0].city, r.projects[0].place), ("Skagen", None)),
    ("projects", "city", None, lambda r: (r.projects[0].city, r.projects[0].place), (None, None)),
    ("projects", "place", "Marstal", lambda r: (r.projects[0].city, r.projects[0].place), ("Grenaa", "l3")),
    ("projects", "applicant", None, lambda r: r.projects[0].applicant, None),
    ("projects", "partners", "A; B", lambda r: r.projects[0].partners, ("A", "B")),
    ("projects", "partners", None, lambda r: r.projects[0].partners, ()),
    ("projects", "granted", "2700000 DKK", lambda r: r.projects[0].granted, _money(2_700_000, amount="a5")),
    ("projects", "granted", "1 EUR", lambda r: r.projects[0].granted, _money(1, "EUR")),
    ("projects", "granted", None, lambda r: r.projects[0].granted, None),
    ("projects", "total", "12", lambda r: r.projects[0].total, _money(12, None)),
    ("projects", "funder", "En anden", lambda r: r.projects[0].funder, "En anden"),
    ("projects", "pool", None, lambda r: r.projects[0].pool, None),
    ("projects", "period", "2026", lambda r: r.projects[0].period, "2026"),
    ("projects", "description", "Et hus", lambda r: r.projects[0].description, "Et hus"),
    ("amounts", "value", "250000", lambda r: (r.amounts[6].value, r.amounts[6].low, r.amounts[6].high), (250_000,) * 3),
    ("amounts", "value", "5 (4 to …)", lambda r: (r.amounts[6].value, r.amounts[6].low, r.amounts[6].high), (5, 4, None)),
    ("amounts", "value", "? (4 to 6)", lambda r: (r.amounts[6].value, r.amounts[6].low, r.amounts[6].high), (None, 4, 6)),
    ("amounts", "value", None, lambda r: (r.amounts[6].value, r.amounts[6].low, r.amounts[6].high), (None,) * 3),
    ("amounts", "currency", "EUR", lambda r: r.amounts[6].currency, "EUR"),
    ("amounts", "qualifier", "about", lambda r: r.amounts[6].qualifier, "about"),
    ("amounts", "role", "saving", lambda r: r.amounts[6].role, "saving"),
    ("amounts", "per", "årligt", lambda r: r.amounts[6].per, "årligt"),
    ("amounts", "same_as", "11 mio. kr.", lambda r: r.amounts[6].same_as, "a4"),
    ("places", "name", "Grenå", lambda r: r.places[0].name, "Grenå"),
    ("places", "kind", "island", lambda r: r.places[0].kind, "island"),
    ("places", "code", None, lambda r: r.places[0].code, None),
    ("places", "municipality", "Syddjurs", lambda r: r.places[0].municipality, "Syddjurs"),
    ("places", "region", None, lambda r: r.places[0].region, None),
    ("places", "coordinates", "56.5 10.5", lambda r: (r.places[0].lat, r.places[0].lon), (56.5, 10.5)),
    ("places", "coordinates", None, lambda r: (r.places[0].lat, r.places[0].lon), (None, None)),
    ("quotes", "text", "siger han", lambda r: (r.quotes[1].text, r.quotes[1].parts), ("siger han", (span("siger han"),))),
    ("quotes", "direct", "no", lambda r: r.quotes[1].direct, False),
    ("quotes", "attribution", "none", lambda r: r.quotes[1].attribution, "none"),
    ("quotes", "speaker", "Birgitte Sandholm", lambda r: r.quotes[1].speaker, Speaker(name="Birgitte Sandholm", title="direktør", organisation="Havnefonden", person="n1")),
    ("quotes", "speaker", "Ole Fjordgård", lambda r: r.quotes[1].speaker, Speaker(name="Ole Fjordgård", title="borgmester", party="V", person="n2")),
    ("quotes", "speaker", "Ida Lund", lambda r: r.quotes[1].speaker, Speaker(name="Ida Lund")),
    ("quotes", "speaker", None, lambda r: r.quotes[1].speaker, None),
    ("quotes", "speaker_title", "minister", lambda r: r.quotes[1].speaker and r.quotes[1].speaker.title, "minister"),
    ("quotes", "speaker_organisation", "Ærø", lambda r: r.quotes[1].speaker and r.quotes[1].speaker.organisation, "Ærø"),
    ("quotes", "speaker_party", None, lambda r: r.quotes[1].speaker and r.quotes[1].speaker.party, None),
    ("people", "name", "Ole Fjordgård", lambda r: (r.people[1].name, r.quotes[1].speaker and r.quotes[1].speaker.name), ("Ole Fjordgård",) * 2),
    ("people", "titles", "borgmester; formand", lambda r: r.people[1].titles, ("borgmester", "formand")),
    ("people", "organisation", "Ærø Kommune", lambda r: r.people[1].organisation, "Ærø Kommune"),
    ("people", "party", None, lambda r: r.people[1].party, None),
    ("organisations", "name", "Fonden", lambda r: r.organisations[0].name, "Fonden"),
    ("organisations", "aliases", None, lambda r: r.organisations[0].aliases, ()),
    ("dates", "days", "2026-05-03", lambda r: (r.dates[0].from_, r.dates[0].to), ("2026-05-03",) * 2),
    ("dates", "days", "2026-05-01/…", lambda r: (r.dates[0].from_, r.dates[0].to), ("2026-05-01", None)),
    ("dates", "precision", "month", lambda r: r.dates[0].precision, "month"),
    ("contacts", "phone", "12 34 56 78", lambda r: r.contacts[0].phone, "12 34 56 78"),
    ("contacts", "email", None, lambda r: r.contacts[0].email, None),
    ("sections", "kind", "table", lambda r: r.sections[6].kind, "table"),
    ("sections", "heading", None, lambda r: r.sections[6].heading, None),
    ("checks", "status", "ok", lambda r: r.checks[1].status, "ok"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "field", "right", "asked", "expected"), FIELDS)
def test_a_field_has_what_people_say(kind: str, field: str, right: str | None, asked: Path, expected: Any) -> None:
    assert asked(SAMPLE) != expected
    made = told(SAMPLE, claim(kind, field, right))
    assert made.written == (True,)
    assert asked(made.release) == expected
    assert Release.model_validate_json(made.release.json_line()) == made.release


@pytest.mark.parametrize(
    ("kind", "field", "right"),
    [
        ("release", "id", "another"), ("release", "format", "pdf"), ("release", "published_at", "i går"),
        ("projects", "name", None), ("projects", "granted", "mange penge"), ("projects", "place", "Skagen"),
        ("amounts", "role", "gift"), ("amounts", "role", None), ("amounts", "value", "mange"),
        ("amounts", "section", "table"), ("amounts", "same_as", "1 kr."), ("places", "coordinates", "91.0 10.0"),
        ("places", "coordinates", "nan nan"), ("quotes", "text", None), ("quotes", "direct", "måske"),
        ("dates", "days", "2025-13-01"), ("sections", "items", "4"),
    ],
)  # fmt: skip
def test_what_a_record_cannot_hold_stays_the_machines(kind: str, field: str, right: str | None) -> None:
    made = told(SAMPLE, claim(kind, field, right))
    assert made == Overlaid(SAMPLE, made.places, (False,))
    assert made.places != (None,)


def _whole(kind: str, at: int) -> dict[str, str]:
    return dict(flat(SAMPLE, {kind})[kind][at].fields)  # type: ignore[index]


@pytest.mark.parametrize(
    ("kind", "at", "asked", "expected"),
    [
        ("amounts", 2, lambda r: r.projects[0].granted, _money(4_500_000)),
        ("amounts", 0, lambda r: r.amounts[6].same_as, None),
        ("places", 0, lambda r: (r.projects[0].place, r.projects[0].city), (None, "Grenaa")),
        ("people", 0, lambda r: r.quotes[0].speaker, Speaker(name="Birgitte Sandholm", title="direktør", organisation="Havnefonden")),
        ("sections", 6, lambda r: {a.section for a in r.amounts}, {"s2", "s4", "s6", None}),
        ("projects", 0, lambda r: [p.id for p in r.projects], ["p2", "p3"]),
        ("quotes", 0, lambda r: [q.id for q in r.quotes], ["q2"]),
        ("organisations", 1, lambda r: [o.id for o in r.organisations], ["o1", "o3"]),
        ("dates", 0, lambda r: r.dates, ()),
        ("contacts", 0, lambda r: r.contacts, ()),
        ("checks", 0, lambda r: [c.code for c in r.checks], ["project_count"]),
    ],
)  # fmt: skip
def test_a_record_that_is_not_there_goes_and_nothing_names_it(kind: str, at: int, asked: Path, expected: Any) -> None:
    one = flat(SAMPLE, {kind})[kind][at]  # type: ignore[index]
    made = told(SAMPLE, Claim(of=kind, record=one.label, said=dict(one.fields), right=None, spans=one.spans))
    assert (made.places, made.written) == ((None,), (True,))
    assert len(getattr(made.release, kind)) == len(getattr(SAMPLE, kind)) - 1
    assert asked(made.release) == expected


@pytest.mark.parametrize(
    ("kind", "at"),
    [
        ("amounts", 5), ("projects", 2), ("places", 2), ("people", 1), ("organisations", 1), ("quotes", 0),
        ("quotes", 1), ("dates", 0), ("contacts", 0),
    ],
)  # fmt: skip
def test_a_record_that_the_machine_missed_comes_as_it_would_have_read_it(kind: str, at: int) -> None:
    one = flat(SAMPLE, {kind})[kind][at]  # type: ignore[index]
    records = list(getattr(SAMPLE, kind))
    wanted = records.pop(at)
    fewer = SAMPLE.model_copy(update={kind: tuple(records)})
    made = told(fewer, Claim(of=kind, record=one.label, right=dict(one.fields), spans=one.spans))
    assert (made.places, made.written) == ((len(records),), (True,))
    came = getattr(made.release, kind)[-1]
    assert flat(made.release, {kind})[kind][-1].fields == one.fields  # type: ignore[index]
    free = {"confidence", "id", "rule", "evidence", "mentions", "cue", "same_as"}
    assert came.model_dump(exclude=free) == wanted.model_dump(exclude=free)
    assert Release.model_validate_json(made.release.json_line()) == made.release
    ids = [record.id for record in getattr(made.release, kind) if hasattr(record, "id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("kind", "right", "spans"),
    [
        ("amounts", {"value": "5"}, ()),  # it stands nowhere
        ("amounts", {"value": "fem"}, ((0, 5),)),
        ("amounts", {"value": "5"}, ((0, 50_000),)),
        ("quotes", {"text": "det har ingen sagt"}, ()),
        ("dates", {"days": "2025-05-03"}, ()),
        ("places", {"name": "Grenaa"}, ((0, 5),)),  # of what kind?
        ("people", {"titles": "borgmester"}, ((0, 5),)),
        ("sections", {"kind": "body"}, ((0, 5),)),
        ("checks", {"code": "x", "status": "ok"}, ()),
    ],
)
def test_a_record_that_cannot_be_filled_does_not_come(kind: str, right: Fact, spans: Any) -> None:
    empty = plain("x", TEXT)
    said = claimed(empty, [Claim(of=kind, record="En", right=right)])
    made = overlaid(empty, [replace(one, spans=spans) for one in said])
    assert made == Overlaid(empty, (None,), (False,))


def test_a_sum_follows_the_amount_that_states_it_unless_it_was_judged_itself() -> None:
    where = span("4.500.000 kr.")
    amount = Claim(of="amounts", record="4.500.000 kr.", field="value", right="4600000", spans=(where,))
    made = told(SAMPLE, amount)
    assert made.release.projects[0].granted == _money(4_600_000, amount="a3")
    both = told(SAMPLE, amount, claim("projects", "granted", "4500000 DKK"))
    assert both.release.projects[0].granted == _money(4_500_000, amount="a3")


def test_a_later_word_on_a_field_holds_against_an_earlier_one_on_the_whole() -> None:
    record, where = _RECORDS["projects"]
    whole = Claim(
        of="projects", record=record, right={**_whole("projects", 0), "city": "Nibe"}, spans=(where,) if where else ()
    )
    made = told(SAMPLE, whole, claim("projects", "city", "Grenaa"))
    assert made.release.projects[0].city == "Grenaa"
    assert told(SAMPLE, whole).release.projects[0].city == "Nibe"


_REFERENCES = {("projects", "place"), ("amounts", "same_as"), ("amounts", "section"), ("sections", "items"),
               ("release", "id"), ("release", "format"), ("checks", "code"), ("checks", "silenced"), ("checks", "message")}  # fmt: skip


def _written_reads_the_same(into: Release, of: Release) -> None:
    for kind, facts in flat(of).items():
        targets: Sequence[Any] = [into] if kind == "release" else getattr(into, kind)
        for record, fact in zip(targets, facts, strict=False):
            for name, value in fact.fields.items():
                try:
                    made = with_fact(kind, record, name, value, into)
                except FactError:
                    assert (kind, name) in _REFERENCES, (kind, name, value)
                    continue
                lists: dict[str, Any] = {} if kind == "release" else {kind: (made,)}
                now = made if kind == "release" else into.model_copy(update=lists)
                if (kind, name) in _REFERENCES:
                    continue  # what it names stands beside it
                assert flat(now, {kind})[kind][0].fields.get(name) == value


@settings(max_examples=60, deadline=None)
@given(edited())
def test_what_is_written_reads_the_same(of: Release) -> None:
    _written_reads_the_same(SAMPLE, of)


@settings(max_examples=40, deadline=None)
@given(releases(), releases())
def test_what_is_written_into_any_release_reads_the_same(into: Release, of: Release) -> None:
    _written_reads_the_same(into, of)


def test_nothing_said_changes_nothing() -> None:
    assert overlaid(SAMPLE, decided(SAMPLE, ())) == Overlaid(SAMPLE, (), ())
