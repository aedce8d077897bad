"""A run of the store brought to a destination: only what differs from what is there travels.

Both sides are walked together in the order of the releases' names. A release whose digest is there already is left
alone, unread; another is read, and its rows take the place of what was there; one that a run of the same sources no
longer has is marked as withdrawn.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from extract.check.between import Timeline, contradictions, timelines
from extract.check.seen import compile_finished
from extract.feed.judged import Heard, Judged, Record, Rule, rules_of
from extract.feed.ledger import FED
from extract.feed.rows import RecordError, Row, Rows, rows_of
from extract.feed.sightings import Sighting, dumped, loaded, sightings
from extract.feed.target import Address, Batch, FeedError, Target, Terms, There, no_rows
from extract.feed.timelines import ProjectKeys, timeline_rows
from extract.patterns import Patterns
from extract.records.release import Check
from extract.store import Run, Store, Stored, runs
from extract.store.entries import entries, records

_PAGE: Final = 1_000
"""Releases whose state is asked for at a time."""
_MOST_RELEASES: Final = 1_000
_MOST_TEXT: Final = 8_000_000
"""Characters of text in one batch, which memory holds with all its rows."""
_READ: Final = 200
_FORM: Final = hashlib.blake2b(repr(FED).encode(), digest_size=8).hexdigest()
"""Of the tables: when they change, everything travels anew."""


@dataclass(frozen=True, slots=True)
class Fed:
    """What a feed did, in releases. ``failed`` have a record that contradicts itself; they stay as they were."""

    run: int
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    returned: int = 0
    failed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def travelled(self) -> int:
        """How many releases the destination got something about."""
        return self.added + self.changed + self.withdrawn + self.returned


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. ``patterns`` tell the last step of a timeline and how often rules were right; ``since`` is the
    run that the destination is taken to have: only what changed from there travels."""

    patterns: Patterns
    since: Run | None = None
    history: bool = False
    only_accepted: bool = False
    progress: Callable[[int], None] = field(default=lambda count: None)


def feed(store: Store, run: Run, address: Address, wanted: Wanted) -> tuple[Fed, ...]:
    """Feeds a run; with ``history`` each run before it that the destination has not seen, in their order, with what was
    decided by then; and the run itself so too, where something was decided after it.

    Each is one transaction. FeedError or StoreError where it cannot be done: the destination is then as it was.
    """
    judged = Judged.of(store, wanted.patterns)
    if wanted.only_accepted and not judged.accepts:
        raise FeedError(f"{address.name}: nobody has accepted a record yet (feed without --only accepted)")
    last = address.fed_last() if wanted.history else None
    chosen = _runs_before(store, run, last, wanted.since) if wanted.history else ()
    if wanted.history and last != run_key(run) and run.ended_at is not None and (judged.at or "") > run.ended_at:
        chosen = (*chosen, run)
    since, found = wanted.since, []
    for one in chosen:
        # What was decided after a run was not believed when it was through.
        then = Judged.of(store, wanted.patterns, until=one.ended_at)
        found.append(_feed(store, one, address, replace(wanted, since=since), then))
        since = one if since is not None and one is not run else since
    found.append(_feed(store, run, address, replace(wanted, since=since), judged))
    return tuple(found)


def _runs_before(store: Store, run: Run, last: str | None, since: Run | None) -> tuple[Run, ...]:
    """The runs before ``run`` that are done and came after the one that was fed last."""
    known = tuple(one for one in reversed(runs(store)) if not one.is_open and one.id < run.id)
    if since is not None:
        return tuple(one for one in known if one.id > since.id)
    numbers = [one.id for one in (*known, run) if run_key(one) == last]
    return tuple(one for one in known if not numbers or one.id > numbers[0])


def run_key(run: Run) -> str:
    """The key of a run: its start and its number, since each store counts its own."""
    return f"{run.started_at}/{run.id}"


def _feed(store: Store, run: Run, address: Address, wanted: Wanted, judged: Judged) -> Fed:
    if run.ended_at is None:
        raise FeedError(f"run {run.id} of {store.name} is not through (give the command of the run again, or --run)")
    at = max(run.ended_at, judged.at or "")
    with address.opened(Terms(run_row(run), at, wanted.history)) as target:
        return _Feeding(store, run, target, wanted, judged).done()


def run_row(run: Run) -> Row:
    """The row of a run."""
    by = run.extractor
    return {
        "id": run_key(run), "number": run.id, "started_at": run.started_at, "ended_at": run.ended_at,
        "sources": json.dumps(run.sources, ensure_ascii=False), "version": by.version, "patterns": by.patterns,
        "model": by.model, "code": run.code, "releases": run.releases, "failures": run.failures,
    }  # fmt: skip


