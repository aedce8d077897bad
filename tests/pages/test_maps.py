"""The maps of the report: the grid of municipalities is whole and true to the map, and nothing leaves the picture."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import patterns

from extract.pages import maps
from extract.pages.figures import Share, Town

MUNICIPALITIES = {row["code"]: row for row in patterns().table("municipalities")}
PLACES = {code: (column, row) for row, column, code, _ in maps.grid()}


def _share(code: str, kroner: str) -> Share:
    return Share(MUNICIPALITIES[code]["name"], 1, Decimal(kroner), Decimal(kroner), code)


def _town(name: str, lat: float, lon: float, kroner: str = "1000000") -> Town:
    return Town(name, None, lat, lon, 1, Decimal(kroner))


def _nearest(code: str, how_many: int) -> list[str]:
    def away(other: str) -> float:
        one, two = MUNICIPALITIES[code], MUNICIPALITIES[other]
        east = (float(one["lon"]) - float(two["lon"])) * math.cos(math.radians(56))
        return math.hypot(east, float(one["lat"]) - float(two["lat"]))

    return sorted((other for other in MUNICIPALITIES if other != code), key=away)[:how_many]


def _apart(one: str, other: str) -> int:
    return max(abs(a - b) for a, b in zip(PLACES[one], PLACES[other], strict=True))


def test_every_municipality_has_one_tile_and_a_short_name_of_its_own() -> None:
    codes = [code for *_, code, _ in maps.grid()]
    assert len(codes) == 98
    assert sorted(codes) == sorted(MUNICIPALITIES)
    assert len(set(PLACES.values())) == 98
    assert len({short for *_, short in maps.grid()}) == 98


@pytest.mark.parametrize("code", sorted(MUNICIPALITIES))
def test_the_nearest_municipality_is_near_in_the_grid(code: str) -> None:
    (nearest,) = _nearest(code, 1)
    assert _apart(code, nearest) <= 3


def test_most_neighbours_are_neighbours_in_the_grid_too() -> None:
    assert sum(_apart(code, _nearest(code, 1)[0]) == 1 for code in MUNICIPALITIES) >= 85
    touching = [(a, b) for a in PLACES for b in PLACES if a < b and math.dist(PLACES[a], PLACES[b]) == 1]
    assert all(b in _nearest(a, 20) or a in _nearest(b, 20) for a, b in touching)


def test_north_is_up_and_east_is_right() -> None:
    codes = sorted(MUNICIPALITIES)
    for axis, name, sign in ((0, "lon", 1), (1, "lat", -1)):
        pairs = [(a, b) for a in codes for b in codes if a < b and abs(_at(a, name) - _at(b, name)) > 0.6]
        turned = [(a, b) for a, b in pairs if sign * (_at(a, name) - _at(b, name)) * _step(a, b, axis) < 0]
        assert len(turned) < len(pairs) / 100


def _at(code: str, name: str) -> float:
    return float(MUNICIPALITIES[code][name])


def _step(one: str, other: str, axis: int) -> int:
    return PLACES[one][axis] - PLACES[other][axis]


def test_a_tile_has_the_class_of_its_money() -> None:
    told = [
        _share("0101", "90000"),
        _share("0751", "1500000"),
        _share("0851", "40000000"),
        Share(None, 1, Decimal(9), Decimal(9)),
    ]
    grid = maps.tiles(told, patterns())
    assert grid.breaks == tuple(map(Decimal, (2_000_000, 5_000_000, 10_000_000, 20_000_000)))
    levels = {tile.name: tile.level for tile in grid.tiles if tile.share}
    assert levels == {"København": 1, "Aarhus": 1, "Aalborg": 5}
    assert sum(tile.level == 0 for tile in grid.tiles) == 95


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], ()),
        (["0"], ()),
        (["250000"], ()),
        (["1000", "1900"], ()),
        (["1000", "4000"], ("2000",)),
        (["90", "12000000"], ("500000", "1000000", "2000000", "5000000")),
    ],
)
def test_classes_are_round_and_divide_what_there_is(values: list[str], expected: tuple[str, ...]) -> None:
    assert maps.class_breaks([Decimal(v) for v in values]) == tuple(map(Decimal, expected))


@pytest.mark.parametrize("row", patterns().table("places")[::40], ids=lambda row: row["name"])
def test_every_danish_place_is_in_the_picture(row: dict[str, str]) -> None:
    x, y = maps.project(float(row["lat"]), float(row["lon"]))
    assert 0 <= x <= maps.WIDTH
    assert 0 <= y <= maps.HEIGHT


def test_bornholm_is_in_its_box() -> None:
    left, top, width, height = maps.bornholm_box()
    islanders = [row for row in patterns().table("places") if row["municipality_code"] == "0400"]
    assert len(islanders) > 10
    for row in islanders:
        x, y = maps.project(float(row["lat"]), float(row["lon"]))
        assert left < x < left + width
        assert top < y < top + height


def test_land_is_where_towns_are_and_the_sea_is_empty() -> None:
    dots = [tuple(map(float, dot.removesuffix("h0").split())) for dot in maps.land(patterns()).split("M")[1:]]

    def nearest(lat: float, lon: float) -> float:
        return min(math.dist(maps.project(lat, lon), dot) for dot in dots)

    for lat, lon in ((56.15, 10.2), (55.4, 10.39), (55.45, 12.18), (55.1, 14.9)):
        assert nearest(lat, lon) < 2 * maps.STEP
    for lat, lon in ((56.5, 11.3), (55.2, 9.0 - 0.9), (57.3, 9.0), (54.9, 12.8)):
        assert nearest(lat, lon) > 3 * maps.STEP


towns = st.lists(
    st.builds(
        _town,
        st.sampled_from(["Ry", "Nykøbing Falster", "Sønderborg"]),
        st.floats(54.6, 57.7),
        st.floats(8.1, 15.1),
        st.integers(0, 10**9).map(str),
    ),
    max_size=30,
)


@given(given_towns=towns)
def test_the_area_of_a_circle_is_its_money_and_no_names_meet(given_towns: list[Town]) -> None:
    ordered = sorted(given_towns, key=lambda town: -town.granted)
    drawn = maps.circles(ordered)
    assert [circle.town for circle in drawn] == [town for town in ordered if town.granted > 0]
    for circle in drawn:
        share = float(circle.town.granted) / float(drawn[0].town.granted)
        assert circle.r == pytest.approx(max(2.2, drawn[0].r * math.sqrt(share)))
    boxes = [box for circle in drawn if (box := _name_box(circle))]
    for n, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0
        assert right <= maps.WIDTH
        for other in boxes[:n]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def _name_box(circle: maps.Circle) -> tuple[float, float, float, float] | None:
    if circle.label is None:
        return None
    x, y, anchor = circle.label
    width = len(circle.town.name) * 6.4
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    return left, y - 11, left + width, y + 3
