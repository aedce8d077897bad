"""What a run comes to, in figures. A run that is done has them in its row; of one that goes on they are counted."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from extract.store import tables as t


def counts_of_run() -> Mapping[str, sa.ScalarSelect[int]]:
    """Inputs, those of them that were read before, releases and failures, of the run of the query around."""
    i = t.run_input.c

    def count(table: sa.Table, *more: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
        own = sa.select(sa.func.count()).select_from(table).where(table.c.run == t.run.c.id, *more)
        return own.correlate(t.run).scalar_subquery()

    return {
        "inputs": count(t.run_input),
        "reused": count(t.run_input, i.milliseconds.is_(None), i.content.is_not(None)),
        "releases": count(t.run_release),
        "failures": count(t.run_error),
    }
