"""A comparison as JSON and CSV, written as it goes: neither holds more than one change."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Final

from extract.diff import Change, Compared, Comparison
from extract.diff.changes import SCHEMA, Value
from extract.feed.csvfile import guarded
from extract.records.release import Span

COLUMNS: Final = (
    "release", "publisher", "kind", "record", "op", "field", "before", "after", "cause", "rule_before", "rule_after",
    "patterns", "also", "note", "spans_before", "spans_after",
)  # fmt: skip


def as_json(compared: Compared) -> Iterator[str]:
    """The pieces of one JSON object (docs/diff.md), a change on each line."""
    yield f'{{"schema":{json.dumps(SCHEMA)},"runs":{compared.runs.model_dump_json()},"changes":['
    separator = "\n"
    for shown in compared:
        yield separator + shown.change.model_dump_json()
        separator = ",\n"
    clusters = ",\n".join(cluster.model_dump_json() for cluster in compared.clusters)
    yield f'\n],"clusters":[\n{clusters}\n],"counts":{compared.counts.model_dump_json()}'
    known = compared.causes.patterns
    told = "null" if known is None else f"[{','.join(change.model_dump_json() for change in known)}]"
    yield f',"patterns":{told}}}\n'


def schema_json() -> str:
    """The JSON Schema of what ``as_json`` writes."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= Comparison.model_json_schema(by_alias=True, mode="serialization")
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def as_csv(compared: Compared) -> Iterator[str]:
    """The lines of a CSV file with its header; cells that a spreadsheet would run are guarded as in ``csvfile``."""
    yield ",".join(COLUMNS) + "\n"
    for shown in compared:
        yield _line(shown.change)


def _line(change: Change) -> str:
    detail = change.detail
    cells = (
        change.release, change.publisher, change.kind, change.record, change.op, change.field, told(change.before),
        told(change.after), change.cause, detail.rule_before, detail.rule_after, " ".join(detail.patterns),
        " ".join(detail.also), detail.note, _places(change.spans.before), _places(change.spans.after),
    )  # fmt: skip
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([guarded(cell) if cell else "" for cell in cells])
    return line.getvalue()


def told(value: Value) -> str:
    """A value in one text: of a whole record, its fields."""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {said}" for name, said in value.items())
    return value or ""


def _places(spans: tuple[Span, ...]) -> str:
    return " ".join(f"{start}-{end}" for start, end in spans)
