"""Tellings of projects joined: which of them tell one project, and which of those that only prose tells stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import regex

from extract.assemble.organisations import folded_name
from extract.records.document import Article
from extract.records.mentions import Mentions, ProjectMention
from extract.values.names import occurrences as as_spelled

# "KROG (Kystens rum og gæster)" in a list is KROG in the text.
_LONG_NAME = regex.compile(r" \([^()]{4,160}\)$")
_MARKS = str.maketrans("", "", "»«“”„\"’‘'")
_LEAST_SHARED = 6
_LEAST_REPEATED = 4
_WHERE = (" i ", " på ", " ved ", " langs ", " hos ")
_HEAD = 4
_FEWEST_PARTS = 2
_PURPOSE, _RECIPIENT = "prose.purpose", "prose.applicant"


@dataclass(frozen=True, slots=True)
class Group:
    """One project: what all its tellings say together, and where each stands."""

    project: ProjectMention
    starts: tuple[int, ...] = field(default=())


def distinct(projects: Sequence[ProjectMention], mentions: Mentions) -> list[ProjectMention]:
    """List entries without those that another list tells again (same name, and same grant or none)."""
    kept: list[ProjectMention] = []
    named: dict[str, list[int]] = {}
    for project in projects:
        known = named.setdefault(_key(project), [])
        twin = next((n for n in known if _agree(kept[n], project, mentions)), None)
        if twin is None:
            known.append(len(kept))
            kept.append(project)
        else:
            kept[twin] = filled(kept[twin], project)
    return kept


def _agree(one: ProjectMention, other: ProjectMention, mentions: Mentions) -> bool:
    if one.section == other.section:
        return False
    if one.granted is None or other.granted is None:
        return True
    return mentions.money[one.granted].value == mentions.money[other.granted].value


def filled(project: ProjectMention, other: ProjectMention) -> ProjectMention:
    """``project`` with what only ``other`` knows."""
    return replace(
        project,
        place=project.place if project.place is not None else other.place,
        applicant=project.applicant or other.applicant,
        partners=project.partners or other.partners,
        granted=project.granted if project.granted is not None else other.granted,
        total=project.total if project.total is not None else other.total,
        funder=project.funder or other.funder,
        pool=project.pool or other.pool,
        period=project.period or other.period,
        description=project.description or other.description,
    )


def with_prose(project: ProjectMention, prose: Sequence[ProjectMention]) -> Group:
    """A list's entry with what prose tells of it beside the list."""
    starts = []
    for other in prose:
        if same(other, project):
            project = filled(project, replace(other, place=None))
            starts.append(other.start)
    return Group(project, tuple(starts))


def _key(project: ProjectMention) -> str:
    return folded_title(project.name.text)


@lru_cache(maxsize=4096)
def folded_title(title: str) -> str:
    """A project's name for comparing: without marks and letter case."""
    return folded_name(title.translate(_MARKS))


def same(one: ProjectMention, other: ProjectMention) -> bool:
    """Whether two tellings are of one project: the same name, one name within the other, or the same applicant."""
    a, b = _key(one), _key(other)
    if a == b or _LONG_NAME.sub("", a) == _LONG_NAME.sub("", b):
        return True
    unpaid = not one.named and not other.named and (one.granted is None or other.granted is None)
    if (one.named and other.named) or (unpaid and not one.listed and not other.listed):
        short, long = sorted((a, b), key=len)
        if long.startswith(short if len(short) >= _LEAST_SHARED else f"{short} "):
            return True
    if one.applicant is not None and (not one.named or not other.named):
        applicants = {folded_name(p.applicant.text) for p in (other,) if p.applicant is not None} | {b}
        return folded_name(one.applicant.text) in applicants
    return False


