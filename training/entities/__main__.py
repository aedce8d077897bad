"""From raw data to packaged model: ``python -m training.entities --data DIR --out DIR``; see docs/model.md."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import spacy
from spacy.language import Language
from training.entities import data, evaluate, package
from training.entities.augment import passages
from training.entities.export import exact
from training.entities.lists import codes_of, names_of
from training.entities.readers import Entity, Labelled
from training.entities.settings import Settings
from training.entities.train import Corpus, train

from extract.match.entities import SHIPPED
from extract.patterns import load

ROOT = Path(__file__).resolve().parents[2]
FOLDS = 3


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains, packages and measures. With ``--folds`` also trains once a fold of our gold, to score on the rest."""
    parser = argparse.ArgumentParser(prog="python -m training.entities", description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with uner-danish-ddt/ and danplus/")
    parser.add_argument("--gold", type=Path, default=ROOT / "tests" / "gold" / "dev", help="our labelled releases")
    parser.add_argument("--out", type=Path, default=ROOT / "src" / "extract" / "_model" / SHIPPED)
    parser.add_argument("--steps", type=int, help="fewer steps, to try the way through")
    parser.add_argument("--folds", action="store_true", help="score on our gold too: three more trainings")
    given = parser.parse_args(arguments)
    settings = Settings() if given.steps is None else replace(Settings(), steps=given.steps)

    texts = data.read(given.data, given.gold)
    scores = {}
    intervals = {}
    if given.folds:
        held, answers = _held_out(texts, settings)
        name = f"own releases, held out ({FOLDS} folds)"
        scores[name], intervals[name] = evaluate.by_label(held, answers), evaluate.interval(held, answers)

    press = tuple(line for article in texts.articles for line in passages(article))
    package.write(_trained(texts, press, settings), given.out, settings, texts.digests)
    begun = time.perf_counter()
    nlp = spacy.load(given.out)
    loaded = time.perf_counter() - begun
    for name, half in (("UNER Danish dev", texts.dev), ("UNER Danish test", texts.test)):
        answers = evaluate.found(nlp, half)
        scores[name], intervals[name] = evaluate.by_label(half, answers), evaluate.interval(half, answers)
    result = package.Result(scores, intervals, _speed(nlp, texts.dev), loaded)
    counted = {
        "sentences of the treebank": len(texts.train),
        "web texts": len(texts.web),
        "releases": len(texts.articles),
    }
    package.write_card(given.out, result, settings, counted)
    print((given.out / package.CARD).read_text(encoding="utf-8"))


def _trained(texts: data.Data, press: tuple[Labelled, ...], settings: Settings) -> Language:
    patterns = load()
    codes = codes_of(patterns, [*texts.train, *texts.web, *press])
    corpus = Corpus(texts.train, texts.web, press, texts.dev)
    return exact(train(codes, names_of(patterns), corpus, settings), settings)


def _held_out(texts: data.Data, settings: Settings) -> tuple[list[Labelled], list[tuple[Entity, ...]]]:
    """The lines of all articles, and what models found that were trained without these articles."""
    lines: list[Labelled] = []
    answers: list[tuple[Entity, ...]] = []
    for number in range(FOLDS):
        kept, held = data.fold(texts.articles, number, FOLDS)
        lines += held
        answers += evaluate.found(_trained(texts, kept, settings), held)
    return lines, answers


def _speed(nlp: Language, texts: Sequence[Labelled]) -> int:
    """Words a second of one core, the best of three passes over ``texts`` four times; rounded to hundreds."""
    raw = [text.text for text in texts] * 4
    words = sum(len(doc) for doc in nlp.pipe(raw, batch_size=256))
    best = 0.0
    for _ in range(3):
        begun = time.process_time()
        for _doc in nlp.pipe(raw, batch_size=256):
            pass
        best = max(best, words / (time.process_time() - begun))
    return int(round(best, -2))


if __name__ == "__main__":
    main()
