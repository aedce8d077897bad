"""``run --engine dask`` and ``store import``: a run on many machines, and its parts taken into a store."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from extract.batch import Ended, Options, Workers
from extract.cli.app import STOPPED
from extract.cli.console import err, out, safe, wrong
from extract.cli.pipeline import extractor
from extract.cli.progress import Stop, Watching, watching
from extract.cli.run import Settings
from extract.pipeline import Extractor
from extract.store import Store, StoreError, find_run, opened, report

_MISSING = "takes libraries that are not installed (pip install 'press-extract[dask]')"


def read_on_cluster(
    sources: Sequence[str],
    reader: Extractor,
    store: Store,
    progress: Watching,
    options: Options,
    settings: Settings,
    stop: Callable[[], bool],
) -> Ended:
    """Reads the sources into the store by the workers of a scheduler; the end of the command where that cannot be."""
    if settings.parts is None and not store.is_file:
        raise wrong("--engine dask takes --parts where the store is a database (a folder that all machines see)")
    parts = settings.parts or f"{os.path.abspath(store.name)}.parts"
    with _told("--engine dask"):
        from extract.batch.cluster import connected, run_on
        from extract.batch.folder import Folder

        with connected(settings.address, _count(settings)) as client:
            ended = run_on(
                client, sources, reader, store, progress, options, _workers(settings), parts, stop=stop
            )  # fmt: skip
        if ended.done and settings.parts is None:
            Folder(parts).clear()
    return ended


def write_alone(sources: Sequence[str], settings: Settings) -> int:
    """Writes the parts of the sources and no store; the exit code of the command."""
    assert settings.parts is not None
    if settings.force or settings.retry:
        raise wrong("--force and --retry go with a store (without one, remove the folder of parts to read again)")
    reader = extractor(settings.model, settings.patterns, settings.max_bytes)
    with _told("--engine dask"):
        from extract.batch.cluster import connected, write_parts

        with (
            Stop() as stop,
            watching(settings.json_log, lambda: None) as progress,
            connected(settings.address, _count(settings)) as client,
        ):
            options = Options(max_bytes=settings.max_bytes)
            manifest = write_parts(
                client, sources, reader, progress, options, _workers(settings), settings.parts, stop=stop.asked
            )
    if manifest is None:
        err.print(safe(f"stopped; the parts that are done are in {settings.parts}, and the same command goes on"))
        return STOPPED
    facts = manifest.facts
    rows = [
        ("inputs", str(facts.inputs)),
        ("releases", str(facts.releases)),
        ("failures", str(facts.failures)),
        ("parts", str(len(manifest.parts))),
        ("written to", settings.parts),
    ]
    _print(rows)
    return 1 if facts.failures else 0


def import_into(parts: Sequence[str], where: str, *, force: bool) -> int:
    """Takes parts into a store; the exit code of the command."""
    with _told("store import"):
        from extract.batch.importing import import_parts

        with opened(where) as store, Stop() as stop, watching(False, lambda: None) as progress:
            done = import_parts(parts, store, progress, force=force, stop=stop.asked)
            run = find_run(store, str(done.run))
            if done.ended is None:
                out.print(safe(f"run {run.id} of {store.name} has these parts already (--force takes them again)"))
                return 0
            if not done.ended.done:
                err.print(
                    safe(f"stopped after {run.inputs} inputs of run {run.id}; the same command goes on from there")
                )
                return STOPPED
            figures = report(store, run)
    rows = [
        ("inputs", str(run.inputs)),
        ("releases", str(figures.releases)),
        ("failures", str(figures.failures)),
        ("run", f"{run.id} of {store.name}"),
    ]
    _print(rows)
    return 1 if figures.failures else 0


@contextmanager
def _told(what: str) -> Iterator[None]:
    """The end of the command where the libraries are missing, or the machines, the parts or the store fail."""
    try:
        from extract.batch.folder import PartsError
        from extract.batch.shards import ClusterError

        if what.startswith("--engine"):
            import distributed  # noqa: F401
    except ImportError:
        raise wrong(f"{what} {_MISSING}") from None
    try:
        yield
    except (ClusterError, PartsError, StoreError) as error:
        raise wrong(str(error)) from None


def _count(settings: Settings) -> int:
    """The workers of a scheduler of our own."""
    return settings.workers or os.cpu_count() or 1


def _workers(settings: Settings) -> Workers:
    """How the workers' processes read; paths are whole, for processes that run elsewhere."""
    model = settings.model
    if model is not None and os.path.sep in model and os.path.exists(model):
        model = os.path.abspath(model)
    patterns = settings.patterns and Path(os.path.abspath(settings.patterns))
    make = partial(Extractor, model=model, patterns=patterns, max_bytes=settings.max_bytes)
    return Workers(make, 1, settings.timeout, settings.memory)


def _print(rows: Sequence[tuple[str, str]]) -> None:
    for name, value in rows:
        out.print(safe(f"{name:<11}"), safe(value), sep="")
