"""What the matchers find: mentions with absolute spans into the release's text, before assembly.

Every mention has ``start``, ``end`` (half-open code points); values stand beside them. Plain frozen
dataclasses: they never leave the process.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extract.records.release import Attribution, PlaceKind, Precision, Qualifier, Role, Span


@dataclass(frozen=True, slots=True)
class MoneyMention:
    """An amount. ``value`` is None for a range or where the text leaves it open, never for a vague amount
    (that is no mention). ``start:end`` is number, unit and currency (``2,7 mio. kroner``); the qualifier
    stands outside. ``repaired`` says in Danish what was mended, ``same_as`` is the index, among the
    mentions found with it, of the amount that states the same money. ``rule`` is the pattern that gave the role.
    """

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    currency: str | None
    qualifier: Qualifier = "exact"
    role: Role = "other"
    per: str | None = None
    same_as: int | None = None
    repaired: str | None = None
    rule: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class DateMention:
    start: int
    end: int
    first: str | None
    last: str | None
    precision: Precision
    confidence: float = 1.0
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A place name in the text. ``name`` is the official name; ``start:end`` leaves the genitive's s inside."""

    start: int
    end: int
    name: str
    kind: PlaceKind
    code: str | None = None
    municipality: str | None = None
    region: str | None = None
    lat: float | None = None
    lon: float | None = None
    in_organisation: bool = False
    confidence: float = 1.0
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class OrganisationMention:
    """``name`` is the surface without genitive and article; ``start:end`` covers the surface."""

    start: int
    end: int
    name: str
    rule: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person's name at one place of the text (``start:end`` is the name alone, without title and party).

    ``name`` is as written there: a surname alone stays a surname alone; assembly joins it with the full name.
    """

    start: int
    end: int
    name: str
    title: str | None = None
    title_span: Span | None = None
    organisation: str | None = None
    organisation_span: Span | None = None
    party: str | None = None
    rule: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class QuoteMention:
    """Speech. ``parts`` are the spoken words without marks, dash and cue. ``speaker`` indexes the person
    mentions found with it (None: nobody is named); ``title`` and ``organisation`` are what the cue itself
    says when it names a role alone (``fortæller direktøren``).
    """

    parts: tuple[Span, ...]
    direct: bool = True
    speaker: int | None = None
    title: str | None = None
    organisation: str | None = None
    cue: Span | None = None
    attribution: Attribution = "none"
    rule: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Mentions:
    """Everything found in one article but the projects; each kind in reading order."""

    money: tuple[MoneyMention, ...] = ()
    places: tuple[PlaceFound, ...] = ()
    organisations: tuple[OrganisationMention, ...] = ()
    people: tuple[PersonMention, ...] = ()
    quotes: tuple[QuoteMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    ground: tuple[PlaceFound, ...] = ()
    """Streets and parts of nature: places of the release, where no project has its town."""


@dataclass(frozen=True, slots=True)
class Named:
    """A text value of a project with the stretches that it came from; inferred values point to their reason."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ProjectMention:
    """A project told once: in a list item, a table row, a labelled block or a sentence.

    ``granted`` and ``total`` index the money mentions, ``place`` the place mentions. ``listed`` is true for
    entries of a list. ``named`` is false where the text gives no name and the purpose stands for it.
    """

    name: Named
    listed: bool
    named: bool = True
    section: str | None = None
    place: int | None = None
    applicant: Named | None = None
    partners: tuple[Named, ...] = ()
    granted: int | None = None
    total: int | None = None
    funder: Named | None = None
    pool: Named | None = None
    period: Named | None = None
    description: Named | None = None
    rule: str = ""
    confidence: float = 1.0

    @property
    def start(self) -> int:
        return self.name.spans[0][0]


@dataclass(frozen=True, slots=True)
class ProjectsTold:
    """What an article tells of projects: each telling, and who is said to give money, once a sentence.

    A giver may be generic (``fonden``, ``regionsrådet``); assembly finds out whom it stands for. ``grants`` are those
    of sentences that name no project; their name is empty, and its span is the amount's. ``refused`` are the amounts,
    by number, of lists of those who got nothing: they were asked for.
    """

    projects: tuple[ProjectMention, ...] = ()
    givers: tuple[Named, ...] = ()
    grants: tuple[ProjectMention, ...] = ()
    refused: tuple[int, ...] = ()
