"""Releases as JSON-LD: schema.org's words for grants, people, organisations and quotes, and Web Annotations of the W3C.

An annotation leads from each of them to its stretch of the text. The context stands in the file, so nothing is fetched
to read it. An article holds the whole text that offsets count in code points (TextPositionSelector); TextQuoteSelector
has the words with those around them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any, Final
from urllib.parse import quote

from extract.records.release import Place, Project, Release, Span, Speaker

FILE: Final = "releases.jsonld"
CONTEXT: Final[Mapping[str, Any]] = {
    "@version": 1.1,
    "@vocab": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "datePublished": {"@type": "xsd:dateTime"},
    "url": {"@type": "@id"},
    "isPartOf": {"@type": "@id"},
    "spokenByCharacter": {"@type": "@id"},
    "MonetaryAmount": {"@id": "https://schema.org/MonetaryAmount", "@context": {"value": {"@type": "xsd:decimal"}}},
    "GeoCoordinates": {
        "@id": "https://schema.org/GeoCoordinates",
        "@context": {"latitude": {"@type": "xsd:decimal"}, "longitude": {"@type": "xsd:decimal"}},
    },
    "Annotation": "oa:Annotation",
    "SpecificResource": "oa:SpecificResource",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@id"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
}
_NAMES: Final = "urn:x-press-extract:"
_AROUND: Final = 32

_Node = Mapping[str, Any]


class LinkedWriter:
    """Writes releases into one JSON-LD document, a node on each line."""

    def __init__(self, file: IO[str]) -> None:
        self._file, self._separator = file, "\n"
        file.write(f'{{"@context": {json.dumps(CONTEXT)},\n"@graph": [')

    def write(self, made: Sequence[str]) -> None:
        """Takes what ``lines`` made of a release."""
        for line in made:
            self._file.write(self._separator + line)
            self._separator = ",\n"

    def finish(self) -> None:
        self._file.write("\n]}\n")


def lines(release: Release) -> Sequence[str]:
    """The nodes of one release as JSON, each on a line."""
    return [json.dumps(node, ensure_ascii=False) for node in nodes(release)]


def nodes(release: Release) -> Iterator[_Node]:
    """The article, what it tells of, and an annotation for each stretch of text that something rests on."""
    yield _filled(
        {
            "@id": _name(release),
            "@type": "Article",
            "headline": release.title,
            "abstract": release.lead,
            "text": release.text,
            "inLanguage": release.language,
            "datePublished": release.published_at.isoformat() if release.published_at else None,
            "publisher": _organisation(release.publisher.name),
            "url": _link(release.url),
        }
    )
    yield from _grants(release)
    yield from _people(release)
    yield from _organisations(release)
    yield from _quotes(release)


def _grants(release: Release) -> Iterator[_Node]:
    places = {place.id: place for place in release.places}
    stated = {amount.id: (amount.start, amount.end) for amount in release.amounts}
    for project in release.projects:
        if project.granted is None:
            continue
        name = _name(release, project.id)
        amount = {
            "@type": "MonetaryAmount",
            "value": format(project.granted.value, "f"),
            "currency": project.granted.currency,
        }
        yield _filled(
            {
                "@id": name,
                "@type": "MonetaryGrant",
                "name": project.name,
                "description": project.description,
                "amount": _filled(amount),
                "funder": _organisation(project.funder),
                "fundedItem": _funded(project, places.get(project.place or "")),
                "isPartOf": _name(release),
            }
        )
        spans = {field: list(own) for field, own in project.evidence.items()}
        if project.granted.amount in stated:
            spans["granted"] = [stated[project.granted.amount]]
        for field, own in spans.items():
            yield from _annotations(release, name, field, own)


def _funded(project: Project, place: Place | None) -> Sequence[_Node]:
    where = None if place is None else _place(place)
    return [
        one
        for one in (
            _filled({"@type": "Project", "name": project.name, "location": where}),
            _organisation(project.applicant),
        )
        if one is not None
    ]


def _place(place: Place) -> _Node:
    geo = {"@type": "GeoCoordinates", "latitude": _degrees(place.lat), "longitude": _degrees(place.lon)}
    code = {"@type": "PropertyValue", "propertyID": "kommunekode", "value": place.code}
    within = {"@type": "AdministrativeArea", "name": place.municipality}
    return _filled(
        {
            "@type": "Place",
            "name": place.name,
            "identifier": code if place.code else None,
            "geo": geo if place.lat is not None and place.lon is not None else None,
            "containedInPlace": within if place.municipality else None,
        }
    )


def _people(release: Release) -> Iterator[_Node]:
    for person in release.people:
        name = _name(release, person.id)
        yield _filled(
            {
                "@id": name,
                "@type": "Person",
                "name": person.name,
                "jobTitle": list(person.titles) or None,
                "affiliation": _organisation(person.organisation),
                "memberOf": _organisation(person.party),
            }
        )
        yield from _annotations(release, name, "name", [(m.start, m.end) for m in person.mentions])


def _organisations(release: Release) -> Iterator[_Node]:
    for one in release.organisations:
        name = _name(release, one.id)
        aliases = list(one.aliases) or None
        yield _filled({"@id": name, "@type": "Organization", "name": one.name, "alternateName": aliases})
        yield from _annotations(release, name, "name", [(m.start, m.end) for m in one.mentions])


def _quotes(release: Release) -> Iterator[_Node]:
    for one in release.quotes:
        name = _name(release, one.id)
        speaker = one.speaker
        known = speaker is not None and speaker.person is not None
        yield _filled(
            {
                "@id": name,
                "@type": "Quotation",
                "text": one.text,
                "spokenByCharacter": _name(release, speaker.person) if speaker and known else _speaker(speaker),
                "isPartOf": _name(release),
            }
        )
        yield from _annotations(release, name, "text", one.parts)


def _speaker(speaker: Speaker | None) -> _Node | None:
    """A speaker whom no person of the record stands for: a name, or only a title or a body."""
    if speaker is None or not (speaker.name or speaker.title or speaker.organisation):
        return None
    return _filled(
        {
            "@type": "Person",
            "name": speaker.name,
            "jobTitle": speaker.title,
            "affiliation": _organisation(speaker.organisation),
            "memberOf": _organisation(speaker.party),
        }
    )


def _annotations(release: Release, body: str, label: str, spans: Sequence[Span]) -> Iterator[_Node]:
    text = release.text
    for n, (start, end) in enumerate(spans, 1):
        words = {
            "@type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - _AROUND) : start],
            "suffix": text[end : end + _AROUND],
        }
        place = {"@type": "TextPositionSelector", "start": start, "end": end}
        yield {
            "@id": f"{body}/{label}/{n}",
            "@type": "Annotation",
            "motivation": "oa:identifying",
            "label": label,
            "body": body,
            "target": {"@type": "SpecificResource", "source": _name(release), "selector": [words, place]},
        }


def _name(release: Release, record: str | None = None) -> str:
    """The IRI of a release or of one of its records."""
    return _NAMES + "/".join(quote(part, safe="") for part in (release.id, record) if part is not None)


def _organisation(name: str | None) -> _Node | None:
    return {"@type": "Organization", "name": name} if name else None


def _degrees(value: float | None) -> str | None:
    return None if value is None else repr(value)


def _link(url: str | None) -> str | None:
    """The address with its characters as IRIs allow them; none that is no web address."""
    if not url or not url.startswith(("https://", "http://")):
        return None
    return quote(url, safe="!#$%&'()*+,/:;=?@~")


def _filled(node: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value is not None}
