"""Records → files and databases: JSON lines, CSV, SQLite, HTML pages.

``write_view`` makes the folder of a run, ``Outputs(folder)`` takes its releases; ``rows(release)`` and
``page(release)`` make one release's rows and page.
"""

from extract.feed.outputs import FORMATS, Format, OutputError, Outputs, check_folder
from extract.feed.page import page
from extract.feed.rows import RecordError, rows
from extract.feed.view import write_view

__all__ = ["FORMATS", "Format", "OutputError", "Outputs", "RecordError", "check_folder", "page", "rows", "write_view"]
