"""``press-extract stats`` and ``report``: what a run says in sum, in the terminal and as a page."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Final

import typer
from rich.table import Table
from rich.text import Text

from extract.cli.console import out, safe, wrong
from extract.cli.run import figure
from extract.feed import OutputError
from extract.feed.figures import figures
from extract.pages.figures import MAIN, Figures, Share
from extract.pages.report_page import report_page
from extract.patterns import load
from extract.store import Run, StoreError, find_run, opened

_SHOWN: Final = 12
_BAR: Final = 24
_EIGHTHS: Final = "▏▎▍▌▋▊▉█"

_Row = tuple[str | None, str, Decimal | int, str]
"""Name, what stands beside it, the figure that the bar draws, and the figure as text."""


def stats(where: str, name: str) -> int:
    """Prints the figures of a run: bars and colours on a terminal, lines parted by tabs elsewhere."""
    run, told = _figures(where, name)
    for n, (title, column, rows) in enumerate(_sections(run, told)):
        if out.is_terminal:
            _draw(title, column, rows)
            continue
        typer.echo(("\n" if n else "") + f"# {title}")  # not by rich, which makes blanks of tabs
        for label, beside, _, text in rows:
            typer.echo("\t".join(str(safe(cell)) for cell in (label or "", beside, text)))
    return 0


def report(where: str, name: str, page: Path) -> int:
    """Writes the figures of a run as a page."""
    run, told = _figures(where, name)
    beside = page.with_name(f".{page.name}.partial")
    try:
        beside.write_text(report_page(told, load(None)), encoding="utf-8", newline="\n")
        os.replace(beside, page)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise wrong(f"{page}: {error.strerror or error} (choose another file with --html)") from None
    out.print(safe(f"run {run.id}: {told.releases:,} releases drawn in {page}"))
    return 0


def _figures(where: str, name: str) -> tuple[Run, Figures]:
    try:
        with opened(where, create=False) as store:
            run = find_run(store, name)
            return run, figures(store, run, patterns=load(None))
    except (StoreError, OutputError) as error:
        raise wrong(str(error)) from None


def _sections(run: Run, told: Figures) -> Iterator[tuple[str, str, list[_Row]]]:
    yield f"run {run.id}", "", list(_summary(told))
    yield f"granted by municipality, {MAIN}", "granted", _money(told.municipalities)
    yield f"granted by funder, {MAIN}", "granted", _money(told.funders)
    yield f"granted over time, {MAIN}", "granted", _money(told.months, len(told.months))
    quoted = [speaker for speaker in told.quoted if speaker.name is not None][:_SHOWN]
    rows: list[_Row] = [(one.name, one.organisation or "", one.quotes, f"{one.quotes:,}") for one in quoted]
    yield "quoted most", "quotes", rows
    yield "projects told more than once", "", list(_stories(told))
    yield "what does not fit", "", [(one.publisher, one.day or "", 0, one.message) for one in told.disagreeing]


def _summary(told: Figures) -> Iterator[_Row]:
    days = " to ".join(dict.fromkeys(day for day in (told.first_day, told.last_day) if day))
    yield "releases", days, 0, f"{told.releases:,}"
    yield "publishers", "", 0, f"{told.publishers:,}"
    yield "projects", "", 0, f"{told.projects:,}"
    for total in told.totals:
        unit = total.currency or "(no currency)"
        yield "granted", f"{total.grants:,} grants, the middle one {figure(total.median)}", 0, (
            f"{figure(total.granted)} {unit}"
        )  # fmt: skip
    yield "quotes", f"of {told.speakers:,} people", 0, f"{told.quotes:,}"
    yield "to look at", "", 0, f"{told.contradictions:,}"


def _money(shares: Sequence[Share], most: int = _SHOWN) -> list[_Row]:
    """The first shares with their money; what is not told has a line of its own, and the rest is one line."""
    shown, rest = shares[:most], shares[most:]
    rows: list[_Row] = [
        (share.name or "(not told)", f"{share.grants:,}", share.granted, figure(share.granted)) for share in shown
    ]
    if rest:
        granted = sum((share.granted for share in rest), Decimal(0))
        rows.append((f"({len(rest):,} more)", f"{sum(s.grants for s in rest):,}", 0, figure(granted)))
    return rows


def _stories(told: Figures) -> Iterator[_Row]:
    for _, steps in groupby(told.tellings, key=lambda telling: telling.timeline):
        for n, step in enumerate(steps):
            money = "" if step.granted is None else f"{figure(step.granted)} {step.currency or ''}".rstrip()
            doubt = ", disagrees" if step.disagrees else ""
            yield step.project if n == 0 else "", f"{step.day or ''} {step.stage}{doubt}", 0, money


def _draw(title: str, column: str, rows: list[_Row]) -> None:
    table = Table(box=None, title=title, title_justify="left", title_style="bold", show_header=False, pad_edge=False)
    table.add_column(overflow="fold", max_width=34)
    table.add_column(overflow="fold", style="dim", max_width=40)
    longest = max((float(size) for *_, size, _ in rows), default=0.0)
    if column:
        table.add_column(width=_BAR, no_wrap=True, style="green")
    table.add_column(justify="right" if column else "left", overflow="fold")
    for label, beside, size, text in rows:
        drawn = (Text(bar(float(size) / longest if longest > 0 else 0)),) if column else ()
        table.add_row(safe(label or ""), safe(beside), *drawn, safe(text))
    if rows:
        out.print(table, "", sep="\n", soft_wrap=False)


def bar(share: float) -> str:
    """A bar for a share of 0 to 1, to an eighth of a character; what is more than nothing is seen."""
    eighths = round(max(0.0, min(1.0, share)) * _BAR * 8)
    whole, part = divmod(max(eighths, 1) if share > 0 else 0, 8)
    return _EIGHTHS[-1] * whole + (_EIGHTHS[part - 1] if part else "")
