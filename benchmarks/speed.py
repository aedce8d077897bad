"""The whole job for a release, from its bytes to its line of JSON, and what each stage takes of it."""

from __future__ import annotations

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from statistics import median
from typing import Any, cast

from bs4 import BeautifulSoup
from samples import samples

from extract import Extractor, pipeline
from extract.match.entities import Entities
from extract.records.document import Article

Files = Sequence[tuple[str, bytes]]
_NO_STAGE = frozenset({"patterns", "info", "shares"})
_LARGE = 30_000


def measure(rounds: int) -> dict[str, Any]:
    """Medians of ``rounds`` for pages (all, and by size) and for plain texts, in processor time, which other work on
    the machine disturbs least. The garbage collector runs as ever, but what the extractor holds for good is frozen
    first, so that no round pays for looking through it."""
    extractor = Extractor()
    pages, texts = samples(".html"), samples(".txt")
    sets = {
        "pages": pages,
        f"pages of {_LARGE // 1000} kB and more": [page for page in pages if len(page[1]) >= _LARGE],
        "smaller pages": [page for page in pages if len(page[1]) < _LARGE],
        "texts": texts,
    }
    _run(extractor, pages + texts)
    gc.collect()
    gc.freeze()
    measured = {name: _measure(extractor, files, rounds) for name, files in sets.items()}
    gc.unfreeze()
    return measured


def _measure(extractor: Extractor, files: Files, rounds: int) -> dict[str, Any]:
    parse: list[float] = []
    whole: list[float] = []
    stages: list[dict[str, float]] = []
    for _ in range(rounds):
        parse.append(_timed(lambda: _parse(files)))
        whole.append(_timed(lambda: _run(extractor, files)))
        stages.append(_stages(extractor, files))
    per = 1000 / len(files)
    return {
        "files": len(files),
        "bytes": sum(len(data) for _, data in files) // len(files),
        "parse_ms": round(median(parse) * per, 2),
        "whole_ms": round(median(whole) * per, 2),
        "ratio": round(median(one / other for one, other in zip(whole, parse, strict=True)), 2),
        "stages_ms": {name: round(median(each[name] for each in stages) * per, 2) for name in stages[0]},
    }


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _parse(files: Files) -> None:
    for _, data in files:
        BeautifulSoup(data, "lxml")


def _run(extractor: Extractor, files: Files) -> None:
    for name, data in files:
        for found in extractor.read(data, uri=name):
            assert isinstance(found, pipeline.Release)
            found.json_line()


class _Timed:
    """Stands in for an object of the pipeline and adds up the time of its methods, and of itself where it is called."""

    def __init__(self, of: object, name: str, times: dict[str, float]) -> None:
        self._of, self._name, self._times = of, name, times

    def __getattr__(self, attribute: str) -> Any:
        return _adding(getattr(self._of, attribute), self._name, self._times)

    def __call__(self, article: Article) -> Any:
        return _adding(cast("Entities", self._of), self._name, self._times)(article)


def _adding(function: Callable[..., Any], name: str, times: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        start = time.process_time()
        found = function(*arguments, **named)
        if isinstance(found, Iterator):
            found = iter(list(found))
        times[name] += time.process_time() - start
        return found

    return timed


def _stages(extractor: Extractor, files: Files) -> dict[str, float]:
    """Seconds by stage, in the order in which the pipeline first comes to them."""
    times: dict[str, float] = defaultdict(float)
    own = extractor._stages
    names = [field.name for field in fields(own) if field.name not in _NO_STAGE]
    functions = {name: getattr(pipeline, name) for name in ("ingest", "assemble", "check")}
    extractor._stages = replace(own, **{name: _Timed(getattr(own, name), name, times) for name in names})
    for name, function in functions.items():
        setattr(pipeline, name, _adding(function, name, times))
    try:
        for name, data in files:
            for found in extractor.read(data, uri=name):
                assert isinstance(found, pipeline.Release)
                _adding(found.json_line, "serialise", times)()
    finally:
        extractor._stages = own
        for name, function in functions.items():
            setattr(pipeline, name, function)
    return dict(times)


def show(measured: dict[str, Any]) -> None:
    print(f"\n{'':<26}{'files':>7}{'kB each':>9}{'parse ms':>10}{'whole ms':>10}{'ratio':>8}")
    for name, row in measured.items():
        size = f"{row['bytes'] / 1000:.1f}"
        print(f"{name:<26}{row['files']:>7}{size:>9}{row['parse_ms']:>10}{row['whole_ms']:>10}{row['ratio']:>8}")
    pages, texts = measured["pages"]["stages_ms"], measured["texts"]["stages_ms"]
    print(f"\n{'stage':<18}{'pages ms':>10}{'share':>8}{'texts ms':>10}{'share':>8}")
    sums = sum(pages.values()), sum(texts.values())
    for name in pages:
        shares = f"{pages[name] / sums[0]:>8.1%}", f"{texts.get(name, 0) / sums[1]:>8.1%}"
        print(f"{name:<18}{pages[name]:>10}{shares[0]}{texts.get(name, 0):>10}{shares[1]}")
