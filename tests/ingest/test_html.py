"""Pages: what is seen becomes blocks, what is said in the head becomes metadata."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from extract.ingest import ingest
from extract.records.document import Block, Document


def read(markup: str) -> Document:
    (document,) = ingest(markup.encode(), uri="side", format="html")
    assert isinstance(document, Document)
    return document


def shown(document: Document) -> list[tuple[str, str]]:
    return [(block.tag, document.text[block.start : block.end]) for block in document.blocks]


class Case(NamedTuple):
    markup: str
    blocks: list[tuple[str, str]]


CASES = (
    Case("<h1>Titel</h1><p>Tekst</p>", [("h1", "Titel"), ("p", "Tekst")]),
    Case("<p>2&nbsp;mio.\n kr. til hav&shy;nen</p>", [("p", "2 mio. kr. til havnen")]),
    Case("<p>Aar<b>hus</b>, <i>by</i>en</p>", [("p", "Aarhus, byen")]),
    Case("<p>En<br>To<br/><br/>Tre</p>", [("p", "En"), ("p", "To"), ("p", "Tre")]),
    Case("<ul><li>A<li><p>B</p><p>C</p></li></ul>", [("li", "A"), ("li", "B"), ("p", "C")]),
    Case("<li>A<ul><li>B</ul>", [("li", "A"), ("li", "B")]),
    Case("<p>ingen slut<p>heller ikke<div>her", [("p", "ingen slut"), ("p", "heller ikke"), ("div", "her")]),
    Case("<blockquote><p>Ord</p><footer>Bo <cite>Holm</cite></footer></blockquote>",
         [("p", "Ord"), ("footer", "Bo Holm")]),
    Case("<blockquote>Ord<cite>Bo</cite></blockquote>", [("blockquote", "Ord"), ("cite", "Bo")]),
    Case("<figure><img alt='x'><figcaption><p>Foto: Bo</p></figcaption></figure>", [("figcaption", "Foto: Bo")]),
    Case("<dl><dt>Navn</dt><dd>Bo</dd></dl>", [("dt", "Navn"), ("dd", "Bo")]),
    Case("<table><caption>Støtte</caption><tr><th>By<th>Kr.<tr><td><p>Aså</p><td></table>",
         [("caption", "Støtte"), ("tr", "By\tKr."), ("tr", "Aså\t")]),
    Case("<table><tr><td><h3>Fakta</h3><p>Tekst</p></td><td>x</td></tr></table>",
         [("h3", "Fakta"), ("p", "Tekst"), ("td", "x")]),
    Case("<table><tr><td><p>En</p><p>To</p></td></tr></table>", [("p", "En"), ("p", "To")]),
    Case("<p>a</p><script>b</script><style>c</style><noscript>d</noscript><template>e</template>", [("p", "a")]),
    Case("<p>a</p><p hidden>b</p><p aria-hidden=true>c</p><p style='display : none'>d</p><svg><text>e</text></svg>",
         [("p", "a")]),
    Case("<body aria-hidden=true><p>a</p>", [("p", "a")]),
    Case("<button>Del</button><select><option>x</select><h2><button>Fakta</button></h2>", [("h2", "Fakta")]),
    Case("<p>a<!-- b -->c</p>", [("p", "ac")]),
    Case("<aside class='faktaboks'>Fakta<details><summary>Mere</summary>Om</details></aside>",
         [("aside", "Fakta"), ("summary", "Mere"), ("details", "Om")]),
    Case("<pre>a\nb\n\nc</pre>", [("pre", "a"), ("pre", "b"), ("pre", "c")]),
    Case("<p>RÃ¸de huse</p>", [("p", "Røde huse")]),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.markup[:40])
def test_blocks(case: Case) -> None:
    assert shown(read(case.markup)) == case.blocks


def only(markup: str) -> Block:
    (block,) = read(markup).blocks
    return block


def test_groups() -> None:
    assert [block.group for block in read("<p>a<br>b<br><br>c</p><p>d</p>").blocks] == [0, 0, 1, 2]


def test_strong_and_links() -> None:
    assert only("<p><strong>Fakta </strong> <b>om</b></p>").strong
    assert only("<p><span style='font-weight:700'>Fakta</span></p>").strong
    assert not only("<p><b>Fakta</b> om</p>").strong
    assert only("<p><a href='/'>abcd</a>efgh</p>").links == 0.5
    assert only("<p><a name='x'>abcd</a></p>").links == 0.0


def test_header_rows_and_cells() -> None:
    head, row = read("<table><tr><th>By</th><th>Kr.</th></tr><tr><th>Aså</th><td>5</td></tr></table>").blocks
    assert head.header
    assert not row.header
    assert row.cells == ((7, 10), (11, 12))


def test_elements_are_shared_and_say_their_place() -> None:
    first, second = read("<main id=m role=main aria-label=Nyt><p>a</p><div class='x y'><p>b</div></main>").blocks
    assert first.element is not None
    assert second.element is not None
    assert first.element.parent is not None
    assert second.element.parent is not None
    assert second.element.path == "/html[1]/body[1]/main[1]/div[1]/p[1]"
    assert second.element.parent.classes == ("x", "y")
    main = first.element.parent
    assert second.element.parent.parent is main
    assert (main.id, main.role, main.label) == ("m", "main", "Nyt")


@pytest.mark.parametrize("tag", ["div", "b", "span", "table"])
def test_deep_nesting(tag: str) -> None:
    document = read("<p>top</p>" + f"<{tag}>" * 100_000 + "bund")
    assert document.text == "top\nbund"
    places = document.source_map.locate(4, 8)
    assert [place.exact for place in places] == [False]


HEAD = """<html lang="en"><head><title>Ny havn | Havnefonden</title>
<meta property="og:title" content="Ny havn"><meta property="og:site_name" content="Havnefonden">
<meta property="article:published_time" content="2025-03-01T08:00:00+01:00">
<meta property="article:modified_time" content="2025-03-02T08:00:00Z"><link rel="canonical" href="https://havn.dk/a">
<script type="application/ld+json">{broken</script>
<script type="application/ld+json">{"@graph": [{"@type": "Organization"}, {"@type": ["NewsArticle"],
"headline": "Anden titel", "datePublished": "2024-01-01", "publisher": {"name": "Fonden Havnen"}}]}</script></head>"""


def test_metadata() -> None:
    document = read(HEAD + "<body><h1>Ny havn</h1><p>Fonden støtter en ny havn i Grenaa, og det glæder byen.</p>")
    assert document.title == "Ny havn"
    assert document.publisher == "Fonden Havnen"
    assert document.published_at is not None
    assert document.published_at.isoformat() == "2025-03-01T08:00:00+01:00"
    assert document.updated_at is not None
    assert document.url == "https://havn.dk/a"
    assert document.language == "da"
    assert document.extra["stated_language"] == "en"


class Dated(NamedTuple):
    markup: str
    published: str | None


DATED = (
    Dated("<time datetime='2024-05-01'>1. maj</time>", "2024-05-01T00:00:00"),
    Dated("<time datetime='2024-05-01'>1</time><time datetime='2024-06-01'>2</time>", None),
    Dated("<time itemprop=datePublished datetime='2024-05-01'>1</time><time datetime='2024-06-01'>2</time>",
          "2024-05-01T00:00:00"),
    Dated("<time datetime='i går'>i går</time>", None),
    Dated('<script type="application/ld+json">[{"@type":"NewsArticle","datePublished":"2024-05-01T10:00Z"}]</script>',
          "2024-05-01T10:00:00+00:00"),
)  # fmt: skip


@pytest.mark.parametrize("case", DATED, ids=lambda case: case.markup[:50])
def test_dates(case: Dated) -> None:
    published = read("<p>Tekst</p>" + case.markup).published_at
    assert (published.isoformat() if published else None) == case.published


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Ny havn – Byen</title><h1>Ny havn</h1>", "Ny havn"),
        ("<title>Ny havn – Byen</title><h1>Byens Avis</h1>", "Ny havn – Byen"),
        ("<meta property='og:site_name' content='Byen'><title>Ny havn – Byen</title>", "Ny havn"),
        ("<h1>Ny havn</h1>", "Ny havn"),
        ("<h1>Ny havn</h1><h1>Nyt hus</h1>", None),
        ("", None),
    ],
)
def test_title(head: str, title: str | None) -> None:
    assert read(head + "<p>Tekst</p>").title == title
