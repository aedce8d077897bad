"""What stands in a document's place when its bytes are no release."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IngestFailure:
    """A source, or one entry of it, that could not be read. ``reason`` is one English line with the mend."""

    uri: str
    reason: str


class UnreadableError(ValueError):
    """Raised inside ingest with the reason; leaves the package as an :class:`IngestFailure`."""
