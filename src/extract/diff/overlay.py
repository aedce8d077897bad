"""A release as people say that it is: their values in the place of the machine's, as far as a record can hold them.

A record that people say is not there goes, and what named it names nothing; one that the machine missed comes, with
where it stands. What a record cannot hold stays as the machine has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from extract.diff.changes import Kind
from extract.diff.decided import Said
from extract.diff.links import unnamed
from extract.diff.missed import missed, standing, stretch
from extract.diff.unflat import FactError, states, with_fact
from extract.records.release import (
    Amount,
    Person,
    ProjectAmount,
    Quote,
    Release,
    Span,
    Speaker,
)

_ORDER: Final[tuple[Kind, ...]] = (
    "release", "sections", "places", "amounts", "people", "organisations", "projects", "quotes", "dates", "contacts",
    "checks",
)  # fmt: skip
"""What is named comes before what names it."""
_MOVES: Final = {("amounts", "value"), ("quotes", "text"), ("dates", "days")}
"""Fields that are read in the record's own stretch: who corrects one with a place moves the record there."""
_FIRST: Final[Mapping[Kind, tuple[str, ...]]] = {"projects": ("city",), "quotes": ("speaker",)}
"""Fields on which others of the same record rest."""


@dataclass(frozen=True, slots=True)
class Overlaid:
    """``places`` has, for each of what was said, the record's place in the release; None where there is none.
    ``written`` says of each whether the release says now what people say."""

    release: Release
    places: tuple[int | None, ...]
    written: tuple[bool, ...]


def overlaid(release: Release, said: Sequence[Said]) -> Overlaid:
    """The release with what people said of it, as :func:`extract.diff.decided.decided` gives it."""
    return _Overlay(release, said).done()


