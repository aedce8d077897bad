"""Marked passages are read as they stand, other names keep their marks, and the network learns what it is shown."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from training.projects import network
from training.projects.augment import by_chance, fillers, swapped
from training.projects.chain import Lesson, gradient
from training.projects.data import labels_of, of_passage, of_release
from training.projects.evaluate import marked_names
from training.projects.readers import Passage, read_passages, read_releases
from training.projects.settings import Settings
from training.projects.varied import varied

from extract import Extractor
from extract.match.tagging.decode import LABELS, UNIT, best

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


SMALL = Settings(rows=50, width=6, hidden=5, epochs=30, mean=0.5, rate=0.02, table_rate=0.05, drop=0.1, drop_values=0)


def _lesson(chance: np.random.Generator, labels: list[str]) -> Lesson:
    may = np.zeros((len(labels), len(LABELS)), dtype=bool)
    may[range(len(labels)), [LABELS.index(label) for label in labels]] = True
    return Lesson(chance.integers(0, SMALL.rows, (len(labels), 9)), may)


def test_gradients_are_what_the_loss_does() -> None:
    chance = np.random.default_rng(0)
    params = {name: value.astype(np.float64) for name, value in network.begin(SMALL, chance).items()}
    lessons = [_lesson(chance, ["O", "B-P", "E-P", "O"]), _lesson(chance, ["S-G"]), _lesson(chance, ["O"] * 6)]

    def loss() -> tuple[network.Pass, network.Floats, network.Floats, float]:
        one = network.Pass(params, [lesson.rows for lesson in lessons])  # type: ignore[arg-type]
        return one, *gradient(one.scores, lessons, params["steps"])  # type: ignore[arg-type]

    one, slope, step_slope, _ = loss()
    found, rows = one.gradients(-slope)
    whole = np.zeros_like(params["table"])
    whole[rows] = found["table"]
    found |= {"table": whole, "steps": -step_slope}  # type: ignore[dict-item]
    assert found.keys() == params.keys()
    for name, values in params.items():
        for _ in range(8):
            at = tuple(chance.integers(0, size) for size in values.shape)
            before, by = values[at], 1e-4
            values[at] = before + by
            above = loss()[-1]
            values[at] = before - by
            below = loss()[-1]
            values[at] = before
            assert found[name][at] == pytest.approx((above - below) / (2 * by), abs=1e-3), name


def test_it_learns_and_reads_the_same_in_whole_numbers() -> None:
    chance = np.random.default_rng(2)
    lessons = [_lesson(chance, ["O", "B-P", "E-P"]), _lesson(chance, ["S-A", "O", "S-G", "O"])]
    learned = network.train(lessons * 8, SMALL, log=lambda line: None)
    again = network.train(lessons * 8, SMALL, log=lambda line: None)
    shipped = network.in_whole_numbers(learned)
    assert shipped.to_bytes() == network.in_whole_numbers(again).to_bytes()
    scores = shipped.scores([lesson.rows for lesson in lessons])
    for lesson, labels in zip(lessons, best(scores, shipped.steps), strict=True):
        assert labels == lesson.may.argmax(axis=1).tolist()
    exact = network.Pass(learned, [lesson.rows for lesson in lessons]).scores
    assert np.abs(np.concatenate(scores) / UNIT - exact).max() < 0.25
