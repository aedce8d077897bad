"""The one error of this package: what is wrong in which pattern file, where, and how to mend it."""

from __future__ import annotations


class PatternError(ValueError):
    """A pattern file that cannot be used. ``str()`` is one line: file, line, fault, mend."""

    def __init__(self, file: str, fault: str, mend: str, line: int | None = None) -> None:
        place = file if line is None else f"{file}:{line}"
        super().__init__(f"{place}: {fault} ({mend})")
        self.file, self.line, self.fault, self.mend = file, line, fault, mend
