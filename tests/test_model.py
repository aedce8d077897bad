"""The shipped model: it is there, small, says what it was made of, and reads plain sentences rightly."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from tests.support import article

from extract import Extractor
from extract.match.entities import SHIPPED, SpacyEntities, shipped_folder
from extract.match.exact_ner import ExactNer
from extract.match.lexicon import Lexicon

LARGEST = 10_000_000

SENTENCES = [
    ("Det siger direktør Birgitte Sandholm til avisen.", [("Birgitte Sandholm", "PER")]),
    ("Ole Fjordgaard bor i Kolding.", [("Ole Fjordgaard", "PER"), ("Kolding", "LOC")]),
    ("Pengene kommer fra Realdania.", [("Realdania", "ORG")]),
    ("Aalborg Universitet får en ny bygning.", [("Aalborg Universitet", "ORG")]),
    ("Hun rejste til Tyskland og Norge i sommer.", [("Tyskland", "LOC"), ("Norge", "LOC")]),
    ("Mødet blev holdt i Svendborg.", [("Svendborg", "LOC")]),
    ("Den nye bro åbner til foråret.", []),
    ("Vi er glade for støtten.", []),
    ("Pengene er givet godt ud, siger Mette Ravnkilde.", [("Mette Ravnkilde", "PER")]),
    ("Formand Hans Bakholt takkede Socialdemokratiet.", [("Hans Bakholt", "PER"), ("Socialdemokratiet", "ORG")]),
    ("Fra Esbjerg til Skagen er der langt.", [("Esbjerg", "LOC"), ("Skagen", "LOC")]),
    ("Lone Holmsgaard og Per Dalgas talte.", [("Lone Holmsgaard", "PER"), ("Per Dalgas", "PER")]),
    ("Prisen steg til 40 kroner i maj.", []),
    ("Zarqa Weyhe er ny formand.", [("Zarqa Weyhe", "PER")]),
    ("Carlsbergfondet har støttet arbejdet.", [("Carlsbergfondet", "ORG")]),
]


@lru_cache(maxsize=1)
def model() -> Language:
    return spacy.load(shipped_folder())


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_entities_of_a_sentence(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert [(ent.text, ent.label_) for ent in model()(sentence).ents] == expected


@pytest.mark.xfail(strict=True, reason="a company that opens the sentence; the rules know it by its A/S")
def test_a_known_miss() -> None:
    assert [ent.text for ent in model()("Rosager Pumper A/S flytter til Vejle.").ents] == [
        "Rosager Pumper A/S",
        "Vejle",
    ]


def test_two_loads_find_the_same() -> None:
    text = article("\n".join(sentence for sentence, _ in SENTENCES))
    assert SpacyEntities(SHIPPED)(text) == SpacyEntities(SHIPPED)(text)


def test_it_is_small_and_its_card_says_how_small() -> None:
    folder = shipped_folder()
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < LARGEST
    size = sum(path.stat().st_size for path in files if path.name != "MODEL_CARD.md")
    card = (folder / "MODEL_CARD.md").read_text("utf-8")
    assert f"{size / 1e6:.1f} MB" in card
    assert f"{SHIPPED} {_meta()['version']}" in card
    assert _meta()["license"] in card


def test_the_card_names_every_source_and_its_licence() -> None:
    card = (shipped_folder() / "MODEL_CARD.md").read_text("utf-8")
    for name in ("UNER Danish-DDT", "UD Danish-DDT", "DaN+", "CC BY-SA 4.0", "NAACL 2024", "COLING 2020", "GeoNames"):
        assert name in card


def test_the_lists_are_those_that_it_was_trained_with() -> None:
    lexicon = model().get_pipe("press_lexicon")
    assert isinstance(lexicon, Lexicon)
    assert lexicon.digest() == _meta()["press_extract"]["lexicon"]


def test_its_sums_are_exact_whatever_the_text() -> None:
    finder = model().get_pipe("press_ner")
    assert isinstance(finder, ExactNer)
    assert 0 < finder.largest() < 2**53


def test_the_order_of_a_sum_changes_nothing() -> None:
    """Processors add in different orders; with floats that are not whole the last digits would differ here."""
    finder = model().get_pipe("press_ner")
    assert isinstance(finder, ExactNer)
    weights = finder.arrays["window0.W"].astype(np.float64)
    random = np.random.default_rng(0)
    x = np.rint(random.standard_normal((50, len(weights))) * 2**13)
    sums = x @ weights
    for _ in range(3):
        order = random.permutation(len(weights))
        assert np.array_equal(x[:, order] @ weights[order], sums)


def test_a_record_says_which_model_helped() -> None:
    text = "<h1>Havnen i Lemvig åbner</h1><p>Det siger direktør Birgitte Sandholm.</p>"
    assert Extractor().extract(text).extractor.model == f"{SHIPPED}@{_meta()['version']}"
    assert Extractor(model=None).extract(text).extractor.model is None


def _meta() -> dict[str, Any]:
    meta: dict[str, Any] = json.loads((shipped_folder() / "meta.json").read_text("utf-8"))
    return meta
