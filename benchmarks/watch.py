"""A command as a process of its own: how long it takes, and how much memory it and its processes hold over time."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_MOST_SAMPLES = 400
_TAIL = 2_000


@dataclass(frozen=True, slots=True)
class Watched:
    """``memory`` is (seconds since the start, MB) of all its processes together; empty where there is no /proc."""

    seconds: float
    cpu_seconds: float
    memory: tuple[tuple[float, float], ...]

    @property
    def peak_mb(self) -> float | None:
        return max((mb for _, mb in self.memory), default=None)


def watched(command: Sequence[str], *, every: float = 0.5) -> Watched:
    """Runs the command to its end, looking at its memory so often. SystemExit with its last words where it fails."""
    memory: list[tuple[float, float]] = []
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=said)  # noqa: S603 - our own command
        due = 0.0
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            seconds = time.perf_counter() - start
            if pid:
                break
            if seconds >= due:
                memory.append((round(seconds, 1), round(_tree_mb(process.pid), 1)))
                due = seconds + every
            if len(memory) > _MOST_SAMPLES:
                del memory[1::2]
                every *= 2
            time.sleep(0.02)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(max(0, said.seek(0, os.SEEK_END) - _TAIL))
            last = said.read().decode("utf-8", "replace")
            raise SystemExit(f"{' '.join(command[:4])} … ended with {process.returncode}:\n{last}")
    return Watched(round(seconds, 2), round(usage.ru_utime + usage.ru_stime, 2), tuple(one for one in memory if one[1]))


def _tree_mb(root: int) -> float:
    """The memory of a process and all below it. What several share is counted in parts (PSS), so it counts once."""
    return sum(map(_own_mb, _tree(root)))


def _tree(root: int) -> Iterator[int]:
    children: dict[int, list[int]] = defaultdict(list)
    for entry in os.scandir("/proc") if Path("/proc").is_dir() else ():
        if entry.name.isdigit():
            try:
                stat = Path(entry.path, "stat").read_text()
            except OSError:  # it has ended
                continue
            children[int(stat.rpartition(")")[2].split()[1])].append(int(entry.name))
    waiting = [root]
    while waiting:
        pid = waiting.pop()
        yield pid
        waiting += children[pid]


def _own_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0)
