"""Pairs of records that differ in a little, and what is said of them: one change for one correction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.reading import cases
from tests.releases import SAMPLE, TEXT, plain

from extract.check.between import CODES
from extract.diff import Difference, differences
from extract.records.release import Amount, Check, Contact, Project, ProjectAmount, Release

Told = tuple[str, str, str, str | None, Any, Any]
"""Kind, op, record, field, before, after; of a whole record, its name alone is looked at."""


def told(found: tuple[Difference, ...], *, text: bool = False) -> list[Told]:
    return [
        (d.kind, d.op, d.record, d.field, d.before if d.field else None, d.after if d.field else None)
        for d in found
        if text or d.kind != "text"
    ]


def _with(**fields: Any) -> Release:
    return SAMPLE.model_copy(update=fields)


def _project(n: int, **fields: Any) -> Release:
    projects = list(SAMPLE.projects)
    projects[n] = projects[n].model_copy(update=fields)
    return _with(projects=tuple(projects))


def _amount(n: int, **fields: Any) -> Release:
    amounts = list(SAMPLE.amounts)
    amounts[n] = amounts[n].model_copy(update=fields)
    return _with(amounts=tuple(amounts))


def _first(kind: str, **fields: Any) -> Release:
    first, *rest = getattr(SAMPLE, kind)
    return _with(**{kind: (first.model_copy(update=fields), *rest)})


def _grant(value: str) -> ProjectAmount:
    return ProjectAmount(value=Decimal(value), currency="DKK", amount="a3")


@dataclass(frozen=True)
class Row:
    name: str
    after: Callable[[], Release]
    expected: list[Told]


ROWS = [
    Row("nothing", lambda: SAMPLE, []),
    Row(
        "other local ids, the references with them",
        lambda: _with(
            amounts=tuple(a.model_copy(update={"id": f"b{a.id}", "same_as": a.same_as and f"b{a.same_as}"}) for a in SAMPLE.amounts),
            projects=tuple(
                p.model_copy(update={"granted": p.granted and p.granted.model_copy(update={"amount": f"b{p.granted.amount}"})})
                for p in SAMPLE.projects
            ),
        ),
        [],
    ),
    Row("another order", lambda: _with(projects=SAMPLE.projects[::-1], amounts=SAMPLE.amounts[::-1], places=SAMPLE.places[::-1]), []),
    Row("another confidence and rule", lambda: _first("quotes", confidence=0.5, rule="quotes.before"), []),
    Row("decimals that say nothing", lambda: _project(0, granted=_grant("4500000.00")), []),
    Row(
        "a corrected amount of a project",
        lambda: _project(0, granted=_grant("4700000")),
        [("projects", "changed", "Kajhuset", "granted", "4500000 DKK", "4700000 DKK")],
    ),
    Row(
        "a renamed project with the same money, town and box",
        lambda: _project(1, name="Varme til hele byen", evidence={"name": SAMPLE.projects[1].evidence["name"]}),
        [("projects", "changed", "Varme til hele byen", "name", "Sauna for alle", "Varme til hele byen")],
    ),
    Row(
        "a project that is another one",
        lambda: _project(
            1, name="Legeplads", city="Nibe", applicant="Nibe Idræt", granted=_grant("90000"),
            evidence={"name": SAMPLE.projects[0].evidence["name"]},
        ),
        [
            ("projects", "added", "Legeplads", None, None, None),
            ("projects", "removed", "Sauna for alle", None, None, None),
        ],
    ),
    Row("a project more", lambda: _with(projects=(*SAMPLE.projects, Project(id="p4", name="Legeplads"))), [("projects", "added", "Legeplads", None, None, None)]),
    Row("a project less", lambda: _with(projects=SAMPLE.projects[1:]), [("projects", "removed", "Kajhuset", None, None, None)]),
    Row("another role", lambda: _amount(0, role="total"), [("amounts", "changed", "9,2 mio. kroner", "role", "pool", "total")]),
    Row(
        "a value with its bounds is one change",
        lambda: _amount(1, value=Decimal(4600000), low=Decimal(4550000), high=Decimal(4650000), surface="4,6 mio. kroner"),
        [("amounts", "changed", "4,6 mio. kroner", "value", "4500000 (4450000 to 4550000)", "4600000 (4550000 to 4650000)")],
    ),
    Row("money that is the same as another", lambda: _amount(7, same_as=None), [("amounts", "changed", "9,2 mio. kroner", "same_as", "9,2 mio. kroner", None)]),
    Row("of two equal amounts one goes", lambda: _with(amounts=SAMPLE.amounts[:-1]), [("amounts", "removed", "9,2 mio. kroner", None, None, None)]),
    Row("a town that gets its code", lambda: _first("places", code="0706"), [("places", "changed", "Grenaa", "code", "0707", "0706")]),
    Row("a name spelled right", lambda: _first("people", name="Birgitte Sandholt"), [("people", "changed", "Birgitte Sandholt", "name", "Birgitte Sandholm", "Birgitte Sandholt")]),
    Row("another speaker", lambda: _first("quotes", speaker=None), [
        ("quotes", "changed", "Havnen er byens bedste stue, og nu får den døre Derfor støtter vi med 4,5 mio. …", "speaker", "Birgitte Sandholm", None),
        ("quotes", "changed", "Havnen er byens bedste stue, og nu får den døre Derfor støtter vi med 4,5 mio. …", "speaker_organisation", "Havnefonden", None),
        ("quotes", "changed", "Havnen er byens bedste stue, og nu får den døre Derfor støtter vi med 4,5 mio. …", "speaker_title", "direktør", None),
    ]),
    Row("another day", lambda: _first("dates", from_="2025-05-04", to="2025-05-05"), [("dates", "changed", "3. maj 2025", "days", "2025-05-03", "2025-05-04/2025-05-05")]),
    Row("another telephone", lambda: _first("contacts", phone="55 50 12 35"), [("contacts", "changed", "Mette Ravnkilde", "phone", "55 50 12 34", "55 50 12 35")]),
    Row("another contact", lambda: _with(contacts=(Contact(name="Jens Aagaard", email="ja@example.dk"),)), [
        ("contacts", "added", "Jens Aagaard", None, None, None), ("contacts", "removed", "Mette Ravnkilde", None, None, None),
    ]),
    Row("a check that fails", lambda: _first("checks", status="mismatch", found="9000000", message="Nu stemmer det ikke."), [
        ("checks", "changed", "grants_sum_to_stated_total", "found", "9200000", "9000000"),
        ("checks", "changed", "grants_sum_to_stated_total", "status", "ok", "mismatch"),
    ]),
    Row("a check of the run", lambda: _with(checks=(*SAMPLE.checks, Check(code=min(CODES), status="doubt", message="Et andet beløb."))), []),
    Row("other alias", lambda: _first("organisations", aliases=()), [("organisations", "changed", "Havnefonden", "aliases", "Fonden", None)]),
    Row("a box that is a table", lambda: _with(sections=tuple(s.model_copy(update={"kind": "table"}) if s.kind == "fact_box" else s for s in SAMPLE.sections)), [
        *[("amounts", "changed", a.surface, "section", "fact_box", "table") for a in SAMPLE.amounts if a.section == "s7"],
        ("sections", "changed", "Fakta: De tre projekter", "kind", "fact_box", "table"),
    ]),
    Row("other day of publication", lambda: _with(published_at=SAMPLE.published_at and SAMPLE.published_at + timedelta(days=1)), [
        ("release", "changed", SAMPLE.title or "", "published_at", "2025-04-02T09:00:00+02:00", "2025-04-03T09:00:00+02:00"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize("row", cases(ROWS))
def test_what_is_told(row: Row) -> None:
    after = row.after()
    assert told(differences(SAMPLE, after)) == row.expected
    mirrored = [
        (kind, {"added": "removed", "removed": "added"}.get(op, op), field, new, old)
        for kind, op, _, field, old, new in row.expected
    ]
    back = [(kind, op, field, old, new) for kind, op, _, field, old, new in told(differences(after, SAMPLE))]
    assert sorted(map(str, back)) == sorted(map(str, mirrored))


def test_an_amount_that_is_corrected_in_the_text_is_one_change_and_its_line_another() -> None:
    new = TEXT.replace("4.500.000 kr.", "4.750.000 kr.")
    start = new.index("4.750.000 kr.")
    amounts = tuple(
        a.model_copy(update={"surface": "4.750.000 kr.", **dict.fromkeys(("value", "low", "high"), Decimal(4750000))})
        if a.start == start
        else a
        for a in SAMPLE.amounts
    )
    found = differences(SAMPLE, _with(text=new, amounts=amounts))
    line = "Kajhuset (Grenaa), Norddjurs Kommune: {} kr. af et budget på 11 mio. kr."
    assert told(found, text=True) == [
        ("amounts", "changed", "4.750.000 kr.", "value", "4500000", "4750000"),
        ("text", "changed", "Kajhuset (Grenaa), Norddjurs Kommune: 4.750.000 kr. af et b…", "text", line.format("4.500.000"), line.format("4.750.000")),
    ]  # fmt: skip
    assert (found[0].spans_before, found[0].spans_after) == (((start, start + 13),), ((start, start + 13),))


def test_spans_point_into_their_own_text() -> None:
    before, after = SAMPLE, _shifted(SAMPLE, "Til alle redaktioner\n")
    changed = after.model_copy(update={"people": (after.people[0].model_copy(update={"party": "V"}), after.people[1])})
    (one,) = [d for d in differences(before, changed) if d.kind == "people"]
    assert [before.text[a:b] for a, b in one.spans_before] == ["Birgitte Sandholm"]
    assert [changed.text[a:b] for a, b in one.spans_after] == ["Birgitte Sandholm"]


def test_a_line_before_everything_shifts_offsets_and_nothing_else() -> None:
    found = differences(SAMPLE, _shifted(SAMPLE, "Til alle redaktioner\n"))
    assert told(found, text=True) == [("text", "added", "Til alle redaktioner", "text", None, "Til alle redaktioner")]


def test_of_many_records_that_all_changed_each_finds_its_own() -> None:
    lines = [f"Forening {n} i by nummer {n} får {n + 1}.000 kr. til et projekt." for n in range(300)]
    text = "\n".join(lines)

    def amounts(currency: str) -> tuple[Amount, ...]:
        found, at = [], 0
        for n, line in enumerate(lines):
            start = at + line.index(" får ") + 5
            surface = f"{n + 1}.000 kr."
            value = Decimal((n + 1) * 1000)
            found.append(
                Amount(
                    id=f"a{n}",
                    start=start,
                    end=start + len(surface),
                    surface=surface,
                    value=value,
                    low=value,
                    high=value,
                    currency=currency,
                    role="grant",
                )
            )
            at += len(line) + 1
        return tuple(found)

    found = differences(plain("a", text, amounts=amounts("DKK")), plain("a", text, amounts=amounts("NOK")[::-1]))
    assert {(d.op, d.field, d.before, d.after) for d in found} == {("changed", "currency", "DKK", "NOK")}
    assert len(found) == 300
    assert all(d.spans_before == d.spans_after for d in found)


def _shifted(release: Release, line: str) -> Release:
    """The release with a line before all its text."""
    moved = _moved(release.model_dump(), len(line))
    return Release.model_validate(moved | {"text": line + release.text})


def _moved(value: Any, by: int) -> Any:
    if isinstance(value, dict):
        moved = {key: _moved(inner, by) for key, inner in value.items()}
        return moved | {key: moved[key] + by for key in ("start", "end") if key in moved}
    if isinstance(value, tuple):
        if len(value) == 2 and all(type(part) is int for part in value):
            return value[0] + by, value[1] + by
        return tuple(_moved(part, by) for part in value)
    return value
