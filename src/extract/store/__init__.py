"""The store of runs: what each read, and the record that each release had. The only SQL of ours besides the feeds."""

from extract.store.engine import AwayError, Store, StoreError, open_store, opened
from extract.store.packing import Outcome, Packed, PackedSource, packed, packed_source
from extract.store.reading import (
    Details,
    Run,
    Stored,
    details,
    done_with,
    failures,
    find_release,
    find_run,
    report,
    runs,
    stored,
)
from extract.store.related import Alike, Pair, alike_of, pairs
from extract.store.report import RunReport
from extract.store.writing import Known, Read, RunId, RunWriter, begin_run

__all__ = [
    "Alike",
    "AwayError",
    "Details",
    "Known",
    "Outcome",
    "Packed",
    "PackedSource",
    "Pair",
    "Read",
    "Run",
    "RunId",
    "RunReport",
    "RunWriter",
    "Store",
    "StoreError",
    "Stored",
    "alike_of",
    "begin_run",
    "details",
    "done_with",
    "failures",
    "find_release",
    "find_run",
    "open_store",
    "opened",
    "packed",
    "packed_source",
    "pairs",
    "report",
    "runs",
    "stored",
]
