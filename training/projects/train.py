"""From read texts to the tagger's weights: the same data and seed give the same ones on the same machine."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from training.projects import crf
from training.projects.augment import fillers, lists, swapped
from training.projects.data import Read, labels_of, of_passage, rules_evidence
from training.projects.readers import Gold, Passage
from training.projects.settings import Settings

from extract.match.tagging.features import rows
from extract.match.tagging.tagger import Tagger
from extract.pipeline import Extractor

_MOST = 2**15 - 1


def made(extractor: Extractor, passages: Sequence[Passage], gold: Sequence[Gold], settings: Settings) -> Iterator[Read]:
    """The passages with other names, and lists made by chance, as the rules read them."""
    chance = random.Random(settings.seed)  # noqa: S311 - augmentation, not secrets
    names = [name for release in gold for name, is_name, _ in release.projects if is_name]
    known = fillers(passages, names)
    new = [swapped(p, known, chance, k) for k in range(settings.swaps) for p in passages if p.spans]
    new += lists(known, settings.lists, chance)
    for passage in new:
        read = of_passage(extractor, passage)
        if read is not None:
            yield read


def lessons(reads: Iterable[Read], weight: float, settings: Settings) -> Iterator[crf.Lesson]:
    """Stretches that hold money, an item or a project, and a share of the others."""
    chance = random.Random(settings.seed)  # noqa: S311
    for read in reads:
        evidence = [rules_evidence(read, stretch) for stretch in read.stretches]
        for stretch, own in zip(read.stretches, rows(read.stretches, evidence, settings.rows), strict=True):
            may, has = labels_of(read, stretch)
            paid = any(token.code.startswith("€") for token in stretch.tokens)
            if own is not None and (has or paid or stretch.item or chance.random() < settings.plain):
                yield crf.Lesson(own, may, weight)


def train(
    passages: Sequence[Read],
    releases: Sequence[Read],
    more: Sequence[Read],
    settings: Settings,
    log: Callable[[str], None] = print,
) -> Tagger:
    """The tagger in whole numbers."""
    weights = crf.train(
        [
            *lessons(passages, settings.passage_weight, settings),
            *lessons(releases, settings.release_weight, settings),
            *lessons(more, settings.made_weight, settings),
        ],
        settings.rows,
        epochs=settings.epochs,
        rate=settings.rate,
        decay=settings.decay,
        drop=settings.drop,
        batch=settings.batch,
        seed=settings.seed,
        log=log,
    )
    scale = 2**settings.places
    table = np.clip(np.rint(weights.table * scale), -_MOST, _MOST).astype(np.int16)
    return Tagger(table, np.rint(weights.steps * scale).astype(np.int32))
