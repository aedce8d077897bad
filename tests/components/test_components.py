"""The matchers in a pipeline of somebody else's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from extract.components import KINDS

TEXT = (
    "Havnefonden støtter  projektet »Sauna for alle« i Lemvig med 2,7 mio.kr. den 3. maj 2025.\n\n"
    "- Vi glæder os meget til at åbne døren, siger formand Lone Bakholt fra Havnefonden.\n"
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("da")
    for name in KINDS:
        made.add_pipe(name)
    return made


def found(doc: Doc, name: str) -> list[tuple[str, str, Any]]:
    extension = KINDS[name].extension
    values = [(span.label_, span._.get(extension)) for span in doc.spans[name]]
    return [(label, doc.text[value["start"] : value["end"]], value) for label, value in values]


@pytest.mark.parametrize(
    ("name", "label", "surface", "field", "value"),
    [
        ("danish_money", "grant", "2,7 mio.kr.", "value", "2700000"),
        ("danish_dates", "day", "3. maj 2025", "from", "2025-05-03"),
        ("danish_places", "city", "Lemvig", "municipality", "Lemvig"),
        ("danish_organisations", "ORG", "Havnefonden", "name", "Havnefonden"),
        ("danish_people", "PER", "Lone Bakholt", "titles", ["formand"]),
        ("danish_quotes", "after", "Vi glæder os meget til at åbne døren", "direct", True),
        ("danish_projects", "PROJECT", "Sauna for alle", "city", "Lemvig"),
    ],
)
def test_each_finds_its_own(nlp: Language, name: str, label: str, surface: str, field: str, value: Any) -> None:
    first = found(nlp(TEXT), name)[0]
    assert (first[0], first[1].removeprefix("den ")) == (label, surface)
    assert first[2][field] == value


def test_every_component_is_registered_by_its_entry_point() -> None:
    from importlib.metadata import entry_points

    assert {point.name for point in entry_points(group="spacy_factories")} >= set(KINDS)


def test_a_doc_can_be_stored_with_what_was_found(nlp: Language, tmp_path: Path) -> None:
    path = tmp_path / "one.spacy"
    DocBin(docs=[nlp(TEXT)], store_user_data=True).to_disk(path)
    (doc,) = DocBin().from_disk(path).get_docs(nlp.vocab)
    assert found(doc, "danish_money")[0][2]["currency"] == "DKK"


def test_a_pipeline_can_be_saved_and_loaded(tmp_path: Path) -> None:
    made = spacy.blank("da")
    made.add_pipe("danish_money", config={"ents": True})
    made.to_disk(tmp_path)
    assert [entity.label_ for entity in spacy.load(tmp_path)(TEXT).ents] == ["MONEY"]


def test_entities_are_added_where_none_stands() -> None:
    made = spacy.blank("da")
    ruler: Any = made.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "BYNAVN", "pattern": "Lemvig"}])
    made.add_pipe("danish_places", config={"ents": True})
    made.add_pipe("danish_people", config={"ents": True})
    assert [(entity.text, entity.label_) for entity in made(TEXT).ents] == [
        ("Lemvig", "BYNAVN"),
        ("Lone Bakholt", "PER"),
    ]


@pytest.mark.parametrize(
    "text", ["", " \n", "\x00", "The ministry will pay 2 million kroner for the new bridge in the town."]
)
def test_texts_without_anything_give_nothing(nlp: Language, text: str) -> None:
    assert [len(nlp(text).spans[name]) for name in KINDS] == [0] * len(KINDS)
