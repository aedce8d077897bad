"""The items of a box or list: where each begins and ends, and its label."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from tests.reading import segmented

from extract.segment.boxes import label_of

LABELS: list[tuple[str, str | None]] = [
    ("Længde: 210 meter", "Længde"),
    ("Samlet projektsum: 4,2 mio. kr.", "Samlet projektsum"),
    ("Støttes med: 700.000 kr.", "Støttes med"),
    ("Beløb i kr.: 40.000", None),
    ("Tlf.: 55 50 12 34", None),
    ("Ansøger:", "Ansøger"),
    ("Kl. 10: Velkomst", None),
    ("længde: 210 meter", None),
    ("https://havn.example", None),
    ("Se https://havn.example", None),
    ("Det er altså sådan, at vi nu endelig kan sige: Velkommen", None),
    ("Molen er 210 meter lang", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "label"), LABELS)
def test_label(text: str, label: str | None) -> None:
    assert label_of(text) == label


class Case(NamedTuple):
    name: str
    box: str
    items: list[str]


BOXES = [
    Case("bullets", "Fakta\n• 210 meter\n• 44.000 tons", ["210 meter", "44.000 tons"]),
    Case("numbers", "Modtagerne:\n1. Thorsminde Havn\n2. Vrist Bådelaug", ["Thorsminde Havn", "Vrist Bådelaug"]),
    Case("numbers in brackets", "Modtagerne:\n(1) Thorsminde Havn\n(2) Vrist Bådelaug\n(3) Ferring Havn", ["Thorsminde Havn", "Vrist Bådelaug", "Ferring Havn"]),
    Case("letters in brackets", "Modtagerne:\n(a) Thorsminde Havn\n(b) Vrist Bådelaug\n(c) Ferring Havn", ["Thorsminde Havn", "Vrist Bådelaug", "Ferring Havn"]),
    Case("roman numbers", "Modtagerne:\nI. Thorsminde Havn\nII. Vrist Bådelaug\nIII. Ferring Havn", ["Thorsminde Havn", "Vrist Bådelaug", "Ferring Havn"]),
    Case("angles", "Modtagerne:\n» Thorsminde Havn\n» Vrist Bådelaug\n» Ferring Havn", ["Thorsminde Havn", "Vrist Bådelaug", "Ferring Havn"]),
    Case("lines below bullets", "Modtagerne:\n• Læmolen (Thorsminde)\n  Støttes med: 8 mio. kr.\n• Slæbestedet (Vrist)\n  Støttes med: 4 mio. kr.", ["Læmolen (Thorsminde)\nStøttes med: 8 mio. kr.", "Slæbestedet (Vrist)\nStøttes med: 4 mio. kr."]),
    Case("inner bullets", "Modtagerne:\n• Læmolen\n  - sten\n  - beton\n• Slæbestedet\n  - beton", ["Læmolen\n- sten\n- beton", "Slæbestedet\n- beton"]),
    Case("labels", "Fakta\n\nLængde: 210 meter\nPris: 8 mio. kr.", ["Længde: 210 meter", "Pris: 8 mio. kr."]),
    Case("repeated labels", "Bevillinger\n\nTitel: Læmolen\nBeløb: 8 mio. kr.\n\nTitel: Slæbestedet\nBeløb: 4 mio. kr.", ["Titel: Læmolen\nBeløb: 8 mio. kr.", "Titel: Slæbestedet\nBeløb: 4 mio. kr."]),
    Case("run together", "Bevillinger\n\n”Læmolen”, ansøgt af Thorsminde Havn, modtager 800.000 kr.”Slæbestedet”, ansøgt af Vrist Bådelaug, modtager 400.000 kr.", ["”Læmolen”, ansøgt af Thorsminde Havn, modtager 800.000 kr.", "”Slæbestedet”, ansøgt af Vrist Bådelaug, modtager 400.000 kr."]),
    Case("run together at bullets", "Bevillinger\n\n• Læmolen, 800.000 kr.• Slæbestedet, 400.000 kr. • Kajen, 90.000 kr.", ["Læmolen, 800.000 kr.", "Slæbestedet, 400.000 kr.", "Kajen, 90.000 kr."]),
    Case("titles above amounts", "Disse projekter støttes\n\nLæmolen i Thorsminde\nStenmole mod syd. Støttes med 8 mio. kr.\n\nSlæbestedet i Vrist\nEn rampe af beton. Støttes med 4 mio. kr.", ["Læmolen i Thorsminde\nStenmole mod syd. Støttes med 8 mio. kr.", "Slæbestedet i Vrist\nEn rampe af beton. Støttes med 4 mio. kr."]),
    Case("lines that end with amounts", "Modtagerne (beløb i kr.)\n\nThorsminde Havn - ny kran: 12.000\nVrist Bådelaug - brædder: 8.500", ["Thorsminde Havn - ny kran: 12.000", "Vrist Bådelaug - brædder: 8.500"]),
    Case("heads over such lines", "Modtagerne:\n\nHAVNENE\nThorsminde Havn: 12.000 kr.\nVrist Havn: 8.500 kr.\nLAUGENE\nVrist Bådelaug: 4.000 kr.\nHov Kajaklaug: 2.000 kr.", ["Thorsminde Havn: 12.000 kr.", "Vrist Havn: 8.500 kr.", "Vrist Bådelaug: 4.000 kr.", "Hov Kajaklaug: 2.000 kr."]),
    Case("paragraphs of two lines", "Bevillinger\n\nKAJ-2: Sten og tang\nEn mole af sten får 8 mio. kr.\n\nSlæbestedet\nEn rampe af beton får 4 mio. kr.\n\nFyret\nNyt lys for 90.000 kr.", ["KAJ-2: Sten og tang\nEn mole af sten får 8 mio. kr.", "Slæbestedet\nEn rampe af beton får 4 mio. kr.", "Fyret\nNyt lys for 90.000 kr."]),
    Case("one applicant twice", "Disse støttes:\n\nVejle Kommune: Læmolen\nSten og beton.\n8 mio. kr.\n\nVejle Kommune: Slæbestedet\nEn rampe.\n4 mio. kr.\n\nOdder Kommune: Fyret\nNyt lys.\n2 mio. kr.", ["Vejle Kommune: Læmolen\nSten og beton.\n8 mio. kr.", "Vejle Kommune: Slæbestedet\nEn rampe.\n4 mio. kr.", "Odder Kommune: Fyret\nNyt lys.\n2 mio. kr."]),
    Case("prose", "Om puljen\n\n" + "Puljen støtter havne på vestkysten, som vil beskytte både og mennesker mod havet. " * 6, []),
    Case("one item", "Fakta\n• Molen bliver 210 meter", ["Molen bliver 210 meter"]),
]  # fmt: skip


def items_of(source: str) -> list[tuple[str, str | None]]:
    parts = segmented(source)
    text = parts.article.text
    return [(text[item.start : item.end], item.label) for section in parts.sections for item in section.items]


@pytest.mark.parametrize("case", BOXES, ids=lambda case: case.name)
def test_items_of_a_text(case: Case) -> None:
    assert [text for text, _ in items_of(f"Nye moler i Thorsminde\n\nHavnen får læ.\n\n{case.box}")] == case.items


def test_labels_of_items() -> None:
    source = "Nye moler i Thorsminde\n\nHavnen får læ.\n\nFakta\n\nLængde: 210 meter\nPris: 8 mio. kr.\nEntreprenør: Tang A/S"
    assert [label for _, label in items_of(source)] == ["Længde", "Pris", "Entreprenør"]


PAGES = [
    Case("list", "<ul><li>210 meter</li><li>44.000 tons</li></ul>", ["210 meter", "44.000 tons"]),
    Case("two lists", "<ul><li>210 meter</li></ul><ul><li>44.000 tons</li></ul>", ["210 meter", "44.000 tons"]),
    Case("ordered list", "<ol><li>Thorsminde Havn</li><li>Vrist Bådelaug</li></ol>", ["Thorsminde Havn", "Vrist Bådelaug"]),
    Case("inner list", "<ul><li>Læmolen<ul><li>sten</li><li>beton</li></ul></li><li>Kajen</li></ul>", ["Læmolen\nsten\nbeton", "Kajen"]),
    Case("line breaks in an item", "<ul><li>Læmolen<br>8 mio. kr.</li><li>Kajen<br>4 mio. kr.</li></ul>", ["Læmolen\n8 mio. kr.", "Kajen\n4 mio. kr."]),
    Case("paragraphs", "<p>Molen bliver 210 meter.</p><p>Den er klar i oktober.</p>", ["Molen bliver 210 meter.", "Den er klar i oktober."]),
    Case("line breaks", "<p>Længde: 210 meter<br>Pris: 8 mio. kr.</p>", ["Længde: 210 meter", "Pris: 8 mio. kr."]),
    Case("terms", "<dl><dt>Længde</dt><dd>210 meter</dd><dt>Pris</dt><dd>8 mio. kr.</dd></dl>", ["Længde\n210 meter", "Pris\n8 mio. kr."]),
    Case("table", "<table><tr><th>Mål</th><th>Tal</th></tr><tr><td>Længde</td><td>210 m</td></tr><tr><td>Dybde</td><td>6 m</td></tr></table>", ["Længde\t210 m", "Dybde\t6 m"]),
    Case("table without head", "<table><tr><td>Længde</td><td>210 m</td></tr><tr><td>Dybde</td><td>6 m</td></tr></table>", ["Længde\t210 m", "Dybde\t6 m"]),
    Case("table with a plain head", "<table><tr><td>Modtager</td><td>Beløb</td></tr><tr><td>Havnen</td><td>800.000</td></tr><tr><td>Lauget</td><td>400.000</td></tr></table>", ["Havnen\t800.000", "Lauget\t400.000"]),
    Case("bold heads", "<p><b>Læmolen</b></p><p>Støttes med 8 mio. kr.</p><p><b>Kajen</b></p><p>Støttes med 4 mio. kr.</p>", ["Læmolen\nStøttes med 8 mio. kr.", "Kajen\nStøttes med 4 mio. kr."]),
    Case("text after the list", "<ul><li>210 meter</li><li>44.000 tons</li></ul><p>Kilde: Havnen</p>", ["210 meter", "44.000 tons"]),
]  # fmt: skip


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.name)
def test_items_of_a_page(case: Case) -> None:
    page = (
        "<html><body><main><h1>Nye moler i Thorsminde</h1><p>Havnen får læ, når vinteren kommer.</p>"
        f"<div class='faktaboks'><h3>Fakta</h3>{case.box}</div></main></body></html>"
    )
    assert [text for text, _ in items_of(page)] == case.items
