"""How the time of each stage grows from 50 kB to 200 kB of nasty repeats: about 4 is linear, 16 is quadratic.

    .venv/bin/python benchmarks/linear.py [piece …]

Prints a row for each input with the ratio of each stage, and at the end those above the limit. Stages that stay
under a twentieth of a second on the long input are not judged. Ratios of one run on one machine are
comparable; seconds are not.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.nasty import PIECES, nasty

from extract.assemble import assemble
from extract.check import check
from extract.ingest import IngestFailure, ingest
from extract.match.dates import compile_dates
from extract.match.money import compile_money
from extract.match.organisations import compile_organisations
from extract.match.people import compile_people
from extract.match.places import compile_places
from extract.match.projects import compile_projects
from extract.match.quotes import compile_quotes
from extract.patterns import load
from extract.records.mentions import Mentions
from extract.records.release import ExtractorInfo
from extract.segment import compile_segmenter

SHORT, TIMES = 50_000, 4
LIMIT = 6.0
TOO_SHORT = 0.05


class Stages:
    """Every stage by itself, each given what the stages before it made."""

    def __init__(self) -> None:
        self.patterns = load()
        self.segmenter = compile_segmenter(self.patterns)
        self.money = compile_money(self.patterns)
        self.dates = compile_dates(self.patterns)
        self.places = compile_places(self.patterns)
        self.organisations = compile_organisations(self.patterns)
        self.people = compile_people(self.patterns)
        self.quotes = compile_quotes(self.patterns)
        self.projects = compile_projects(self.patterns)

    def seconds(self, source: str) -> dict[str, float]:
        """The seconds of each stage on one source, read as Danish whatever it looks like."""
        taken: dict[str, float] = {}

        def timed(stage: str, run: Callable[[], Any]) -> Any:
            gc.collect()
            start = time.perf_counter()
            result = run()
            taken[stage] = taken.get(stage, 0.0) + time.perf_counter() - start
            return result

        data = source.encode()
        document = timed("ingest", lambda: next(iter(ingest(data, uri="nasty"))))
        if isinstance(document, IngestFailure):
            return taken
        parts = timed("segment", lambda: self.segmenter.segment(document))
        article = parts.article
        candidates = timed("places", lambda: self.places.candidates(article))
        first = timed("organisations", lambda: self.organisations.find(article, places=candidates))
        people = timed("people", lambda: self.people.find(article, first))
        bodies = timed("organisations", lambda: self.organisations.find(article, people, candidates))
        mentions = Mentions(
            money=timed("money", lambda: self.money.find(article)),
            places=timed("places", lambda: self.places.find(article, organisations=bodies, people=people)),
            organisations=bodies,
            people=people,
            quotes=timed("quotes", lambda: self.quotes.find(article, people)),
            dates=timed("dates", lambda: self.dates.find(article)),
        )
        told = timed("projects", lambda: self.projects.find(article, parts.sections, mentions))
        info = ExtractorInfo(version="0", patterns="")
        release = timed(
            "assemble",
            lambda: assemble(document, parts, mentions, told, (), patterns=self.patterns, extractor=info),
        )
        timed("check", lambda: check(release, self.patterns))
        timed("serialise", release.json_line)
        return taken


def ratios(stages: Stages, piece: str) -> Iterator[tuple[str, float, float]]:
    """Stage, how many times longer the long input takes, and its seconds."""
    short = stages.seconds(nasty(piece, SHORT))
    long = stages.seconds(nasty(piece, SHORT * TIMES))
    for stage, seconds in long.items():
        if seconds >= TOO_SHORT:
            yield stage, seconds / max(short.get(stage, 0.0), TOO_SHORT / TIMES), seconds


def main(wanted: list[str]) -> int:
    stages = Stages()
    stages.seconds(nasty(PIECES["one long line"], SHORT))  # warms caches
    steep = []
    for name, piece in PIECES.items():
        if wanted and name not in wanted:
            continue
        found = list(ratios(stages, piece))
        print(f"{name:20}", "  ".join(f"{stage} {ratio:.1f} ({seconds:.2f} s)" for stage, ratio, seconds in found))
        sys.stdout.flush()
        steep += [(name, stage, ratio) for stage, ratio, _ in found if ratio > LIMIT]
    for name, stage, ratio in steep:
        print(f"steeper than {LIMIT:g}: {name!r} in {stage}: {ratio:.1f}")
    return 1 if steep else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
