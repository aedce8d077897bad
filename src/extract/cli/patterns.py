"""``press-extract patterns``: for the editors of patterns/."""

from __future__ import annotations

from pathlib import Path

from extract.cli.console import out, safe, wrong
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


def _load(folder: Path | None) -> Patterns:
    try:
        return load(folder)
    except PatternError as error:
        raise wrong(str(error)) from None
