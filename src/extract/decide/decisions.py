"""Decisions in a file of JSON lines, one a line, the oldest first; a run reads it and never writes it.

A check that is silenced stays in the record, with the reason. The silence is of what was looked at: where the text
states, or the extraction finds, something else later, the check speaks again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from extract.records.release import Check, Release

FILE: Final = "decisions.jsonl"
"""The name of the file in a folder of outputs."""


class DecisionError(ValueError):
    """A file of decisions that cannot be used; ``str()`` names the file, the line and the fault."""


class Silence(BaseModel):
    """A check of one release that needs no more looking at. ``by`` says who decided, ``at`` the day (ISO)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["silence"] = "silence"
    release: str
    code: str
    stated: str | None = None
    found: str | None = None
    reason: str
    by: str | None = None
    at: str | None = None

    def is_of(self, check: Check) -> bool:
        """Whether this silence is of that check, as it was looked at."""
        return (self.code, self.stated, self.found) == (check.code, check.stated, check.found)


@dataclass(frozen=True, slots=True)
class Decisions:
    """Decisions by release. Of two about one check the later one counts."""

    silences: dict[str, tuple[Silence, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, silences: Iterable[Silence]) -> Decisions:
        found: dict[str, tuple[Silence, ...]] = {}
        for silence in silences:
            found[silence.release] = (silence, *found.get(silence.release, ()))
        return cls(found)

    def applied(self, release: Release) -> Release:
        """The release with the reason in each check that is silenced."""
        own = self.silences.get(release.id)
        if not own:
            return release
        return release.model_copy(update={"checks": tuple(_silenced(check, own) for check in release.checks)})


def _silenced(check: Check, silences: tuple[Silence, ...]) -> Check:
    silence = next((s for s in silences if s.is_of(check)), None)
    return check if silence is None or check.status == "ok" else check.model_copy(update={"silenced": silence.reason})


def read_decisions(path: Path) -> Decisions:
    """The decisions of a file. DecisionError where it cannot be read or a line is none."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DecisionError(f"{path}: cannot be read: {error}") from error
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.append(Silence.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "the line"
            raise DecisionError(f"{path}, line {number}: {where}: {first['msg']} (mend or remove the line)") from error
    return Decisions.of(found)


def add_decision(path: Path, silence: Silence) -> None:
    """Appends a decision. OSError where the file cannot be written."""
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(silence.model_dump_json(exclude_none=True) + "\n")
