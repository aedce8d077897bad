"""The words of patterns/checks.toml as the checks use them."""

from __future__ import annotations

import dataclasses

import pytest
from tests.support import patterns

from extract.check.vocabulary import compile_checks


def test_made_once_per_patterns_and_never_changed() -> None:
    words = compile_checks(patterns())
    assert compile_checks(patterns()) is words
    with pytest.raises(dataclasses.FrozenInstanceError):
        words.frame = words.sample  # type: ignore[misc]


def test_a_missing_entry_is_named() -> None:
    kept = {key: entry for key, entry in patterns().words.items() if key != "checks.list.sample"}
    with pytest.raises(KeyError, match=r"checks\.list\.sample"):
        compile_checks(dataclasses.replace(patterns(), words=kept))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("15 projekter", "15"),
        ("tre store og små kulturprojekterne", "tre"),
        ("femogtyve nordjyske museer", "femogtyve"),
        ("tre andre projekter", None),
        ("1.200 skoler", None),
        ("4-6 projekter", None),
        ("seks delprojekter", None),
        ("fem elever", None),
    ],
)
def test_counts(text: str, number: str | None) -> None:
    found = compile_checks(patterns()).count.search(text)
    assert (found["number"] if found else None) == number
