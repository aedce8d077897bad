"""The network of the tagger: the same whole numbers whatever stands beside a stretch, and no sum beyond exact floats."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extract.match.tagging.decode import LABELS
from extract.match.tagging.network import ONE, Network
from extract.match.tagging.tagger import shipped_file

EXACT = 2**24
"""Below this, 32-bit floats are exact whole numbers."""


@pytest.fixture(scope="module")
def network() -> Network:
    return Network.from_disk(shipped_file())


def _stretches(network: Network, lengths: list[int], features: int = 40) -> list[np.ndarray]:
    chance = np.random.default_rng(5)
    return [chance.integers(0, network.rows, (length, features)) for length in lengths]


def test_a_stretch_has_the_same_scores_alone_and_among_others(network: Network) -> None:
    stretches = _stretches(network, [3, 17, 1, 17, 8])
    together = network.scores(stretches)
    assert [own.shape for own in together] == [(len(own), len(LABELS)) for own in stretches]
    for own, scores in zip(stretches, together, strict=True):
        assert (network.scores([own])[0] == scores).all()


def test_a_stretch_is_read_in_both_directions(network: Network) -> None:
    (own,) = _stretches(network, [12])
    other = own.copy()
    other[6] = (other[6] + 1) % network.rows
    changed = (network.scores([own])[0] != network.scores([other])[0]).any(axis=1)
    assert changed[:6].any()
    assert changed[7:].any()


def test_no_stretch_has_no_scores(network: Network) -> None:
    assert network.scores([]) == []


def test_every_sum_of_products_is_exact(network: Network) -> None:
    """Whatever the order in which a processor adds them."""
    for name, values in network.arrays.items():
        if name == "labels" or name.startswith("weights"):
            assert values.dtype == np.int8
            assert np.abs(values.astype(np.int64)).sum(axis=-2).max() * ONE < EXACT


def test_its_file_is_the_same_again(network: Network, tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    path.write_bytes(network.to_bytes())
    assert path.read_bytes() == shipped_file().read_bytes()
    assert Network.from_disk(path).to_bytes() == path.read_bytes()
