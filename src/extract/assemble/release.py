"""The whole stage: all records of one release, with ids, links and the repairs that were made."""

from __future__ import annotations

from collections.abc import Sequence

from extract.assemble.amounts import amount_ids, assemble_amounts
from extract.assemble.contacts import assemble_contacts
from extract.assemble.identity import release_id
from extract.assemble.organisations import also_named, assemble_organisations, full_names, without_titles
from extract.assemble.people import assemble_people, housed_in_full
from extract.assemble.places import assemble_places
from extract.assemble.projects import assemble_projects
from extract.assemble.quotes import assemble_quotes
from extract.patterns import Patterns
from extract.records.document import Document
from extract.records.mentions import Mentions, PersonMention, ProjectMention, ProjectsTold, QuoteMention
from extract.records.release import Check, DateRange, ExtractorInfo, Organisation, Publisher, Release, Source
from extract.segment import Segmented


def assemble(
    document: Document,
    parts: Segmented,
    mentions: Mentions,
    projects: ProjectsTold,
    contact_people: Sequence[PersonMention],
    *,
    patterns: Patterns,
    extractor: ExtractorInfo,
) -> Release:
    """The release record of one document, its checks still only the repairs."""
    text = document.text
    people, spoken_by = assemble_people(text, mentions.people)
    places, place_ids = assemble_places(text, (*mentions.places, *mentions.ground))
    ids = amount_ids(mentions.money)
    found = assemble_projects(
        parts.article,
        parts.sections,
        projects,
        mentions,
        amount_ids=ids,
        place_ids=place_ids,
        patterns=patterns,
    )
    persons = {person.name for person in people}
    named = [p.organisation for p in people if p.organisation] + [p.applicant for p in found.projects if p.applicant]
    bodies = also_named(parts.article, mentions.organisations, [name for name in named if name not in persons])
    bodies = without_titles(bodies, found.projects)
    forms = frozenset(patterns.words["organisations.legal_forms"].words)
    organisations = assemble_organisations(text, bodies, forms)
    people = housed_in_full(people, full_names(organisations, forms))
    return Release(
        id=release_id(document),
        source=source_of(document),
        publisher=Publisher(name=_in_full(parts.publisher, organisations, text), id=document.publisher_id),
        title=parts.title,
        lead=parts.lead,
        language=document.language,
        published_at=parts.published_at,
        updated_at=document.updated_at,
        url=document.url,
        text=text,
        sections=parts.sections,
        projects=found.projects,
        amounts=assemble_amounts(parts.article, mentions.money, roles=found.roles, same=found.same),
        places=places,
        quotes=assemble_quotes(
            text, _spoken(mentions.quotes, projects.projects), {p.id: p for p in people}, spoken_by, mentions.people
        ),
        people=people,
        organisations=organisations,
        dates=tuple(
            DateRange(
                start=d.start,
                end=d.end,
                surface=text[d.start : d.end],
                from_=d.first,
                to=d.last,
                precision=d.precision,
                rule=d.rule,
            )
            for d in mentions.dates
        ),
        contacts=assemble_contacts(document, parts.sections, contact_people),
        checks=_repairs(document, mentions),
        extractor=extractor,
    )


def _in_full(publisher: str | None, organisations: Sequence[Organisation], text: str) -> str | None:
    """The sender under the name of the body that it begins, where it never stands but as that: *Landsbyfonden Liv* of
    *Landsbyfonden Liv på Landet*."""
    if publisher is None:
        return None
    longer = [body.name for body in organisations if body.name.startswith(f"{publisher} ")]
    if len(longer) != 1 or text.count(publisher) != text.count(longer[0]):
        return publisher
    return longer[0]


def _spoken(quotes: Sequence[QuoteMention], projects: Sequence[ProjectMention]) -> list[QuoteMention]:
    """The quotes without the titles of listed projects: marks after a name and a colon look like speech."""
    titles = {span for project in projects if project.listed for span in project.name.spans}
    return [quote for quote in quotes if not titles.intersection(quote.parts)]


def source_of(document: Document) -> Source:
    return Source(
        uri=document.uri,
        format=document.format,
        sha256=document.sha256,
        encoding=document.encoding,
        extra=document.extra,
    )


def _repairs(document: Document, mentions: Mentions) -> tuple[Check, ...]:
    """What was mended on the way: by ingest in the bytes, by the money grammar in a number."""
    notes = [Check(code=note.code, status="repaired", message=note.message) for note in document.notes]
    numbers = [
        Check(
            code="malformed_number",
            status="repaired",
            message=money.repaired,
            stated=document.text[money.start : money.end],
            found=format(money.value, "f") if money.value is not None else None,
            evidence=((money.start, money.end),),
        )
        for money in mentions.money
        if money.repaired
    ]
    return (*notes, *numbers)
