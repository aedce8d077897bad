"""All that was found in a release, old beside new, kind by kind; what changed has the number of its change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from extract.diff import KINDS
from extract.diff.align import alignment
from extract.diff.flat import Flat, flat
from extract.diff.match import matched
from extract.records.release import Check
from extract.review.source import Pair
from extract.store.comparing import KeptChange

_LISTED: Final = 150
"""Records of a kind that a page shows; those that changed come first."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field on both sides, None where it is not stated. ``change`` is the number of its change, 0 without one."""

    name: str
    old: str | None
    new: str | None
    change: int


@dataclass(frozen=True, slots=True)
class Row:
    """A record on both sides. ``op`` is added, removed, changed or same; ``change`` as of a field."""

    label: str
    op: str
    fields: tuple[Field, ...]
    change: int
    messages: tuple[str, ...] = ()

    @property
    def kept(self) -> tuple[Field, ...]:
        """The fields that are the same on both sides."""
        return tuple(one for one in self.fields if one.old == one.new)


@dataclass(frozen=True, slots=True)
class Group:
    """The records of a kind: those that changed, those that did not, and how many more there are."""

    kind: str
    changed: tuple[Row, ...]
    same: tuple[Row, ...]
    all_changed: int
    all_same: int

    @property
    def more(self) -> int:
        return self.all_changed + self.all_same - len(self.changed) - len(self.same)


def grouped(pair: Pair, changes: Sequence[KeptChange]) -> tuple[Group, ...]:
    """The records of the release."""
    numbers: dict[tuple[str, str, str | None], list[int]] = defaultdict(list)
    for one in changes:
        told = one.body["change"]
        numbers[told["kind"], told["record"], told["field"]].append(one.number)
    found = []
    for kind, rows in _paired(pair):
        rows = [_numbered(kind, row, numbers) for row in rows]
        differ = [row for row in rows if row.op != "same"]
        same = [row for row in rows if row.op == "same"]
        if rows:
            room = max(_LISTED - len(differ), 0)
            found.append(Group(kind, tuple(differ[:_LISTED]), tuple(same[:room]), len(differ), len(same)))
    return tuple(found)


def _paired(pair: Pair) -> Iterator[tuple[str, list[Row]]]:
    before, after = pair.before, pair.after
    old = flat(before) if before is not None else {}
    new = flat(after) if after is not None else {}
    laid = alignment(before.text if before is not None else "", after.text if after is not None else "")
    messages = _messages(before.checks if before else ()), _messages(after.checks if after else ())
    for kind in KINDS:
        pairs = list(matched(kind, old.get(kind, ()), new.get(kind, ()), laid))
        ordered = sorted(pairs, key=lambda both: _place(both[1] or both[0]))
        rows = [_row(a, b) for a, b in ordered]
        if kind == "checks":
            rows = [_said(row, a, b, messages) for row, (a, b) in zip(rows, ordered, strict=True)]
        yield kind, rows


def _place(one: Flat | None) -> tuple[Any, ...]:
    assert one is not None
    return one.spans[:1], one.label


def _row(old: Flat | None, new: Flat | None) -> Row:
    before: Mapping[str, str] = old.fields if old is not None else {}
    after: Mapping[str, str] = new.fields if new is not None else {}
    newest = new or old
    assert newest is not None
    fields = tuple(
        Field(name, before.get(name), after.get(name), 0) for name in dict.fromkeys((*after, *before))
    )  # fmt: skip
    op = "added" if old is None else "removed" if new is None else "same" if before == after else "changed"
    return Row(newest.label, op, fields, 0)


def _numbered(kind: str, row: Row, numbers: Mapping[tuple[str, str, str | None], list[int]]) -> Row:
    """The row with the numbers of its changes; of several records of one name each takes the next."""
    if row.op == "same":
        return row

    def take(field: str | None) -> int:
        waiting = numbers.get((kind, row.label, field))
        return waiting.pop(0) if waiting else 0

    whole = take(None) if row.op != "changed" else 0
    fields = tuple(
        Field(one.name, one.old, one.new, take(one.name)) if one.old != one.new and not whole else one
        for one in row.fields
    )
    return Row(row.label, row.op, fields, whole, row.messages)


def _messages(checks: Sequence[Check]) -> Mapping[tuple[Any, ...], str]:
    return {(check.code, check.status, check.evidence): check.message for check in checks}


def _said(row: Row, old: Flat | None, new: Flat | None, messages: tuple[Mapping[tuple[Any, ...], str], ...]) -> Row:
    """A check with what it says in words, once where both sides say the same."""
    told = [
        messages[n].get((one.fields["code"], one.fields["status"], one.spans), "")
        for n, one in enumerate((old, new))
        if one is not None
    ]
    return Row(row.label, row.op, row.fields, row.change, tuple(dict.fromkeys(filter(None, told))))
