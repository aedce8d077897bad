"""The gazetteer's data, read with nothing but the csv module: codes, regions, coordinates, required names."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATTERNS = ROOT / "patterns"
KINDS = {"city", "district", "island", "landscape"}
SOURCES = {"geonames", "localflavor", "own"}
CONTEXTS = ("word", "surname", "given")

# shared/DANISH.md, Places: every one must be known, and known to need context.
WORDS = [
    "Balle",
    "Beder",
    "Bording",
    "Brande",
    "Broby",
    "Byrum",
    "Bække",
    "Faxe",
    "Fur",
    "Galten",
    "Gesten",
    "Give",
    "Gram",
    "Greve",
    "Gråsten",
    "Hals",
    "Hammel",
    "Hampen",
    "Henne",
    "Hovedgård",
    "Kloster",
    "Knebel",
    "Lem",
    "Lemming",
    "Lind",
    "Løkken",
    "Løsning",
    "Mørke",
    "Odder",
    "Ringe",
    "Rude",
    "Ry",
    "Rønne",
    "Skals",
    "Skive",
    "Skovby",
    "Stege",
    "Stige",
    "Stilling",
    "Strib",
    "Sunds",
    "Tarm",
    "Tim",
    "Tune",
    "Tårs",
    "Tørring",
    "Vandel",
    "Varde",
    "Vejen",
    "Vejle",
    "Vig",
    "Vrå",
    "Lund",
    "Holm",
    "Thy",
    "Bov",
    "Ho",
    "Them",
    "Ans",
    "Hov",
    "Als",
    "Uge",
    "Rom",
    "Vind",
    "Elev",
    "Horne",
    "Hem",
    "Klim",
    "Glud",
    "Nim",
]
SURNAMES = [
    "Borre",
    "Borup",
    "Dalby",
    "Kjellerup",
    "Kolding",
    "Mariager",
    "Nyborg",
    "Viborg",
    "Tønder",
    "Ørsted",
]
GIVEN = ["Flemming", "Lynge", "Guldborg"]
# Words at which a sentence can begin; beyond those of DANISH.md.
MORE_WORDS = [
    "Aars",
    "Aller",
    "Arden",
    "As",
    "Asp",
    "Bur",
    "Dybe",
    "Ejer",
    "Giver",
    "Holme",
    "Hove",
    "Landet",
    "Listed",
    "Lov",
    "Løve",
    "Mors",
    "No",
    "Nye",
    "Ring",
]
HOMONYMS = ["Ejby", "Viby", "Svenstrup", "Assens", "Borup", "Højby", "Lystrup", "Hørning"]


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (PATTERNS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@cache
def municipalities() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in rows("municipalities.csv")}


@cache
def by_name() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows("places.csv"):
        found.setdefault(row["name"], []).append(row)
    return found


@cache
def spellings() -> dict[str, set[str]]:
    """Every spelling, with the names that it can mean."""
    found: dict[str, set[str]] = {}
    for row in rows("places.csv"):
        for form in (row["name"], *row["alternates"].split("|")):
            found.setdefault(form, set()).add(row["name"])
    return found


def contexts(name: str) -> list[set[str]]:
    return [set(row["context"].split("|")) - {""} for row in by_name()[name]]


def test_municipalities_are_the_98() -> None:
    listed = rows("municipalities.csv")
    assert len(listed) == len(municipalities()) == 98
    assert len({row["name"] for row in listed}) == 98
    assert all(len(row["code"]) == 4 and row["code"].isdigit() for row in listed)
    assert all(row["official"].endswith(("Kommune", "Regionskommune")) for row in listed)
    assert Counter(row["region"] for row in listed) == {
        "Region Hovedstaden": 29,
        "Region Sjælland": 17,
        "Region Syddanmark": 22,
        "Region Midtjylland": 19,
        "Region Nordjylland": 11,
    }


@pytest.mark.parametrize(
    ("code", "name", "official"),
    [
        ("0101", "København", "Københavns Kommune"),
        ("0169", "Høje-Taastrup", "Høje-Taastrup Kommune"),
        ("0400", "Bornholm", "Bornholms Regionskommune"),
        ("0615", "Horsens", "Horsens Kommune"),
        ("0657", "Herning", "Herning Kommune"),
        ("0661", "Holstebro", "Holstebro Kommune"),
        ("0665", "Lemvig", "Lemvig Kommune"),
        ("0730", "Randers", "Randers Kommune"),
        ("0751", "Aarhus", "Aarhus Kommune"),
        ("0760", "Ringkøbing-Skjern", "Ringkøbing-Skjern Kommune"),
        ("0791", "Viborg", "Viborg Kommune"),
        ("0820", "Vesthimmerland", "Vesthimmerlands Kommune"),
    ],
)
def test_municipality_codes(code: str, name: str, official: str) -> None:
    assert (municipalities()[code]["name"], municipalities()[code]["official"]) == (name, official)


def test_regions_hold_for_their_dates() -> None:
    regions = {row["name"]: row for row in rows("regions.csv")}
    ended = {name for name, row in regions.items() if row["valid_to"]}
    assert ended == {"Region Hovedstaden", "Region Sjælland"}
    assert {regions[name]["valid_to"] for name in ended} == {"2026-12-31"}
    assert date.fromisoformat(regions["Region Østdanmark"]["valid_from"]) == date(2027, 1, 1)
    for row in municipalities().values():
        assert row["region"] in regions
        expected = "Region Østdanmark" if row["region"] in ended else row["region"]
        assert row["region_from_2027"] == expected, row["name"]


def test_places_are_well_formed() -> None:
    for row in rows("places.csv"):
        assert row["kind"] in KINDS, row
        assert row["source"] in SOURCES, row
        assert row["name"] == row["name"].strip(), row
        assert row["name"], row
        context = row["context"].split("|") if row["context"] else []
        assert context == [known for known in CONTEXTS if known in context], row
        alternates = row["alternates"].split("|") if row["alternates"] else []
        assert len(set(alternates)) == len(alternates), row
        assert all(form.strip() == form and form for form in alternates), row
        assert row["name"] not in alternates, row


def test_places_agree_with_their_municipality() -> None:
    for row in rows("places.csv"):
        if not row["municipality_code"]:
            assert row["kind"] == "landscape" or row["name"] in {"Christiansø", "Frederiksø"}, row
            assert not row["municipality"], row
            continue
        municipality = municipalities()[row["municipality_code"]]
        assert (row["municipality"], row["region"]) == (municipality["name"], municipality["region"]), row


def test_places_lie_in_denmark() -> None:
    for row in (*rows("places.csv"), *rows("municipalities.csv")):
        assert 54.5 <= float(row["lat"]) <= 57.8, row
        assert 8.0 <= float(row["lon"]) <= 15.2, row


def test_places_lie_near_their_municipality() -> None:
    """A gross check: no village may lie further from its town hall than a municipality reaches."""
    far = {"Anholt", "Hesselø", "Endelave", "Hjelm"}
    for row in rows("places.csv"):
        if row["municipality_code"] and row["name"] not in far:
            seat = municipalities()[row["municipality_code"]]
            north = (float(row["lat"]) - float(seat["lat"])) * 111
            east = (float(row["lon"]) - float(seat["lon"])) * 62
            assert (north**2 + east**2) ** 0.5 < 48, row


def test_no_place_twice() -> None:
    counted = Counter((row["name"], row["municipality_code"]) for row in rows("places.csv"))
    assert [key for key, count in counted.items() if count > 1] == []


def test_rows_are_sorted() -> None:
    keys = [(row["name"], row["municipality_code"], row["kind"]) for row in rows("places.csv")]
    assert keys == sorted(keys)


def test_every_municipality_has_places() -> None:
    assert {row["municipality_code"] for row in rows("places.csv")} >= set(municipalities())


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("word", [*WORDS, *MORE_WORDS]),
        ("surname", SURNAMES),
        ("given", GIVEN),
    ],
)
def test_ambiguous_names_ask_for_context(kind: str, names: list[str]) -> None:
    assert [name for name in names if name not in by_name()] == []
    lacking = [name for name in names if not all(contexts(name))]
    assert lacking == []
    if kind != "word":
        assert [name for name in names if not all(kind in found for found in contexts(name))] == []


@pytest.mark.parametrize("name", HOMONYMS)
def test_one_name_several_places(name: str) -> None:
    assert len({row["municipality_code"] for row in by_name()[name]}) > 1


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Århus", "Aarhus"),
        ("Åbenrå", "Aabenraa"),
        ("Aarhus N", "Aarhus"),
        ("København Ø", "København"),
        ("Kbh.", "København"),
        ("Copenhagen", "København"),
        ("Elsinore", "Helsingør"),
        ("Nr. Nissum", "Nørre Nissum"),
        ("Sdr. Omme", "Sønder Omme"),
        ("Nykøbing F", "Nykøbing Falster"),
        ("Nykøbing M", "Nykøbing Mors"),
        ("Nykøbing Sj.", "Nykøbing Sjælland"),
        ("Odense SØ", "Odense"),
        ("Frederiksberg C", "Frederiksberg"),
        ("Viby J", "Viby"),
        ("Kgs. Lyngby", "Kongens Lyngby"),
        ("Sct. Klemens", "Sankt Klemens"),
        ("Dunkjær", "Dunkær"),
        ("Nørre Sundby", "Nørresundby"),
        ("Vesterø", "Vesterø Havn"),
    ],
)
def test_spellings(spelling: str, name: str) -> None:
    assert name in spellings().get(spelling, set())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Føvling", "0575"),
        ("Hjerting", "0561"),
        ("Bov", "0580"),
        ("Vorbasse", "0530"),
        ("Stauning", "0760"),
        ("Gellerup", "0751"),
        ("Vollsmose", "0461"),
        ("Bruunshåb", "0791"),
        ("Thorsminde", "0661"),
        ("Klovborg", "0756"),
        ("Vonge", "0630"),
        ("Anholt", "0707"),
        ("Tunø", "0727"),
        ("Endelave", "0615"),
        ("Jegindø", "0671"),
        ("Tingbjerg", "0101"),
        ("Gjøl", "0849"),
        ("Svaneke", "0400"),
    ],
)
def test_known_villages_lie_where_they_lie(name: str, code: str) -> None:
    assert code in {row["municipality_code"] for row in by_name()[name]}


def test_own_rows_are_in_the_built_file() -> None:
    """Who adds a village to own_places.csv must build places.csv again (see patterns/PLACES.md)."""
    with (ROOT / "training/places/own_places.csv").open(encoding="utf-8", newline="") as file:
        own = {(row["name"], row["municipality_code"]) for row in csv.DictReader(file)}
    assert own - {(row["name"], row["municipality_code"]) for row in rows("places.csv")} == set()


def test_foreign_places() -> None:
    listed = rows("foreign_places.csv")
    assert {row["kind"] for row in listed} == {"city", "country", "region"}
    countries = {row["name"] for row in listed if row["kind"] == "country"}
    assert {"Sverige", "Tyskland", "Grønland", "Færøerne"} <= countries
    assert {row["country"] for row in listed if row["country"]} <= countries
    names = [row["name"] for row in listed]
    assert len(set(names)) == len(names)
    assert {"Bruxelles", "Hamborg", "Malmø", "Flensborg", "New York"} <= set(names)
