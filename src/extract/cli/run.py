"""``press-extract run``: progress while it runs, a table when it is through."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path

from extract import batch
from extract.batch import Options, Workers
from extract.cli.app import STOPPED
from extract.cli.console import err, out, safe, wrong
from extract.cli.pipeline import extractor
from extract.cli.progress import Stop, Watching, watching
from extract.feed import FORMATS, Format, OutputError, check_folder, write_view
from extract.pipeline import Extractor
from extract.store import Run, RunReport, Store, StoreError, find_run, opened, report
from extract.store.alike import prepare

STORE = "press.db"
"""The name of the store in a folder of outputs."""
_MANY = 200
"""From so many inputs on, starting a process for each core is worth its seconds."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run reads: the options of the command. ``workers`` 0 is for the run to choose. ``store`` is a path or an
    address (None: in the folder of outputs). ``engine`` is ``local`` or ``dask``."""

    model: str | None
    patterns: Path | None = None
    max_bytes: int = batch.MAX_BYTES
    workers: int = 1
    timeout: float = 30
    memory: int | None = None
    store: str | None = None
    force: bool = False
    retry: bool = False
    json_log: bool = False
    engine: str = "local"
    address: str | None = None
    parts: str | None = None


def run_sources(sources: Sequence[str], folder: Path | None, formats: Sequence[str], settings: Settings) -> int:
    """Runs the pipeline over the sources; the exit code. Without ``folder`` the store alone is written."""
    chosen = [format for format in FORMATS if format in formats]
    if settings.engine == "local" and (settings.address or settings.parts):
        raise wrong("--address and --parts go with --engine dask")
    try:
        if settings.parts and folder is None and settings.store is None:
            from extract.cli.cluster import write_alone

            return write_alone(sources, settings)
        if folder is not None:
            check_folder(folder)
        with ready(settings, folder) as (reader, store):
            return _run(sources, folder, chosen, settings, reader, store)
    except OutputError as error:
        raise wrong(str(error)) from None
    except OSError as error:
        raise wrong(f"{folder}: {error.strerror or error} (nothing was written)") from None
    except KeyboardInterrupt:
        err.print("stopped; what was committed is in the store, and the same command goes on from there")
        return STOPPED


@contextmanager
def ready(settings: Settings, folder: Path | None) -> Iterator[tuple[Extractor, Store]]:
    """The pipeline and the open store; the end of the command where one of them cannot be used."""
    reader = extractor(settings.model, settings.patterns, settings.max_bytes)
    try:
        with opened(settings.store or str((folder or Path("outputs")) / STORE)) as store:
            yield reader, store
    except StoreError as error:
        raise wrong(str(error)) from None


def _run(
    sources: Sequence[str],
    folder: Path | None,
    formats: Sequence[Format],
    settings: Settings,
    reader: Extractor,
    store: Store,
) -> int:
    options = Options(settings.force, settings.retry, settings.max_bytes, folder)
    with Stop() as stop, watching(settings.json_log, lambda: _count(sources, folder)) as progress:
        if settings.engine == "dask":
            from extract.cli.cluster import read_on_cluster

            ended = read_on_cluster(sources, reader, store, progress, options, settings, stop.asked)
        else:
            choose = partial(workers, sources, folder, settings)
            ended = batch.run(sources, reader, store, progress, options, workers=choose, stop=stop.asked)
    run = find_run(store, str(ended.run))
    if not ended.done:
        progress.end(run, None)
        err.print(safe(f"stopped after {run.inputs} inputs of run {run.id}; the same command goes on from there"))
        return STOPPED
    figures = _view(store, run, folder, formats, reader, progress)
    progress.end(run, figures)
    if not settings.json_log:
        _print_summary(figures, run, store, folder, formats)
    return 1 if figures.failures else 0


def _view(
    store: Store,
    run: Run,
    folder: Path | None,
    formats: Sequence[Format],
    reader: Extractor,
    progress: Watching,
) -> RunReport:
    if folder is None:
        return report(store, run)
    with progress.writing(run.releases) as told:
        return write_view(store, run, folder, formats, patterns=reader.patterns, progress=told)


def workers(sources: Sequence[str], folder: Path | None, settings: Settings, going_on: bool) -> Workers | None:
    """The processes that read; None where this one does. A run that goes on may have died of its next document, so it
    is read by another process."""
    count = settings.workers
    if count == 0:
        many = batch.count(sources, without=folder).inputs >= _MANY
        count = os.cpu_count() or 1 if many else 1
    if count == 1 and not going_on:
        return None
    make = partial(_ready, settings.model, settings.patterns, settings.max_bytes)
    return Workers(make, count, settings.timeout, settings.memory)


def _ready(model: str | None, patterns: Path | None, max_bytes: int) -> Extractor:
    """The reader of a process, with all that its first document would else wait for."""
    prepare()
    return Extractor(model=model, patterns=patterns, max_bytes=max_bytes)


def _count(sources: Sequence[str], folder: Path | None) -> int | None:
    """How many inputs there are, by their names alone; None where telling takes reading."""
    if any("://" in source for source in sources):
        return None
    found = batch.count(sources, without=folder)
    return found.inputs if found.exact else None


def _print_summary(report: RunReport, run: Run, store: Store, folder: Path | None, formats: Sequence[str]) -> None:
    granted = [f"{figure(value)} {currency or '(no currency)'}" for currency, value in report.granted.items()]
    errors = f"{folder / 'errors.jsonl'}" if folder is not None else f"press-extract runs show {run.id}"
    rows = [
        ("releases", str(report.releases)),
        ("projects", str(report.projects)),
        *(("granted", amount) for amount in granted),
        ("quotes", str(report.quotes)),
        ("places", str(report.places)),
        ("checks", ", ".join(f"{count} {status}" for status, count in report.checks.items())),
        *([("silenced", f"{report.silenced} checks")] if report.silenced else []),
        ("failures", f"{report.failures} (see {errors})" if report.failures else "0"),
        *([("unchanged", f"{run.reused} inputs were read by an earlier run")] if run.reused else []),
        *([("renamed", f"{report.renamed} (another release of the run had their id)")] if report.renamed else []),
        *([("skipped", f"{report.skipped} (no releases by their name, or read already)")] if report.skipped else []),
        ("run", f"{run.id} of {store.name}"),
    ]
    if folder is not None:
        rows.append(("written to", f"{folder / 'pages' / 'index.html' if 'html' in formats else folder}"))
    for name, value in rows:
        out.print(safe(f"{name:<11}"), safe(value), sep="")


def figure(value: Decimal) -> str:
    """``1581549235.00`` → ``1,581,549,235``; no digit that counts is dropped."""
    whole, _, fraction = f"{value:,f}".partition(".")
    return f"{whole}.{fraction}" if fraction.strip("0") else whole
