"""What a store costs: the same releases by rules into a store, and as JSON lines from a bare loop, in turn in one
process, so that both have the same machine. ``python cost.py ROUNDS FOLDER`` prints JSON: processor seconds of each.

What is done once in a run (the program, the patterns and the libraries are loaded) counts in neither.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from extract import Extractor
from extract.batch.run import run
from extract.ingest import IngestFailure
from extract.store import opened
from extract.store.alike import prepare


class _Silent:
    """Nobody watches the run."""

    def begun(self, run: int, done: int) -> None: ...
    def took(self, uri: str, *, releases: int, known: bool) -> None: ...
    def failed(self, failure: IngestFailure) -> None: ...
    def waiting(self, reason: str) -> None: ...


def bare(reader: Extractor, folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        for release in reader.read(path.read_bytes(), uri=str(path)):
            release.json_line()  # type: ignore[union-attr]


def stored(reader: Extractor, folder: Path) -> None:
    with tempfile.TemporaryDirectory() as beside, opened(str(Path(beside, "press.db"))) as store:
        run([str(folder)], reader, store, _Silent())


def seconds(work: Callable[[Extractor, Path], None], reader: Extractor, folder: Path) -> float:
    begun = time.process_time()
    work(reader, folder)
    return time.process_time() - begun


def main() -> None:
    rounds, folder = int(sys.argv[1]), Path(sys.argv[2])
    reader = Extractor(model=None)
    prepare()
    bare(reader, folder)
    with_store = without = 0.0
    for _ in range(rounds):
        without += seconds(bare, reader, folder)
        with_store += seconds(stored, reader, folder)
    releases = rounds * len(list(folder.iterdir()))
    found = {"releases": releases, "with_store_cpu_s": round(with_store, 2), "without_cpu_s": round(without, 2)}
    print(json.dumps({**found, "share": round(1 - without / with_store, 4)}))


if __name__ == "__main__":
    main()
