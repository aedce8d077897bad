"""What people decided about records, as the feed asks for it: their word wins over the machine's."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from extract.decide import Silences
from extract.records.release import Release

Record = Mapping[str, Any]
"""A release as its JSON values."""


class Judged(Protocol):
    """The decisions of people on the releases of a store."""

    @property
    def at(self) -> str | None:
        """When the latest decision was made (ISO 8601), None where there is none or none says when."""

    @property
    def accepts(self) -> bool:
        """Whether anybody accepted any record."""

    def key(self, release: str) -> str:
        """A digest of what was decided about a release; empty where nothing was. It changes when a decision does."""

    def applied(self, record: Record) -> Record:
        """The record with the values of people in the place of the machine's."""

    def accepted(self, record: Record) -> Record | None:
        """What of a record people accepted; None where that is nothing."""


@dataclass(frozen=True, slots=True)
class Silenced:
    """Decisions on checks alone, Nobody accepts a record there."""

    silences: Silences = field(default_factory=Silences)
    at: str | None = None
    accepts: bool = False

    def key(self, release: str) -> str:
        own = self.silences.of_release.get(release, ())
        told = "\n".join(silence.model_dump_json() for silence in own)
        return hashlib.blake2b(told.encode(), digest_size=8).hexdigest() if own else ""

    def applied(self, record: Record) -> Record:
        if not self.silences.of_release.get(record["id"]):
            return record
        release = self.silences.applied(Release.model_validate(record))
        return release.model_dump(mode="json", by_alias=True)

    def accepted(self, record: Record) -> Record | None:
        return None
