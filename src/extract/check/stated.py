"""Amounts that claim to be the whole: ``fordeler i alt 19,9 mio. kroner``, ``20 mio. kr. til 15 projekter``."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

from extract.check.claims import CountClaim, claims_between
from extract.check.counts import of_kind
from extract.check.view import Box, Entry, Part, View, holds
from extract.records.release import Amount, Role, SectionKind, Span

Where = Literal["title", "text", "heading", "sum_row"]

_ROLES: Final[frozenset[Role]] = frozenset({"grant", "total", "pool", "other"})
_SECTIONS: Final[frozenset[SectionKind]] = frozenset({"title", "lead", "subheading", "body", "fact_box", "table"})
_MOST = 60  # more totals than any release states; this and the next bound the work on hostile text
_MOST_TRIED = 500
_NEAR_BY = 100  # characters to either side of an amount in which a word says what it is


@dataclass(frozen=True, slots=True)
class Total:
    """An amount that may be the whole. Without words or counts that say so it is, if anything, a total that fits.

    ``whole``: its words say so; ``counts``: the counts in its sentence (or, for ``Tilsammen modtager de …``, in
    the one before); ``frame``: its sentence tells what is at hand or for several years; ``in_title``: how many
    amounts the title holds. A sum row has the ``part`` that its column holds and the ``above`` entries that it sums.
    """

    amount: Amount
    where: Where
    whole: bool
    counts: tuple[CountClaim, ...] = ()
    frame: bool = False
    in_title: int = 0
    part: Part = "grant"
    above: tuple[Entry, ...] = ()


def stated_totals(view: View, counts: tuple[CountClaim, ...]) -> tuple[Total, ...]:
    """The amounts that claim the whole, and every amount of the title that may; in reading order."""
    counts = tuple(count for count in counts if count.noun != "kind" or of_kind(count, view.entries))
    places = [(amount, _where(view, amount)) for amount in view.release.amounts]
    titled = sum(1 for _, where in places if where == "title")
    able = [(amount, where) for amount, where in places if where is not None and _may_be_total(view, amount)]
    totals = (_total(view, amount, where, counts, titled) for amount, where in able[:_MOST_TRIED])
    return tuple(islice((total for total in totals if total is not None), _MOST))


def _total(view: View, amount: Amount, where: Where, counts: tuple[CountClaim, ...], titled: int) -> Total | None:
    if where == "sum_row":
        return _sum_row(view, amount)
    if where != "title" and not _is_hinted(view, amount, counts):
        return Total(amount, where, False) if _is_money_given(view, amount) else None
    start, end = view.sentence_at(amount.start)
    whole = _is_whole(view, amount, start, end)
    beside = tuple(count for count in claims_between(counts, start, end) if count.firm)
    if _is_other_money(view, amount, start, end):
        return None
    frame = view.words.frame.search(view.text, start, end) is not None
    if where == "title":
        return Total(amount, where, whole, beside, frame, titled)
    if whole and not beside and where == "text" and not frame:
        beside = _counted_before(view, amount, counts)
    if not _counts_list(view, beside) and _tells_of_one(view, start, end):
        return None
    return Total(amount, where, whole, beside, frame)


def _is_money_given(view: View, amount: Amount) -> bool:
    """Whether an amount with no word of a total is one that was given, and no project's in its paragraph."""
    line = view.line_at(amount.start)
    exact = amount.qualifier in {"exact", "about"}
    return exact and amount.role in {"grant", "pool"} and len(view.entries) > 2 and not _tells_of_one(view, *line)


def _is_hinted(view: View, amount: Amount, counts: tuple[CountClaim, ...]) -> bool:
    """Whether the line could hold a total at all: a look that spares most lines the splitting into sentences."""
    words, (start, end) = view.words, view.line_at(amount.start)
    if claims_between(counts, start, end):
        return True
    start, end = max(start, amount.start - _NEAR_BY), min(end, amount.end + _NEAR_BY)
    return bool(
        words.whole_before.search(view.text, start, amount.start)
        or words.sum_row.search(view.text, start, amount.start)
        or words.whole_after.match(view.text, amount.end, end)
    )


def _is_whole(view: View, amount: Amount, start: int, end: int) -> bool:
    """Whether the words around an amount, in its sentence ``start:end``, say that it is the whole."""
    words, text = view.words, view.text
    if words.whole_before.search(text, max(start, amount.start - _NEAR_BY), amount.start):
        return True
    opens = amount.start - start <= _NEAR_BY and words.whole_start.match(text, start, amount.start)
    return bool(opens) or words.whole_after.match(text, amount.end, min(end, amount.end + _NEAR_BY)) is not None


