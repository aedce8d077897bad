"""Items of a list that tell a story in sentences, and so are paragraphs of the text and no entries."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extract.records.document import Passage
from extract.segment.boxes import is_paid_text

_SENTENCE_WORDS = 9
# What an entry opens with: a title in marks, a name before a colon or full stop.
_OPENS_ENTRY = regex.compile(r"[»”“\"„]|[^.:!?\n]{2,60}[.:]\s+[\p{Lu}\d»”“\"]")


def is_running(text: str, passage: Passage) -> bool:
    """Whether an item without a mark is a paragraph of the text: a sentence or more, under no name of its own."""
    block = passage.block
    if block is None or block.marker or block.cells or block.tag in {"li", "dd", "dt"}:
        return False
    said = text[passage.start : passage.end]
    ends = said.rstrip().endswith((".", "!", "?")) and not is_paid_text(said)
    return ends and len(said.split()) >= _SENTENCE_WORDS and _OPENS_ENTRY.match(said) is None


def is_prose(inside: Sequence[Passage]) -> bool:
    """Items of several sentences each tell a story; bare names do not."""
    return sum(1 for p in inside if len(p.sentences) > 1) * 2 > len(inside)
