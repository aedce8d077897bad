"""A release's id: the publisher's own, else from the canonical URL, else from the content."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from extract.records.document import Document

_DIGITS = 16


def release_id(document: Document) -> str:
    """The id, the same in every run over the same source; it holds nothing that extraction could get wrong."""
    if document.release_id:
        return document.release_id
    if document.url:
        parts = urlsplit(document.url)
        canonical = f"{parts.netloc.casefold().removeprefix('www.')}{parts.path.rstrip('/')}"
        if parts.query:
            canonical += f"?{parts.query}"
        return f"url-{_digest(canonical)}"
    return f"text-{_digest(document.text)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
