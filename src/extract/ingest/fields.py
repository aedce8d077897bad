"""What the adapters of platforms share: a release's JSON fields as traced lines, and values read defensively."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import regex

from extract.ingest.assembly import Line
from extract.ingest.fragment import field_lines
from extract.ingest.positions import located, plain
from extract.ingest.repair import repair_mojibake, repaired
from extract.ingest.text import text_lines
from extract.ingest.trace import Piece, Traced
from extract.records.release import SectionKind

_BLANK = regex.compile(r"(?:\s|<[^>]*+>|&nbsp;)*+")


class Fields:
    """The lines of the fields that were added, in order, each field with groups of its own."""

    def __init__(self, file: Traced, whole: tuple[int, int] | None = None) -> None:
        self.lines: list[Line] = []
        self.repaired = 0
        self._file, self._whole = file, whole

    def add(self, value: Any, kind: SectionKind | None = None) -> None:
        text = self._traced(value)
        if text is not None:
            self.lines += field_lines(text, kind, self._next_group())

    def add_together(self, values: Sequence[Any], kind: SectionKind) -> None:
        """Short plain values as the lines of one group."""
        group = self._next_group()
        for value in values:
            text = self._traced(value)
            if text is not None:
                self.lines += text_lines(text, kind=kind, group=group)

    def _next_group(self) -> int:
        return max((line.group for line in self.lines[-1:]), default=-1) + 1

    def _traced(self, value: Any) -> Traced | None:
        if self._whole is not None:
            text = Traced(value, (Piece(0, len(value), *self._whole, exact=False),)) if value else None
            text = text if isinstance(value, str) else None
        else:
            text = located(value, self._file)
        if text is None:
            return None
        text, lines = repair_mojibake(text)
        self.repaired += lines
        return text


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def one_line(value: Any) -> str | None:
    """A text on one line, None if there is none."""
    return (repaired(" ".join(value.split())) or None) if isinstance(value, str) else None


def identifier(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None


def said(value: Any) -> bool:
    return isinstance(value, str) and not _BLANK.fullmatch(value)


def unread(entry: Mapping[str, Any], own: Collection[str]) -> dict[str, Any]:
    """The fields that the record has no place for, known or not, without the empty ones."""
    return {
        str(key): plain(value) for key, value in entry.items() if key not in own and value not in (None, "", [], {})
    }
