"""How fast press-extract is and how much memory it takes: ``make bench``.

Times are ratios to what BeautifulSoup with lxml takes merely to parse the same pages, measured in the same process,
turn and turn about, so that they mean the same on any machine. Prints tables and writes benchmarks/results.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from pathlib import Path
from typing import Any

import memory
import speed
import start
import throughput

RESULTS = Path(__file__).with_name("results.json")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--rounds", type=int, default=9, help="how often each set of samples is measured")
    arguments.add_argument(
        "--releases", type=int, default=10_000, help="releases of the longest run; 0 leaves the runs out"
    )
    options = arguments.parse_args()
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    print(machine)
    results: dict[str, Any] = {"machine": machine}
    results["speed"] = speed.measure(options.rounds)
    speed.show(results["speed"])
    results["throughput"] = throughput.measure(max(options.rounds // 3, 1))
    throughput.show(results["throughput"])
    results["start"] = start.measure()
    start.show(results["start"])
    if options.releases:
        everything = ("jsonl", "csv", "sqlite", "html")
        runs = ((100, ("jsonl",)), (options.releases, ("jsonl",)), (100, everything), (1000, everything))
        results["memory"] = memory.measure(runs)
        memory.show(results["memory"])
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    print(f"\nwritten to {RESULTS.relative_to(Path.cwd()) if RESULTS.is_relative_to(Path.cwd()) else RESULTS}")


if __name__ == "__main__":
    main()
