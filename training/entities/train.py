"""Trains the pipeline: the same data, settings and machine give the same weights."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.training import Example
from thinc.api import Adam, fix_random_seed
from training.entities import evaluate
from training.entities.augment import Swapper, documents
from training.entities.lists import Names
from training.entities.readers import Labelled
from training.entities.settings import Settings, network

from extract.match.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts to train on, with those of our own articles (``press``) apart, and the ones that choose (``dev``)."""

    train: tuple[Labelled, ...]
    web: tuple[Labelled, ...]
    press: tuple[Labelled, ...]
    dev: tuple[Labelled, ...]


def blank(codes: Mapping[str, str], settings: Settings) -> Language:
    """The pipeline before its training."""
    nlp = spacy.blank("da")
    lexicon = nlp.add_pipe("press_lexicon")
    assert isinstance(lexicon, Lexicon)
    lexicon.use(codes)
    nlp.add_pipe("ner", config=network(settings))
    return nlp


def train(
    codes: Mapping[str, str], names: Names, corpus: Corpus, settings: Settings, log: Callable[[str], None] = print
) -> Language:
    """The pipeline with the weights (averaged over the steps) that were best on ``corpus.dev``."""
    fix_random_seed(settings.seed)
    chance = random.Random(settings.seed)  # noqa: S311 - augmentation, not secrets
    nlp = blank(codes, settings)
    swapper = Swapper(names, [*corpus.train, *corpus.press], chance, settings.invented)
    texts = [*corpus.train, *corpus.web * settings.web_weight, *corpus.press * settings.gold_weight]
    nlp.initialize(lambda: [example(nlp, text) for text in corpus.train])
    optimizer = Adam(settings.learn_rate, L2=0.01, grad_clip=1.0, L2_is_weight_decay=True, use_averages=True)
    best, best_weights = -1.0, b""
    losses: dict[str, float] = {}
    stream = _stream(texts, swapper, chance, settings.swap)
    for step in range(1, settings.steps + 1):
        size = settings.words_first + (settings.words_last - settings.words_first) * step // settings.steps
        batch = [example(nlp, text) for text in _batch(stream, size)]
        optimizer.learn_rate = settings.learn_rate * min(1.0, step / 100) * (1 - 0.9 * step / settings.steps)
        nlp.update(batch, sgd=optimizer, drop=settings.dropout, losses=losses)
        if step % settings.evaluate_every == 0 or step == settings.steps:
            with nlp.use_params(optimizer.averages):
                reached = evaluate.by_label(corpus.dev, evaluate.found(nlp, corpus.dev))["all"]
                if reached.f1 > best:
                    best, best_weights = reached.f1, nlp.get_pipe("ner").to_bytes()  # type: ignore[attr-defined]
            log(f"step {step:5} loss {losses['ner']:9.1f} dev {reached}")
            losses.clear()
    nlp.get_pipe("ner").from_bytes(best_weights)  # type: ignore[attr-defined]
    return nlp


def example(nlp: Language, text: Labelled) -> Example:
    """``text`` as an example; an entity whose bounds split a token is left out of the lesson."""
    doc = nlp.make_doc(text.text)
    spans = []
    split: set[int] = set()
    for start, end, label in text.entities:
        span = doc.char_span(start, end, label=label)
        if span is not None:
            spans.append(span)
        elif (around := doc.char_span(start, end, alignment_mode="expand")) is not None:
            split.update(range(around.start, around.end))
    split -= {token for span in spans for token in range(span.start, span.end)}
    reference = doc.copy()
    reference.set_ents(spans, missing=[doc[token : token + 1] for token in sorted(split)], default="outside")
    return Example(doc, reference)


def _stream(texts: Sequence[Labelled], swapper: Swapper, chance: random.Random, swap: float) -> Iterator[Labelled]:
    while True:
        changed = [swapper.swapped(text) if chance.random() < swap else text for text in texts]
        yield from documents(changed, chance)


def _batch(stream: Iterator[Labelled], words: int) -> Iterable[Labelled]:
    held = 0
    batch = []
    while held < words:
        text = next(stream)
        held += text.text.count(" ") + 1
        batch.append(text)
    return batch
