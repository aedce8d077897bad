"""A run over 100,000 releases: ``make bench-batch``. Every figure is of the real command, run as a process of its own.

Each part is kept in benchmarks/batch.json as soon as it is measured, and what is there already is not measured again:
``--only PART`` measures one anew, ``--again`` all. At the end the tables of docs/performance.md are written from all
parts that are there, and the picture docs/images/batch-memory.svg.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import batch_page
from watch import watched

ROOT = Path(__file__).resolve().parents[1]
HERE = Path(__file__).parent
_COMMAND = str(Path(sys.executable).with_name("press-extract"))
_FOLDER = 1_000
_PROFILED = 500

Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bench:
    """Where it works and with how many: ``many`` for the runs that are asked for, ``few`` for what one worker or a bare
    loop would take too long with, ``sizes`` for the growth."""

    folder: Path
    many: int
    few: int
    sizes: Sequence[int]

    @property
    def made(self) -> Path:
        return self.folder / "releases"

    def store(self, name: str) -> Path:
        return self.folder / f"{name}.db"

    def sources(self, count: int) -> list[str]:
        return [str(self.made / f"{number:04}") for number in range(max(1, count // _FOLDER))]


def make(bench: Bench) -> Result:
    shutil.rmtree(bench.made, ignore_errors=True)
    _python("many.py", str(bench.many), str(bench.made), shown=True)
    found: Result = json.loads((bench.made / "made.done").read_text())
    return found


def bare(kind: str, workers: int, bench: Bench) -> Result:
    count = bench.few if kind == "spacy" else bench.many
    return {"workers": workers, **json.loads(_python("bare.py", kind, str(workers), *bench.sources(count)))}


def cold(kind: str, workers: int, bench: Bench, count: int | None = None, name: str | None = None) -> Result:
    """A run with a new store."""
    count = count or (bench.few if workers == 1 else bench.many)
    store = bench.store(name or f"{kind}-{workers}")
    for old in store.parent.glob(f"{store.name}*"):
        old.unlink()
    found = _run(bench, kind, workers, count, "--store", str(store))
    return {
        **found,
        "store_mb": round(sum(part.stat().st_size for part in store.parent.glob(f"{store.name}*")) / 1e6, 1),
    }


def second(kind: str, workers: int, bench: Bench, count: int | None = None, name: str | None = None) -> Result:
    """The same run again, with nothing changed."""
    store = bench.store(name or f"{kind}-{workers}")
    if not store.exists():
        raise SystemExit(f"{store} is not there: measure cold-{kind}-{workers} first")
    return _run(bench, kind, workers, count or bench.many, "--store", str(store))


def store_cost(bench: Bench) -> Result:
    """The store's share of the processor time of a release by rules. With the model it is smaller."""
    found: Result = json.loads(_python("cost.py", "3", *bench.sources(_FOLDER)))
    return found


def growth(bench: Bench) -> Result:
    """Cold and unchanged runs of fewer releases, by rules with two workers; cold-rules-2 has the most."""
    rows = []
    for count in bench.sizes:
        first = cold("rules", 2, bench, count, "growth")
        again = second("rules", 2, bench, count, "growth")
        first.pop("memory")
        rows.append({**first, "second_s": again["seconds"]})
        print(f"  {count:,}: {first['seconds']} s, again {again['seconds']} s", flush=True)
    return {"rows": rows}


def profile(bench: Bench) -> Result:
    import hot

    paths = [path for folder in bench.sources(_PROFILED) for path in sorted(Path(folder).iterdir())]
    return {"releases": _PROFILED, **hot.measure(paths[:_PROFILED])}


PARTS: Mapping[str, Callable[[Bench], Result]] = {
    "made": make,
    "bare-parse-1": partial(bare, "parse", 1),
    "bare-parse-2": partial(bare, "parse", 2),
    "cold-rules-2": partial(cold, "rules", 2),
    "second-rules-2": partial(second, "rules", 2),
    "cold-rules-1": partial(cold, "rules", 1),
    "bare-spacy-1": partial(bare, "spacy", 1),
    "bare-spacy-2": partial(bare, "spacy", 2),
    "cold-model-1": partial(cold, "model", 1),
    "cold-model-2": partial(cold, "model", 2),
    "second-model-2": partial(second, "model", 2),
    "store-cost": store_cost,
    "growth": growth,
    "profile": profile,
}


def _run(bench: Bench, kind: str, workers: int, count: int, *target: str) -> Result:
    sources = [str(bench.made)] if count == bench.many else bench.sources(count)
    model = ["--no-model"] if kind == "rules" else []
    found = watched([_COMMAND, "run", *sources, *target, "--workers", str(workers), *model])
    return {
        "releases": count, "workers": workers, "seconds": found.seconds, "cpu_seconds": found.cpu_seconds,
        "peak_mb": found.peak_mb, "memory": found.memory,
    }  # fmt: skip


def _python(script: str, *arguments: str, shown: bool = False) -> str:
    command = [sys.executable, str(HERE / script), *arguments]
    errors = None if shown else subprocess.PIPE
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=errors, text=True)  # noqa: S603
    return ran.stdout


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--releases", type=int, default=100_000, help="of the runs with two workers (1,000s)")
    arguments.add_argument("--few", type=int, default=10_000, help="of one worker and of the bare spaCy pass")
    arguments.add_argument("--quick", action="store_true", help="2,000 and 1,000; neither kept nor written to docs/")
    arguments.add_argument("--only", action="append", choices=PARTS, metavar="PART", help=f"of {', '.join(PARTS)}")
    arguments.add_argument("--again", action="store_true", help="measure what is there already too")
    arguments.add_argument("--profile", action="store_true", help="the same as --only profile")
    arguments.add_argument("--folder", type=Path, default=ROOT / "build" / "bench-batch", help="takes some gigabytes")
    options = arguments.parse_args()
    many, few = (2_000, 1_000) if options.quick else (options.releases, min(options.few, options.releases))
    sizes = [size for size in (1_000, 10_000, 100_000) if size < many]
    bench = Bench(options.folder / ("quick" if options.quick else str(many)), many, few, sizes)
    bench.folder.mkdir(parents=True, exist_ok=True)
    kept = bench.folder / "batch.json" if options.quick else HERE / "batch.json"
    results: Result = json.loads(kept.read_text()) if kept.exists() else {}
    only = [*(options.only or []), *(["profile"] if options.profile else [])]
    results["machine"] = f"Python {platform.python_version()}, {os.cpu_count()} cores"
    for part, measure in PARTS.items():
        there = part in results and (part != "made" or bench.made.is_dir())
        if part in only or ((not there or options.again) and (not only or part == "made")):
            print(f"{part} …", flush=True)
            results[part] = measure(bench)
            kept.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
            print(f"  {batch_page.in_short(results[part])}", flush=True)
    print(f"\n{batch_page.tables(results)}")
    if not options.quick:
        batch_page.write(results)


if __name__ == "__main__":
    main()
