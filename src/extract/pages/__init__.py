"""Records drawn for people: a release, the releases of a run, what changed between two; each one HTML page."""

from extract.pages.page import page

__all__ = ["page"]
