"""Plain text: lines, groups, hard wrapping, markers and cells."""

from __future__ import annotations

import textwrap
from typing import NamedTuple

import pytest

from extract.ingest import ingest_text
from extract.records.document import Document

LONG = (
    "Regionen har besluttet at fordele pengene til ti projekter, som skal gøre det lettere for unge at finde en "
    "praktikplads tæt på deres hjem, og som samler skoler og virksomheder om opgaven."
)


def read(text: str) -> Document:
    (document,) = ingest_text(text, uri="fil")
    assert isinstance(document, Document)
    return document


def lines(text: str) -> list[str]:
    return read(text).text.split("\n")


def test_groups_change_at_blank_lines() -> None:
    document = read("Titel\n\nEn linje\nto linjer\r\n \t\r\nTre")
    assert [block.group for block in document.blocks] == [0, 1, 1, 2]


@pytest.mark.parametrize("width", [45, 60, 72, 80, 95])
def test_wrapped_paragraphs_become_one_line(width: int) -> None:
    paragraphs = ["Ti projekter får penge", LONG, "Det sker nu", LONG, "- " + LONG]
    wrapped = "\n\n".join(textwrap.fill(p, width, break_on_hyphens=False) for p in paragraphs)
    assert lines(wrapped) == paragraphs


def test_wrapped_items_and_labels_stay_apart() -> None:
    item = "• " + LONG
    labels = "Projekttitel: Grøn havn\nBeløb: 250.000 kr.\nPeriode: 2025"
    text = textwrap.fill(LONG, 70) + "\n\n" + textwrap.fill(item, 70, subsequent_indent="  ") + "\n" + labels
    assert lines(text) == [LONG, item, *labels.split("\n")]


def test_divided_words_are_whole_again() -> None:
    text = (
        "Regionen har i dag besluttet at fordele mange penge fra uddannel-\n"
        "sespuljen til ti projekter, som alle skal ruste de unge til skole- og\n"
        "arbejdsliv i hele landet, og som samler flere skoler i et projekt med\n"
        "støtte fra mange sider og med hjælp fra de virksomheder, der har brug\nfor dem."
    )
    (line,) = lines(text)
    assert "uddannelsespuljen" in line
    assert "skole- og arbejdsliv" in line


@pytest.mark.parametrize(
    "text",
    [
        "Skoven\nHavnen\nBroen",
        "Ole Holm\nFormand\nTlf. 12 34 56 78\nole@havnen.dk",
        f"{LONG}\n{LONG}\n{LONG}",
        "Fonden giver penge til et hus.\nByen glæder sig meget.\nHuset åbner næste sommer.\nAlle er velkomne.",
        " • Skriveværksted (Aarhus)\n   Samlet sum: 2,6 mio. kr.\n • Havhave (Ebeltoft)\n   Samlet sum: 1,5 mio. kr.",
    ],
)
def test_lines_that_were_not_wrapped_stay(text: str) -> None:
    assert len(lines(text)) == text.count("\n") + 1


class Marked(NamedTuple):
    line: str
    marker: str


MARKED = (
    Marked("• Første", "• "), Marked("•\tFørste", "• "), Marked("•Første", "•"), Marked("* punkt", "* "),
    Marked("- Vi er glade, siger hun.", "- "), Marked("– Vi er glade", "– "), Marked("— Vi", "— "),
    Marked("1. Havnen", "1. "), Marked("2) molen", "2) "), Marked("a) kajen", "a) "), Marked("b. Kajen", "b. "), Marked("d. 3. maj", ""), Marked("o Broen", "o "),
    Marked("✔ Havnen", "✔ "), Marked("✔\ufe0f Havnen", "✔\ufe0f "), Marked("✅Havnen", "✅"), Marked("➤ Havnen", "➤ "), Marked("→ Havnen", "→ "), Marked("□ Havnen", "□ "), Marked("◆ Havnen", "◆ "),
    Marked("» Havnen", ""), Marked("> Havnen", ""), Marked("A. Hansen, formand", ""), Marked("1/ Havnen", ""),
    Marked("▪ Skoven", "▪ "), Marked("1. januar åbner broen", ""), Marked("2. kvartal gik godt", ""),
    Marked("-Vi er glade", ""), Marked("2025 blev et godt år", ""), Marked("Havnen - et projekt", ""),
    Marked("o", ""), Marked("3.000 kr. til skoven", ""),
)  # fmt: skip


@pytest.mark.parametrize("case", MARKED, ids=lambda case: case.line)
def test_marker(case: Marked) -> None:
    (block,) = read(case.line).blocks
    assert block.marker == case.marker


def test_tabs_make_cells() -> None:
    document = read("Projekt\tBy\tBeløb\nHavnen\t\t1,2\nNavn:\tOle")
    cells = [[document.text[low:high] for low, high in block.cells] for block in document.blocks]
    assert cells == [["Projekt", "By", "Beløb"], ["Havnen", "", "1,2"], ["Navn:", "Ole"]]


def test_bullet_alone_on_its_line_takes_the_next() -> None:
    assert lines("•\nSkoven\n•\nHavnen") == ["• Skoven", "• Havnen"]


def test_no_title_is_made_up() -> None:
    assert read("Byens Fond\n\nNy havn").title is None
