"""The pipeline for the commands that read releases."""

from __future__ import annotations

from pathlib import Path

from extract.batch import MAX_BYTES
from extract.cli.console import wrong
from extract.match.entities import EntityModelError
from extract.patterns import PatternError
from extract.pipeline import Extractor


def extractor(model: str | None, patterns: Path | None, max_bytes: int = MAX_BYTES) -> Extractor:
    """The pipeline, or the end of the command where model or patterns cannot be used."""
    try:
        return Extractor(model=model, patterns=patterns, max_bytes=max_bytes)
    except (PatternError, EntityModelError) as error:
        raise wrong(str(error)) from None
