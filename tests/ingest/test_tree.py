"""The document tree: the same for a page nested deeper than the parser keeps as for any other."""

from __future__ import annotations

import pytest
from lxml import etree

from extract.ingest.html import walk
from extract.ingest.tree import _Target, parse

PAGES = (
    "<p>Havnen</p>",
    "<h1>Titel</h1><p>a<b>b</b>c<!-- d -->e</p><p>f",
    "<table><tr><td>a<td>b<tr><td>c<td>d</table>g",
    "<p>før</html><p>efter",
    "<p x<y=1>a</p><o:p>b</o:p>",
    "<pre> a\n  b </pre><script>var x = '<p>';</script>c",
    "<?xml version='1.0'?><p>a<?php x ?>b</p>",
)


def _texts(roots: object) -> list[str]:
    assert isinstance(roots, list | tuple)
    return ["".join(part.text for part in line.parts) or "tabel" for line in walk(roots).lines]


@pytest.mark.parametrize("markup", PAGES)
def test_both_ways_of_building_a_tree_agree(markup: str) -> None:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, target=_Target())
    built = etree.fromstring(markup.encode(), parser)
    assert _texts(built) == _texts(parse(markup))


@pytest.mark.parametrize("depth", [100, 1900, 2100, 30_000])
def test_nothing_is_lost_however_deep(depth: int) -> None:
    markup = "<p>top</p>" + "<div x='1'>a" * depth + "bund"
    texts = _texts(parse(markup))
    assert (texts[0], len(texts), texts[-1]) == ("top", depth + 1, "abund")


@pytest.mark.parametrize("markup", ["", " \n", "<!-- x -->", "<>"])
def test_any_markup_gives_a_tree(markup: str) -> None:
    walk(parse(markup))


def test_a_page_goes_on_after_its_end() -> None:
    assert _texts(parse("<html><body><p>a</p></body></html><p>b</p>")) == ["a", "b"]
