"""Cards of a page: sibling elements that each hold a few short lines, one of them a sum. Their lines are one paragraph
each, as they are for the reader, whatever elements they stand in; the link at their foot (*Læs mere*) is no line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import regex

from extract.records.document import Block, Element
from extract.segment.boxes import label_of

_LEAST = 3
_MOST_LINES = 6
_LONGEST = 220
_TITLES = frozenset({"h3", "h4", "h5", "h6"})
_ITEMS = frozenset({"li", "figcaption"})
_PLAIN = frozenset({"p", "div", "span", "line"}) | _TITLES
_HEADS = _TITLES | {"h2"}
_LEAST_LABELS = 2
_SUM_LONGEST = 24
_LINKED = 0.9
_LINK_LONGEST = 40
_MOST_ABOVE = 4
_SUM = regex.compile(r"\d\s?(?:mio\.?\s?)?(?:kr\b|kroner)|(?:kr\.?:?|DKK)\s?\d", regex.IGNORECASE)


def with_cards(blocks: Sequence[Block], texts: Sequence[str]) -> Sequence[Block]:
    """``blocks`` with one group for each card of three or more in a row, and without their links."""
    feet = _feet(blocks, texts)
    found = _cards(blocks, texts, feet)
    if not found:
        return blocks
    out = list(blocks)
    for first, stop in found:
        alone = any(_is_sum_alone(text) for text in texts[first:stop])
        out[first:stop] = [_as_line(block, blocks[first].group, alone=alone) for block in blocks[first:stop]]
    gone = {n for first, stop in found for n in range(first, min(stop + 1, len(blocks))) if n in feet}
    return [block for n, block in enumerate(out) if n not in gone]


def without_label_lists(
    blocks: Sequence[Block], texts: Sequence[str], known_labels: AbstractSet[str]
) -> Sequence[Block]:
    """Items below a heading that are known labels (``Ansøger: …``, ``Støtte: …``), half of them or more, are lines
    about what it names, where two or more headings have such items below them: no list of their own."""
    runs: list[range] = []
    for index, block in enumerate(blocks):
        if block.tag not in _HEADS:
            continue
        stop = index + 1
        while stop < len(blocks) and blocks[stop].tag == "li" and not blocks[stop].cells:
            stop += 1
        labels = [(label_of(text) or "").casefold() for text in texts[index + 1 : stop]]
        known = [label for label in labels if label in known_labels]
        if len(known) * 2 >= len(labels) > 1 and len(set(known)) == len(known):
            runs.append(range(index + 1, stop))
    if len(runs) < _LEAST_LABELS:
        return blocks
    out = list(blocks)
    for run in runs:
        around = blocks[run.start - 1].element
        out[run.start : run.stop] = [
            replace(block, tag="p", element=around.parent if around is not None else None)
            for block in blocks[run.start : run.stop]
        ]
    return out


def _as_line(block: Block, group: int, *, alone: bool) -> Block:
    """A line of a card, whose title is no heading of the text. ``alone``: a line of it is a sum and nothing else, so
    that a card which is a link as a whole leads to no other news."""
    told = block.tag in _TITLES | _ITEMS
    return replace(block, group=group, tag="div" if told else block.tag, links=0.0 if alone else block.links)


def _cards(blocks: Sequence[Block], texts: Sequence[str], feet: AbstractSet[int]) -> list[tuple[int, int]]:
    """The first and last block of each card: elements beside each other, the innermost ones that are set alike."""
    inside: dict[int, list[int]] = {}
    elements: dict[int, Element] = {}
    heights: dict[int, int] = {}
    for number, block in enumerate(blocks):
        if number in feet:
            continue
        for height, element in enumerate(_around(block)):
            inside.setdefault(id(element), []).append(number)
            elements[id(element)] = element
            heights[id(element)] = max(height, heights.get(id(element), 0))
    rows: dict[tuple[int, str, tuple[str, ...]], list[tuple[int, int]]] = {}
    for key in sorted(elements, key=lambda key: (heights[key], inside[key][0])):
        span = inside[key][0], inside[key][-1] + 1
        if (kind := _kind(blocks, texts, elements[key], span, feet)) is not None:
            rows.setdefault(kind, []).append(span)
    taken: set[int] = set()
    found: list[tuple[int, int]] = []
    for spans in rows.values():
        for cards in _runs(spans, feet):
            if len(cards) >= _LEAST and taken.isdisjoint(range(cards[0][0], cards[-1][1])):
                taken.update(range(cards[0][0], cards[-1][1]))
                found += cards
    return sorted(found)


def _runs(spans: Sequence[tuple[int, int]], feet: AbstractSet[int]) -> list[list[tuple[int, int]]]:
    """``spans`` in stretches with nothing but links between."""
    runs: list[list[tuple[int, int]]] = []
    for span in spans:
        if runs and all(n in feet for n in range(runs[-1][-1][1], span[0])):
            runs[-1].append(span)
        else:
            runs.append([span])
    return runs


def _around(block: Block) -> Iterator[Element]:
    """The block's element and those next above it."""
    element, height = block.element, 0
    while element is not None and height < _MOST_ABOVE:
        yield element
        height += element.tag != "a"
        element = element.parent


def _kind(
    blocks: Sequence[Block], texts: Sequence[str], card: Element | None, span: tuple[int, int], feet: AbstractSet[int]
) -> tuple[int, str, tuple[str, ...]] | None:
    """What cards of one row share, their parent, tag and classes; None for what is no card."""
    inside = [n for n in range(*span) if n not in feet]
    lines = [texts[n] for n in inside]
    if card is None or card.parent is None or not 1 < len(lines) <= _MOST_LINES:
        return None
    if blocks[inside[0]].tag != "figcaption" and len({blocks[n].group for n in inside}) == 1:
        return None  # one paragraph already
    allowed = _PLAIN | {card.tag} if card.tag == "li" else _PLAIN | _ITEMS - {"li"}
    plain = all(blocks[n].tag in allowed and not blocks[n].marker and not blocks[n].cells for n in inside)
    if not plain or any(len(line) > _LONGEST for line in lines) or not _holds_sum(lines):
        return None
    return id(card.parent), card.tag, card.classes


def _holds_sum(lines: Sequence[str]) -> bool:
    """Whether one line is a sum or holds one; of several, only one is a sum and nothing else."""
    return 1 in (sum(_SUM.search(line) is not None for line in lines), sum(map(_is_sum_alone, lines)))


def _is_sum_alone(line: str) -> bool:
    return len(line) <= _SUM_LONGEST and _SUM.search(line) is not None


def _feet(blocks: Sequence[Block], texts: Sequence[str]) -> frozenset[int]:
    """The links that stand three times or more with the same few words."""
    again = Counter(texts)
    linked = (n for n, block in enumerate(blocks) if block.links >= _LINKED and len(texts[n]) <= _LINK_LONGEST)
    return frozenset(n for n in linked if again[texts[n]] >= _LEAST)
