"""Nasty repeats of 100 kB end in a record that keeps its promises. How long they take is benchmarks/linear.py's matter."""

from __future__ import annotations

import pytest
from tests.invariants import holds
from tests.nasty import PIECES, nasty
from tests.reading import extractor

from extract.records.release import Release

LENGTH = 100_000


@pytest.mark.parametrize("name", PIECES)
def test_nasty_repeats_end(name: str) -> None:
    for found in extractor().read(nasty(PIECES[name], LENGTH).encode(), uri=name):
        if isinstance(found, Release):
            holds(found)
        else:
            assert "\n" not in found.reason
