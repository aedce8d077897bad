"""Many sources → one run: finds them, reads them in turn or by several processes, and never stops at a bad one."""

from extract.batch.inputs import SUFFIXES, Count, count, discover
from extract.batch.planning import Plan, Task
from extract.batch.reading import Reader, extracted, process
from extract.batch.run import Ended, Options, Progress, run
from extract.batch.source import MAX_BYTES, Input, Skipped
from extract.batch.workers import Workers

__all__ = [
    "MAX_BYTES",
    "SUFFIXES",
    "Count",
    "Ended",
    "Input",
    "Options",
    "Plan",
    "Progress",
    "Reader",
    "Skipped",
    "Task",
    "Workers",
    "count",
    "discover",
    "extracted",
    "process",
    "run",
]
