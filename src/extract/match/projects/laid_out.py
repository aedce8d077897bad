"""Lists as the tagger reads them, where that beats what the rules read, or where the rules read none.

The rules know the layouts that somebody has seen. The tagger reads a list for the one layout on which its rows agree.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from extract.match.projects.entries import named
from extract.match.projects.entry_names import with_long_name
from extract.match.projects.fields import Index, strip, unmarked
from extract.match.projects.words import ProjectWords
from extract.match.tagging.decode import UNIT
from extract.match.tagging.layouts import Run
from extract.match.tagging.lists import ListRow
from extract.records.mentions import Named, ProjectMention, ProjectsTold
from extract.records.release import Span

RULE: Final = "list.tagged"
LEAST_INSTEAD: Final = UNIT // 2
"""By how much a list's reading must win, in the mean of its rows, over that of the rules."""
LEAST_ALONE: Final = 3 * UNIT
"""The same where no rule reads it."""
_PAID: Final = 0.5
"""The share of rows with a sum that makes a list one of grants where nothing above it says so."""

Announced = Callable[[str], bool]
"""Whether a section's heading or the line above it says that money is given."""
Complete = Callable[[str, Sequence[ProjectMention], Sequence[Span]], list[ProjectMention]]
"""The projects of a section with amounts, places and what its heading says, from those of its rows' spans."""


def with_lists(
    index: Index,
    words: ProjectWords,
    told: ProjectsTold,
    lists: Sequence[Sequence[ListRow]],
    *,
    announced: Announced,
    complete: Complete,
) -> tuple[ProjectsTold, frozenset[str]]:
    """The tellings with the lists that the tagger reads better, and the sections that these stand in."""
    projects, grants = list(told.projects), list(told.grants)
    read: set[str] = set()
    for rows in lists:
        spans = [_span(row) for row in rows]
        inside = [_inside(projects, span) for span in spans]
        is_read = any(inside)
        least = LEAST_INSTEAD if is_read else LEAST_ALONE
        if sum(row.lead for row in rows) <= least * len(rows):
            continue
        paid = sum(bool(row.given) or bool(index.money(span)) for row, span in zip(rows, spans, strict=True))
        if not is_read and paid < _PAID * len(rows) and not announced(rows[0].stretch.section):
            continue
        found: dict[str, list[ProjectMention]] = {}
        for row, span, own in zip(rows, spans, inside, strict=True):
            found.setdefault(row.stretch.section, []).extend(_of_row(index, words, row, span, own, is_read))
        old = {id(project) for own in inside for project in own}
        projects = [project for project in projects if id(project) not in old]
        for section, new in found.items():
            projects += complete(
                section, new, [s for r, s in zip(rows, spans, strict=True) if r.stretch.section == section]
            )
        projects.sort(key=lambda project: project.start)
        grants = [grant for grant in grants if not any(low <= grant.start < high for low, high in spans)]
        read |= found.keys()
    return replace(told, projects=tuple(projects), grants=tuple(grants)), frozenset(read)


def _span(row: ListRow) -> Span:
    return row.stretch.passages[0].start, row.stretch.passages[-1].end


def _inside(projects: Sequence[ProjectMention], span: Span) -> Sequence[ProjectMention]:
    low = bisect_left(projects, span[0], key=lambda project: project.start)
    return projects[low : bisect_left(projects, span[1], key=lambda project: project.start)]


def _of_row(
    index: Index, words: ProjectWords, row: ListRow, span: Span, own: Sequence[ProjectMention], listed: bool
) -> list[ProjectMention]:
    """The projects of a row; none where it tells of a refusal and the rules have left it out of their list."""
    if listed and not own and words.refused.expression.search(index.text, *span) is not None:
        return []
    names = [name for run in _own(index, row, span) if (name := _name(index, words, row, run)).text]
    payees = [who for run in row.applicants if (who := named(index.text, _text(index, row, run))).text]
    if not names and payees:
        same = len(own) == 1 and _overlap(own[0].name.spans[0], payees[0].spans[0])
        # "Billedkunstner Anne Toft" is who gets the money, whose name is shorter.
        return list(own) if same and own[0].applicant is not None else [_mention(row, own, payees[0], payees[0])]
    out = []
    paid = [number for run in row.given for number in index.money(_text(index, row, run))[:1]]
    if len(names) == len(own) == 1 and words.purposes.made(index.text, own[0].name.spans[0]) == names[0].spans[0]:
        names = [own[0].name]  # which has an article before it, and is no other
    for number, name in enumerate(names):
        project = _mention(row, own if len(names) == 1 else (), name, _nearest(payees, name))
        if len(names) == len(paid) > 1:
            project = replace(project, granted=paid[number])
        out.append(project)
    return out


def _own(index: Index, row: ListRow, span: Span) -> Sequence[Run]:
    """The names of a row. What stands behind the first one tells of it where the row has but one sum, and so do the
    lines below it where that has none."""
    if len(row.given) >= len(row.names):
        return row.names
    if len(index.money(span)) == 1:
        return row.names[:1]
    tokens = row.stretch.tokens
    return [run for run in row.names if tokens[run[0]].line == tokens[row.names[0][0]].line]


def _mention(row: ListRow, own: Sequence[ProjectMention], name: Named, applicant: Named | None) -> ProjectMention:
    """A project under this name, with what the rules know of it."""
    if len(own) != 1:
        return ProjectMention(
            name=name, listed=True, section=row.stretch.section, applicant=applicant, rule=RULE, confidence=0.8
        )
    known = own[0]
    if name.spans == known.name.spans:
        return replace(known, applicant=known.applicant or applicant)
    who = applicant if applicant is not None or known.applicant is None else known.applicant
    if applicant is None and who is not None and _overlap(who.spans[0], name.spans[0]):
        who = None
    return replace(known, name=name, applicant=who, rule=RULE, confidence=0.8)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _nearest(payees: Sequence[Named], name: Named) -> Named | None:
    low, high = name.spans[0]
    return min(payees, key=lambda who: max(who.spans[0][0] - high, low - who.spans[0][1]), default=None)


def _name(index: Index, words: ProjectWords, row: ListRow, run: Run) -> Named:
    """A name without an article before it, with the long name behind it in brackets."""
    name = words.purposes.made(index.text, unmarked(index.text, _text(index, row, run)))
    return named(index.text, with_long_name(index, name))


def _text(index: Index, row: ListRow, run: Run) -> Span:
    tokens = row.stretch.tokens
    return strip(index.text, tokens[run[0]].start, tokens[run[1] - 1].end)
