"""docs/tables.md, written from the definition of the tables."""

from __future__ import annotations

from extract.feed.tables import TABLES, Column
from extract.feed.views import views

_TYPES = {
    "text": "text",
    "integer": "integer",
    "real": "real",
    "flag": "0 or 1",
    "money": "decimal",
    "minor": "integer",
}

_OPENING = """# Tables

`releases.sqlite` and the folder `csv/` hold the same tables. This page is made from their definition
(`src/extract/feed/tables.py`); `make docs` writes it again.

- Keys are texts that stay the same from run to run: `<release id>/<record id>`, and below that a letter and a number.
- Offsets count code points of `release.text`; the end lies outside.
- Money stands as text, exact whatever its digits, and in hundredths (øre, cents) as an integer, for sums. The integer
  is NULL where the text states a fraction of a hundredth or a figure longer than 18 digits.
- NULL means that the text does not say. In CSV it is an empty cell; an empty text is `""`.
- CSV cells of text that begin with `=`, `@`, a tab, or a sign before anything but digits have one apostrophe in front,
  so that no spreadsheet runs them. SQLite and JSON lines hold the text without it.
"""


def tables_markdown() -> str:
    """The page, with a table of columns for each table."""
    parts = [_OPENING]
    for table in TABLES:
        parts.append(f"\n## {table.name}\n\n{table.comment}\n\n| Column | Type | Meaning |\n|---|---|---|\n")
        parts += map(_row, table.columns)
    parts.append("\n## Views\n\nFor reading, in every database; [queries.md](queries.md) shows them at work.\n\n")
    parts += [f"- `{view.name}`: {view.comment}\n" for view in views("sqlite")]
    return "".join(parts)


def _row(column: Column) -> str:
    kind = _TYPES[column.kind] + (", never NULL" if column.required else "")
    link = f" → [{column.refers}](#{column.refers})" if column.refers else ""
    return f"| `{column.name}` | {kind} | {column.comment}{link} |\n"
