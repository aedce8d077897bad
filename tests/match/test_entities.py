"""The slot for a spaCy model: labels, spans, and clear errors; with a tiny pipeline made here."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from tests.support import article

from extract.match import entities
from extract.match.entities import EntityMention, EntityModelError, SpacyEntities


def _saved(folder: Path, language: str = "da", *, ruler: bool = True) -> str:
    nlp = spacy.blank(language)
    if ruler:
        nlp.add_pipe("entity_ruler").add_patterns(  # type: ignore[attr-defined]
            [
                {"label": "PER", "pattern": "Ida Brink"},
                {"label": "GPE_LOC", "pattern": "Ribe"},
                {"label": "ORG", "pattern": "Klokkeblomst"},
                {"label": "MISC", "pattern": "Folkemødet"},
            ]
        )
    nlp.to_disk(folder)
    return str(folder)


def test_labels_and_spans(tmp_path: Path) -> None:
    text = "Ida Brink kom til Ribe.\n\nKlokkeblomst var på Folkemødet."
    find = SpacyEntities(_saved(tmp_path / "model"))
    expected = (EntityMention(0, 9, "person"), EntityMention(18, 22, "place"), EntityMention(25, 37, "organisation"))
    assert find(article(text)) == expected
    assert find(article(text)) == expected


def test_nothing_is_loaded_before_the_first_article() -> None:
    find = SpacyEntities("da_no_such_model")
    with pytest.raises(EntityModelError, match=r"da_no_such_model.*cannot be loaded.*spacy download"):
        find(article("Ida Brink kom."))


def test_another_language_is_refused(tmp_path: Path) -> None:
    find = SpacyEntities(_saved(tmp_path / "model", "sv"))
    with pytest.raises(EntityModelError, match="language 'sv'"):
        find(article("Ida Brink kom."))


def test_a_pipeline_without_entities_is_refused(tmp_path: Path) -> None:
    find = SpacyEntities(_saved(tmp_path / "model", ruler=False))
    with pytest.raises(EntityModelError, match="finds no entities"):
        find(article("Ida Brink kom."))


def test_the_vocabulary_does_not_grow_with_the_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entities, "MOST_WORDS", 200)
    find = SpacyEntities(_saved(tmp_path / "model"))
    for n in range(300):
        text = f"Ida Brink og x{n}x gik til Ribe ad y{n}y."
        ribe = text.index("Ribe")
        assert find(article(text)) == (EntityMention(0, 9, "person"), EntityMention(ribe, ribe + 4, "place"))
    loaded = find._loaded
    assert loaded is not None
    assert len(loaded.vocab.strings) < find._known + 210
