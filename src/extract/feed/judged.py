"""What people decided, heeded where records leave the store: their word wins over the machine's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from extract.assemble.confidence import KINDS, Shares, calibrated, judged_shares
from extract.decide import Judgement, Silences
from extract.diff.decided import NAMING, decided, of_release
from extract.diff.links import unnamed
from extract.diff.overlay import overlaid
from extract.diff.worth import judged_rules
from extract.feed import decision
from extract.feed.decision import Decided
from extract.patterns import Patterns
from extract.records.release import Release
from extract.store import Store
from extract.store.deciding import decisions, silences
from extract.store.judging import standing

Record = Mapping[str, Any]
"""A release as its JSON values."""
Rule = tuple[str, str]
_KEPT: Final = ("sections", "places", "amounts", "people")
"""Kinds that others name."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A record with what people decided in it, and the decisions themselves."""

    record: Record
    decisions: tuple[Decided, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """The decisions of people on the releases of a store, ready to be applied to each record.

    ``shares`` has the confidence of judged rules alone. ``at`` is when the latest decision was made or taken back (ISO
    8601 in UTC), None where there is none.
    """

    judgements: Mapping[str, tuple[Judgement, ...]] = field(default_factory=dict)
    silences: Silences = field(default_factory=Silences)
    shares: Shares = field(default_factory=dict)
    at: str | None = None

    @classmethod
    def of(cls, store: Store, patterns: Patterns, *, until: str | None = None) -> Judged:
        """What the store holds now, or held at a time (ISO 8601 in UTC); ``patterns`` have the counts of labelled
        releases. Decisions are few beside releases, so memory has them all."""
        times = [when for one in decisions(store) if (when := decision.utc(one.at)) is not None]
        if until is not None:
            times = [when for when in times if when <= until]
        given = dict(of_release(standing(store, until=until)))
        silent = Silences.of(one for one in silences(store) if until is None or (decision.utc(one.at) or "") <= until)
        shares = judged_shares(patterns, judged_rules(store)) if given else {}
        return cls(given, silent, shares, max(times, default=None))

    @property
    def accepts(self) -> bool:
        """Whether anybody judged any record."""
        return any(one.subject.of in NAMING for own in self.judgements.values() for one in own)

    def key(self, release: str) -> str:
        """A digest of what was decided about a release; empty where nothing was. It changes when a decision does."""
        own = (*self.judgements.get(release, ()), *self.silences.of_release.get(release, ()))
        told = "\n".join(one.model_dump_json() for one in own)
        return hashlib.blake2b(told.encode(), digest_size=8).hexdigest() if own else ""

    def share_key(self, rules: Sequence[Rule]) -> str:
        """A digest of how sure judgements make some rules; empty where none of them was judged."""
        told = sorted((*rule, self.shares[rule]) for rule in set(rules) if rule in self.shares)
        return hashlib.blake2b(json.dumps(told).encode(), digest_size=8).hexdigest() if told else ""

    @property
    def all_shares(self) -> str:
        """A digest of how sure judgements make all rules."""
        return hashlib.blake2b(repr(sorted(self.shares.items(), key=repr)).encode(), digest_size=8).hexdigest()

    def applied(self, record: Record) -> Heard:
        """The record as people say that it is: with their values in the place of the machine's, checks silenced, and
        its confidence as far as judgements move it."""
        if not self._speaks_of(record):
            return Heard(record)
        heard, own = self.heard(Release.model_validate(record))
        return Heard(heard.model_dump(mode="json", by_alias=True), own)

    def accepted(self, record: Record) -> Heard | None:
        """The records of a release of which people judged something, as they say that they are, with those that they
        name; None where that is nothing.

        Of the release itself there is always its row. Checks that were silenced alone are not judged.
        """
        if record["id"] not in self.judgements:
            return None
        heard, own = self.heard(Release.model_validate(record))
        judged = [one for one in own if one.verdict != "silence" and one.at is not None]
        if not judged:
            return None
        chosen: dict[str, set[int]] = {}
        for one in judged:
            if one.kind != "release" and one.at is not None:
                chosen.setdefault(one.kind, set()).add(one.at)
        return _only(heard, own, _with_named(heard, chosen))

    def heard(self, release: Release) -> tuple[Release, tuple[Decided, ...]]:
        """The release as people say that it is, and the decisions about it."""
        said = decided(release, self.judgements.get(release.id, ()))
        made = overlaid(self._marked(release), said)
        triples = zip(said, made.places, made.written, strict=True)
        own = [decision.judged(one, at, heeded, release.text) for one, at, heeded in triples]
        return made.release, (*own, *self._silenced(made.release))

    def marked(self, release: Release) -> tuple[Release, tuple[Decided, ...]]:
        """The release with the machine's values, its checks silenced and its confidence as far as judgements move it;
        and the decisions about it."""
        marked = self._marked(release)
        said = decided(release, self.judgements.get(release.id, ()))
        return marked, (
            *(decision.judged(one, one.at, one.agrees, release.text) for one in said),
            *self._silenced(marked),
        )

    # ------------------------------------------------------------ one release

    def _speaks_of(self, record: Record) -> bool:
        name = record["id"]
        if name in self.judgements or name in self.silences.of_release:
            return True
        return bool(self.shares) and any(rule in self.shares for rule in rules_of(record))

    def _marked(self, release: Release) -> Release:
        # It was calibrated when it was read, so what it says below 0.80 may be its matcher's own doubt, and stays.
        return self.silences.applied(calibrated(release, self.shares) if self.shares else release)

    def _silenced(self, release: Release) -> Iterator[Decided]:
        own = self.silences.of_release.get(release.id, ())
        for at, check in enumerate(release.checks) if own else ():
            silence = next((one for one in own if one.is_of(check)), None)
            if silence is not None and check.silenced is not None and silence.reason == check.silenced:
                yield decision.silenced(silence, at, check.evidence[0] if check.evidence else None)


def rules_of(record: Record) -> tuple[Rule, ...]:
    """The rules of a record whose confidence judgements may move, each once, in order."""
    return tuple(sorted({(kind, rule) for kind in KINDS for one in record[kind] if (rule := one.get("rule"))}))


def _with_named(release: Release, chosen: Mapping[str, set[int]]) -> Mapping[str, set[int]]:
    """The chosen records, and those that they name."""
    found = {kind: set(own) for kind, own in chosen.items()}
    at = {kind: {one.id: n for n, one in enumerate(getattr(release, kind))} for kind in _KEPT}

    def name(kind: str, one: str | None) -> None:
        if one is not None and one in at[kind]:
            found.setdefault(kind, set()).add(at[kind][one])

    for n in found.get("projects", ()):
        project = release.projects[n]
        name("places", project.place)
        for money in (project.granted, project.total):
            name("amounts", money.amount if money is not None else None)
    for n in found.get("quotes", ()):
        speaker = release.quotes[n].speaker
        name("people", speaker.person if speaker is not None else None)
    for n in tuple(found.get("amounts", ())):
        name("amounts", release.amounts[n].same_as)
    for n in found.get("amounts", ()):
        name("sections", release.amounts[n].section)
    return found


def _only(release: Release, own: Sequence[Decided], chosen: Mapping[str, set[int]]) -> Heard:
    """The release with the chosen records alone, and the decisions with their places there."""
    lists: dict[str, tuple[Any, ...]] = {}
    new: dict[str, Mapping[int, int]] = {"release": {0: 0}}
    for kind in decision.TABLE_OF:
        if kind != "release":
            kept = sorted(chosen.get(kind, ()))
            lists[kind] = tuple(getattr(release, kind)[n] for n in kept)
            new[kind] = {n: place for place, n in enumerate(kept)}
    made = unnamed(release.model_copy(update=lists))
    placed = tuple(one if one.at is None else decision.at(one, new[one.kind].get(one.at)) for one in own)
    return Heard(made.model_dump(mode="json", by_alias=True), placed)
