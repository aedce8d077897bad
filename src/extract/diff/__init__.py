"""Two runs, or folders of outputs, compared record by record: what changed, and why."""

from extract.diff.causes import Causes, Today
from extract.diff.changes import (
    CAUSES,
    KINDS,
    Cause,
    Change,
    Cluster,
    Comparison,
    Counts,
    Detail,
    Made,
    Op,
    Runs,
    Spans,
)
from extract.diff.clusters import Tally, shape, title
from extract.diff.compare import Difference, differences
from extract.diff.comparison import Both, Compared, Only, Shown
from extract.diff.excerpt import Pieces, excerpt, words_marked
from extract.diff.sides import Entry, FolderSide, RunSide, Side, SideError, side

__all__ = [
    "CAUSES",
    "KINDS",
    "Both",
    "Cause",
    "Causes",
    "Change",
    "Cluster",
    "Compared",
    "Comparison",
    "Counts",
    "Detail",
    "Difference",
    "Entry",
    "FolderSide",
    "Made",
    "Only",
    "Op",
    "Pieces",
    "RunSide",
    "Runs",
    "Shown",
    "Side",
    "SideError",
    "Spans",
    "Tally",
    "Today",
    "differences",
    "excerpt",
    "shape",
    "side",
    "title",
    "words_marked",
]
