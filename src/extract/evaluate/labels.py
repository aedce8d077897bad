"""Labelled releases: what a careful reader says that a release says, each answer with its place in the text.

A label file ``NAME.labels.json`` stands beside its source (``NAME.html``, ``NAME.txt``, ``NAME.ritzau.json``) or names
it in ``source``. Spans are half-open code points of the canonical text. tests/gold/README.md says what counts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from extract.decide import Claim
from extract.records.release import Attribution, PlaceKind, Precision, Role, Span

SUFFIX: Final = ".labels.json"
Spans = tuple[Span, ...]
Text = Annotated[str, BeforeValidator(lambda value: str(value) if isinstance(value, int | float) else value)]


class LabelError(ValueError):
    """A label file that cannot be used. ``str()`` is one line with the file, the place and the mend."""


class _Label(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Stretch(_Label):
    """The first and the last words of the article, and where it stands."""

    first: str
    last: str
    span: Span | None = None


class BoxLabel(_Label):
    heading: str
    items: int
    span: Span | None = None


class ProjectLabel(_Label):
    """``named`` is false where a purpose stands for the name. Money is whole units as text."""

    name: str
    named: bool = True
    city: str | None = None
    applicant: str | None = None
    granted: Text | None = None
    total: Text | None = None
    funder: str | None = None
    spans: Spans = ()


class AmountLabel(_Label):
    surface: str
    value: Text | None = None
    low: Text | None = None
    high: Text | None = None
    currency: str | None = "DKK"
    role: Role
    span: Span | None = None


class PlaceLabel(_Label):
    name: str
    kind: PlaceKind
    surfaces: tuple[str, ...]
    spans: Spans = ()


class PersonLabel(_Label):
    name: str
    title: str | None = None
    organisation: str | None = None
    party: str | None = None
    surfaces: tuple[str, ...] = ()
    spans: Spans = ()


class OrganisationLabel(_Label):
    name: str
    surfaces: tuple[str, ...]
    spans: Spans = ()


class QuoteLabel(_Label):
    """``first`` and ``last`` are the first and the last words spoken."""

    first: str
    last: str
    speaker: str | None = None
    attribution: Attribution = "none"
    span: Span | None = None


class DateLabel(_Label):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)

    surface: str
    from_: str | None = Field(default=None, alias="from")
    to: str | None = None
    precision: Precision
    span: Span | None = None


class Traps(_Label):
    """Values that a careless reader would give."""

    projects: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()


class Labels(_Label):
    """All answers of one release. A field that is None was not labelled and is not scored; an empty one says that
    there is nothing of the kind. ``judged`` speaks of single records, and of no others.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)

    schema_: Literal["press-extract/gold@1"] = Field(default="press-extract/gold@1", alias="schema")
    source: str | None = None
    release: str | None = None
    sender: str = "other"
    language: str = "da"
    article: Stretch | None = None
    publisher: str | None = None
    title: str | None = None
    fact_boxes: tuple[BoxLabel, ...] | None = None
    projects: tuple[ProjectLabel, ...] | None = None
    amounts: tuple[AmountLabel, ...] | None = None
    places: tuple[PlaceLabel, ...] | None = None
    people: tuple[PersonLabel, ...] | None = None
    organisations: tuple[OrganisationLabel, ...] | None = None
    quotes: tuple[QuoteLabel, ...] | None = None
    dates: tuple[DateLabel, ...] | None = None
    judged: tuple[Claim, ...] | None = None
    must_not: Traps = Traps()
    shapes: Mapping[str, str] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One release with its answers: ``name`` is the label file's, ``source`` the file that holds the release."""

    name: str
    path: Path
    source: Path
    labels: Labels

    @property
    def key(self) -> str:
        return f"{self.path.parent.name}/{self.name}"


def parse_labels(content: str, *, name: str) -> Labels:
    """The answers in a label file. LabelError says which entry is wrong and what is allowed."""
    try:
        return Labels.model_validate(json.loads(content))
    except json.JSONDecodeError as error:
        raise LabelError(f"{name}:{error.lineno}: no JSON: {error.msg}; mend the line") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise LabelError(f"{name}: {where}: {first['msg']}; see tests/gold/README.md for the fields") from None


def read_labelled(path: Path) -> Labelled:
    """One label file and the path of its source. LabelError where either is not there."""
    name = path.name.removesuffix(SUFFIX)
    labels = parse_labels(path.read_text(encoding="utf-8"), name=str(path))
    if labels.source is not None:
        source = path.parent / labels.source
    else:
        beside = [p for p in sorted(path.parent.glob(f"{name}.*")) if not p.name.endswith(SUFFIX)]
        if len(beside) != 1:
            raise LabelError(f"{path}: one source file named {name}.* must stand beside it, there are {len(beside)}")
        source = beside[0]
    if not source.is_file():
        raise LabelError(f"{path}: its source {source} is not there; mend «source»")
    return Labelled(name, path, source, labels)


