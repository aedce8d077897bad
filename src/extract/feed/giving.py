"""Grants as 360Giving data (standard.threesixtygiving.org): one JSON package, and a list of what it leaves out and why.

360Giving wants more of a grant than a release may say. Such a grant is left out and told, never filled up: without a
sum with its currency, one that gets it, one that gives it, or a day. Two things are told of each that is there: the day
is that of publication, on which the grant was made known; and where the release does not describe the project, the
passage that names it stands for that. Organisations are known by name alone, so their identifiers are made of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any, Final

import regex

from extract.check.between import Timeline
from extract.feed.rows import danish_day, project_keys
from extract.records.release import Place, Project, Release, Span

PACKAGE: Final = "360giving.json"
LEFT_OUT: Final = "360giving-left-out.jsonl"
_ABOUT: Final = (
    "Grants that press releases tell of. awardDate is the day of publication; pressRelease says where in which text "
    "each field stands."
)
_URI: Final = regex.compile(r"https?://[!#-;=?-Z_a-z~]+")
_UNSAFE: Final = regex.compile(r"[^\p{L}\p{N}]+")
_CURRENCY: Final = regex.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class GivingLines:
    """What one release gives, as JSON: its grants, and its projects that gave none."""

    grants: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


class GivingWriter:
    """Writes the grants of releases into ``package``, and into ``left_out`` a line for each project that gave none."""

    def __init__(self, package: IO[str], left_out: IO[str]) -> None:
        self._package, self._left_out, self._separator = package, left_out, "\n"
        opening = {"title": "Bevillinger i danske pressemeddelelser", "description": _ABOUT}
        head = json.dumps(opening, ensure_ascii=False, indent=1).removesuffix("\n}")
        package.write(f'{head},\n "grants": [')

    def write(self, made: GivingLines) -> None:
        """Takes what ``lines`` made of a release."""
        for line in made.grants:
            self._package.write(self._separator + line)
            self._separator = ",\n"
        self._left_out.writelines(line + "\n" for line in made.left_out)

    def finish(self) -> None:
        self._package.write("\n ]\n}\n")


def lines(release: Release, told: Sequence[Timeline] = ()) -> GivingLines:
    """The grants of one release; ``told`` are the timelines of its projects, of which the last telling counts."""
    keys = project_keys(release.model_dump(mode="json", by_alias=True))
    grants, left_out = [], []
    for project in release.projects:
        if reason := missing(release, project, told):
            line = {"release": release.id, "project": keys[project.id], "name": project.name, "reason": reason}
            left_out.append(json.dumps(line, ensure_ascii=False))
        else:
            grants.append(json.dumps(grant(release, project, keys[project.id]), ensure_ascii=False))
    return GivingLines(tuple(grants), tuple(left_out))


def missing(release: Release, project: Project, told: Sequence[Timeline] = ()) -> str | None:
    """Why a project gives no grant; None if it gives one."""
    if project.granted is None:
        return "no granted amount"
    if project.granted.currency is None or not _CURRENCY.fullmatch(project.granted.currency):
        return "the granted amount has no currency"
    if Decimal(str(_number(project.granted.value))) != project.granted.value:
        return "the granted amount has more digits than a number of JSON keeps"
    if project.applicant is None:
        return "no recipient"
    if any(person.name == project.applicant for person in release.people):
        return "the recipient is a person, and personal data is not passed on"
    if project.funder is None:
        return "no funder"
    if release.published_at is None:
        return "no day of publication"
    later = _told_later(release, project, told)
    return f"told again, with the sum that counts, in {later}" if later else None


def _told_later(release: Release, project: Project, told: Sequence[Timeline]) -> str | None:
    """The last release that tells of the project anew with a sum."""
    for timeline in told:
        seen = [step.seen for step in timeline.steps]
        here = next((n for n, one in enumerate(seen) if (one.release, one.project) == (release.id, project.id)), None)
        later = [one.release for one in seen[here + 1 :] if one.granted is not None] if here is not None else []
        if later:
            return later[-1]
    return None


def grant(release: Release, project: Project, key: str) -> Mapping[str, Any]:
    """The grant of a project that has all that ``missing`` asks for. What the release does not say is absent."""
    assert project.granted
    assert project.applicant
    assert project.funder
    assert release.published_at
    place = next((place for place in release.places if place.id == project.place), None)
    made: dict[str, Any] = {
        "id": key,
        "title": project.name,
        "description": project.description or _passage(release, project),
        "currency": project.granted.currency,
        "amountAwarded": _number(project.granted.value),
        "awardDate": danish_day(release.published_at),
        "recipientOrganization": [_organisation(project.applicant)],
        "fundingOrganization": [_organisation(project.funder)],
        "beneficiaryLocation": [_location(place)] if place else None,
        "grantProgramme": [{"title": project.pool}] if project.pool else None,
        "url": _uri(release.url),
        "dataSource": _uri(release.url),
        "pressRelease": _evidence(release, project),
    }
    return {name: value for name, value in made.items() if value is not None}


def _organisation(name: str) -> Mapping[str, str]:
    return {"id": f"press-extract:organisation:{_UNSAFE.sub('-', name.casefold()).strip('-')}", "name": name}


def _location(place: Place) -> Mapping[str, str]:
    """A place with the municipality's code as its identifier; degrees are texts there."""
    foreign = place.kind in ("foreign", "country")
    made = {
        "id": f"DK-{place.code}" if place.code else None,
        "name": place.name,
        "countryCode": None if foreign else "DK",
        "geoCode": place.code,
        "latitude": None if place.lat is None else repr(place.lat),
        "longitude": None if place.lon is None else repr(place.lon),
    }
    return {name: value for name, value in made.items() if value is not None}


