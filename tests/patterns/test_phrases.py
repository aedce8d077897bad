"""The language of patterns: what each piece means, what is refused, and that matching stays linear."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extract.patterns.phrases import PhraseSyntaxError, compile_phrases, mask

MONEY = regex.compile(r"\d[\d.,]* (?:mio\. )?(?:kr\.|kroner)")


def _matches(phrase: str, text: str) -> str | None:
    """What the phrase matches in the text with its amounts masked, as a stretch of the text itself."""
    amounts = [(m.start(), m.end(), "money", n) for n, m in enumerate(MONEY.finditer(text))]
    masked = mask(text, (0, len(text)), amounts)
    found = compile_phrases([phrase]).search(masked.text)
    if found is None:
        return None
    start, end = masked.span(*found.span())
    return text[start:end]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("bevilger {money}", "Fonden bevilger 2 mio. kr. til os", "bevilger 2 mio. kr."),
        ("BEVILGER {money}", "Fonden bevilger 2 kroner", "bevilger 2 kroner"),
        ("bevilger {money}", "Fonden bevilger hele 2 kroner", None),
        ("bevilger ... {money}", "Fonden bevilger nu hele 2 kroner", "bevilger nu hele 2 kroner"),
        ("bevilger ... {money}", "bevilger a b c d e f g h i 2 kroner", None),
        ("(får|modtager) {money}", "Museet modtager 2 kroner", "modtager 2 kroner"),
        ("får [i alt] {money}", "Museet får i alt 2 kroner", "får i alt 2 kroner"),
        ("får [i alt] {money}", "Museet får 2 kroner", "får 2 kroner"),
        ("får {money} [i alt]", "Museet får 2 kroner i alt", "får 2 kroner i alt"),
        (
            "støtte [fra ...] på {money}",
            "støtte fra den store fond på 2 kroner",
            "støtte fra den store fond på 2 kroner",
        ),
        ("støtte [fra ...] på {money}", "støtte på 2 kroner", "støtte på 2 kroner"),
        ("projekt* får", "Projekterne får penge", "Projekterne får"),
        ("projekt får", "Projekterne får penge", None),
        ("{money} til", "2 kroner\n  til os", "2 kroner\n  til"),
        ("støtte: {money}", "Støtte: 2 kroner", "Støtte: 2 kroner"),
    ],
)
def test_phrases(phrase: str, text: str, expected: str | None) -> None:
    assert _matches(phrase, text) == expected


@pytest.mark.parametrize("phrase", ["{penge}", "(a|b", "a)", "a | b", "[a", "* a"])
def test_bad_phrases_are_refused_with_the_phrase_named(phrase: str) -> None:
    with pytest.raises(PhraseSyntaxError, match=regex.escape(phrase)):
        compile_phrases([phrase])


def test_of_overlapping_mentions_the_first_and_longest_is_masked() -> None:
    masked = mask("abcdef", (0, 6), [(1, 4, "org", 0), (2, 3, "place", 1), (4, 5, "money", 2)])
    assert masked.mentions == {1: 0, 2: 2}
    assert masked.span(1, 2) == (1, 4)
    assert masked.position(4) == 2


@given(st.text(max_size=200), st.data())
def test_masking_keeps_the_way_back(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    masked = mask(text, (0, len(text)), [(start, end, "money", 7)])
    assert masked.offsets[0] == 0
    assert masked.offsets[-1] == len(text)
    assert len(masked.offsets) == len(masked.text) + 1
