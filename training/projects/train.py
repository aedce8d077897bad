"""From read texts to the tagger's weights: the same data and seed give the same ones on the same machine."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence

from training.projects import network
from training.projects.augment import by_chance, fillers, swapped
from training.projects.chain import Lesson
from training.projects.data import Read, labels_of, of_passage, of_release, rules_evidence
from training.projects.readers import Passage
from training.projects.settings import Settings
from training.projects.varied import varied

from extract.match.tagging.features import rows
from extract.match.tagging.tagger import Tagger
from extract.pipeline import Extractor

RULED = "ruled/"
"""Texts of our tests, marked as the rules read them: so that the tagger does not unlearn what they know."""


def made(
    extractor: Extractor, passages: Sequence[Passage], lists: Sequence[Passage], settings: Settings
) -> Iterator[tuple[str, Read]]:
    """The passages and lists with other names and in other forms, and lists made by chance, as the rules read them;
    each with the name of what it was made of, which is empty for those made by chance."""
    chance = random.Random(settings.seed)  # noqa: S311 - augmentation, not secrets
    known = fillers([*passages, *lists])
    for passage in passages:
        for number in range(settings.swaps if passage.spans else 0):
            yield from _read(extractor, passage.name, swapped(passage, known, chance, number))
    for release in lists:
        for number in range(settings.forms if release.form == ".txt" else settings.pages):
            other = swapped(release, known, chance, number)
            if release.form == ".txt":
                other = varied(other, chance, number) or other
            yield from _read(extractor, release.name, other)
    for passage in by_chance(known, settings.lists, chance):
        yield from _read(extractor, "", passage)


def _read(extractor: Extractor, name: str, passage: Passage) -> Iterator[tuple[str, Read]]:
    read = of_release(extractor, passage) if passage.form else of_passage(extractor, passage)
    if read is not None:
        yield name, read


def lessons(reads: Iterable[Read], weight: float, settings: Settings) -> Iterator[Lesson]:
    """Stretches that hold money, an item or a project, and a share of the others."""
    chance = random.Random(settings.seed)  # noqa: S311
    for read in reads:
        evidence = [rules_evidence(read, stretch) for stretch in read.stretches]
        for stretch, own in zip(read.stretches, rows(read.stretches, evidence, settings.rows), strict=True):
            may, has = labels_of(read, stretch)
            paid = any(token.code.startswith("€") for token in stretch.tokens)
            if own is not None and (has or paid or stretch.item or chance.random() < settings.plain):
                yield Lesson(own, may, weight)


def train(
    lists: Sequence[Read],
    passages: Sequence[Read],
    releases: Sequence[Read],
    more: Sequence[Read],
    settings: Settings,
    log: Callable[[str], None] = print,
) -> Tagger:
    """The tagger in whole numbers."""
    learned = network.train(
        [
            *lessons(lists, settings.list_weight, settings),
            *lessons(passages, settings.passage_weight, settings),
            *lessons(releases, settings.release_weight, settings),
            *lessons(more, settings.made_weight, settings),
        ],
        settings,
        log,
    )
    return Tagger(network.in_whole_numbers(learned))
