"""Where a text holds a name as whole words."""

from __future__ import annotations

import pytest

from extract.values.names import occurrences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Havnens Venner får penge", ["Havnens Venner"]),
        ("for Havnens Venners skyld", ["Havnens Venners"]),
        ("Havnens Venner’s hus", ["Havnens Venner’s"]),
        ("Havnens Venner's", ["Havnens Venner's"]),
        ("Havnens Vennerne", []),
        ("Nordhavnens Venner", []),
        ("NyHavnens Venner", []),
        ("Havnens Venner2", []),
        ("Havnens Venner, Havnens Venner.", ["Havnens Venner", "Havnens Venner"]),
        ("havnens venner", []),
        ("", []),
    ],
)
def test_occurrences(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in occurrences(text, "Havnens Venner", 0, len(text))] == found


def test_an_empty_name_is_nowhere() -> None:
    assert list(occurrences("Havnen", "", 0, 6)) == []


def test_only_within_the_stretch() -> None:
    text = "Havnen og Havnen"
    assert list(occurrences(text, "Havnen", 1, len(text))) == [(10, 16)]
    assert list(occurrences(text, "Havnen", 0, 12)) == [(0, 6)]