def _is_other_money(view: View, amount: Amount, start: int, end: int) -> bool:
    """Whether the sentence ``start:end`` says that the amount is a cost, or of other years or applications."""
    near = max(start, amount.start - _NEAR_BY)
    if view.words.cost_before.search(view.text, near, amount.start):
        return True
    return view.words.other_money.search(view.text, start, end) is not None


def _where(view: View, amount: Amount) -> Where | None:
    section = view.section_at(amount.start)
    if section is None or section.kind not in _SECTIONS:
        return None
    if section.kind == "title":
        return "title"
    if view.in_list(amount.start):
        # A row "I alt 2,4 mio." closes a list; any other amount among the entries is an entry's.
        return "sum_row" if view.words.sum_row.match(view.text, *view.line_at(amount.start)) else None
    return "heading" if view.box_headed_at(amount.start) is not None else "text"


def _may_be_total(view: View, amount: Amount) -> bool:
    if amount.id in view.used or amount.role not in _ROLES or amount.currency is None:
        return False
    if amount.value is None and (amount.low is None or amount.high is None):
        return False
    if amount.qualifier == "range" or (amount.value is not None and amount.value <= 0):
        return False
    each, price = view.words.each, view.words.price
    if amount.per is not None and (each.search(amount.per) or not price.search(amount.per)):
        return False
    return amount.same_as not in view.used


def _sum_row(view: View, amount: Amount) -> Total | None:
    """A sum in a list's last row, with what it sums: the column that it stands in, down from the last sum."""
    box = view.box_of(amount.start)
    if box is None:
        return None
    line = view.line_at(amount.start)
    rows = [at for at in _lines(view, box) if at[0] < line[0] and view.words.sum_row.match(view.text, *at)]
    last = rows[-1][1] if rows else box.head[0]
    between = tuple(e for e in box.entries if e.name is not None and last <= e.name[0] < line[0])
    above = between or box.entries  # a sum right below another one is of them all
    part = _column_part(view, amount, line, above)
    return None if part is None else Total(amount, "sum_row", True, part=part, above=above)


def _lines(view: View, box: Box) -> tuple[Span, ...]:
    first = bisect_left(view.lines, box.section.start, key=lambda line: line[0])
    return view.lines[first : bisect_left(view.lines, box.section.end, key=lambda line: line[0])]


def _column_part(view: View, amount: Amount, line: Span, above: tuple[Entry, ...]) -> Part | None:
    """What the column of a sum row's amount holds, told by the tabs beside it; the grants where the row has one
    amount and no columns; None for any other column."""
    beside = [a for a in view.release.amounts if line[0] <= a.start < line[1]]
    tabs = view.text.count("\t", *line)
    if not tabs:
        return "grant" if len(beside) == 1 else None
    parts: tuple[Part, ...] = ("grant", "total")
    for part in parts:
        told = [a for e in above if (a := e.grant if part == "grant" else e.total) is not None]
        rows = [(view.line_at(a.start), a) for a in told]
        columns = {(view.text.count("\t", row[0], a.start), view.text.count("\t", *row)) for row, a in rows}
        if len(columns) != 1:
            continue
        column, width = columns.pop()
        # A row with fewer cells has its first ones merged, so it is counted from its end.
        merged = max(width - tabs, 0)
        if view.text.count("\t", line[0], amount.start) + merged == column:
            return part
    return None


def _counted_before(view: View, amount: Amount, counts: tuple[CountClaim, ...]) -> tuple[CountClaim, ...]:
    """The counts of the sentence before, where it stands in the same paragraph and this one goes on about them."""
    before = view.sentence_before(amount.start)
    if before is None or not view.words.they.search(view.text, *view.sentence_at(amount.start)):
        return ()
    return tuple(count for count in claims_between(counts, *before) if count.firm and not count.joined)


def _counts_list(view: View, counts: tuple[CountClaim, ...]) -> bool:
    sizes = {len(view.entries), len(view.listed), *(len(box.entries) for box in view.boxes)} - {0, 1}
    return any(count.number in sizes for count in counts)


def _tells_of_one(view: View, start: int, end: int) -> bool:
    """Whether the sentence names one of the projects or who runs it: then its amount is that project's."""
    sentence = view.text[start:end].casefold()
    for entry in view.entries:
        for name in (entry.project.name, entry.project.applicant):
            if name is not None and len(name) > 3 and holds(sentence, name.casefold()):
                return True
    return False
