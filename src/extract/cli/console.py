"""What the commands share: the two consoles, safe text, and the pipeline with its errors as one line."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.console import Console
from rich.text import Text

from extract.batch import MAX_BYTES
from extract.cli.app import WRONG_CALL
from extract.feed.marks import visible
from extract.match.entities import EntityModelError
from extract.patterns import PatternError
from extract.pipeline import Extractor

out = Console(highlight=False, markup=False, soft_wrap=True)
err = Console(highlight=False, markup=False, soft_wrap=True, stderr=True)


def safe(text: str, style: str = "") -> Text:
    """Text from outside, without the control characters by which it could steer a terminal."""
    return Text(visible(text).replace("\n", " "), style)


def wrong(message: str) -> typer.Exit:
    """Prints what is wrong with the call; raise what it returns."""
    err.print(safe(message, "red"))
    return typer.Exit(WRONG_CALL)


def extractor(model: str | None, patterns: Path | None, max_bytes: int = MAX_BYTES) -> Extractor:
    """The pipeline, or the end of the command where model or patterns cannot be used."""
    try:
        return Extractor(model=model, patterns=patterns, max_bytes=max_bytes)
    except (PatternError, EntityModelError) as error:
        raise wrong(str(error)) from None
