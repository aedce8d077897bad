"""docs/queries.md: its queries with the answers shown. ``python -m tests.feed.queries`` writes the answers anew."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import regex
from tests.feed.made import database, samples

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "queries.md"
_SHOWN: Final = regex.compile(r"```sql\n(?P<query>.+?;)\n```\n(?:\n(?P<answer>(?:\|[^\n]*\n)+))?", regex.DOTALL)


def queries(page: str) -> list[tuple[str, str]]:
    """The queries of the page, each with the table below it."""
    return [(found["query"], found["answer"] or "") for found in _SHOWN.finditer(page)]


def table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """An answer as the page shows it, the same whichever database gave it."""
    lines = [columns, ["---"] * len(columns), *([_cell(value) for value in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, (float, Decimal)):
        exact = round(Decimal(value), 2)
        return f"{exact:.0f}" if exact == exact.to_integral_value() else f"{exact:.2f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def answered(page: str, path: Path) -> str:
    """The page with the answers of a SQLite file."""
    with closing(sqlite3.connect(path)) as asked:

        def fill(found: regex.Match[str]) -> str:
            cursor = asked.execute(found["query"])
            shown = table([column[0] for column in cursor.description], cursor.fetchall())
            return f"```sql\n{found['query']}\n```\n\n{shown}"

        return str(_SHOWN.sub(fill, page))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = database(Path(folder) / "releases.sqlite", samples())
        PAGE.write_text(answered(PAGE.read_text("utf-8"), made), "utf-8")