@dataclass(slots=True)
class _Overlay:
    """A release being written. A record that went is None in its list until the end, so that places hold."""

    before: Release
    said: Sequence[Said]
    head: Release = field(init=False)
    lists: dict[Kind, list[Any]] = field(init=False)
    at: list[int | None] = field(init=False)
    written: list[bool] = field(init=False)
    judged: set[tuple[Kind, int, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.head = self.before
        self.lists = {kind: list(getattr(self.before, kind)) for kind in _ORDER if kind != "release"}
        self.at = [one.at for one in self.said]
        self.written = [one.agrees for one in self.said]
        self.judged = {
            (one.kind, one.at, name) for one in self.said if one.at is not None for name in _spoken_of(one)
        }  # fmt: skip

    def done(self) -> Overlaid:
        for kind in _ORDER:
            for n, one in enumerate(self.said):
                if one.kind == kind and not self._is_settled(one):
                    self.written[n] = self._say(n, one)
        made, new = self._closed()
        places = tuple(
            at if at is None or one.kind == "release" else new[one.kind][at]
            for one, at in zip(self.said, self.at, strict=True)
        )
        return Overlaid(made, places, tuple(self.written))

    def _say(self, n: int, one: Said) -> bool:
        if one.at is None:
            self.at[n] = self._add(one)
            return self.at[n] is not None
        if one.field is None and one.human is None:
            if one.kind == "release":
                return False
            self.lists[one.kind][one.at] = None
            return True
        wanted = {
            name: human for name, (machine, human) in one.values().items() if machine != human or one.field is not None
        }
        first, written = _FIRST.get(one.kind, ()), True
        for name in sorted(wanted, key=lambda name: name not in first):
            written &= self._write(one, name, wanted[name])
        return written

    def _is_settled(self, one: Said) -> bool:
        """Whether the machine's record says it, and nothing that was said of all of the record says otherwise."""
        whole = (other for other in self.said if (other.kind, other.at, other.field) == (one.kind, one.at, None))
        return one.agrees and all(other.agrees for other in whole)

    # ------------------------------------------------------------ fields

    def _write(self, one: Said, name: str, fact: str | None) -> bool:
        assert one.at is not None
        before = self.head if one.kind == "release" else self.lists[one.kind][one.at]
        if before is None:
            return False
        try:
            after = with_fact(one.kind, before, name, fact, self._now())
        except FactError:
            return False
        if one.kind == "release":
            self.head = after
            return True
        if fact is not None:
            after = self._placed(one, name, fact, after)
        self.lists[one.kind][one.at] = self._followed(one.kind, one.at, name, before, after)
        return True

    def _placed(self, one: Said, name: str, fact: str, record: Any) -> Any:
        """The record with where the reviewer said that a value stands."""
        given = one.judgement is not None and one.judgement.verdict == "correct" and bool(one.judgement.spans)
        spans = self._inside(one.spans) if given else ()
        if (one.kind, name) in _MOVES:
            if one.kind == "quotes":
                spans = spans or standing(fact, self.before.text)
                return record.model_copy(update={"parts": spans}) if spans else record
            return record.model_copy(update=stretch(spans[0], self.before.text)) if spans else record
        if one.kind == "projects" and spans and one.field is not None:
            return record.model_copy(update={"evidence": {**record.evidence, name: spans}})
        return record

    def _followed(self, kind: Kind, at: int, name: str, before: Any, after: Any) -> Any:
        """What rests on a field that was corrected goes with it, where nobody judged it by itself."""
        if kind == "amounts" and name in ("value", "currency") and after.value is not None:
            self._sums_follow(before, after)
        if kind == "people" and name == "name":
            self._speakers_follow(before, after)
        if kind == "projects" and name == "city" and (kind, at, "place") not in self.judged:
            known = {place.id: place for place in self._there("places")}
            place = known.get(before.place or "")
            if place is not None and place.name == before.city:
                called = (place.id for place in known.values() if place.name == after.city)
                after = after.model_copy(update={"place": next(called, None)})
        if kind == "quotes" and name == "speaker" and after.speaker is not None:
            after = self._of_speaker(at, before, after)
        return after

    def _sums_follow(self, before: Amount, after: Amount) -> None:
        assert after.value is not None
        for at, project in enumerate(self.lists["projects"]):
            for name in ("granted", "total"):
                money = getattr(project, name) if project is not None else None
                if states(before, money) and ("projects", at, name) not in self.judged:
                    money = ProjectAmount(value=after.value, currency=after.currency, amount=after.id)
                    project = project.model_copy(update={name: money})
            self.lists["projects"][at] = project

    def _speakers_follow(self, before: Person, after: Person) -> None:
        for at, quote in enumerate(self.lists["quotes"]):
            speaker = quote.speaker if quote is not None else None
            if speaker is None or (speaker.person, speaker.name) != (before.id, before.name):
                continue
            if ("quotes", at, "speaker") not in self.judged:
                speaker = speaker.model_copy(update={"name": after.name})
                self.lists["quotes"][at] = quote.model_copy(update={"speaker": speaker})

    def _of_speaker(self, at: int, before: Quote, after: Quote) -> Quote:
        """Another speaker has not the title of the one before; the same, spelled otherwise, has."""
        assert after.speaker is not None
        was, now = before.speaker or Speaker(), after.speaker
        person = next((one for one in self._there("people") if now.name is not None and one.name == now.name), None)
        if person is None and now.name is not None and _share_a_word(was.name, now.name):
            return after
        if person is not None and person.id == was.person:
            return after
        plain = Speaker(name=now.name)
        if person is not None:
            title = person.titles[0] if person.titles else None
            plain = Speaker(
                name=now.name, title=title, organisation=person.organisation, party=person.party, person=person.id
            )
        kept = {name: getattr(now, name) for name in ("title", "organisation", "party")
                if ("quotes", at, f"speaker_{name}") in self.judged}  # fmt: skip
        made = plain.model_copy(update=kept)
        return after.model_copy(update={"speaker": None if made == Speaker() else made})

    # ------------------------------------------------------------ records that come

    def _add(self, one: Said) -> int | None:
        """Adds a record that the machine missed; its place, None where the record cannot be made."""
        facts = {name: human for name, (_, human) in one.values().items() if human is not None}
        record = missed(one.kind, facts, self._inside(one.spans), self._now(), self.before) if facts else None
        if record is None:
            return None
        self.lists[one.kind].append(record)
        return len(self.lists[one.kind]) - 1

    # ------------------------------------------------------------ what is there

    def _there(self, kind: Kind) -> list[Any]:
        return [record for record in self.lists[kind] if record is not None]

    def _now(self) -> Release:
        return self.head.model_copy(update={str(kind): tuple(self._there(kind)) for kind in self.lists})

    def _inside(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(span for span in spans if 0 <= span[0] < span[1] <= len(self.before.text))

    def _closed(self) -> tuple[Release, Mapping[Kind, Sequence[int | None]]]:
        """The release without what went, and where each record stands now."""
        new: dict[Kind, list[int | None]] = {}
        for kind, records in self.lists.items():
            count = iter(range(len(records)))
            new[kind] = [None if record is None else next(count) for record in records]
        lists: dict[str, tuple[Any, ...]] = {kind: tuple(self._there(kind)) for kind in self.lists}
        return unnamed(self.head.model_copy(update=lists)), new


def _spoken_of(one: Said) -> Iterator[str]:
    yield from one.values()


def _share_a_word(one: str | None, other: str) -> bool:
    return not set((one or "").casefold().split()).isdisjoint(other.casefold().split())
