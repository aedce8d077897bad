"""Lines of lists cut into fields, with the mentions of the whole pipeline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import article, patterns

from extract.match.money import compile_money
from extract.match.organisations import compile_organisations
from extract.match.places import compile_places
from extract.match.projects.fields import Index, quoted_titles, split_fields, strip, unmarked
from extract.records.mentions import Mentions

MONEY = compile_money(patterns())
PLACES = compile_places(patterns())
ORGANISATIONS = compile_organisations(patterns())


def index_of(text: str) -> Index:
    line = article(text)
    candidates = PLACES.find(line)
    organisations = ORGANISATIONS.find(line, places=candidates)
    mentions = Mentions(
        money=MONEY.find(line), places=PLACES.find(line, organisations=organisations), organisations=organisations
    )
    return Index(text, mentions, quoted_titles(text, [(0, len(text))], ()))


LINES: list[tuple[str, list[tuple[str, str]]]] = [
    ("Badebroen (Juelsminde)", [("text", "Badebroen"), ("place", "Juelsminde")]),
    ("Badebroen, Juelsminde", [("text", "Badebroen"), ("place", "Juelsminde")]),
    ("”Grøn Havn”, Foreningen Havnens Venner (Lemvig): 2,7 mio. kr.", [("quoted", "Grøn Havn"), ("org", "Foreningen Havnens Venner"), ("place", "Lemvig"), ("money", "2,7 mio. kr.")]),
    ("Skagen Roklub – nye årer – 18.000 kr.", [("org", "Skagen Roklub"), ("text", "nye årer"), ("money", "18.000 kr.")]),
    ("Skagen Roklub - nye årer: 18.000 kr.", [("org", "Skagen Roklub"), ("text", "nye årer"), ("money", "18.000 kr.")]),
    ("Tang på tallerkenen 2025-2027", [("text", "Tang på tallerkenen 2025-2027")]),
    ("Tang på tallerkenen, 2025-2027", [("text", "Tang på tallerkenen"), ("period", "2025-2027")]),
    ("Nye årer: 18.000", [("text", "Nye årer"), ("number", "18.000")]),
    ("Lydvandring på cd-rom", [("text", "Lydvandring på cd-rom")]),
    ("»Havkant – et mødested for alle«, 300.000 kr.", [("quoted", "Havkant – et mødested for alle"), ("money", "300.000 kr.")]),
    ('"Fri fart" | Foreningen Havnens Venner', [("quoted", "Fri fart"), ("org", "Foreningen Havnens Venner")]),
    ("Børnenes ‘Havhule’", [("text", "Børnenes ‘Havhule’")]),
    ("", []),
    (" – ", []),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_fields(line: str, expected: list[tuple[str, str]]) -> None:
    index = index_of(line)
    assert [(f.kind, line[f.start : f.end]) for f in split_fields(index, (0, len(line)))] == expected


@given(st.text(alphabet="Aå ,.:;()–-»«”“\"'|\t12", max_size=80))
def test_fields_stand_in_order_inside_the_line(line: str) -> None:
    index = Index(line, Mentions(), quoted_titles(line, [(0, len(line))], ()))
    last = 0
    for field in split_fields(index, (0, len(line))):
        assert last <= field.start < field.end <= len(line)
        last = field.end


@given(st.text(alphabet=" \t–-:,.aB", max_size=30))
def test_strip_leaves_no_edges(text: str) -> None:
    start, end = strip(text, 0, len(text))
    assert start == end or (text[start] in "aB" and text[end - 1] in "aB")


@pytest.mark.parametrize(
    ("text", "kept"), [("– Søvarme a.m.b.a., ", "Søvarme a.m.b.a."), ("Vejen.", "Vejen"), ("(Ry)", "(Ry)")]
)
def test_strip_keeps_what_belongs_to_a_name(text: str, kept: str) -> None:
    assert text[slice(*strip(text, 0, len(text)))] == kept


def test_titles_are_no_speech() -> None:
    text = "”Grøn Havn” er i gang. ”Vi glæder os,” siger hun."
    speech = (text.index("Vi"), text.index("Vi") + 12)
    assert [text[a:b] for a, b in quoted_titles(text, [(0, len(text))], [speech])] == ["Grøn Havn"]


@pytest.mark.parametrize(
    ("text", "cut", "expected"),
    [
        ("KLANG (Kor for alle), Ringsted", "KLANG (Kor for alle", "KLANG (Kor for alle)"),
        ("kor ”Glædessang”", "Glædessang”", "Glædessang"),
        ("»Havets dag« i Ry", "»Havets dag", "Havets dag"),
        ("sti til »Havets dag« i Ry", "sti til »Havets dag«", "sti til »Havets dag«"),
        ("(Ny sti)", "Ny sti", "Ny sti"),
    ],
)
def test_marks_and_brackets_stand_in_pairs(text: str, cut: str, expected: str) -> None:
    start = text.index(cut)
    low, high = unmarked(text, (start, start + len(cut)))
    assert text[low:high] == expected
