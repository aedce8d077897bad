"""Many sources → one run: finds them, reads them in turn or by several processes, and never stops at a bad one."""

from extract.batch.inputs import SUFFIXES, Input, Skipped, discover
from extract.batch.planning import Plan, Task
from extract.batch.reading import MAX_BYTES, Reader, extracted, process
from extract.batch.run import Ended, Options, Progress, run
from extract.batch.workers import Workers

__all__ = [
    "MAX_BYTES",
    "SUFFIXES",
    "Ended",
    "Input",
    "Options",
    "Plan",
    "Progress",
    "Reader",
    "Skipped",
    "Task",
    "Workers",
    "discover",
    "extracted",
    "process",
    "run",
]
