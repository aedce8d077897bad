"""Parquet tables as inputs: each row by itself, a few at a time, so that a table may be longer than memory.

A table whose columns are the fields of a platform's object gives its rows as such objects in JSON. Any other gives the
text of a row, as it stands in the first of the columns CONTENT that the row fills, with what the columns FACTS say.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from extract.batch.source import Input, lost, said, unreadable, without_extra
from extract.ingest import Hints, IngestFailure
from extract.ingest.lines import entry_name
from extract.ingest.moments import moment

SUFFIXES: Final = (".parquet",)
CONTENT: Final = ("html", "body", "content", "text", "raw", "data")
FACTS: Final = {
    "url": ("url", "uri"),
    "id": ("id",),
    "title": ("title",),
    "publisher": ("publisher",),
    "published": ("published", "published_at", "date"),
    "charset": ("charset", "encoding"),
}
"""The columns that are looked for, in any case of letters; the first that is there is taken."""
PLATFORMS: Final = (
    ({"leadtext"}, {"body", "leadTextOrBodyStrip", "title"}),
    ({"leadTextOrBodyStrip"}, {"body", "leadtext", "title"}),
    ({"header"}, {"body", "summary"}),
    ({"Title"}, {"Body", "HtmlBody", "Intro", "HtmlIntro"}),
)
"""What tells the objects of Via Ritzau, Mynewsdesk and Cision: a column, and one of several beside it."""
_ROWS: Final = 16
"""Rows in memory at once: pages of many megabytes are allowed."""
_BUFFER: Final = 1 << 16


def read_table(uri: str, path: Path, max_bytes: int) -> Iterator[Input | IngestFailure]:
    """The rows of a table. Objects of platforms and rows without an address are ``uri#id``, or ``uri#n`` (from 1)
    where the row states no id; others are ``uri!/address``.

    A row without text is a failure, as is a group of rows that is damaged; the groups behind it follow.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        yield without_extra(uri, "parquet")
        return
    faults = (pyarrow.ArrowException, OSError, ValueError)
    try:
        # Without a buffer, or with pre_buffer, a whole group of rows is in memory, which may be all of the table.
        with parquet.ParquetFile(path, buffer_size=_BUFFER, pre_buffer=False) as table:
            names = [field.name for field in table.schema_arrow]
            columns = None if _is_platform(names) else _Columns(names)
            if columns is not None and not columns.content:
                yield lost(uri, f"the table has no column of text (looked for {', '.join(CONTENT)}; name it so)")
                return
            number = 0
            for group in range(table.num_row_groups):
                end = number + table.metadata.row_group(group).num_rows
                try:
                    batches = table.iter_batches(
                        _ROWS, row_groups=[group], columns=columns and columns.names, use_threads=False
                    )
                    for batch in batches:
                        for at in range(batch.num_rows):
                            number += 1
                            yield _row(uri, path, number, batch.slice(at, 1), columns, max_bytes)
                except faults as error:
                    reason = f"rows {number + 1} to {end} cannot be read: {said(error)} (write the table again)"
                    yield lost(f"{uri}#{number + 1}", reason)
                number = end
    except faults as error:
        if isinstance(error, OSError) and error.errno:
            yield unreadable(uri, error)
        else:
            yield lost(uri, f"the table cannot be read: {said(error)} (write it again)")


def count_rows(path: Path) -> int | None:
    """The rows of a table, as its end states them; None where it cannot be told."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        return None
    try:
        return int(parquet.read_metadata(path).num_rows)
    except (pyarrow.ArrowException, OSError, ValueError):
        return None


class _Columns:
    """Which columns of a table hold the text and the facts beside it."""

    def __init__(self, names: Sequence[str]) -> None:
        there: dict[str, str] = {}
        for name in names:
            there.setdefault(name.lower(), name)
        self.content = [there[name] for name in CONTENT if name in there]
        found = {fact: next((there[name] for name in some if name in there), None) for fact, some in FACTS.items()}
        self.facts = {fact: name for fact, name in found.items() if name is not None}
        self.names = [*self.content, *self.facts.values()]


def _is_platform(names: Sequence[str]) -> bool:
    there = set(names)
    return any(mark <= there and beside & there for mark, beside in PLATFORMS)


def _row(
    uri: str, path: Path, number: int, row: Any, columns: _Columns | None, max_bytes: int
) -> Input | IngestFailure:
    try:
        (values,) = row.to_pylist()
    except ValueError as error:  # such as a text that is no UTF-8
        return lost(f"{uri}#{number}", f"the row cannot be read: {said(error)} (write the table again)")
    if columns is None:
        name = entry_name(values) or str(number)
        data = json.dumps(values, ensure_ascii=False, default=_as_json).encode("utf-8", "replace")
        return Input(f"{uri}#{name}", path, data[: max_bytes + 1], "ritzau-json", place=number)
    facts = {fact: values[name] for fact, name in columns.facts.items()}
    url = _text(facts.get("url"))
    name = f"!/{url}" if url else f"#{entry_name(facts) or number}"
    texts = (values[name] for name in columns.content)
    text = next((text for text in texts if isinstance(text, str | bytes) and text), b"")
    if not text.strip():
        return IngestFailure(f"{uri}{name}", f"the row is empty (nothing in {', '.join(columns.content)})")
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
    return Input(f"{uri}{name}", path, data[: max_bytes + 1], None, _hints(facts, url), number)


def _hints(facts: Mapping[str, Any], url: str | None) -> Hints:
    published = facts.get("published")
    if isinstance(published, date):
        published = published.isoformat()
    return Hints(
        charset=_text(facts.get("charset")),
        title=_text(facts.get("title")),
        publisher=_text(facts.get("publisher")),
        published_at=moment(published),
        url=url,
    )


def _text(value: Any) -> str | None:
    """A text on one line, None if there is none."""
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _as_json(value: Any) -> str:
    """A value that JSON does not know, as a text."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if isinstance(value, date) else str(value)
