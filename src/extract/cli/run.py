"""``press-extract run``: progress while it runs, a table when it is through."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import islice
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from extract import batch
from extract.batch import Input, RunReport, Skipped, Workers
from extract.check.between import compile_finished
from extract.cli.app import STOPPED
from extract.cli.console import err, out, safe, wrong
from extract.cli.pipeline import extractor
from extract.decide import DecisionError, Decisions, read_decisions
from extract.decide.decisions import FILE
from extract.feed import FORMATS, OutputError, Outputs
from extract.ingest import IngestFailure
from extract.pipeline import Extractor


class Lines:
    """Progress where nobody watches: one line an input on standard error."""

    def begin(self, source: Input) -> None:
        err.print(safe(source.uri))

    def failed(self, failure: IngestFailure) -> None:
        err.print(safe(f"failed: {failure.uri}: {failure.reason}", "red"))

    def renamed(self, uri: str, old: str, new: str) -> None:
        err.print(safe(f"{uri}: a second release {old}, kept as {new}", "yellow"))


class Bar(Lines):
    """Progress on a terminal: a bar, with failures as lines above it."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=total)
        self._begun = -1

    def begin(self, source: Input) -> None:
        self._begun += 1
        self._progress.update(self._task, completed=self._begun, description=safe(source.uri).plain[-60:])

    def end(self) -> None:
        self._progress.update(self._task, completed=self._begun + 1, description="")


_MANY = 1_000
"""From so many files on, starting a process for each core is worth its seconds."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run reads: the options of the command. ``workers`` 0 is for the run to choose."""

    model: str | None
    patterns: Path | None = None
    max_bytes: int = batch.MAX_BYTES
    decisions: Path | None = None
    workers: int = 1
    timeout: float = 30
    memory: int | None = None


def run_sources(sources: Sequence[str], folder: Path, formats: Sequence[str], settings: Settings) -> int:
    """Runs the pipeline over the sources; the exit code of the command."""
    chosen = [format for format in FORMATS if format in formats]
    try:
        decided = _decisions(settings.decisions, folder)
        reader = extractor(settings.model, settings.patterns, settings.max_bytes)
        workers = _workers(sources, folder, settings)

        def go(outputs: Outputs, progress: Lines) -> RunReport:
            return batch.run(
                sources, reader, outputs, progress,
                without=folder, max_bytes=settings.max_bytes, decisions=decided, workers=workers,
            )  # fmt: skip

        with Outputs(folder, chosen, finished=compile_finished(reader.patterns), decisions=decided) as outputs:
            if err.is_terminal:
                report = _run_with_bar(sources, folder, lambda bar: go(outputs, bar))
            else:
                report = go(outputs, Lines())
            report = outputs.finish(report)
    except (OutputError, DecisionError) as error:
        raise wrong(str(error)) from None
    except OSError as error:
        raise wrong(f"{folder}: {error.strerror or error} (nothing was written)") from None
    except KeyboardInterrupt:
        err.print(f"stopped; {folder} is as it was")
        return STOPPED
    _print_summary(report, folder, chosen)
    return 1 if report.failures else 0


def _decisions(file: Path | None, folder: Path) -> Decisions:
    """The decisions of the file that was named, else of the one in the folder of outputs, else none."""
    if file is None and not (folder / FILE).exists():
        return Decisions()
    return read_decisions(file or folder / FILE)


def _workers(sources: Sequence[str], folder: Path, settings: Settings) -> Workers | None:
    """The processes that read; None where this one does."""
    count = settings.workers
    if count == 0:
        many = sum(1 for _ in islice(batch.discover(sources, without=folder, contents=False), _MANY)) == _MANY
        count = os.cpu_count() or 1 if many else 1
    if count == 1:
        return None
    make = partial(Extractor, model=settings.model, patterns=settings.patterns, max_bytes=settings.max_bytes)
    return Workers(make, count, settings.timeout, settings.memory, settings.max_bytes)


def _run_with_bar(sources: Sequence[str], folder: Path, go: Callable[[Lines], RunReport]) -> RunReport:
    # Counted first, by name alone, so that the bar has an end.
    total = sum(
        not isinstance(found, IngestFailure | Skipped)
        for found in batch.discover(sources, without=folder, contents=False)
    )
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=err, transient=True) as progress:
        bar = Bar(progress, total)
        report = go(bar)
        bar.end()
    return report


def _print_summary(report: RunReport, folder: Path, formats: Sequence[str]) -> None:
    granted = [f"{_figure(value)} {currency or '(no currency)'}" for currency, value in report.granted.items()]
    rows = [
        ("releases", str(report.releases)),
        ("projects", str(report.projects)),
        *(("granted", amount) for amount in granted),
        ("quotes", str(report.quotes)),
        ("places", str(report.places)),
        ("checks", ", ".join(f"{count} {status}" for status, count in report.checks.items())),
        *([("silenced", f"{report.silenced} checks (decisions.jsonl)")] if report.silenced else []),
        ("failures", f"{report.failures} (see {folder / 'errors.jsonl'})" if report.failures else "0"),
    ]
    if report.renamed:
        rows.append(("renamed", f"{report.renamed} (another release of the run had their id)"))
    if report.skipped:
        rows.append(("skipped", f"{report.skipped} (no releases by their name, or read already)"))
    rows.append(("written to", f"{folder / 'pages' / 'index.html' if 'html' in formats else folder}"))
    for name, value in rows:
        out.print(safe(f"{name:<11}"), safe(value), sep="")


def _figure(value: Decimal) -> str:
    """``1581549235.00`` → ``1,581,549,235``; no digit that counts is dropped."""
    whole, _, fraction = f"{value:,f}".partition(".")
    return f"{whole}.{fraction}" if fraction.strip("0") else whole
