"""pages/index.html: every release of a run, with what was found in it. Rows are written as they come."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from extract.ingest import IngestFailure
from extract.pages import labels
from extract.pages.page import assets, environment, file_name
from extract.records.release import Release
from extract.store import RunReport

LISTED: Final = 200
"""How many failures the page lists; all of them stand in errors.jsonl."""


def row(release: Release) -> str:
    """The release's row. Towns, projects and people stand in it too, so that a search finds it by them."""
    granted: dict[str | None, Decimal] = {}
    for project in release.projects:
        if money := project.granted:
            granted[money.currency] = granted.get(money.currency, Decimal(0)) + money.value
    towns = [place.name for place in release.places if place.kind in ("city", "municipality")]
    names = dict.fromkeys([*towns[:6], *(project.name for project in release.projects[:6])])
    template = environment().get_template("index_row.html.j2")
    return template.render(
        release=release,
        file=file_name(release.id),
        names=list(names),
        people=[person.name for person in release.people],
        granted=[labels.money(value, currency) for currency, value in granted.items()],
        trouble=sum(check.to_look_at for check in release.checks),
    )


def opening(report: RunReport) -> str:
    totals = {
        "releases": report.releases,
        "projects": report.projects,
        "quotes": report.quotes,
        "places": report.places,
        "trouble": sum(count for status, count in report.checks.items() if status != "ok"),
        "failures": report.failures,
    }
    granted = [labels.money(value, currency) for currency, value in report.granted.items()]
    return environment().get_template("index.html.j2").render(totals=totals, granted=granted, **assets("index"))


def closing(report: RunReport, failures: Sequence[IngestFailure]) -> str:
    unlisted = report.failures - len(failures)
    template = environment().get_template("index_end.html.j2")
    return template.render(failures=failures, unlisted=unlisted, **assets("index"))
