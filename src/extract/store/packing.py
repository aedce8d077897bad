"""Records as the store keeps them: the text by itself, the record without it, both named by their content.

A record of the store has neither its text (other records may have the same) nor the extractor (that is the run's), so a
release that a new version reads as before is the same record. ``unpacked`` gives back the very bytes of ``json_line``.
Contents are short and alike, so each is packed with the help of something like it: a text with a few releases, a record
with a few records and its own text, a page with its text. It halves them.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

from pydantic_core import from_json, to_json

from extract.ingest.failure import IngestFailure
from extract.patterns.manifest import Manifest, PatternEntry
from extract.records.release import CheckStatus, ExtractorInfo, Release
from extract.store.alike import Article, article_of

STATUSES: Final[tuple[CheckStatus, ...]] = ("ok", "mismatch", "repaired", "doubt")
EXACT: Final = Context(prec=200)
"""Sums of money are exact far beyond any release."""

_KEY_BYTES: Final = 16
_LONGEST_ID: Final = 200
_WINDOW: Final = 32_000
"""What zlib looks back on: a text longer than that primes with its end."""


_PRIMERS: Final = Path(__file__).parent / "primers"
"""Pieces of sample releases. Whatever a store holds was packed with them, so they never change; a test holds them."""


@lru_cache(maxsize=2)
def _primer(name: Literal["text", "record"]) -> bytes:
    return (_PRIMERS / f"{name}.txt").read_bytes()


def key_of(content: bytes) -> bytes:
    """The name of a content, 16 bytes: two contents never share one, by any chance that is worth a thought."""
    return hashlib.blake2b(content, digest_size=_KEY_BYTES).digest()


@dataclass(frozen=True, slots=True)
class Packed:
    """One release as the store takes it: plain data that can go between processes.

    ``body`` is the record, packed with the help of its text; the fields between are what lists and filters ask for.
    ``granted`` is JSON, the sum of the projects' grants by currency. ``checks`` counts each status of ``STATUSES``.
    ``article`` is what the release is compared by, None where it is too short for that.
    """

    release: str
    key: bytes
    text_key: bytes
    text: bytes
    body: bytes
    title: str | None
    publisher: str | None
    published_at: str | None
    language: str | None
    url: str | None
    projects: int
    amounts: int
    quotes: int
    places: int
    granted: str
    checks: tuple[int, int, int, int]
    article: Article | None = None


@dataclass(frozen=True, slots=True)
class PackedSource:
    """The bytes of an input. ``primer`` is the key of the text that helped to pack them, None where none did."""

    size: int
    primer: bytes | None
    body: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one input gave, in its order: at least one part. ``source`` is None where its bytes could not be had."""

    parts: tuple[Packed | IngestFailure, ...]
    source: PackedSource | None = None
    milliseconds: int = 0


def storable(text: str) -> str:
    """Text for a column: without what databases refuse (NUL, and halves of characters)."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")


def storable_id(text: str) -> str:
    """The same for a name that is indexed: one without end keeps its beginning."""
    plain = storable(text)
    if len(plain) <= _LONGEST_ID:
        return plain
    return f"{plain[:_LONGEST_ID]}-{key_of(plain.encode()).hex()}"


def packed(release: Release) -> Packed:
    """The release for the store. Raises ValueError where it cannot be written as JSON."""
    content: dict[str, Any] = release.model_dump(mode="json", by_alias=True)
    text, body = _parted(content)
    own_key = key_of(text)
    statuses = [check.status for check in release.checks]
    return Packed(
        release=storable_id(release.id),
        key=key_of(own_key + body),
        text_key=own_key,
        text=_squeezed(text, _primer("text")),
        body=_squeezed(body, _primer("record") + text),
        title=_or_none(release.title),
        publisher=_or_none(release.publisher.name),
        published_at=content["published_at"],
        language=_or_none(release.language),
        url=_or_none(release.url),
        projects=len(release.projects),
        amounts=len(release.amounts),
        quotes=len(release.quotes),
        places=len(release.places),
        granted=json.dumps(_granted(release)),
        checks=(statuses.count("ok"), statuses.count("mismatch"), statuses.count("repaired"), statuses.count("doubt")),
        article=article_of(release),
    )


def record_key(content: dict[str, Any]) -> bytes:
    """The key that the store gives to a record, of its JSON values; these are used up."""
    text, body = _parted(content)
    return key_of(key_of(text) + body)


def text_key(text: str) -> bytes:
    """The key that the store gives to a text that it has."""
    return key_of(text.encode("utf-8"))


def _parted(content: dict[str, Any]) -> tuple[bytes, bytes]:
    """The text, and the record without its text and extractor."""
    text: bytes = content["text"].encode("utf-8")
    content["text"] = ""
    del content["extractor"]
    return text, to_json(content)


def _or_none(text: str | None) -> str | None:
    return None if text is None else storable(text)


def _granted(release: Release) -> Mapping[str, str]:
    sums: dict[str, Decimal] = {}
    for project in release.projects:
        if money := project.granted:
            sums[money.currency or ""] = EXACT.add(sums.get(money.currency or "", Decimal(0)), money.value)
    return {currency: format(sums[currency], "f") for currency in sorted(sums)}


def packed_source(data: bytes, first: Packed | None) -> PackedSource:
    """The bytes of an input, packed with the help of its first release's text: a page mostly repeats it."""
    if first is None:
        return PackedSource(len(data), None, zlib.compress(data))
    return PackedSource(len(data), first.text_key, _squeezed(data, _plain(first.text)))


def unpacked_source(body: bytes, primer: bytes | None) -> bytes:
    """The bytes of an input again; ``primer`` is the packed text that helped, if any."""
    return zlib.decompress(body) if primer is None else _unsqueezed(body, _plain(primer))


def unpacked(text: bytes, body: bytes, extractor: ExtractorInfo, release: str) -> dict[str, Any]:
    """The record as JSON values, under the id ``release``, with its text and extractor in their places."""
    plain = _plain(text)
    content: dict[str, Any] = from_json(_unsqueezed(body, _primer("record") + plain))
    content["id"] = release
    content["text"] = plain.decode("utf-8")
    content["extractor"] = extractor.model_dump(mode="json", by_alias=True)
    return content


def packed_manifest(patterns: Manifest) -> bytes:
    """What a folder of patterns holds, for the store."""
    return zlib.compress(to_json(dict(patterns)))


def unpacked_manifest(body: bytes) -> Manifest:
    """The same again."""
    return {name: PatternEntry.model_validate(entry) for name, entry in from_json(zlib.decompress(body)).items()}


def line_of(content: Mapping[str, Any]) -> str:
    """The record as ``Release.json_line`` writes it."""
    return to_json(content).decode("utf-8")


def _plain(text: bytes) -> bytes:
    return _unsqueezed(text, _primer("text"))


def _squeezed(data: bytes, primer: bytes) -> bytes:
    squeezer = zlib.compressobj(level=9, zdict=primer[-_WINDOW:])
    return squeezer.compress(data) + squeezer.flush()


def _unsqueezed(body: bytes, primer: bytes) -> bytes:
    opener = zlib.decompressobj(zdict=primer[-_WINDOW:])
    return opener.decompress(body) + opener.flush()
