"""Timelines as lines of JSON and as rows of tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from extract.check.between import Step, Timeline
from extract.check.seen import Figure
from extract.feed.rows import Row, Rows
from extract.feed.tables import TABLES

ProjectKeys = Mapping[tuple[str, str], str]

SCHEMA: Final = "press-extract/timeline@1"


def json_line(timeline: Timeline) -> str:
    """One line of ``timelines.jsonl``; amounts as in the records."""
    content = {
        "schema": SCHEMA,
        "id": timeline.id,
        "name": timeline.name,
        "city": timeline.city,
        "applicant": timeline.applicant,
        "steps": [_step(step) for step in timeline.steps],
    }
    return json.dumps(content, ensure_ascii=False)


def _step(step: Step) -> Mapping[str, Any]:
    return {
        "release": step.seen.release,
        "project": step.seen.project,
        "day": step.seen.day or None,
        "stage": step.stage,
        "granted": _figure(step.seen.granted),
        "total": _figure(step.seen.total),
        "disagrees": list(step.disagrees),
    }


def _figure(figure: Figure | None) -> Mapping[str, str | None] | None:
    return None if figure is None else {"value": format(figure.value, "f"), "currency": figure.currency}


def timeline_rows(found: Iterable[Timeline], keys: ProjectKeys) -> Rows:
    """The rows of ``timeline`` and ``timeline_step``; the other tables are empty. ``keys`` gives the key of a project
    by its release and its id in the record; steps of others are left out."""
    into: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    for timeline in found:
        into["timeline"].append(
            {"id": timeline.id, "name": timeline.name, "city": timeline.city, "applicant": timeline.applicant}
        )
        into["timeline_step"].extend(_steps(timeline, keys))
    return into


def _steps(timeline: Timeline, keys: ProjectKeys) -> Iterator[Row]:
    for position, step in enumerate(timeline.steps, 1):
        seen = step.seen
        if (key := keys.get((seen.release, seen.project))) is None:
            continue
        yield {
            "id": f"{timeline.id}/{seen.release}",
            "timeline": timeline.id,
            "release": seen.release,
            "position": position,
            "project": key,
            "day": seen.day or None,
            "stage": step.stage,
            "disagrees": int(bool(step.disagrees)),
        }
