"""What was measured, as lines for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from extract.assemble.confidence import KINDS
from extract.evaluate.outcome import Outcome
from extract.evaluate.stats import RULE_FIELDS, Interval, Row, by_field, by_rule, by_sender, calibration

By = Literal["field", "rule", "sender"]


@dataclass(frozen=True, slots=True)
class Measured:
    """All outcomes of one set of gold: ``half`` is its split (or the folder's name), ``gold`` its hash."""

    half: str
    gold: str
    releases: int
    outcomes: tuple[Outcome, ...]
    model: str | None


def lines(measured: Measured, by: By) -> Iterator[str]:
    """The table as lines of text."""
    yield f"{measured.half}: {measured.releases} labelled releases, {measured.model or 'rules alone'}"
    if by == "rule":
        yield from _rule_lines(measured.outcomes)
        return
    rows = by_field(measured.outcomes) if by == "field" else by_sender(measured.outcomes)
    width = max((len(row.name) for row in rows), default=5)
    yield f"{'field':<{width}}  {'precision':<18} {'recall':<18} {'F1':<18} {'right':>6} {'missed':>6} {'false':>6}"
    for row in rows:
        measures = (
            _measure(row.counts.precision, row.precision),
            _measure(row.counts.recall, row.recall),
            _measure(row.counts.f1, row.f1),
        )
        figures = f"{row.counts.hit:>6} {row.counts.missed:>6} {row.counts.false:>6}"
        yield f"{row.name:<{width}}  {' '.join(f'{m:<18}' for m in measures)} {figures}"


def _rule_lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
    rows = by_rule(outcomes)
    width = max((len(row.rule) for row in rows), default=4)
    first = max((14, *(len(row.field) for row in rows)))
    yield f"{'field':<{first}} {'rule':<{width}} {'right':>6} {'of':>6}  precision and its 95 % interval"
    for row in rows:
        share = row.hit / row.tries
        bound = f"{share:.2f} ({row.low:.2f}–{row.high:.2f})"
        yield f"{row.field:<{first}} {row.rule:<{width}} {row.hit:>6} {row.tries:>6}  {bound}"
    yield ""
    yield "confidence      records  promised  right"
    for step in calibration(outcomes):
        yield f"{step.low:.2f} – {step.high:.2f}   {step.tries:>8}  {step.promised:>8.3f}  {step.right:.3f}"


def _measure(value: float | None, interval: Interval | None) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if interval is None else f"{value:.3f} ({interval[0]:.2f}–{interval[1]:.2f})"


def as_json(measured: Measured) -> dict[str, Any]:
    """Everything measured: ``fields``, ``senders``, ``rules``, ``calibration``, and each outcome that is no hit."""
    return {
        "half": measured.half,
        "gold": measured.gold,
        "releases": measured.releases,
        "model": measured.model,
        "fields": {row.name: _row(row) for row in by_field(measured.outcomes)},
        "senders": {row.name: _row(row) for row in by_sender(measured.outcomes, resamples=0)},
        "rules": [
            {"field": r.field, "rule": r.rule, "right": r.hit, "of": r.tries, "low": _short(r.low)}
            for r in by_rule(measured.outcomes)
        ],
        "calibration": [
            {"from": b.low, "to": b.high, "records": b.tries, "promised": _short(b.promised), "right": _short(b.right)}
            for b in calibration(measured.outcomes)
        ],
        "errors": [
            {
                "release": o.release, "field": o.field, "verdict": o.verdict, "expected": o.expected, "found": o.found,
                "span": list(o.span) if o.span else None, "rule": o.rule,
            }
            for o in measured.outcomes
            if o.verdict != "hit"
        ],
    }  # fmt: skip


def _short(share: float) -> float:
    return round(share, 4)


def _row(row: Row) -> dict[str, Any]:
    counted = row.counts
    content: dict[str, Any] = {"right": counted.hit, "missed": counted.missed, "false": counted.false}
    for name in ("precision", "recall", "f1"):
        value, interval = getattr(counted, name), getattr(row, name)
        content[name] = None if value is None else round(value, 4)
        if interval is not None:
            content[f"{name}_interval"] = [round(end, 4) for end in interval]
    return content


LEARNED: Final = frozenset({"list.tagged", "prose.tagged"})
"""Rules of the tagger, which was trained on the releases that confidence is measured on: these would flatter it."""


def confidence_table(outcomes: Sequence[Outcome], before: str = "") -> str:
    """patterns/confidence.csv: for each rule how many of its records were right, of how many.

    Rows of learned rules stay as they stand ``before``: they were written from releases that the tagger had not seen.
    """
    counted: dict[tuple[str, str], tuple[int, int]] = {}
    for r in by_rule(outcomes):
        key = RULE_FIELDS[r.field], r.rule
        right, tries = counted.get(key, (0, 0))
        counted[key] = right + r.hit, tries + r.tries
    rows = [(*key, f"{right},{tries}") for key, (right, tries) in counted.items()]
    kept = [(kind, rule, rest) for kind, rule, rest in _rows(before) if rule in LEARNED]
    known = {rule for _, rule, _ in kept}
    written = [row for row in rows if row[0] in KINDS and row[1] not in known]
    return "\n".join(["kind,rule,right,of", *(",".join(row) for row in sorted([*written, *kept]))]) + "\n"


def _rows(table: str) -> Iterator[tuple[str, str, str]]:
    for line in table.splitlines()[1:]:
        kind, rule, rest = line.split(",", 2)
        yield kind, rule, rest
