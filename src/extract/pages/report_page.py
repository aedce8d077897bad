"""The figures of a run as one page to publish: maps, bars and a timeline in SVG, each with its numbers as a table.

The page has no script and loads nothing: its Content-Security-Policy admits its own style alone, by digest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from itertools import groupby
from typing import Any, Final

from markupsafe import Markup

from extract.pages import labels, maps, time
from extract.pages.figures import MAIN, Figures, Share, Speaker
from extract.pages.page import digest, environment
from extract.patterns import Patterns

_FUNDERS: Final = 12
_MUNICIPALITIES: Final = 12
_QUOTED: Final = 12
_DISAGREEING: Final = 20


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a list of bars: ``width`` in percent of the longest."""

    name: str | None
    detail: str
    value: str
    width: str


def report_page(figures: Figures, patterns: Patterns) -> str:
    """The page as one string of HTML. ``patterns`` has the names of the municipalities and the places of the map."""
    grid = maps.tiles(figures.municipalities, patterns)
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            figures=figures,
            main=figures.main,
            others=[total for total in figures.totals if total.currency != MAIN],
            circles=maps.circles(figures.towns),
            land=maps.land(patterns),
            box=maps.bornholm_box(),
            size=(maps.WIDTH, maps.HEIGHT, maps.STEP),
            grid=grid,
            reached=sum(tile.share is not None for tile in grid.tiles),
            unplaced=[share for share in figures.municipalities if share.code is None],
            municipalities=list(_money(figures.municipalities, _MUNICIPALITIES)),
            funders=list(_money(figures.funders, _FUNDERS)),
            time=time.timeline(figures.months),
            frame=(time.WIDTH, time.HEIGHT, time.LEFT),
            quoted=list(_quotes(figures.quoted)),
            disagreeing=figures.disagreeing[:_DISAGREEING],
            stories=[(told[0], told) for told in _stories(figures)],
            rounded=labels.rounded,
            iso_day=labels.iso_day,
            **_assets(),
        )
    )


def _money(shares: Sequence[Share], most: int) -> Iterator[Bar]:
    """The largest shares that have a name."""
    named = [share for share in shares if share.name is not None][:most]
    longest = max((share.granted for share in named), default=Decimal(0))
    for share in named:
        detail = "1 bevilling" if share.grants == 1 else f"{share.grants} bevillinger"
        yield Bar(share.name, detail, labels.rounded(share.granted), _width(share.granted, longest))


def _quotes(speakers: Sequence[Speaker]) -> Iterator[Bar]:
    named = [speaker for speaker in speakers if speaker.name is not None][:_QUOTED]
    longest = max((speaker.quotes for speaker in named), default=0)
    for speaker in named:
        yield Bar(speaker.name, speaker.organisation or "", str(speaker.quotes), _width(speaker.quotes, longest))


def _width(value: Decimal | int, longest: Decimal | int) -> str:
    return f"{max(0.0, float(value) / float(longest) * 100):.1f}" if longest > 0 else "0"


def _stories(figures: Figures) -> Iterator[list[Any]]:
    for _, told in groupby(figures.tellings, key=lambda telling: telling.timeline):
        yield list(told)


@lru_cache(maxsize=1)
def _assets() -> Mapping[str, Any]:
    folder = resources.files("extract.pages") / "templates"
    style = "".join((folder / name).read_text("utf-8") for name in ("style.css", "report.css"))
    policy = f"default-src 'none'; style-src '{digest(style)}'; base-uri 'none'; form-action 'none'"
    # Our own files: nothing of a release is in them.
    return {"style": Markup(style), "policy": Markup(policy)}  # noqa: S704
