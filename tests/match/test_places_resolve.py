"""One name, several places; regions by date; entities as weak evidence; invariants on any text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import article, patterns

from extract.match.entities import EntityMention
from extract.match.places import PlaceMatcher, compile_places
from extract.records.mentions import OrganisationMention, PersonMention, PlaceFound


@pytest.fixture(scope="module")
def matcher() -> PlaceMatcher:
    return compile_places(patterns())


def first(matcher: PlaceMatcher, text: str, *, publisher: str | None = None) -> PlaceFound:
    return matcher.find(article(text, publisher=publisher))[0]


CHOSEN: tuple[tuple[str, str | None, str | None], ...] = (
    # What stands beside the name.
    ("Hou på Langeland får en sti.", None, "0482"),
    ("I Hou ved Odder er der bygget.", None, "0727"),
    ("Skolen i Ejby ved Middelfart er lukket.", None, "0410"),
    ("Skolen i Ejby ved Køge er lukket.", None, "0259"),
    ("Skolen i Assens ved Mariager er lukket.", None, "0846"),
    ("Hallen i Rødding ved Gram er ny.", None, "0575"),
    ("Skolen i Svenstrup (Aalborg Kommune) er ny.", None, "0851"),
    ("Kirken i Frederiksberg ved Sorø er fredet.", None, "0340"),
    ("Havnen i Sæby ved Frederikshavn udvides.", None, "0813"),
    ("• Hallen, Lystrup, Norddjurs Kommune", None, "0707"),
    ("Skolen på Als er ny.", None, "0540"),
    ("Skolen i Als ved Hadsund er ny.", None, "0846"),
    # Other places of the release.
    ("Stien går fra Horne til Bindslev. Hjørring Kommune betaler.", None, "0860"),
    ("Hallen i Lem er klar. Pengene kommer fra Ringkøbing-Skjern Kommune.", None, "0760"),
    ("Festivalen i Nykøbing er støttet af Odsherred Kommune.", None, "0306"),
    ("Festivalen i Nykøbing er støttet af Guldborgsund Kommune.", None, "0376"),
    ("Højby og Nykøbing Sjælland mødes.", None, "0306"),
    # The publisher.
    ("Skolen i Ejby er lukket.", "Middelfart Kommune", "0410"),
    ("Skolen i Viby er lukket.", "Aarhus Kommune", "0751"),
    ("Skolen i Viby er lukket.", "Roskilde Kommune", "0265"),
    ("Skolen i Horne er lukket.", "Varde Kommune", "0573"),
    # The town that everybody thinks of.
    ("Skolen i Assens er lukket.", None, "0420"),
    ("Skolen i Frederiksberg er lukket.", None, "0147"),
    ("Skolen i Holbæk er lukket.", None, "0316"),
    ("Skolen i Horsens er lukket. Aalborg er med.", "Aalborg Kommune", "0615"),
    ("De to fynske byer er Assens og Rudkøbing.", None, "0420"),
    # Truly open.
    ("Skolen i Horne er lukket.", None, None),
    ("Skolen i Nykøbing er lukket.", None, None),
    ("Skolen i Udby er lukket.", None, None),
)


@pytest.mark.parametrize(("text", "publisher", "code"), CHOSEN)
def test_one_name_several_places(matcher: PlaceMatcher, text: str, publisher: str | None, code: str | None) -> None:
    assert first(matcher, text, publisher=publisher).code == code


def test_an_open_name_says_only_what_its_places_share(matcher: PlaceMatcher) -> None:
    found = first(matcher, "Skolen i Nykøbing er lukket.")
    assert (found.name, found.kind) == ("Nykøbing", "city")
    assert (found.municipality, found.region, found.lat, found.lon) == (None, None, None, None)
    assert found.confidence <= 0.5


def test_a_choice_by_prominence_is_less_sure_than_one_by_evidence(matcher: PlaceMatcher) -> None:
    evident = first(matcher, "Skolen i Viby ved Roskilde er ny.")
    usual = first(matcher, "Viby og Skagen er med.")
    assert evident.code == "0265"
    assert usual.confidence < evident.confidence


def test_a_town_carries_what_the_tables_say(matcher: PlaceMatcher) -> None:
    found = first(matcher, "Hallen ligger i Viborg.")
    assert (found.code, found.municipality, found.region) == ("0791", "Viborg", "Region Midtjylland")
    assert (round(found.lat or 0, 1), round(found.lon or 0, 1)) == (56.5, 9.4)


REGIONS: tuple[tuple[str, int | None, str | None], ...] = (
    ("Hallen ligger i Roskilde.", 2026, "Region Sjælland"),
    ("Hallen ligger i Roskilde.", 2027, "Region Østdanmark"),
    ("Hallen ligger i Roskilde.", None, "Region Sjælland"),
    ("Hallen ligger i Roskilde.", 2005, None),
    ("Hallen ligger i Hillerød.", 2027, "Region Østdanmark"),
    ("Hallen ligger i Hillerød.", 2020, "Region Hovedstaden"),
    ("Hallen ligger i Viborg.", 2027, "Region Midtjylland"),
    ("Køge Kommune bygger.", 2027, "Region Østdanmark"),
    ("Køge Kommune bygger.", 2026, "Region Sjælland"),
    ("Naturen på Lolland er vild.", 2027, "Region Østdanmark"),
)


@pytest.mark.parametrize(("text", "year", "region"), REGIONS)
def test_the_region_is_that_of_the_day(matcher: PlaceMatcher, text: str, year: int | None, region: str | None) -> None:
    day = datetime(year, 6, 1, tzinfo=UTC) if year else None
    assert matcher.find(article(text, published_at=day))[0].region == region


def test_the_change_of_regions_is_the_first_of_january(matcher: PlaceMatcher) -> None:
    last = matcher.find(article("I Køge.", published_at=datetime(2026, 12, 31, tzinfo=UTC)))[0]
    new = matcher.find(article("I Køge.", published_at=datetime(2027, 1, 1, tzinfo=UTC)))[0]
    assert (last.region, new.region) == ("Region Sjælland", "Region Østdanmark")


def test_a_model_settles_only_what_the_text_leaves_open(matcher: PlaceMatcher) -> None:
    text = "Lind bliver renoveret."
    place, person = EntityMention(0, 4, "place"), EntityMention(0, 4, "person")
    assert matcher.find(article(text)) == ()
    assert [f.name for f in matcher.find(article(text), entities=(place,))] == ["Lind"]
    assert matcher.find(article(text), entities=(person,)) == ()
    sure = "Hallen ligger i Lind."
    assert len(matcher.find(article(sure), entities=(EntityMention(16, 20, "person"),))) == 1


WORDS = st.sampled_from(
    ["Aarhus", "Aarhus-", "Give", "i", "på", "og", ",", "(", ")", "Kommune", "Kommuner", "Nr.", "Nissum", "Nykøbing",
     "F", "Ejby", "Anders", "Kolding", "siger", "Region", "Hovedstadens", "'", "’", "s", "-", "8500", "Grenaas",
     "Aars'", "Kbh.", "N", ".", "\n", "Vestlolland", "Dunkjær-Marstal-Skive", "Skt.", "kommunerne", "Fjord"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200), st.lists(WORDS, max_size=30).map(" ".join), st.lists(WORDS, max_size=12).map("".join)
    )
)
def test_mentions_lie_in_order_inside_the_text(matcher: PlaceMatcher, text: str) -> None:
    given_article = article(text)
    found = matcher.find(given_article)
    at = 0
    for mention in found:
        assert at <= mention.start < mention.end <= len(text)
        assert any(p.start <= mention.start and mention.end <= p.end for p in given_article.passages)
        assert text[mention.start].isupper()
        assert mention.name
        assert 0 < mention.confidence <= 1
        at = mention.end
    assert found == matcher.find(given_article)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25).map(" ".join), st.data())
def test_people_are_never_places_and_organisations_mark(matcher: PlaceMatcher, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    person = PersonMention(start, end, text[start:end] or "x")
    for mention in matcher.find(article(text), people=(person,)):
        assert mention.end <= start or mention.start >= end
    organisation = OrganisationMention(start, end, text[start:end] or "x")
    for mention in matcher.find(article(text), organisations=(organisation,)):
        located = text[: mention.start].endswith((" i ", " på "))  # «Kunsthuset i Ribe» is in Ribe
        inside = start <= mention.start and mention.end <= end and (start, end) != (mention.start, mention.end)
        if inside and not located:
            assert mention.in_organisation


def test_a_short_form_of_a_body_in_capitals_is_no_place(matcher: PlaceMatcher) -> None:
    text = "Fonden Rum & Byer (FRB) giver. Det gør FRB også i Frederiksberg."
    first, second = text.index("FRB"), text.rindex("FRB")
    bodies = (
        OrganisationMention(0, first - 2, "Fonden Rum & Byer"),
        OrganisationMention(first, first + 3, "FRB"),
        OrganisationMention(second, second + 3, "FRB"),
    )
    assert [mention.start for mention in matcher.find(article(text), organisations=bodies)] == [
        text.index("Frederiksb")
    ]


def test_a_town_in_a_bodys_name_is_where_that_is(matcher: PlaceMatcher) -> None:
    text = "Kunsthuset i Ribe og Ribe Museum åbner."
    bodies = (OrganisationMention(0, 17, "Kunsthuset i Ribe"), OrganisationMention(21, 32, "Ribe Museum"))
    found = matcher.find(article(text), organisations=bodies)
    assert [(mention.name, mention.in_organisation) for mention in found] == [("Ribe", False), ("Ribe", True)]


def test_letters_of_parties_and_labels_are_no_places(matcher: PlaceMatcher) -> None:
    assert matcher.find(article("Det siger byrådsmedlem Elise Brink (Å).")) == ()
    assert matcher.find(article("Ejer: familien Brink")) == ()


def test_a_town_beside_another_though_somebody_bears_its_name(matcher: PlaceMatcher) -> None:
    text = "Borgere mellem Kalundborg og Greve er med, siger Ida Brink Greve."
    start = text.index("Ida")
    person = PersonMention(start, len(text) - 1, "Ida Brink Greve")
    assert [mention.name for mention in matcher.find(article(text), people=(person,))] == ["Kalundborg", "Greve"]
