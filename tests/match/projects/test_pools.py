"""The pool that a list's money comes from, as its heading calls it."""

from __future__ import annotations

import pytest
from tests.reading import record

from extract.match.projects.pools import find_pool, indefinite

POOLS: list[tuple[str, str | None]] = [
    ("De tre projekter, som modtager midler fra uddannelsespuljens temapulje", "temapulje"),
    ("De 12 projekter, som modtager midler fra den åbne pulje", "åben pulje"),
    ("Projekterne i den grønne pulje", "grøn pulje"),
    ("Modtagerne af Kystpuljen", "Kystpuljen"),
    ("Modtagerne af puljen ”Liv på kajen”", "Liv på kajen"),
    ("Støtte fra »Landsbyliv«-puljen", "Landsbyliv-puljen"),
    ("Årets modtagere af landsbypuljen", "landsbypulje"),
    ("Penge fra den store pulje", None),
    ("Penge fra puljen", None),
    ("Penge fra denne pulje", None),
    ("De støttede projekter", None),
    ("Kulturpuljer i hele landet", None),
    ("Impulser fra havet", None),
]


@pytest.mark.parametrize(("heading", "pool"), POOLS)
def test_pool_of_a_heading(heading: str, pool: str | None) -> None:
    found = find_pool(heading, (0, len(heading)))
    assert (found.text if found else None) == pool
    for start, end in found.spans if found else ():
        assert heading[start:end].strip()


@pytest.mark.parametrize(
    ("definite", "adjective"),
    [("åbne", "åben"), ("grønne", "grøn"), ("lokale", "lokal"), ("sociale", "social"), ("tynde", "tynd")],
)
def test_indefinite(definite: str, adjective: str) -> None:
    assert indefinite(definite) == adjective


def test_each_list_has_its_own_pool() -> None:
    source = """Regionen støtter fem projekter

Region Nordjylland har fordelt årets to puljer til projekter på hele kysten.

Udvalget fik 40 ansøgninger.

De to projekter, som modtager midler fra kystens temapulje

• Badebroen (Hals)
  Region Nordjylland støtter med 600.000 kr.
• Bølgeskuret (Skagen)
  Region Nordjylland støtter med 180.000 kr.

De tre projekter, som modtager midler fra den åbne pulje

• Garnhuset (Løgstør)
  Region Nordjylland støtter med 250.000 kr.
• Tangskolen (Sæby)
  Region Nordjylland støtter med 90.000 kr.
• Fjordens fortællere (Nibe)
  Region Nordjylland støtter med 75.000 kr.
"""
    assert [(p.name, p.pool) for p in record(source).projects] == [
        ("Badebroen", "temapulje"),
        ("Bølgeskuret", "temapulje"),
        ("Garnhuset", "åben pulje"),
        ("Tangskolen", "åben pulje"),
        ("Fjordens fortællere", "åben pulje"),
    ]
