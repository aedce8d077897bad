"""Records → files and databases: JSON lines, CSV, SQLite, 360Giving, JSON-LD, and the pages beside them.

``write_view`` makes the folder of a run, ``Outputs(folder)`` takes its releases; ``rows(release)`` makes one release's
rows.
"""

from extract.feed.outputs import FORMATS, USUAL, Format, OutputError, Outputs, check_folder
from extract.feed.rows import RecordError, rows
from extract.feed.view import write_view

__all__ = ["FORMATS", "USUAL", "Format", "OutputError", "Outputs", "RecordError", "check_folder", "rows", "write_view"]
