"""A release as one HTML page: its text with everything found marked, and the records beside it.

The page needs nothing else: style and script stand in it, and its Content-Security-Policy admits those two
alone, by their digest. Jinja escapes every value; the text is drawn by ``marks``.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from typing import Any, Final

import regex
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from extract.check.between import Timeline
from extract.pages import labels
from extract.pages.ledger import ledger
from extract.pages.marks import marks_of, shown, visible
from extract.pages.parts import drawn
from extract.records.release import Project, Release

_SAFE_NAME: Final = regex.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
_UNSAFE: Final = regex.compile(r"[^a-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Bar:
    """A project's row: its money as text, and the widths of its bars in percent of the largest of the release."""

    project: Project
    granted: str
    total: str
    share: str
    granted_width: str
    total_width: str


def file_name(release_id: str) -> str:
    """The name of a release's page: the id where it is a safe file name, else a readable part of it and a digest."""
    if _SAFE_NAME.fullmatch(release_id) and release_id != "index":
        return f"{release_id}.html"
    digest = hashlib.sha256(release_id.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    readable = _UNSAFE.sub("-", release_id.lower()).strip("-")[:60]
    return f"{readable or 'release'}-{digest}.html"


def page(release: Release, timelines: Sequence[Timeline] = ()) -> str:
    """The page as one string of HTML. ``timelines`` are those of its projects."""
    parts = tuple(drawn(release, marks_of(release)))
    title_parts = [part for part in parts if part.kind == "title"]
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            release=release,
            titled=bool(title_parts),
            parts=parts,
            bars=_bars(release.projects),
            amounts=_by_role(release),
            surfaces={amount.id: amount.surface for amount in release.amounts},
            timelines=timelines,
            file_name=file_name,
            ledgers=[ledger(release, check) for check in release.checks],
            trouble=[check for check in release.checks if check.to_look_at],
            link=link(release.url),
            **assets("page"),
        )
    )


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Jinja with our filters; every value is escaped and its control characters are drawn, not obeyed."""
    loader = PackageLoader("extract.pages", "templates")
    env = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env.finalize = lambda value: shown(value) if type(value) is str else value
    env.filters |= {"money": labels.money, "figure": labels.figure, "day": labels.day, "plain": visible}
    env.globals["labels"] = labels
    return env


@lru_cache(maxsize=4)
def assets(name: str) -> Mapping[str, Any]:
    """Style, script and security policy of the template ``name``."""
    folder = resources.files("extract.pages") / "templates"
    style = (folder / "style.css").read_text("utf-8")
    script = (folder / f"{name}.js").read_text("utf-8")
    policy = (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    # Our own files, whole and unchanged: escaping would break them, and nothing of a release is in them.
    return {name: Markup(text) for name, text in (("style", style), ("script", script), ("policy", policy))}  # noqa: S704


def digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def link(url: str | None) -> str | None:
    """The address if a browser may follow it: http and https alone."""
    return url if url and url.startswith(("https://", "http://")) else None


def _bars(projects: Sequence[Project]) -> list[Bar]:
    largest: dict[str | None, Decimal] = {}
    for project in projects:
        for money in (project.granted, project.total):
            if money:
                largest[money.currency] = max(largest.get(money.currency, Decimal(0)), money.value)
    bars = []
    for project in projects:
        granted, total = project.granted, project.total
        share = ""
        if granted and total and granted.currency == total.currency and total.value > 0:
            share = f"{granted.value / total.value:.0%}".replace("%", " %")
        bars.append(
            Bar(
                project,
                labels.money(granted.value, granted.currency) if granted else "",
                labels.money(total.value, total.currency) if total else "",
                share,
                _width(granted.value, largest[granted.currency]) if granted else "0%",
                _width(total.value, largest[total.currency]) if total else "0%",
            )
        )
    return bars


def _width(value: Decimal, largest: Decimal) -> str:
    return f"{max(value / largest, Decimal(0)) * 100:.1f}%" if largest > 0 else "0%"


def _by_role(release: Release) -> list[tuple[str, list[Any]]]:
    groups = ((role, [amount for amount in release.amounts if amount.role == role]) for role in labels.ROLE)
    return [(labels.ROLE[role], amounts) for role, amounts in groups if amounts]
