"""What stands in a document's place when its bytes are no release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FailureKind = Literal["source", "content", "fault", "timeout", "memory", "killed"]
"""``source``: its bytes cannot be had; ``content``: they are no release; ``fault``: press-extract stumbled; the others
are what a document did to the process that read it."""


@dataclass(frozen=True, slots=True)
class IngestFailure:
    """A source, or one entry of it, that could not be read. ``reason`` is one English line with the mend."""

    uri: str
    reason: str
    kind: FailureKind = "content"


MOST_LINES = 50_000
MOST_CHARACTERS = 2_000_000
"""Of visible text: some four hundred times a long release."""


class UnreadableError(ValueError):
    """Raised inside ingest with the reason; leaves the package as an :class:`IngestFailure`."""


def refuse_endless(lines: int, characters: int) -> None:
    """Raises UnreadableError for a text that is too long to be one release."""
    if lines > MOST_LINES or characters > MOST_CHARACTERS:
        what = f"more than {MOST_LINES:,} lines" if lines > MOST_LINES else f"more than {MOST_CHARACTERS:,} characters"
        raise UnreadableError(f"the text has {what}, far too many for a press release; split it into its releases")
