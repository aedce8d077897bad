"""Bullets within a paragraph whose line breaks were lost: each opens an item, and a sign between fields opens none."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import pytest
from tests.reading import segmented

TOP = "Nye moler i Thorsminde\n\nHavnen får læ, når vinteren kommer til Vestkysten."


class Case(NamedTuple):
    name: str
    text: str
    items: list[str]


LOST = [
    Case("bullets that touch", "Pengene går til følgende:\n\n•Fendere, Vrist Bådelaug, 40.000 kr.•Net, Ferring Havn, 20.000 kr.•Pæle, Lemvig Marina, 9.000 kr.", ["Fendere, Vrist Bådelaug, 40.000 kr.", "Net, Ferring Havn, 20.000 kr.", "Pæle, Lemvig Marina, 9.000 kr."]),
    Case("bullets that touch the text before them", "Pengene går til følgende:•Fendere, Vrist Bådelaug, 40.000 kr.•Net, Ferring Havn, 20.000 kr.•Pæle, Lemvig Marina, 9.000 kr.", ["Fendere, Vrist Bådelaug, 40.000 kr.", "Net, Ferring Havn, 20.000 kr.", "Pæle, Lemvig Marina, 9.000 kr."]),
    Case("behind a sentence", "Puljen på 69.000 kr. er delt. • Vrist Bådelaug – fendere – 40.000 kr. • Ferring Havn – net – 20.000 kr. • Lemvig Marina – pæle – 9.000 kr.", ["Vrist Bådelaug – fendere – 40.000 kr.", "Ferring Havn – net – 20.000 kr.", "Lemvig Marina – pæle – 9.000 kr."]),
    Case("a sentence behind the last", "Puljen er delt. • Vrist Bådelaug: 40.000 kr. • Ferring Havn: 20.000 kr. • Lemvig Marina: 9.000 kr. Næste frist er den 1. maj.", ["Vrist Bådelaug: 40.000 kr.", "Ferring Havn: 20.000 kr.", "Lemvig Marina: 9.000 kr."]),
    Case("stars", "Puljen er delt. * Vrist Bådelaug: 40.000 kr. * Ferring Havn: 20.000 kr. * Lemvig Marina: 9.000 kr.", ["Vrist Bådelaug: 40.000 kr.", "Ferring Havn: 20.000 kr.", "Lemvig Marina: 9.000 kr."]),
    Case("ticks", "Puljen er delt. ✔Vrist Bådelaug får 40.000 kr. til fendere ✔Ferring Havn får 20.000 kr. til net ✔Lemvig Marina får 9.000 kr. til pæle", ["Vrist Bådelaug får 40.000 kr. til fendere", "Ferring Havn får 20.000 kr. til net", "Lemvig Marina får 9.000 kr. til pæle"]),
    Case("points in the middle", "Puljen er delt. ·Vrist Bådelaug, 40.000 kr. ·Ferring Havn, 20.000 kr. ·Lemvig Marina, 9.000 kr.", ["Vrist Bådelaug, 40.000 kr.", "Ferring Havn, 20.000 kr.", "Lemvig Marina, 9.000 kr."]),
    Case("names below a colon", "Puljen støtter tre havne: • Vrist Bådelaug • Ferring Havn • Lemvig Marina", ["Vrist Bådelaug", "Ferring Havn", "Lemvig Marina"]),
    Case("one line of a list of lines", "Pengene går til følgende:\n\n• Vrist Bådelaug, 40.000 kr. • Ferring Havn, 20.000 kr. • Lemvig Marina, 9.000 kr.\n• Venø Havn, 5.000 kr.", ["Vrist Bådelaug, 40.000 kr.", "Ferring Havn, 20.000 kr.", "Lemvig Marina, 9.000 kr.", "Venø Havn, 5.000 kr."]),
    Case("points between the fields of an entry", "Badebro nord · Solrød Strand · Solrød Grundejere · 150.000 kr.", []),
    Case("bullets between the fields of an entry", "• Badebro nord • Solrød Grundejere • 150.000 kr.\n• Badebro syd • Greve Grundejere • 90.000 kr.", ["Badebro nord • Solrød Grundejere • 150.000 kr.", "Badebro syd • Greve Grundejere • 90.000 kr."]),
    Case("fields with sums inside", "Vrist • 40.000 kr. til fendere • Ferring • 20.000 kr. til net • Lemvig • 9.000 kr. til pæle", []),
    Case("one bullet in a sentence", "Puljen på 69.000 kr. er delt • Vrist Bådelaug får 40.000 kr. af dem.", []),
    Case("two bullets", "Puljen er delt. • Vrist Bådelaug får 40.000 kr. • Ferring Havn får 20.000 kr. Der er penge til flere.", []),
    Case("an address", "Vestkystfonden • Havnevej 3 • 7620 Lemvig • CVR 12 34 56 78", []),
    Case("words set off by stars", "Havnen siger *ja tak*, lauget siger *nej tak*, og byen siger *måske* til 40.000 kr.", []),
    Case("dashes are none", "Puljen er delt – Vrist får 40.000 kr. – Ferring får 20.000 kr. – og Lemvig får 9.000 kr. til pæle.", []),
]  # fmt: skip


@pytest.mark.parametrize("case", LOST, ids=lambda case: case.name)
@pytest.mark.parametrize("form", ["text", "page"])
def test_bullets_in_a_paragraph(case: Case, form: str) -> None:
    source = f"{TOP}\n\n{case.text}"
    if form == "page":
        title, *rest = source.split("\n\n")
        paragraphs = "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in rest)
        source = f"<html><body><main><h1>{title}</h1>{paragraphs}</main></body></html>"
    parts = segmented(source)
    text = parts.article.text
    assert [text[item.start : item.end] for section in parts.sections for item in section.items] == case.items
    assert [text[left.end : right.start] in "\n •" for left, right in pairwise(parts.sections)].count(False) == 0
    assert all(right.start - left.end == 1 for left, right in pairwise(parts.sections))


def test_text_around_the_bullets_is_kept_apart() -> None:
    parts = segmented(f"{TOP}\n\n{LOST[3].text}")
    told = [(parts.article.text[p.start : p.end], p.item) for p in parts.article.passages if p.kind != "title"]
    assert told[1:] == [
        ("Puljen er delt.", None),
        ("• Vrist Bådelaug: 40.000 kr.", 0),
        ("• Ferring Havn: 20.000 kr.", 1),
        ("• Lemvig Marina: 9.000 kr.", 2),
        ("Næste frist er den 1. maj.", None),
    ]