def of_prose(article: Article, prose: Sequence[ProjectMention], mentions: Mentions, *, alone: bool) -> list[Group]:
    """What prose alone tells. A single named project takes the release's grant; a name without any money
    stays only where the release makes something of it: at its top, or again and again."""
    groups: list[Group] = []
    head = max((p.end for p in article.passages if p.kind == "title"), default=0)
    for project in sorted(prose, key=lambda p: (not p.named, p.granted is None, p.start)):
        twin = next(
            (
                n
                for n, known in enumerate(groups)
                if (same(project, known.project) and not _apart(project, known.project, mentions))
                or _same_grant(project, known.project, mentions, head)
            ),
            None,
        )
        if twin is None:
            groups.append(Group(project, (project.start,)))
        else:
            known = groups[twin]
            both = filled(known.project, project)
            if (exact := _more_exact(known.project, project, mentions)) is not None:
                both = replace(both, granted=exact)
            if (
                _says_what(known.project, project)
                or _says_more(known.project, project, mentions)
                or _says_less(known.project, project)
            ):
                both = replace(both, name=project.name, rule=project.rule)
            groups[twin] = Group(both, (*known.starts, project.start))
    groups = _without_sum(_without_headline(groups, head), mentions, head)
    top = article.passages[2].end if len(article.passages) > 2 else len(article.text)
    named = [n for n, g in enumerate(groups) if g.project.named and _stays(article, g, top)]
    unnamed = [
        n
        for n, g in enumerate(groups)
        if not g.project.named
        and (g.project.granted is not None or g.project.applicant is not None or g.project.rule == "prose.among")
    ]
    if len(named) == 1 and alone and unnamed and groups[named[0]].project.granted is None:
        first, second = groups[named[0]], groups[unnamed[0]]
        groups[named[0]] = Group(filled(first.project, second.project), (*first.starts, *second.starts))
        unnamed = unnamed[1:]
    if named and alone:
        known_grants = [groups[m].project for m in named]
        unnamed = [n for n in unnamed if not restated(groups[n].project, known_grants, mentions)]
    return [groups[n] for n in sorted([*named, *unnamed])]


def _apart(one: ProjectMention, other: ProjectMention, mentions: Mentions) -> bool:
    """Whether two tellings of what one applicant gets tell of different things: other sums, and other words."""
    if one.rule != _PURPOSE or other.rule != _PURPOSE or one.granted is None or other.granted is None:
        return False
    a, b = mentions.money[one.granted], mentions.money[other.granted]
    if a.low is None or a.high is None or b.low is None or b.high is None or (a.low <= b.high and b.low <= a.high):
        return False
    heads = [set(_key(project).split()) for project in (one, other)]
    return not any(x.endswith(y) or y.endswith(x) for x in heads[0] for y in heads[1] if min(len(x), len(y)) >= _HEAD)


def _same_grant(one: ProjectMention, other: ProjectMention, mentions: Mentions, head: int) -> bool:
    """Whether one telling says who gets a sum and another what the same sum is for; or whether the headline, which
    ends at ``head`` and may round it, tells of it in words of its own."""
    if not {one.rule, other.rule} <= {_PURPOSE, _RECIPIENT} or one.granted is None or other.granted is None:
        return False
    above = min(one.start, other.start) < head <= max(one.start, other.start)
    if (one.applicant is not None and other.applicant is not None) or not (above or one.rule != other.rule):
        return False
    a, b = mentions.money[one.granted], mentions.money[other.granted]
    if a.currency != b.currency or a.low is None or a.high is None or b.low is None or b.high is None:
        return False
    return a.value == b.value or (above and a.low <= b.high and b.low <= a.high)


def _without_headline(groups: Sequence[Group], head: int) -> list[Group]:
    """The projects without what a headline, which ends at ``head``, says that somebody got support for, where the text
    tells of a grant: it is the same in other words."""
    paid = any(g.project.granted is not None for g in groups)
    return [g for g in groups if not (paid and g.project.rule == "prose.support" and max(g.starts) < head)]


