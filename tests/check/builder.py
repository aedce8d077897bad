"""Releases for the tests of checks: a text with marked amounts and lists, and the record that fits it.

``{19,9 mio. kr.|pool}`` in a text is an amount with its role; ``{10.000 kr.|grant|per=hver}`` and
``{5 mio. kr.|grant|same=Lys over fjorden}`` say what it is per, or whose grant it states again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

import regex
from tests.support import patterns

from extract import check as checks
from extract.records.release import (
    Amount,
    Check,
    ExtractorInfo,
    Item,
    Mention,
    Organisation,
    Person,
    Place,
    PlaceMention,
    Project,
    ProjectAmount,
    Publisher,
    Release,
    Role,
    Section,
    SectionKind,
    Source,
)
from extract.values.numbers import interval, read_number, scale

_MARKED = regex.compile(r"\{(?P<surface>[^|}]+)\|(?P<role>\w+)(?P<more>(?:\|\w+=[^|}]+)*)\}")
_SURFACE = regex.compile(r"(?P<number>.+?)\s(?P<scale>mio\.|millioner|mia\.)?\s?(?P<currency>kr\.|kroner|euro|USD)")
_SCALES = {None: 1, "mio.": 10**6, "millioner": 10**6, "mia.": 10**9}
_CURRENCIES = {"kr.": "DKK", "kroner": "DKK", "euro": "EUR", "USD": "USD"}


@dataclass(frozen=True)
class Row:
    """One project of a list. ``granted`` and ``total`` are surfaces of amounts."""

    name: str
    granted: str | None = None
    total: str | None = None
    applicant: str | None = None
    pool: str | None = None


@dataclass(frozen=True)
class Listing:
    """A section with a heading and projects; ``head`` stands between the two, ``tail`` closes the list."""

    heading: str
    rows: Sequence[Row]
    head: str = ""
    tail: str = ""
    kind: SectionKind = "fact_box"


@dataclass(frozen=True)
class Table:
    """A table of projects with columns for grant and total, and below them ``sums`` (cells after the first)."""

    rows: Sequence[Row]
    sums: Sequence[Sequence[str]] = ()
    heading: str = "Bevillinger"


@dataclass(frozen=True)
class Text:
    """A section of running text."""

    text: str
    kind: SectionKind = "body"


@dataclass
class _Draft:
    text: str = ""
    sections: list[Section] = field(default_factory=list)
    amounts: list[dict[str, Any]] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    grants: dict[str, str] = field(default_factory=dict)


def build(
    *parts: Text | Listing | Table | str,
    title: str = "Penge til gode projekter",
    organisations: Iterable[str] = (),
    people: Iterable[tuple[str, tuple[str, ...]]] = (),
    places: Iterable[str] = (),
    publisher: str | None = None,
) -> Release:
    """The release of a title and parts in order; a plain string is a paragraph of the body."""
    draft = _Draft()
    for part in (Text(title, "title"), *parts):
        if isinstance(part, Listing):
            _add_listing(draft, part)
        elif isinstance(part, Table):
            _add_table(draft, part)
        else:
            _add_text(draft, part if isinstance(part, Text) else Text(part))
    amounts = [
        {**amount, "same_as": draft.grants.get(amount["same_as"], amount["same_as"])} for amount in draft.amounts
    ]
    return Release(
        id="r1",
        source=Source(uri="test:", format="text", sha256="0" * 64),
        publisher=Publisher(name=publisher),
        title=title,
        text=draft.text,
        sections=tuple(draft.sections),
        projects=tuple(draft.projects),
        amounts=tuple(Amount(**amount) for amount in amounts),
        organisations=tuple(
            Organisation(id=f"o{n}", name=name, mentions=mentions(draft.text, name))
            for n, name in enumerate(organisations, 1)
        ),
        people=tuple(
            Person(id=f"n{n}", name=name, titles=titles, mentions=mentions(draft.text, name))
            for n, (name, titles) in enumerate(people, 1)
        ),
        places=tuple(
            Place(
                id=f"l{n}",
                name=name,
                kind="city",
                mentions=tuple(PlaceMention(**m.model_dump()) for m in mentions(draft.text, name)),
            )
            for n, name in enumerate(places, 1)
        ),
        extractor=ExtractorInfo(version="0", patterns="sha256:0"),
    )


def check(release: Release) -> tuple[Check, ...]:
    """The checks of a release with the shipped patterns."""
    return checks.check(release, patterns())


def mentions(text: str, name: str) -> tuple[Mention, ...]:
    """Every place where the text holds the name."""
    found = regex.finditer(rf"(?<!\w){regex.escape(name)}", text)
    return tuple(Mention(start=m.start(), end=m.end(), surface=m.group()) for m in found)


def of(checks: Iterable[Check], code: str) -> list[Check]:
    """The checks of one code."""
    return [check for check in checks if check.code == code]


def shapes(checks: Iterable[Check], code: str) -> list[tuple[str, str | None, str | None]]:
    """Status, stated and found of the checks of one code."""
    return [(check.status, check.stated, check.found) for check in of(checks, code)]


def parse(surface: str) -> Mapping[str, Any]:
    """Value, interval and currency of an amount's surface: figures in whole kroner are exact, others rounded."""
    found = _SURFACE.fullmatch(surface)
    number = read_number(found["number"]) if found else None
    assert found is not None, surface
    assert number is not None, surface
    factor = Decimal(_SCALES[found["scale"]])
    value = scale(number.value, factor)
    low, high = interval(value, number.step * factor) if factor > 1 else (value, value)
    return {"value": value, "low": low, "high": high, "currency": _CURRENCIES[found["currency"]]}


