"""A real release gives every fact of its answer file, exactly. Both live beside the project, in shared/seed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract import extract
from extract.records.release import Release

SEED = Path(__file__).resolve().parents[2] / "shared" / "seed"
NAME = "region-midtjylland-uddannelsespulje-2024"

pytestmark = pytest.mark.skipif(not SEED.is_dir(), reason=f"the seed release is not there: {SEED}")


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((SEED / f"{NAME}.expected.json").read_text(encoding="utf-8"))
    return facts


@pytest.fixture(scope="module")
def release() -> Release:
    return extract(SEED / f"{NAME}.txt")


def test_title_publisher_and_language(release: Release, expected: dict[str, Any]) -> None:
    assert (release.title, release.publisher.name, release.language, release.published_at) == (
        expected["title"],
        expected["publisher"],
        expected["language"],
        expected["published"],
    )


def test_fact_boxes(release: Release, expected: dict[str, Any]) -> None:
    boxes = [(s.heading, len(s.items)) for s in release.sections if s.kind == "fact_box"]
    assert boxes == [(box["heading"], box["items"]) for box in expected["fact_boxes"]]


def test_projects(release: Release, expected: dict[str, Any]) -> None:
    found = [
        {
            "name": p.name,
            "city": p.city,
            "applicant": p.applicant,
            "total": int(p.total.value) if p.total else None,
            "granted": int(p.granted.value) if p.granted else None,
            "funder": p.funder,
            "pool": p.pool,
        }
        for p in release.projects
    ]
    assert found == [{k: v for k, v in p.items() if k != "flags"} for p in expected["projects"]]


def test_prose_amounts(release: Release, expected: dict[str, Any]) -> None:
    boxes = {s.id for s in release.sections if s.kind == "fact_box"}
    found = [(a.surface, int(a.value or 0)) for a in release.amounts if a.section not in boxes]
    assert found == [(a["surface"], a["value"]) for a in expected["prose_amounts"]]
    # The record's roles are finer than the answer file's: the sum that is shared out is a pool.
    roles = {"total": "pool", "grant": "grant"}
    by_surface = {a.surface: a.role for a in release.amounts if a.section not in boxes}
    assert by_surface == {a["surface"]: roles[a["role"]] for a in expected["prose_amounts"]}


def test_a_rounded_amount_in_prose_is_linked_to_the_exact_one(release: Release) -> None:
    by_id = {a.id: a for a in release.amounts}
    links = {a.surface: by_id[a.same_as].surface for a in release.amounts if a.same_as}
    assert links == {"fem millioner kroner": "5,052 mio. kroner", "seks millioner kroner": "6 mio. kroner"}


def test_cities(release: Release, expected: dict[str, Any]) -> None:
    cities = {p.name for p in release.places if p.kind == "city" and any(not m.in_organisation for m in p.mentions)}
    assert cities == set(expected["cities"])
    assert all(
        p.code and p.municipality and p.region == "Region Midtjylland" for p in release.places if p.kind == "city"
    )


def test_quotes(release: Release, expected: dict[str, Any]) -> None:
    direct = [q for q in release.quotes if q.direct]
    assert len(direct) == len(expected["quotes"])
    kinds = {"after the quote": "after"}
    for quote, wanted in zip(direct, expected["quotes"], strict=True):
        assert quote.text.startswith(wanted["start"])
        assert wanted["end"] in quote.text[-120:]
        assert quote.text[-1].isalpha(), "the comma before the cue is no word of the speaker"
        speaker = quote.speaker
        assert speaker is not None
        assert (speaker.name, speaker.title, speaker.organisation, speaker.party) == (
            wanted["speaker"],
            wanted["role"],
            wanted["organisation"],
            wanted["party"],
        )
        assert quote.attribution == kinds.get(wanted["attribution"], "pronoun")


def test_checks(release: Release, expected: dict[str, Any]) -> None:
    found = {(c.code, c.status) for c in release.checks}
    wanted = {(c["check"], "doubt" if c["check"] == "share_of_pool" else c["status"]) for c in expected["checks"]}
    assert wanted <= found
    assert sum(c.code == "project_count" and c.status == "ok" for c in release.checks) >= 3
    assert not [c for c in release.checks if c.status == "mismatch"]


def test_nothing_comes_from_teasers_contacts_or_about_text(release: Release, expected: dict[str, Any]) -> None:
    mined = {s.id: s for s in release.sections if s.kind not in {"teaser", "contact", "about", "navigation"}}
    spans = [(s.start, s.end) for s in mined.values()]

    def inside(start: int, end: int) -> bool:
        return any(low <= start and end <= high for low, high in spans)

    for amount in release.amounts:
        assert inside(amount.start, amount.end), amount.surface
    for date in release.dates:
        assert inside(date.start, date.end), date.surface
    forbidden = expected["must_not_appear"]
    assert not {p.name for p in release.projects} & set(forbidden["projects"])
    assert not {d.surface for d in release.dates} & set(forbidden["dates_from_teasers"])
