"""How long two runs take to compare, and in how much memory: ``python benchmarks/diff.py``.

Releases are made from the records of outputs/, each under an id and a document of its own. The second run has some of
them changed: amounts with another role, a project with another grant. Each comparison is a process of its own, which
writes all its JSON. DeepDiff compares the same records where it is installed (pip install deepdiff; nothing else here
needs it).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from memory import _peak_mb

OUTPUTS = Path(__file__).resolve().parents[1] / "outputs" / "releases.jsonl"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--releases", type=int, nargs="*", default=[4_000], help="releases a side, for each run")
    arguments.add_argument("--share", type=float, nargs="*", default=[0.01, 1.0], help="shares of them that changed")
    arguments.add_argument("--pairs", type=int, default=400, help="pairs of records that DeepDiff compares; 0: none")
    options = arguments.parse_args()
    print(f"{'releases a side':>15} {'changed':>8} {'changes':>9} {'seconds':>8} {'peak MB':>8}")
    for count in options.releases:
        for share in options.share:
            with tempfile.TemporaryDirectory() as folder:
                store = Path(folder, "press.db")
                made(store, count, share)
                ran = subprocess.run(  # noqa: S603
                    [sys.executable, __file__, "--one", str(store)], check=True, capture_output=True, text=True
                )
            one: dict[str, Any] = json.loads(ran.stdout)
            print(f"{count:>15,} {share:>8.0%} {one['changes']:>9,} {one['seconds']:>8.1f} {one['peak_mb']:>8.0f}")
    if options.pairs:
        against(options.pairs)


def releases(count: int, share: float) -> Iterator[tuple[Any, Any]]:
    """Pairs of a release before and after; the second is None where nothing changed."""
    from extract.records.release import Release

    records = [Release.model_validate_json(line) for line in OUTPUTS.read_text("utf-8").splitlines()]
    every = round(1 / share) if share else count + 1
    for n in range(count):
        one = records[n % len(records)]
        before = one.model_copy(update={"id": f"release-{n:07}"})
        yield before, edited(before) if n % every == 0 else None


def edited(release: Any) -> Any:
    """The release with other roles of its first amounts and another grant of its first project."""
    amounts = [
        amount.model_copy(update={"role": "total" if amount.role == "grant" else "grant"} if n < 3 else {})
        for n, amount in enumerate(release.amounts)
    ]
    projects = list(release.projects)
    if projects and projects[0].granted:
        granted = projects[0].granted.model_copy(update={"value": projects[0].granted.value + Decimal(1000)})
        projects[0] = projects[0].model_copy(update={"granted": granted})
    update = {"amounts": tuple(amounts), "projects": tuple(projects), "title": f"{release.title} (rettet)"}
    return release.model_copy(update=update)


def made(where: Path, count: int, share: float) -> None:
    """A store with two runs."""
    from extract.records.release import ExtractorInfo
    from extract.store import Known, Outcome, Read, RunWriter, begin_run, opened, packed, packed_source

    with opened(where) as store:
        for number in range(2):
            info = ExtractorInfo(version="0.1.0", patterns=f"sha256:{number}")
            begun = begin_run(store, info, "0" * 16, ["in"], {})
            writer = RunWriter(store, begun, print)
            for n, (before, after) in enumerate(releases(count, share)):
                sha256 = n.to_bytes(32, "big")
                if number and after is None:
                    writer.add(Known(f"{n}.html", sha256, begun.id - 1, n))
                    continue
                part = packed(after if number else before)
                source = packed_source(sha256, None)
                writer.add(Read(f"{n}.html", sha256, Outcome((part,), source, 1)))
            writer.finish(skipped=0)


def one(where: str) -> None:
    """Compares the two runs of a store and says what it took."""
    from extract.diff import Compared, side
    from extract.feed.changes import as_json
    from extract.store import opened

    start = time.perf_counter()
    with opened(where) as store, Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        compared = Compared(side("1", store), side("2", store))
        nowhere.writelines(as_json(compared))
    seconds = time.perf_counter() - start
    print(json.dumps({"changes": compared.counts.changes, "seconds": seconds, "peak_mb": _peak_mb()}))


def against(count: int) -> None:
    """The same pairs of records by DeepDiff, which knows nothing of their meaning, and by us."""
    from extract.diff import differences

    pairs = [(before, after) for before, after in releases(count, 1.0) if after is not None]
    start = time.perf_counter()
    for before, after in pairs:
        differences(before, after)
    print(f"\n{count} pairs of records: {time.perf_counter() - start:.1f} s")
    try:
        from deepdiff import DeepDiff
    except ImportError:
        print("DeepDiff is not installed: pip install deepdiff")
        return
    plain = [(json.loads(a.json_line()), json.loads(b.json_line())) for a, b in pairs]
    start = time.perf_counter()
    for left, right in plain:
        DeepDiff(left, right, ignore_order=True)
    print(f"{count} pairs by DeepDiff with ignore_order: {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2])
    else:
        main()
