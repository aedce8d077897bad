"""Changes on a terminal: clusters, each with its first examples, the words around each place in brackets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from extract.cli.console import out, safe
from extract.diff import Change, Pieces
from extract.diff.changes import Value
from extract.patterns.manifest import PatternChange

EXAMPLES: Final = 3
_LONGEST: Final = 160

Line = tuple[Change, str, Pieces, Pieces]
"""A change, how its release is called, and its words on both sides."""


def print_patterns(patterns: Iterable[PatternChange]) -> None:
    """The patterns that changed, with the phrases that came and went."""
    for one in patterns:
        phrases = [*(f"+ {phrase}" for phrase in one.added), *(f"- {phrase}" for phrase in one.removed)]
        out.print(safe(f"  {one.id} ({one.how})" + (f": {', '.join(phrases)}" if phrases else "")))


def print_cluster(heading: str, lines: Sequence[Line], more: int) -> None:
    """A cluster with some of its changes; ``more`` are not shown."""
    out.print("")
    out.print(safe(heading, "bold"))
    for change, name, before, after in lines:
        out.print(safe(f"  {name}: {change.record}{_became(change)}"))
        for words in dict.fromkeys(pieces for pieces in (before, after) if pieces):
            out.print(safe("    " + "".join(f"[{text}]" if marked else text for text, marked in words), "dim"))
    if more:
        out.print(f"  and {more:,} more; --all shows each")


def _became(change: Change) -> str:
    if change.field is None:
        return ""
    return f": {_short(change.before)} → {_short(change.after)}"


def _short(value: Value) -> str:
    if value is None or isinstance(value, Mapping):
        return "none"
    one = " ".join(value.split())
    return one if len(one) <= _LONGEST else f"{one[: _LONGEST - 1]}…"
