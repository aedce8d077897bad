"""Amounts that claim to be the whole: ``fordeler i alt 19,9 mio. kroner``, ``20 mio. kr. til 15 projekter``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import regex

from extract.check.claims import CountClaim, claims_between
from extract.check.view import View
from extract.check.vocabulary import COST_STEMS, OTHER_MONEY, SUM_ROW, WHOLE_AFTER, WHOLE_WORDS
from extract.records.release import Amount, Role, SectionKind

Where = Literal["title", "text", "heading", "sum_row"]

_ROLES: Final[frozenset[Role]] = frozenset({"grant", "total", "pool", "other"})
_SECTIONS: Final[frozenset[SectionKind]] = frozenset({"title", "lead", "subheading", "body", "fact_box", "table"})
_FOLD = regex.IGNORECASE
_PRICE_ONLY = regex.compile(r"moms|priser|niveau|afgift|over |fordelt|netto|brutto|engangsbeløb|i løbet af")
_EACH = regex.compile(r"årlig|om året|hvert|hver|pr\.|per |måned|gennemsnit|i snit|stk|dag|uge|time", regex.IGNORECASE)
_WHOLE_BEFORE = regex.compile(
    rf"(?<!\p{{L}}){WHOLE_WORDS}(?!\p{{L}})[^.;:!?\n]{{0,60}}$|^\W{{0,4}}{SUM_ROW}[^.;!?\n]{{0,40}}$", _FOLD
)
_WHOLE_AFTER = regex.compile(rf"^[^.;:!?\n]{{0,30}}(?<!\p{{L}}){WHOLE_AFTER}(?!\p{{L}})", _FOLD)
_SUM_ROW = regex.compile(rf"\W{{0,4}}{SUM_ROW}(?!\p{{L}})", _FOLD)
_COST_BEFORE = regex.compile(rf"{COST_STEMS}[^.;!?\n]{{0,40}}$", _FOLD)
_MOST = 60  # more totals than any release states; bounds the work on hostile text


@dataclass(frozen=True, slots=True)
class Total:
    """An amount that may be the whole. ``whole``: its words say so; ``counts``: the counts in its sentence (or,
    for ``Tilsammen modtager de …``, in the one before); ``in_title``: how many amounts a title holds."""

    amount: Amount
    where: Where
    whole: bool
    counts: tuple[CountClaim, ...]
    in_title: int = 0


def stated_totals(view: View, counts: tuple[CountClaim, ...]) -> tuple[Total, ...]:
    """The amounts that claim the whole, and every amount of the title that may; in reading order."""
    found: list[Total] = []
    titled = sum(1 for amount in view.release.amounts if _where(view, amount) == "title")
    for amount in view.release.amounts:
        total = _total(view, amount, counts, titled)
        if total is not None:
            found.append(total)
            if len(found) == _MOST:
                break
    return tuple(found)


def _total(view: View, amount: Amount, counts: tuple[CountClaim, ...], titled: int) -> Total | None:
    where = _where(view, amount)
    if where is None or not _may_be_total(view, amount):
        return None
    start, end = view.sentence_at(amount.start)
    before, after = view.text[start : amount.start], view.text[amount.end : end]
    if _COST_BEFORE.search(before) or OTHER_MONEY.search(before) or OTHER_MONEY.search(after):
        return None
    whole = _WHOLE_BEFORE.search(before) is not None or _WHOLE_AFTER.search(after) is not None
    beside = tuple(count for count in claims_between(counts, start, end) if count.firm)
    if whole and not beside and where == "text":
        beside = _counted_before(view, amount, counts)
    if where == "title":
        return Total(amount, where, whole, beside, titled)
    if where == "sum_row":
        return Total(amount, where, True, ())
    if not whole and not beside:
        return None
    if not _counts_list(view, beside) and _tells_of_one(view, start, end):
        return None
    return Total(amount, where, whole, beside)


def _where(view: View, amount: Amount) -> Where | None:
    section = view.section_at(amount.start)
    if section is None or section.kind not in _SECTIONS:
        return None
    if section.kind == "title":
        return "title"
    if view.in_list(amount.start):
        line = view.line_at(amount.start)
        # A row "I alt 2,4 mio." closes a list; any other amount among the entries is an entry's.
        return "sum_row" if _SUM_ROW.match(view.text, *line) else None
    return "heading" if view.box_headed_at(amount.start) is not None else "text"


def _may_be_total(view: View, amount: Amount) -> bool:
    if amount.id in view.used or amount.role not in _ROLES or amount.currency is None:
        return False
    if amount.value is None and (amount.low is None or amount.high is None):
        return False
    if amount.qualifier == "range" or (amount.value is not None and amount.value <= 0):
        return False
    if amount.per is not None and (_EACH.search(amount.per) or not _PRICE_ONLY.search(amount.per)):
        return False
    return amount.same_as not in view.used


def _counted_before(view: View, amount: Amount, counts: tuple[CountClaim, ...]) -> tuple[CountClaim, ...]:
    """The counts of the sentence before, where it stands in the same paragraph."""
    at = view.sentence_number(amount.start)
    if not at:
        return ()
    before = view.sentences[at - 1]
    if view.line_at(before[0]) != view.line_at(amount.start):
        return ()
    return tuple(count for count in claims_between(counts, *before) if count.firm)


def _counts_list(view: View, counts: tuple[CountClaim, ...]) -> bool:
    sizes = {len(view.entries), len(view.listed), *(len(box.entries) for box in view.boxes)} - {0, 1}
    return any(count.number in sizes for count in counts)


def _tells_of_one(view: View, start: int, end: int) -> bool:
    """Whether the sentence names one of the projects or who runs it: then its amount is that project's."""
    sentence = view.text[start:end].casefold()
    for entry in view.entries:
        for name in (entry.project.name, entry.project.applicant):
            if name is not None and len(name) > 3 and name.casefold() in sentence:
                return True
    return False
