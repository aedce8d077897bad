"""Key figures whose columns blanks part: a row of years, then rows of a label and as many figures.

``HOVEDTAL (mio. kr.)`` / ``2025 2024`` / ``Omsætning 2.040 1.870``: what is left of a table when its lines were copied
as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from extract.match.money_grammar import Draft
from extract.match.money_tables import is_year
from extract.match.money_tokens import Unit
from extract.records.document import Passage
from extract.values.numbers import FIGURE, read_number

_HEAD_LENGTH = 80
_ROW_LENGTH = 120
_MOST = 5
"""The most columns that are looked for."""
_YEAR = r"(?:(?:[1-4]\. kvartal|[12]\. halvår|Q[1-4]|H[12]) )?(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?"
_YEAR_ROW = regex.compile(
    rf"(?P<head>[^\d\n]{{0,40}}?)\s?(?P<years>{_YEAR}(?:\s{_YEAR}){{0,{_MOST - 1}}})", regex.IGNORECASE
)
_ONE_YEAR = regex.compile(_YEAR, regex.IGNORECASE)
_FIGURE = regex.compile(rf"(?<!\S)(?P<minus>[-−–])?(?P<number>{FIGURE})(?!\S)")
_LABEL = regex.compile(r"\p{L}[\p{L} ,./()&%–-]{1,60}")
_NO_MONEY = regex.compile(r"(?i)%|pct\.|procent|antal|grad|margin|ansatte|medarbejdere|årsværk|soliditet")


def years_in(text: str, passage: Passage) -> tuple[int, str]:
    """How many columns of years a line heads, and what stands before them; 0 where it is no such line."""
    if passage.end - passage.start > _HEAD_LENGTH or not text[passage.end - 1].isdecimal():
        return 0, ""
    found = _YEAR_ROW.fullmatch(text, passage.start, passage.end)
    return (0, "") if found is None else (len(_ONE_YEAR.findall(found["years"])), found["head"])


def aligned_rows(
    text: str, passages: Sequence[Passage], first: int, columns: int, unit: Unit
) -> Iterator[tuple[Draft, int]]:
    """The figures of the rows from passage ``first`` on, until a line that is none; ``unit`` is what they count."""
    for number in range(first, len(passages)):
        passage = passages[number]
        if passage.end - passage.start > _ROW_LENGTH:
            return
        figures = list(_FIGURE.finditer(text, passage.start, passage.end))
        # A label may hold a number of its own ("Omsætning i 2 lande").
        figures = figures[-columns:]
        if len(figures) < columns or figures[-1].end() != passage.end:
            return
        if all(is_year(text, found.span()) for found in figures):
            return  # "Hallen i Lemvig 2026" after "Banen i Struer 2025"
        label = text[passage.start : figures[0].start()].strip()
        if not _LABEL.fullmatch(label):
            return
        if _NO_MONEY.search(label):
            continue
        for found in figures:
            value = read_number(found["number"])
            if value is None:
                continue
            if found["minus"]:
                value = replace(value, value=-value.value)
            start, inner = found.start(), found.start("number")
            draft = Draft(start, found.end(), value, unit.factor, unit.currency or "DKK", inner=inner)
            yield replace(draft, heading=label, confidence=0.85), number
