"""What Datasette says of ``releases.sqlite``: titles, what tables and columns mean, facets and the order of rows.

Made from the definition of tables and views; ``datasette releases.sqlite -m releases.metadata.json``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from extract.feed.tables import TABLES
from extract.feed.views import views

FILE: Final = "releases.metadata.json"
_LABELS: Final = {"release": "title", "section": "heading", "amount": "surface", "quote": "text", "timeline": "name"}
"""The column that stands for a row where another table links to it; of others Datasette finds ``name`` itself."""
_DETAILS: Final = ("_mention", "_evidence", "_part", "_alias", "_title", "_partner")
"""Tables whose rows are seen from those that they belong to: listed last, and only when asked for."""
_FACETS: Final = {
    "release": ("publisher_name", "language", "source_format"),
    "section": ("kind",),
    "place": ("kind", "region", "municipality"),
    "amount": ("role", "qualifier", "currency"),
    "project": ("funder", "city"),
    "quote": ("direct", "attribution"),
    "check_result": ("status", "code"),
    "timeline_step": ("stage",),
    "grant_overview": ("funder", "region", "municipality", "currency"),
    "money_by_municipality": ("year", "region", "currency"),
    "contradictions": ("severity", "code", "publisher"),
    "quotes_by_speaker": ("organisation",),
}
_SORTED: Final = {
    "grant_overview": "granted",
    "money_by_municipality": "granted",
    "money_by_funder": "granted",
    "quotes_by_speaker": "quotes",
    "contradictions": "day",
    "release": "published_at",
}
"""From the largest or newest."""


def metadata_json() -> str:
    """The file, the same for every run."""
    return json.dumps(_metadata(), ensure_ascii=False, indent=1) + "\n"


def _metadata() -> Mapping[str, Any]:
    tables: dict[str, dict[str, Any]] = {
        view.name: {"description": view.comment, **_shown(view.name)} for view in views("sqlite")
    }
    for table in TABLES:
        meanings = {column.name: column.comment for column in table.columns}
        tables[table.name] = {"description": table.comment, "columns": meanings, **_shown(table.name)}
    about = "Projects, money, places, quotes and checks, each with its place in the text."
    return {
        "title": "Press releases as facts",
        "description": about,
        "databases": {"releases": {"description": "Begin with the views, at the end of the list.", "tables": tables}},
    }


def _shown(name: str) -> Mapping[str, Any]:
    made: dict[str, Any] = {"hidden": True} if name.endswith(_DETAILS) else {}
    if name in _LABELS:
        made["label_column"] = _LABELS[name]
    if name in _FACETS:
        made["facets"] = list(_FACETS[name])
    if name in _SORTED:
        made["sort_desc"] = _SORTED[name]
    return made
