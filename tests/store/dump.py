"""Everything that a store holds but the times, for comparing two."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from extract.store import opened, tables

_TIMES = {"started_at", "ended_at", "seconds", "seen_at", "milliseconds"}


def dump(where: Path | str) -> Mapping[str, list[tuple[Any, ...]]]:
    """The rows of each table, in the order of all their values but the times; of several runs those of the first."""
    with opened(where) as store, store.reading() as connection:
        if store.is_file:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        found = {}
        for table in tables.metadata.sorted_tables:
            query = sa.select(*(c for c in table.c if c.name not in _TIMES))
            run = table.c.id if table is tables.run else table.c.get("run")
            rows = connection.execute(query if run is None else query.where(run == 1))
            found[table.name] = sorted((tuple(row) for row in rows), key=repr)
        return found
