"""Marked passages are read as they stand, other names keep their marks, and the chain learns what it is shown."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from training.projects import crf
from training.projects.augment import by_chance, fillers, swapped
from training.projects.data import labels_of, of_passage, of_release
from training.projects.evaluate import marked_names
from training.projects.readers import Passage, read_passages, read_releases
from training.projects.varied import varied

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
    known = fillers([*passages, Passage("t", "Grøn havn i byen", ((0, 16, "P"),))])
    other = swapped(passages[1], known, random.Random(2), 0)
    assert [label for _, label in _marked(other)] == [label for _, label in _marked(passages[1])]
    assert all(text in {name for names in known.values() for name in names} for text, _ in _marked(other))


def test_made_lists_have_marks_where_their_names_stand(passages: list[Passage]) -> None:
    known = fillers([*passages, Passage("t", "Ry", ((0, 2, "T"),))])
    names = {name for pool in known.values() for name in pool}
    for made in by_chance(known, 50, random.Random(1)):
        assert made.spans
        assert all(text in names or label == "G" for text, label in _marked(made))


LISTED = """Penge fra [[F:Ry Fond]]

- [[A:Ry IF]], [[P:ny bane]] ([[G:9.000 kr.]])
- [[A:Vig Kor]], [[P:noder]] ([[G:8.000 kr.]])
- [[A:Ry FDF]], [[P:telte]] ([[G:700 kr.]])
- Frist: 1. maj
"""
PAGE = """<html><body><h1>Penge fra [[F:Ry Fond]]</h1><p>Ry Fond har delt ud.</p><ul>
<li><strong>[[P:Sti &amp; Ro]]</strong>, [[A:Ry IF]]: [[G:9.000 kr.]]</li><li>[[A:Vig Kor]]: [[G:700 kr.]]</li></ul></body></html>"""


@pytest.fixture
def releases(tmp_path: Path) -> list[Passage]:
    (tmp_path / "001-tekst.txt").write_text(LISTED, encoding="utf-8")
    (tmp_path / "002-side.html").write_text(PAGE, encoding="utf-8")
    return list(read_releases(tmp_path))


def test_releases_are_read_with_their_marks(releases: list[Passage]) -> None:
    reads = [of_release(Extractor(model=None), release) for release in releases]
    found = [[(read.article.text[a:b], k) for a, b, k in read.spans] for read in reads if read is not None]
    assert found[0][:4] == [("Ry Fond", "F"), ("Ry IF", "A"), ("ny bane", "P"), ("9.000 kr.", "G")]
    assert found[1] == [
        ("Ry Fond", "F"), ("Sti & Ro", "P"), ("Ry IF", "A"), ("9.000 kr.", "G"), ("Vig Kor", "A"), ("700 kr.", "G"),
    ]  # fmt: skip
    assert reads[1] is not None
    names = [reads[1].article.text[slice(*span)] for span in marked_names(reads[1])]
    assert names == ["Sti & Ro", "Vig Kor"]


def test_every_shipped_release_is_read_and_the_held_out_ones_are_there() -> None:
    found = list(read_releases(Path(__file__).resolve().parents[2] / "training" / "projects" / "releases"))
    assert len(found) > 800
    assert sum(release.name.startswith("held/") for release in found) > 100
    assert not any("[[" in release.text or "]]" in release.text for release in found)


@pytest.mark.parametrize("seed", range(30))
def test_another_form_has_the_same_marks_in_all_of_its_rows(releases: list[Passage], seed: int) -> None:
    other = varied(releases[0], random.Random(seed), 0)
    assert other is not None
    assert set(_marked(other)) <= set(_marked(releases[0]))
    kinds = [label for _, label in _marked(other)]
    assert kinds[0] == "F"
    assert kinds[1:] == kinds[1 : 1 + len(kinds) // 3] * 3
    assert "P" in kinds
    assert other.text.endswith("- Frist: 1. maj\n")


def test_what_is_no_list_of_rows_has_no_other_form(passages: list[Passage]) -> None:
    assert varied(passages[0], random.Random(1), 0) is None


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
