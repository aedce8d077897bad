"""Project mentions → projects: one project once, however often it is told, with its town, money and funder."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extract.assemble.funders import Funders
from extract.assemble.organisations import folded_name
from extract.assemble.stretches import TOWNS, Stretches
from extract.assemble.tellings import beside_list, distinct, of_prose, same, with_prose
from extract.patterns import Patterns
from extract.records.document import Article
from extract.records.mentions import Mentions, MoneyMention, Named, ProjectMention, ProjectsTold
from extract.records.release import Project, ProjectAmount, Role, Section, Span

_LINKS = frozenset({"i", "på", "ved", "nær"})
_UNPAID = frozenset({"prose.support", "prose.among"})
_LIST_DECIDES = 3
_SETTLED = (
    "money.field",
    "money.list_aside",
    "money.role.other.limit",
    *(
        f"money.role.pool.{name}"
        for name in ("field", "reserved", "distribute", "over_many", "noun", "named", "part_in")
    ),
)
"""Rules by which a phrase or a list says that its money is no single grant: that holds in a box, too."""
_LEAST_NAME = 4
_FAR = 1_000_000
# Tellings in prose that are held against the list and each other: more than any release has.
_MOST_PROSE, _LEAST_PROSE, _MOST_PAIRS = 500, 20, 150_000
_NAMED_WITHIN = 4_000


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
    listed = distinct([p for p in told.projects if p.listed], mentions)
    prose = [p for p in told.projects if not p.listed]
    prose = prose[: min(_MOST_PROSE, max(_LEAST_PROSE, _MOST_PAIRS // max(len(listed), 1)))]
    groups = [with_prose(project, prose) for project in listed]
    loose = [p for p in prose if not any(same(p, project) for project in listed)]
    alone = not any(p.rule != "box.labels" for p in listed)
    if len(listed) < _LIST_DECIDES:
        groups.extend(of_prose(article, loose, mentions, alone=alone))
    else:
        groups.extend(beside_list(loose, listed, mentions))
    groups.sort(key=lambda g: g.project.start)
    merged = Stretches(article, sections, mentions, groups).completed(told.grants)
    funders = Funders(article, mentions, patterns)
    funder = funders.common(told)
    projects = tuple(
        _project(
            number,
            p,
            article,
            mentions,
            funders=funders,
            funder=funder,
            amount_ids=amount_ids,
            place_ids=place_ids,
        )
        for number, p in enumerate(merged, 1)
    )
    roles: dict[int, Role] = dict.fromkeys(told.refused, "applied")
    for p in merged:
        given = p.listed or p.rule == "prose.tagged"
        if given and p.granted is not None and _is_open(mentions.money[p.granted], row=p.rule == "table.row"):
            roles[p.granted] = "grant"
        if p.listed and p.total is not None and mentions.money[p.total].role == "other":
            roles[p.total] = "total"
    return ProjectsFound(projects, roles, _same_money(article, sections, merged, mentions))


def _is_open(money: MoneyMention, *, row: bool) -> bool:
    """Whether the sentence of an entry leaves open that its only amount is the grant. In the ``row`` of a table its
    column says so, also where the same sum was asked for."""
    roles = {"other", "pool", "applied"} if row else {"other", "pool"}
    return money.role in roles and money.rule not in _SETTLED


def _project(
    number: int,
    p: ProjectMention,
    article: Article,
    mentions: Mentions,
    *,
    funders: Funders,
    funder: Named | None,
    amount_ids: Sequence[str],
    place_ids: Sequence[str],
) -> Project:
    place = p.place
    confidence = p.confidence
    source = funders.resolved(p.funder) or (funder if p.granted is not None or p.listed or p.rule in _UNPAID else None)
    applicant = _in_full(p.applicant, mentions) or (
        funders.carrier(p.name, source, told=p.granted is not None) if not p.listed else None
    )
    evidence: dict[str, tuple[Span, ...]] = {"name": p.name.spans}
    for key, value in (
        ("applicant", applicant),
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
        city=town.name if town is not None and town.kind in TOWNS else None,
        applicant=applicant.text if applicant else None,
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


def _in_full(applicant: Named | None, mentions: Mentions) -> Named | None:
    """A researcher whom a sentence calls by surname alone, by the full name that the article gives."""
    if applicant is None or " " in applicant.text or not any(p.name == applicant.text for p in mentions.people):
        return applicant
    full = {p.name for p in mentions.people if p.name.endswith(f" {applicant.text}")}
    return Named(next(iter(full)), applicant.spans) if len(full) == 1 else applicant


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
