"""``press-extract patterns``: for the editors of patterns/."""

from __future__ import annotations

from pathlib import Path

from extract.assemble.confidence import compile_confidence, judged_shares, labelled
from extract.cli.console import out, safe, wrong
from extract.cli.runs import there
from extract.diff.worth import judged_rules
from extract.match import examples
from extract.patterns import PatternError, Patterns, load


def check(folder: Path | None) -> int:
    """Prints each example that does not do what its pattern promises; 1 if there is one."""
    patterns = _load(folder)
    faults = examples.check(patterns)
    for fault in faults:
        out.print(safe(f"{fault.file}: {fault.id}: {fault.example}", "red"))
        out.print(safe(f"  expected {fault.expected}, found {fault.found}"))
    count = sum(len(phrase.yes) + len(phrase.no) for phrase in patterns.phrases.values())
    count += sum(len(words.yes) + len(words.no) for words in patterns.words.values())
    entries = len(patterns.phrases) + len(patterns.words)
    out.print(f"{entries} patterns, {count} examples, {len(faults)} faults")
    return 1 if faults else 0


def try_text(text: str, folder: Path | None) -> int:
    """Prints what matches the text; 1 if nothing does."""
    tried = examples.try_text(_load(folder), text)
    for match in tried:
        gives = ", ".join(f"{name}={value}" for name, value in match.gives.items())
        out.print(safe(f"{match.start}-{match.end}  {match.surface}  {match.id}{'  ' + gives if gives else ''}"))
    if not tried:
        out.print("no pattern matches")
    return 0 if tried else 1


def judged(where: str, folder: Path | None) -> int:
    """Prints the rules whose records people judged, those that fell the most first."""
    patterns = _load(folder)
    with there(where) as store:
        counted = judged_rules(store)
    if not counted:
        out.print("no record of a rule was judged")
        return 0
    known, before, now = labelled(patterns), compile_confidence(patterns), judged_shares(patterns, counted)
    rows = []
    for (kind, rule), (right, tries) in counted.items():
        was = before.get((kind, rule), before.get((kind, None)))
        new = now.get((kind, rule))
        gold = known.get((kind, rule))
        fell = (new or 0) - (was or 0)
        labels = f"{gold[0]} of {gold[1]}" if gold else "-"
        moved = "-" if was is None or new is None else f"{was:.2f} → {new:.2f}"
        rows.append((fell, (kind, rule, labels, f"{right} of {tries}", moved)))
    table = [("kind", "rule", "labelled", "judged", "confidence"), *(row for _, row in sorted(rows))]
    widths = [max(len(row[n]) for row in table) for n in range(len(table[0]))]
    for row in table:
        out.print(safe("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()))
    return 0


def _load(folder: Path | None) -> Patterns:
    try:
        return load(folder)
    except PatternError as error:
        raise wrong(str(error)) from None
