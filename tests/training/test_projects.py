"""Marked passages are read as they stand, other names keep their marks, and the chain learns what it is shown."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from training.projects import crf
from training.projects.augment import fillers, lists, swapped
from training.projects.data import labels_of, of_passage
from training.projects.readers import Passage, read_passages

from extract import Extractor
from extract.match.tagging.decode import LABELS, best

MARKED = (
    "[[F:Ry Fond]] giver [[G:5.000 kr.]] til [[P:nyt tag]].\n###\n- [[A:Ry IF]]: [[P:Ny bane]], [[G:9.000 kr.]]\n"
    "- [[A:Ry FDF]]: [[P:Telte]], [[G:8.000 kr.]]\n"
)


@pytest.fixture
def passages(tmp_path: Path) -> list[Passage]:
    (tmp_path / "train01.txt").write_text(MARKED, encoding="utf-8")
    return list(read_passages(tmp_path))


def _marked(passage: Passage) -> list[tuple[str, str]]:
    return [(passage.text[start:end], label) for start, end, label in passage.spans]


def test_passages_are_read(passages: list[Passage]) -> None:
    assert [p.text.splitlines()[0] for p in passages] == [
        "Ry Fond giver 5.000 kr. til nyt tag.",
        "- Ry IF: Ny bane, 9.000 kr.",
    ]
    assert _marked(passages[0]) == [("Ry Fond", "F"), ("5.000 kr.", "G"), ("nyt tag", "P")]


def test_every_shipped_passage_is_read_and_the_held_out_ones_are_there() -> None:
    found = list(read_passages(Path(__file__).resolve().parents[2] / "training" / "projects" / "passages"))
    assert len(found) > 1000
    assert sum("/held" in passage.name for passage in found) > 200
    assert not any("[[" in passage.text or "]]" in passage.text for passage in found)


def test_other_names_keep_their_marks(passages: list[Passage]) -> None:
    known = fillers(passages, ["Grøn havn i byen"])
    other = swapped(passages[1], known, random.Random(2), 0)
    assert [label for _, label in _marked(other)] == [label for _, label in _marked(passages[1])]
    assert all(text in {name for names in known.values() for name in names} for text, _ in _marked(other))


def test_made_lists_have_marks_where_their_names_stand(passages: list[Passage]) -> None:
    known = fillers([*passages, Passage("t", "Ry", ((0, 2, "T"),))])
    names = {name for pool in known.values() for name in pool}
    for made in lists(known, 50, random.Random(1)):
        assert made.spans
        assert all(text in names or label == "G" for text, label in _marked(made))


def test_labels_of_a_passage(passages: list[Passage]) -> None:
    read = of_passage(Extractor(model=None), passages[0])
    assert read is not None
    stretch = read.stretches[-1]
    may, has = labels_of(read, stretch)
    assert has
    told = [(token.word, LABELS[int(own.argmax())]) for token, own in zip(stretch.tokens, may, strict=True)]
    assert [one for one in told if one[1] != "O"] == [
        ("Ry", "B-F"), ("Fond", "E-F"), ("€", "S-G"), ("nyt", "B-P"), ("tag", "E-P"),
    ]  # fmt: skip


def test_the_chain_learns() -> None:
    may = np.zeros((3, len(LABELS)), dtype=bool)
    wanted = [LABELS.index(name) for name in ("O", "B-P", "E-P")]
    may[range(3), wanted] = True
    lesson = crf.Lesson(np.array([[1, 2], [3, 4], [5, 6]]), may)
    weights = crf.train([lesson] * 8, 8, epochs=8, log=lambda line: None)
    scores = np.rint(weights.table[lesson.rows].sum(axis=1) * 1024).astype(np.int64)
    assert best([scores], np.rint(weights.steps * 1024).astype(np.int64))[0][0] == wanted
