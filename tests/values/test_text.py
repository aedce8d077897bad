"""Expressions for any of many words."""

from __future__ import annotations

from extract.values.text import tried


def test_tried_words_match_the_longest_first() -> None:
    assert tried(["slår fast", "slår", "siger"]) == r"s(?:iger|lår(?:\sfast)?)"


def test_without_case_the_same_word_is_one_branch() -> None:
    assert tried(["EU", "eu-midler", "Eu  midler"], blank=" ", folded=True) == r"eu(?: midler|\-midler)?"
