"""docs/tables.md, written from the definition of the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.feed.ledger import FED
from extract.feed.model import Column, Table
from extract.feed.tables import TABLES
from extract.feed.views import views

_TYPES = {
    "key": "text",
    "text": "text",
    "integer": "integer",
    "real": "real",
    "flag": "true or false",
    "money": "DECIMAL(20,2)",
    "minor": "integer",
    "exact": "text",
    "time": "timestamp with time zone",
    "day": "date",
}

_OPENING = """# Tables

`press-extract feed`, `releases.sqlite` and the folder `csv/` hold the same tables. This page is made from their
definition (`src/extract/feed/tables.py`); `make docs` writes it again.

- Keys are texts that are the same in every run and every destination: `<release id>/<letter>-<digest>`, and below that
  a letter and a digest again. The digest is of what survives a correction: of an amount the words and which occurrence
  of them it is, of a project, a person or a place the name, of a quote its first words, of a check its code and where
  it points. `record_id` is the id within the record, which may be another in the next run.
- Offsets count code points of `release.text`; the end lies outside. What no database holds in a text (NUL, halves of
  characters) is `\ufffd`, one for one.
- Money is `DECIMAL(20,2)` where there are decimals; what it cannot hold (fractions of an øre, more than 18 digits)
  stands in `…_exact`. SQLite, CSV and JSON lines have no decimals: there the money column is the decimal as text, exact
  whatever its digits, and `…_minor` has it in hundredths as an integer, for sums. It is NULL where `…_exact` is filled
  elsewhere.
- Times are in UTC. A time without a zone is taken as Danish. In SQLite and CSV times and days are text (ISO 8601, as
  in the record), and true is 1; MariaDB has no zones and holds UTC.
- NULL means that the text does not say. In CSV it is an empty cell; an empty text is `""`.
- A feed has people's values in the place of the machine's, and `decision` has both. The files of a run have the
  machine's values, and `decision` beside them.
- CSV cells of text that begin with `=`, `@`, a tab, or a sign before anything but digits have one apostrophe in front,
  so that no spreadsheet runs them. Databases and JSON lines hold the text without it.
"""


def tables_markdown() -> str:
    """The page, with a table of columns for each table."""
    parts = [_OPENING]
    parts += _described(TABLES)
    parts.append("\n# The feed's own books\n\nWhat a feed knows of itself. The files of a run do not have these.\n")
    parts += _described(table for table in FED if table.of == "feed")
    parts.append("\n## Views\n\nFor reading, in every database; [queries.md](queries.md) shows them at work.\n\n")
    parts += [f"- `{view.name}`: {view.comment}\n" for view in views("sqlite")]
    return "".join(parts)


def _described(tables: Iterable[Table]) -> Iterator[str]:
    for table in tables:
        yield f"\n## {table.name}\n\n{table.comment}\n\n| Column | Type | Meaning |\n|---|---|---|\n"
        yield from map(_row, table.columns)


def _row(column: Column) -> str:
    kind = _TYPES[column.kind] + (", never NULL" if column.required else "")
    only = _ONLY.get(column.kind, "")
    link = f" → [{column.refers}](#{column.refers})" if column.refers else ""
    return f"| `{column.name}` | {kind} | {column.comment}{only}{link} |\n"


_ONLY = {"minor": " In SQLite, CSV and JSON lines alone.", "exact": " In databases with decimals alone."}
