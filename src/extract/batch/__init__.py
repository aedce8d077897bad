"""Many sources → one run: finds them, reads them in turn or by several processes, and never stops at a bad one."""

from extract.batch.inputs import SUFFIXES, Input, Skipped, discover
from extract.batch.reading import MAX_BYTES, Reader, process
from extract.batch.run import Progress, RunReport, Sink, run
from extract.batch.workers import Workers

__all__ = [
    "MAX_BYTES",
    "SUFFIXES",
    "Input",
    "Progress",
    "Reader",
    "RunReport",
    "Sink",
    "Skipped",
    "Workers",
    "discover",
    "process",
    "run",
]