def _evidence(release: Release, project: Project) -> Mapping[str, Any]:
    """Our extension: where in which text each field stands, in code points, and how sure that is."""
    stated = next(
        (amount for amount in release.amounts if project.granted and amount.id == project.granted.amount), None
    )
    spans = {name: list(own) for name, own in project.evidence.items()}
    if stated is not None:
        spans["granted"] = [(stated.start, stated.end)]
    made = {
        "release": release.id,
        "title": release.title,
        "publisher": release.publisher.name,
        "publishedAt": release.published_at.isoformat() if release.published_at else None,
        "source": {"uri": release.source.uri, "sha256": release.source.sha256},
        "awardDateIs": "day of publication",
        "descriptionIs": "as told" if project.description else "the passage that names the project",
        "amountIs": stated.qualifier if stated else None,
        "period": project.period,
        "confidence": project.confidence,
        "rule": project.rule,
        "evidence": {name: [_stretch(release, span) for span in own] for name, own in spans.items() if own},
    }
    return {name: value for name, value in made.items() if value is not None}


def _stretch(release: Release, span: Span) -> Mapping[str, Any]:
    return {"start": span[0], "end": span[1], "exact": release.text[span[0] : span[1]]}


def _passage(release: Release, project: Project) -> str:
    """The entry of a list, or else the line, that names the project; its name where the text has it in other words."""
    for at, _ in _first_spans(project):
        for section in release.sections:
            for item in section.items:
                if item.start <= at < item.end:
                    return release.text[item.start : item.end].strip()
        begin = release.text.rfind("\n", 0, at) + 1
        end = release.text.find("\n", at)
        return release.text[begin : end if end >= 0 else len(release.text)].strip()
    return project.name


def _first_spans(project: Project) -> Iterator[Span]:
    for field in ("name", "applicant", "funder"):
        yield from project.evidence.get(field, ())[:1]


def _number(value: Decimal) -> int | float:
    """A number of JSON that reads back as the very decimal, to the hundredth."""
    return int(value) if value == value.to_integral_value() else float(value)


def _uri(url: str | None) -> str | None:
    """The address, where it is a URI as 360Giving wants it: of plain characters."""
    return url if url and _URI.fullmatch(url) else None
