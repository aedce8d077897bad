"""Which files are training data, and what each is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from training.entities.augment import passages
from training.entities.package import digest
from training.entities.readers import Labelled, read_danplus, read_gold, read_treebank

TREEBANK = "uner-danish-ddt"
DANPLUS = "danplus"
WEB = tuple(f"da_{kind}_{half}.tsv" for kind in ("twitter", "arto") for half in ("dev", "test"))
"""DaN+'s news is the treebank's own text under other names, its test part too, so only web text is taken from it."""


@dataclass(frozen=True, slots=True)
class Data:
    """All texts. ``articles`` are of our own gold, whole; ``digests`` say which files it was, by name."""

    train: tuple[Labelled, ...]
    dev: tuple[Labelled, ...]
    test: tuple[Labelled, ...]
    web: tuple[Labelled, ...]
    articles: tuple[Labelled, ...]
    digests: dict[str, str]


def read(folder: Path, gold: Path) -> Data:
    """Reads ``folder`` (with uner-danish-ddt/ and danplus/) and the development half of our gold.

    FileNotFoundError or DataError name what is missing or wrong.
    """
    halves = [folder / TREEBANK / f"da_ddt-ud-{half}.iob2" for half in ("train", "dev", "test")]
    web = [folder / DANPLUS / name for name in WEB]
    train, dev, test = (tuple(read_treebank(path)) for path in halves)
    return Data(
        train,
        dev,
        test,
        tuple(text for path in web for text in read_danplus(path)),
        tuple(read_gold(gold)),
        {
            TREEBANK: digest(halves),
            DANPLUS: digest(web),
            "tests/gold/dev": digest(path for path in gold.iterdir() if path.is_file()),
        },
    )


def fold(articles: Sequence[Labelled], number: int, folds: int) -> tuple[tuple[Labelled, ...], tuple[Labelled, ...]]:
    """Lines of the articles to train on, and of those held out: every ``folds``-th article from ``number`` on."""
    kept = [line for at, text in enumerate(articles) if at % folds != number for line in passages(text)]
    held = [line for at, text in enumerate(articles) if at % folds == number for line in passages(text)]
    return tuple(kept), tuple(held)
