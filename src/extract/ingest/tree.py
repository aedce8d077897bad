"""Markup → the document tree, whatever the markup is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
_DEEPEST = 2000
"""libxml2 gives up at 2048 elements within each other."""


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
        # Its events have no such limit, and any tag or attribute name may come in them.
        return tuple(etree.fromstring(data, etree.HTMLParser(encoding="utf-8", huge_tree=True, target=_Target())))
    return (root, *root.itersiblings())


def _is_cut_off(root: Any) -> bool:
    """Whether the parser stopped where elements were nested too deeply: there its tree ends as deep as it goes."""
    element = root
    for _ in range(_DEEPEST):
        if not len(element):
            return False
        element = element[-1]
    return True


class _Node:
    """An element in Python, with as much of lxml's interface as is used here. A comment's ``tag`` is None."""

    __slots__ = ("attrib", "children", "tag", "tail", "text")

    def __init__(self, tag: str | None, attrib: Mapping[str, str]) -> None:
        self.tag = tag
        self.attrib = attrib
        self.children: list[_Node] = []
        self.text = ""
        self.tail = ""

    def __iter__(self) -> Iterator[_Node]:
        return iter(self.children)

    def get(self, name: str) -> str | None:
        return self.attrib.get(name)

    def iterdescendants(self, *tags: str) -> Iterator[_Node]:
        stack = [iter(self.children)]
        while stack:
            node = next(stack[-1], None)
            if node is None:
                stack.pop()
                continue
            if node.tag in tags:
                yield node
            stack.append(iter(node.children))

    def itertext(self) -> Iterator[str]:
        """The texts within; of no use for their order, which is that of the nodes."""
        yield self.text
        stack = [iter(self.children)]
        while stack:
            node = next(stack[-1], None)
            if node is None:
                stack.pop()
                continue
            if node.tag is not None:
                yield node.text
                stack.append(iter(node.children))
            yield node.tail


class _Target:
    """Takes the parser's events and builds nodes, however deep."""

    def __init__(self) -> None:
        self._open = [_Node("", {})]
        self._last: _Node | None = None
        self._texts: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        node = _Node(tag, dict(attributes))
        self._add(node)
        self._open.append(node)
        self._last = None

    def end(self, tag: str) -> None:
        self._flush()
        self._last = self._open.pop()

    def data(self, text: str) -> None:
        self._texts.append(text)

    def comment(self, text: str) -> None:
        node = _Node(None, {})
        self._add(node)
        self._last = node

    def pi(self, target: str, data: str | None) -> None:
        self.comment(target)

    def close(self) -> list[_Node]:
        self._flush()
        return self._open[0].children

    def _add(self, node: _Node) -> None:
        self._flush()
        self._open[-1].children.append(node)

    def _flush(self) -> None:
        text = "".join(self._texts)
        self._texts.clear()
        if self._last is not None:
            self._last.tail += text
        else:
            self._open[-1].text += text
