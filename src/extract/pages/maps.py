"""The two maps of a report as geometry: Denmark as a tile for each municipality, and as dots with circles at the towns.

Nothing is drawn here, and no coastline is needed: ``tiles.csv`` gives each of the 98 municipalities its place in a
grid, and the places of the gazetteer, a dot for each cell of a fine grid that holds one, show the land. Units are those
of the picture's ``viewBox``.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from typing import Final

from extract.pages.figures import Share, Town
from extract.patterns import Patterns

WIDTH: Final = 520.0
_WEST, _NORTH = 7.95, 57.82
_EAST_SEA: Final = 13.4
"""East of it lies Bornholm alone, which stands in a box of its own, north of its place."""
_BORNHOLM: Final = (-2.62, 2.28)
"""Degrees east and north by which the box is moved."""
_SQUEEZE: Final = math.cos(math.radians(56.1))
"""A degree east in degrees north, in the middle of Denmark."""
_SCALE: Final = WIDTH / ((12.85 - _WEST) * _SQUEEZE)
HEIGHT: Final = round((_NORTH - 54.5) * _SCALE)
STEP: Final = 6.6
"""From dot to dot of the land."""
_RADIUS: Final = 34.0
_LABELS: Final = 14
_LETTER: Final = 6.4
_COVERED: Final = 4.5
_CLASSES: Final = 5
_Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A town: its middle, its radius (the area is the money), and where its name stands if there is room for it."""

    town: Town
    x: float
    y: float
    r: float
    label: tuple[float, float, str] | None = None
    """x, y and the anchor (``start``, ``middle`` or ``end``)."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A municipality of the grid. ``level`` is 0 without a grant, else its class, from 1 to 5."""

    code: str
    name: str
    short: str
    row: int
    column: int
    level: int
    share: Share | None


@dataclass(frozen=True, slots=True)
class Tiles:
    """``breaks`` are the lower bounds of the classes 2, 3 …; there may be fewer than four."""

    tiles: tuple[Tile, ...]
    breaks: tuple[Decimal, ...]
    columns: int
    rows: int


def project(lat: float, lon: float) -> tuple[float, float]:
    """Where a place stands in the picture: x to the right, y down."""
    if lon > _EAST_SEA:
        lon, lat = lon + _BORNHOLM[0], lat + _BORNHOLM[1]
    return (lon - _WEST) * _SQUEEZE * _SCALE, (_NORTH - lat) * _SCALE


def bornholm_box() -> tuple[float, float, float, float]:
    """x, y, width and height of the box of Bornholm."""
    left, top = project(55.36, 14.58)
    right, bottom = project(54.94, 15.28)
    return left, top, right - left, bottom - top


@lru_cache(maxsize=2)
def land(patterns: Patterns) -> str:
    """Denmark as the ``d`` of one path: a stretch of no length for each dot, to be drawn with round ends."""
    cells: set[tuple[int, int]] = set()
    for row in patterns.table("places"):
        x, y = project(float(row["lat"]), float(row["lon"]))
        line = round(y / (STEP * 0.866))
        cells.add((round(x / STEP - line % 2 / 2), line))
    for most in (4, 5):  # moors and woods have no towns, and are land all the same
        cells |= {cell for cell in _around(cells) if sum(near in cells for near in _neighbours(cell)) >= most}
    dots = sorted((line, column) for column, line in cells)
    return "".join(f"M{(column + line % 2 / 2) * STEP:g} {line * STEP * 0.866:.1f}h0" for line, column in dots)


def _neighbours(cell: tuple[int, int]) -> Iterable[tuple[int, int]]:
    column, line = cell
    aside = line % 2 - 1
    yield from ((column - 1, line), (column + 1, line))
    for beside in (line - 1, line + 1):
        yield from ((column + aside, beside), (column + aside + 1, beside))


def _around(cells: set[tuple[int, int]]) -> set[tuple[int, int]]:
    return {near for cell in cells for near in _neighbours(cell)} - cells


def circles(towns: Sequence[Town]) -> tuple[Circle, ...]:
    """The towns with money, the largest first, so that small ones are drawn on top; the largest have their names."""
    shown = [town for town in towns if town.granted > 0]
    if not shown:
        return ()
    most = max(float(town.granted) for town in shown)
    made = []
    for town in shown:
        x, y = project(town.lat, town.lon)
        made.append(Circle(town, x, y, max(2.2, _RADIUS * math.sqrt(float(town.granted) / most))))
    return _labelled(made)


def _labelled(made: Sequence[Circle]) -> tuple[Circle, ...]:
    """Names beside the largest circles, where they cover neither another name nor a circle that one would miss."""
    taken = [_around_circle(circle) for circle in made if circle.r >= _COVERED]
    named = []
    for n, circle in enumerate(made):
        place = _label(circle, taken) if n < _LABELS else None
        named.append(Circle(circle.town, circle.x, circle.y, circle.r, place))
    return tuple(named)


def _label(circle: Circle, taken: list[_Box]) -> tuple[float, float, str] | None:
    width, beside = len(circle.town.name) * _LETTER, circle.r + 4
    for x, y, anchor in (
        (circle.x + beside, circle.y, "start"),
        (circle.x - beside, circle.y, "end"),
        (circle.x, circle.y - circle.r - 8, "middle"),
        (circle.x, circle.y + circle.r + 9, "middle"),
    ):
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        box = (left, y - 7, left + width, y + 7)
        others = (other for other in taken if other != _around_circle(circle))
        if box[0] >= 0 and box[2] <= WIDTH and not any(_meet(box, other) for other in others):
            taken.append(box)
            return x, y + 4, anchor
    return None


def _around_circle(circle: Circle) -> _Box:
    inner = circle.r * 0.85  # the corners of the square are not in the circle
    return circle.x - inner, circle.y - inner, circle.x + inner, circle.y + inner


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@lru_cache(maxsize=1)
def grid() -> tuple[tuple[int, int, str, str], ...]:
    """Row, column, code and short name of each municipality, as ``tiles.csv`` has them."""
    text = (resources.files("extract.pages") / "tiles.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple((int(row["row"]), int(row["column"]), row["code"], row["short"]) for row in rows)


def tiles(shares: Iterable[Share], patterns: Patterns) -> Tiles:
    """The grid with the money of each municipality."""
    told: Mapping[str, Share] = {share.code: share for share in shares if share.code is not None}
    names = {row["code"]: row["name"] for row in patterns.table("municipalities")}
    breaks = class_breaks([share.granted for share in told.values()])
    made = []
    for row, column, code, short in grid():
        share = told.get(code)
        level = 0 if share is None else 1 + sum(share.granted >= bound for bound in breaks)
        made.append(Tile(code, names[code], short, row, column, level, share))
    return Tiles(tuple(made), breaks, 1 + max(t.column for t in made), 1 + max(t.row for t in made))


def class_breaks(values: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Round bounds (1, 2, 5, 10 …) of at most five classes, the highest of which begins at half of the largest value or
    below it; each lies between values that there are."""
    largest = max(values, default=Decimal(0))
    if largest <= 0:
        return ()
    top = largest.adjusted()
    series = [digit * Decimal(10) ** power for power in range(top - 3, top + 1) for digit in (1, 2, 5)]
    fit = [bound for bound in series if min(values) < bound <= largest / 2]
    return tuple(fit[-(_CLASSES - 1) :])
