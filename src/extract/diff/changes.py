"""The nouns of a comparison: a change with its cause, and what several changes have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

from pydantic import ConfigDict, Field

from extract.patterns.manifest import PatternChange
from extract.records.release import Record, Span

SCHEMA: Final = "press-extract/diff@1"

Op = Literal["added", "removed", "changed"]
Cause = Literal["source", "patterns", "model", "code", "decision"]
CAUSES: Final[tuple[Cause, ...]] = get_args(Cause)
Kind = Literal[
    "release", "projects", "amounts", "places", "quotes", "people", "organisations", "dates", "contacts", "checks",
    "sections", "text",
]  # fmt: skip
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
Value = str | dict[str, str] | None
"""A field's value; of a record that was added or removed, all its fields."""


class Detail(Record):
    """What is known beside the cause. ``patterns`` are the ids that may have done it; ``also`` names what changed too,
    where it could have done it as well. ``confidence`` is that of the newer record, of kinds that have one."""

    rule_before: str | None = None
    rule_after: str | None = None
    confidence: float | None = None
    patterns: tuple[str, ...] = ()
    also: tuple[Cause, ...] = ()
    note: str | None = None

    @property
    def rule(self) -> str | None:
        """The rule that made the record, the newer one where there are two."""
        return self.rule_after or self.rule_before


class Spans(Record):
    """Where it stands: ``before`` in the text of the earlier side, ``after`` in that of the later one. ``at`` is where
    the record begins, whatever of it changed: in the later text, or in the earlier one where only that has it."""

    before: tuple[Span, ...] = ()
    after: tuple[Span, ...] = ()
    at: int | None = None


class Change(Record):
    """One change. ``record`` is the record as a reader knows it; ``field`` is None where all of it came or went."""

    release: str
    publisher: str | None = None
    kind: Kind
    record: str
    op: Op
    field: str | None = None
    before: Value = None
    after: Value = None
    cause: Cause
    detail: Detail = Detail()
    spans: Spans = Spans()


class Cluster(Record):
    """Changes of one shape: one judgement serves them all. ``examples`` are the first of their releases."""

    title: str
    kind: Kind
    op: Op
    field: str | None
    rule: str | None
    shape: str
    cause: Cause
    patterns: tuple[str, ...]
    changes: int
    releases: int
    examples: tuple[str, ...]


class Made(Record):
    """One side: what it is called and what made it. What is not known of a folder is None."""

    name: str
    version: str
    patterns: str
    model: str | None = None
    code: str | None = None
    run: int | None = None
    started_at: str | None = None


class Runs(Record):
    """The two sides."""

    before: Made
    after: Made


class Counts(Record):
    """``same`` releases have the very record, ``alike`` ones differ in nothing that is compared (ids, offsets,
    confidence, rules, mentions); ``paired`` are those that were known again by their document."""

    before: int = 0
    after: int = 0
    same: int = 0
    alike: int = 0
    changed: int = 0
    added: int = 0
    removed: int = 0
    paired: int = 0
    changes: int = 0
    ops: Mapping[str, int] = {}
    kinds: Mapping[str, int] = {}
    causes: Mapping[str, int] = {}


class Comparison(Record):
    """What ``press-extract diff --format json`` prints. ``patterns`` says which patterns differ; None: not known."""

    schema_: Literal["press-extract/diff@1"] = Field(default=SCHEMA, alias="schema")
    runs: Runs
    changes: tuple[Change, ...]
    clusters: tuple[Cluster, ...]
    counts: Counts
    patterns: tuple[PatternChange, ...] | None

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)
