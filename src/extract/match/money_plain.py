"""Small figures of lists under a unit that the release says once: ``trawl med lys 850`` below ``(beløb i t.kr.)``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import regex

from extract.match.money_grammar import Draft
from extract.match.money_tables import comma_lost, is_year
from extract.match.money_tokens import Unit
from extract.records.document import Article, Passage
from extract.values.numbers import FIGURE, read_number

_SAID = regex.compile(
    r"(?i)(?<!\p{L})(?:\p{L}*beløb(?:ene|et)?|tallene|tal|tilskud(?:dene)?|summerne|bevillinger(?:ne)?)(?!\p{L})"
    r"[^.!?\n\d]{0,40}?(?<!\p{L})i (?:hele )?"
    r"(?:(?P<thousands>t\.? ?kr|tdkk|tusind(?:e|er)? kr|1[. ]?000 kr)|(?P<millions>mio\.? ?kr|millioner kr|mio\.? dkk))"
)
"""A sentence that says the unit of all the amounts: ``Beløbene er i mio. kr.``, ``Tallene er i tusind kroner``."""
_TRAILING = regex.compile(rf"(?:[:–—=]|\s-)\s?(?P<number>{FIGURE})\.?$")
_PLAIN = rf"(?P<number>(?!0\d)(?<![\d.,]){FIGURE})"
_PLACES = {
    "dot": regex.compile(rf"\s[·|/]\s{_PLAIN}$"),
    "blank": regex.compile(rf"(?<=[\p{{Ll}}”\"»)]|\p{{Lu}}{{2}})\s{_PLAIN}$"),
    "bracket": regex.compile(rf"\({_PLAIN}\)$"),
}
_OPENING = regex.compile(rf"\({_PLAIN}\)\s(?=\S)")
_TAIL = 40
_LEAST = 3
_APART = 2
"""Between two lines of one list there may be one that names no figure (a group's heading)."""


def said_unit(text: str) -> Unit | None:
    """The thousands or millions of kroner in which a sentence of the release says that its amounts are, or None."""
    found = _SAID.search(text)
    if found is None:
        return None
    return Unit(Decimal(1000 if found["thousands"] else 1_000_000), "DKK")


def list_item(text: str, passage: Passage, unit: Unit) -> Iterator[Draft]:
    """``Projekt A: 6,9`` under ``Beløb i mio. kr.``"""
    found = _TRAILING.search(text, max(passage.start, passage.end - _TAIL), passage.end)
    if found is not None and not is_year(text, found.span("number")):
        yield from _draft(found, unit)


def plain_rows(article: Article, lines: Sequence[tuple[int, Unit]]) -> Iterator[tuple[Draft, int]]:
    """The figures in the same place of three or more of ``lines``, passages with the unit that is said for them.

    A unit of single kroner is no help: ``Hal 3`` would be three kroner.
    """
    run: list[tuple[str, int, Draft]] = []
    for at, unit in lines:
        if unit.factor is None or unit.factor < 1:
            continue
        for place, draft in _figures(article.text, article.passages[at], unit):
            if run and (run[-1][0] != place or at - run[-1][1] > _APART):
                yield from _money(run)
                run = []
            run.append((place, at, draft))
    yield from _money(run)


def _figures(text: str, passage: Passage, unit: Unit) -> Iterator[tuple[str, Draft]]:
    found = _OPENING.match(text, passage.start, passage.end)
    if found is not None:
        yield from (("opening", draft) for draft in _draft(found, unit))
        return
    for place, expression in _PLACES.items():
        found = expression.search(text, max(passage.start, passage.end - _TAIL), passage.end)
        if found is not None:
            if not is_year(text, found.span("number")):
                yield from ((place, draft) for draft in _draft(found, unit))
            return


def _money(run: Sequence[tuple[str, int, Draft]]) -> Iterator[tuple[Draft, int]]:
    """The run as amounts, if it is long enough and does not merely count (``Etape 1``, ``Etape 2``, ``Etape 3``)."""
    values = [draft.number.value for _, _, draft in run if draft.number is not None]
    counts = all(second - first == 1 for first, second in pairwise(values))
    if len(run) >= _LEAST and not counts:
        yield from ((draft, at) for _, at, draft in run)


def _draft(found: regex.Match[str], unit: Unit) -> Iterator[Draft]:
    number = read_number(found["number"])
    lost = number is None and comma_lost(found["number"], unit)
    if number is not None or lost:
        start, end = found.span("number")
        draft = Draft(start, end, number, unit.factor, unit.currency or "DKK", comma_lost=lost, inner=start)
        yield replace(draft, confidence=0.85)
