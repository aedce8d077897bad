"""The figures of stats and report are those of the records, counted here by other means."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from tests.feed.made import database, samples
from tests.releases import SAMPLE, contradicting, plain
from tests.store.filled import filled
from tests.support import patterns

from extract.decide import Silence
from extract.feed.figures import figures, read_figures
from extract.pages.figures import Figures, Total
from extract.records.release import Place, Project, ProjectAmount, Quote, Release, Speaker
from extract.store.deciding import add_decisions

_EARLIER = ("url-4d3554789a761125", "p1")
"""The one project of the samples that a later release tells of anew."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    return read_figures(database(tmp_path_factory.mktemp("figures") / "x.sqlite", samples()))


def _grants() -> list[tuple[Release, Project, ProjectAmount]]:
    return [
        (release, project, project.granted)
        for release in samples()
        for project in release.projects
        if project.granted is not None and (release.id, project.id) != _EARLIER
    ]


def _place(release: Release, project: Project) -> Place | None:
    return next((place for place in release.places if place.id == project.place), None)


def test_totals(told: Figures) -> None:
    sums: dict[str | None, list[Decimal]] = defaultdict(list)
    for *_, money in _grants():
        sums[money.currency].append(money.value)
    assert {total.currency: total for total in told.totals} == {
        currency: Total(currency, len(own), sum(own, Decimal(0)), max(own), sorted(own)[(len(own) - 1) // 2])
        for currency, own in sums.items()
    }
    assert [total.currency for total in told.totals] == ["DKK", "EUR"]
    assert (told.releases, told.projects) == (len(samples()), sum(len(one.projects) for one in samples()))
    assert told.quotes == sum(len(one.quotes) for one in samples())


def test_funders_municipalities_and_months(told: Figures) -> None:
    funders: Counter[str | None] = Counter()
    places: Counter[str | None] = Counter()
    months: Counter[str | None] = Counter()
    for release, project, money in _grants():
        if money.currency != "DKK":
            continue
        place = _place(release, project)
        funders[project.funder] += int(money.value)
        places[place.code if place and place.municipality else None] += int(money.value)
        months[release.published_at.isoformat()[:7] if release.published_at else None] += int(money.value)
    assert {share.name: share.granted for share in told.funders} == funders
    assert {share.code: share.granted for share in told.municipalities} == places
    assert {share.name: share.granted for share in told.months} == months
    for shares in (told.funders, told.municipalities):
        assert [share.granted for share in shares] == sorted((share.granted for share in shares), reverse=True)
    assert [share.name for share in told.months] == sorted(months)  # type: ignore[type-var]


def test_towns_have_the_money_of_their_grants(told: Figures) -> None:
    where: Counter[tuple[float | None, float | None]] = Counter()
    for release, project, money in _grants():
        place = _place(release, project)
        if money.currency == "DKK" and place and place.lat is not None:
            where[place.lat, place.lon] += int(money.value)
    assert {(town.lat, town.lon): town.granted for town in told.towns} == where


def test_largest_come_first(told: Figures) -> None:
    values = sorted((money.value for *_, money in _grants() if money.currency == "DKK"), reverse=True)
    assert [grant.granted for grant in told.largest] == values[: len(told.largest)]
    assert told.largest[0].project == "Projekt Kulsyre"


def _speaking(name: str | None, organisation: str | None, number: int) -> Quote:
    speaker = Speaker(name=name, organisation=organisation) if name or organisation else None
    return Quote(id=f"q{number}", text=f"Ord {number}", parts=((0, 1),), speaker=speaker)


def test_a_name_with_two_organisations_is_two_speakers(tmp_path: Path) -> None:
    said = [
        ("Mette Berg", "Ry Havn"),
        ("Mette Berg", "Ry Havn"),
        ("Mette Berg", "Aqua"),
        (None, None),
        ("Ole Vig", None),
    ]
    quotes = tuple(_speaking(name, where, n) for n, (name, where) in enumerate(said, 1))
    one = plain("a").model_copy(update={"quotes": quotes})
    two = plain("b").model_copy(update={"quotes": quotes[:1]})
    found = read_figures(database(tmp_path / "x.sqlite", (one, two)))
    assert [(s.name, s.organisation, s.quotes, s.releases) for s in found.quoted] == [
        ("Mette Berg", "Ry Havn", 3, 2), ("Mette Berg", "Aqua", 1, 1), ("Ole Vig", None, 1, 1), (None, None, 1, 1),
    ]  # fmt: skip
    assert found.speakers == 3


@pytest.mark.parametrize("value", ["0.10", "0.01", "1234567.89", "99999999999.99"])
def test_money_adds_up_to_the_hundredth(tmp_path: Path, value: str) -> None:
    money = ProjectAmount(value=Decimal(value), currency="DKK")
    many = tuple(Project(id=f"p{n}", name=f"Projekt {n}", granted=money) for n in range(1, 31))
    found = read_figures(database(tmp_path / "x.sqlite", (plain("a").model_copy(update={"projects": many}),)))
    assert found.main is not None
    assert found.main.granted == 30 * Decimal(value)
    assert found.main.median == Decimal(value)


def test_a_run_with_nothing(tmp_path: Path) -> None:
    found = read_figures(database(tmp_path / "x.sqlite", ()))
    assert (found.releases, found.totals, found.main, found.towns) == (0, (), None, ())


def test_what_is_told_twice_counts_once_and_what_people_silenced_is_silent(tmp_path: Path) -> None:
    later = contradicting("5000000", "2026-01-10")
    first = _silence("4500000", "5000000", SAMPLE.id)
    with filled(tmp_path / "press.db", SAMPLE, later) as (store, run):
        found = figures(store, run, patterns=patterns())
        add_decisions(store, [first])
        after = figures(store, run, patterns=patterns())
    assert found.main is not None
    assert found.main.granted == 5_000_000 + 2_700_000 + 2_000_000
    assert [(step.granted, step.disagrees) for step in found.tellings] == [
        (Decimal(4_500_000), False), (Decimal(5_000_000), True),
    ]  # fmt: skip
    assert (found.timelines, found.contradictions - after.contradictions) == (1, 1)


def _silence(stated: str, found: str, release: str) -> Silence:
    code = "grant_agrees_with_other_release"
    return Silence(release=release, code=code, stated=stated, found=found, reason="Forhøjet")
