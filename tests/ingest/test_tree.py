"""The document tree: whole for any markup, however deep."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from extract.ingest.html import walk
from extract.ingest.tree import parse

PAGES = (
    ("<p>Havnen</p>", ["Havnen"]),
    ("<h1>Titel</h1><p>a<b>b</b>c<!-- d -->e</p><p>f", ["Titel", "abce", "f"]),
    ("<table><tr><td>a<td>b<tr><td>c<td>d</table>g", ["tabel", "tabel", "g"]),
    ("<p>før</html><p>efter", ["før", "efter"]),
    ("<p x<y=1>a</p><o:p>b</o:p>", ["a", "b"]),
    ("<pre> a\n  b </pre><script>var x = '<p>';</script>c", ["a", "b", "c"]),
    ("<?xml version='1.0'?><p>a<?php x ?>b</p>", ["ab"]),
    ("<p>en \ud800 halv</p>", ["en ? halv"]),
    ("<ruby>漢<rt>kan</rt></ruby>", ["漢kan"]),
)


def _texts(soup: BeautifulSoup) -> list[str]:
    return ["".join(part.text for part in line.parts) or "tabel" for line in walk(soup).lines]


@pytest.mark.parametrize(("markup", "texts"), PAGES)
def test_what_is_to_be_read_in_a_page(markup: str, texts: list[str]) -> None:
    assert _texts(parse(markup)) == texts


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
