"""Which lines look like headings, and what the words of a heading open."""

from __future__ import annotations

import pytest
from tests.support import patterns

from extract.records.document import Block
from extract.segment.headings import Opens, compile_headings, level, looks_like_heading

HEADINGS = compile_headings(patterns())

PLAIN: list[tuple[str, Opens | None]] = [
    ("Fakta", "fact_box"),
    ("FAKTA:", "fact_box"),
    ("Fakta: De tre havne", "fact_box"),
    ("Fakta – molerne i tal", "fact_box"),
    ("Fakta om Kystpuljen", "fact_box"),
    ("Faktaboks", "fact_box"),
    ("Blå bog", "fact_box"),
    ("Om projektet", "fact_box"),
    ("Om puljen:", "fact_box"),
    ("Om Landsbypuljen", "fact_box"),
    ("Om forskningsprojektet KLIT", "fact_box"),
    ("Baggrund", "fact_box"),
    ("Bevillinger", "fact_box"),
    ("Nøgletal", "fact_box"),
    ("Modtagerne af Kystpuljen:", "fact_box"),
    ("De tre modtagere:", "fact_box"),
    ("Følgende otte projekter får støtte", "fact_box"),
    ("Disse projekter støttes", "fact_box"),
    ("Projekter, der får støtte:", "fact_box"),
    ("Pengene fordeles således:", "fact_box"),
    ("Eksempler på støttede projekter", "fact_box"),
    ("Yderligere oplysninger:", "contact"),
    ("For yderligere oplysninger:", "contact"),
    ("For yderligere information, kontakt:", "contact"),
    ("Kontakt", "contact"),
    ("Kontakter", "contact"),
    ("Pressekontakt:", "contact"),
    ("Om Vestkystfonden", "about"),
    ("Om Region Midtjylland:", "about"),
    ("Læs også:", "teaser"),
    ("Læs også: Ny sti i Ferring", "teaser"),
    ("Se også", "teaser"),
    ("Flere pressemeddelelser fra Vestkystfonden", "teaser"),
    ("Relaterede nyheder", "teaser"),
    ("Billeder", "navigation"),
    ("Følg pressemeddelelser fra Vestkystfonden", "navigation"),
    ("Havnen åbner til sommer", None),
    ("Om sommeren er her fuldt af både", None),
    ("Baggrunden er klar", None),
    ("Fakturaen blev større end ventet", None),
    ("Kontakten til skolen er god", None),
    ("Omstillingen koster 4 mio. kr.", None),
    ("Byrådet er enigt om budgettet", None),
    ("De Grønne Museer i Struer", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "opens"), PLAIN)
def test_what_a_plain_line_opens(text: str, opens: Opens | None) -> None:
    assert HEADINGS.opens(text, strict=True) == opens


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("Fakta om den nye mole ved Thorsminde", "fact_box"),
        ("Kontakt pressechefen", "contact"),
        ("Læs også om fyret", "teaser"),
        ("Spørgsmål og svar om de nye moler på Vestkysten", None),
        ("Et nyt kapitel for havnen", None),
    ],
)
def test_a_heading_of_the_markup_need_only_begin_with_the_words(text: str, opens: Opens | None) -> None:
    assert HEADINGS.opens(text, strict=False) == opens


@pytest.mark.parametrize("text", ["Del", "PRESSEMEDDELELSE", "Læs mere her", "læs mere", "Næste ›", "Skip to content"])
def test_furniture(text: str) -> None:
    assert HEADINGS.is_furniture(text)


@pytest.mark.parametrize("text", ["Delta", "Del af en større plan", "Pressemeddelelsen er rettet", "Forsiden er ny"])
def test_no_furniture(text: str) -> None:
    assert not HEADINGS.is_furniture(text)


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("Læs mere om molerne her.", True),
        ("Hent rapporten (pdf)", True),
        ("Læserne får mere for pengene", False),
        (
            "Læs mere om molerne her. " + "Havnen er bygget i 1967 og har ligget næsten uforandret hen siden. " * 3,
            False,
        ),
    ],
)
def test_lines_that_point_elsewhere(text: str, elsewhere: bool) -> None:
    assert HEADINGS.points_elsewhere(text) is elsewhere


@pytest.mark.parametrize(("text", "ends"), [("***", True), (" * * * ", True), ("- SLUT -", True), ("* Mole", False)])
def test_separators(text: str, ends: bool) -> None:
    assert HEADINGS.is_separator(text) is ends


LOOKS: list[tuple[str, str, bool, bool, bool]] = [
    # text, tag, bold, stands alone, looks like a heading
    ("Sten fra Norge", "line", False, True, True),
    ("Sten fra Norge", "line", False, False, False),
    ("Sten fra Norge", "p", False, True, False),
    ("Sten fra Norge", "p", True, False, True),
    ("Sten fra Norge", "h3", False, False, True),
    ("Stenene kommer fra Norge.", "line", False, True, False),
    ("Stenene kommer fra Norge.", "h2", False, True, True),
    ("Hvorfor sten fra Norge?", "line", False, True, True),
    ("- Vi glæder os", "line", False, True, False),
    ("»Vi glæder os«", "line", False, True, False),
    ("”Grøn Havn” i gang", "line", False, True, False),
    ("sten fra Norge", "line", False, True, False),
    ("Molen koster 12 mio. kr.", "line", False, True, False),
    ("Struer Roklub fik tilskud på kr. 40.000 til årer", "line", False, True, False),
    ("lone@havn.example", "line", False, True, False),
    ("Tlf. 55 50 12 34", "line", False, True, False),
    ("Sten fra Norge", "li", True, True, False),
    ("Den gamle mole", "figcaption", True, True, False),
    ("Lone Holmsgaard", "footer", True, True, False),
    ("***", "line", False, True, False),
    ("En linje " * 20, "line", False, True, False),
]


@pytest.mark.parametrize(("text", "tag", "bold", "alone", "expected"), LOOKS)
def test_looks_like_heading(text: str, tag: str, bold: bool, alone: bool, expected: bool) -> None:
    block = Block(0, len(text), tag=tag, strong=bold)
    assert looks_like_heading(block, text, alone=alone) is expected


def test_an_item_is_no_heading() -> None:
    assert not looks_like_heading(Block(0, 8, marker="• "), "• Molen", alone=True)


def test_a_table_row_is_no_heading() -> None:
    assert not looks_like_heading(Block(0, 9, tag="tr", cells=((0, 4), (5, 9))), "Mole\tPris", alone=True)


@pytest.mark.parametrize(("tag", "rank"), [("h1", 1), ("h4", 4), ("p", 7), ("line", 7), ("summary", 7)])
def test_level(tag: str, rank: int) -> None:
    assert level(Block(0, 1, tag=tag)) == rank