class _Feeding:
    """One run on its way into one destination."""

    def __init__(self, store: Store, run: Run, target: Target, wanted: Wanted, judged: Judged) -> None:
        self._store, self._run, self._target, self._wanted, self._judged = store, run, target, wanted, judged
        self._row = run_row(run)
        self._finished = compile_finished(wanted.patterns)
        self._form = f"{_FORM} {wanted.only_accepted} {self._finished.expression.pattern}"
        self._checks: Mapping[str, tuple[Check, ...]] = {}
        self._fed = Fed(run.id)
        self._failed: list[str] = []
        self._waiting: dict[str, There | None] = {}
        self._pending = _Pending()
        self._gone: set[str] = set()
        self._in_timelines: set[str] = set()
        self._withdrawn: list[str] = []
        self._returned: list[str] = []

    def done(self) -> Fed:
        """Feeds the run; what was done."""
        told = dict(self._target.told())
        whole = self._digest()
        if told.get("content") != whole:
            found = self._timelines()
            self._checks = contradictions(found)
            self._walk()
            self._close_timelines(found, told)
        else:
            self._count(unchanged=self._run.releases)
        self._fed = replace(self._fed, failed=tuple(self._failed), notes=tuple(self._target.notes))
        if self._failed:
            whole = ""  # they are tried again
        brought = self._fed.travelled > 0
        self._target.tell(told | {"content": whole, "run": str(self._row["id"])}, self._row if brought else None)
        return self._fed

    def _digest(self) -> str:
        """A digest of all that is asked for: where it is that of the last feed, everything is there."""
        judged, since = self._judged, self._wanted.since
        made = hashlib.blake2b(f"{self._form} {since and since.id} {judged.all_shares}".encode(), digest_size=12)
        made.update(str(self._row["sources"]).encode("utf-8", "surrogatepass"))
        for release, record in entries(self._store, self._run):
            made.update(f"{release}\0{judged.key(release)}\0".encode() + record)
        return made.hexdigest()

    def _count(self, **more: int) -> None:
        self._fed = replace(self._fed, **{name: getattr(self._fed, name) + count for name, count in more.items()})

    # ------------------------------------------------------------ timelines

    def _timelines(self) -> tuple[Timeline, ...]:
        """The timelines of the run. Of what the destination has already, it is asked and not the store."""
        if self._wanted.only_accepted:
            return ()  # they are of all projects, accepted or not
        found = timelines(one.seen for one in self._sightings())
        self._in_timelines = {step.seen.release for timeline in found for step in timeline.steps}
        return found

    def _sightings(self) -> Iterator[Sighting]:
        unknown: list[str] = []
        for ours, there in self._merged():
            if ours is None:
                continue
            if there is not None and there.record == self._record_key(ours.release, ours.record):
                yield from loaded(there.sightings)
                continue
            unknown.append(ours.release)
            if len(unknown) >= _READ:
                yield from self._read_sightings(unknown)
                unknown.clear()
        yield from self._read_sightings(unknown)

    def _read_sightings(self, releases: Sequence[str]) -> Iterator[Sighting]:
        for one in _in_order(records(self._store, self._run, releases)):
            yield from sightings(self._judged.applied(one.content).record, self._finished)

    def _record_key(self, release: str, record: bytes) -> str:
        """The key of a record as people say that it is."""
        judged = self._judged.key(release)
        return f"{record.hex()}.{judged}" if judged else record.hex()

    def _close_timelines(self, found: Sequence[Timeline], told: dict[str, str]) -> None:
        """Brings the timelines, where they are others than those that are there."""
        rows = timeline_rows(found, self._keys())
        digest = hashlib.blake2b(json.dumps(rows).encode(), digest_size=12).hexdigest()
        if told.get("timelines") != digest:
            self._target.take_timelines(rows)
            told["timelines"] = digest

    def _keys(self) -> ProjectKeys:
        """The keys of the projects in timelines that the destination has."""
        keys: dict[tuple[str, str], str] = {}
        for there in self._theirs() if self._in_timelines else ():
            if there.release in self._in_timelines:
                keys.update(((there.release, one.seen.project), one.key) for one in loaded(there.sightings))
        return keys

    # ------------------------------------------------------------ releases

    def _walk(self) -> None:
        for ours, there in self._merged():
            if ours is None:
                assert there is not None
                if self._is_gone(there):
                    self._withdrawn.append(there.release)
            elif ours.same:
                self._count(unchanged=1)
            else:
                self._compared(ours, there)
        self._read()
        self._send()
        for marked, how in ((self._withdrawn, self._target.withdraw), (self._returned, self._target.bring_back)):
            for n in range(0, len(marked), _PAGE):
                how(marked[n : n + _PAGE])
        self._count(withdrawn=len(self._withdrawn), returned=len(self._returned))

    def _compared(self, ours: _Ours, there: There | None) -> None:
        """Sets aside what is to be read, and what has only lost its mark."""
        if self._wanted.only_accepted and not self._judged.key(ours.release):
            self._leave_out(ours.release, there)  # nobody has looked at it
        elif there is None or there.content != self._content_key(ours.release, ours.record, _rules(there)):
            self._waiting[ours.release] = there
            if len(self._waiting) >= _READ:
                self._read()
        elif there.withdrawn:
            self._returned.append(ours.release)
        else:
            self._count(unchanged=1)

    def _content_key(self, release: str, record: bytes, rules: Sequence[Rule]) -> str:
        """The digest of all that a release's rows are made of. ``rules`` are those of its record."""
        more = "\n".join(check.model_dump_json() for check in self._checks.get(release, ()))
        judged = f"{self._judged.key(release)} {self._judged.share_key(rules)}"
        return hashlib.blake2b(record + f"{self._form}\0{judged}\0{more}".encode(), digest_size=12).hexdigest()

    def _leave_out(self, release: str, there: There | None) -> None:
        if there is not None and not there.withdrawn:
            self._withdrawn.append(release)

    def _is_gone(self, there: There) -> bool:
        """Whether the run shows that a release is no longer there: it read what it came from, or came after a run that
        had it."""
        if there.withdrawn:
            return False
        if self._wanted.since is not None:
            return there.release in self._gone
        return there.sources == self._row["sources"]

    def _merged(self) -> Iterator[tuple[_Ours | None, There | None]]:
        """Each release of the run, or of the destination, or of both, in the order of their names."""
        ours, theirs = self._ours(), self._theirs()
        one, other = next(ours, None), next(theirs, None)
        while one is not None or other is not None:
            if other is None or (one is not None and one.release < other.release):
                yield one, None
                one = next(ours, None)
            elif one is None or other.release < one.release:
                yield None, other
                other = next(theirs, None)
            else:
                yield one, other
                one, other = next(ours, None), next(theirs, None)

    def _theirs(self) -> Iterator[There]:
        after = ""
        while page := self._target.there(after, _PAGE):
            yield from page
            after = page[-1].release

    def _ours(self) -> Iterator[_Ours]:
        """The releases of the run; those of the run since which is asked are the same where their records are, and
        what was decided about them by then."""
        since = self._wanted.since
        earlier = iter(()) if since is None else entries(self._store, since)
        then = None if since is None else Judged.of(self._store, self._wanted.patterns, until=since.ended_at)
        before = next(earlier, None)
        for release, record in entries(self._store, self._run):
            while before is not None and before[0] < release:
                self._gone.add(before[0])
                before = next(earlier, None)
            same = before == (release, record) and then is not None and then.key(release) == self._judged.key(release)
            if before is not None and before[0] == release:
                before = next(earlier, None)
            yield _Ours(release, record, same)
        while before is not None:
            self._gone.add(before[0])
            before = next(earlier, None)

    # ------------------------------------------------------------ what travels

    def _read(self) -> None:
        """Reads the releases that wait, and makes their rows."""
        for one in _in_order(records(self._store, self._run, list(self._waiting))):
            there = self._waiting[one.release]
            try:
                heard = self._heard(one.content)
                made = rows_of(heard.record, heard.decisions) if heard is not None else None
            except RecordError as error:
                self._failed.append(f"{one.release} cannot be fed: {error}")
                continue
            if heard is None or made is None:
                self._leave_out(one.release, there)
                continue
            self._pending.add(heard.record, made, self._delivery(one, heard), known=there is not None)
            self._count(**{"added" if there is None else "changed": 1})
            if self._pending.is_full:
                self._send()
        self._waiting.clear()

    def _delivery(self, one: Stored, heard: Heard) -> Row:
        rules = rules_of(one.content)
        content = self._content_key(one.release, one.record, rules)
        return {
            "release": one.release, "run": self._row["id"], "content": content,
            "record": self._record_key(one.release, one.record),
            "sightings": dumped(sightings(heard.record, self._finished)), "rules": json.dumps(rules),
        }  # fmt: skip

    def _heard(self, record: Record) -> Heard | None:
        checks = self._checks.get(record["id"], ())
        if checks:
            more = [check.model_dump(mode="json") for check in checks]
            record = {**record, "checks": [*record["checks"], *more]}
        return self._judged.accepted(record) if self._wanted.only_accepted else self._judged.applied(record)

    def _send(self) -> None:
        if self._pending.releases:
            self._target.take(self._pending.batch())
            self._wanted.progress(len(self._pending.releases))
        self._pending = _Pending()


def _rules(there: There) -> tuple[Rule, ...]:
    return tuple((kind, rule) for kind, rule in json.loads(there.rules or "[]"))


def _in_order(found: Iterable[Stored]) -> list[Stored]:
    return sorted(found, key=lambda one: one.release)


@dataclass(frozen=True, slots=True)
class _Ours:
    """A release of the run; ``same`` where the run since which is asked has it so."""

    release: str
    record: bytes
    same: bool


class _Pending:
    """Releases that wait for being sent together."""

    def __init__(self) -> None:
        self.releases: list[str] = []
        self._known: list[str] = []
        self._records: list[Record] = []
        self._rows = no_rows()
        self._length = 0

    def add(self, record: Record, rows: Rows, delivery: Row, *, known: bool) -> None:
        release = str(delivery["release"])
        self.releases.append(release)
        self._records.append(record)
        if known:
            self._known.append(release)
        for name, own in rows.items():
            self._rows[name] += own
        self._rows["delivery"].append(delivery)
        self._length += len(record["text"])

    @property
    def is_full(self) -> bool:
        return len(self.releases) >= _MOST_RELEASES or self._length >= _MOST_TEXT

    def batch(self) -> Batch:
        return Batch(self.releases, self._known, self._rows, self._records)
