"""What makes two releases the same text again: a key of the article's words, and a sketch of them that can be compared.

Only the article counts: the same release on another site has other menus, contacts and teasers. Words are compared
without case and marks, and with their figures, for figures are what a series of releases differs in. The share of
runs of three words that two articles have in common (Jaccard) says how alike they are; sketches estimate it (MinHash).
docs/store.md says what was measured, and how the bands and the threshold follow from it.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import eq
from typing import Any, Final

import regex

from extract.records.release import Release, SectionKind

NEAR: Final = 55
"""The percentage from which two articles are linked."""
SIZE: Final = 128
"""Bytes of a sketch, each of one permutation."""

_ARTICLE: Final[frozenset[SectionKind]] = frozenset(
    {"title", "lead", "subheading", "body", "fact_box", "quote_box", "table"}
)
_FEWEST: Final = 30
"""Words below which an article has no sketch: so few are common property."""
_TOGETHER: Final = 3
"""Words of a shingle."""
_BANDS: Final = 12
_ROWS: Final = 3
_AT_ONCE: Final = 4_096
"""Shingles that are permuted together: the library holds 128 figures of each."""
_BYTE: Final = 256
_WORDS: Final = regex.compile(r"[\p{L}\p{N}]++")
_VERSION: Final = b"1"
"""Of all above that decides what an article's key and sketch are. A change of it needs a migration."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the store compares it. ``key`` is a signed number of 64 bits: the same for the same words."""

    key: int
    sketch: bytes


def article_of(release: Release) -> Article | None:
    """The article of a release; None where it is too short to be told from others."""
    sections = (section for section in release.sections if section.kind in _ARTICLE)
    words = _WORDS.findall(" ".join(release.text[section.start : section.end] for section in sections).casefold())
    if len(words) < _FEWEST:
        return None
    digest = hashlib.blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8, person=_VERSION).digest()
    return Article(int.from_bytes(digest, "big", signed=True), sketch(words))


def sketch(words: Sequence[str]) -> bytes:
    """The sketch of at least three words: the lowest byte of the least hash under each permutation.

    A byte is enough to compare by: two different hashes share it once in 256 times, which ``similarity`` takes off.
    """
    shingles = {" ".join(words[at : at + _TOGETHER]) for at in range(len(words) - _TOGETHER + 1)}
    made = _empty().copy()
    some = iter(shingles)
    while chunk := [shingle.encode("utf-8", "replace") for shingle in islice(some, _AT_ONCE)]:
        made.update_batch(chunk)
    lowest: bytes = (made.hashvalues % _BYTE).astype("uint8").tobytes()
    return lowest


def similarity(one: bytes, other: bytes) -> int:
    """How much two articles have in common, in percent, estimated from their sketches."""
    # Whole numbers: the estimate of a pair is the same on every machine.
    equal: int = sum(map(eq, one, other))
    return max(0, 100 * (_BYTE * equal - SIZE) // ((_BYTE - 1) * SIZE))


def bands(sketch: bytes) -> Iterator[int]:
    """The bands of a sketch, each a positive number of 32 bits: its place and three bytes. Articles that share one are
    held against each other."""
    for band in range(_BANDS):
        yield int.from_bytes(bytes((band,)) + sketch[band * _ROWS : (band + 1) * _ROWS], "big")


def prepare() -> None:
    """Loads what sketches are made with, so that the first document does not take longer than it does."""
    _empty()


@lru_cache(maxsize=1)
def _empty() -> Any:
    # Imported where documents are read, and not before: it brings SciPy, which takes a second.
    from datasketch import MinHash

    # The scheme is named, since the library keeps the schemes that it has and has changed its default before. With
    # CRC-32 it takes a third of the time that its own SHA-1 does, and here nobody hashes against us.
    return MinHash(num_perm=SIZE, seed=1, scheme="affine32", hashfunc=zlib.crc32)
