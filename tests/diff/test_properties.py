"""What holds of any two records: nothing differs from itself, the other way round is the mirror, and the changes are all
that there is between the two."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.releases import SAMPLE, releases

from extract.diff import Difference, differences
from extract.diff.flat import flat
from extract.records.release import Release

_KINDS = (
    "projects",
    "amounts",
    "places",
    "quotes",
    "people",
    "organisations",
    "dates",
    "contacts",
    "checks",
    "sections",
)
Fact = tuple[str, tuple[tuple[str, str], ...]]


def _shuffled(release: Release, seed: int) -> Release:
    drawn = random.Random(seed)
    lists = {kind: list(getattr(release, kind)) for kind in _KINDS}
    for records in lists.values():
        drawn.shuffle(records)
    return release.model_copy(update={kind: tuple(records) for kind, records in lists.items()})


@st.composite
def edited(draw: st.DrawFn) -> Release:
    """SAMPLE with records left out, repeated and given each other's fields: records that are hard to tell apart."""
    fields: dict[str, Any] = {}
    for kind in _KINDS:
        records = list(getattr(SAMPLE, kind))
        chosen = draw(st.lists(st.sampled_from(records), max_size=6)) if draw(st.booleans()) else records
        names = [name for name in type(records[0]).model_fields if name not in ("id", "start", "end", "kind")]
        for n, record in enumerate(chosen):
            if draw(st.integers(0, 3)) == 0:
                name = draw(st.sampled_from(names))
                chosen[n] = record.model_copy(update={name: getattr(draw(st.sampled_from(records)), name)})
        if "id" in type(records[0]).model_fields:
            own = [record.id for record in chosen]
            chosen = [
                record.model_copy(update={"id": f"{record.id}-{n}"}) if record.id in own[:n] else record
                for n, record in enumerate(chosen)
            ]
        fields[kind] = tuple(chosen)
    return SAMPLE.model_copy(update=fields)


pairs = st.one_of(st.tuples(releases(), releases()), st.tuples(edited(), edited()))


def _mirror(found: tuple[Difference, ...]) -> Counter[str]:
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    return Counter(
        repr(
            (
                d.kind,
                turned[d.op],
                d.field,
                d.after,
                d.before,
                d.spans_after,
                d.spans_before,
                d.rule_after,
                d.rule_before,
            )
        )
        for d in found
    )


def _plain(found: tuple[Difference, ...]) -> Counter[str]:
    return Counter(
        repr((d.kind, d.op, d.field, d.before, d.after, d.spans_before, d.spans_after, d.rule_before, d.rule_after))
        for d in found
    )


@given(releases(), st.integers())
def test_nothing_differs_from_itself_in_any_order(release: Release, seed: int) -> None:
    assert differences(release, release) == ()
    assert differences(release, _shuffled(release, seed)) == ()


@given(pairs)
def test_the_other_way_round_is_the_mirror(pair: tuple[Release, Release]) -> None:
    before, after = pair
    assert _plain(differences(after, before)) == _mirror(differences(before, after))


@given(pairs, st.integers())
def test_order_does_not_matter(pair: tuple[Release, Release], seed: int) -> None:
    before, after = pair
    assert _plain(differences(_shuffled(before, seed), _shuffled(after, seed + 1))) == _plain(
        differences(before, after)
    )


@given(pairs)
def test_the_changes_turn_the_facts_of_the_one_into_those_of_the_other(pair: tuple[Release, Release]) -> None:
    before, after = pair
    facts = _facts(before)
    for one in differences(before, after):
        if one.op == "changed" and one.kind != "text":
            facts.subtract([f"{one.kind} {one.field} {one.before}"] * (one.before is not None))
            facts.update([f"{one.kind} {one.field} {one.after}"] * (one.after is not None))
        elif one.kind != "text":
            facts.subtract(_of_record(one.kind, one.before))
            facts.update(_of_record(one.kind, one.after))
        else:
            facts.subtract(_lines(one.before))
            facts.update(_lines(one.after))
    assert +facts == +_facts(after)
    assert not -facts


def _facts(release: Release) -> Counter[str]:
    found: Counter[str] = Counter()
    for kind, records in flat(release).items():
        for record in records:
            found.update(_of_record(kind, dict(record.fields)))
    found.update(_lines(release.text))
    return found


def _of_record(kind: str, fields: Any) -> list[str]:
    return [f"{kind} {name} {value}" for name, value in (fields or {}).items()]


def _lines(text: Any) -> list[str]:
    return [f"text {line}" for line in (text or "").split("\n") if line]
