"""Precision, recall and F1 of entities: a hit has the same start, end and label."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from training.entities.readers import LABELS, Entity, Labelled

if TYPE_CHECKING:
    from spacy.language import Language

Counts = tuple[int, int, int]
"""Hits, false finds and misses."""


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 in per cent, of so many entities."""

    precision: float
    recall: float
    f1: float
    entities: int

    def __str__(self) -> str:
        return f"P {self.precision:.1f} R {self.recall:.1f} F1 {self.f1:.1f} ({self.entities})"


def found(nlp: Language, texts: Iterable[Labelled]) -> list[tuple[Entity, ...]]:
    """What the pipeline finds in each text."""
    docs = nlp.pipe((text.text for text in texts), batch_size=256)
    return [tuple((ent.start_char, ent.end_char, ent.label_) for ent in doc.ents) for doc in docs]


def counts(texts: Sequence[Labelled], answers: Sequence[Sequence[Entity]], label: str | None = None) -> list[Counts]:
    """Hits, false finds and misses of each text; of one label or of all."""
    out = []
    for text, answer in zip(texts, answers, strict=True):
        gold = {entity for entity in text.entities if label in (None, entity[2])}
        got = {entity for entity in answer if label in (None, entity[2])}
        out.append((len(gold & got), len(got - gold), len(gold - got)))
    return out


def score(parts: Iterable[Counts]) -> Score:
    """The score of all parts together; 0 where there is nothing to find."""
    hits = false = missed = 0
    for hit, wrong, lacking in parts:
        hits, false, missed = hits + hit, false + wrong, missed + lacking
    precision = hits / (hits + false) if hits + false else 0.0
    recall = hits / (hits + missed) if hits + missed else 0.0
    f1 = 2 * hits / (2 * hits + false + missed) if hits + false + missed else 0.0
    return Score(100 * precision, 100 * recall, 100 * f1, hits + missed)


def by_label(texts: Sequence[Labelled], answers: Sequence[Sequence[Entity]]) -> dict[str, Score]:
    """The score of all entities under ``all`` and of each label under its name."""
    return {"all": score(counts(texts, answers)), **{one: score(counts(texts, answers, one)) for one in LABELS}}


def interval(
    texts: Sequence[Labelled], answers: Sequence[Sequence[Entity]], *, draws: int = 1000
) -> tuple[float, float]:
    """The middle 95 per cent of F1 when the texts are drawn anew (bootstrap with a fixed seed)."""
    parts = counts(texts, answers)
    chance = random.Random(0)  # noqa: S311 - statistics, not secrets
    drawn = sorted(score(chance.choices(parts, k=len(parts))).f1 for _ in range(draws))
    return drawn[int(0.025 * draws)], drawn[int(0.975 * draws) - 1]
