"""A list read as a whole: its segments, the layouts of its rows, what a reading costs, and the layout that fits all."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from tests.support import article
from training.projects.data import read_text

from extract import Extractor
from extract.match.tagging.charts import Charts
from extract.match.tagging.columns import segments
from extract.match.tagging.decode import LABELS, UNIT, allowed, spans
from extract.match.tagging.layouts import find, layouts
from extract.match.tagging.lists import lists_of, read_list
from extract.match.tagging.stretches import stretches
from extract.match.tagging.tokens import Stretch
from extract.records.mentions import Mentions

EXTRACTOR = Extractor(model=None)


def read(text: str) -> list[Stretch]:
    """The stretches of a release with this below its lead."""
    whole = f"Fonden giver penge til byen\n\nRy Fond har delt penge ud mandag aften.\n\n{text}\n"
    found = read_text(EXTRACTOR, "test", whole.encode(), "test.txt")
    assert found is not None
    return found.stretches


def rows_of(text: str) -> list[Stretch]:
    return [stretch for stretch in read(text) if stretch.item]


def one(text: str) -> Stretch:
    return stretches(article(text), Mentions())[0]


def said(stretch: Stretch, run: tuple[int, int] | None) -> str | None:
    return None if run is None else " ".join(token.word for token in stretch.tokens[slice(*run)])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ry IF, ny bane – 5.000", [("Ry IF", "^", ","), ("ny bane", ",", "–"), ("5.000", "–", "$")]),
        ("Ribe-Vejen (Ribe): ny sti", [("Ribe-Vejen", "^", "("), ("Ribe", "(", ")"), ("ny sti", ":", "$")]),
        ("Nyt tag. Det haster", [("Nyt tag", "^", "."), ("Det haster", ".", "$")]),
        ("Telte v/ Ry FDF", [("Telte v/ Ry FDF", "^", "$")]),
        ("a/b\tc", [("a/b", "^", "\t"), ("c", "\t", "$")]),
        (", ,", []),
    ],
)
def test_lines_fall_into_segments(line: str, expected: list[tuple[str, str, str]]) -> None:
    stretch = one(line)
    found, of_token = segments(stretch.tokens)
    assert [(said(stretch, (s.first, s.after)), s.before, s.behind) for s in found] == expected
    assert len(of_token) == len(stretch.tokens)


def test_a_segment_knows_its_label() -> None:
    found, _ = segments(one("Projekt: Ny bane").tokens)
    assert [s.label for s in found] == ["", "projekt"]


ROWS = [
    "Ry IF får penge til telte i Ry",
    "Vig Kor får penge til noder i Vig",
    "Gl. Havn får penge til »Lys« og lamper i Ry",
]


@pytest.mark.parametrize("run", [(0, 2), (5, 6), (4, 8), (2, 3)])
def test_a_layout_finds_again_what_it_was_made_of(run: tuple[int, int]) -> None:
    stretch = one(ROWS[0])
    parts, _ = segments(stretch.tokens)
    for layout in layouts(stretch.tokens, parts, run):
        assert find(stretch.tokens, parts, layout) == run


@pytest.mark.parametrize(
    ("first", "name", "other", "expected"),
    [
        (ROWS[0], "telte", ROWS[1], "noder"),
        (ROWS[0], "Ry IF", ROWS[1], "Vig Kor"),
        ("Ry IF: Ny bane (5.000)", "Ny bane", "Vig Kor: Noder (300)", "Noder"),
        ("Ny bane, Ry IF, 5.000", "Ry IF", "Ny bane, lys og mål, Ry IF, 5.000", "Ry IF"),
        ("Ny bane i Ry, 5.000", "Ny bane", "Kor, 300", "Kor"),
        ("Ny bane, 5.000", "Ny bane", "", None),
    ],
)
def test_a_layout_finds_the_same_part_of_another_row(first: str, name: str, other: str, expected: str | None) -> None:
    stretch = one(first)
    at = next(n for n in range(len(stretch.tokens)) if said(stretch, (n, n + len(name.split()))) == name)
    run = (at, at + len(name.split()))
    parts, _ = segments(stretch.tokens)
    there = one(other) if other else None
    found = {
        said(there, find(there.tokens, segments(there.tokens)[0], layout)) if there is not None else None
        for layout in layouts(stretch.tokens, parts, run)
    }
    assert expected in found


def test_costs_are_those_of_the_best_reading_with_just_this_name() -> None:
    chance = np.random.default_rng(3)
    scores = [chance.integers(-50, 50, (length, len(LABELS))) for length in (3, 2, 1)]
    steps = chance.integers(-20, 20, (len(LABELS) + 1, len(LABELS)))
    may = allowed()
    charts = Charts(scores, steps, "P")
    for row, own in enumerate(scores):
        totals: dict[tuple[tuple[int, int], ...], int] = {}
        for reading in itertools.product(range(len(LABELS)), repeat=len(own)):
            follows = all(may[a, b] for a, b in itertools.pairwise((len(LABELS), *reading)))
            if follows and LABELS[reading[-1]][:1] in "OES":
                total = steps[-1, reading[0]] + sum(own[at, label] for at, label in enumerate(reading))
                total += sum(steps[a, b] for a, b in itertools.pairwise(reading))
                names = tuple((a, b) for a, b, k in spans(list(reading)) if k == "P")
                totals[names] = max(totals.get(names, total), total)
        best = max(totals.values())
        assert charts.cost(row, None) == best - totals[()]
        for low, high in itertools.combinations(range(len(own) + 1), 2):
            assert charts.cost(row, (low, high)) == best - totals[((low, high),)]


def test_the_rows_of_a_list_decide_for_each_other() -> None:
    rows = rows_of("- Ry IF: Ny bane\n- Vig Kor: Nye noder\n- Grenaa: Telte\n- Ry FDF: En bro\n")
    scores = []
    for number, row in enumerate(rows):
        own = np.zeros((len(row.tokens), len(LABELS)), dtype=np.int64)
        own[:, LABELS.index("O")] = UNIT
        if number != 2:
            own[-2, LABELS.index("B-P")] = own[-1, LABELS.index("E-P")] = 4 * UNIT
        scores.append(own)
    steps = np.zeros((len(LABELS) + 1, len(LABELS)), dtype=np.int64)
    read = read_list(rows, scores, steps, [[""] * len(row.tokens) for row in rows])
    assert [said(row.stretch, row.names[0]) for row in read] == ["Ny bane", "Nye noder", "Telte", "En bro"]
    assert [row.lead > 0 for row in read] == [True, True, False, True]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Ry IF, bane, 5.000 kr.\nVig Kor, noder, 900 kr.\nRy FDF, telte, 700 kr.", 3),
        ("Ry IF, bane, 5.000 kr.\n\nVig Kor, noder, 900 kr.\n\nRy FDF, telte, 700 kr.", 3),
        ("Ry IF, bane, 5.000 kr.\n\nVig Kor, noder, 900 kr.", 0),
        ("Sidste år gav vi 500 kr.\n\nNu får alle 900 kr., siger Bo.\n\n»Det glæder os« lyder det om de 700 kr.", 0),
        ("Ry IF\nbane\n5.000 kr.\nVig Kor\nnoder\n900 kr.", 0),
    ],
    ids=["lines", "paragraphs", "too few", "prose", "parts of entries"],
)
def test_lines_and_paragraphs_that_are_built_alike_are_rows(text: str, rows: int) -> None:
    assert len(rows_of(text)) == rows


def test_lists_with_rows_alike_are_one_under_two_heads() -> None:
    text = "Nord\n\n- Ry IF: bane\n- Vig Kor: noder\n\nSyd\n\n- Ry FDF: telte\n- Gl. Havn: bro\n"
    found = read(text)
    assert [len(rows) for rows in lists_of(found, set())] == [4]
    sections = {stretch.section for stretch in found if stretch.item}
    assert lists_of(found, sections) == []
