"""The bare loops that a run is held against, over the same files: ``python bare.py parse|spacy|read WORKERS FOLDER…``.

``parse`` reads each file and takes its text with BeautifulSoup on lxml, nothing more. ``spacy`` is spaCy's default
pipeline for entities over those texts, with weights as they are initialised (throughput.py): its speed does not depend
on them, and the texts are there before the clock starts. ``read`` makes the JSON lines of all releases by rules alone
and keeps nothing. Prints JSON.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup


def text_of(path: Path) -> str:
    data: str | bytes = path.read_bytes()
    if path.suffix == ".json":
        record = json.loads(data)
        data = "\n".join(record[field] for field in ("title", "leadtext", "body"))
    return BeautifulSoup(data, "lxml").get_text()


def _parse(paths: Sequence[Path]) -> Callable[[], None]:
    def job() -> None:
        for path in paths:
            text_of(path)

    return job


def _spacy(paths: Sequence[Path]) -> Callable[[], None]:
    from throughput import _bare

    return _bare(["\n".join(filter(None, map(str.strip, text_of(path).splitlines()))) for path in paths])


def _read(paths: Sequence[Path]) -> Callable[[], None]:
    from extract import Extractor

    reader = Extractor(model=None)

    def job() -> None:
        for path in paths:
            for release in reader.read(path.read_bytes(), uri=str(path)):
                release.json_line()  # type: ignore[union-attr]

    return job


def _work(kind: str, paths: Sequence[Path], barrier: Any) -> None:
    job = {"parse": _parse, "spacy": _spacy, "read": _read}[kind](paths)
    barrier.wait()
    job()
    barrier.wait()


def main() -> None:
    kind, workers, folders = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    paths = [path for folder in folders for path in sorted(Path(folder).rglob("release-*"))]
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(workers + 1)
    shares = [paths[number::workers] for number in range(workers)]
    processes = [context.Process(target=_work, args=(kind, share, barrier)) for share in shares]
    for process in processes:
        process.start()
    barrier.wait()
    start = time.perf_counter()
    barrier.wait()
    print(json.dumps({"releases": len(paths), "seconds": round(time.perf_counter() - start, 2)}))
    for process in processes:
        process.join()


if __name__ == "__main__":
    main()
