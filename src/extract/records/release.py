"""The release record, version 1: what one press release says, every value pointing into its text.

The field names and their order are a contract (docs/record.md). All models are frozen and refuse
unknown fields. Spans are half-open Unicode code-point offsets into ``Release.text``; money is
``Decimal`` here and a string in JSON; what is unknown is ``None`` or an empty tuple.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

SCHEMA: Final = "press-extract/release@1"

Span = tuple[int, int]
"""Half-open ``(start, end)`` code-point offsets into ``Release.text``."""


def _plain(value: Decimal) -> str:
    """A decimal as the contract writes it: never in scientific notation."""
    return format(value, "f")


Money = Annotated[
    Decimal,
    PlainSerializer(_plain, return_type=str, when_used="always"),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}),
]
"""An amount in whole units of its currency, with the decimals that the text states."""

Confidence = Annotated[float, Field(ge=0, le=1)]


def _frozen_mapping(value: Any) -> Any:
    return MappingProxyType(dict(value)) if isinstance(value, Mapping) else value


FrozenDict = Annotated[
    Mapping[str, Any],
    BeforeValidator(_frozen_mapping),
    PlainSerializer(lambda value: dict(value), return_type=dict[str, Any]),
]

SourceFormat = Literal[
    "html", "text", "ritzau-json", "ritzau-html", "mynewsdesk", "cision", "rss", "eml", "docx", "pdf", "warc"
]
SectionKind = Literal[
    "title", "lead", "subheading", "body", "caption", "fact_box", "quote_box", "table",
    "contact", "about", "teaser", "navigation",
]  # fmt: skip
Qualifier = Literal["exact", "about", "at_most", "at_least", "just_under", "just_over", "range"]
Role = Literal["grant", "total", "pool", "cofunding", "applied", "loan", "saving", "turnover", "other"]
PlaceKind = Literal["city", "municipality", "region", "island", "landscape", "country", "foreign", "address"]
Attribution = Literal["after", "before", "next_paragraph", "pronoun", "role", "signature", "none"]
Precision = Literal["day", "week", "month", "quarter", "half", "season", "year"]
CheckStatus = Literal["ok", "mismatch", "repaired", "doubt"]


class Record(BaseModel):
    """Base of every noun of the record: frozen, and nothing that the contract does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Record):
    """Where the bytes came from; ``extra`` keeps what the format said and the record has no field for."""

    uri: str
    format: SourceFormat
    sha256: str
    encoding: str | None = None
    extra: FrozenDict = Field(default_factory=dict)


class Publisher(Record):
    name: str | None = None
    id: str | None = None


class Item(Record):
    """One entry of a fact box, list or table; ``label`` is the part before the colon, if any."""

    start: int
    end: int
    label: str | None = None


class Section(Record):
    """A stretch of the text with one function on the page."""

    id: str
    kind: SectionKind
    heading: str | None = None
    start: int
    end: int
    items: tuple[Item, ...] = ()


class ProjectAmount(Record):
    """The value of a project's grant or total, and the amount (``Amount.id``) that states it."""

    value: Money
    currency: str | None = None
    amount: str | None = None


class Project(Record):
    """A project that money is given to, applied for or announced for in this release."""

    id: str
    name: str
    place: str | None = None
    city: str | None = None
    applicant: str | None = None
    partners: tuple[str, ...] = ()
    granted: ProjectAmount | None = None
    total: ProjectAmount | None = None
    funder: str | None = None
    pool: str | None = None
    period: str | None = None
    description: str | None = None
    evidence: Mapping[str, tuple[Span, ...]] = Field(default_factory=dict)
    confidence: Confidence = 1.0
    rule: str | None = None


class Amount(Record):
    """One mention of money. ``low`` and ``high`` bound what rounding and qualifier allow.

    ``same_as`` names another amount that states the same money (an equivalence in another currency).
    """

    id: str
    start: int
    end: int
    surface: str
    value: Money | None = None
    low: Money | None = None
    high: Money | None = None
    currency: str | None = None
    qualifier: Qualifier = "exact"
    role: Role = "other"
    per: str | None = None
    section: str | None = None
    same_as: str | None = None
    confidence: Confidence = 1.0
    rule: str | None = None


class PlaceMention(Record):
    start: int
    end: int
    surface: str
    in_organisation: bool = False


class Place(Record):
    """A place of the story. ``code`` is the official four-digit municipality code."""

    id: str
    name: str
    kind: PlaceKind
    code: str | None = None
    municipality: str | None = None
    region: str | None = None
    lat: float | None = None
    lon: float | None = None
    mentions: tuple[PlaceMention, ...] = ()
    confidence: Confidence = 1.0
    rule: str | None = None


class Speaker(Record):
    name: str | None = None
    title: str | None = None
    organisation: str | None = None
    party: str | None = None
    person: str | None = None


class Quote(Record):
    """Words said by somebody. ``text`` is the spoken words alone, ``parts`` their stretches."""

    id: str
    text: str
    parts: tuple[Span, ...]
    direct: bool = True
    speaker: Speaker | None = None
    cue: Span | None = None
    attribution: Attribution = "none"
    confidence: Confidence = 1.0
    rule: str | None = None


class Mention(Record):
    start: int
    end: int
    surface: str


class Person(Record):
    id: str
    name: str
    titles: tuple[str, ...] = ()
    organisation: str | None = None
    party: str | None = None
    mentions: tuple[Mention, ...] = ()
    rule: str | None = None


class Organisation(Record):
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    rule: str | None = None


class DateRange(Record):
    """A date or period in the text, as ISO days; both ends are inside."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)

    start: int
    end: int
    surface: str
    from_: str | None = Field(default=None, alias="from")
    to: str | None = None
    precision: Precision = "day"
    rule: str | None = None
    """``dates.stated``, ``dates.near`` (the year is inferred) or ``dates.relative`` (counted from publication)."""


class Contact(Record):
    name: str | None = None
    title: str | None = None
    organisation: str | None = None
    phone: str | None = None
    email: str | None = None


class Check(Record):
    """A claim of the text held against what was found. ``code`` is stable English, ``message`` Danish. ``silenced`` is
    the reason of somebody who looked at it and decided that it needs no more looking at."""

    code: str
    status: CheckStatus
    message: str
    stated: str | None = None
    found: str | None = None
    evidence: tuple[Span, ...] = ()
    silenced: str | None = None

    @property
    def to_look_at(self) -> bool:
        """Whether a person has to look at it: it does not fit, and nobody has said that it needs no look."""
        return self.status != "ok" and self.silenced is None


class ExtractorInfo(Record):
    version: str
    patterns: str
    model: str | None = None


class Release(Record):
    """One press release and everything that it says. ``release.json_line()`` is its line of output."""

    schema_: Literal["press-extract/release@1"] = Field(default=SCHEMA, alias="schema")
    id: str
    source: Source
    publisher: Publisher
    title: str | None = None
    lead: str | None = None
    language: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    url: str | None = None
    text: str
    sections: tuple[Section, ...] = ()
    projects: tuple[Project, ...] = ()
    amounts: tuple[Amount, ...] = ()
    places: tuple[Place, ...] = ()
    quotes: tuple[Quote, ...] = ()
    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    dates: tuple[DateRange, ...] = ()
    contacts: tuple[Contact, ...] = ()
    checks: tuple[Check, ...] = ()
    extractor: ExtractorInfo

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)

    def json_line(self) -> str:
        """This record as one line of JSON: keys in the order of the contract, no trailing newline."""
        return self.model_dump_json(by_alias=True)
