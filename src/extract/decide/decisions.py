"""Decisions as lines of JSON, and what is silenced among them.

A check that is silenced stays in the record, with the reason. The silence is of what was looked at: where the text
states, or the extraction finds, something else later, the check speaks again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import from_json

from extract.decide.judgement import Judgement
from extract.records.release import Check, Release


class DecisionError(ValueError):
    """A file of decisions that cannot be used; ``str()`` names the file, the line and the fault."""


class Silence(BaseModel):
    """A check of one release that needs no more looking at; without a ``reason`` it is to be looked at again. ``by``
    says who decided, ``at`` when (ISO 8601)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["silence"] = "silence"
    release: str
    code: str
    stated: str | None = None
    found: str | None = None
    reason: str | None
    by: str | None = None
    at: str | None = None

    def is_of(self, check: Check) -> bool:
        """Whether this silence is of that check, as it was looked at."""
        return (self.code, self.stated, self.found) == (check.code, check.stated, check.found)


Decision = Judgement | Silence
_KINDS: Final[dict[str, type[Decision]]] = {"judgement": Judgement, "silence": Silence}


@dataclass(frozen=True, slots=True)
class Silences:
    """Silences by release. Of two about one check the later one counts."""

    of_release: dict[str, tuple[Silence, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, silences: Iterable[Silence]) -> Silences:
        found: dict[str, tuple[Silence, ...]] = {}
        for silence in silences:
            found[silence.release] = (silence, *found.get(silence.release, ()))
        return cls(found)

    def applied(self, release: Release) -> Release:
        """The release with the reason in each check that is silenced."""
        own = self.of_release.get(release.id)
        if not own:
            return release
        return release.model_copy(update={"checks": tuple(_silenced(check, own) for check in release.checks)})


def _silenced(check: Check, silences: tuple[Silence, ...]) -> Check:
    silence = next((s for s in silences if s.is_of(check)), None)
    return check if silence is None or check.status == "ok" else check.model_copy(update={"silenced": silence.reason})


def line_of(decision: Decision) -> str:
    """A decision as a line of a file, without the break."""
    return decision.model_dump_json()


def read_decisions(lines: Iterable[bytes], name: str) -> Iterator[Decision]:
    """The decisions in the lines of a file of that name. DecisionError where a line is none."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _decision(line, f"{name}, line {number}")


def _decision(line: bytes, where: str) -> Decision:
    try:
        content = from_json(line)
        # Lines were silences alone once, and people write them by hand.
        kind = content.get("kind", "silence") if isinstance(content, dict) else "silence"
        model = _KINDS.get(kind) if isinstance(kind, str) else None
        if model is None:
            raise DecisionError(f"{where}: kind: {kind!r} is none of {', '.join(_KINDS)} (mend or remove the line)")
        return model.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place, fault = ".".join(map(str, first["loc"])) or "the line", first["msg"]
    except DecisionError:
        raise
    except ValueError as error:
        place, fault = "the line", f"no JSON: {error}"
    raise DecisionError(f"{where}: {place}: {fault} (mend or remove the line)")