def _add_text(draft: _Draft, part: Text) -> None:
    start = len(draft.text)
    section = f"s{len(draft.sections) + 1}"
    _write(draft, part.text, section)
    draft.sections.append(Section(id=section, kind=part.kind, start=start, end=len(draft.text)))
    draft.text += "\n"


def _add_listing(draft: _Draft, listing: Listing) -> None:
    start, items = len(draft.text), []
    section = f"s{len(draft.sections) + 1}"
    heading = _write(draft, listing.heading, section)
    if listing.head:
        draft.text += "\n"
        _write(draft, listing.head, section)
    for row in listing.rows:
        draft.text += "\n• "
        at = len(draft.text)
        _add_row(draft, row, section)
        items.append(Item(start=at, end=len(draft.text)))
    if listing.tail:
        draft.text += "\n"
        _write(draft, listing.tail, section)
    draft.sections.append(
        Section(id=section, kind=listing.kind, heading=heading, start=start, end=len(draft.text), items=tuple(items))
    )
    draft.text += "\n"


def _add_table(draft: _Draft, table: Table) -> None:
    start, items = len(draft.text), []
    section = f"s{len(draft.sections) + 1}"
    draft.text += f"{table.heading}\nProjekt\tTilskud\tBudget"
    for row in table.rows:
        draft.text += "\n"
        at = len(draft.text)
        _add_row(draft, row, section, labels=("\t", "\t"))
        items.append(Item(start=at, end=len(draft.text)))
    for cells in table.sums:
        draft.text += "\n"
        at = len(draft.text)
        _write(draft, "\t".join(["I alt", *cells]), section)
        items.append(Item(start=at, end=len(draft.text)))
    draft.sections.append(
        Section(id=section, kind="table", heading=table.heading, start=start, end=len(draft.text), items=tuple(items))
    )
    draft.text += "\n"


def _add_row(
    draft: _Draft, row: Row, section: str, labels: tuple[str, str] = (". Støtte: ", ". Samlet budget: ")
) -> None:
    evidence = {"name": ((len(draft.text), len(draft.text) + len(row.name)),)}
    draft.text += row.name
    if row.applicant:
        draft.text += f", {row.applicant}"
    found: dict[str, ProjectAmount | None] = {"total": None, "granted": None}
    for part, label, surface, role in (
        ("granted", labels[0], row.granted, "grant"),
        ("total", labels[1], row.total, "total"),
    ):
        if surface is not None:
            draft.text += label
            amount = _add_amount(draft, surface, role, section)
            found[part] = ProjectAmount(value=amount["value"], currency=amount["currency"], amount=amount["id"])
    granted = found["granted"]
    if granted is not None and granted.amount is not None:
        draft.grants[row.name] = granted.amount
    draft.projects.append(
        Project(
            id=f"p{len(draft.projects) + 1}",
            name=row.name,
            applicant=row.applicant,
            pool=row.pool,
            granted=granted,
            total=found["total"],
            evidence=evidence,
        )
    )


def _write(draft: _Draft, text: str, section: str) -> str:
    """Adds marked text; returns it as it came to stand."""
    start, at = len(draft.text), 0
    for found in _MARKED.finditer(text):
        draft.text += text[at : found.start()]
        more = dict(entry.split("=", 1) for entry in found["more"].split("|") if entry)
        _add_amount(draft, found["surface"], found["role"], section, per=more.get("per"), same=more.get("same"))
        at = found.end()
    draft.text += text[at:]
    return draft.text[start:]


def _add_amount(
    draft: _Draft, surface: str, role: str, section: str, *, per: str | None = None, same: str | None = None
) -> dict[str, Any]:
    amount = {
        "id": f"a{len(draft.amounts) + 1}",
        "start": len(draft.text),
        "end": len(draft.text) + len(surface),
        "surface": surface,
        "role": cast(Role, role),
        "per": per,
        "section": section,
        "same_as": same,
        **parse(surface),
    }
    draft.text += surface
    draft.amounts.append(amount)
    return amount
