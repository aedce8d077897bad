"""Lists whose line breaks were lost: several bullets in one paragraph, each of which opens a line of its own again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from extract.records.document import Block
from extract.segment.boxes import FLOWING, is_paid_text

_SIGN = regex.compile(r"(?P<sign>[•·▪■●►➤✔✓◆□◦‣]|(?<!\S)\*(?=\s))\s?(?=\S)")
_ALSO_PARTS = frozenset("·*")
"""Signs that part the fields of an entry, or set words off, as often as they open one."""
_LEAST = 3
_MOST_PAID = 2 / 3
_LONGEST = 240
_LETTER = regex.compile(r"\p{L}{2}")
_MONEY = regex.compile(
    r"\d[\d.,]*\s*(?:kr\b|kroner|mio|mia|mill|tkr|euro|€|,-|DKK\b)|(?:kr\.?:?|DKK)\s*\d", regex.IGNORECASE
)
_SUM_ALONE = regex.compile(
    r"(?:(?:kr\.?:?|DKK)\s?)?\d[\d.,]*(?:\s?(?:mio|mia|mill|t)\.?)?(?:\s?(?:kr\.?|kroner|euro|€|,-|DKK))?",
    regex.IGNORECASE,
)
_TAIL = regex.compile(r"(?:\bkr\.|kroner\.|,-\.?)(?P<gap>\s)(?=\p{Lu}\p{Ll})")


def with_bullets(blocks: Sequence[Block], texts: Sequence[str]) -> Sequence[Block]:
    """``blocks`` with one for each entry where three or more of the same bullet stand in a paragraph, and one for the
    text before the first. Entries have sums, or stand below a colon; a sign between the fields of one is no bullet."""
    out: list[Block] = []
    groups = max((block.group for block in blocks), default=0)
    for index, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        signs = _bullets(block, text, texts[index - 1] if index else "")
        if not signs:
            out.append(block)
            continue
        if intro := text[: signs[0].start()].rstrip():
            out.append(replace(block, end=block.start + len(intro), marker=""))
        last = _last_entry(text, signs)
        for sign, stop in zip(signs, [*(sign.start() for sign in signs[1:]), last], strict=True):
            end = block.start + len(text[:stop].rstrip())
            out.append(replace(block, start=block.start + sign.start(), end=end, marker=sign.group()))
        if last < len(text):
            groups += 1
            out.append(replace(block, start=block.start + last + 1, group=groups, marker=""))
    return out


def _bullets(block: Block, text: str, above: str) -> list[regex.Match[str]]:
    """The bullets that open entries within a paragraph; none where they are too few, or part fields."""
    if block.tag not in FLOWING or block.cells or block.kind not in {None, "body"}:
        return []
    found = list(_SIGN.finditer(text))
    for sign, count in Counter(one["sign"] for one in found).items():
        own = [one for one in found if one["sign"] == sign]
        if count >= _LEAST and block.marker.strip() in {"", sign} and _opens_entries(text, own, above):
            return own
    return []


def _opens_entries(text: str, signs: Sequence[regex.Match[str]], above: str) -> bool:
    intro = text[: signs[0].start()].strip()
    entries = list(_entries(text, signs))
    if is_paid_text(intro) and not intro.endswith(":"):
        return False  # the first of entries that the sign parts
    if any(len(entry) > _LONGEST or not _LETTER.search(entry) or _SUM_ALONE.fullmatch(entry) for entry in entries[:-1]):
        return False
    if _SUM_ALONE.fullmatch(entries[-1]) or not _LETTER.search(entries[-1]):
        return False
    paid = sum(_MONEY.search(entry[:_LONGEST]) is not None for entry in entries)
    if paid >= len(entries) * _MOST_PAID:
        return True
    return not paid and signs[0]["sign"] not in _ALSO_PARTS and (intro or above.rstrip()).endswith(":")


def _entries(text: str, signs: Sequence[regex.Match[str]]) -> Iterator[str]:
    for sign, following in pairwise(signs):
        yield text[sign.end() : following.start()].strip()
    yield text[signs[-1].end() :].strip()


def _last_entry(text: str, signs: Sequence[regex.Match[str]]) -> int:
    """Where the last entry ends: with its sum, where the others end with theirs and a sentence follows it."""
    tail = _TAIL.search(text, signs[-1].end())
    ended = all(is_paid_text(entry) for entry in list(_entries(text, signs))[:-1])
    return tail.start("gap") if tail is not None and ended else len(text)
