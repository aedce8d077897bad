"""The component that finds entities with whole numbers: it does what spaCy's own does, and nothing is inexact."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from thinc.api import fix_random_seed
from training.entities.export import exact
from training.entities.readers import Labelled
from training.entities.settings import Settings
from training.entities.train import blank, example

from extract.match.exact_ner import ExactNer, WeightsError

SETTINGS = Settings(width=16, depth=2, pieces=2, hidden=8, rows=(200,) * len(Settings().attrs))
CODES = {"hus": "w", "kom": "w", "til": "w", "Ida": "g", "Ribe": "s", "Fond": "h"}
TEXTS = (
    "Ida Brink kom til Ribe.",
    "Ribe",
    "Dansk Fond for Unge i Ribe gav Ida Brink og Bo Dal et hus i Ribe Fond",
    " Ida  Brink\tkom ",
    "!",
)


@pytest.fixture(scope="module")
def trained() -> Language:
    """Taught by a few sentences alone, so that it does find something and does not know much."""
    fix_random_seed(0)
    nlp = blank(CODES, SETTINGS)
    lessons = [
        Labelled("Ida Brink kom til Ribe.", ((0, 9, "PER"), (18, 22, "LOC"))),
        Labelled("Dansk Fond for Unge gav et hus.", ((0, 19, "ORG"),)),
        Labelled("Bo Dal kom.", ((0, 6, "PER"),)),
    ]
    examples = [example(nlp, text) for text in lessons]
    optimizer = nlp.initialize(lambda: examples)
    optimizer.learn_rate = 0.01
    for _ in range(60):
        nlp.update(examples, sgd=optimizer)
    return nlp


def _found(nlp: Language, texts: tuple[str, ...] = TEXTS) -> list[list[tuple[int, int, str]]]:
    return [[(ent.start, ent.end, ent.label_) for ent in doc.ents] for doc in nlp.pipe(texts)]


def test_it_finds_what_the_trained_network_finds(trained: Language) -> None:
    found = _found(exact(trained, SETTINGS))
    assert found == _found(trained)
    assert sum(map(len, found)) >= 3


def test_alone_or_together_and_again_it_is_the_same(trained: Language) -> None:
    nlp = exact(trained, SETTINGS)
    together = _found(nlp)
    assert [_found(nlp, (text,))[0] for text in reversed(TEXTS)] == together[::-1]
    assert _found(nlp) == together


def test_it_comes_back_from_disk(trained: Language, tmp_path: Path) -> None:
    nlp = exact(trained, SETTINGS)
    nlp.to_disk(tmp_path / "a")
    again = spacy.load(tmp_path / "a")
    assert _found(again) == _found(nlp)
    again.to_disk(tmp_path / "b")
    for name in ("press_ner/weights.npz", "press_lexicon/lexicon.tsv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_every_sum_stays_exact(trained: Language) -> None:
    """The largest sum of products that the weights allow is far below 2**53, and all numbers are whole."""
    finder = exact(trained, SETTINGS).get_pipe("press_ner")
    assert isinstance(finder, ExactNer)
    assert finder.largest() < 2**53
    assert all(np.issubdtype(array.dtype, np.integer) for array in finder.arrays.values())


def test_without_weights_it_finds_nothing() -> None:
    nlp = spacy.blank("da")
    nlp.add_pipe("press_ner")
    assert nlp("Ida Brink kom.").ents == ()


def test_other_weights_are_refused() -> None:
    finder = ExactNer(spacy.blank("da"))
    with pytest.raises(WeightsError, match="does not hold the weights"):
        finder.use({"table0": np.zeros((2, 2))})
