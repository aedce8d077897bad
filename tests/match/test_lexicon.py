"""What lists say of a word reaches the vocabulary's attributes, in memory and from disk."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from extract.match.lexicon import RARE, Lexicon, LexiconError

CODES = {"Ida": "g", "Ribe": "s", "hus": "w", "-rådet": "e", "Jens": "g"}


def _pipeline(codes: dict[str, str]) -> tuple[Language, Lexicon]:
    nlp = spacy.blank("da")
    lexicon = nlp.add_pipe("press_lexicon")
    assert isinstance(lexicon, Lexicon)
    lexicon.use(codes)
    return nlp, lexicon


@pytest.mark.parametrize(
    ("word", "norm", "shape", "kind"),
    [
        ("Ida", RARE, "Xx:g", ":g"),
        ("Ribes", RARE, "Xx:s", ":s"),
        ("RIBE", RARE, "XX:s", ":s"),
        ("Hus", "hus", "Xx:w", ":"),
        ("hus", "hus", "x:w", ":"),
        ("Jens", RARE, "Xx:g", ":g"),
        ("Ida-Marie", RARE, "XxX:G", ":G"),
        ("Friluftsrådets", RARE, "Xx:", "rådet:"),
        ("rådet", RARE, "x:", ":"),
        ("2025", "0000", "d:", ":"),
        (".", ".", ".:", ":"),
    ],
)
def test_attributes_of_a_word(word: str, norm: str, shape: str, kind: str) -> None:
    nlp, _ = _pipeline(CODES)
    lexeme = nlp.vocab[word]
    assert (lexeme.norm_, lexeme.shape_, lexeme.lang_) == (norm, shape, kind)


def test_the_vocabulary_keeps_its_language() -> None:
    nlp, _ = _pipeline(CODES)
    assert (nlp.vocab.lang, nlp.meta["lang"]) == ("da", "da")


def test_words_that_the_vocabulary_held_before_are_told_anew() -> None:
    nlp = spacy.blank("da")
    assert nlp("Ribe")[0].shape_ == "Xxxx"
    lexicon = nlp.add_pipe("press_lexicon")
    assert isinstance(lexicon, Lexicon)
    lexicon.use(CODES)
    assert nlp("Ribe")[0].shape_ == "Xx:s"


def test_the_lists_come_back_from_disk(tmp_path: Path) -> None:
    nlp, lexicon = _pipeline(CODES)
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path).get_pipe("press_lexicon")
    assert isinstance(again, Lexicon)
    assert (again.codes, again.digest()) == (dict(sorted(CODES.items())), lexicon.digest())


def test_line_ends_of_another_system_change_nothing(tmp_path: Path) -> None:
    _, lexicon = _pipeline(CODES)
    (tmp_path / "lexicon.tsv").write_bytes(lexicon.to_bytes().replace(b"\n", b"\r\n"))
    _, other = _pipeline({})
    assert other.from_disk(tmp_path).digest() == lexicon.digest()


def test_a_broken_line_is_named() -> None:
    _, lexicon = _pipeline({})
    with pytest.raises(LexiconError, match=r"lexicon\.tsv:2"):
        lexicon.from_bytes(b"Ida\tg\nRibe\n")
