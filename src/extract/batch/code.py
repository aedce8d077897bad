"""Which program it is that reads: two that could read a document in two ways have different digests."""

from __future__ import annotations

import hashlib
import sys
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import extract

_LIBRARIES: Final = (
    "spacy", "numpy", "beautifulsoup4", "lxml", "regex", "dateparser", "charset-normalizer", "ftfy", "py3langid",
)  # fmt: skip
"""Those that decide about what is read."""
_WITHOUT: Final = frozenset(
    {"cli", "feed", "pages", "review", "batch", "store", "evaluate", "decide", "diff", "_patterns"}
)
"""Packages that do not read documents, and the patterns, which have a digest of their own."""


@lru_cache(maxsize=1)
def code_digest() -> str:
    """The digest of the code that reads documents, the shipped model and the libraries: 16 hexadecimal digits."""
    root = Path(extract.__file__).parent
    digest = hashlib.sha256(f"python {sys.version_info.major}.{sys.version_info.minor}".encode())
    for library in _LIBRARIES:
        digest.update(f"\n{library} {_version(library)}".encode())
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and "__pycache__" not in name and name.partition("/")[0] not in _WITHOUT:
            digest.update(f"\n{name} ".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"
