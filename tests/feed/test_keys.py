"""Keys stay while a record is corrected: each case changes what extraction may get wrong, and asks who is who after."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from tests.releases import SAMPLE, releases

from extract.feed.ledger import FED
from extract.feed.rows import Rows, project_keys, rows
from extract.records.release import Mention, Person, Place, Project, Release


def _keys(release: Release, table: str, by: str) -> dict[Any, Any]:
    return {row[by]: row["id"] for row in rows(release)[table]}


def test_keys_are_readable_and_hold_what_they_belong_to() -> None:
    made = rows(SAMPLE)
    project = made["project"][0]
    assert project["id"] == "havnefonden-2025-04/p-e5049217ac"
    assert project["granted_amount"] == made["amount"][2]["id"]
    assert str(made["place_mention"][1]["id"]).startswith(f"{made['place'][0]['id']}/m-")
    assert str(made["project_evidence"][0]["id"]).startswith(f"{project['id']}/e-")
    assert project_keys(SAMPLE.model_dump(mode="json", by_alias=True))["p1"] == project["id"]


def _changed(kind: str, number: int, /, **more: Any) -> Release:
    entries = list(getattr(SAMPLE, kind))
    entries[number] = entries[number].model_copy(update=more)
    return SAMPLE.model_copy(update={kind: tuple(entries)})


CORRECTED = [
    ("amount", "surface", _changed("amounts", 2, value=None, low=None, role="total", qualifier="about")),
    ("project", "name", _changed("projects", 0, granted=None, applicant="En anden", place=None, city="Ebeltoft")),
    ("place", "name", _changed("places", 0, code="0706", kind="address", lat=None)),
    ("quote", "text", _changed("quotes", 1, speaker=None, attribution="none", cue=None)),
    ("person", "name", _changed("people", 0, titles=("chef",), organisation=None)),
    ("organisation", "name", _changed("organisations", 0, aliases=(), rule="another")),
    ("check_result", "code", _changed("checks", 1, status="ok", found="4", message="Nu er alt godt")),
    ("contact", "email", _changed("contacts", 0, name="Mette", phone=None)),
    ("date", "surface", _changed("dates", 0, from_="2025-05-04", to="2025-05-04")),
]


@pytest.mark.parametrize(("table", "by", "after"), CORRECTED, ids=[table for table, _, _ in CORRECTED])
def test_a_corrected_value_keeps_its_key(table: str, by: str, after: Release) -> None:
    assert rows(after)[table] != rows(SAMPLE)[table]
    assert _keys(after, table, by) == _keys(SAMPLE, table, by)


def test_what_is_found_beside_moves_nobody() -> None:
    before = rows(SAMPLE)
    more = {
        "projects": (Project(id="p1", name="Nyt fund"), *(p.model_copy(update={"id": f"q{p.id}"}) for p in SAMPLE.projects)),
        "places": (Place(id="l0", name="Ebeltoft", kind="city"), *SAMPLE.places),
        "people": (Person(id="n0", name="Ny Person", mentions=(Mention(start=0, end=3, surface="For"),)), *SAMPLE.people),
        "amounts": SAMPLE.amounts[1:7],
        "checks": SAMPLE.checks[1:],
    }  # fmt: skip
    links = {"granted": None, "total": None}
    plain = tuple(p.model_copy(update=links) for p in more["projects"])
    after = rows(SAMPLE.model_copy(update={**more, "projects": plain}))
    for table in ("project", "place", "person", "amount", "check_result", "place_mention", "person_mention"):
        common = {row["id"] for row in before[table]} & {row["id"] for row in after[table]}
        assert len(common) == min(len(before[table]), len(after[table])), table


def test_a_text_that_grew_at_its_beginning_keeps_the_keys() -> None:
    shift = "Rettelse af 3. april\n"

    def moved(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: v + len(shift) if k in ("start", "end") else moved(v) for k, v in value.items()}
        if isinstance(value, list):
            return [v + len(shift) if isinstance(v, int) else moved(v) for v in value]
        return value

    content = moved(SAMPLE.model_dump(mode="json", by_alias=True))
    after = Release.model_validate(content | {"text": shift + SAMPLE.text})
    assert _all(rows(after)) == _all(rows(SAMPLE))


def _all(made: Rows) -> dict[str, list[Any]]:
    return {table.name: [row["id"] for row in made[table.name]] for table in FED if table.of == "release"}


@given(releases())
def test_no_key_comes_twice_and_all_lead_somewhere(release: Release) -> None:
    made = rows(release)
    for table in FED:
        if table.of != "release":
            continue
        counted = Counter(row[table.key] for row in made[table.name])
        assert not counted or max(counted.values()) == 1
        for column in table.columns:
            if column.refers and column.refers != "release":
                known = {row["id"] for row in made[column.refers]}
                assert {row[column.name] for row in made[table.name]} <= known | {None}
