"""Marks that open items only in a row of three or more lines, and lines that look like them."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from extract.ingest import ingest_text
from extract.records.document import Document


class Case(NamedTuple):
    name: str
    text: str
    markers: list[str]


ROWS = [
    Case("angles", "» Fendere (Vrist) 40.000 kr.\n» Net (Ferring) 20.000 kr.\n» Pæle (Lemvig) 9.000 kr.", ["» ", "» ", "» "]),
    Case("two angles", ">> Fendere, Vrist\n>> Net, Ferring\n>>Pæle, Lemvig", [">> ", ">> ", ">>"]),
    Case("one angle", "> Fendere, Vrist\n> Net, Ferring\n> 3 pæle, Lemvig", ["> ", "> ", "> "]),
    Case("stars in a quoted mail", "> * Fendere, Vrist\n> * Net, Ferring\n> * Pæle, Lemvig", ["> * ", "> * ", "> * "]),
    Case("dashes that touch", "-Vrist Bådelaug: fendere 40.000 kr.\n- Ferring Havn: net 20.000 kr.\n-Lemvig Marina: pæle 9.000 kr.", ["-", "- ", "-"]),
    Case("numbers with a stroke", "1/ Vrist – fendere\n2/ Ferring – net\n3/ Lemvig – pæle", ["1/ ", "2/ ", "3/ "]),
    Case("roman numbers", "III. Vrist\n\nIV. Ferring\n\nV. Lemvig", ["III. ", "IV. ", "V. "]),
    Case("capitals", "A. Vrist Bådelaug\nB. Ferring Havn\nC. Lemvig Marina", ["A. ", "B. ", "C. "]),
    Case("capitals in brackets", "(A) Vrist Bådelaug\n(B) Ferring Havn\n(C) Lemvig Marina", ["(A) ", "(B) ", "(C) "]),
    Case("lines below the marks", "» Fendere\nVrist Bådelaug\n» Net\nFerring Havn\n» Pæle\nLemvig Marina", ["» ", "", "» ", "", "» ", ""]),
    Case("two only", "» Fendere i Vrist\n» Net i Ferring", ["", ""]),
    Case("a paragraph between", "» Fendere i Vrist\n\nHavnen får læ.\n\n» Net i Ferring\n» Pæle i Lemvig", ["", "", "", ""]),
    Case("quotations", "»Vi er glade«, siger hun.\n»Vi er stolte«, siger han.\n»Vi er færdige«, siger de.", ["", "", ""]),
    Case("a quotation of three paragraphs", "»Vi er glade.\n\n»Vi er stolte.\n\n»Vi er færdige«, siger hun.", ["", "", ""]),
    Case("a quoted mail", "> Kære alle\n>\n> Havnen i Vrist får læ.\n> Kajen i Ferring får net.\n> Molen i Lemvig får pæle.", [""] * 5),
    Case("a quoted mail that is wrapped", "> Havnen i Vrist får læ, og\n> kajen i Ferring får net, og\n> Molen i Lemvig får pæle.\n> Lauget er glad.", [""] * 4),
    Case("initials", "K. Hansen, formand\nA. Olsen, kasserer\nB. Munk, medlem", ["", "", ""]),
    Case("an answer that touches its dash", "-Vi er glade, siger hun.\n\nHavnen er klar.\n\n-Vi er stolte, siger han.", ["", "", ""]),
    Case("regents", "V. Vrist\nX. Ferring\nI. Lemvig", ["", "", ""]),
]  # fmt: skip


@pytest.mark.parametrize("case", ROWS, ids=lambda case: case.name)
def test_markers_of_rows(case: Case) -> None:
    (document,) = ingest_text(case.text, uri="fil")
    assert isinstance(document, Document)
    assert [block.marker for block in document.blocks] == case.markers
