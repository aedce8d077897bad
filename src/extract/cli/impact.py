"""``press-extract patterns impact``: what an editor's change does to every release at hand."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.progress import track

from extract.batch import MAX_BYTES, Input, discover
from extract.batch.inputs import read
from extract.cli.changes import EXAMPLES, Line, print_cluster, print_patterns
from extract.cli.console import err, out, wrong
from extract.cli.pipeline import extractor
from extract.diff import Tally
from extract.diff.clusters import Key
from extract.evaluate.impact import Impact, impacts, patterns_at, plain_impact
from extract.evaluate.labels import SUFFIX, LabelError, Labelled, read_gold
from extract.evaluate.stats import by_field, counts, summary
from extract.ingest import IngestFailure
from extract.patterns import PatternError, load
from extract.patterns.loader import default_folder
from extract.patterns.manifest import changed_patterns, manifest
from extract.pipeline import Extractor
from extract.records.release import Release

GOLD = Path("tests/gold")
UNSEEN = "test"


def impact(folders: Sequence[Path], *, base: str, patterns: Path | None, model: str | None, every: bool) -> int:
    """Prints the patterns that changed, the records that changed with them, and the scores before and after."""
    folder = patterns or default_folder()
    with tempfile.TemporaryDirectory() as scratch:
        try:
            before = patterns_at(base, folder, Path(scratch))
            edited = changed_patterns(manifest(load(before)), manifest(load(folder)))
            old, new = extractor(model, before), extractor(model, folder)
            found = _found(folders, old, new)
        except (LabelError, PatternError) as error:
            raise wrong(str(error)) from None
    out.print(f"patterns changed: {len(edited)}")
    print_patterns(edited)
    _print_changes(found, every=every)
    _print_scores(found)
    return 0


def _found(folders: Sequence[Path], old: Extractor, new: Extractor) -> list[Impact]:
    labelled: list[Labelled] = []
    sources: list[str] = []
    for folder in folders or [GOLD]:
        if folder.is_dir() and any(folder.rglob(f"*{SUFFIX}")):
            labelled += read_gold(folder)
        elif folder.exists():
            sources.append(str(folder))
        elif folders:
            raise LabelError(f"{folder}: not there; give a folder of releases or of labelled releases")
        else:
            raise LabelError(f"{folder}: not here; name the folders of releases to compare over")
    watched = track(labelled, "comparing", console=err, transient=True, disable=not err.is_terminal)
    return [*impacts(watched, old, new), *_plain(sources, old, new)]


def _plain(sources: Sequence[str], old: Extractor, new: Extractor) -> list[Impact]:
    found = []
    for source in discover(sources):
        if not isinstance(source, Input):
            continue
        data = read(source, MAX_BYTES)
        if isinstance(data, IngestFailure):
            raise LabelError(f"{data.uri}: {data.reason}")
        known: dict[str, Any] = {"uri": source.uri, "format": source.format, "hints": source.hints}
        pairs = zip(old.read(data, **known), new.read(data, **known), strict=True)
        found += [plain_impact(a.id, a, b) for a, b in pairs if isinstance(a, Release) and isinstance(b, Release)]
    return found


def _print_changes(found: Sequence[Impact], *, every: bool) -> None:
    tally = Tally()
    ops: Counter[str] = Counter()
    held: dict[Key, list[Line]] = defaultdict(list)
    for one in found:
        for change in one.changes:
            ops[change.op] += 1
            if not _is_unseen(one):
                words = one.around(change)
                held[tally.add(change)].append((change, one.key, words, words))
    touched = sum(bool(one.changes) for one in found)
    told = ", ".join(f"{ops[op]} {op}" for op in ("added", "removed", "changed"))
    out.print(f"{touched} of {len(found)} releases change: {told}")
    for key, cluster in tally.keys().items():
        shown = held[key] if every else held[key][:EXAMPLES]
        print_cluster(f"{cluster.changes} × {cluster.title}", shown, cluster.changes - len(shown))
    unseen = sum(len(one.changes) for one in found if _is_unseen(one))
    if unseen:
        out.print(f"\n{unseen} more in the half that nobody may write rules for; its scores are below")


def _is_unseen(one: Impact) -> bool:
    return bool(one.after) and one.key.startswith(f"{UNSEEN}/")


def _print_scores(found: Sequence[Impact]) -> None:
    halves: dict[str, list[Impact]] = defaultdict(list)
    for one in found:
        if one.after:
            halves[one.key.partition("/")[0]].append(one)
    for half, ones in halves.items():
        before = summary(by_field([o for one in ones for o in one.before], resamples=0))
        after = summary(by_field([o for one in ones for o in one.after], resamples=0))
        lines = []
        for field in after.keys() | before.keys():
            old, new = before.get(field, counts(())), after.get(field, counts(()))
            if old != new:
                shares = (
                    f"{_share(old.precision)} → {_share(new.precision)}   {_share(old.recall)} → {_share(new.recall)}"
                )
                moved = (new.hit - old.hit, new.missed - old.missed, new.false - old.false)
                lines.append(f"  {field:<20} {shares}   {moved[0]:+d} right, {moved[1]:+d} missed, {moved[2]:+d} false")
        out.print("")
        out.print(f"{half}: {len(ones)} labelled releases" + ("" if lines else ", every score as before"))
        if lines:
            out.print(f"  {'field':<20} {'precision':<15} {'recall':<15}")
        for line in sorted(lines):
            out.print(line)


def _share(value: float | None) -> str:
    return "  –  " if value is None else f"{value:.3f}"
