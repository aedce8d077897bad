"""What must hold for every record whatever the input: used by the property tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import regex

from extract.records.document import Document
from extract.records.release import Release, Span
from extract.segment.flow import MINED

_WORD = regex.compile(r"[\p{L}\p{N}]+")


def holds(release: Release) -> None:
    """Fails where the record breaks a promise of docs/record.md about itself."""
    for start, end, surface in surfaces(release):
        assert 0 <= start < end <= len(release.text)
        assert release.text[start:end] == surface
    for start, end in spans(release):
        assert 0 <= start < end <= len(release.text), (start, end)
    sections_tile(release)
    references_exist(release)
    names_stand_in_the_text(release)
    only_the_article_is_mined(release)
    line = release.json_line()
    assert "\n" not in line
    assert Release.model_validate_json(line) == release
    nothing_empty(json.loads(line))


def surfaces(release: Release) -> Iterator[tuple[int, int, str]]:
    """Everything that says of itself where it stands and how it reads there."""
    for amount in release.amounts:
        yield amount.start, amount.end, amount.surface
    for date in release.dates:
        yield date.start, date.end, date.surface
    for place in release.places:
        yield from ((m.start, m.end, m.surface) for m in place.mentions)
    for person in release.people:
        yield from ((m.start, m.end, m.surface) for m in person.mentions)
    for organisation in release.organisations:
        yield from ((m.start, m.end, m.surface) for m in organisation.mentions)


def spans(release: Release) -> Iterator[Span]:
    """Every other stretch that the record points to."""
    for section in release.sections:
        yield section.start, section.end
        yield from ((item.start, item.end) for item in section.items)
    for quote in release.quotes:
        yield from quote.parts
        if quote.cue is not None:
            yield quote.cue
    for project in release.projects:
        for evidence in project.evidence.values():
            yield from evidence
    for check in release.checks:
        yield from check.evidence


def sections_tile(release: Release) -> None:
    at = 0
    for section in release.sections:
        assert section.start == at
        at = section.end + 1
    assert not release.sections or at == len(release.text) + 1


def references_exist(release: Release) -> None:
    amounts = {amount.id: amount for amount in release.amounts}
    places = {place.id: place for place in release.places}
    people = {person.id for person in release.people}
    sections = {section.id for section in release.sections}
    for group in (release.amounts, release.places, release.people, release.projects, release.quotes):
        ids = [entry.id for entry in group]
        assert len(ids) == len(set(ids))
    for amount in release.amounts:
        assert amount.section in sections
        assert amount.same_as is None or (amount.same_as in amounts and amount.same_as != amount.id)
    for project in release.projects:
        for stated in (project.granted, project.total):
            if stated is not None and stated.amount is not None:
                assert amounts[stated.amount].value == stated.value
                assert amounts[stated.amount].currency == stated.currency
        if project.place is not None:
            assert project.city in {None, places[project.place].name}
    for quote in release.quotes:
        assert quote.speaker is None or quote.speaker.person in people | {None}


def names_stand_in_the_text(release: Release) -> None:
    for project in release.projects:
        said = " ".join(release.text[start:end] for start, end in project.evidence["name"])
        assert " ".join(said.split()) == project.name
    for quote in release.quotes:
        said = " ".join(release.text[start:end] for start, end in quote.parts)
        assert _WORD.findall(said) == _WORD.findall(quote.text)


def only_the_article_is_mined(release: Release) -> None:
    """No project, quote or amount rests on contacts, about-text, other news or page furniture."""
    outside = [(s.start, s.end) for s in release.sections if s.kind not in MINED]
    rests_on = [(a.start, a.end) for a in release.amounts]
    rests_on += [part for quote in release.quotes for part in quote.parts]
    rests_on += [span for project in release.projects for spans in project.evidence.values() for span in spans]
    for start, end in rests_on:
        assert not any(low < end and start < high for low, high in outside), release.text[start:end]


def nothing_empty(value: Any, path: str = "") -> None:
    """No empty or blank text where null is meant; what the format said beside the record is its own affair."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if path + key not in {"source.extra.", "source.extra", "source.uri"}:
                nothing_empty(inner, f"{path}{key}.")
    elif isinstance(value, list):
        for inner in value:
            nothing_empty(inner, path)
    elif isinstance(value, str) and path != "text.":
        assert value.strip(), path


def leads_back(release: Release, document: Document, data: bytes, nodes: Any) -> None:
    """Every surface leads to the same characters in the source, where the way back is exact."""
    for start, end, surface in surfaces(release):
        found = document.source_map.locate(start, end)
        assert found, surface
        if not all(place.exact for place in found):
            continue
        said = "".join(
            nodes(place)[place.start : place.end]
            if place.path is not None
            else data[place.start : place.end].decode(document.encoding or "utf-8")
            for place in found
        )
        assert "".join(said.split()) == "".join(surface.split())
