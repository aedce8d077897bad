"""A store of two real runs of a few samples, read with and without the phrases of grants, one text corrected between."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.review.reviewing import Desk
from tests.store.filled import fill

from extract import Extractor
from extract.ingest import IngestFailure
from extract.patterns.loader import default_folder
from extract.patterns.manifest import manifest
from extract.records.release import Release
from extract.review.keeping import keep
from extract.store import Store, opened

SAMPLES = (
    "fond-hav-og-havne.txt",
    "fond-faellesskaber.json",
    "fond-natur-i-byen.html",
    "kommune-groenne-landsbyer.html",
    "kommune-bogbus-silkeborg.txt",
    "museum-stormfloden.json",
    "region-kulturpulje-syd.html",
    "ngo-landsindsamling.html",
    "kommune-kulturkroner-vejen.txt",
)
_TAKEN = 'id = "money.role.grant.'


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store, with its comparison; tests take copies."""
    folder = tmp_path_factory.mktemp("review")
    edited = folder / "patterns"
    shutil.copytree(default_folder(), edited)
    file = edited / "money_roles.toml"
    blocks = file.read_text("utf-8").split("[[pattern]]")
    left = [block for block in blocks if _TAKEN not in block]
    assert len(left) < len(blocks)
    file.write_text("[[pattern]]".join(left), "utf-8")
    with opened(folder / "press.db") as store:
        _run(store, Extractor(model=None, patterns=edited), corrected=False)
        _run(store, Extractor(model=None), corrected=True)
        assert keep(store, (1, 2)).changes > 15
        store.engine.dispose()
    return folder / "press.db"


def _run(store: Store, extractor: Extractor, *, corrected: bool) -> None:
    samples = Path(__file__).parents[2] / "samples"
    found: list[Release | IngestFailure] = []
    for name in SAMPLES:
        data = (samples / name).read_bytes()
        if corrected and name == "kommune-bogbus-silkeborg.txt":
            data = data.replace(b"Silkeborg", b"Viborg", 1) + "\n\nRettelse: Bussen kører også i Gødvad.\n".encode()
        found += extractor.read(data, uri=name)
    assert extractor.patterns is not None
    fill(store, *found, info=extractor.info, patterns=manifest(extractor.patterns))


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Iterator[Store]:
    copy = tmp_path / "press.db"
    shutil.copy(made, copy)
    with opened(copy) as store:
        yield store


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    with Desk(store) as desk:
        yield desk
