"""Many sources → one run: finds them, reads them one at a time, and never stops at a bad one."""

from extract.batch.inputs import SUFFIXES, Input, Skipped, discover
from extract.batch.run import MAX_BYTES, Progress, Reader, RunReport, Sink, process, run

__all__ = [
    "MAX_BYTES",
    "SUFFIXES",
    "Input",
    "Progress",
    "Reader",
    "RunReport",
    "Sink",
    "Skipped",
    "discover",
    "process",
    "run",
]
