"""How long it takes from the call to the help text and to the first release."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from samples import SAMPLES

_COMMAND = str(Path(sys.executable).with_name("press-extract"))
_FIRST = "import sys, extract, pathlib; extract.extract(pathlib.Path(sys.argv[1])).json_line()"
_TIMES = 5


def measure() -> dict[str, float]:
    """Seconds, the median of five fresh processes each."""
    first = str(SAMPLES / "kommune-kulturkroner-vejen.txt")
    return {
        "help_s": _seconds([_COMMAND, "--help"]),
        "first_release_s": _seconds([sys.executable, "-c", _FIRST, first]),
        "bare_python_s": _seconds([sys.executable, "-c", "pass"]),
    }


def _seconds(command: Sequence[str]) -> float:
    taken = []
    for _ in range(_TIMES):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        taken.append(time.perf_counter() - start)
    return round(median(taken), 2)


def show(measured: dict[str, float]) -> None:
    print("\nfrom the call, in a fresh process")
    print(f"  press-extract --help    {measured['help_s']:>6} s")
    print(f"  the first release       {measured['first_release_s']:>6} s")
    print(f"  python that does nothing{measured['bare_python_s']:>6} s")
