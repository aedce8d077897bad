"""Releases a second, with and without the entity model, on one and two processes, beside a bare spaCy entity pass.

The texts are the labelled releases of tests/gold/dev, as their files. The bare pass is spaCy's default pipeline for
entities (tok2vec of width 96 and depth 4, ner) with weights as they are initialised: its speed does not depend on them.
It gets the canonical texts, which the whole job has to read first.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from extract import Extractor
from extract.records.release import Release

GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold" / "dev"
_LABELS = ".labels.json"

Job = Callable[[Sequence[tuple[str, bytes]]], None]


def files() -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(GOLD.iterdir()) if not path.name.endswith(_LABELS)]


def measure(rounds: int) -> dict[str, Any]:
    """Releases a second: the median of ``rounds`` over all files, once everything is loaded, by the wall clock."""
    sources = files()
    texts = _texts(sources)
    words = sum(len(text.split()) for text in texts)
    rates: dict[str, float] = {}
    for name, kind in (("rules alone", "rules"), ("with the model", "model"), ("bare spaCy", "bare")):
        for workers in (1, 2):
            rates[f"{name}, {workers} process{'es' if workers > 1 else ''}"] = _rate(kind, workers, sources, rounds)
    return {
        "releases": len(sources),
        "words_each": words // len(sources),
        "releases_a_second": {name: round(rate, 1) for name, rate in rates.items()},
    }


def _texts(sources: Sequence[tuple[str, bytes]]) -> list[str]:
    reader = Extractor(model=None)
    found = [release for name, data in sources for release in reader.read(data, uri=name)]
    return [release.text for release in found if isinstance(release, Release)]


def _rate(kind: str, workers: int, sources: Sequence[tuple[str, bytes]], rounds: int) -> float:
    context = multiprocessing.get_context("spawn")
    shares = [list(sources[number::workers]) for number in range(workers)]
    barrier = context.Barrier(workers + 1)
    processes = [context.Process(target=_work, args=(kind, share, rounds, barrier)) for share in shares]
    for process in processes:
        process.start()
    times = []
    barrier.wait()
    for _ in range(rounds):
        barrier.wait()
        start = time.perf_counter()
        barrier.wait()
        times.append(time.perf_counter() - start)
    for process in processes:
        process.join()
    return len(sources) / median(times)


def _work(kind: str, share: Sequence[tuple[str, bytes]], rounds: int, barrier: Any) -> None:
    job = _job(kind, share)
    job()
    barrier.wait()
    for _ in range(rounds):
        barrier.wait()
        job()
        barrier.wait()


def _job(kind: str, share: Sequence[tuple[str, bytes]]) -> Callable[[], None]:
    if kind == "bare":
        return _bare(_texts(share))
    reader = Extractor() if kind == "model" else Extractor(model=None)

    def whole() -> None:
        for name, data in share:
            for found in reader.read(data, uri=name):
                assert isinstance(found, Release)
                found.json_line()

    return whole


def _bare(texts: Sequence[str]) -> Callable[[], None]:
    import spacy
    from spacy.training import Example

    nlp = spacy.blank("da")
    ner: Any = nlp.add_pipe("ner")
    for label in ("PER", "LOC", "ORG"):
        ner.add_label(label)
    doc = nlp.make_doc("Lone Holm bor i Lemvig.")
    nlp.initialize(lambda: [Example.from_dict(doc, {"entities": [(0, 9, "PER"), (16, 22, "LOC")]})])
    return lambda: sum(1 for _ in nlp.pipe(texts)) and None


def show(measured: dict[str, Any]) -> None:
    print(f"\n{measured['releases']} releases of {measured['words_each']} words{'':<4}releases a second")
    for name, rate in measured["releases_a_second"].items():
        print(f"{name:<32}{rate:>8}")
