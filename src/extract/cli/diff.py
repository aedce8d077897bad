"""``press-extract diff`` and ``history``: what changed between two runs, and in one release through all of them."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, cast

from extract.batch.code import code_digest
from extract.cli.changes import EXAMPLES, Line, print_cluster, print_patterns
from extract.cli.console import out, safe, wrong
from extract.cli.pipeline import extractor
from extract.decide import Judgement
from extract.diff import CAUSES, KINDS, Cause, Change, Compared, Only, SideError, Tally, Today, side
from extract.diff.changes import Counts, Made
from extract.diff.clusters import Key
from extract.diff.history import Version, history
from extract.diff.sides import is_run
from extract.feed.changes import as_csv, as_json
from extract.pages.changes_page import changes_page
from extract.store import Store, StoreError, opened

Format = Literal["terminal", "json", "html", "csv"]


def today(model: str | None, patterns: Path | None) -> Today:
    """The program as it was called, for telling text from rules where both changed."""
    return Today(lambda: extractor(model, patterns), code_digest)


def diff(names: tuple[str, str], where: str, format: Format, only: Only, program: Today, *, every: bool = False) -> int:
    """Prints the changes between two sides; 1 where there are any, 0 where there are none."""
    with _store(where, names) as store:
        before, after = (side(name, store) for name in names)
        compared = Compared(before, after, program, only)
        if format == "terminal":
            _print(compared, every=every)
        elif format == "html":
            sys.stdout.write(changes_page(compared))
        else:
            for piece in as_json(compared) if format == "json" else as_csv(compared):
                sys.stdout.write(piece)
        return 1 if compared.counts.changes else 0


def show_history(release: str, where: str, format: Literal["terminal", "json"], program: Today) -> int:
    """Prints the versions of a release that the store has."""
    with _store(where, ("latest",)) as store:
        assert store is not None
        any_ = False
        for version in history(store, release, program):
            any_ = True
            if format == "json":
                sys.stdout.write(version.model_dump_json() + "\n")
            else:
                _print_version(version)
        if not any_:
            raise SideError(f"{store.name} holds no release {release} (its runs' pages and files have the ids)")
    return 0


def only(publishers: Sequence[str], fields: Sequence[str], causes: Sequence[str]) -> Only:
    """The filters of the command; the end of it where one is none."""
    for field in fields:
        kind, dot, _ = field.partition(".")
        if dot and kind not in KINDS:
            raise wrong(f"--field {field}: there are no {kind} (give {', '.join(KINDS)}, or a field of one)")
    for cause in causes:
        if cause not in CAUSES:
            raise wrong(f"--cause {cause}: no such cause (give {', '.join(CAUSES)})")
    return Only(tuple(publishers), tuple(fields), tuple(cast(Cause, cause) for cause in causes))


@contextmanager
def _store(where: str, names: Sequence[str]) -> Iterator[Store | None]:
    """The store, where one of the sides is a run; faults end the command."""
    try:
        if not any(is_run(name) for name in names):
            yield None
            return
        with opened(where, create=False) as store:
            yield store
    except (StoreError, SideError) as error:
        raise wrong(str(error)) from None


def _print(compared: Compared, *, every: bool) -> None:
    held: dict[Key, list[Line]] = defaultdict(list)
    for one in compared:
        if every or len(held[one.cluster]) < EXAMPLES:
            held[one.cluster].append((one.change, one.change.release, one.before, one.after))
    runs = compared.runs
    for name, made in (("before", runs.before), ("after", runs.after)):
        out.print(safe(f"{name:<9}{_made(made)}"))
    if patterns := compared.causes.patterns:
        out.print(f"patterns {len(patterns):,} changed")
        print_patterns(patterns)
    for key, cluster in compared.tally.keys().items():
        heading = f"{cluster.changes:,} × {cluster.title} ({cluster.cause})"
        print_cluster(heading, held[key], cluster.changes - len(held[key]))
    _print_counts(compared.counts)


def _print_counts(counts: Counts) -> None:
    out.print("")
    told = ", ".join(f"{counts.ops.get(op, 0):,} {op}" for op in ("changed", "added", "removed"))
    causes = ", ".join(f"{count:,} {cause}" for cause, count in counts.causes.items())
    out.print(f"{counts.changes:,} changes: {told}" + (f"; by cause: {causes}" if causes else ""))
    out.print(
        f"{counts.before:,} releases before, {counts.after:,} after: {counts.changed:,} changed, {counts.added:,} new, "
        f"{counts.removed:,} gone, {counts.same + counts.alike:,} as before"
    )


def _made(made: Made) -> str:
    parts = [made.name, made.started_at, made.version, made.patterns[:15], made.model or "rules alone"]
    return ", ".join(part for part in (*parts, made.code and f"code {made.code}") if part)


def _print_version(version: Version) -> None:
    first, last = version.runs[0], version.runs[-1]
    runs = f"run {first}" if first == last else f"runs {first} to {last} ({len(version.runs)})"
    out.print(safe(f"version {version.number}: {version.made.started_at}, {runs}, {version.release}", "bold"))
    out.print(safe(f"  {version.title or ''}"))
    if version.number > 1 and not version.changes:
        out.print("  the document changed, and no record with it")
    tally = Tally()
    lines: dict[Key, list[Change]] = defaultdict(list)
    for change in version.changes:
        lines[tally.add(change)].append(change)
    for key, cluster in tally.keys().items():
        print_cluster(
            f"  {cluster.changes:,} × {cluster.title} ({cluster.cause})",
            [(change, change.kind, (), ()) for change in lines[key]],
            0,
        )
    for one in version.judgements:
        out.print(safe(f"  {one.at} {one.by}: {_judged(one)}"))
    out.print("")


def _judged(one: Judgement) -> str:
    about = one.subject
    named = " ".join(part for part in (about.of, about.record, about.field) if part)
    value = f" to {one.value or 'nothing'}" if one.verdict == "correct" and not isinstance(one.value, dict) else ""
    return f"{one.verdict} {named}{value}{f' ({one.note})' if one.note else ''}"
