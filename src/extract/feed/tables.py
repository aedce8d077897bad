"""The one definition of the tables that a release becomes; SQLite, CSV and docs/tables.md are made from it.

Column names follow the record (docs/record.md): the field ``granted.value`` is the column ``granted_value``.
``from`` and ``check`` are words of SQL, so they are ``from_day`` and ``check_result`` here.

Money stands twice: as text, the decimal itself, exact whatever its digits; and in a column ``…_minor`` in
hundredths of the currency unit (øre, cents) as an integer, for sums and comparisons, and NULL in the two
cases that an integer cannot hold: a fraction of a hundredth, or more than 64 bits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["text", "integer", "real", "flag", "money", "minor"]
"""``money`` is a decimal as text, ``minor`` its hundredths, ``flag`` is 0 or 1."""


@dataclass(frozen=True, slots=True)
class Column:
    """``refers`` names the table whose ``id`` the column holds. ``free`` marks text that publishers write."""

    name: str
    kind: Kind
    comment: str
    required: bool = False
    refers: str | None = None
    index: bool = False
    free: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    comment: str
    columns: tuple[Column, ...]


def _free(name: str, comment: str, *, required: bool = False, index: bool = False) -> Column:
    return Column(name, "text", comment, required, index=index, free=True)


def _code(name: str, comment: str, *, required: bool = False, index: bool = False) -> Column:
    return Column(name, "text", comment, required, index=index)


def _number(name: str, comment: str, *, required: bool = False) -> Column:
    return Column(name, "integer", comment, required)


def _key(example: str) -> Column:
    return Column("id", "text", f"Stable key, such as `{example}`.", required=True, free=True)


def _owner(table: str) -> Column:
    return Column(table, "text", f"The {table.replace('_', ' ')} that it belongs to.", True, table, True, True)


def _link(name: str, table: str, comment: str) -> Column:
    return Column(name, "text", comment, refers=table, index=True, free=True)


def _money(name: str, minor: str, what: str) -> tuple[Column, Column]:
    return (
        Column(name, "money", f"{what}, exact, in whole units of the currency."),
        Column(minor, "minor", "The same in hundredths (øre, cents)."),
    )


_POSITION: Final = _number("position", "Its place in the record's list, counted from 1.", required=True)
_CONFIDENCE: Final = Column("confidence", "real", "From 0 to 1: how often its rule is right, at least.", True)
_RULE: Final = _code("rule", "The rule that found it.")


def _span(of: str) -> tuple[Column, Column]:
    return (
        _number("start", f"Offset in `release.text` at which {of} begins, in code points.", required=True),
        _number("end", f"Offset at which {of} ends; the character there is outside.", required=True),
    )


def _surface() -> Column:
    return _free("surface", "The text as written there.", required=True)


TABLES: Final[tuple[Table, ...]] = (
    Table(
        "release",
        "One row a press release.",
        (
            Column("id", "text", "The publisher's own id, else made from address or content.", True, free=True),
            _code("schema", "Name and version of the record.", required=True),
            _free("title", "The headline."),
            _free("lead", "The opening paragraph."),
            _free("publisher_name", "Who published it.", index=True),
            _free("publisher_id", "The publisher's id on its platform."),
            _code("language", "ISO 639-1 code of the text's language.", index=True),
            _code("published_at", "ISO 8601 time of publication.", index=True),
            _code("updated_at", "ISO 8601 time of the last change."),
            _free("url", "Its address."),
            _free("source_uri", "Where the bytes came from.", required=True),
            _code("source_format", "The format that they were read as.", required=True),
            _code("source_sha256", "Digest of the bytes.", required=True),
            _code("source_encoding", "Their character encoding."),
            _free("source_extra", "What else the format said, as JSON.", required=True),
            _free("text", "The canonical text; all offsets count its code points.", required=True),
            _code("extractor_version", "Version of press-extract.", required=True),
            _code("extractor_patterns", "Digest of the patterns.", required=True),
            _code("extractor_model", "Name and version of the entity model, if one was used."),
        ),
    ),
    Table(
        "section",
        "One row a part of the page: title, lead, body, fact box, contact and so on.",
        (
            _key("ritzau-1/s4"),
            _owner("release"),
            _POSITION,
            _code("kind", "What the part is for, such as `lead`, `body` or `fact_box`.", required=True, index=True),
            _free("heading", "Its heading."),
            *_span("the part"),
        ),
    ),
    Table(
        "item",
        "One row an entry of a fact box, list or table.",
        (
            _key("ritzau-1/s4/i1"),
            _owner("section"),
            _POSITION,
            _free("label", "What stands before the colon."),
            *_span("the entry"),
            _free("surface", "The entry as written.", required=True),
        ),
    ),
    Table(
        "place",
        "One row a place that the release is about.",
        (
            _key("ritzau-1/l3"),
            _owner("release"),
            _POSITION,
            _free("name", "Official name.", required=True, index=True),
            _code(
                "kind",
                "One of `city`, `municipality`, `region`, `island`, `landscape`, `country`, `foreign`, `address`.",
                required=True,
            ),
            _code("code", "Official four-digit municipality code.", index=True),
            _free("municipality", "The municipality it lies in."),
            _free("region", "The region it lies in."),
            Column("lat", "real", "Latitude, degrees north (WGS 84)."),
            Column("lon", "real", "Longitude, degrees east (WGS 84)."),
            _CONFIDENCE,
            _RULE,
        ),
    ),
    Table(
        "place_mention",
        "One row a mention of a place.",
        (
            _key("ritzau-1/l3/m1"),
            _owner("place"),
            _POSITION,
            *_span("the mention"),
            _surface(),
            Column("in_organisation", "flag", "1 where the name is part of an organisation's name.", True),
        ),
    ),
    Table(
        "amount",
        "One row a mention of money.",
        (
            _key("ritzau-1/a9"),
            _owner("release"),
            _POSITION,
            _link("section", "section", "The section that it stands in."),
            *_span("the amount"),
            _surface(),
            *_money("value", "value_minor", "What the text says"),
            *_money("low", "low_minor", "The least that rounding and qualifier allow"),
            *_money("high", "high_minor", "The most that rounding and qualifier allow"),
            _code("currency", "ISO 4217 code."),
            _code(
                "qualifier",
                "One of `exact`, `about`, `at_most`, `at_least`, `just_under`, `just_over`, `range`.",
                required=True,
            ),
            _code(
                "role",
                "One of `grant`, `total`, `pool`, `cofunding`, `applied`, `loan`, `saving`, `turnover`, `other`.",
                required=True,
                index=True,
            ),
            _free("per", "What it is per or without, as written: `årligt`, `ekskl. moms`."),
            _link("same_as", "amount", "The amount that states the same money in another currency."),
            _CONFIDENCE,
            _RULE,
        ),
    ),
    Table(
        "project",
        "One row a project that money is given to or asked for.",
        (
            _key("ritzau-1/p1"),
            _owner("release"),
            _POSITION,
            _free("name", "Its name.", required=True, index=True),
            _link("place", "place", "The place where it happens."),
            _free("city", "The town as named."),
            _free("applicant", "Who applied, or receives the money."),
            *_money("granted_value", "granted_minor", "The grant"),
            _code("granted_currency", "Its currency, ISO 4217."),
            _link("granted_amount", "amount", "The amount that states the grant."),
            *_money("total_value", "total_minor", "The whole cost of the project"),
            _code("total_currency", "Its currency, ISO 4217."),
            _link("total_amount", "amount", "The amount that states the whole cost."),
            _free("funder", "Who gives the money."),
            _free("pool", "The pool or programme that it comes from."),
            _free("period", "When it runs, as written."),
            _free("description", "What it is about."),
            _CONFIDENCE,
            _RULE,
        ),
    ),
    Table(
        "project_partner",
        "One row a partner of a project.",
        (_key("ritzau-1/p1/t1"), _owner("project"), _POSITION, _free("name", "The partner's name.", required=True)),
    ),
    Table(
        "project_evidence",
        "One row a stretch of text that a field of a project rests on.",
        (
            _key("ritzau-1/p1/name/1"),
            _owner("project"),
            _code("field", "The field, such as `name` or `applicant`.", required=True),
            _POSITION,
            *_span("the evidence"),
        ),
    ),
    Table(
        "organisation",
        "One row an organisation.",
        (
            _key("ritzau-1/o1"),
            _owner("release"),
            _POSITION,
            _free("name", "Its name.", required=True, index=True),
            _RULE,
        ),
    ),
    Table(
        "organisation_alias",
        "One row another spelling or short form of an organisation's name.",
        (_key("ritzau-1/o1/b1"), _owner("organisation"), _POSITION, _free("name", "The other name.", required=True)),
    ),
    Table(
        "organisation_mention",
        "One row a mention of an organisation.",
        (_key("ritzau-1/o1/m1"), _owner("organisation"), _POSITION, *_span("the mention"), _surface()),
    ),
    Table(
        "person",
        "One row a person.",
        (
            _key("ritzau-1/n2"),
            _owner("release"),
            _POSITION,
            _free("name", "Full name.", required=True, index=True),
            _free("organisation", "Where they belong, as named."),
            _free("party", "Their political party, by its letter or short name."),
            _RULE,
        ),
    ),
    Table(
        "person_title",
        "One row a title of a person.",
        (_key("ritzau-1/n2/t1"), _owner("person"), _POSITION, _free("title", "The title.", required=True)),
    ),
    Table(
        "person_mention",
        "One row a mention of a person.",
        (_key("ritzau-1/n2/m1"), _owner("person"), _POSITION, *_span("the mention"), _surface()),
    ),
    Table(
        "quote",
        "One row what somebody said.",
        (
            _key("ritzau-1/q1"),
            _owner("release"),
            _POSITION,
            _free("text", "The spoken words alone.", required=True),
            Column("direct", "flag", "1 for words as spoken, 0 for indirect speech.", True),
            _free("speaker_name", "Who said it; NULL where nobody is named.", index=True),
            _free("speaker_title", "Their title."),
            _free("speaker_organisation", "Their organisation."),
            _free("speaker_party", "Their party."),
            _link("speaker_person", "person", "The person."),
            _number("cue_start", "Offset at which the cue (`siger X`) begins."),
            _number("cue_end", "Offset at which the cue ends."),
            _code("attribution", "How the speaker was found, such as `after` or `pronoun`.", required=True),
            _CONFIDENCE,
            _RULE,
        ),
    ),
    Table(
        "quote_part",
        "One row a stretch of a quote; a cue between interrupts it.",
        (_key("ritzau-1/q1/b1"), _owner("quote"), _POSITION, *_span("the stretch"), _surface()),
    ),
    Table(
        "date",
        "One row a date or period in the text.",
        (
            _key("ritzau-1/d1"),
            _owner("release"),
            _POSITION,
            *_span("the date"),
            _surface(),
            _code("from_day", "First day, ISO 8601.", index=True),
            _code("to_day", "Last day, ISO 8601; inside the period."),
            _code("precision", "One of `day`, `week`, `month`, `quarter`, `half`, `season`, `year`.", required=True),
        ),
    ),
    Table(
        "contact",
        "One row somebody to call or write to.",
        (
            _key("ritzau-1/c1"),
            _owner("release"),
            _POSITION,
            _free("name", "Their name."),
            _free("title", "Their title."),
            _free("organisation", "Their organisation."),
            _free("phone", "Telephone number as written."),
            _free("email", "E-mail address."),
        ),
    ),
    Table(
        "check_result",
        "One row a claim of the text held against what was found.",
        (
            _key("ritzau-1/k1"),
            _owner("release"),
            _POSITION,
            _code("code", "What was checked.", required=True, index=True),
            _code("status", "One of `ok`, `mismatch`, `repaired`, `doubt`.", required=True, index=True),
            _code("severity", "How much a reader has to look: `info`, `look` or `error`.", required=True, index=True),
            _free("message", "For the reader, in Danish.", required=True),
            _free("stated", "What the text states."),
            _free("found", "What was found."),
            _free("silenced", "Why it needs no more looking at, where somebody decided so."),
        ),
    ),
    Table(
        "check_evidence",
        "One row a stretch of text that a check rests on.",
        (_key("ritzau-1/k1/b1"), _owner("check_result"), _POSITION, *_span("the stretch")),
    ),
    Table(
        "timeline",
        "One row a project that two releases or more of the run tell of.",
        (
            _key("tl-0123456789abcdef"),
            _free("name", "Its name, at its fullest.", required=True),
            _free("city", "Its town.", index=True),
            _free("applicant", "Who carries it."),
        ),
    ),
    Table(
        "timeline_step",
        "One row a release of a timeline, the earliest first.",
        (
            _key("tl-0123456789abcdef/1"),
            _owner("timeline"),
            _POSITION,
            _owner("release"),
            _link("project", "project", "The project as this release tells it."),
            _code("day", "The day of publication."),
            _code("stage", "One of `announced`, `granted`, `changed`, `finished`.", required=True, index=True),
            Column("disagrees", "flag", "Whether its figures differ from those of an earlier release.", True),
        ),
    ),
)
