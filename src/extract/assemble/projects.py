"""Project mentions → projects: one project once, however often it is told, with its town, money and funder."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import regex

from extract.assemble.funders import Funders
from extract.assemble.organisations import folded_name
from extract.patterns import Patterns
from extract.records.document import Article
from extract.records.mentions import Mentions, MoneyMention, Named, PlaceFound, ProjectMention, ProjectsTold
from extract.records.release import Project, ProjectAmount, Role, Section, Span

_TOWNS = frozenset({"city", "island"})
_LINKS = frozenset({"i", "på", "ved", "nær"})
_LIST_DECIDES = 3
_SETTLED = frozenset(
    {
        "money.field",
        "money.list_aside",
        "money.role.pool.reserved",
        "money.role.pool.distribute",
        "money.role.other.cap",
    }
)
"""What the sentences of such amounts say holds also in a box that was read as a list."""
_LEAST_NAME = 4
_FAR = 1_000_000
# Tellings in prose that are held against the list and each other: more than any release has.
_MOST_PROSE, _LEAST_PROSE, _MOST_PAIRS = 500, 20, 150_000
_NAMED_WITHIN = 4_000
# "KROG (Kystens rum og gæster)" in a list is KROG in the text.
_LONG_NAME = regex.compile(r" \([^()]{4,160}\)$")
_MARKS = str.maketrans("", "", "»«“”„\"’‘'")


@dataclass(frozen=True, slots=True)
class ProjectsFound:
    """The projects, and what they settle about amounts: ``roles`` and ``same`` by number of the money mention."""

    projects: tuple[Project, ...]
    roles: Mapping[int, Role] = field(default_factory=dict)
    same: Mapping[int, int] = field(default_factory=dict)


def assemble_projects(
    article: Article,
    sections: Sequence[Section],
    told: ProjectsTold,
    mentions: Mentions,
    *,
    amount_ids: Sequence[str],
    place_ids: Sequence[str],
    patterns: Patterns,
) -> ProjectsFound:
    """The projects in reading order. Prose joins the list's entry of the same name or applicant; what only
    prose tells stays when no list does."""
    listed = _distinct([p for p in told.projects if p.listed], mentions)
    prose = [p for p in told.projects if not p.listed]
    prose = prose[: min(_MOST_PROSE, max(_LEAST_PROSE, _MOST_PAIRS // max(len(listed), 1)))]
    merged = [_with_prose(project, prose) for project in listed]
    loose = [p for p in prose if not any(_same(p, project) for project in listed)]
    alone = not any(p.rule != "box.labels" for p in listed)
    if len(listed) < _LIST_DECIDES:
        merged.extend(_of_prose(article, loose, mentions, patterns, alone=alone))
    else:
        merged.extend(_beside_list(loose, listed, mentions))
    funders = Funders(article, mentions, patterns)
    funder = funders.common(told)
    # The release's only town is the project's, if it tells of one project only.
    towns = _towns(mentions.places) if len(merged) == 1 else []
    merged.sort(key=lambda p: p.start)
    projects = tuple(
        _project(
            number,
            p,
            article,
            mentions,
            funders=funders,
            funder=funder,
            towns=towns,
            amount_ids=amount_ids,
            place_ids=place_ids,
        )
        for number, p in enumerate(merged, 1)
    )
    roles: dict[int, Role] = {}
    for p in merged:
        if p.listed and p.granted is not None and _is_open(mentions.money[p.granted]):
            roles[p.granted] = "grant"
    return ProjectsFound(projects, roles, _same_money(article, sections, merged, mentions))


def _is_open(money: MoneyMention) -> bool:
    """Whether the sentence of an entry leaves open that its only amount is the grant."""
    return money.role in {"other", "pool"} and money.rule not in _SETTLED


def _distinct(projects: Sequence[ProjectMention], mentions: Mentions) -> list[ProjectMention]:
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
            kept[twin] = _filled(kept[twin], project)
    return kept


def _agree(one: ProjectMention, other: ProjectMention, mentions: Mentions) -> bool:
    if one.section == other.section:
        return False
    if one.granted is None or other.granted is None:
        return True
    return mentions.money[one.granted].value == mentions.money[other.granted].value


def _filled(project: ProjectMention, other: ProjectMention) -> ProjectMention:
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


def _with_prose(project: ProjectMention, prose: Sequence[ProjectMention]) -> ProjectMention:
    for other in prose:
        if _same(other, project):
            project = _filled(project, replace(other, place=None))
    return project


def _key(project: ProjectMention) -> str:
    return _folded_title(project.name.text)


@lru_cache(maxsize=4096)
def _folded_title(title: str) -> str:
    return folded_name(title.translate(_MARKS))


def _same(one: ProjectMention, other: ProjectMention) -> bool:
    """Whether two tellings are of one project: the same name, one name within the other, or the same applicant."""
    a, b = _key(one), _key(other)
    if a == b or _LONG_NAME.sub("", a) == _LONG_NAME.sub("", b):
        return True
    if one.named and other.named and min(len(a), len(b)) >= 6 and (a.startswith(b) or b.startswith(a)):
        return True
    if one.applicant is not None and (not one.named or not other.named):
        applicants = {folded_name(p.applicant.text) for p in (other,) if p.applicant is not None} | {b}
        return folded_name(one.applicant.text) in applicants
    return False


def _of_prose(
    article: Article, prose: Sequence[ProjectMention], mentions: Mentions, patterns: Patterns, *, alone: bool
) -> list[ProjectMention]:
    """What prose alone tells. A single named project takes the release's grant; a name without any money
    stays only where the release speaks of funding and the name is more than a passing word."""
    groups: list[ProjectMention] = []
    counts: Counter[int] = Counter()
    for project in sorted(prose, key=lambda p: (not p.named, p.granted is None, p.start)):
        twin = next((n for n, known in enumerate(groups) if _same(project, known)), None)
        if twin is None:
            groups.append(project)
            counts[len(groups) - 1] += 1
        else:
            groups[twin] = _filled(groups[twin], project)
            counts[twin] += 1
    funded = patterns.words["projects.funding_word"].expression.search(article.text) is not None
    top = article.passages[2].end if len(article.passages) > 2 else len(article.text)
    named = [
        n
        for n, p in enumerate(groups)
        if p.named and (p.granted is not None or (funded and (counts[n] > 1 or p.start <= top)))
    ]
    unnamed = [n for n, p in enumerate(groups) if not p.named and (p.granted is not None or p.applicant is not None)]
    if len(named) == 1 and alone and unnamed and groups[named[0]].granted is None:
        groups[named[0]] = _filled(groups[named[0]], groups[unnamed[0]])
        unnamed = unnamed[1:]
    if named and alone:
        unnamed = [n for n in unnamed if not _restated(groups[n], [groups[m] for m in named], mentions)]
    return [groups[n] for n in sorted([*named, *unnamed])]


def _beside_list(
    prose: Sequence[ProjectMention], listed: Sequence[ProjectMention], mentions: Mentions
) -> list[ProjectMention]:
    """Named projects that get an amount of their own in prose, though a list tells the others."""
    kept: list[ProjectMention] = []
    for project in prose:
        if not project.named or project.granted is None or any(_same(project, other) for other in kept):
            continue
        if not _restated(project, listed, mentions):
            kept.append(project)
    return kept


def _restated(project: ProjectMention, named: Sequence[ProjectMention], mentions: Mentions) -> bool:
    """Whether an unnamed grant only says again what a named project got."""
    if project.granted is None:
        return True
    value = mentions.money[project.granted].value
    return any(n.granted is not None and mentions.money[n.granted].value == value for n in named)


def _towns(places: Sequence[PlaceFound]) -> list[int]:
    """The release's towns outside organisations' names, one mention number each."""
    first: dict[str, int] = {}
    for number, place in enumerate(places):
        if place.kind in _TOWNS and not place.in_organisation:
            first.setdefault(place.name, number)
    return list(first.values())


def _project(
    number: int,
    p: ProjectMention,
    article: Article,
    mentions: Mentions,
    *,
    funders: Funders,
    funder: Named | None,
    towns: Sequence[int],
    amount_ids: Sequence[str],
    place_ids: Sequence[str],
) -> Project:
    place = p.place
    confidence = p.confidence
    if place is None and not p.listed:
        place = towns[0] if len(towns) == 1 else _beside_name(article.text, p, mentions)
        place = place if place is not None else _seat(p, mentions)
    source = funders.resolved(p.funder) or (funder if p.granted is not None or p.listed else None)
    evidence: dict[str, tuple[Span, ...]] = {"name": p.name.spans}
    for key, value in (
        ("applicant", p.applicant),
        ("funder", source),
        ("pool", p.pool),
        ("period", p.period),
        ("description", p.description),
    ):
        if value is not None:
            evidence[key] = value.spans
    if p.partners:
        evidence["partners"] = tuple(span for partner in p.partners for span in partner.spans)
    if place is not None:
        evidence["place"] = ((mentions.places[place].start, mentions.places[place].end),)
    town = mentions.places[place] if place is not None else None
    return Project(
        id=f"p{number}",
        name=p.name.text,
        place=place_ids[place] if place is not None else None,
        city=town.name if town is not None and town.kind in _TOWNS else None,
        applicant=p.applicant.text if p.applicant else None,
        partners=tuple(partner.text for partner in p.partners),
        granted=_amount(p.granted, mentions, amount_ids),
        total=_amount(p.total, mentions, amount_ids),
        funder=source.text if source else None,
        pool=p.pool.text if p.pool else None,
        period=p.period.text if p.period else None,
        description=p.description.text if p.description else None,
        evidence=evidence,
        confidence=confidence,
        rule=p.rule,
    )


def _beside_name(text: str, p: ProjectMention, mentions: Mentions) -> int | None:
    """The town that stands right after the project's name anywhere in the text: ``Ny svømmehal i Løsning``."""
    name = p.name.text.casefold()
    for number, place in enumerate(mentions.places):
        if place.kind not in _TOWNS or place.in_organisation:
            continue
        before, _, link = text[max(0, place.start - len(name) - 6) : place.start].rstrip().casefold().rpartition(" ")
        if link in _LINKS and before.endswith(name):
            return number
    return None