def splits(gold: Path) -> tuple[str, ...]:
    """The halves of a folder of gold: the folders in it that hold label files; none where it holds them itself."""
    return tuple(sorted(p.name for p in gold.iterdir() if p.is_dir() and any(p.glob(f"*{SUFFIX}"))))


def read_gold(gold: Path, *, split: str | None = None) -> tuple[Labelled, ...]:
    """All labelled releases of a folder, or of one of its halves, by name. LabelError names what is not there."""
    if not gold.is_dir():
        raise LabelError(f"{gold}: no such folder; give one that holds *{SUFFIX}")
    halves = splits(gold)
    if split is not None and split not in halves:
        raise LabelError(f"{gold}: no half named {split}; there are {', '.join(halves) or 'none'}")
    folders = [gold / split] if split else [gold / half for half in halves] or [gold]
    found = tuple(read_labelled(path) for folder in folders for path in sorted(folder.glob(f"*{SUFFIX}")))
    if not found:
        raise LabelError(f"{gold}: no file *{SUFFIX} in it; tests/gold/README.md shows one")
    return found


def gold_hash(labelled: Iterable[Labelled]) -> str:
    """``sha256:…`` of all label files and sources, in the order of their names."""
    digest = hashlib.sha256()
    for item in sorted(labelled, key=lambda entry: entry.key):
        for path in (item.path, item.source):
            content = path.read_bytes()
            digest.update(f"{item.key}\0{len(content)}\0".encode())
            digest.update(content)
    return f"sha256:{digest.hexdigest()}"


def wrong_spans(text: str, labels: Labels) -> Iterator[str]:
    """One line for each span of ``labels`` that does not hold its own words in ``text``."""
    located: tuple[AmountLabel | DateLabel, ...] = (*(labels.amounts or ()), *(labels.dates or ()))
    for entry in located:
        if entry.span is None or _plain(text[slice(*entry.span)]) != _plain(entry.surface):
            yield f"{entry.surface!r} has the span {entry.span}, where the text says {_at(text, entry.span)!r}"
    for group in (labels.places, labels.people, labels.organisations):
        for named in group or ():
            known = {_plain(surface).casefold() for surface in (*named.surfaces, named.name)}
            if not named.spans:
                yield f"{named.name!r} has no span"
            for span in named.spans:
                surface = _plain(text[slice(*span)]).casefold()
                if surface not in known and surface.rstrip("s").rstrip("'’") not in known:
                    yield f"{named.name!r} has the span {span}, where the text says {_at(text, span)!r}"
    for project in labels.projects or ():
        if not project.spans:
            yield f"{project.name!r} has no span"
        for span in project.spans:
            if _plain(text[slice(*span)]).casefold() != _plain(project.name).casefold():
                yield f"{project.name!r} has the span {span}, where the text says {_at(text, span)!r}"
    for quote in labels.quotes or ():
        said = _plain(_at(text, quote.span))
        if not (said.startswith(_plain(quote.first)) and said.endswith(_plain(quote.last))):
            yield f"{quote.first!r} … {quote.last!r} has the span {quote.span}, where the text says {said[:60]!r}"


def _plain(text: str) -> str:
    return " ".join(text.split())


def _at(text: str, span: Span | None) -> str:
    return text[slice(*span)] if span is not None else ""


def write_labels(path: Path, labels: Labels) -> None:
    """Writes a label file as people edit it: one answer a line, what is not said left out."""
    content: dict[str, Any] = labels.model_dump(mode="json", by_alias=True)
    lines = []
    for key, value in content.items():
        if value is None and (key not in {"publisher", "title"} or key not in labels.model_fields_set):
            continue
        if (key == "must_not" and not any(value.values())) or (key == "shapes" and not value):
            continue
        if labels.judged is not None and key in {"sender", "language"} and key not in labels.model_fields_set:
            continue
        if labels.language != "da" and value in (None, [], "other"):
            continue
        lines.append(f"  {_json(key)}: {_lines(key, value)}")
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


_ALWAYS: Final = {
    "projects": {"name", "city", "applicant", "granted", "total", "funder", "spans"},
    "amounts": {"surface", "value", "currency", "role", "span"},
    "places": {"name", "kind", "surfaces", "spans"},
    "people": {"name", "title", "organisation", "party", "surfaces", "spans"},
    "quotes": {"first", "last", "speaker", "attribution", "span"},
    "judged": {"said", "right"},
}


def _lines(key: str, value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        rows = ",\n".join(f"    {_json(_kept(key, row))}" for row in value)
        return f"[\n{rows}\n  ]"
    if isinstance(value, dict) and key == "shapes":
        rows = ",\n".join(f"    {_json(name)}: {_json(words)}" for name, words in sorted(value.items()))
        return f"{{\n{rows}\n  }}"
    return _json(value)


def _kept(key: str, row: dict[str, Any]) -> dict[str, Any]:
    always = _ALWAYS.get(key, set())
    return {k: v for k, v in row.items() if k in always or not (v is None or (k, v) in (("named", True), ("nth", 1)))}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
