"""Markup → the document tree, whatever the markup is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from lxml import etree

# fmt: off
SKIPPED = frozenset({
    "script", "style", "template", "noscript", "svg", "math", "title", "meta", "link", "base", "iframe",
    "object", "embed", "video", "audio", "canvas", "map", "input", "select", "textarea", "option", "optgroup",
    "datalist", "progress", "meter", "noframes", "frameset",
})
# fmt: on
"""Elements whose content is no text to read."""
_KEPT_DEPTH = 1500
"""Deeper than any page is; libxml2 gives up at 2048."""


@lru_cache(maxsize=1)
def _parser() -> Any:
    """libxml2's HTML parser as BeautifulSoup's ``lxml`` uses it. The tree stays in C: building Python objects for all
    of a page, most of which is no release, took longer than everything else that ingest does."""
    return etree.HTMLParser(encoding="utf-8", huge_tree=True)


def parse(markup: str) -> Sequence[Any]:
    """The root elements of the document tree (a second one where a page goes on after ``</html>``); any markup
    gives a tree, if only an empty one."""
    # Byte order marks of files that were joined; the parser would take them for the body's first text.
    data = markup.lstrip("\ufeff").encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError:  # nothing but blanks or comments
        return ()
    if root is None:
        return ()
    if _is_cut_off(root):
        return tuple(etree.fromstring(data, etree.HTMLParser(encoding="utf-8", huge_tree=True, target=_Flattened())))
    return (root, *root.itersiblings())


def _is_cut_off(root: Any) -> bool:
    """Whether the parser stopped where elements were nested too deeply: there its tree ends as deep as it goes."""
    element = root
    for _ in range(_KEPT_DEPTH):
        if not len(element):
            return False
        element = element[-1]
    return True


class _Flattened:
    """The target that builds the tree of a page nested deeper than libxml2 allows: what lies deeper than
    ``_KEPT_DEPTH`` becomes a row of empty elements with its text between them, as children of the last one kept."""

    def __init__(self) -> None:
        self._builder = etree.TreeBuilder()
        self._builder.start("roots", {})
        self._depth = 0
        self._muted = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._muted:
            return
        self._builder.start(tag, attributes)
        if self._depth > _KEPT_DEPTH:
            self._builder.end(tag)
            if tag in SKIPPED:
                self._muted = self._depth

    def end(self, tag: str) -> None:
        if self._depth <= _KEPT_DEPTH:
            self._builder.end(tag)
        if self._muted == self._depth:
            self._muted = 0
        self._depth -= 1

    def data(self, text: str) -> None:
        if not self._muted:
            self._builder.data(text)

    def close(self) -> Any:
        self._builder.end("roots")
        return self._builder.close()
