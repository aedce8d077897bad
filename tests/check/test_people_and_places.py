"""Offices of people, and towns held to the municipality beside them, from whole texts."""

from __future__ import annotations

import pytest
from tests.check.builder import of
from tests.reading import record

OFFICE, TOWN = "person_has_one_office", "town_in_municipality"
RELEASE = (
    "Nyt kysthus i Lemvig\n\nKystfonden bygger et hus ved havnen i Lemvig, og det skal stå færdigt til sommer.\n\n{}\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("– Vi glæder os, siger formand Lone Holm.\n\nNæstformand Lone Holm tager imod ved døren.", ("formand", "næstformand")),
        ("– Vi glæder os, siger direktør Lone Holm.\n\nBorgmester Lone Holm klipper snoren.", ("direktør", "borgmester")),
        ("– Vi glæder os, siger formand Lone Holm.\n\nFormand Lone Holm tager imod ved døren.", None),
        ("– Vi glæder os, siger formand Lone Holm.\n\nNæstformand Per Friis tager imod ved døren.", None),
        ("– Vi glæder os, siger formand og direktør Lone Holm.\n\nDirektør Lone Holm klipper snoren.", None),
        ("– Vi glæder os, siger professor Lone Holm.\n\nCenterleder Lone Holm klipper snoren.", None),
    ],
)  # fmt: skip
def test_one_person_has_one_office(text: str, expected: tuple[str, str] | None) -> None:
    found = of(record(RELEASE.format(text)).checks, OFFICE)
    assert [(c.status, c.stated, c.found) for c in found] == ([("doubt", *expected)] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Et hus til bygges i Thyborøn i Holstebro Kommune.", ("Holstebro", "Lemvig")),
        ("Et hus til bygges i Thyborøn (Holstebro Kommune).", ("Holstebro", "Lemvig")),
        ("Et hus til bygges i Thyborøn i Lemvig Kommune.", None),
        ("Et hus til bygges i Nykøbing i Morsø Kommune.", None),  # the one of several that lies there
        ("Et hus til bygges i Thyborøn, Holstebro Kommune og Struer.", None),
        ("Turen går fra Thyborøn. I Holstebro Kommune venter en bus.", None),
    ],
)
def test_a_town_lies_in_the_municipality_beside_it(text: str, expected: tuple[str, str] | None) -> None:
    found = of(record(RELEASE.format(text)).checks, TOWN)
    assert [(c.status, c.stated, c.found) for c in found] == ([("doubt", *expected)] if expected else [])
