"""The tagger of project names: its features, its decoding, and what the matcher makes of what it finds."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from tests.support import article

from extract import Extractor
from extract.match.entities import SHIPPED
from extract.match.tagging.decode import LABELS, allowed, best_and_short, spans
from extract.match.tagging.features import GAP, rows
from extract.match.tagging.stretches import stretches
from extract.match.tagging.tagger import Tagger, shipped, shipped_file
from extract.records.mentions import Mentions

LARGEST = 5_000_000
TOLD = "Møde mandag\n\nHer er nogle af sagerne.\n\n{}\n"


def _random(size: int = 64) -> tuple[list[np.ndarray], np.ndarray]:
    chance = np.random.default_rng(1)
    scores = [chance.integers(-50, 50, (length, len(LABELS))) for length in (3, 1, 2)]
    return scores, chance.integers(-20, 20, (len(LABELS) + 1, len(LABELS)))


def test_decoding_finds_the_best_of_all_readings() -> None:
    scores, steps = _random()
    may = allowed()
    for own, (labels, short) in zip(scores, best_and_short(scores, steps), strict=True):
        totals = {}
        for reading in itertools.product(range(len(LABELS)), repeat=len(own)):
            follows = all(may[a, b] for a, b in itertools.pairwise((len(LABELS), *reading)))
            if follows and LABELS[reading[-1]][:1] in "OES":
                told = steps[-1, reading[0]] + sum(own[at, label] for at, label in enumerate(reading))
                totals[reading] = told + sum(steps[a, b] for a, b in itertools.pairwise(reading))
        most = max(totals.values())
        assert totals[tuple(labels)] == most
        for at, label in itertools.product(range(len(own)), range(len(LABELS))):
            with_it = [total for reading, total in totals.items() if reading[at] == label]
            if with_it:
                assert short[at, label] == most - max(with_it)


def test_spans_of_labels() -> None:
    labels = [LABELS.index(name) for name in ("B-P", "I-P", "E-P", "O", "S-A", "S-G", "B-F", "E-F")]
    assert spans(labels) == [(0, 3, "P"), (4, 5, "A"), (5, 6, "G"), (6, 8, "F")]


def test_features_of_a_stretch_do_not_hang_on_its_neighbours_in_the_batch() -> None:
    text = article("Fonden giver 5.000 kr. til en bro.\nBroen ligger i Ry.")
    own = stretches(text, Mentions())
    evidence = [[""] * len(stretch.tokens) for stretch in own]
    together = rows(own, evidence, 2**17)
    alone = rows(own, evidence, 2**17, [True] + [False] * (len(own) - 1))
    assert together[0] is not None
    assert alone[0] is not None
    assert (together[0] == alone[0]).all()
    assert GAP >= 5


def test_it_is_small_and_whole_numbers() -> None:
    assert shipped_file().stat().st_size < LARGEST
    with np.load(shipped_file()) as arrays:
        assert arrays["table"].dtype == np.int8
        assert arrays["steps"].dtype == np.int32
    again = Tagger.from_disk(shipped_file())
    assert again.to_bytes() == shipped_file().read_bytes()


def test_rules_alone_have_no_tagger() -> None:
    assert Extractor(model=None)._stages.tagger is None
    assert Extractor(model=SHIPPED)._stages.tagger is shipped()


@pytest.mark.parametrize("text", ["", "\n\n", "kr.", "1.000.000", "»«" * 200, "\t\t\t"])
def test_nothing_to_tag_is_no_fault(text: str) -> None:
    Extractor().extract(TOLD.format(text))
