"""A run of the store as the folder of files that people look at; made anew from the store whenever it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from extract.check.between import Timeline, contradictions, timelines
from extract.check.seen import Seen, compile_finished, seen_in
from extract.feed.decision import Decided
from extract.feed.judged import Judged
from extract.feed.outputs import Format, Outputs
from extract.ingest import IngestFailure
from extract.patterns import Patterns, Phrase
from extract.records.release import Check, Release
from extract.store import Run, RunReport, Store, failures, report, stored


def write_view(
    store: Store,
    run: Run,
    out: Path,
    formats: Collection[Format],
    *,
    patterns: Patterns,
    heeded: bool = False,
    progress: Callable[[], None] = lambda: None,
) -> RunReport:
    """Writes the files of a run into ``out``; its figures, with what people decided and what releases contradict.

    ``patterns`` say what the last step of a timeline is, and how often rules were right; ``progress`` is told of each
    release. With ``heeded`` people's values stand in the place of the machine's. OutputError or StoreError where it
    cannot be done; the folder is then as it was.
    """
    judged = Judged.of(store, patterns)
    figures = report(store, run)
    spoken = judged.heard if heeded else judged.marked
    found = timelines(_seen(store, run, compile_finished(patterns), spoken if heeded else _alone))
    own = _by_release(found)
    extra = contradictions(found)
    with Outputs(out, formats) as outputs:
        for one in stored(store, run):
            plain = one.read()
            more = extra.get(plain.id, ())
            whole = plain.model_copy(update={"checks": (*plain.checks, *more)}) if more else plain
            release, decisions = spoken(whole)
            progress()
            try:
                outputs.write(release, own.get(release.id, ()), decisions)
            except ValueError as error:
                outputs.fail(IngestFailure(plain.source.uri, f"{plain.id} cannot be shown: {error}", "fault"))
                figures = replace(figures, releases=figures.releases - 1, failures=figures.failures + 1)
                continue
            figures = _counted(figures, release, len(plain.checks))
        for failure in failures(store, run):
            outputs.fail(failure)
        outputs.finish(figures, found)
    return figures


def contradicted(store: Store, run: Run, finished: Phrase) -> Mapping[str, tuple[Check, ...]]:
    """What releases of a run say otherwise than others of it, as checks by release."""
    return contradictions(timelines(_seen(store, run, finished, _alone)))


def _counted(figures: RunReport, release: Release, machine: int) -> RunReport:
    """The figures with the checks that the run did not count, and without those that people silenced."""
    if not any(check.silenced for check in release.checks) and len(release.checks) == machine:
        return figures
    return figures.with_silenced(release.checks[:machine]).with_checks(release.checks[machine:])


_Spoken = Callable[[Release], tuple[Release, Sequence[Decided]]]


def _alone(release: Release) -> tuple[Release, Sequence[Decided]]:
    return release, ()


def _seen(store: Store, run: Run, finished: Phrase, spoken: _Spoken) -> Iterator[Seen]:
    for one in stored(store, run, with_projects=True):
        yield from seen_in(spoken(one.read())[0], finished)


def _by_release(found: Sequence[Timeline]) -> dict[str, list[Timeline]]:
    own: dict[str, list[Timeline]] = {}
    for timeline in found:
        for step in timeline.steps:
            own.setdefault(step.seen.release, []).append(timeline)
    return own
