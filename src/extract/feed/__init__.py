"""Records → files and databases: JSON lines, CSV, SQLite, HTML pages.

``Outputs(folder)`` takes a whole run; ``rows(release)`` and ``page(release)`` make one release's rows and page.
"""

from extract.feed.outputs import FORMATS, Format, OutputError, Outputs
from extract.feed.page import page
from extract.feed.rows import RecordError, rows

__all__ = ["FORMATS", "Format", "OutputError", "Outputs", "RecordError", "page", "rows"]
