"""Organisation mentions become organisations: one for all spellings of a name."""

from __future__ import annotations

import pytest
from tests.reading import record
from tests.support import article

from extract.assemble.organisations import also_named, assemble_organisations, folded_name, full_names
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


FORMS = frozenset({"A/S"})
ONE_BODY = [
    ("Rosager Byg A/S er ny. Rosager Byg vokser.", ("Rosager Byg A/S", "Rosager Byg"), "Rosager Byg A/S"),
    ("Fjordens Energi Program (FEP) giver. FEP er glad.", ("Fjordens Energi Program", "FEP"), "Fjordens Energi Program"),
    ("Foreningen Havblik åbner. Havblik er glad.", ("Foreningen Havblik", "Havblik"), "Foreningen Havblik"),
    ("Vækstrådet Fjorden giver. Vækstrådet er glad.", ("Vækstrådet Fjorden", "Vækstrådet"), "Vækstrådet Fjorden"),
    ("Havnens Lokaludvalg giver. Lokaludvalget er glad.", ("Havnens Lokaludvalg", "Lokaludvalget"), "Havnens Lokaludvalg"),
    ("Energiselskabet Fjordkraft giver. Fjordkraft er glad.", ("Energiselskabet Fjordkraft", "Fjordkraft"), "Fjordkraft"),
    ("Dansk Havneforbund (tal) er ny. DHF er glad.", ("Dansk Havneforbund", "DHF"), "Dansk Havneforbund"),
    ("Social- og Havneforbundet er ny. SHF er glad.", ("Social- og Havneforbundet", "SHF"), "Social- og Havneforbundet"),
    ("FONDEN FOR ALLE. Fonden for Alle.", ("FONDEN FOR ALLE", "Fonden for Alle"), "Fonden for Alle"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names", "full"), ONE_BODY)
def test_names_of_one_body(text: str, names: tuple[str, ...], full: str) -> None:
    (body,) = assemble_organisations(text, at(text, *names), FORMS)
    assert body.name == full


def test_a_short_name_of_two_bodies_is_neithers() -> None:
    text = "Vækstrådet Fjorden, Vækstrådet Heden og Vækstrådet."
    bodies = assemble_organisations(text, at(text, "Vækstrådet Fjorden", "Vækstrådet Heden", "Vækstrådet"), FORMS)
    assert len(bodies) == 3


def test_full_names_without_legal_forms() -> None:
    text = "Rosager Byg A/S, Rosager Byg. Fjordens Energi Program (FEP), FEP."
    bodies = assemble_organisations(
        text, at(text, "Rosager Byg A/S", "Rosager Byg", "Fjordens Energi Program", "FEP"), FORMS
    )
    full = full_names(bodies, FORMS)
    assert full["fep"] == "Fjordens Energi Program"
    assert "rosager byg" not in full


def test_the_name_of_a_project_that_another_carries_is_no_organisation() -> None:
    text = (
        "Havnefonden\n\nTo får støtte\n\nDisse får støtte:\n• ”Drejø Damp”, ansøgt af Dampens Venner: 40.000 kr.\n"
        "• ”Kutterhuset”, ansøgt af Foreningen Reb: 90.000 kr.\n• Ribe Roklub: 25.000 kr.\n"
    )
    names = {body.name for body in record(text).organisations}
    assert names.isdisjoint({"Drejø Damp", "Kutterhuset"})
    assert names >= {"Dampens Venner", "Foreningen Reb", "Ribe Roklub"}
