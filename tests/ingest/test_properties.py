"""What holds for every input: nothing crashes, blocks tile the text, and every offset leads back to the source."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from hypothesis import given
from hypothesis import strategies as st

from extract.ingest import ingest
from extract.ingest.trace import edit, traced
from extract.records.document import Document, SourcePlace

WORDS = st.sampled_from(
    ["Læsø", "får", "2 mio. kr.", "–", "»ja«", "&aelig;", "&nbsp;", "\xa0", "\t", "\n", "\r\n", "\n\n", "  ", "kÃ¸d",
     "🚢", "a\u00adb",
     "• punkt", "<", ">", "&", "1. Havnen", "uddannel-", "\u200b", "å", "i", "\x00", "\x85", "\ufeff", "\u2028"]
)  # fmt: skip
TEXTS = st.lists(WORDS, min_size=1, max_size=40).map(" ".join) | st.text(max_size=200)
TAGS = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<br>", "<b>", "</b>", "<li>", "<ul>", "</ul>", "<table>", "<tr>", "<td>",
     "</table>", "<blockquote>", "<!-- x -->", "<h2>", "</h2>", "<span hidden>", "</span>", "<pre>", "</pre>"]
)  # fmt: skip
MARKUP = st.lists(WORDS | TAGS, min_size=1, max_size=40).map("".join)


def documents(data: bytes, **options: str) -> Iterator[Document]:
    for result in ingest(data, uri="u", **options):  # type: ignore[arg-type]
        if isinstance(result, Document):
            blocks_tile_the_text(result)
            yield result


def blocks_tile_the_text(document: Document) -> None:
    at = 0
    for block in document.blocks:
        assert block.start == at
        line = document.text[block.start : block.end]
        assert line.strip()
        assert "\n" not in line
        assert line.startswith(block.marker)
        if block.cells:
            assert [document.text[low:high] for low, high in block.cells] == line.split("\t")
        at = block.end + 1
    assert at == len(document.text) + 1


def places(document: Document) -> Iterator[tuple[str, SourcePlace]]:
    """Each character but the joins, with its place."""
    covered = {at for run in document.source_map.runs for at in range(run.start, run.end)}
    for at, character in enumerate(document.text):
        found = document.source_map.locate(at, at + 1)
        if at in covered:
            assert len(found) == 1
            yield character, found[0]
        else:
            assert character in "\n\t "
            assert not found


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    for document in documents(data):
        assert list(places(document))


@given(TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"]))
def test_text_offsets_lead_to_bytes(text: str, encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    data = mark + text.encode(encoding, "replace")
    for document in documents(data, format="text"):
        last = 0
        for character, place in places(document):
            if place.exact:
                assert document.encoding is not None
                assert data[place.start : place.end].decode(document.encoding) == character
            assert last <= place.end <= len(data)
            last = place.start


@given(MARKUP)
def test_page_offsets_lead_to_text_nodes(markup: str) -> None:
    data = markup.encode("utf-8", "replace")
    for document in documents(data, format="html"):
        soup = BeautifulSoup(markup.replace("\x00", "").lstrip("\ufeff"), "lxml", preserve_whitespace_tags={"html"})
        for character, place in places(document):
            assert place.path is not None
            node = text_node(soup, place)
            if place.exact:
                found = node[place.start : place.end]
                assert found == character or (found.isspace() and character == " ")
            else:
                assert place.end <= len(node)


def text_node(soup: BeautifulSoup, place: SourcePlace) -> str:
    tag: Tag = soup
    assert place.path is not None
    for step in place.path.strip("/").split("/"):
        name, _, ordinal = step.rstrip("]").partition("[")
        same = [child for child in tag.contents if isinstance(child, Tag) and child.name == name]
        tag = same[int(ordinal) - 1]
    return str([child for child in tag.contents if type(child) is NavigableString][place.node])


@given(MARKUP, TEXTS, st.booleans())
def test_json_offsets_lead_to_bytes(body: str, title: str, ascii_only: bool) -> None:
    release = {"title": title, "body": body, "leadtext": title}
    data = json.dumps(release, ensure_ascii=ascii_only).encode("utf-8", "replace")
    for document in documents(data):
        for character, place in places(document):
            assert place.path is None
            assert 0 < place.start < place.end <= len(data)
            if place.exact:
                assert data[place.start : place.end].decode() == character


@given(MARKUP)
def test_same_bytes_same_document(markup: str) -> None:
    data = markup.encode("utf-8", "replace")
    one, two = (list(documents(data, format="html")) for _ in range(2))
    assert [(d.text, d.language, d.notes, d.extra) for d in one] == [
        (d.text, d.language, d.notes, d.extra) for d in two
    ]


@given(st.text(max_size=60), st.data())
def test_edits_keep_the_way_back(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits = [(a, b, data.draw(st.sampled_from(["", "ny"]))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    after = edit(traced(text), edits)
    for piece in after.pieces:
        if piece.exact:
            assert after.text[piece.start : piece.end] == text[piece.source_start : piece.source_end]
