"""What it costs to know releases again: the writing of many small records with and without, and the bytes of each."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from extract.records.release import ExtractorInfo, Publisher, Release, Section, Source
from extract.store import Outcome, Packed, Read, RunWriter, begin_run, opened, packed
from extract.store import tables as t
from extract.store.packing import packed_source
from extract.store.vacuum import size, vacuum

COUNT = 20_000
_INFO = ExtractorInfo(version="0", patterns="0", model=None)
_SOURCE = Source(uri="none", format="text", sha256="0" * 64, encoding="utf-8")


def words(seed: int) -> Callable[[int], str]:
    """Texts of 60 words that have nothing to do with each other."""
    draw = random.Random(seed)
    known = ["".join(draw.choices("abdefghijklmnoprstuvyæøå", k=draw.randint(2, 11))) for _ in range(8_000)]
    return lambda number: " ".join(random.Random(number).choices(known, k=60))


def frame(seed: int) -> Callable[[int], str]:
    """Texts of one series: 52 words are those of all, 8 their own."""
    shared = words(seed)(0).split()
    return lambda number: " ".join([*shared[:52], *(f"{word}{number}" for word in shared[52:])])


def parts(text: Callable[[int], str]) -> Iterator[Packed]:
    for number in range(COUNT):
        told = text(number)
        section = Section(id="s1", kind="body", start=0, end=len(told))
        release = Release(
            id=f"r{number}",
            source=_SOURCE,
            publisher=Publisher(name=None),
            text=told,
            sections=(section,),
            extractor=_INFO,
        )
        yield packed(release)


def written(made: Sequence[Packed], path: Path) -> tuple[float, int, int, int]:
    """Processor seconds of writing the records, the bytes of the store then and after a vacuum, and its links."""
    with opened(path) as store:
        writer = RunWriter(store, begin_run(store, _INFO, "0", ["."], {}), print)
        start = time.process_time()
        for number, part in enumerate(made):
            writer.add(Read(f"r{number}", number.to_bytes(32, "big"), Outcome((part,), packed_source(b"", None))))
        writer.finish(skipped=0)
        spent = time.process_time() - start
        with store.reading() as connection:
            links = connection.scalar(sa.select(sa.func.count()).select_from(t.likeness)) or 0
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
        vacuum(store)
        return spent, 4096 * pages, size(store), links


def cost() -> dict[str, tuple[float, int, int, float]]:
    """How many times the writing takes, bytes a release more, the same after a vacuum, and links a release."""
    found = {}
    for name, text in (("unrelated", words(1)), ("one series", frame(2))):
        made = list(parts(text))
        without = [replace(part, article=None) for part in made]
        with tempfile.TemporaryDirectory() as folder:
            bare = min(written(without, Path(folder, f"bare{n}.db")) for n in range(3))
            own = min(written(made, Path(folder, f"own{n}.db")) for n in range(3))
        more, after = (round((own[n] - bare[n]) / COUNT) for n in (1, 2))
        found[name] = own[0] / bare[0], more, after, own[3] / COUNT
    return found
