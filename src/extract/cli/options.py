"""Options that several commands have, and what stands for those that are left out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class By(StrEnum):
    """How a measure is broken down."""

    FIELD = "field"
    RULE = "rule"
    SENDER = "sender"


class Engine(StrEnum):
    """Where the processes of a run are."""

    LOCAL = "local"
    DASK = "dask"


class DiffFormat(StrEnum):
    """How a comparison is written."""

    TERMINAL = "terminal"
    JSON = "json"
    HTML = "html"
    CSV = "csv"


class Language(StrEnum):
    """What the page of review speaks."""

    DANISH = "da"
    ENGLISH = "en"


class HistoryFormat(StrEnum):
    """How a history is written."""

    TERMINAL = "terminal"
    JSON = "json"


class Only(StrEnum):
    """Which records are fed."""

    ACCEPTED = "accepted"


class OutputFormat(StrEnum):
    """What a run can write; the same names as ``extract.feed.FORMATS``, the usual ones first."""

    JSONL = "jsonl"
    CSV = "csv"
    SQLITE = "sqlite"
    HTML = "html"
    GIVING = "360giving"
    JSONLD = "jsonld"


ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="NAME",
        envvar="PRESS_EXTRACT_MODEL",
        help="Danish spaCy pipeline, by name or folder, whose names help the rules. Default: the shipped one.",
    ),
]
NoModelOption = Annotated[bool, typer.Option("--no-model", help="Rules alone, without any model.")]
PatternsOption = Annotated[
    Path | None, typer.Option("--patterns", metavar="DIR", help="Folder of patterns instead of the shipped one.")
]
StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="STORE",
        envvar="PRESS_EXTRACT_STORE",
        help="File of the store, or postgresql://USER@HOST/DATABASE. Default: DIR/press.db.",
    ),
]
FormatsOption = Annotated[
    list[OutputFormat] | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="jsonl, csv, sqlite, html, 360giving or jsonld; may be repeated. Default: the first four.",
    ),
]
RunOption = Annotated[
    str, typer.Option("--run", metavar="RUN", help="Number of a run, latest, or latest~1. Default: latest.")
]


def formats_or_usual(formats: list[OutputFormat] | None) -> list[str]:
    """The formats that were named, or those that a run writes."""
    return [format.value for format in formats or list(OutputFormat)[:4]]


def store_or_usual(store: str | None) -> str:
    """The store that was named, or that of a run into the default folder."""
    return store or str(Path("outputs") / "press.db")


def model_or_usual(model: str | None, no_model: bool) -> str | None:
    """The model to use: the named one, the shipped one, or None for rules alone."""
    from extract.match.entities import SHIPPED

    return None if no_model else model or SHIPPED
