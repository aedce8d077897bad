"""Sentences of a Danish passage, on the tokens of spaCy's Danish tokenizer.

The tokenizer knows a thousand abbreviations, so a full stop that is a token of its own ends a sentence.
What it leaves open is settled here and in patterns/sentences.toml: abbreviations and ordinals that may end
one (``12,5 mio. kr. Arbejdet …``), and the quote mark or dash after a full stop, which belongs to what follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import regex

from extract.patterns import Patterns, Words, load
from extract.records.release import Span

if TYPE_CHECKING:
    from spacy.language import Language

# An end mark with what closes beside it, then a blank, then what may open a sentence.
_END = regex.compile(r"""(?P<mark>[.!?…]{1,3})(?P<close>[»”"'’)\]]{0,2})\s+(?=["»«“”„'’‘(\[–—−-]{0,2}\s?[\p{Lu}\d])""")
_CHUNK_BEFORE = regex.compile(r"\S++$")
_LONGEST_CHUNK = 100
MOST_WORDS: Final = 50_000
"""Words of the tokenizer, some 30 MB, after which it is made anew."""
_WORD_BEFORE = regex.compile(r"[^\s(»«“”„\"]{1,40}$")
_NEXT_WORD = regex.compile(r"[^\s.,;:!?]+")
_INITIAL = regex.compile(r"(?:\p{Lu}|\p{Lu}\p{Ll}|(?:\p{Lu}\.){1,3}\p{Lu})\.")
_ORDINAL = regex.compile(r"\d{1,3}\.")
_DEGREE = regex.compile(r"(?:cand|mag|lic|stud|dr|civ|exam|akad)\.(?:\p{L}{2,9}\.){1,2}", regex.IGNORECASE)
_SPEECH = frozenset("\"»«“”„'‘–—−-")


@lru_cache(maxsize=1)
def tokenizer() -> Language:
    """spaCy's blank Danish pipeline: a tokenizer and nothing else, made once per process."""
    import spacy

    return spacy.blank("da")


@lru_cache(maxsize=8192)
def _is_token(chunk: str, at: int) -> bool:
    """Whether the tokenizer makes a token of its own of ``chunk[at]``. Blanks always part tokens, so what stands
    between two of them is all that it needs to see."""
    if len(tokenizer().vocab.strings) > MOST_WORDS:  # it keeps every word that it ever saw
        tokenizer.cache_clear()
    return tokenizer().make_doc(chunk).char_span(at, at + 1) is not None


@dataclass(frozen=True, slots=True)
class Sentences:
    """Splits passages into sentences; made once from patterns."""

    may_end: Words
    never_end: Words
    openers: Words

    def split(self, text: str) -> tuple[Span, ...]:
        """The spans of the sentences of one passage, without blanks around; empty for blank text."""
        bounds = [0]
        for found in _END.finditer(text):
            if found["mark"] == ".":
                word = _WORD_BEFORE.search(text, max(0, found.start() - 40), found.start())
                before = (word.group() if word else "") + "."
                if before[:-1].isalpha() and len(before) > 6 and before.casefold() not in self.never_end.folded:
                    pass  # a plain word: nothing to look up
                else:
                    chunk = _CHUNK_BEFORE.search(text, max(0, found.start() - _LONGEST_CHUNK), found.start())
                    low = chunk.start() if chunk is not None else found.start()
                    own_token = _is_token(text[low : found.end("close")], found.start() - low)
                    if not self._ends(before, text, found, own_token=own_token):
                        continue
            bounds.append(found.end())
        bounds.append(len(text))
        spans = []
        for start, end in pairwise(bounds):
            piece = text[start:end]
            stripped = piece.strip()
            if stripped:
                low = start + piece.index(stripped)
                spans.append((low, low + len(stripped)))
        return tuple(spans)

    def _ends(self, before: str, text: str, found: regex.Match[str], *, own_token: bool) -> bool:
        """Whether the full stop after ``before`` ends a sentence."""
        following = text[found.end()]
        speech = following in _SPEECH or bool(found["close"])
        folded = before.casefold()
        if folded in self.never_end.folded or _DEGREE.fullmatch(before) is not None:
            return False
        opener = _NEXT_WORD.match(text, found.end())
        opens = speech or (opener is not None and opener.group().casefold() in self.openers.folded)
        if folded in self.may_end.folded:
            return not following.isdigit()
        if _ORDINAL.fullmatch(before):
            return opens or text[max(0, found.start() - len(before) - 1) : found.start()][:1].isdigit()
        if _INITIAL.fullmatch(before):
            return len(before) > 2 and opens
        return own_token or opens


@lru_cache(maxsize=4)
def compile_sentences(patterns: Patterns) -> Sentences:
    """The splitter of these patterns."""
    words = patterns.words
    return Sentences(words["sentences.may_end"], words["sentences.never_end"], words["sentences.openers"])


def sentence_spans(text: str) -> tuple[Span, ...]:
    """The sentences of ``text`` with the shipped patterns; :class:`Sentences` for others."""
    return compile_sentences(load()).split(text)
