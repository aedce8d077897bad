"""What people say of the records of a release, beside what the machine says. The records stay as they are.

A judgement holds where the text is the one it was given on, or the machine says what it said then. Where both are new
it says nothing here, and the change is asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast, get_args

from extract.decide import Claim, Fact, Judgement
from extract.diff.changes import Kind
from extract.diff.flat import Flat, flat, is_of_run
from extract.records.release import Release, Span
from extract.store.packing import text_key

NAMING: Final[Mapping[Kind, str]] = {
    "projects": "name", "places": "name", "people": "name", "organisations": "name", "contacts": "name",
    "amounts": "value", "quotes": "text", "dates": "days", "checks": "code", "sections": "heading",
    "release": "title",
}  # fmt: skip
"""The field by which a reader knows a record: what a correction of a whole record gives that is a plain text."""
_ONCE: Final = frozenset({"projects", "places", "people", "organisations", "contacts"})
"""Records that a release has once under a name, wherever it stands; the others are known by their place."""


@dataclass(frozen=True, slots=True)
class Said:
    """What people say of a record, or of a ``field`` of it (None: of all of it).

    ``at`` is the record's place in ``getattr(release, kind)`` (0 for kind ``release``), None where the release has no
    such record. ``machine`` and ``human`` are values as ``press-extract diff`` writes them, of a whole record a mapping
    of its fields, and None where there is nothing: a record that people say is not there has no ``human``, one that the
    machine missed has no ``machine``. ``spans`` are where it stands in the text, as far as that is known; ``rule`` made
    the machine's record. ``judgement`` is None for what is labelled and not judged.
    """

    kind: Kind
    record: str
    at: int | None
    field: str | None
    machine: Fact
    human: Fact
    spans: tuple[Span, ...] = ()
    rule: str | None = None
    judgement: Judgement | None = None

    @property
    def agrees(self) -> bool:
        """Whether the machine says what people say."""
        return self.machine == self.human

    def values(self) -> Mapping[str, tuple[str | None, str | None]]:
        """The fields that people spoke of, each with the machine's and the human value; None: no such value."""
        if self.field is not None:
            return {self.field: (_text(self.machine), _text(self.human))}
        machine, human = (one if isinstance(one, dict) else {} for one in (self.machine, self.human))
        return {name: (machine.get(name), human.get(name)) for name in dict.fromkeys((*human, *machine))}


def decided(release: Release, judgements: Iterable[Judgement]) -> tuple[Said, ...]:
    """What the standing judgements of a release, the oldest first, say of its records as they are now.

    Of two about one field of one record the later counts, and one about a whole record takes the place of those about
    its fields.
    """
    given = tuple(judgements)
    if not given:
        return ()
    own = text_key(release.text).hex()
    records = _Records.of(release, (one.subject.of for one in given))
    said = []
    for one in given:
        same_text = one.subject.text == own
        # In another text the machine says the same of what it found. Of what it did not find there is nothing to say.
        found = records.here(one.claim) if same_text else records.again(one.claim) if _was_there(one) else None
        if found is not None:
            where = one.spans if one.verdict == "correct" and one.spans and same_text else found.spans
            said.append(replace(found, judgement=one, spans=where))
    return _standing(said)


def _was_there(one: Judgement) -> bool:
    return one.subject.op != "removed"


def claimed(release: Release, claims: Sequence[Claim]) -> tuple[Said, ...]:
    """The same for claims about the very text of the release, as labels make them."""
    records = _Records.of(release, (one.of for one in claims))
    return _standing(said for one in claims if (said := records.here(one)) is not None)


def _standing(said: Iterable[Said]) -> tuple[Said, ...]:
    kept: dict[tuple[object, ...], Said] = {}
    for one in said:
        record = (one.kind, one.record if one.at is None else one.at)
        for key in [key for key in kept if key[:2] == record and (one.field is None or key[2] is None)]:
            # A field of a record that was said not to be there: then it is there.
            if one.field is None or kept[key].human is None:
                del kept[key]
        kept[(*record, one.field)] = one
    return tuple(kept.values())


