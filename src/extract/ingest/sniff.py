"""Which format a text is in, by what stands in it; a file's name or a server's label proves nothing."""

from __future__ import annotations

import json

import regex

from extract.ingest.failure import UnreadableError
from extract.records.release import SourceFormat

_JSON = regex.compile(r"\s*+(?:\{\s*+(?:[\"}]|\Z)|\[\s*+[\[\]{\"])")
_JSON_VALUE = regex.compile(r"\s*+(?:[\[\"]|(?:null|true|false|-?\d[\d.eE+-]{0,40})\s*+\Z)")
_PROLOGUE = r"\s*+(?:<\?xml[^>]{0,200}>\s*+)?(?:<!--[^>]{0,2000}>\s*+)*"
_HTML_START = regex.compile(rf"{_PROLOGUE}<(?:!doctype\s++html|html|head|body)\b", regex.I)
_NAMES = (
    "p|div|br|h[1-6]|ul|ol|li|table|tr|td|article|section|main|header|footer|aside|blockquote|figure"
    "|span|a|strong|b|em|i|title|meta|body"
)
_OPEN_TAG = regex.compile(rf"<(?:{_NAMES})(?:\s[^<>]{{0,2000}})?/?>", regex.I)
_CLOSE_TAG = regex.compile(rf"</(?:{_NAMES})\s*+>", regex.I)
_FEED = regex.compile(rf"{_PROLOGUE}<(rss|feed|rdf:RDF|urlset)\b", regex.I)
_OTHER_XML = regex.compile(r"\s*+<\?xml\b")
_STATE = "__INITIAL_STATE__"
_LOOK = 200_000


def sniff(text: str) -> SourceFormat:
    """``ritzau-json``, ``ritzau-html``, ``html`` or ``text``; UnreadableError for XML that is no page."""
    head = text[:_LOOK]
    if _JSON.match(head) or _is_json_value(text):
        return "ritzau-json"
    if found := _FEED.match(head):
        raise UnreadableError(f"the file is a feed (<{found.group(1)}>), not a release; give the pages that it names")
    if _HTML_START.match(head) or _is_fragment(head):
        return "ritzau-html" if _STATE in text else "html"
    if _OTHER_XML.match(head):
        raise UnreadableError("the file is XML but no page; give the release as HTML, JSON or text")
    return "text"


def _is_json_value(text: str) -> bool:
    """JSON that holds no object: a text, a number, ``null`` or a list of them. Prose may begin like one."""
    if _JSON_VALUE.match(text) is None:
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_fragment(head: str) -> bool:
    """HTML without its frame: it begins with a tag, or has several and closes one."""
    first = _OPEN_TAG.search(head)
    if first is None:
        return False
    if not head[: first.start()].strip():
        return True
    if _CLOSE_TAG.search(head, first.end()) is None:
        return False
    return sum(1 for _, _ in zip(range(3), _OPEN_TAG.finditer(head), strict=False)) == 3
