"""An article in stretches, and which of them are rows of a list, whether the page says so or only their build."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Final

import regex

from extract.match.repeats import repeated_phrases
from extract.match.tagging.columns import segments_of
from extract.match.tagging.tokens import Stretch, tokens_of
from extract.records.document import Article, Passage
from extract.records.mentions import Mentions

_MOST_LINES: Final = 12
_SHORT: Final = 160
_ENDS_IN_FIGURE: Final = regex.compile(r"\d[\d.,]*\s*\Z")
_LEAST_ROWS: Final = 3
_MOST: Final = 0.6
_LONGEST_ROW: Final = 60


def stretches(article: Article, mentions: Mentions) -> list[Stretch]:
    """The article in stretches: the passages of an item or a paragraph together, and each line of a paragraph whose
    lines are entries with their sums."""
    phrases = repeated_phrases(article.text, mentions)
    cut = tokens_of(article, mentions, phrases)
    sums = [money.start for money in mentions.money]
    groups = (part for whole in _groups(article) for part in _parts(article.text, whole, sums))
    out = [
        Stretch(tokens, group, group[0].item is not None, group[0].section)
        for group in groups
        if (tokens := cut(group))
    ]
    _mark_rows(article.text, out, sums)
    return out


def _groups(article: Article) -> list[list[Passage]]:
    groups: list[list[Passage]] = []
    key: object = None
    for passage in article.passages:
        own = (passage.section, passage.item) if passage.item is not None else (passage.section, "g", passage.group)
        if groups and own == key:
            groups[-1].append(passage)
        else:
            groups.append([passage])
        key = own
    return groups


def _parts(text: str, group: Sequence[Passage], sums: Sequence[int]) -> list[list[Passage]]:
    """A paragraph's lines, one by one where most have a sum, else as many as are tagged as one."""
    paid = sum(_has_sum(text, line.start, line.end, sums) for line in group)
    if group[0].item is None and len(group) >= _LEAST_ROWS and paid >= _MOST * len(group):
        return [[line] for line in group]
    return [list(group[at : at + _MOST_LINES]) for at in range(0, len(group), _MOST_LINES)]


def _has_sum(text: str, start: int, end: int, sums: Sequence[int]) -> bool:
    there = bisect_left(sums, start) < bisect_left(sums, end)
    return there or _ENDS_IN_FIGURE.search(text, max(start, end - _SHORT), end) is not None


def _mark_rows(text: str, found: Sequence[Stretch], sums: Sequence[int]) -> None:
    """Marks as rows the short paragraphs with a sum that stand in a row and are built alike."""

    def kind(stretch: Stretch) -> tuple[str, bool]:
        paid = _has_sum(text, stretch.passages[0].start, stretch.passages[-1].end, sums)
        return stretch.section, not stretch.item and paid and len(stretch.tokens) <= _LONGEST_ROW

    for (_, may_be), run in groupby(found, key=kind):
        rows = list(run)
        if may_be and len(rows) >= _LEAST_ROWS:
            builds = Counter(map(_build, rows))
            if max(builds.values()) >= _MOST * len(rows):
                for row in rows:
                    row.item = True


def _build(stretch: Stretch) -> tuple[object, ...]:
    """How a stretch begins, and of how many lines it is."""
    first = next(iter(segments_of(stretch)[0]), None)
    begins = (first.look[:1], first.behind) if first is not None else ()
    return (stretch.tokens[-1].line, *begins)
