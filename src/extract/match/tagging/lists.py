"""A list read as a whole: the layout on which its rows agree best, and each row's best reading under it.

A row that is read alone is easily misread: a name of one small word, a body that no list knows. What stands in the same
place of the other rows decides, since whoever writes a list writes all of its rows alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from extract.match.tagging.charts import Charts, Scores, of_kind
from extract.match.tagging.columns import Segment, segments_of
from extract.match.tagging.decode import LABELS, NEVER, UNIT, best, spans
from extract.match.tagging.layouts import Layout, Run, find, layouts
from extract.match.tagging.tokens import Stretch

_FLOOR: Final = 5 * UNIT
"""What a row that does not fit costs at most: it keeps its own reading."""
_NONE: Final = 2 * UNIT
"""What it costs a row to have no name, where others have one."""
_LEAST_ROWS: Final = 3
_AGREE: Final = 0.2
"""The share of rows that must read a layout of themselves before it is laid upon the others."""
_MOST_ROWS: Final = 200
"""Longer lists are read in parts."""
_MOST_LAYOUTS: Final = 80
_LONGEST_BETWEEN: Final = 15
"""Longer lines between rows end a list: shorter ones are the heads of its groups."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row as the list is read: its names, who gets, and the amounts given, each as tokens. ``lead`` is by how much
    this reading wins over that of the rules."""

    stretch: Stretch
    names: tuple[Run, ...]
    applicants: tuple[Run, ...]
    given: tuple[Run, ...]
    lead: int


def lists_of(stretches: Sequence[Stretch], barred: Collection[str]) -> list[list[int]]:
    """The rows of each list, by the numbers of their stretches. Lists right below each other whose rows are built alike
    are one, whatever their headings; a ``barred`` section is none."""
    out: list[list[int]] = []
    open_: list[int] = []
    builds = _builds(stretches)
    for number, stretch in enumerate(stretches):
        if stretch.item and stretch.section not in barred:
            above = stretches[open_[-1]].section if open_ else ""
            if len(open_) >= _MOST_ROWS or (above and builds[above] != builds[stretch.section]):
                out.append(open_)
                open_ = []
            open_.append(number)
        elif open_ and (stretch.item or len(stretch.tokens) > _LONGEST_BETWEEN):
            out.append(open_)
            open_ = []
    return [*out, open_] if open_ else out


def _builds(stretches: Sequence[Stretch]) -> dict[str, int]:
    """Of how many segments the first lines of most of each section's rows are."""
    counts: dict[str, Counter[int]] = {}
    for stretch in stretches:
        if stretch.item:
            first = sum(segment.line == 0 for segment in segments_of(stretch)[0])
            counts.setdefault(stretch.section, Counter())[first] += 1
    return {section: max(own.items(), key=lambda one: (one[1], one[0]))[0] for section, own in counts.items()}


def read_list(
    rows: Sequence[Stretch], scores: Sequence[Scores], steps: Scores, told: Sequence[Sequence[str]]
) -> list[ListRow]:
    """The rows of one list, each by the layout that fits all. ``scores`` are tokens × labels, ``told`` what the rules
    took each token for."""
    cut = [segments_of(row)[0] for row in rows]
    own = list(scores)
    charts = Charts(scores, steps, "P")
    if sum(map(bool, cut)) >= _LEAST_ROWS:
        named = _laid_out(rows, cut, own, steps, charts)
        own = named if named is own else _laid_out(rows, cut, named, steps, Charts(named, steps, "A"))
    payees = Charts(scores, steps, "A")
    out = []
    for number, (row, labels) in enumerate(zip(rows, best(own, steps), strict=True)):
        runs = {kind: tuple((a, b) for a, b, k in spans(labels) if k == kind) for kind in "PAG"}
        lead = _lead(charts, payees, number, told[number], runs)
        out.append(ListRow(row, runs["P"], runs["A"], runs["G"], lead))
    return out


def _laid_out(
    rows: Sequence[Stretch], cut: Sequence[Sequence[Segment]], scores: list[Scores], steps: Scores, charts: Charts
) -> list[Scores]:
    """The scores with the names of the charts' kind set where the best layout has them; unchanged where too few rows
    agree."""
    kind = charts.kind
    runs = [[(a, b) for a, b, k in spans(labels) if k == kind] for labels in best(scores, steps)]
    none: tuple[Run | None, ...] = (None,) * len(rows)
    found = dict.fromkeys([none, *_candidates(rows, cut, runs)])
    extra = _NONE if kind == "P" else 0

    def costs(places: Sequence[Run | None]) -> list[int]:
        own = [charts.cost(number, run) + (extra if run is None else 0) for number, run in enumerate(places)]
        return [min(cost, _FLOOR) for cost in own]

    chosen = min(found, key=lambda places: sum(costs(places)))
    agreeing = sum(([run] if run is not None else []) == own for run, own in zip(chosen, runs, strict=True))
    if agreeing < _AGREE * len(rows):
        return scores
    paid = costs(chosen)
    return [
        own if cost >= _FLOOR else own + _only(len(own), run, kind)
        for own, run, cost in zip(scores, chosen, paid, strict=True)
    ]


def _candidates(
    rows: Sequence[Stretch], cut: Sequence[Sequence[Segment]], runs: Sequence[Sequence[Run]]
) -> Iterator[tuple[Run | None, ...]]:
    """Where the rows would have their names by the layouts that most of those with one name propose."""
    proposed: Counter[Layout] = Counter()
    for row, parts, own in zip(rows, cut, runs, strict=True):
        if len(own) == 1:
            proposed.update(list(dict.fromkeys(layouts(row.tokens, parts, own[0]))))
    for layout, _ in proposed.most_common(_MOST_LAYOUTS):
        yield tuple(find(row.tokens, parts, layout) if parts else None for row, parts in zip(rows, cut, strict=True))


def _only(length: int, run: Run | None, kind: str) -> Scores:
    """What is added to a row's scores so that it has its one name of the kind there; None: nowhere."""
    out = np.zeros((length, len(LABELS)), dtype=np.int64)
    out[:, of_kind(kind)] = NEVER
    if run is not None:
        out[slice(*run)] = NEVER
        low, high = run
        for at in range(low, high):
            part = "S" if high - low == 1 else "B" if at == low else "E" if at == high - 1 else "I"
            out[at, LABELS.index(f"{part}-{kind}")] = 0
    return out


def _lead(charts: Charts, payees: Charts, row: int, told: Sequence[str], runs: dict[str, tuple[Run, ...]]) -> int:
    """By how much the reading of a row wins over what the rules took its name for."""
    by_rules = _told(told)
    if len(by_rules) > 1:
        return 0 if len(by_rules) == len(runs["P"]) else _FLOOR // 2
    if len(runs["P"]) > 1:
        return min(charts.cost(row, by_rules[0] if by_rules else None), _FLOOR)
    name = runs["P"][0] if runs["P"] else None
    rule = by_rules[0] if by_rules else None
    cost = charts.cost(row, rule)
    if name is None and rule is not None:
        cost = min(cost, payees.cost(row, rule))  # who gets it is the name
    return min(cost, _FLOOR) - min(charts.cost(row, name), _FLOOR)


def _told(told: Sequence[str]) -> list[Run]:
    """The names of the rules in a row."""
    out: list[Run] = []
    for at, code in enumerate(told):
        if code[1:2] != "P":
            continue
        if code[:1] == "B" or not out or out[-1][1] != at:
            out.append((at, at + 1))
        else:
            out[-1] = out[-1][0], at + 1
    return out
