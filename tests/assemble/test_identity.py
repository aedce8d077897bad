"""A release's id: where it comes from, and what it does not depend on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.assemble.identity import release_id
from extract.records.document import Document, SourceMap

BASE = Document("a.html", "html", "0" * 64, "utf-8", "Fem landsbyer får legepladser", (), SourceMap())


def made(**fields: Any) -> str:
    return release_id(replace(BASE, **fields))


def test_the_publishers_own_id_wins() -> None:
    assert made(release_id="ritzau-7", url="https://svendborg.example/nyt/7") == "ritzau-7"


URL = "https://www.svendborg.example/nyt/legepladser"


@pytest.mark.parametrize(
    "url",
    [
        URL,
        "http://www.svendborg.example/nyt/legepladser",
        "https://svendborg.example/nyt/legepladser",
        "https://www.svendborg.example/nyt/legepladser/",
        "https://WWW.Svendborg.Example/nyt/legepladser",
        "https://www.svendborg.example/nyt/legepladser#top",
    ],
)
def test_ways_to_write_one_address_give_one_id(url: str) -> None:
    assert made(url=url) == made(url=URL)
    assert made(url=url).startswith("url-")


@pytest.mark.parametrize(
    "url",
    [
        "https://svendborg.example/nyt/legepladser?id=2",
        "https://svendborg.example/nyt/Legepladser",
        "https://faaborg.example/nyt/legepladser",
        "https://svendborg.example/",
    ],
)
def test_other_addresses_give_other_ids(url: str) -> None:
    assert made(url=url) != made(url=URL)


def test_without_an_address_the_text_decides() -> None:
    assert made().startswith("text-")
    assert made() == made(uri="b.html", sha256="1" * 64, title="Ret mig", publisher="Svendborg Kommune")
    assert made() != made(text="Seks landsbyer får legepladser")


@given(st.text(), st.text(min_size=1))
def test_with_an_address_the_text_and_what_was_read_of_it_do_not_matter(text: str, title: str) -> None:
    assert made(text=text, title=title, url=URL) == made(url=URL)


@given(st.text())
def test_any_text_and_address_give_an_id(text: str) -> None:
    for found in (made(text=text), made(url=text) if text else made()):
        assert found
        assert found == found.strip()
        assert "\n" not in found
