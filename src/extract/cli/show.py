"""``press-extract show``: one release, marked up for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

from rich.table import Table
from rich.text import Text

from extract import batch
from extract.batch import Input
from extract.batch.inputs import read
from extract.cli.console import err, out, safe, wrong
from extract.cli.pipeline import extractor
from extract.ingest import IngestFailure
from extract.pages import labels
from extract.pages.marks import marks_of, visible
from extract.pipeline import Extractor
from extract.records.release import Release, Speaker

_STYLES: Final = {
    "amount": "bold green",
    "project": "bold magenta underline",
    "place": "yellow",
    "person": "bold blue",
    "organisation": "cyan",
    "date": "yellow italic",
    "quote": "italic",
    "check": "red underline",
}
_DIM: Final = {"navigation", "teaser", "contact", "about"}


def show_file(file: str, number: int, model: str | None, patterns: Path | None) -> int:
    """Prints release ``number`` of the file, counted from 1; 1 if there is none."""
    results = list(islice(_results(file, model, patterns), number - 1, number + 1))
    if not results:
        raise wrong(f"{file}: holds fewer than {number} releases")
    first = results[0]
    if isinstance(first, IngestFailure):
        if file != "-" and not Path(file).exists():
            raise wrong(f"{first.uri}: {first.reason}")
        err.print(safe(f"{first.uri}: {first.reason}", "red"))
        return 1
    show(first)
    if len(results) > 1:
        err.print(f"there are more releases in it: --number {number + 1} shows the next")
    return 0


def _results(file: str, model: str | None, patterns: Path | None) -> Iterator[Release | IngestFailure]:
    reader: Extractor | None = None
    for found in batch.discover([file]):
        data = read(found, batch.MAX_BYTES) if isinstance(found, Input) else found
        if isinstance(data, IngestFailure):
            yield data
        elif isinstance(found, Input) and isinstance(data, bytes):
            reader = reader or extractor(model, patterns)  # takes seconds: not before there is something to read
            yield from batch.extracted(replace(found, data=data), reader)


def show(release: Release) -> None:
    """Prints the text with its marks, then a table a kind of record."""
    about = [release.publisher.name, labels.day(release.published_at), release.id]
    out.print(safe(" · ".join(part for part in about if part), "dim"))
    out.print(_marked(release), "", sep="\n")
    for title, columns, rows in _tables(release):
        if rows:
            table = Table(title=title, title_justify="left", title_style="bold", header_style="dim")
            for column in columns:
                table.add_column(column, overflow="fold")
            for row in rows:
                table.add_row(*(safe(cell or "") for cell in row))
            out.print(table, "", sep="\n", soft_wrap=False)


def _marked(release: Release) -> Text:
    text = Text(visible(release.text))
    for mark in marks_of(release):
        if mark.style != "s-ok":
            text.stylize(_STYLES[mark.kind], mark.start, mark.end)
    for section in release.sections:
        if section.kind in _DIM:
            text.stylize("dim", section.start, section.end)
        elif section.kind in ("title", "subheading"):
            text.stylize("bold", section.start, section.end)
    return text


def _tables(release: Release) -> Iterable[tuple[str, tuple[str, ...], list[tuple[str | None, ...]]]]:
    yield (
        "Projekter",
        ("Projekt", "By", "Ansøger", "Bevilget", "Samlet"),
        [
            (
                project.name,
                project.city,
                project.applicant,
                labels.money(project.granted.value, project.granted.currency) if project.granted else None,
                labels.money(project.total.value, project.total.currency) if project.total else None,
            )
            for project in release.projects
        ],
    )
    yield (
        "Citater",
        ("Taler", "Citat"),
        [(_speaker(quote.speaker), quote.text) for quote in release.quotes],
    )
    yield (
        "Beløb",
        ("Beløb", "I teksten", "Rolle"),
        [
            (
                labels.money(amount.value, amount.currency),
                f"{labels.QUALIFIER[amount.qualifier]} {amount.surface}".strip(),
                labels.ROLE[amount.role],
            )
            for amount in release.amounts
        ],
    )
    yield (
        "Steder",
        ("Sted", "Art", "Kommune"),
        [(place.name, labels.PLACE[place.kind], place.municipality) for place in release.places],
    )
    yield (
        "Personer",
        ("Navn", "Titel", "Organisation", "Parti"),
        [(person.name, ", ".join(person.titles), person.organisation, person.party) for person in release.people],
    )
    yield "Datoer", ("I teksten", "Fra", "Til"), [(date.surface, date.from_, date.to) for date in release.dates]
    yield (
        "Kontakt",
        ("Navn", "Titel", "Organisation", "Telefon", "E-post"),
        [
            (contact.name, contact.title, contact.organisation, contact.phone, contact.email)
            for contact in release.contacts
        ],
    )
    yield (
        "Kontrol",
        ("Status", "Besked"),
        [(labels.STATUS[check.status], check.message) for check in release.checks],
    )


def _speaker(speaker: Speaker | None) -> str | None:
    if speaker is None:
        return None
    return ", ".join(part for part in (speaker.name, speaker.title, speaker.organisation, speaker.party) if part)