def _seat(p: ProjectMention, mentions: Mentions) -> int | None:
    """The one town inside the applicant's name, where nothing else says where the project is."""
    spans = p.applicant.spans if p.applicant is not None else ()
    inside = [
        n
        for n, place in enumerate(mentions.places)
        if place.kind in _TOWNS and any(low <= place.start and place.end <= high for low, high in spans)
    ]
    return inside[0] if len(inside) == 1 else None


def _amount(number: int | None, mentions: Mentions, ids: Sequence[str]) -> ProjectAmount | None:
    if number is None or mentions.money[number].value is None:
        return None
    money = mentions.money[number]
    return ProjectAmount(value=money.value, currency=money.currency, amount=ids[number])


def _same_money(
    article: Article, sections: Sequence[Section], projects: Sequence[ProjectMention], mentions: Mentions
) -> dict[int, int]:
    """Prose grants that state a list's grant again, rounded: the paragraph and those since the last heading
    name its project or applicant, and its exact value lies within what the rounding allows."""
    listed = [p for p in projects if p.listed and p.granted is not None]
    if not listed:
        return {}
    used = {p.granted for p in listed}
    links: dict[int, int] = {}
    for number, money in enumerate(mentions.money):
        if (
            number in used
            or money.role != "grant"
            or money.same_as is not None
            or money.low is None
            or money.high is None
        ):
            continue
        at = bisect_right(sections, money.start, key=lambda s: s.start) - 1
        section = sections[at] if at >= 0 and money.start < sections[at].end else None
        if section is None or section.kind not in {"body", "lead"}:
            continue
        stop = article.text.find("\n", money.end)
        start = max(section.start, money.start - _NAMED_WITHIN)
        before = folded_name(article.text[start : money.start])
        behind = folded_name(article.text[money.end : stop if stop >= 0 else len(article.text)])
        nearest = min(listed, key=lambda p: _distance(p, before, behind))
        if nearest.granted is None or _distance(nearest, before, behind) == _FAR:
            continue
        # The project named nearest to the amount is the one that it speaks of.
        exact = mentions.money[nearest.granted].value
        if exact is not None and money.low <= exact <= money.high:
            links[number] = nearest.granted
    return links


def _distance(project: ProjectMention, before: str, behind: str) -> int:
    """How many characters lie between an amount and the nearest naming of a project or its applicant."""
    least = _FAR
    for name in filter(None, (project.name.text, project.applicant.text if project.applicant else None)):
        folded = folded_name(name)
        if len(folded) < _LEAST_NAME:
            continue
        if (at := before.rfind(folded)) >= 0:
            least = min(least, len(before) - at - len(folded))
        if (at := behind.find(folded)) >= 0:
            least = min(least, at)
    return least
