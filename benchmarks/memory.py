"""Peak memory of runs of different lengths, each in a process of its own: it must not grow with the run."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from samples import made


def measure(counts: Iterable[int]) -> list[dict[str, float]]:
    """For each count: releases, peak memory in MB and seconds of a run with all outputs."""
    return [_in_process(count) for count in counts]


def _in_process(count: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder, "in")
        inputs.mkdir()
        for name, data in made(count):
            (inputs / name).write_bytes(data)
        command = [sys.executable, __file__, str(inputs), str(Path(folder, "out"))]
        ran = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    found: dict[str, float] = json.loads(ran.stdout)
    return found


class _Silent:
    """Progress that nobody watches."""

    def begin(self, source: object) -> None: ...
    def failed(self, failure: object) -> None: ...
    def renamed(self, uri: str, old: str, new: str) -> None: ...


def _run(inputs: str, out: str) -> None:
    from extract import Extractor, batch
    from extract.feed import Outputs

    start = time.perf_counter()
    with Outputs(Path(out)) as outputs:
        report = batch.run([inputs], Extractor(), outputs, _Silent())
        outputs.finish(report)
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


def show(measured: list[dict[str, float]]) -> None:
    print(f"\n{'a run with all outputs':<26}{'peak MB':>10}{'seconds':>10}{'ms each':>10}")
    for row in measured:
        each = f"{row['seconds'] * 1000 / row['releases']:.1f}"
        print(f"{row['releases']:>9} releases         {row['peak_mb']:>10}{row['seconds']:>10}{each:>10}")


if __name__ == "__main__":
    _run(sys.argv[1], sys.argv[2])
