"""One project in several releases: known again, put in order, and its figures held against each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.check.builder import Listing, Row, build
from tests.support import patterns

from extract.check.between import Timeline, contradictions, timelines
from extract.check.seen import Seen, compile_finished, seen_in
from extract.records.release import Release

FINISHED = compile_finished(patterns())
GRANT, TOTAL = "grant_agrees_with_other_release", "total_agrees_with_other_release"


def told(
    key: str,
    name: str,
    granted: str | None = None,
    total: str | None = None,
    *,
    day: str = "2025-03-01",
    city: str | None = "Lemvig",
    applicant: str | None = None,
    funder: str | None = None,
    title: str = "Penge til gode projekter",
) -> Release:
    """A release of one project."""
    release = build(Listing("Projekter:", [Row(name, granted, total, applicant)]), title=title)
    project = release.projects[0].model_copy(update={"city": city, "funder": funder})
    moment = datetime.fromisoformat(day) if day else None
    return release.model_copy(update={"id": key, "published_at": moment, "projects": (project,)})


def found(*releases: Release) -> tuple[Timeline, ...]:
    return timelines(seen for release in releases for seen in seen_in(release, FINISHED))


def steps(*releases: Release) -> list[list[tuple[str, str]]]:
    return [[(step.seen.release, step.stage) for step in timeline.steps] for timeline in found(*releases)]


def checks(*releases: Release) -> dict[str, list[tuple[str, str | None, str | None]]]:
    return {name: [(c.code, c.stated, c.found) for c in own] for name, own in contradictions(found(*releases)).items()}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Grøn Havn", "Grøn Havn", True),
        ("Grøn Havn", "»Grøn Havn«", True),
        ("Grøn Havn", "projektet Grøn Havn", True),
        ("Grøn Havn", "Grøn Havn på molen", True),  # the short name within the longer one
        ("Fjordlandet", "Fjorlandet", True),  # one letter short
        ("Grøn Havn", "Grøn Kaj", False),
        ("Havnen", "Havnen på molen", False),  # one word is no name of its own
        ("Havnebadet Øst", "Havnebadet Vest", False),
    ],
)
def test_a_name_is_known_again(one: str, other: str, same: bool) -> None:
    assert bool(found(told("a", one), told("b", other))) == same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"city": "Lemvig"}, {"city": "Struer"}, False),
        ({"city": "Lemvig"}, {"city": None}, False),  # nothing beside the name agrees
        ({"city": None, "applicant": "Havnens Venner"}, {"applicant": "Havnens Venner"}, True),
        ({"applicant": "Havnens Venner"}, {"applicant": "Byens Venner"}, False),
        ({"city": None, "funder": "Kystfonden"}, {"city": None, "funder": "Kystfonden"}, True),
        ({"city": None, "funder": "Kystfonden"}, {"city": None, "funder": "Havfonden"}, False),
    ],
)
def test_what_stands_beside_the_name_decides(one: dict[str, str], other: dict[str, str], same: bool) -> None:
    assert bool(found(told("a", "Grøn Havn", **one), told("b", "Grøn Havn", **other))) == same


def test_a_purpose_is_one_project_only_with_its_applicant() -> None:
    assert not found(told("a", "et nyt klubhus"), told("b", "et nyt klubhus"))
    both = [told(key, "et nyt klubhus", applicant="Lemvig Roklub") for key in ("a", "b")]
    assert len(found(*both)) == 1


def test_steps_stand_in_order_with_their_stage() -> None:
    announced = told("a", "Grøn Havn", total="11 mio. kr.", day="2024-01-10")
    granted = told("b", "Grøn Havn", "4 mio. kr.", day="2024-06-02")
    changed = told("c", "Grøn Havn", "5 mio. kr.", day="2025-02-03")
    finished = told("d", "Grøn Havn", day="2026-05-01", title="Grøn Havn er indviet")
    expected = [[("a", "announced"), ("b", "granted"), ("c", "changed"), ("d", "finished")]]
    for order in permutations((announced, granted, changed, finished)):
        assert steps(*order) == expected


def test_a_release_without_a_day_comes_last() -> None:
    assert steps(told("a", "Grøn Havn", day=""), told("b", "Grøn Havn", "4 mio. kr.")) == [
        [("b", "granted"), ("a", "announced")]
    ]


def test_a_contradiction_is_a_check_on_both() -> None:
    one = told("a", "Grøn Havn", "4,0 mio. kr.", title="Første melding")
    other = told("b", "Grøn Havn", "4,5 mio. kr.", day="2025-09-01", title="Anden melding")
    assert checks(one, other) == {"a": [(GRANT, "4000000", "4500000")], "b": [(GRANT, "4500000", "4000000")]}
    (check,) = contradictions(found(one, other))["b"]
    assert (
        check.message
        == "Her er støtte til »Grøn Havn« 4.500.000 kr.; i »Første melding« (2025-03-01) er beløbet 4.000.000 kr."
    )
    assert [other.text[slice(*span)] for span in check.evidence] == ["4,5 mio. kr."]
    assert check.status == "doubt"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (told("a", "Grøn Havn", "4 mio. kr."), told("b", "Grøn Havn", "4.120.000 kr.")),  # rounded
        (told("a", "Grøn Havn", "4 mio. kr.", funder="A-fonden"), told("b", "Grøn Havn", "1 mio. kr.", funder="B-fonden")),
        (told("a", "Grøn Havn", "4 mio. kr."), told("b", "Grøn Havn", "2 mio. euro")),
        (told("a", "Grøn Havn", "4 mio. kr."), told("b", "Grøn Havn")),
        (told("a", "Grøn Havn", "4 mio. kr."), told("b", "Grøn Kaj", "1 mio. kr.")),
    ],
)  # fmt: skip
def test_what_does_not_contradict(one: Release, other: Release) -> None:
    assert checks(one, other) == {}


def test_budgets_are_held_against_each_other_too() -> None:
    releases = told("a", "Grøn Havn", total="11 mio. kr."), told("b", "Grøn Havn", total="14 mio. kr.")
    assert checks(*releases) == {"a": [(TOTAL, "11000000", "14000000")], "b": [(TOTAL, "14000000", "11000000")]}


def test_each_figure_is_held_against_the_one_before_it() -> None:
    amounts = ["4 mio. kr.", "5 mio. kr.", "6 mio. kr."]
    releases = [told(f"r{n}", "Grøn Havn", amount, day=f"2025-0{n}-01") for n, amount in enumerate(amounts, 1)]
    assert {name: len(own) for name, own in checks(*releases).items()} == {"r1": 1, "r2": 2, "r3": 1}


def test_two_projects_of_one_release_are_two() -> None:
    release = build(Listing("Projekter:", [Row("Grøn Havn", "4 mio. kr."), Row("Grøn Havn", "5 mio. kr.")]))
    assert found(release) == ()


_EMPTY = Seen("r", "p", "", "", "", None, None, None, None, None, finished=False)
names = st.sampled_from(["Grøn Havn", "Grøn Havn på molen", "Grøn Kaj", "Fjordlandet", "Fjorlandet", "et nyt klubhus"])
entries = st.builds(
    lambda release, name, city, applicant: replace(
        _EMPTY, release=f"r{release}", project=f"p{release}{name}", name=name, city=city, applicant=applicant
    ),
    st.integers(1, 6),
    names,
    st.sampled_from([None, "Lemvig", "Struer"]),
    st.sampled_from([None, "Havnens Venner", "Byens Venner"]),
)


@given(st.lists(entries, max_size=12), st.randoms())
def test_the_order_of_releases_does_not_matter(every: list[Seen], random: object) -> None:
    unique = list({(seen.release, seen.project): seen for seen in every}.values())
    mixed = list(unique)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert timelines(mixed) == timelines(unique)
