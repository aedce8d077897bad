"""What the store keeps gives back the very bytes, whatever the record."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading import extractor
from tests.releases import SAMPLE, plain, releases

from extract.records.release import Release
from extract.store import packing
from extract.store.packing import (
    line_of,
    packed,
    packed_source,
    storable,
    storable_id,
    unpacked,
    unpacked_source,
)


def again(release: Release) -> str:
    kept = packed(release)
    return line_of(unpacked(kept.text, kept.body, release.extractor, release.id))


@given(releases())
def test_any_record_comes_back_as_it_was(release: Release) -> None:
    assert again(release) == release.json_line()


@pytest.mark.parametrize(
    "change",
    [
        {"text": ""},
        {"text": "æ" * 40_000},
        {"title": "\x00 og \u202e"},
        {"lead": '","text":"'},
        {"source": SAMPLE.source.model_copy(update={"extra": {"text": "", "extractor": {"a": 1}, "tal": [1e-7, 0.1]}})},
    ],
    ids=lambda change: next(iter(change)),
)
def test_odd_records_come_back_too(change: dict[str, Any]) -> None:
    release = SAMPLE.model_copy(update={"sections": (), "projects": (), "amounts": (), "checks": ()} | change)
    assert again(release) == release.json_line()


def test_a_real_release_comes_back() -> None:
    release = extractor().extract("Havnefonden støtter en sauna i Lemvig med 2,7 mio. kroner.")
    assert again(release) == release.json_line()


def test_the_extractor_is_not_part_of_a_record_and_the_text_is_kept_once() -> None:
    other = SAMPLE.model_copy(update={"extractor": SAMPLE.extractor.model_copy(update={"patterns": "sha256:other"})})
    assert packed(other) == packed(SAMPLE)
    renamed = SAMPLE.model_copy(update={"title": "En anden titel"})
    assert packed(renamed).text_key == packed(SAMPLE).text_key
    assert packed(renamed).key != packed(SAMPLE).key


def test_a_text_that_cannot_be_written_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        packed(plain("half", "halv \ud83d smiley"))


@given(st.binary(max_size=200), st.none() | st.text("abc æ", max_size=80))
def test_the_bytes_of_an_input_come_back(data: bytes, text: str | None) -> None:
    first = None if text is None else packed(plain("a", text))
    kept = packed_source(data, first)
    assert unpacked_source(kept.body, first.text if first else None) == data
    assert kept.size == len(data)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("a\x00b", "a\ufffdb"), ("\ud800", "?"), ("Ærø", "Ærø"), ("", "")],
)
def test_text_for_columns(given: str, kept: str) -> None:
    assert storable(given) == kept


def test_a_name_without_end_keeps_its_beginning_and_stays_its_own() -> None:
    one, other = storable_id("x" * 5000 + "a"), storable_id("x" * 5000 + "b")
    assert one != other
    assert one.startswith("x" * 200)
    assert len(one) < 250


@pytest.mark.parametrize(
    ("name", "sha256"),
    [
        ("text", "a4be5e168aaeb3ffcf1841d68cb0cb2a674409f25ca6be177a5c045ad1d12767"),
        ("record", "ee6ffc6408a462c729b4e0b8fc5218c38afb75adda1afb7528650828668af40e"),
    ],
)
def test_the_primers_never_change(name: str, sha256: str) -> None:
    # Every store that there is was packed with them, and cannot be read without.
    assert (
        hashlib.sha256((Path(packing.__file__).parent / "primers" / f"{name}.txt").read_bytes()).hexdigest() == sha256
    )
