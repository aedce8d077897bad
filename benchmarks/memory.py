"""Peak memory of runs of different lengths, each in a process of its own: it must not grow with the run."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from samples import made


def measure(runs: Iterable[tuple[int, Sequence[str]]]) -> list[dict[str, Any]]:
    """For each run, given as its number of releases and its outputs: the peak memory in MB and the seconds."""
    return [_in_process(count, formats) for count, formats in runs]


def _in_process(count: int, formats: Sequence[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder, "in")
        inputs.mkdir()
        for name, data in made(count):
            (inputs / name).write_bytes(data)
        command = [sys.executable, __file__, str(inputs), str(Path(folder, "out")), *formats]
        ran = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    found: dict[str, Any] = json.loads(ran.stdout)
    return {**found, "outputs": list(formats)}


class _Silent:
    """Progress that nobody watches."""

    def begun(self, run: int, done: int) -> None: ...
    def took(self, uri: str, *, releases: int, known: bool) -> None: ...
    def failed(self, failure: object) -> None: ...
    def waiting(self, reason: str) -> None: ...


def _run(inputs: str, out: str, chosen: Sequence[str]) -> None:
    from extract import Extractor, batch, store
    from extract.feed import FORMATS, write_view

    start = time.perf_counter()
    reader = Extractor()
    written = [name for name in FORMATS if name in chosen]
    with store.opened(Path(out, "press.db")) as kept:
        ended = batch.run([inputs], reader, kept, _Silent())
        made_of = store.find_run(kept, str(ended.run))
        report = write_view(kept, made_of, Path(out), written, patterns=reader.patterns)
    assert not report.failures
    assert not report.renamed
    seconds = time.perf_counter() - start
    print(json.dumps({"releases": report.releases, "peak_mb": round(_peak_mb(), 1), "seconds": round(seconds, 1)}))


def _peak_mb() -> float:
    """The most memory that this process has held. On Linux ``ru_maxrss`` counts the process that started it too."""
    status = Path("/proc/self/status")
    if status.is_file():
        return next(int(line.split()[1]) / 1024 for line in status.read_text().splitlines() if line[:6] == "VmHWM:")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)


def show(measured: list[dict[str, Any]]) -> None:
    print(f"\n{'run loop':<18}{'outputs':<26}{'peak MB':>9}{'seconds':>9}{'ms each':>9}")
    for row in measured:
        each = f"{row['seconds'] * 1000 / row['releases']:.1f}"
        run = f"{row['releases']:,} releases"
        print(f"{run:<18}{' '.join(row['outputs']):<26}{row['peak_mb']:>9}{row['seconds']:>9}{each:>9}")


if __name__ == "__main__":
    _run(sys.argv[1], sys.argv[2], sys.argv[3:])
