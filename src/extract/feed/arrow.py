"""Rows as Arrow tables: what DuckDB, Parquet and dlt take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import pyarrow as pa

from extract.feed.model import Kind, Table
from extract.feed.rows import Row
from extract.feed.values import TYPED, in_columns

_TYPES: Final[Mapping[Kind, Any]] = {
    "key": pa.string(), "text": pa.string(), "integer": pa.int32(), "real": pa.float64(), "flag": pa.bool_(),
    "money": pa.decimal128(20, 2), "exact": pa.string(), "time": pa.timestamp("us", tz="UTC"), "day": pa.date32(),
}  # fmt: skip


@lru_cache(maxsize=64)
def arrow_schema(table: Table) -> Any:
    """The columns of a table with decimals, each with its comment under ``comment``."""
    return pa.schema(
        [
            pa.field(
                column.name,
                _TYPES[column.kind],
                nullable=not column.required,
                metadata={"comment": column.comment},
            )
            for column in table.columns_where(decimals=True)
        ],
        metadata={"comment": table.comment},
    )


def arrow_table(table: Table, rows: Sequence[Row] | Iterable[Row]) -> Any:
    """The rows as one Arrow table."""
    schema = arrow_schema(table)
    values = list(in_columns(table.columns_where(decimals=True), rows, TYPED))
    columns = list(zip(*values, strict=True)) if values else [()] * len(schema)
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema)
