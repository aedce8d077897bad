"""Organisation mentions become organisations: one for all spellings of a name."""

from __future__ import annotations

from tests.support import article

from extract.assemble.organisations import also_named, assemble_organisations, folded_name
from extract.records.mentions import OrganisationMention


def at(text: str, *names: str) -> list[OrganisationMention]:
    found, low = [], 0
    for name in names:
        start = text.index(name, low)
        low = start + len(name)
        found.append(OrganisationMention(start, low, name))
    return found


def test_spellings_are_aliases_of_the_commonest() -> None:
    text = "Brink & Dal. Brink og Dal. Brink & Dal. Nordea-fonden."
    first, second = assemble_organisations(
        text, at(text, "Brink & Dal", "Brink og Dal", "Brink & Dal", "Nordea-fonden")
    )
    assert (first.id, first.name, first.aliases, len(first.mentions)) == ("o1", "Brink & Dal", ("Brink og Dal",), 3)
    assert (second.id, second.name, second.mentions[0].surface) == ("o2", "Nordea-fonden", "Nordea-fonden")


def test_equally_common_spellings_take_the_first() -> None:
    text = "Ribe og Dal. Ribe & Dal."
    (one,) = assemble_organisations(text, at(text, "Ribe og Dal", "Ribe & Dal"))
    assert one.name == "Ribe og Dal"


def test_folded_names() -> None:
    assert folded_name("Brink &  Dal-Fonden") == folded_name("brink og dal fonden")


def test_a_name_that_only_its_role_gives_away_is_found_everywhere() -> None:
    source = article("Mercanta bygger. Mercantas plan er klar. Mercantaland ikke.")
    found = also_named(source, (), ["Mercanta", "foreningen"])
    assert [source.surface((m.start, m.end)) for m in found] == ["Mercanta", "Mercantas"]
    assert {m.name for m in found} == {"Mercanta"}


def test_a_known_name_is_not_added_again() -> None:
    source = article("Mercanta bygger.")
    known = (OrganisationMention(0, 8, "Mercanta"),)
    assert also_named(source, known, ["mercanta", "Mercanta"]) == known


def test_no_mentions_no_organisations() -> None:
    assert assemble_organisations("", ()) == ()
