"""The readers of training data, on small files of our own in the forms of the data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from training.entities.augment import documents, joined, passages
from training.entities.data import fold
from training.entities.readers import DataError, Labelled, read_danplus, read_gold, read_treebank

TREEBANK = """# sent_id = x-1
# text = Ida Brinks hus i Ribe ejes af Rosager A/S.
1\tIda\tB-PER\tB-PER#O\ts
2\tBrinks\tI-PER\tI-PER#O\ts
3\thus\tO\tO#O\ts
4\ti\tO\tO#O\ts
5\tRibe\tB-LOC\tB-LOC#O\ts
6\tejes\tO\tO#O\ts
7\taf\tO\tO#O\ts
8\tRosager\tB-ORG\tB-ORG#O\ts
9\tA/S\tI-ORG\tI-ORG#O\ts
10\t.\tO\tO#O\ts

# text = Ja.
1\tJa\tO\tO#O\ts
2\t.\tO\tO#O\ts
"""
WEB = "Vi\tO\tO\nses\tO\tO\ni\tO\tO\nFDF-huset\tB-ORGpart\tO\n,\tO\tO\ndansk\tB-LOCderiv\tO\nRibe\tB-LOC\tO\n!\tO\tO\n"


def _surfaces(text: Labelled) -> list[tuple[str, str]]:
    return [(text.text[start:end], label) for start, end, label in text.entities]


def test_the_treebank_keeps_its_spacing(tmp_path: Path) -> None:
    path = tmp_path / "a.iob2"
    path.write_text(TREEBANK, "utf-8")
    first, second = read_treebank(path)
    assert _surfaces(first) == [("Ida Brinks", "PER"), ("Ribe", "LOC"), ("Rosager A/S", "ORG")]
    assert (second.text, second.entities) == ("Ja.", ())


def test_danplus_gives_the_outer_layer_with_parts_and_without_derivations(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(WEB, "utf-8")
    (text,) = read_danplus(path)
    assert text.text == "Vi ses i FDF-huset, dansk Ribe!"
    assert _surfaces(text) == [("FDF-huset", "ORG"), ("Ribe", "LOC")]


@pytest.mark.parametrize(
    "content", ["# text = Ja.\n1\tNej\tO\n", "1\tJa\tO\n", "# text = Ja.\nJa O\n"], ids=["word", "text", "columns"]
)
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.iob2"
    path.write_text("\n" + content, "utf-8")
    with pytest.raises(DataError, match=r"a\.iob2:2"):
        list(read_treebank(path))


def test_gold_is_read_from_its_article_alone(tmp_path: Path) -> None:
    source = "Menu Ribe\n\nRibe får en havn\nIda Brink fra Ribe Roklub er glad. Brink ror.\n\nKontakt: Ida Brink"
    labels = {
        "article": {"first": "Ribe får", "last": "Brink ror."},
        "people": [{"name": "Ida Brink", "surfaces": ["Ida Brink", "Brink"]}],
        "places": [{"name": "Ribe", "kind": "city", "surfaces": ["Ribe"]}],
        "organisations": [{"name": "Ribe Roklub", "surfaces": ["Ribe Roklub"]}],
    }
    (tmp_path / "a.txt").write_text(source, "utf-8")
    (tmp_path / "a.labels.json").write_text(json.dumps(labels), "utf-8")
    (tmp_path / "b.labels.json").write_text('{"language": "sv"}', "utf-8")
    (text,) = read_gold(tmp_path)
    assert _surfaces(text) == [("Ribe", "LOC"), ("Ida Brink", "PER"), ("Ribe Roklub", "ORG"), ("Brink", "PER")]
    lines = passages(text)
    assert [line.text for line in lines] == ["Ribe får en havn", "Ida Brink fra Ribe Roklub er glad. Brink ror."]
    assert [surface for line in lines for surface in _surfaces(line)] == _surfaces(text)


def test_joined_texts_keep_their_entities() -> None:
    one, two = Labelled("Ida kom.", ((0, 3, "PER"),)), Labelled("I Ribe.", ((2, 6, "LOC"),))
    assert _surfaces(joined([one, two])) == [("Ida", "PER"), ("Ribe", "LOC")]


def test_documents_hold_every_text_once() -> None:
    import random

    texts = [Labelled(f"T{number}") for number in range(40)]
    made = list(documents(texts, random.Random(1)))
    assert sorted(word for text in made for word in text.text.split()) == sorted(text.text for text in texts)
    assert {len(text.text.split()) for text in made} <= set(range(1, 9))


def test_folds_hold_out_every_article_once() -> None:
    articles = [Labelled(f"A{number}") for number in range(7)]
    held = [fold(articles, number, 3)[1] for number in range(3)]
    assert sorted(text.text for part in held for text in part) == [text.text for text in articles]
    assert all(set(fold(articles, number, 3)[0]).isdisjoint(held[number]) for number in range(3))
