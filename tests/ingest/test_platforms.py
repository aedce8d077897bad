"""Mynewsdesk and Cision: their JSON alone, in lists and in answers, read as far as it goes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.invariants import leads_back
from tests.reading import extractor

from extract.ingest import IngestFailure, ingest
from extract.records.document import Document
from extract.records.release import Release

BODY = (
    "<p>Kystfonden giver 600.000 kr. til Badebroen i Juelsminde, som åbner til sommer.</p>"
    "<p>– Vi glæder os meget til at tage den første dukkert, siger direktør Lone Holmsgaard.</p>"
)
MYNEWSDESK: dict[str, Any] = {
    "id": 3172504,
    "header": "Kystfonden støtter ny badebro i Juelsminde",
    "summary": "Badebroen bliver 90 meter lang og får en sauna.",
    "body": BODY,
    "url": "https://www.mynewsdesk.com/dk/kystfonden/pressreleases/ny-badebro-3172504",
    "language": "en",
    "published_at": {"datetime": "2025-03-12T09:15:00+01:00", "text": "2025-03-12 09:15"},
    "updated_at": {"datetime": "2025-03-12T10:00:00+01:00"},
    "pressroom_name": "Kystfonden",
    "image_caption": "Badebroen set fra stranden.",
    "tags": [{"name": "badebro"}],
}
CISION: dict[str, Any] = {
    "Id": 4120365,
    "EncryptedId": "A1B2C3",
    "Title": "Kystfonden støtter ny badebro i Juelsminde",
    "Intro": "Badebroen bliver 90 meter lang og får en sauna.",
    "Body": "ren tekst",
    "HtmlBody": BODY,
    "PublishDate": "2025-03-12T09:15:00",
    "LanguageCode": "da",
    "SourceName": "Kystfonden",
    "CompanyInformation": "Kystfonden støtter livet ved vandet.",
    "Contact": "Lone Holmsgaard, direktør, tlf. 55 50 12 34",
    "Quotes": [{"Author": "Lone Holmsgaard", "Text": "Vi glæder os"}],
}
PLATFORMS = {"mynewsdesk": MYNEWSDESK, "cision": CISION}
WRAPPED: dict[str, list[Any]] = {
    "mynewsdesk": [
        {"items": {"item": [MYNEWSDESK, MYNEWSDESK]}},
        {"item": [MYNEWSDESK, MYNEWSDESK]},
        {"search_result": {"items": [MYNEWSDESK, MYNEWSDESK]}},
        {"search_result": {"items": {"item": [MYNEWSDESK, MYNEWSDESK]}}},
        [MYNEWSDESK, MYNEWSDESK],
    ],
    "cision": [{"Releases": [CISION, CISION]}, [CISION, CISION]],
}


def documents(content: Any) -> list[Document]:
    found = list(ingest(json.dumps(content, ensure_ascii=False).encode(), uri="u"))
    assert all(isinstance(one, Document) for one in found), found
    return [one for one in found if isinstance(one, Document)]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_one_release(platform: str) -> None:
    (found,) = documents(PLATFORMS[platform])
    assert found.format == platform
    assert found.title == "Kystfonden støtter ny badebro i Juelsminde"
    assert found.publisher == "Kystfonden"
    assert found.language == "da"  # whatever is stated
    assert found.published_at is not None
    assert found.published_at.isoformat().startswith("2025-03-12T09:15:00")
    assert "\nBadebroen bliver 90 meter lang og får en sauna.\n" in found.text
    assert found.release_id is not None
    assert found.release_id.startswith(f"{platform}-")


@pytest.mark.parametrize(("platform", "content"), [(p, c) for p, wrapped in WRAPPED.items() for c in wrapped])
def test_lists_and_answers(platform: str, content: Any) -> None:
    found = documents(content)
    assert [one.format for one in found] == [platform] * 2
    assert [one.uri for one in found] == [f"u#{PLATFORMS[platform].get('id') or PLATFORMS[platform]['Id']}"] * 2


@pytest.mark.parametrize("content", [{"Release": CISION}, {"item": MYNEWSDESK}])
def test_an_answer_of_one_has_the_files_own_address(content: Any) -> None:
    assert [one.uri for one in documents(content)] == ["u"]


def test_a_list_of_several_platforms() -> None:
    ritzau = {"id": 1, "title": "Titel", "body": BODY}
    assert [one.format for one in documents([MYNEWSDESK, CISION, ritzau])] == ["mynewsdesk", "cision", "ritzau-json"]


def test_one_object_a_line() -> None:
    data = "\n".join(json.dumps(one, ensure_ascii=False) for one in (MYNEWSDESK, CISION)).encode()
    assert [one.format for one in ingest(data, uri="u") if isinstance(one, Document)] == ["mynewsdesk", "cision"]


def test_a_summary_that_begins_the_body_stands_once() -> None:
    start = "Kystfonden giver 600.000 kr. til Badebroen i Juelsminde, som åbner til sommer."
    (found,) = documents({**MYNEWSDESK, "summary": start})
    assert found.text.count(start) == 1


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("value", [None, 5, [], {}, "", "x" * 10])
def test_any_field_may_be_anything(platform: str, value: Any) -> None:
    for key in PLATFORMS[platform]:
        content = {**PLATFORMS[platform], key: value}
        for found in ingest(json.dumps(content).encode(), uri="u"):
            assert found.reason.strip() if isinstance(found, IngestFailure) else found.text


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_record_leads_back_to_the_bytes(platform: str) -> None:
    data = json.dumps(PLATFORMS[platform], ensure_ascii=False).encode()
    (document,) = documents(PLATFORMS[platform])
    release = next(extractor().read(data, uri="u"))
    assert isinstance(release, Release)
    assert [(p.name, p.granted and str(p.granted.value)) for p in release.projects] == [("Badebroen", "600000")]
    assert [q.speaker.name for q in release.quotes if q.speaker] == ["Lone Holmsgaard"]

    def nodes(place: object) -> str:
        raise AssertionError(place)  # a JSON file's places are bytes

    leads_back(release, document, data, nodes)
