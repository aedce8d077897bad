from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.releases import SAMPLE, odd_text, span

from extract.pages.marks import Highlighter, Mark, marks_of, shown, visible


class _Reader(HTMLParser):
    """The visible text, the marks open at each character, and whether the elements nest."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str | None]] = []
        self.text = ""
        self.covering: list[set[str]] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        assert not (tag == "a" and any(name == "a" for name, _ in self.open))
        self.open.append((tag, names.get("data-r")))
        if identity := names.get("id"):
            self.ids.append(identity)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        records = {record for _, record in self.open if record}
        self.text += data
        self.covering += [records] * len(data)


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


_TEXT = "Fonden støtter Kajhuset i Grenaa med 4,5 mio. kr."
_spans = st.tuples(st.integers(0, len(_TEXT)), st.integers(0, len(_TEXT))).filter(lambda pair: pair[0] < pair[1])
_marks = st.lists(st.tuples(_spans, st.sampled_from(["amount", "quote", "place", "check"])), max_size=12)


@given(_marks, st.lists(st.integers(0, len(_TEXT)), max_size=3))
def test_every_character_stands_under_exactly_its_marks(
    found: list[tuple[tuple[int, int], str]], cuts: list[int]
) -> None:
    marks = [Mark(*span, kind, f"r{n}", f"t-r{n}") for n, (span, kind) in enumerate(found)]
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    highlighter = Highlighter(_TEXT, marks)
    edges = sorted({0, *cuts, len(_TEXT)})
    reader = _read("".join(highlighter.draw(low, high) for low, high in pairwise(edges)))
    assert reader.text == _TEXT
    for at, covering in enumerate(reader.covering):
        assert covering == {mark.record for mark in marks if mark.start <= at < mark.end}
    assert sorted(reader.ids) == sorted(mark.anchor for mark in marks)


def test_the_innermost_record_is_linked() -> None:
    highlighter = Highlighter(SAMPLE.text, marks_of(SAMPLE))
    html = highlighter.draw(*span("Derfor støtter vi med 4,5 mio. kroner her og nu."))
    assert '<a href="#q1">Derfor støtter vi med </a>' in html
    assert '<a href="#a2">4,5 mio. kroner</a>' in html
    assert 'id="t-q1-2"' in html


def test_a_check_links_only_where_nothing_else_does() -> None:
    highlighter = Highlighter(SAMPLE.text, marks_of(SAMPLE))
    html = highlighter.draw(*span("9,2 mio. kroner fra puljen"))
    assert '<a href="#a8">9,2 mio. kroner</a>' in html
    assert 'data-r="k1"' in html


@given(odd_text)
def test_shown_text_is_escaped_and_draws_what_cannot_be_seen(text: str) -> None:
    html = str(shown(text))
    assert not any(character in html for character in "\x00\u202e\u2066")
    assert html.replace("<span class=ctl>", "").replace("</span>", "").count("<") == 0
    assert '"' not in html, "an attribute could be left"


def test_visible_text_keeps_its_offsets() -> None:
    assert visible("a\u202eb\x1bc\nd") == "a\ufffdb\ufffdc\nd"
