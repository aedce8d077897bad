"""Grants as 360Giving: valid by its schema with formats checked, nothing filled up, every project accounted for."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from tests.feed.made import keys_of, samples, told
from tests.releases import SAMPLE, releases

from extract.feed import giving
from extract.records.release import ProjectAmount, Release

SCHEMA = json.loads((Path(__file__).parent / "360giving.schema.json").read_text("utf-8"))
CHECKER = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def _written(*given_releases: Release) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    package, left_out = io.StringIO(), io.StringIO()
    writer = giving.GivingWriter(package, left_out)
    timelines = told(given_releases)
    for release in given_releases:
        writer.write(giving.lines(release, timelines))
    writer.finish()
    return json.loads(package.getvalue()), [json.loads(line) for line in left_out.getvalue().split("\n")[:-1]]


def _changed(**fields: Any) -> Release:
    """SAMPLE with its first project alone, changed."""
    return SAMPLE.model_copy(update={"projects": (SAMPLE.projects[0].model_copy(update=fields),)})


def test_the_formats_are_really_checked() -> None:
    package, _ = _written(SAMPLE)
    for field, wrong in (("awardDate", "2025-02-30"), ("url", "ikke en adresse"), ("amountAwarded", "4500000")):
        broken = {"grants": [package["grants"][0] | {field: wrong}]}
        assert [error.path[-1] for error in CHECKER.iter_errors(broken)] == [field]


def test_the_samples_are_valid_and_every_project_is_accounted_for() -> None:
    package, left_out = _written(*samples())
    CHECKER.validate(package)
    given_ids = [grant["id"] for grant in package["grants"]]
    left_ids = [line["project"] for line in left_out]
    projects = [key for release in samples() for key in keys_of(release).values()]
    assert sorted(given_ids + left_ids) == sorted(projects)
    assert len(given_ids) > 150


def test_a_grant_says_what_the_release_says() -> None:
    package, left_out = _written(SAMPLE)
    first, second = package["grants"]
    assert left_out == [
        {"release": SAMPLE.id, "project": keys_of(SAMPLE)["p3"], "name": "Skudehavnen", "reason": "no funder"}
    ]  # fmt: skip
    assert first["title"] == "Kajhuset"
    assert (first["amountAwarded"], first["currency"], first["awardDate"]) == (4500000, "DKK", "2025-04-02")
    assert first["recipientOrganization"] == [
        {"id": "press-extract:organisation:norddjurs-kommune", "name": "Norddjurs Kommune"}
    ]
    assert first["beneficiaryLocation"] == [
        {"id": "DK-0707", "name": "Grenaa", "countryCode": "DK", "geoCode": "0707", "latitude": "56.415", "longitude": "10.879"}
    ]  # fmt: skip
    assert first["grantProgramme"] == [{"title": "Liv på kajen"}]
    assert first["description"] == "Kajhuset (Grenaa), Norddjurs Kommune: 4.500.000 kr. af et budget på 11 mio. kr."
    assert first["pressRelease"]["descriptionIs"] == "the passage that names the project"
    assert "grantProgramme" not in second


def test_evidence_stands_in_the_text() -> None:
    for release in samples():
        for line in giving.lines(release).grants:
            for spans in json.loads(line)["pressRelease"]["evidence"].values():
                assert spans
                assert all(release.text[one["start"] : one["end"]] == one["exact"] for one in spans)


@pytest.mark.parametrize(
    ("release", "reason"),
    [
        (_changed(granted=None), "no granted amount"),
        (_changed(granted=ProjectAmount(value=Decimal(5))), "the granted amount has no currency"),
        (_changed(applicant=None), "no recipient"),
        (_changed(applicant="Ole Fjordgaard"), "the recipient is a person, and personal data is not passed on"),
        (_changed(funder=None), "no funder"),
        (_changed().model_copy(update={"published_at": None}), "no day of publication"),
        (
            _changed(granted=ProjectAmount(value=Decimal("12345678901234567.89"), currency="DKK")),
            "the granted amount has more digits than a number of JSON keeps",
        ),
    ],
)
def test_what_is_missing_is_told_and_not_filled_up(release: Release, reason: str) -> None:
    package, left_out = _written(release)
    assert package["grants"] == []
    assert [line["reason"] for line in left_out] == [reason]


def test_a_project_told_twice_is_one_grant() -> None:
    package, left_out = _written(*samples())
    names = [grant["id"] for grant in package["grants"] if grant["title"] == "Engen tilbage til byen"]
    again = [line for line in left_out if line["reason"].startswith("told again")]
    assert len(again) == 1
    assert again[0]["release"] == "url-4d3554789a761125"
    assert len(names) <= 1


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://fond.example/nyhed?id=1&sprog=da#top", True),
        ("https://fond.example/æbler", False),
        ("https://fond.example/a b", False),
        ("javascript:alert(1)", False),
        ('https://fond.example/"x"', False),
        ("https://fond.example/<x>", False),
    ],
)
def test_an_address_is_a_uri_or_absent(url: str, kept: bool) -> None:
    package, _ = _written(_changed().model_copy(update={"url": url}))
    CHECKER.validate(package)
    assert ("url" in package["grants"][0]) is kept


@given(release=releases())
@settings(max_examples=40, deadline=None)
def test_any_release_gives_a_valid_package_or_none(release: Release) -> None:
    package, left_out = _written(release)
    assert len(package["grants"]) + len(left_out) == len(release.projects)
    if package["grants"]:
        CHECKER.validate(package)
