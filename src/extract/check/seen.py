"""A project as one release tells it: what a comparison with other releases needs, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from extract.patterns import Patterns, Phrase
from extract.records.release import Amount, Project, Release

Part = Literal["granted", "total"]

_AROUND: Final = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """A stated sum with the amount that states it."""

    value: Decimal
    currency: str | None
    amount: Amount


@dataclass(frozen=True, slots=True)
class Seen:
    """A project as one release tells it. ``day`` is the ISO day of publication, empty where it is not known."""

    release: str
    project: str
    day: str
    title: str
    name: str
    city: str | None
    applicant: str | None
    funder: str | None
    granted: Figure | None
    total: Figure | None
    finished: bool


def compile_finished(patterns: Patterns) -> Phrase:
    """The words by which a release says that a project stands finished. KeyError where ``patterns`` lack them."""
    return patterns.phrases["checks.stage.finished"]


def seen_in(release: Release, finished: Phrase) -> tuple[Seen, ...]:
    """The projects of a release as the comparison needs them: little, whatever the length of the release."""
    amounts = {amount.id: amount for amount in release.amounts}
    day = release.published_at.date().isoformat() if release.published_at is not None else ""
    return tuple(
        Seen(
            release=release.id,
            project=project.id,
            day=day,
            title=release.title or release.id,
            name=project.name,
            city=project.city,
            applicant=project.applicant,
            funder=project.funder,
            granted=_figure(project, "granted", amounts),
            total=_figure(project, "total", amounts),
            finished=_is_finished(release, project, finished),
        )
        for project in release.projects
    )


def _figure(project: Project, part: Part, amounts: dict[str, Amount]) -> Figure | None:
    told = project.granted if part == "granted" else project.total
    amount = amounts.get(told.amount or "") if told is not None else None
    return Figure(told.value, told.currency, amount) if told is not None and amount is not None else None


def _is_finished(release: Release, project: Project, finished: Phrase) -> bool:
    """Whether the title, or the words around the project's first mention, say so."""
    if len(release.projects) == 1 and release.title and finished.expression.search(release.title):
        return True
    for start, end in project.evidence.get("name", ())[:1]:
        low = max(release.text.rfind("\n", 0, start) + 1, start - _AROUND)
        stop = release.text.find("\n", end)
        high = min(stop if stop >= 0 else len(release.text), end + _AROUND)
        return finished.expression.search(release.text, low, high) is not None
    return False
