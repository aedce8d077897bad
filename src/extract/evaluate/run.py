"""Runs the pipeline over labelled releases and scores each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.evaluate.labels import LabelError, Labelled
from extract.evaluate.outcome import Outcome
from extract.evaluate.score import score
from extract.ingest import IngestFailure
from extract.pipeline import Extractor
from extract.records.release import Release


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled release, its record, and how they compare."""

    labelled: Labelled
    release: Release
    outcomes: tuple[Outcome, ...]


def judge(gold: Iterable[Labelled], extractor: Extractor) -> Iterator[Judged]:
    """The releases in the order given. LabelError where a source gives no such release."""
    for labelled in gold:
        release = release_of(labelled, extractor)
        yield Judged(labelled, release, score(release, labelled.labels, key=labelled.key))


def release_of(labelled: Labelled, extractor: Extractor) -> Release:
    """The record of the labelled release: of several in one source the one whose id ends as the labels say."""
    wanted = labelled.labels.release or ""
    reasons = []
    for found in extractor.read(labelled.source.read_bytes(), uri=labelled.source.name):
        if isinstance(found, IngestFailure):
            reasons.append(found.reason)
        elif found.id.endswith(wanted):
            return found
    why = reasons[0] if reasons else f"no release in it has an id that ends in {wanted}"
    raise LabelError(f"{labelled.path}: its source {labelled.source} gives no record: {why}")
