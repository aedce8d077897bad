"""The errors as one HTML page: each with the words around it, by field and by release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from extract.evaluate.outcome import Outcome
from extract.evaluate.report import Measured
from extract.evaluate.stats import Row, by_field
from extract.pages.marks import shown
from extract.pages.page import assets, environment
from extract.records.release import Release

_ROOM: Final = 160
VERDICTS: Final = {"missed": "overset", "false": "falsk", "wrong": "forkert"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One error, with the text before, at and after its place."""

    outcome: Outcome
    before: Markup
    at: Markup
    after: Markup


@dataclass(frozen=True, slots=True)
class Group:
    """The errors of one field in their releases."""

    row: Row
    errors: tuple[Shown, ...]


def errors_page(measured: Measured, releases: Mapping[str, Release]) -> str:
    """The page as one string of HTML. ``releases`` gives the record of each release key, for its text."""
    rows = {row.name: row for row in by_field(measured.outcomes, resamples=0)}
    wrong = [outcome for outcome in measured.outcomes if outcome.verdict != "hit"]
    groups = [Group(rows[field], tuple(_shown(o, releases) for o in wrong if o.field == field)) for field in rows]
    return (
        _environment()
        .get_template("errors.html.j2")
        .render(measured=measured, groups=groups, verdicts=VERDICTS, by_release=_by_release(wrong), **assets("page"))
    )


def _by_release(wrong: Iterable[Outcome]) -> Sequence[tuple[str, int]]:
    counted: dict[str, int] = {}
    for outcome in wrong:
        counted[outcome.release] = counted.get(outcome.release, 0) + 1
    return sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))


def _shown(outcome: Outcome, releases: Mapping[str, Release]) -> Shown:
    if outcome.span is None or outcome.release not in releases:
        return Shown(outcome, Markup(""), Markup(""), Markup(""))
    text = releases[outcome.release].text
    start, end = outcome.span
    low, high = max(0, start - _ROOM), min(len(text), end + _ROOM)
    return Shown(outcome, shown(text[low:start]), shown(text[start:end]), shown(text[end:high]))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return environment().overlay(loader=PackageLoader("extract.evaluate", "templates"))
