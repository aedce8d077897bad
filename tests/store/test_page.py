"""docs/store.md describes the tables that there are, and its queries can be asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.releases import plain
from tests.store.filled import fill

from extract.store import opened, tables

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "store.md").read_text("utf-8")
QUERIES = re.findall(r"```sql\n(.+?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("table", tables.metadata.tables.values(), ids=str)
def test_every_table_is_described_with_its_columns(table: sa.Table) -> None:
    row = re.search(rf"^\| `{table.name}` \|.+$", PAGE, re.MULTILINE)
    assert row
    assert [column.name for column in table.columns if f"`{column.name}`" not in row[0]] == []


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_every_query_can_be_asked(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    where = str(tmp_path / "press.db") if kind == "sqlite" else request.getfixturevalue("postgres_url")
    with opened(where) as store:
        for _ in range(2):
            fill(store, plain("one"), plain("two"))
        with store.reading() as connection:
            answers = [connection.exec_driver_sql(query).all() for query in QUERIES]
    assert [len(answer) for answer in answers] == [2, 0, 0, 0, 1, 0]
