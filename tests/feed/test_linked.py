"""Releases as JSON-LD: read by a real parser, every record a node, every annotation leading to its words."""

from __future__ import annotations

import io
import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from tests.feed.made import samples
from tests.releases import SAMPLE, releases

from extract.feed import linked
from extract.records.release import Release

SCHEMA = Namespace("https://schema.org/")
OA = Namespace("http://www.w3.org/ns/oa#")


def _graph(*given_releases: Release) -> Graph:
    file = io.StringIO()
    writer = linked.LinkedWriter(file)
    for release in given_releases:
        writer.write(linked.lines(release))
    writer.finish()
    return Graph().parse(data=file.getvalue(), format="json-ld")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return _graph(*samples())


def _count(graph: Graph, kind: URIRef, own: bool = True) -> int:
    """The nodes of a kind that stand for a record."""
    found = set(graph.subjects(RDF.type, kind))
    return sum(isinstance(node, URIRef) for node in found) if own else len(found)


def test_every_record_is_a_node(graph: Graph) -> None:
    counts = {
        SCHEMA.Article: len(samples()),
        SCHEMA.MonetaryGrant: sum(project.granted is not None for one in samples() for project in one.projects),
        SCHEMA.Person: sum(len(one.people) for one in samples()),
        SCHEMA.Organization: sum(len(one.organisations) for one in samples()),
        SCHEMA.Quotation: sum(len(one.quotes) for one in samples()),
    }
    assert {kind: _count(graph, kind) for kind in counts} == counts


def test_every_annotation_leads_to_its_words(graph: Graph) -> None:
    annotations = set(graph.subjects(RDF.type, OA.Annotation))
    assert len(annotations) > 1000
    for annotation in annotations:
        (body,) = graph.objects(annotation, OA.hasBody)
        assert (body, RDF.type, None) in graph
        (target,) = graph.objects(annotation, OA.hasTarget)
        (source,) = graph.objects(target, OA.hasSource)
        text = str(graph.value(source, SCHEMA.text))
        kinds = {graph.value(selector, RDF.type): selector for selector in graph.objects(target, OA.hasSelector)}
        place, words = kinds[OA.TextPositionSelector], kinds[OA.TextQuoteSelector]
        start, end = (int(str(graph.value(place, name))) for name in (OA.start, OA.end))
        exact, prefix, suffix = (str(graph.value(words, name)) for name in (OA.exact, OA.prefix, OA.suffix))
        assert text[start:end] == exact
        assert text[:start].endswith(prefix)
        assert text[end:].startswith(suffix)


def test_a_grant_in_full() -> None:
    graph = _graph(SAMPLE)
    grant = URIRef("urn:x-press-extract:havnefonden-2025-04/p1")
    amount, funder = graph.value(grant, SCHEMA.amount), graph.value(grant, SCHEMA.funder)
    value = graph.value(amount, SCHEMA.value)
    assert isinstance(value, Literal)
    assert value.value == Decimal(4500000)
    assert str(graph.value(amount, SCHEMA.currency)) == "DKK"
    assert str(graph.value(funder, SCHEMA.name)) == "Havnefonden"
    funded = {str(graph.value(one, RDF.type)): one for one in graph.objects(grant, SCHEMA.fundedItem)}
    assert str(graph.value(funded[str(SCHEMA.Organization)], SCHEMA.name)) == "Norddjurs Kommune"
    place = graph.value(funded[str(SCHEMA.Project)], SCHEMA.location)
    code = graph.value(place, SCHEMA.identifier)
    assert str(graph.value(code, SCHEMA.value)) == "0707"
    labels = {
        str(name)
        for a in graph.subjects(OA.hasBody, grant)
        for name in graph.objects(a, URIRef("http://www.w3.org/2000/01/rdf-schema#label"))
    }
    assert labels == {"name", "applicant", "granted"}


def test_a_quote_is_of_the_person_who_said_it() -> None:
    graph = _graph(SAMPLE)
    quote = URIRef("urn:x-press-extract:havnefonden-2025-04/q1")
    speaker = graph.value(quote, SCHEMA.spokenByCharacter)
    assert speaker == URIRef("urn:x-press-extract:havnefonden-2025-04/n1")
    assert str(graph.value(speaker, SCHEMA.name)) == "Birgitte Sandholm"
    assert str(graph.value(quote, SCHEMA.text)) == SAMPLE.quotes[0].text


def test_no_word_is_lost_to_a_context() -> None:
    """Every key of every node has a meaning that is none of a term that the context forgot."""
    keys = {key for node in linked.nodes(SAMPLE) for key in _keys(node)}
    own = {
        "Annotation",
        "motivation",
        "body",
        "target",
        "source",
        "selector",
        "exact",
        "prefix",
        "suffix",
        "start",
        "end",
        "label",
    }
    assert own - {"Annotation"} <= keys
    for name in own:
        meaning = linked.CONTEXT[name]
        assert "schema.org" not in (meaning if isinstance(meaning, str) else meaning["@id"])


def _keys(node: object) -> set[str]:
    if isinstance(node, dict):
        return {key for key in node if not key.startswith("@")}.union(*map(_keys, node.values()))
    return set().union(*map(_keys, node)) if isinstance(node, list) else set()


@pytest.mark.parametrize("name", ["æ/b c", "a#b?c", "<script>", "100 %", "../x"])
def test_any_name_is_an_iri(name: str) -> None:
    graph = _graph(SAMPLE.model_copy(update={"id": name, "url": "https://fond.example/" + name}))
    (article,) = graph.subjects(RDF.type, SCHEMA.Article)
    assert str(article).startswith("urn:x-press-extract:")
    assert len(set(graph.subjects(RDF.type, OA.Annotation))) == len(
        set(_graph(SAMPLE).subjects(RDF.type, OA.Annotation))
    )
    assert graph.serialize(format="nt")


@given(release=releases())
@settings(max_examples=25, deadline=None)
def test_any_release_can_be_read(release: Release) -> None:
    graph = _graph(release)
    assert _count(graph, SCHEMA.Article) == 1
    assert _count(graph, SCHEMA.Quotation) == len(release.quotes)


def test_each_node_is_a_line_of_json() -> None:
    for line in linked.lines(SAMPLE):
        assert "\n" not in line
        assert json.loads(line)["@id"]
