"""Where Danish sentences end, with the traps of abbreviations, ordinals, quote marks and dashes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.segment import sentences
from extract.segment.sentences import sentence_spans

CASES: list[tuple[str, list[str]]] = [
    ("Havnen får 12,5 mio. kr. Arbejdet begynder nu.", ["Havnen får 12,5 mio. kr.", "Arbejdet begynder nu."]),
    ("Havnen får 12,5 mio. kr. til nye moler.", ["Havnen får 12,5 mio. kr. til nye moler."]),
    ("Det siger adm. direktør Lone Holm.", ["Det siger adm. direktør Lone Holm."]),
    ("Hun er cand.merc. Aud og bor i Ry. Han er ph.d. nu.", ["Hun er cand.merc. Aud og bor i Ry.", "Han er ph.d. nu."]),
    ("Festen er i Sct. Jørgens Gade. Kom!", ["Festen er i Sct. Jørgens Gade.", "Kom!"]),
    ("Fristen er den 15. Herefter mødes udvalget.", ["Fristen er den 15.", "Herefter mødes udvalget."]),
    ("Den 3. maj åbner havnen.", ["Den 3. maj åbner havnen."]),
    ("Kong Christian 4. Slottet er åbent.", ["Kong Christian 4. Slottet er åbent."]),
    ("Væksten er 10 pct. Derfor er vi glade.", ["Væksten er 10 pct.", "Derfor er vi glade."]),
    ("Vi køber hos Nordbo A/S. Det går godt.", ["Vi køber hos Nordbo A/S.", "Det går godt."]),
    ("Det siger han. »Det haster!«", ["Det siger han.", "»Det haster!«"]),
    ("Det var planen. – Nu går vi i gang, siger hun.", ["Det var planen.", "– Nu går vi i gang, siger hun."]),
    ("”Nu går vi i gang.” Det siger Lone Holm.", ["”Nu går vi i gang.”", "Det siger Lone Holm."]),
    ("Det er bl.a. Fur og Mors. Også Thy er med.", ["Det er bl.a. Fur og Mors.", "Også Thy er med."]),
    ("H.C. Andersen boede her. J.P. Holm gjorde ikke.", ["H.C. Andersen boede her.", "J.P. Holm gjorde ikke."]),
    ("Se CVR-nr. 12 34 56 78. Ring til os.", ["Se CVR-nr. 12 34 56 78.", "Ring til os."]),
    ("Hvad nu? Det ved ingen! Vi venter …", ["Hvad nu?", "Det ved ingen!", "Vi venter …"]),
    ("Museet åbner i 2024. Næste år kommer flere.", ["Museet åbner i 2024.", "Næste år kommer flere."]),
    ("Prisen er ca. 2 mio. kr. ekskl. moms.", ["Prisen er ca. 2 mio. kr. ekskl. moms."]),
    ("Mødet er kl. 10.30 i Nr. Nissum.", ["Mødet er kl. 10.30 i Nr. Nissum."]),
    ("   ", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == expected


@given(st.text(max_size=300))
def test_sentences_cover_everything_but_blanks(text: str) -> None:
    spans = sentence_spans(text)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


def test_the_tokenizer_does_not_grow_with_the_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    few = len(sentences.tokenizer().vocab.strings) + 100
    monkeypatch.setattr(sentences, "MOST_WORDS", few)
    for n in range(1_000):
        assert len(sentence_spans(f"Prisen er q{n}. Der er flere.")) == 2
    assert len(sentences.tokenizer().vocab.strings) < few + 10
