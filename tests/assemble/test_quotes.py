"""Quote mentions become quotes, each with its speaker as the release knows that person."""

from __future__ import annotations

from extract.assemble.people import assemble_people
from extract.assemble.quotes import assemble_quotes
from extract.records.mentions import PersonMention, QuoteMention
from extract.records.release import Quote

TEXT = "Rektor Ida Brink (V) fra Ribe Museum kom. »Vi er klar,« siger Brink. »Nu åbner vi.« Det siger direktøren."


def span(part: str) -> tuple[int, int]:
    start = TEXT.index(part)
    return start, start + len(part)


FULL, SHORT = span("Ida Brink"), (TEXT.rindex("Brink"), TEXT.rindex("Brink") + 5)
PERSONS = (
    PersonMention(*FULL, "Ida Brink", "rektor", None, "Ribe Museum", None, "V"),
    PersonMention(*SHORT, "Brink"),
)


def assembled(*quotes: QuoteMention) -> tuple[Quote, ...]:
    people, owners = assemble_people(TEXT, PERSONS)
    return assemble_quotes(TEXT, quotes, {person.id: person for person in people}, owners, PERSONS)


def test_a_surname_speaks_with_all_that_is_known_of_the_person() -> None:
    (quote,) = assembled(QuoteMention((span("Vi er klar"), span("Nu åbner vi.")), True, 1, attribution="after"))
    assert quote.text == "Vi er klar Nu åbner vi."
    speaker = quote.speaker
    assert speaker is not None
    assert (speaker.name, speaker.title, speaker.organisation, speaker.party, speaker.person) == (
        "Ida Brink",
        "rektor",
        "Ribe Museum",
        "V",
        "n1",
    )


def test_nobody_is_null() -> None:
    (quote,) = assembled(QuoteMention((span("Vi er klar"),)))
    assert (quote.speaker, quote.attribution) == (None, "none")


def test_a_role_alone_has_no_name() -> None:
    (quote,) = assembled(QuoteMention((span("Vi er klar"),), title="direktør", attribution="role"))
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.title, quote.speaker.person) == (None, "direktør", None)


def test_an_organisation_alone_has_no_name() -> None:
    (quote,) = assembled(QuoteMention((span("Vi er klar"),), organisation="Ribe Museum", attribution="after"))
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.organisation) == (None, "Ribe Museum")


def test_ids_follow_the_reading_order() -> None:
    late, early = QuoteMention((span("Nu åbner vi."),)), QuoteMention((span("Vi er klar"),))
    assert [(quote.id, quote.text) for quote in assembled(late, early)] == [
        ("q1", "Vi er klar"),
        ("q2", "Nu åbner vi."),
    ]
