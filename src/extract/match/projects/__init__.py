"""Projects: in list items, table rows, labelled blocks and sentences → project mentions."""

from extract.match.projects.matcher import ProjectMatcher, compile_projects

__all__ = ["ProjectMatcher", "compile_projects"]
