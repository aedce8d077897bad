"""Money over time as columns: every month from the first to the last, or quarters or years where these are many."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from extract.pages import labels
from extract.pages.figures import Share

_MOST: Final = 40
WIDTH: Final = 720
HEIGHT: Final = 180
LEFT: Final = 46
"""Room for the figures of the axis."""
_GAP: Final = 0.25
_LABEL: Final = 30
"""Room that a name below the axis takes."""


@dataclass(frozen=True, slots=True)
class Column:
    """A period: its name, its place in the picture, and below the axis, where there is room, its short name and the
    year that begins with it."""

    name: str
    short: str
    year: str | None
    grants: int
    granted: Decimal
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """``ticks`` are the lines of the axis with their height in the picture."""

    columns: tuple[Column, ...]
    ticks: tuple[tuple[Decimal, float], ...]


def timeline(months: Sequence[Share]) -> Timeline:
    """The columns of a picture of ``WIDTH`` times ``HEIGHT``; none without a month. Grants without a day have none."""
    periods = _periods([share for share in months if share.name is not None])
    ticks = _ticks(max((granted for *_, granted in periods), default=Decimal(0)))
    if not periods or not ticks:
        return Timeline((), ())
    top, step = float(ticks[-1]), (WIDTH - LEFT) / len(periods)
    every = math.ceil(_LABEL / step)
    columns: list[Column] = []
    labelled = -math.inf
    for n, (name, short, year, grants, granted) in enumerate(periods):
        height = max(0.0, float(granted)) / top * HEIGHT
        x = LEFT + (n + _GAP / 2) * step
        begins = (n == 0 or year != periods[n - 1][2]) and x - labelled >= _LABEL
        labelled = x if begins else labelled
        at = (x, HEIGHT - height, step * (1 - _GAP), height)
        columns.append(Column(name, "" if n % every else short, year if begins else None, grants, granted, *at))
    return Timeline(tuple(columns), tuple((tick, HEIGHT - float(tick) / top * HEIGHT) for tick in ticks))


_Period = tuple[str, str, str, int, Decimal]
"""Name, short name, year, grants, money."""


def _periods(months: Sequence[Share]) -> list[_Period]:
    numbers = {_number(share.name or ""): share for share in months}
    if not numbers:
        return []
    every = list(range(min(numbers), max(numbers) + 1))
    size = next((size for size in (1, 3, 12) if len(every) <= _MOST * size), 12)
    made: dict[int, _Period] = {}
    for number in every:
        period, share = number // size, numbers.get(number)
        year, month = divmod(number, 12)
        name, short = {
            1: (labels.month(f"{year}-{month + 1:02}"), labels.short_month(f"{year}-{month + 1:02}")),
            3: (f"{month // 3 + 1}. kvartal {year}", f"{month // 3 + 1}. kv."),
            12: (str(year), ""),
        }[size]
        *_, grants, granted = made.get(period, (0, Decimal(0)))
        if share is not None:
            grants, granted = grants + share.grants, granted + share.granted
        made[period] = (name, short, str(year), grants, granted)
    return list(made.values())


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _ticks(largest: Decimal) -> tuple[Decimal, ...]:
    """Three to six round figures from 0 on, the last at or above the largest."""
    if largest <= 0:
        return ()
    power = Decimal(10) ** largest.adjusted()
    step = next(size * power for size in map(Decimal, ("0.2", "0.5", "1", "2", "5")) if size * power * 5 >= largest)
    count = math.ceil(largest / step)
    return tuple(step * n for n in range(count + 1))
