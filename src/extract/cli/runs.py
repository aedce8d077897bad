"""``press-extract runs``, ``export`` and ``vacuum``: what a store holds, as lists, files and less room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from extract.cli.console import out, safe, wrong
from extract.cli.run import figure
from extract.feed import FORMATS, OutputError, check_folder, write_view
from extract.patterns import load
from extract.store import Run, Store, StoreError, details, find_run, opened, report, runs
from extract.store.related import pairs
from extract.store.vacuum import vacuum as tidy

_LISTED: Final = 50
_COLUMNS: Final = (
    "run", "state", "started (UTC)", "inputs", "unchanged", "releases", "failures", "seconds", "sources",
)  # fmt: skip
_WORDS: Final = (1, 2)
"""Columns of words; figures stand to the right."""


@contextmanager
def there(where: str) -> Iterator[Store]:
    """A store that is there; the end of the command where it is not, or cannot be used."""
    try:
        with opened(where, create=False) as store:
            yield store
    except StoreError as error:
        raise wrong(str(error)) from None


def list_runs(where: str) -> int:
    """Prints the newest runs, one a line."""
    with there(where) as store:
        found = runs(store, most=_LISTED)
        if not found:
            out.print(safe(f"{store.name} holds no run yet"))
            return 0
        rows = [_COLUMNS, *(_row(run) for run in found)]
        widths = [max(len(row[n]) for row in rows) for n in range(len(_COLUMNS) - 1)]
        for row in rows:
            cells = [f"{cell:<{width}}" if n in _WORDS else f"{cell:>{width}}"
                     for n, (cell, width) in enumerate(zip(row, widths, strict=False))]  # fmt: skip
            out.print(safe("  ".join([*cells, row[-1]])))
    return 0


def show_run(where: str, name: str) -> int:
    """Prints what is known of one run."""
    with there(where) as store:
        run = find_run(store, name)
        figures, more = report(store, run), details(store, run)
        read = run.inputs - run.reused
        granted = ", ".join(
            f"{figure(value)} {currency or '(no currency)'}" for currency, value in figures.granted.items()
        )
        rows = [
            ("run", f"{run.id} ({_state(run)})"),
            ("started", run.started_at),
            ("ended", run.ended_at or "-"),
            ("sources", " ".join(run.sources)),
            ("options", ", ".join(f"{key}={value}" for key, value in run.options.items())),
            ("program", f"{run.extractor.version}, code {run.code}"),
            ("patterns", run.extractor.patterns),
            ("model", run.extractor.model or "none"),
            ("inputs", f"{run.inputs:,} ({read:,} read, {run.reused:,} unchanged, {run.skipped:,} skipped)"),
            ("rate", f"{run.inputs / run.seconds:,.1f} inputs a second" if run.seconds else "-"),
            ("releases", f"{figures.releases:,} ({figures.renamed:,} renamed)"),
            ("found", f"{figures.projects:,} projects, {figures.quotes:,} quotes, {figures.places:,} places"),
            ("granted", granted or "-"),
            ("checks", ", ".join(f"{count:,} {status}" for status, count in figures.checks.items())),
            ("failures", ", ".join(f"{count:,} {kind}" for kind, count in more.kinds.items()) or "none"),
            ("same text", f"{more.repeated:,} texts in {more.repeats:,} releases" if more.repeated else "none twice"),
            ("near text", f"{more.near:,} releases are nearly another" if more.near else "none"),
            *(("slowest", f"{milliseconds:,} ms  {uri}") for uri, milliseconds in more.slowest),
        ]
        for title, value in rows:
            out.print(safe(f"{title:<10}"), safe(value), sep="")
    return 0


def list_alike(where: str, name: str) -> int:
    """Prints the pairs of a run that are the same text or nearly so, one a line."""
    with there(where) as store:
        found = False
        for pair in pairs(store, find_run(store, name)):
            found = True
            first, second = (title or "-" for title in pair.titles)
            same = "same words" if pair.exact else f"{pair.percent} %"
            titles = first if first == second else f"{first} / {second}"
            out.print(safe(f"{same:>10}  {pair.first}  {pair.second}  {titles}"))
        if not found:
            out.print(safe("no two releases are alike"))
    return 0


def export_run(where: str, name: str, folder: Path, formats: Sequence[str]) -> int:
    """Writes the files of a run into a folder."""
    chosen = [format for format in FORMATS if format in formats]
    with there(where) as store:
        try:
            check_folder(folder)
            run = find_run(store, name)
            write_view(store, run, folder, chosen, patterns=load(None))
        except OutputError as error:
            raise wrong(str(error)) from None
        except OSError as error:
            raise wrong(f"{folder}: {error.strerror or error}") from None
        out.print(safe(f"run {run.id} of {store.name}: {run.releases} releases written to {folder}"))
    return 0


def vacuum(where: str, *, keep: int | None, sources: bool) -> int:
    """Gives the store's unused room back."""
    with there(where) as store:
        freed = tidy(store, keep=keep, sources=sources)
        if keep is not None:
            out.print(safe(f"forgot {freed.runs:,} runs and {freed.records:,} records that no other run has"))
        out.print(safe(f"{store.name}: {_megabytes(freed.before)} before, {_megabytes(freed.after)} now"))
    return 0


def _row(run: Run) -> tuple[str, ...]:
    figures = (run.inputs, run.reused, run.releases, run.failures)
    started = run.started_at[:16].replace("T", " ")
    seconds = f"{run.seconds:,.1f}"
    return (str(run.id), _state(run), started, *(f"{n:,}" for n in figures), seconds, " ".join(run.sources))


def _state(run: Run) -> str:
    return "not ended" if run.is_open else run.state


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
