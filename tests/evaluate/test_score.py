"""What a record gets for being right, wrong, short of something or too much."""

from __future__ import annotations

from typing import Any

import pytest
from tests.reading import record

from extract.evaluate.anchor import anchor
from extract.evaluate.labels import Labels
from extract.evaluate.score import score
from extract.evaluate.stats import counts

SOURCE = (
    "Havnefonden støtter projektet »Sauna for alle« i Lemvig med 2,7 mio. kroner\n\n"
    "Sauna for alle koster i alt 4 mio. kroner. Pengene kommer den 3. maj 2025.\n\n"
    "- Vi glæder os meget til at åbne døren, siger formand Lone Bakholt fra Havnefonden.\n"
)
RIGHT: dict[str, Any] = {
    "publisher": None,
    "title": "Havnefonden støtter projektet »Sauna for alle« i Lemvig med 2,7 mio. kroner",
    "amounts": [
        {"surface": "2,7 mio. kroner", "value": "2700000", "role": "grant"},
        {"surface": "4 mio. kroner", "value": "4000000", "role": "total"},
    ],
    "places": [{"name": "Lemvig", "kind": "city", "surfaces": ["Lemvig"]}],
    "people": [{"name": "Lone Bakholt", "title": "formand", "organisation": "Havnefonden", "surfaces": ["Lone Bakholt"]}],
    "quotes": [{"first": "Vi glæder os", "last": "åbne døren", "speaker": "Lone Bakholt", "attribution": "after"}],
    "projects": [{"name": "Sauna for alle", "city": "Lemvig", "granted": "2700000", "total": "4000000", "funder": "Havnefonden"}],
    "dates": [{"surface": "den 3. maj 2025", "from": "2025-05-03", "to": "2025-05-03", "precision": "day"}],
}  # fmt: skip


def outcomes(field: str, **changes: Any) -> list[tuple[str, str | None, str | None]]:
    release = record(SOURCE)
    labels, faults = anchor(release.text, Labels.model_validate({**RIGHT, **changes}))
    assert not faults
    return [(o.verdict, o.expected, o.found) for o in score(release, labels, key="one") if o.field == field]


@pytest.mark.parametrize(
    "field",
    ["amounts", "amounts.role", "towns", "people", "people.title", "quotes", "quotes.speaker", "projects", "projects.granted",
     "projects.total", "projects.city", "projects.whole", "dates", "title"],
)  # fmt: skip
def test_a_right_record_hits(field: str) -> None:
    assert [verdict for verdict, *_ in outcomes(field)] == ["hit"] * (2 if field.startswith("amounts") else 1)


@pytest.mark.parametrize(
    ("field", "changes", "verdicts"),
    [
        ("amounts", {"amounts": RIGHT["amounts"][:1]}, ["hit", "false"]),
        ("amounts", {"amounts": [{**RIGHT["amounts"][0], "value": "2800000"}, RIGHT["amounts"][1]]}, ["wrong", "hit"]),
        ("amounts.role", {"amounts": [{**RIGHT["amounts"][0], "role": "loan"}, RIGHT["amounts"][1]]}, ["wrong", "hit"]),
        ("towns", {"places": []}, ["false"]),
        ("people.title", {"people": [{**RIGHT["people"][0], "title": "direktør"}]}, ["wrong"]),
        ("people.party", {"people": [{**RIGHT["people"][0], "party": "V"}]}, ["missed"]),
        ("quotes", {"quotes": [{**RIGHT["quotes"][0], "last": "meget til"}]}, ["wrong"]),
        ("quotes.speaker", {"quotes": [{**RIGHT["quotes"][0], "speaker": None}]}, ["false"]),
        ("projects", {"projects": [{**RIGHT["projects"][0], "name": "Havnefonden"}]}, ["missed", "false"]),
        ("projects.granted", {"projects": [{**RIGHT["projects"][0], "granted": "1"}]}, ["wrong"]),
        ("projects.near", {"projects": [{**RIGHT["projects"][0], "name": "projektet »Sauna for alle«"}]}, ["hit"]),
        ("projects.near", {"projects": [{**RIGHT["projects"][0], "name": "Pengene"}]}, ["missed", "false"]),
        ("projects.whole", {"projects": [{**RIGHT["projects"][0], "city": "Struer"}]}, ["wrong"]),
        ("projects.whole", {"projects": [{**RIGHT["projects"][0], "funder": "Nogen"}]}, ["hit"]),
        ("dates", {"dates": [{**RIGHT["dates"][0], "from": "2025-05-04"}]}, ["wrong"]),
        ("traps", {"must_not": {"people": ["Lone Bakholt", "Ida Mø"]}}, ["false", "hit"]),
    ],
)
def test_each_kind_of_error(field: str, changes: dict[str, Any], verdicts: list[str]) -> None:
    assert [verdict for verdict, *_ in outcomes(field, **changes)] == verdicts


def test_what_is_not_labelled_is_not_scored() -> None:
    release = record(SOURCE)
    fields = {o.field for o in score(release, Labels.model_validate({"title": release.title}), key="one")}
    assert fields == {"language", "title"}


def test_a_wrong_value_is_a_miss_and_a_false_find() -> None:
    release = record(SOURCE)
    changed = {**RIGHT, "dates": [{**RIGHT["dates"][0], "to": "2025-05-04"}]}
    labels, _ = anchor(release.text, Labels.model_validate(changed))
    counted = counts(o for o in score(release, labels, key="one") if o.field == "dates")
    assert (counted.hit, counted.missed, counted.false) == (0, 1, 1)
