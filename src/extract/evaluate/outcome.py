"""How an answer and a record compare, and what is measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from extract.records.release import Span

Verdict = Literal["hit", "missed", "false", "wrong"]

FIELDS: Final = (
    "language", "publisher", "title", "amounts", "amounts.role", "towns", "places", "people", "people.title",
    "people.organisation", "people.party", "organisations", "quotes", "quotes.speaker", "quotes.attribution",
    "projects", "projects.near", "projects.granted", "projects.total", "projects.city", "projects.applicant",
    "projects.funder", "projects.whole", "dates", "fact_boxes", "traps",
)  # fmt: skip
"""Every field that is measured. A field with a dot is measured on the records that were found; ``projects.whole``
counts a project only where name, town, applicant and both amounts are right, ``projects.near`` one whose name stands at
the right place, cut too long or too short; ``amounts.role`` is amount and role."""

JUDGED: Final = "judged."
"""What the fields of judged records begin with: ``judged.projects`` is the record as far as it was judged,
``judged.projects.granted`` a field of it. They are measured by themselves, for nobody looked at the others."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One answer held against one record. ``wrong`` is a miss and a false find at once. ``span`` is where in the
    text to look; ``rule`` and ``confidence`` are those of the record.
    """

    field: str
    release: str
    sender: str
    verdict: Verdict
    expected: str | None = None
    found: str | None = None
    span: Span | None = None
    rule: str | None = None
    confidence: float | None = None
