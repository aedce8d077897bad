"""Via Ritzau: releases as JSON in every packing, and the state that a page carries."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import quote

import pytest

from extract.ingest import ingest
from extract.records.document import Document

BODY = "<p>Byrådet giver <b>2 mio. kr.</b> til sk&oslash;jtebanen i Grenaa.</p><ul><li>Is</li></ul>"
RELEASE: dict[str, Any] = {
    "id": 991,
    "title": "Ny skøjtebane \u2013 endelig",
    "url": "/pressemeddelelse/991/ny-skojtebane?publisherId=7&lang=da",
    "leadtext": "Børnene i Grenaa får deres bane.",
    "leadTextOrBodyStrip": "Børnene i Grenaa får deres bane.",
    "body": BODY,
    "published": "2024-06-28T14:55:30+02:00",
    "language": "sv",
    "publisher": {"id": 7, "name": "Nordby Kommune"},
    "keywords": ["is"],
    "mainImage": {"url": "https://x/1", "caption": "Foto: Åse"},
    "images": [{"url": "https://x/1", "caption": "Foto: Åse"}, {"url": "https://x/2", "caption": "Foto: Bo"}],
    "boilerplate": "<p>Om kommunen</p>",
    "contacts": {"text": None, "persons": [{"name": "Lone Holm", "title": "chef", "phone": "12", "email": "l@n.dk"}]},
    "nyt_felt": {"a": [1]},
}


def read(data: str) -> list[Document]:
    documents = list(ingest(data.encode(), uri="kilde"))
    assert all(isinstance(document, Document) for document in documents)
    return [document for document in documents if isinstance(document, Document)]


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("packed", ["one", "list", "page", "lines"])
def test_every_packing_reads_the_same(packed: str, ascii_only: bool) -> None:
    one = json.dumps(RELEASE, ensure_ascii=ascii_only)
    data = {"one": one, "list": f"[{one}]", "page": f'{{"releases": [{one}]}}', "lines": f"{one}\n{one}\n"}[packed]
    document = read(data)[0]
    assert document.uri == ("kilde" if packed == "one" else "kilde#991")
    assert [(block.kind, document.text[block.start : block.end]) for block in document.blocks] == [
        ("title", "Ny skøjtebane – endelig"),
        ("lead", "Børnene i Grenaa får deres bane."),
        (None, "Byrådet giver 2 mio. kr. til skøjtebanen i Grenaa."),
        (None, "Is"),
        ("caption", "Foto: Åse"),
        ("caption", "Foto: Bo"),
        ("contact", "Lone Holm"),
        ("contact", "chef"),
        ("contact", "12"),
        ("contact", "l@n.dk"),
        ("about", "Om kommunen"),
    ]


def test_facts() -> None:
    (document,) = read(json.dumps(RELEASE))
    assert document.format == "ritzau-json"
    assert document.release_id == "ritzau-991"
    assert document.title == "Ny skøjtebane – endelig"
    assert (document.publisher, document.publisher_id) == ("Nordby Kommune", "7")
    assert document.published_at is not None
    assert document.published_at.isoformat() == "2024-06-28T14:55:30+02:00"
    assert document.url == "https://via.ritzau.dk/pressemeddelelse/991/ny-skojtebane?publisherId=7&lang=da"
    assert document.language == "da"
    assert document.extra["stated_language"] == "sv"
    assert document.extra["nyt_felt"] == {"a": [1]}
    assert document.contacts == (
        {"name": "Lone Holm", "title": "chef", "organisation": None, "phone": "12", "email": "l@n.dk"},
    )


def test_missing_and_strange_fields() -> None:
    (document,) = read(json.dumps({"body": "Tekst", "publisher": [], "contacts": 5, "published": "snart", "id": True}))
    assert document.text == "Tekst"
    assert (document.release_id, document.publisher, document.published_at, document.url) == (None,) * 4


def test_plain_body_keeps_its_lines() -> None:
    (document,) = read(json.dumps({"body": "En\n\nTo &amp; tre"}))
    assert document.text == "En\nTo & tre"


def test_places_are_exact_but_for_escapes() -> None:
    data = json.dumps(RELEASE, ensure_ascii=True)
    (document,) = read(data)
    start = document.text.index("2 mio. kr.")
    (place,) = document.source_map.locate(start, start + 10)
    assert place.exact
    assert data[place.start : place.end] == "2 mio. kr."
    start = document.text.index("Børnene")
    places = document.source_map.locate(start, start + 7)
    assert [data[place.start : place.end] for place in places] == ["B", "\\u00f8", "rnene"]


def page(state: str) -> str:
    return f"<html><body><script>window.__INITIAL_STATE__='{state}';</script><p>Synlig tekst</p></body></html>"


def packed(content: object) -> str:
    return base64.b64encode(quote(json.dumps(content)).encode()).decode()


def item(number: int, body: str) -> dict[str, Any]:
    about = {"id": number, "url": f"/pressemeddelelse/{number}/x?publisherId=7", "publisherName": "Nordby Kommune"}
    about["publicationDate"] = "2024-06-28T12:55:30.000Z"
    return {"metadata": about, "versions": [{"title": "Ny bane", "body": {"complete": body}}]}


def test_page_state() -> None:
    state = {"release": {"seneste": {"items": [item(1, "<p>Andet</p>")]}, "denne": {"items": [item(991, BODY)]}}}
    (document,) = ingest(page(packed(state)).encode(), uri="https://via.ritzau.dk/pressemeddelelse/991/x")
    assert isinstance(document, Document)
    assert document.format == "ritzau-html"
    assert document.text == "Ny bane\nByrådet giver 2 mio. kr. til skøjtebanen i Grenaa.\nIs"
    assert (document.release_id, document.publisher, document.publisher_id) == ("ritzau-991", "Nordby Kommune", "7")
    assert document.published_at is not None
    assert not any(run.exact for run in document.source_map.runs)


@pytest.mark.parametrize("state", ["AAAABBBBCCCCDDDDEEEE", packed({"release": []}), packed([1, 2, 3, 4, 5])])
def test_visible_text_stands_in_for_a_broken_state(state: str) -> None:
    (document,) = read(page(state))
    assert document.text == "Synlig tekst"
    assert [note.code for note in document.notes] == ["page_state_unreadable"]