def _without_sum(groups: Sequence[Group], mentions: Mentions, head: int) -> list[Group]:
    """The projects without the first where it holds the sum of the others, which get its parts: ``22 mio. kr., heraf
    går 14 til … og 8 til …``. It is in the headline, or says who gets it all, not what for; who gives and gets it all
    gives and gets the parts."""
    values = [mentions.money[g.project.granted].value if g.project.granted is not None else None for g in groups]
    for n, group in enumerate(groups):
        others = [value for m, value in enumerate(values) if m != n and value is not None and value != values[n]]
        whole = values[n]
        if group.project.named or whole is None or len(others) < _FEWEST_PARTS or sum(others) != whole:
            continue
        first = min(group.starts) < min(
            min(g.starts) for g, value in zip(groups, values, strict=True) if value != whole
        )
        if not first or (group.project.rule != _RECIPIENT and min(group.starts) >= head):
            continue
        kept = [g for g, value in zip(groups, values, strict=True) if value != whole]
        wholes = [g.project for g, value in zip(groups, values, strict=True) if value == whole]
        applicant = next((p.applicant for p in wholes if p.applicant is not None), None)
        funder = next((p.funder for p in wholes if p.funder is not None), None)
        return [
            replace(g, project=replace(p, applicant=p.applicant or applicant, funder=p.funder or funder))
            for g in kept
            for p in (g.project,)
        ]
    return list(groups)


def _more_exact(known: ProjectMention, other: ProjectMention, mentions: Mentions) -> int | None:
    """The grant of another telling where it says the same sum to the krone, which the first rounds."""
    if known.granted is None or other.granted is None:
        return None
    a, b = mentions.money[known.granted], mentions.money[other.granted]
    if a.currency != b.currency or a.low is None or a.high is None or b.low is None or b.high is None:
        return None
    within = a.low <= b.low and b.high <= a.high and b.high - b.low < a.high - a.low
    return other.granted if within else None


def _says_what(known: ProjectMention, other: ProjectMention) -> bool:
    """Whether another telling says what for, where the first knows only who gets the money."""
    return known.rule == _RECIPIENT and other.rule in {_PURPOSE, "prose.support"}


def _says_less(known: ProjectMention, other: ProjectMention) -> bool:
    """Whether another telling names the same thing without the place that it stands at."""
    a, b = _key(known), _key(other)
    return not known.named and not other.named and a.startswith(f"{b} ") and a[len(b) :].startswith(_WHERE)


def _says_more(known: ProjectMention, other: ProjectMention, mentions: Mentions) -> bool:
    """Whether another telling of the same grant has the fuller purpose: the headline's ``klokker``, the text's
    ``tre nye klokker og et klokkespil``."""
    if known.named or other.named or known.granted is None or other.granted is None:
        return False
    if mentions.money[known.granted].value != mentions.money[other.granted].value:
        return False
    return "purpose" in other.rule and len(other.name.text.split()) > len(known.name.text.split())


def _stays(article: Article, group: Group, top: int) -> bool:
    project = group.project
    if project.rule == "prose.event" and project.granted is None and project.total is None:
        return False
    if project.granted is not None or project.total is not None or len(group.starts) > 1 or min(group.starts) <= top:
        return True
    return len(project.name.text) >= _LEAST_REPEATED and len(occurrences(article, project.name.text)) > 1


def occurrences(article: Article, name: str) -> list[int]:
    """Where the article writes a name, as a whole word and in any letter case."""
    text, sought = _lowered(article.text), _lowered(" ".join(name.split()))
    return [start for p in article.passages for start, _ in as_spelled(text, sought, p.start, p.end)]


@lru_cache(maxsize=256)
def _lowered(text: str) -> str:
    """In small letters, as long as before: only the Turkish capital would become two."""
    return text.replace("İ", "I").lower()


def beside_list(prose: Sequence[ProjectMention], listed: Sequence[ProjectMention], mentions: Mentions) -> list[Group]:
    """Projects that get an amount of their own in prose, by a name or for a purpose of somebody who is named, though a
    list tells the others."""
    kept: list[ProjectMention] = []
    for project in prose:
        told = project.named or (project.rule == _PURPOSE and project.applicant is not None)
        if not told or project.granted is None or any(same(project, other) for other in kept):
            continue
        if not restated(project, listed, mentions):
            kept.append(project)
    return [Group(project, (project.start,)) for project in kept]


def restated(project: ProjectMention, named: Sequence[ProjectMention], mentions: Mentions) -> bool:
    """Whether an unnamed grant only says again what a named project got."""
    if project.granted is None:
        return True
    value = mentions.money[project.granted].value
    return any(n.granted is not None and mentions.money[n.granted].value == value for n in named)
