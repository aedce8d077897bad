"""An empty destination of each kind, and feeds into it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from tests.releases import SAMPLE
from tests.store.filled import fill
from tests.support import patterns

from extract.feed.address import address
from extract.feed.feeding import Fed, Wanted, feed
from extract.records.release import Release
from extract.store import Run, Store

WANTED: Final = Wanted(patterns())
INFO: Final = SAMPLE.extractor
DATABASES: Final = ("sqlite", "duckdb", "postgresql", "mysql")
FILES: Final = ("parquet", "csv", "jsonl")
DESTINATIONS: Final = (*DATABASES, *FILES)


def place(kind: str, folder: Path, request: pytest.FixtureRequest) -> str:
    """The name of an empty destination. Skips where the machine has not its server."""
    if kind in ("sqlite", "duckdb"):
        return f"{kind}:///{folder}/fed.{kind}"
    if kind in FILES:
        return f"{kind}:{folder}/{kind}"
    return str(request.getfixturevalue({"postgresql": "postgres_url", "mysql": "mariadb_url"}[kind]))


def run_of(store: Store, *given: Release) -> Run:
    """A run of these releases."""
    return fill(store, *(one.model_copy(update={"extractor": INFO}) for one in given), info=INFO)


def feeds(store: Store, run: Run, where: str, **more: Any) -> tuple[Fed, ...]:
    """Feeds a run, and those before it where a history is asked for."""
    return feed(store, run, address(where), replace(WANTED, **more))


def fed(store: Store, run: Run, where: str, **more: Any) -> Fed:
    """Feeds one run."""
    (done,) = feeds(store, run, where, **more)
    return done
