"""Tellings of projects joined into projects, and what they settle about the amounts."""

from __future__ import annotations

from decimal import Decimal

from tests.support import article, patterns

from extract.assemble.projects import ProjectsFound, assemble_projects
from extract.records.document import Article
from extract.records.mentions import Mentions, MoneyMention, Named, PlaceFound, ProjectMention, ProjectsTold
from extract.records.release import Project, Role, Section

TEXT = """Kystfonden støtter nye broer
Kystfonden giver knap 0,6 mio. kr. til Badebroen i Juelsminde.
Kolde Kyster får penge til et klubhus.
Badebroen (Juelsminde) 598.000 kr.
Garnhuset (Løgstør) 250.000 kr.
Bølgeskuret 180.000 kr."""
ARTICLE = article(TEXT, publisher="Kystfonden")
LIST_AT = TEXT.index("Badebroen (")
SECTIONS = (
    Section(id="s1", kind="body", start=0, end=LIST_AT - 1),
    Section(id="s2", kind="fact_box", start=LIST_AT, end=len(TEXT)),
)


def at(surface: str, start: int = 0) -> tuple[int, int]:
    low = TEXT.index(surface, start)
    return low, low + len(surface)


def named(surface: str, start: int = 0) -> Named:
    return Named(surface, (at(surface, start),))


def money(surface: str, value: int, role: Role = "grant", spread: int = 0) -> MoneyMention:
    low, high = Decimal(value - spread), Decimal(value + spread)
    return MoneyMention(*at(surface), Decimal(value), low, high, "DKK", role=role)


def town(name: str, *, inside: bool = False) -> PlaceFound:
    return PlaceFound(*at(name), name, "city", in_organisation=inside)


MONEY = (
    money("0,6 mio. kr.", 600_000, spread=50_000),
    money("598.000 kr.", 598_000, "other"),
    money("250.000 kr.", 250_000),
    money("180.000 kr.", 180_000),
)
PLACES = (town("Juelsminde"), town("Løgstør"))
BRO = ProjectMention(named("Badebroen", LIST_AT), listed=True, section="s2", place=0, granted=1)
GARN = ProjectMention(named("Garnhuset"), listed=True, section="s2", place=1, granted=2)
SKUR = ProjectMention(named("Bølgeskuret"), listed=True, section="s2", granted=3)
TOLD = ProjectMention(named("Badebroen"), listed=False, section="s1", granted=0, funder=named("Kystfonden"))
CLUB = ProjectMention(
    named("klubhus"), listed=False, named=False, section="s1", applicant=named("Kolde Kyster"), rule="prose.support"
)


def found(*told: ProjectMention, mentions: Mentions | None = None, of: Article = ARTICLE) -> ProjectsFound:
    mentions = mentions or Mentions(money=MONEY, places=PLACES)
    return assemble_projects(
        of,
        SECTIONS,
        ProjectsTold(told),
        mentions,
        amount_ids=[f"a{n + 1}" for n in range(len(mentions.money))],
        place_ids=[f"l{n + 1}" for n in range(len(mentions.places))],
        patterns=patterns(),
    )


def names(projects: tuple[Project, ...]) -> list[str]:
    return [project.name for project in projects]


def test_a_project_told_in_prose_and_list_stands_once_with_the_exact_grant() -> None:
    projects = found(TOLD, BRO, GARN, SKUR).projects
    assert names(projects) == ["Badebroen", "Garnhuset", "Bølgeskuret"]
    assert projects[0].granted is not None
    assert (projects[0].granted.value, projects[0].granted.amount) == (Decimal(598_000), "a2")


def test_ids_follow_reading_order() -> None:
    assert [(p.id, p.name) for p in found(SKUR, BRO, GARN).projects] == [
        ("p1", "Badebroen"),
        ("p2", "Garnhuset"),
        ("p3", "Bølgeskuret"),
    ]


def test_town_place_and_funder() -> None:
    first, second, third = found(TOLD, BRO, GARN, SKUR).projects
    assert (first.city, first.place, first.funder) == ("Juelsminde", "l1", "Kystfonden")
    assert (second.city, second.place, second.funder) == ("Løgstør", "l2", "Kystfonden")
    assert (third.city, third.place) == (None, None)


def test_the_rounded_amount_of_the_prose_is_the_same_as_the_exact_one() -> None:
    result = found(TOLD, BRO, GARN, SKUR)
    assert result.same == {0: 1}


def test_the_only_amount_of_an_entry_becomes_its_grant() -> None:
    assert found(BRO, GARN, SKUR).roles == {1: "grant"}


def test_an_amount_outside_the_rounding_is_not_the_same() -> None:
    apart = (money("0,6 mio. kr.", 700_000, spread=50_000), *MONEY[1:])
    assert found(TOLD, BRO, mentions=Mentions(money=apart, places=PLACES)).same == {}


def test_the_same_entry_in_two_lists_stands_once_with_what_both_know() -> None:
    again = ProjectMention(named("Badebroen"), listed=True, section="s1", applicant=named("Kolde Kyster"))
    projects = found(again, BRO, GARN).projects
    assert names(projects) == ["Badebroen", "Garnhuset"]
    assert projects[0].applicant == "Kolde Kyster"
    assert projects[0].granted is not None


def test_two_entries_of_one_list_are_two_projects_though_they_share_a_name() -> None:
    again = ProjectMention(named("Badebroen", LIST_AT), listed=True, section="s2", granted=2)
    assert len(found(BRO, again).projects) == 2


def test_two_lists_with_other_grants_tell_two_projects() -> None:
    other = ProjectMention(named("Badebroen"), listed=True, section="s1", granted=2)
    assert len(found(other, BRO).projects) == 2


def test_marks_case_and_ampersand_do_not_make_another_project() -> None:
    text = "Projektet ”Tang & Tekst” støttes.\nTANG OG TEKST"
    line = article(text)
    quoted = ProjectMention(Named("”Tang & Tekst”", ((10, 24),)), listed=False, section="s1")
    listed = ProjectMention(Named("TANG OG TEKST", ((34, 47),)), listed=True, section="s2")
    result = assemble_projects(
        line, (), ProjectsTold((quoted, listed)), Mentions(), amount_ids=(), place_ids=(), patterns=patterns()
    )
    assert names(result.projects) == ["TANG OG TEKST"]


def test_prose_alone() -> None:
    projects = found(TOLD).projects
    assert names(projects) == ["Badebroen"]
    assert projects[0].granted is not None
    assert projects[0].granted.value == Decimal(600_000)


def test_evidence_points_to_what_was_said() -> None:
    project = found(TOLD, BRO, GARN, SKUR).projects[0]
    assert project.evidence["name"] == (at("Badebroen", LIST_AT),)
    assert project.evidence["place"] == (at("Juelsminde"),)
    assert TEXT[slice(*project.evidence["funder"][0])] == "Kystfonden"


def test_a_range_is_no_grant() -> None:
    ranged = MoneyMention(*at("598.000 kr."), None, Decimal(1), Decimal(2), "DKK", "range", "grant")
    projects = found(BRO, mentions=Mentions(money=(MONEY[0], ranged), places=PLACES)).projects
    assert projects[0].granted is None


def test_nothing_told_gives_nothing() -> None:
    assert found() == ProjectsFound(())