@dataclass(frozen=True, slots=True)
class _Records:
    """The records of a release as facts, each kind in its order, with their places in the release."""

    of_kind: Mapping[Kind, Sequence[tuple[int, Flat]]]
    text: str

    @classmethod
    def of(cls, release: Release, kinds: Iterable[str]) -> _Records:
        wanted = {cast(Kind, kind) for kind in kinds if kind in NAMING}
        return cls(
            {kind: _numbered(release, kind, flats) for kind, flats in flat(release, wanted).items()}, release.text
        )

    def here(self, claim: Claim) -> Said | None:
        """What a claim about this very text says; None where it speaks of a record that is not there any more."""
        if claim.of not in self.of_kind:
            return None  # of the text itself, which is the sender's
        kind = cast(Kind, claim.of)
        if claim.field is not None:
            found = self._with_field(kind, claim)
            return None if found is None else _said(kind, claim, *found)
        # Where a record went with a change of the text, its place is one in the text before.
        first = claim.record.split()[:1]
        spans = claim.spans if any(first and first[0] in self.text[slice(*span)] for span in claim.spans) else ()
        placed = claim.model_copy(update={"spans": spans})
        found = self._whole(kind, placed)
        if found is None:
            return Said(kind, claim.record, None, None, None, _fields(kind, claim), spans)
        return _said(kind, placed, *found)

    def again(self, claim: Claim) -> Said | None:
        """What a claim about another text says, where the machine says the same as there; else None."""
        if claim.of not in self.of_kind:
            return None
        kind, names = cast(Kind, claim.of), _names(cast(Kind, claim.of), claim)
        alike = [
            one
            for one in self.of_kind[kind]
            if (kind == "release" or one[1].label in names) and _says_the_same(claim, one[1])
        ]
        return _said(kind, claim, *alike[min(claim.nth, len(alike)) - 1]) if alike else None

    def _with_field(self, kind: Kind, claim: Claim) -> tuple[int, Flat] | None:
        """The record of which a field was judged."""
        records = self.of_kind[kind]
        if kind == "release":
            return records[0]
        named = [one for one in records if one[1].label in _names(kind, claim)]
        there = [one for one in records if _touch(claim, one[1])]
        both = [one for one in named if one in there]
        # Called otherwise, it begins where it began.
        begins = [one for one in records if claim.at is not None and one[1].spans and one[1].spans[0][0] == claim.at]
        begins = begins if len(begins) == 1 else []
        if kind in _ONCE or not claim.spans:
            # Called otherwise now, it is the same where no other stands there.
            candidates = both or named or begins or (there if len(there) == 1 else [])
        else:
            candidates = both or begins or there
        return candidates[min(claim.nth, len(candidates)) - 1] if candidates else None

    def _whole(self, kind: Kind, claim: Claim) -> tuple[int, Flat] | None:
        """The record of which all was judged."""
        records = self.of_kind[kind]
        if kind == "release":
            return records[0]
        there = [one for one in records if _touch(claim, one[1])]
        named = [one for one in records if one[1].label in _names(kind, claim)]
        exact = [one for one in named if dict(one[1].fields) == claim.said]
        if claim.spans:
            candidates = [one for one in exact if one in there]
            candidates = candidates or [one for one in there if kind not in _ONCE or one in named]
            if claim.right is not None and not candidates:
                # It is there, at another place or under another name: what people miss is missing nowhere.
                candidates = exact or named or (there if len(there) == 1 else [])
        else:
            candidates = exact or (named if len(named) == 1 else [])
        return candidates[min(claim.nth, len(candidates)) - 1] if candidates else None


def _said(kind: Kind, claim: Claim, at: int, one: Flat) -> Said:
    machine: Fact = dict(one.fields) if claim.field is None else one.fields.get(claim.field)
    human = _fields(kind, claim) if claim.field is None else claim.right
    return Said(kind, one.label, at, claim.field, machine, human, one.spans_of(claim.field), one.rule)


def _numbered(release: Release, kind: Kind, flats: Sequence[Flat]) -> Sequence[tuple[int, Flat]]:
    if kind == "release":
        return [(0, flats[0])]
    places = [n for n, record in enumerate(getattr(release, kind)) if not is_of_run(record)]
    return list(zip(places, flats, strict=True))


def _names(kind: Kind, claim: Claim) -> set[str]:
    """What the record may be called now: as it was when it was judged, or as people say."""
    values = [claim.said, claim.right] if claim.field == NAMING[kind] else []
    return {claim.record, *(Flat(kind, value, {}).label for value in values if isinstance(value, str))}


def _touch(claim: Claim, one: Flat) -> bool:
    places = one.spans_of(claim.field)
    return any(low < end and start < high for low, high in claim.spans for start, end in places)


def _says_the_same(claim: Claim, one: Flat) -> bool:
    if claim.field is not None:
        return one.fields.get(claim.field) == claim.said
    return dict(one.fields) == claim.said


def _fields(kind: Kind, claim: Claim) -> Fact:
    """The fields of a whole record by a claim: a plain text corrects what it is known by."""
    if not isinstance(claim.right, str):
        return claim.right
    said = claim.said if isinstance(claim.said, dict) else {}
    return {**said, NAMING[kind]: claim.right}


def _text(fact: Fact) -> str | None:
    return fact if isinstance(fact, str) else None


def of_release(judgements: Iterable[Judgement]) -> Iterator[tuple[str, tuple[Judgement, ...]]]:
    """Judgements in the order of their releases, release by release."""
    held: list[Judgement] = []
    for one in judgements:
        if held and held[0].subject.release != one.subject.release:
            yield held[0].subject.release, tuple(held)
            held = []
        held.append(one)
    if held:
        yield held[0].subject.release, tuple(held)


assert set(NAMING) | {"text"} == set(get_args(Kind))
